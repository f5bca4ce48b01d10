<?php
// Serves WordPress as a server does that knows no type for programs.

$crampwise_file = $_SERVER['DOCUMENT_ROOT'] . parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
if ( '.wasm' !== substr( $crampwise_file, -5 ) || ! is_file( $crampwise_file ) ) {
	return false;
}
header( 'Content-Type: application/octet-stream' );
readfile( $crampwise_file );
