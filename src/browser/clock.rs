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

/// The reader's day, counted from 1 January 2020.
pub fn day(ms: u64) -> u16 {
    let date = at(ms);
    // March begins the year, so that the day that comes every four years is its last.
    let month = (date.get_month() + 10) % 12;
    let year = date.get_full_year() - month / 10;
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + date.get_date();
    const FIRST: u32 = 2019 * 365 + 2019 / 4 - 2019 / 100 + 2019 / 400 + 306 + 1;
    days.saturating_sub(FIRST) as u16
}

/// Noon of a day that is counted so, in milliseconds since 1970, at Greenwich.
pub fn noon(day: u16) -> u64 {
    const FIRST: u64 = 18_262;
    (FIRST + u64::from(day)) * 86_400_000 + 43_200_000
}

/// A day that is counted so, as every machine writes it, such as `2026-11-22`.
pub fn iso_day(day: u16) -> String {
    iso_date(noon(day))
}

/// A day that is counted so, as the reader writes it.
pub fn date_of(day: u16) -> String {
    written(noon(day), &[("dateStyle", "long"), ("timeZone", "UTC")])
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
