//! Lays the words out as three texts: one inside the program, one beside the questions in the part that comes right
//! behind it, and one that is fetched after the first paint.
//!
//! A part of the build script. A message has a number and no key: those of the engine's things stand in the engine's
//! order, so that a thing finds its words by its own number; the rest are named by constants. The keys alone would add
//! some 8 KB to what a browser loads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::check::{EVIDENCE, Knowledge, Words};

/// What stands between two messages, and before each part of one.
const MESSAGE_ENDS: char = '\u{2}';
const PART_BEGINS: char = '\u{1}';
/// The mark of the first option of a question; the others follow. Other parts have the marks before it.
const FIRST_OPTION: u8 = b'`';
const FIRST_PART: u8 = b' ';
/// Beginnings of ids whose words come with the second file: nothing that says how soon to get help or what to do now.
const LATER: [&str; 41] = [
    FULL,
    "pattern-",
    "patterns-",
    "factor-",
    "factors-",
    "module-",
    "plan-",
    "water-",
    "relief-",
    "claim-",
    "conflict-",
    "conflicts-",
    "grade-",
    "against",
    "because-",
    "evidence-",
    "then-",
    "doctor-",
    "differ-",
    "outcome-",
    "who-",
    "topic-",
    "static-",
    "embed-",
    "offline-",
    "share-",
    "lock-",
    "slice-",
    "open-link",
    "kiosk-",
    "preset-",
    "send-",
    "sealed-",
    "taken-",
    "team-",
    "board-",
    "where-no-",
    "where-who-",
    "where-clearing",
    "report-how",
    "shared-",
];
/// The questions that are ticked by a line: their full words come later, and until then the line stands for them.
const FULL: &str = "full-";
/// Beginnings of ids whose words come with the questions: nothing of the first screen, of the signs that the person is not
/// safe, of an emergency, or of what is said while more is on its way.
const WITH_QUESTIONS: [&str; 57] = [
    "about-heading",
    "advice-",
    "already-seen",
    "answer-skipped",
    "because",
    "block-",
    "calendar-",
    "caveat-",
    "change",
    "could-raise",
    "delete",
    "disclaimer-",
    "download",
    "ease-",
    "evidence-open",
    "exact-",
    "group-b-",
    "group-c-",
    "group-d-",
    "group-e-",
    "half-read",
    "health-",
    "history-empty",
    "history-heading",
    "information-order",
    "kept-",
    "leave-heading",
    "look-again-",
    "lower-calf",
    "map-",
    "n-left-out",
    "never-",
    "now-heading",
    "number-amiss",
    "one-page-",
    "other-reasons",
    "out-of-ten",
    "print",
    "progress",
    "read-",
    "relief-common",
    "restore",
    "result-saved",
    "review-",
    "rules-changed",
    "saved-at",
    "show-result",
    "skip-rest",
    "skipped-named",
    "start-over",
    "strength-",
    "tier-lost",
    "tier-self-care",
    "undo",
    "unit",
    "unreadable",
    "why-",
];
/// Shown before the questions are there.
const NEVERTHELESS_FIRST: [&str; 4] = ["block-a", "why-CR-26", "why-floor-heat-illness", "why-heading"];
/// Shown before the second file is there.
const NEVERTHELESS_AT_ONCE: [&str; 6] =
    ["relief-common", "evidence-open", "evidence-coming", "evidence-missing", "outcome-ask", "outcome-of"];

/// A thing of the engine that has words, with the beginning of its messages' ids and the codes in the engine's order.
struct Kind {
    name: &'static str,
    prefix: &'static str,
    codes: Vec<String>,
}

/// The Rust that holds all words.
pub fn source(words: &Words, knowledge: &Knowledge) -> String {
    let kinds = kinds(knowledge, words);
    let options = knowledge.options();
    let mut messages: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (key, said) in words {
        let (id, part) = key.split_once('.').unwrap_or((key, ""));
        messages.entry(id).or_default().push((part, &said.text));
    }
    let parts = part_names(words);

    let is_later = |prefix: &str, id: &str| LATER.contains(&prefix) && !NEVERTHELESS_AT_ONCE.contains(&id);
    let prefix_of = |id: &str| LATER.into_iter().find(|it| id.starts_with(it)).unwrap_or("");
    let is_first = |id: &str| !WITH_QUESTIONS.iter().any(|it| id.starts_with(it)) || NEVERTHELESS_FIRST.contains(&id);
    let mut out = Out::default();
    let mut rest: Vec<&str> = messages.keys().copied().collect();
    for wanted_later in [false, true] {
        for kind in kinds.iter().filter(|it| is_later(it.prefix, "") == wanted_later) {
            let (name, first) = (kind.name, out.count);
            for code in &kind.codes {
                let id = format!("{}{code}", kind.prefix);
                let known = options.get(code).filter(|_| kind.name == "QUESTION");
                let said = |id: &str| messages.get(id).map_or(&[][..], Vec::as_slice);
                let is_line = |id: &str| said(id).iter().any(|(part, _)| *part == "line");
                let mut parts_said = said(&id).to_vec();
                if kind.prefix == FULL {
                    // The words alone, where the question itself says its line.
                    let question = format!("q-{code}");
                    parts_said = if is_line(&question) { said(&question).to_vec() } else { Vec::new() };
                    parts_said.retain(|(part, _)| part.is_empty());
                } else if kind.name == "QUESTION" && is_line(&id) {
                    parts_said.retain(|(part, _)| !part.is_empty());
                }
                out.is_first = match kind.name {
                    "QUESTION" => knowledge.is_asked_first(code),
                    "WHY" => knowledge.may_be_emergency(code) || knowledge.is_asked_first(code) || is_first(&id),
                    _ => is_first(&id),
                };
                out.message(&id, &parts_said, known.map_or(&[], Vec::as_slice), &parts);
                rest.retain(|it| *it != id);
            }
            let count = out.count - first;
            let doc = format!("Messages `{}…`, in the engine's order.", kind.prefix);
            let _ =
                writeln!(out.kinds, "/// {doc}\npub const {name}: Kind = Kind {{ first: {first}, count: {count} }};");
        }
        for id in rest.iter().filter(|id| is_later(prefix_of(id), id) == wanted_later) {
            let _ = writeln!(out.ids, "/// `{id}`\npub const {}: Message = Message({});", constant(id), out.count);
            out.is_first = is_first(id);
            out.message(id, &messages[id], &[], &parts);
        }
        rest.retain(|id| is_later(prefix_of(id), id) != wanted_later);
        if !wanted_later {
            (out.at_once, out.n_at_once) = (std::mem::take(&mut out.text), out.count);
        }
    }
    let options = options.iter().fold(String::new(), |text, (id, codes)| format!("{text}({id:?}, &{codes:?}), "));
    out.rust(&parts, &words.keys().collect::<Vec<_>>(), &options)
}

/// What is being written.
#[derive(Default)]
struct Out {
    count: usize,
    /// Whether the next message comes with the first part, where it does not come later than the questions.
    is_first: bool,
    text: String,
    with_questions: String,
    at_once: String,
    n_at_once: usize,
    kinds: String,
    ids: String,
    by_id: Vec<(String, usize)>,
}

impl Out {
    fn message(&mut self, id: &str, said: &[(&str, &str)], options: &[String], parts: &[String]) {
        let with_questions = self.n_at_once == 0 && !self.is_first;
        let into = if with_questions { &mut self.with_questions } else { &mut self.text };
        for (part, text) in said {
            if !part.is_empty() {
                let option = part.strip_prefix("opt-").and_then(|code| options.iter().position(|it| it == code));
                let mark = match option {
                    Some(at) => FIRST_OPTION + at as u8,
                    None => FIRST_PART + parts.iter().position(|it| it == part).expect("every part is listed") as u8,
                };
                into.push(PART_BEGINS);
                into.push(mark.into());
            }
            into.push_str(text);
        }
        self.text.push(MESSAGE_ENDS);
        if self.n_at_once == 0 {
            self.with_questions.push(MESSAGE_ENDS);
        }
        if !said.is_empty() && !id.starts_with(FULL) {
            self.by_id.push((id.to_owned(), self.count));
        }
        self.count += 1;
    }

    fn rust(mut self, parts: &[String], keys: &[&String], options: &str) -> String {
        self.by_id.sort();
        let mut part_constants = String::new();
        for (at, name) in parts.iter().enumerate() {
            let mark = FIRST_PART + at as u8;
            let _ = writeln!(part_constants, "/// `.{name}`\npub const {}: Part = Part({mark});", constant(name));
        }
        format!(
            "pub(crate) const AT_ONCE: &str = {:?};\n\
             pub(crate) const WITH_QUESTIONS: &str = {:?};\n\
             pub(crate) const N_AT_ONCE: usize = {};\n\
             pub(crate) const N_LATER: usize = {};\n\
             pub(crate) const LATER_SUM: u32 = {};\n\
             #[cfg(feature = \"whole\")]\n\
             pub(crate) const LATER: &str = {:?};\n\
             #[cfg(feature = \"whole\")]\n\
             pub(crate) const BY_ID: &[(&str, u16)] = &{:?};\n\
             #[cfg(feature = \"whole\")]\n\
             pub(crate) const PARTS: &[&str] = &{parts:?};\n\
             #[cfg(feature = \"whole\")]\n\
             pub(crate) const KEYS: &[&str] = &{keys:?};\n\
             #[cfg(feature = \"whole\")]\n\
             pub(crate) const OPTIONS: &[(&str, &[&str])] = &[{options}];\n\
             #[cfg(feature = \"whole\")]\n\
             pub(crate) const FIRST_PART: u8 = {FIRST_PART};\n\
             pub(crate) const FIRST_OPTION: u8 = {FIRST_OPTION};\n\
             /// Messages by the thing of the engine that they are about.\n\
             pub mod kind {{\nuse super::Kind;\n{}}}\n\
             /// Messages of the page by name.\n\
             pub mod id {{\nuse super::Message;\n{}}}\n\
             /// Parts of messages by name.\n\
             pub mod part {{\nuse super::Part;\n{part_constants}}}\n",
            self.at_once,
            self.with_questions,
            self.n_at_once,
            self.count - self.n_at_once,
            sum(&self.text),
            self.text,
            self.by_id,
            self.kinds,
            self.ids,
        )
    }
}

fn kinds(knowledge: &Knowledge, words: &Words) -> Vec<Kind> {
    let kind = |name, prefix, codes| Kind { name, prefix, codes };
    let why = [knowledge.ids("flags"), knowledge.ids("rules"), knowledge.prefixed("floor-", "patterns")].concat();
    let why = why.into_iter().chain(["self-care".to_owned()]).collect();
    let tiers = || ["self-care", "soon", "urgent", "emergency"].map(str::to_owned).to_vec();
    vec![
        kind("QUESTION", "q-", knowledge.ids("questions")),
        kind("WHY", "why-", why),
        kind("NEVER", "never-", knowledge.ids("never")),
        kind("FIRST_AID", "first-aid-", knowledge.ids("first_aid")),
        kind("ADVICE", "advice-", knowledge.ids("advice")),
        kind("TIER", "tier-", tiers()),
        kind("LOOK_AGAIN", "look-again-", tiers()),
        kind("STRENGTH", "strength-", ["weak", "possible", "strong"].map(str::to_owned).to_vec()),
        kind("BLOCK", "block-", ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec()),
        kind("SAFETY_NET", "safety-net-", numbers(words, "safety-net-")),
        kind("FULL", FULL, knowledge.ids("questions")),
        kind("PATTERN", "pattern-", knowledge.ids("patterns")),
        kind("FACTOR", "factor-", knowledge.ids("claims")),
        kind("MODULE", "module-", knowledge.ids("modules")),
        kind("RELIEF", "relief-", knowledge.ids("relief")),
        kind("CLAIM", "claim-", knowledge.ids("claims")),
        kind("CONFLICT", "conflict-", knowledge.ids("conflicts")),
        kind("WHO", "who-", knowledge.ids("never")),
        kind("GRADE", "grade-", ["a", "b", "c", "d"].map(str::to_owned).to_vec()),
    ]
}

/// A sum that another text hardly has (FNV-1a); `src/lib.rs` counts it again.
fn sum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// `1`, `2` and so on, for as long as there is a message with that number.
fn numbers(words: &Words, prefix: &str) -> Vec<String> {
    (1..).map(|it: u32| it.to_string()).take_while(|it| words.contains_key(&format!("{prefix}{it}"))).collect()
}

/// The names of all parts that are no options, sorted.
fn part_names(words: &Words) -> Vec<String> {
    let names = words.iter().filter_map(|(key, said)| Some((key.split_once('.')?.1, &said.file)));
    let mut names: Vec<String> =
        names.filter(|(it, file)| !it.starts_with("opt-") || *file == EVIDENCE).map(|(it, _)| it.to_owned()).collect();
    names.sort();
    names.dedup();
    assert!(names.len() <= usize::from(FIRST_OPTION - FIRST_PART), "too many kinds of parts for one letter each");
    names
}

fn constant(id: &str) -> String {
    id.to_uppercase().replace('-', "_")
}
