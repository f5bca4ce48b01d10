//! Answers as JSON: an object of codes and numbers by question, the same in a case and in what a browser keeps.

use crate::json::{self, Pairs};
use engine::{Answer, AnswerError, Answers, Item, Kind};
use std::fmt::Write;

/// Reads every answer, or names the first that cannot be one.
pub(crate) fn read_all(pairs: &Pairs<'_>) -> Result<Answers, String> {
    let mut answers = Answers::default();
    for (key, value) in pairs {
        let item = item_once(key, &answers)?;
        answers.give(item, answer(item, value).map_err(|error| error.to_string())?);
    }
    Ok(answers)
}

/// Reads the answers that can be read, and notes in `unread` those that cannot.
///
/// Of a list, the codes that are known are kept: losing one sign must not lose the others.
pub(crate) fn read_some(pairs: &Pairs<'_>, unread: &mut Vec<String>) -> Answers {
    let mut answers = Answers::default();
    for (key, value) in pairs {
        match item_once(key, &answers).map(|item| (item, answer(item, value))) {
            Ok((item, Ok(answer))) => answers.give(item, answer),
            Ok((item, Err(error))) => {
                if let Some(known) = known_codes(item, value) {
                    answers.give(item, known);
                }
                unread.push(error.to_string());
            }
            Err(what) => unread.push(what),
        }
    }
    answers
}

fn item_once(key: &str, answers: &Answers) -> Result<Item, String> {
    let item = engine::item(key).map_err(|error| error.to_string())?;
    if answers.is_answered(item) { Err(format!("{key}: expected each key once; given twice")) } else { Ok(item) }
}

/// The codes of a list that its question knows, where they can stand together.
fn known_codes(item: Item, raw: &str) -> Option<Answer> {
    let codes = json::strings(raw).ok()?;
    let known: Vec<&str> = codes.iter().map(|it| &**it).filter(|it| item.options().contains(it)).collect();
    Answer::choices(item, &known).ok()
}

/// Reads one value as an answer to `item`.
fn answer(item: Item, raw: &str) -> Result<Answer, AnswerError> {
    let unexpected = || AnswerError::Unexpected { item, given: shorten(raw) };
    match item.kind() {
        Kind::Choice => {
            let code = json::string(raw).map_err(|_| unexpected())?;
            Answer::choice(item, &code)
        }
        Kind::Choices => {
            let codes = json::strings(raw).map_err(|_| unexpected())?;
            let codes: Vec<&str> = codes.iter().map(|it| &**it).collect();
            Answer::choices(item, &codes)
        }
        // A whole number is digits alone: 7.0 and 7e0 are not.
        Kind::Integer => {
            let digits = raw.strip_prefix('-').unwrap_or(raw);
            if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
                return Err(unexpected());
            }
            Answer::integer(item, raw.parse().map_err(|_| unexpected())?)
        }
        Kind::Decimal => {
            if !raw.starts_with(|it: char| it == '-' || it.is_ascii_digit()) {
                return Err(unexpected());
            }
            Answer::exactly(item, raw).map_err(|_| unexpected())
        }
    }
}

/// A value for a message, cut where it is long.
pub(crate) fn shorten(raw: &str) -> String {
    if raw.chars().count() <= 60 { raw.to_owned() } else { raw.chars().take(60).chain("…".chars()).collect() }
}

/// Writes the answers as an object, in the order of the questionnaire.
pub(crate) fn write(out: &mut String, answers: &Answers) {
    out.push('{');
    let given = Item::all().filter_map(|it| answers.given(it).map(|answer| (it, answer)));
    for (at, (item, answer)) in given.enumerate() {
        let _ = write!(out, "{}\"{item}\":", if at > 0 { "," } else { "" });
        let _ = match answer {
            Answer::Choice(at) => write!(out, "\"{}\"", item.options()[usize::from(at)]),
            Answer::Choices(_) => {
                codes(out, answers.codes(item).into_iter());
                Ok(())
            }
            Answer::Integer(number) => write!(out, "{number}"),
            Answer::Decimal(number) => write!(out, "{number}"),
        };
    }
    out.push('}');
}

/// Writes a list of codes. They are letters, digits and hyphens: nothing to escape.
pub(crate) fn codes<'a>(out: &mut String, codes: impl Iterator<Item = &'a str>) {
    out.push('[');
    for (at, code) in codes.enumerate() {
        out.push_str(if at > 0 { ",\"" } else { "\"" });
        out.push_str(code);
        out.push('"');
    }
    out.push(']');
}
