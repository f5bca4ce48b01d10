#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod answers;
mod assessment;
mod condition;
mod factor;
pub mod hydration;
mod id;
mod knowledge;
pub mod order;
pub mod pattern;
mod plan;
pub mod quantity;
mod question;
mod tables;
mod triage;
mod what_if;

pub use answers::{Answer, AnswerError, Answers, item};
pub use assessment::{Advised, Assessment, Evidence, Fact, Factor, Match, Planned, Reason, Said, Strength, Withheld};
pub use id::{
    Act, Acts, Advice, Block, Claim, Conflict, Context, FirstAid, Grade, Item, Module, Never, Pattern, Relief, Rule,
    Source, Sources, Tier,
};
pub use knowledge::{
    ContextDef, FirstAidDef, Group, Instead, Kind, Knowledge, Literal, Measure, NeverDef, PatternDef, Review, RuleDef,
    Stage, When,
};
pub use question::{Progress, Step, applies, detail_that_matters, hides, next_question, progress};
pub use tables::EXPIRES;
pub use what_if::{WhatIf, could_raise, what_if};

use condition::{Decided, Reader};

/// The version of the rule set.
pub const VERSION: &str = "1.0.0";

/// The day the rule set was last changed, as year-month-day.
pub const VERSION_DATE: &str = "2026-11-22";

/// Whether the rules may no longer be used at `now_ms`, in milliseconds since 1970: their last day is over everywhere.
pub fn is_out_of_date(now_ms: u64) -> bool {
    const DAY_MS: u64 = 24 * 60 * 60 * 1000;
    // The last place where a day ends is twelve hours behind.
    (tables::EXPIRES_DAY as u64 + 1) * DAY_MS + DAY_MS / 2 <= now_ms
}

/// Assesses `answers` by the shipped knowledge. Total and pure: the same answers give the same assessment.
pub fn assess(answers: &Answers) -> Assessment {
    assess_with(Knowledge::shipped(), answers)
}

/// Assesses `answers` by other knowledge, such as another matrix.
pub fn assess_with(knowledge: &Knowledge, answers: &Answers) -> Assessment {
    let used = &answers.used();
    let undecided = Decided::default();
    let reader = Reader::new(knowledge, used, &undecided);

    let mut reasons = triage::reasons(&reader);
    let tier_without_floor = triage::highest(&reasons);
    let matches = pattern::matches(&reader, &reasons);
    reasons.extend(pattern::floors(&reader, &matches));
    let tier = triage::highest(&reasons);
    order::sort_by_key(&mut reasons, |it| (std::cmp::Reverse(it.tier), it.rule));
    if reasons.is_empty() {
        reasons.push(Reason { rule: Rule::self_care(), tier, because: Vec::new() });
    }

    let is_child = used.codes(Item::AGE) & Item::AGE.codes(&["under-16"]) != 0;
    let patterns = if is_child || tier == Tier::Emergency { Vec::new() } else { pattern::shown(matches) };
    let factors = factor::factors(&reader);
    let decided = Decided {
        tier: Some(tier),
        shown: patterns.iter().filter(|it| it.strength >= Strength::Possible).map(|it| it.pattern).collect(),
        factors: factors.iter().map(|it| it.claim).collect(),
        ..Decided::default()
    };

    let reader = reader.after(&decided);
    let withheld = plan::withheld(&reader);
    let forbidden = withheld.iter().fold(Acts::default(), |acts, it| acts.and(it.acts));
    let first_aid = plan::first_aid(&reader, &withheld);
    let mut modules = plan::modules(&reader, forbidden, &factors);
    let advice = plan::advice(&reader, forbidden, &modules);
    modules.retain(|it| it.module.advice().is_none_or(|plan| advice.iter().any(|it| it.advice == plan)));
    let decided = Decided {
        advice: advice.iter().map(|it| it.advice).collect(),
        modules: modules.iter().map(|it| it.module).collect(),
        ..decided.clone()
    };

    let reader = reader.after(&decided);
    let claims = plan::claims(&reader);
    Assessment {
        tier,
        tier_without_floor,
        reasons,
        skipped: answers.skipped(),
        patterns,
        factors,
        advice,
        withheld,
        first_aid,
        modules,
        conflicts: plan::conflicts(&claims),
        claims,
        hydration: hydration::hydration(used, forbidden),
    }
}

/// The tier alone, before floors: what the rules ask for. For tests and for the order of questions.
pub fn tier_without_floor(knowledge: &Knowledge, answers: &Answers) -> Tier {
    let used = &answers.used();
    let decided = Decided::default();
    let reader = Reader::new(knowledge, used, &decided);
    let holding = |it: &RuleDef| {
        let cases = it.cases.iter().filter(|(_, when)| reader.holds(when, condition::Doubt::IsNotYes));
        cases.map(|(tier, _)| *tier).max()
    };
    knowledge.rules.iter().filter_map(holding).max().unwrap_or(Tier::SelfCare)
}

/// The tier alone, with floors: that of [`assess`], without telling why.
fn tier(answers: &Answers) -> Tier {
    let used = &answers.used();
    let undecided = Decided::default();
    let reader = Reader::new(Knowledge::shipped(), used, &undecided);
    let reasons = triage::reasons(&reader);
    pattern::highest_floor(&reader, &reasons, triage::highest(&reasons))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_used_through_their_last_day_everywhere_and_no_longer() {
        assert_eq!(EXPIRES, "2027-11-22");
        assert!(VERSION_DATE < EXPIRES);
        // The end of that day, 24:00, twelve hours behind Greenwich.
        let end_ms = 1_826_971_200_000;
        assert!(!is_out_of_date(0));
        assert!(!is_out_of_date(end_ms - 1));
        assert!(is_out_of_date(end_ms));
    }
}
