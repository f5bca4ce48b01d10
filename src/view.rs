//! What is seen: one function a screen, and the frame around them.

mod again;
mod asides;
mod board;
mod change;
mod compare;
mod doctor;
mod drawn;
pub mod evidence;
mod factor;
mod history;
mod information;
mod keep;
mod kiosk;
mod lock;
mod map;
mod one_page;
mod open;
mod outcome;
mod part;
mod pattern;
mod plan;
mod preset;
mod question;
mod reason;
mod relief;
mod result;
mod review;
mod safety;
mod scan;
mod send;
mod share;
mod shared;
mod start;
mod team;
mod told;
mod water;
mod ways;
pub mod words;

use crate::browser::clock;
use crate::browser::dom::{Piece, el};
use crate::browser::host::Keeps;
use crate::browser::page::Json;
use crate::browser::store::Restored;
use crate::late::{Late, Links, Part, Questions};
use crate::session::{Screen, Session};
use content::id;
use engine::{Block, Step, Tier};
use leptos::prelude::{StoredValue, provide_context};
use std::cell::Cell;

/// Everything the program shows.
pub fn widget(session: Session) -> Piece {
    provide_context(StoredValue::new_local(session));
    crate::browser::focus::after_paint(move || session.fetch_part(Part::Questions));
    let shown = move |_| screen(session.screen_now());
    // A page has one main part; in another site's page that is the site's.
    let main = if session.keeps() == Keeps::Page { "main" } else { "div" };
    let main = el(main).class("screen").live_by(move || session.n_screens(), shown);
    let kiosk = move |_| match session.is_kiosk() && session.has_part(Part::Links) == Some(true) {
        true => el("div").children(crate::late::use_links(Links::Kiosk)).into(),
        false => crate::browser::dom::nothing(),
    };
    let kiosk = el("div").live_by(move || session.n_late(), kiosk);
    el("div").child(main).child(kiosk).child(part::foot()).into()
}

fn screen(screen: Screen) -> Piece {
    match screen {
        Screen::Start if part::session().is_information() || engine::is_out_of_date(clock::now_ms()) => {
            information::home()
        }
        // Nobody answers before there is what clears the answers again.
        Screen::Start if part::session().is_kiosk() && part::session().has_part(Part::Links) != Some(true) => {
            later(screen, Part::Links, words::say(id::APP_TITLE))
        }
        Screen::Asking(_) | Screen::Review if part::session().has_one_page() => all_questions(screen),
        Screen::Topic(_) => later(screen, Part::Late, words::say(id::INFORMATION_TITLE)),
        Screen::Start => start::start(),
        Screen::Asking(step) | Screen::Changing(step, _) => in_steps(screen, step),
        Screen::Result if part::session().assessment().tier == Tier::Emergency => result::help_now(),
        Screen::Easing(_) | Screen::Review | Screen::Result => {
            later(screen, Part::Questions, words::say(id::NEXT_STEP))
        }
        Screen::AlreadySeen => later(screen, Part::Late, words::say(id::SEEN_LINK)),
        Screen::History => later(screen, Part::Late, words::say(id::HISTORY_LINK)),
        Screen::Entry(_) => later(screen, Part::Late, words::say(id::HISTORY_LINK)),
        Screen::Doctor(_) => later(screen, Part::Late, words::say(id::FOR_DOCTOR)),
        Screen::Outcome(_) => later(screen, Part::Late, words::say(id::OUTCOME_ASK)),
        Screen::Share(_) => later(screen, Part::Links, words::say(id::SHARE)),
        Screen::Link => later(screen, Part::Links, words::say(id::SHARED)),
        Screen::Teams | Screen::Board(_) => later(screen, Part::Links, words::say(id::TEAMS)),
        Screen::Keep => later(screen, Part::Links, words::say(id::KEEP)),
        Screen::Send(_) => later(screen, Part::Links, words::say(id::TO_COACH)),
        Screen::WhereIsMyData => later(screen, Part::Late, words::say(id::WHERE_LINK)),
        Screen::ReportAnError => later(screen, Part::Late, words::say(id::REPORT_LINK)),
    }
}

/// One screen of questions. What asks if the person is safe waits for nothing.
fn in_steps(screen: Screen, step: Step) -> Piece {
    match step {
        Step::Start => start::start(),
        Step::Safety(Block::A) => safety::safety(Block::A),
        Step::Emergency => result::help_now(),
        _ => later(screen, Part::Questions, words::say(id::NEXT_STEP)),
    }
}

/// All questions on one page, as soon as the part that shows it is there; one by one where that cannot be had.
fn all_questions(screen: Screen) -> Piece {
    let session = part::session();
    session.fetch_part(Part::Late);
    let takes_focus = Cell::new(session.has_part(Part::Late) != Some(true) && !session.is_unasked());
    let focus = move || {
        if takes_focus.replace(false) {
            session.focus_on(screen);
        }
    };
    let step = match screen {
        Screen::Asking(step) => step,
        _ => session.next(),
    };
    let stands = move || {
        let stands = evidence::stands(session, Part::Late);
        if session.has_one_page() { stands } else { evidence::MISSING }
    };
    let show = move |stands| match stands {
        evidence::HERE => {
            focus();
            part::screen(crate::late::show(Late::Screen(screen)))
        }
        evidence::MISSING => {
            session.go_without_one_page();
            focus();
            in_steps(Screen::Asking(step), step)
        }
        _ => {
            let mut parts = vec![part::back(), part::heading(words::say(id::ONE_PAGE))];
            // Whoever is very ill waits for nothing.
            if step == Step::Safety(Block::A) {
                parts.extend(safety::block_parts(Block::A));
            }
            parts.push(evidence::waiting(session, Part::Late));
            part::screen(parts)
        }
    };
    el("div").live_by(stands, show).into()
}

/// A screen of a part that comes later; until that is there, its title, and how it stands with it.
fn later(screen: Screen, part: Part, title: &'static str) -> Piece {
    let session = part::session();
    session.fetch_part(part);
    let waits = session.has_part(part) != Some(true);
    // What nobody asked for takes the focus neither now nor when it is there.
    let takes_focus = waits && !session.is_unasked();
    let show = move |stands| {
        if stands == evidence::HERE {
            if takes_focus {
                session.focus("heading");
            }
            // It has a heading of its own.
            if waits {
                session.tell_of(screen);
            }
            return part::screen(match part {
                Part::Questions => crate::late::ask(Questions::Screen(screen)),
                Part::Late => crate::late::show(Late::Screen(screen)),
                Part::Links => crate::late::use_links(Links::Screen(screen)),
            });
        }
        let mut parts = vec![part::back()];
        // Whoever cannot go on is told what the answers ask for so far, and when else to get help.
        let (is_missing, is_pressing) = match part {
            Part::Questions => (stands == evidence::MISSING, session.assessment().tier > Tier::SelfCare),
            _ => (false, false),
        };
        parts.push(if is_missing && is_pressing { result::so_far() } else { part::heading(title) });
        parts.push(evidence::waiting(session, part));
        if is_missing || is_pressing {
            parts.push(part::section(id::INFORMATION_DANGER, information::safety_net()));
        }
        part::screen(parts)
    };
    el("div").live_by(move || evidence::stands(session, part), show).into()
}

/// Shows or does something of the part with the questions. Nothing else may lead to what it calls.
pub(crate) fn questions(what: &Questions) -> Vec<Piece> {
    match *what {
        Questions::Words => {
            content::bring_with_questions();
            vec![]
        }
        Questions::Screen(Screen::Asking(step) | Screen::Changing(step, _)) => vec![match step {
            Step::Safety(block) => safety::safety(block),
            Step::About => question::few(Step::About, id::ABOUT_HEADING),
            Step::Health => question::few(Step::Health, id::HEALTH_HEADING),
            Step::Ask(item) => question::ask(item),
            Step::Start | Step::Review | Step::Emergency => review::review(),
        }],
        Questions::Screen(Screen::Easing(easing)) => vec![relief::relief(easing)],
        Questions::Screen(Screen::Result) => vec![result::result()],
        Questions::Screen(_) => vec![review::review()],
    }
}

/// Shows or does something of the late part of the program. Nothing else may lead to what it calls.
pub(crate) fn late(what: &Late) -> Vec<Piece> {
    match *what {
        Late::Findings(entry, assessment, evidence) => result::behind_it(entry, assessment, evidence),
        Late::Export(session, text) => {
            text.replace(session.with_store(|it| it.export()));
            vec![]
        }
        Late::Restore(session, text, counts) => {
            let restored = session.with_store(|it| it.restore(text));
            session.note_saved();
            let list =
                |it: Restored| [it.added, it.brought_back, it.already_there, it.unreadable, it.is_cut_short.into()];
            counts.set(restored.ok().map(list));
            vec![]
        }
        Late::Screen(Screen::Entry(id)) => vec![history::saved(id)],
        Late::Screen(Screen::Easing(easing)) => vec![relief::late(easing)],
        Late::Screen(Screen::Asking(_) | Screen::Review) => one_page::all(),
        Late::Screen(Screen::Doctor(saved)) => vec![doctor::doctor(saved)],
        Late::Screen(Screen::Topic(at)) => {
            let topic = move |evidence: &Json| vec![information::topic(at, evidence)];
            vec![evidence::with_evidence(Box::new(topic))]
        }
        Late::Screen(Screen::Outcome(id)) => vec![outcome::did_it_help(id)],
        Late::Screen(Screen::AlreadySeen) => vec![asides::already_seen()],
        Late::Screen(Screen::WhereIsMyData) => vec![asides::where_is_my_data()],
        Late::Screen(Screen::ReportAnError) => vec![asides::report_an_error()],
        Late::Screen(_) => vec![history::history()],
    }
}

/// Shows or does something of the part for links. Nothing else may lead to what it calls.
pub(crate) fn links(what: &Links) -> Vec<Piece> {
    match *what {
        Links::Screen(Screen::Share(saved)) => vec![share::share(saved)],
        Links::Screen(Screen::Send(saved)) => vec![send::send(saved)],
        Links::Screen(Screen::Start) => vec![start::start()],
        Links::Screen(Screen::Keep) => vec![keep::keep()],
        Links::Screen(Screen::Teams) => vec![team::teams()],
        Links::Screen(Screen::Board(team)) => vec![board::board(team)],
        Links::Screen(_) => vec![shared::shared()],
        Links::Kiosk => vec![kiosk::bar()],
        Links::Paper(entry) => share::on_paper(entry).into_iter().collect(),
        Links::GoOn(session, link) => {
            shared::go_on(session, link);
            vec![]
        }
        Links::Token(session, token) => {
            token.replace(share::token(session));
            vec![]
        }
    }
}
