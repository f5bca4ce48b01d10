//! The order of a plan: by the weight of the factors that a module answers, how sure it is, and how easily it is done.

mod proof;

use engine::{Answers, Assessment, Grade, Module, assess};
use proof::{all_no, for_each, somebody, tell, vignette};
use std::collections::BTreeMap;

/// How easily each module is done, as modules.toml has it.
fn ease() -> BTreeMap<Module, i64> {
    let modules: toml::Table = toml::from_str(include_str!("../knowledge/modules.toml")).unwrap();
    let row = |it: &toml::Value| {
        let module = Module::from_code(it["id"].as_str().unwrap()).unwrap();
        (module, it["changeability"]["level"].as_integer().unwrap())
    };
    modules["module"].as_array().unwrap().iter().map(row).collect()
}

fn worth(assessment: &Assessment, module: Module, ease: &BTreeMap<Module, i64>) -> i64 {
    let answered = assessment.factors.iter().filter(|it| module.claims().contains(&it.claim));
    let weight: i64 = answered.map(|it| i64::from(it.weight) - 100).sum();
    let sure = match module.grade() {
        Grade::A | Grade::B => 3,
        Grade::C => 2,
        Grade::D => 0,
    };
    if module.acts().is_empty() { 0 } else { (10 + weight) * sure * ease[&module] }
}

#[test]
fn what_is_most_worth_trying_comes_first() {
    let ease = ease();
    let check = |answers: &Answers| {
        let assessment = assess(answers);
        for it in &assessment.modules {
            assert_eq!(i64::from(it.worth), worth(&assessment, it.module, &ease), "{}: {answers:?}", it.module);
        }
        assert!(assessment.modules.is_sorted_by(|a, b| a.worth >= b.worth), "{answers:?}");
    };
    vignette::ALL.iter().for_each(|it| check(&it.answers));
    for_each(20_000, 74, |_, dice| check(&somebody(dice)));
}

#[test]
fn of_two_changes_as_sure_the_easier_comes_first() {
    let mut answers = all_no();
    tell(&mut answers, &["when=during-exercise", "warm-up=none", "load-change=same", "history=injury-same-muscle"]);
    let order: Vec<&str> = assess(&answers).modules.iter().map(|it| it.module.code()).collect();
    let at = |id: &str| order.iter().position(|it| *it == id).unwrap_or_else(|| panic!("{id} is not in {order:?}"));
    assert!(at("warm-up") < at("strength-and-endurance-of-the-muscle"), "{order:?}");
}

#[test]
fn what_a_vignette_wants_is_among_the_first_three() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vignettes/cases.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    for (it, line) in vignette::ALL.iter().zip(text.lines()) {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(wanted) = case["expect"]["modules_some"].as_array().filter(|it| !it.is_empty()) else { continue };
        let order: Vec<&str> = assess(&it.answers).modules.iter().map(|it| it.module.code()).collect();
        let first = &order[..order.len().min(3)];
        assert!(wanted.iter().any(|it| first.contains(&it.as_str().unwrap())), "{}: {wanted:?}, {first:?}", it.id);
    }
}
