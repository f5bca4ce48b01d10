//! Small parts that several screens share.

use super::words::{fill, say};
use super::piece::{IntoPiece, Piece};
use crate::session::{Screen, Session};
use leptos::prelude::*;

/// The session of this page.
pub fn session() -> Session {
    expect_context()
}

/// The one heading of a screen, which takes the focus when the screen comes up.
#[component]
pub fn Heading(
    /// What it says.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <h1 id="heading" tabindex="-1">{text}</h1> }
}

/// The way back to the screen before.
#[component]
pub fn Back() -> impl IntoView {
    let session = session();
    view! {
        <button type="button" class="back" on:click=move |_| session.back()>
            {say("back")}
        </button>
    }
}

/// A button that looks like a link.
#[component]
pub fn Link(
    /// The message on it.
    says: &'static str,
    /// The screen it opens.
    opens: Screen,
) -> impl IntoView {
    let session = session();
    view! {
        <button type="button" class="link" on:click=move |_| session.show(opens)>
            {say(says)}
        </button>
    }
}

/// What stands at the foot of every screen.
#[component]
pub fn Foot() -> impl IntoView {
    let version = fill("rules-version", &[("version", engine::VERSION), ("date", engine::VERSION_DATE)]);
    view! {
        <footer class="foot">
            <p class="preview">{say("not-reviewed")}</p>
            <p>{version}</p>
            <nav aria-label=say("foot-label")>
                <Link says="where-link" opens=Screen::WhereIsMyData />
                <Link says="seen-link" opens=Screen::AlreadySeen />
                <Link says="report-link" opens=Screen::ReportAnError />
            </nav>
        </footer>
    }
}

/// A list of lines.
pub fn list(lines: Vec<String>) -> Piece {
    let lines: Vec<Piece> = lines.into_iter().map(|it| view! { <li>{it}</li> }.piece()).collect();
    view! { <ul>{lines}</ul> }.piece()
}
