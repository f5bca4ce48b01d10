//! What to send of a result: each answer can be left out, and the link is seen before anything is sent.

use super::part::{Choice, back, choice, fold, heading, para, press, screen, section, session, words};
use super::told;
use super::words::{fill, question, say};
use crate::browser::dom::{Piece, drawing, el, mark_all, nothing, svg};
use crate::browser::{clipboard, clock, share as browser};
use crate::live::{Changes, Switch};
use crate::session::{Session, Units};
use content::{Message, id};
use engine::{Answers, Group, Item, Stage, assess};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use record::history::{Entry, Ulid};
use record::link::{self, Form, Link, Told};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The run so far, as a link to go on with.
pub fn token(session: Session) -> String {
    let draft = session.draft_now();
    let told = Told { name: draft.for_whom, ..Told::new(clock::day(draft.saved_at_ms), &draft.answers) };
    link::write(&Link::Answers(told), Form::Link)
}

/// What is being sent.
struct Sharing {
    entry: Entry,
    tier: engine::Tier,
    /// What the tier rests on.
    rests_on: Vec<Item>,
    /// What the reader unticked.
    unticked: RefCell<Vec<Item>>,
    is_named: Cell<bool>,
    changes: Changes,
    /// The page's own address.
    address: String,
}

impl Sharing {
    /// What goes along: only what was answered, and of that nothing which would give away what was left out.
    fn told(&self) -> Told {
        let given = |it: &Item| self.entry.answers.is_answered(*it);
        let mut left_out = self.unticked.borrow().clone();
        let mut answers = Answers::default();
        for item in Item::all().filter(given).filter(|it| !left_out.contains(it)) {
            self.entry.answers.given(item).into_iter().for_each(|it| answers.give(item, it));
        }
        // What only another answer opened, or hid, tells of that answer. What goes may take more along.
        while let Some(item) = Item::all().filter(|it| answers.is_answered(*it)).find(|it| {
            let was_hidden = engine::hides(&self.entry.answers, *it) && !engine::hides(&answers, *it);
            was_hidden || !answers.is_enabled(*it)
        }) {
            answers.clear(item);
            left_out.push(item);
        }
        let name = if self.is_named.get() { self.entry.for_whom.clone() } else { String::new() };
        Told { name, left_out, ..Told::new(clock::day(self.entry.saved_at_ms), &answers) }
    }

    fn link(&self, form: Form) -> String {
        link::write(&Link::Result { told: self.told(), tier: self.tier }, form)
    }

    fn whole_link(&self, form: Form) -> String {
        [&*self.address, "#", &self.link(form)].concat()
    }

    fn turn(&self, item: Item) {
        let mut unticked = self.unticked.borrow_mut();
        match unticked.iter().position(|it| *it == item) {
            Some(at) => drop(unticked.remove(at)),
            None => unticked.push(item),
        }
        drop(unticked);
        self.changes.note();
    }
}

/// What to send of a saved result, or of the one just reached.
pub fn share(saved: Option<Ulid>) -> Piece {
    let session = session();
    let entry = match saved {
        Some(id) => session.with_store(|it| it.row(id)).and_then(|it| it.record.ok()).map(|it| it.value),
        None => Some(session.entry_now()),
    };
    let Some(entry) = entry else { return screen(vec![back(), heading(say(id::UNREADABLE))]) };
    let Some(address) = browser::address() else {
        return screen(vec![back(), heading(say(id::SHARE)), words("p", "lead", say(id::SHARE_FILE))]);
    };
    let assessment = assess(&entry.answers);
    let mut rests_on = Vec::new();
    for reason in assessment.reasons.iter().filter(|it| it.tier == assessment.tier) {
        rests_on.extend(reason.items());
    }
    let tier = entry.tier.unwrap_or(assessment.tier).max(assessment.tier);
    let sharing = Rc::new(Sharing {
        entry,
        tier,
        rests_on,
        unticked: RefCell::default(),
        is_named: Cell::new(false),
        changes: Changes::new(),
        address,
    });
    let mut parts =
        vec![back(), heading(say(id::SHARE)), words("p", "lead", say(id::SHARE_INTRO)), para(say(id::SHARE_ALWAYS))];
    parts.extend(what(&sharing));
    parts.push(how(session, &sharing));
    screen(parts)
}

/// Every answer, with a box that leaves it out.
fn what(sharing: &Rc<Sharing>) -> Vec<Piece> {
    let answers = &sharing.entry.answers;
    let is_no = |it: &Item| answers.has(*it, "no") || answers.has(*it, "none");
    let is_sign = |it: &Item| matches!(it.group(), Group::Safety(_));
    let is_about = |it: &Item| matches!(it.stage(), Stage::Start | Stage::About | Stage::Health);
    let given = || Item::all().filter(|it| answers.is_answered(*it));
    let about: Vec<Item> = given().filter(is_about).collect();
    let yes: Vec<Item> = given().filter(|it| is_sign(it) && !is_no(it)).collect();
    let no: Vec<Item> = given().filter(|it| is_sign(it) && is_no(it)).collect();
    let cramp: Vec<Item> = given().filter(|it| !is_about(it) && !is_sign(it)).collect();
    let rows = |items: &[Item]| -> Vec<Piece> { items.iter().map(|it| row(sharing, *it)).collect() };
    let mut parts = Vec::new();
    let mut about_rows = rows(&about);
    if !sharing.entry.for_whom.is_empty() {
        about_rows.push(name(sharing));
    }
    for (heading, rows) in
        [(id::REVIEW_ABOUT, about_rows), (id::SHARE_YES, rows(&yes)), (id::REVIEW_CRAMP, rows(&cramp))]
    {
        if !rows.is_empty() {
            parts.push(group(heading, rows));
        }
    }
    if !no.is_empty() {
        let summary = fill(id::SHARE_NO, &[("n", &no.len().to_string())]);
        parts.push(fold("signs", &summary, rows(&no)).into());
    }
    parts
}

fn group(heading: Message, rows: Vec<Piece>) -> Piece {
    el("fieldset").class("group").child(words("legend", "title", say(heading))).children(rows).into()
}

fn tick(value: &'static str) -> Choice {
    Choice { class: "tick", is_single: false, name: "share".to_owned(), value }
}

fn row(sharing: &Rc<Sharing>, item: Item) -> Piece {
    let mut said = said(&sharing.entry.answers, item);
    if sharing.rests_on.contains(&item) {
        said = fill(id::SHARE_RESTS, &[("said", &said)]);
    }
    let (shown, turned) = (sharing.clone(), sharing.clone());
    let is_sent = move || {
        shown.changes.count();
        shown.told().answers.is_answered(item)
    };
    choice(tick(item.code()), words("span", "", &said), is_sent, move || turned.turn(item)).into()
}

/// The name that the reader calls the person: it goes along only where it is ticked.
fn name(sharing: &Rc<Sharing>) -> Piece {
    let says = fill(id::SHARE_NAME, &[("name", &sharing.entry.for_whom)]);
    let (shown, turned) = (sharing.clone(), sharing.clone());
    let is_sent = move || {
        shown.changes.count();
        shown.is_named.get()
    };
    let turn = move || {
        turned.is_named.set(!turned.is_named.get());
        turned.changes.note();
    };
    choice(tick("name"), words("span", "", &says), is_sent, turn).into()
}

/// A question with its answer.
#[inline(never)]
pub fn said(answers: &Answers, item: Item) -> String {
    let said = answers.given(item).map(|it| told::answer_text(item, it, Units::Metric)).unwrap_or_default();
    let asked = question(item);
    [asked, if asked.ends_with('?') { " " } else { ": " }, &said].concat()
}

/// The link, and the ways to send it.
fn how(session: Session, sharing: &Rc<Sharing>) -> Piece {
    let live = |read: fn(&Sharing) -> String| {
        let sharing = sharing.clone();
        move || {
            sharing.changes.count();
            read(&sharing)
        }
    };
    let address = live(|it| it.whole_link(Form::Link));
    let less = live(|it| {
        let left_out = it.told().left_out;
        let is_less = it.rests_on.iter().any(|it| left_out.contains(it));
        if is_less { say(id::SHARE_LESS).to_owned() } else { String::new() }
    });
    let field = el("input")
        .attr("id", "link")
        .attr("type", "text")
        .class("field")
        .attr("readonly", "")
        .attr("size", "60")
        .attr("aria-label", say(id::SHARE_HEADING))
        .live_property("value", move || address().into())
        .on("focus", |event| mark_all(&event));
    let (copied, sent) = (sharing.clone(), sharing.clone());
    let copy = move || {
        let n_places = session.n_places();
        clipboard::copy(&copied.whole_link(Form::Link), move |is_copied| {
            if session.stands_since(n_places) {
                session.said().set(say(if is_copied { id::SHARE_COPIED } else { id::SHARE_BY_HAND }).to_owned());
                if !is_copied {
                    session.focus("link");
                }
            }
        });
    };
    let send = move || browser::send(say(id::APP_TITLE), &sent.whole_link(Form::Link));
    let message = el("a")
        .class("small")
        .live_attr("href", {
            let body = live(|it| encoded(&it.whole_link(Form::Plain)));
            move || Some(["sms:?&body=", &body()].concat())
        })
        .child(el("span").live_text(live(|it| {
            fill(id::SHARE_MESSAGE, &[("n", &n_parts(&it.whole_link(Form::Plain)).to_string())])
        })));
    let is_code = Switch::new(false);
    let coded = sharing.clone();
    let number = move || if is_code.is_on() { coded.changes.count() + 1 } else { 0 };
    let coded = sharing.clone();
    let code = move |number: u32| if number == 0 { nothing() } else { code(&coded) };
    let mut actions = el("div").class("actions");
    if browser::can_send() {
        actions = actions.child(press("go", say(id::SHARE_SEND), send));
    }
    let actions = actions.child(press("small", say(id::SHARE_COPY), copy)).child(message).child(press(
        "small",
        say(id::SHARE_CODE),
        move || is_code.turn(),
    ));
    section(
        id::SHARE_HEADING,
        vec![
            words("p", "note", say(id::SHARE_WHO_READS)),
            el("p").class("amiss").attr("role", "status").live_text(less).into(),
            field.into(),
            actions.into(),
            el("p").class("outcome").attr("role", "status").live_text(move || session.said().get()).into(),
            el("div").live_by(number, code).into(),
        ],
    )
}

/// How many text messages it takes: letters that need two places are counted so.
fn n_parts(text: &str) -> usize {
    let n = text.bytes().map(|it| if b"~^[]{}|\\".contains(&it) { 2 } else { 1 }).sum::<usize>();
    if n <= 160 { 1 } else { n.div_ceil(153) }
}

/// As it may stand in an address.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for it in text.bytes() {
        if it.is_ascii_alphanumeric() || b"-._".contains(&it) {
            out.push(it.into());
        } else {
            out.push('%');
            for half in [it >> 4, it & 15] {
                out.push(b"0123456789ABCDEF"[usize::from(half)].into());
            }
        }
    }
    out
}

/// The link as a QR code: the address in bytes, the rest in capitals and digits, which take less room.
fn code(sharing: &Sharing) -> Piece {
    const QUIET: i32 = 4;
    let Some(code) = qr(&[&*sharing.address, "#"].concat(), &sharing.link(Form::Plain)) else { return nothing() };
    let size = (code.size() + 2 * QUIET).to_string();
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|it| code.get_module(*it, y)) {
            path.push_str(&["M", &(x + QUIET).to_string(), " ", &(y + QUIET).to_string(), "h1v1h-1z"].concat());
        }
    }
    let ground = svg("rect").attr("width", &size).attr("height", &size).attr("fill", "#fff").into();
    let dark = svg("path").attr("d", &path).attr("fill", "#000").into();
    let drawn = drawing("code", [&size, &size], vec![ground, dark]).attr("width", "280").attr("height", "280");
    el("div").child(para(say(id::SHARE_CODE_ABOUT))).child(drawn).into()
}

fn qr(address: &str, link: &str) -> Option<QrCode> {
    let segments = [QrSegment::make_bytes(address.as_bytes()), QrSegment::make_alphanumeric(link)];
    QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Version::MIN, Version::new(15), None, true).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_how_many_parts_it_takes() {
        for (text, n) in [("x".repeat(160), 1), ("x".repeat(161), 2), ("x".repeat(307), 3), ("~".repeat(81), 2)] {
            assert_eq!(n_parts(&text), n, "{}", text.len());
        }
        assert_eq!(encoded("https://a.example/#R1.A"), "https%3A%2F%2Fa.example%2F%23R1.A");
    }

    #[test]
    fn a_code_holds_a_link_of_any_length_that_a_result_can_have() {
        let code = qr("https://cramps.example/v1/#", &["R1.", &"Z".repeat(61), ".12345"].concat()).unwrap();
        assert!(code.version().value() <= 6, "{}", code.version().value());
        assert!(qr("https://cramps.example/a/long/way/down/to/the/page/v1/#", &"Z".repeat(250)).is_some());
        assert!(qr("https://cramps.example/v1/#", &"Z".repeat(2000)).is_none());
    }
}
