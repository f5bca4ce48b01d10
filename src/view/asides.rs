//! Pages on the side: where the answers are kept, what to do after a visit, and how to tell of an error.

use super::part::{back, heading, link, para, screen, session, words};
use super::words::{part, say};
use crate::browser::dom::{Piece, el};
use crate::browser::store::{Place, Why};
use crate::session::Screen;

/// The message that says where things are kept.
pub fn place_message(place: Place) -> &'static str {
    match place {
        Place::Browser => "kept-browser",
        Place::Memory { why: Why::Refused } => "kept-memory-refused",
        Place::Memory { why: Why::Full } => "kept-memory-full",
    }
}

/// Says where things are kept, as long as it is so.
pub fn place_line(class: &str) -> Piece {
    let session = session();
    el("p").class(class).live_text(move || say(place_message(session.place())).to_owned()).into()
}

/// Where the answers are kept.
pub fn where_is_my_data() -> Piece {
    screen(vec![
        back(),
        heading(say("where-link")),
        words("p", "lead", say("disclaimer-data")),
        place_line("place"),
        para(say("where-no-sending")),
        para(say("where-who-can-see")),
        para(say("where-clearing")),
        link("history-link", Screen::History),
    ])
}

/// For those who were already seen by a doctor or nurse.
pub fn already_seen() -> Piece {
    screen(vec![
        back(),
        heading(say("already-seen")),
        words("p", "lead", part("already-seen", "body").unwrap_or_default()),
    ])
}

/// How to tell of an error.
pub fn report_an_error() -> Piece {
    screen(vec![back(), heading(say("report-link")), words("p", "lead", say("report-how")), para(say("report-urgent"))])
}
