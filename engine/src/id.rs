//! Names of things: small numbers with the code that the contract knows them by.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($repr:ty) in $codes:ident, $count:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) $repr);

        impl $name {
            /// How many there are.
            pub fn count() -> usize {
                crate::tables::$count
            }

            /// All of them, in the order of the knowledge files.
            pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
                (0..crate::tables::$count).map(|at| Self(at as $repr))
            }

            /// The code used in cases, assessments and the knowledge files.
            pub fn code(self) -> &'static str {
                crate::tables::$codes[self.0 as usize]
            }

            /// The one with this code, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                crate::tables::$codes.iter().position(|it| *it == code).map(|at| Self(at as $repr))
            }

            /// Its place in the order of the knowledge files, counted from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    )*};
}

ids! {
    /// A question: the contract's `linkId`.
    Item(u8) in ITEM_CODES, ITEM_CODES_COUNT;
    /// A named context, such as `ctx-hot`: answers that rules call by one name.
    Context(u8) in CONTEXT_CODES, CONTEXT_CODES_COUNT;
    /// What raised the tier: a red flag (`rf-pop`), a combination rule (`CR-16`), a floor (`floor-dvt`) or `self-care`.
    Rule(u8) in RULE_CODES, RULE_CODES_COUNT;
    /// A never-advise rule, such as `NA-01`.
    Never(u8) in NEVER_CODES, NEVER_CODES_COUNT;
    /// A first-aid line, such as `FA-08`.
    FirstAid(u8) in FIRST_AID_CODES, FIRST_AID_CODES_COUNT;
    /// What the answers may fit with, such as `night-rest`.
    Pattern(u8) in PATTERN_CODES, PATTERN_CODES_COUNT;
    /// What an advice makes a person do, such as `massage`.
    Act(u8) in ACT_CODES, ACT_CODES_COUNT;
    /// A piece of advice, such as `relief-stretch-gastrocnemius`.
    Advice(u8) in ADVICE_CODES, ADVICE_CODES_COUNT;
    /// A part of a prevention plan, such as `pace-and-start`.
    Module(u8) in MODULE_CODES, MODULE_CODES_COUNT;
    /// A claim of the evidence ledger, such as `toxins-accumulate`.
    Claim(u8) in CLAIM_CODES, CLAIM_CODES_COUNT;
    /// A place where sources disagree, such as `C-01`.
    Conflict(u8) in CONFLICT_CODES, CONFLICT_CODES_COUNT;
    /// A relief protocol for one muscle, such as `soleus`.
    Relief(u8) in RELIEF_CODES, RELIEF_CODES_COUNT;
    /// A source, such as `M12` or `L-nhs-cramps`.
    Source(u16) in SOURCE_CODES, SOURCE_CODES_COUNT;
}

/// How soon to get help, from least to most pressing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Care for it yourself, and know what to watch for.
    SelfCare,
    /// See a clinician within days to two weeks.
    Soon,
    /// Be seen the same day.
    Urgent,
    /// Call the emergency number now.
    Emergency,
}

impl Tier {
    /// All tiers, from least to most pressing.
    pub const ALL: [Tier; 4] = [Tier::SelfCare, Tier::Soon, Tier::Urgent, Tier::Emergency];

    /// The contract's word for it.
    pub fn code(self) -> &'static str {
        match self {
            Tier::SelfCare => "self-care",
            Tier::Soon => "soon",
            Tier::Urgent => "urgent",
            Tier::Emergency => "emergency",
        }
    }

    /// The tier with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// A block of safety questions, in the order of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Block {
    /// Is the person safe right now?
    A,
    /// Danger signs in the leg.
    B,
    /// Signs of a clot.
    C,
    /// Muscle damage.
    D,
    /// Slower dangers.
    E,
}

impl Block {
    /// All blocks, in the order of asking.
    pub const ALL: [Block; 5] = [Block::A, Block::B, Block::C, Block::D, Block::E];
}

/// A set of acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acts(pub(crate) u64);

impl Acts {
    /// The acts in the set, in the contract's order.
    pub fn iter(self) -> impl Iterator<Item = Act> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let at = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            (at < u64::BITS).then_some(Act(at as u8))
        })
    }

    /// Whether `act` is in the set.
    pub fn has(self, act: Act) -> bool {
        self.0 & 1 << act.0 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether some act is in both sets.
    pub fn meets(self, other: Acts) -> bool {
        self.0 & other.0 != 0
    }

    /// The acts of both sets.
    pub fn and(self, other: Acts) -> Acts {
        Acts(self.0 | other.0)
    }
}

/// The sources of a statement: a list of the knowledge, by its number.
///
/// The list itself is read when it is asked for. A page tells sources from a file of its own, so it holds no lists.
///
/// ```
/// let pop = engine::Rule::from_code("rf-pop").unwrap();
/// assert!(pop.sources().iter().any(|it| it.code() == "M12"));
/// assert!(engine::Sources::NONE.is_empty());
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sources(pub(crate) u16);

impl Sources {
    /// No source: the matrix' own judgement, or a floor.
    pub const NONE: Sources = Sources(u16::MAX);

    /// The number of the list; none where there is no source.
    pub fn number(self) -> Option<usize> {
        (self != Self::NONE).then_some(self.0.into())
    }

    /// How many lists there are.
    pub fn count() -> usize {
        crate::tables::SOURCE_LISTS.len()
    }

    /// Every list, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Sources> {
        (0..Self::count()).map(|it| Sources(it as u16))
    }
}

impl std::ops::Deref for Sources {
    type Target = [Source];

    fn deref(&self) -> &[Source] {
        self.number().map_or(&[], |it| crate::tables::SOURCE_LISTS[it])
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// How sure a claim is, from consistent trials (A) to contradicted (D).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Consistent randomised trials, or a systematic review of them.
    A,
    /// Cohort or cross-sectional studies, or small randomised trials.
    B,
    /// Expert opinion, a guideline without trials behind it, or body mechanics.
    C,
    /// Contradicted by evidence, or a myth.
    D,
}
