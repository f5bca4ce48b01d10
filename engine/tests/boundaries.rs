//! Every rule at its edges: just inside it speaks, just outside it is silent.

mod common;

use common::{Subject, Wanted, case_count, checks};
use engine::{FirstAid, Knowledge, Never, Pattern, Rule, Tier, assess};

/// Never-advise rules that hold for everybody, so that no answers are outside.
const EVERYONE: [&str; 3] = ["NA-16", "NA-17", "NA-29"];

#[test]
fn every_rule_does_at_its_edges_what_the_safety_rules_say() {
    let mut wrong = Vec::new();
    for check in checks() {
        let found = check.found(&assess(&check.answers));
        if found != check.wanted {
            let (of, says, told, wanted) = (check.of.code(), &check.says, &check.told, &check.wanted);
            wrong.push(format!("{of}: {says}\n  answers  {told}\n  wanted   {wanted:?}\n  found    {found:?}"));
        }
    }
    println!("{} cases, spelled out as {} sets of answers", case_count(), checks().len());
    assert!(wrong.is_empty(), "{} sets of answers come out otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case_just_inside_and_one_just_outside() {
    let floors = Pattern::all()
        .filter(|it| engine::pattern::floor_range(*it).1 > Tier::SelfCare)
        .map(|it| Rule::from_code(&format!("floor-{it}")).expect("every pattern has a floor"));
    let rules = Rule::all().take(Knowledge::shipped().rules.len()).chain(floors).map(Subject::Rule);
    let never = Never::all().filter(|it| !it.is_text_only()).map(Subject::Never);
    let mut lacking = Vec::new();
    for it in rules.chain(never).chain(FirstAid::all().map(Subject::FirstAid)) {
        let has =
            |silent: bool| checks().iter().any(|check| check.of == it && (check.wanted == Wanted::Silent) == silent);
        if !has(false) {
            lacking.push(format!("{}: no case inside", it.code()));
        }
        if !has(true) && !EVERYONE.contains(&it.code()) {
            lacking.push(format!("{}: no case outside", it.code()));
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}
