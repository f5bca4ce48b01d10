//! A reply to a coach: the athlete has seen the own result, and chooses what goes.

use super::part::{back, heading, link, para, press, screen, section, session, words};
use super::preset::Membership;
use super::share::{Sharing, what};
use super::ways::{Made, Outgoing, only_if_shared};
use super::words::{fill, question, say};
use crate::browser::crypto;
use crate::browser::dom::{El, Piece, el};
use crate::live::Switch;
use crate::session::{Screen, Session};
use content::id;
use engine::{Answers, Group, Item, Stage};
use record::history::Ulid;
use record::link::{Channel, Extras, Form, Link, Preset, Sender, inner};
use std::rc::Rc;

/// Whether a question is one of the extras that a coach asks for.
fn is_asked(preset: &Preset, item: Item) -> bool {
    let group = item.group();
    let of = |at: usize, is_it: bool| preset.extras.has(at) && is_it;
    let is_open = item.stage() == Stage::Detail || item.stage() == Stage::Core;
    of(0, is_open && group == Group::Session)
        || of(1, is_open && group == Group::Cramp)
        || of(2, is_open && group == Group::You)
        || of(Extras::N - 1, item.stage() == Stage::Measure)
}

/// What goes unless the athlete unticks it: danger signs, and what the coach asks for.
fn goes(preset: &Preset, item: Item) -> bool {
    // Without these, nobody could tell that a question about training applies.
    let opens = [Item::INTENT, Item::WHEN, Item::LAST_EXERCISE].contains(&item);
    matches!(item.group(), Group::Safety(_))
        || is_asked(preset, item)
        || opens && (preset.extras.has(0) || preset.extras.has(Extras::N - 1))
}

/// What to send to the coach of a saved result, or of the one just reached.
pub fn send(saved: Option<Ulid>) -> Piece {
    let session = session();
    let entry = match saved {
        Some(id) => session.with_store(|it| it.row(id)).and_then(|it| it.record.ok()).map(|it| it.value),
        None => Some(session.entry_now()),
    };
    let title = heading(say(id::TO_COACH));
    let (Some(entry), Some(membership)) = (entry, Membership::read(&session.preset())) else {
        return screen(vec![back(), title, link(id::TEAMS, Screen::Teams)]);
    };
    let Some(mut sharing) = Sharing::new(entry) else {
        return screen(vec![back(), title, words("p", "lead", say(id::SHARE_FILE))]);
    };
    let Membership { preset, name, device } = membership;
    sharing.sender = Some(Sender { entry: sharing.entry.id, device, team: preset.team_id() });
    let whom = std::mem::replace(&mut sharing.entry.for_whom, name.clone());
    sharing.is_named.set(true);
    let answers = sharing.entry.answers.clone();
    let given = Item::all().filter(|it| answers.is_answered(*it));
    sharing.unticked.replace(given.filter(|it| !goes(&preset, *it)).collect());
    let sharing = Rc::new(sharing);
    let mut parts = vec![
        back(),
        title,
        words("p", "caveat", say(id::PRESET_NOBODY)),
        words("p", "lead", say(id::SEND_INTRO)),
        para(&fill(id::SEND_ALWAYS, &[("name", &name)])),
    ];
    if !whom.is_empty() && whom != name {
        parts.push(words("p", "note", &fill(id::SEND_WHOSE, &[("whom", &whom), ("name", &name)])));
    }
    // What is asked now goes to the run of now.
    if saved.is_none() {
        parts.extend(extras(session, &preset, &answers));
    }
    parts.extend(what(&sharing, false));
    parts.push(reply(session, preset, sharing));
    screen(parts)
}

/// What the coach asks for and nobody has answered yet, each with a way to it.
fn extras(session: Session, preset: &Preset, answers: &Answers) -> Option<Piece> {
    let is_open = |it: &Item| {
        is_asked(preset, *it) && !answers.is_answered(*it) && !answers.is_passed_over(*it) && answers.is_enabled(*it)
    };
    let open: Vec<Item> = Item::all().filter(is_open).collect();
    let line = |it: Item| press("link", question(it), move || session.answer_for_coach(it)).into();
    (!open.is_empty()).then(|| section(id::SEND_EXTRA, open.into_iter().map(line).collect()))
}

fn reply(session: Session, preset: Preset, sharing: Rc<Sharing>) -> Piece {
    let is_sealed = preset.key.is_some();
    if is_sealed && !crypto::is_there() {
        return words("p", "note", say(id::SEND_NO_CIPHER));
    }
    let answers = &sharing.entry.answers;
    let agrees = match answers.is_answered(Item::AGE) {
        true if answers.has(Item::AGE, "under-16") => Some(id::SEND_GUARDIAN),
        true => None,
        false => Some(id::SEND_AGE),
    };
    let (is_agreed, changes) = (Switch::new(agrees.is_none()), sharing.changes);
    let agrees = agrees.map(|agrees| {
        let tick = el("input").attr("type", "checkbox").live_property("checked", move || is_agreed.is_on().into()).on(
            "change",
            move |_| {
                is_agreed.turn();
                // Who takes it back takes the reply back.
                changes.note();
            },
        );
        el("label").class("row").child(tick).child(words("span", "", say(agrees))).into()
    });
    let made = Made::new(sharing.changes);
    let channel = preset.channel.clone();
    let around = move |outgoing: &Outgoing| {
        let who = say(if is_sealed { id::SEND_SEALED } else { id::SEND_OPEN });
        (vec![words("p", "note", who)], first(session, &channel, outgoing))
    };
    let shown = made.shown(&sharing.address, around);
    let busy = made.clone();
    let make = move || {
        if !is_agreed.is_on_now() {
            return session.said().set(say(id::SEND_NO_GUARDIAN).to_owned());
        }
        let (whole, key, team) = (sharing.whole(), preset.key, preset.team_id());
        made.make(session, move |done| match key {
            Some(key) => crypto::seal(key, team, inner(&whole), Box::new(|it| done(it.map(Link::Sealed)))),
            None => done(Some(whole)),
        });
    };
    let make = press("go", say(id::SEND_MAKE), make).live_attr("disabled", move || busy.is_busy().then(String::new));
    let mut parts: Vec<Piece> = agrees.into_iter().collect();
    parts.extend([
        el("div").class("actions").child(make).into(),
        el("p").class("amiss").attr("role", "alert").live_text(move || session.said().get()).into(),
        shown,
    ]);
    section(id::SEND_HEADING, parts)
}

/// The coach's own way, before all others: where it goes stands on it in full.
fn first(session: Session, channel: &Channel, outgoing: &Outgoing) -> Option<El> {
    if session.is_kiosk() {
        return None;
    }
    let Some(opens) = channel.opens(&outgoing.encoded(Form::Link)) else {
        return Some(el("div").child(para(say(id::SEND_TO_0))).child(super::ways::shared_code(session, outgoing)));
    };
    let says = [id::SEND_TO_1, id::SEND_TO_2, id::SEND_TO_3][channel.place() - 1];
    let says = fill(says, &[("address", channel.address())]);
    let way = only_if_shared(session, "message", el("a"))
        .class("go")
        .attr("href", &opens)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer");
    Some(way.text(&says))
}
