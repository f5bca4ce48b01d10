//! Every word a reader sees.
//!
//! The words live in `en/*.ftl` (Fluent), where writers and clinicians edit them. They are parsed and checked when the
//! program is built, so that an id without words does not compile. A message that is about a thing of the engine is
//! found by the thing's own number ([`kind`]), any other by its name ([`id`]); its attributes are [`part`]s.
//!
//! Words that nobody needs before a result come with the page's second file; [`bring`] takes them in. Where the program
//! is split (feature `split`), those of the questions come with the part that asks them: [`bring_with_questions`].
//!
//! ```
//! use content::{Part, id, kind, part};
//!
//! assert_eq!(id::BACK.text(), "Back");
//! let first = kind::QUESTION.at(0);
//! assert!(first.text().ends_with('?'));
//! assert!(first.part(Part::option(0)).is_some());
//! assert_eq!(first.part(part::DOSE), None);
//! ```
#![warn(missing_docs)]

use std::sync::{LazyLock, OnceLock};

mod words {
    use super::{Kind, Message, Part};
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use words::{id, kind, part};

/// A message: its words, and its parts. One that is not in any file has no words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message(u16);

/// A part of a message: an attribute in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part(u8);

/// The messages about one kind of thing of the engine.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    first: u16,
    count: u16,
}

impl Kind {
    /// The message about the thing with this number.
    pub const fn at(self, index: usize) -> Message {
        if index < self.count as usize { Message(self.first + index as u16) } else { Message::NONE }
    }

    /// How many things of this kind there are.
    pub const fn count(self) -> usize {
        self.count as usize
    }

    /// All messages of this kind, in order.
    pub fn all(self) -> impl Iterator<Item = Message> {
        (0..self.count()).map(move |it| self.at(it))
    }
}

impl Part {
    /// The label of the option at this place.
    pub const fn option(at: usize) -> Self {
        Self(words::FIRST_OPTION + at as u8)
    }
}

impl Message {
    /// A message without words.
    pub const NONE: Message = Message(u16::MAX);

    /// Its words; empty where it has none, or where they have not come yet.
    #[inline(never)]
    pub fn text(self) -> &'static str {
        self.whole().split(PART_BEGINS).next().unwrap_or_default()
    }

    /// The words of one of its parts.
    #[inline(never)]
    pub fn part(self, part: Part) -> Option<&'static str> {
        self.whole().split(PART_BEGINS).skip(1).find_map(|it| it.strip_prefix(char::from(part.0)))
    }

    /// Whether it comes with the second file.
    pub fn is_later(self) -> bool {
        words::N_AT_ONCE <= self.0.into()
    }

    /// Whether it comes with the first part of the program, before the questions.
    pub fn is_first(self) -> bool {
        !AT_ONCE.message(self.0.into()).is_empty()
    }

    fn whole(self) -> &'static str {
        let at = usize::from(self.0);
        match at.checked_sub(words::N_AT_ONCE) {
            None => match (AT_ONCE.message(at), with_questions()) {
                ("", Some(it)) => it.message(at),
                (first, _) => first,
            },
            Some(at) => LATER.get().map_or("", |it| it.message(at)),
        }
    }
}

const MESSAGE_ENDS: char = '\u{2}';
const PART_BEGINS: char = '\u{1}';

static AT_ONCE: LazyLock<Table> = LazyLock::new(|| Table::new(words::AT_ONCE));
static LATER: OnceLock<Table> = OnceLock::new();
/// A message of those that come at once is here or in the first table, and empty in the other.
static WITH_QUESTIONS: OnceLock<Table> = OnceLock::new();

#[cfg(feature = "split")]
fn with_questions() -> Option<&'static Table> {
    WITH_QUESTIONS.get()
}

#[cfg(not(feature = "split"))]
fn with_questions() -> Option<&'static Table> {
    bring_with_questions();
    WITH_QUESTIONS.get()
}

/// Takes in the words of the questions. Whatever calls this carries them.
pub fn bring_with_questions() {
    WITH_QUESTIONS.get_or_init(|| Table::new(words::WITH_QUESTIONS));
}

/// Messages, one after another.
struct Table {
    text: &'static str,
    /// Where each begins.
    starts: Vec<u32>,
}

impl Table {
    fn new(text: &'static str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == MESSAGE_ENDS as u8);
        Self { text, starts: std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect() }
    }

    fn message(&self, at: usize) -> &'static str {
        match self.starts.get(at..at + 2) {
            // Not by `[..]`: what tells of a place within a letter would travel with the page, some 2 KB of it.
            Some([start, next]) => self.text.get(*start as usize..*next as usize - 1).unwrap_or_default(),
            _ => "",
        }
    }
}

/// Takes in the words of the second file. Those that are here already stay.
///
/// # Errors
/// The text is not that of this version, word for word. Words are found by number, so one that is older or newer would say
/// one thing of another.
pub fn bring(text: String, n_messages: usize) -> Result<(), WrongWords> {
    if n_messages != words::N_LATER || sum(&text) != words::LATER_SUM {
        return Err(WrongWords);
    }
    let table = Table::new(text.leak());
    // A second copy says the same.
    let _ = LATER.set(table);
    Ok(())
}

/// A sum that another text hardly has (FNV-1a).
fn sum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The second file holds other words than this program needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongWords;

/// Puts `values` in place of the `{ $name }` of `text`.
///
/// A name without a value stays as it is written.
///
/// ```
/// let shown = content::fill("Question { $n } of about { $total }", &[("n", "7"), ("total", "20")]);
/// assert_eq!(shown, "Question 7 of about 20");
/// assert_eq!(content::fill("for { $minutes } minutes", &[]), "for { $minutes } minutes");
/// ```
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    // Cut at single letters: what looks for a text within a text would travel with the page, some 3 KB of it.
    while let Some((before, placeable)) = rest.split_once('{') {
        filled.push_str(before);
        let value = placeable.split_once('}').and_then(|(name, after)| {
            let name = name.trim().strip_prefix('$')?;
            Some((values.iter().find(|(it, _)| *it == name)?.1, after))
        });
        let (value, after) = value.unwrap_or(("{", placeable));
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Everything at once, and by the ids of the files. For tests and tools: a browser does without the ids.
#[cfg(feature = "whole")]
mod whole {
    use super::{LATER, Message, Part, Table, kind, words};

    /// The words that come with the second file, as it holds them, with the number of messages.
    pub fn later() -> (&'static str, usize) {
        (words::LATER, words::N_LATER)
    }

    fn message(id: &str) -> Option<Message> {
        LATER.get_or_init(|| Table::new(words::LATER));
        let at = words::BY_ID.binary_search_by(|(it, _)| (*it).cmp(id)).ok()?;
        Some(Message(words::BY_ID[at].1))
    }

    /// The words of message `id`, or of `id.attribute`.
    pub fn text(id: &str) -> Option<&'static str> {
        match id.split_once('.') {
            Some((id, attribute)) => attr(id, attribute),
            None => {
                let message = message(id)?;
                // The full words of a question that is ticked by a line come later, under its number.
                let full = usize::from(message.0) < kind::QUESTION.count();
                let full = if full { kind::FULL.at(message.0.into()).text() } else { "" };
                [message.text(), full].into_iter().find(|it| !it.is_empty())
            }
        }
    }

    /// The words of attribute `attribute` of message `id`.
    pub fn attr(id: &str, attribute: &str) -> Option<&'static str> {
        message(id)?.part(part_of(id, attribute)?)
    }

    fn part_of(id: &str, attribute: &str) -> Option<Part> {
        if let (Some(item), Some(code)) = (id.strip_prefix("q-"), attribute.strip_prefix("opt-")) {
            let options = words::OPTIONS.iter().find(|(it, _)| *it == item)?.1;
            return options.iter().position(|it| *it == code).map(Part::option);
        }
        words::PARTS.iter().position(|it| *it == attribute).map(|at| Part(words::FIRST_PART + at as u8))
    }

    /// The ids of all words: messages as `id`, attributes as `id.attribute`, each after its message.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        words::KEYS.iter().copied()
    }

    /// The id of a message, for those that have one.
    pub fn id_of(message: Message) -> Option<&'static str> {
        words::BY_ID.iter().find(|(_, at)| *at == message.0).map(|(id, _)| *id)
    }
}

#[cfg(feature = "whole")]
pub use whole::{attr, id_of, keys, later, text};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_id_by_name_and_by_number() {
        assert_eq!(text("back"), Some(id::BACK.text()));
        assert_eq!(text("q-intent"), Some(kind::QUESTION.at(0).text()));
        assert_eq!(attr("q-site", "opt-calf"), Some("Calf"));
        assert_eq!(text("q-nowhere"), None);
        assert_eq!(attr("q-site", "opt-nowhere"), None);
        assert_eq!(kind::QUESTION.at(kind::QUESTION.count()).text(), "");
        for key in keys() {
            assert!(text(key).is_some(), "{key}");
        }
    }

    #[test]
    fn words_of_another_version_are_refused() {
        let (words, n) = later();
        assert_eq!(bring(words.to_owned(), n), Ok(()));
        assert_eq!(bring(format!("{words}more\u{2}"), n + 1), Err(WrongWords));
        assert_eq!(bring(words.to_owned(), n + 1), Err(WrongWords));
        assert_eq!(bring(String::new(), 0), Err(WrongWords));
        assert_eq!(bring(words.replacen("calf", "shin", 1), n), Err(WrongWords), "as many messages, one word another");
    }

    #[test]
    fn what_help_needs_comes_first_and_what_a_result_needs_before_the_second_file() {
        for key in keys() {
            let id = key.split('.').next().unwrap();
            let message = Message(words::BY_ID.iter().find(|(it, _)| *it == id).unwrap().1);
            let begins = |all: &[&str]| all.iter().any(|it| id.starts_with(it));
            let is_help = begins(&["tier-emergency", "first-aid-", "safety-net", "region-", "group-a-", "next-step"]);
            let says_that_more_comes = ["evidence-coming", "evidence-missing", "try-again"].contains(&id);
            assert!(message.is_first() || !(is_help || says_that_more_comes), "{id}");
            let is_of_a_result =
                begins(&["q-", "tier-", "why-", "never-", "advice-", "relief-common", "evidence-open"]);
            assert!(!message.is_later() || !is_of_a_result, "{id}");
        }
    }

    #[test]
    fn values_go_where_their_name_stands() {
        type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);
        let cases: [Case; 6] = [
            ("no name", &[("n", "1")], "no name"),
            ("{ $n }", &[("n", "1")], "1"),
            ("{ $a }{ $b }", &[("a", "x"), ("b", "y")], "xy"),
            ("{ $a } and { $a }", &[("a", "{ $a }")], "{ $a } and { $a }"),
            ("{ $a }, { $b }", &[("b", "y")], "{ $a }, y"),
            ("open { $a", &[("a", "x")], "open { $a"),
        ];
        for (text, values, wanted) in cases {
            assert_eq!(fill(text, values), wanted, "{text}");
        }
    }
}
