<?php
// Changes the theme. Arguments: WordPress, the theme.

require __DIR__ . '/must.php';
require $argv[1] . '/wp-load.php';
switch_theme( $argv[2] );
if ( get_stylesheet() !== $argv[2] ) {
	crampwise_fail( "there is no theme $argv[2]\n" );
}
