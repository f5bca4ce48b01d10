<?php
// A WordPress for one run of `cargo xtask wordpress`: on this machine alone, and it asks nobody else for anything.

define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', '127.0.0.1:' . getenv( 'CRAMPWISE_DATABASE' ) );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
$table_prefix = 'wp_';

// One site behind two servers, that give the program different types.
$crampwise_host = isset( $_SERVER['HTTP_HOST'] ) ? $_SERVER['HTTP_HOST'] : '127.0.0.1';
define( 'WP_HOME', 'http://' . $crampwise_host );
define( 'WP_SITEURL', 'http://' . $crampwise_host );

define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'FS_METHOD', 'direct' );

define( 'WP_DEBUG', true );
define( 'WP_DEBUG_LOG', getenv( 'CRAMPWISE_LOG' ) );
define( 'WP_DEBUG_DISPLAY', false );
define( 'CONCATENATE_SCRIPTS', true );

if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
