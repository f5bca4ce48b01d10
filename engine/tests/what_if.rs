//! What would change a result: that each change is the assessment of other answers, makes its factor less, and leaves
//! the tier, the safety questions and what was withheld alone; and that no skipped question could do more than is said.

mod proof;

use engine::{
    Act, Answer, Answers, Assessment, Claim, Group, Item, Kind, Strength, Tier, WhatIf, assess, could_raise, hides,
    what_if,
};
use proof::{Dice, ITEMS, all_no, code, for_each, somebody, tell, told, vignette};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How many people are made up.
const PEOPLE: usize = 20_000;

/// A row of factors.toml.
struct Row {
    claim: Claim,
    is_changeable: bool,
    acts: Vec<Act>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let factors: toml::Table = toml::from_str(include_str!("../knowledge/factors.toml")).unwrap();
    let row = |it: &toml::Value| {
        let acts = it.get("acts").and_then(toml::Value::as_array).into_iter().flatten();
        Row {
            claim: Claim::from_code(it["claim"].as_str().unwrap()).unwrap(),
            is_changeable: it.get("otherwise").is_some(),
            acts: acts.map(|it| Act::from_code(it.as_str().unwrap()).unwrap()).collect(),
        }
    };
    factors["factor"].as_array().unwrap().iter().map(row).collect()
});

fn weight(assessment: &Assessment, claim: Claim) -> i32 {
    assessment.factors.iter().find(|it| it.claim == claim).map_or(0, |it| it.weight)
}

/// Someone without a danger sign, whose answers make just this factor count, and what is answered otherwise then.
const CHANGES: [(&str, &[&str], &[&str]); 18] = [
    ("factor-intensity-duration", &["unaccustomed=longer"], &["unaccustomed=none"]),
    ("factor-dehydration", &["drink=little"], &["drink=to-thirst"]),
    ("factor-dehydration", &["drink=nothing", "mass-before=70", "mass-after=68"], &["drink=to-thirst", "mass-after="]),
    ("factor-dehydration", &["drink=electrolyte", "mass-before=70", "mass-after=68"], &["mass-after="]),
    ("factor-load-spike", &["load-change=much-more", "unaccustomed=race"], &["load-change=same"]),
    ("factor-load-spike", &["load-change=more"], &["load-change=same"]),
    ("extra-fast-pace", &["unaccustomed=faster+race"], &["unaccustomed=race"]),
    ("neuromuscular-fatigue-theory", &["effort=9"], &["effort=7"]),
    ("factor-eccentric", &["unaccustomed=downhill+new-equipment"], &["unaccustomed=new-equipment"]),
    ("factor-poor-conditioning", &["unaccustomed=new-activity+after-break"], &["unaccustomed=none"]),
    ("factor-heat-humidity", &["conditions=hot"], &["conditions=mild"]),
    ("factor-heat-humidity", &["conditions=hot-humid", "acclimatised=no"], &["acclimatised=yes"]),
    ("extra-plain-water-dilution", &["sweat=heavy", "drink=beyond-thirst"], &["drink=to-thirst"]),
    ("shortened-muscle-trigger", &["shortened=yes"], &["shortened=no"]),
    ("factor-low-carbohydrate", &["fuel=fasted"], &["fuel=normal"]),
    ("factor-alcohol", &["when=night", "age=60-plus", "lifestyle=alcohol+caffeine"], &["lifestyle=caffeine"]),
    ("extra-sedentary-night", &["when=night", "age=60-plus", "lifestyle=sitting"], &["lifestyle=none"]),
    ("extra-sedentary-night", &["when=night", "age=60-plus", "lifestyle=sitting+alcohol"], &["lifestyle=alcohol"]),
];

#[test]
fn each_factor_that_can_be_changed_is_gone_or_lighter_when_it_is() {
    let mut shown = BTreeSet::new();
    for (claim, answers, otherwise) in CHANGES {
        let claim = Claim::from_code(claim).unwrap();
        let mut said = all_no();
        tell(&mut said, &["when=during-exercise"]);
        tell(&mut said, answers);
        let mut then = said.clone();
        for text in otherwise {
            match text.strip_suffix('=') {
                Some(id) => then.clear(proof::item(id)),
                None => tell(&mut then, &[text]),
            }
        }
        let all = what_if(&said);
        let it = all.iter().find(|it| it.factor == claim).unwrap_or_else(|| panic!("{claim}: {answers:?}"));
        assert_eq!(it.answers, then, "{claim}: {answers:?}");
        assert!(it.gone.contains(&claim) != it.lighter.contains(&claim), "{claim}: {it:?}");
        shown.insert(claim);
    }
    let changeable: BTreeSet<Claim> = ROWS.iter().filter(|it| it.is_changeable).map(|it| it.claim).collect();
    assert_eq!(shown, changeable, "each row that can be changed has a case, and no other");
}

/// What must hold of every change, for anybody.
fn check(answers: &Answers, now: &Assessment, it: &WhatIf) {
    let told = || format!("{:?}: {answers:?}", it.factor);
    let then = assess(&it.answers);
    let strengths = |it: &Assessment| -> Option<(engine::Pattern, Strength)> {
        it.patterns.first().map(|it| (it.pattern, it.strength))
    };
    assert_eq!((it.tier, it.leading), (then.tier, strengths(&then)), "{}", told());
    assert_eq!(it.tier, now.tier, "{}", told());
    assert!(it.gone.contains(&it.factor) || it.lighter.contains(&it.factor), "{}", told());
    for claim in Claim::all() {
        let (before, after) = (weight(now, claim), weight(&then, claim));
        assert_eq!(it.gone.contains(&claim), before > 0 && after == 0, "{claim}: {}", told());
        assert_eq!(it.lighter.contains(&claim), 0 < after && after < before, "{claim}: {}", told());
        assert_eq!(it.instead.contains(&claim), before == 0 && after > 0, "{claim}: {}", told());
        assert!(before == 0 || after <= before, "{claim} is heavier: {}", told());
    }
    // Only the questions named were answered otherwise, and none of them is asked for safety or about the person.
    for item in ITEMS.iter().filter(|item| answers.given(**item) != it.answers.given(**item)) {
        assert!(it.changed.contains(item), "{item}: {}", told());
        assert!(item.group() == Group::Session || *item == Item::LIFESTYLE, "{item}: {}", told());
        assert!(answers.is_answered(*item) && answers.is_enabled(*item), "{item}: {}", told());
    }
    // The same in a fresh run, question by question, where the page has answered the lines that it hides.
    if ITEMS.iter().all(|item| !hides(answers, *item) || answers.has(*item, "no")) {
        let mut fresh = answers.clone();
        it.changed.iter().for_each(|item| fresh.edit(*item, it.answers.given(*item)));
        assert_eq!(fresh, it.answers, "{}", told());
    }
    // The tier rests on the same reasons, floors included, and nothing is withheld that was not: what is put in an
    // answer's place is never a risk.
    let reasons = |it: &Assessment| it.reasons.iter().map(|it| (it.rule, it.tier)).collect::<Vec<_>>();
    assert_eq!(reasons(now), reasons(&then), "{}", told());
    assert!(now.forbidden().and(then.forbidden()) == now.forbidden(), "{}", told());
    let row = ROWS.iter().find(|row| row.claim == it.factor).unwrap();
    assert!(row.acts.iter().all(|act| !now.forbidden().has(*act)), "{}", told());
}

fn check_all(answers: &Answers) {
    let now = assess(answers);
    let all = what_if(answers);
    if now.tier == Tier::Emergency || answers.has(Item::AGE, "under-16") {
        assert!(all.is_empty(), "{answers:?}");
    }
    let order: Vec<usize> =
        all.iter().map(|it| now.factors.iter().position(|factor| factor.claim == it.factor).unwrap()).collect();
    assert!(order.is_sorted_by(|a, b| a < b), "{answers:?}");
    for (at, it) in all.iter().enumerate() {
        check(answers, &now, it);
        assert!(all[..at].iter().all(|other| other.answers != it.answers), "{answers:?}");
    }
    let raised = could_raise(answers);
    let skipped: Vec<Item> =
        now.skipped.iter().copied().filter(|it| raised.iter().any(|(item, _)| item == it)).collect();
    assert_eq!(raised.iter().map(|it| it.0).collect::<Vec<_>>(), skipped, "{answers:?}");
    assert!(raised.iter().all(|(_, tier)| now.tier < *tier), "{answers:?}");
}

#[test]
fn a_change_is_the_assessment_of_other_answers_for_everybody() {
    vignette::ALL.iter().for_each(|it| check_all(&it.answers));
    for_each(PEOPLE, 71, |_, dice| check_all(&somebody(dice)));
}

#[test]
fn a_danger_is_not_undone_by_thinking_it_away() {
    // More than 7 percent lost is urgent, muddled in the heat an emergency, and puffy hands after drinking a lot urgent.
    for (texts, tier) in [
        (&["when=just-after", "drink=little", "mass-before=70", "mass-after=64"][..], Tier::Urgent),
        (&["when=just-after", "conditions=hot", "rf-confused=yes"], Tier::Emergency),
        (
            &["when=just-after", "last-exercise=today", "sweat=heavy", "drink=beyond-thirst", "symptoms=nausea"],
            Tier::Urgent,
        ),
    ] {
        let mut answers = all_no();
        tell(&mut answers, texts);
        assert_eq!(assess(&answers).tier, tier, "{texts:?}");
        assert_eq!(what_if(&answers), [], "{texts:?}");
    }
}

#[test]
fn what_is_withheld_is_not_hinted_at() {
    // Someone told to limit fluid is not told what drinking would change, nor a heavy drinker what stopping would.
    for (texts, claim) in [
        (&["when=during-exercise", "drink=nothing", "conditions-known=fluid-limit"][..], Claim::FACTOR_DEHYDRATION),
        (&["when=night", "age=60-plus", "lifestyle=alcohol-heavy"], Claim::FACTOR_ALCOHOL),
    ] {
        let mut answers = all_no();
        tell(&mut answers, texts);
        assert!(weight(&assess(&answers), claim) > 0, "{texts:?}");
        assert!(what_if(&answers).iter().all(|it| it.factor != claim), "{texts:?}");
    }
}

#[test]
fn nothing_is_told_that_nobody_can_change() {
    let mut answers = all_no();
    tell(&mut answers, &["when=night", "age=60-plus", "history=night-cramps+family-cramps", "medicines=diuretic"]);
    assert!(assess(&answers).factors.len() >= 4);
    assert_eq!(what_if(&answers), []);
}

#[test]
fn one_change_that_takes_away_two_factors_is_told_once() {
    let mut answers = all_no();
    tell(&mut answers, &["when=during-exercise", "unaccustomed=longer", "load-change=same"]);
    let all = what_if(&answers);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].gone, [Claim::FACTOR_INTENSITY_DURATION, Claim::FACTOR_LOAD_SPIKE]);
}

#[test]
fn what_was_said_already_comes_forward_when_the_stronger_goes() {
    let mut answers = all_no();
    tell(&mut answers, &["when=during-exercise", "unaccustomed=faster", "effort=9", "cramp-point=late"]);
    let all = what_if(&answers);
    let pace = all.iter().find(|it| it.factor == Claim::EXTRA_FAST_PACE).unwrap();
    assert_eq!(pace.gone, [Claim::EXTRA_FAST_PACE]);
    assert_eq!(pace.instead, [Claim::NEUROMUSCULAR_FATIGUE_THEORY]);
}

/// Every answer that `item` takes: all sets of options that may stand together.
fn every_answer(item: Item) -> Vec<Answer> {
    let n = item.options().len() as u32;
    let alone = ["none", "not-sure"].into_iter().filter(|it| item.options().contains(it)).map(|it| code(item, it));
    match item.kind() {
        Kind::Choice => (0..n).map(|at| Answer::Choice(at as u8)).collect(),
        Kind::Choices => {
            let alone: Vec<Answer> = alone.collect();
            let free = n - alone.len() as u32;
            (1..1 << free).map(Answer::Choices).chain(alone).collect()
        }
        Kind::Integer | Kind::Decimal => panic!("{item} is never told as skipped"),
    }
}

/// The same as [`could_raise`], by trying everything.
fn by_trying(answers: &Answers) -> Vec<(Item, Tier)> {
    let now = assess(answers);
    let highest = |item: &Item| {
        let tiers = every_answer(*item).into_iter().map(|answer| {
            let mut then = answers.clone();
            then.edit(*item, Some(answer));
            assess(&then).tier
        });
        (*item, tiers.max().unwrap())
    };
    now.skipped.iter().map(highest).filter(|(_, tier)| now.tier < *tier).collect()
}

#[test]
fn a_skipped_question_could_do_what_trying_every_answer_finds() {
    assert!(could_raise(&told(&[])).contains(&(Item::RF_COLD_PALE, Tier::Emergency)));
    for_each(vignette::ALL.len(), 72, |at, dice| {
        let mut answers = vignette::ALL[at].answers.clone();
        assert_eq!(could_raise(&answers), by_trying(&answers), "{answers:?}");
        // The same with a few safety questions passed over.
        for _ in 0..6 {
            skip_one(&mut answers, dice);
        }
        assert_eq!(could_raise(&answers), by_trying(&answers), "{answers:?}");
    });
    for_each(PEOPLE / 20, 73, |_, dice| {
        let mut answers = somebody(dice);
        skip_one(&mut answers, dice);
        assert_eq!(could_raise(&answers), by_trying(&answers), "{answers:?}");
    });
}

fn skip_one(answers: &mut Answers, dice: &mut Dice) {
    let told = |it: &&Item| matches!(it.group(), Group::Safety(_)) || [Item::AGE, Item::MEDICINES].contains(it);
    let all: Vec<Item> = ITEMS.iter().filter(told).copied().collect();
    answers.edit(dice.pick(&all), None);
}
