//! The answers in a list, each with a way to change it.

use super::part::{back, heading, press, screen, section, session, words};
use super::told;
use super::words::{fill, line, option, question, say};
use crate::browser::dom::{Piece, el};
use crate::route;
use crate::session::{Session, Units};
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
    let go = || el("div").class("actions").child(press("go", say("show-result"), move || session.see_result())).into();
    let mut parts = vec![back(), heading(say("review-heading")), words("p", "lead", say("review-intro")), go()];
    parts.extend(group(session, "review-about", about));
    parts.extend(group(session, "review-safety", blocks));
    parts.extend(group(session, "review-cramp", rest));
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
        None => say("left-out").to_owned(),
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
            let real = answers.codes(item).into_iter().filter(|it| *it != "none");
            said.extend(real.map(|it| option(item, it).to_owned()));
        } else {
            match answers.codes(item).first() {
                Some(&"no") | None => {}
                Some(&"not-sure") => said.push(fill("told-not-sure", &[("line", line(item))])),
                Some(_) => said.push(line(item).to_owned()),
            }
        }
        n_left_out += usize::from(!answers.is_answered(item));
    }
    if said.is_empty() && n_left_out == 0 {
        said.push(say("none-of-these").to_owned());
    }
    if n_left_out > 0 {
        said.push(fill("n-left-out", &[("n", &n_left_out.to_string())]));
    }
    Row { asked: say(super::safety::heading_of(block)), said, step }
}

/// A group of lines under a heading.
fn group(session: Session, heading_message: &str, rows: Vec<Row>) -> Option<Piece> {
    let row = |it: Row| {
        let change = press("link", say("change"), move || session.edit_from_review(it.step))
            .attr("aria-label", &fill("change-what", &[("what", it.asked)]));
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
