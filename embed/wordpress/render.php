<?php
/**
 * The block, as the server writes it into a page.
 *
 * @var array $attributes What the block holds.
 */

defined( 'ABSPATH' ) || exit;

// A block around the element: until its loader is there a browser takes it for a word in a line, and a theme gives no
// width to that. Both parts are escaped where they are made.
// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
printf( '<div %s>%s</div>', get_block_wrapper_attributes(), crampwise_element( $attributes ) );
