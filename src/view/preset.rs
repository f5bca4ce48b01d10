//! A coach's set-up as an athlete sees it, and the teams that somebody answers for.

use super::part::{back, heading, list, named, para, press, screen, section, text_field, words};
use super::words::{fill, say};
use crate::browser::dom::{Piece, el, nothing, value_of};
use crate::browser::{clock, random, share};
use crate::live::{Dial, Switch};
use crate::session::Session;
use content::{Message, id};
use engine::Answers;
use record::link::{self, Cadence, Channel, Extras, Form, LONGEST_NAME, Link, Preset};
use std::cell::RefCell;
use std::rc::Rc;

/// The words for each extra, in their order.
pub const EXTRAS: [Message; Extras::N] =
    [id::PRESET_EXTRA_0, id::PRESET_EXTRA_1, id::PRESET_EXTRA_2, id::PRESET_EXTRA_3];

/// The words for how often, in their order.
pub fn often(cadence: Cadence) -> &'static str {
    say([id::PRESET_ONCE, id::PRESET_DAILY, id::PRESET_WEEKLY, id::PRESET_AFTER][cadence as usize])
}

/// Answering for a team: its set-up, the name that goes along, and the number of this browser.
#[derive(Clone)]
pub struct Membership {
    /// What the coach asks for.
    pub preset: Preset,
    /// The name the coach knows.
    pub name: String,
    /// A number for this browser, made up here.
    pub device: u32,
}

impl Membership {
    /// As the session and the browser keep it: the link, the number and the name, a line each.
    pub fn write(&self) -> String {
        let link = link::write(&Link::Preset(self.preset.clone()), Form::Link);
        [&*link, &self.device.to_string(), &self.name].join("\n")
    }

    /// Reads that; nothing where it is none.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let Ok(Link::Preset(preset)) = link::read(lines.next()?) else { return None };
        let device = lines.next()?.parse().ok()?;
        Some(Self { preset, device, name: lines.next()?.to_owned() })
    }
}

/// What this browser remembers: a membership after the other, with an empty line between them.
fn remembered(session: Session) -> Vec<Membership> {
    let text = session.with_store(|it| it.note()).unwrap_or_default();
    text.split("\n\n").filter_map(Membership::read).collect()
}

fn remember(session: Session, all: &[Membership]) {
    let text: Vec<String> = all.iter().map(Membership::write).collect();
    session.with_store(|it| it.put_note(&text.join("\n\n")));
    session.note_saved();
}

/// The set-up that came in a link.
pub fn preset(session: Session, preset: Preset) -> Piece {
    let known = remembered(session).into_iter().find(|it| it.preset.team_id() == preset.team_id());
    let name = Rc::new(RefCell::new(known.as_ref().map(|it| it.name.clone()).unwrap_or_default()));
    let is_remembered = Switch::new(known.is_some());
    let device = known.map_or_else(|| random::ulid(clock::now_ms()).bits() as u32, |it| it.device);
    let (typed, shown) = (name.clone(), name.borrow().clone());
    let field = text_field(LONGEST_NAME, Box::new(move || shown.clone()))
        .attr("id", "name")
        .on("input", move |event| drop(typed.replace(value_of(&event))));
    let named = named(id::PRESET_NAME, field);
    let tick = el("label").class("row").child(
        el("input")
            .attr("type", "checkbox")
            .live_property("checked", move || is_remembered.is_on().into())
            .on("change", move |_| is_remembered.turn()),
    );
    let tick = tick.child(words("span", "", say(id::PRESET_REMEMBER)));
    let site = share::site();
    let host = if site.is_empty() { say(id::PRESET_HERE) } else { &*site };
    // The heading is ours: what the coach wrote stands between quotation marks, below who it is from.
    let mut parts = vec![
        if session.is_kiosk() { nothing() } else { back() },
        heading(&fill(id::PRESET_HEADING, &[("host", host)])),
        para(say(id::PRESET_WHO)),
        words("p", "lead", &fill(id::PRESET_TEAM, &[("team", &preset.team)])),
    ];
    if !preset.note.is_empty() {
        parts.push(words("p", "note", &fill(id::PRESET_NOTE, &[("note", &preset.note)])));
    }
    parts.extend([
        section(id::PRESET_ASKS, asks(&preset)),
        words("p", "caveat", say(id::PRESET_NOBODY)),
        named.into(),
        el("p").class("amiss").attr("role", "alert").live_text(move || session.said().get()).into(),
    ]);
    if !session.is_kiosk() {
        parts.push(el("div").class("rows").child(tick).into());
    }
    let start = move || {
        let name = name.borrow().trim().to_owned();
        if name.is_empty() {
            session.said().set(say(id::PRESET_NO_NAME).to_owned());
            return session.focus("name");
        }
        let membership = Membership { preset: preset.clone(), name, device };
        let mut all = remembered(session);
        let was = all.len();
        all.retain(|it| it.preset.team_id() != preset.team_id());
        if is_remembered.is_on_now() {
            all.insert(0, membership.clone());
        }
        if is_remembered.is_on_now() || all.len() != was {
            remember(session, &all);
        }
        begin(session, &membership);
    };
    parts.push(el("div").class("actions").child(press("go", say(id::PRESET_START), start)).into());
    screen(parts)
}

/// What is asked for, where it goes and who can read it.
pub fn asks(preset: &Preset) -> Vec<Piece> {
    let to = [id::PRESET_TO_0, id::PRESET_TO_1, id::PRESET_TO_2, id::PRESET_TO_3][preset.channel.place()];
    let to = match &preset.channel {
        Channel::Show => say(to).to_owned(),
        channel => fill(to, &[("address", channel.address())]),
    };
    let mut lines = vec![often(preset.cadence).to_owned()];
    let extras: Vec<&str> = (0..Extras::N).filter(|it| preset.extras.has(*it)).map(|it| say(EXTRAS[it])).collect();
    if !extras.is_empty() {
        lines.push([say(id::PRESET_EXTRA), " ", &extras.join("; ")].concat());
    }
    lines.push(say(id::PRESET_SAFETY).to_owned());
    let sealed = say(if preset.key.is_some() { id::PRESET_SEALED } else { id::PRESET_OPEN });
    lines.push([&to, " ", sealed].concat());
    vec![list(&lines), para(say(id::PRESET_FIRST))]
}

/// Starts anew, as a reply to this team. What was begun and not finished stays kept, and is offered.
fn begin(session: Session, membership: &Membership) {
    session.answer_for(&membership.write());
    session.go_on_with(String::new(), Answers::default());
}

/// The teams that this browser remembers; nothing where there is none.
pub fn answered_for(session: Session) -> Piece {
    let n_forgotten = Dial::new(0);
    el("div").live_by(move || n_forgotten.get(), move |_| remembered_teams(session, n_forgotten)).into()
}

fn remembered_teams(session: Session, n_forgotten: Dial) -> Piece {
    let all = remembered(session);
    if all.is_empty() {
        return nothing();
    }
    let line = |it: &Membership| {
        let (own, team) = (it.clone(), it.preset.team_id());
        let name = [("team", &*it.preset.team)];
        let forget = move || {
            let mut all = remembered(session);
            all.retain(|it| it.preset.team_id() != team);
            remember(session, &all);
            let is_it = |it: &Membership| it.preset.team_id() == team;
            if Membership::read(&session.preset()).as_ref().is_some_and(is_it) {
                session.answer_for("");
            }
            n_forgotten.set(n_forgotten.now() + 1);
        };
        el("div")
            .class("actions")
            .child(press("small", &fill(id::PRESET_ANSWER, &name), move || begin(session, &own)))
            .child(press("link", &fill(id::PRESET_FORGET, &name), forget))
            .into()
    };
    section(id::PRESET_MINE, all.iter().map(line).collect())
}
