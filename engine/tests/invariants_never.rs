//! A million results, each held to every promise that can be read off it (INV-04 to INV-10, INV-12 to INV-16, INV-22,
//! INV-23), and what has to be tried on purpose: every emergency rule, every pregnant person with a sign in one leg,
//! every child.
//!
//! | invariant | here | beside it |
//! |---|---|---|
//! | INV-01, 02 | `invariants_rule` over each rule's inputs | `invariants_tier`: pairs, triples, vignettes, a million people |
//! | INV-03, 04, 11 | | `invariants_tier` |
//! | INV-05, 06 | a million results | `invariants_tier`: every question and every two of them left out |
//! | INV-07 | advice and first aid under every emergency rule | the order on the page: tests of the page |
//! | INV-08 | `next_question` is the emergency at once | the screen after one tap: tests of the page |
//! | INV-09, 10 | a million results; `invariants_rule`: each never-advise rule over its inputs | |
//! | INV-12 to 16 | a million results, and their inputs exhaustively | |
//! | INV-17, 18 | | `invariants_order` |
//! | INV-19 | nothing: the engine decides no words | the safety net in every result: tests of the words and of the page |
//! | INV-20, 21 | nothing | tests of the words |
//! | INV-22, 23 | a million results | a page without the program: tests of the page; the reasons in words: tests of the words |
//! | INV-24, 29 | nothing: the engine has no language and no number to call | tests of the words |
//! | INV-25, 26, 27, 32 | | `invariants_rule`; the times told in questions: tests of the words |
//! | INV-28 | nothing | tests of sharing and printing |
//! | INV-30 | `invariants_order`: block A comes first for a helper too | the wording about "the person": tests of the words |
//! | INV-31 | nothing | tests of the page |

mod proof;

use engine::{Act, Answers, Item, Kind, Knowledge, Step, Tier, assess, next_question, tier_without_floor};
use proof::promise::{EMERGENCY_A, EMERGENCY_B, EMERGENCY_CD, EMERGENCY_E, act, acts_shown, keeps_every_promise};
use proof::{all_no, any_answer, code, for_each, item, somebody, tell, told, vignette};
use std::sync::Mutex;

#[test]
fn a_million_people_get_a_result_that_keeps_every_promise() {
    for_each(1_000_000, 60, |_, dice| {
        let answers = somebody(dice);
        keeps_every_promise(&answers, &assess(&answers));
    });
}

/// INV-22: any answer to any question, the absurd among them, gives a result.
#[test]
fn anything_at_all_gives_a_result() {
    for_each(60_000, 61, |_, dice| {
        let mut answers = Answers::default();
        for item in Item::all() {
            if dice.chance(30) {
                continue;
            }
            let answer = match item.kind() {
                Kind::Choice => Some(engine::Answer::Choice(dice.roll(item.options().len()) as u8)),
                Kind::Choices => {
                    // Any set of options there is, `none` beside others too: a page may hold one for a moment.
                    let mask = dice.next() as u32 & ((1 << item.options().len()) - 1);
                    (mask != 0).then_some(engine::Answer::Choices(mask))
                }
                Kind::Integer => {
                    let (min, max) = item.bounds();
                    engine::Answer::integer(item, min + dice.roll((max - min + 1) as usize) as i64).ok()
                }
                Kind::Decimal => {
                    let (min, max) = item.bounds();
                    engine::Answer::decimal(item, min as f64 + (max - min) as f64 * dice.roll(1001) as f64 / 1000.0)
                        .ok()
                }
            };
            answer.into_iter().for_each(|it| answers.give(item, it));
        }
        keeps_every_promise(&answers, &assess(&answers));
        next_question(&answers);
    });
    keeps_every_promise(&Answers::default(), &assess(&Answers::default()));
    assert_eq!(assess(&Answers::default()).tier, Tier::SelfCare);
}

/// Every rule that asks for an emergency, with answers that make it ask.
fn emergencies() -> Vec<(&'static str, Answers)> {
    let alone = [EMERGENCY_A, EMERGENCY_B, EMERGENCY_CD, EMERGENCY_E].concat();
    let mut out: Vec<(&'static str, Answers)> = alone
        .into_iter()
        .map(|flag| {
            let mut answers = all_no();
            if flag == "rf-heat-30" {
                tell(&mut answers, &["rf-heat-sick=not-sure"]);
            }
            tell(&mut answers, &[flag]);
            (flag, answers)
        })
        .collect();
    let with: [(&'static str, &[&str]); 49] = [
        ("rf-heartbeat", &["rf-heartbeat", "symptoms=faint"]),
        ("rf-heartbeat", &["rf-heartbeat", "conditions-known=kidney"]),
        ("rf-heat-sick", &["rf-heat-sick", "rf-hot-skin"]),
        ("rf-vomit", &["rf-vomit", "last-exercise=today", "drink=beyond-thirst"]),
        ("rf-bad-headache", &["rf-bad-headache", "last-exercise=today", "drink=beyond-thirst"]),
        ("rf-puffy", &["rf-puffy", "rf-vomit"]),
        ("rf-whole-body-cramp", &["rf-whole-body-cramp", "rf-vomit"]),
        ("rf-poison", &["rf-poison", "rf-vomit"]),
        ("rf-back-both", &["rf-back-both", "rf-saddle"]),
        ("rf-foot-drop", &["rf-foot-drop", "injury-72h"]),
        ("rf-red-hot", &["rf-red-hot", "rf-vomit"]),
        ("rf-fever", &["rf-fever", "rf-heat-sick"]),
        ("rf-swollen-one", &["rf-swollen-one", "symptoms=faint"]),
        ("rf-preg-leg", &["pregnant=pregnant", "rf-preg-leg", "rf-breath-chest"]),
        ("rf-low-urine", &["rf-low-urine", "rf-heartbeat"]),
        ("rf-pain-beyond", &["rf-pain-beyond", "rf-vomit"]),
        ("rf-locked", &["rf-locked", "rf-brown-urine"]),
        ("rf-no-weight", &["rf-no-weight", "rf-deformed"]),
        ("rf-thinner-blow", &["medicines=anticoagulant", "rf-thinner-blow", "rf-tight"]),
        ("rf-legs-gave-way", &["rf-legs-gave-way", "sickle=no"]),
        ("rf-legs-gave-way", &["rf-legs-gave-way", "sickle=yes"]),
        ("rf-tetany", &["rf-tetany=not-sure", "tetany-airway"]),
        ("rf-rest-pain", &["rf-rest-pain", "rf-cold-pale"]),
        ("rf-bulbar", &["rf-bulbar", "rf-stroke"]),
        ("rf-statin-muscle", &["medicines=statin", "rf-statin-muscle", "rf-brown-urine"]),
        ("rf-preeclampsia", &["pregnant=pregnant", "rf-preeclampsia", "rf-confused"]),
        ("rf-diabetes-ill", &["rf-diabetes-ill", "rf-vomit"]),
        ("rf-liver-ill", &["conditions-known=liver", "rf-liver-ill", "rf-confused"]),
        ("rf-first-minutes", &["rf-first-minutes", "rf-brown-urine"]),
        ("rf-swollen-both", &["rf-swollen-both", "rf-breath-chest"]),
        ("rf-numb-feet", &["rf-numb-feet", "rf-saddle"]),
        ("rf-child", &["age=under-16", "rf-brown-urine"]),
        ("CR-01", &["rf-jaw"]),
        ("CR-02", &["rf-calf-constant", "symptoms=breathless-walk"]),
        ("CR-02", &["rf-vein-hard", "symptoms=faint"]),
        ("CR-03", &["last-exercise=today", "conditions=hot", "rf-confused"]),
        ("CR-04", &["last-exercise=today", "drink=beyond-thirst", "rf-vomit"]),
        ("CR-06", &["rf-brown-urine", "last-exercise=week"]),
        ("CR-06", &["rf-brown-urine", "medicines=statin"]),
        ("CR-08", &["rf-pain-beyond", "rf-heartbeat"]),
        ("CR-09", &["severity=8", "symptoms=toe-move-pain+numb"]),
        ("CR-14", &["sickle=yes", "last-exercise=today", "symptoms=weak-after"]),
        ("CR-15", &["rf-legs-gave-way", "sickle=not-sure"]),
        ("CR-17", &["rf-back-both", "rf-weak-fast"]),
        ("CR-19", &["rf-claudication", "rf-cold-pale"]),
        ("CR-21", &["medicines=diuretic", "symptoms=diarrhoea", "rf-weak-fast"]),
        ("CR-22", &["rf-fever", "rf-vomit"]),
        ("CR-33", &["rf-back-both", "rf-saddle=not-sure"]),
        ("CR-34", &["rf-low-urine", "rf-pain-beyond"]),
    ];
    out.extend(with.into_iter().map(|(rule, texts)| {
        let mut answers = all_no();
        tell(&mut answers, texts);
        (rule, answers)
    }));
    out
}

/// INV-07, INV-08: every rule that can ask for an emergency does, the next screen is the result, and only the call, a
/// clinician, cooling and the end of drinking are told, whatever else a person said.
#[test]
fn every_emergency_rule_shows_the_call_at_once() {
    let emergencies = emergencies();
    let can = |cases: &[(Tier, engine::When)]| cases.iter().any(|(tier, _)| *tier == Tier::Emergency);
    for (rule, _) in engine::Rule::all().zip(Knowledge::shipped().rules.iter()).filter(|(_, def)| can(&def.cases)) {
        assert!(emergencies.iter().any(|(id, _)| *id == rule.code()), "{rule} has no case here");
    }
    for_each(emergencies.len(), 62, |at, dice| {
        let (rule, answers) = &emergencies[at];
        let it = assess(answers);
        let reason =
            it.reasons.iter().find(|it| it.rule.code() == *rule).unwrap_or_else(|| panic!("{rule} does not fire"));
        assert_eq!(reason.tier, Tier::Emergency, "{rule}");
        assert_eq!(next_question(answers), Step::Emergency, "{rule}");
        keeps_every_promise(answers, &it);
        let read = reason.items();
        for _ in 0..300 {
            let mut answers = answers.clone();
            for item in Item::all().filter(|it| !read.contains(it)) {
                if let (true, Some(answer)) = (dice.chance(30), any_answer(item, &answers, dice)) {
                    let mut tried = answers.clone();
                    tried.give(item, answer);
                    // Not what would shut the gate of what was read.
                    if read.iter().all(|it| tried.is_enabled(*it)) {
                        answers = tried;
                    }
                }
            }
            let it = assess(&answers);
            assert_eq!(it.tier, Tier::Emergency, "{rule}: {answers:?}");
            keeps_every_promise(&answers, &it);
        }
    });
}

/// INV-08: at whatever point a person is, a `yes` to a flag that is an emergency alone ends the questions.
#[test]
fn a_yes_to_an_emergency_ends_the_questions() {
    let alone = [EMERGENCY_A, EMERGENCY_B, EMERGENCY_CD, EMERGENCY_E].concat();
    for_each(30_000, 63, |_, dice| {
        let mut answers = somebody(dice);
        let flag = dice.pick(&alone);
        if flag == "rf-heat-30" {
            tell(&mut answers, &["rf-heat-sick"]);
        }
        tell(&mut answers, &[flag]);
        assert_eq!(next_question(&answers), Step::Emergency, "{flag}: {answers:?}");
    });
}

/// INV-15: each sign in one leg, for each that is pregnant or has just been, whatever the rest.
#[test]
fn pregnant_with_a_sign_in_one_leg_is_seen_today() {
    let signs: [&[&str]; 7] = [
        &["rf-preg-leg"],
        &["rf-calf-constant"],
        &["rf-worse-again"],
        &["side=one", "symptoms=muscle-pain"],
        &["rf-swollen-one"],
        &["rf-red-hot"],
        &["rf-vein-hard"],
    ];
    for_each(20_000, 64, |_, dice| {
        let mut answers = somebody(dice);
        tell(&mut answers, dice.pick(&signs));
        tell(&mut answers, &[dice.pick(&["pregnant=pregnant", "pregnant=postpartum-6w"])]);
        let it = assess(&answers);
        assert!(Tier::Urgent <= it.tier_without_floor, "{answers:?}");
        keeps_every_promise(&answers, &it);
    });
    // Doubt about being pregnant withholds medicines too.
    for_each(20_000, 65, |_, dice| {
        let mut answers = somebody(dice);
        tell(&mut answers, &["pregnant=not-sure"]);
        let forbidden = assess(&answers).forbidden();
        assert!(
            ["supplement", "magnesium", "salt", "painkiller", "anti-inflammatory"]
                .iter()
                .all(|it| forbidden.has(act(it)))
        );
    });
}

/// INV-12, INV-13, INV-16: whatever the rest.
#[test]
fn swelling_brown_urine_and_childhood_weigh_whatever_the_rest() {
    for_each(30_000, 66, |at, dice| {
        let mut answers = somebody(dice);
        let (sign, at_least) =
            [("rf-swollen-one", Tier::Urgent), ("rf-brown-urine", Tier::Urgent), ("age=under-16", Tier::Soon)][at % 3];
        tell(&mut answers, &[sign]);
        let it = assess(&answers);
        assert!(at_least <= it.tier_without_floor, "{sign}: {answers:?}");
        keeps_every_promise(&answers, &it);
    });
    // Dark urine that is in doubt is no lack of drink either.
    let doubt =
        told(&["last-exercise=today", "conditions=hot", "sweat=heavy", "drink=nothing", "rf-brown-urine=not-sure"]);
    let it = assess(&doubt);
    assert!(it.factors.iter().all(|it| it.claim.code() != "factor-dehydration"));
    assert!(!acts_shown(&it).has(act("fluids")));
}

/// INV-09: each advice that can carry a forbidden act is in fact taken away by each rule that forbids it, for some
/// person: the rules are not idle.
#[test]
fn the_never_advise_rules_take_something_away() {
    let unbound = proof::without_never();
    let taken = Mutex::new(std::collections::BTreeSet::<Act>::new());
    let vignettes = &*vignette::ALL;
    for_each(vignettes.len() + 60_000, 67, |at, dice| {
        let answers = vignettes.get(at).map_or_else(|| somebody(dice), |it| it.answers.clone());
        let free = engine::assess_with(&unbound, &answers);
        let bound = assess(&answers);
        assert_eq!(
            (free.tier, &free.reasons),
            (bound.tier, &bound.reasons),
            "what is forbidden never touches the tier"
        );
        let (free, bound) = (acts_shown(&free), acts_shown(&bound));
        taken.lock().expect("no other panic").extend(free.iter().filter(|it| !bound.has(*it)));
    });
    let taken = taken.into_inner().expect("unpoisoned");
    let forbidden = [
        "stretch",
        "massage",
        "heat",
        "cold",
        "fluids",
        "salt",
        "painkiller",
        "compression",
        "elevate",
        "rest",
        "keep-moving",
        "strengthen",
        "load-progression",
        "pickle-juice",
        "fuel",
        "alcohol-free",
        "stop-drinking",
    ];
    let idle: Vec<_> = forbidden.iter().filter(|it| !taken.contains(&act(it))).collect();
    assert!(idle.is_empty(), "never taken away: {idle:?}");
}

/// INV-14: breath or chest with any sign in the leg.
#[test]
fn breath_or_chest_with_a_leg_is_an_emergency() {
    for breath in ["rf-breath-chest", "symptoms=faint", "symptoms=breathless-walk"] {
        for leg in ["rf-swollen-one", "rf-calf-constant", "rf-red-hot", "rf-vein-hard"] {
            let mut answers = all_no();
            tell(&mut answers, &[breath, leg]);
            assert_eq!(tier_without_floor(Knowledge::shipped(), &answers), Tier::Emergency, "{breath}, {leg}");
            answers.give(item("injury-72h"), code(item("injury-72h"), "yes"));
            assert_eq!(tier_without_floor(Knowledge::shipped(), &answers), Tier::Emergency, "{breath}, {leg}, injured");
        }
    }
}
