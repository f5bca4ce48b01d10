//! A second reading of the rules, written apart from the engine's: recursive, without tables, slow and plain. Where
//! the two differ, one of them is wrong.

use super::ITEMS;
use engine::{Act, Answer, Answers, Item, Knowledge, Literal, Measure, Never, Pattern, Rule, RuleDef, Tier, When};
use std::collections::BTreeMap;

/// The used answers, and what is known of the tier.
pub struct Oracle<'a> {
    answers: &'a Answers,
    knowledge: &'a Knowledge,
    used: Vec<u32>,
    tier: Option<Tier>,
}

/// A literal that no rule, floor or never-advise rule may read, for it would make them depend on the ranking.
fn out_of_reach(literal: &Literal) -> ! {
    panic!("{literal:?} is not for rules that decide a tier or take an act away")
}

fn bits(answer: Option<Answer>) -> u32 {
    match answer {
        Some(Answer::Choice(at)) => 1 << at,
        Some(Answer::Choices(mask)) => mask,
        _ => 0,
    }
}

fn bit(item: Item, code: &str) -> u32 {
    item.options().iter().position(|it| *it == code).map_or(0, |at| 1 << at)
}

/// Whether an answer counts: its gate is open, and what opened it counts itself.
pub fn counts(answers: &Answers, item: Item) -> bool {
    let open = |(gate, codes): &(Item, u32)| counts(answers, *gate) && bits(answers.given(*gate)) & codes != 0;
    item.gate().is_empty() || item.gate().iter().any(open)
}

impl<'a> Oracle<'a> {
    pub fn new(knowledge: &'a Knowledge, answers: &'a Answers, tier: Option<Tier>) -> Self {
        let used = |it: &Item| if counts(answers, *it) { bits(answers.given(*it)) } else { 0 };
        Self { answers, knowledge, used: ITEMS.iter().map(used).collect(), tier }
    }

    fn number(&self, item: Item) -> Option<f64> {
        match self.answers.given(item).filter(|_| counts(self.answers, item))? {
            Answer::Integer(number) => Some(f64::from(number)),
            Answer::Decimal(number) => Some(number.value()),
            _ => None,
        }
    }

    fn grams(&self, item: Item) -> Option<i64> {
        self.number(item).map(|it| (it * 1e6).round() as i64)
    }

    pub fn holds(&self, when: &When, doubt: bool) -> bool {
        match when {
            When::All(parts) => parts.iter().all(|it| self.holds(it, doubt)),
            When::Any(parts) => parts.iter().any(|it| self.holds(it, doubt)),
            When::Is(literal) => self.literal(literal, doubt),
        }
    }

    fn literal(&self, literal: &Literal, doubt: bool) -> bool {
        match literal {
            Literal::Code { item, codes, strict } => {
                let doubted = doubt && !strict && self.used[item.index()] & bit(*item, "not-sure") != 0;
                doubted || self.used[item.index()] & codes != 0
            }
            Literal::Unanswered(item) => self.used[item.index()] == 0 && self.number(*item).is_none(),
            Literal::Context(context) => {
                let def = &self.knowledge.contexts[context.index()];
                let stated = def.stated_by.iter().any(|(item, codes)| self.used[item.index()] & codes != 0);
                self.holds(&def.when, doubt) || doubt && stated
            }
            Literal::Doubted(when) => self.holds(when, true),
            Literal::TwoDoubted(items) => {
                let doubted =
                    |(it, _): &&(Item, u32)| self.used[it.index()] & (bit(*it, "yes") | bit(*it, "not-sure")) != 0;
                items.iter().filter(doubted).count() >= 2
            }
            Literal::Rule(rule) => {
                self.knowledge.rules[rule.index()].cases.iter().any(|(_, when)| self.holds(when, doubt))
            }
            Literal::Possible(pattern) => self.possible(*pattern),
            Literal::Measured { measure: Measure::Severity, number, above: false } => {
                self.number(Item::SEVERITY).is_some_and(|it| it >= *number as f64)
            }
            Literal::Measured { measure: Measure::LossPercent, number, above: true } => {
                let masses = self.grams(Item::MASS_BEFORE).zip(self.grams(Item::MASS_AFTER));
                masses.is_some_and(|(before, after)| (before - after) * 100 > before * number)
            }
            Literal::WeightGained => self
                .grams(Item::MASS_BEFORE)
                .zip(self.grams(Item::MASS_AFTER))
                .is_some_and(|(before, after)| after > before),
            Literal::TierAtLeast(tier) => self.tier.is_some_and(|it| it >= *tier),
            other => out_of_reach(other),
        }
    }

    /// A flag that points to the pattern is `yes` or `not-sure`, or a rule on the subject fires with doubt as yes.
    fn possible(&self, pattern: Pattern) -> bool {
        let flags = Rule::all().filter(|it| it.is_flag() && it.points_to().0.contains(&pattern));
        let doubted = |rule: Rule| match Item::from_code(rule.code()) {
            Some(item) => self.used[item.index()] & (bit(item, "yes") | bit(item, "not-sure")) != 0,
            None if rule.code() == "rf-med-change" => self.used[Item::MEDICINE_CHANGE.index()] & 0b101 != 0,
            None => panic!("{rule} is no question and points to {pattern}"),
        };
        let fires = |it: &&RuleDef| it.cases.iter().any(|(_, when)| self.holds(when, true));
        flags.into_iter().any(doubted)
            || self.knowledge.rules.iter().filter(|it| it.subject == Some(pattern)).any(|it| fires(&it))
    }

    /// The tier a rule asks for, if any.
    pub fn tier_of(&self, rule: &RuleDef) -> Option<Tier> {
        rule.cases.iter().filter(|(_, when)| self.holds(when, false)).map(|(tier, _)| *tier).max()
    }

    /// Every rule that fires, with its tier, in SAFETY's order.
    pub fn fired(&self) -> Vec<(Rule, Tier)> {
        Rule::all().zip(self.knowledge.rules.iter()).filter_map(|(it, def)| Some((it, self.tier_of(def)?))).collect()
    }

    /// Every never-advise rule that holds, with the acts it takes away.
    pub fn withheld(&self) -> Vec<(Never, Vec<Act>)> {
        let acts = |cases: &[(When, engine::Acts)]| {
            let held = cases.iter().filter(|(when, _)| self.holds(when, true));
            held.fold(engine::Acts::default(), |all, (_, acts)| all.and(*acts)).iter().collect::<Vec<_>>()
        };
        let all = Never::all().zip(self.knowledge.never.iter()).map(|(it, def)| (it, acts(&def.cases)));
        all.filter(|(_, acts)| !acts.is_empty()).collect()
    }
}

/// The questions a condition reads, those that open them among them, each with the options it tells apart. What states
/// a context counts only where doubt does.
pub fn support(knowledge: &Knowledge, when: &When, doubt: bool, into: &mut BTreeMap<Item, u32>) {
    let cases = |cases: &[(Tier, When)], doubt: bool, into: &mut BTreeMap<Item, u32>| {
        cases.iter().for_each(|(_, when)| support(knowledge, when, doubt, into));
    };
    match when {
        When::All(parts) | When::Any(parts) => parts.iter().for_each(|it| support(knowledge, it, doubt, into)),
        When::Is(literal) => match literal {
            Literal::Code { item, codes, .. } => reads(*item, *codes, into),
            Literal::Unanswered(item) => reads(*item, 0, into),
            Literal::Context(context) => {
                let def = &knowledge.contexts[context.index()];
                support(knowledge, &def.when, doubt, into);
                def.stated_by.iter().filter(|_| doubt).for_each(|(item, codes)| reads(*item, *codes, into));
            }
            Literal::Doubted(when) => support(knowledge, when, true, into),
            Literal::TwoDoubted(items) => items.iter().for_each(|(it, _)| reads(*it, bit(*it, "yes"), into)),
            Literal::Rule(rule) => cases(&knowledge.rules[rule.index()].cases, doubt, into),
            Literal::Possible(pattern) => {
                for rule in Rule::all().filter(|it| it.is_flag() && it.points_to().0.contains(pattern)) {
                    match Item::from_code(rule.code()) {
                        Some(item) => reads(item, bit(item, "yes"), into),
                        None => reads(Item::MEDICINE_CHANGE, 1, into),
                    }
                }
                let about = knowledge.rules.iter().filter(|it| it.subject == Some(*pattern));
                about.for_each(|it| cases(&it.cases, true, into));
            }
            Literal::Measured { measure: Measure::Severity, .. } => reads(Item::SEVERITY, 0, into),
            Literal::Measured { measure: Measure::LossPercent, .. } | Literal::WeightGained => {
                reads(Item::MASS_BEFORE, 0, into);
                reads(Item::MASS_AFTER, 0, into);
            }
            Literal::TierAtLeast(_) => {}
            other => out_of_reach(other),
        },
    }
}

fn reads(item: Item, codes: u32, into: &mut BTreeMap<Item, u32>) {
    *into.entry(item).or_default() |= codes;
    for (gate, codes) in item.gate() {
        reads(*gate, *codes, into);
    }
}
