//! What was saved here: a list by date, each entry opening its result as it was.

use super::asides::place_message;
use super::piece::{IntoPiece, Piece, live, live_text, nothing};
use super::part::{Back, Heading, list, session};
use super::result::{Emergency, Findings};
use super::words::{fill, part, say, tier};
use crate::browser::store::Row;
use crate::browser::{clock, download, page};
use crate::session::Screen;
use engine::{Tier, assess};
use leptos::prelude::*;
use record::history::{ReadError, Ulid};

/// The list of what was saved.
#[component]
pub fn History() -> impl IntoView {
    let session = session();
    let said = RwSignal::new(String::new());
    let rows = move || {
        let rows = session.with_store(|it| it.rows());
        if rows.is_empty() {
            return view! { <p>{say("history-empty")}</p> }.piece();
        }
        let rows: Vec<Piece> = rows.into_iter().map(row).collect();
        view! { <ul class="entries">{rows}</ul> }.piece()
    };
    let undo = move || {
        if !session.can_undo() {
            return nothing();
        }
        {
            view! {
                <p class="note">
                    {say("deleted")}
                    " "
                    <button type="button" class="small" on:click=move |_| session.undo()>{say("undo")}</button>
                </p>
            }
            .piece()
        }
    };
    let export = move |_| {
        let text = session.with_store(|it| it.export());
        let name = ["crampwise-", &clock::iso_date(clock::now_ms()), ".json"].concat();
        said.set(if download::text(&name, "application/json", &text) { String::new() } else { say("download-refused").to_owned() });
    };
    let restore = move |text: Option<String>| {
        let restored = text.map(|it| session.with_store(|store| store.restore(&it)));
        said.set(match restored {
            Some(Ok(it)) => {
                let cut = if it.is_cut_short { say("restored-cut") } else { "" };
                let (added, there, lost) = (it.added.to_string(), it.already_there.to_string(), it.unreadable.to_string());
                [&fill("restored", &[("added", &added), ("there", &there), ("lost", &lost)]), " ", cut].concat()
            }
            Some(Err(error)) => read_error(&error),
            None => say("restore-failed").to_owned(),
        });
        session.n_changes.update(|it| *it += 1);
    };
    view! {
        <Back />
        <Heading text=say("history-heading") />
        <p class="lead">{live_text(move || say(place_message(session.place.get())).to_owned())}</p>
        <div role="status">{live(undo)}{live_text(move || said.get())}</div>
        {live(rows)}
        <div class="actions">
            <button type="button" class="small" on:click=export>{say("download")}</button>
            <label class="small file">
                <span>{say("restore")}</span>
                <input
                    type="file"
                    accept="application/json,.json"
                    on:change=move |event| page::picked_text(&event_target(&event), restore)
                />
            </label>
            <button type="button" class="small" on:click=move |_| session.delete(|it| it.delete_all())>
                {say("delete-all")}
            </button>
        </div>
    }
}

fn row(row: Row) -> Piece {
    let session = session();
    let id = row.id;
    let at = row.saved_at_ms();
    let date = clock::date_and_time(at);
    let deletes = fill("delete-what", &[("what", &date)]);
    let about = match &row.record {
        Ok(read) => {
            let entry = &read.value;
            let short = entry.tier.and_then(|it| part(&tier(it), "short")).unwrap_or(say("tier-lost"));
            let whom = (!entry.for_whom.is_empty()).then(|| view! { <span class="whom">{entry.for_whom.clone()}</span> }.piece());
            view! {
                <button type="button" class="entry" on:click=move |_| session.show(Screen::Entry(id))>
                    <span class="date">{date}</span>
                    <span class="tag" data-tier=entry.tier.map(Tier::code)>{short}</span>
                    {whom}
                </button>
            }
            .piece()
        }
        Err(error) => view! {
            <details class="entry" data-unread="">
                <summary><span class="date">{date}</span>" "{say("unreadable")}</summary>
                <p>{read_error(error)}</p>
                <pre>{row.text.clone()}</pre>
            </details>
        }
        .piece(),
    };
    view! {
        <li>
            {about}
            <button
                type="button"
                class="link"
                aria-label=deletes
                on:click=move |_| session.delete(|it| it.delete(id))
            >
                {say("delete")}
            </button>
        </li>
    }
    .piece()
}

fn read_error(error: &ReadError) -> String {
    say(match error {
        ReadError::NotJson => "read-not-json",
        ReadError::NewerVersion { .. } => "read-newer",
        ReadError::Damaged { .. } => "read-damaged",
    })
    .to_owned()
}

/// A saved result, as it was.
#[component]
pub fn Saved(
    /// Its name.
    id: Ulid,
) -> impl IntoView {
    let session = session();
    let row = untrack(|| session.with_store(|it| it.row(id)));
    let Some(Ok(read)) = row.map(|it| it.record) else {
        return view! { <Back /> <Heading text=say("unreadable") /> }.piece();
    };
    let entry = read.value;
    let at = fill("saved-at", &[("date", &clock::date_and_time(entry.saved_at_ms))]);
    let was = entry.tier.map(|it| say(&tier(it))).unwrap_or(say("tier-lost"));
    let whom = (!entry.for_whom.is_empty()).then(|| [", ", &entry.for_whom].concat());
    let head = view! { <Back /> <p class="note">{at}{whom}</p> };
    if !read.unread.is_empty() {
        return view! {
            {head}
            <Heading text=was />
            <p class="lead">{say("half-read")}</p>
            {list(read.unread)}
        }
        .piece();
    }
    let changed = (!entry.is_by_these_rules()).then(|| {
        let text = fill("rules-changed", &[("version", &entry.rules), ("was", was)]);
        view! { <p class="note">{text}</p> }.piece()
    });
    let assessment = assess(&entry.answers);
    let answers = entry.answers;
    if assessment.tier == Tier::Emergency {
        return view! { <Emergency answers assessment /> {changed} {head} }.piece();
    }
    view! {
        {head}
        {changed}
        <Findings answers assessment is_live=false />
        <p>{say("disclaimer-result")}</p>
    }
    .piece()
}
