<?php
// Makes the database, and an empty WordPress in it. It lies outside of WordPress: the first argument says where that is.

// Nobody is written to.
function wp_mail() {
	return true;
}

mysqli_report( MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT );
$crampwise_database = new mysqli( '127.0.0.1', 'root', '', null, (int) getenv( 'CRAMPWISE_DATABASE' ) );
$crampwise_database->query( 'CREATE DATABASE wordpress CHARACTER SET utf8mb4' );

define( 'WP_INSTALLING', true );
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Legs at night', 'editor', 'editor@example.invalid', true, '', 'a password for one run' );
// Pictures of people would come from elsewhere, and so would those of the editor's welcome.
update_option( 'show_avatars', '0' );
update_user_meta(
	1,
	'wp_persisted_preferences',
	array(
		'core/edit-post' => array( 'welcomeGuide' => false ),
		'_modified'      => gmdate( 'c' ),
	)
);
update_option( 'default_comment_status', 'closed' );
echo 'WordPress ', $GLOBALS['wp_version'], ', PHP ', PHP_VERSION, ', MariaDB ', $GLOBALS['wpdb']->db_server_info(), "\n";
