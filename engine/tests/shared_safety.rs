//! The rules, the matrix, the questions and the weights against the evidence and the contract they come from.
//!
//! Where the shared files lie beside the checkout, every cell that the engine uses is compared, and one that
//! differs is named with both values. Sentences are read as conditions; where the evidence words a condition in a
//! way no parser should guess at, a table here says what it means, quotes the words, and fails when they change.

mod shared;

use serde::Deserialize;
use shared::condition::{self, Cond, Ways, any, both, is, read, with_unsure_parents};
use shared::json::{self, Json};
use shared::{Differences, between, codes, column, ids, knowledge, listed, numbers, shared, table};
use std::collections::{BTreeMap, BTreeSet};

const SAFETY: &str = "evidence/SAFETY.md";
const LEDGER: &str = "evidence/LEDGER.md";
const CONTRACT: &str = "contract/README.md";
const QUESTIONNAIRE: &str = "contract/questionnaire.json";
const TIERS: [&str; 4] = ["self-care", "soon", "urgent", "emergency"];

#[derive(Deserialize)]
struct Flag {
    id: String,
    block: String,
    alone: String,
    points_to: Vec<String>,
    other: Option<String>,
    follows_from: Option<String>,
    #[serde(default)]
    soon_if: Vec<Cond>,
    #[serde(default)]
    urgent_with: Vec<Cond>,
    #[serde(default)]
    urgent_if: Vec<Cond>,
    #[serde(default)]
    emergency_with: Vec<Cond>,
    #[serde(default)]
    emergency_if: Vec<Cond>,
    #[serde(default)]
    recalled: bool,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct Higher {
    tier: String,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
}

#[derive(Deserialize)]
struct Rule {
    id: String,
    tier: String,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    higher: Option<Higher>,
    subject: Option<String>,
    #[serde(default)]
    author: bool,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct Context {
    id: String,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    #[serde(default)]
    stated_by: Vec<String>,
}

#[derive(Deserialize)]
struct Also {
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    acts: Vec<String>,
}

#[derive(Deserialize)]
struct Never {
    id: String,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    #[serde(default)]
    everyone: bool,
    #[serde(default)]
    text_only: bool,
    acts: Option<Vec<String>>,
    acts_but: Option<Vec<String>>,
    #[serde(default)]
    also: Vec<Also>,
    #[serde(default)]
    recalled: bool,
    #[serde(default)]
    author: bool,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    any: Vec<Cond>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    sure: bool,
    #[serde(default)]
    recalled: bool,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct Feature {
    id: String,
    column: String,
}

#[derive(Deserialize)]
struct Pattern {
    id: String,
    floor: String,
    floor_higher: Option<Higher>,
    timing: String,
    signs: String,
    context: String,
}

#[derive(Deserialize)]
struct Number {
    feature: Option<String>,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    pattern: String,
    present: f64,
    absent: Option<f64>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct Twins {
    pair: [String; 2],
}

#[derive(Deserialize)]
struct Patterns {
    feature: Vec<Feature>,
    pattern: Vec<Pattern>,
    number: Vec<Number>,
    twins: Vec<Twins>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    group: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    repeats: bool,
    #[serde(default)]
    options: Vec<String>,
    min: Option<f64>,
    max: Option<f64>,
    unit: Option<String>,
    #[serde(default)]
    enabled_when: Vec<String>,
}

#[derive(Deserialize)]
struct Weighted {
    weight: u32,
}

#[derive(Deserialize)]
struct Factor {
    claim: String,
    weights: Vec<Weighted>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct Unasked {
    row: String,
    weight: String,
    why: String,
}

#[derive(Deserialize)]
struct Factors {
    cap: u32,
    factor: Vec<Factor>,
    unasked: Vec<Unasked>,
}

#[derive(Deserialize)]
struct Rows<T> {
    #[serde(alias = "flag", alias = "rule", alias = "context", alias = "never", alias = "line", alias = "item")]
    rows: Vec<T>,
}

fn rows<T: serde::de::DeserializeOwned>(name: &str) -> Vec<T> {
    knowledge::<Rows<T>>(name).rows
}

#[test]
fn every_red_flag_is_as_the_safety_file_has_it() {
    if let Some(safety) = shared(SAFETY) {
        red_flags(&safety).none("SAFETY 1A to 1E");
    }
}

#[test]
fn every_combination_rule_is_as_the_safety_file_has_it() {
    if let Some(safety) = shared(SAFETY) {
        combination_rules(&safety).none("SAFETY 1.1");
    }
}

#[test]
fn every_floor_and_first_aid_line_is_as_the_safety_file_has_it() {
    if let Some(safety) = shared(SAFETY) {
        floors_and_first_aid(&safety).none("SAFETY 1.2 and 1.3");
    }
}

#[test]
fn every_never_advise_rule_is_as_the_safety_file_has_it() {
    if let Some(safety) = shared(SAFETY) {
        never_advise(&safety).none("SAFETY 4 and 4.2");
    }
}

#[test]
fn every_cell_of_the_matrix_is_as_the_safety_file_has_it() {
    if let Some(safety) = shared(SAFETY) {
        matrix(&safety).none("SAFETY 3.1 to 3.4");
    }
}

#[test]
fn every_context_reads_the_answers_that_the_contract_names() {
    if let (Some(contract), Some(safety)) = (shared(CONTRACT), shared(SAFETY)) {
        contexts(&contract, &safety).none("SAFETY 1F and the contract");
    }
}

#[test]
fn every_question_is_as_the_contract_has_it() {
    if let Some(questionnaire) = shared(QUESTIONNAIRE) {
        questions(&questionnaire).none("the contract's questionnaire");
    }
}

#[test]
fn every_factor_weighs_what_the_ledger_says() {
    if let (Some(ledger), Some(contract)) = (shared(LEDGER), shared(CONTRACT)) {
        factors(&ledger, &contract).none("LEDGER 6");
    }
}

#[test]
fn the_hydration_math_is_as_the_ledger_has_it() {
    if let Some(ledger) = shared(LEDGER) {
        hydration(&ledger).none("LEDGER 7");
    }
}

/// One change to the evidence for each kind of cell: each must be noticed, and told by the cell's name.
#[test]
fn a_changed_cell_is_noticed_and_named() {
    let (Some(safety), Some(ledger), Some(contract), Some(questionnaire)) =
        (shared(SAFETY), shared(LEDGER), shared(CONTRACT), shared(QUESTIONNAIRE))
    else {
        return;
    };
    let noticed = |cell: &str, text: &str, was: &str, is: &str, compare: &dyn Fn(&str) -> Differences| {
        assert_eq!(text.matches(was).count(), 1, "{was:?} does not stand there once");
        let told = compare(&text.replacen(was, is, 1)).told().to_vec();
        assert!(
            told.iter().any(|it| it.starts_with(cell)),
            "{cell}: {was:?} became {is:?}, and this was told: {told:?}"
        );
    };
    for (cell, was, is) in [
        ("rf-pop, tier", "back of the leg? | muscle-injury | urgent |", "back of the leg? | muscle-injury | soon |"),
        ("rf-pop, points to", "back of the leg? | muscle-injury |", "back of the leg? | nerve |"),
        (
            "rf-puffy, emergency",
            "emergency with rf-vomit, rf-bad-headache or rf-confused |",
            "emergency with rf-vomit or rf-confused |",
        ),
        ("rf-wasting, urgent", "urgent with rf-bulbar", "emergency with rf-bulbar"),
        ("rf-vein-bleed, sources", "| NICE: immediate referral | P7 |", "| NICE: immediate referral | P6 |"),
        ("clot-risk, the list", "`ctx-cast` leg in plaster", "`ctx-splint` leg in plaster"),
    ] {
        noticed(cell, &safety, was, is, &red_flags);
    }
    for (cell, was, is) in [
        (
            "CR-19, condition",
            "rf-claudication AND (rf-cold-pale OR rf-numb-dead)",
            "rf-claudication AND (rf-cold-pale AND rf-numb-dead)",
        ),
        ("CR-12, tier", "| CR-12 | rf-worse-again | urgent |", "| CR-12 | rf-worse-again | soon |"),
        ("CR-37, condition", "body mass loss over 7 % in the session", "body mass loss over 8 % in the session"),
        ("CR-21, emergency", "| urgent | emergency with rf-weak-fast |", "| urgent | |"),
    ] {
        noticed(cell, &safety, was, is, &combination_rules);
    }
    for (cell, was, is) in [
        ("dvt, floor", "| dvt | urgent | | |", "| dvt | soon | | |"),
        ("muscle-injury, floor urgent", "with `severity` 7 or more", "with `severity` 8 or more"),
        ("FA-06, when", "FA-06 rf-cold-pale, rf-numb-dead, rf-tight or CR-09", "FA-06 rf-cold-pale, rf-tight or CR-09"),
    ] {
        noticed(cell, &safety, was, is, &floors_and_first_aid);
    }
    for (cell, was, is) in [
        (
            "NA-02, compression",
            "| NA-02 | possible(dvt) | heat, compression, hot-bath |",
            "| NA-02 | possible(dvt) | heat, hot-bath |",
        ),
        (
            "NA-14, potassium",
            "| kidney, diabetes, k-drug, heart failure | potassium |",
            "| kidney, diabetes, heart failure | potassium |",
        ),
        ("CR-25, subject", "neuromuscular-disease CR-25", "nerve CR-25"),
        (
            "NA-25, sources",
            "\"Slow down or stop until it eases.\" | M21 |",
            "\"Slow down or stop until it eases.\" | M22 |",
        ),
    ] {
        noticed(cell, &safety, was, is, &never_advise);
    }
    for (cell, was, is) in [
        ("dvt, during hard effort", "| dvt | − | 0 | + | 0 |", "| dvt | 0 | 0 | + | 0 |"),
        ("dvt, one-leg-swelling, absent", "| dvt | LR+ 1.80, LR− 0.57 |", "| dvt | LR+ 1.80, LR− 0.75 |"),
        ("medication/metabolic, cells apart", "medication/metabolic 13", "medication/metabolic 14"),
    ] {
        noticed(cell, &safety, was, is, &matrix);
    }
    noticed("ctx-hot", &contract, "`ctx-hot` (`conditions` hot, hot-humid)", "`ctx-hot` (`conditions` hot)", &|it| {
        contexts(it, &safety)
    });
    noticed("session-minutes, highest", &questionnaire, "\"valueInteger\": 2880", "\"valueInteger\": 2881", &questions);
    noticed("factor-diuretics", &ledger, "| 0.4 | 1.15 / 1.1 |", "| 0.4 | 1.25 / 1.1 |", &|it| factors(it, &contract));
    noticed("sweat rate", &ledger, "| 1.5 | 1.70 | 1.13 |", "| 1.5 | 1.70 | 1.31 |", &hydration);
}

#[test]
fn sentences_are_read_as_conditions() {
    let way = |names: &[&str]| names.iter().map(|it| it.to_string()).collect::<BTreeSet<_>>();
    let cases: [(&str, &[&[&str]]); 6] = [
        ("rf-a", &[&["rf-a"]]),
        ("rf-a, rf-b or rf-c", &[&["rf-a"], &["rf-b"], &["rf-c"]]),
        ("rf-a AND (rf-b OR rf-c)", &[&["rf-a", "rf-b"], &["rf-a", "rf-c"]]),
        ("rf-a or rf-b with ctx-c", &[&["rf-a"], &["rf-b", "ctx-c"]]),
        ("possible(dvt), when=now", &[&["possible(dvt)"], &["when=now"]]),
        ("rf-a OR (rf-a AND rf-b)", &[&["rf-a"]]),
    ];
    for (sentence, expected) in cases {
        let expected: Ways = expected.iter().map(|it| way(it)).collect();
        assert_eq!(read(sentence), Ok(expected), "{sentence}");
    }
    for sentence in ["", "rf-a AND", "(rf-a", "rf-a maybe", "rf-a rf-b"] {
        assert!(read(sentence).is_err(), "{sentence:?} is no condition");
    }
}

/// What the evidence words in its own way, and the same as a condition.
struct Phrases {
    phrases: &'static [(&'static str, &'static str)],
    used: BTreeSet<&'static str>,
}

impl Phrases {
    fn of(phrases: &'static [(&'static str, &'static str)]) -> Self {
        Self { phrases, used: BTreeSet::new() }
    }

    fn replaced(&mut self, cell: &str) -> String {
        let mut text = cell.replace(['`', '*'], "");
        for (phrase, meaning) in self.phrases {
            if text.contains(phrase) {
                self.used.insert(phrase);
                text = text.replace(phrase, meaning);
            }
        }
        text
    }

    fn condition(&mut self, cell: &str) -> Result<Ways, String> {
        let text = self.replaced(cell);
        read(&text).map_err(|word| format!("cannot read {word:?} in {text:?}"))
    }

    /// Every phrase was met: one that is not would hide a change.
    fn all_used(&self, differs: &mut Differences) {
        for (phrase, _) in self.phrases {
            differs.holds(&format!("{phrase:?} stands nowhere any more"), self.used.contains(phrase));
        }
    }
}

/// The rises a combination column or a note names: the tier, the condition, and whether it holds without the flag.
fn rises(cell: &str, phrases: &mut Phrases) -> Result<Vec<(&'static str, Ways, bool)>, String> {
    let text = phrases.replaced(cell);
    let mut found = Vec::new();
    for clause in text.split(['.', ';']).map(str::trim) {
        let Some((tier, rest)) = clause.split_once(' ') else { continue };
        let Some(tier) = TIERS.into_iter().find(|it| *it == tier) else { continue };
        let (how, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        match how {
            // The rule that does it is compared by itself.
            "by" => {}
            "with" | "if" | "alone" => {
                let ways = read(rest).map_err(|word| format!("cannot read {word:?} in {clause:?}"))?;
                found.push((tier, ways, how == "alone"));
            }
            _ => return Err(format!("cannot read {clause:?}")),
        }
    }
    Ok(found)
}

const FLAG_PHRASES: &[(&str, &str)] = &[
    ("(long exercise in last 24 h AND drank a lot)", "(ctx-ex-24h AND ctx-drank-lots)"),
    ("drank-a-lot", "ctx-drank-lots"),
    ("if also ill in any block-A way", "with other-block-a"),
    ("or with new weakness in both legs", "or rf-weak-fast"),
    ("or injury-72h", "or injury-72h=yes"),
    ("any block-A flag", "block-a"),
    ("or block A", "or block-a"),
    ("any clot risk (list below)", "clot-risk"),
    ("pregnancy, or calf-48h = yes", "ctx-pregnant, ctx-postpartum-6w, or calf-48h=yes"),
    ("unless tested negative for sickle trait (the one exception of INV-02)", "with sickle-unknown or ctx-sickle"),
    ("a fit, tight throat or noisy breathing, or neck/thyroid surgery ever", "tetany-airway=yes"),
    ("it began, or the distance got much shorter, in the last 2 weeks", "claudication-recent=yes"),
    (
        "Answers: yes unexplained pain or weakness (urgent) / cramps-only, short typical cramps that fully go (soon) / no / not-sure",
        "soon alone rf-statin-muscle=cramps-only",
    ),
    ("ctx-kidney alone: soon (tell the kidney team)", "soon alone ctx-kidney"),
    (
        "on water tablets with rf-vomit, sym-diarrhoea, rf-heartbeat, sym-weak-after or rf-weak-fast",
        "ctx-diuretic AND (rf-vomit, sym-diarrhoea, rf-heartbeat, sym-weak-after or rf-weak-fast)",
    ),
    ("numbness or weakness lasts over 30 minutes after stopping", "every-run-numb=yes"),
    ("site inner-thigh or hip-front", "site=inner-thigh or site=hip-front"),
    ("pregnant/postpartum", "ctx-pregnant or ctx-postpartum-6w"),
    (
        "limp, will not walk, fever, lump, one-leg night pain, or calf pain after flu",
        "child-signs=limp, child-signs=will-not-walk, child-signs=fever, rf-fever, child-signs=lump, child-signs=one-leg-night-pain, or child-signs=after-flu",
    ),
];

fn red_flags(safety: &str) -> Differences {
    let mut differs = Differences::default();
    let mut phrases = Phrases::of(FLAG_PHRASES);
    let known: Vec<Flag> = rows("flags");
    let items: Vec<Item> = rows("questions");
    let spelled_out = child_signs();
    let parts = [
        ("a", "### 1A.", "### 1B."),
        ("b", "### 1B.", "### 1C."),
        ("c", "### 1C.", "### 1D."),
        ("d", "### 1D.", "### 1E."),
        ("e", "### 1E.", "### 1F."),
    ];
    let sections: Vec<(&str, Vec<String>)> = parts
        .iter()
        .flat_map(|&(block, start, end)| {
            table(between(safety, start, end), "id").into_iter().map(move |row| (block, row))
        })
        .collect();
    let in_block = |all: &[(String, String)], block: &str| -> Vec<String> {
        all.iter().filter(|(it, _)| it == block).map(|(_, id)| id.clone()).collect()
    };
    let theirs: Vec<(String, String)> =
        sections.iter().map(|(block, row)| (block.to_string(), row[0].clone())).collect();
    let ours: Vec<(String, String)> = known.iter().map(|it| (it.block.clone(), it.id.clone())).collect();
    for (block, ..) in parts {
        let sort = |mut all: Vec<String>| {
            all.sort();
            all
        };
        differs.listed(&format!("block {block}, ids"), &sort(in_block(&theirs, block)), &sort(in_block(&ours, block)));
    }
    for (block, row) in &sections {
        let [id, _, points_to, tier, combination, _, sources, _] = row.as_slice() else {
            differs.holds(&format!("a row of {} cells: {row:?}", row.len()), false);
            continue;
        };
        let Some(it) = known.iter().find(|it| it.id == *id) else { continue };
        differs.same(&format!("{id}, block"), *block, it.block.as_str());
        differs.same(&format!("{id}, tier alone"), tier.as_str(), it.alone.as_str());
        let (patterns, other) = match points_to.split_once("other: ") {
            Some((patterns, other)) => (patterns, Some(other.to_owned())),
            None => (points_to.as_str(), None),
        };
        differs.listed(&format!("{id}, points to"), &listed(patterns), &it.points_to);
        differs.same(&format!("{id}, points to other"), &other, &it.other);
        differs.same(&format!("{id}, sources"), &codes(sources), &it.sources.iter().cloned().collect());
        differs.same(&format!("{id}, recalled"), &sources.contains("recalled"), &it.recalled);

        let asked_alone = it.follows_from.is_none();
        differs.same(&format!("{id}, a question of its own"), &asked_alone, &items.iter().any(|item| item.id == *id));
        if let Some((_, parents)) = combination.split_once("asked only if ") {
            let (parent, codes) = parents.split_once(" is ").expect("a parent and its answers");
            let theirs: Vec<String> =
                codes.split(" or ").map(|code| format!("{parent}={}", code.trim_matches('`'))).collect();
            let ours =
                items.iter().find(|item| item.id == *id).map(|item| item.enabled_when.clone()).unwrap_or_default();
            differs.listed(&format!("{id}, asked when"), &theirs, &ours);
        }

        let theirs = match rises(combination, &mut phrases) {
            Ok(theirs) => theirs,
            Err(word) => {
                differs.holds(&format!("{id}, combination: {word}"), false);
                continue;
            }
        };
        let own = is(id);
        for (tier, with, alone) in [
            ("soon", None, &it.soon_if),
            ("urgent", Some(&it.urgent_with), &it.urgent_if),
            ("emergency", Some(&it.emergency_with), &it.emergency_if),
        ] {
            let said = theirs
                .iter()
                .filter(|(at, ..)| *at == tier)
                .map(|(_, ways, alone)| if *alone { ways.clone() } else { with_unsure_parents(&both(&own, ways)) });
            let spelled = |list: &Vec<Cond>| condition::ways(Some(list), None, &spelled_out);
            let with = with.map(|list| both(&own, &spelled(list)));
            let ours = any(with.into_iter().chain([spelled(alone)]));
            differs.same(&format!("{id}, {tier} in combination"), &any(said), &ours);
        }
    }
    let (_, list) = safety.split_once("Clot risks asked as a tick list").expect("the list of clot risks");
    let (list, _) = list.split_once("Published LR+").expect("the numbers follow the list");
    let pregnancy = ["pregnant", "postpartum-6w"];
    let theirs: BTreeSet<String> = ids(list, "ctx-")
        .iter()
        .map(|it| it.trim_start_matches("ctx-").to_owned())
        .filter(|it| !pregnancy.contains(&it.as_str()))
        .collect();
    let clot_risk =
        named("clot-risk").into_iter().flatten().map(|it| it.trim_start_matches("clot-risk=").to_owned()).collect();
    differs.same("clot-risk, the list", &theirs, &clot_risk);
    phrases.all_used(&mut differs);
    differs
}

const RULE_PHRASES: &[(&str, &str)] = &[
    ("any block-A/B flag marked emergency = yes", "block-ab-emergency"),
    ("severity 8 or more, or pain-after-hour", "severity>=8 or pain-after-hour=yes"),
    ("any clot risk", "clot-risk"),
    ("pregnant/postpartum AND", "(ctx-pregnant OR ctx-postpartum-6w) AND"),
    ("OR pregnant/postpartum OR", "OR ctx-pregnant OR ctx-postpartum-6w OR"),
    ("≥48 h not improving", "calf-48h=yes"),
    ("any one of (", "("),
    ("side one with sym-muscle-pain", "side=one AND sym-muscle-pain"),
    ("sickle status unknown", "sickle-unknown"),
    ("(started or sharply worse ≤2 weeks)", "claudication-recent=yes"),
    ("rf-statin-muscle = unexplained pain or weakness", "rf-statin-muscle"),
    ("fever, by child-signs or rf-fever,", "child-signs=fever OR rf-fever"),
    ("(limp OR will not walk", "(child-signs=limp OR child-signs=will-not-walk"),
    (
        "OR lump OR one-leg night pain OR calf pain after flu",
        "OR child-signs=lump OR child-signs=one-leg-night-pain OR child-signs=after-flu",
    ),
    ("under 16", "ctx-under16"),
    ("any block-A or block-B flag = not-sure", "block-ab=not-sure"),
    ("any block-C or block-D flag = not-sure", "block-cd=not-sure"),
    ("two or more block-C or block-D flags are yes or not-sure", "two-of-block-cd?"),
    ("a block-E flag that is urgent or emergency alone = not-sure", "block-e-pressing=not-sure"),
    ("pain-after-hour (pain 8–10/10 still present 1 hour after the cramp stopped)", "pain-after-hour=yes"),
    ("rf-saddle = not-sure", "rf-saddle=not-sure"),
    ("conditions-known low-energy", "conditions-known=low-energy"),
    ("intent recurrent", "intent=recurrent"),
    (
        "conditions-known any of liver, thyroid, artery, heart-failure, muscle-disease, nerve-or-back",
        "(conditions-known=liver OR conditions-known=thyroid OR conditions-known=artery OR conditions-known=heart-failure OR conditions-known=muscle-disease OR conditions-known=nerve-or-back)",
    ),
    ("body mass loss over 7 % in the session", "loss-percent>7"),
];

fn combination_rules(safety: &str) -> Differences {
    let mut differs = Differences::default();
    let mut phrases = Phrases::of(RULE_PHRASES);
    let known: Vec<Rule> = rows("rules");
    let spelled_out = child_signs();
    let theirs = table(between(safety, "### 1.1 Combination rules", "### 1.2"), "rule");
    // CR-28 sets no tier: it is the caveat that names what was skipped.
    let setting: Vec<String> =
        theirs.iter().filter(|row| !row[2].starts_with("no floor")).map(|row| row[0].clone()).collect();
    differs.same("CR-28, sets no tier", &false, &setting.iter().any(|it| it == "CR-28"));
    differs.listed("1.1, ids", &setting, &known.iter().map(|it| it.id.clone()).collect::<Vec<_>>());
    for row in &theirs {
        let [id, condition, tier, note] = row.as_slice() else {
            differs.holds(&format!("a row of {} cells: {row:?}", row.len()), false);
            continue;
        };
        let Some(it) = known.iter().find(|it| it.id == *id) else { continue };
        differs.same(&format!("{id}, tier"), tier.as_str(), it.tier.as_str());
        let ours = condition::ways(it.any.as_ref(), it.all.as_ref(), &spelled_out);
        let own = match phrases.condition(condition) {
            Ok(ways) => with_unsure_parents(&ways),
            Err(word) => {
                differs.holds(&format!("{id}, condition: {word}"), false);
                continue;
            }
        };
        differs.same(&format!("{id}, condition"), &own, &ours);
        match rises(note, &mut phrases) {
            Ok(theirs) => {
                for tier in TIERS {
                    let said = any(theirs.iter().filter(|(at, ..)| *at == tier).map(|(_, ways, _)| both(&own, ways)));
                    let higher = it.higher.as_ref().filter(|it| it.tier == tier);
                    let ours = any(higher.map(|it| condition::ways(it.any.as_ref(), it.all.as_ref(), &spelled_out)));
                    differs.same(&format!("{id}, {tier} when more holds"), &said, &ours);
                }
            }
            Err(word) => differs.holds(&format!("{id}, note: {word}"), false),
        }
        if note.contains("author's rule") {
            differs.same(&format!("{id}, the author's own"), &true, &it.author);
        }
        let printed = codes(note);
        let lacking: Vec<&String> = printed.iter().filter(|code| !it.sources.contains(code)).collect();
        differs.same(&format!("{id}, sources its note prints"), &Vec::<&String>::new(), &lacking);
    }
    // What the text below the table calls the author's own: not-sure, the 48 hours, CR-29.
    let choices =
        "`not-sure` handling, the 48-hour limit, the 12-hour urine limit and CR-29 are design choices by the author";
    differs.holds("1.1, the author's own choices are told in other words", safety.contains(choices));
    for rule in
        known.iter().filter(|it| ["CR-11", "CR-26", "CR-27", "CR-29", "CR-30", "CR-33"].contains(&it.id.as_str()))
    {
        differs.same(&format!("{}, the author's own", rule.id), &true, &rule.author);
    }
    phrases.all_used(&mut differs);
    differs
}

fn floors_and_first_aid(safety: &str) -> Differences {
    let mut differs = Differences::default();
    let patterns: Patterns = knowledge("patterns");
    let part = between(safety, "### 1.2 Lowest tier", "### 1.3");
    let mut floors: BTreeMap<String, String> = BTreeMap::new();
    for row in table(part, "Pattern") {
        for pair in row.chunks(2).filter(|pair| pair.len() == 2 && !pair[0].is_empty()) {
            floors.insert(pair[0].clone(), pair[1].clone());
        }
    }
    let mut ours: Vec<String> = patterns.pattern.iter().map(|it| it.id.clone()).collect();
    ours.sort();
    differs.listed("1.2, patterns", &floors.keys().cloned().collect::<Vec<_>>(), &ours);
    // The one floor that rises, in the evidence's words.
    let rising = "self-care; urgent if rf-pop, rf-no-push or rf-no-weight is not `no` by answer (`yes`, `not-sure`), or injury-72h with `severity` ";
    for it in &patterns.pattern {
        let Some(cell) = floors.get(&it.id) else { continue };
        let lowest = cell.split([',', ';']).next().unwrap_or_default().trim();
        differs.same(&format!("{}, floor", it.id), lowest, it.floor.as_str());
        let theirs = cell.strip_prefix(rising).map(|rest| {
            let severity = rest.trim_end_matches(" or more");
            let sentence =
                format!("rf-pop? or rf-no-push? or rf-no-weight? or (injury-72h=yes and severity>={severity})");
            ("urgent", read(&sentence).expect("a condition"))
        });
        let ours = it.floor_higher.as_ref();
        let ours =
            ours.map(|it| (it.tier.as_str(), condition::ways(it.any.as_ref(), it.all.as_ref(), &BTreeMap::new())));
        differs.same(&format!("{}, a floor that rises", it.id), &cell.contains(" if "), &ours.is_some());
        differs.same(&format!("{}, floor urgent if", it.id), &theirs, &ours);
    }

    let part = between(safety, "### 1.3 First-aid lines", "\n---\n");
    let lines: Vec<Line> = rows("first_aid");
    let printed = table(part, "id");
    differs.listed("1.3, ids", &column(&printed, 0), &lines.iter().map(|it| it.id.clone()).collect::<Vec<_>>());
    let (_, when) = part.split_once("When they show: ").expect("1.3 says when the lines show");
    // Each sentence, and what it says: the line, when, what takes its place.
    let said: [(&str, &str, &str, &[&str]); 8] = [
        (
            "FA-01",
            "FA-01 rf-heat-sick, rf-heat-30, rf-hot-skin or CR-03.",
            "rf-heat-sick, rf-heat-30, rf-hot-skin or CR-03",
            &[],
        ),
        ("FA-02", "FA-02, FA-03 rf-collapse (FA-03 also tetany-airway).", "rf-collapse", &[]),
        ("FA-03", "FA-02, FA-03 rf-collapse (FA-03 also tetany-airway).", "rf-collapse or tetany-airway=yes", &[]),
        ("FA-04", "FA-04 rf-confused or rf-vomit.", "rf-confused or rf-vomit", &[]),
        ("FA-05", "FA-05 low sodium (as in 4.2) unless FA-04 or NA-08 holds.", "low-sodium", &["FA-04", "NA-08"]),
        (
            "FA-06",
            "FA-06 rf-cold-pale, rf-numb-dead, rf-tight or CR-09, unless FA-07.",
            "rf-cold-pale, rf-numb-dead, rf-tight or CR-09",
            &["FA-07"],
        ),
        ("FA-07", "FA-07 rf-vein-bleed.", "rf-vein-bleed", &[]),
        ("FA-08", "FA-08 always.", "", &[]),
    ];
    for (id, sentence, condition, unless) in said {
        let Some(it) = lines.iter().find(|it| it.id == id) else { continue };
        differs.holds(&format!("{id}, when: no longer {sentence:?}"), when.contains(sentence));
        let theirs = if condition.is_empty() { Ways::new() } else { read(condition).expect("a condition") };
        differs.same(&format!("{id}, when"), &theirs, &condition::ways(Some(&it.any), None, &BTreeMap::new()));
        differs.same(&format!("{id}, unless"), unless, texts(&it.unless).as_slice());
    }
    let doubt = "All only under an emergency, doubt counting as yes except for FA-04.";
    differs.holds("1.3, doubt: told in other words", when.contains(doubt));
    let sure: Vec<&str> = lines.iter().filter(|it| it.sure).map(|it| it.id.as_str()).collect();
    differs.same("1.3, lines where doubt does not count", &vec!["FA-04"], &sure);
    for row in &printed {
        let [id, _, line] = row.as_slice() else {
            differs.holds(&format!("a row of {} cells: {row:?}", row.len()), false);
            continue;
        };
        let Some(it) = lines.iter().find(|it| it.id == *id) else { continue };
        let (_, grounds) = line.rsplit_once('"').expect("a line is quoted");
        differs.same(&format!("{id}, sources"), &codes(grounds), &it.sources.iter().cloned().collect());
        // Without a ground of its own, a line is standard first aid from memory.
        let recalled = grounds.contains("recalled") || grounds.trim().is_empty();
        differs.same(&format!("{id}, recalled"), &recalled, &it.recalled);
    }
    differs
}

const NEVER_PHRASES: &[(&str, &str)] = &[
    ("heart failure", "ctx-heart-failure"),
    ("high blood pressure", "ctx-htn"),
    ("fluid limit", "ctx-fluid-limit"),
    ("low sodium", "low-sodium"),
    ("lifestyle low-salt", "lifestyle=low-salt"),
    ("gut-illness", "lifestyle=gut-illness"),
    ("alcohol-heavy", "ctx-alcohol-heavy"),
    ("under 16", "ctx-under16"),
    ("intent prevent", "intent=prevent"),
    ("intent now", "intent=now"),
    ("feel urge-to-move", "feel=urge-to-move"),
    ("side one and sym-muscle-pain", "(side=one and sym-muscle-pain)"),
    (
        "preg with rf-preg-leg, rf-calf-constant, rf-worse-again, or (side=one and sym-muscle-pain)",
        "preg with (rf-preg-leg, rf-calf-constant, rf-worse-again, or (side=one and sym-muscle-pain))",
    ),
    ("tier (floors too) urgent or emergency", "tier>=urgent"),
    ("any flag of 1B, 1C or 1D yes or not-sure", "block-bcd"),
    ("or lasts over 10 minutes", "or lasts=under-hour or lasts=over-hour"),
    (
        "conditions-known, medicines, pregnant or age unanswered",
        "conditions-known=unanswered, medicines=unanswered, pregnant=unanswered or age=unanswered",
    ),
    (", or ctx-drank-lots", " or ctx-drank-lots"),
];

/// Names that 4.2 shortens, each a word by itself.
const SHORT_NAMES: &[(&str, &str)] = &[
    ("kidney", "ctx-kidney"),
    ("liver", "ctx-liver"),
    ("diabetes", "ctx-diabetes"),
    ("k-drug", "ctx-k-drug"),
    ("heart", "ctx-heart"),
    ("artery", "ctx-pad"),
    ("anticoag", "ctx-anticoag"),
    ("muscle-disease", "conditions-known=muscle-disease"),
    ("injury-72h", "injury-72h=yes"),
];

/// Rows of 4.2 where one condition takes more acts away than another: the words, and each condition with its acts.
type Split = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);
const SPLIT: &[Split] = &[
    (
        "NA-04",
        "possible(muscle-injury), =leg-injury-6w; with CR-16 also the last two",
        "hard-stretch, strengthen, exercise; stretch, load-progression",
        &[
            ("possible(muscle-injury) or clot-risk==leg-injury-6w", "hard-stretch, strengthen, exercise"),
            ("CR-16", "stretch, load-progression"),
        ],
    ),
    (
        "NA-05",
        "rf-tight, rf-numb-dead, rf-foot-drop, rf-thinner-blow, CR-09; rf-locked for all but stretch",
        "cold, compression, elevate, massage, deep-massage, stretch, hard-stretch, painkiller, anti-inflammatory",
        &[
            (
                "rf-tight, rf-numb-dead, rf-foot-drop, rf-thinner-blow, CR-09",
                "cold, compression, elevate, massage, deep-massage, stretch, hard-stretch, painkiller, anti-inflammatory",
            ),
            (
                "rf-locked",
                "cold, compression, elevate, massage, deep-massage, hard-stretch, painkiller, anti-inflammatory",
            ),
        ],
    ),
    (
        "NA-24",
        "sickle, rf-legs-gave-way: the first; rf-legs-gave-way, rf-sickle-pain, or =sickle with ctx-ex-24h: all",
        "keep-moving; stretch, hard-stretch, exercise",
        &[
            ("ctx-sickle, rf-legs-gave-way", "keep-moving"),
            (
                "rf-legs-gave-way, rf-sickle-pain, or (sickle==yes with ctx-ex-24h)",
                "keep-moving, stretch, hard-stretch, exercise",
            ),
        ],
    ),
];

fn never_advise(safety: &str) -> Differences {
    let mut differs = Differences::default();
    let mut phrases = Phrases::of(NEVER_PHRASES);
    let known: Vec<Never> = rows("never");
    let conditions = table(between(safety, "## 4. Never advise", "### 4.1"), "id");
    let mut ours: Vec<String> = known.iter().map(|it| it.id.clone()).collect();
    differs.same("4.2, INV-07 stands last", &Some("INV-07".to_owned()), &ours.pop());
    differs.listed("4, ids", &column(&conditions, 0), &ours);

    // Where the text's own marks are no source code: what the rule rests on instead.
    let otherwise: [(&str, &str, &[&str], bool); 6] = [
        ("NA-18", "recalled", &["S-004"], false),
        ("NA-31", "section 7", &[], true),
        ("NA-32", "LEDGER.md", &["S-002", "S-003", "S-004"], false),
        ("NA-33", "4.1, C-01", &["R8"], true),
        ("NA-34", "INV-05", &[], true),
        ("NA-35", "LEDGER C-01", &["L-aaos", "L-cks", "L-nhs-cramps"], false),
    ];
    for row in &conditions {
        let [id, _, _, _, sources] = row.as_slice() else {
            differs.holds(&format!("a row of {} cells: {row:?}", row.len()), false);
            continue;
        };
        let Some(it) = known.iter().find(|it| it.id == *id) else { continue };
        let (theirs, author) = match otherwise.iter().find(|(it, ..)| it == id) {
            Some((_, cell, sources, author)) => {
                differs.same(&format!("{id}, where it comes from"), *cell, row[4].as_str());
                (sources.iter().map(|it| it.to_string()).collect(), *author)
            }
            None => (codes(sources), false),
        };
        differs.same(&format!("{id}, sources"), &theirs, &it.sources.iter().cloned().collect());
        differs.same(&format!("{id}, the author's own"), &author, &it.author);
        differs.same(&format!("{id}, recalled"), &sources.contains("recalled"), &it.recalled);
    }

    let part = between(safety, "### 4.2 What each rule", "\n---\n");
    let mut theirs: BTreeMap<String, BTreeMap<String, Ways>> = BTreeMap::new();
    let mut text_only = BTreeSet::new();
    let every_act: Vec<&str> = engine::Act::all().map(|it| it.code()).collect();
    for row in table(part, "rule") {
        let [rules, when, acts] = row.as_slice() else {
            differs.holds(&format!("a row of {} cells: {row:?}", row.len()), false);
            continue;
        };
        if rules == "text only" {
            text_only = listed(when).into_iter().collect();
            continue;
        }
        let rules = listed(rules);
        if when == "everyone" {
            for (id, act) in rules.iter().zip(acts.split(';')) {
                theirs.insert(id.clone(), BTreeMap::from([(act.trim().to_owned(), condition::always())]));
            }
            continue;
        }
        for id in &rules {
            let cases: Vec<(String, Vec<String>)> = if let Some((_, words, taken, cases)) =
                SPLIT.iter().find(|(it, ..)| it == id)
            {
                differs.same(&format!("{id}, when, in words"), *words, when.replace('`', "").as_str());
                differs.same(&format!("{id}, acts, in words"), *taken, acts.as_str());
                cases.iter().map(|(when, acts)| (when.to_string(), listed(acts))).collect()
            } else if id == "INV-07" {
                let but = listed(acts.trim_start_matches("all but "));
                let left = every_act.iter().filter(|act| !but.iter().any(|but| but == *act));
                vec![("tier>=emergency".to_owned(), left.map(|act| act.to_string()).collect())]
            } else {
                let above = conditions.iter().find(|row| row[0] == *id).map(|row| row[1].as_str()).unwrap_or_default();
                let cell = if when == "as above" { above } else { when.as_str() };
                vec![(spelled(&phrases.replaced(cell)), listed(acts))]
            };
            for (sentence, acts) in cases {
                match read(&sentence) {
                    Ok(ways) => {
                        for act in acts {
                            let of = theirs.entry(id.clone()).or_default().entry(act).or_default();
                            *of = any([of.clone(), ways.clone()]);
                        }
                    }
                    Err(word) => differs.holds(&format!("{id}, when: cannot read {word:?} in {sentence:?}"), false),
                }
            }
        }
    }
    let ours: BTreeSet<String> = known.iter().filter(|it| it.text_only).map(|it| it.id.clone()).collect();
    differs.same("4.2, rules that bind the words alone", &text_only, &ours);
    let no_names = BTreeMap::new();
    for it in known.iter().filter(|it| !it.text_only) {
        let mut ours: BTreeMap<String, Ways> = BTreeMap::new();
        let own = if it.everyone {
            condition::always()
        } else {
            condition::ways(it.any.as_ref(), it.all.as_ref(), &no_names)
        };
        let acts: Vec<String> = match &it.acts_but {
            Some(but) => {
                every_act.iter().filter(|act| !but.iter().any(|but| but == *act)).map(|act| act.to_string()).collect()
            }
            None => it.acts.clone().unwrap_or_default(),
        };
        let also =
            it.also.iter().map(|it| (condition::ways(it.any.as_ref(), it.all.as_ref(), &no_names), it.acts.clone()));
        for (ways, acts) in [(own, acts)].into_iter().chain(also) {
            for act in acts {
                let of = ours.entry(act).or_default();
                *of = any([of.clone(), ways.clone()]);
            }
        }
        let none = BTreeMap::new();
        let theirs = theirs.get(&it.id).unwrap_or(&none);
        for act in theirs.keys().chain(ours.keys()).collect::<BTreeSet<_>>() {
            differs.same(&format!("{}, {act}", it.id), &theirs.get(act), &ours.get(act));
        }
    }

    // What the rules share.
    let names = [
        (
            "preg",
            "preg = pregnant, postpartum, rf-preg-leg or rf-preeclampsia yes.",
            "ctx-pregnant or ctx-postpartum-6w",
        ),
        (
            "low-sodium",
            "**Low sodium** = CR-04, CR-05, rf-puffy, or ctx-drank-lots with any flag of 1A, sym-faint or sym-nausea.",
            "CR-04, CR-05, rf-puffy, or ctx-drank-lots with (block-a, sym-faint or sym-nausea)",
        ),
        (
            "heat",
            "**Heat** = rf-heat-sick, rf-heat-30, rf-hot-skin or CR-03.",
            "rf-heat-sick, rf-heat-30, rf-hot-skin or CR-03",
        ),
    ];
    for (id, words, sentence) in names {
        differs.holds(&format!("{id}: no longer {words:?}"), part.contains(words));
        differs.same(&format!("{id}, what it stands for"), &read(sentence).expect("a condition"), &named(id));
    }
    let stated = between(safety, "A flag answered yes that states a context sets it in section 4: ", "\n");
    let words = "rf-preg-leg, rf-preeclampsia (pregnant), rf-kidney-weak, rf-liver-ill, rf-sickle-pain, rf-thinner-blow (ctx-anticoag), rf-statin-muscle yes or cramps-only (ctx-statin), rf-stimulant.";
    differs.same("flags that state a context, in words", words, stated);
    let stating: [(&str, &[&str]); 7] = [
        ("ctx-sickle", &["rf-sickle-pain"]),
        ("ctx-statin", &["rf-statin-muscle", "rf-statin-muscle=cramps-only"]),
        ("ctx-anticoag", &["rf-thinner-blow"]),
        ("ctx-stimulant", &["rf-stimulant"]),
        ("ctx-kidney", &["rf-kidney-weak"]),
        ("ctx-liver", &["rf-liver-ill"]),
        ("ctx-pregnant", &["rf-preg-leg", "rf-preeclampsia"]),
    ];
    for it in rows::<Context>("contexts") {
        let theirs = stating.iter().find(|(id, _)| *id == it.id).map_or(&[][..], |(_, flags)| flags);
        differs.same(&format!("{}, stated by", it.id), theirs, texts(&it.stated_by).as_slice());
    }

    // Which rules are about which pattern.
    let subjects = between(part, "or a CR rule on the same subject: ", ". **Low sodium**");
    let mut theirs: BTreeMap<String, String> = BTreeMap::new();
    for group in subjects.split(';') {
        let (pattern, rules) = group.trim().split_once(" CR-").expect("a pattern and its rules");
        for part in rules.split(',') {
            let (first, last) = part.trim().split_once('–').unwrap_or((part.trim(), part.trim()));
            let number = |it: &str| it.trim_start_matches("CR-").parse::<u8>().expect("the number of a rule");
            for n in number(first)..=number(last) {
                theirs.insert(format!("CR-{n:02}"), pattern.to_owned());
            }
        }
    }
    for it in rows::<Rule>("rules") {
        differs.same(&format!("{}, subject", it.id), &theirs.get(&it.id), &it.subject.as_ref());
    }
    phrases.all_used(&mut differs);
    differs
}

/// The short names of 4.2 in full.
fn spelled(sentence: &str) -> String {
    let full = |word: &str| {
        let bare = word.trim_matches([',', ';', '(', ')']);
        match SHORT_NAMES.iter().find(|(short, _)| *short == bare) {
            Some((short, name)) => word.replacen(short, name, 1),
            None => word.to_owned(),
        }
    };
    sentence.split(' ').map(full).collect::<Vec<_>>().join(" ")
}

fn matrix(safety: &str) -> Differences {
    let mut differs = Differences::default();
    let patterns: Patterns = knowledge("patterns");
    let mut theirs: BTreeMap<String, Vec<i32>> = BTreeMap::new();
    let mut columns: Vec<String> = Vec::new();
    let parts = [("### 3.1 Timing", "### 3.2", 0), ("### 3.2 Site", "### 3.3", 1), ("### 3.3 Context", "Notes: ", 2)];
    for (start, end, part) in parts {
        let all = table(between(safety, start, end), "");
        let (heading, rows) = all.split_first().expect("the matrix has a heading");
        columns.extend(heading[1..].iter().cloned());
        differs.same(&format!("{start}, rows"), &rows.len(), &patterns.pattern.len());
        for (row, it) in rows.iter().zip(&patterns.pattern) {
            differs.same(&format!("{start}, row"), row[0].as_str(), it.id.as_str());
            let ours = [&it.timing, &it.signs, &it.context][part];
            let ours: Vec<Option<i32>> = ours.split_whitespace().map(weight).collect();
            differs.same(&format!("{}, cells of {start}", it.id), &(row.len() - 1), &ours.len());
            for ((name, cell), ours) in heading[1..].iter().zip(&row[1..]).zip(ours) {
                differs.same(&format!("{}, {name}", it.id), &weight(cell), &ours);
            }
            theirs.entry(row[0].clone()).or_default().extend(row[1..].iter().filter_map(|cell| weight(cell)));
        }
    }
    differs.listed("3, columns", &columns, &patterns.feature.iter().map(|it| it.column.clone()).collect::<Vec<_>>());

    let pairs = between(safety, "scale −2…+2): ", ". Show such pairs together");
    let mut twins = Vec::new();
    for pair in pairs.split(',') {
        let (names, sum) = pair.trim().rsplit_once(' ').expect("a pair and its sum");
        let (one, other) = names.split_once('/').expect("two patterns");
        twins.push([one.to_owned(), other.to_owned()]);
        let apart = match (theirs.get(one), theirs.get(other)) {
            (Some(one), Some(other)) => one.iter().zip(other).map(|(a, b)| (a - b).abs()).sum(),
            _ => -1,
        };
        differs.same(&format!("{names}, cells apart"), &sum.parse::<i32>().ok(), &Some(apart));
    }
    differs.listed("3.3, pairs", &twins, &patterns.twins.iter().map(|it| it.pair.clone()).collect::<Vec<_>>());

    // Each number the engine uses: the finding and the place of the number in its row, what answers it stands for.
    let used: [(&str, usize, &str, &str, &str); 14] = [
        ("Calf size difference", 0, "dvt", "one-leg-swelling", ""),
        ("Active cancer / previous clot", 0, "dvt", "clot-risk", "clot-risk=cancer-6m"),
        ("Active cancer / previous clot", 1, "dvt", "clot-risk", "clot-risk=prev-clot"),
        ("Active cancer / previous clot", 2, "dvt", "clot-risk", "clot-risk=bed-3d or clot-risk=cast"),
        ("Active cancer / previous clot", 3, "dvt", "clot-risk", "clot-risk=surgery-12w"),
        ("ECQ positive / negative", 0, "circulation", "set-walking-distance", ""),
        ("Cool skin / sores", 0, "circulation", "cold-pale-foot", ""),
        ("Cool skin / sores", 1, "circulation", "", "rf-rest-pain"),
        ("No pain when seated / better bending forward", 1, "nerve", "eased-by-bending", ""),
        ("Bilateral leg pain", 0, "nerve", "", "rf-back-both"),
        ("Single RLS question", 0, "restless-legs", "urge-to-move", ""),
        ("Sickle trait / statin / antipsychotic", 0, "rhabdomyolysis", "sickle-trait", ""),
        ("Sickle trait / statin / antipsychotic", 1, "rhabdomyolysis", "", "ctx-statin AND rf-pain-beyond?"),
        (
            "Sickle trait / statin / antipsychotic",
            2,
            "rhabdomyolysis",
            "",
            "medicines=antipsychotic AND rf-pain-beyond?",
        ),
    ];
    let printed = table(between(safety, "### 3.4 Published numbers", "Base rates"), "Finding");
    differs.same("3.4, numbers used", &used.len(), &patterns.number.len());
    for ((finding, at, pattern, feature, condition), it) in used.iter().zip(&patterns.number) {
        let name = format!("{pattern}, {}", if feature.is_empty() { condition } else { feature });
        let ours = if it.any.is_some() || it.all.is_some() {
            condition::ways(it.any.as_ref(), it.all.as_ref(), &BTreeMap::new())
        } else {
            Ways::new()
        };
        let theirs = if condition.is_empty() { Ways::new() } else { read(condition).expect("a condition") };
        differs.same(&format!("{name}, answers"), &theirs, &ours);
        differs.same(&format!("{name}, feature"), *feature, it.feature.as_deref().unwrap_or_default());
        differs.same(&format!("{name}, for"), *pattern, it.pattern.as_str());
        let Some(row) = printed.iter().find(|row| row[0].starts_with(finding)) else {
            differs.holds(&format!("{name}: {finding:?} is not printed"), false);
            continue;
        };
        differs.holds(&format!("{name}: is printed for {:?}", row[1]), row[1].starts_with(pattern));
        let (present, absent) =
            row[2].split_once("LR−").map_or((row[2].as_str(), None), |(present, absent)| (present, Some(absent)));
        // What follows a semicolon or stands before "LR+" belongs to other studies, or says how the number was got.
        let present = present.split(';').next().unwrap_or_default();
        let present = present.split_once("LR+").map_or(present, |(_, after)| after);
        differs.same(&format!("{name}, present"), &numbers(present).get(*at).copied(), &Some(it.present));
        // A ratio of nothing, or of a small study, is not used for `no`.
        let usable = absent.and_then(|it| numbers(it).first().copied()).filter(|it| 0.0 < *it);
        differs.same(&format!("{name}, absent"), &usable, &it.absent);
        // A source may print the same finding in another row for the same pattern.
        let sources = codes(&row[4]);
        let of_the_pattern: BTreeSet<String> =
            printed.iter().filter(|row| row[1].starts_with(pattern)).flat_map(|row| codes(&row[4])).collect();
        let first = it.sources.first().is_some_and(|code| sources.contains(code));
        let all = it.sources.iter().all(|code| of_the_pattern.contains(code));
        differs.holds(
            &format!("{name}, sources: the evidence has {sources:?}, the knowledge {:?}", it.sources),
            first && all,
        );
    }
    for it in &patterns.feature {
        differs.holds(&format!("feature {} is named by no column", it.id), columns.contains(&it.column));
    }
    differs
}

/// A cell of the matrix, as a number.
fn weight(cell: &str) -> Option<i32> {
    match cell.replace('−', "-").as_str() {
        "++" => Some(2),
        "+" => Some(1),
        "0" => Some(0),
        "-" => Some(-1),
        "--" => Some(-2),
        _ => None,
    }
}

fn contexts(contract: &str, safety: &str) -> Differences {
    let mut differs = Differences::default();
    let known: Vec<Context> = rows("contexts");
    let listed_in_safety = between(safety, "### 1F. Context", "### 1.1");
    let of_1f: BTreeSet<String> =
        ids(listed_in_safety, "ctx-").union(&ids(listed_in_safety, "sym-")).cloned().collect();
    // Heart disease has no name in 1F; NA-15 reads it.
    let ours: BTreeSet<String> = known
        .iter()
        .map(|it| it.id.clone())
        .filter(|it| it.starts_with("ctx-") || it.starts_with("sym-"))
        .filter(|it| it != "ctx-heart")
        .collect();
    let theirs: BTreeSet<String> = of_1f.into_iter().filter(|it| it != "ctx-").collect();
    differs.same("1F, ids", &theirs, &ours);

    let part = between(contract, "Read from other answers, not asked: ", "## Output");
    // The contract's words, and which answers each context then reads.
    let exercise = "intent=now AND (when=during-exercise OR when=just-after)";
    let said: [(&str, &[(&str, &str)]); 12] = [
        ("`ctx-hot` (`conditions` hot, hot-humid)", &[("ctx-hot", "conditions=hot or conditions=hot-humid")]),
        (
            "`ctx-drank-lots` (`drink` beyond-thirst or beyond-thirst-salts, or weight gained)",
            &[("ctx-drank-lots", "drink=beyond-thirst or drink=beyond-thirst-salts or weight-gained")],
        ),
        (
            "`ctx-ex-24h`, `ctx-ex-7d` (`last-exercise`; or a cramp `during-exercise`/`just-after` with `intent` now)",
            &[("ctx-ex-24h", "last-exercise=today OR"), ("ctx-ex-7d", "last-exercise=today OR last-exercise=week OR")],
        ),
        ("`ctx-sickle` (`sickle`)", &[("ctx-sickle", "sickle=yes")]),
        (
            "`ctx-statin`, `ctx-diuretic`, `ctx-k-drug`, `ctx-anticoag` (`medicines`; `conditions-known` bleeding too)",
            &[
                ("ctx-statin", "medicines=statin"),
                ("ctx-diuretic", "medicines=diuretic"),
                ("ctx-k-drug", "medicines=k-drug"),
                ("ctx-anticoag", "medicines=anticoagulant or conditions-known=bleeding"),
            ],
        ),
        (
            "`ctx-stimulant` (`lifestyle` stimulant; coffee alone does not count)",
            &[("ctx-stimulant", "lifestyle=stimulant")],
        ),
        ("`ctx-alcohol-heavy` (`lifestyle` alcohol-heavy)", &[("ctx-alcohol-heavy", "lifestyle=alcohol-heavy")]),
        (
            "`ctx-kidney`, `ctx-heart-failure`, `ctx-htn`, `ctx-liver`, `ctx-diabetes`, `ctx-pad` (artery), `ctx-fluid-limit` (`conditions-known`)",
            &[
                ("ctx-kidney", "conditions-known=kidney"),
                ("ctx-heart-failure", "conditions-known=heart-failure"),
                ("ctx-htn", "conditions-known=high-blood-pressure"),
                ("ctx-liver", "conditions-known=liver"),
                ("ctx-diabetes", "conditions-known=diabetes"),
                ("ctx-pad", "conditions-known=artery"),
                ("ctx-fluid-limit", "conditions-known=fluid-limit"),
            ],
        ),
        ("`ctx-numb-feet` (`rf-numb-feet`)", &[("ctx-numb-feet", "rf-numb-feet")]),
        (
            "`ctx-pregnant`, `ctx-postpartum-6w` (`pregnant`)",
            &[("ctx-pregnant", "pregnant=pregnant"), ("ctx-postpartum-6w", "pregnant=postpartum-6w")],
        ),
        ("`ctx-age60`, `ctx-under16` (`age`)", &[("ctx-age60", "age=60-plus"), ("ctx-under16", "age=under-16")]),
        ("`sym-*` (`symptoms`)", &[]),
    ];
    for (words, names) in said {
        for (id, sentence) in names {
            differs.holds(&format!("{id}: the contract no longer says {words:?}"), part.contains(words));
            let sentence =
                if sentence.ends_with("OR") { format!("{sentence} ({exercise})") } else { sentence.to_string() };
            differs.same(&format!("{id}, what it reads"), &read(&sentence).expect("a condition"), &named(id));
        }
        differs.holds(&format!("the contract no longer says {words:?}"), part.contains(words));
    }
    let rule = "`today` of last-exercise gives ctx-ex-24h and ctx-ex-7d, `week` gives ctx-ex-7d; `intent` now with `when` during-exercise or just-after gives both.";
    differs.holds("ctx-ex-24h: the safety file words it in another way", safety.contains(rule));
    for it in known.iter().filter(|it| it.id.starts_with("sym-")) {
        let option = it.id.trim_start_matches("sym-");
        differs.same(&format!("{}, what it reads", it.id), &is(&format!("symptoms={option}")), &named(&it.id));
    }
    let unknown = "sickle trait or disease (yes / tested no / not that I know / not sure); unknown = anything but yes and tested no";
    differs.holds("sickle-unknown: the safety file words it in another way", safety.contains(unknown));
    let theirs = read("sickle=no or sickle=not-sure or sickle=unanswered").expect("a condition");
    differs.same("sickle-unknown, what it reads", &theirs, &named("sickle-unknown"));

    let acts = contract.lines().find(|it| it.starts_with("- `acts`, the words")).expect("the contract lists the acts");
    let (acts, _) = acts.split_once(". An act names").expect("the list of acts ends");
    let theirs: Vec<String> = acts.split('`').skip(3).step_by(2).map(str::to_owned).collect();
    differs.listed("acts", &theirs, &engine::Act::all().map(|it| it.code().to_owned()).collect::<Vec<_>>());
    let age = "The matrix column \"age <35\" reads `age` under-16 and 16-39.";
    differs.holds("the column of young age: the contract words it in another way", contract.contains(age));
    differs
}

fn questions(questionnaire: &str) -> Differences {
    let mut differs = Differences::default();
    let known: Vec<Item> = rows("questions");
    let root = json::read(questionnaire);
    let mut theirs: Vec<(&str, &Json)> = Vec::new();
    for group in root.list("item") {
        differs.same(&format!("{}, a group", group.text("linkId")), "group", group.text("type"));
        theirs.extend(group.list("item").iter().map(|item| (group.text("linkId"), item)));
    }
    let in_order: Vec<String> = theirs.iter().map(|(_, item)| item.text("linkId").to_owned()).collect();
    differs.listed("items", &in_order, &known.iter().map(|it| it.id.clone()).collect::<Vec<_>>());
    for ((group, item), it) in theirs.iter().zip(&known) {
        let id = item.text("linkId");
        differs.same(&format!("{id}, group"), *group, it.group.as_str());
        differs.same(&format!("{id}, type"), item.text("type"), it.kind.as_str());
        differs.same(&format!("{id}, repeats"), &(item.text("repeats") == "true"), &it.repeats);
        let codes: Vec<String> = item
            .list("answerOption")
            .iter()
            .filter_map(|it| it.get("valueCoding"))
            .map(|it| it.text("code").to_owned())
            .collect();
        differs.listed(&format!("{id}, options"), &codes, &it.options);
        let gates: Vec<String> = item
            .list("enableWhen")
            .iter()
            .map(|it| {
                let code = it.get("answerCoding").map(|it| it.text("code")).unwrap_or_default();
                format!("{}{}{code}", it.text("question"), it.text("operator"))
            })
            .collect();
        differs.listed(&format!("{id}, enabled when"), &gates, &it.enabled_when);
        if gates.len() > 1 {
            differs.same(&format!("{id}, one gate is enough"), "any", item.text("enableBehavior"));
        }
        let extension = |name: &str| item.list("extension").iter().find(|it| it.text("url").ends_with(name));
        for (name, url, ours) in [("lowest", "minValue", it.min), ("highest", "maxValue", it.max)] {
            let theirs = extension(url)
                .map(|it| it.text(if it.get("valueInteger").is_some() { "valueInteger" } else { "valueDecimal" }));
            differs.same(&format!("{id}, {name}"), &theirs.map(|it| it.parse::<f64>().expect("a number")), &ours);
        }
        let unit =
            extension("questionnaire-unit").and_then(|it| it.get("valueCoding")).map(|it| it.text("code").to_owned());
        differs.same(&format!("{id}, unit"), &unit, &it.unit);
        let extensions = item.list("extension").len();
        let read = usize::from(it.min.is_some()) + usize::from(it.max.is_some()) + usize::from(it.unit.is_some());
        differs.same(&format!("{id}, extensions"), &extensions, &read);
    }
    differs
}

/// A row of LEDGER 6: its first words, the claim it became, and which numbers of its cell are that claim's weights.
/// Rows without a claim are listed as unasked.
const FACTOR_ROWS: &[(&str, &str, &[usize])] = &[
    ("previous EAMC in last 10 races", "factor-previous-cramps", &[]),
    ("previous EAMC", "factor-previous-cramps", &[0]),
    ("longer race", "factor-intensity-duration", &[0]),
    ("family history", "extra-family-history", &[0]),
    ("age over 40", "factor-older-age-night", &[0]),
    ("any chronic disease", "factor-underlying-disease", &[0]),
    ("heart or vessel symptoms", "factor-poor-circulation", &[0]),
    ("muscle injury", "extra-injury-history", &[0]),
    ("regular medicine", "factor-medicines-general", &[0]),
    ("inhaled long-acting beta-agonist", "factor-asthma-inhalers", &[0]),
    ("all diuretics / loop only", "factor-diuretics", &[0]),
    ("statin", "factor-statins", &[0]),
    ("dehydration (clinical)", "factor-dehydration", &[0]),
    ("single session over 10%", "factor-load-spike", &[0, 1]),
    ("alcohol (night cramps", "factor-alcohol", &[0]),
    ("mostly sitting", "extra-sedentary-night", &[0]),
    ("faster than usual pace", "extra-fast-pace", &[0]),
    ("muscle felt very tired", "neuromuscular-fatigue-theory", &[0]),
    ("last quarter of session", "factor-late-in-session", &[0]),
    ("hills or eccentric work", "factor-eccentric", &[0]),
    ("long session in the last 3 days", "extra-muscle-damage", &[0]),
    ("poorly prepared", "factor-poor-conditioning", &[0]),
    ("first 14 days of heat", "factor-heat-humidity", &[0]),
    ("hot but acclimatised", "factor-heat-humidity", &[0]),
    ("heavy salty sweat pattern", "factor-low-sodium-potassium", &[0]),
    ("lots of plain water", "extra-plain-water-dilution", &[0]),
    ("muscle held short", "shortened-muscle-trigger", &[0]),
    ("low fuel", "factor-low-carbohydrate", &[0]),
    ("previous night cramps", "factor-previous-cramps", &[0]),
];

fn factors(ledger: &str, contract: &str) -> Differences {
    let mut differs = Differences::default();
    let known: Factors = knowledge("factors");
    let part = between(ledger, "## 6. Quantitative", "## 7. Hydration");
    let cap = part.split_once("for one contributor group at ").map(|(_, rest)| numbers(rest)[0]);
    differs.same("cap of a group", &cap, &Some(f64::from(known.cap) / 100.0));
    let numbered = table(between(part, "### 6a.", "### 6b."), "factor");
    let worded = table(part.split_once("### 6b.").expect("6b").1, "factor");
    let mut weights: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    let mut sources: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut met = BTreeSet::new();
    let mut unasked = Vec::new();
    let rows = numbered.iter().map(|row| (&row[0], &row[5], row[3].as_str()));
    let rows = rows.chain(worded.iter().map(|row| (&row[0], &row[2], row[1].as_str())));
    for (factor, weight, grounds) in rows {
        let Some((row, claim, places)) = FACTOR_ROWS.iter().find(|(row, ..)| factor.starts_with(row)) else {
            unasked.push((factor, weight));
            continue;
        };
        met.insert(*row);
        for at in *places {
            let number = numbers(weight).get(*at).copied();
            differs.holds(&format!("{claim}, {factor}: {weight:?} has no weight at place {at}"), number.is_some());
            weights.entry(claim).or_default().extend(number.map(|it| (it * 100.0).round() as u32));
        }
        sources.entry(claim).or_default().extend(ids(grounds, "L-"));
    }
    for (row, ..) in FACTOR_ROWS {
        differs.holds(&format!("{row:?} is no row any more"), met.contains(row));
    }
    for it in &known.factor {
        let ours: BTreeSet<u32> = it.weights.iter().map(|it| it.weight).collect();
        differs.same(
            &format!("{}, weights", it.claim),
            weights.get(it.claim.as_str()).unwrap_or(&BTreeSet::new()),
            &ours,
        );
        let none = BTreeSet::new();
        let lacking: Vec<&String> =
            sources.get(it.claim.as_str()).unwrap_or(&none).iter().filter(|id| !it.sources.contains(id)).collect();
        differs.same(&format!("{}, sources of its rows", it.claim), &Vec::<&String>::new(), &lacking);
    }
    let theirs: BTreeSet<&str> = unasked.iter().map(|(factor, _)| factor.as_str()).collect();
    let ours: BTreeSet<&str> = known.unasked.iter().map(|it| it.row.as_str()).collect();
    differs.same("6, rows that no question asks", &theirs, &ours);
    for (factor, weight) in &unasked {
        let Some(it) = known.unasked.iter().find(|it| it.row == **factor) else { continue };
        let theirs = numbers(weight).first().copied();
        // "Use the single weight" and "safety question only" print no number of their own.
        let ours = it.weight.parse::<f64>().ok();
        let fits = theirs == ours || (theirs.is_none() && (ours.is_none() || weight.contains("single")));
        differs.holds(&format!("{factor}, weight: {weight:?} and {:?}", it.weight), fits);
        differs.holds(&format!("{factor}, no reason why it is not asked"), !it.why.is_empty());
    }
    let row =
        contract.split_once("The rows of section 6 are these claims: ").expect("the contract lists the factors").1;
    let (row, _) = row.split_once("Male sex").expect("the list of factors ends");
    let (with_items, known_items) = (row.split('`').skip(1).step_by(2), ["effort"]);
    let theirs: BTreeSet<String> = with_items.filter(|it| !known_items.contains(it)).map(str::to_owned).collect();
    differs.same("the contract's factors", &theirs, &known.factor.iter().map(|it| it.claim.clone()).collect());
    differs
}

fn hydration(ledger: &str) -> Differences {
    use engine::hydration::{Change, Session};
    use engine::quantity::{Hours, Kilograms, Litres, MillimolesPerLitre};

    let mut differs = Differences::default();
    let part = between(ledger, "## 7. Hydration math", "## 8. ");
    let values = table(part.split_once("### 7d.").expect("7d").1, "before kg");
    differs.holds("7d, rows", !values.is_empty());
    for row in &values {
        let numbered: Vec<f64> =
            row.iter().take(10).map(|cell| numbers(cell).first().copied().unwrap_or(f64::NAN)).collect();
        let sweat = numbers(&row[8]).get(1).copied().unwrap_or(40.0);
        let session = Session {
            before: Kilograms(numbered[0]),
            after: Kilograms(numbered[1]),
            drunk: Some(Litres(numbered[2])),
            urine: Litres(numbered[3]),
            length: Some(Hours(numbered[4])),
        };
        let gained = row[7].contains("gain");
        let told = session.loss().0;
        differs.same(&format!("gain, {} kg", row[0]), &gained, &(told < 0.0));
        let sodium = session.sodium(MillimolesPerLitre(sweat)).map(|it| it.0);
        for (name, cell, ours) in [
            ("sweat loss", numbered[5], session.sweat_loss().map(|it| it.0)),
            ("sweat rate", numbered[6], session.sweat_rate().map(|it| it.0)),
            ("change", numbered[7], Some(told.abs())),
            ("sodium", numbered[8], sodium),
            ("least intake", numbered[9], session.least_intake().map(|it| it.0)),
        ] {
            let near = if name == "sodium" { 1.0 } else { 0.005 + 1e-9 };
            let fits = ours.is_some_and(|ours| (ours - cell).abs() <= near);
            differs.holds(&format!("{name}, {} kg: the evidence has {cell}, the engine {ours:?}", row[0]), fits);
        }
    }

    // The thresholds, as they reach the screen: just at and just above each.
    let thresholds = column(&table(between(part, "### 7b.", "### 7c."), "finding"), 0);
    let expected = [
        "loss up to 2%",
        "loss over 2%",
        "loss over 3-5%",
        "loss over 7%, or vomiting",
        "**any gain**",
        "weight unchanged, over 3 h",
    ];
    differs.listed(
        "7b, findings the engine uses",
        &expected.map(str::to_owned),
        &thresholds.iter().filter(|it| !it.contains("blood sodium")).cloned().collect::<Vec<_>>(),
    );
    for (after, minutes, change) in [
        (98.0, 60.0, Change::Usual),
        (97.99, 60.0, Change::OverTwo),
        (97.0, 60.0, Change::OverTwo),
        (96.99, 60.0, Change::OverThree),
        (93.0, 60.0, Change::OverThree),
        (92.99, 60.0, Change::OverSeven),
        (100.01, 60.0, Change::Gained),
        (100.0, 180.0, Change::Usual),
        (100.0, 181.0, Change::UnchangedLong),
    ] {
        let told = assessed(&[("mass-before", 100.0), ("mass-after", after), ("session-minutes", minutes)], &[]);
        differs.same(&format!("100 kg to {after} kg in {minutes} min"), &Some(change), &told.map(|it| it.change));
    }

    // How salty sweat is taken to be, and how wide the range is.
    let default = part.lines().find(|it| it.starts_with("Default sodium for the estimator")).expect("7c has defaults");
    let after = |word: &str| default.split_once(word).map(|(_, rest)| numbers(rest)[0]);
    let weighed = [("mass-before", 70.0), ("mass-after", 69.0), ("fluid-intake", 0.5), ("session-minutes", 120.0)];
    for (name, word, sweat) in [("typical", "**typical ", "heavy"), ("salty", "salty ", "heavy-salty")] {
        let told = assessed(&weighed, &[("sweat", sweat), ("conditions", "hot"), ("acclimatised", "no")])
            .and_then(|it| it.sodium);
        differs.same(&format!("sodium of {name} sweat"), &after(word), &told.map(|it| it.sweat.0));
        let range = told.map(|it| (100.0 * it.high.0 / (0.5 * (it.low.0 + it.high.0))).round() - 100.0);
        let about = default.split_once("a range of about ").map(|(_, rest)| numbers(rest)[0]);
        differs.same(&format!("range of {name} sweat, in percent"), &about, &range);
    }
    let child = assessed(&weighed, &[("age", "under-16"), ("sweat", "heavy-salty"), ("conditions", "hot")]);
    differs.holds(
        "no sodium under 16",
        default.contains("so give no sodium number") && child.is_some_and(|it| it.sodium.is_none()),
    );
    differs
}

/// What the engine says about weights and fluids for someone with nothing that forbids it.
fn assessed(numbers: &[(&str, f64)], choices: &[(&str, &str)]) -> Option<engine::hydration::Hydration> {
    let mut answers = engine::Answers::default();
    let plain = [
        ("intent", "recent"),
        ("age", "16-39"),
        ("pregnant", "no"),
        ("when", "during-exercise"),
        ("sweat", "moderate"),
    ];
    for (id, code) in plain.iter().chain(choices) {
        answers.choose(id, code).expect("an option of the contract");
    }
    for id in ["conditions-known", "medicines"] {
        answers.choose_all(id, &["none"]).expect("an option of the contract");
    }
    for (id, number) in numbers {
        answers.measure(id, *number).expect("a number the contract allows");
    }
    engine::assess(&answers).hydration
}

/// The answers behind a named context.
fn named(id: &str) -> Ways {
    let known: Vec<Context> = rows("contexts");
    let it = known.iter().find(|it| it.id == id).unwrap_or_else(|| panic!("no context {id:?}"));
    condition::ways(it.any.as_ref(), it.all.as_ref(), &BTreeMap::new())
}

/// The signs in a child, which the evidence lists one by one.
fn child_signs() -> BTreeMap<String, Ways> {
    BTreeMap::from([("child-signs".to_owned(), named("child-signs"))])
}

fn texts(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}
