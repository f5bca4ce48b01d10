//! What the answers fit with. Ranking orders patterns and nothing else: it reaches the tier through the floors alone.

use std::cmp::Reverse;

use crate::assessment::{Evidence, Match, Reason, Strength};
use crate::condition::{Doubt, Reader};
use crate::id::{Pattern, Rule, Sources, Tier};
use crate::knowledge::{FeatureDef, FlagDef, NumberDef, When};
use crate::order::sort_by_key;
use crate::tables::{self, FEATURES, FLAGS, FURTHER, NUMBERS, TWINS, WEIGHTS};

/// From this score on, in hundredths, a match is strong: what is known beforehand and what was answered then
/// outweigh a ratio of about 20 to 1, twice the ratio of 10 from which a single finding is usually called strong
/// evidence, because the cells of the matrix are judgement and not measurement.
pub const STRONG: i32 = 300;

/// From this score on, in hundredths, a match is possible: a ratio of about 3 to 1.
pub const POSSIBLE: i32 = 110;

/// Scores closer than this, in hundredths, do not tell a pair of twins apart.
const TWINS_WITHIN: i32 = 110;

/// How many patterns are shown at most.
const SHOWN_AT_MOST: usize = 6;

/// How far a feature of the matrix holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Half,
    Full,
}

/// Something that counts for or against a pattern, and the condition whose answers it rests on.
#[derive(Clone, Copy)]
struct Weighed {
    when: &'static When,
    doubt: Doubt,
    weight: i32,
    /// Whether it comes from a column that may only order.
    is_excuse: bool,
    sources: Sources,
}

/// What holds, worked out once for all patterns: features, numbers and further answers, flags, and rules that fired.
struct Findings<'a> {
    features: Vec<(usize, Presence)>,
    answers: Vec<(Pattern, Weighed)>,
    flags: Vec<(usize, Doubt)>,
    fired: &'a [Reason],
}

impl<'a> Findings<'a> {
    fn new(reader: &Reader<'_>, fired: &'a [Reason]) -> Self {
        let doubt = Doubt::IsNotYes;
        let presence = |(at, feature): (usize, &FeatureDef)| {
            if reader.holds(&feature.when, doubt) {
                Some((at, Presence::Full))
            } else {
                let half = feature.half.as_ref().is_some_and(|half| reader.holds(half, doubt));
                half.then_some((at, Presence::Half))
            }
        };
        let features: Vec<_> = FEATURES.iter().enumerate().filter_map(presence).collect();
        let number = |number: &'static NumberDef| {
            let is_half = |at: &usize| number.is_whole_feature && features.contains(&(*at, Presence::Half));
            let half = number.feature.filter(is_half).and_then(|at| FEATURES[at].half.as_ref());
            let (when, weight) = match (half, &number.absent) {
                _ if reader.holds(&number.when, doubt) => (&number.when, number.present),
                // The published ratio is for the whole feature; half of it stands for a half-met one.
                (Some(half), _) => (half, number.present / 2),
                (None, Some((when, weight))) if reader.holds(when, doubt) => (when, *weight),
                _ => return None,
            };
            Some((number.pattern, Weighed { when, doubt, weight, is_excuse: false, sources: number.sources }))
        };
        let further = FURTHER.iter().filter(|it| reader.holds(&it.when, doubt));
        let further = further.map(|it| {
            (it.pattern, Weighed { when: &it.when, doubt, weight: it.weight, is_excuse: false, sources: it.sources })
        });
        let said = |(at, flag): (usize, &FlagDef)| {
            let held = [Doubt::IsNotYes, Doubt::CountsAsYes].into_iter().find(|it| reader.holds(&flag.stands, *it));
            held.map(|doubt| (at, doubt))
        };
        Self {
            answers: NUMBERS.iter().filter_map(number).chain(further).collect(),
            flags: FLAGS.iter().enumerate().filter_map(said).collect(),
            features,
            fired,
        }
    }

    /// Everything that counts for or against `pattern`; `each` is called with its weight and where it comes from.
    fn weigh(&self, reader: &Reader<'_>, pattern: Pattern, mut each: impl FnMut(Weighed)) {
        let cells = &reader.knowledge.patterns[pattern.index()].cells;
        for (at, presence) in &self.features {
            let (feature, cell) = (&FEATURES[*at], cells[*at]);
            // A published number takes the cell's place.
            if cell == 0 || feature.numbered & 1 << pattern.0 != 0 {
                continue;
            }
            let full = cell.signum() * if cell.abs() == 1 { WEIGHTS.somewhat } else { WEIGHTS.strongly };
            let (weight, when) = match (presence, &feature.half) {
                (Presence::Half, Some(half)) => (full / 2, half),
                _ => (full, &feature.when),
            };
            each(Weighed { when, doubt: Doubt::IsNotYes, weight, is_excuse: feature.excuse, sources: Sources::NONE });
        }
        self.answers.iter().filter(|(it, _)| *it == pattern).for_each(|(_, it)| each(*it));
        for (at, doubt) in self.flags.iter().filter(|(at, _)| FLAGS[*at].points_at & 1 << pattern.0 != 0) {
            let weight = if *doubt == Doubt::IsNotYes { WEIGHTS.flag } else { WEIGHTS.flag_doubt };
            let sources = Rule(*at as u8).sources();
            each(Weighed { when: &FLAGS[*at].stands, doubt: *doubt, weight, is_excuse: false, sources });
        }
    }

    /// The rules about `pattern` that fired.
    fn rules<'b>(&'b self, reader: &'b Reader<'_>, pattern: Pattern) -> impl Iterator<Item = &'b Reason> {
        self.fired.iter().filter(move |it| reader.knowledge.rules[it.rule.index()].subject == Some(pattern))
    }

    fn score(&self, reader: &Reader<'_>, pattern: Pattern) -> Option<Match> {
        let def = &reader.knowledge.patterns[pattern.index()];
        if !reader.holds(&def.named_by, Doubt::IsNotYes) {
            return None;
        }
        let mut speaks_for = self.rules(reader, pattern).count() as i32 * WEIGHTS.rule;
        let (mut speaks_against, mut excuses) = (0, 0);
        self.weigh(reader, pattern, |it| match it.weight {
            1.. => speaks_for += it.weight,
            _ if it.is_excuse => excuses += it.weight,
            _ => speaks_against += it.weight,
        });
        if speaks_for == 0 {
            return None;
        }
        let sum = |against: i32| def.prior + speaks_for.min(WEIGHTS.cap) + against.max(-WEIGHTS.cap);
        let score = sum(speaks_against + excuses);
        // Youth or a hard session orders patterns; it never takes a strong match, and with it a floor, away (INV-11).
        let strength = match sum(speaks_against) {
            STRONG.. if reader.holds(&def.hallmark, Doubt::IsNotYes) => Strength::Strong,
            _ if score >= POSSIBLE => Strength::Possible,
            _ => Strength::Weak,
        };
        Some(Match { pattern, strength, score, because: Vec::new(), against: Vec::new(), twin: None })
    }

    fn tell(&self, reader: &Reader<'_>, it: &mut Match) {
        let mut evidence = Vec::new();
        self.weigh(reader, it.pattern, |weighed| {
            let mut facts = Vec::new();
            reader.trace(weighed.when, weighed.doubt, &mut facts);
            evidence.push(Evidence { facts, weight: weighed.weight, sources: weighed.sources });
        });
        for reason in self.rules(reader, it.pattern) {
            evidence.push(Evidence {
                facts: reason.because.clone(),
                weight: WEIGHTS.rule,
                sources: reason.rule.sources(),
            });
        }
        let (mut because, mut against): (Vec<_>, Vec<_>) = evidence.into_iter().partition(|it| it.weight > 0);
        sort_by_key(&mut because, |it| Reverse(it.weight));
        sort_by_key(&mut against, |it| it.weight);
        (it.because, it.against) = (because, against);
    }
}

/// All patterns that an answer brings to mind, best fit first; those that can be shown or force a floor carry their
/// evidence.
pub(crate) fn matches(reader: &Reader<'_>, fired: &[Reason]) -> Vec<Match> {
    let findings = Findings::new(reader, fired);
    let mut matches: Vec<Match> = Pattern::all().filter_map(|it| findings.score(reader, it)).collect();
    // Strong before possible; among strong ones those that ask for a clinician; then the score. A diet is never named
    // first where anything else fits as well.
    sort_by_key(&mut matches, |it| {
        let is_pressing = it.strength == Strength::Strong && floor_range(it.pattern).0 > Tier::SelfCare;
        (Reverse(it.strength), !is_pressing, -it.score, it.pattern == Pattern::ENERGY_NUTRITION)
    });
    for (at, it) in matches.iter_mut().enumerate() {
        if it.strength == Strength::Strong || at < SHOWN_AT_MOST {
            findings.tell(reader, it);
        }
    }
    matches
}

/// The floors that strong matches force, each as a reason of its own. A floor of self-care asks for nothing.
pub(crate) fn floors(reader: &Reader<'_>, matches: &[Match]) -> Vec<Reason> {
    let mut strong: Vec<&Match> = matches.iter().filter(|it| it.strength == Strength::Strong).collect();
    sort_by_key(&mut strong, |it| it.pattern);
    let floor = |it: &&Match| {
        let tier = floor(reader, it.pattern);
        let mut because: Vec<_> = Vec::new();
        for fact in it.because.iter().flat_map(|it| &it.facts) {
            if !because.contains(fact) {
                because.push(*fact);
            }
        }
        (tier > Tier::SelfCare).then(|| Reason { rule: Rule::floor(it.pattern), tier, because })
    };
    strong.iter().filter_map(floor).collect()
}

/// The lowest tier that a strong match with `pattern` may be shown with, given these answers.
fn floor(reader: &Reader<'_>, pattern: Pattern) -> Tier {
    let cases = reader.knowledge.patterns[pattern.index()].floor.iter();
    let holding = cases.filter(|(_, when)| reader.holds(when, Doubt::IsNotYes));
    holding.map(|(tier, _)| *tier).max().unwrap_or(Tier::SelfCare)
}

/// The highest tier that a strong match forces, or `least` where none forces a higher one: [`floors`], without the
/// evidence.
pub(crate) fn highest_floor(reader: &Reader<'_>, fired: &[Reason], least: Tier) -> Tier {
    let findings = Findings::new(reader, fired);
    let mut highest = least;
    for pattern in Pattern::all() {
        let tier = floor(reader, pattern);
        if tier > highest && findings.score(reader, pattern).is_some_and(|it| it.strength == Strength::Strong) {
            highest = tier;
        }
    }
    highest
}

/// The patterns to show: those with a score above zero, with twins marked.
pub(crate) fn shown(mut matches: Vec<Match>) -> Vec<Match> {
    matches.truncate(SHOWN_AT_MOST);
    matches.retain(|it| it.score > 0);
    let scores: Vec<(Pattern, i32)> = matches.iter().map(|it| (it.pattern, it.score)).collect();
    for it in &mut matches {
        it.twin = TWINS.iter().find_map(|(a, b)| {
            let other = if *a == it.pattern {
                b
            } else if *b == it.pattern {
                a
            } else {
                return None;
            };
            let close = scores.iter().find(|(pattern, _)| pattern == other)?;
            ((close.1 - it.score).abs() <= TWINS_WITHIN).then_some(*other)
        });
    }
    matches
}

/// The lowest tier that a strong match with `pattern` can force, and the highest.
pub fn floor_range(pattern: Pattern) -> (Tier, Tier) {
    let floor = &tables::PATTERNS[pattern.index()].floor;
    let tiers = || floor.iter().map(|(tier, _)| *tier);
    (tiers().min().unwrap_or(Tier::SelfCare), tiers().max().unwrap_or(Tier::SelfCare))
}
