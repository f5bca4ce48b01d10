//! A person's answers, told back to them.

use super::part::{session, words};
use super::words::{fill, line, option, question, question_part, say};
use crate::browser::dom::Piece;
use crate::session::{Screen, Units};
use content::{Message, id, part};
use engine::{Answer, Answers, Fact, Group, Item, Kind, Said};

/// How many answers are named for one thing, at the most.
pub const NAMED_AT_MOST: usize = 5;

/// What was said, as a part of a sentence.
pub fn fact(fact: &Fact, answers: &Answers) -> String {
    let item = fact.item;
    let named = |code: &str| {
        let at = item.options().iter().position(|it| *it == code);
        at.map(|at| option(item, at)).unwrap_or_default()
    };
    let is_line = question_part(item, part::LINE).is_some() && item.kind() == Kind::Choice;
    match fact.said {
        Said::Code("yes") if is_line => line(item).to_owned(),
        Said::Code("not-sure") if is_line => fill(id::TOLD_NOT_SURE, &[("line", line(item))]),
        Said::Code("no") if is_line => fill(id::TOLD_NO, &[("line", line(item))]),
        Said::Code(code) if is_line => fill(id::TOLD_WITH, &[("told", line(item)), ("answer", named(code))]),
        Said::Code(code) => fill(id::TOLD_WITH, &[("told", name(item)), ("answer", named(code))]),
        Said::Number => {
            let answer = answers.given(item).map(|it| answer_text(item, it, Units::Metric)).unwrap_or_default();
            fill(id::TOLD_WITH, &[("told", name(item)), ("answer", &answer)])
        }
        Said::Nothing => fill(id::TOLD_WITH, &[("told", name(item)), ("answer", say(id::LEFT_OUT))]),
    }
}

/// Several facts, each once.
pub fn facts<'a>(facts: impl IntoIterator<Item = &'a Fact>, answers: &Answers) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for it in facts {
        // An answer whose words have not come yet says nothing.
        if name(it.item).is_empty() {
            continue;
        }
        let text = fact(it, answers);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// What is said of the reader's own answers; of somebody else's, where those came in a link.
#[inline(never)]
pub fn of_whom(own: Message) -> Message {
    let of_others = [
        (id::YOU_TOLD_US, id::SHARED_TOLD),
        (id::BECAUSE, id::SHARED_BECAUSE),
        (id::BECAUSE_HEADING, id::SHARED_BECAUSE_HEADING),
        (id::PATTERNS_HEADING, id::SHARED_PATTERNS),
        (id::PATTERNS_NONE, id::SHARED_PATTERNS_NONE),
        (id::AGAINST_NONE, id::SHARED_AGAINST_NONE),
    ];
    let is_own = session().screen_now() != Screen::Link;
    of_others.into_iter().find(|it| it.0 == own && !is_own).map_or(own, |it| it.1)
}

/// "Because you told us …", on one line.
pub fn because(mut told: Vec<String>) -> Option<Piece> {
    told.truncate(NAMED_AT_MOST);
    let is_any = !told.is_empty();
    is_any.then(|| words("p", "because", &fill(of_whom(id::BECAUSE), &[("said", &told.join("; "))])))
}

/// What a question asks about, as a part of a sentence.
pub fn name(item: Item) -> &'static str {
    question_part(item, part::TOLD).unwrap_or_else(|| line(item))
}

/// An answer in words.
pub fn answer_text(item: Item, answer: Answer, units: Units) -> String {
    match answer {
        Answer::Choice(at) => option(item, at.into()).to_owned(),
        Answer::Choices(mask) => {
            let chosen = (0..item.options().len()).filter(|at| mask & 1 << at != 0);
            chosen.map(|at| option(item, at)).collect::<Vec<_>>().join(", ")
        }
        Answer::Integer(number) if item.bounds() == (0, 10) => fill(id::OUT_OF_TEN, &[("n", &number.to_string())]),
        Answer::Integer(number) => [&number.to_string(), "\u{a0}", unit(item, units)].concat(),
        Answer::Decimal(number) => [&typed(item, number.value(), units), "\u{a0}", unit(item, units)].concat(),
    }
}

/// The word for the unit a number is typed in.
pub fn unit(item: Item, units: Units) -> &'static str {
    say(match (item.unit(), units) {
        ("kg", Units::Metric) => id::UNIT_KG,
        ("kg", Units::Us) => id::UNIT_LB,
        ("L", Units::Metric) => id::UNIT_LITRE,
        ("L", Units::Us) => id::UNIT_FLOZ,
        _ => id::UNIT_MINUTES,
    })
}

/// How many of the unit typed in make one of the question's own.
pub fn scale(item: Item, units: Units) -> f64 {
    match (item.unit(), units) {
        ("kg", Units::Us) => 0.453_592_37,
        ("L", Units::Us) => 0.029_573_529_562_5,
        _ => 1.0,
    }
}

/// A number as it is typed, with as many places as make sense.
pub fn typed(item: Item, value: f64, units: Units) -> String {
    let text = super::words::fixed(
        value / scale(item, units),
        if item.unit() == "L" && units == Units::Metric { 2 } else { 1 },
    );
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.to_owned()
}

/// The name of a question in a list of those left out.
pub fn short(item: Item) -> &'static str {
    match item.group() {
        Group::Safety(_) => line(item),
        _ => question(item),
    }
}
