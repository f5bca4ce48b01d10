//! Reads `knowledge/*.toml`, checks it, and turns it into static tables.
//!
//! The build fails on an id that nothing defines, a claim or a rule without a source, a negation, a rule that no
//! answers can fire, and a question that nothing reads. The message names the file and the id.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs, path::Path};

#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum Cond {
    Literal(String),
    Nested(Nest),
}

#[derive(Deserialize, Clone, Default)]
#[serde(deny_unknown_fields)]
struct Nest {
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    group: String,
    #[serde(rename = "type")]
    kind: String,
    stage: String,
    #[serde(default)]
    repeats: bool,
    #[serde(default)]
    options: Vec<String>,
    min: Option<f64>,
    max: Option<f64>,
    unit: Option<String>,
    #[serde(default)]
    enabled_when: Vec<String>,
    asked_when: Option<String>,
    #[serde(default)]
    hidden_when: Vec<Hidden>,
    contradicts: Option<String>,
    #[serde(default)]
    read_by_words: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hidden {
    item: String,
    without: Vec<String>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Review {
    state: String,
    by: Option<String>,
    date: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Context {
    id: String,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    #[serde(default)]
    stated_by: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
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
    review: Review,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Higher {
    tier: String,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
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
    review: Review,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Also {
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    acts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Never {
    id: String,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    #[serde(default)]
    everyone: bool,
    #[serde(default)]
    text_only: bool,
    #[serde(default)]
    acts: Vec<String>,
    #[serde(default)]
    acts_but: Vec<String>,
    #[serde(default)]
    also: Vec<Also>,
    #[serde(default)]
    recalled: bool,
    #[serde(default)]
    author: bool,
    sources: Vec<String>,
    review: Review,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    any: Vec<Cond>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    acts: Vec<String>,
    #[serde(default)]
    sure: bool,
    #[serde(default)]
    recalled: bool,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    strongly: i32,
    somewhat: i32,
    flag: i32,
    flag_doubt: i32,
    rule: i32,
    cap: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Feature {
    id: String,
    #[serde(rename = "column")]
    _column: String,
    any: Vec<Cond>,
    half: Option<Nest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    id: String,
    floor: String,
    floor_higher: Option<Higher>,
    hallmark: Vec<Cond>,
    #[serde(default)]
    named_by: Vec<Cond>,
    prior: i32,
    timing: String,
    signs: String,
    context: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Number {
    feature: Option<String>,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    pattern: String,
    present: f64,
    absent: Option<f64>,
    absent_when: Option<String>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Further {
    pattern: String,
    weight: String,
    any: Vec<Cond>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Twins {
    pair: [String; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patterns {
    weights: Weights,
    feature: Vec<Feature>,
    pattern: Vec<Pattern>,
    number: Vec<Number>,
    further: Vec<Further>,
    twins: Vec<Twins>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weighted {
    weight: i32,
    any: Vec<Cond>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Factor {
    claim: String,
    group: String,
    weights: Vec<Weighted>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unasked {
    #[serde(rename = "row")]
    _row: String,
    #[serde(rename = "weight")]
    _weight: String,
    #[serde(rename = "why")]
    _why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Factors {
    cap: i32,
    factor: Vec<Factor>,
    #[serde(rename = "unasked")]
    _unasked: Vec<Unasked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advice {
    id: String,
    acts: Vec<String>,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    relief: Option<String>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advices {
    opposites: Vec<[String; 2]>,
    advice: Vec<Advice>,
}

#[derive(Deserialize)]
struct Module {
    id: String,
    acts: Vec<String>,
    any: Option<Vec<Cond>>,
    all: Option<Vec<Cond>>,
    claims: Vec<String>,
    sources: Vec<String>,
    grade: String,
}

#[derive(Deserialize)]
struct Claim {
    id: String,
    grade: String,
    says: Vec<String>,
    contradicts: Vec<String>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    claim: String,
    any: Vec<Cond>,
}

#[derive(Deserialize)]
struct Conflict {
    id: String,
    claims: Vec<String>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct Relief {
    id: String,
    hold_seconds: [u16; 2],
    repeats: [u16; 2],
    ease_seconds: u16,
    steps: u8,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct Source {
    id: String,
    same_as: Option<String>,
}

#[derive(Deserialize)]
struct List<T> {
    #[serde(
        alias = "item",
        alias = "context",
        alias = "flag",
        alias = "rule",
        alias = "never",
        alias = "line",
        alias = "module",
        alias = "claim",
        alias = "conflict",
        alias = "relief",
        alias = "source",
        alias = "shown"
    )]
    rows: Vec<T>,
}

const ACTS: &[&str] = &[
    "stretch", "hard-stretch", "massage", "heat", "cold", "fluids", "stop-drinking", "salt", "potassium", "magnesium",
    "supplement", "anti-inflammatory", "painkiller", "compression", "elevate", "deep-massage", "quinine", "iron",
    "alcohol", "medicine-change", "home-test", "rest", "keep-moving", "exercise", "load-progression", "pacing",
    "warm-up", "heat-acclimatise", "fuel", "sleep-routine", "strengthen", "pharmacist", "see-clinician",
    "call-emergency", "cool-body", "pickle-juice", "hot-bath", "alcohol-free", "drive",
];

fn load<T: serde::de::DeserializeOwned>(folder: &Path, name: &str) -> T {
    let path = folder.join(format!("{name}.toml"));
    println!("cargo:rerun-if-changed={}", path.display());
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{name}.toml: {error}"))
}

fn rows<T: serde::de::DeserializeOwned>(folder: &Path, name: &str) -> Vec<T> {
    load::<List<T>>(folder, name).rows
}

/// All ids, by kind, so that a literal can be looked up; and what was read, so that nothing is asked in vain.
struct Ids {
    items: Vec<Item>,
    contexts: Vec<Context>,
    flags: Vec<Flag>,
    rules: Vec<Rule>,
    patterns: Vec<Pattern>,
    advice: Vec<String>,
    modules: Vec<String>,
    factors: Vec<String>,
    sources: BTreeSet<String>,
    claims: Vec<String>,
}

fn position<T>(list: &[T], what: &str, id: &str, of: impl Fn(&T) -> &str) -> usize {
    list.iter().position(|it| of(it) == id).unwrap_or_else(|| panic!("{what} `{id}` is not defined"))
}

fn tier(id: &str) -> &'static str {
    match id {
        "self-care" => "Tier::SelfCare",
        "soon" => "Tier::Soon",
        "urgent" => "Tier::Urgent",
        "emergency" => "Tier::Emergency",
        other => panic!("tier `{other}` is not defined"),
    }
}

fn block(id: &str) -> &'static str {
    match id {
        "a" => "Block::A",
        "b" => "Block::B",
        "c" => "Block::C",
        "d" => "Block::D",
        "e" => "Block::E",
        other => panic!("block `{other}` is not defined"),
    }
}

impl Ids {
    fn item(&self, id: &str) -> usize {
        position(&self.items, "item", id, |it| &it.id)
    }

    fn codes(&self, item: usize, codes: &[&str]) -> u32 {
        let it = &self.items[item];
        codes.iter().fold(0, |mask, code| {
            let at = it.options.iter().position(|option| option == code);
            mask | 1 << at.unwrap_or_else(|| panic!("item `{}` has no option `{code}`", it.id))
        })
    }

    fn sources(&self, of: &str, sources: &[String]) -> String {
        let mut out = String::from("&[");
        for it in sources {
            let at = self.sources.iter().position(|known| known == it);
            let at = at.unwrap_or_else(|| panic!("{of}: source `{it}` is not defined"));
            write!(out, "Source({at}),").expect("a string takes text");
        }
        out + "]"
    }

    fn acts(&self, of: &str, acts: &[String]) -> String {
        let mask = acts.iter().fold(0u64, |mask, act| {
            let at = ACTS.iter().position(|known| known == act);
            mask | 1 << at.unwrap_or_else(|| panic!("{of}: act `{act}` is not defined"))
        });
        format!("Acts({mask})")
    }

    /// The flags of some blocks, as one condition.
    fn flags_where(&self, mark: &str, keep: impl Fn(&Flag) -> bool) -> Cond {
        let any = self
            .flags
            .iter()
            .filter(|it| it.follows_from.is_none() && keep(it))
            .map(|it| Cond::Literal(format!("{}{mark}", it.id)))
            .collect();
        Cond::Nested(Nest { any: Some(any), all: None })
    }

    fn named_set(&self, of: &str, name: &str) -> Option<Cond> {
        let in_blocks = |it: &Flag, blocks: &str| blocks.contains(&it.block);
        Some(match name {
            "block-a" => self.flags_where("", |it| in_blocks(it, "a")),
            "other-block-a" => self.flags_where("", |it| in_blocks(it, "a") && it.id != of),
            "block-bcd" => self.flags_where("", |it| in_blocks(it, "bcd")),
            "block-ab-emergency" => self.flags_where("", |it| in_blocks(it, "ab") && it.alone == "emergency"),
            "block-ab=not-sure" => self.flags_where("=not-sure", |it| in_blocks(it, "ab")),
            "block-cd=not-sure" => self.flags_where("=not-sure", |it| in_blocks(it, "cd")),
            "block-e-pressing=not-sure" => self.flags_where("=not-sure", |it| {
                in_blocks(it, "e") && (it.alone == "urgent" || it.alone == "emergency")
            }),
            _ => return None,
        })
    }

    /// A condition as Rust source. `of` names what it belongs to, for messages and for "the other flags".
    fn when(&self, of: &str, cond: &Cond) -> String {
        match cond {
            Cond::Literal(text) => match self.named_set(of, text) {
                Some(set) => self.when(of, &set),
                None => format!("When::Is({})", self.literal(of, text)),
            },
            Cond::Nested(nest) => self.nest(of, nest.any.as_ref(), nest.all.as_ref()),
        }
    }

    fn nest(&self, of: &str, any: Option<&Vec<Cond>>, all: Option<&Vec<Cond>>) -> String {
        let (kind, list) = match (any, all) {
            (Some(any), None) => ("Any", any),
            (None, Some(all)) => ("All", all),
            _ => panic!("{of}: a condition has either `any` or `all`"),
        };
        if let ([one], true) = (list.as_slice(), kind == "Any" || list.len() == 1) {
            return self.when(of, one);
        }
        let inner: Vec<String> = list.iter().map(|it| self.when(of, it)).collect();
        format!("When::{kind}(Cow::Borrowed(&[{}]))", inner.join(","))
    }

    fn literal(&self, of: &str, text: &str) -> String {
        refuse_negation(of, text);
        if text == "two-of-block-cd?" {
            let items: Vec<String> = self
                .flags
                .iter()
                .filter(|it| (it.block == "c" || it.block == "d") && it.follows_from.is_none())
                .map(|it| {
                    let item = self.item(&it.id);
                    format!("(Item({item}), {})", self.codes(item, &["yes", "not-sure"]))
                })
                .collect();
            return format!("Literal::TwoDoubted(&[{}])", items.join(","));
        }
        if let Some(inner) = text.strip_suffix('?') {
            return format!("Literal::Doubted(&{})", self.when(of, &Cond::Literal(inner.into())));
        }
        if let Some(pattern) = text.strip_prefix("possible(").and_then(|it| it.strip_suffix(')')) {
            return format!("Literal::Possible(Pattern({}))", self.pattern(pattern));
        }
        for (prefix, kind) in [("pattern-first:", "Leading"), ("pattern:", "Shown")] {
            if let Some(pattern) = text.strip_prefix(prefix) {
                return format!("Literal::{kind}(Pattern({}))", self.pattern(pattern));
            }
        }
        if let Some(id) = text.strip_prefix("advice:") {
            return format!("Literal::Advised(Advice({}))", position(&self.advice, "advice", id, |it| it));
        }
        if let Some(id) = text.strip_prefix("module:") {
            return format!("Literal::Planned(Module({}))", position(&self.modules, "module", id, |it| it));
        }
        if let Some(id) = text.strip_prefix("factor:") {
            position(&self.factors, "factor", id, |it| it);
            return format!("Literal::Counted(Claim({}))", position(&self.claims, "claim", id, |it| it));
        }
        if let Some(id) = text.strip_prefix("tier>=") {
            return format!("Literal::TierAtLeast({})", tier(id));
        }
        if let Some(id) = text.strip_prefix("tier=") {
            return format!("Literal::TierIs({})", tier(id));
        }
        if text == "weight-gained" {
            return "Literal::WeightGained".into();
        }
        for (sign, above) in [(">=", false), (">", true)] {
            if let Some((measure, number)) = text.split_once(sign) {
                let measure = match measure {
                    "severity" => "Severity",
                    "effort" => "Effort",
                    "session-minutes" => "SessionMinutes",
                    "loss-percent" => "LossPercent",
                    "sites" => "Sites",
                    "salty-signs" => "SaltySigns",
                    "sweat-rate" => "SweatRate",
                    other => panic!("{of}: measure `{other}` is not defined"),
                };
                let number: i64 = number.parse().unwrap_or_else(|_| panic!("{of}: `{text}` needs a whole number"));
                return format!("Literal::Measured {{ measure: Measure::{measure}, number: {number}, above: {above} }}");
            }
        }
        if let Some((item, code)) = text.split_once("==") {
            let item = self.item(item);
            return self.code(item, code, true);
        }
        if let Some((item, code)) = text.split_once('=') {
            let item = self.item(item);
            if code == "unanswered" {
                return format!("Literal::Unanswered(Item({item}))");
            }
            return self.code(item, code, false);
        }
        if let Some(at) = self.contexts.iter().position(|it| it.id == text) {
            return format!("Literal::Context(Context({at}))");
        }
        if let Some(flag) = self.flags.iter().find(|it| it.id == text) {
            return match &flag.follows_from {
                Some(from) => self.literal(of, from),
                None => self.code(self.item(text), "yes", false),
            };
        }
        if let Some(at) = self.rules.iter().position(|it| it.id == text) {
            return format!("Literal::Rule(Rule({}))", self.flags.len() + at);
        }
        panic!("{of}: `{text}` is no flag, context, rule or answer");
    }

    fn code(&self, item: usize, code: &str, strict: bool) -> String {
        let codes = self.codes(item, &[code]);
        format!("Literal::Code {{ item: Item({item}), codes: {codes}, strict: {strict} }}")
    }

    fn pattern(&self, id: &str) -> usize {
        position(&self.patterns, "pattern", id, |it| &it.id)
    }

    fn claim(&self, id: &str) -> usize {
        position(&self.claims, "claim", id, |it| it)
    }

    /// Fails when no answers can make the condition hold: one question would need two answers at once.
    fn check_reachable(&self, of: &str, cond: &Cond) {
        let ways = self.ways(of, cond);
        if !ways.iter().any(|way| way.values().all(|codes| *codes != 0)) {
            panic!("{of}: no answers can make it hold");
        }
    }

    /// The ways in which a condition holds: for each, the codes every question may have.
    fn ways(&self, of: &str, cond: &Cond) -> Vec<BTreeMap<usize, u32>> {
        match cond {
            Cond::Literal(text) => {
                refuse_negation(of, text);
                if let Some(set) = self.named_set(of, text) {
                    return self.ways(of, &set);
                }
                let text = text.strip_suffix('?').unwrap_or(text);
                if let Some(context) = self.contexts.iter().find(|it| it.id == text) {
                    let nest = Nest { any: context.any.clone(), all: context.all.clone() };
                    return self.ways(of, &Cond::Nested(nest));
                }
                let asked = match self.flags.iter().find(|it| it.id == text) {
                    Some(flag) => flag.follows_from.clone().unwrap_or_else(|| format!("{text}=yes")),
                    None => text.replace("==", "="),
                };
                let simple = !asked.contains('>') && !asked.contains(':') && !asked.starts_with("tier");
                match asked.split_once('=') {
                    Some((item, code)) if simple && code != "unanswered" => {
                        let item = self.item(item);
                        let codes = self.codes(item, &[code]);
                        // A list can hold several answers at once, so it never contradicts itself.
                        if self.items[item].repeats { vec![BTreeMap::new()] } else { vec![BTreeMap::from([(item, codes)])] }
                    }
                    _ => vec![BTreeMap::new()],
                }
            }
            Cond::Nested(nest) => match (&nest.any, &nest.all) {
                (Some(any), _) => any.iter().flat_map(|it| self.ways(of, it)).collect(),
                (_, Some(all)) => all.iter().fold(vec![BTreeMap::new()], |ways, it| {
                    let more = self.ways(of, it);
                    let join = |a: &BTreeMap<usize, u32>, b: &BTreeMap<usize, u32>| {
                        let mut both = a.clone();
                        for (item, codes) in b {
                            both.entry(*item).and_modify(|it| *it &= codes).or_insert(*codes);
                        }
                        both
                    };
                    ways.iter().flat_map(|a| more.iter().map(move |b| join(a, b))).take(4096).collect()
                }),
                _ => Vec::new(),
            },
        }
    }
}

fn refuse_negation(of: &str, text: &str) {
    if text.starts_with('!') || text.contains("!=") || text.starts_with("not ") {
        panic!("{of}: `{text}` is a negation; an answer may only raise a tier");
    }
}

fn review(it: &Review) -> String {
    match (it.state.as_str(), &it.by, &it.date) {
        ("unreviewed", None, None) => "Review::Unreviewed".into(),
        ("reviewed", Some(by), Some(date)) => format!("Review::Reviewed {{ by: {by:?}, date: {date:?} }}"),
        _ => panic!("a review is `unreviewed`, or `reviewed` with `by` and `date`"),
    }
}

fn cells(row: &str) -> Vec<i32> {
    row.split_whitespace()
        .map(|cell| match cell {
            "++" => 2,
            "+" => 1,
            "0" => 0,
            "-" => -1,
            "--" => -2,
            other => panic!("a matrix cell is ++, +, 0, - or --, not `{other}`"),
        })
        .collect()
}

fn codes_of<'a>(name: &str, ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.collect();
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{name}: an id is given twice");
    format!("pub(crate) static {name}: &[&str] = &{ids:?};\n")
}

fn constants<'a>(kind: &str, ids: impl Iterator<Item = &'a str>) -> String {
    let mut out = format!("#[allow(missing_docs)]\nimpl {kind} {{\n");
    for (at, id) in ids.enumerate() {
        let name: String = id.to_uppercase().replace('-', "_");
        let name = if name.starts_with(|it: char| it.is_ascii_digit()) { format!("N{name}") } else { name };
        writeln!(out, "    /// `{id}`\n    pub const {name}: {kind} = {kind}({at});").expect("a string takes text");
    }
    out + "}\n"
}

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let path = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("tables.rs");
    fs::write(path, tables(Path::new("knowledge"))).expect("OUT_DIR takes files");
}

/// The tables, as Rust source, from the knowledge in `folder`.
///
/// # Panics
///
/// Where the knowledge breaks a rule; the message says which, and where.
pub fn tables(folder: &Path) -> String {
    let source_rows: Vec<Source> = rows(folder, "sources");
    let claim_rows: Vec<Claim> = rows(folder, "claims");
    let module_rows: Vec<Module> = rows(folder, "modules");
    let relief_rows: Vec<Relief> = rows(folder, "relief");
    let conflict_rows: Vec<Conflict> = rows(folder, "conflicts");
    let shown_rows: Vec<Shown> = rows(folder, "shown");
    let never_rows: Vec<Never> = rows(folder, "never");
    let line_rows: Vec<Line> = rows(folder, "first_aid");
    let advices: Advices = load(folder, "advice");
    let factors: Factors = load(folder, "factors");
    let patterns: Patterns = load(folder, "patterns");

    let planned = module_rows.iter().filter(|it| !it.acts.is_empty()).map(|it| format!("plan-{}", it.id));
    let ids = Ids {
        items: rows(folder, "questions"),
        contexts: rows(folder, "contexts"),
        flags: rows(folder, "flags"),
        rules: rows(folder, "rules"),
        patterns: patterns.pattern,
        advice: advices.advice.iter().map(|it| it.id.clone()).chain(planned).collect(),
        modules: module_rows.iter().map(|it| it.id.clone()).collect(),
        factors: factors.factor.iter().map(|it| it.claim.clone()).collect(),
        sources: source_rows.iter().filter(|it| it.same_as.is_none()).map(|it| it.id.clone()).collect(),
        claims: claim_rows.iter().map(|it| it.id.clone()).collect(),
    };
    assert!(ids.items.len() <= 128, "an item set holds 128 items");
    assert!(ids.contexts.len() <= 64, "a reader remembers 64 contexts");
    assert!(ids.patterns.len() <= 32, "a pattern set holds 32 patterns");

    let mut out = String::new();
    let rule_codes: Vec<String> = ids
        .flags
        .iter()
        .map(|it| it.id.clone())
        .chain(ids.rules.iter().map(|it| it.id.clone()))
        .chain(ids.patterns.iter().map(|it| format!("floor-{}", it.id)))
        .chain(["self-care".to_owned()])
        .collect();
    out += &codes_of("ITEM_CODES", ids.items.iter().map(|it| it.id.as_str()));
    let mut sorted: Vec<usize> = (0..ids.items.len()).collect();
    sorted.sort_by_key(|at| &ids.items[*at].id);
    writeln!(out, "pub(crate) static ITEMS_BY_CODE: &[u8] = &{sorted:?};").expect("text");
    out += &codes_of("CONTEXT_CODES", ids.contexts.iter().map(|it| it.id.as_str()));
    out += &codes_of("RULE_CODES", rule_codes.iter().map(String::as_str));
    out += &codes_of("NEVER_CODES", never_rows.iter().map(|it| it.id.as_str()));
    out += &codes_of("FIRST_AID_CODES", line_rows.iter().map(|it| it.id.as_str()));
    out += &codes_of("PATTERN_CODES", ids.patterns.iter().map(|it| it.id.as_str()));
    out += &codes_of("ACT_CODES", ACTS.iter().copied());
    out += &codes_of("ADVICE_CODES", ids.advice.iter().map(String::as_str));
    out += &codes_of("MODULE_CODES", ids.modules.iter().map(String::as_str));
    out += &codes_of("CLAIM_CODES", ids.claims.iter().map(String::as_str));
    out += &codes_of("CONFLICT_CODES", conflict_rows.iter().map(|it| it.id.as_str()));
    out += &codes_of("RELIEF_CODES", relief_rows.iter().map(|it| it.id.as_str()));
    out += &codes_of("SOURCE_CODES", ids.sources.iter().map(String::as_str));
    out += &constants("Item", ids.items.iter().map(|it| it.id.as_str()));
    out += &constants("Pattern", ids.patterns.iter().map(|it| it.id.as_str()));
    out += &constants("Act", ACTS.iter().copied());
    writeln!(out, "pub(crate) const FLAG_COUNT: usize = {};", ids.flags.len()).expect("text");
    writeln!(out, "pub(crate) const RULE_COUNT: usize = {};", ids.flags.len() + ids.rules.len()).expect("text");

    // Items, in the questionnaire's order; a gate reads only what comes before it.
    out += "pub(crate) static ITEMS: &[ItemDef] = &[\n";
    for (at, it) in ids.items.iter().enumerate() {
        let kind = match (it.kind.as_str(), it.repeats) {
            ("choice", false) => "Kind::Choice",
            ("choice", true) => "Kind::Choices",
            ("integer", false) => "Kind::Integer",
            ("decimal", false) => "Kind::Decimal",
            _ => panic!("questions.toml: `{}` has no such type", it.id),
        };
        let mut gate: BTreeMap<usize, u32> = BTreeMap::new();
        for text in &it.enabled_when {
            let (item, code) = text.split_once('=').expect("a gate is written item=code");
            let item = ids.item(item);
            assert!(item < at, "questions.toml: the gate of `{}` reads a later question", it.id);
            *gate.entry(item).or_default() |= ids.codes(item, &[code]);
        }
        let gate: Vec<String> = gate.iter().map(|(item, codes)| format!("(Item({item}),{codes})")).collect();
        let hidden: Vec<String> = it
            .hidden_when
            .iter()
            .map(|hidden| {
                let item = ids.item(&hidden.item);
                let without: Vec<&str> = hidden.without.iter().map(String::as_str).collect();
                format!("(Item({item}),{})", ids.codes(item, &without))
            })
            .collect();
        assert_eq!(hidden.is_empty(), it.contradicts.is_none(), "`{}`: a hiding gate quotes what it contradicts", it.id);
        let asked = it.asked_when.as_ref().map_or("None".into(), |cond| {
            format!("Some(&{})", ids.when(&it.id, &Cond::Literal(cond.clone())))
        });
        let group = match it.group.strip_prefix("block-") {
            Some(letter) => format!("Group::Safety({})", block(letter)),
            None => match it.group.as_str() {
                "start" => "Group::Start".into(),
                "cramp" => "Group::Cramp".into(),
                "session" => "Group::Session".into(),
                "you" => "Group::You".into(),
                other => panic!("group `{other}` is not defined"),
            },
        };
        let stage = match it.stage.as_str() {
            "start" => "Start",
            "about" => "About",
            "health" => "Health",
            "safety" => "Safety",
            "core" => "Core",
            "detail" => "Detail",
            "measure" => "Measure",
            other => panic!("stage `{other}` is not defined"),
        };
        writeln!(
            out,
            "ItemDef {{ group: {group}, kind: {kind}, stage: Stage::{stage}, options: &{:?}, doubt: {}, min: {:?}f64 as i64, max: {:?}f64 as i64, unit: {:?}, gate: &[{}], asked_when: {asked}, hidden_when: &[{}], contradicts: {:?} }},",
            it.options,
            it.options.iter().position(|code| code == "not-sure").map_or(0u32, |at| 1 << at),
            it.min.unwrap_or(0.0),
            it.max.unwrap_or(0.0),
            it.unit.as_deref().unwrap_or(""),
            gate.join(","),
            hidden.join(","),
            it.contradicts.as_deref().unwrap_or(""),
        )
        .expect("text");
    }
    out += "];\n";

    out += "pub(crate) static CONTEXTS: &[ContextDef] = &[\n";
    for it in &ids.contexts {
        let stated: Vec<String> = it
            .stated_by
            .iter()
            .map(|by| {
                let (flag, code) = by.split_once('=').unwrap_or((by, "yes"));
                let item = ids.item(flag);
                format!("(Item({item}),{})", ids.codes(item, &[code]))
            })
            .collect();
        let when = ids.nest(&it.id, it.any.as_ref(), it.all.as_ref());
        writeln!(out, "ContextDef {{ when: {when}, stated_by: &[{}] }},", stated.join(",")).expect("text");
    }
    out += "];\n";

    // Flags first, then the combination rules: SAFETY's order, and the order of reasons.
    out += "pub(crate) static FLAGS: &[FlagDef] = &[\n";
    for it in &ids.flags {
        let stands = ids.when(&it.id, &Cond::Literal(it.id.clone()));
        let mask = it.points_to.iter().fold(0u32, |mask, id| mask | 1 << ids.pattern(id));
        let points: Vec<String> = it.points_to.iter().map(|id| format!("Pattern({})", ids.pattern(id))).collect();
        assert!(!points.is_empty() || it.other.is_some(), "flags.toml: `{}` points nowhere", it.id);
        writeln!(
            out,
            "FlagDef {{ stands: {stands}, block: {}, alone: {}, points_to: &[{}], points_at: {mask}, other: {:?} }},",
            block(&it.block),
            tier(&it.alone),
            points.join(","),
            it.other.as_deref().unwrap_or("")
        )
        .expect("text");
    }
    out += "];\n";

    out += "pub(crate) static RULES: &[RuleDef] = &[\n";
    for it in &ids.flags {
        assert!(!it.sources.is_empty() || it.recalled, "flags.toml: `{}` has no source", it.id);
        let own = || Cond::Literal(it.id.clone());
        let with = |list: &Vec<Cond>| {
            let any = Cond::Nested(Nest { any: Some(list.clone()), all: None });
            Cond::Nested(Nest { any: None, all: Some(vec![own(), any]) })
        };
        let any = |list: &Vec<Cond>| Cond::Nested(Nest { any: Some(list.clone()), all: None });
        let mut cases = vec![(it.alone.as_str(), own())];
        for (tier, list, alone) in [
            ("soon", &it.soon_if, true),
            ("urgent", &it.urgent_with, false),
            ("urgent", &it.urgent_if, true),
            ("emergency", &it.emergency_with, false),
            ("emergency", &it.emergency_if, true),
        ] {
            if !list.is_empty() {
                cases.push((tier, if alone { any(list) } else { with(list) }));
            }
        }
        let cases: Vec<String> = cases
            .iter()
            .map(|(tier_id, cond)| {
                ids.check_reachable(&it.id, cond);
                format!("({}, {})", tier(tier_id), ids.when(&it.id, cond))
            })
            .collect();
        writeln!(
            out,
            "RuleDef {{ cases: Cow::Borrowed(&[{}]), subject: None, author: false, recalled: {}, sources: {}, review: {} }},",
            cases.join(","),
            it.recalled,
            ids.sources(&it.id, &it.sources),
            review(&it.review)
        )
        .expect("text");
    }
    for it in &ids.rules {
        assert!(!it.sources.is_empty(), "rules.toml: `{}` has no source", it.id);
        let mut cases = Vec::new();
        let own = Cond::Nested(Nest { any: it.any.clone(), all: it.all.clone() });
        ids.check_reachable(&it.id, &own);
        cases.push(format!("({}, {})", tier(&it.tier), ids.when(&it.id, &own)));
        if let Some(higher) = &it.higher {
            let cond = Cond::Nested(Nest { any: higher.any.clone(), all: higher.all.clone() });
            ids.check_reachable(&it.id, &cond);
            cases.push(format!("({}, {})", tier(&higher.tier), ids.when(&it.id, &cond)));
        }
        let subject = it.subject.as_ref().map_or("None".into(), |id| format!("Some(Pattern({}))", ids.pattern(id)));
        writeln!(
            out,
            "RuleDef {{ cases: Cow::Borrowed(&[{}]), subject: {subject}, author: {}, recalled: false, sources: {}, review: {} }},",
            cases.join(","),
            it.author,
            ids.sources(&it.id, &it.sources),
            review(&it.review)
        )
        .expect("text");
    }
    out += "];\n";

    out += "pub(crate) static NEVER: &[NeverDef] = &[\n";
    for it in &never_rows {
        assert!(!it.sources.is_empty() || it.recalled || it.author, "never.toml: `{}` has no source", it.id);
        let mut cases = Vec::new();
        if !it.text_only {
            let acts = if it.acts_but.is_empty() {
                ids.acts(&it.id, &it.acts)
            } else {
                let left = ACTS.iter().filter(|act| !it.acts_but.iter().any(|but| but == *act));
                ids.acts(&it.id, &left.map(|act| act.to_string()).collect::<Vec<_>>())
            };
            let when = if it.everyone {
                "When::All(Cow::Borrowed(&[]))".into()
            } else {
                let cond = Cond::Nested(Nest { any: it.any.clone(), all: it.all.clone() });
                ids.check_reachable(&it.id, &cond);
                ids.when(&it.id, &cond)
            };
            cases.push(format!("({when}, {acts})"));
            for more in &it.also {
                let when = ids.nest(&it.id, more.any.as_ref(), more.all.as_ref());
                cases.push(format!("({when}, {})", ids.acts(&it.id, &more.acts)));
            }
        }
        writeln!(
            out,
            "NeverDef {{ cases: Cow::Borrowed(&[{}]), author: {}, recalled: {}, sources: {}, review: {} }},",
            cases.join(","),
            it.author,
            it.recalled,
            ids.sources(&it.id, &it.sources),
            review(&it.review)
        )
        .expect("text");
    }
    out += "];\n";

    out += "pub(crate) static FIRST_AID: &[FirstAidDef] = &[\n";
    for it in &line_rows {
        assert!(!it.sources.is_empty() || it.recalled, "first_aid.toml: `{}` has no source", it.id);
        let when = if it.any.is_empty() {
            "When::All(Cow::Borrowed(&[]))".into()
        } else {
            ids.nest(&it.id, Some(&it.any), None)
        };
        let unless: Vec<String> = it
            .unless
            .iter()
            .map(|id| match line_rows.iter().position(|line| line.id == *id) {
                Some(at) => format!("Instead::Line(FirstAid({at}))"),
                None => format!("Instead::Never(Never({}))", position(&never_rows, "rule", id, |it| &it.id)),
            })
            .collect();
        writeln!(
            out,
            "FirstAidDef {{ when: {when}, sure: {}, unless: &[{}], acts: {}, sources: {} }},",
            it.sure,
            unless.join(","),
            ids.acts(&it.id, &it.acts),
            ids.sources(&it.id, &it.sources)
        )
        .expect("text");
    }
    out += "];\n";

    let w = &patterns.weights;
    writeln!(
        out,
        "pub(crate) const WEIGHTS: Weights = Weights {{ strongly: {}, somewhat: {}, flag: {}, flag_doubt: {}, rule: {}, cap: {} }};",
        w.strongly, w.somewhat, w.flag, w.flag_doubt, w.rule, w.cap
    )
    .expect("text");
    out += "pub(crate) static FEATURES: &[FeatureDef] = &[\n";
    for it in &patterns.feature {
        let when = ids.nest(&it.id, Some(&it.any), None);
        let half = it.half.as_ref().map_or("None".into(), |half| {
            format!("Some({})", ids.nest(&it.id, half.any.as_ref(), half.all.as_ref()))
        });
        let at = |number: &&Number| number.feature.as_ref() == Some(&it.id);
        let mask = patterns.number.iter().filter(at).fold(0u32, |mask, number| mask | 1 << ids.pattern(&number.pattern));
        writeln!(out, "FeatureDef {{ when: {when}, half: {half}, numbered: {mask} }},").expect("text");
    }
    out += "];\n";
    out += "pub(crate) static PATTERNS: &[PatternDef] = &[\n";
    for it in &ids.patterns {
        let row: Vec<i32> = [&it.timing, &it.signs, &it.context].iter().flat_map(|part| cells(part)).collect();
        assert_eq!(row.len(), patterns.feature.len(), "patterns.toml: the row of `{}` has too few cells", it.id);
        let mut floor = vec![format!("({}, When::All(Cow::Borrowed(&[])))", tier(&it.floor))];
        if let Some(higher) = &it.floor_higher {
            floor.push(format!("({}, {})", tier(&higher.tier), ids.nest(&it.id, higher.any.as_ref(), higher.all.as_ref())));
        }
        writeln!(
            out,
            "PatternDef {{ floor: Cow::Borrowed(&[{}]), hallmark: {}, named_by: {}, prior: {}, cells: Cow::Borrowed(&{row:?}) }},",
            floor.join(","),
            ids.nest(&it.id, Some(&it.hallmark), None),
            ids.nest(&it.id, Some(&it.hallmark.iter().chain(&it.named_by).cloned().collect()), None),
            it.prior
        )
        .expect("text");
        // A flag never speaks, through a column, against a pattern it points to.
        for (feature, cell) in patterns.feature.iter().zip(&row) {
            for flag in ids.flags.iter().filter(|flag| flag.points_to.contains(&it.id)) {
                let reads = |cond: &Cond| matches!(cond, Cond::Literal(text) if *text == flag.id);
                assert!(
                    *cell >= 0 || !feature.any.iter().any(reads),
                    "patterns.toml: `{}` points to `{}`, but its column `{}` speaks against it",
                    flag.id, it.id, feature.id
                );
            }
        }
    }
    out += "];\n";
    let log = |ratio: f64| (ratio.ln() * 100.0).round() as i32;
    out += "pub(crate) static NUMBERS: &[NumberDef] = &[\n";
    for it in &patterns.number {
        assert!(!it.sources.is_empty(), "patterns.toml: a number for `{}` has no source", it.pattern);
        let feature = it.feature.as_ref().map(|id| position(&patterns.feature, "feature", id, |it| &it.id));
        let when = match (&it.any, &it.all, feature) {
            (None, None, Some(at)) => {
                let feature = &patterns.feature[at];
                ids.nest(&feature.id, Some(&feature.any), None)
            }
            _ => ids.nest(&it.pattern, it.any.as_ref(), it.all.as_ref()),
        };
        let absent = match (&it.absent, &it.absent_when) {
            (Some(ratio), Some(cond)) => {
                format!("Some(({}, {}))", ids.when(&it.pattern, &Cond::Literal(cond.clone())), log(*ratio))
            }
            (None, None) => "None".into(),
            _ => panic!("patterns.toml: `absent` and `absent_when` go together"),
        };
        writeln!(
            out,
            "NumberDef {{ feature: {feature:?}, is_whole_feature: {}, pattern: Pattern({}), when: {when}, present: {}, absent: {absent}, sources: {} }},",
            it.any.is_none() && it.all.is_none(),
            ids.pattern(&it.pattern),
            log(it.present),
            ids.sources(&it.pattern, &it.sources)
        )
        .expect("text");
    }
    out += "];\n";
    out += "pub(crate) static FURTHER: &[FurtherDef] = &[\n";
    for it in &patterns.further {
        let weight = match it.weight.as_str() {
            "strongly" => w.strongly,
            "somewhat" => w.somewhat,
            other => panic!("patterns.toml: weight `{other}` is not defined"),
        };
        assert!(!it.sources.is_empty(), "patterns.toml: an answer for `{}` has no source", it.pattern);
        writeln!(
            out,
            "FurtherDef {{ pattern: Pattern({}), weight: {weight}, when: {}, sources: {} }},",
            ids.pattern(&it.pattern),
            ids.nest(&it.pattern, Some(&it.any), None),
            ids.sources(&it.pattern, &it.sources)
        )
        .expect("text");
    }
    out += "];\n";
    let twins: Vec<String> = patterns
        .twins
        .iter()
        .map(|it| format!("(Pattern({}),Pattern({}))", ids.pattern(&it.pair[0]), ids.pattern(&it.pair[1])))
        .collect();
    writeln!(out, "pub(crate) static TWINS: &[(Pattern, Pattern)] = &[{}];", twins.join(",")).expect("text");

    writeln!(out, "pub(crate) const FACTOR_CAP: i32 = {};", factors.cap).expect("text");
    let groups: BTreeSet<&str> = factors.factor.iter().map(|it| it.group.as_str()).collect();
    writeln!(out, "pub(crate) const FACTOR_GROUPS: usize = {};", groups.len()).expect("text");
    out += "pub(crate) static FACTORS: &[FactorDef] = &[\n";
    for it in &factors.factor {
        assert!(!it.sources.is_empty(), "factors.toml: `{}` has no source", it.claim);
        let weights: Vec<String> = it
            .weights
            .iter()
            .map(|case| {
                assert!(case.weight > 100, "factors.toml: `{}`: a weight of 1.0 is no factor", it.claim);
                format!("({}, {})", case.weight, ids.nest(&it.claim, Some(&case.any), None))
            })
            .collect();
        let group = groups.iter().position(|known| *known == it.group).expect("the group was just listed");
        writeln!(
            out,
            "FactorDef {{ claim: Claim({}), group: {group}, weights: &[{}], sources: {} }},",
            ids.claim(&it.claim),
            weights.join(","),
            ids.sources(&it.claim, &it.sources)
        )
        .expect("text");
    }
    out += "];\n";

    let act = |id: &String| ACTS.iter().position(|known| known == id).unwrap_or_else(|| panic!("act `{id}`"));
    let opposites: Vec<String> =
        advices.opposites.iter().map(|it| format!("(Act({}),Act({}))", act(&it[0]), act(&it[1]))).collect();
    writeln!(out, "pub(crate) static OPPOSITES: &[(Act, Act)] = &[{}];", opposites.join(",")).expect("text");
    out += "pub(crate) static ADVICE: &[AdviceDef] = &[\n";
    for it in &advices.advice {
        assert!(!it.sources.is_empty(), "advice.toml: `{}` has no source", it.id);
        let relief = it.relief.as_ref().map_or("None".into(), |id| {
            format!("Some(Relief({}))", position(&relief_rows, "relief", id, |it| &it.id))
        });
        writeln!(
            out,
            "AdviceDef {{ acts: {}, when: {}, relief: {relief}, sources: {} }},",
            ids.acts(&it.id, &it.acts),
            ids.nest(&it.id, it.any.as_ref(), it.all.as_ref()),
            ids.sources(&it.id, &it.sources)
        )
        .expect("text");
    }
    out += "];\n";
    out += "pub(crate) static MODULES: &[ModuleDef] = &[\n";
    for it in &module_rows {
        assert!(!it.sources.is_empty(), "modules.toml: `{}` has no source", it.id);
        let claims: Vec<String> = it.claims.iter().map(|id| format!("Claim({})", ids.claim(id))).collect();
        let advice = ids.advice.iter().position(|id| *id == format!("plan-{}", it.id));
        let advice = advice.map_or("None".into(), |at| format!("Some(Advice({at}))"));
        writeln!(
            out,
            "ModuleDef {{ acts: {}, when: {}, advice: {advice}, claims: &[{}], grade: Grade::{}, sources: {} }},",
            ids.acts(&it.id, &it.acts),
            ids.nest(&it.id, it.any.as_ref(), it.all.as_ref()),
            claims.join(","),
            it.grade,
            ids.sources(&it.id, &it.sources)
        )
        .expect("text");
    }
    out += "];\n";
    out += "pub(crate) static RELIEFS: &[ReliefDef] = &[\n";
    for it in &relief_rows {
        writeln!(
            out,
            "ReliefDef {{ hold_seconds: {:?}, repeats: {:?}, ease_seconds: {}, steps: {}, sources: {} }},",
            it.hold_seconds,
            it.repeats,
            it.ease_seconds,
            it.steps,
            ids.sources(&it.id, &it.sources)
        )
        .expect("text");
    }
    out += "];\n";
    out += "pub(crate) static CLAIMS: &[ClaimDef] = &[\n";
    for it in &claim_rows {
        assert!(!it.sources.is_empty(), "claims.toml: `{}` has no source", it.id);
        let shown = shown_rows.iter().find(|row| row.claim == it.id);
        let shown = shown.unwrap_or_else(|| panic!("shown.toml: claim `{}` never reaches the screen", it.id));
        writeln!(
            out,
            "ClaimDef {{ grade: Grade::{}, says: {}, contradicts: {}, sources: {}, shown: {} }},",
            it.grade,
            ids.sources(&it.id, &it.says),
            ids.sources(&it.id, &it.contradicts),
            ids.sources(&it.id, &it.sources),
            ids.nest(&it.id, Some(&shown.any), None)
        )
        .expect("text");
    }
    out += "];\n";
    for it in &shown_rows {
        ids.claim(&it.claim);
    }
    out += "pub(crate) static CONFLICTS: &[ConflictDef] = &[\n";
    for it in &conflict_rows {
        assert!(!it.sources.is_empty(), "conflicts.toml: `{}` has no source", it.id);
        let claims: Vec<String> = it.claims.iter().map(|id| format!("Claim({})", ids.claim(id))).collect();
        assert!(!claims.is_empty(), "conflicts.toml: `{}` is about no claim", it.id);
        writeln!(out, "ConflictDef {{ claims: &[{}], sources: {} }},", claims.join(","), ids.sources(&it.id, &it.sources))
            .expect("text");
    }
    out += "];\n";

    // Every question is read by something.
    for (at, it) in ids.items.iter().enumerate() {
        let read = out.lines().any(|line| !line.starts_with("ItemDef") && line.contains(&format!("Item({at})")) && !line.contains("pub const"))
            || ["mass-before", "mass-after", "fluid-intake", "urine-output", "session-minutes", "severity", "effort", "acclimatised"]
                .contains(&it.id.as_str());
        assert!(read || it.read_by_words, "questions.toml: nothing reads `{}`", it.id);
    }

    out
}
