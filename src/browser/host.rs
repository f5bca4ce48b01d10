//! The place where the widget stands: a page of its own, or an element in a page that somebody else wrote. It lends what
//! belongs to the page and not to the widget, and is written in JavaScript: `src/boot.js`, `embed/widget.js`.

use super::page::{Json, settle};
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Storage;

/// Who can see what is kept, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// Our own page keeps it in the browser.
    Page,
    /// It is kept in the browser for the site that the widget stands on, whose own programs can read it.
    Site,
    /// It is kept until the tab is closed.
    Tab,
}

/// What the place hears of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The first screen is shown.
    Start,
    /// A question is shown: how many came before it, and about how many there are.
    Question(usize, usize),
    /// A result is shown.
    Result,
    /// Another screen is shown.
    Aside,
    /// What was written last is in the browser.
    KeptInBrowser,
    /// What was written last is in memory, since the browser refuses.
    Refused,
    /// What was written last is in memory, since there is no room.
    Full,
}

#[wasm_bindgen]
extern "C" {
    /// What the place lends.
    #[derive(Clone)]
    pub type Host;

    /// The browser's storage; null or an error where there is none. Asked each time: a reader may refuse it while the
    /// page is open.
    #[wasm_bindgen(method, catch)]
    pub fn storage(this: &Host) -> Result<Option<Storage>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn evidence(this: &Host) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn home(this: &Host) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn save(this: &Host, name: &str, mime: &str, text: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn tell(this: &Host, what: u32, at: u32, about: u32) -> Result<(), JsValue>;
}

/// Tells the place what happened. It hears no answer and no outcome.
#[inline(never)]
pub fn tell(host: &Host, news: News) {
    let (what, at, about) = match news {
        News::Start => (0, 0, 0),
        News::Question(at, about) => (1, at, about),
        News::Result => (2, 0, 0),
        News::Aside => (3, 0, 0),
        News::KeptInBrowser => (4, 0, 0),
        News::Refused => (5, 0, 0),
        News::Full => (6, 0, 0),
    };
    // A place that fails to listen is no matter of ours.
    let _ = host.tell(what, at as u32, about as u32);
}

/// Asks the place for the second file, and hands it on; nothing where it cannot be had.
pub fn second_file(host: &Host, then: impl FnOnce(Option<Json>) + 'static) {
    match host.evidence() {
        Ok(promise) => settle(&promise, Box::new(|it| then(it.map(Json::new)))),
        Err(_) => then(None),
    }
}

/// The address of a page of our own that opens links; nothing where there is none, or where the place wants no sharing.
pub fn home(host: &Host) -> Option<String> {
    host.home().ok().flatten()
}

/// Whether this place keeps results apart from a page of our own, or not at all.
#[inline(never)]
pub fn is_apart(host: &Host) -> bool {
    js_sys::Reflect::get(host, &"apart".into()).is_ok_and(|it| !it.is_undefined())
}

/// Whether this place is a frame, which a browser prints as much of as can be seen.
#[inline(never)]
pub fn is_frame(host: &Host) -> bool {
    js_sys::Reflect::get(host, &"framed".into()).is_ok_and(|it| it.is_truthy())
}

/// Offers `text` as a file called `name`. `false` where the browser declines, so that copying can be offered instead.
pub fn save(host: &Host, name: &str, mime: &str, text: &str) -> bool {
    host.save(name, mime, text).is_ok()
}
