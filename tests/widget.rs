//! The parts that need a browser, in one: run by `cargo xtask test`. On the native target there is nothing here.
#![cfg(target_arch = "wasm32")]

#[path = "widget/crypto.rs"]
mod crypto;
#[path = "widget/mount.rs"]
mod mount;
#[path = "widget/session.rs"]
mod session;
#[path = "widget/storage.rs"]
mod storage;
#[path = "widget/vault.rs"]
mod vault;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
