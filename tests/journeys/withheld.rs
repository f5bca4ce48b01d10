//! What a never-advise rule takes away is nowhere: not on the screen with everything unfolded, not on paper, not in the
//! text for a doctor, not in the calendar, and not beside the timed stretch.
//!
//! For each rule, and each act that it takes away, somebody is looked for to whom the act would be told if the rule were
//! not there. The search goes through the vignettes and people made up by a seed, each with what a boundary case of the
//! rule tells; so it finds the same people at every run.

use engine::{Act, Acts, Advice, Answers, Assessment, Conflict, Knowledge, Module, Never, Tier, assess, assess_with};
use journeys::people::{Dice, boundaries, somebody, table, tell, vignettes};
use journeys::{Page, Setup, journey, words};
use record::history::{Draft, Key, Ulid, write_draft};
use serde_json::json;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Rules whose acts nothing in the product carries: there is nothing to take away. Each with what keeps it so.
const CARRIED_BY_NOTHING: [(&str, &str); 12] = [
    ("NA-14", "no advice tells anybody to take potassium"),
    ("NA-15", "no advice tells anybody to take magnesium"),
    ("NA-16", "no advice tells anybody to change a medicine"),
    ("NA-17", "no advice tells anybody to take quinine"),
    ("NA-18", "it binds the words of the whole product"),
    ("NA-19", "no advice tells anybody to take an anti-inflammatory"),
    ("NA-27", "no advice tells anybody to take iron"),
    ("NA-28", "no advice tells anybody to drive or to exercise"),
    ("NA-29", "no advice tells anybody to test themselves at home"),
    ("NA-30", "it binds the words of the whole product"),
    ("NA-31", "it binds the words of the whole product"),
    ("NA-32", "it binds the words of the whole product"),
];

/// Acts that are told to nobody for whom the rule holds, whether or not it does its work.
const TOLD_TO_NOBODY: [(&str, &str, &str); 7] = [
    ("NA-06", "massage", "it is told at the lowest tier alone, and the signs of the rule ask for help sooner"),
    ("NA-08", "pickle-juice", "it is told at the lowest tier alone, and heat illness asks for help today"),
    ("NA-09", "pickle-juice", "it is told at the lowest tier alone, and being sick asks for help today"),
    ("NA-11", "massage", "it is told at the lowest tier alone, and muscle breakdown asks for help today"),
    ("NA-23", "salt", "a child gets no plan"),
    ("NA-23", "load-progression", "a child gets no plan"),
    ("NA-23", "pickle-juice", "it is told at the lowest tier alone, and a child's leg is seen by somebody"),
];

/// How many people are made up for the search.
const MADE_UP: u64 = 1500;

/// Something that a result can tell a person to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Advice(Advice),
    Module(Module),
    /// How much to drink in an hour.
    Range,
    /// How much salt is lost in an hour.
    Sodium,
}

impl Told {
    fn all() -> impl Iterator<Item = Told> {
        let advice = Advice::all().filter(|it| it.module().is_none()).map(Told::Advice);
        advice.chain(Module::all().map(Told::Module)).chain([Told::Range, Told::Sodium])
    }

    fn acts(self) -> Vec<Act> {
        match self {
            Told::Advice(it) => it.acts().iter().collect(),
            Told::Module(it) => it.acts().iter().collect(),
            Told::Range => vec![Act::FLUIDS],
            Told::Sodium => vec![Act::SALT],
        }
    }

    /// All that a result tells.
    fn by(assessment: &Assessment) -> BTreeSet<Told> {
        let advice = assessment.advice.iter().map(|it| it.advice).filter(|it| it.module().is_none()).map(Told::Advice);
        let modules = assessment.modules.iter().map(|it| Told::Module(it.module));
        let mut told: BTreeSet<Told> = advice.chain(modules).collect();
        if let Some(water) = &assessment.hydration {
            told.extend(water.drinking_range.map(|_| Told::Range));
            told.extend(water.sodium.map(|_| Told::Sodium));
        }
        told
    }

    /// The words that tell it.
    fn words(self) -> Vec<&'static str> {
        let of = |id: String, parts: &[&str]| -> Vec<&'static str> {
            let parts = parts.iter().filter_map(|it| content::text(&format!("{id}.{it}")));
            std::iter::once(words::say(&id)).chain(parts).collect()
        };
        // Up to the first number.
        let beginning = |id: &str| vec![words::say(id).split('{').next().unwrap_or_default()];
        match self {
            Told::Advice(it) => of(format!("advice-{it}"), &["how"]),
            Told::Module(it) => of(format!("module-{it}"), &["dose", "why"]),
            Told::Range => beginning("water-range"),
            Told::Sodium => beginning("water-sodium"),
        }
    }
}

/// The knowledge with these rules taking nothing away.
fn without(is_dropped: impl Fn(Never) -> bool) -> Knowledge {
    let mut knowledge = Knowledge::shipped().clone();
    for (rule, def) in Never::all().zip(knowledge.never.to_mut()) {
        if is_dropped(rule) {
            def.cases = Cow::Borrowed(&[]);
        }
    }
    knowledge
}

/// The rules of this proof: under an emergency nothing is left to take away, and other journeys hold that.
fn rules() -> impl Iterator<Item = Never> {
    Never::all().filter(|it| it.code().starts_with("NA-"))
}

/// The acts of a rule that something in the product carries.
fn carried(rule: Never) -> BTreeSet<Act> {
    Told::all().flat_map(Told::acts).filter(|it| rule.acts().has(*it)).collect()
}

/// Somebody for whom a rule takes away what would be told without it.
struct Proof {
    rule: Never,
    told: Told,
    answers: Answers,
}

/// The people that are searched.
static EVERYBODY: LazyLock<Vec<Answers>> = LazyLock::new(|| {
    let made_up = (0..MADE_UP).map(|it| somebody(&mut Dice::new(it), 10));
    vignettes().into_iter().chain(made_up).collect()
});

/// Somebody for each act of each rule.
static PROOFS: LazyLock<Vec<Proof>> = LazyLock::new(|| proofs(&EVERYBODY));

fn proofs(everybody: &[Answers]) -> Vec<Proof> {
    let free = without(|_| true);
    let acts_told: Vec<BTreeSet<Act>> = everybody
        .iter()
        .map(|it| Told::by(&assess_with(&free, it)).into_iter().flat_map(Told::acts).collect())
        .collect();
    let mut found = Vec::new();
    for rule in rules() {
        let carried = carried(rule);
        let is_listed = CARRIED_BY_NOTHING.iter().any(|(id, _)| *id == rule.code());
        assert_eq!(carried.is_empty(), is_listed, "{rule}: {carried:?}");
        let (dropped, only) = (without(|it| it == rule), without(|it| it != rule));
        // Where only this rule takes it away, and where others do too.
        let mut alone: BTreeMap<Act, Proof> = BTreeMap::new();
        let mut beside_others: BTreeMap<Act, Proof> = BTreeMap::new();
        let changes = boundaries(rule.code());
        'search: for (base, acts) in everybody.iter().zip(&acts_told) {
            for change in &changes {
                let open: BTreeSet<Act> = carried.iter().copied().filter(|it| !alone.contains_key(it)).collect();
                if open.is_empty() {
                    break 'search;
                }
                if open.is_disjoint(acts) {
                    break;
                }
                let mut answers = base.clone();
                tell(&mut answers, change);
                let now = assess(&answers);
                let Some(held) = now.withheld.iter().find(|it| it.rule == rule) else { continue };
                if now.tier == Tier::Emergency {
                    continue;
                }
                let gone = |with: &Assessment, knowledge: &Knowledge, act: Act| {
                    let (shown, then) = (Told::by(with), Told::by(&assess_with(knowledge, &answers)));
                    then.difference(&shown).copied().find(|it| it.acts().contains(&act))
                };
                let of_this = assess_with(&only, &answers);
                for act in held.acts.iter().filter(|it| carried.contains(it)) {
                    let proof = |told| Proof { rule, told, answers: answers.clone() };
                    if let (true, Some(told)) = (open.contains(&act), gone(&now, &dropped, act)) {
                        alone.insert(act, proof(told));
                    } else if let (false, Some(told)) = (beside_others.contains_key(&act), gone(&of_this, &free, act)) {
                        beside_others.insert(act, proof(told));
                    }
                }
            }
        }
        let is_any_alone = !alone.is_empty();
        assert_eq!(is_any_alone, !carried.is_empty(), "{rule} takes nothing away by itself");
        for act in carried {
            let proof = alone.remove(&act).or_else(|| beside_others.remove(&act));
            let why = TOLD_TO_NOBODY.iter().find(|(id, of, _)| *id == rule.code() && *of == act.code());
            assert_eq!(proof.is_none(), why.is_some(), "{rule} {act}: {why:?}, {:?}", proof.map(|it| it.answers));
            found.extend(proof);
        }
    }
    found
}

/// A text as it is compared: one space between words, and capitals or not.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The words that must be nowhere on somebody's result: all that carries an act that is forbidden, and what sources
/// disagree on where it is told with such advice alone.
fn forbidden_words(answers: &Answers) -> Vec<String> {
    let (now, free) = (assess(answers), assess_with(&without(|_| true), answers));
    let forbidden: Acts = now.forbidden();
    let gone = |it: &Told| it.acts().iter().any(|act| forbidden.has(*act));
    let advice = Told::all().filter(gone).flat_map(Told::words).map(plain);
    let conflicts = free.conflicts.iter().filter(|it| !now.conflicts.contains(it));
    let conflicts = conflicts.map(|it: &Conflict| plain(words::say(&format!("conflict-{it}"))));
    advice.chain(conflicts).collect()
}

/// Takes what is copied, and reads what is offered as a file.
const TAKES: &str = "
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { window.copied = text; return Promise.resolve(); } } });
    const make = URL.createObjectURL;
    URL.createObjectURL = (it) => { it.text().then((text) => { window.offered = text; }); return make.call(URL, it); };";

/// What is left of the width of a sheet of A4 between its margins, in CSS pixels.
const A4: u32 = 681;

/// All that can be read of the result that is open, by where it is read.
async fn places(page: &Page) -> Vec<(&'static str, String)> {
    let mut places = Vec::new();
    page.unfold_all().await;
    page.wait_until(
        "all that is unfolded",
        "return [...document.querySelectorAll('details.evidence')].every((it) => it.children.length > 1)",
    )
    .await;
    places.push(("the screen", plain(&page.text_of("main").await)));
    page.show_on_paper(A4, &[]).await;
    places.push(("paper", plain(&page.text_of("main").await)));
    page.show_on_screen().await;
    if page.offers(words::say("calendar-add")).await {
        page.press(words::say("calendar-add")).await;
        let file = page.wait_until("a file", "return window.offered ?? null").await;
        places.push(("the calendar", plain(&file.as_str().unwrap_or_default().replace("\r\n ", ""))));
    }
    page.press(words::say("for-doctor")).await;
    page.press(words::say("doctor-copy")).await;
    let copied = page.wait_until("the copied text", "return window.copied ?? null").await;
    places.push(("the text for a doctor", plain(copied.as_str().unwrap_or_default())));
    page.run("delete window.copied; delete window.offered", &[]).await;
    page.press(words::say("back")).await;
    page.wait_until("the result", "return document.querySelector('.care-card')").await;
    places
}

/// The changes that a result tells of.
async fn changes_told(page: &Page) -> Vec<String> {
    let script = r"
        const section = [...document.querySelectorAll('section')].find((it) => it.querySelector('h2')?.textContent === arguments[0]);
        return [...section?.querySelectorAll('summary') ?? []].map((it) => it.textContent);";
    let told = page.run(script, &[json!(words::say("differ-heading"))]).await;
    serde_json::from_value(told).expect("a list of texts")
}

#[test]
fn what_each_never_advise_rule_takes_away_is_nowhere_to_be_read() {
    let proofs = &*PROOFS;
    let mut people: Vec<(&Answers, Vec<String>)> = Vec::new();
    for it in proofs {
        let what = format!("{} {:?}", it.rule, it.told);
        match people.iter_mut().find(|(answers, _)| **answers == it.answers) {
            Some((_, whats)) => whats.push(what),
            None => people.push((&it.answers, vec![what])),
        }
    }
    println!("{} acts of rules are shown to be hidden from {} people", proofs.len(), people.len());
    let factors = table("engine/knowledge/factors.toml");
    let factors = factors["factor"].as_array().expect("factors");
    journey(Setup { before_load: TAKES, ..Setup::default() }, async |page| {
        let answers: Vec<&Answers> = people.iter().map(|it| it.0).collect();
        page.save_results(&answers).await;
        let (mut amiss, mut n_calendars) = (Vec::new(), 0);
        for (at, (answers, whats)) in people.iter().enumerate() {
            page.open_result(at).await;
            let forbidden = assess(answers).forbidden();
            let told = changes_told(page).await;
            for row in factors {
                let acts = row.get("acts").and_then(toml_list).unwrap_or_default();
                let is_forbidden = acts.iter().filter_map(|it| Act::from_code(it)).any(|it| forbidden.has(it));
                let name = row["claim"].as_str().map(|it| words::say(&format!("factor-{it}"))).unwrap_or_default();
                if is_forbidden && told.iter().any(|it| it.ends_with(name)) {
                    amiss.push(format!("{whats:?}: a change of \"{name}\" is told"));
                }
            }
            let places = places(page).await;
            n_calendars += usize::from(places.iter().any(|(place, _)| *place == "the calendar"));
            for it in forbidden_words(answers) {
                let read = places.iter().filter(|(_, text)| text.contains(&it)).map(|(place, _)| *place);
                let read: Vec<&str> = read.collect();
                if !read.is_empty() {
                    amiss.push(format!("{whats:?}: \"{it}\" can be read on {}", read.join(", ")));
                }
            }
            page.close_result().await;
        }
        assert!(amiss.is_empty(), "{}", amiss.join("\n"));
        assert!(5 < n_calendars, "{n_calendars} calendars");
    });
}

fn toml_list(of: &toml::Value) -> Option<Vec<&str>> {
    Some(of.as_array()?.iter().filter_map(toml::Value::as_str).collect())
}

/// The proof above could not fail if the words were never where it looks: each of them is, for somebody without the rule.
#[test]
fn what_rules_take_away_is_read_by_people_without_them() {
    let hidden: BTreeSet<Told> = PROOFS.iter().map(|it| it.told).collect();
    let mut people: Vec<(&Answers, BTreeSet<Told>)> = Vec::new();
    for told in &hidden {
        if people.iter().any(|(_, all)| all.contains(told)) {
            continue;
        }
        let shows = |it: &&Answers| Told::by(&assess(it)).contains(told);
        let somebody = EVERYBODY.iter().find(shows).unwrap_or_else(|| panic!("{told:?} is told to nobody"));
        people.push((somebody, Told::by(&assess(somebody))));
    }
    println!("{} things that rules take away are told to {} people", hidden.len(), people.len());
    journey(Setup { before_load: TAKES, ..Setup::default() }, async |page| {
        let answers: Vec<&Answers> = people.iter().map(|it| it.0).collect();
        page.save_results(&answers).await;
        let mut amiss = Vec::new();
        for (at, (_, told)) in people.iter().enumerate() {
            page.open_result(at).await;
            let places = places(page).await;
            let is_read =
                |place: &str, words: &str| places.iter().any(|(it, text)| *it == place && text.contains(words));
            for it in told.iter().filter(|it| hidden.contains(it)) {
                for words in it.words().into_iter().map(plain) {
                    for place in ["the screen", "paper"].into_iter().filter(|place| !is_read(place, &words)) {
                        amiss.push(format!("{it:?}: \"{words}\" cannot be read on {place}"));
                    }
                }
            }
            assert!(is_read("the text for a doctor", &plain(words::say("doctor-self"))));
            page.close_result().await;
        }
        assert!(amiss.is_empty(), "{}", amiss.join("\n"));
    });
}

/// What else is offered beside the timed stretch.
const OFFERED: [Advice; 4] =
    [Advice::RELIEF_LIGHT_MASSAGE, Advice::RELIEF_WARMTH, Advice::RELIEF_COLD, Advice::RELIEF_PICKLE_JUICE];

/// Someone who is known to be well, before a cramp comes.
const WELL: &str =
    "for-whom=self age=16-39 pregnant=no last-exercise=longer medicines=none conditions-known=none sickle=tested-no";

#[test]
fn beside_the_timed_stretch_nothing_is_offered_that_a_rule_takes_away() {
    // What is known before, and the sign that is ticked on the way.
    let cases = [
        ("", ""),
        ("", "rf-pop"),
        ("", "rf-swollen-one"),
        ("", "rf-brown-urine"),
        ("", "rf-heat-sick"),
        ("", "rf-vomit"),
        ("", "rf-puffy"),
        ("", "rf-bad-headache"),
        ("conditions-known=diabetes", ""),
        ("conditions-known=artery", ""),
        ("conditions-known=high-blood-pressure", ""),
        ("conditions-known=kidney", ""),
        ("medicines=anticoagulant", ""),
        ("pregnant=pregnant", ""),
        ("age=under-16", ""),
    ];
    journey(Setup::default(), async |page| {
        let (mut seen, mut held) = (BTreeSet::new(), BTreeSet::new());
        for (known, sign) in cases {
            let case = format!("{known} {sign}");
            let mut answers = Answers::default();
            tell(&mut answers, &[WELL, " ", known].concat());
            let now = page.run("localStorage.clear(); return Date.now()", &[]).await.as_u64().expect("a time");
            let id = Ulid::new(now, [0; 10]);
            let draft = Draft { id, saved_at_ms: now, for_whom: String::new(), answers: answers.clone() };
            let pair = [json!(Key::Draft(id).write("default")), json!(write_draft(&draft))];
            page.run("localStorage.setItem(arguments[0], arguments[1])", &pair).await;
            page.reload().await;
            // What brings them here was not said yet, so it goes on from the first screen.
            page.press(words::say("unfinished-continue")).await;
            page.wait_for_heading(words::say("app-title")).await;
            page.press(words::option("intent", "now")).await;
            page.press(words::option("site", "calf")).await;
            page.wait_for_heading(words::say("ease-check")).await;
            if !sign.is_empty() {
                page.tick(words::line(sign)).await;
            }
            page.none_of_these().await;
            tell(&mut answers, &["intent=now site=calf ", sign].concat());
            let assessment = assess(&answers);
            let forbidden = assessment.forbidden();
            assert_ne!(assessment.tier, Tier::Emergency, "{case}");

            page.wait_until("a card or the count", "return document.querySelector('.care-card, .timer')").await;
            if forbidden.has(Act::STRETCH) {
                assert!(page.reads(words::say("ease-no-stretch")).await, "{case}");
                assert!(!page.offers(words::say("ease-anyway")).await, "{case}");
                let text = plain(&page.text().await);
                for it in Told::all().filter(|it| it.acts().iter().any(|act| forbidden.has(*act))) {
                    it.words().into_iter().map(plain).for_each(|it| assert!(!text.contains(&it), "{case}: {it}"));
                }
                held.insert(Act::STRETCH);
                continue;
            }
            if page.offers(words::say("ease-anyway")).await {
                page.press(words::say("ease-anyway")).await;
            }
            page.wait_until("the count", "return document.querySelector('.timer')").await;
            seen.insert(Act::STRETCH);
            page.wait_for(words::say("relief-gastrocnemius.step-1")).await;
            page.unfold_all().await;
            let text = plain(&page.text_of("main").await);
            for it in OFFERED {
                let is_forbidden = it.acts().meets(forbidden);
                for words in Told::Advice(it).words().into_iter().map(plain) {
                    let is_read = text.contains(&words);
                    assert!(!(is_read && is_forbidden), "{case}: {words}");
                    if is_read {
                        seen.extend(it.acts().iter());
                    }
                }
                if is_forbidden {
                    held.extend(it.acts().iter());
                }
            }
        }
        // Each is held back from somebody; and each is seen by somebody else, but for massage: not while it cramps.
        let all = [Act::STRETCH, Act::MASSAGE, Act::HEAT, Act::COLD, Act::PICKLE_JUICE];
        assert_eq!(held, BTreeSet::from(all));
        assert_eq!(seen, all.into_iter().filter(|it| *it != Act::MASSAGE).collect());
    });
}
