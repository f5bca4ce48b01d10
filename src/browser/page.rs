//! What the program asks of the page: JSON, promises, files that a reader picks, and paper.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlInputElement, Window};

/// Something read from JSON by the browser's own reader.
#[derive(Clone, Debug)]
pub struct Json(JsValue);

impl Json {
    /// What the browser has read.
    pub fn new(read: JsValue) -> Json {
        Json(read)
    }

    /// Reads a text; nothing where it is no JSON.
    pub fn read(text: &str) -> Option<Json> {
        js_sys::JSON::parse(text).ok().map(Json)
    }

    /// The part under this name.
    pub fn get(&self, name: &str) -> Option<Json> {
        let part = Reflect::get(&self.0, &name.into()).ok()?;
        (!part.is_undefined() && !part.is_null()).then_some(Json(part))
    }

    /// The part at this place of a list.
    pub fn at(&self, place: usize) -> Option<Json> {
        let part = Reflect::get_u32(&self.0, place as u32).ok()?;
        (!part.is_undefined() && !part.is_null()).then_some(Json(part))
    }

    /// The text at this place of a list; empty where there is none.
    pub fn text(&self, place: usize) -> String {
        self.at(place).and_then(|it| it.0.as_string()).unwrap_or_default()
    }

    /// The text itself, where it is one.
    pub fn as_text(&self) -> Option<String> {
        self.0.as_string()
    }

    /// The number itself, where it is one.
    pub fn as_number(&self) -> Option<usize> {
        self.0.as_f64().map(|it| it as usize)
    }

    /// The numbers of a list.
    pub fn numbers(&self) -> Vec<usize> {
        (0..).map_while(|place| self.at(place)?.as_number()).collect()
    }
}

/// What is called with what a promise gives, or with nothing where it fails.
pub type Then = Box<dyn FnOnce(Option<JsValue>)>;

/// Hands on what a promise gives; nothing where it fails.
pub fn settle(promise: &Promise, then: Then) {
    // One function for both ways, which goes once it was called; a browser fails with an error.
    let settled = Closure::once_into_js(move |value: JsValue| {
        then(Some(value).filter(|it| !it.is_instance_of::<js_sys::Error>()));
    });
    if let Some(both) = Reflect::get(promise, &"then".into()).ok().and_then(|it| it.dyn_into::<Function>().ok()) {
        let _ = both.call2(promise, &settled, &settled);
    }
}

/// Reads the text of the file that was picked in `input`, and hands it on.
pub fn picked_text(input: &HtmlInputElement, then: impl FnOnce(Option<String>) + 'static) {
    let file = input.files().and_then(|it| it.get(0));
    input.set_value("");
    if let Some(file) = file {
        settle(&file.text(), Box::new(move |text| then(text.and_then(|it| it.as_string()))));
    }
}

/// Changes the page, and lets the browser show the step from what was there before to what comes, where it can and the
/// reader has not asked for less motion. In a page of somebody else's nothing moves.
pub fn slide(is_back: bool, change: impl FnOnce() + 'static) {
    let document = document();
    let is_still = |it: &Window| {
        it.match_media("(prefers-reduced-motion: no-preference)").ok().flatten().is_none_or(|it| !it.matches())
    };
    let html = document.document_element().filter(|it| it.has_attribute("data-own"));
    let start =
        Reflect::get(&document, &"startViewTransition".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
    let (Some(html), Some(start), false) = (html, start, web_sys::window().as_ref().is_none_or(is_still)) else {
        return change();
    };
    let _ = html.set_attribute("data-own", if is_back { "back" } else { "" });
    let change = Closure::once_into_js(change);
    // Where a step cannot be shown, the browser calls `change` all the same, and says why in a promise.
    let ready = start.call1(&document, &change).and_then(|it| Reflect::get(&it, &"ready".into()));
    if let Some(ready) = ready.ok().and_then(|it| it.dyn_into::<Promise>().ok()) {
        settle(&ready, Box::new(|_| {}));
    }
}

/// Prints the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Where printing is refused, the browser has said so.
        let _ = window.print();
    }
}
