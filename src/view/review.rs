//! The answers in a list, each with a way to change it.

use super::part::{back, heading, press, screen, section, session, words};
use super::told;
use super::words::{block as block_message, fill, line, option, question, say};
use crate::browser::dom::{Piece, el};
use crate::route;
use crate::session::{Session, Units};
use content::{Message, id};
use engine::{Answers, Block, Item, Kind, Stage, Step};

/// Check your answers.
pub fn review() -> Piece {
    let session = session();
    let answers = session.answers_now();
    let units = session.units().now();
    let seen = |stage: Stage| Item::all().filter(move |it| it.stage() == stage);
    let single = |step: Step| step.lines(&answers).into_iter().map(move |it| (step, it));
    let about: Vec<_> = [Step::Start, Step::About, Step::Health]
        .into_iter()
        .flat_map(single)
        .map(|(step, it)| row(&answers, step, it, units))
        .collect();
    let blocks: Vec<_> = Block::ALL.into_iter().map(|it| block(&answers, it)).collect();
    let asked = |it: &Item| route::is_seen(&answers, Step::Ask(*it));
    let rest: Vec<_> = seen(Stage::Core)
        .chain(seen(Stage::Detail))
        .chain(seen(Stage::Measure))
        .filter(asked)
        .map(|it| row(&answers, Step::Ask(it), it, units))
        .collect();
    let go =
        || el("div").class("actions").child(press("go", say(id::SHOW_RESULT), move || session.see_result())).into();
    let mut parts = vec![back(), heading(say(id::REVIEW_HEADING)), words("p", "lead", say(id::REVIEW_INTRO)), go()];
    parts.extend(group(session, id::REVIEW_ABOUT, about));
    parts.extend(group(session, id::REVIEW_SAFETY, blocks));
    parts.extend(group(session, id::REVIEW_CRAMP, rest));
    parts.push(go());
    screen(parts)
}

/// One line of the list.
struct Row {
    asked: &'static str,
    said: Vec<String>,
    step: Step,
}

fn row(answers: &Answers, step: Step, item: Item, units: Units) -> Row {
    let said = match answers.given(item) {
        Some(answer) => told::answer_text(item, answer, units),
        None => say(id::LEFT_OUT).to_owned(),
    };
    Row { asked: question(item), said: vec![said], step }
}

/// A block of danger signs: what was ticked, what is in doubt, what was left out.
fn block(answers: &Answers, block: Block) -> Row {
    let step = Step::Safety(block);
    let mut said = Vec::new();
    let mut n_left_out = 0;
    for item in step.lines(answers) {
        if item.kind() == Kind::Choices {
            let chosen = item.options().iter().enumerate().filter(|(_, it)| **it != "none");
            let chosen = chosen.filter(|(_, it)| answers.has(item, it));
            said.extend(chosen.map(|(at, _)| option(item, at).to_owned()));
        } else {
            match answers.codes(item).first() {
                Some(&"no") | None => {}
                Some(&"not-sure") => said.push(fill(id::TOLD_NOT_SURE, &[("line", line(item))])),
                Some(_) => said.push(line(item).to_owned()),
            }
        }
        n_left_out += usize::from(!answers.is_answered(item));
    }
    if said.is_empty() && n_left_out == 0 {
        said.push(say(id::NONE_OF_THESE).to_owned());
    }
    if n_left_out > 0 {
        said.push(fill(id::N_LEFT_OUT, &[("n", &n_left_out.to_string())]));
    }
    Row { asked: say(block_message(block)), said, step }
}

/// A group of lines under a heading.
fn group(session: Session, heading_message: Message, rows: Vec<Row>) -> Option<Piece> {
    let row = |it: Row| {
        let change = press("link", say(id::CHANGE), move || session.edit_from_review(it.step))
            .attr("aria-label", &fill(id::CHANGE_WHAT, &[("what", it.asked)]));
        el("div")
            .class("answer")
            .child(words("dt", "", it.asked))
            .children(it.said.iter().map(|it| words("dd", "", it)).collect())
            .child(el("dd").class("change").child(change))
            .into()
    };
    let is_any = !rows.is_empty();
    let rows = el("dl").class("answers").children(rows.into_iter().map(row).collect());
    is_any.then(|| section(heading_message, vec![rows.into()]))
}
