//! What every result keeps, whatever was answered: the invariants that can be read off one result. The lists here are
//! written from the sentences of the safety rules, not from the data, so that a change of the data shows.

use super::{ITEMS, item, oracle};
use engine::{Act, Acts, Answers, Assessment, Item, Rule, Said, Step, Strength, Tier, next_question};
use std::sync::LazyLock;

/// The red flags, and the tier that a `yes` asks for by itself.
pub const EMERGENCY_A: &[&str] = &[
    "rf-collapse",
    "rf-confused",
    "rf-breath-chest",
    "rf-stroke",
    "rf-heat-30",
    "rf-hot-skin",
    "rf-jaw",
    "rf-stimulant",
];
pub const URGENT_A: &[&str] =
    &["rf-heartbeat", "rf-heat-sick", "rf-vomit", "rf-bad-headache", "rf-puffy", "rf-whole-body-cramp", "rf-poison"];
pub const EMERGENCY_B: &[&str] = &[
    "rf-cold-pale",
    "rf-numb-dead",
    "rf-tight",
    "rf-saddle",
    "rf-weak-fast",
    "rf-flesh",
    "rf-vein-bleed",
    "rf-deformed",
];
pub const URGENT_B: &[&str] = &["rf-back-both", "rf-foot-drop", "rf-red-hot", "rf-fever", "rf-vein-hard"];
pub const EMERGENCY_CD: &[&str] = &["rf-sickle-pain"];
pub const URGENT_CD: &[&str] = &[
    "rf-swollen-one",
    "rf-worse-again",
    "rf-preg-leg",
    "rf-brown-urine",
    "rf-low-urine",
    "rf-pain-beyond",
    "rf-locked",
    "rf-pop",
    "rf-no-push",
    "rf-no-weight",
    "rf-thinner-blow",
    "rf-legs-gave-way",
    "rf-tetany",
];
pub const SOON_CD: &[&str] = &["rf-calf-constant"];
pub const EMERGENCY_E: &[&str] = &["rf-kidney-weak"];
pub const URGENT_E: &[&str] =
    &["rf-rest-pain", "rf-bulbar", "rf-statin-muscle", "rf-preeclampsia", "rf-diabetes-ill", "rf-liver-ill"];
pub const SOON_E: &[&str] = &[
    "rf-claudication",
    "rf-wasting",
    "rf-every-run",
    "rf-first-minutes",
    "rf-bone",
    "rf-weight-loss",
    "rf-swollen-both",
    "rf-numb-feet",
    "rf-frequent",
];

/// The tier that each flag asks for, answered `yes` and answered `not-sure`.
pub static ASKS_FOR: LazyLock<Vec<(Item, Tier, Tier)>> = LazyLock::new(|| {
    use Tier::{Emergency, SelfCare, Soon, Urgent};
    [
        (EMERGENCY_A, Emergency, Urgent),
        (URGENT_A, Urgent, Urgent),
        (EMERGENCY_B, Emergency, Urgent),
        (URGENT_B, Urgent, Urgent),
        (EMERGENCY_CD, Emergency, Soon),
        (URGENT_CD, Urgent, Soon),
        (SOON_CD, Soon, Soon),
        (EMERGENCY_E, Emergency, Soon),
        (URGENT_E, Urgent, Soon),
        (SOON_E, Soon, SelfCare),
    ]
    .into_iter()
    .flat_map(|(flags, yes, doubt)| flags.iter().map(move |it| (item(it), yes, doubt)))
    .collect()
});

/// The lowest tier that a pattern may be shown with as a strong match.
pub const FLOORS: [(&str, Tier); 21] = [
    ("exercise-fatigue", Tier::SelfCare),
    ("sweat-electrolyte", Tier::SelfCare),
    ("night-rest", Tier::SelfCare),
    ("energy-nutrition", Tier::SelfCare),
    ("pregnancy", Tier::SelfCare),
    ("venous", Tier::Soon),
    ("medication", Tier::Soon),
    ("circulation", Tier::Soon),
    ("nerve", Tier::Soon),
    ("metabolic", Tier::Soon),
    ("dvt", Tier::Urgent),
    ("rhabdomyolysis", Tier::Urgent),
    ("exertional-hyponatraemia", Tier::Urgent),
    ("heat-illness", Tier::Urgent),
    ("compartment", Tier::Soon),
    ("restless-legs", Tier::Soon),
    ("neuromuscular-disease", Tier::Soon),
    ("exertional-sickling", Tier::Emergency),
    ("metabolic-myopathy", Tier::Soon),
    ("stimulant-alcohol", Tier::Soon),
    ("muscle-injury", Tier::SelfCare),
];

/// Acts that no result may hold together.
const OPPOSITES: [(&str, &str); 4] =
    [("fluids", "stop-drinking"), ("keep-moving", "rest"), ("exercise", "rest"), ("heat", "cold")];
/// What may be told under an emergency.
const UNDER_AN_EMERGENCY: [&str; 4] = ["call-emergency", "see-clinician", "cool-body", "stop-drinking"];
/// What no pregnant person is told to take.
const MEDICINES: [&str; 8] =
    ["supplement", "magnesium", "potassium", "salt", "iron", "quinine", "anti-inflammatory", "painkiller"];

pub fn act(code: &str) -> Act {
    Act::from_code(code).expect("an act")
}

/// All that a result tells a person to do.
pub fn acts_shown(it: &Assessment) -> Acts {
    it.advice.iter().fold(Acts::default(), |all, it| all.and(it.advice.acts()))
}

/// Whether the used answer to a question is, or contains, one of these.
pub fn is(answers: &Answers, id: &str, codes: &[&str]) -> bool {
    let item = item(id);
    oracle::counts(answers, item) && codes.iter().any(|it| answers.has(item, it))
}

/// Panics where a result breaks what was promised.
type Promise = fn(&Answers, &Assessment);

/// Holds a result to every promise; the answers are named where one is broken.
pub fn keeps_every_promise(answers: &Answers, it: &Assessment) {
    let promises: [(&str, Promise); 15] = [
        ("INV-04: a strong match forces its floor", strong_matches_force_their_floors),
        ("INV-05: what was skipped is named", what_was_skipped_is_named),
        ("INV-01, INV-06: a yes and a doubt ask for their tier", flags_ask_for_their_tier),
        ("INV-07: under an emergency nothing but the call", an_emergency_shows_the_call_alone),
        ("INV-08: an emergency is shown at once", an_emergency_is_shown_at_once),
        ("INV-09: what is forbidden is not said", nothing_forbidden_is_said),
        ("INV-10: no opposite advice", no_opposite_advice),
        ("INV-12: swelling is never benign", swelling_is_never_benign),
        ("INV-13: brown urine is never a lack of drink", brown_urine_is_never_a_lack_of_drink),
        ("INV-14: breath or chest is an emergency", breath_or_chest_is_an_emergency),
        ("INV-15: pregnancy", pregnancy_is_minded),
        ("INV-16: under 16", a_child_sees_a_clinician),
        ("INV-22: one tier with reasons", one_tier_with_reasons),
        ("INV-23: the reasons in the person's own answers", reasons_are_the_persons_own_answers),
        ("every part of a plan is offered as advice", a_plan_is_its_advice),
    ];
    for (name, keeps) in promises {
        if std::panic::catch_unwind(|| keeps(answers, it)).is_err() {
            panic!("{name}\nfor {answers:?}\ngot {it:#?}");
        }
    }
}

fn strong_matches_force_their_floors(answers: &Answers, it: &Assessment) {
    for shown in it.patterns.iter().filter(|it| it.strength == Strength::Strong) {
        let floor = FLOORS.iter().find(|(id, _)| *id == shown.pattern.code()).expect("every pattern has a floor").1;
        assert!(floor <= it.tier, "{} asks for {floor:?}", shown.pattern);
        let doubted = |id| is(answers, id, &["yes", "not-sure"]);
        if shown.pattern.code() == "muscle-injury"
            && (doubted("rf-pop") || doubted("rf-no-push") || doubted("rf-no-weight"))
        {
            assert!(Tier::Urgent <= it.tier, "a torn muscle asks for the same day");
        }
    }
    assert!(it.tier_without_floor <= it.tier);
}

fn what_was_skipped_is_named(answers: &Answers, it: &Assessment) {
    let told = |it: &&Item| {
        matches!(it.group(), engine::Group::Safety(_)) || ["age", "medicines", "medicine-change"].contains(&it.code())
    };
    let skipped = ITEMS.iter().filter(told).filter(|it| oracle::counts(answers, **it) && !answers.is_answered(**it));
    assert_eq!(it.skipped, skipped.copied().collect::<Vec<_>>());
}

fn flags_ask_for_their_tier(answers: &Answers, it: &Assessment) {
    for (flag, yes, doubt) in ASKS_FOR.iter() {
        let asked = if is(answers, flag.code(), &["yes"]) {
            *yes
        } else if is(answers, flag.code(), &["not-sure"]) {
            *doubt
        } else {
            Tier::SelfCare
        };
        assert!(asked <= it.tier_without_floor, "{flag} asks for {asked:?}");
    }
}

fn an_emergency_shows_the_call_alone(_: &Answers, it: &Assessment) {
    if it.tier != Tier::Emergency {
        assert!(it.first_aid.is_empty(), "first aid belongs under a call");
        assert!(!acts_shown(it).has(act("call-emergency")));
        return;
    }
    assert_eq!(it.advice.first().map(|it| it.advice.code()), Some("call-emergency"));
    assert!(acts_shown(it).iter().all(|it| UNDER_AN_EMERGENCY.contains(&it.code())), "{:?}", it.advice);
    assert!(it.patterns.is_empty() && it.modules.is_empty() && it.claims.is_empty() && it.conflicts.is_empty());
    let lines: Vec<&str> = it.first_aid.iter().map(|it| it.code()).collect();
    assert!(lines.contains(&"FA-08"), "one line is for everybody");
    assert!(
        lines.iter().all(|it| ["FA-01", "FA-02", "FA-03", "FA-04", "FA-05", "FA-06", "FA-07", "FA-08"].contains(it))
    );
    assert!(!(lines.contains(&"FA-06") && lines.contains(&"FA-07")), "a leg is kept level or lifted, not both");
    assert!(!(lines.contains(&"FA-04") && lines.contains(&"FA-05")), "one line about drinking at most");
}

fn an_emergency_is_shown_at_once(answers: &Answers, it: &Assessment) {
    if it.tier_without_floor == Tier::Emergency {
        assert_eq!(next_question(answers), Step::Emergency);
    }
}

fn nothing_forbidden_is_said(_: &Answers, it: &Assessment) {
    let forbidden = it.withheld.iter().fold(Acts::default(), |all, it| all.and(it.acts));
    for shown in &it.advice {
        assert!(!shown.advice.acts().meets(forbidden), "{}", shown.advice);
    }
    for shown in &it.modules {
        assert!(!shown.module.acts().meets(forbidden), "{}", shown.module);
    }
    for always in ["medicine-change", "quinine", "home-test"] {
        assert!(forbidden.has(act(always)), "{always} is never advised");
    }
    if let Some(hydration) = &it.hydration {
        assert!(hydration.drinking_range.is_none() || !forbidden.has(act("fluids")));
        assert!(hydration.sodium.is_none() || !forbidden.has(act("salt")));
        if let (Some((least, most)), Some(rate)) = (hydration.drinking_range, hydration.sweat_rate) {
            assert!(least <= most && most <= rate, "never a target above the sweat rate");
        }
    }
}

fn no_opposite_advice(_: &Answers, it: &Assessment) {
    let told = it.first_aid.iter().fold(acts_shown(it), |all, it| all.and(it.acts()));
    for (one, other) in OPPOSITES {
        assert!(!(told.has(act(one)) && told.has(act(other))), "{one} and {other}");
    }
}

fn swelling_is_never_benign(answers: &Answers, it: &Assessment) {
    assert!(!is(answers, "rf-swollen-one", &["yes"]) || Tier::Urgent <= it.tier_without_floor);
}

fn brown_urine_is_never_a_lack_of_drink(answers: &Answers, it: &Assessment) {
    if is(answers, "rf-brown-urine", &["yes"]) {
        assert!(Tier::Urgent <= it.tier_without_floor);
        assert!(!acts_shown(it).has(act("fluids")));
        assert!(it.factors.iter().all(|it| it.claim.code() != "factor-dehydration"));
        assert!(it.modules.iter().all(|it| it.module.code() != "drinking-plan"));
        assert!(it.hydration.is_none_or(|it| it.drinking_range.is_none()));
    }
}

fn breath_or_chest_is_an_emergency(answers: &Answers, it: &Assessment) {
    let breath = is(answers, "rf-breath-chest", &["yes"]);
    let short = is(answers, "symptoms", &["faint", "breathless-walk"]);
    let leg =
        ["rf-swollen-one", "rf-calf-constant", "rf-red-hot", "rf-vein-hard"].iter().any(|it| is(answers, it, &["yes"]));
    assert!(!(breath || short && leg) || it.tier_without_floor == Tier::Emergency);
}

fn pregnancy_is_minded(answers: &Answers, it: &Assessment) {
    if !is(answers, "pregnant", &["pregnant", "postpartum-6w"]) {
        return;
    }
    let sign = ["rf-preg-leg", "rf-calf-constant", "rf-worse-again", "rf-swollen-one", "rf-red-hot", "rf-vein-hard"];
    let sore = is(answers, "side", &["one"]) && is(answers, "symptoms", &["muscle-pain"]);
    if sore || sign.iter().any(|it| is(answers, it, &["yes"])) {
        assert!(Tier::Urgent <= it.tier_without_floor);
    }
    for medicine in MEDICINES {
        assert!(!acts_shown(it).has(act(medicine)), "{medicine}");
    }
}

fn a_child_sees_a_clinician(answers: &Answers, it: &Assessment) {
    if is(answers, "age", &["under-16"]) {
        assert!(Tier::Soon <= it.tier_without_floor);
        assert!(it.patterns.is_empty(), "no ranking under 16");
        assert!(it.modules.is_empty(), "no plan, and so no dose, under 16");
        assert!(MEDICINES.iter().all(|it2| !acts_shown(it).has(act(it2))));
        assert!(it.hydration.is_none_or(|it| it.sodium.is_none()), "no amount of salt under 16");
    }
}

fn one_tier_with_reasons(_: &Answers, it: &Assessment) {
    assert_eq!(it.reasons.iter().map(|it| it.tier).max(), Some(it.tier));
    let mut rules: Vec<Rule> = it.reasons.iter().map(|it| it.rule).collect();
    rules.sort();
    rules.dedup();
    assert_eq!(rules.len(), it.reasons.len(), "a rule is a reason once");
    let alone = it.reasons.iter().any(|it| it.rule.code() == "self-care");
    assert_eq!(alone, it.tier == Tier::SelfCare, "self-care is the reason where nothing fires");
    assert!(!alone || it.reasons.len() == 1);
}

fn reasons_are_the_persons_own_answers(answers: &Answers, it: &Assessment) {
    assert!(it.reasons.is_sorted_by_key(|it| (std::cmp::Reverse(it.tier), it.rule)), "the most pressing first");
    for reason in it.reasons.iter().filter(|it| it.rule.code() != "self-care") {
        assert!(!reason.because.is_empty(), "{} says why", reason.rule);
        if let Some(flag) = Item::from_code(reason.rule.code()).filter(|it| is(answers, it.code(), &["yes"])) {
            assert!(reason.items().contains(&flag), "{flag} names itself");
        }
        for fact in &reason.because {
            let counts = oracle::counts(answers, fact.item);
            assert!(match fact.said {
                Said::Code(code) => counts && answers.has(fact.item, code),
                Said::Number => counts && answers.is_answered(fact.item) && fact.item.options().is_empty(),
                Said::Nothing => !counts || !answers.is_answered(fact.item),
            });
        }
    }
    // What was answered `yes` is told, whatever else sets the tier.
    for (flag, ..) in super::promise::ASKS_FOR.iter().filter(|(flag, ..)| is(answers, flag.code(), &["yes"])) {
        assert!(it.reasons.iter().any(|it| it.rule.code() == flag.code()), "{flag} is a reason");
    }
}

fn a_plan_is_its_advice(_: &Answers, it: &Assessment) {
    for module in &it.modules {
        let Some(advice) = module.module.advice() else { continue };
        assert!(it.advice.iter().any(|it| it.advice == advice), "{}", module.module);
    }
    let planned = |advice: engine::Advice| it.modules.iter().any(|it| it.module.advice() == Some(advice));
    assert!(it.advice.iter().all(|it| it.advice.module().is_none() || planned(it.advice)));
}
