//! What the answers fit with.

use super::evidence::{Behind, behind};
use super::part::{fold, list, para, section, words};
use super::told::{self, NAMED_AT_MOST};
use super::words::say;
use crate::browser::dom::{Piece, el};
use content::{id, kind, part};
use engine::{Answers, Assessment, Evidence, Item, Match, Strength};

/// What the answers fit with, best fit first; nothing for a child.
pub fn patterns(assessment: &Assessment, answers: &Answers) -> Option<Piece> {
    if answers.has(Item::AGE, "under-16") {
        return None;
    }
    let (shown, weak): (Vec<&Match>, Vec<&Match>) =
        assessment.patterns.iter().partition(|it| it.strength >= Strength::Possible);
    let mut done = Vec::new();
    let mut parts: Vec<Piece> = Vec::new();
    for it in &shown {
        if done.contains(&it.pattern) {
            continue;
        }
        done.push(it.pattern);
        match shown.iter().find(|other| it.twin == Some(other.pattern) && !done.contains(&other.pattern)) {
            Some(twin) => {
                done.push(twin.pattern);
                parts.push(para(say(id::PATTERN_TWINS)));
                parts.push(el("div").class("twins").child(pattern(it, answers)).child(pattern(twin, answers)).into());
            }
            None => parts.push(pattern(it, answers)),
        }
    }
    if parts.is_empty() {
        parts.push(para(say(told::of_whom(id::PATTERNS_NONE))));
    }
    if !weak.is_empty() {
        let weak = weak.into_iter().map(|it| pattern(it, answers)).collect();
        parts.push(fold("rest", say(id::PATTERNS_OTHER), weak).into());
    }
    Some(section(told::of_whom(id::PATTERNS_HEADING), parts))
}

fn pattern(it: &Match, answers: &Answers) -> Piece {
    let message = kind::PATTERN.at(it.pattern.index());
    let named = |evidence: &[Evidence]| {
        let mut told = told::facts(evidence.iter().flat_map(|it| &it.facts), answers);
        told.truncate(NAMED_AT_MOST);
        told
    };
    let (for_it, against) = (named(&it.because), named(&it.against));
    let sources = it.because.iter().chain(&it.against).map(|it| it.sources).collect();
    let mut parts = vec![
        words("h3", "", say(message)),
        words("p", "strength", say(kind::STRENGTH.at(it.strength as usize))),
        para(message.part(part::ABOUT).unwrap_or_default()),
    ];
    if !for_it.is_empty() {
        parts.extend([words("p", "label", say(told::of_whom(id::BECAUSE_HEADING))), list(&for_it)]);
    }
    if against.is_empty() {
        parts.push(words("p", "against", say(told::of_whom(id::AGAINST_NONE))));
    } else {
        parts.extend([words("p", "label", say(id::AGAINST)), list(&against)]);
    }
    parts.extend(behind(Behind { sources, ..Behind::default() }, say(message)));
    el("article").class("pattern").attr("data-strength", it.strength.code()).children(parts).into()
}
