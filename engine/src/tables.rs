//! The knowledge as tables. `build.rs` checks `knowledge/*.toml` and writes it as bytes, since a page pays for every
//! address in a table; here they are read back, once, when the first answer is assessed.

use crate::id::*;
use crate::knowledge::*;
use std::borrow::Cow;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// A table that is read when it is first needed, and stays.
pub(crate) type Table<T> = LazyLock<&'static [T]>;

macro_rules! tables {
    ($($name:ident: $row:ty = $field:ident;)*) => {$(
        pub(crate) static $name: Table<$row> = LazyLock::new(|| TABLES.$field);
    )*};
}

tables! {
    ITEMS: ItemDef = items;
    CONTEXTS: ContextDef = contexts;
    FLAGS: FlagDef = flags;
    RULES: RuleDef = rules;
    NEVER: NeverDef = never;
    FIRST_AID: FirstAidDef = first_aid;
    FEATURES: FeatureDef = features;
    PATTERNS: PatternDef = patterns;
    NUMBERS: NumberDef = numbers;
    FURTHER: FurtherDef = further;
    FACTORS: FactorDef = factors;
    ADVICE: AdviceDef = advice;
    MODULES: ModuleDef = modules;
    RELIEFS: ReliefDef = reliefs;
    CLAIMS: ClaimDef = claims;
    CONFLICTS: ConflictDef = conflicts;
}

/// The lists of sources, for those who tell them from here.
pub(crate) static SOURCE_LISTS: Table<&[Source]> = LazyLock::new(|| {
    Bytes { left: SOURCE_BYTES, texts: "", n_sources: 0 }.list(|from| from.list(|from| Source(from.number() as u16)))
});

struct Tables {
    items: &'static [ItemDef],
    contexts: &'static [ContextDef],
    flags: &'static [FlagDef],
    rules: &'static [RuleDef],
    never: &'static [NeverDef],
    first_aid: &'static [FirstAidDef],
    features: &'static [FeatureDef],
    patterns: &'static [PatternDef],
    numbers: &'static [NumberDef],
    further: &'static [FurtherDef],
    factors: &'static [FactorDef],
    advice: &'static [AdviceDef],
    modules: &'static [ModuleDef],
    reliefs: &'static [ReliefDef],
    claims: &'static [ClaimDef],
    conflicts: &'static [ConflictDef],
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut from = Bytes { left: BYTES, texts: TEXTS, n_sources: 0 };
    let tables = Tables {
        items: from.list(item),
        contexts: from.list(|from| ContextDef { when: when(from), stated_by: from.codes() }),
        flags: from.list(flag),
        rules: from.list(rule),
        never: from.list(never),
        first_aid: from.list(first_aid),
        features: from.list(|from| FeatureDef {
            when: when(from),
            half: from.maybe(when),
            excuse: from.flag(),
            numbered: from.number() as u32,
        }),
        patterns: from.list(pattern),
        numbers: from.list(number),
        further: from.list(|from| FurtherDef {
            pattern: Pattern(from.byte()),
            weight: from.signed(),
            when: when(from),
            sources: from.sources(),
        }),
        factors: from.list(|from| FactorDef {
            claim: Claim(from.byte()),
            group: from.byte().into(),
            weights: from.list(|from| (from.signed(), when(from))),
            otherwise: from.codes(),
            acts: Acts(from.number()),
            sources: from.sources(),
        }),
        advice: from.list(|from| AdviceDef {
            acts: Acts(from.number()),
            when: when(from),
            relief: from.id_or_none().map(Relief),
            sources: from.sources(),
        }),
        modules: from.list(|from| ModuleDef {
            acts: Acts(from.number()),
            when: when(from),
            advice: from.id_or_none().map(Advice),
            claims: from.list(|from| Claim(from.byte())),
            grade: from.grade(),
            changeability: from.byte().into(),
            sources: from.sources(),
        }),
        reliefs: from.list(|from| ReliefDef {
            hold_seconds: [from.number() as u16, from.number() as u16],
            repeats: [from.number() as u16, from.number() as u16],
            ease_seconds: from.number() as u16,
            steps: from.byte(),
            sources: from.sources(),
        }),
        claims: from.list(|from| ClaimDef {
            grade: from.grade(),
            says: from.sources(),
            contradicts: from.sources(),
            sources: from.sources(),
            shown: when(from),
        }),
        conflicts: from
            .list(|from| ConflictDef { claims: from.list(|from| Claim(from.byte())), sources: from.sources() }),
    };
    assert!(from.left.is_empty(), "what build.rs writes is what is read here");
    tables
});

/// What is left to read.
struct Bytes {
    left: &'static [u8],
    texts: &'static str,
    n_sources: u16,
}

impl Bytes {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.left.split_first().expect("build.rs writes whole tables");
        self.left = rest;
        *first
    }

    fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return number;
            }
        }
    }

    fn signed(&mut self) -> i32 {
        let number = self.number();
        let size = (number >> 1) as i32;
        if number & 1 == 0 { size } else { -size }
    }

    fn flag(&mut self) -> bool {
        self.byte() != 0
    }

    /// The next text: they lie apart too, so that nobody has to ask whether bytes are one.
    fn text(&mut self) -> &'static str {
        let length = self.number() as usize;
        let (text, rest) = self.texts.split_at_checked(length).expect("build.rs writes whole texts");
        self.texts = rest;
        text
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> T) -> &'static [T] {
        let length = self.number();
        Vec::leak((0..length).map(|_| each(self)).collect())
    }

    fn maybe<T>(&mut self, each: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| each(self))
    }

    /// An id, written one higher, or none, written 0.
    fn id_or_none(&mut self) -> Option<u8> {
        self.byte().checked_sub(1)
    }

    fn codes(&mut self) -> &'static [(Item, u32)] {
        self.list(|from| (Item(from.byte()), from.number() as u32))
    }

    /// The next list of sources: they lie apart, in the order in which they are met here.
    fn sources(&mut self) -> Sources {
        let number = self.n_sources;
        self.n_sources += 1;
        Sources(number)
    }

    fn tier(&mut self) -> Tier {
        Tier::ALL[usize::from(self.byte())]
    }

    fn grade(&mut self) -> Grade {
        [Grade::A, Grade::B, Grade::C, Grade::D][usize::from(self.byte())]
    }

    fn review(&mut self) -> Review {
        if self.flag() { Review::Reviewed { by: self.text(), date: self.text() } } else { Review::Unreviewed }
    }
}

const MEASURES: [Measure; 7] = [
    Measure::Severity,
    Measure::Effort,
    Measure::SessionMinutes,
    Measure::LossPercent,
    Measure::SweatRate,
    Measure::Sites,
    Measure::SaltySigns,
];

/// A condition; the first byte is its kind, as `build.rs` lists them.
fn when(from: &mut Bytes) -> When {
    let kind = from.byte();
    When::Is(match kind {
        0 | 1 => Literal::Code { item: Item(from.byte()), codes: from.number() as u32, strict: kind == 1 },
        2 => Literal::Unanswered(Item(from.byte())),
        3 => Literal::Context(Context(from.byte())),
        4 => Literal::Doubted(Box::leak(Box::new(when(from)))),
        5 => Literal::TwoDoubted(from.codes()),
        6 => Literal::Rule(Rule(from.byte())),
        7 => Literal::Possible(Pattern(from.byte())),
        8 | 9 => Literal::Measured {
            measure: MEASURES[usize::from(from.byte())],
            number: from.number() as i64,
            above: kind == 9,
        },
        10 => Literal::WeightGained,
        11 => Literal::TierAtLeast(from.tier()),
        12 => Literal::TierIs(from.tier()),
        13 => Literal::Shown(Pattern(from.byte())),
        14 => Literal::Leading(Pattern(from.byte())),
        15 => Literal::Advised(Advice(from.byte())),
        16 => Literal::Planned(Module(from.byte())),
        17 => Literal::Counted(Claim(from.byte())),
        18 => return When::All(Cow::Borrowed(from.list(when))),
        19 => return When::Any(Cow::Borrowed(from.list(when))),
        _ => unreachable!("build.rs writes no other kind"),
    })
}

fn item(from: &mut Bytes) -> ItemDef {
    let group = from.byte();
    let kind = from.byte();
    let stage = from.byte();
    let options = from.text();
    ItemDef {
        group: match group {
            5 => Group::Start,
            6 => Group::Cramp,
            7 => Group::Session,
            8 => Group::You,
            block => Group::Safety(Block::ALL[usize::from(block)]),
        },
        kind: [Kind::Choice, Kind::Choices, Kind::Integer, Kind::Decimal][usize::from(kind)],
        stage: Stage::ALL[usize::from(stage)],
        options: if options.is_empty() { &[] } else { Vec::leak(options.split(' ').collect()) },
        doubt: from.number() as u32,
        min: from.number() as i64,
        max: from.number() as i64,
        unit: from.text(),
        gate: from.codes(),
        asked_when: from.maybe(|from| &*Box::leak(Box::new(when(from)))),
        hidden_when: from.codes(),
        contradicts: from.text(),
    }
}

fn flag(from: &mut Bytes) -> FlagDef {
    let stands = when(from);
    let block = Block::ALL[usize::from(from.byte())];
    let alone = from.tier();
    let points_to = from.list(|from| Pattern(from.byte()));
    let points_at = points_to.iter().fold(0, |mask, it| mask | 1 << it.0);
    FlagDef { stands, block, alone, points_to, points_at, other: from.text() }
}

fn cases(from: &mut Bytes) -> Cow<'static, [(Tier, When)]> {
    Cow::Borrowed(from.list(|from| (from.tier(), when(from))))
}

fn rule(from: &mut Bytes) -> RuleDef {
    RuleDef {
        cases: cases(from),
        subject: from.id_or_none().map(Pattern),
        author: from.flag(),
        recalled: from.flag(),
        sources: from.sources(),
        review: from.review(),
    }
}

fn never(from: &mut Bytes) -> NeverDef {
    NeverDef {
        cases: Cow::Borrowed(from.list(|from| (when(from), Acts(from.number())))),
        author: from.flag(),
        recalled: from.flag(),
        sources: from.sources(),
        review: from.review(),
    }
}

fn first_aid(from: &mut Bytes) -> FirstAidDef {
    FirstAidDef {
        when: when(from),
        sure: from.flag(),
        unless: from.list(|from| {
            if from.flag() { Instead::Line(FirstAid(from.byte())) } else { Instead::Never(Never(from.byte())) }
        }),
        acts: Acts(from.number()),
        sources: from.sources(),
    }
}

fn pattern(from: &mut Bytes) -> PatternDef {
    PatternDef {
        floor: cases(from),
        hallmark: when(from),
        named_by: when(from),
        prior: from.signed(),
        cells: Cow::Borrowed(from.list(Bytes::signed)),
    }
}

fn number(from: &mut Bytes) -> NumberDef {
    NumberDef {
        feature: from.id_or_none().map(usize::from),
        is_whole_feature: from.flag(),
        pattern: Pattern(from.byte()),
        when: when(from),
        present: from.signed(),
        absent: from.maybe(|from| (when(from), from.signed())),
        sources: from.sources(),
    }
}
