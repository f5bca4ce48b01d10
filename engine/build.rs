//! Reads `knowledge/*.toml`, checks it, and turns it into tables: a few constants, and bytes that `src/tables.rs` reads.
//!
//! The build fails on an id that nothing defines, a claim or a rule without a source, a negation, a rule that no
//! answers can fire, and a question that nothing reads. The message names the file and the id.

use serde::Deserialize;
use std::cell::RefCell;
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
    #[serde(default)]
    excuse: bool,
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
    changeable: Option<bool>,
    #[serde(default)]
    otherwise: Vec<String>,
    #[serde(default)]
    acts: Vec<String>,
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
    changeability: Changeability,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changeability {
    level: usize,
    author: bool,
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
    "stretch",
    "hard-stretch",
    "massage",
    "heat",
    "cold",
    "fluids",
    "stop-drinking",
    "salt",
    "potassium",
    "magnesium",
    "supplement",
    "anti-inflammatory",
    "painkiller",
    "compression",
    "elevate",
    "deep-massage",
    "quinine",
    "iron",
    "alcohol",
    "medicine-change",
    "home-test",
    "rest",
    "keep-moving",
    "exercise",
    "load-progression",
    "pacing",
    "warm-up",
    "heat-acclimatise",
    "fuel",
    "sleep-routine",
    "strengthen",
    "pharmacist",
    "see-clinician",
    "call-emergency",
    "cool-body",
    "pickle-juice",
    "hot-bath",
    "alcohol-free",
    "drive",
];

const MEASURES: &[&str] =
    &["severity", "effort", "session-minutes", "loss-percent", "sweat-rate", "sites", "salty-signs"];

// The first byte of a condition; `src/tables.rs` has the same list.
const CODE: usize = 0;
const CODE_STRICTLY: usize = 1;
const UNANSWERED: usize = 2;
const CONTEXT: usize = 3;
const DOUBTED: usize = 4;
const TWO_DOUBTED: usize = 5;
const RULE: usize = 6;
const POSSIBLE: usize = 7;
const AT_LEAST: usize = 8;
const ABOVE: usize = 9;
const WEIGHT_GAINED: usize = 10;
const TIER_AT_LEAST: usize = 11;
const TIER_IS: usize = 12;
const SHOWN: usize = 13;
const LEADING: usize = 14;
const ADVISED: usize = 15;
const PLANNED: usize = 16;
const COUNTED: usize = 17;
const ALL: usize = 18;
const ANY: usize = 19;

fn load<T: serde::de::DeserializeOwned>(folder: &Path, name: &str) -> T {
    let path = folder.join(format!("{name}.toml"));
    println!("cargo:rerun-if-changed={}", path.display());
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{name}.toml: {error}"))
}

fn rows<T: serde::de::DeserializeOwned>(folder: &Path, name: &str) -> Vec<T> {
    load::<List<T>>(folder, name).rows
}

/// Until when the rules may be used.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expiry {
    checked: String,
    expires: String,
}

/// The number of a day, counted from the first of 1970.
fn day(text: &str) -> u32 {
    let parts: Vec<u32> = text.split('-').map_while(|it| it.parse().ok()).collect();
    let &[year, month @ 1..=12, day] = parts.as_slice() else { panic!("expiry.toml: `{text}` is no year-month-day") };
    assert!(2020 <= year && text.len() == 10, "expiry.toml: `{text}` is no year-month-day of our time");
    let is_leap = |year: u32| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let february = if is_leap(year) { 29 } else { 28 };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    assert!(1 <= day && day <= lengths[month as usize - 1], "expiry.toml: `{text}` is no day of the calendar");
    let years: u32 = (1970..year).map(|it| if is_leap(it) { 366 } else { 365 }).sum();
    years + lengths[..month as usize - 1].iter().sum::<u32>() + day - 1
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
    read: RefCell<BTreeSet<usize>>,
}

fn position<T>(list: &[T], what: &str, id: &str, of: impl Fn(&T) -> &str) -> usize {
    list.iter().position(|it| of(it) == id).unwrap_or_else(|| panic!("{what} `{id}` is not defined"))
}

/// Bytes, as `src/tables.rs` reads them back: small numbers take one byte. Lists of sources lie apart, in the order in
/// which they were met, and so do texts.
#[derive(Default)]
struct Bytes(Vec<u8>, Vec<Vec<u64>>, String);

impl Bytes {
    fn byte(&mut self, byte: usize) {
        self.0.push(u8::try_from(byte).expect("an id fits in a byte"));
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// A number that may be below zero: its sign is the lowest bit.
    fn signed(&mut self, number: i32) {
        self.number(u64::from(number.unsigned_abs()) << 1 | u64::from(number < 0));
    }

    fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.2 += text;
    }

    fn list<T>(&mut self, list: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        let list: Vec<T> = list.into_iter().collect();
        self.number(list.len() as u64);
        list.into_iter().for_each(|it| each(self, it));
    }
}

fn tier(id: &str) -> usize {
    let tiers = ["self-care", "soon", "urgent", "emergency"];
    tiers.iter().position(|it| *it == id).unwrap_or_else(|| panic!("tier `{id}` is not defined"))
}

fn block(id: &str) -> usize {
    ["a", "b", "c", "d", "e"].iter().position(|it| *it == id).unwrap_or_else(|| panic!("block `{id}` is not defined"))
}

fn grade(id: &str) -> usize {
    ["A", "B", "C", "D"].iter().position(|it| *it == id).unwrap_or_else(|| panic!("grade `{id}` is not defined"))
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

    fn sources(&self, out: &mut Bytes, of: &str, sources: &[String]) {
        let number = |it: &String| {
            let at = self.sources.iter().position(|known| known == it);
            at.unwrap_or_else(|| panic!("{of}: source `{it}` is not defined")) as u64
        };
        out.1.push(sources.iter().map(number).collect());
    }

    fn acts(&self, out: &mut Bytes, of: &str, acts: &[String]) {
        out.number(acts.iter().fold(0u64, |mask, act| {
            let at = ACTS.iter().position(|known| known == act);
            mask | 1 << at.unwrap_or_else(|| panic!("{of}: act `{act}` is not defined"))
        }));
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
            "block-e-pressing=not-sure" => self
                .flags_where("=not-sure", |it| in_blocks(it, "e") && (it.alone == "urgent" || it.alone == "emergency")),
            _ => return None,
        })
    }

    /// A condition. `of` names what it belongs to, for messages and for "the other flags".
    fn when(&self, out: &mut Bytes, of: &str, cond: &Cond) {
        match cond {
            Cond::Literal(text) => match self.named_set(of, text) {
                Some(set) => self.when(out, of, &set),
                None => self.literal(out, of, text),
            },
            Cond::Nested(nest) => self.nest(out, of, nest.any.as_ref(), nest.all.as_ref()),
        }
    }

    fn nest(&self, out: &mut Bytes, of: &str, any: Option<&Vec<Cond>>, all: Option<&Vec<Cond>>) {
        let (kind, list) = match (any, all) {
            (Some(any), None) => (ANY, any),
            (None, Some(all)) => (ALL, all),
            _ => panic!("{of}: a condition has either `any` or `all`"),
        };
        match list.as_slice() {
            [one] => self.when(out, of, one),
            list => {
                out.byte(kind);
                out.list(list, |out, it| self.when(out, of, it));
            }
        }
    }

    /// A condition that always holds.
    fn always(&self, out: &mut Bytes) {
        out.byte(ALL);
        out.number(0);
    }

    fn literal(&self, out: &mut Bytes, of: &str, text: &str) {
        refuse_negation(of, text);
        let mut put = |kind: usize, id: usize| {
            out.byte(kind);
            out.byte(id);
        };
        if text == "two-of-block-cd?" {
            let flags =
                self.flags.iter().filter(|it| (it.block == "c" || it.block == "d") && it.follows_from.is_none());
            out.byte(TWO_DOUBTED);
            return out.list(flags, |out, it| {
                let item = self.item(&it.id);
                out.byte(item);
                out.number(u64::from(self.codes(item, &["yes", "not-sure"])));
            });
        }
        if let Some(inner) = text.strip_suffix('?') {
            out.byte(DOUBTED);
            return self.when(out, of, &Cond::Literal(inner.into()));
        }
        if let Some(pattern) = text.strip_prefix("possible(").and_then(|it| it.strip_suffix(')')) {
            return put(POSSIBLE, self.pattern(pattern));
        }
        for (prefix, kind) in [("pattern-first:", LEADING), ("pattern:", SHOWN)] {
            if let Some(pattern) = text.strip_prefix(prefix) {
                return put(kind, self.pattern(pattern));
            }
        }
        if let Some(id) = text.strip_prefix("advice:") {
            return put(ADVISED, position(&self.advice, "advice", id, |it| it));
        }
        if let Some(id) = text.strip_prefix("module:") {
            return put(PLANNED, position(&self.modules, "module", id, |it| it));
        }
        if let Some(id) = text.strip_prefix("factor:") {
            position(&self.factors, "factor", id, |it| it);
            return put(COUNTED, self.claim(id));
        }
        if let Some(id) = text.strip_prefix("tier>=") {
            return put(TIER_AT_LEAST, tier(id));
        }
        if let Some(id) = text.strip_prefix("tier=") {
            return put(TIER_IS, tier(id));
        }
        if text == "weight-gained" {
            return out.byte(WEIGHT_GAINED);
        }
        for (sign, kind) in [(">=", AT_LEAST), (">", ABOVE)] {
            if let Some((measure, number)) = text.split_once(sign) {
                let at = MEASURES.iter().position(|it| *it == measure);
                put(kind, at.unwrap_or_else(|| panic!("{of}: measure `{measure}` is not defined")));
                return out.number(number.parse().unwrap_or_else(|_| panic!("{of}: `{text}` needs a whole number")));
            }
        }
        if let Some((item, code)) = text.split_once("==") {
            return self.code(out, item, code, CODE_STRICTLY);
        }
        if let Some((item, "unanswered")) = text.split_once('=') {
            let item = self.item(item);
            self.read.borrow_mut().insert(item);
            return put(UNANSWERED, item);
        }
        if let Some((item, code)) = text.split_once('=') {
            return self.code(out, item, code, CODE);
        }
        if let Some(at) = self.contexts.iter().position(|it| it.id == text) {
            return put(CONTEXT, at);
        }
        if let Some(flag) = self.flags.iter().find(|it| it.id == text) {
            return match &flag.follows_from {
                Some(from) => self.literal(out, of, from),
                None => self.code(out, text, "yes", CODE),
            };
        }
        if let Some(at) = self.rules.iter().position(|it| it.id == text) {
            return put(RULE, self.flags.len() + at);
        }
        panic!("{of}: `{text}` is no flag, context, rule or answer");
    }

    fn code(&self, out: &mut Bytes, item: &str, code: &str, kind: usize) {
        let item = self.item(item);
        self.read.borrow_mut().insert(item);
        out.byte(kind);
        out.byte(item);
        out.number(u64::from(self.codes(item, &[code])));
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
                        if self.items[item].repeats {
                            vec![BTreeMap::new()]
                        } else {
                            vec![BTreeMap::from([(item, codes)])]
                        }
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

/// What would be answered if a factor were different: questions, each with the option or the number put in the place of
/// the answer, or with the options taken out of a list.
type Otherwise = Vec<(usize, u32)>;

impl Ids {
    fn otherwise(&self, it: &Factor) -> Otherwise {
        let of = format!("factors.toml: `{}`", it.claim);
        match (it.changeable, it.otherwise.is_empty(), it.acts.is_empty()) {
            (Some(false), true, true) | (None, false, _) => {}
            _ => panic!("{of} has either `changeable = false` or an `otherwise`"),
        }
        let read = |text: &String| {
            let without = text.split_once(" without ");
            let (id, to) = without.or_else(|| text.split_once('=')).unwrap_or_else(|| panic!("{of}: `{text}`"));
            let at = self.item(id);
            let item = &self.items[at];
            assert!(
                item.group == "session" && item.stage != "about" || id == "lifestyle",
                "{of}: `{id}` is about safety, the cramp or the person, and is never replaced"
            );
            let number = match (item.kind.as_str(), without) {
                ("choice", Some(_)) if item.repeats && item.options.iter().any(|it| it == "none") => {
                    self.codes(at, &[to])
                }
                ("choice", None) if !item.repeats => self.codes(at, &[to]),
                ("integer", None) => to.parse().unwrap_or_else(|_| panic!("{of}: `{text}` needs a whole number")),
                ("decimal", None) if to == "unanswered" => 0,
                _ => panic!("{of}: `{text}` is not how `{id}` is answered otherwise"),
            };
            assert!(
                item.kind != "integer"
                    || (item.min.unwrap_or(0.0)..=item.max.unwrap_or(0.0)).contains(&f64::from(number)),
                "{of}: `{text}` is out of bounds"
            );
            (at, number)
        };
        let otherwise: Otherwise = it.otherwise.iter().map(read).collect();
        let singles = || otherwise.iter().map(|(item, _)| item).filter(|item| !self.items[**item].repeats);
        assert_eq!(singles().count(), singles().collect::<BTreeSet<_>>().len(), "{of}: a question is answered twice");
        for case in &it.weights {
            let cond = Cond::Nested(Nest { any: Some(case.any.clone()), all: None });
            assert!(
                it.changeable.is_some() || self.fails(&cond, &otherwise),
                "{of}: it still counts when it is otherwise"
            );
        }
        otherwise
    }

    /// Whether a condition fails for everybody, once the answers it rests on are replaced.
    fn fails(&self, cond: &Cond, otherwise: &Otherwise) -> bool {
        let text = match cond {
            Cond::Nested(Nest { any: Some(any), .. }) => return any.iter().all(|it| self.fails(it, otherwise)),
            Cond::Nested(nest) => return nest.all.iter().flatten().any(|it| self.fails(it, otherwise)),
            Cond::Literal(text) => text,
        };
        if let Some(it) = self.contexts.iter().find(|it| it.id == *text) {
            return self.fails(&Cond::Nested(Nest { any: it.any.clone(), all: it.all.clone() }), otherwise);
        }
        let replaced = |id: &str, by: &dyn Fn(usize, u32) -> bool| {
            otherwise.iter().any(|(item, number)| self.items[*item].id == id && by(*item, *number))
        };
        if text.starts_with("loss-percent>") {
            return replaced("mass-after", &|_, _| true);
        }
        if let Some((measure, least)) = text.split_once(">=") {
            let least: u32 = least.parse().expect("the literal was read before");
            return replaced(measure, &|_, number| number < least);
        }
        let Some((id, code)) = text.split_once('=') else { return false };
        // An option is taken out of a list, but put in the place of a single one.
        replaced(id, &|item, codes| (self.codes(item, &[code]) & codes != 0) == self.items[item].repeats)
    }
}

fn refuse_negation(of: &str, text: &str) {
    if text.starts_with('!') || text.contains("!=") || text.starts_with("not ") {
        panic!("{of}: `{text}` is a negation; an answer may only raise a tier");
    }
}

fn review(out: &mut Bytes, it: &Review) {
    match (it.state.as_str(), &it.by, &it.date) {
        ("unreviewed", None, None) => out.flag(false),
        ("reviewed", Some(by), Some(date)) => {
            out.flag(true);
            out.text(by);
            out.text(date);
        }
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
    // One text, cut where it is first needed: a table of texts would cost the page an address for each.
    format!(
        "pub(crate) static {name}: LazyLock<Vec<&'static str>> = LazyLock::new(|| {:?}.split(' ').collect());\n\
         pub(crate) const {name}_COUNT: usize = {};\n",
        ids.join(" "),
        ids.len()
    )
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
        read: RefCell::default(),
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
    out += &constants("Rule", rule_codes.iter().map(String::as_str));
    out += &constants("Never", never_rows.iter().map(|it| it.id.as_str()));
    out += &constants("Claim", ids.claims.iter().map(String::as_str));
    out += &constants("Advice", ids.advice.iter().map(String::as_str));
    out += &constants("Module", ids.modules.iter().map(String::as_str));
    out += &constants("Relief", relief_rows.iter().map(|it| it.id.as_str()));
    out += &constants("Act", ACTS.iter().copied());
    let asked = ids.flags.iter().map(|flag| ids.items.iter().position(|it| it.id == flag.id));
    let asked: Vec<String> = asked.map(|at| at.map_or("None".to_owned(), |at| format!("Some(Item({at}))"))).collect();
    writeln!(out, "pub(crate) static FLAG_ITEMS: &[Option<Item>] = &[{}];", asked.join(",")).expect("text");
    writeln!(out, "pub(crate) const FLAG_COUNT: usize = {};", ids.flags.len()).expect("text");
    writeln!(out, "pub(crate) const RULE_COUNT: usize = {};", ids.flags.len() + ids.rules.len()).expect("text");

    let mut bytes = Bytes::default();
    let b = &mut bytes;

    // Items, in the questionnaire's order; a gate reads only what comes before it.
    b.list(ids.items.iter().enumerate(), |b, (at, it)| {
        let kind = match (it.kind.as_str(), it.repeats) {
            ("choice", false) => 0,
            ("choice", true) => 1,
            ("integer", false) => 2,
            ("decimal", false) => 3,
            _ => panic!("questions.toml: `{}` has no such type", it.id),
        };
        let group = match it.group.strip_prefix("block-") {
            Some(letter) => block(letter),
            None => 5 + position(&["start", "cramp", "session", "you"], "group", &it.group, |it| it),
        };
        let stages = ["start", "about", "health", "safety", "core", "detail", "measure"];
        b.byte(group);
        b.byte(kind);
        b.byte(position(&stages, "stage", &it.stage, |it| it));
        b.text(&it.options.join(" "));
        b.number(it.options.iter().position(|code| code == "not-sure").map_or(0, |at| 1 << at));
        b.number(it.min.unwrap_or(0.0) as u64);
        b.number(it.max.unwrap_or(0.0) as u64);
        b.text(it.unit.as_deref().unwrap_or(""));
        let mut gate: BTreeMap<usize, u32> = BTreeMap::new();
        for text in &it.enabled_when {
            let (item, code) = text.split_once('=').expect("a gate is written item=code");
            let item = ids.item(item);
            assert!(item < at, "questions.toml: the gate of `{}` reads a later question", it.id);
            *gate.entry(item).or_default() |= ids.codes(item, &[code]);
        }
        b.list(gate, |b, (item, codes)| {
            b.byte(item);
            b.number(u64::from(codes));
        });
        b.flag(it.asked_when.is_some());
        if let Some(cond) = &it.asked_when {
            ids.literal(b, &it.id, cond);
        }
        b.list(&it.hidden_when, |b, hidden| {
            let item = ids.item(&hidden.item);
            let without: Vec<&str> = hidden.without.iter().map(String::as_str).collect();
            b.byte(item);
            b.number(u64::from(ids.codes(item, &without)));
        });
        assert_eq!(
            it.hidden_when.is_empty(),
            it.contradicts.is_none(),
            "`{}`: a hiding gate quotes what it contradicts",
            it.id
        );
        b.text(it.contradicts.as_deref().unwrap_or(""));
    });

    b.list(&ids.contexts, |b, it| {
        ids.nest(b, &it.id, it.any.as_ref(), it.all.as_ref());
        b.list(&it.stated_by, |b, by| {
            let (flag, code) = by.split_once('=').unwrap_or((by, "yes"));
            let item = ids.item(flag);
            b.byte(item);
            b.number(u64::from(ids.codes(item, &[code])));
        });
    });

    // Flags first, then the combination rules: SAFETY's order, and the order of reasons.
    b.list(&ids.flags, |b, it| {
        assert!(!it.points_to.is_empty() || it.other.is_some(), "flags.toml: `{}` points nowhere", it.id);
        ids.literal(b, &it.id, &it.id);
        b.byte(block(&it.block));
        b.byte(tier(&it.alone));
        b.list(&it.points_to, |b, id| b.byte(ids.pattern(id)));
        b.text(it.other.as_deref().unwrap_or(""));
    });
    b.number((ids.flags.len() + ids.rules.len()) as u64);
    for it in &ids.flags {
        assert!(!it.sources.is_empty() || it.recalled, "flags.toml: `{}` has no source", it.id);
        let own = || Cond::Literal(it.id.clone());
        let any = |list: &Vec<Cond>| Cond::Nested(Nest { any: Some(list.clone()), all: None });
        let with = |list: &Vec<Cond>| Cond::Nested(Nest { any: None, all: Some(vec![own(), any(list)]) });
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
        b.list(cases, |b, (tier_id, cond)| {
            ids.check_reachable(&it.id, &cond);
            b.byte(tier(tier_id));
            ids.when(b, &it.id, &cond);
        });
        b.byte(0);
        b.flag(false);
        b.flag(it.recalled);
        ids.sources(b, &it.id, &it.sources);
        review(b, &it.review);
    }
    for it in &ids.rules {
        assert!(!it.sources.is_empty(), "rules.toml: `{}` has no source", it.id);
        let own = (&it.tier, Cond::Nested(Nest { any: it.any.clone(), all: it.all.clone() }));
        let higher = it.higher.as_ref();
        let higher = higher.map(|it| (&it.tier, Cond::Nested(Nest { any: it.any.clone(), all: it.all.clone() })));
        b.list(std::iter::once(own).chain(higher), |b, (tier_id, cond)| {
            ids.check_reachable(&it.id, &cond);
            b.byte(tier(tier_id));
            ids.when(b, &it.id, &cond);
        });
        b.byte(it.subject.as_ref().map_or(0, |id| 1 + ids.pattern(id)));
        b.flag(it.author);
        b.flag(false);
        ids.sources(b, &it.id, &it.sources);
        review(b, &it.review);
    }

    b.list(&never_rows, |b, it| {
        assert!(!it.sources.is_empty() || it.recalled || it.author, "never.toml: `{}` has no source", it.id);
        b.number(if it.text_only { 0 } else { 1 + it.also.len() as u64 });
        if !it.text_only {
            if it.everyone {
                ids.always(b);
            } else {
                let cond = Cond::Nested(Nest { any: it.any.clone(), all: it.all.clone() });
                ids.check_reachable(&it.id, &cond);
                ids.when(b, &it.id, &cond);
            }
            if it.acts_but.is_empty() {
                ids.acts(b, &it.id, &it.acts);
            } else {
                let left = ACTS.iter().filter(|act| !it.acts_but.iter().any(|but| but == *act));
                ids.acts(b, &it.id, &left.map(|act| act.to_string()).collect::<Vec<_>>());
            }
            for more in &it.also {
                ids.nest(b, &it.id, more.any.as_ref(), more.all.as_ref());
                ids.acts(b, &it.id, &more.acts);
            }
        }
        b.flag(it.author);
        b.flag(it.recalled);
        ids.sources(b, &it.id, &it.sources);
        review(b, &it.review);
    });

    b.list(&line_rows, |b, it| {
        assert!(!it.sources.is_empty() || it.recalled, "first_aid.toml: `{}` has no source", it.id);
        match it.any.as_slice() {
            [] => ids.always(b),
            _ => ids.nest(b, &it.id, Some(&it.any), None),
        }
        b.flag(it.sure);
        b.list(&it.unless, |b, id| {
            let line = line_rows.iter().position(|line| line.id == *id);
            b.flag(line.is_some());
            b.byte(line.unwrap_or_else(|| position(&never_rows, "rule", id, |it| &it.id)));
        });
        ids.acts(b, &it.id, &it.acts);
        ids.sources(b, &it.id, &it.sources);
    });

    let w = &patterns.weights;
    writeln!(
        out,
        "pub(crate) const WEIGHTS: Weights = Weights {{ strongly: {}, somewhat: {}, flag: {}, flag_doubt: {}, rule: {}, cap: {} }};",
        w.strongly, w.somewhat, w.flag, w.flag_doubt, w.rule, w.cap
    )
    .expect("text");
    b.list(&patterns.feature, |b, it| {
        ids.nest(b, &it.id, Some(&it.any), None);
        b.flag(it.half.is_some());
        if let Some(half) = &it.half {
            ids.nest(b, &it.id, half.any.as_ref(), half.all.as_ref());
        }
        b.flag(it.excuse);
        let at = |number: &&Number| number.feature.as_ref() == Some(&it.id);
        b.number(patterns.number.iter().filter(at).fold(0, |mask, number| mask | 1 << ids.pattern(&number.pattern)));
    });
    b.list(&ids.patterns, |b, it| {
        let row: Vec<i32> = [&it.timing, &it.signs, &it.context].iter().flat_map(|part| cells(part)).collect();
        assert_eq!(row.len(), patterns.feature.len(), "patterns.toml: the row of `{}` has too few cells", it.id);
        b.number(1 + u64::from(it.floor_higher.is_some()));
        b.byte(tier(&it.floor));
        ids.always(b);
        if let Some(higher) = &it.floor_higher {
            b.byte(tier(&higher.tier));
            ids.nest(b, &it.id, higher.any.as_ref(), higher.all.as_ref());
        }
        ids.nest(b, &it.id, Some(&it.hallmark), None);
        ids.nest(b, &it.id, Some(&it.hallmark.iter().chain(&it.named_by).cloned().collect()), None);
        b.signed(it.prior);
        b.list(&row, |b, cell| b.signed(*cell));
        // A flag never speaks, through a column, against a pattern it points to.
        for (feature, cell) in patterns.feature.iter().zip(&row) {
            for flag in ids.flags.iter().filter(|flag| flag.points_to.contains(&it.id)) {
                let reads = |cond: &Cond| matches!(cond, Cond::Literal(text) if *text == flag.id);
                assert!(
                    *cell >= 0 || !feature.any.iter().any(reads),
                    "patterns.toml: `{}` points to `{}`, but its column `{}` speaks against it",
                    flag.id,
                    it.id,
                    feature.id
                );
            }
        }
    });
    let log = |ratio: f64| (ratio.ln() * 100.0).round() as i32;
    b.list(&patterns.number, |b, it| {
        assert!(!it.sources.is_empty(), "patterns.toml: a number for `{}` has no source", it.pattern);
        let feature = it.feature.as_ref().map(|id| position(&patterns.feature, "feature", id, |it| &it.id));
        b.byte(feature.map_or(0, |at| 1 + at));
        b.flag(it.any.is_none() && it.all.is_none());
        b.byte(ids.pattern(&it.pattern));
        match (&it.any, &it.all, feature) {
            (None, None, Some(at)) => ids.nest(b, &patterns.feature[at].id, Some(&patterns.feature[at].any), None),
            _ => ids.nest(b, &it.pattern, it.any.as_ref(), it.all.as_ref()),
        }
        b.signed(log(it.present));
        assert_eq!(
            it.absent.is_some(),
            it.absent_when.is_some(),
            "patterns.toml: `absent` and `absent_when` go together"
        );
        b.flag(it.absent.is_some());
        if let (Some(ratio), Some(cond)) = (it.absent, &it.absent_when) {
            ids.literal(b, &it.pattern, cond);
            b.signed(log(ratio));
        }
        ids.sources(b, &it.pattern, &it.sources);
    });
    b.list(&patterns.further, |b, it| {
        assert!(!it.sources.is_empty(), "patterns.toml: an answer for `{}` has no source", it.pattern);
        b.byte(ids.pattern(&it.pattern));
        b.signed(match it.weight.as_str() {
            "strongly" => w.strongly,
            "somewhat" => w.somewhat,
            other => panic!("patterns.toml: weight `{other}` is not defined"),
        });
        ids.nest(b, &it.pattern, Some(&it.any), None);
        ids.sources(b, &it.pattern, &it.sources);
    });
    let twins: Vec<String> = patterns
        .twins
        .iter()
        .map(|it| format!("(Pattern({}),Pattern({}))", ids.pattern(&it.pair[0]), ids.pattern(&it.pair[1])))
        .collect();
    writeln!(out, "pub(crate) static TWINS: &[(Pattern, Pattern)] = &[{}];", twins.join(",")).expect("text");

    writeln!(out, "pub(crate) const FACTOR_CAP: i32 = {};", factors.cap).expect("text");
    let groups: BTreeSet<&str> = factors.factor.iter().map(|it| it.group.as_str()).collect();
    writeln!(out, "pub(crate) const FACTOR_GROUPS: usize = {};", groups.len()).expect("text");
    b.list(&factors.factor, |b, it| {
        assert!(!it.sources.is_empty(), "factors.toml: `{}` has no source", it.claim);
        b.byte(ids.claim(&it.claim));
        b.byte(groups.iter().position(|known| *known == it.group).expect("the group was just listed"));
        b.list(&it.weights, |b, case| {
            assert!(case.weight > 100, "factors.toml: `{}`: a weight of 1.0 is no factor", it.claim);
            b.signed(case.weight);
            ids.nest(b, &it.claim, Some(&case.any), None);
        });
        b.list(ids.otherwise(it), |b, (item, number)| {
            b.byte(item);
            b.number(u64::from(number));
        });
        ids.acts(b, &it.claim, &it.acts);
        ids.sources(b, &it.claim, &it.sources);
    });

    let act =
        |id: &String| ACTS.iter().position(|known| known == id).unwrap_or_else(|| panic!("act `{id}` is not defined"));
    let opposites: Vec<String> =
        advices.opposites.iter().map(|it| format!("(Act({}),Act({}))", act(&it[0]), act(&it[1]))).collect();
    writeln!(out, "pub(crate) static OPPOSITES: &[(Act, Act)] = &[{}];", opposites.join(",")).expect("text");
    b.list(&advices.advice, |b, it| {
        assert!(!it.sources.is_empty(), "advice.toml: `{}` has no source", it.id);
        ids.acts(b, &it.id, &it.acts);
        ids.nest(b, &it.id, it.any.as_ref(), it.all.as_ref());
        b.byte(it.relief.as_ref().map_or(0, |id| 1 + position(&relief_rows, "relief", id, |it| &it.id)));
        ids.sources(b, &it.id, &it.sources);
    });
    b.list(&module_rows, |b, it| {
        assert!(!it.sources.is_empty(), "modules.toml: `{}` has no source", it.id);
        ids.acts(b, &it.id, &it.acts);
        ids.nest(b, &it.id, it.any.as_ref(), it.all.as_ref());
        let advice = ids.advice.iter().position(|id| *id == format!("plan-{}", it.id));
        b.byte(advice.map_or(0, |at| 1 + at));
        b.list(&it.claims, |b, id| b.byte(ids.claim(id)));
        b.byte(grade(&it.grade));
        let Changeability { level, author } = it.changeability;
        assert!((1..=3).contains(&level), "modules.toml: `{}`: changeability is 1, 2 or 3", it.id);
        assert!(author, "modules.toml: `{}`: no source gives its changeability", it.id);
        b.byte(level);
        ids.sources(b, &it.id, &it.sources);
    });
    b.list(&relief_rows, |b, it| {
        for number in [it.hold_seconds[0], it.hold_seconds[1], it.repeats[0], it.repeats[1], it.ease_seconds] {
            b.number(u64::from(number));
        }
        b.byte(it.steps.into());
        ids.sources(b, &it.id, &it.sources);
    });
    b.list(&claim_rows, |b, it| {
        assert!(!it.sources.is_empty(), "claims.toml: `{}` has no source", it.id);
        let shown = shown_rows.iter().find(|row| row.claim == it.id);
        let shown = shown.unwrap_or_else(|| panic!("shown.toml: claim `{}` never reaches the screen", it.id));
        b.byte(grade(&it.grade));
        ids.sources(b, &it.id, &it.says);
        ids.sources(b, &it.id, &it.contradicts);
        ids.sources(b, &it.id, &it.sources);
        ids.nest(b, &it.id, Some(&shown.any), None);
    });
    for it in &shown_rows {
        ids.claim(&it.claim);
    }
    b.list(&conflict_rows, |b, it| {
        assert!(!it.sources.is_empty(), "conflicts.toml: `{}` has no source", it.id);
        assert!(!it.claims.is_empty(), "conflicts.toml: `{}` is about no claim", it.id);
        b.list(&it.claims, |b, id| b.byte(ids.claim(id)));
        ids.sources(b, &it.id, &it.sources);
    });
    let mut lists = Bytes::default();
    lists.list(&bytes.1, |b, it| b.list(it, |b, number| b.number(*number)));
    writeln!(out, "pub(crate) static BYTES: &[u8] = &{:?};", bytes.0).expect("text");
    writeln!(out, "pub(crate) static TEXTS: &str = {:?};", bytes.2).expect("text");
    writeln!(out, "pub(crate) static SOURCE_BYTES: &[u8] = &{:?};", lists.0).expect("text");

    let expiry: Expiry = load(folder, "expiry");
    let (checked, expires) = (day(&expiry.checked), day(&expiry.expires));
    assert!(checked < expires, "expiry.toml: the rules expire before they were checked");
    assert!(expires <= checked + 366, "expiry.toml: rules are used for a year at most after they were checked");
    writeln!(out, "/// The last day on which the rules may be used, as year-month-day.").expect("text");
    writeln!(out, "pub const EXPIRES: &str = {:?};", expiry.expires).expect("text");
    writeln!(out, "pub(crate) const EXPIRES_DAY: u32 = {expires};").expect("text");

    // Every question is read by something: a condition, a measure, or the words.
    let measured = [
        "mass-before",
        "mass-after",
        "fluid-intake",
        "urine-output",
        "session-minutes",
        "severity",
        "effort",
        "acclimatised",
    ];
    for (at, it) in ids.items.iter().enumerate() {
        let is_read = ids.read.borrow().contains(&at) || measured.contains(&it.id.as_str()) || it.read_by_words;
        assert!(is_read, "questions.toml: nothing reads `{}`", it.id);
    }
    out
}
