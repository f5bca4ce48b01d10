//! A device that many use one after the other: nothing is kept, and each one's answers are gone at the end or after a
//! minute in which nobody touches it. The athlete leaves with a code to scan.

use super::part::{para, press, section, session, words};
use super::share::Sharing;
use super::ways::{Outgoing, shared_code};
use super::words::say;
use crate::browser::clock;
use crate::browser::coach::Ticker;
use crate::browser::dom::{Piece, el};
use crate::browser::js::Listening;
use crate::session::{Easing, Screen, Session};
use crate::timer::Phase;
use content::id;
use engine::Tier;
use leptos::tachys::view::Mountable;
use record::link::{self, Form, Link};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// After how long without a touch everything is cleared, in milliseconds.
const CLEARS_AFTER_MS: u64 = 60_000;
/// How long before that the reader is told, in milliseconds.
const WARNS_BEFORE_MS: u64 = 15_000;
const TOUCHES: [&str; 4] = ["pointerdown", "keydown", "input", "wheel"];

/// What to do after so long without a touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Nothing.
    Wait,
    /// Tell the reader that so many seconds are left.
    Warn(u64),
    /// Forget all.
    Clear,
}

/// `warned_ms` is for how long the reader has been told. Help is never taken away before that was long enough, however
/// long the device slept.
fn next(quiet_ms: u64, warned_ms: Option<u64>, is_emergency: bool) -> Next {
    let left_ms = match CLEARS_AFTER_MS.saturating_sub(quiet_ms) {
        0 if is_emergency => WARNS_BEFORE_MS.saturating_sub(warned_ms.unwrap_or_default()),
        left_ms => left_ms,
    };
    match left_ms {
        0 => Next::Clear,
        1..=WARNS_BEFORE_MS => Next::Warn(left_ms.div_ceil(1000)),
        _ => Next::Wait,
    }
}

/// Who watches over the device.
struct Watch {
    session: Session,
    touched_ms: Cell<u64>,
    /// Since when the reader is told, and what they are told.
    warning: RefCell<Option<(u64, Piece)>>,
}

impl Watch {
    fn touched(&self) {
        self.touched_ms.set(clock::now_ms());
        self.calm();
    }

    fn calm(&self) {
        if let Some((_, mut shown)) = self.warning.take() {
            shown.unmount();
        }
    }

    fn look(&self) {
        let (session, now_ms) = (self.session, clock::now_ms());
        let screen = session.screen_now();
        let is_held = |it: crate::timer::Timer| it.at(now_ms).phase != Phase::Done;
        let is_stretching = screen == Screen::Easing(Easing::Stretch) && session.timer().is_some_and(is_held);
        // Who holds a stretch has no hand free; and a clock that was set back begins anew.
        if is_stretching || now_ms < self.touched_ms.get() {
            self.touched_ms.set(now_ms);
        }
        let is_emergency = screen == Screen::Result && session.assessment().tier == Tier::Emergency;
        let warned_ms = self.warning.borrow().as_ref().map(|it| now_ms.saturating_sub(it.0));
        match (next(now_ms - self.touched_ms.get(), warned_ms, is_emergency), is_home(session)) {
            (Next::Wait, _) | (Next::Warn(_), true) => self.calm(),
            (Next::Warn(seconds), false) => self.warn(now_ms, seconds),
            (Next::Clear, is_home) => {
                self.touched();
                // A name that was typed there is gone too.
                if !is_home || screen == Screen::Link {
                    clear(session);
                }
            }
        }
    }

    /// Stands above the foot of the window, wherever the reader is on the page; any touch takes it away.
    fn warn(&self, now_ms: u64, seconds: u64) {
        let mut warning = self.warning.borrow_mut();
        let (_, shown) = warning.get_or_insert_with(|| {
            let number = el("p").class("title").attr("aria-hidden", "true");
            let mut shown: Piece = el("div")
                .class("caveat idle")
                .attr("role", "alert")
                .child(para(say(id::KIOSK_LEFT)))
                .child(number)
                .into();
            if let Some(root) = self.session.root() {
                shown.mount(&root, None);
            }
            (now_ms, shown)
        });
        // The number is counted for the eye alone: heard, it would be said fifteen times.
        if let Some(number) = shown.elements().first().and_then(|it| it.query_selector(".title").ok()?) {
            number.set_text_content(Some(&seconds.to_string()));
        }
    }
}

/// What stands under each screen of such a device.
pub fn bar() -> Piece {
    let session = session();
    let (touched_ms, warning) = (Cell::new(clock::now_ms()), RefCell::default());
    let watch = Rc::new(Watch { session, touched_ms, warning });
    let touched = watch.clone();
    let touch = Listening::to(&TOUCHES, move || touched.touched());
    let ticker = Ticker::every(500, move || watch.look());
    let below = move |_| below(session);
    el("aside")
        .class("kiosk")
        .attr("aria-label", say(id::KIOSK_LABEL))
        .live_by(move || session.n_screens(), below)
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
    session.with_store(|it| it.let_go());
    session.answer_for("");
    session.note_saved();
    let is_team = matches!(link::read(&session.link()), Ok(Link::Preset(_)));
    session.show(if is_team { Screen::Link } else { Screen::Start });
}

fn below(session: Session) -> Piece {
    if is_home(session) {
        return para(say(id::KIOSK_ABOUT));
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
    Some(section(id::KIOSK_TAKE, vec![words("p", "", say(id::KIOSK_TAKE_ABOUT)), shared_code(session, &outgoing)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_seconds_are_told_and_help_is_never_taken_away_untold() {
        let cases = [
            (0, None, false, Next::Wait),
            (44_999, None, false, Next::Wait),
            (45_000, None, false, Next::Warn(15)),
            (59_001, Some(14_000), false, Next::Warn(1)),
            (60_000, Some(15_000), false, Next::Clear),
            // The device slept.
            (600_000, None, false, Next::Clear),
            (600_000, None, true, Next::Warn(15)),
            (601_000, Some(1_000), true, Next::Warn(14)),
            (615_000, Some(15_000), true, Next::Clear),
            (60_000, Some(15_000), true, Next::Clear),
        ];
        for (quiet_ms, warned_ms, is_emergency, expected) in cases {
            assert_eq!(next(quiet_ms, warned_ms, is_emergency), expected, "{quiet_ms} ms, told for {warned_ms:?}");
        }
    }
}
