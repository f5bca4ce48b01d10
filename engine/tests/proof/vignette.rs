//! The made-up people of `tests/vignettes/`, with their labels.

use super::{code, item};
use engine::{Act, Answer, Answers, Block, Item, Kind, Tier};
use serde_json::Value;
use std::sync::LazyLock;

pub struct Vignette {
    pub id: String,
    pub answers: Answers,
    pub tiers: Vec<Tier>,
    pub tier_min: Tier,
    pub acts_never: Vec<Act>,
}

/// All of them.
pub static ALL: LazyLock<Vec<Vignette>> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vignettes/cases.jsonl");
    let text = std::fs::read_to_string(path).expect("the vignettes are part of the checkout");
    text.lines().map(|line| read(&serde_json::from_str(line).expect("a line is a case"))).collect()
});

fn read(case: &Value) -> Vignette {
    let mut answers = Answers::default();
    for block in texts(&case["none_of"]) {
        let at = ["block-a", "block-b", "block-c", "block-d", "block-e"].iter().position(|it| *it == block);
        for item in Item::in_block(Block::ALL[at.expect("a block")]) {
            answers.give(item, code(item, if item.kind() == Kind::Choices { "none" } else { "no" }));
        }
    }
    for (id, value) in case["answers"].as_object().expect("answers") {
        let item = item(id);
        let answer = match item.kind() {
            Kind::Choice => Answer::choice(item, value.as_str().expect("a code")),
            Kind::Choices => Answer::choices(item, &texts(value)),
            Kind::Integer => Answer::integer(item, value.as_i64().expect("a whole number")),
            Kind::Decimal => Answer::decimal(item, value.as_f64().expect("a number")),
        };
        answers.give(item, answer.expect("an answer the question takes"));
    }
    let expect = &case["expect"];
    Vignette {
        id: case["id"].as_str().expect("an id").to_owned(),
        answers,
        tiers: texts(&expect["tier"]).into_iter().map(|it| Tier::from_code(it).expect("a tier")).collect(),
        tier_min: Tier::from_code(expect["tier_min"].as_str().expect("a tier")).expect("a tier"),
        acts_never: texts(&expect["acts_never"]).into_iter().map(|it| Act::from_code(it).expect("an act")).collect(),
    }
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|it| it.as_str().expect("a text")).collect()
}
