//! Reads the words and the engine's knowledge, and says where the two do not meet.
//!
//! A part of the build script, in a file of its own so that a test can look at it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The file whose words travel apart from the program.
pub const EVIDENCE: &str = "evidence.ftl";
/// Messages of the page that stand among those of the engine's things.
const BESIDE_THE_ENGINE: [&str; 5] =
    ["relief-common", "pattern-twins", "factor-strength-likely", "factor-strength-possible", "factor-strength-small"];
/// What a question may have beside its options.
const PARTS_OF_A_QUESTION: [&str; 5] = ["line", "hint", "low", "high", "told"];

/// What is said under one key, and where it is written.
pub struct Said {
    pub text: String,
    pub file: String,
    pub line: usize,
}

/// All words of one language by key: `id` and `id.attribute`.
pub type Words = BTreeMap<String, Said>;

/// Reads every Fluent file of the folder `dir`.
pub fn read_language(dir: &Path, faults: &mut Vec<String>) -> Words {
    let mut words = Words::new();
    for path in files(dir, "ftl") {
        let file = name(&path);
        match fs::read_to_string(&path) {
            Ok(source) => read_file(&file, &source, &mut words, faults),
            Err(error) => faults.push(format!("{file}: {error}")),
        }
    }
    words
}

pub fn read_file(file: &str, source: &str, words: &mut Words, faults: &mut Vec<String>) {
    let resource = parser::parse(source).unwrap_or_else(|(resource, errors)| {
        for error in errors {
            faults.push(format!("{file}:{}: {}", line_at(source, error.pos.start), error.kind));
        }
        resource
    });
    let mut line = 0;
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                line = line_of(source, line, id);
                let value = message.value.iter().map(|pattern| (id.to_owned(), pattern));
                let attributes = message.attributes.iter();
                let attributes = attributes.map(|it| (format!("{id}.{}", it.id.name), &it.value));
                for (key, pattern) in value.chain(attributes) {
                    match written(pattern) {
                        Ok(text) => add(words, key, Said { text, file: file.to_owned(), line }, faults),
                        Err(found) => faults.push(format!("{file}:{line}: {key}: {found}")),
                    }
                }
            }
            Entry::Term(term) => {
                faults.push(format!("{file}: -{}: terms are not used here", term.id.name));
            }
            // Junk was told with the parser's errors; comments are for writers.
            Entry::Junk { .. } | Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
        }
    }
}

fn add(words: &mut Words, key: String, said: Said, faults: &mut Vec<String>) {
    if let Some(first) = words.get(&key) {
        let (file, line) = (&said.file, said.line);
        faults.push(format!("{file}:{line}: {key} is already in {}:{}", first.file, first.line));
    } else {
        words.insert(key, said);
    }
}

/// The words of a pattern on one line, a blank line kept as a paragraph, variables as `{ $name }`.
fn written(pattern: &Pattern<&str>) -> Result<String, &'static str> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                let _ = write!(text, "{{ ${} }}", id.name);
            }
            PatternElement::Placeable { .. } => {
                return Err("only { $name } may stand between braces");
            }
        }
    }
    // Of white space only line ends and spaces are ours to change: a no-break space is meant.
    let paragraphs = text.split("\n\n").map(|it| it.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    Ok(paragraphs.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n\n"))
}

/// What the engine knows, read from its knowledge.
#[derive(Default)]
pub struct Knowledge {
    read: BTreeMap<&'static str, Listing>,
}

/// One knowledge file: the lists in it that words are needed for.
#[derive(Default, Deserialize)]
struct Listing {
    #[serde(default)]
    item: Vec<Known>,
    #[serde(default)]
    flag: Vec<Known>,
    #[serde(default)]
    rule: Vec<Known>,
    #[serde(default)]
    never: Vec<Known>,
    #[serde(default)]
    pattern: Vec<Known>,
    #[serde(default)]
    factor: Vec<Known>,
    #[serde(default)]
    advice: Vec<Known>,
    #[serde(default)]
    line: Vec<Known>,
    #[serde(default)]
    module: Vec<Known>,
    #[serde(default)]
    relief: Vec<Known>,
    #[serde(default)]
    claim: Vec<Known>,
    #[serde(default)]
    conflict: Vec<Known>,
}

/// One thing that needs words; the engine's own build reads the rest of it.
#[derive(Deserialize)]
struct Known {
    #[serde(alias = "claim")]
    id: String,
    #[serde(default)]
    options: Vec<String>,
    group: Option<String>,
    alone: Option<String>,
    emergency_with: Option<IgnoredAny>,
    emergency_if: Option<IgnoredAny>,
    tier: Option<String>,
    higher: Option<Higher>,
    floor: Option<String>,
    floor_higher: Option<IgnoredAny>,
}

/// More of a rule, at a higher tier.
#[derive(Deserialize)]
struct Higher {
    tier: String,
}

impl Known {
    /// Whether this flag or this rule asks for an emergency, by itself or with others.
    fn may_be_emergency(&self) -> bool {
        let tiers = [&self.alone, &self.tier].into_iter().flatten().chain(self.higher.as_ref().map(|it| &it.tier));
        self.emergency_with.is_some() || self.emergency_if.is_some() || tiers.into_iter().any(|it| it == "emergency")
    }

    /// Whether a good match of this pattern can raise the tier.
    fn has_floor(&self) -> bool {
        self.floor_higher.is_some() || self.floor.as_deref().is_some_and(|tier| tier != "self-care")
    }
}

impl Knowledge {
    const FILES: [&str; 12] = [
        "questions",
        "flags",
        "rules",
        "never",
        "patterns",
        "factors",
        "advice",
        "first_aid",
        "modules",
        "relief",
        "claims",
        "conflicts",
    ];

    /// Reads the knowledge in folder `dir`.
    pub fn read(dir: &Path, faults: &mut Vec<String>) -> Self {
        let mut knowledge = Self::default();
        for file in Self::FILES {
            let path = dir.join(format!("{file}.toml"));
            match fs::read_to_string(&path) {
                Ok(source) => knowledge.add(file, &source, faults),
                Err(error) => faults.push(format!("{}: {error}", name(&path))),
            }
        }
        knowledge
    }

    /// Adds what `source`, the text of knowledge file `file`, knows.
    pub fn add(&mut self, file: &'static str, source: &str, faults: &mut Vec<String>) {
        match toml::from_str(source) {
            Ok(listing) => drop(self.read.insert(file, listing)),
            Err(error) => faults.push(format!("{file}.toml: {error}")),
        }
    }

    /// The ids of a knowledge file's things, in its order.
    pub fn ids(&self, file: &str) -> Vec<String> {
        let Some(it) = self.read.get(file) else { return Vec::new() };
        let lists = [
            &it.item,
            &it.flag,
            &it.rule,
            &it.never,
            &it.pattern,
            &it.factor,
            &it.advice,
            &it.line,
            &it.module,
            &it.relief,
            &it.claim,
            &it.conflict,
        ];
        lists.into_iter().flatten().map(|it| it.id.clone()).collect()
    }

    /// The same with something before each.
    pub fn prefixed(&self, prefix: &str, file: &str) -> Vec<String> {
        self.ids(file).iter().map(|it| format!("{prefix}{it}")).collect()
    }

    /// The codes of each question's options, in order.
    pub fn options(&self) -> BTreeMap<String, Vec<String>> {
        let items = self.read.get("questions").into_iter().flat_map(|it| &it.item);
        items.map(|it| (it.id.clone(), it.options.clone())).collect()
    }

    /// Whether this question is on the first screen, or one of the signs that the person is not safe.
    pub fn is_asked_first(&self, id: &str) -> bool {
        let items = self.read.get("questions").into_iter().flat_map(|it| &it.item);
        let mut known = items.filter(|it| it.id == id);
        known.any(|it| ["intent", "for-whom"].contains(&id) || it.group.as_deref() == Some("block-a"))
    }

    /// Whether this flag or this rule asks for an emergency, by itself or with others.
    pub fn may_be_emergency(&self, id: &str) -> bool {
        let all = ["flags", "rules"].into_iter().flat_map(|it| self.read.get(it));
        all.flat_map(|it| it.flag.iter().chain(&it.rule)).any(|it| it.id == id && it.may_be_emergency())
    }

    /// The words each file of a language needs.
    pub fn wanted(&self) -> Vec<Wanted> {
        let mut all = vec![Wanted::fixed()];
        for (&file, listing) in &self.read {
            let wanted = match file {
                "questions" => questions(&listing.item),
                "flags" => Wanted::of("safety.ftl", "why-", &listing.flag, &[]),
                "rules" => Wanted::of("safety.ftl", "why-", &listing.rule, &[]),
                "never" => Wanted::of("safety.ftl", "never-", never_advise(&listing.never), &[]),
                "patterns" => Wanted::of("patterns.ftl", "pattern-", &listing.pattern, &["about"]),
                "factors" => Wanted::of("factors.ftl", "factor-", &listing.factor, &[]),
                "advice" => advice(&listing.advice),
                "first_aid" => Wanted::of("safety.ftl", "first-aid-", &listing.line, &[]),
                "modules" => {
                    Wanted::of("modules.ftl", "module-", &listing.module, &["dose", "why", "caution", "check"])
                }
                "relief" => Wanted::of(
                    "relief.ftl",
                    "relief-",
                    &listing.relief,
                    &["position", "step-1", "dose", "avoid", "after"],
                ),
                "claims" => Wanted::of(EVIDENCE, "claim-", &listing.claim, &[]),
                "conflicts" => Wanted::of(EVIDENCE, "conflict-", &listing.conflict, &["about"]),
                _ => unreachable!("FILES has no other"),
            };
            if file == "patterns" {
                let floored = listing.pattern.iter().filter(|it| it.has_floor());
                let keys = floored.map(|it| format!("why-floor-{}", it.id)).collect();
                all.push(Wanted { file: "safety.ftl", keys, prefixes: vec![] });
            }
            all.push(wanted);
        }
        all
    }
}

/// What one file must say.
pub struct Wanted {
    /// The file it belongs in.
    file: &'static str,
    /// Keys that must be there.
    keys: BTreeSet<String>,
    /// Beginnings of ids of which the file may hold only wanted ones.
    prefixes: Vec<&'static str>,
}

impl Wanted {
    fn of<'a>(
        file: &'static str,
        prefix: &'static str,
        known: impl IntoIterator<Item = &'a Known>,
        attributes: &[&str],
    ) -> Self {
        let mut keys = BTreeSet::new();
        for it in known {
            keys.extend(attributes.iter().map(|attr| format!("{prefix}{}.{attr}", it.id)));
            keys.insert(format!("{prefix}{}", it.id));
        }
        Self { file, keys, prefixes: vec![prefix] }
    }

    /// What is needed whatever the knowledge holds.
    fn fixed() -> Self {
        let tiers = ["emergency", "urgent", "soon", "self-care"];
        let words = |tier| ["", ".when", ".short"].map(|attr| format!("tier-{tier}{attr}"));
        let mut keys: BTreeSet<String> = tiers.into_iter().flat_map(words).collect();
        // The one reason where no rule fired.
        keys.insert("why-self-care".to_owned());
        Self { file: "safety.ftl", keys, prefixes: vec!["tier-"] }
    }
}

/// A question has its words, each option its label, and a danger sign a line to tick.
fn questions(items: &[Known]) -> Wanted {
    let mut wanted = Wanted::of("questions.ftl", "q-", items, &[]);
    for it in items {
        let id = &it.id;
        wanted.keys.extend(it.options.iter().map(|code| format!("q-{id}.opt-{code}")));
        if it.group.as_deref().is_some_and(|group| group.starts_with("block-")) {
            wanted.keys.insert(format!("q-{id}.line"));
        }
    }
    wanted
}

/// Only the rules under an `NA-` id have something to say instead; the rest are invariants.
fn never_advise(known: &[Known]) -> impl Iterator<Item = &Known> {
    known.iter().filter(|it| it.id.starts_with("NA-"))
}

/// Advice `plan-<module>` is said in the words of its module.
fn advice(known: &[Known]) -> Wanted {
    let mut wanted = Wanted::of("advice.ftl", "advice-", known, &["how"]);
    wanted.keys.retain(|key| !key.starts_with("advice-plan-"));
    wanted
}

/// Says what is missing, and what nobody asked for.
pub fn compare(words: &Words, all: &[Wanted], faults: &mut Vec<String>) {
    for wanted in all {
        for key in wanted.keys.iter().filter(|&key| !words.contains_key(key)) {
            faults.push(format!("{}: {key} has no words", wanted.file));
        }
    }
    let wanted_ids: BTreeSet<&str> = all.iter().flat_map(|it| &it.keys).map(|key| id_of(key)).collect();
    let wanted_keys: BTreeSet<&str> = all.iter().flat_map(|it| &it.keys).map(String::as_str).collect();
    for (key, said) in words {
        let checked = all.iter().any(|it| it.file == said.file && it.prefixes.iter().any(|p| key.starts_with(p)));
        let is_known = wanted_ids.contains(id_of(key)) || BESIDE_THE_ENGINE.contains(&id_of(key));
        let is_part = key.split_once('.').is_none_or(|(id, part)| {
            !id.starts_with("q-") || PARTS_OF_A_QUESTION.contains(&part) || wanted_keys.contains(key.as_str())
        });
        if checked && !(is_known && is_part) {
            faults.push(format!("{}:{}: {key} speaks of something the engine does not know", said.file, said.line));
        }
    }
}

fn files(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut found: Vec<_> =
        entries.map(|it| it.path()).filter(|it| it.extension().is_some_and(|e| e == extension)).collect();
    found.sort();
    found
}

/// The message a key belongs to: `q-site` for `q-site.hint`.
fn id_of(key: &str) -> &str {
    key.split_once('.').map_or(key, |(id, _)| id)
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned())
}

fn line_at(source: &str, position: usize) -> usize {
    source.bytes().take(position).filter(|&byte| byte == b'\n').count() + 1
}

/// The first line after line `after` on which message `id` begins; lines count from 1.
fn line_of(source: &str, after: usize, id: &str) -> usize {
    let begins = |line: &str| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('='));
    let rest = source.lines().skip(after).position(begins);
    rest.map_or(after, |n_between| after + n_between + 1)
}
