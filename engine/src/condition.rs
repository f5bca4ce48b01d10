//! Reads conditions: whether they hold for some answers, and which answers make them hold.

use std::cell::Cell;

use crate::answers::Used;
use crate::assessment::Fact;
use crate::hydration;
use crate::id::{Advice, Claim, Item, Module, Pattern, Rule, Tier};
use crate::knowledge::{Knowledge, Literal, Measure, When};
use crate::tables;

/// What has been decided so far, for conditions that build on it.
#[derive(Clone, Default)]
pub(crate) struct Decided {
    pub tier: Option<Tier>,
    pub shown: Vec<Pattern>,
    pub advice: Vec<Advice>,
    pub modules: Vec<Module>,
    pub factors: Vec<Claim>,
}

/// Answers, seen by the rules.
pub(crate) struct Reader<'a> {
    pub knowledge: &'a Knowledge,
    pub used: &'a Used,
    pub decided: &'a Decided,
    /// What was already worked out: contexts without and with doubt, and possible patterns. They rest on answers alone.
    memo: [Memo; 3],
}

/// Yes-or-no findings, one bit each, and whether each was worked out yet.
#[derive(Default)]
struct Memo {
    known: Cell<u64>,
    holds: Cell<u64>,
}

impl Memo {
    fn get_or(&self, at: usize, work_out: impl FnOnce() -> bool) -> bool {
        let bit = 1 << at;
        if self.known.get() & bit == 0 {
            let holds = work_out();
            self.known.set(self.known.get() | bit);
            self.holds.set(self.holds.get() | if holds { bit } else { 0 });
        }
        self.holds.get() & bit != 0
    }
}

/// Whether doubt counts as yes: never in a tier, always in the never-advise rules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    IsNotYes,
    CountsAsYes,
}

impl<'a> Reader<'a> {
    pub fn new(knowledge: &'a Knowledge, used: &'a Used, decided: &'a Decided) -> Self {
        Self { knowledge, used, decided, memo: Default::default() }
    }

    /// The same answers, once more has been decided.
    pub fn after(self, decided: &'a Decided) -> Self {
        Self { decided, ..self }
    }

    /// Whether the condition holds.
    pub fn holds(&self, when: &When, doubt: Doubt) -> bool {
        match when {
            When::Is(literal) => self.literal(literal, doubt, None),
            When::All(list) => list.iter().all(|it| self.holds(it, doubt)),
            When::Any(list) => list.iter().any(|it| self.holds(it, doubt)),
        }
    }

    /// Whether it holds, with the answers that make it so added to `facts`.
    pub fn trace(&self, when: &When, doubt: Doubt, facts: &mut Vec<Fact>) -> bool {
        match when {
            When::Is(literal) => self.literal(literal, doubt, Some(facts)),
            When::All(list) => {
                let before = facts.len();
                let holds = list.iter().all(|it| self.trace(it, doubt, facts));
                if !holds {
                    facts.truncate(before);
                }
                holds
            }
            // All of them are read, since each that holds is part of the reason.
            When::Any(list) => list.iter().filter(|it| self.trace(it, doubt, facts)).count() > 0,
        }
    }

    fn literal(&self, literal: &Literal, doubt: Doubt, facts: Option<&mut Vec<Fact>>) -> bool {
        match literal {
            Literal::Code { item, codes, strict } => self.code(*item, *codes, *strict, doubt, facts),
            Literal::Unanswered(item) => {
                let holds = !self.used.is_answered(*item);
                note(holds, facts, Fact::silence(*item));
                holds
            }
            Literal::Context(context) => match facts {
                Some(facts) => self.context(context.index(), doubt, Some(facts)),
                None => {
                    self.memo[doubt as usize].get_or(context.index(), || self.context(context.index(), doubt, None))
                }
            },
            Literal::Doubted(when) => self.either(when, Doubt::CountsAsYes, facts),
            Literal::TwoDoubted(items) => {
                let doubted = |(item, codes): &&(Item, u32)| self.used.codes(*item) & codes != 0;
                let holds = items.iter().filter(doubted).nth(1).is_some();
                if let (true, Some(facts)) = (holds, facts) {
                    for (item, _) in items.iter().filter(doubted) {
                        note(true, Some(facts), Fact::code(*item, self.used.codes(*item).trailing_zeros()));
                    }
                }
                holds
            }
            Literal::Rule(rule) => self.rule(*rule, doubt, facts),
            Literal::Possible(pattern) => match facts {
                Some(facts) => self.possible(*pattern, Some(facts)),
                None => self.memo[2].get_or(pattern.index(), || self.possible(*pattern, None)),
            },
            Literal::Measured { measure, number, above } => self.measured(*measure, *number, *above, facts),
            Literal::WeightGained => {
                let holds = hydration::has_gained(self.used);
                if let (true, Some(facts)) = (holds, facts) {
                    note(true, Some(facts), Fact::number(Item::MASS_BEFORE));
                    note(true, Some(facts), Fact::number(Item::MASS_AFTER));
                }
                holds
            }
            Literal::TierAtLeast(tier) => self.decided.tier.is_some_and(|it| *tier <= it),
            Literal::TierIs(tier) => self.decided.tier == Some(*tier),
            Literal::Shown(pattern) => self.decided.shown.contains(pattern),
            Literal::Leading(pattern) => self.decided.shown.first() == Some(pattern),
            Literal::Advised(advice) => self.decided.advice.contains(advice),
            Literal::Planned(module) => self.decided.modules.contains(module),
            Literal::Counted(claim) => self.decided.factors.contains(claim),
        }
    }

    fn context(&self, at: usize, doubt: Doubt, mut facts: Option<&mut Vec<Fact>>) -> bool {
        let def = &self.knowledge.contexts[at];
        if self.either(&def.when, doubt, facts.as_deref_mut()) {
            return true;
        }
        let by = def.stated_by.iter().find(|(item, codes)| self.used.codes(*item) & codes != 0);
        match (by, doubt) {
            (Some((item, codes)), Doubt::CountsAsYes) => {
                note(true, facts, Fact::code(*item, (self.used.codes(*item) & codes).trailing_zeros()));
                true
            }
            _ => false,
        }
    }

    fn either(&self, when: &When, doubt: Doubt, facts: Option<&mut Vec<Fact>>) -> bool {
        match facts {
            Some(facts) => self.trace(when, doubt, facts),
            None => self.holds(when, doubt),
        }
    }

    fn code(&self, item: Item, codes: u32, strict: bool, doubt: Doubt, facts: Option<&mut Vec<Fact>>) -> bool {
        let given = self.used.codes(item);
        let wanted = match doubt {
            Doubt::CountsAsYes if !strict => codes | item.def().doubt,
            _ => codes,
        };
        let hit = given & wanted;
        if hit != 0 {
            note(true, facts, Fact::code(item, hit.trailing_zeros()));
        }
        hit != 0
    }

    fn rule(&self, rule: Rule, doubt: Doubt, facts: Option<&mut Vec<Fact>>) -> bool {
        let cases = &self.knowledge.rules[rule.index()].cases;
        match facts {
            Some(facts) => cases.iter().fold(false, |holds, (_, when)| self.trace(when, doubt, facts) || holds),
            None => cases.iter().any(|(_, when)| self.holds(when, doubt)),
        }
    }

    /// Whether a pattern is possible: a flag that points to it is `yes` or `not-sure`, or a rule about it fires
    /// with doubt counted as yes.
    fn possible(&self, pattern: Pattern, mut facts: Option<&mut Vec<Fact>>) -> bool {
        let mut holds = false;
        let is_enough = facts.is_none();
        for flag in tables::FLAGS.iter().filter(|it| it.points_at & 1 << pattern.0 != 0) {
            holds |= self.either(&flag.stands, Doubt::CountsAsYes, facts.as_deref_mut());
            if holds && is_enough {
                return true;
            }
        }
        for (at, def) in self.knowledge.rules.iter().enumerate() {
            if def.subject == Some(pattern) {
                holds |= self.rule(Rule(at as u8), Doubt::CountsAsYes, facts.as_deref_mut());
            }
        }
        holds
    }

    fn measured(&self, measure: Measure, number: i64, above: bool, facts: Option<&mut Vec<Fact>>) -> bool {
        let compare = |value: i64| if above { value > number } else { value >= number };
        let whole = |item: Item| self.used.whole(item).map(i64::from);
        let (holds, item) = match measure {
            Measure::Severity => (whole(Item::SEVERITY).is_some_and(compare), Item::SEVERITY),
            Measure::Effort => (whole(Item::EFFORT).is_some_and(compare), Item::EFFORT),
            Measure::SessionMinutes => (whole(Item::SESSION_MINUTES).is_some_and(compare), Item::SESSION_MINUTES),
            Measure::LossPercent => (hydration::loss_is(self.used, number, above), Item::MASS_AFTER),
            Measure::SweatRate => (hydration::sweat_rate_is(self.used, number, above), Item::MASS_AFTER),
            Measure::Sites => (compare(i64::from(self.used.codes(Item::SITE).count_ones())), Item::SITE),
            Measure::SaltySigns => {
                let signs = hydration::salty_signs(self.used);
                if let (true, Some(facts)) = (compare(signs.len() as i64), facts) {
                    signs.into_iter().for_each(|it| note(true, Some(facts), it));
                    return true;
                }
                return compare(hydration::salty_signs(self.used).len() as i64);
            }
        };
        if let (true, Some(facts)) = (holds, facts) {
            if item == Item::MASS_AFTER {
                note(true, Some(facts), Fact::number(Item::MASS_BEFORE));
            }
            let fact = if item == Item::SITE {
                Fact::code(item, self.used.codes(item).trailing_zeros())
            } else {
                Fact::number(item)
            };
            note(true, Some(facts), fact);
        }
        holds
    }
}

fn note(holds: bool, facts: Option<&mut Vec<Fact>>, fact: Fact) {
    if let (true, Some(facts)) = (holds, facts)
        && !facts.contains(&fact)
    {
        facts.push(fact);
    }
}
