//! The first screen: what this is, whom it is for, and what brings the reader here.

use super::part::{
    Choice, LONGEST_WHOM, back, choice, dated, heading, link, named, para, press, screen, session, text_field, words,
};
use super::words::{fill, option, question, say};
use crate::browser::clock;
use crate::browser::dom::{El, Piece, el, text, value_of};
use crate::live::Switch;
use crate::session::{Easing, Screen, Session};
use content::id;
use engine::{Item, Step};

/// The first screen.
pub fn start() -> Piece {
    let session = session();
    let is_changing = matches!(session.screen_now(), Screen::Changing(..));
    let intents = Item::INTENT.options().iter().enumerate().map(|(at, _)| {
        press("choice", option(Item::INTENT, at), move || begin(session, at))
            .live_attr("aria-pressed", move || Some(session.is_chosen(Item::INTENT, at).to_string()))
            .into()
    });
    let heading_of_intents = el("h2").attr("id", "intent").text(question(Item::INTENT));
    let intents = el("section")
        .class("choices")
        .attr("aria-labelledby", "intent")
        .child(heading_of_intents)
        .children(intents.collect());
    let mut parts = vec![
        heading(say(id::APP_TITLE)),
        words("p", "lead", say(id::APP_WHAT)),
        para(say(id::APP_NOT)),
        press("alarm", say(id::VERY_ILL), move || session.someone_is_very_ill()).into(),
    ];
    if is_changing {
        parts.insert(0, back());
    } else {
        parts.extend(unfinished(session).or_else(|| due(session)));
    }
    parts.extend([who_for(session), intents.into()]);
    // What is kept here is nobody's on a device that many use.
    if !session.is_kiosk() {
        parts.extend([link(id::HISTORY_LINK, Screen::History), link(id::TEAMS, Screen::Teams)]);
    }
    screen(parts)
}

fn begin(session: Session, at: usize) {
    if !session.is_answered_now(Item::FOR_WHOM) {
        session.choose(Item::FOR_WHOM, 0);
    }
    session.choose(Item::INTENT, at);
    if Item::INTENT.options()[at] == "now" && session.screen_now() == Screen::Start {
        return session.show(Screen::Easing(Easing::Where));
    }
    if session.screen_now() != Screen::Result {
        session.leave(Step::Start);
    }
}

/// An unfinished run, kept by this browser, that can be continued.
fn unfinished(session: Session) -> Option<Piece> {
    if session.is_begun() {
        return None;
    }
    let draft = session.unfinished()?;
    let begun = fill(id::UNFINISHED, &[("date", &clock::date(draft.saved_at_ms))]);
    let id = draft.id;
    let is_gone = Switch::new(false);
    let discard = move || {
        session.discard_unfinished(id);
        is_gone.set(true);
    };
    let note = el("div")
        .class("note")
        .live_attr("hidden", move || is_gone.is_on().then(String::new))
        .child(para(&begun))
        .child(press("small", say(id::UNFINISHED_CONTINUE), move || session.continue_unfinished(draft.clone())))
        .child(press("link", say(id::UNFINISHED_DISCARD), discard));
    Some(note.into())
}

/// A saved result whose reader has not told yet what came of it.
fn due(session: Session) -> Option<Piece> {
    let entry = session.due()?;
    let id = entry.id;
    let note = el("div")
        .class("note")
        .child(dated("", id::OUTCOME_OF, entry.saved_at_ms, &entry.for_whom))
        .child(press("small", say(id::OUTCOME_ASK), move || session.show(Screen::Outcome(id))));
    Some(note.into())
}

/// Whom the answers are about, with a name for someone else that keeps their results apart.
fn who_for(session: Session) -> Piece {
    let item = Item::FOR_WHOM;
    let is_other = move || session.is_chosen(item, 1);
    let pill = |(at, code): (usize, &&'static str)| {
        let it = Choice { class: "pill", is_single: true, name: item.code().to_owned(), value: code };
        let is_chosen = move || is_other() == (at == 1);
        choice(it, words("span", "", option(item, at)), is_chosen, move || session.choose(item, at)).into()
    };
    let named = move || -> Piece {
        let field = text_field(LONGEST_WHOM, Box::new(move || session.for_whom().get()))
            .on("input", move |event| session.for_whom().set(value_of(&event)));
        named(id::FOR_WHOM_NAME, field).into()
    };
    let legend: El = el("legend").child(text(question(item)));
    let pills = el("div").class("pills").children(item.options().iter().enumerate().map(pill).collect());
    el("fieldset").class("who").child(legend).child(pills).shown_while(is_other, named).into()
}
