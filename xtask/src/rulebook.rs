//! Writes `docs/RULEBOOK.md` from the knowledge and the words: every rule, for a clinician to read and sign.
//!
//! The book holds nothing of its own but headings and the way to read it. What it says comes from
//! `engine/knowledge/*.toml`, `content/en/*.ftl` and the engine; which tests show a rule comes from the tests.

use crate::place;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use toml::{Table, Value};

const BOOK: &str = "docs/RULEBOOK.md";
const KNOWLEDGE: &str = "engine/knowledge";
const WORDS: &str = "content/en";
const CHANGES: &str = "## What changed since ";
const FIRST_SECTION: &str = "## How to read it";

/// The data files, in the order of the book.
const FILES: [&str; 15] = [
    "questions",
    "contexts",
    "flags",
    "rules",
    "first_aid",
    "never",
    "patterns",
    "factors",
    "advice",
    "modules",
    "relief",
    "claims",
    "conflicts",
    "shown",
    "sources",
];

/// Names for groups of answers that rules share, where the answers one by one would hide the meaning.
const GROUPS: &[(&str, &str)] = &[
    ("ctx-ex-24h", "exercise today or yesterday"),
    ("ctx-ex-7d", "exercise in the last 7 days"),
    ("ctx-drank-lots", "drank far beyond thirst, or gained weight"),
    ("ctx-anticoag", "blood thinners or a bleeding problem"),
    ("ctx-hot", "hot, or hot and humid"),
    ("sickle-unknown", "sickle cell status unknown"),
    ("clot-risk", "any clot risk"),
    ("child-signs", "any sign in a child"),
    ("preg", "pregnant, or a baby in the last 6 weeks"),
    ("low-sodium", "low sodium possible"),
    ("heat", "heat illness possible"),
    ("exercise", "a cramp with exercise"),
    ("night", "a cramp at night or at rest"),
    ("plain-cramp", "a plain, short cramp"),
    ("cramp-like", "it feels like a cramp"),
    ("block-a", "any danger sign of block A"),
    ("other-block-a", "any other danger sign of block A"),
    ("block-bcd", "any danger sign of block B, C or D"),
    ("block-ab-emergency", "a danger sign of block A or B that is an emergency by itself"),
    ("block-ab=not-sure", "not sure about a danger sign of block A or B"),
    ("block-cd=not-sure", "not sure about a danger sign of block C or D"),
    ("block-e-pressing=not-sure", "not sure about a danger sign of block E that is urgent or an emergency by itself"),
    ("two-of-block-cd?", "two or more danger signs of blocks C and D answered yes or not sure"),
    ("weight-gained", "weighed more after the session than before"),
];

/// Writes the book. With `check`, fails where it is not what the data say; with `since`, adds what changed since that
/// version: the tag `v<since>`, or any revision.
pub fn run(check: bool, since: Option<&str>) -> Result<()> {
    let path = place::root().join(BOOK);
    let book = text()?;
    if check {
        let kept = fs::read_to_string(&path)
            .with_context(|| format!("{BOOK} cannot be read; `cargo xtask rulebook` writes it"))?;
        let kept = without_changes(&kept);
        if kept != book {
            let at = kept.lines().zip(book.lines()).position(|(kept, book)| kept != book);
            let at = at.unwrap_or_else(|| kept.lines().count().min(book.lines().count())) + 1;
            bail!("{BOOK} is not what the data say, first in line {at}; `cargo xtask rulebook` writes it again");
        }
        println!("{BOOK} is what the data say");
        return Ok(());
    }
    let book = match since {
        Some(version) => book.replacen(FIRST_SECTION, &format!("{}{FIRST_SECTION}", changes_since(version)?), 1),
        None => book,
    };
    let folder = path.parent().context("the book lies in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    fs::write(&path, book).with_context(|| format!("{BOOK} cannot be written"))?;
    println!("wrote {BOOK}");
    Ok(())
}

/// The book, without what changed: the same data give the same text.
pub fn text() -> Result<String> {
    let read =
        |path: &str| fs::read_to_string(place::root().join(path)).with_context(|| format!("{path} cannot be read"));
    let mut data = BTreeMap::new();
    for name in FILES {
        let path = format!("{KNOWLEDGE}/{name}.toml");
        data.insert(name, read(&path)?.parse::<Table>().with_context(|| format!("{path} is not TOML"))?);
    }
    let mut words = BTreeMap::new();
    for name in names_in(WORDS, ".ftl")? {
        words.extend(messages(&read(&format!("{WORDS}/{name}"))?));
    }
    let grounds = read("engine/src/pattern.rs")?;
    Book { data, words, tests: Tests::read()?, grounds }.text()
}

/// The book without the section on what changed, which tells of the day it was written.
fn without_changes(book: &str) -> String {
    match (book.find(CHANGES), book.find(FIRST_SECTION)) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &book[..from], &book[to..]),
        _ => book.to_owned(),
    }
}

/// The files of a folder whose names end so, in order.
fn names_in(folder: &str, end: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(place::root().join(folder)).with_context(|| format!("{folder} cannot be read"))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(
            entry.with_context(|| format!("{folder} cannot be read"))?.file_name().to_string_lossy().into_owned(),
        );
    }
    names.retain(|it| it.ends_with(end));
    names.sort();
    Ok(names)
}

/// Fluent messages as `id`, attributes as `id.name`; a line that is set in further goes on with the one before.
fn messages(text: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let (mut id, mut key) = (String::new(), String::new());
    for line in text.lines().filter(|it| !it.starts_with('#') && !it.trim().is_empty()) {
        let trimmed = line.trim();
        match trimmed.split_once(" =").filter(|(name, _)| !name.contains(' ')) {
            Some((name, words)) if !line.starts_with(' ') => {
                id = name.to_owned();
                key = id.clone();
                found.insert(key.clone(), words.trim().to_owned());
            }
            Some((name, words)) if name.starts_with('.') => {
                key = format!("{id}{name}");
                found.insert(key.clone(), words.trim().to_owned());
            }
            _ => {
                let so_far = found.entry(key.clone()).or_default();
                *so_far = format!("{so_far} {trimmed}").trim().to_owned();
            }
        }
    }
    found
}

/// Which tests show what: hand-written cases by the id they are about.
#[derive(Default)]
struct Tests {
    /// Boundary cases: how many show the rule inside its edges, and how many outside.
    boundaries: BTreeMap<String, (usize, usize)>,
    /// Small people and what they must bring to the screen, by kind and id.
    reach: BTreeMap<(String, String), Vec<String>>,
    /// Vignettes whose reasoning names the id.
    vignettes: BTreeMap<String, Vec<String>>,
}

impl Tests {
    /// Reads what there is; a file that is not there shows nothing.
    fn read() -> Result<Self> {
        let read = |path: &str| fs::read_to_string(place::root().join(path)).unwrap_or_default();
        let mut tests = Self::default();
        let path = "engine/tests/boundaries.toml";
        for case in tables(&read(path).parse::<Table>().with_context(|| format!("{path} is not TOML"))?, "case") {
            let (inside, outside) = tests.boundaries.entry(string(case, "of").to_owned()).or_default();
            let silent = flag(case, "silent") || case.get("shows").is_some_and(|it| it.as_bool() == Some(false));
            *inside += usize::from(!silent);
            // Groups of answers are spelled out on both sides of the edge.
            *outside += usize::from(silent || case.contains_key("all"));
        }
        let path = "engine/tests/reach.toml";
        for case in tables(&read(path).parse::<Table>().with_context(|| format!("{path} is not TOML"))?, "case") {
            for (kind, ids) in case.iter().filter(|(kind, _)| !["not", "unanswered"].contains(&kind.as_str())) {
                for id in ids.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    let of = tests.reach.entry((kind.clone(), id.to_owned())).or_default();
                    of.push(string(case, "name").to_owned());
                }
            }
        }
        let path = "tests/vignettes/cases.jsonl";
        for line in read(path).lines().filter(|it| !it.trim().is_empty()) {
            let case: serde_json::Value = serde_json::from_str(line).with_context(|| format!("{path} is not JSON"))?;
            let (id, why) = (case["id"].as_str().unwrap_or_default(), case["why"].as_str().unwrap_or_default());
            let words = why.split(|it: char| !(it.is_alphanumeric() || it == '-'));
            for named in words.filter(|it| it.contains('-')).collect::<BTreeSet<_>>() {
                tests.vignettes.entry(named.to_owned()).or_default().push(id.to_owned());
            }
        }
        Ok(tests)
    }

    /// The tests that show `id`, in words.
    fn of(&self, kind: &str, id: &str) -> String {
        let mut parts = Vec::new();
        if let Some((inside, outside)) = self.boundaries.get(id) {
            parts.push(format!("boundary cases: {inside} inside, {outside} outside"));
        }
        if let Some(names) = self.reach.get(&(kind.to_owned(), id.to_owned())) {
            parts.push(format!("brought to the screen by {}", some_of(names)));
        }
        if let Some(ids) = self.vignettes.get(id) {
            parts.push(format!("vignettes {}", ids.join(", ")));
        }
        if parts.is_empty() { "none".into() } else { parts.join("; ") }
    }
}

/// The first few names, and how many more there are.
fn some_of(names: &[String]) -> String {
    const SHOWN: usize = 4;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|it| format!("“{it}”")).collect();
    let more = names.len().saturating_sub(SHOWN);
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

fn string<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn strings<'a>(table: &'a Table, key: &str) -> Vec<&'a str> {
    array(table, key).iter().filter_map(Value::as_str).collect()
}

fn array<'a>(table: &'a Table, key: &str) -> &'a [Value] {
    table.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn tables<'a>(table: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> + use<'a> {
    array(table, key).iter().filter_map(Value::as_table)
}

fn flag(table: &Table, key: &str) -> bool {
    table.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn number(table: &Table, key: &str) -> f64 {
    let value = table.get(key);
    value.and_then(Value::as_float).or_else(|| value.and_then(Value::as_integer).map(|it| it as f64)).unwrap_or(0.0)
}

/// A list in words: "a, b or c".
fn joined(parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

fn codes(ids: &[&str]) -> String {
    if ids.is_empty() { "none".into() } else { ids.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ") }
}

struct Book {
    data: BTreeMap<&'static str, Table>,
    words: BTreeMap<String, String>,
    tests: Tests,
    /// The source of the ranking, for the grounds of its thresholds.
    grounds: String,
}

impl Book {
    fn text(&self) -> Result<String> {
        let mut out = String::new();
        self.front(&mut out);
        self.groups(&mut out);
        self.flags(&mut out);
        self.rules(&mut out);
        self.floors(&mut out);
        self.first_aid(&mut out);
        self.never(&mut out);
        self.matrix(&mut out)?;
        self.factors(&mut out);
        self.advice(&mut out);
        self.modules(&mut out);
        self.relief(&mut out);
        self.claims(&mut out);
        self.hydration(&mut out);
        self.authors_own(&mut out);
        self.sources(&mut out);
        Ok(out.trim_end().to_owned() + "\n")
    }

    fn rows<'a>(&'a self, file: &str, kind: &str) -> impl Iterator<Item = &'a Table> + use<'a> {
        tables(&self.data[file], kind)
    }

    fn row<'a>(&'a self, file: &str, kind: &str, id: &str) -> Option<&'a Table> {
        self.rows(file, kind).find(|it| string(it, "id") == id)
    }

    /// Words by id; the id itself where there are none.
    fn said<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    fn pattern(&self, id: &str) -> String {
        format!("{} (`{id}`)", self.said(&format!("pattern-{id}")))
    }

    fn tier(&self, id: &str) -> String {
        format!("**{id}** (“{}”)", self.said(&format!("tier-{id}")))
    }

    // ---- Conditions in words ----

    /// The condition of a row: its `any` or its `all`.
    fn condition(&self, row: &Table) -> String {
        match (row.get("any").and_then(Value::as_array), row.get("all").and_then(Value::as_array)) {
            (Some(list), _) => self.any_of(list),
            (_, Some(list)) => self.all_of(list),
            _ => String::new(),
        }
    }

    fn any_of(&self, list: &[Value]) -> String {
        let mut parts: Vec<String> = Vec::new();
        // Options of one question are told together.
        let mut options: Vec<(&str, Vec<String>)> = Vec::new();
        let told = |(item, options): (&str, Vec<String>)| format!("{}: {}", self.told(item), joined(&options, "or"));
        for it in list {
            if let Some((item, option)) = it.as_str().and_then(|text| self.option(self.behind(text))) {
                match options.last_mut() {
                    Some((last, labels)) if *last == item => labels.push(option),
                    _ => {
                        parts.extend(options.drain(..).map(told));
                        options.push((item, vec![option]));
                    }
                }
                continue;
            }
            parts.extend(options.drain(..).map(told));
            let part = self.part(it);
            parts.push(if part.contains(" **and** ") && list.len() > 1 { format!("({part})") } else { part });
        }
        parts.extend(options.drain(..).map(told));
        parts.join(" **or** ")
    }

    fn all_of(&self, list: &[Value]) -> String {
        let part = |it: &Value| {
            let part = self.part(it);
            if part.contains(" **or** ") || part.contains(" or ") && it.is_table() { format!("({part})") } else { part }
        };
        list.iter().map(part).collect::<Vec<_>>().join(" **and** ")
    }

    fn part(&self, it: &Value) -> String {
        match it {
            Value::String(text) => self.literal(text),
            Value::Table(nest) => self.condition(nest),
            _ => String::new(),
        }
    }

    /// What a question is called in a sentence.
    fn told(&self, item: &str) -> String {
        let told = self.words.get(&format!("q-{item}.told")).or_else(|| self.words.get(&format!("q-{item}.line")));
        told.map_or_else(|| format!("“{}”", self.said(&format!("q-{item}"))), Clone::clone)
    }

    /// A yes-no question, as a statement where it has one.
    fn statement(&self, item: &str) -> String {
        match self.words.get(&format!("q-{item}.line")) {
            Some(line) => format!("“{line}”"),
            None => format!("yes to “{}”", self.said(&format!("q-{item}"))),
        }
    }

    /// The question and the label of an option, where the literal names one that is no plain yes.
    fn option<'a>(&self, text: &'a str) -> Option<(&'a str, String)> {
        if text.contains("==") || text.contains('>') || text.ends_with('?') || GROUPS.iter().any(|(id, _)| *id == text)
        {
            return None;
        }
        let (item, code) = text.split_once('=').filter(|(item, _)| *item != "tier")?;
        let label = self.words.get(&format!("q-{item}.opt-{code}"))?;
        let plain = code == "yes" && item != "sickle" || code == "not-sure" && item.starts_with("rf-");
        (!plain).then(|| (item, format!("*{label}*")))
    }

    /// The one answer behind a context that is no more than another name for it; else the text itself.
    fn behind<'a>(&'a self, text: &'a str) -> &'a str {
        let context = self.row("contexts", "context", text).filter(|_| GROUPS.iter().all(|(id, _)| *id != text));
        match context.and_then(|it| it.get("any")).and_then(Value::as_array).map(Vec::as_slice) {
            Some([Value::String(one)]) => one,
            _ => text,
        }
    }

    fn literal(&self, text: &str) -> String {
        if let Some((_, group)) = GROUPS.iter().find(|(id, _)| *id == text) {
            return (*group).to_owned();
        }
        if let Some(inner) = text.strip_suffix('?') {
            return format!("{} (or not sure)", self.literal(inner));
        }
        if let Some(id) = text.strip_prefix("possible(").and_then(|it| it.strip_suffix(')')) {
            return format!("possible: {}", self.pattern(id));
        }
        for (prefix, words) in [("pattern-first:", "what fits best is"), ("pattern:", "the answers fit with")] {
            if let Some(id) = text.strip_prefix(prefix) {
                return format!("{words} {}", self.pattern(id));
            }
        }
        for (prefix, words) in [("advice:", "advice"), ("module:", "plan"), ("factor:", "factor")] {
            if let Some(id) = text.strip_prefix(prefix) {
                return format!(
                    "the {words} “{}” is shown",
                    self.said(&format!("{}-{id}", &prefix[..prefix.len() - 1]))
                );
            }
        }
        if let Some(id) = text.strip_prefix("tier>=") {
            return format!("the tier is {id} or higher");
        }
        if let Some(id) = text.strip_prefix("tier=") {
            return format!("the tier is {id}");
        }
        for (sign, more, less) in [(">=", "", " or more"), (">", "over ", "")] {
            if let Some((measure, number)) = text.split_once(sign) {
                let (before, unit) = match measure {
                    "severity" => ("pain at its worst ", " of 10"),
                    "effort" => ("effort ", " of 10"),
                    "session-minutes" => ("a session of ", " minutes"),
                    "loss-percent" => ("body weight lost in the session ", " %"),
                    "sites" => ("places that cramped: ", ""),
                    "salty-signs" => ("signs of heavy, salty sweat: ", " of six"),
                    "sweat-rate" => ("sweat of ", " litres an hour"),
                    other => (other, ""),
                };
                return format!("{before}{more}{number}{unit}{less}");
            }
        }
        if let Some((item, code)) = text.split_once("==") {
            let label = self.said(&format!("q-{item}.opt-{code}")).to_owned();
            return format!("{}: *{label}* (doubt does not count)", self.told(item));
        }
        if let Some((item, code)) = text.split_once('=') {
            if code == "unanswered" {
                return format!("not answered: {}", self.told(item));
            }
            if code == "yes" && item != "sickle" && self.words.contains_key(&format!("q-{item}.opt-no")) {
                return self.statement(item);
            }
            if code == "not-sure" && item.starts_with("rf-") {
                return format!("not sure about {}", self.statement(item));
            }
            let label = self.said(&format!("q-{item}.opt-{code}")).to_owned();
            return format!("{}: *{label}*", self.told(item));
        }
        if let Some(context) = self.row("contexts", "context", text) {
            return self.condition(context);
        }
        if let Some(follows) =
            self.row("flags", "flag", text).and_then(|it| it.get("follows_from")).and_then(Value::as_str)
        {
            return self.literal(follows);
        }
        if self.row("rules", "rule", text).is_some() {
            return format!("rule {text} fires");
        }
        self.statement(text)
    }

    // ---- Parts that come with every rule ----

    /// Who wrote it, when, and how well it is known.
    fn citation(&self, id: &str) -> String {
        let row = self.row("sources", "source", id);
        let row = row.and_then(|it| {
            it.get("same_as").and_then(Value::as_str).map_or(Some(it), |same| self.row("sources", "source", same))
        });
        let Some(row) = row else { return id.to_owned() };
        let parts: Vec<&str> = ["authors", "title", "published", "year"]
            .iter()
            .map(|key| string(row, key))
            .filter(|it| !it.is_empty())
            .collect();
        let mark = match string(row, "verified") {
            "yes" => "read: the page or its abstract",
            "secondary" => "what it says was read elsewhere",
            _ => "named from memory",
        };
        let industry = if flag(row, "industry") { "; by or for the sports-drink industry" } else { "" };
        format!("{} ({}; {mark}{industry})", parts.join(". "), string(row, "kind"))
    }

    fn cited(&self, out: &mut String, row: &Table) {
        let sources = strings(row, "sources");
        let recalled = flag(row, "recalled");
        let author = flag(row, "author");
        if sources.is_empty() || recalled || author {
            let own = match (recalled, author) {
                (true, _) => "in part standard practice from memory, not read",
                (_, true) => "the author's own choice",
                _ => "none",
            };
            let _ = writeln!(out, "- **Ground:** {own}.");
        }
        for id in sources {
            let _ = writeln!(out, "- **Source {id}:** {}", self.citation(id));
        }
    }

    fn reviewed(&self, out: &mut String, row: &Table) {
        let Some(review) = row.get("review").and_then(Value::as_table) else {
            return;
        };
        let state = match string(review, "state") {
            "reviewed" => format!("reviewed by {} on {}", string(review, "by"), string(review, "date")),
            _ => "unreviewed".into(),
        };
        let _ = writeln!(out, "- **Review:** {state}");
    }

    // ---- Sections ----

    fn front(&self, out: &mut String) {
        let count = |file: &str, kind: &str| self.rows(file, kind).count();
        let reviewed = ["flags/flag", "rules/rule", "never/never"]
            .iter()
            .filter_map(|it| it.split_once('/'))
            .flat_map(|(file, kind)| self.rows(file, kind))
            .filter(|it| it.get("review").and_then(Value::as_table).is_some_and(|it| string(it, "state") == "reviewed"))
            .count();
        let all = count("flags", "flag") + count("rules", "rule") + count("never", "never");
        let _ = write!(
            out,
            "# Rule book\n\n\
             Every rule that decides what a person is told, with its words, where it comes from, who has read it, and the \
             tests that show it. Written from the data by `cargo xtask rulebook`; do not edit it by hand.\n\n\
             Rule set {} of {}. **{reviewed} of {all} rules have been read by a clinician.** Nobody may take a rule that is \
             marked “unreviewed” as checked.\n\n\
             {FIRST_SECTION}\n\n\
             - **Tier:** how soon to get help. From lowest to highest: {}, {}, {}, {}. The tier is the highest that any rule \
             or floor asks for. No rule has a “not”, so one more yes never makes the advice less pressing; the one exception \
             is a negative test for sickle cell trait, which turns one emergency into the same day.\n\
             - **Answers:** yes, no, not sure, and not answered are four different things. A danger sign counts when it is \
             answered yes. Doubt acts only where a rule says so, and in the never-advise rules, where it counts as yes.\n\
             - **Conditions** are told with the words the person sees: a danger sign in quotation marks is answered yes; \
             another answer stands in italics after the name of its question.\n\
             - **Sources:** what was read of each is told in brackets. A rule without a source says what its ground is.\n\
             - **Tests:** “inside” and “outside” are hand-written cases on each side of a rule's edge; “brought to the screen” \
             names a made-up person whose answers show it; vignettes are the cases whose reasoning names the rule.\n\n",
            engine::VERSION,
            engine::VERSION_DATE,
            self.tier("self-care"),
            self.tier("soon"),
            self.tier("urgent"),
            self.tier("emergency"),
        );
        let rows = [
            ("questions", count("questions", "item")),
            ("danger signs (red flags)", count("flags", "flag")),
            ("combination rules", count("rules", "rule")),
            ("first-aid lines", count("first_aid", "line")),
            ("never-advise rules", count("never", "never")),
            ("patterns", count("patterns", "pattern")),
            ("features in the matrix", count("patterns", "feature")),
            ("published numbers in use", count("patterns", "number")),
            ("factors", count("factors", "factor")),
            ("advice", count("advice", "advice")),
            ("prevention modules", count("modules", "module")),
            ("relief protocols", count("relief", "relief")),
            ("claims", count("claims", "claim")),
            ("conflicts between sources", count("conflicts", "conflict")),
            ("sources", count("sources", "source")),
        ];
        out.push_str("| What | How many |\n|---|---|\n");
        for (what, n) in rows {
            let _ = writeln!(out, "| {what} | {n} |");
        }
        out.push('\n');
    }

    fn groups(&self, out: &mut String) {
        out.push_str("## Groups of answers that rules share\n\n");
        for it in self.rows("contexts", "context") {
            let id = string(it, "id");
            let name =
                GROUPS.iter().find(|(group, _)| *group == id).map_or(String::new(), |(_, name)| format!(", {name}"));
            let stated: Vec<String> = strings(it, "stated_by").iter().map(|by| self.literal(by)).collect();
            let stated = if stated.is_empty() {
                String::new()
            } else {
                format!("; in the never-advise rules also: {}", stated.join(" or "))
            };
            let _ = writeln!(out, "- `{id}`{name}: {}{stated}", self.condition(it));
        }
        out.push('\n');
    }

    fn flags(&self, out: &mut String) {
        for block in ["a", "b", "c", "d", "e"] {
            let _ = writeln!(out, "## Block {}: {}\n", block.to_uppercase(), self.said(&format!("block-{block}")));
            let mut told = BTreeSet::new();
            for it in self.rows("flags", "flag").filter(|it| string(it, "block") == block) {
                told.insert(string(it, "id"));
                self.flag(out, it);
            }
            let also: Vec<&Table> = self
                .rows("questions", "item")
                .filter(|it| string(it, "group") == format!("block-{block}") && !told.contains(string(it, "id")))
                .collect();
            if !also.is_empty() {
                out.push_str("### Also asked in this block\n\n");
            }
            for it in also {
                let id = string(it, "id");
                let labels: Vec<&str> = strings(it, "options")
                    .iter()
                    .filter_map(|code| self.words.get(&format!("q-{id}.opt-{code}")))
                    .map(String::as_str)
                    .collect();
                let _ = writeln!(
                    out,
                    "- `{id}`: {} {}{}",
                    self.said(&format!("q-{id}")),
                    labels.join(" / "),
                    self.gates(it)
                );
            }
            out.push('\n');
        }
    }

    /// When a question is asked, where that is not always.
    fn gates(&self, item: &Table) -> String {
        let mut said = String::new();
        let gates = array(item, "enabled_when");
        if !gates.is_empty() {
            let _ = write!(said, " Asked only after: {}.", self.any_of(gates));
        }
        for hidden in tables(item, "hidden_when") {
            let codes: Vec<String> = strings(hidden, "without")
                .iter()
                .map(|code| self.said(&format!("q-{}.opt-{code}", string(hidden, "item"))).to_owned())
                .collect();
            let _ = write!(
                said,
                " The page leaves it out, as no, where {} was answered without {}.",
                self.told(string(hidden, "item")),
                joined(&codes, "or")
            );
        }
        said
    }

    fn flag(&self, out: &mut String, it: &Table) {
        let id = string(it, "id");
        let item = self.row("questions", "item", id);
        let asked = match it.get("follows_from").and_then(Value::as_str) {
            Some(from) => format!("no question of its own; it stands on {}", self.literal(from)),
            None => format!("{}{}", self.said(&format!("q-{id}")), item.map(|it| self.gates(it)).unwrap_or_default()),
        };
        let line = self.words.get(&format!("q-{id}.line")).map(|it| format!(": {it}")).unwrap_or_default();
        let _ = writeln!(out, "### {id}{line}\n\n- **Asked:** {asked}");
        let _ = writeln!(out, "- **By itself:** {}", self.tier(string(it, "alone")));
        for (tier, key, how) in [
            ("soon", "soon_if", "when"),
            ("urgent", "urgent_with", "together with"),
            ("urgent", "urgent_if", "when"),
            ("emergency", "emergency_with", "together with"),
            ("emergency", "emergency_if", "when"),
        ] {
            if !array(it, key).is_empty() {
                let _ = writeln!(out, "- **{tier}** {how}: {}", self.any_of(array(it, key)));
            }
        }
        let mut points: Vec<String> = strings(it, "points_to").iter().map(|id| self.pattern(id)).collect();
        points.extend(it.get("other").and_then(Value::as_str).map(|other| format!("outside the patterns: {other}")));
        let _ = writeln!(out, "- **Points to:** {}", points.join("; "));
        let _ = writeln!(out, "- **Told as why:** {}", self.said(&format!("why-{id}")));
        self.cited(out, it);
        self.reviewed(out, it);
        let _ = writeln!(out, "- **Tests:** {}\n", self.tests.of("rules", id));
    }

    fn rules(&self, out: &mut String) {
        out.push_str(
            "## Combination rules\n\nCR-28 sets no tier: where a safety question was left out, a result of self-care is shown only with the \
             names of the questions left out.\n\n",
        );
        for it in self.rows("rules", "rule") {
            let id = string(it, "id");
            let _ = writeln!(
                out,
                "### {id}\n\n- **Asks for:** {}\n- **When:** {}",
                self.tier(string(it, "tier")),
                self.condition(it)
            );
            if let Some(higher) = it.get("higher").and_then(Value::as_table) {
                let _ = writeln!(out, "- **{}** when: {}", string(higher, "tier"), self.condition(higher));
            }
            if let Some(subject) = it.get("subject").and_then(Value::as_str) {
                let _ = writeln!(out, "- **About:** {}", self.pattern(subject));
            }
            let _ = writeln!(out, "- **Told as why:** {}", self.said(&format!("why-{id}")));
            self.cited(out, it);
            self.reviewed(out, it);
            let _ = writeln!(out, "- **Tests:** {}\n", self.tests.of("rules", id));
        }
    }

    fn floors(&self, out: &mut String) {
        out.push_str(
            "## Floors: the lowest tier a strong match may be shown with\n\nA floor is a reason of its own. It is the only way by which \
             ranking reaches the tier.\n\n| Pattern | Floor | Told as why | Tests |\n|---|---|---|---|\n",
        );
        for it in self.rows("patterns", "pattern") {
            let id = string(it, "id");
            let higher = it.get("floor_higher").and_then(Value::as_table);
            let higher = higher
                .map(|it| format!("; **{}** when {}", string(it, "tier"), self.condition(it)))
                .unwrap_or_default();
            let why = self.words.get(&format!("why-floor-{id}")).map_or("", String::as_str);
            let _ = writeln!(
                out,
                "| {} | **{}**{higher} | {why} | {} |",
                self.pattern(id),
                string(it, "floor"),
                self.tests.of("rules", &format!("floor-{id}"))
            );
        }
        out.push('\n');
    }

    fn first_aid(&self, out: &mut String) {
        out.push_str("## First-aid lines\n\nShown under an emergency alone, below the call. Doubt counts as yes unless said otherwise.\n\n");
        for it in self.rows("first_aid", "line") {
            let id = string(it, "id");
            let when = if array(it, "any").is_empty() { "always".into() } else { self.any_of(array(it, "any")) };
            let sure = if flag(it, "sure") { " (doubt does not count)" } else { "" };
            let _ = writeln!(out, "### {id}: {}\n\n- **When:** {when}{sure}", self.said(&format!("first-aid-{id}")));
            if !array(it, "unless").is_empty() {
                let _ = writeln!(out, "- **Gives way to:** {}", strings(it, "unless").join(", "));
            }
            self.cited(out, it);
            let _ = writeln!(out, "- **Tests:** {}\n", self.tests.of("first_aid", id));
        }
    }

    fn never(&self, out: &mut String) {
        out.push_str(
            "## Never-advise rules\n\nThey come last and win: advice, and a part of a plan, that makes a person do a forbidden act is \
             taken away. Doubt counts as yes.\n\n",
        );
        for it in self.rows("never", "never") {
            let id = string(it, "id");
            let _ = writeln!(out, "### {id}\n");
            let when = match (flag(it, "everyone"), flag(it, "text_only")) {
                (true, _) => "for everyone".into(),
                (_, true) => "binds the words of the whole page; a test over all words holds it".into(),
                _ => self.condition(it),
            };
            let _ = writeln!(out, "- **When:** {when}");
            if !array(it, "acts_but").is_empty() {
                let _ = writeln!(out, "- **Takes away:** everything but {}", codes(&strings(it, "acts_but")));
            } else if !flag(it, "text_only") {
                let _ = writeln!(out, "- **Takes away:** {}", codes(&strings(it, "acts")));
            }
            for more in tables(it, "also") {
                let _ = writeln!(
                    out,
                    "- **Also takes away** {} when: {}",
                    codes(&strings(more, "acts")),
                    self.condition(more)
                );
            }
            if let Some(words) = self.words.get(&format!("never-{id}")) {
                let _ = writeln!(out, "- **Says instead:** {words}");
            }
            self.cited(out, it);
            self.reviewed(out, it);
            let _ = writeln!(out, "- **Tests:** {}\n", self.tests.of("never", id));
        }
    }

    /// The comment above a threshold of the ranking.
    fn ground_of(&self, name: &str) -> Result<String> {
        let (before, _) = self
            .grounds
            .split_once(&format!("pub const {name}:"))
            .with_context(|| format!("engine::pattern has no {name}"))?;
        let mut lines: Vec<&str> = before.lines().rev().map_while(|it| it.strip_prefix("/// ")).collect();
        lines.reverse();
        // The engine counts in hundredths, the book does not.
        Ok(lines.join(" ").replace(", in hundredths,", ","))
    }

    fn matrix(&self, out: &mut String) -> Result<()> {
        let patterns = &self.data["patterns"];
        let weights = patterns.get("weights").and_then(Value::as_table).context("patterns.toml has no weights")?;
        let ratio = |key: &str| (number(weights, key) / 100.0).exp();
        let _ = write!(
            out,
            "## Ranking: what the answers fit with\n\n\
             The matrix orders the patterns a person is shown. It is the author's synthesis of guidelines and textbooks, not published data, \
             but for the numbers below. It never lowers a tier.\n\n\
             - `++` weighs {:+.2} (a ratio of about {:.1}), `+` {:+.2} (about {:.1}); `-` and `--` the same, against. `0` says nothing, and so \
             does a feature that is absent, unless a number below says so. A feature that half holds weighs half.\n\
             - A danger sign that points to the pattern weighs {:+.2}, or {:+.2} when not sure; a rule about the pattern that fires {:+.2}.\n\
             - All that speaks for a pattern, and all that speaks against it, counts for at most {:.2}.\n\
             - **Strong** from {:.2}: {}\n\
             - **Possible** from {:.2}: {}\n\n",
            number(weights, "strongly") / 100.0,
            ratio("strongly"),
            number(weights, "somewhat") / 100.0,
            ratio("somewhat"),
            number(weights, "flag") / 100.0,
            number(weights, "flag_doubt") / 100.0,
            number(weights, "rule") / 100.0,
            number(weights, "cap") / 100.0,
            f64::from(engine::pattern::STRONG) / 100.0,
            self.ground_of("STRONG")?,
            f64::from(engine::pattern::POSSIBLE) / 100.0,
            self.ground_of("POSSIBLE")?,
        );
        let features: Vec<&Table> = self.rows("patterns", "feature").collect();
        let mut first = 0;
        for (part, heading) in [("timing", "Timing and feel"), ("signs", "Site and signs"), ("context", "Context")] {
            let width =
                self.rows("patterns", "pattern").next().map_or(0, |it| string(it, part).split_whitespace().count());
            let columns: Vec<&str> = features.iter().skip(first).take(width).map(|it| string(it, "column")).collect();
            let _ =
                writeln!(out, "### {heading}\n\n| Pattern | {} |\n|---|{}", columns.join(" | "), "---|".repeat(width));
            for it in self.rows("patterns", "pattern") {
                let cells: Vec<&str> = string(it, part).split_whitespace().collect();
                let _ = writeln!(out, "| {} | {} |", string(it, "id"), cells.join(" | "));
            }
            out.push('\n');
            first += width;
        }
        out.push_str("### What makes a feature hold\n\n");
        for it in features {
            let half = it
                .get("half")
                .and_then(Value::as_table)
                .map(|it| format!("; half: {}", self.condition(it)))
                .unwrap_or_default();
            let _ = writeln!(out, "- {}: {}{half}", string(it, "column"), self.any_of(array(it, "any")));
        }
        out.push_str("\n### What a match rests on\n\nWithout one of these answers a match is never strong.\n\n");
        for it in self.rows("patterns", "pattern") {
            let id = string(it, "id");
            let prior = number(it, "prior") / 100.0;
            let _ =
                write!(out, "- {}: {}. Starts at {prior:+.2}.", self.pattern(id), self.any_of(array(it, "hallmark")));
            if !array(it, "named_by").is_empty() {
                let _ = write!(out, " Named, though not as strong, also with: {}.", self.any_of(array(it, "named_by")));
            }
            let _ = writeln!(out, " Tests: {}", self.tests.of("patterns", id));
        }
        out.push_str("\n### Published numbers in use\n\nEach takes the place of a cell.\n\n");
        for it in self.rows("patterns", "number") {
            let own = self.condition(it);
            let feature = self.row("patterns", "feature", string(it, "feature"));
            let when =
                if own.is_empty() { feature.map(|it| self.any_of(array(it, "any"))).unwrap_or_default() } else { own };
            let absent = if it.contains_key("absent") {
                format!(", {} when {}", number(it, "absent"), self.no(string(it, "absent_when")))
            } else {
                String::new()
            };
            let _ = writeln!(
                out,
                "- {}: ratio {} when {when}{absent}. {}",
                self.pattern(string(it, "pattern")),
                number(it, "present"),
                strings(it, "sources")
                    .iter()
                    .map(|id| format!("{id}: {}", self.citation(id)))
                    .collect::<Vec<_>>()
                    .join("; ")
            );
        }
        out.push_str("\n### Further answers that count\n\n");
        for it in self.rows("patterns", "further") {
            let _ = writeln!(
                out,
                "- {}: {} for, when {} ({})",
                self.pattern(string(it, "pattern")),
                string(it, "weight"),
                self.any_of(array(it, "any")),
                strings(it, "sources").join(", ")
            );
        }
        out.push_str("\n### Pairs the matrix cannot tell apart, shown together\n\n");
        for it in self.rows("patterns", "twins") {
            let pair: Vec<String> = strings(it, "pair").iter().map(|id| self.pattern(id)).collect();
            let _ = writeln!(out, "- {}", pair.join(" and "));
        }
        out.push('\n');
        Ok(())
    }

    /// A literal about an answer of no.
    fn no(&self, text: &str) -> String {
        match text.split_once('=') {
            Some((item, "no")) => format!("{} is answered no", self.statement(item)),
            _ => self.literal(text),
        }
    }

    fn factors(&self, out: &mut String) {
        let _ = write!(
            out,
            "## Factors: what may have added to it\n\nA weight is a ratio of people who cramped to people who did not, shrunk for how sure it \
             is. It ranks, and is never shown as a chance. The strongest weight that holds counts; in a group of factors that overlap, one that \
             would carry the group past {:.1} is left out. A result also says what would change if one thing were different; where that touches a \
             reason of the tier, or takes an act that is withheld, it is not told.\n\n",
            number(&self.data["factors"], "cap") / 100.0
        );
        for it in self.rows("factors", "factor") {
            let id = string(it, "claim");
            let _ = writeln!(
                out,
                "### {id}: {}\n\n- **Group:** {}",
                self.said(&format!("factor-{id}")),
                string(it, "group")
            );
            for weight in tables(it, "weights") {
                let _ = writeln!(
                    out,
                    "- **{:.2}** when: {}",
                    number(weight, "weight") / 100.0,
                    self.any_of(array(weight, "any"))
                );
            }
            let _ = writeln!(out, "- **If it were different:** {}", self.otherwise(it));
            self.cited(out, it);
            let _ = writeln!(out, "- **Tests:** {}\n", self.tests.of("factors", id));
        }
        out.push_str(
            "### Rows of the evidence that no question asks\n\n| Row | Weight | Why it is left out |\n|---|---|---|\n",
        );
        for it in self.rows("factors", "unasked") {
            let _ = writeln!(out, "| {} | {} | {} |", string(it, "row"), string(it, "weight"), string(it, "why"));
        }
        out.push('\n');
    }

    /// What would be answered if a factor were different, and what a person would do for it.
    fn otherwise(&self, it: &Table) -> String {
        let label = |item: &str, code: &str| match self.words.get(&format!("q-{item}.opt-{code}")) {
            Some(label) => format!("*{label}*"),
            None => code.to_owned(),
        };
        let told = |text: &str| match (text.split_once(" without "), text.split_once('=')) {
            (Some((item, code)), _) => format!("{}, without {}", self.told(item), label(item, code)),
            (_, Some((item, "unanswered"))) => format!("{}, not given", self.told(item)),
            (_, Some((item, code))) => format!("{}: {}", self.told(item), label(item, code)),
            _ => text.to_owned(),
        };
        let told: Vec<String> = strings(it, "otherwise").into_iter().map(told).collect();
        if told.is_empty() {
            return "nobody can change it".into();
        }
        let acts = strings(it, "acts");
        let unless =
            if acts.is_empty() { String::new() } else { format!("; not told where {} is withheld", codes(&acts)) };
        format!("{}{unless}", told.join("; "))
    }

    fn advice(&self, out: &mut String) {
        out.push_str("## Advice\n\n");
        let opposites: Vec<String> = array(&self.data["advice"], "opposites")
            .iter()
            .filter_map(Value::as_array)
            .map(|pair| pair.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" before "))
            .collect();
        let _ = writeln!(
            out,
            "Of two opposite acts the first stands and the second is dropped: {}.\n",
            opposites.join("; ")
        );
        for it in self.rows("advice", "advice") {
            let id = string(it, "id");
            let _ = writeln!(
                out,
                "### {id}: {}\n\n- **How:** {}\n- **Offered when:** {}\n- **Acts:** {}",
                self.said(&format!("advice-{id}")),
                self.said(&format!("advice-{id}.how")),
                self.condition(it),
                codes(&strings(it, "acts"))
            );
            self.cited(out, it);
            let _ = writeln!(out, "- **Tests:** {}\n", self.tests.of("advice", id));
        }
    }

    fn modules(&self, out: &mut String) {
        out.push_str(
            "## Prevention modules\n\nThose most worth trying for a person come first: 0.1 and the weight above 1.0 of the factors that a module \
             answers, times how sure it is (3 for grade A or B, 2 for C, 0 for D), times how easily it is done (1 to 3). \
             One that makes a person do nothing comes last.\n\n",
        );
        for it in self.rows("modules", "module") {
            let id = string(it, "id");
            let said = |attr: &str| self.said(&format!("module-{id}{attr}")).to_owned();
            let _ = writeln!(
                out,
                "### {id}: {}\n\n- **Offered when:** {}\n- **What to do:** {}\n- **Why:** {}\n- **Caution:** {}\n- **How to know it helped:** {}",
                said(""),
                self.condition(it),
                said(".dose"),
                said(".why"),
                said(".caution"),
                said(".check")
            );
            let unasked = strings(it, "unasked");
            if !unasked.is_empty() {
                let _ = writeln!(out, "- **Parts of its trigger that no question asks:** {}", unasked.join("; "));
            }
            let doses: Vec<String> = tables(it, "doses")
                .map(|dose| {
                    let (low, high) = (number(dose, "low"), number(dose, "high"));
                    let range = if low == high { format!("{low}") } else { format!("{low} to {high}") };
                    format!("{} {range} {}", string(dose, "name"), string(dose, "unit"))
                })
                .collect();
            if !doses.is_empty() {
                let own = if flag(it, "convention") {
                    " (where no trial gives a number, our own starting point)"
                } else {
                    ""
                };
                let _ = writeln!(out, "- **Numbers:** {}{own}", doses.join("; "));
            }
            if !array(it, "cautions").is_empty() {
                let _ = writeln!(out, "- **Cautions in data:** {}", codes(&strings(it, "cautions")));
            }
            let grade = it.get("grade_for").and_then(Value::as_str).unwrap_or_else(|| string(it, "grade"));
            let _ = writeln!(
                out,
                "- **Grade:** {grade}\n- **Acts:** {}\n- **Claims:** {}",
                codes(&strings(it, "acts")),
                codes(&strings(it, "claims"))
            );
            if let Some(ease) = it.get("changeability").and_then(Value::as_table) {
                let own = if flag(ease, "author") { " (the author's own judgement)" } else { "" };
                let _ = writeln!(out, "- **How easily it is done:** {} of 3{own}", number(ease, "level"));
            }
            self.cited(out, it);
            let _ = writeln!(out, "- **Tests:** {}\n", self.tests.of("modules", id));
        }
    }

    fn relief(&self, out: &mut String) {
        out.push_str("## Relief, muscle by muscle\n\n");
        let steps = |id: &str, n: usize| -> String {
            (1..=n).map(|at| format!("{at}. {}\n", self.said(&format!("relief-{id}.step-{at}")))).collect()
        };
        if let Some(common) = self.data["relief"].get("common").and_then(Value::as_table) {
            let _ = writeln!(
                out,
                "### {}\n\n{}",
                self.said("relief-common"),
                steps("common", number(common, "steps") as usize)
            );
            let _ = writeln!(out, "- **Grade:** {}", string(common, "grade"));
            self.cited(out, common);
            out.push('\n');
        }
        for it in self.rows("relief", "relief") {
            let id = string(it, "id");
            let said = |attr: &str| self.said(&format!("relief-{id}{attr}")).to_owned();
            let _ = writeln!(
                out,
                "### {id}: {}\n\n{}\n\n{}",
                said(""),
                said(".position"),
                steps(id, number(it, "steps") as usize)
            );
            let _ = writeln!(
                out,
                "- **Hold:** {}\n- **Avoid:** {}\n- **Afterwards:** {}",
                said(".dose"),
                said(".avoid"),
                said(".after")
            );
            let range = |key: &str| array(it, key).iter().map(Value::to_string).collect::<Vec<_>>().join(" to ");
            let _ = writeln!(
                out,
                "- **Numbers:** hold {} s, {} times, ease {} s between\n- **Grade:** {}{}",
                range("hold_seconds"),
                range("repeats"),
                number(it, "ease_seconds"),
                string(it, "grade"),
                if flag(it, "anatomy") {
                    "; the position follows from where the muscle lies, no study tested it"
                } else {
                    ""
                }
            );
            self.cited(out, it);
            let _ = writeln!(out, "- **Tests:** {}\n", self.tests.of("relief", id));
        }
    }

    fn claims(&self, out: &mut String) {
        out.push_str("## Claims: what is said about cramps, and how sure anyone can be\n\n");
        for grade in ["a", "b", "c", "d"] {
            let _ = writeln!(out, "- {}", self.said(&format!("grade-{grade}")));
        }
        out.push('\n');
        for it in self.rows("claims", "claim") {
            let id = string(it, "id");
            let note = it.get("grade_note").and_then(Value::as_str).map(|it| format!(" ({it})")).unwrap_or_default();
            let _ = writeln!(
                out,
                "### {id}\n\n- **Articles say:** {}\n- **We tell:** {}\n- **Grade:** {}{note}",
                self.said(&format!("claim-{id}.statement")),
                self.said(&format!("claim-{id}")),
                string(it, "grade")
            );
            let shown = self.rows("shown", "shown").find(|it| string(it, "claim") == id);
            let _ = writeln!(
                out,
                "- **Shown when:** {}",
                shown.map(|it| self.any_of(array(it, "any"))).unwrap_or_default()
            );
            for (key, words) in [("says", "Said by"), ("contradicts", "Contradicted by")] {
                if !array(it, key).is_empty() {
                    let _ = writeln!(out, "- **{words}:** {}", strings(it, key).join(", "));
                }
            }
            let conflicts: Vec<&str> = self
                .rows("conflicts", "conflict")
                .filter(|it| strings(it, "claims").contains(&id))
                .map(|it| string(it, "id"))
                .collect();
            if !conflicts.is_empty() {
                let _ = writeln!(out, "- **Sources disagree:** {}", conflicts.join(", "));
            }
            let _ = writeln!(
                out,
                "- **Sources:** {}\n- **Tests:** {}\n",
                strings(it, "sources").join(", "),
                self.tests.of("claims", id)
            );
        }
        out.push_str("## Where sources disagree\n\n");
        for it in self.rows("conflicts", "conflict") {
            let id = string(it, "id");
            let who = match string(it, "kind") {
                "seeds" => "popular articles with one another",
                "seed-literature" => "a popular article with the studies",
                _ => "studies with one another",
            };
            let _ = writeln!(
                out,
                "### {id}: {}\n\n- **Who:** {who}\n- **About:** {}\n- **We tell:** {}\n- **Claims:** {}\n- **Articles:** {}\n- **Sources:** {}\n- **Tests:** {}\n",
                string(it, "topic"),
                self.said(&format!("conflict-{id}.about")),
                self.said(&format!("conflict-{id}")),
                codes(&strings(it, "claims")),
                codes(&strings(it, "seeds")),
                strings(it, "sources").join(", "),
                self.tests.of("conflicts", id)
            );
        }
    }

    /// The thresholds of the sweat test, found by asking the engine.
    fn hydration(&self, out: &mut String) {
        out.push_str(
            "## Hydration\n\nSweat lost is the weight lost plus drink less urine, one kilogram taken as one litre; the rate is that by the \
             hour. The drinking range runs from the least that keeps the loss within 2 % to the sweat rate, never above it, and is left out \
             where a rule forbids advice to drink or weight was gained.\n\n| Body weight lost | Means |\n|---|---|\n",
        );
        let mut before = None;
        for tenths in -10_i32..=100 {
            let change = weighed(tenths, &[]).map(|it| it.change);
            if change != before {
                if let Some(change) = change {
                    let from = f64::from(tenths) / 10.0;
                    let what = match change {
                        engine::hydration::Change::Gained => {
                            "weight gained: more was drunk than lost, a risk of low blood sodium"
                        }
                        engine::hydration::Change::UnchangedLong => {
                            "no change in a long session, perhaps already a gain of fluid"
                        }
                        engine::hydration::Change::Usual => "usual",
                        engine::hydration::Change::OverTwo => "more than is advised",
                        engine::hydration::Change::OverThree => "a clear lack of fluid",
                        engine::hydration::Change::OverSeven => "medical advice the same day (CR-37)",
                    };
                    let from = if from < 0.0 {
                        "below 0 %".to_owned()
                    } else if from == 0.0 {
                        "from 0 %".into()
                    } else {
                        format!("over {:.0} %", from - 0.1)
                    };
                    let _ = writeln!(out, "| {from} | {what} |");
                }
                before = change;
            }
        }
        for (word, sweat) in [("heavy sweat", "heavy"), ("heavy sweat with salt marks", "heavy-salty")] {
            let sodium = weighed(10, &[("sweat", sweat), ("conditions", "hot"), ("acclimatised", "no")])
                .and_then(|it| it.sodium);
            if let Some(sodium) = sodium {
                let spread = 100.0 * (sodium.high.0 - sodium.low.0) / (sodium.high.0 + sodium.low.0);
                let _ = writeln!(
                    out,
                    "{}Sodium, {word}: reckoned with {} mmol a litre, told as a range of {spread:.0} % either side.",
                    if sweat == "heavy" { "\n- " } else { "- " },
                    sodium.sweat.0
                );
            }
        }
        out.push_str(
            "- Sodium is told only from three of six signs on (heat, over 90 minutes, soaked clothes or over a litre an hour, salt marks, \
             several muscles, the first two weeks of heat), never under 16, and never where a rule forbids salt.\n\n",
        );
    }

    fn authors_own(&self, out: &mut String) {
        out.push_str(
            "## The author's own choices\n\nNo guideline gives these. A clinician should look at them first.\n\n\
             - All floors above, and the matrix but for the published numbers.\n",
        );
        for (file, kind) in [("rules", "rule"), ("never", "never")] {
            for it in self.rows(file, kind).filter(|it| flag(it, "author")) {
                let words = if file == "rules" {
                    self.condition(it)
                } else {
                    self.said(&format!("never-{}", string(it, "id"))).to_owned()
                };
                let id = string(it, "id");
                let words = if words == format!("never-{id}") { self.condition(it) } else { words };
                let _ = writeln!(out, "- {id}: {words}");
            }
        }
        for (item, words) in [
            ("calf-48h", "q-calf-48h"),
            ("rf-low-urine", "q-rf-low-urine"),
            ("rf-locked", "q-rf-locked"),
            ("injury-72h", "q-injury-72h"),
            ("pain-after-hour", "q-pain-after-hour"),
            ("claudication-recent", "q-claudication-recent"),
            ("clot-risk", "q-clot-risk.opt-travel-4h-8w"),
        ] {
            let _ = writeln!(out, "- The time limit in `{item}`: {}", self.said(words));
        }
        for it in self.rows("modules", "module").filter(|it| flag(it, "convention")) {
            let _ = writeln!(out, "- Numbers of the module `{}` that no trial gives.", string(it, "id"));
        }
        out.push_str("- How easily each module is done, for the order of a plan.\n");
        for (file, kind) in [("flags", "flag"), ("never", "never"), ("first_aid", "line")] {
            let recalled: Vec<&str> =
                self.rows(file, kind).filter(|it| flag(it, "recalled")).map(|it| string(it, "id")).collect();
            let _ = writeln!(out, "- In part standard practice from memory: {}.", recalled.join(", "));
        }
        out.push('\n');
    }

    fn sources(&self, out: &mut String) {
        out.push_str("## Sources\n\n");
        for it in self.rows("sources", "source") {
            let id = string(it, "id");
            if let Some(same) = it.get("same_as").and_then(Value::as_str) {
                let _ = writeln!(out, "- **{id}:** the same as {same}");
                continue;
            }
            let address = it.get("address").and_then(Value::as_str).map(|it| format!(" <{it}>")).unwrap_or_default();
            let _ = writeln!(out, "- **{id}:** {}{address}", self.citation(id));
        }
    }
}

/// What the engine says about a session of an hour in which `tenths` of a percent were lost.
fn weighed(tenths: i32, choices: &[(&str, &str)]) -> Option<engine::hydration::Hydration> {
    let mut answers = engine::Answers::default();
    let plain = [("intent", "recent"), ("age", "16-39"), ("pregnant", "no"), ("when", "during-exercise")];
    for (id, code) in plain.iter().chain(choices) {
        answers.choose(id, code).ok()?;
    }
    for id in ["medicines", "conditions-known"] {
        answers.choose_all(id, &["none"]).ok()?;
    }
    let after = 100.0 - f64::from(tenths) / 10.0;
    for (id, number) in
        [("mass-before", 100.0), ("mass-after", after), ("session-minutes", 60.0), ("fluid-intake", 0.5)]
    {
        answers.measure(id, number).ok()?;
    }
    engine::assess(&answers).hydration
}

// ---- What changed ----

/// What changed since a version, as a section of the book.
fn changes_since(version: &str) -> Result<String> {
    let revision = revision(version)?;
    let then = |path: &str| git(&["show", &format!("{revision}:{path}")]).ok();
    let now =
        |path: &str| fs::read_to_string(place::root().join(path)).with_context(|| format!("{path} cannot be read"));
    let mut out = format!("{CHANGES}{version}\n\n");
    let before = out.len();
    for name in FILES {
        let path = format!("{KNOWLEDGE}/{name}.toml");
        let read = |text: &str| text.parse::<Table>().with_context(|| format!("{path} is not TOML"));
        let old = match then(&path) {
            Some(text) => rows_by_id(&read(&text)?),
            None => BTreeMap::new(),
        };
        told_changes(&mut out, name, &old, &rows_by_id(&read(&now(&path)?)?));
    }
    let mut old = BTreeMap::new();
    let listed = git(&["ls-tree", "--name-only", &revision, &format!("{WORDS}/")]).unwrap_or_default();
    for path in listed.lines().filter(|it| it.ends_with(".ftl")) {
        old.extend(messages(&then(path).unwrap_or_default()));
    }
    let mut new = BTreeMap::new();
    for name in names_in(WORDS, ".ftl")? {
        new.extend(messages(&now(&format!("{WORDS}/{name}"))?));
    }
    let as_rows = |words: BTreeMap<String, String>| -> BTreeMap<String, Table> {
        let row = |(id, words): (String, String)| (id, Table::from_iter([("words".to_owned(), Value::String(words))]));
        words.into_iter().map(row).collect()
    };
    told_changes(&mut out, "words", &as_rows(old), &as_rows(new));
    if out.len() == before {
        out.push_str("Nothing.\n\n");
    }
    Ok(out)
}

/// The commit of a version: its tag, or any revision.
fn revision(version: &str) -> Result<String> {
    [format!("v{version}"), version.to_owned()]
        .iter()
        .filter(|name| !name.starts_with('-'))
        .find_map(|name| git(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]).ok())
        .map(|commit| commit.trim().to_owned())
        .with_context(|| format!("there is no tag v{version} and no revision {version} here to compare with"))
}

fn git(arguments: &[&str]) -> Result<String> {
    let output =
        Command::new("git").current_dir(place::root()).args(arguments).output().context("git does not start")?;
    if !output.status.success() {
        bail!("git {} failed: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).context("git gave something that is no text")
}

/// Every row of a data file by its id, and what stands outside of rows under its own name.
fn rows_by_id(file: &Table) -> BTreeMap<String, Table> {
    let mut rows: BTreeMap<String, Table> = BTreeMap::new();
    for (key, value) in file {
        let list = value.as_array().filter(|it| it.first().is_some_and(Value::is_table));
        let Some(list) = list else {
            rows.insert(key.clone(), Table::from_iter([(key.clone(), value.clone())]));
            continue;
        };
        for (at, row) in list.iter().filter_map(Value::as_table).enumerate() {
            let id = ["id", "claim", "row"].iter().map(|key| string(row, key)).find(|it| !it.is_empty());
            let name = id.map_or_else(|| format!("{key} {}", at + 1), str::to_owned);
            // Two lists of one file may use the same id, as a column and a row of the matrix do.
            let name = if rows.contains_key(&name) { format!("{key} {name}") } else { name };
            rows.insert(name, row.clone());
        }
    }
    rows
}

fn told_changes(out: &mut String, name: &str, old: &BTreeMap<String, Table>, new: &BTreeMap<String, Table>) {
    let mut lines = Vec::new();
    for id in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        match (old.get(id), new.get(id)) {
            (None, Some(_)) => lines.push(format!("- added `{id}`")),
            (Some(_), None) => lines.push(format!("- removed `{id}`")),
            (Some(old), Some(new)) if old != new => {
                let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
                let value = |it: Option<&Value>| it.map_or_else(|| "nothing".to_owned(), Value::to_string);
                let changed = keys.into_iter().filter(|key| old.get(*key) != new.get(*key));
                let told: Vec<String> = changed
                    .map(|key| format!("{key}: {} became {}", value(old.get(key)), value(new.get(key))))
                    .collect();
                lines.push(format!("- changed `{id}`: {}", told.join("; ")));
            }
            _ => {}
        }
    }
    if !lines.is_empty() {
        let _ = writeln!(out, "### {name}\n\n{}\n", lines.join("\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_book_in_docs_is_what_the_data_say() {
        run(true, None).unwrap();
    }

    #[test]
    fn the_same_data_give_the_same_book() {
        assert_eq!(text().unwrap(), text().unwrap());
    }

    /// An id in a sentence would mean that a literal has no words.
    #[test]
    fn conditions_are_told_in_words() {
        let book = text().unwrap();
        let conditions = [
            "- **When:**",
            "- **Offered when:**",
            "- **Shown when:**",
            "- **soon**",
            "- **urgent**",
            "- **emergency**",
        ];
        let mut seen = 0;
        for line in book.lines().filter(|line| conditions.iter().any(|it| line.starts_with(it))) {
            seen += 1;
            let bare: String = line.split('`').step_by(2).collect();
            for mark in ["rf-", "ctx-", "sym-", "q-", "opt-", "=", "[", "{"] {
                let word = bare
                    .split([' ', '(', '“'])
                    .find(|word| word.starts_with(mark) || mark == "=" && word.contains('='));
                assert_eq!(word, None, "{line}");
            }
        }
        assert!(seen > 200, "{seen} conditions");
    }

    #[test]
    fn what_changed_is_left_out_of_the_comparison_and_only_that() {
        let plain = format!("# Rule book\n\n{FIRST_SECTION}\n\nmore\n");
        let with = plain.replacen(FIRST_SECTION, &format!("{CHANGES}0.9\n\n- added `x`\n\n{FIRST_SECTION}"), 1);
        assert_eq!(without_changes(&with), plain);
        assert_eq!(without_changes(&plain), plain);
    }

    #[test]
    fn a_changed_tier_is_told_with_both_values() {
        let rows = |tier: &str| rows_by_id(&format!("[[rule]]\nid = \"CR-99\"\ntier = \"{tier}\"").parse().unwrap());
        let mut out = String::new();
        told_changes(&mut out, "rules", &rows("soon"), &rows("urgent"));
        assert_eq!(out, "### rules\n\n- changed `CR-99`: tier: \"soon\" became \"urgent\"\n\n");
    }

    #[test]
    fn a_version_that_never_was_is_named() {
        let error = changes_since("99.99.99").unwrap_err().to_string();
        assert!(error.contains("v99.99.99"), "{error}");
    }

    #[test]
    fn words_go_on_over_lines() {
        let read = messages("# a note\nq-x = One\n    two\n    .line = Three = 3\n");
        assert_eq!(read["q-x"], "One two");
        assert_eq!(read["q-x.line"], "Three = 3");
    }
}
