//! The ways that a link can go: another program, the clipboard, a text message, a code to scan. Nothing goes by itself.

use super::part::{para, press, session};
use super::words::{fill, say};
use crate::browser::dom::{El, Piece, drawing, el, mark_all, nothing, svg};
use crate::browser::js::{Done, call};
use crate::browser::{clipboard, share as browser};
use crate::live::{Changes, Dial, Switch};
use crate::session::Session;
use content::{Message, id};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use record::link::{self, Form, Link};
use std::cell::RefCell;
use std::rc::Rc;

/// A link on its way out.
#[derive(Clone)]
pub struct Outgoing {
    /// The address of the page that opens it.
    pub address: String,
    /// What follows `#`, as it is now.
    pub link: Rc<dyn Fn(Form) -> String>,
    /// Counts changes of that; this is followed.
    pub n_changes: Rc<dyn Fn() -> u32>,
}

impl Outgoing {
    /// One that stays as it is.
    pub fn fixed(address: &str, link: Rc<dyn Fn(Form) -> String>) -> Self {
        Self { address: address.to_owned(), link, n_changes: Rc::new(|| 0) }
    }

    fn whole(&self, form: Form) -> String {
        [&*self.address, "#", &(self.link)(form)].concat()
    }

    /// The whole link as it may stand in another address.
    pub fn encoded(&self, form: Form) -> String {
        encoded(&self.whole(form))
    }

    fn live(&self, read: fn(&Self) -> String) -> impl Fn() -> String + use<> {
        let it = self.clone();
        move || {
            (it.n_changes)();
            read(&it)
        }
    }
}

/// The link, and the ways to send it; `first` stands before the others.
pub fn ways(outgoing: &Outgoing, name: &'static str, first: Option<El>) -> Vec<Piece> {
    let session = session();
    if session.is_kiosk() {
        // What the device would send with is everybody's: the code goes to the reader's own.
        let (followed, coded) = (outgoing.clone(), outgoing.clone());
        let draw = move |_| shared_code(session, &coded);
        return vec![el("div").live_by(move || (followed.n_changes)(), draw).into()];
    }
    let address = outgoing.live(|it| it.whole(Form::Link));
    let field = el("input")
        .attr("id", "link")
        .attr("type", "text")
        .class("field")
        .attr("readonly", "")
        .attr("size", "60")
        .attr("aria-label", name)
        .live_property("value", move || address().into())
        .on("focus", |event| mark_all(&event));
    let (copied, sent) = (outgoing.clone(), outgoing.clone());
    // Nothing, that it is copied, or that the reader has to do it.
    let outcome = Dial::new(0);
    let copy = move || {
        if !may_share(session, "copy") {
            return;
        }
        let n_places = session.n_places();
        clipboard::copy(&copied.whole(Form::Link), move |is_copied| {
            if session.stands_since(n_places) {
                outcome.set(if is_copied { 1 } else { 2 });
                if !is_copied {
                    session.focus("link");
                }
            }
        });
    };
    let send = move || {
        if may_share(session, "app") {
            browser::send(say(id::APP_TITLE), &sent.whole(Form::Link));
        }
    };
    let message = only_if_shared(session, "message", el("a"))
        .class("small")
        .live_attr("href", {
            let body = outgoing.live(|it| it.encoded(Form::Plain));
            move || Some(["sms:?&body=", &body()].concat())
        })
        .child(el("span").live_text(
            outgoing.live(|it| fill(id::SHARE_MESSAGE, &[("n", &n_parts(&it.whole(Form::Plain)).to_string())])),
        ));
    let told = move || match outcome.get() {
        0 => String::new(),
        1 => say(id::SHARE_COPIED).to_owned(),
        _ => say(id::SHARE_BY_HAND).to_owned(),
    };
    let is_code = Switch::new(false);
    let coded = outgoing.clone();
    let number = move || if is_code.is_on() { (coded.n_changes)() + 1 } else { 0 };
    let coded = outgoing.clone();
    let code = move |number: u32| if number == 0 { nothing() } else { code(&coded) };
    let mut actions = el("div").class("actions").maybe(first.map(Into::into));
    if browser::can_send() {
        actions = actions.child(press("go", say(id::SHARE_SEND), send));
    }
    let actions = actions.child(press("small", say(id::SHARE_COPY), copy)).child(message).child(press(
        "small",
        say(id::SHARE_CODE),
        move || {
            if is_code.is_on_now() || may_share(session, "code") {
                is_code.turn();
            }
        },
    ));
    vec![
        field.into(),
        actions.into(),
        el("p").class("outcome").attr("role", "status").live_text(told).into(),
        el("div").live_by(number, code).into(),
    ]
}

/// Whether the place lets something be shared this way: `copy`, `app`, `code`, `message`. It hears nothing else of it.
pub fn may_share(session: Session, kind: &str) -> bool {
    let answer = session.lender().and_then(|it| call(it.as_ref(), "may_share", &[kind.into()]));
    answer.and_then(|it| it.as_bool()) != Some(false)
}

/// Lets a link to another program or page go only where the place lets it be shared this way.
pub fn only_if_shared(session: Session, kind: &'static str, way: El) -> El {
    way.on("click", move |event| {
        if !may_share(session, kind) {
            event.prevent_default();
        }
    })
}

/// A link that the browser's cipher makes. It is there until something changes that it was made of.
pub struct Made {
    followed: Changes,
    link: RefCell<Option<(u32, Link)>>,
    n_made: Changes,
    is_busy: Switch,
}

impl Made {
    /// None yet; `followed` counts changes of what it is made of.
    pub fn new(followed: Changes) -> Rc<Self> {
        let (link, n_made, is_busy) = (RefCell::default(), Changes::new(), Switch::new(false));
        Rc::new(Self { followed, link, n_made, is_busy })
    }

    /// Whether one is being made; this is followed.
    pub fn is_busy(&self) -> bool {
        self.is_busy.is_on()
    }

    /// Lets one be made.
    pub fn make(self: &Rc<Self>, session: Session, start: impl FnOnce(Done<Link>)) {
        if self.is_busy.is_on_now() {
            return;
        }
        self.is_busy.set(true);
        let (made, n_places, n) = (self.clone(), session.n_places(), self.followed.count_now());
        start(Box::new(move |link| {
            if session.stands_since(n_places) {
                made.is_busy.set(false);
                session.said().set(if link.is_none() { say(id::LOCK_FAILED).to_owned() } else { String::new() });
                made.link.replace(link.map(|it| (n, it)));
                made.n_made.note();
            }
        }));
    }

    /// The ways to send it, once it is there; `around` says what stands before them and what comes first.
    pub fn shown(
        self: &Rc<Self>,
        address: &str,
        around: impl Fn(&Outgoing) -> (Vec<Piece>, Option<El>) + 'static,
    ) -> Piece {
        let (asked, made, address) = (self.clone(), self.clone(), address.to_owned());
        let number = move || {
            let (n, n_made) = (asked.followed.count(), asked.n_made.count());
            if asked.link.borrow().as_ref().is_some_and(|it| it.0 == n) { n_made } else { 0 }
        };
        let show = move |number: u32| {
            let link = made.link.borrow().as_ref().map(|it| it.1.clone());
            let Some(link) = link.filter(|_| number != 0) else { return nothing() };
            let outgoing = Outgoing::fixed(&address, Rc::new(move |form| link::write(&link, form)));
            let (before, first) = around(&outgoing);
            el("div").children(before).children(ways(&outgoing, say(id::SHARE_HEADING), first)).into()
        };
        el("div").live_by(number, show).into()
    }
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

/// The same, where the place lets it be shown.
pub fn shared_code(session: Session, outgoing: &Outgoing) -> Piece {
    if may_share(session, "code") { code(outgoing) } else { nothing() }
}

/// The link as a QR code.
pub fn code(outgoing: &Outgoing) -> Piece {
    drawn(outgoing, QrCodeEcc::Medium, id::SHARE_CODE_ABOUT)
}

/// The same as it is printed: paper is folded and gets stains, so that more of it may be lost.
pub fn code_on_paper(outgoing: &Outgoing) -> Piece {
    drawn(outgoing, QrCodeEcc::Quartile, id::DOCTOR_CODE_ABOUT)
}

/// The address in bytes, the rest in capitals and digits, which take less room.
fn drawn(outgoing: &Outgoing, level: QrCodeEcc, about: Message) -> Piece {
    const QUIET: i32 = 4;
    let link = (outgoing.link)(Form::Plain);
    let Some(code) = qr(&[&*outgoing.address, "#"].concat(), &link, level) else {
        return para(say(id::SHARE_CODE_LONG));
    };
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
    el("div").child(para(say(about))).child(drawn).into()
}

fn qr(address: &str, link: &str, level: QrCodeEcc) -> Option<QrCode> {
    let segments = [QrSegment::make_bytes(address.as_bytes()), QrSegment::make_alphanumeric(link)];
    QrCode::encode_segments_advanced(&segments, level, Version::MIN, Version::new(15), None, true).ok()
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
        let qr = |address: &str, link: &str| super::qr(address, link, QrCodeEcc::Medium);
        let code = qr("https://cramps.example/v1/#", &["R1.", &"Z".repeat(61), ".12345"].concat()).unwrap();
        assert!(code.version().value() <= 6, "{}", code.version().value());
        assert!(qr("https://cramps.example/a/long/way/down/to/the/page/v1/#", &"Z".repeat(250)).is_some());
        assert!(qr("https://cramps.example/v1/#", &"Z".repeat(2000)).is_none());
    }
}
