//! How patterns are put in order, and which of them are told as twins.

mod proof;

use engine::{Match, Pattern, Strength, Tier, assess, pattern};
use proof::vignette;
use std::cmp::Reverse;

/// Scores closer than this, in hundredths, do not tell twins apart.
const TWINS_WITHIN: i32 = 110;

/// The pairs of `knowledge/patterns.toml`.
fn pairs() -> Vec<[Pattern; 2]> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge/patterns.toml");
    let file: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let named = |it: &toml::Value| Pattern::from_code(it.as_str().unwrap()).unwrap();
    let pair = |it: &toml::Value| [named(&it["pair"][0]), named(&it["pair"][1])];
    file["twins"].as_array().unwrap().iter().map(pair).collect()
}

#[test]
fn twins_are_shown_as_such_where_both_are_shown_and_close() {
    let (mut n_twins, mut n_apart) = (0, 0);
    for person in vignette::ALL.iter() {
        let patterns = assess(&person.answers).patterns;
        let shown = |it: Pattern| patterns.iter().find(|other| other.pattern == it);
        let close = |it: &Match, other: &Match| (it.score - other.score).abs() <= TWINS_WITHIN;
        for it in &patterns {
            let partners = pairs().into_iter().filter_map(|[a, b]| match it.pattern {
                at if at == a => shown(b),
                at if at == b => shown(a),
                _ => None,
            });
            let (near, far): (Vec<&Match>, Vec<&Match>) = partners.partition(|other| close(it, other));
            assert_eq!(it.twin.is_some(), !near.is_empty(), "{}: {:?}", person.id, it.pattern);
            assert!(it.twin.is_none_or(|twin| near.iter().any(|other| other.pattern == twin)), "{}", person.id);
            n_twins += near.len();
            n_apart += far.len();
        }
    }
    assert!(n_twins > 4, "{n_twins} twins are few");
    assert!(n_apart > 4, "{n_apart} pairs that can be told apart are few");
}

#[test]
fn the_best_fit_comes_first_and_among_strong_ones_what_asks_for_a_clinician() {
    let mut n_pressing = 0;
    for person in vignette::ALL.iter() {
        let patterns = assess(&person.answers).patterns;
        let place = |it: &Match| {
            let is_pressing = it.strength == Strength::Strong && pattern::floor_range(it.pattern).0 > Tier::SelfCare;
            (Reverse(it.strength), !is_pressing, Reverse(it.score), it.pattern == Pattern::ENERGY_NUTRITION)
        };
        assert!(patterns.is_sorted_by_key(place), "{}: {patterns:?}", person.id);
        assert!(patterns.iter().all(|it| !it.because.is_empty()), "{}: each is shown with its reasons", person.id);
        let is_passed = |pair: &[Match]| pair[0].strength == Strength::Strong && pair[0].score < pair[1].score;
        n_pressing += patterns.windows(2).filter(|it| is_passed(it)).count();
    }
    println!("{n_pressing} times something pressing stands before a better fit");
}

#[test]
fn longer_than_ninety_minutes_is_not_ninety() {
    let is_planned = |minutes: i64| {
        let mut answers = engine::Answers::default();
        answers.choose("when", "during-exercise").unwrap();
        let item = engine::Item::SESSION_MINUTES;
        answers.give(item, engine::Answer::integer(item, minutes).unwrap());
        assess(&answers).modules.iter().any(|it| it.module.code() == "fuelling")
    };
    assert!(!is_planned(90));
    assert!(is_planned(91));
}
