//! Proofs about the tier: that it only rises (INV-01, INV-02, INV-11), that the ranking cannot touch it (INV-03,
//! INV-04), and that silence and doubt are never a `no` (INV-05, INV-06).
//!
//! The whole of the answers cannot be enumerated. So: no condition has a negation by construction (`When` and
//! `Literal` have none, and the build refuses one); each rule is taken over its own inputs in `invariants_rule.rs`;
//! here all pairs and all triples of flags with each of their answers, every raise from every vignette, and one raise
//! from each of a million people.

mod proof;

use engine::pattern::floor_range;
use engine::{
    Answer, Answers, Item, Knowledge, Pattern, Rule, Strength, Tier, assess, assess_with, tier_without_floor,
};
use proof::promise::{ASKS_FOR, FLOORS, keeps_every_promise};
use proof::{Dice, FLAGS, all_no, code, for_each, item, raises, ranking_of, somebody, tell, told, vignette};
use std::borrow::Cow;

const MILLION: usize = 1_000_000;

fn asked(answers: &Answers) -> Tier {
    tier_without_floor(Knowledge::shipped(), answers)
}

fn given(answers: &Answers, item: Item, answer: Option<Answer>) -> Answers {
    let mut answers = answers.clone();
    match answer {
        Some(answer) => answers.give(item, answer),
        None => answers.clear(item),
    }
    answers
}

/// What a flag may be answered, from no answer to `yes`; each may only raise the tier from the one before.
fn values(flag: Item) -> Vec<Option<Answer>> {
    let codes = ["no", "not-sure", "yes"].into_iter().map(|it| Some(code(flag, it)));
    std::iter::once(None).chain(codes).collect()
}

#[test]
fn every_flag_asks_for_its_tier_by_itself() {
    assert_eq!(ASKS_FOR.len(), FLAGS.len(), "every flag that is a question is listed");
    for (flag, yes, doubt) in ASKS_FOR.iter() {
        // A follow-up and a pregnancy question count under their parent alone.
        let mut answers = all_no();
        for (gate, codes) in flag.gate() {
            answers.give(*gate, Answer::Choice(codes.trailing_zeros() as u8));
        }
        let under_parent = asked(&answers);
        let on = |answer: &str| asked(&given(&answers, *flag, Some(code(*flag, answer))));
        assert_eq!(on("no"), under_parent, "{flag}");
        assert_eq!(on("yes"), (*yes).max(under_parent), "{flag} yes");
        assert_eq!(on("not-sure"), (*doubt).max(under_parent), "{flag} not-sure");
        assert_eq!(Rule::from_code(flag.code()).and_then(Rule::alone), Some(*yes), "{flag}");
    }
}

#[test]
fn all_pairs_of_flags_keep_every_promise() {
    let pairs: Vec<(Item, Item)> =
        FLAGS.iter().enumerate().flat_map(|(at, a)| FLAGS[at + 1..].iter().map(move |b| (*a, *b))).collect();
    for_each(pairs.len(), 1, |at, _| {
        let (a, b) = pairs[at];
        for first in values(a) {
            for second in values(b) {
                let answers = given(&given(&all_no(), a, first), b, second);
                keeps_every_promise(&answers, &assess(&answers));
            }
        }
    });
}

#[test]
fn all_triples_of_flags_only_raise_the_tier() {
    let flags = &*FLAGS;
    let count = flags.len();
    for_each(count, 2, |a, _| {
        let tiers_of = |flag: usize| values(flags[flag]);
        let first = tiers_of(a);
        for b in a + 1..count {
            let second = tiers_of(b);
            for c in b + 1..count {
                let third = tiers_of(c);
                let mut answers = Answers::default();
                let mut tiers = [[[Tier::SelfCare; 4]; 4]; 4];
                let set = |answers: &mut Answers, flag: usize, answer: Option<Answer>| match answer {
                    Some(answer) => answers.give(flags[flag], answer),
                    None => answers.clear(flags[flag]),
                };
                for x in 0..4 {
                    set(&mut answers, a, first[x]);
                    for y in 0..4 {
                        set(&mut answers, b, second[y]);
                        for z in 0..4 {
                            set(&mut answers, c, third[z]);
                            tiers[x][y][z] = asked(&answers);
                        }
                    }
                }
                for x in 0..4 {
                    for y in 0..4 {
                        for z in 0..4 {
                            let here = tiers[x][y][z];
                            let named = || format!("{} {x}, {} {y}, {} {z}", flags[a], flags[b], flags[c]);
                            assert!(x == 3 || here <= tiers[x + 1][y][z], "{}", named());
                            assert!(y == 3 || here <= tiers[x][y + 1][z], "{}", named());
                            assert!(z == 3 || here <= tiers[x][y][z + 1], "{}", named());
                            // No answer and `no` ask for the same; only what is said of it differs.
                            assert!(x != 0 || here == tiers[1][y][z], "{}", named());
                            assert!(y != 0 || here == tiers[x][1][z], "{}", named());
                            assert!(z != 0 || here == tiers[x][y][1], "{}", named());
                        }
                    }
                }
            }
        }
    });
}

#[test]
fn no_step_from_a_vignette_lowers_the_tier() {
    let vignettes = &*vignette::ALL;
    for_each(vignettes.len(), 3, |at, _| {
        let vignette = &vignettes[at];
        let before = asked(&vignette.answers);
        for (item, answer) in raises(&vignette.answers) {
            let after = asked(&given(&vignette.answers, item, Some(answer)));
            assert!(before <= after, "{}: {item} {answer:?} lowers {before:?} to {after:?}", vignette.id);
        }
    });
}

#[test]
fn no_step_from_a_million_people_lowers_the_tier() {
    for_each(MILLION, 4, |_, dice| {
        let answers = somebody(dice);
        let before = asked(&answers);
        let (item, answer) = dice.pick(&raises(&answers));
        let after = asked(&given(&answers, item, Some(answer)));
        assert!(before <= after, "{item} {answer:?} lowers {before:?} to {after:?} for {answers:?}");
    });
}

/// The one context that may lower a tier: a test that found no sickle trait, for legs that gave way, and never below
/// the same day.
#[test]
fn a_negative_trait_test_lowers_legs_that_gave_way_and_nothing_else() {
    for_each(200_000, 5, |at, dice| {
        let mut answers = somebody(dice);
        if at % 2 == 0 {
            tell(&mut answers, &["rf-legs-gave-way"]);
        }
        for before in [None, Some(code(Item::SICKLE, "no")), Some(code(Item::SICKLE, "not-sure"))] {
            let unknown = asked(&given(&answers, Item::SICKLE, before));
            let tested = asked(&given(&answers, Item::SICKLE, Some(code(Item::SICKLE, "tested-no"))));
            if answers.has(item("rf-legs-gave-way"), "yes") {
                assert!(Tier::Urgent <= tested && unknown == Tier::Emergency, "{answers:?}");
            } else {
                assert_eq!(unknown, tested, "{answers:?}");
            }
        }
    });
    let mut answers = all_no();
    tell(&mut answers, &["rf-legs-gave-way"]);
    assert_eq!(asked(&answers), Tier::Urgent);
    answers.clear(Item::SICKLE);
    assert_eq!(asked(&answers), Tier::Emergency);
}

/// What a person might take for an excuse.
fn excuses() -> Vec<(Item, Option<&'static [&'static str]>, &'static str)> {
    // The question, the answers it may replace (none: only silence), the excuse.
    vec![
        (item("injury-72h"), Some(&["no", "not-sure"]), "yes"),
        (item("clot-risk"), None, "leg-injury-6w"),
        (item("effort"), None, "10"),
        (item("session-minutes"), None, "300"),
        (item("load-change"), Some(&["less", "same", "more", "unsure"]), "much-more"),
        (item("unaccustomed"), Some(&["none"]), "race"),
        (item("age"), Some(&["40-59", "60-plus"]), "16-39"),
        (item("activity"), Some(&["hike-walk", "other"]), "triathlon"),
        (item("history"), Some(&["none"]), "exercise-cramps"),
        (item("history"), Some(&["none"]), "night-cramps"),
        (item("history"), Some(&["none"]), "injury-same-muscle"),
        (item("frequency"), Some(&["first", "rarely"]), "most-days"),
        (item("severity"), None, "0"),
        (item("severity"), None, "1"),
        (item("warm-up"), Some(&["none"]), "full"),
    ]
}

#[test]
fn no_excuse_lowers_what_the_rules_ask_for() {
    for_each(150_000, 6, |_, dice| {
        let answers = somebody(dice);
        let before = asked(&answers);
        for (item, instead_of, excuse) in excuses() {
            let replaces = instead_of.is_some_and(|codes| codes.iter().any(|it| answers.has(item, it)));
            if answers.is_answered(item) && !replaces {
                continue;
            }
            let mut excused = answers.clone();
            tell(&mut excused, &[&format!("{item}={excuse}")]);
            let after = asked(&excused);
            assert!(before <= after, "{item}={excuse} lowers {before:?} to {after:?} for {answers:?}");
        }
    });
}

#[test]
fn an_excuse_told_to_silence_lowers_no_tier_and_no_floor() {
    for_each(100_000, 7, |_, dice| {
        let answers = somebody(dice);
        let before = assess(&answers).tier;
        for excuse in ["age=16-39", "effort=10", "load-change=much-more", "unaccustomed=race"] {
            let (item, _) = excuse.split_once('=').expect("an excuse is an answer");
            if answers.is_answered(self::item(item)) {
                continue;
            }
            let mut excused = answers.clone();
            tell(&mut excused, &[excuse]);
            let after = assess(&excused).tier;
            assert!(before <= after, "{excuse} lowers {before:?} to {after:?} for {answers:?}");
        }
    });
}

/// Fresh matrices, the shipped one with its rows dealt out anew, and one of zeros.
fn matrices(dice: &mut Dice) -> Vec<Knowledge> {
    let shipped = Knowledge::shipped();
    let rolled = |dice: &mut Dice| {
        let mut knowledge = shipped.clone();
        for def in knowledge.patterns.to_mut() {
            def.prior = dice.roll(1200) as i32 - 400;
            def.cells.to_mut().iter_mut().for_each(|it| *it = dice.roll(5) as i32 - 2);
        }
        knowledge
    };
    let mut zero = shipped.clone();
    for def in zero.patterns.to_mut() {
        def.prior = 0;
        def.cells.to_mut().fill(0);
    }
    let mut dealt = shipped.clone();
    let mut rows: Vec<Cow<'static, [i32]>> = shipped.patterns.iter().map(|it| it.cells.clone()).collect();
    dice.shuffle(&mut rows);
    dealt.patterns.to_mut().iter_mut().zip(rows).for_each(|(def, row)| def.cells = row);
    vec![rolled(dice), rolled(dice), rolled(dice), zero, dealt]
}

#[test]
fn no_matrix_touches_what_the_rules_ask_for() {
    let matrices: Vec<Knowledge> = (0..8).flat_map(|it| matrices(&mut Dice::new(it))).collect();
    let vignettes = &*vignette::ALL;
    for_each(60_000 + vignettes.len(), 7, |at, dice| {
        let answers = vignettes.get(at).map_or_else(|| somebody(dice), |it| it.answers.clone());
        let shipped = assess(&answers);
        let other = assess_with(&matrices[dice.roll(matrices.len())], &answers);
        assert_eq!(other.tier_without_floor, shipped.tier_without_floor, "{answers:?}");
        assert!(other.tier_without_floor <= other.tier);
        let (fired, floors): (Vec<_>, Vec<_>) =
            other.reasons.iter().partition(|it| !it.rule.code().starts_with("floor-"));
        let of_rules = |it: &&engine::Reason| it.rule.code() != "self-care" && !it.rule.code().starts_with("floor-");
        let (fired, shipped): (Vec<_>, Vec<_>) =
            (fired.into_iter().filter(of_rules).collect(), shipped.reasons.iter().filter(of_rules).collect());
        assert_eq!(fired, shipped, "the rules that fire are the same: {answers:?}");
        let floor = floors.iter().map(|it| it.tier).max().unwrap_or(Tier::SelfCare);
        assert_eq!(other.tier, floor.max(other.tier_without_floor), "a tier rises by a floor alone");
    });
}

/// Each pattern, made to score high, over its hallmark and somebody's other answers: where it is shown as strong, its
/// floor is a reason.
#[test]
fn every_pattern_shown_as_strong_forces_its_floor() {
    for (id, floor) in FLOORS {
        let pattern = Pattern::from_code(id).expect("a pattern");
        assert_eq!(floor_range(pattern).0, floor, "{id}");
        let mut knowledge = Knowledge::shipped().clone();
        for (at, def) in knowledge.patterns.to_mut().iter_mut().enumerate() {
            def.prior = if at == pattern.index() { 5_000 } else { -1_000_000 };
        }
        let strong = std::sync::atomic::AtomicUsize::new(0);
        for_each(3_000, 8 + pattern.index() as u64, |_, dice| {
            let answers = somebody(dice);
            let it = assess_with(&knowledge, &answers);
            let named = it.reasons.iter().find(|it| it.rule.code() == format!("floor-{id}"));
            for shown in it.patterns.iter().filter(|it| it.strength == Strength::Strong) {
                assert_eq!(shown.pattern, pattern);
                strong.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                assert!(floor <= it.tier, "{id} for {answers:?}");
                assert!(floor == Tier::SelfCare || named.is_some_and(|it| floor <= it.tier), "{id} for {answers:?}");
            }
            keeps_every_promise(&answers, &it);
        });
        // A pattern that asks for an emergency is never on the screen as strong: the call is.
        let seen = strong.into_inner() > 0;
        assert_eq!(seen, floor != Tier::Emergency, "{id}");
    }
}

/// The floors hold where the ranking is hidden.
#[test]
fn a_floor_holds_for_a_child_too() {
    let pattern = Pattern::from_code("exertional-sickling").expect("a pattern");
    let mut knowledge = Knowledge::shipped().clone();
    knowledge.patterns.to_mut()[pattern.index()].prior = 5_000;
    let it = assess_with(&knowledge, &told(&["age=under-16", "sickle=tested-no", "rf-legs-gave-way"]));
    assert_eq!((it.tier_without_floor, it.tier), (Tier::Urgent, Tier::Emergency));
    assert!(it.reasons.iter().any(|it| it.rule.code() == "floor-exertional-sickling"));
}

/// Any single question and any two left out: the result stays what the rest asks for, and names what was left out.
#[test]
fn what_is_left_out_is_named_above_self_care() {
    let safety: Vec<Item> =
        proof::ITEMS.iter().copied().filter(|it| matches!(it.group(), engine::Group::Safety(_))).collect();
    let baseline = all_no();
    let whole = assess(&baseline);
    assert_eq!((whole.tier, &whole.skipped), (Tier::SelfCare, &Vec::new()));
    for (at, first) in safety.iter().enumerate() {
        for second in &safety[at..] {
            let mut answers = baseline.clone();
            answers.clear(*first);
            answers.clear(*second);
            let it = assess(&answers);
            assert_eq!(it.tier, Tier::SelfCare);
            // A follow-up under a parent that was answered `no` does not apply, and so is not skipped.
            let mut named: Vec<Item> = [*first, *second].into_iter().filter(|it| it.parent().is_none()).collect();
            named.dedup();
            assert_eq!(it.skipped, named);
        }
    }
    // A follow-up that applies is named.
    for follow_up in safety.iter().filter(|it| it.parent().is_some()) {
        let (parent, _) = follow_up.gate()[0];
        let mut answers = given(&baseline, parent, Some(code(parent, "not-sure")));
        answers.clear(*follow_up);
        assert_eq!(assess(&answers).skipped, [*follow_up]);
    }
}

/// A `yes` or a doubt never makes a pattern fit less that the flag points to: from every vignette, with every flag,
/// and from people made up.
#[test]
fn a_flag_never_speaks_against_a_pattern_it_points_to() {
    // The score is seen at all only above zero, and a strength below strong only through it; so the score is compared
    // with the matrix lifted, and the strength as it ships.
    let lifted: Vec<Knowledge> = Pattern::all().map(|it| ranking_of(it, 100_000)).collect();
    let plain: Vec<Knowledge> = Pattern::all().map(|it| ranking_of(it, 0)).collect();
    let match_of = |answers: &Answers, pattern: Pattern| {
        let score = assess_with(&lifted[pattern.index()], answers).patterns.first().map(|it| it.score);
        let strength = assess_with(&plain[pattern.index()], answers).patterns.first().map(|it| it.strength);
        (score, strength)
    };
    let check = |answers: &Answers, flag: Item| {
        let Some(rule) = Rule::from_code(flag.code()) else { return };
        for pattern in rule.points_to().0 {
            let before = match_of(answers, *pattern);
            let mut strengths = Vec::new();
            for (_, answer) in proof::raises_of(flag, answers.given(flag)) {
                let after = match_of(&given(answers, flag, Some(answer)), *pattern);
                assert!(before.0 <= after.0, "{flag} {answer:?}, {pattern}: {before:?}, {after:?} for {answers:?}");
                assert!(before.1 <= after.1, "{flag} {answer:?}, {pattern}: {before:?}, {after:?} for {answers:?}");
                strengths.push(after);
            }
        }
    };
    let vignettes = &*vignette::ALL;
    let grown = |answers: &Answers| {
        // Under 16 no ranking is shown.
        let mut answers = answers.clone();
        if answers.has(Item::AGE, "under-16") {
            answers.give(Item::AGE, code(Item::AGE, "16-39"));
        }
        answers
    };
    for_each(vignettes.len() + 40_000, 30, |at, dice| match vignettes.get(at) {
        Some(vignette) => FLAGS.iter().for_each(|flag| check(&grown(&vignette.answers), *flag)),
        None => check(&grown(&somebody(dice)), dice.pick(&FLAGS)),
    });
}
