<?php
// Deactivates and deletes the plugin, and looks what is left of it. Arguments: WordPress.

require __DIR__ . '/must.php';
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/admin.php';

deactivate_plugins( 'crampwise/crampwise.php' );
$outcome = delete_plugins( array( 'crampwise/crampwise.php' ) );
if ( true !== $outcome || file_exists( WP_PLUGIN_DIR . '/crampwise' ) ) {
	crampwise_fail( "the plugin could not be deleted\n" );
}
// Which plugins were active lately is WordPress' own list.
delete_option( 'recently_activated' );

foreach ( $wpdb->get_col( 'SHOW TABLES' ) as $table ) {
	if ( $wpdb->posts === $table ) {
		continue;
	}
	foreach ( $wpdb->get_results( "SELECT * FROM `$table`", ARRAY_A ) as $row ) {
		// Where WordPress lies on this machine may well be called so.
		$text = str_replace( ABSPATH, '', $table . wp_json_encode( $row, JSON_UNESCAPED_SLASHES ) );
		if ( false !== stripos( $text, 'crampwise' ) ) {
			crampwise_fail( "the plugin is still in $text" );
		}
	}
}
