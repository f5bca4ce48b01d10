//! Whatever can be said is said to somebody: a claim, a conflict, an advice or a rule that no answers bring to the
//! screen is not there. The people and what each must see are in `reach.toml`.

use engine::{
    Advice, Answers, Assessment, Claim, Conflict, FirstAid, Module, Never, Pattern, Relief, Rule, Tier, assess, pattern,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

type Given = BTreeMap<String, toml::Value>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    usual: Given,
    case: Vec<Person>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: String,
    answers: Given,
    #[serde(default)]
    unanswered: Vec<String>,
    #[serde(default)]
    claims: Vec<String>,
    #[serde(default)]
    conflicts: Vec<String>,
    #[serde(default)]
    modules: Vec<String>,
    #[serde(default)]
    advice: Vec<String>,
    #[serde(default)]
    relief: Vec<String>,
    #[serde(default)]
    first_aid: Vec<String>,
    #[serde(default)]
    factors: Vec<String>,
    #[serde(default)]
    patterns: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    at_most: Option<AtMost>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AtMost {
    claims: usize,
    conflicts: usize,
}

fn people() -> People {
    toml::from_str(include_str!("reach.toml")).unwrap()
}

fn answer(answers: &mut Answers, item: &str, value: &toml::Value) {
    let given = match value {
        toml::Value::String(code) => answers.choose(item, code),
        toml::Value::Array(codes) => {
            let codes: Vec<&str> = codes.iter().map(|it| it.as_str().expect("a list holds codes")).collect();
            answers.choose_all(item, &codes)
        }
        toml::Value::Integer(number) => answers.measure(item, *number as f64),
        toml::Value::Float(number) => answers.measure(item, *number),
        other => panic!("{item}: {other} is no answer"),
    };
    given.unwrap();
}

impl Person {
    fn assessment(&self, usual: &Given) -> Assessment {
        let mut answers = Answers::default();
        for (item, value) in usual.iter().filter(|(item, _)| !self.unanswered.contains(item)).chain(&self.answers) {
            answer(&mut answers, item, value);
        }
        // An answer whose question does not apply would be told in vain.
        for item in self.answers.keys().map(|it| engine::item(it).unwrap()) {
            assert!(answers.is_enabled(item), "{}: {item} is not asked", self.name);
        }
        assess(&answers)
    }

    /// What it must bring, by kind.
    fn must_bring(&self) -> [(&'static str, &Vec<String>); 10] {
        [
            ("claims", &self.claims),
            ("conflicts", &self.conflicts),
            ("modules", &self.modules),
            ("advice", &self.advice),
            ("relief", &self.relief),
            ("first_aid", &self.first_aid),
            ("factors", &self.factors),
            ("patterns", &self.patterns),
            ("never", &self.never),
            ("rules", &self.rules),
        ]
    }
}

/// What an assessment brings to the screen, by kind, in codes.
fn brought(assessment: &Assessment) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let it = assessment;
    BTreeMap::from([
        ("claims", it.claims.iter().map(|it| it.code()).collect()),
        ("conflicts", it.conflicts.iter().map(|it| it.code()).collect()),
        ("modules", it.modules.iter().map(|it| it.module.code()).collect()),
        ("advice", it.advice.iter().map(|it| it.advice.code()).collect()),
        ("relief", it.advice.iter().filter_map(|it| it.advice.relief()).map(Relief::code).collect()),
        ("first_aid", it.first_aid.iter().map(|it| it.code()).collect()),
        ("factors", it.factors.iter().map(|it| it.claim.code()).collect()),
        ("patterns", it.patterns.iter().map(|it| it.pattern.code()).collect()),
        ("never", it.withheld.iter().map(|it| it.rule.code()).collect()),
        ("rules", it.reasons.iter().map(|it| it.rule.code()).collect()),
    ])
}

/// The claims that factors.toml weighs.
fn factor_claims() -> Vec<String> {
    let factors: toml::Table = toml::from_str(include_str!("../knowledge/factors.toml")).unwrap();
    let rows = factors["factor"].as_array().unwrap();
    rows.iter().map(|it| it["claim"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_person_sees_what_is_meant_for_them() {
    let people = people();
    let mut wrong = Vec::new();
    for person in &people.case {
        let assessment = person.assessment(&people.usual);
        let brought = brought(&assessment);
        let tier = assessment.tier.code();
        for (kind, wanted) in person.must_bring() {
            for code in wanted.iter().filter(|it| !brought[kind].contains(it.as_str())) {
                wrong.push(format!("{} ({tier}): {kind} lacks {code}", person.name));
            }
        }
        for code in &person.not {
            for (kind, _) in brought.iter().filter(|(_, codes)| codes.contains(code.as_str())) {
                wrong.push(format!("{} ({tier}): {kind} must not hold {code}", person.name));
            }
        }
        if let Some(most) = &person.at_most {
            let (claims, conflicts) = (assessment.claims.len(), assessment.conflicts.len());
            if claims > most.claims || conflicts > most.conflicts {
                wrong.push(format!("{} ({tier}): {claims} claims and {conflicts} conflicts are too many", person.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whatever_can_be_said_is_said_to_somebody() {
    let people = people();
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for person in &people.case {
        for (kind, codes) in person.must_bring() {
            named.entry(kind).or_default().extend(codes.iter().map(String::as_str));
        }
    }
    let factors = factor_claims();
    let (self_care, emergency) = (Tier::SelfCare, Tier::Emergency);
    // Under an emergency no pattern is shown, so one that is always an emergency counts by its floor alone.
    let can_show = |it: &Pattern| pattern::floor_range(*it).0 < emergency;
    // A floor of self-care asks for nothing, and self-care is what is left when nothing asks.
    let asks = |it: &Rule| match it.code().strip_prefix("floor-") {
        Some(code) => Pattern::from_code(code).is_some_and(|it| self_care < pattern::floor_range(it).1),
        None => it.code() != "self-care",
    };
    let all: [(&str, Vec<&str>); 10] = [
        ("claims", Claim::all().map(Claim::code).collect()),
        ("conflicts", Conflict::all().map(Conflict::code).collect()),
        ("modules", Module::all().map(Module::code).collect()),
        ("advice", Advice::all().map(Advice::code).collect()),
        ("relief", Relief::all().map(Relief::code).collect()),
        ("first_aid", FirstAid::all().map(FirstAid::code).collect()),
        ("factors", factors.iter().map(String::as_str).collect()),
        ("patterns", Pattern::all().filter(can_show).map(Pattern::code).collect()),
        ("never", Never::all().filter(|it| !it.is_text_only()).map(Never::code).collect()),
        ("rules", Rule::all().filter(asks).map(Rule::code).collect()),
    ];
    let missing: Vec<String> = all
        .iter()
        .flat_map(|(kind, codes)| {
            codes.iter().filter(|it| !named[kind].contains(**it)).map(move |it| format!("{kind}: nobody sees {it}"))
        })
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn each_person_has_a_name_of_their_own() {
    let people = people();
    let names: BTreeSet<&str> = people.case.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names.len(), people.case.len());
}

#[test]
fn each_red_flag_that_is_asked_names_its_question() {
    for rule in engine::Rule::all() {
        let asked = engine::Item::from_code(rule.code());
        assert_eq!(rule.item(), asked.filter(|_| rule.is_flag()), "{rule}");
    }
    assert!(engine::Rule::all().filter_map(engine::Rule::item).count() > 50);
}
