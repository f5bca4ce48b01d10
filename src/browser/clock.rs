//! The time, and how the reader writes it.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// Now, in milliseconds since 1970.
pub fn now_ms() -> u64 {
    Date::now() as u64
}

/// The day as the reader writes it, such as "22 November 2026".
pub fn date(ms: u64) -> String {
    written(ms, &[("dateStyle", "long")])
}

/// The day and the time as the reader writes them, such as "22 November 2026 at 03:10".
pub fn date_and_time(ms: u64) -> String {
    written(ms, &[("dateStyle", "long"), ("timeStyle", "short")])
}

/// The reader's day as year-month-day, for file names and `datetime`.
pub fn iso_date(ms: u64) -> String {
    let date = at(ms);
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// The moment as every machine writes it, such as `2026-11-22T03:10:00.000Z`.
pub fn iso_instant(ms: u64) -> String {
    at(ms).to_iso_string().into()
}

fn at(ms: u64) -> Date {
    Date::new(&JsValue::from_f64(ms as f64))
}

fn written(ms: u64, style: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in style {
        // Setting a property of an object made here cannot fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    at(ms).to_locale_string(&locale(), &options).into()
}

/// The reader's own kind of the page's language ("en-GB"), or the page's language where theirs is another: one page
/// doesn't speak two.
fn locale() -> String {
    const PAGE: &str = "en";
    let reader = web_sys::window().and_then(|it| it.navigator().language()).unwrap_or_default();
    if reader.split('-').next() == Some(PAGE) { reader } else { PAGE.to_owned() }
}
