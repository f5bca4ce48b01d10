//! What a link needs of the browser: whatever else can send it.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The name of the site that this page came from; empty for a file on a disk.
pub fn site() -> String {
    let location = web_sys::window().and_then(|it| get(&it, "location"));
    location.and_then(|it| get(&it, "hostname")?.as_string()).unwrap_or_default()
}

/// The browser's own way to send something with another program, where it has one.
fn sheet() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let share = get(&navigator, "share")?.dyn_into().ok()?;
    Some((navigator.into(), share))
}

/// Whether the browser can send something with another program.
pub fn can_send() -> bool {
    sheet().is_some()
}

/// Lets the reader choose a program to send a link with. A reader who chooses none has changed their mind.
pub fn send(title: &str, link: &str) {
    let Some((navigator, share)) = sheet() else { return };
    let what = Object::new();
    for (name, value) in [("title", title), ("url", link)] {
        // Setting a property of an object made here cannot fail.
        let _ = Reflect::set(&what, &name.into(), &value.into());
    }
    if let Some(promise) = share.call1(&navigator, &what).ok().and_then(|it| it.dyn_into::<Promise>().ok()) {
        super::page::settle(&promise, Box::new(|_| {}));
    }
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok()
}
