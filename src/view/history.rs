//! What was saved here: a list by date, each entry opening its result as it was.

use super::asides::place_line;
use super::drawn::drawn;
use super::outcome::what_came_of_it;
use super::part::{back, dated, heading, keep, list, para, press, screen, session, words};
use super::result::{emergency, findings, share, to_coach};
use super::words::{fill, say, tier};
use crate::browser::dom::{Piece, el, input_of, nothing};
use crate::browser::store::Row;
use crate::browser::{clock, page};
use crate::session::{Screen, Session};
use content::{id, part};
use engine::{Tier, assess};
use record::history::{ReadError, Ulid};
use std::rc::Rc;

/// The list of what was saved.
pub fn history() -> Piece {
    let session = session();
    let said = session.said();
    let rows = move |_| {
        let rows = session.with_store(|it| it.rows());
        if rows.is_empty() {
            let empty = el("div").class("empty").child(drawn(session, "empty-history"));
            return empty.child(para(say(id::HISTORY_EMPTY))).into();
        }
        el("ul").class("entries").children(rows.into_iter().map(|it| row(session, it)).collect()).into()
    };
    let undo = move |_| {
        if !session.can_undo() {
            return nothing();
        }
        let undo = press("small", say(id::UNDO), move || session.undo());
        el("p").class("note").text(say(id::DELETED)).text(" ").child(undo).into()
    };
    let export = move || {
        let text = session.with_store(|it| it.export());
        let name = ["crampwise-", &clock::iso_date(clock::now_ms()), ".json"].concat();
        let is_given = session.save_file(&name, "application/json", &text);
        said.set(if is_given { String::new() } else { say(id::DOWNLOAD_REFUSED).to_owned() });
    };
    let restore = el("label").class("small file").child(words("span", "", say(id::RESTORE))).child(
        el("input").attr("type", "file").attr("accept", "application/json,.json").on("change", move |event| {
            if let Some(input) = input_of(&event) {
                let n_places = session.n_places();
                page::picked_text(&input, move |text| {
                    if session.stands_since(n_places) {
                        said.set(restored(session, text));
                    }
                });
            }
        }),
    );
    let unless_empty = move || {
        session.n_saved();
        session.with_store(|it| it.rows()).is_empty().then(String::new)
    };
    let actions = el("div")
        .class("actions")
        .child(press("small export", say(id::DOWNLOAD), export).live_attr("hidden", unless_empty))
        .child(restore)
        .maybe(keep(session))
        .child(press("small share", say(id::OPEN_LINK), move || session.open_link("")))
        .child(
            press("small", say(id::DELETE_ALL), move || session.delete(|it| it.delete_all()))
                .live_attr("hidden", unless_empty),
        );
    let status = el("div")
        .attr("role", "status")
        .live_by(move || session.n_saved(), undo)
        .child(el("p").live_text(move || said.get()));
    screen(vec![
        back(),
        heading(say(id::HISTORY_HEADING)),
        place_line("lead"),
        status.into(),
        el("div").live_by(move || session.n_saved(), rows).into(),
        actions.into(),
    ])
}

/// Brings back what a file holds, and says what came of it.
fn restored(session: Session, text: Option<String>) -> String {
    let Some(text) = text else { return say(id::RESTORE_FAILED).to_owned() };
    let restored = session.with_store(|it| it.restore(&text));
    session.note_saved();
    match restored {
        Ok(it) => {
            let (added, there, lost) = (it.added.to_string(), it.already_there.to_string(), it.unreadable.to_string());
            let counts = fill(id::RESTORED, &[("added", &added), ("there", &there), ("lost", &lost)]);
            if it.is_cut_short { [&counts, " ", say(id::RESTORED_CUT)].concat() } else { counts }
        }
        Err(error) => read_error(&error).to_owned(),
    }
}

fn row(session: Session, row: Row) -> Piece {
    let id = row.id;
    let date = clock::date_and_time(row.saved_at_ms());
    let deletes = fill(id::DELETE_WHAT, &[("what", &date)]);
    let date = words("span", "date", &date);
    let about: Piece = match &row.record {
        Ok(read) => {
            let entry = &read.value;
            let short = entry.tier.and_then(|it| tier(it).part(part::SHORT)).unwrap_or(say(id::TIER_LOST));
            let tag = el("span").class("tag").attr_if("data-tier", entry.tier.map(Tier::code)).text(short);
            let whom = (!entry.for_whom.is_empty()).then(|| words("span", "whom", &entry.for_whom));
            press("entry", "", move || session.show(Screen::Entry(id))).child(date).child(tag).maybe(whom).into()
        }
        Err(error) => el("details")
            .class("entry")
            .attr("data-unread", "")
            .child(el("summary").child(date).text(" ").text(say(id::UNREADABLE)))
            .child(para(read_error(error)))
            .child(words("pre", "", &row.text))
            .into(),
    };
    let delete =
        press("link", say(id::DELETE), move || session.delete(|it| it.delete(id))).attr("aria-label", &deletes);
    el("li").child(about).child(delete).into()
}

fn read_error(error: &ReadError) -> &'static str {
    say(match error {
        ReadError::NotJson => id::READ_NOT_JSON,
        ReadError::NewerVersion { .. } => id::READ_NEWER,
        ReadError::Damaged { .. } => id::READ_DAMAGED,
    })
}

/// A saved result, as it was.
pub fn saved(id: Ulid) -> Piece {
    let session = session();
    let row = session.with_store(|it| it.row(id));
    let Some(Ok(read)) = row.map(|it| it.record) else {
        return screen(vec![back(), heading(say(id::UNREADABLE))]);
    };
    let entry = read.value;
    let at = dated("note", id::SAVED_AT, entry.saved_at_ms, &entry.for_whom);
    let was = entry.tier.map(|it| say(tier(it))).unwrap_or(say(id::TIER_LOST));
    if !read.unread.is_empty() {
        return screen(vec![back(), at, heading(was), words("p", "lead", say(id::HALF_READ)), list(&read.unread)]);
    }
    let changed = fill(id::RULES_CHANGED, &[("version", &entry.rules), ("was", was)]);
    let changed = if entry.is_by_these_rules() { nothing() } else { words("p", "note", &changed) };
    let assessment = Rc::new(assess(&entry.answers));
    if assessment.tier == Tier::Emergency {
        let mut parts = emergency(&entry.answers, &assessment);
        parts.extend([changed, at]);
        parts.extend(to_coach(session, Some(id)));
        parts.push(back());
        return screen(parts);
    }
    let mut parts = vec![back(), at, changed];
    let came_of_it = what_came_of_it(&entry);
    parts.extend(findings(entry, assessment, false));
    parts.extend(came_of_it);
    let doctor = press("small", say(id::FOR_DOCTOR), move || session.show(Screen::Doctor(Some(id))));
    let after = el("section").class("after").child(para(say(id::DISCLAIMER_RESULT)));
    parts.push(
        after
            .child(
                el("div")
                    .class("actions")
                    .child(doctor)
                    .maybe(to_coach(session, Some(id)))
                    .maybe(share(session, Some(id))),
            )
            .into(),
    );
    screen(parts)
}
