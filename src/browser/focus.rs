//! Where the keyboard and the screen reader are. Only ever called after something the reader did, never on load.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// What holds a widget.
pub type Root = Element;

/// Moves focus to the element with this id inside `root`, once it is on the page.
pub fn element_in(root: &Element, id: &str) {
    let (root, id) = (root.clone(), ["#", id].concat());
    after_paint(move || {
        if let Ok(Some(element)) = root.query_selector(&id) {
            go_to(element.unchecked_ref());
        }
    });
}

/// Goes to the first field inside `root` whose text is not taken, if there is one.
pub fn to_amiss(root: &Element) -> bool {
    let field = root.query_selector("[aria-invalid=true]").ok().flatten();
    if let Some(it) = &field {
        go_to(it.unchecked_ref());
    }
    field.is_some()
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

/// Runs `then` when the browser next paints: what was just changed is on the page by then.
pub fn after_paint(then: impl FnOnce() + 'static) {
    let then: JsValue = Closure::once_into_js(then);
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(then.unchecked_ref());
    }
}
