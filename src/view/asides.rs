//! Pages on the side: where the answers are kept, what to do after a visit, and how to tell of an error.

use super::piece::live_text;
use super::part::{Back, Heading, Link, session};
use super::words::{part, say};
use crate::browser::store::Place;
use crate::session::Screen;
use leptos::prelude::*;

/// The message that says where things are kept.
pub fn place_message(place: Place) -> &'static str {
    use crate::browser::store::Why;
    match place {
        Place::Browser => "kept-browser",
        Place::Memory { why: Why::Refused } => "kept-memory-refused",
        Place::Memory { why: Why::Full } => "kept-memory-full",
    }
}

/// Where the answers are kept.
#[component]
pub fn WhereIsMyData() -> impl IntoView {
    let session = session();
    view! {
        <Back />
        <Heading text=say("where-link") />
        <p class="lead">{say("disclaimer-data")}</p>
        <p>{live_text(move || say(place_message(session.place.get())).to_owned())}</p>
        <p>{say("where-no-sending")}</p>
        <p>{say("where-who-can-see")}</p>
        <p>{say("where-clearing")}</p>
        <p class="links"><Link says="history-link" opens=Screen::History /></p>
    }
}

/// For those who were already seen by a doctor or nurse.
#[component]
pub fn AlreadySeen() -> impl IntoView {
    view! {
        <Back />
        <Heading text=say("already-seen") />
        <p class="lead">{part("already-seen", "body")}</p>
    }
}

/// How to tell of an error.
#[component]
pub fn ReportAnError() -> impl IntoView {
    view! {
        <Back />
        <Heading text=say("report-link") />
        <p class="lead">{say("report-how")}</p>
        <p>{say("report-urgent")}</p>
    }
}
