//! Small parts that several screens share.

use super::words::{fill, say};
use crate::browser::clock;
use crate::browser::dom::{El, Piece, drawing, el, svg};
use crate::live::Switch;
use crate::session::{Screen, Session, Units};
use content::{Message, id};
use leptos::prelude::{GetValue, LocalStorage, StoredValue, use_context};

/// The session of this page.
#[inline(never)]
pub fn session() -> Session {
    // Not by `expect_context`: it brings what prints a type's name.
    let session = use_context::<StoredValue<Session, LocalStorage>>().expect("the page provides its session");
    session.get_value()
}

/// A screen, with its parts in order.
#[inline(never)]
pub fn screen(parts: Vec<Piece>) -> Piece {
    el("div").children(parts).into()
}

/// An element with a class and a text.
#[inline(never)]
pub fn words(tag: &str, class: &str, text: &str) -> Piece {
    el(tag).attr_if("class", Some(class).filter(|it| !it.is_empty())).text(text).into()
}

/// A paragraph.
#[inline(never)]
pub fn para(text: &str) -> Piece {
    words("p", "", text)
}

/// The one heading of a screen, which takes the focus when the screen comes up.
#[inline(never)]
pub fn heading(text: &str) -> Piece {
    el("h1").attr("id", "heading").attr("tabindex", "-1").text(text).into()
}

/// When a result is from, and whom it is about where they have a name.
#[inline(never)]
pub fn dated(class: &str, message: Message, ms: u64, for_whom: &str) -> Piece {
    let at = fill(message, &[("date", &clock::date_and_time(ms))]);
    words("p", class, &if for_whom.is_empty() { at } else { [&at, ", ", for_whom].concat() })
}

/// A button of the kind that its class says: `go`, `small`, `quiet`, `link`.
pub fn press(class: &str, text: &str, act: impl Fn() + 'static) -> El {
    button(class, text, Box::new(act))
}

#[inline(never)]
fn button(class: &str, text: &str, act: Box<dyn Fn()>) -> El {
    el("button").attr("type", "button").class(class).text(text).on("click", move |_| act())
}

/// The way back to the screen before.
#[inline(never)]
pub fn back() -> Piece {
    let session = session();
    press("back", say(id::BACK), move || session.back()).into()
}

/// A button that looks like a link and opens a screen.
#[inline(never)]
pub fn link(says: Message, opens: Screen) -> Piece {
    let session = session();
    let class = if opens == Screen::History { "link saved" } else { "link" };
    press(class, say(says), move || session.show(opens)).into()
}

/// The way to a page of our own for what is saved, where it is kept apart here or not at all.
pub fn keep(session: Session) -> Option<Piece> {
    session.is_kept_apart().then(|| link(id::KEEP, Screen::Keep))
}

/// A part of a screen under a heading of its own.
#[inline(never)]
pub fn section(heading: Message, parts: Vec<Piece>) -> Piece {
    el("section").child(words("h2", "", say(heading))).children(parts).into()
}

/// Something folded away under a summary.
#[inline(never)]
pub fn fold(class: &str, summary: &str, parts: Vec<Piece>) -> El {
    let summary = words("summary", "", summary);
    el("details").attr_if("class", Some(class).filter(|it| !it.is_empty())).child(summary).children(parts)
}

/// A list of lines.
#[inline(never)]
pub fn list(lines: &[String]) -> Piece {
    el("ul").children(lines.iter().map(|it| words("li", "", it)).collect()).into()
}

/// A bar from one place of a whole to another, both in hundredths; the words beside it say the same.
#[inline(never)]
pub fn bar(from: usize, to: usize) -> Piece {
    let part = |class: &str, from: usize, to: usize| {
        let (x, width) = (from.to_string(), (to - from).to_string());
        svg("rect").class(class).attr("x", &x).attr("width", &width).attr("height", "4").into()
    };
    let parts = vec![part("whole", 0, 100), part("part", from, to)];
    drawing("bar", ["100", "4"], parts).attr("preserveAspectRatio", "none").into()
}

/// What one control of a group of choices is.
pub struct Choice {
    /// `row`, `pill` or `tick`.
    pub class: &'static str,
    /// Whether choosing it lets go of the others.
    pub is_single: bool,
    /// The name of the group.
    pub name: String,
    /// The code of the option.
    pub value: &'static str,
}

/// The longest name of whom a result is about, in letters.
pub const LONGEST_WHOM: usize = 40;

/// A field for a short text, which shows what `shown` gives; nobody fills it in but the reader.
#[inline(never)]
pub fn text_field(longest: usize, shown: Box<dyn Fn() -> String>) -> El {
    el("input")
        .attr("type", "text")
        .class("field")
        .attr("autocomplete", "off")
        .attr("maxlength", &longest.to_string())
        .live_property("value", move || shown().into())
}

/// A field under its label.
#[inline(never)]
pub fn named(label: Message, field: El) -> El {
    el("label").class("named").child(words("span", "", say(label))).child(field)
}

/// One option with its native control. `label` stands beside it.
pub fn choice(
    choice: Choice,
    label: impl Into<Piece>,
    is_chosen: impl Fn() -> bool + 'static,
    change: impl Fn() + 'static,
) -> El {
    control(choice, label.into(), Box::new(is_chosen), Box::new(change))
}

#[inline(never)]
fn control(
    Choice { class, is_single, name, value }: Choice,
    label: Piece,
    is_chosen: Box<dyn Fn() -> bool>,
    change: Box<dyn Fn()>,
) -> El {
    let control = el("input")
        .attr("type", if is_single { "radio" } else { "checkbox" })
        .attr("name", &name)
        .attr("value", value)
        .live_property("checked", move || is_chosen().into())
        .on("change", move |_| change());
    el("label").class(class).child(control).child(label)
}

/// A switch between the units that weights and fluids are told in; what was typed amiss in one is not amiss in another.
/// `group` is a name that no other switch on the screen has.
#[inline(never)]
pub fn unit_switch(names: [Message; 2], group: &str, amiss: Option<Switch>) -> Piece {
    let units = session().units();
    let pill = |(name, it): (Message, Units)| {
        let change = move || {
            units.set(it);
            if let Some(amiss) = amiss {
                amiss.set(false);
            }
        };
        let pill = Choice { class: "pill", is_single: true, name: group.to_owned(), value: "" };
        choice(pill, words("span", "", say(name)), move || units.get() == it, change).into()
    };
    el("fieldset")
        .class("pills")
        .child(words("legend", "hidden", say(id::UNITS_LABEL)))
        .children(names.into_iter().zip([Units::Metric, Units::Us]).map(pill).collect())
        .into()
}

/// The version of the rules, with its date.
pub fn rules_version() -> String {
    fill(id::RULES_VERSION, &[("version", engine::VERSION), ("date", engine::VERSION_DATE)])
}

/// That the rules are out of date, where they are, beside what they are used for all the same.
pub fn out_of_date() -> Option<Piece> {
    let why = fill(id::TOO_OLD_WHY, &[("date", engine::EXPIRES)]);
    engine::is_out_of_date(clock::now_ms()).then(|| words("p", "caveat", &[say(id::TOO_OLD), ". ", &why].concat()))
}

/// What stands at the foot of every screen.
pub fn foot() -> Piece {
    let links = [
        link(id::WHERE_LINK, Screen::WhereIsMyData),
        link(id::SEEN_LINK, Screen::AlreadySeen),
        link(id::REPORT_LINK, Screen::ReportAnError),
    ];
    el("footer")
        .class("foot")
        .child(words("p", "preview", say(id::NOT_REVIEWED)))
        .child(para(&rules_version()))
        .child(el("nav").attr("aria-label", say(id::FOOT_LABEL)).children(links.into()))
        .into()
}
