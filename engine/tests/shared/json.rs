//! Just enough JSON to read the contract's questionnaire.

use std::iter::Peekable;
use std::str::Chars;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`, `true`, `false` or a number, as written.
    Plain(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(pairs) => pairs.iter().find(|(it, _)| it == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text under `key`, or nothing.
    pub fn text(&self, key: &str) -> &str {
        match self.get(key) {
            Some(Json::Text(text) | Json::Plain(text)) => text,
            _ => "",
        }
    }

    /// The list under `key`, or an empty one.
    pub fn list(&self, key: &str) -> &[Json] {
        match self.get(key) {
            Some(Json::List(list)) => list,
            _ => &[],
        }
    }
}

/// Reads a whole text.
pub fn read(text: &str) -> Json {
    let mut rest = text.chars().peekable();
    let value = value(&mut rest);
    skip(&mut rest);
    assert_eq!(rest.next(), None, "something stands after the end of the JSON");
    value
}

fn skip(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|it| it.is_whitespace()).is_some() {}
}

fn take(rest: &mut Peekable<Chars<'_>>, wanted: char) {
    skip(rest);
    assert_eq!(rest.next(), Some(wanted), "unexpected JSON");
}

fn string(rest: &mut Peekable<Chars<'_>>) -> String {
    take(rest, '"');
    let mut text = String::new();
    loop {
        match rest.next().expect("a text ends") {
            '"' => return text,
            '\\' => match rest.next().expect("something is escaped") {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'u' => {
                    let digits: String = rest.by_ref().take(4).collect();
                    let number = u32::from_str_radix(&digits, 16).expect("four digits");
                    text.push(char::from_u32(number).expect("no half of a pair"));
                }
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
}

/// Reads what stands between brackets, each part by `part`.
fn parts<T>(
    rest: &mut Peekable<Chars<'_>>,
    [open, close]: [char; 2],
    mut part: impl FnMut(&mut Peekable<Chars<'_>>) -> T,
) -> Vec<T> {
    take(rest, open);
    let mut found = Vec::new();
    loop {
        skip(rest);
        if rest.next_if_eq(&close).is_some() {
            return found;
        }
        if !found.is_empty() {
            take(rest, ',');
        }
        found.push(part(rest));
    }
}

fn value(rest: &mut Peekable<Chars<'_>>) -> Json {
    skip(rest);
    match rest.peek() {
        Some('"') => Json::Text(string(rest)),
        Some('[') => Json::List(parts(rest, ['[', ']'], value)),
        Some('{') => Json::Object(parts(rest, ['{', '}'], |rest| {
            let key = string(rest);
            take(rest, ':');
            (key, value(rest))
        })),
        _ => {
            let mut word = String::new();
            while let Some(it) = rest.next_if(|it| it.is_alphanumeric() || matches!(it, '-' | '+' | '.')) {
                word.push(it);
            }
            assert!(!word.is_empty(), "unexpected JSON");
            Json::Plain(word)
        }
    }
}
