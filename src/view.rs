//! What is seen: one function a screen, and the frame around them.

mod again;
mod asides;
mod change;
mod compare;
mod doctor;
mod drawn;
pub mod evidence;
mod factor;
mod history;
mod map;
mod part;
mod pattern;
mod plan;
mod question;
mod reason;
mod relief;
mod result;
mod review;
mod safety;
mod start;
mod told;
mod water;
pub mod words;

use crate::browser::dom::{Piece, el};
use crate::browser::store::Store;
use crate::session::{Screen, Session};
use content::id;
use engine::Step;
use leptos::prelude::{StoredValue, provide_context};

/// Starts the page in the place of its static part, and tells the document that it answers.
pub fn start_page() {
    let root = crate::browser::page::root();
    root.set_text_content(None);
    leptos::mount::mount_to_renderer(&root, page).forget();
    crate::browser::page::tell_ready();
}

/// Everything the program shows.
fn page() -> Piece {
    let session = Session::new(Store::open("default"));
    provide_context(StoredValue::new_local(session));
    crate::browser::focus::after_paint(move || session.fetch_second_file());
    crate::browser::page::on_browser_back(move || session.browser_back());
    let shown = move |_| screen(session.screen_now());
    let main = el("main").class("screen").live_by(move || session.n_screens(), shown);
    el("div").child(main).child(part::foot()).into()
}

fn screen(screen: Screen) -> Piece {
    match screen {
        Screen::Start | Screen::Asking(Step::Start) | Screen::Changing(Step::Start, _) => start::start(),
        Screen::Asking(step) | Screen::Changing(step, _) => match step {
            Step::Safety(block) => safety::safety(block),
            Step::About => question::few(Step::About, id::ABOUT_HEADING),
            Step::Health => question::few(Step::Health, id::HEALTH_HEADING),
            Step::Ask(item) => question::ask(item),
            Step::Start | Step::Review => review::review(),
            Step::Emergency => result::result(),
        },
        Screen::Easing(easing) => relief::relief(easing),
        Screen::Review => review::review(),
        Screen::Result => result::result(),
        Screen::History => history::history(),
        Screen::Entry(id) => history::saved(id),
        Screen::Doctor(saved) => doctor::doctor(saved),
        Screen::WhereIsMyData => asides::where_is_my_data(),
        Screen::AlreadySeen => asides::already_seen(),
        Screen::ReportAnError => asides::report_an_error(),
    }
}
