//! What comes out: a tier with its reasons, patterns, factors, advice, and what was withheld.

use crate::hydration::Hydration;
use crate::id::{Acts, Advice, Claim, Conflict, FirstAid, Item, Module, Never, Pattern, Rule, Sources, Tier};

/// An answer that something rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The question.
    pub item: Item,
    /// What was said to it.
    pub said: Said,
}

/// What was said to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// This option.
    Code(&'static str),
    /// A number; it is in the answers.
    Number,
    /// Nothing.
    Nothing,
}

impl Fact {
    pub(crate) fn code(item: Item, at: u32) -> Self {
        Self { item, said: Said::Code(item.options()[at as usize]) }
    }

    pub(crate) fn number(item: Item) -> Self {
        Self { item, said: Said::Number }
    }

    pub(crate) fn silence(item: Item) -> Self {
        Self { item, said: Said::Nothing }
    }
}

/// A rule that fired, at its highest tier, with the answers it read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The rule.
    pub rule: Rule,
    /// The tier it asks for.
    pub tier: Tier,
    /// The answers that made it fire.
    pub because: Vec<Fact>,
}

impl Reason {
    /// The questions it read, each once.
    pub fn items(&self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for fact in &self.because {
            if !items.contains(&fact.item) {
                items.push(fact.item);
            }
        }
        items
    }
}

/// How well the answers fit with a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Less likely.
    Weak,
    /// Possible.
    Possible,
    /// Strong.
    Strong,
}

impl Strength {
    /// The contract's word for it.
    pub fn code(self) -> &'static str {
        match self {
            Strength::Weak => "weak",
            Strength::Possible => "possible",
            Strength::Strong => "strong",
        }
    }
}

/// Something that speaks for or against a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The answers it rests on.
    pub facts: Vec<Fact>,
    /// Hundredths of a natural logarithm of a likelihood ratio; below zero it speaks against.
    pub weight: i32,
    /// Where the weight comes from; none where it is the matrix' own judgement.
    pub sources: Sources,
}

/// A pattern the answers may fit with.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The pattern.
    pub pattern: Pattern,
    /// How well it fits.
    pub strength: Strength,
    /// The sum of its weights, in hundredths.
    pub score: i32,
    /// What speaks for it, heaviest first.
    pub because: Vec<Evidence>,
    /// What speaks against it, heaviest first.
    pub against: Vec<Evidence>,
    /// A shown pattern that the answers cannot tell it apart from.
    pub twin: Option<Pattern>,
}

/// Something that probably added to the cramp.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// The claim of the ledger it stands for.
    pub claim: Claim,
    /// Its weight, in hundredths of a ratio; always above 100.
    pub weight: i32,
    /// The answers it rests on.
    pub because: Vec<Fact>,
    /// Where the weight comes from.
    pub sources: Sources,
}

/// Advice that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Advised {
    /// The advice.
    pub advice: Advice,
    /// The answers that brought it.
    pub because: Vec<Fact>,
}

/// A module that is shown, with what brought it.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The module.
    pub module: Module,
    /// The answers that brought it.
    pub because: Vec<Fact>,
    /// How much it is worth trying for this person: the weight of the factors it answers, by how sure it is, by how
    /// easily it is done.
    pub worth: i32,
}

/// A never-advise rule that holds, and what it takes away.
#[derive(Clone, Debug, PartialEq)]
pub struct Withheld {
    /// The rule.
    pub rule: Never,
    /// The acts it forbids.
    pub acts: Acts,
    /// The answers that made it hold.
    pub because: Vec<Fact>,
}

/// Everything the engine has to say about some answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// How soon to get help.
    pub tier: Tier,
    /// The same before the floors of strong patterns.
    pub tier_without_floor: Tier,
    /// Every rule that fired, highest tier first, then in SAFETY's order.
    pub reasons: Vec<Reason>,
    /// Questions that apply and have no answer.
    pub skipped: Vec<Item>,
    /// Patterns, best fit first. None under 16 and under an emergency.
    pub patterns: Vec<Match>,
    /// What probably added to it, strongest first.
    pub factors: Vec<Factor>,
    /// What to do.
    pub advice: Vec<Advised>,
    /// What may not be said, and why.
    pub withheld: Vec<Withheld>,
    /// First-aid lines, under an emergency alone.
    pub first_aid: Vec<FirstAid>,
    /// Parts of a prevention plan, most worth trying first.
    pub modules: Vec<Planned>,
    /// Claims of the ledger that touch this result.
    pub claims: Vec<Claim>,
    /// Places where sources disagree that touch this result.
    pub conflicts: Vec<Conflict>,
    /// What weights and fluids say, where they were given.
    pub hydration: Option<Hydration>,
}

impl Assessment {
    /// All acts that are forbidden.
    pub fn forbidden(&self) -> Acts {
        self.withheld.iter().fold(Acts::default(), |acts, it| acts.and(it.acts))
    }
}
