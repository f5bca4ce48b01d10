//! What a person answered, typed.
//!
//! ```
//! use engine::{Answers, AnswerError};
//!
//! let mut answers = Answers::default();
//! answers.choose("rf-pop", "yes")?;
//! answers.choose_all("site", &["calf", "foot"])?;
//! answers.measure("mass-before", 71.5)?;
//! assert!(answers.is_answered(engine::Item::RF_POP));
//!
//! let error = answers.choose("rf-pop", "maybe").unwrap_err();
//! assert_eq!(error.to_string(), "rf-pop: expected one of yes, no, not-sure; got \"maybe\"");
//! # Ok::<(), AnswerError>(())
//! ```

use crate::id::Item;
use crate::knowledge::{Group, Kind};
use crate::quantity::Decimal;
use crate::tables;
use std::fmt;

/// One answer, of the kind its question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The option at this place in [`Item::options`].
    Choice(u8),
    /// Several options, one bit each.
    Choices(u32),
    /// A whole number in the question's unit.
    Integer(u16),
    /// A decimal number in the question's unit.
    Decimal(Decimal),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Slot {
    #[default]
    Unanswered,
    PassedOver,
    Given(Answer),
}

/// What was answered so far, each answer to its question. An answer whose question does not apply is kept but not used.
#[derive(Clone, PartialEq, Eq)]
pub struct Answers {
    slots: Box<[Slot]>,
}

impl Default for Answers {
    fn default() -> Self {
        Self { slots: vec![Slot::Unanswered; Item::count()].into() }
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(Item::all().filter_map(|it| self.given(it).map(|answer| (it, answer)))).finish()
    }
}

/// An answer that its question does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerError {
    /// No question has this id.
    UnknownItem(String),
    /// The question takes another kind of answer, or none like this.
    Unexpected {
        /// The question.
        item: Item,
        /// What was given, as text.
        given: String,
    },
    /// An option was given twice.
    Repeated {
        /// The question.
        item: Item,
        /// The option.
        code: &'static str,
    },
    /// `none` or `not-sure` stands beside other options.
    NotAlone {
        /// The question.
        item: Item,
        /// The option that must stand alone.
        code: &'static str,
    },
}

/// What a question takes, in words for developers.
fn expected(item: Item) -> String {
    let (min, max) = item.bounds();
    let unit = if item.unit().is_empty() { String::new() } else { format!(" in {}", item.unit()) };
    match item.kind() {
        Kind::Choice => format!("one of {}", item.options().join(", ")),
        Kind::Choices => format!("a list of codes out of {}", item.options().join(", ")),
        Kind::Integer => format!("a whole number from {min} to {max}{unit}"),
        Kind::Decimal => format!("a number from {min} to {max}{unit}"),
    }
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnswerError::UnknownItem(id) => write!(f, "{id}: expected a question of the questionnaire"),
            AnswerError::Unexpected { item, given } => write!(f, "{item}: expected {}; got {given}", expected(*item)),
            AnswerError::Repeated { item, code } => write!(f, "{item}: expected each code once; got \"{code}\" twice"),
            AnswerError::NotAlone { item, code } => {
                write!(f, "{item}: expected \"{code}\" alone, not beside other codes")
            }
        }
    }
}

impl std::error::Error for AnswerError {}

/// A text in quotes. Not by `{:?}`: what escapes any letter would travel with the page, some 3 KB of it.
fn in_quotes(text: &str) -> String {
    ["\"", text, "\""].concat()
}

/// The question with this id.
///
/// # Errors
///
/// [`AnswerError::UnknownItem`] where there is none.
pub fn item(id: &str) -> Result<Item, AnswerError> {
    let found = tables::ITEMS_BY_CODE.binary_search_by(|at| tables::ITEM_CODES[*at as usize].cmp(id));
    found.map(|at| Item(tables::ITEMS_BY_CODE[at])).map_err(|_| AnswerError::UnknownItem(id.to_owned()))
}

/// Reads `code` as an option of `item`.
fn option(item: Item, code: &str) -> Result<u8, AnswerError> {
    let at = item.options().iter().position(|it| *it == code);
    at.map(|it| it as u8).ok_or_else(|| AnswerError::Unexpected { item, given: in_quotes(code) })
}

impl Answer {
    /// The option `code`.
    ///
    /// # Errors
    ///
    /// [`AnswerError::Unexpected`] where the question takes no single option, or not this one.
    pub fn choice(item: Item, code: &str) -> Result<Self, AnswerError> {
        if item.kind() != Kind::Choice {
            return Err(AnswerError::Unexpected { item, given: in_quotes(code) });
        }
        option(item, code).map(Answer::Choice)
    }

    /// The options `codes`.
    ///
    /// # Errors
    ///
    /// [`AnswerError`] for an empty list, an unknown or repeated code, or `none` or `not-sure` beside others.
    pub fn choices(item: Item, codes: &[impl AsRef<str>]) -> Result<Self, AnswerError> {
        let unexpected = |given: String| AnswerError::Unexpected { item, given };
        if item.kind() != Kind::Choices || codes.is_empty() {
            return Err(unexpected(if codes.is_empty() { "an empty list".into() } else { "a list".into() }));
        }
        let mut mask = 0;
        for code in codes {
            let at = option(item, code.as_ref())?;
            if mask & 1 << at != 0 {
                return Err(AnswerError::Repeated { item, code: item.options()[at as usize] });
            }
            mask |= 1 << at;
        }
        let alone = item.options().iter().enumerate().filter(|(_, it)| ["none", "not-sure"].contains(*it));
        for (at, code) in alone {
            if mask & 1 << at != 0 && mask != 1 << at {
                return Err(AnswerError::NotAlone { item, code });
            }
        }
        Ok(Answer::Choices(mask))
    }

    /// A whole number.
    ///
    /// # Errors
    ///
    /// [`AnswerError::Unexpected`] where the question takes no whole number, or the number is out of its bounds.
    pub fn integer(item: Item, number: i64) -> Result<Self, AnswerError> {
        let (min, max) = item.bounds();
        match item.kind() {
            Kind::Integer if min <= number && number <= max => Ok(Answer::Integer(number as u16)),
            Kind::Decimal => Answer::exactly(item, &number.to_string()),
            _ => Err(AnswerError::Unexpected { item, given: number.to_string() }),
        }
    }

    /// A decimal number, as it is written.
    ///
    /// # Errors
    ///
    /// [`AnswerError::Unexpected`] where the question takes no decimal number, or the text is none, or it is out of its
    /// bounds.
    pub fn exactly(item: Item, text: &str) -> Result<Self, AnswerError> {
        match (item.kind(), Decimal::parse(text)) {
            (Kind::Decimal, Ok(decimal)) if decimal.is_within(item.bounds()) => Ok(Answer::Decimal(decimal)),
            _ => Err(AnswerError::Unexpected { item, given: text.to_owned() }),
        }
    }

    /// A decimal number.
    ///
    /// # Errors
    ///
    /// [`AnswerError::Unexpected`] where the question takes no decimal number, or the number is out of its bounds.
    pub fn decimal(item: Item, number: f64) -> Result<Self, AnswerError> {
        match (item.kind(), Decimal::new(number)) {
            (Kind::Decimal, Ok(decimal)) if decimal.is_within(item.bounds()) => Ok(Answer::Decimal(decimal)),
            _ => Err(AnswerError::Unexpected { item, given: number.to_string() }),
        }
    }

    /// Whether it is of the kind that `item` takes.
    fn fits(self, item: Item) -> bool {
        matches!(
            (self, item.kind()),
            (Answer::Choice(_), Kind::Choice)
                | (Answer::Choices(_), Kind::Choices)
                | (Answer::Integer(_), Kind::Integer)
                | (Answer::Decimal(_), Kind::Decimal)
        )
    }

    /// The options chosen, one bit each; none for a number.
    pub(crate) fn codes(self) -> u32 {
        match self {
            Answer::Choice(at) => 1 << at,
            Answer::Choices(mask) => mask,
            Answer::Integer(_) | Answer::Decimal(_) => 0,
        }
    }
}

impl Answers {
    /// Answers `item` with the option `code`.
    ///
    /// # Errors
    ///
    /// [`AnswerError`] where the question or the option is unknown, or the question takes another kind of answer.
    pub fn choose(&mut self, id: &str, code: &str) -> Result<(), AnswerError> {
        let item = item(id)?;
        self.give(item, Answer::choice(item, code)?);
        Ok(())
    }

    /// Answers `item` with several options.
    ///
    /// # Errors
    ///
    /// [`AnswerError`] as for [`Answer::choices`], or where the question is unknown.
    pub fn choose_all(&mut self, id: &str, codes: &[&str]) -> Result<(), AnswerError> {
        let item = item(id)?;
        self.give(item, Answer::choices(item, codes)?);
        Ok(())
    }

    /// Answers `item` with a number in its unit.
    ///
    /// # Errors
    ///
    /// [`AnswerError`] where the question is unknown, takes no number, or not this one.
    pub fn measure(&mut self, id: &str, number: f64) -> Result<(), AnswerError> {
        let item = item(id)?;
        let answer = match item.kind() {
            Kind::Integer if number.fract() == 0.0 => Answer::integer(item, number as i64)?,
            _ => Answer::decimal(item, number)?,
        };
        self.give(item, answer);
        Ok(())
    }

    /// Answers `item`; an answer of a kind that the question does not take changes nothing.
    pub fn give(&mut self, item: Item, answer: Answer) {
        debug_assert!(answer.fits(item), "{item} does not take {answer:?}");
        if answer.fits(item) {
            self.slots[item.index()] = Slot::Given(answer);
        }
    }

    /// Takes back whatever was said to `item`.
    pub fn clear(&mut self, item: Item) {
        self.slots[item.index()] = Slot::Unanswered;
    }

    /// Notes that `item` was seen and left unanswered: it is not asked again, and counts as unanswered.
    pub fn pass_over(&mut self, item: Item) {
        self.slots[item.index()] = Slot::PassedOver;
    }

    /// The answer to `item`, whether or not the question applies.
    pub fn given(&self, item: Item) -> Option<Answer> {
        match self.slots[item.index()] {
            Slot::Given(answer) => Some(answer),
            Slot::Unanswered | Slot::PassedOver => None,
        }
    }

    /// Whether `item` has an answer, used or not.
    pub fn is_answered(&self, item: Item) -> bool {
        self.given(item).is_some()
    }

    /// Whether `item` was seen and left unanswered.
    pub fn is_passed_over(&self, item: Item) -> bool {
        self.slots[item.index()] == Slot::PassedOver
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        !self.slots.iter().any(|it| matches!(it, Slot::Given(_)))
    }

    /// Whether the given answer to `item` is, or contains, the option `code`.
    pub fn has(&self, item: Item, code: &str) -> bool {
        self.given(item).is_some_and(|it| it.codes() & item.codes(&[code]) != 0)
    }

    /// The codes chosen for `item`, in the order of its options; none for a number.
    pub fn codes(&self, item: Item) -> Vec<&'static str> {
        let mask = self.given(item).map_or(0, Answer::codes);
        item.options().iter().enumerate().filter(|(at, _)| mask & 1 << at != 0).map(|(_, it)| *it).collect()
    }

    /// Whether `item` applies, given the answers that themselves apply.
    pub fn is_enabled(&self, item: Item) -> bool {
        self.used().enabled & 1 << item.index() != 0
    }

    /// The answers that count, with their gates worked out.
    pub(crate) fn used(&self) -> Used {
        let mut used = Used { codes: [0; 128], numbers: [None; 128], enabled: 0 };
        for (at, slot) in self.slots.iter().enumerate() {
            let gate = tables::ITEMS[at].gate;
            if !gate.is_empty() && !gate.iter().any(|(item, codes)| used.codes[item.index()] & codes != 0) {
                continue;
            }
            used.enabled |= 1 << at;
            match slot {
                Slot::Given(Answer::Integer(number)) => used.numbers[at] = Some(Number::Whole(*number)),
                Slot::Given(Answer::Decimal(number)) => used.numbers[at] = Some(Number::Decimal(*number)),
                Slot::Given(answer) => used.codes[at] = answer.codes(),
                Slot::Unanswered | Slot::PassedOver => {}
            }
        }
        used
    }

    /// The questions whose silence is told at every tier: the enabled safety questions, age, medicines and their change.
    pub fn skipped(&self) -> Vec<Item> {
        let used = self.used();
        let told = |it: &Item| {
            matches!(it.group(), Group::Safety(_)) || [Item::AGE, Item::MEDICINES, Item::MEDICINE_CHANGE].contains(it)
        };
        Item::all().filter(told).filter(|it| used.is_enabled(*it) && !self.is_answered(*it)).collect()
    }
}

#[derive(Clone, Copy)]
pub(crate) enum Number {
    Whole(u16),
    Decimal(Decimal),
}

/// The answers that count: each question's options as bits, numbers apart.
pub(crate) struct Used {
    codes: [u32; 128],
    numbers: [Option<Number>; 128],
    enabled: u128,
}

impl Used {
    pub fn codes(&self, item: Item) -> u32 {
        self.codes[item.index()]
    }

    pub fn is_enabled(&self, item: Item) -> bool {
        self.enabled & 1 << item.index() != 0
    }

    pub fn is_answered(&self, item: Item) -> bool {
        self.codes(item) != 0 || self.numbers[item.index()].is_some()
    }

    pub fn whole(&self, item: Item) -> Option<u16> {
        match self.numbers[item.index()] {
            Some(Number::Whole(number)) => Some(number),
            _ => None,
        }
    }

    pub fn decimal(&self, item: Item) -> Option<Decimal> {
        match self.numbers[item.index()] {
            Some(Number::Decimal(number)) => Some(number),
            _ => None,
        }
    }
}
