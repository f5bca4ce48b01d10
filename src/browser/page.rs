//! The document the program stands in: its root, its sign of life, its second file, and files that a reader picks.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::document;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlInputElement, Response, Window};

/// The element that holds the plain page until the program stands in its place.
pub fn root() -> HtmlElement {
    let root = document().get_element_by_id("crampwise").map(JsCast::unchecked_into);
    root.or_else(|| document().body()).expect("a document that runs scripts has a body")
}

/// The value of a parameter of the page's address, where it has one. No answer ever stands there.
pub fn parameter(name: &str) -> Option<String> {
    let search = web_sys::window().and_then(|it| it.location().search().ok())?;
    let mut pairs = search.trim_start_matches('?').split('&').filter_map(|it| it.split_once('='));
    pairs.find(|(it, _)| *it == name).map(|(_, value)| value.to_owned())
}

/// Tells the document that the first control answers.
pub fn tell_ready() {
    if let Some(html) = document().document_element() {
        // Nothing hangs on it but tests and measurements.
        let _ = html.set_attribute("data-ready", "");
    }
}

/// Something read from JSON by the browser's own reader.
#[derive(Clone, Debug)]
pub struct Json(JsValue);

impl Json {
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

/// Fetches JSON that lies beside the page, and hands it on; nothing where it cannot be had.
pub fn fetch_json(name: &'static str, then: impl FnOnce(Option<Json>) + 'static) {
    let Some(window) = web_sys::window() else { return then(None) };
    let then: Box<dyn FnOnce(Option<Json>)> = Box::new(then);
    settle(
        &window.fetch_with_str(name),
        Box::new(move |response| {
            let response = response.and_then(|it| it.dyn_into::<Response>().ok()).filter(Response::ok);
            match response.and_then(|it| it.json().ok()) {
                Some(json) => settle(&json, Box::new(move |json| then(json.map(Json)))),
                None => then(None),
            }
        }),
    );
}

/// What is called with what a promise gives, or with nothing where it fails.
pub type Then = Box<dyn FnOnce(Option<JsValue>)>;

/// Hands on what a promise gives; nothing where it fails.
pub fn settle(promise: &Promise, then: Then) {
    // Whichever of the two is called takes `then` with it.
    let then = Rc::new(Cell::new(Some(then)));
    let failed = then.clone();
    let call = |then: &Cell<Option<Then>>, value| {
        if let Some(then) = then.take() {
            then(value);
        }
    };
    let given: Closure<dyn FnMut(JsValue)> = Closure::once(move |value: JsValue| call(&then, Some(value)));
    let failed: Closure<dyn FnMut(JsValue)> = Closure::once(move |_: JsValue| call(&failed, None));
    let _ = promise.then2(&given, &failed);
    given.forget();
    failed.forget();
}

/// Reads the text of the file that was picked in `input`, and hands it on.
pub fn picked_text(input: &HtmlInputElement, then: impl FnOnce(Option<String>) + 'static) {
    let file = input.files().and_then(|it| it.get(0));
    input.set_value("");
    if let Some(file) = file {
        settle(&file.text(), Box::new(move |text| then(text.and_then(|it| it.as_string()))));
    }
}

/// Adds a place to the browser's history, so that its own way back can be the page's.
pub fn push_place() -> bool {
    let history = web_sys::window().and_then(|it| it.history().ok());
    history.is_some_and(|it| it.push_state_with_url(&JsValue::NULL, "", None).is_ok())
}

/// Takes the place away again that was added last.
pub fn pop_place() {
    if let Some(history) = web_sys::window().and_then(|it| it.history().ok()) {
        // Where there is no way back, nothing needs to be taken away.
        let _ = history.back();
    }
}

/// Calls `back` whenever the reader goes back by the browser's own way.
pub fn on_browser_back(back: impl FnMut() + 'static) {
    let back: Box<dyn FnMut()> = Box::new(back);
    let back = Closure::wrap(back);
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("popstate", back.as_ref().unchecked_ref());
    }
    // A page listens for as long as it is open.
    back.forget();
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
