//! Starts the page.

/// Faster than the allocator that Rust brings, and smaller.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    // Loading the program was a task of its own.
    crampwise::browser::focus::soon(crampwise::start_page);
}
