<?php
// How the scripts beside this one fail.

function crampwise_fail( $why ) {
	fwrite( STDERR, "$why\n" );
	exit( 1 );
}

function crampwise_must( $outcome, $what ) {
	if ( is_wp_error( $outcome ) ) {
		crampwise_fail( "$what: " . $outcome->get_error_message() );
	}
	if ( false === $outcome ) {
		crampwise_fail( "$what did not work" );
	}
}
