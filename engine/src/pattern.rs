//! What the answers fit with. Ranking orders patterns and nothing else: it reaches the tier through the floors alone.

use std::cmp::Reverse;

use crate::assessment::{Evidence, Match, Reason, Strength};
use crate::condition::{Doubt, Reader};
use crate::id::{Pattern, Rule, Tier};
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

/// All patterns that something speaks for, best fit first.
pub(crate) fn matches(reader: &Reader<'_>) -> Vec<Match> {
    let present: Vec<(i32, Vec<_>)> = FEATURES
        .iter()
        .map(|feature| {
            let mut facts = Vec::new();
            if reader.trace(&feature.when, Doubt::IsNotYes, &mut facts) {
                return (2, facts);
            }
            match &feature.half {
                Some(half) if reader.trace(half, Doubt::IsNotYes, &mut facts) => (1, facts),
                _ => (0, facts),
            }
        })
        .collect();

    let mut matches: Vec<Match> = Pattern::all()
        .filter_map(|pattern| {
            let def = &reader.knowledge.patterns[pattern.index()];
            let mut evidence = Vec::new();
            let numbered = |at: usize| NUMBERS.iter().any(|it| it.pattern == pattern && it.feature == Some(at));
            for (at, (halves, facts)) in present.iter().enumerate() {
                let weight = match def.cells[at].abs() {
                    2.. => WEIGHTS.strongly,
                    1 => WEIGHTS.somewhat,
                    _ => 0,
                };
                let weight = weight * def.cells[at].signum() * halves / 2;
                if weight != 0 && !numbered(at) {
                    evidence.push(Evidence { facts: facts.clone(), weight, sources: &[] });
                }
            }
            for number in NUMBERS.iter().filter(|it| it.pattern == pattern) {
                let mut facts = Vec::new();
                if reader.trace(&number.when, Doubt::IsNotYes, &mut facts) {
                    evidence.push(Evidence { facts, weight: number.present, sources: number.sources });
                } else if let Some((1, facts)) = number.feature.filter(|_| number.is_whole_feature).map(|at| &present[at]) {
                    // The published ratio is for the whole feature; half of it stands for a half-met one.
                    evidence.push(Evidence { facts: facts.clone(), weight: number.present / 2, sources: number.sources });
                } else if let Some((when, weight)) = &number.absent {
                    let mut facts = Vec::new();
                    if reader.trace(when, Doubt::IsNotYes, &mut facts) {
                        evidence.push(Evidence { facts, weight: *weight, sources: number.sources });
                    }
                }
            }
            for further in FURTHER.iter().filter(|it| it.pattern == pattern) {
                let mut facts = Vec::new();
                if reader.trace(&further.when, Doubt::IsNotYes, &mut facts) {
                    evidence.push(Evidence { facts, weight: further.weight, sources: further.sources });
                }
            }
            for (at, flag) in FLAGS.iter().enumerate().filter(|(_, it)| it.points_to.contains(&pattern)) {
                let stands = crate::knowledge::When::Is(flag.stands.clone());
                let mut facts = Vec::new();
                let sources = Rule(at as u8).sources();
                if reader.trace(&stands, Doubt::IsNotYes, &mut facts) {
                    evidence.push(Evidence { facts, weight: WEIGHTS.flag, sources });
                } else if reader.trace(&stands, Doubt::CountsAsYes, &mut facts) {
                    evidence.push(Evidence { facts, weight: WEIGHTS.flag_doubt, sources });
                }
            }
            for (at, rule) in reader.knowledge.rules.iter().enumerate().filter(|(_, it)| it.subject == Some(pattern)) {
                let mut facts = Vec::new();
                for (_, when) in rule.cases.iter() {
                    reader.trace(when, Doubt::IsNotYes, &mut facts);
                }
                if !facts.is_empty() {
                    evidence.push(Evidence { facts, weight: WEIGHTS.rule, sources: Rule(at as u8).sources() });
                }
            }
            let (mut because, mut against): (Vec<_>, Vec<_>) = evidence.into_iter().partition(|it| it.weight > 0);
            if because.is_empty() {
                return None;
            }
            let sum = |list: &[Evidence]| list.iter().map(|it| it.weight).sum::<i32>();
            let score = def.prior + sum(&because).min(WEIGHTS.cap) + sum(&against).max(-WEIGHTS.cap);
            because.sort_by_key(|it| -it.weight);
            against.sort_by_key(|it| it.weight);
            let strength = match score {
                STRONG.. if reader.holds(&def.hallmark, Doubt::IsNotYes) => Strength::Strong,
                POSSIBLE.. => Strength::Possible,
                _ => Strength::Weak,
            };
            Some(Match { pattern, strength, score, because, against, twin: None })
        })
        .collect();
    // Strong before possible; among strong ones those that ask for help the same day; then the score. A diet is never
    // named first where anything else fits as well.
    matches.sort_by_key(|it| {
        let is_pressing = it.strength == Strength::Strong && floor_range(it.pattern).0 >= Tier::Urgent;
        (Reverse(it.strength), !is_pressing, -it.score, it.pattern == Pattern::ENERGY_NUTRITION)
    });
    matches
}

/// The floors that strong matches force, each as a reason of its own. A floor of self-care asks for nothing.
pub(crate) fn floors(reader: &Reader<'_>, matches: &[Match]) -> Vec<Reason> {
    let mut strong: Vec<&Match> = matches.iter().filter(|it| it.strength == Strength::Strong).collect();
    strong.sort_by_key(|it| it.pattern);
    let floor = |it: &&Match| {
        let def = &reader.knowledge.patterns[it.pattern.index()];
        let cases = def.floor.iter().filter(|(_, when)| reader.holds(when, Doubt::IsNotYes));
        let tier = cases.map(|(tier, _)| *tier).max()?;
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

/// The patterns to show: those with a score above zero, with twins marked.
pub(crate) fn shown(mut matches: Vec<Match>) -> Vec<Match> {
    let mut left = SHOWN_AT_MOST;
    matches.retain(|it| {
        let keep = it.score > 0 && left > 0;
        left -= usize::from(keep);
        keep
    });
    let scores: Vec<(Pattern, i32)> = matches.iter().map(|it| (it.pattern, it.score)).collect();
    for it in &mut matches {
        it.twin = TWINS.iter().find_map(|(a, b)| {
            let other = if *a == it.pattern { b } else if *b == it.pattern { a } else { return None };
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
