//! The answers in a list, each with a way to change it.

use super::piece::{IntoPiece, Piece, nothing};
use super::part::{Back, Heading, session};
use super::told;
use super::words::{fill, line, option, question, say};
use crate::route;
use crate::session::Units;
use engine::{Answers, Block, Item, Kind, Stage, Step};
use leptos::prelude::*;

/// Check your answers.
#[component]
pub fn Review() -> impl IntoView {
    let session = session();
    let answers = untrack(|| session.with_answers(Clone::clone));
    let units = session.units.get_untracked();
    let seen = |stage: Stage| Item::all().filter(move |it| it.stage() == stage);
    let single = |step: Step| step.lines(&answers).into_iter().map(move |it| (step, it));
    let about: Vec<_> =
        [Step::Start, Step::About, Step::Health].into_iter().flat_map(single).map(|(step, it)| row(&answers, step, it, units)).collect();
    let blocks: Vec<_> = Block::ALL.into_iter().map(|it| block(&answers, it)).collect();
    let asked = |it: &Item| route::is_seen(&answers, Step::Ask(*it));
    let rest: Vec<_> = seen(Stage::Core)
        .chain(seen(Stage::Detail))
        .chain(seen(Stage::Measure))
        .filter(asked)
        .map(|it| row(&answers, Step::Ask(it), it, units))
        .collect();
    view! {
        <Back />
        <Heading text=say("review-heading") />
        <p class="lead">{say("review-intro")}</p>
        <div class="actions">
            <button type="button" class="go" on:click=move |_| session.see_result()>{say("show-result")}</button>
        </div>
        <Rows heading="review-about" rows=about />
        <Rows heading="review-safety" rows=blocks />
        <Rows heading="review-cramp" rows=rest />
        <div class="actions">
            <button type="button" class="go" on:click=move |_| session.see_result()>{say("show-result")}</button>
        </div>
    }
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
#[component]
fn Rows(
    /// The message of the heading.
    heading: &'static str,
    /// The lines.
    rows: Vec<Row>,
) -> impl IntoView {
    let session = session();
    let row = move |it: Row| {
        let label = fill("change-what", &[("what", it.asked)]);
        let said = it.said.into_iter().map(|it| view! { <dd>{it}</dd> }.piece()).collect::<Vec<Piece>>();
        view! {
            <div class="answer">
                <dt>{it.asked}</dt>
                {said}
                <dd class="change">
                    <button
                        type="button"
                        class="link"
                        aria-label=label
                        on:click=move |_| session.edit_from_review(it.step)
                    >
                        {say("change")}
                    </button>
                </dd>
            </div>
        }
        .piece()
    };
    if rows.is_empty() {
        return nothing();
    }
    {
        view! {
            <section>
                <h2>{say(heading)}</h2>
                <dl class="answers">{rows.into_iter().map(row).collect::<Vec<Piece>>()}</dl>
            </section>
        }
        .piece()
    }
}
