//! The program that a page loads: it offers to be mounted, and waits.

/// Faster than the allocator that Rust brings, and smaller.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

// What the library offers to JavaScript is in the program because this names it.
pub use crampwise::{ask, mount, unmount};

fn main() {}
