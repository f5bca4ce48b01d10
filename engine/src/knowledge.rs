//! The shape of what the engine decides from. `build.rs` checks `knowledge/*.toml`; `tables` holds what it wrote.

use crate::id::{
    Acts, Advice, Block, Claim, Context, FirstAid, Grade, Item, Module, Never, Pattern, Relief, Rule, Sources, Tier,
};
use crate::tables;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A condition on answers, without negation.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// One literal holds.
    Is(Literal),
    /// All hold; with none to hold, everybody fits.
    All(Cow<'static, [When]>),
    /// At least one holds.
    Any(Cow<'static, [When]>),
}

/// The smallest part of a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// The used answer is, or contains, one of these options. Where doubt counts as yes, a `not-sure` holds too,
    /// unless `strict`.
    Code {
        /// The question.
        item: Item,
        /// Its options, one bit each.
        codes: u32,
        /// Whether doubt never counts.
        strict: bool,
    },
    /// Nothing was answered.
    Unanswered(Item),
    /// A named context holds.
    Context(Context),
    /// The condition holds, with doubt counted as yes.
    Doubted(&'static When),
    /// At least two of these flags are `yes` or `not-sure`, whose bits stand beside them.
    TwoDoubted(&'static [(Item, u32)]),
    /// A rule fires.
    Rule(Rule),
    /// A flag that points to the pattern is `yes` or `not-sure`, or a rule on the same subject fires.
    Possible(Pattern),
    /// A number is at least, or above, a threshold.
    Measured {
        /// What is measured.
        measure: Measure,
        /// The threshold, in the measure's unit.
        number: i64,
        /// Whether the threshold itself is left out.
        above: bool,
    },
    /// The person weighed more after the session than before it.
    WeightGained,
    /// The tier is this or higher.
    TierAtLeast(Tier),
    /// The tier is this.
    TierIs(Tier),
    /// The pattern is shown as strong or possible.
    Shown(Pattern),
    /// The pattern is shown first.
    Leading(Pattern),
    /// The advice is shown.
    Advised(Advice),
    /// The module is shown.
    Planned(Module),
    /// The factor is shown.
    Counted(Claim),
}

/// Something counted or measured in the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Pain at its worst, 0 to 10.
    Severity,
    /// How hard the session was, 0 to 10.
    Effort,
    /// Length of the session, in minutes.
    SessionMinutes,
    /// Body mass lost in the session, in percent.
    LossPercent,
    /// How many sites cramped.
    Sites,
    /// How many of the six signs of heavy, salty sweating there are (LEDGER 5.9).
    SaltySigns,
    /// Sweat rate, in litres an hour.
    SweatRate,
}

/// Whether a clinician has read a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// Nobody with a clinical registration has read it.
    Unreviewed,
    /// Somebody has.
    Reviewed {
        /// Who: name and registration.
        by: &'static str,
        /// When, as year-month-day.
        date: &'static str,
    },
}

/// What a rule asks for, and when.
#[derive(Clone, Debug)]
pub struct RuleDef {
    /// Each tier it can ask for, with its condition; the highest that holds counts.
    pub cases: Cow<'static, [(Tier, When)]>,
    /// The pattern it is about, for the never-advise rules.
    pub subject: Option<Pattern>,
    /// Whether its threshold is the author's own choice.
    pub author: bool,
    /// Whether part of its ground is recalled rather than read.
    pub recalled: bool,
    /// Where it comes from.
    pub sources: Sources,
    /// Whether a clinician has read it.
    pub review: Review,
}

/// A never-advise rule: what it takes away, and when.
#[derive(Clone, Debug)]
pub struct NeverDef {
    /// Conditions, with doubt counted as yes, and the acts each takes away. None: the rule binds words alone.
    pub cases: Cow<'static, [(When, Acts)]>,
    /// Whether it is the author's own choice.
    pub author: bool,
    /// Whether part of its ground is recalled rather than read.
    pub recalled: bool,
    /// Where it comes from.
    pub sources: Sources,
    /// Whether a clinician has read it.
    pub review: Review,
}

/// A row of the matrix, and the lowest tier it may be shown with.
#[derive(Clone, Debug)]
pub struct PatternDef {
    /// Tiers that a strong match forces; the highest whose condition holds counts.
    pub floor: Cow<'static, [(Tier, When)]>,
    /// What its definition rests on: without it, a match is never strong.
    pub hallmark: When,
    /// That, or what else brings it to mind: without it, the pattern is not named.
    pub named_by: When,
    /// What it starts with, in hundredths of a natural logarithm.
    pub prior: i32,
    /// A cell for each feature, from -2 (strongly against) to 2 (strongly for).
    pub cells: Cow<'static, [i32]>,
}

/// Everything the tier and the withheld acts rest on. The shipped one is [`Knowledge::shipped`]; tests try others.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// Flags, then combination rules, in SAFETY's order.
    pub rules: Cow<'static, [RuleDef]>,
    /// Never-advise rules.
    pub never: Cow<'static, [NeverDef]>,
    /// Patterns: floors and matrix.
    pub patterns: Cow<'static, [PatternDef]>,
    /// Named contexts.
    pub contexts: Cow<'static, [ContextDef]>,
    /// First-aid lines.
    pub first_aid: Cow<'static, [FirstAidDef]>,
}

impl Knowledge {
    /// The knowledge that ships, from `knowledge/*.toml`.
    pub fn shipped() -> &'static Knowledge {
        static SHIPPED: LazyLock<Knowledge> = LazyLock::new(|| Knowledge {
            rules: Cow::Borrowed(*tables::RULES),
            never: Cow::Borrowed(*tables::NEVER),
            patterns: Cow::Borrowed(*tables::PATTERNS),
            contexts: Cow::Borrowed(*tables::CONTEXTS),
            first_aid: Cow::Borrowed(*tables::FIRST_AID),
        });
        &SHIPPED
    }
}

/// The weights that the signs of the matrix stand for, in hundredths of a natural logarithm of a likelihood ratio.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// `++`
    pub strongly: i32,
    /// `+`
    pub somewhat: i32,
    /// A red flag that points to the pattern, answered `yes`.
    pub flag: i32,
    /// The same, answered `not-sure`.
    pub flag_doubt: i32,
    /// A combination rule about the pattern that fires.
    pub rule: i32,
    /// The most that all that speaks for a pattern, or all that speaks against it, may weigh.
    pub cap: i32,
}

/// A named context.
#[derive(Clone, Debug)]
pub struct ContextDef {
    /// The answers that make it hold.
    pub when: When,
    /// Answers that state it, in the never-advise rules alone.
    pub stated_by: &'static [(Item, u32)],
}

pub(crate) struct FlagDef {
    pub stands: When,
    pub block: Block,
    pub alone: Tier,
    pub points_to: &'static [Pattern],
    /// The same, one bit each.
    pub points_at: u32,
    pub other: &'static str,
}

/// What takes a first-aid line's place.
#[derive(Clone, Copy, Debug)]
pub enum Instead {
    /// Another line.
    Line(FirstAid),
    /// A never-advise rule.
    Never(Never),
}

/// A first-aid line.
#[derive(Clone, Debug)]
pub struct FirstAidDef {
    /// When it shows, under an emergency.
    pub when: When,
    /// Whether doubt does not count.
    pub sure: bool,
    /// What takes its place.
    pub unless: &'static [Instead],
    /// What it makes a person do.
    pub acts: Acts,
    /// Where it comes from.
    pub sources: Sources,
}

pub(crate) struct FeatureDef {
    pub when: When,
    pub half: Option<When>,
    /// Whether it must never make a strong match less than strong.
    pub excuse: bool,
    /// The patterns for which a published number takes the cell's place, one bit each.
    pub numbered: u32,
}

pub(crate) struct NumberDef {
    pub feature: Option<usize>,
    pub is_whole_feature: bool,
    pub pattern: Pattern,
    pub when: When,
    pub present: i32,
    pub absent: Option<(When, i32)>,
    pub sources: Sources,
}

pub(crate) struct FurtherDef {
    pub pattern: Pattern,
    pub weight: i32,
    pub when: When,
    pub sources: Sources,
}

pub(crate) struct FactorDef {
    pub claim: Claim,
    pub group: usize,
    pub weights: &'static [(i32, When)],
    /// What would be answered if it were different: the option or the number put in the answer's place, the options
    /// taken out of a list, or 0 for a measurement left out. None where nobody can change it.
    pub otherwise: &'static [(Item, u32)],
    /// What a person would do to make it different.
    pub acts: Acts,
    pub sources: Sources,
}

pub(crate) struct AdviceDef {
    pub acts: Acts,
    pub when: When,
    pub relief: Option<Relief>,
    pub sources: Sources,
}

pub(crate) struct ModuleDef {
    pub acts: Acts,
    pub when: When,
    pub advice: Option<Advice>,
    pub claims: &'static [Claim],
    pub grade: Grade,
    /// How easily somebody does it, from 1 to 3.
    pub changeability: i32,
    pub sources: Sources,
}

pub(crate) struct ReliefDef {
    pub hold_seconds: [u16; 2],
    pub repeats: [u16; 2],
    pub ease_seconds: u16,
    pub steps: u8,
    pub sources: Sources,
}

pub(crate) struct ClaimDef {
    pub grade: Grade,
    pub says: Sources,
    pub contradicts: Sources,
    pub sources: Sources,
    pub shown: When,
}

pub(crate) struct ConflictDef {
    pub claims: &'static [Claim],
    pub sources: Sources,
}

/// What kind of answer a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One option.
    Choice,
    /// Several options.
    Choices,
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
}

/// The group a question belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What brings them here.
    Start,
    /// A block of safety questions.
    Safety(Block),
    /// The cramp.
    Cramp,
    /// The exercise.
    Session,
    /// About them.
    You,
}

/// Where the page asks a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The first screen.
    Start,
    /// Age, child signs, pregnancy, last exercise.
    About,
    /// Medicines, known conditions, sickle cell.
    Health,
    /// A safety block.
    Safety,
    /// Always asked where it applies.
    Core,
    /// Asked where it could still change something.
    Detail,
    /// Weights and fluids of a sweat test: offered on the result, never before it.
    Measure,
}

impl Stage {
    /// All stages, in the order of asking.
    pub const ALL: [Stage; 7] =
        [Stage::Start, Stage::About, Stage::Health, Stage::Safety, Stage::Core, Stage::Detail, Stage::Measure];
}

pub(crate) struct ItemDef {
    pub group: Group,
    pub kind: Kind,
    pub stage: Stage,
    pub options: &'static [&'static str],
    pub doubt: u32,
    pub min: i64,
    pub max: i64,
    pub unit: &'static str,
    pub gate: &'static [(Item, u32)],
    pub asked_when: Option<&'static When>,
    pub hidden_when: &'static [(Item, u32)],
    pub contradicts: &'static str,
}

impl Item {
    pub(crate) fn def(self) -> &'static ItemDef {
        &tables::ITEMS[self.index()]
    }

    /// What kind of answer it takes.
    pub fn kind(self) -> Kind {
        self.def().kind
    }

    /// The group it belongs to.
    pub fn group(self) -> Group {
        self.def().group
    }

    /// Where the page asks it.
    pub fn stage(self) -> Stage {
        self.def().stage
    }

    /// The codes of its options; none for a number.
    pub fn options(self) -> &'static [&'static str] {
        self.def().options
    }

    /// The lowest and the highest number it takes, both included.
    pub fn bounds(self) -> (i64, i64) {
        (self.def().min, self.def().max)
    }

    /// The unit of its number (UCUM), or nothing.
    pub fn unit(self) -> &'static str {
        self.def().unit
    }

    /// The words of the question that an answer which hides it contradicts, or nothing where it is never hidden.
    pub fn contradicts(self) -> &'static str {
        self.def().contradicts
    }

    /// The questions it hangs on, with the options that open it; one of them is enough.
    pub fn gate(self) -> &'static [(Item, u32)] {
        self.def().gate
    }

    /// The red flags and lists of a safety block, in order.
    pub fn in_block(block: Block) -> impl Iterator<Item = Item> {
        Item::all().filter(move |it| it.group() == Group::Safety(block))
    }

    /// The question it follows up, for a safety question that opens under its parent.
    pub fn parent(self) -> Option<Item> {
        match (self.group(), self.gate()) {
            (Group::Safety(_), [(parent, _)]) => Some(*parent),
            _ => None,
        }
    }

    pub(crate) fn codes(self, codes: &[&str]) -> u32 {
        codes
            .iter()
            .filter_map(|code| self.options().iter().position(|it| it == code))
            .fold(0, |mask, at| mask | 1 << at)
    }
}

impl Rule {
    /// Where the rule comes from; a floor has no source of its own.
    pub fn sources(self) -> Sources {
        tables::RULES.get(self.index()).map_or(Sources::NONE, |it| it.sources)
    }

    /// Whether part of its ground is recalled rather than read.
    pub fn is_recalled(self) -> bool {
        tables::RULES.get(self.index()).is_some_and(|it| it.recalled)
    }

    /// Whether its threshold is the author's own choice.
    pub fn is_authors(self) -> bool {
        tables::RULES.get(self.index()).is_none_or(|it| it.author)
    }

    /// Whether a clinician has read it.
    pub fn review(self) -> Review {
        tables::RULES.get(self.index()).map_or(Review::Unreviewed, |it| it.review)
    }

    /// Whether it is a red flag.
    pub fn is_flag(self) -> bool {
        self.index() < tables::FLAG_COUNT
    }

    /// The question that asks for a red flag; nothing for other rules, and for a flag that is read from other answers.
    pub fn item(self) -> Option<Item> {
        tables::FLAG_ITEMS.get(self.index()).copied().flatten()
    }

    /// The tier a red flag asks for by itself; nothing for other rules.
    pub fn alone(self) -> Option<Tier> {
        tables::FLAGS.get(self.index()).map(|it| it.alone)
    }

    /// The block a red flag belongs to; nothing for other rules.
    pub fn block(self) -> Option<Block> {
        tables::FLAGS.get(self.index()).map(|it| it.block)
    }

    /// The patterns a red flag points to, and the dangers outside the vocabulary in words.
    pub fn points_to(self) -> (&'static [Pattern], &'static str) {
        tables::FLAGS.get(self.index()).map_or((&[], ""), |it| (it.points_to, it.other))
    }

    pub(crate) fn floor(pattern: Pattern) -> Rule {
        Rule((tables::RULE_COUNT + pattern.index()) as u8)
    }

    pub(crate) fn self_care() -> Rule {
        Rule((Rule::count() - 1) as u8)
    }
}

impl Never {
    /// Where the rule comes from.
    pub fn sources(self) -> Sources {
        tables::NEVER[self.index()].sources
    }

    /// Every act that it can take away, in one case or another.
    pub fn acts(self) -> Acts {
        tables::NEVER[self.index()].cases.iter().fold(Acts::default(), |all, (_, acts)| all.and(*acts))
    }

    /// Whether it binds the words of the product alone.
    pub fn is_text_only(self) -> bool {
        tables::NEVER[self.index()].cases.is_empty()
    }

    /// Whether a clinician has read it.
    pub fn review(self) -> Review {
        tables::NEVER[self.index()].review
    }
}

impl FirstAid {
    /// What the line makes a person do.
    pub fn acts(self) -> Acts {
        tables::FIRST_AID[self.index()].acts
    }

    /// Where it comes from.
    pub fn sources(self) -> Sources {
        tables::FIRST_AID[self.index()].sources
    }
}

impl Advice {
    /// What the advice makes a person do.
    pub fn acts(self) -> Acts {
        match tables::ADVICE.get(self.index()) {
            Some(it) => it.acts,
            None => self.module().map_or(Acts::default(), Module::acts),
        }
    }

    /// Where it comes from.
    pub fn sources(self) -> Sources {
        match tables::ADVICE.get(self.index()) {
            Some(it) => it.sources,
            None => self.module().map_or(Sources::NONE, Module::sources),
        }
    }

    /// The relief protocol it shows, if any.
    pub fn relief(self) -> Option<Relief> {
        tables::ADVICE.get(self.index()).and_then(|it| it.relief)
    }

    /// The module it stands for, if it is part of a plan.
    pub fn module(self) -> Option<Module> {
        Module::all().find(|it| it.advice() == Some(self))
    }
}

impl Module {
    /// What the module makes a person do.
    pub fn acts(self) -> Acts {
        tables::MODULES[self.index()].acts
    }

    /// The advice it is offered as; none where it makes a person do nothing.
    pub fn advice(self) -> Option<Advice> {
        tables::MODULES[self.index()].advice
    }

    /// The claims it rests on.
    pub fn claims(self) -> &'static [Claim] {
        tables::MODULES[self.index()].claims
    }

    /// How sure it is.
    pub fn grade(self) -> Grade {
        tables::MODULES[self.index()].grade
    }

    /// Where it comes from.
    pub fn sources(self) -> Sources {
        tables::MODULES[self.index()].sources
    }
}

impl Relief {
    /// The shortest and the longest hold, in seconds.
    pub fn hold_seconds(self) -> [u16; 2] {
        tables::RELIEFS[self.index()].hold_seconds
    }

    /// The fewest and the most holds.
    pub fn repeats(self) -> [u16; 2] {
        tables::RELIEFS[self.index()].repeats
    }

    /// The pause between holds, in seconds.
    pub fn ease_seconds(self) -> u16 {
        tables::RELIEFS[self.index()].ease_seconds
    }

    /// How many steps its words have.
    pub fn steps(self) -> u8 {
        tables::RELIEFS[self.index()].steps
    }

    /// Where it comes from.
    pub fn sources(self) -> Sources {
        tables::RELIEFS[self.index()].sources
    }
}

impl Claim {
    /// How sure it is.
    pub fn grade(self) -> Grade {
        tables::CLAIMS[self.index()].grade
    }

    /// The popular articles that say it.
    pub fn says(self) -> Sources {
        tables::CLAIMS[self.index()].says
    }

    /// The popular articles that contradict it.
    pub fn contradicts(self) -> Sources {
        tables::CLAIMS[self.index()].contradicts
    }

    /// Where it comes from.
    pub fn sources(self) -> Sources {
        tables::CLAIMS[self.index()].sources
    }
}

impl crate::id::Conflict {
    /// The claims it is about.
    pub fn claims(self) -> &'static [Claim] {
        tables::CONFLICTS[self.index()].claims
    }

    /// Where it comes from.
    pub fn sources(self) -> Sources {
        tables::CONFLICTS[self.index()].sources
    }
}
