<?php
// Installs the plugin from its zip as an upload does, activates it, and writes posts. Arguments: WordPress, the zip.

require __DIR__ . '/must.php';
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/admin.php';
require ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';

$upgrader = new Plugin_Upgrader( new Automatic_Upgrader_Skin() );
crampwise_must( $upgrader->install( $argv[2] ), 'installing' );
crampwise_must( 'crampwise/crampwise.php' === $upgrader->plugin_info(), 'finding the plugin in its zip' );
crampwise_must( activate_plugin( 'crampwise/crampwise.php' ), 'activating' );

$before = "<!-- wp:paragraph -->\n<p>Most people over sixty know it: a calf that turns to stone at three in the morning.</p>\n<!-- /wp:paragraph -->\n\n";
$after  = "\n\n<!-- wp:paragraph -->\n<p id=\"after\">Below the self-check the article goes on.</p>\n<!-- /wp:paragraph -->";

$block = function ( $attributes ) {
	return get_comment_delimited_block_content( 'crampwise/self-assessment', $attributes, '' );
};

$posts = array(
	101 => array( 'Why legs cramp at night', $before . $block( array() ) . $after ),
	102 => array( 'The same for every reader', $block(
		array(
			'mode'         => 'information',
			'headingLevel' => '3',
			'theme'        => 'light',
			'storage'      => 'none',
			'namespace'    => 'night-1',
			'href'         => 'https://crampwise.example/v1/?a=1&b=2',
			'noPrint'      => true,
			'noHistory'    => false,
			'align'        => 'wide',
		)
	) ),
	// What nobody may set, and what nothing of ours knows.
	103 => array( 'Odd attributes', $block(
		array(
			'mode'      => 'full" onclick="alert(1)',
			'namespace' => '"><script>alert(1)</script>',
			'href'      => 'javascript:alert(1)',
			'theme'     => array( 'dark' ),
			'noPrint'   => 'perhaps',
			'onclick'   => 'alert(1)',
		)
	) ),
	104 => array( 'By shortcode', "<!-- wp:shortcode -->\n[crampwise heading-level=\"4\" back-button=\"history\" no-export no-print=\"false\" mode=\"nonsense\" onclick=\"alert(1)\"]\n<!-- /wp:shortcode -->" ),
	105 => array( 'Two of them', $block( array() ) . "\n\n" . $block( array( 'namespace' => 'second' ) ) ),
	106 => array( 'Without', $before . $after ),
	107 => array( 'Edited', $before . $block( array() ) ),
);
foreach ( $posts as $id => list( $title, $content ) ) {
	$post = array(
		'import_id'    => $id,
		'post_title'   => $title,
		'post_content' => wp_slash( $content ),
		'post_status'  => 'publish',
		'post_author'  => 1,
	);
	// Nobody is logged in here, so what is written is cleaned as that of any author.
	crampwise_must( $id === wp_insert_post( $post, true ), "writing post $id" );
	$kept = get_post( $id )->post_content;
	// Of attributes only what could do harm is taken; an ampersand is written at greater length.
	$is_kept = 103 === $id ? has_block( 'crampwise/self-assessment', $kept ) : str_replace( '\u0026amp;', '\u0026', $kept ) === $content;
	crampwise_must( $is_kept, "keeping post $id as it was written, not as\n$kept\n" );
}
