//! What would change a result: one thing at a time that a person could do differently, and the questions that were
//! left out. Each is answered by assessing other answers; nothing is decided here.
//!
//! ```
//! use engine::{Answers, Claim, Item, Tier, could_raise, what_if};
//!
//! let mut answers = Answers::default();
//! answers.choose("when", "during-exercise")?;
//! answers.choose("fuel", "fasted")?;
//! let eaten = &what_if(&answers)[0];
//! assert_eq!((eaten.factor, eaten.changed.as_slice()), (Claim::FACTOR_LOW_CARBOHYDRATE, &[Item::FUEL][..]));
//! assert!(eaten.answers.has(Item::FUEL, "normal"));
//! assert_eq!(eaten.gone, [Claim::FACTOR_LOW_CARBOHYDRATE]);
//!
//! assert!(could_raise(&answers).contains(&(Item::RF_POP, Tier::Urgent)));
//! # Ok::<(), engine::AnswerError>(())
//! ```

use crate::answers::{Answer, Answers};
use crate::assessment::{Assessment, Factor, Strength};
use crate::id::{Claim, Item, Pattern, Rule, Tier};
use crate::knowledge::{FactorDef, Kind};
use crate::tables::FACTORS;
use crate::{assess, tier};

/// The result if one thing were different.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// The factor that would be different.
    pub factor: Claim,
    /// The questions whose answers were replaced: those that the factor rests on.
    pub changed: Vec<Item>,
    /// The answers then; all that follows is their assessment.
    pub answers: Answers,
    /// How soon to get help then: as soon as now.
    pub tier: Tier,
    /// Factors that count now and no more then, strongest first.
    pub gone: Vec<Claim>,
    /// Factors that weigh less then, strongest first.
    pub lighter: Vec<Claim>,
    /// Factors that count only then: now something stronger says the same.
    pub instead: Vec<Claim>,
    /// What the answers fit best with then, and how well.
    pub leading: Option<(Pattern, Strength)>,
}

/// What would change if one thing that counts were different, for each thing that a person can change, strongest
/// first. Changes that come to the same answers are told once.
///
/// What touches a reason of the tier is left out: that it was hot, or how much somebody drank, may be part of a danger,
/// and a danger is not undone by thinking it away. So is what would take an act that a never-advise rule forbids.
/// Nothing under an emergency and under 16, where there is no plan either.
pub fn what_if(answers: &Answers) -> Vec<WhatIf> {
    let now = assess(answers);
    let mut found: Vec<WhatIf> = Vec::new();
    if now.tier == Tier::Emergency || answers.has(Item::AGE, "under-16") {
        return found;
    }
    let forbidden = now.forbidden();
    for factor in &now.factors {
        let row = FACTORS.iter().find(|it| it.claim == factor.claim && !it.acts.meets(forbidden));
        let Some((changed, then)) = row.and_then(|row| replaced(answers, factor, row)) else { continue };
        let is_told = found.iter().any(|it| it.answers == then);
        let result = assess(&then);
        if !is_told && reasons(&result).eq(reasons(&now)) {
            found.push(WhatIf {
                factor: factor.claim,
                changed,
                answers: then,
                tier: result.tier,
                gone: those(&now, |it| weight(&result, it) == 0),
                lighter: those(&now, |it| (1..weight(&now, it)).contains(&weight(&result, it))),
                instead: those(&result, |it| weight(&now, it) == 0),
                leading: result.patterns.first().map(|it| (it.pattern, it.strength)),
            });
        }
    }
    found
}

/// The answers with those replaced that `factor` rests on, and the questions they belong to; nothing where nobody can
/// change it. No question hangs on these, so the answers are those of a fresh run.
fn replaced(answers: &Answers, factor: &Factor, row: &FactorDef) -> Option<(Vec<Item>, Answers)> {
    let (mut changed, mut then) = (Vec::new(), answers.clone());
    for (item, to) in row.otherwise.iter().filter(|(it, _)| factor.because.iter().any(|fact| fact.item == *it)) {
        match item.kind() {
            Kind::Choice => then.give(*item, Answer::Choice(to.trailing_zeros() as u8)),
            Kind::Choices => {
                let left = then.given(*item).map_or(0, Answer::codes) & !to;
                then.give(*item, Answer::Choices(if left == 0 { item.codes(&["none"]) } else { left }));
            }
            Kind::Integer => then.give(*item, Answer::Integer(*to as u16)),
            Kind::Decimal => then.clear(*item),
        }
        if !changed.contains(item) {
            changed.push(*item);
        }
    }
    (!changed.is_empty()).then_some((changed, then))
}

fn reasons(assessment: &Assessment) -> impl Iterator<Item = (Rule, Tier)> {
    assessment.reasons.iter().map(|it| (it.rule, it.tier))
}

/// The weight of a factor, or 0 where it does not count.
fn weight(assessment: &Assessment, claim: Claim) -> i32 {
    assessment.factors.iter().find(|it| it.claim == claim).map_or(0, |it| it.weight)
}

fn those(assessment: &Assessment, are: impl Fn(Claim) -> bool) -> Vec<Claim> {
    assessment.factors.iter().map(|it| it.claim).filter(|it| are(*it)).collect()
}

/// The skipped questions of which some answer, alone, would raise the tier, each with the highest it could bring; in
/// the order of [`Assessment::skipped`].
pub fn could_raise(answers: &Answers) -> Vec<(Item, Tier)> {
    let now = tier(answers);
    let mut found = Vec::new();
    if now == Tier::Emergency {
        return found;
    }
    for item in answers.skipped() {
        let mut highest = now;
        for answer in possible(item) {
            let mut then = answers.clone();
            then.edit(item, Some(answer));
            highest = highest.max(tier(&then));
            if highest == Tier::Emergency {
                break;
            }
        }
        if now < highest {
            found.push((item, highest));
        }
    }
    found
}

/// Answers to `item` of which one brings the highest tier: each option, and for a list all that may stand together,
/// since one more never lowers a tier.
fn possible(item: Item) -> Vec<Answer> {
    let each = 0..item.options().len() as u32;
    match item.kind() {
        Kind::Choice => each.map(|at| Answer::Choice(at as u8)).collect(),
        Kind::Choices => {
            let together = ((1 << each.end) - 1) & !item.codes(&["none", "not-sure"]);
            each.map(|at| Answer::Choices(1 << at)).chain([Answer::Choices(together)]).collect()
        }
        Kind::Integer | Kind::Decimal => Vec::new(),
    }
}
