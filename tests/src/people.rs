//! People by the hundred, as answers: those of the vignettes, those of the boundary cases, and some made up by a seed.

use engine::{Answer, Answers, Block, Group, Item, Kind};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of the checkout.
pub fn path(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the checkout").join(of)
}

/// A file of the checkout, as a table.
///
/// # Panics
/// It is not there, or is no TOML.
pub fn table(of: &str) -> toml::Table {
    let text = fs::read_to_string(path(of)).unwrap_or_else(|error| panic!("{of}: {error}"));
    text.parse().unwrap_or_else(|error| panic!("{of}: {error}"))
}

/// A seeded source of chance (SplitMix64), so that a failure comes back at every run and on every machine.
pub struct Dice(u64);

impl Dice {
    /// The same seed gives the same throws.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((it ^ (it >> 31)) % sides as u64) as usize
    }

    /// True in so many of a hundred throws.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }
}

/// The people of the vignettes.
///
/// # Panics
/// The file cannot be read.
pub fn vignettes() -> Vec<Answers> {
    let text = fs::read_to_string(path("tests/vignettes/cases.jsonl")).expect("the vignettes are part of the checkout");
    text.lines().map(|line| of_vignette(&serde_json::from_str(line).expect("a line is a case"))).collect()
}

fn of_vignette(case: &Value) -> Answers {
    let mut answers = Answers::default();
    let codes = |it: &Value| -> Vec<String> {
        it.as_array().map(|it| it.iter().filter_map(Value::as_str).map(str::to_owned).collect()).unwrap_or_default()
    };
    for block in codes(&case["none_of"]) {
        let at = ["block-a", "block-b", "block-c", "block-d", "block-e"].iter().position(|it| *it == block);
        for item in Item::in_block(Block::ALL[at.expect("a block")]) {
            tell(&mut answers, &[item.code(), "=", if item.kind() == Kind::Choices { "none" } else { "no" }].concat());
        }
    }
    for (id, value) in case["answers"].as_object().expect("a vignette has answers") {
        let said = match value {
            Value::String(code) => code.clone(),
            Value::Array(_) => codes(value).join("+"),
            number => number.to_string(),
        };
        tell(&mut answers, &[id, "=", &said].concat());
    }
    answers
}

/// Adds what is told in words such as `rf-pop` (yes) `symptoms=faint+numb` `severity=8`, each as if it were answered on
/// the page: what hangs on an answer goes with it.
///
/// # Panics
/// There is no such question, or it does not take this answer.
pub fn tell(answers: &mut Answers, words: &str) {
    for word in words.split_whitespace() {
        let (id, said) = word.split_once('=').unwrap_or((word, "yes"));
        let (item, said) = (crate::words::item(id), said.trim_start_matches('='));
        let answer = match item.kind() {
            Kind::Choice => Answer::choice(item, said),
            Kind::Choices => Answer::choices(item, &said.split('+').collect::<Vec<_>>()),
            Kind::Integer => Answer::integer(item, said.parse().expect("a whole number")),
            Kind::Decimal => Answer::exactly(item, said),
        };
        answers.edit(item, Some(answer.unwrap_or_else(|error| panic!("{word}: {error}"))));
    }
}

/// What the boundary cases of a rule tell, where it must do something: answers in words, as [`tell`] takes them.
pub fn boundaries(of: &str) -> Vec<String> {
    let all = table("engine/tests/boundaries.toml");
    let cases = all["case"].as_array().expect("a list of cases");
    let is_silent = |it: &&toml::Value| it.get("silent").is_none() && it.get("shows").is_none();
    let texts = |it: &toml::Value| -> Vec<String> {
        it.as_array()
            .map(|it| it.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect())
            .unwrap_or_default()
    };
    let mut told = Vec::new();
    for case in cases.iter().filter(|it| it["of"].as_str() == Some(of)).filter(is_silent) {
        let given = case.get("given").and_then(toml::Value::as_str).unwrap_or_default();
        let each = case.get("each").map(texts).unwrap_or_default();
        let groups: Vec<Vec<String>> = case
            .get("all")
            .and_then(toml::Value::as_array)
            .map(|it| it.iter().map(texts).collect())
            .unwrap_or_default();
        // Every word of the first group, with the first of each other one.
        let rest: Vec<&str> = groups.iter().skip(1).filter_map(|it| it.first()).map(String::as_str).collect();
        let first = groups.first().cloned().unwrap_or_default();
        let several: Vec<String> = each.into_iter().chain(first).collect();
        let several = if several.is_empty() { vec![String::new()] } else { several };
        told.extend(several.iter().map(|it| [given, it, &rest.join(" ")].join(" ")));
    }
    told
}

/// Somebody with few danger signs, or none, who left out this many of a hundred questions.
pub fn somebody(dice: &mut Dice, left_out: usize) -> Answers {
    let mut answers = Answers::default();
    for item in Item::all() {
        let answer = answer(item, &answers, dice);
        let is_asked = answers.is_enabled(item) && !answers.is_answered(item);
        if let Some(answer) = answer.filter(|_| is_asked && !dice.chance(left_out)) {
            answers.edit(item, Some(answer));
        }
    }
    answers
}

fn answer(item: Item, answers: &Answers, dice: &mut Dice) -> Option<Answer> {
    let is_safety = matches!(item.group(), Group::Safety(_));
    let options = item.options();
    let at = |code: &str| options.iter().position(|it| *it == code);
    Some(match item.kind() {
        Kind::Choice if is_safety && !dice.chance(2) => Answer::Choice(at("no")? as u8),
        // Children get no plan, and there are few of them here.
        Kind::Choice if item == Item::AGE && !dice.chance(5) => Answer::Choice(1 + dice.roll(3) as u8),
        Kind::Choice => Answer::Choice(dice.roll(options.len()) as u8),
        Kind::Choices => {
            let none = at("none").filter(|_| !dice.chance(if is_safety { 5 } else { 50 }));
            if let Some(at) = none {
                return Some(Answer::Choices(1 << at));
            }
            let free: Vec<usize> =
                (0..options.len()).filter(|at| !["none", "not-sure"].contains(&options[*at])).collect();
            let mut mask = 1 << free[dice.roll(free.len())];
            while dice.chance(35) {
                mask |= 1 << free[dice.roll(free.len())];
            }
            Answer::Choices(mask)
        }
        Kind::Integer => {
            let numbers: &[i64] =
                if item.bounds() == (0, 10) { &[3, 5, 6, 7, 8, 9] } else { &[20, 60, 90, 91, 180, 181] };
            Answer::integer(item, numbers[dice.roll(numbers.len())]).ok()?
        }
        Kind::Decimal if dice.chance(60) => return None,
        Kind::Decimal => {
            let mass = |of: f64| Answer::decimal(item, of).ok();
            return match (item, answers.given(Item::MASS_BEFORE)) {
                (Item::MASS_BEFORE, _) => mass([55.5, 70.0, 82.0][dice.roll(3)]),
                (Item::MASS_AFTER, Some(Answer::Decimal(before))) => {
                    mass(before.value() - [0.5, 1.0, 2.5][dice.roll(3)])
                }
                (Item::FLUID_INTAKE, _) => mass([0.5, 1.0, 2.0][dice.roll(3)]),
                _ => None,
            };
        }
    })
}
