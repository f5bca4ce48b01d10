//! What would change a result: one thing at a time that a person could do differently, and each question left out.
//! The engine has assessed the other answers; here it is told.

use super::part::{list, para, section, words};
use super::told;
use super::words::{fill, say, tier};
use crate::browser::dom::{Piece, el};
use crate::session::Units;
use content::{Message, id, kind, part};
use engine::{Answers, Assessment, Claim, Item, WhatIf, could_raise, what_if};

/// How many changes are told at most.
const TOLD_AT_MOST: usize = 5;

/// What would be different, and what would come of it, in sentences.
pub struct Told {
    /// The thing that would be different.
    pub factor: Claim,
    /// The answers then, and what follows.
    pub lines: Vec<String>,
}

/// One change in sentences; `now` is the assessment of the answers as they are.
#[inline(never)]
pub fn told(it: &WhatIf, now: &Assessment) -> Told {
    let named = |claims: &[Claim]| {
        let names: Vec<&str> = claims.iter().map(|it| say(kind::FACTOR.at(it.index()))).collect();
        names.join("; ")
    };
    let mut lines: Vec<String> = Vec::new();
    for item in &it.changed {
        let answer = it.answers.given(*item).map(|answer| told::answer_text(*item, answer, Units::Metric));
        let answer = answer.unwrap_or_else(|| say(id::LEFT_OUT).to_owned());
        lines.push(fill(id::DIFFER_IF, &[("told", told::name(*item)), ("answer", &answer)]));
    }
    for (message, claims) in
        [(id::DIFFER_GONE, &it.gone), (id::DIFFER_LIGHTER, &it.lighter), (id::DIFFER_INSTEAD, &it.instead)]
    {
        if !claims.is_empty() {
            lines.push(fill(message, &[("factors", &named(claims))]));
        }
    }
    let leading = now.patterns.first().map(|it| (it.pattern, it.strength));
    if let (true, Some((pattern, strength))) = (it.leading != leading, it.leading) {
        let fits = [
            ("pattern", say(kind::PATTERN.at(pattern.index()))),
            ("strength", say(kind::STRENGTH.at(strength as usize))),
        ];
        lines.push(fill(id::DIFFER_LEADING, &fits));
    }
    Told { factor: it.factor, lines }
}

/// The changes that a person could make.
pub fn changes(answers: &Answers, now: &Assessment) -> Option<Piece> {
    let found = what_if(answers);
    let rows: Vec<Piece> = found.iter().take(TOLD_AT_MOST).map(|it| row(&told(it, now))).collect();
    let is_any = !rows.is_empty();
    is_any.then(|| {
        let short = tier(now.tier).part(part::SHORT).unwrap_or_default();
        let stays = para(&fill(id::DIFFER_TIER_STAYS, &[("tier", short)]));
        section(id::DIFFER_HEADING, vec![para(say(id::DIFFER_INTRO)), stays, el("div").children(rows).into()])
    })
}

fn row(it: &Told) -> Piece {
    // What may have added to it has the same name, and so has what is folded there: heard alone, this one says what it is.
    let about = words("span", "hidden", &[say(id::DIFFER_HEADING), ": "].concat());
    let summary = el("summary").child(about).text(say(kind::FACTOR.at(it.factor.index())));
    el("details").class("rest").child(summary).child(list(&it.lines)).into()
}

/// The questions that were left out, each with what its answer could do to how soon to get help.
pub fn left_out(answers: &Answers, skipped: &[Item]) -> Piece {
    let raises = could_raise(answers);
    let line = |item: &Item| {
        let message: Message = match raises.iter().find(|(it, _)| it == item) {
            Some((_, to)) => tier(*to),
            None => return words("li", "", told::short(*item)),
        };
        let could = fill(id::COULD_RAISE, &[("tier", message.part(part::SHORT).unwrap_or_default())]);
        el("li").text(told::short(*item)).text(" ").child(words("em", "", &could)).into()
    };
    el("ul").children(skipped.iter().map(line).collect()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::assess;

    /// Answers of people made up by a small generator: every one of them is what a page could hold.
    fn someone(seed: u64) -> Answers {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut next = move |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as usize % below.max(1)
        };
        let mut answers = Answers::default();
        for item in Item::all() {
            let n_options = item.options().len();
            let is_safety = matches!(item.group(), engine::Group::Safety(_));
            let answer = match item.kind() {
                engine::Kind::Choice if is_safety && next(40) > 0 => {
                    item.options().iter().position(|it| *it == "no").map(|it| engine::Answer::Choice(it as u8))
                }
                engine::Kind::Choice => Some(engine::Answer::Choice(next(n_options) as u8)),
                engine::Kind::Choices => Some(engine::Answer::Choices(1 << next(n_options))),
                engine::Kind::Integer => Some(engine::Answer::Integer(next(11) as u16)),
                engine::Kind::Decimal => None,
            };
            if let (Some(answer), true) = (answer, answers.is_enabled(item)) {
                answers.edit(item, Some(answer));
            }
        }
        answers
    }

    #[test]
    fn what_is_told_of_a_change_is_what_the_command_says_of_the_changed_answers() {
        // Words of the second file are taken in when one is first found by its id.
        assert!(content::text("grade-a").is_some());
        let mut n_changes = 0;
        for seed in 0..300 {
            let answers = someone(seed);
            let now = assess(&answers);
            let before: serde_json::Value = written(&answers);
            for it in what_if(&answers) {
                n_changes += 1;
                let then: serde_json::Value = written(&it.answers);
                assert_eq!(before["tier"], then["tier"], "{seed}: the page says that the tier stays");
                let factors = |of: &serde_json::Value| -> Vec<(String, f64)> {
                    let row = |it: &serde_json::Value| {
                        (it["id"].as_str().unwrap().to_owned(), it["weight"].as_f64().unwrap())
                    };
                    of["factors"].as_array().unwrap().iter().map(row).collect()
                };
                let (was, is) = (factors(&before), factors(&then));
                let gone = was.iter().filter(|(id, _)| !is.iter().any(|(it, _)| it == id));
                let lighter = was.iter().filter(|(id, weight)| is.iter().any(|(it, then)| it == id && then < weight));
                let instead = is.iter().filter(|(id, _)| !was.iter().any(|(it, _)| it == id));
                let mut expected = Vec::new();
                for item in &it.changed {
                    let answer = it.answers.given(*item).map(|answer| told::answer_text(*item, answer, Units::Metric));
                    let answer = answer.unwrap_or_else(|| say(id::LEFT_OUT).to_owned());
                    expected.push(fill(id::DIFFER_IF, &[("told", told::name(*item)), ("answer", &answer)]));
                }
                let name = |id: &str| content::text(&format!("factor-{id}")).unwrap();
                let groups: [(Message, Vec<&str>); 3] = [
                    (id::DIFFER_GONE, gone.map(|it| name(&it.0)).collect()),
                    (id::DIFFER_LIGHTER, lighter.map(|it| name(&it.0)).collect()),
                    (id::DIFFER_INSTEAD, instead.map(|it| name(&it.0)).collect()),
                ];
                for (message, names) in groups.iter().filter(|(_, names)| !names.is_empty()) {
                    expected.push(fill(*message, &[("factors", &names.join("; "))]));
                }
                let first =
                    |of: &serde_json::Value| (of["patterns"][0]["id"].clone(), of["patterns"][0]["strength"].clone());
                if let (true, (Some(pattern), Some(strength))) =
                    (first(&before) != first(&then), (first(&then).0.as_str(), first(&then).1.as_str()))
                {
                    let words = |id: String| content::text(&id).unwrap();
                    let fits = [
                        ("pattern", words(format!("pattern-{pattern}"))),
                        ("strength", words(format!("strength-{strength}"))),
                    ];
                    expected.push(fill(id::DIFFER_LEADING, &fits));
                }
                assert_eq!(told(&it, &now).lines, expected, "{seed}");
            }
        }
        assert!(n_changes > 200, "{n_changes} changes are few");
    }

    /// What the command writes of these answers.
    fn written(answers: &Answers) -> serde_json::Value {
        serde_json::from_str(&record::case::write("0", &assess(answers), answers)).unwrap()
    }
}
