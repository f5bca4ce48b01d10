//! All questions on one page, for those who like to see the whole of it: the screens of the opening in their order, then
//! what is asked about the cramp as far as it applies, then what else would change the result.

use super::part::{back, heading, press, session, words};
use super::question::{Manner, asked, few_parts, none_of_these};
use super::safety::{block_parts, buttons as block_buttons};
use super::words::{block as block_message, say};
use crate::browser::dom::{Piece, el, nothing};
use crate::browser::focus;
use crate::live::Dial;
use crate::route::{is_seen, place_on_page};
use crate::session::{Screen, Session};
use content::{Message, id};
use engine::{Answers, Item, Stage, Step};

/// The page, part by part.
pub fn all() -> Vec<Piece> {
    let session = session();
    // The place of what must be answered or passed over first, or of the detail that was asked for last.
    let open = Dial::new(NOWHERE);
    let mut parts = vec![back(), heading(say(id::ONE_PAGE)), words("p", "lead", say(id::ONE_PAGE_LEAD))];
    if session.with_answers_now(|it| it.has(Item::FOR_WHOM, "other")) {
        parts.push(words("p", "note", say(id::ABOUT_THE_OTHER)));
    }
    parts.extend(Step::OPENING.into_iter().enumerate().filter_map(|(at, step)| {
        let (name, inside) = match step {
            Step::Safety(block) => (block_message(block), block_parts(block)),
            Step::About => (id::ABOUT_HEADING, few_parts(step)),
            Step::Health => (id::HEALTH_HEADING, few_parts(step)),
            _ => return None,
        };
        let inside = inside.into_iter().chain([still_open(session, open, step), buttons(step)]).collect();
        Some(section(at, name, inside))
    }));
    let core = Item::all().filter(|it| it.stage() == Stage::Core).map(|item| {
        let applies = move || session.with_answers(|it| engine::applies(it, item));
        el("div").shown_while(applies, move || asked(item, Manner::Among)).into()
    });
    parts.push(section(Step::OPENING.len(), id::REVIEW_CRAMP, core.collect()));
    let rest = Item::all().filter(|it| matches!(it.stage(), Stage::Detail | Stage::Measure)).map(|item| {
        let at = place_of(Step::Ask(item));
        let is_asked =
            move || open.get() == at || session.with_answers(|it| it.is_enabled(item) && is_seen(it, Step::Ask(item)));
        let ask = move || -> Piece {
            let more = open.now() == at;
            let told = more.then(|| words("p", "hint", say(id::ONE_PAGE_MORE)));
            let id = place_on_page(at as usize);
            el("div").attr("id", &id).attr("tabindex", "-1").maybe(told).child(asked(item, Manner::Among)).into()
        };
        el("div").shown_while(is_asked, ask).into()
    });
    parts.extend(rest);
    let go = press("go", say(id::SHOW_RESULT), move || see_result(session, open));
    parts.push(el("div").class("actions").child(go).into());
    parts
}

const NOWHERE: u32 = u32::MAX;

/// The place of a screen on the page: that of the opening, then that of each question.
fn place_of(step: Step) -> u32 {
    let at = match step {
        Step::Ask(item) => Some(Step::OPENING.len() + 1 + item.index()),
        _ => Step::OPENING.iter().position(|it| *it == step),
    };
    at.map_or(NOWHERE, |it| it as u32)
}

fn section(at: usize, name: Message, parts: Vec<Piece>) -> Piece {
    let heading = el("h2").attr("id", &place_on_page(at)).attr("tabindex", "-1").text(say(name));
    el("section").class("all").child(heading).children(parts).into()
}

/// Said where the result waits for this part, until it was answered or passed over.
fn still_open(session: Session, open: Dial, step: Step) -> Piece {
    let is_open = move |answers: &Answers| {
        if step == Step::About {
            return is_child_open(answers);
        }
        let is_left = |it: &Item| !answers.is_answered(*it) && !answers.is_passed_over(*it);
        step.lines(answers).iter().any(is_left)
    };
    let waits = move || session.with_answers(is_open) || (step == Step::Health && session.is_health_remembered());
    let says = move || if open.get() == place_of(step) && waits() { say(id::ONE_PAGE_OPEN) } else { "" };
    el("p").class("amiss").attr("role", "status").live_text(move || says().to_owned()).into()
}

fn buttons(step: Step) -> Piece {
    match step {
        Step::Health => none_of_these(step, true, Some(id::SKIP_REST)),
        Step::Safety(block) => block_buttons(block, id::SKIP_REST),
        // What has no answer there is left out by asking for the result, but for the danger signs of a child.
        Step::About => {
            let session = session();
            let is_open = move || session.with_answers(is_child_open);
            el("div").shown_while(is_open, move || none_of_these(step, false, None)).into()
        }
        _ => nothing(),
    }
}

/// Whether the danger signs of a child were neither answered nor passed over.
fn is_child_open(answers: &Answers) -> bool {
    let signs = Item::CHILD_SIGNS;
    engine::applies(answers, signs) && !answers.is_answered(signs) && !answers.is_passed_over(signs)
}

/// Shows the result, or goes to what must come before it: a number that is none, danger signs or health that were neither
/// answered nor passed over, a question that may change it.
fn see_result(session: Session, open: Dial) {
    if session.root().is_some_and(|it| focus::to_amiss(&it)) {
        return;
    }
    loop {
        let next = session.next();
        let waits = match next {
            Step::Safety(_) | Step::Health => true,
            Step::About => session.with_answers_now(is_child_open),
            Step::Ask(item) => item.stage() == Stage::Detail && open.now() != place_of(next),
            // Whom it is about, and what for, is asked on the first screen.
            Step::Start => return session.show(Screen::Start),
            Step::Review | Step::Emergency => return session.see_result(),
        };
        if waits {
            open.set(place_of(next));
            return session.focus(&place_on_page(place_of(next) as usize));
        }
        session.pass_over(next);
    }
}
