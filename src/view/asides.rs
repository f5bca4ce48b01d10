//! Pages on the side: where the answers are kept, what to do after a visit, and how to tell of an error.

use super::part::{back, heading, link, para, screen, session, words};
use super::words::say;
use crate::browser::dom::{Piece, el};
use crate::browser::host::Keeps;
use crate::browser::store::{Place, Why};
use crate::session::{Screen, Session};
use content::{Message, id, part};

/// The message that says where things are kept, and who can see them.
pub fn place_message(place: Place, keeps: Keeps) -> Message {
    match (place, keeps) {
        (_, Keeps::Tab) => id::KEPT_TAB,
        (Place::Browser, Keeps::Page) => id::KEPT_BROWSER,
        (Place::Browser, Keeps::Site) => id::KEPT_SITE,
        (Place::Memory { why: Why::Refused }, _) => id::KEPT_MEMORY_REFUSED,
        (Place::Memory { why: Why::Full }, _) => id::KEPT_MEMORY_FULL,
    }
}

/// What is said when something was saved: `saved`, or why it is not in the browser.
pub fn saved_message(session: Session, saved: Message) -> Message {
    match (session.place(), session.keeps()) {
        (Place::Browser, Keeps::Page | Keeps::Site) => saved,
        (place, keeps) => place_message(place, keeps),
    }
}

/// Says where things are kept, as long as it is so.
pub fn place_line(class: &str) -> Piece {
    let session = session();
    el("p").class(class).live_text(move || say(place_message(session.place(), session.keeps())).to_owned()).into()
}

/// Where the answers are kept.
pub fn where_is_my_data() -> Piece {
    screen(vec![
        back(),
        heading(say(id::WHERE_LINK)),
        words("p", "lead", say(id::DISCLAIMER_DATA)),
        place_line("place"),
        para(say(id::WHERE_NO_SENDING)),
        para(say(id::WHERE_WHO_CAN_SEE)),
        para(say(id::WHERE_CLEARING)),
        link(id::HISTORY_LINK, Screen::History),
    ])
}

/// For those who were already seen by a doctor or nurse.
pub fn already_seen() -> Piece {
    screen(vec![
        back(),
        heading(say(id::ALREADY_SEEN)),
        words("p", "lead", id::ALREADY_SEEN.part(part::BODY).unwrap_or_default()),
    ])
}

/// How to tell of an error.
pub fn report_an_error() -> Piece {
    screen(vec![
        back(),
        heading(say(id::REPORT_LINK)),
        words("p", "lead", say(id::REPORT_HOW)),
        para(say(id::REPORT_URGENT)),
    ])
}
