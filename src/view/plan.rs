//! What to try first, and more to try later.

use super::drawn::drawn;
use super::evidence::{Behind, behind};
use super::part::{fold, para, section, session, words};
use super::told;
use super::words::say;
use crate::browser::dom::{Piece, el};
use content::{Message, Part, id, kind, part};
use engine::{Answers, Module, Planned};

/// How many parts of a plan are shown unfolded.
pub const PLAN_AT_MOST: usize = 3;

/// What a person was told to try first.
pub fn first_of_plan(modules: &[Planned]) -> Vec<Module> {
    modules.iter().filter(|it| it.worth > 0).take(PLAN_AT_MOST).map(|it| it.module).collect()
}

/// The parts of a plan, those most worth trying first.
pub fn plan(modules: &[Planned], answers: &Answers) -> Option<Piece> {
    if modules.is_empty() {
        return None;
    }
    let (worth, other): (Vec<&Planned>, Vec<&Planned>) = modules.iter().partition(|it| it.worth > 0);
    let n_first = worth.len().min(PLAN_AT_MOST);
    let mut parts = vec![para(say(id::PLAN_INTRO))];
    parts.extend(worth[..n_first].iter().map(|it| module(it, answers)));
    let rest: Vec<Piece> = worth[n_first..].iter().chain(&other).map(|it| module(it, answers)).collect();
    if !rest.is_empty() {
        parts.push(fold("rest", say(id::PLAN_REST), rest).into());
    }
    Some(section(id::PLAN_HEADING, parts))
}

/// The three positions of the bedtime stretch, drawn.
fn bedtime() -> Piece {
    let session = session();
    let positions = ["bedtime-calf", "bedtime-hamstring", "bedtime-seated"].map(|it| drawn(session, it));
    el("div").class("drawings three").children(positions.into()).into()
}

/// What is told of a part of a plan, each with its label.
pub const PARTS: [(Part, Message); 4] = [
    (part::DOSE, id::PLAN_DOSE),
    (part::WHY, id::PLAN_WHY),
    (part::CAUTION, id::PLAN_CAUTION),
    (part::CHECK, id::PLAN_CHECK),
];

fn module(planned: &Planned, answers: &Answers) -> Piece {
    let module = planned.module;
    let message = kind::MODULE.at(module.index());
    let mut told = el("dl");
    for (attr, label) in PARTS {
        if let Some(text) = message.part(attr) {
            told = told.child(words("dt", "", say(label))).child(words("dd", "", text));
        }
    }
    let rests =
        Behind { claims: module.claims().to_vec(), grade: Some(module.grade()), sources: vec![module.sources()] };
    el("article")
        .class("module")
        .child(words("h3", "", say(message)))
        .maybe((module == Module::BEDTIME_STRETCH).then(bedtime))
        .child(told)
        .maybe(told::because(told::facts(&planned.because, answers)))
        .maybe(behind(rests, say(message)))
        .into()
}
