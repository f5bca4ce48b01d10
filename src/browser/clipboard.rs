//! Puts a text where the reader can paste it from.

use super::page::settle;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Copies `text`, and says whether the browser let it. It may have no clipboard, or refuse it.
pub fn copy(text: &str, then: impl FnOnce(bool) + 'static) {
    match write(text) {
        Some(promise) => settle(&promise, Box::new(move |it| then(it.is_some()))),
        None => then(false),
    }
}

fn write(text: &str) -> Option<Promise> {
    let get = |it: &JsValue, name: &str| Reflect::get(it, &name.into()).ok();
    let clipboard = get(&web_sys::window()?.navigator(), "clipboard")?;
    let write: Function = get(&clipboard, "writeText")?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
