<?php
/**
 * Plugin Name:       Crampwise
 * Description:       A self-assessment for leg cramps as a block. It runs in the reader’s browser, from your own site; nothing answered leaves the device. A preview: no clinician has reviewed it.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT OR Apache-2.0
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       crampwise
 *
 * Stores nothing and adds no table, option or page: what a block holds stands in the post, so there is nothing to clean up.
 */

defined( 'ABSPATH' ) || exit;

// Behind the address of the loader, so that a browser does not keep that of another version.
const CRAMPWISE_VERSION = '1.0.0';
const CRAMPWISE_LOADER  = 'crampwise-loader';
const CRAMPWISE_SPACE   = 'crampwise-space';

add_action( 'init', 'crampwise_register' );
add_filter( 'script_loader_tag', 'crampwise_module', 10, 3 );

/** Tells WordPress of the block, of the shortcode `[crampwise]`, and of the loader, which nothing asks for yet. */
function crampwise_register() {
	wp_register_script( CRAMPWISE_LOADER, crampwise_asset( 'loader.js' ), array(), CRAMPWISE_VERSION, true );
	// Themes space what stands in a post, and often nothing further in. A file of its own would be one more request, and
	// classic themes would load it with every page.
	wp_register_style( CRAMPWISE_SPACE, false, array(), CRAMPWISE_VERSION );
	wp_add_inline_style( CRAMPWISE_SPACE, 'cramp-check > * { margin-block: 1em; } cramp-check > :first-child { margin-block-start: 0; }' );
	register_block_type( __DIR__ );
	add_shortcode( 'crampwise', 'crampwise_shortcode' );
}

/**
 * The address of a file that came with the plugin.
 *
 * @param string $name Its name.
 */
function crampwise_asset( $name ) {
	return plugins_url( 'assets/' . $name, __FILE__ );
}

/**
 * Makes the loader a module, which it has to be. It has no `integrity`: pages that are cached outlive an update of the
 * plugin, and would refuse the newer loader. The loader holds the digests of all the rest.
 *
 * @param string $tag    The script as WordPress writes it.
 * @param string $handle Which one it is.
 * @param string $src    Its address.
 */
function crampwise_module( $tag, $handle, $src ) {
	if ( CRAMPWISE_LOADER !== $handle ) {
		return $tag;
	}
	return wp_get_script_tag(
		array(
			'type' => 'module',
			'src'  => $src,
			'id'   => CRAMPWISE_LOADER . '-js',
		)
	);
}

/**
 * The element, with the words that stand in it until a reader wants it, without scripts, and whenever something fails.
 *
 * @param array $given Attributes by the names that the block has for them. What the block does not know, or does not
 *                     allow, is left out.
 */
function crampwise_element( $given ) {
	wp_enqueue_script( CRAMPWISE_LOADER );
	wp_enqueue_style( CRAMPWISE_SPACE );
	// The theme's buttons, also where the page has no other one.
	wp_enqueue_style( 'wp-block-button' );

	$href = crampwise_asset( 'index.html' );
	$tag  = '<cramp-check';
	foreach ( WP_Block_Type_Registry::get_instance()->get_registered( 'crampwise/self-assessment' )->attributes as $name => $rule ) {
		// Attributes of block.json have a default; WordPress' own, which are about the block around, have none.
		if ( ! isset( $rule['default'], $given[ $name ] ) || is_wp_error( rest_validate_value_from_schema( $given[ $name ], $rule, $name ) ) ) {
			continue;
		}
		$value = rest_sanitize_value_from_schema( $given[ $name ], $rule, $name );
		if ( '' === $value || $value === $rule['default'] ) {
			continue;
		}
		if ( 'href' === $name ) {
			$href = $value;
		} elseif ( true === $value ) {
			$tag .= ' ' . crampwise_dashed( $name );
		} else {
			$tag .= sprintf( ' %s="%s"', crampwise_dashed( $name ), esc_attr( $value ) );
		}
	}
	$href  = esc_url( $href, array( 'http', 'https' ) );
	$words = include __DIR__ . '/words.php';
	$signs = '';
	foreach ( $words['signs'] as $sign ) {
		$signs .= '<li>' . esc_html( $sign ) . '</li>';
	}
	return $tag . sprintf(
		' href="%1$s"><div class="wp-block-button"><a class="wp-block-button__link wp-element-button" href="%1$s">%2$s</a></div>'
		. '<p><strong>%3$s</strong><br>%4$s</p><ul>%5$s</ul></cramp-check>',
		$href,
		esc_html( $words['start'] ),
		esc_html( $words['danger'] ),
		esc_html( $words['numbers'] ),
		$signs
	);
}

/**
 * For editors without blocks. Attributes are written as the element has them: `[crampwise heading-level="3" no-print]`.
 *
 * @param array|string $given What stands in the brackets; a text when nothing does.
 */
function crampwise_shortcode( $given ) {
	$attributes = array();
	foreach ( (array) $given as $name => $value ) {
		// A word alone is an attribute that is there or not.
		$is_switch = is_int( $name );
		$dashed    = $is_switch ? $value : $name;
		$name      = lcfirst( str_replace( '-', '', ucwords( (string) $dashed, '-' ) ) );

		$attributes[ $name ] = $is_switch ? true : $value;
	}
	return '<div>' . crampwise_element( $attributes ) . '</div>';
}

/**
 * `headingLevel` as the element has it: `heading-level`.
 *
 * @param string $name As the block has it.
 */
function crampwise_dashed( $name ) {
	return strtolower( preg_replace( '/[A-Z]/', '-$0', $name ) );
}
