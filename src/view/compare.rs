//! Against last time: what is new since the earlier result of the same person, and what was not told again.

use super::outcome::lines;
use super::part::{list, para, section, session, words};
use super::reason::told_once;
use super::words::{fill, line, say, tier};
use crate::browser::clock;
use crate::browser::dom::{Piece, el};
use content::{Message, id, kind, part};
use engine::{Assessment, Strength, Tier, assess};
use record::history::Entry;
use std::rc::Rc;

/// What has changed since the last result of the same person; nothing where there is none that can be read whole, for
/// half of the answers would look like news.
pub fn against_last_time(entry: &Entry, now: &Assessment) -> Option<Piece> {
    let last = session().earlier(entry).filter(|it| it.unread.is_empty())?.value;
    let then = Rc::new(assess(&last.answers));
    let date = clock::date(last.saved_at_ms);
    let mut parts = vec![para(&fill(id::THEN_TIERS, &[("date", &date), ("then", short(&then)), ("now", short(now))]))];
    if !last.is_by_these_rules() {
        let was = last.tier.map_or(say(id::TIER_LOST), |it| say(tier(it)));
        parts.push(words("p", "note", &fill(id::THEN_RULES, &[("was", was)])));
    }
    if now.tier < then.tier.max(last.tier.unwrap_or(Tier::SelfCare)) {
        parts.push(words("p", "note", say(id::THEN_STILL)));
    }
    if let Some(outcome) = &last.outcome {
        parts.extend([words("p", "label", say(id::THEN_OUTCOME)), list(&lines(outcome))]);
    }
    let (told_then, told_now) = (told(&then), told(now));
    news(&mut parts, id::THEN_NEW, &told_now, &told_then);
    news(&mut parts, id::THEN_GONE, &told_then, &told_now);
    if told_then == told_now {
        parts.push(para(say(id::THEN_SAME)));
    }
    Some(section(id::THEN_HEADING, parts))
}

fn short(assessment: &Assessment) -> &'static str {
    tier(assessment.tier).part(part::SHORT).unwrap_or_default()
}

/// What a result tells: reasons to get help, what it fits best with, what may have added to it.
#[inline(never)]
fn told(assessment: &Assessment) -> Vec<(Message, &'static str)> {
    let mut told = Vec::new();
    for it in told_once(assessment) {
        // Self-care has words too, and no reason to get help.
        if !it.reason.because.is_empty() {
            told.push((id::THEN_REASON, it.reason.rule.item().map_or(it.why, line)));
        }
    }
    match assessment.patterns.first() {
        Some(it) if it.strength >= Strength::Possible => {
            told.push((id::PATTERNS_HEADING, say(kind::PATTERN.at(it.pattern.index()))))
        }
        _ => {}
    }
    for it in &assessment.factors {
        told.push((id::FACTORS_HEADING, say(kind::FACTOR.at(it.claim.index()))));
    }
    told
}

/// Adds what these tell and those do not, under a heading, each kind in a list of its own.
#[inline(never)]
fn news(parts: &mut Vec<Piece>, heading: Message, these: &[(Message, &str)], those: &[(Message, &str)]) {
    let (mut kind, mut list) = (None, None);
    for it in these {
        if those.contains(it) {
            continue;
        }
        if kind.is_none() {
            parts.push(words("h3", "", say(heading)));
        }
        if kind.replace(it.0) != Some(it.0) {
            parts.extend(list.take().map(Piece::from));
            parts.push(words("p", "label", say(it.0)));
        }
        list = Some(list.unwrap_or_else(|| el("ul")).child(words("li", "", it.1)));
    }
    parts.extend(list.map(Piece::from));
}
