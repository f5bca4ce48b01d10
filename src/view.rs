//! What is seen: one component a screen, and the frame around them.

pub mod evidence;
mod asides;
mod history;
mod part;
mod piece;
mod question;
mod result;
mod review;
mod safety;
mod start;
mod told;
pub mod words;

use crate::browser::store::Store;
use crate::session::{Screen, Session};
use engine::Step;
use leptos::prelude::*;
use part::Foot;
use piece::{IntoPiece, live};

/// Starts the page in the place of its static part, and tells the document that it answers.
pub fn start_page() {
    let root = crate::browser::page::root();
    root.set_text_content(None);
    leptos::mount::mount_to(root, || view! { <Page /> }).forget();
    crate::browser::page::tell_ready();
}

/// Everything the program shows.
#[component]
fn Page() -> impl IntoView {
    let session = Session::new(Store::open("default"));
    provide_context(session);
    provide_context(evidence::Shelf::new());
    let screen = move |it: Screen| match it {
        Screen::Start => view! { <start::Start /> }.piece(),
        Screen::Asking(step) | Screen::Changing(step, _) => match step {
            Step::Safety(block) => view! { <safety::Safety block /> }.piece(),
            Step::About => view! { <question::About /> }.piece(),
            Step::Health => view! { <question::Health /> }.piece(),
            Step::Ask(item) => view! { <question::Ask item /> }.piece(),
            Step::Start => view! { <start::Start /> }.piece(),
            Step::Review => view! { <review::Review /> }.piece(),
            Step::Emergency => view! { <result::Result /> }.piece(),
        },
        Screen::Review => view! { <review::Review /> }.piece(),
        Screen::Result => view! { <result::Result /> }.piece(),
        Screen::History => view! { <history::History /> }.piece(),
        Screen::Entry(id) => view! { <history::Saved id /> }.piece(),
        Screen::WhereIsMyData => view! { <asides::WhereIsMyData /> }.piece(),
        Screen::AlreadySeen => view! { <asides::AlreadySeen /> }.piece(),
        Screen::ReportAnError => view! { <asides::ReportAnError /> }.piece(),
    };
    // Each showing of a screen is built afresh: nothing that was typed or unfolded on another one stays behind.
    view! {
        <main class="screen">
            {live(move || screen(session.screen()))}
        </main>
        <Foot />
    }
}
