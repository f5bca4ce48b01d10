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
mod information;
mod map;
mod outcome;
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

use crate::browser::clock;
use crate::browser::dom::{Piece, el};
use crate::browser::host::Keeps;
use crate::browser::page::Json;
use crate::late::Late;
use crate::session::{Screen, Session};
use content::id;
use engine::Step;
use leptos::prelude::{StoredValue, provide_context};

/// Everything the program shows.
pub fn widget(session: Session) -> Piece {
    provide_context(StoredValue::new_local(session));
    crate::browser::focus::after_paint(move || session.fetch_second_file());
    let shown = move |_| screen(session.screen_now());
    // A page has one main part; in another site's page that is the site's.
    let main = if session.keeps() == Keeps::Page { "main" } else { "div" };
    let main = el(main).class("screen").live_by(move || session.n_screens(), shown);
    el("div").child(main).child(part::foot()).into()
}

fn screen(screen: Screen) -> Piece {
    match screen {
        Screen::Start if part::session().is_information() || engine::is_out_of_date(clock::now_ms()) => {
            information::home()
        }
        Screen::Topic(_) => late_screen(screen, id::INFORMATION_TITLE),
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
        Screen::History => late_screen(screen, id::HISTORY_LINK),
        Screen::Entry(_) => late_screen(screen, id::HISTORY_LINK),
        Screen::Doctor(_) => late_screen(screen, id::FOR_DOCTOR),
        Screen::Outcome(_) => late_screen(screen, id::OUTCOME_ASK),
        Screen::WhereIsMyData => asides::where_is_my_data(),
        Screen::AlreadySeen => asides::already_seen(),
        Screen::ReportAnError => asides::report_an_error(),
    }
}

/// A screen of the late part; until that is there, its title, and how it stands with it.
fn late_screen(screen: Screen, title: content::Message) -> Piece {
    let session = part::session();
    let was_here = session.late() == Some(true);
    let show = move |_| {
        if session.late() == Some(true) {
            if !was_here {
                session.focus("heading");
            }
            return part::screen(crate::late::show(Late::Screen(screen)));
        }
        part::screen(vec![part::back(), part::heading(words::say(title)), evidence::waiting(session)])
    };
    el("div").live_by(move || session.n_late(), show).into()
}

/// Shows something of the late part of the program. Nothing else may lead to what it calls.
pub(crate) fn late(what: &Late) -> Vec<Piece> {
    match *what {
        Late::Findings(entry, assessment, evidence) => result::behind_it(entry, assessment, evidence),
        Late::Screen(Screen::Entry(id)) => vec![history::saved(id)],
        Late::Screen(Screen::Doctor(saved)) => vec![doctor::doctor(saved)],
        Late::Screen(Screen::Topic(at)) => {
            let topic = move |evidence: &Json| vec![information::topic(at, evidence)];
            vec![evidence::with_evidence(Box::new(topic))]
        }
        Late::Screen(Screen::Outcome(id)) => vec![outcome::did_it_help(id)],
        Late::Screen(_) => vec![history::history()],
    }
}
