//! Conditions in one form, whether written as data or as a sentence of the evidence: the ways in which they hold.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The ways in which a condition holds: in each, everything listed does. None can hold without a way; a way that
/// needs nothing always holds.
pub type Ways = BTreeSet<BTreeSet<String>>;

/// A condition as the knowledge writes it.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
pub enum Cond {
    Literal(String),
    Nested(Nest),
}

/// Its nested part.
#[derive(Deserialize, Clone, Default)]
#[serde(deny_unknown_fields)]
pub struct Nest {
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
}

/// Follow-up questions, which count whether their parent was answered `yes` or `not-sure`.
const FOLLOW_UPS: [(&str, &str); 4] = [
    ("calf-48h=yes", "rf-calf-constant"),
    ("tetany-airway=yes", "rf-tetany"),
    ("claudication-recent=yes", "rf-claudication"),
    ("every-run-numb=yes", "rf-every-run"),
];

/// A condition that one thing makes hold.
pub fn is(literal: &str) -> Ways {
    BTreeSet::from([BTreeSet::from([literal.to_owned()])])
}

/// A condition that always holds.
pub fn always() -> Ways {
    BTreeSet::from([BTreeSet::new()])
}

/// Holds when one of them does.
pub fn any(conditions: impl IntoIterator<Item = Ways>) -> Ways {
    shortest(conditions.into_iter().flatten().collect())
}

/// Holds when both do.
pub fn both(left: &Ways, right: &Ways) -> Ways {
    shortest(left.iter().flat_map(|a| right.iter().map(move |b| a | b)).collect())
}

/// Leaves out a way that needs more than another one.
fn shortest(ways: Ways) -> Ways {
    ways.iter().filter(|way| !ways.iter().any(|it| it != *way && it.is_subset(way))).cloned().collect()
}

/// The ways of a condition of the knowledge; a name in `spelled_out` is replaced by what stands behind it.
pub fn ways(any_of: Option<&Vec<Cond>>, all_of: Option<&Vec<Cond>>, spelled_out: &BTreeMap<String, Ways>) -> Ways {
    let of = |it: &Cond| match it {
        Cond::Literal(text) => spelled_out.get(text).cloned().unwrap_or_else(|| is(text)),
        Cond::Nested(nest) => ways(nest.any.as_ref(), nest.all.as_ref(), spelled_out),
    };
    match (any_of, all_of) {
        (Some(list), None) => any(list.iter().map(of)),
        (None, Some(list)) => list.iter().fold(always(), |ways, it| both(&ways, &of(it))),
        _ => panic!("a condition has either `any` or `all`"),
    }
}

/// A follow-up counts under an unsure parent too: says so where it stands beside its parent.
pub fn with_unsure_parents(ways: &Ways) -> Ways {
    let said = |way: &BTreeSet<String>| {
        let mut way = way.clone();
        for (follow_up, parent) in FOLLOW_UPS {
            if way.contains(follow_up) && way.remove(parent) {
                way.insert(format!("{parent}?"));
            }
        }
        way
    };
    ways.iter().map(said).collect()
}

/// Reads a sentence: names joined by AND, OR, commas and brackets, `AND` and `with` binding closer than the others.
///
/// # Errors
///
/// The word that is no name.
pub fn read(sentence: &str) -> Result<Ways, String> {
    let spaced =
        sentence.replace("possible(", "possible[").replace('(', " ( ").replace(')', " ) ").replace([',', ';'], " , ");
    let mut tokens: Vec<String> = Vec::new();
    let mut possible = false;
    for word in spaced.split_whitespace() {
        match word {
            ")" if possible => {
                possible = false;
                tokens.last_mut().expect("`possible[` came before").push(')');
            }
            _ => tokens.push(word.replace("possible[", "possible(")),
        }
        possible |= word.starts_with("possible[");
    }
    let mut reader = Reader { tokens, at: 0 };
    let ways = reader.either()?;
    match reader.tokens.get(reader.at) {
        None => Ok(ways),
        Some(word) => Err(word.clone()),
    }
}

struct Reader {
    tokens: Vec<String>,
    at: usize,
}

impl Reader {
    fn next_is(&mut self, words: &[&str]) -> bool {
        let is = self.tokens.get(self.at).is_some_and(|it| words.contains(&it.as_str()));
        self.at += usize::from(is);
        is
    }

    fn either(&mut self) -> Result<Ways, String> {
        let mut parts = vec![self.together()?];
        loop {
            let mut joined = false;
            while self.next_is(&["OR", "or", ","]) {
                joined = true;
            }
            let ends = self.tokens.get(self.at).is_none_or(|it| it == ")");
            if !joined || ends {
                return Ok(any(parts));
            }
            parts.push(self.together()?);
        }
    }

    fn together(&mut self) -> Result<Ways, String> {
        let mut ways = self.one()?;
        while self.next_is(&["AND", "and", "with"]) {
            ways = both(&ways, &self.one()?);
        }
        Ok(ways)
    }

    fn one(&mut self) -> Result<Ways, String> {
        if self.next_is(&["("]) {
            let inside = self.either()?;
            return if self.next_is(&[")"]) { Ok(inside) } else { Err("a bracket that is not closed".into()) };
        }
        let word = self.tokens.get(self.at).ok_or("the sentence ends early")?;
        if !is_name(word) {
            return Err(word.clone());
        }
        let ways = is(word);
        self.at += 1;
        Ok(ways)
    }
}

fn is_name(word: &str) -> bool {
    const NAMES: [&str; 6] = ["preg", "heat", "low-sodium", "clot-risk", "sickle-unknown", "weight-gained"];
    let begins = ["rf-", "ctx-", "sym-", "CR-", "possible(", "block-", "other-block-", "two-of-block-"];
    begins.iter().any(|it| word.starts_with(it)) || NAMES.contains(&word) || word.contains(['=', '>'])
}
