//! `cargo xtask vignettes`: runs the cases of `tests/vignettes/` and prints how the assessment did, beside the targets.
//!
//! The labels are the team's and the rules were read while they were written, so nothing here is a claim of accuracy.

use crate::place;
use anyhow::{Context as _, Result, bail, ensure};
use engine::{Act, Answers, Block, Item, Kind, Tier};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;

/// A made-up person: what they answered and what the assessment should say.
pub struct Vignette {
    /// Its id, such as `d-043`.
    pub id: String,
    /// What they answered, with the blocks that hold for none written out.
    pub answers: Answers,
    /// The same as the contract writes them.
    pub written: String,
    tier: Vec<Tier>,
    tier_min: Tier,
    pattern_first: Vec<String>,
    pattern_any: Vec<String>,
    acts_never: Vec<Act>,
    acts_some: Vec<Act>,
    factors_any: Option<Vec<String>>,
    modules_some: Option<Vec<String>>,
}

impl Vignette {
    /// Whether it belongs to the third of the cases that the weights were not tuned on.
    fn is_held_out(&self) -> bool {
        self.id.trim_start_matches(|it: char| !it.is_ascii_digit()).parse::<u32>().is_ok_and(|it| it % 3 == 0)
    }
}

/// Reads all cases.
///
/// # Errors
///
/// Where a case cannot be read, or names something the engine does not know; it is told with its line.
pub fn read() -> Result<Vec<Vignette>> {
    let path = place::root().join("tests/vignettes/cases.jsonl");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, it)| !it.trim().is_empty());
    lines.map(|(at, line)| read_one(line).with_context(|| format!("tests/vignettes/cases.jsonl:{}", at + 1))).collect()
}

fn read_one(line: &str) -> Result<Vignette> {
    let case: Value = serde_json::from_str(line)?;
    let mut answers = serde_json::Map::new();
    for block in strings(&case["none_of"])? {
        let at = ["block-a", "block-b", "block-c", "block-d", "block-e"].iter().position(|it| **it == block);
        let block = Block::ALL[at.with_context(|| format!("none_of: there is no {block}"))?];
        for item in Item::in_block(block) {
            let no = if item.kind() == Kind::Choices { Value::from(vec!["none"]) } else { Value::from("no") };
            answers.insert(item.code().into(), no);
        }
    }
    let given = case["answers"].as_object().context("answers: expected an object")?;
    answers.extend(given.iter().map(|(key, value)| (key.clone(), value.clone())));
    let written = Value::from(answers).to_string();
    let answers = record::case::read(&format!(r#"{{"answers":{written}}}"#))
        .map_err(|error| anyhow::anyhow!(error.what))?
        .answers;
    let expect = &case["expect"];
    let tiers = strings(&expect["tier"])?;
    let tier = |code: &str| Tier::from_code(code).with_context(|| format!("there is no tier {code}"));
    let acts = |value: &Value| -> Result<Vec<Act>> {
        let known = |code: &String| Act::from_code(code).with_context(|| format!("there is no act {code}"));
        strings(value)?.iter().map(known).collect()
    };
    let optional = |key: &str| expect.get(key).map(strings).transpose();
    Ok(Vignette {
        id: case["id"].as_str().context("id: expected a string")?.to_owned(),
        answers,
        written,
        tier: tiers.iter().map(|it| tier(it)).collect::<Result<_>>()?,
        tier_min: tier(expect["tier_min"].as_str().context("tier_min: expected a tier")?)?,
        pattern_first: strings(&expect["pattern_first"])?,
        pattern_any: strings(&expect["pattern_any"])?,
        acts_never: acts(&expect["acts_never"])?,
        acts_some: acts(&expect["acts_some"])?,
        factors_any: optional("factors_any")?,
        modules_some: optional("modules_some")?,
    })
}

fn strings(value: &Value) -> Result<Vec<String>> {
    let list = value.as_array().context("expected a list")?;
    list.iter().map(|it| it.as_str().map(str::to_owned).context("expected a string")).collect()
}

/// `hits` of `of`.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Share {
    hits: u32,
    of: u32,
}

impl Share {
    fn count(&mut self, hit: bool) {
        self.of += 1;
        self.hits += u32::from(hit);
    }

    fn percent(self) -> f64 {
        100.0 * f64::from(self.hits) / f64::from(self.of.max(1))
    }

    /// The exact (Clopper-Pearson) 95 % interval, in percent: the shares that would give this many hits, or more,
    /// and this many, or fewer, in at least 2.5 % of samples.
    fn interval(self) -> (f64, f64) {
        let tail = |p: f64, from: u32, to: u32| (from..=to).map(|k| binomial(self.of, k, p)).sum::<f64>();
        let solve = |rises: bool, at: &dyn Fn(f64) -> f64| {
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..60 {
                let middle = (low + high) / 2.0;
                if (at(middle) < 0.025) == rises { low = middle } else { high = middle }
            }
            100.0 * (low + high) / 2.0
        };
        let low = if self.hits == 0 { 0.0 } else { solve(true, &|p| tail(p, self.hits, self.of)) };
        let high = if self.hits == self.of { 100.0 } else { solve(false, &|p| tail(p, 0, self.hits)) };
        (low, high)
    }
}

/// The chance of exactly `k` hits in `n` tries.
fn binomial(n: u32, k: u32, p: f64) -> f64 {
    let choose: f64 = (1..=k).map(|it| f64::from(n - k + it) / f64::from(it)).product();
    choose * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
}

/// How the assessment did on some cases.
#[derive(Default)]
struct Measures {
    exact: Share,
    emergency_found: Share,
    under: Share,
    two_level_under: Share,
    over: Share,
    false_alarm: Share,
    safe: Share,
    self_care_found: Share,
    pattern_first: Share,
    top_three: Share,
    forbidden_acts: Share,
    acts_some: Share,
    factors: Share,
    modules: Share,
    notes: Vec<String>,
}

fn measure<'a>(cases: impl Iterator<Item = &'a Vignette>) -> Measures {
    let mut out = Measures::default();
    for case in cases {
        let shown = engine::assess(&case.answers);
        let lowest = *case.tier.iter().min().unwrap_or(&case.tier_min);
        let highest = *case.tier.iter().max().unwrap_or(&case.tier_min);
        let levels = |tier: Tier| tier as i32;
        let mut miss = |what: String| out.notes.push(format!("{}: {what}", case.id));
        out.exact.count(case.tier.contains(&shown.tier));
        if !case.tier.contains(&shown.tier) {
            miss(format!("{} is shown, {} is expected", shown.tier.code(), highest.code()));
        }
        if case.tier == [Tier::Emergency] {
            out.emergency_found.count(shown.tier == Tier::Emergency);
        }
        out.under.count(shown.tier < case.tier_min);
        out.two_level_under.count(levels(shown.tier) + 2 <= levels(case.tier_min));
        out.over.count(shown.tier > highest);
        if !case.tier.contains(&Tier::Emergency) {
            out.false_alarm.count(shown.tier == Tier::Emergency);
        }
        out.safe.count(levels(shown.tier) + 1 >= levels(lowest));
        if case.tier.contains(&Tier::SelfCare) {
            out.self_care_found.count(shown.tier == Tier::SelfCare);
        }
        // Patterns count only where a ranking is shown: not in expected emergencies, not under 16.
        let is_ranked = case.tier != [Tier::Emergency] && !case.answers.has(Item::AGE, "under-16");
        if is_ranked && !case.pattern_any.is_empty() {
            let patterns: Vec<&str> = shown.patterns.iter().map(|it| it.pattern.code()).collect();
            let first = patterns.first().is_some_and(|it| case.pattern_first.iter().any(|want| want == it));
            let any = patterns.iter().take(3).any(|it| case.pattern_any.iter().any(|want| want == it));
            out.pattern_first.count(first);
            out.top_three.count(any);
            if !first {
                let three = &patterns[..patterns.len().min(3)];
                miss(format!("{} come first, not {}", three.join(", "), case.pattern_first.join(" or ")));
            }
        }
        let acts = |act: &Act| shown.advice.iter().any(|it| it.advice.acts().has(*act));
        let forbidden: Vec<&str> = case.acts_never.iter().filter(|it| acts(it)).map(|it| it.code()).collect();
        out.forbidden_acts.count(!forbidden.is_empty());
        if !forbidden.is_empty() {
            miss(format!("advises {}", forbidden.join(", ")));
        }
        out.acts_some.count(case.acts_some.iter().any(acts));
        if let Some(wanted) = &case.factors_any {
            let hit = shown.factors.iter().take(5).any(|it| wanted.iter().any(|want| want == it.claim.code()));
            out.factors.count(hit);
            if !hit {
                miss(format!("no factor out of {}", wanted.join(", ")));
            }
        }
        if let Some(wanted) = &case.modules_some {
            let hit = shown.modules.iter().any(|it| wanted.iter().any(|want| want == it.module.code()));
            out.modules.count(hit);
            if !hit {
                miss(format!("no module out of {}", wanted.join(", ")));
            }
        }
    }
    out
}

fn table(title: &str, measures: &Measures) -> String {
    let rows = [
        ("exact tier", measures.exact, "at least 80 %"),
        ("emergencies found", measures.emergency_found, "all"),
        ("under-triage", measures.under, ""),
        ("under-triage by two levels", measures.two_level_under, "none"),
        ("over-triage", measures.over, ""),
        ("emergency false alarm", measures.false_alarm, "at most 12 %"),
        ("\"safe\" (at most one level low)", measures.safe, "at least 98 %"),
        ("self-care found", measures.self_care_found, "at least 70 %"),
        ("first pattern", measures.pattern_first, ""),
        ("pattern in the first three", measures.top_three, "at least 75 %"),
        ("forbidden acts shown", measures.forbidden_acts, "none"),
        ("a wanted act shown", measures.acts_some, ""),
        ("a wanted factor in the first five", measures.factors, ""),
        ("a wanted module offered", measures.modules, ""),
    ];
    let mut out = format!("{title}\n{:34} {:>9} {:>7}  {:17} target\n", "", "cases", "share", "95 % interval");
    for (name, share, target) in rows {
        let (low, high) = share.interval();
        let cases = format!("{} of {}", share.hits, share.of);
        let interval = if share.of == 0 { String::new() } else { format!("{low:.1} to {high:.1} %") };
        let _ = writeln!(out, "{name:34} {cases:>9} {:>5.1} %  {interval:17} {target}", share.percent());
    }
    out
}

/// Prints the measures of all cases, and of the two sets apart.
///
/// # Errors
///
/// Where the cases cannot be read.
pub fn print() -> Result<()> {
    let cases = read()?;
    println!("{}", table("All cases", &measure(cases.iter())));
    println!(
        "{}",
        table("The cases that weights were tuned on", &measure(cases.iter().filter(|it| !it.is_held_out())))
    );
    println!("{}", table("The other third", &measure(cases.iter().filter(|it| it.is_held_out()))));
    for note in measure(cases.iter()).notes {
        println!("{note}");
    }
    println!("Labels by the team, on cases that were open while the rules were written: no claim of accuracy.");
    println!("Targets are those for a locked set that others write.");
    Ok(())
}

/// What every change must keep on the open cases.
///
/// # Errors
///
/// Names each measure that falls short.
pub fn check() -> Result<()> {
    let measures = measure(read()?.iter());
    print!("{}", table("All cases", &measures));
    let demands = [
        ("emergencies found", measures.emergency_found.hits == 14 && measures.emergency_found.of == 14),
        ("under-triage by two levels", measures.two_level_under.hits == 0),
        ("forbidden acts", measures.forbidden_acts.hits == 0),
        ("exact tier at least 90 %", measures.exact.percent() >= 90.0),
        ("safe at least 98 %", measures.safe.percent() >= 98.0),
        ("self-care at least 85 %", measures.self_care_found.percent() >= 85.0),
        ("emergency false alarm at most 5 %", measures.false_alarm.percent() <= 5.0),
        ("first three patterns at least 85 %", measures.top_three.percent() >= 85.0),
    ];
    let short: Vec<&str> = demands.iter().filter(|(_, holds)| !holds).map(|(name, _)| *name).collect();
    ensure!(measures.exact.of >= 60, "only {} cases were read", measures.exact.of);
    if !short.is_empty() {
        bail!("short of: {}\n{}", short.join("; "), measures.notes.join("\n"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_the_exact_ones() {
        // Published Clopper-Pearson intervals: 14 of 14, 0 of 60, 54 of 60.
        for (hits, of, low, high) in [(14, 14, 76.8, 100.0), (0, 60, 0.0, 6.0), (54, 60, 79.5, 96.2)] {
            let (a, b) = Share { hits, of }.interval();
            assert!((a - low).abs() < 0.06 && (b - high).abs() < 0.06, "{hits} of {of}: {a} to {b}");
        }
    }

    #[test]
    fn a_case_that_is_taken_too_lightly_is_counted_as_such() {
        let line = r#"{"id":"t-001","none_of":["block-a"],"answers":{"intent":"recent"},"expect":{"tier":["urgent"],"tier_min":"urgent","pattern_first":[],"pattern_any":[],"acts_never":["rest"],"acts_some":["stretch"]}}"#;
        let case = read_one(line).unwrap();
        let measures = measure(std::iter::once(&case));
        assert_eq!(measures.exact, Share { hits: 0, of: 1 });
        assert_eq!(measures.two_level_under, Share { hits: 1, of: 1 });
        assert_eq!(measures.safe, Share { hits: 0, of: 1 });
    }
}
