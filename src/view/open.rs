//! A link that did not come by a tap: pasted with whatever stands around it, in a picture of a code, or shown to the camera.

use super::part::{back, heading, press, screen, words};
use super::scan::scan;
use super::words::say;
use crate::browser::dom::{Piece, el, value_of};
use crate::session::Session;
use content::id;
use record::link::{LinkError, read};
use std::cell::RefCell;
use std::rc::Rc;

/// Asks for a link, and shows what is in it.
pub fn open(session: Session) -> Piece {
    let text: Rc<RefCell<String>> = Rc::default();
    let typed = text.clone();
    let field = el("textarea")
        .attr("id", "pasted")
        .class("field")
        .attr("rows", "4")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .on("input", move |event| drop(typed.replace(value_of(&event))));
    screen(vec![
        back(),
        heading(say(id::OPEN_LINK)),
        el("label").class("named").child(words("span", "", say(id::SHARED_PASTE))).child(field).into(),
        el("div")
            .class("actions")
            .child(press("go", say(id::SHARED_OPEN), move || found(session, &text.borrow())))
            .into(),
        scan(session, Rc::new(move |it: &str| found(session, it))),
        el("p").class("amiss").attr("role", "alert").live_text(move || session.said().get()).into(),
    ])
}

/// What holds no link says so here, where another can be tried.
fn found(session: Session, text: &str) {
    match read(text) {
        Err(LinkError::NoLink) => session.said().set(say(id::SHARED_NONE).to_owned()),
        _ => session.open_link(text),
    }
}
