//! What is seen: one component a screen, and the frame around them.

pub mod evidence;
mod asides;
mod history;
mod part;
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
        Screen::Start => view! { <start::Start /> }.into_any(),
        Screen::Asking(step) | Screen::Changing(step, _) => match step {
            Step::Safety(block) => view! { <safety::Safety block /> }.into_any(),
            Step::About => view! { <question::About /> }.into_any(),
            Step::Health => view! { <question::Health /> }.into_any(),
            Step::Ask(item) => view! { <question::Ask item /> }.into_any(),
            Step::Start => view! { <start::Start /> }.into_any(),
            Step::Review => view! { <review::Review /> }.into_any(),
            Step::Emergency => view! { <result::Result /> }.into_any(),
        },
        Screen::Review => view! { <review::Review /> }.into_any(),
        Screen::Result => view! { <result::Result /> }.into_any(),
        Screen::History => view! { <history::History /> }.into_any(),
        Screen::Entry(id) => view! { <history::Saved id /> }.into_any(),
        Screen::WhereIsMyData => view! { <asides::WhereIsMyData /> }.into_any(),
        Screen::AlreadySeen => view! { <asides::AlreadySeen /> }.into_any(),
        Screen::ReportAnError => view! { <asides::ReportAnError /> }.into_any(),
    };
    // Each showing of a screen is built afresh: nothing that was typed or unfolded on another one stays behind.
    let shown = move || {
        let screen = session.screen();
        [(session.n_shown(), screen)]
    };
    view! {
        <main class="screen">
            <For each=shown key=|it| it.0 children=move |it| screen(it.1) />
        </main>
        <Foot />
    }
}
