//! The document the program stands in: its root, its sign of life, its second file, and files that a reader picks.

use leptos::prelude::document;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlInputElement, Response};

/// The element that holds the plain page until the program stands in its place.
pub fn root() -> HtmlElement {
    let root = document().get_element_by_id("crampwise").map(JsCast::unchecked_into);
    root.or_else(|| document().body()).expect("a document that runs scripts has a body")
}

/// Tells the document that the first control answers.
pub fn tell_ready() {
    if let Some(html) = document().document_element() {
        // Nothing hangs on it but tests and measurements.
        let _ = html.set_attribute("data-ready", "");
    }
}

/// Fetches a text that lies beside the page, and hands it on; nothing where it cannot be had.
pub fn fetch_text(name: &'static str, then: impl FnOnce(Option<String>) + 'static) {
    spawn_local(async move { then(text_of(name).await.ok().flatten()) });
}

async fn text_of(name: &str) -> Result<Option<String>, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(name)).await?.dyn_into()?;
    if !response.ok() {
        return Ok(None);
    }
    Ok(JsFuture::from(response.text()?).await?.as_string())
}

/// Reads the text of the file that was picked in `input`, and hands it on.
pub fn picked_text(input: &HtmlInputElement, then: impl FnOnce(Option<String>) + 'static) {
    let file = input.files().and_then(|it| it.get(0));
    input.set_value("");
    if let Some(file) = file {
        spawn_local(async move { then(JsFuture::from(file.text()).await.ok().and_then(|it| it.as_string())) });
    }
}

/// Prints the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Where printing is refused, the browser has said so.
        let _ = window.print();
    }
}
