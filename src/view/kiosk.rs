//! A device that many use one after the other: nothing is kept, and each one's answers are gone at the end or after a
//! minute in which nobody touches it. The athlete leaves with a code to scan.

use super::part::{press, section, session, words};
use super::share::Sharing;
use super::ways::{Outgoing, code};
use super::words::{fill, say};
use crate::browser::clock;
use crate::browser::coach::Ticker;
use crate::browser::dom::{Piece, el, nothing};
use crate::browser::js::Listening;
use crate::live::Dial;
use crate::session::{Screen, Session};
use content::id;
use record::link::{self, Form, Link};
use std::cell::Cell;
use std::rc::Rc;

/// After how long without a touch everything is cleared, in seconds.
const CLEARS_AFTER: u64 = 60;
/// How long before that the reader is told, in seconds.
const WARNS_BEFORE: u64 = 15;
const TOUCHES: [&str; 4] = ["pointerdown", "keydown", "input", "wheel"];

/// What stands under each screen of such a device.
pub fn bar() -> Piece {
    let session = session();
    let left = Dial::new(0);
    let last = Rc::new(Cell::new(clock::now_ms()));
    let touched = last.clone();
    let touch = Listening::to(&TOUCHES, move || touched.set(clock::now_ms()));
    let tick = move || {
        let quiet = clock::now_ms().saturating_sub(last.get()) / 1000;
        let is_home = is_home(session);
        if CLEARS_AFTER <= quiet {
            last.set(clock::now_ms());
            if !is_home {
                clear(session);
            } else if session.screen_now() == Screen::Link {
                // A name that was typed there is gone too.
                session.show(Screen::Link);
            }
        }
        let seconds = CLEARS_AFTER.saturating_sub(quiet);
        let shown = if is_home || WARNS_BEFORE < seconds { 0 } else { seconds as u32 };
        if left.now() != shown {
            left.set(shown);
        }
    };
    let ticker = Ticker::every(500, tick);
    let told = move || match left.get() {
        0 => String::new(),
        n => fill(id::KIOSK_LEFT, &[("n", &n.to_string())]),
    };
    let below = move |_| below(session);
    el("aside")
        .class("kiosk")
        .attr("aria-label", say(id::KIOSK_LABEL))
        .child(el("p").class("amiss").attr("role", "alert").live_text(told))
        .child(el("div").live_by(move || session.n_screens(), below))
        .keep(Box::new((ticker, touch)))
        .into()
}

/// Whether nothing of anybody is there that could be cleared.
fn is_home(session: Session) -> bool {
    let is_first = matches!(session.screen_now(), Screen::Start | Screen::Link);
    is_first && !session.is_begun() && session.with_store(|it| it.rows()).is_empty()
}

/// Forgets whoever was here, and shows the next one the beginning: the coach's set-up, where the device has one.
fn clear(session: Session) {
    session.forget_run();
    session.with_store(|it| it.delete_all());
    session.answer_for("");
    session.note_saved();
    let is_team = matches!(link::read(&session.link()), Ok(Link::Preset(_)));
    session.show(if is_team { Screen::Link } else { Screen::Start });
}

fn below(session: Session) -> Piece {
    if is_home(session) {
        return nothing();
    }
    let mut parts = Vec::new();
    if session.screen_now() == Screen::Result {
        parts.extend(own_code(session));
    }
    let done = press("small", say(id::KIOSK_DONE), move || clear(session));
    parts.push(el("div").class("actions").child(done).into());
    el("div").children(parts).into()
}

/// The own result, to be taken along by the athlete's own phone.
fn own_code(session: Session) -> Option<Piece> {
    let sharing = Sharing::new(session.entry_now())?;
    let address = sharing.address.clone();
    let whole = sharing.whole();
    let outgoing = Outgoing::fixed(&address, Rc::new(move |form: Form| link::write(&whole, form)));
    Some(section(id::KIOSK_TAKE, vec![words("p", "", say(id::KIOSK_TAKE_ABOUT)), code(&outgoing)]))
}
