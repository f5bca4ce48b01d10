//! The contract: one case in, one assessment out, as JSON.
//!
//! ```
//! let case = record::case::read(r#"{"id": 7, "answers": {"rf-pop": "yes"}}"#).unwrap();
//! let json = record::case::write(&case.id, &engine::assess(&case.answers), &case.answers);
//! assert!(json.starts_with(r#"{"id":7,"version":"#));
//!
//! let error = record::case::read(r#"{"id": 7, "answers": {"rf-pop": "perhaps"}}"#).unwrap_err();
//! assert_eq!(error.what, "rf-pop: expected one of yes, no, not-sure; got \"perhaps\"");
//! ```

use crate::answers::{self, codes, shorten};
use crate::json::{self, Fault, Reader};
use engine::{Acts, Answer, Answers, Assessment, Evidence, Fact, Item, Said, Sources};
use std::fmt::Write;

/// A case that could be read.
#[derive(Debug)]
pub struct Case {
    /// The id as it came, as JSON; `null` where none was given.
    pub id: String,
    /// The answers.
    pub answers: Answers,
}

/// A case that could not be read.
#[derive(Debug, PartialEq, Eq)]
pub struct CaseError {
    /// The id as it came, as JSON; `null` where none could be found.
    pub id: String,
    /// The key and what was expected.
    pub what: String,
}

#[derive(Default)]
struct Parts<'a> {
    id: Option<&'a str>,
    answers: Option<&'a str>,
}

impl<'a> Parts<'a> {
    // Filled in place, so that an error can tell the id that came before it.
    fn read(&mut self, line: &'a str) -> Result<(), String> {
        let explain = |fault| explain("expected a case as one JSON object", fault, line);
        let mut reader = Reader::new(line);
        reader.open(b'{').map_err(explain)?;
        while let Some(key) = reader.key().map_err(explain)? {
            let slot = match &*key {
                "id" => &mut self.id,
                "answers" => &mut self.answers,
                _ => {
                    reader.value().map_err(explain)?;
                    continue;
                }
            };
            if slot.is_some() {
                return Err(format!("{key}: expected each key once; given twice"));
            }
            *slot = Some(reader.value().map_err(explain)?);
        }
        reader.end().map_err(explain)
    }
}

/// Reads one case.
///
/// # Errors
///
/// [`CaseError`] for text that is no JSON object, a missing or doubled key, an unknown question or option, and an
/// answer of the wrong kind or out of bounds. It names the key and what was expected.
pub fn read(line: &str) -> Result<Case, CaseError> {
    let mut parts = Parts::default();
    let read = parts.read(line);
    let id = parts.id.unwrap_or("null").to_owned();
    let answers = read.and_then(|()| answers_of(parts.answers));
    match answers {
        Ok(answers) => Ok(Case { id, answers }),
        Err(what) => Err(CaseError { id, what }),
    }
}

fn answers_of(raw: Option<&str>) -> Result<Answers, String> {
    let raw = raw.ok_or("answers: expected an object of answers; none given")?;
    let pairs = json::pairs(raw).map_err(|fault| explain("answers: expected an object", fault, raw))?;
    answers::read_all(&pairs)
}

/// What was expected, and what `text` has instead.
fn explain(expected: &str, fault: Fault, text: &str) -> String {
    match fault {
        Fault::Other => format!("{expected}; got {}", shorten(text.trim())),
        _ => format!("{expected}; {}", fault.what()),
    }
}

/// Writes one assessment as a line of JSON, without a line break.
pub fn write(id: &str, assessment: &Assessment, answers: &Answers) -> String {
    let mut out = String::with_capacity(2048);
    put(&mut out, &[r#"{"id":"#, id, r#","version":""#, engine::VERSION]);
    put(&mut out, &[r#"","tier":""#, assessment.tier.code()]);
    put(&mut out, &[r#"","tier_without_floor":""#, assessment.tier_without_floor.code(), r#"","reasons":["#]);
    list(&mut out, &assessment.reasons, |out, it| {
        put(out, &[r#"{"rule":""#, it.rule.code(), r#"","tier":""#, it.tier.code(), r#"","items":"#]);
        codes(out, it.items().into_iter().map(Item::code));
        out.push('}');
    });
    out.push_str(r#"],"skipped":"#);
    codes(&mut out, assessment.skipped.iter().map(|it| it.code()));
    out.push_str(r#","patterns":["#);
    list(&mut out, &assessment.patterns, |out, it| {
        put(out, &[r#"{"id":""#, it.pattern.code(), r#"","strength":""#, it.strength.code(), r#"","score":"#]);
        hundredths(out, it.score);
        out.push_str(r#","because":["#);
        let both: Vec<&Evidence> = it.because.iter().chain(&it.against).collect();
        list(out, &both, |out, it| {
            fact(out, it.facts.first(), answers);
            out.push_str(r#""weight":"#);
            hundredths(out, it.weight);
            out.push_str(r#","sources":"#);
            sources(out, it.sources);
            out.push('}');
        });
        out.push_str("]}");
    });
    out.push_str(r#"],"factors":["#);
    list(&mut out, &assessment.factors, |out, it| {
        put(out, &[r#"{"id":""#, it.claim.code(), r#"","weight":"#]);
        hundredths(out, it.weight);
        out.push_str(r#","sources":"#);
        sources(out, it.sources);
        out.push('}');
    });
    out.push_str(r#"],"advice":["#);
    list(&mut out, &assessment.advice, |out, it| {
        put(out, &[r#"{"id":""#, it.advice.code(), r#"","acts":"#]);
        acts(out, it.advice.acts());
        out.push_str(r#","sources":"#);
        sources(out, it.advice.sources());
        out.push('}');
    });
    out.push_str(r#"],"withheld":["#);
    list(&mut out, &assessment.withheld, |out, it| {
        out.push_str(r#"{"acts":"#);
        acts(out, it.acts);
        put(out, &[r#","rule":""#, it.rule.code(), r#""}"#]);
    });
    out.push_str(r#"],"first_aid":["#);
    list(&mut out, &assessment.first_aid, |out, it| {
        put(out, &[r#"{"id":""#, it.code(), r#"","acts":"#]);
        acts(out, it.acts());
        out.push('}');
    });
    out.push_str(r#"],"modules":"#);
    codes(&mut out, assessment.modules.iter().map(|it| it.module.code()));
    out.push('}');
    out
}

/// Writes the error of line `number`, counted from 1, as a line of JSON without a line break.
pub fn write_error(error: &CaseError, number: u64) -> String {
    format!(r#"{{"id":{},"error":{},"line":{number}}}"#, error.id, json::quoted(&error.what))
}

/// Text and codes, one after another; codes are letters, digits and hyphens, so nothing is escaped.
fn put(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|it| out.push_str(it));
}

fn list<T>(out: &mut String, items: &[T], mut each: impl FnMut(&mut String, &T)) {
    for (at, it) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        each(out, it);
    }
}

fn acts(out: &mut String, acts: Acts) {
    codes(out, acts.iter().map(|it| it.code()));
}

fn sources(out: &mut String, sources: Sources) {
    codes(out, sources.iter().map(|it| it.code()));
}

fn fact(out: &mut String, fact: Option<&Fact>, answers: &Answers) {
    let Some(fact) = fact else {
        out.push_str(r#"{"item":null,"answer":null,"#);
        return;
    };
    put(out, &[r#"{"item":""#, fact.item.code(), r#"","answer":"#]);
    match (fact.said, answers.given(fact.item)) {
        (Said::Code(code), _) => put(out, &["\"", code, "\""]),
        (Said::Number, Some(Answer::Integer(number))) => {
            let _ = write!(out, "{number}");
        }
        (Said::Number, Some(Answer::Decimal(number))) => {
            let _ = write!(out, "{number}");
        }
        _ => out.push_str("null"),
    }
    out.push(',');
}

/// Hundredths as a decimal number, without floating point.
fn hundredths(out: &mut String, value: i32) {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, part) = (value.unsigned_abs() / 100, value.unsigned_abs() % 100);
    let _ = match (part, part % 10) {
        (0, _) => write!(out, "{sign}{whole}.0"),
        (_, 0) => write!(out, "{sign}{whole}.{}", part / 10),
        _ => write!(out, "{sign}{whole}.{part:02}"),
    };
}
