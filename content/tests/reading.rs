//! The words keep their promises: nothing forbidden is said, and a child of ten could read it.
//!
//! The rules are those of SAFETY 7.2 and of the never-advise rules that only bind words
//! (NA-18, NA-30, NA-31, NA-32); the reading grade is Flesch and Kincaid's.

#[path = "reading/forbidden.rs"]
mod forbidden;
#[path = "reading/grade.rs"]
mod grade;

use forbidden::{Lint, RULES, Rule, lone_number, without_country};
use grade::{grade, words};

/// The grade of all texts of a kind together, at most.
const MEAN_GRADE: f64 = 6.0;
/// The grade of any one text, at most.
const WORST_GRADE: f64 = 9.0;
/// Words of a line that is ticked, at most.
const LINE_WORDS: usize = 9;
/// Words of all lines, headings and intros of the danger signs together, at most.
const SAFETY_WORDS: usize = 430;

/// All that the page tells a person, the evidence too.
fn everything() -> impl Iterator<Item = (&'static str, &'static str)> {
    content::keys().map(|key| (key, content::text(key).expect("a key has words")))
}

/// The texts whose keys begin with any of `prefixes`.
fn under(prefixes: &[&str]) -> Vec<(&'static str, &'static str)> {
    everything().filter(|(key, _)| prefixes.iter().any(|prefix| key.starts_with(prefix))).collect()
}

/// Questions in full and the lines that stand for them.
fn questions() -> Vec<(&'static str, &'static str)> {
    let mut questions = under(&["q-"]);
    questions.retain(|(key, _)| !key.contains('.') || key.ends_with(".line") || key.ends_with(".hint"));
    questions
}

/// What a person is told to do and to leave.
fn advice() -> Vec<(&'static str, &'static str)> {
    under(&["advice-", "module-", "relief-", "first-aid-", "never-"])
}

/// Why it matters, how soon to get help, and what to watch for.
fn reasons() -> Vec<(&'static str, &'static str)> {
    under(&["tier-", "why-", "safety-net", "look-again"])
}

#[test]
fn nothing_forbidden_is_said() {
    let lints: Vec<Lint> = RULES.iter().map(Rule::ready).collect();
    let mut found = Vec::new();
    for (key, text) in everything() {
        found
            .extend(lints.iter().filter_map(|lint| Some(format!("{key}: {}: {}", lint.rule.name, lint.breaks(text)?))));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn each_rule_notices_a_bad_sentence_and_passes_a_good_one() {
    for rule in RULES {
        let lint = rule.ready();
        for bad in rule.caught {
            assert!(lint.breaks(bad).is_some(), "{} lets through: {bad}", rule.name);
        }
        for good in rule.passed {
            assert_eq!(lint.breaks(good), None, "{}", rule.name);
        }
        assert!(!rule.caught.is_empty(), "{} has no example", rule.name);
    }
}

#[test]
fn an_emergency_number_never_stands_alone() {
    for (key, text) in everything() {
        // The numbers of the region list are shown beside the names of their regions.
        if let Some(region) = key.strip_suffix(".number").filter(|it| it.starts_with("region-")) {
            assert!(content::text(region).is_some(), "{key}: a number without its region");
            continue;
        }
        assert!(!without_country(text), "{key}: 111 without its country: {text}");
        assert!(!lone_number(text), "{key}: one number for everybody: {text}");
    }
    assert!(without_country("Phone 111 today."));
    assert!(!without_country("Phone 111 in England."));
    assert!(lone_number("Call 999 now."));
    assert!(!lone_number("Call 112, 911 or the number where you are."));
    assert!(!lone_number("In Australia call 000."));
}

#[test]
fn questions_reasons_and_advice_read_easily() {
    let mut hard = Vec::new();
    for (kind, texts) in [("questions", questions()), ("advice", advice()), ("reasons", reasons())] {
        assert!(!texts.is_empty(), "{kind}: nothing to read");
        // All texts of a kind in one: short labels weigh no more than their words.
        let mean = grade(&texts.iter().map(|(_, text)| format!("{text}.")).collect::<Vec<_>>().join(" "));
        println!("{kind}: grade {mean:.1} in {} texts", texts.len());
        if mean > MEAN_GRADE {
            hard.push(format!("{kind}: grade {mean:.1} on average"));
        }
        let grades = texts.iter().map(|&(key, text)| (grade(text), key, text));
        let worst = grades.filter(|it| it.0 > WORST_GRADE);
        hard.extend(worst.map(|(grade, key, text)| format!("{grade:.1} {key}: {text}")));
    }
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

#[test]
fn a_line_to_tick_is_short() {
    for (key, text) in under(&["q-"]).into_iter().filter(|(key, _)| key.ends_with(".line")) {
        let n_words = words(text).count();
        assert!(n_words <= LINE_WORDS, "{key}: {n_words} words: {text}");
    }
}

#[test]
fn the_danger_signs_are_read_in_a_minute_or_two() {
    let texts = under(&["q-", "block-", "group-"]);
    let shown = texts.iter().filter(|(key, _)| !key.starts_with("q-") || key.ends_with(".line"));
    let n_words: usize = shown.map(|(_, text)| words(text).count()).sum();
    println!("danger signs: {n_words} words");
    assert!((300..=SAFETY_WORDS).contains(&n_words), "{n_words} words");
}

#[test]
fn every_danger_sign_is_in_one_group_with_a_heading() {
    let source = include_str!("../en/questions.ftl");
    let groups = source.lines().filter_map(|line| line.strip_prefix("## group-"));
    let mut listed = Vec::new();
    for group in groups {
        let mut ids = group.split_whitespace();
        let heading = format!("group-{}", ids.next().expect("a group is named"));
        assert!(content::text(&heading).is_some(), "{heading} has no heading");
        listed.extend(ids);
    }
    let mut wanted: Vec<&str> =
        content::keys().filter_map(|key| key.strip_prefix("q-")?.strip_suffix(".line")).collect();
    listed.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(listed, wanted);
}

#[test]
fn what_was_answered_can_be_told_back() {
    let questions = content::keys().filter(|key| key.starts_with("q-") && !key.contains('.'));
    for key in questions {
        let told = content::attr(key, "told").or(content::attr(key, "line"));
        assert!(told.is_some_and(|it| !it.ends_with(['.', '?'])), "{key}");
    }
}
