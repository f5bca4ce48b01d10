//! When to look again, and that day for the reader's calendar.

use super::part::{para, press, session, words};
use super::words::{fill, say};
use crate::browser::clock;
use crate::browser::dom::{Piece, el};
use crate::calendar;
use content::{id, kind};
use engine::Tier;
use record::history::Entry;

const DAY_MS: u64 = 86_400_000;

/// When to look again. Where that is days away, the day is offered for a calendar; for hours a calendar is too slow.
pub fn look_again(entry: &Entry, tier: Tier) -> Vec<Piece> {
    let mut parts = vec![words("h3", "", say(id::LOOK_AGAIN_HEADING)), para(say(kind::LOOK_AGAIN.at(tier as usize)))];
    let days = match tier {
        Tier::SelfCare => 28,
        Tier::Soon => 3,
        Tier::Urgent | Tier::Emergency => return parts,
    };
    let due = entry.saved_at_ms + days * DAY_MS;
    if due < clock::now_ms() {
        return parts;
    }
    let session = session();
    let said = session.said();
    let id = format!("{}", entry.id);
    let offer = move || {
        let file = calendar::file(&calendar::Day {
            id: &id,
            now: &clock::iso_instant(clock::now_ms()),
            day: &clock::iso_date(due),
            title: say(id::CALENDAR_TITLE),
            about: say(id::CALENDAR_ABOUT),
        });
        let is_given = session.save_file("look-again.ics", "text/calendar;charset=utf-8", &file);
        said.set(if is_given {
            fill(id::CALENDAR_GIVEN, &[("date", &clock::date(due))])
        } else {
            say(id::DOWNLOAD_REFUSED).to_owned()
        });
    };
    let button = press("small export", say(id::CALENDAR_ADD), offer);
    parts.push(el("div").class("actions").child(button).into());
    parts.push(el("p").class("outcome").attr("role", "status").live_text(move || said.get()).into());
    parts
}
