//! Hands the reader a file that was made here; nothing goes over the network.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers `text` as a file called `name`. `false` where the browser declines, so that copying can be offered instead.
pub fn text(name: &str, mime: &str, text: &str) -> bool {
    offer(name, mime, text).is_ok()
}

fn offer(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let missing = || JsValue::from_str("no document");
    let document = web_sys::window().and_then(|it| it.document()).ok_or_else(missing)?;
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    // Firefox follows only a link that is in the document.
    let body = document.body().ok_or_else(missing)?;
    body.append_child(&link)?;
    link.click();
    link.remove();
    // Safari reads the address after the click has returned: let it go a minute later.
    let free = wasm_bindgen::prelude::Closure::once_into_js(move || drop(Url::revoke_object_url(&url)));
    let window = web_sys::window().ok_or_else(missing)?;
    window.set_timeout_with_callback_and_timeout_and_arguments_0(free.unchecked_ref(), 60_000)?;
    Ok(())
}
