//! Where the keyboard and the screen reader are. Only ever called after something the reader did, never on load.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DocumentFragment, Element, HtmlElement};

/// Moves focus to the heading with this id, once the step it belongs to is on the page, and names the document for it:
/// the heading, then `name`.
pub fn heading(id: &str, name: &'static str) {
    on_element(id, move |element| {
        if let Some(document) = element.owner_document() {
            document.set_title(&[&element.text_content().unwrap_or_default(), " – ", name].concat());
        }
    });
}

/// Moves focus to the element with this id, once it is on the page.
pub fn element(id: &str) {
    on_element(id, |_| {});
}

fn on_element(id: &str, first: impl FnOnce(&Element) + 'static) {
    let id = id.to_owned();
    after_paint(move || {
        let document = web_sys::window().and_then(|it| it.document());
        if let Some(element) = document.and_then(|it| it.get_element_by_id(&id)) {
            first(&element);
            go_to(element.unchecked_ref());
        }
    });
}

/// The same for a heading inside a shadow root.
pub fn heading_in(root: &DocumentFragment, id: &str) {
    let (root, id) = (root.clone(), id.to_owned());
    after_paint(move || {
        if let Some(element) = root.get_element_by_id(&id) {
            go_to(element.unchecked_ref());
        }
    });
}

/// Scrolls to `element` and moves focus there.
pub fn go_to(element: &HtmlElement) {
    // A heading takes focus only where it is told so; -1 keeps it out of the tab order.
    if !element.has_attribute("tabindex") {
        let _ = element.set_attribute("tabindex", "-1");
    }
    // Scroll before focusing: NVDA otherwise starts reading before the step is in view.
    element.scroll_into_view();
    let _ = element.focus();
}

/// Runs `then` as a task of its own, once what runs now is done: two short tasks keep a browser quicker than a long one.
pub fn soon(then: impl FnOnce() + 'static) {
    let then: JsValue = Closure::once_into_js(then);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback(then.unchecked_ref());
    }
}

/// Runs `then` when the browser next paints: what was just changed is on the page by then.
pub fn after_paint(then: impl FnOnce() + 'static) {
    let then: JsValue = Closure::once_into_js(then);
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(then.unchecked_ref());
    }
}
