//! What a browser keeps: finished self-assessments, unfinished ones, and what was deleted.
//!
//! Each lies under a key of its own, so that two tabs never write over each other's. Every form starts with its
//! version. Pure: the time and random bytes come in as arguments.
//!
//! ```
//! use record::history::{Entry, Ulid, read_entry, write_entry};
//!
//! let mut answers = engine::Answers::default();
//! answers.choose("rf-pop", "yes")?;
//! let id = Ulid::new(1_795_315_800_000, [7; 10]);
//! let entry = Entry::new(id, 1_795_315_800_000, "", engine::assess(&answers).tier, &answers);
//! let text = write_entry(&entry);
//! assert!(text.starts_with(r#"{"version":1,"#));
//!
//! let read = read_entry(&text).unwrap();
//! assert_eq!((read.value, read.unread), (entry, vec![]));
//!
//! // Half of it is better than nothing, and what is missing is said.
//! let read = read_entry(&text.replace("\"yes\"", "\"perhaps\"")).unwrap();
//! assert!(read.value.answers.is_empty());
//! assert_eq!(read.unread, ["rf-pop: expected one of yes, no, not-sure; got \"perhaps\""]);
//! # Ok::<(), engine::AnswerError>(())
//! ```

use crate::answers::{self, shorten};
use crate::json::{self, Fault, Pairs, Reader, quoted};
use engine::{Answers, Item, Module, Tier};
use std::borrow::Cow;
use std::fmt::{self, Write};

/// The last moment that a browser's Date knows, in milliseconds since 1970.
const LAST_MS: u64 = 8_640_000_000_000_000;

/// The version of the form of entries, drafts, the index and the backup.
pub const SCHEMA: u32 = 1;

/// The name of an entry or a draft: 26 letters and digits that sort by the time they were made (a ULID).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ulid(u128);

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Ulid {
    /// The id made at `ms` milliseconds since 1970 from ten random bytes. Beyond the year 10889 the time wraps around.
    pub fn new(ms: u64, random: [u8; 10]) -> Self {
        let random = random.iter().fold(0, |sum, it| sum << 8 | u128::from(*it));
        Self(u128::from(ms) << 80 | random)
    }

    /// Reads the 26 letters and digits, capitals alone.
    pub fn parse(text: &str) -> Option<Self> {
        // 26 digits of 5 bits are 130 bits: the first digit holds three.
        if text.len() != 26 || text.as_bytes()[0] > b'7' {
            return None;
        }
        let digit = |it: u8| DIGITS.iter().position(|digit| *digit == it);
        text.bytes().try_fold(0, |sum, it| digit(it).map(|digit| sum << 5 | digit as u128)).map(Self)
    }

    /// The id of these bits: any of them is one.
    pub fn from_bits(bits: u128) -> Self {
        Self(bits)
    }

    /// The 128 bits, the time first.
    pub fn bits(self) -> u128 {
        self.0
    }

    /// When it was made, in milliseconds since 1970.
    pub fn time_ms(self) -> u64 {
        (self.0 >> 80) as u64
    }
}

impl fmt::Display for Ulid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..26).rev().try_for_each(|at| f.write_char(DIGITS[(self.0 >> (at * 5)) as usize & 31].into()))
    }
}

impl fmt::Debug for Ulid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A finished self-assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub id: Ulid,
    /// When it was saved, in milliseconds since 1970.
    pub saved_at_ms: u64,
    /// The version of the rules it was assessed by: [`engine::VERSION`] then. Empty only in a record that lost it.
    pub rules: String,
    /// Whom it is for, as the reader calls them; empty for the reader.
    pub for_whom: String,
    /// How soon to get help, as it was shown. `None` only in a record that lost it.
    pub tier: Option<Tier>,
    /// What was answered.
    pub answers: Answers,
    /// What came of it, where the reader has come back and told.
    pub outcome: Option<Outcome>,
}

/// What came of a result: how the cramps have been since, and what was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// When it was told, in milliseconds since 1970.
    pub told_at_ms: u64,
    /// How the cramps have been since, if that was told.
    pub since: Option<Since>,
    /// What came of each part of the plan that was told of, in the order of the plan.
    pub tried: Vec<(Module, Tried)>,
}

/// How the cramps have been since a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// None any more.
    Gone,
    /// Fewer, or milder.
    Fewer,
    /// About the same.
    Same,
    /// More, or worse.
    More,
}

impl Since {
    /// All of them, the best first.
    pub const ALL: [Since; 4] = [Since::Gone, Since::Fewer, Since::Same, Since::More];

    /// The code in a record: `gone`, `fewer`, `same`, `more`.
    pub fn code(self) -> &'static str {
        ["gone", "fewer", "same", "more"][self as usize]
    }
}

/// What came of a part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It helped.
    Helped,
    /// It made no difference.
    NoChange,
    /// It made things worse.
    Worse,
    /// It was not tried.
    Not,
}

impl Tried {
    /// All of them, in the order they are offered.
    pub const ALL: [Tried; 4] = [Tried::Helped, Tried::NoChange, Tried::Worse, Tried::Not];

    /// The code in a record: `helped`, `no-change`, `worse`, `not-tried`.
    pub fn code(self) -> &'static str {
        ["helped", "no-change", "worse", "not-tried"][self as usize]
    }
}

impl Entry {
    /// What was answered to the questions that apply, with the tier that was shown, by the rules of today.
    pub fn new(id: Ulid, saved_at_ms: u64, for_whom: &str, tier: Tier, answers: &Answers) -> Self {
        let (rules, for_whom) = (engine::VERSION.to_owned(), for_whom.to_owned());
        Self { id, saved_at_ms, rules, for_whom, tier: Some(tier), answers: answers.applicable(), outcome: None }
    }

    /// Whether the rules are still those it was assessed by.
    pub fn is_by_these_rules(&self) -> bool {
        self.rules == engine::VERSION
    }
}

/// An unfinished self-assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its name.
    pub id: Ulid,
    /// When it was last added to, in milliseconds since 1970.
    pub saved_at_ms: u64,
    /// Whom it is for, as the reader calls them; empty for the reader.
    pub for_whom: String,
    /// What was answered so far, and what was passed over.
    pub answers: Answers,
}

/// What could be read, beside what could not.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<T> {
    /// What could be read.
    pub value: T,
    /// The key of each part that could not, with what was expected; for developers.
    pub unread: Vec<String>,
}

/// Why a record could not be read. It is kept as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// No JSON: cut short, or something else lies there.
    NotJson,
    /// Written by a newer version of this page: it can be read after an update.
    NewerVersion {
        /// The version of its form.
        version: u32,
    },
    /// JSON, but not this form: only a backup can help.
    Damaged {
        /// The key and what was expected; for developers.
        what: String,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::NotJson => write!(f, "expected JSON"),
            ReadError::NewerVersion { version } => write!(f, "version: expected at most {SCHEMA}; got {version}"),
            ReadError::Damaged { what } => f.write_str(what),
        }
    }
}

impl std::error::Error for ReadError {}

/// Writes `entry` as JSON, its version first.
pub fn write_entry(entry: &Entry) -> String {
    let mut out = begin(entry.id, entry.saved_at_ms);
    let _ = write!(out, r#","rules":{}"#, quoted(&entry.rules));
    if let Some(tier) = entry.tier {
        let _ = write!(out, r#","tier":"{}""#, tier.code());
    }
    let mut out = end(out, &entry.for_whom, &entry.answers);
    if let Some(outcome) = &entry.outcome {
        out.pop();
        write_outcome(&mut out, outcome);
    }
    out
}

/// Writes `draft` as JSON, its version first.
pub fn write_draft(draft: &Draft) -> String {
    end(begin(draft.id, draft.saved_at_ms), &draft.for_whom, &draft.answers)
}

/// Reads an entry.
///
/// # Errors
///
/// [`ReadError`] for text that is no JSON object, one of a newer version, or one without a version or an id. Anything
/// else that is missing or unknown is listed beside what could be read.
pub fn read_entry(text: &str) -> Result<Read<Entry>, ReadError> {
    let mut fields = Fields::read(text)?;
    let id = fields.id()?;
    let value = Entry {
        id,
        saved_at_ms: fields.time(id),
        rules: fields.text("rules"),
        for_whom: fields.text("for_whom"),
        tier: fields.tier(),
        answers: fields.answers(),
        outcome: fields.outcome(),
    };
    Ok(Read { value, unread: fields.unread })
}

/// Reads a draft.
///
/// # Errors
///
/// As [`read_entry`].
pub fn read_draft(text: &str) -> Result<Read<Draft>, ReadError> {
    let mut fields = Fields::read(text)?;
    let id = fields.id()?;
    let (saved_at_ms, for_whom) = (fields.time(id), fields.text("for_whom"));
    let value = Draft { id, saved_at_ms, for_whom, answers: fields.answers() };
    Ok(Read { value, unread: fields.unread })
}

/// Where something lies in a browser's storage, under a namespace: `cc1:<namespace>:e:<id>` and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// An entry.
    Entry(Ulid),
    /// A draft.
    Draft(Ulid),
    /// The index.
    Index,
}

impl Key {
    /// The key as text.
    pub fn write(self, namespace: &str) -> String {
        let prefix = prefix(namespace);
        match self {
            Key::Entry(id) => format!("{prefix}e:{id}"),
            Key::Draft(id) => format!("{prefix}d:{id}"),
            Key::Index => format!("{prefix}i"),
        }
    }

    /// The key that `text` is, if it is one of this namespace.
    pub fn read(namespace: &str, text: &str) -> Option<Self> {
        let rest = text.strip_prefix(&*prefix(namespace))?;
        if rest == "i" {
            return Some(Key::Index);
        }
        match rest.split_once(':')? {
            ("e", id) => Ulid::parse(id).map(Key::Entry),
            ("d", id) => Ulid::parse(id).map(Key::Draft),
            _ => None,
        }
    }
}

/// What every key of `namespace` starts with. Anything but letters, digits and `_` becomes `-`, since a colon would
/// let one namespace lie inside another.
pub fn prefix(namespace: &str) -> String {
    let safe = |it: char| if it.is_ascii_alphanumeric() || it == '_' { it } else { '-' };
    format!("cc1:{}:", namespace.chars().map(safe).collect::<String>())
}

/// What was there and what was deleted.
///
/// The entries' own keys say what is there; the index remembers what was deleted, so that a merge does not bring it
/// back unasked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    entries: Vec<Ulid>,
    deleted: Vec<Ulid>,
}

impl Index {
    /// The most deletes that are remembered: the oldest are forgotten first.
    pub const DELETED_AT_MOST: usize = 1000;

    /// Reads an index.
    ///
    /// # Errors
    ///
    /// As [`read_entry`]. An id that cannot be read is passed over: the entry's own key still tells of it.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let fields = Fields::read(text)?;
        let ids = |key: &str| {
            let list = fields.raw(key).and_then(|it| json::list(it).ok()).unwrap_or_default();
            sorted(list.into_iter().filter_map(ulid_of).collect())
        };
        Ok(Self { entries: ids("entries"), deleted: ids("deleted") })
    }

    /// Writes it as JSON, its version first.
    pub fn write(&self) -> String {
        let mut out = format!(r#"{{"version":{SCHEMA},"entries":"#);
        write_ids(&mut out, &self.entries);
        out.push_str(r#","deleted":"#);
        write_ids(&mut out, &self.deleted);
        out.push('}');
        out
    }

    /// The entries, oldest first.
    pub fn entries(&self) -> &[Ulid] {
        &self.entries
    }

    /// Whether `id` was deleted.
    pub fn is_deleted(&self, id: Ulid) -> bool {
        self.deleted.binary_search(&id).is_ok()
    }

    /// Notes that `id` is there, also where it was deleted before.
    pub fn add(&mut self, id: Ulid) {
        remove(&mut self.deleted, id);
        insert(&mut self.entries, id);
    }

    /// Notes that `id` was deleted.
    pub fn delete(&mut self, id: Ulid) {
        remove(&mut self.entries, id);
        insert(&mut self.deleted, id);
        let too_many = self.deleted.len().saturating_sub(Self::DELETED_AT_MOST);
        self.deleted.drain(..too_many);
    }

    /// Takes in what another tab or browser knows: what either has is there, what either deleted is deleted. The order
    /// of merges makes no difference, nor does merging twice.
    pub fn merge(&mut self, other: &Index) {
        for id in &other.deleted {
            self.delete(*id);
        }
        for id in other.entries.iter().filter(|it| !other.is_deleted(**it)) {
            if !self.is_deleted(*id) {
                insert(&mut self.entries, *id);
            }
        }
    }
}

/// Everything that was saved, as one text to keep elsewhere: each entry with its id, as it lies in the storage.
pub fn write_backup<'a>(saved_at_ms: u64, records: impl Iterator<Item = (Ulid, &'a str)>) -> String {
    let (mut entries, mut unread) = (Vec::new(), Vec::new());
    for (id, text) in records {
        // Only what names itself rightly can stand as it is; the rest is quoted, with its name beside it.
        match read_entry(text) {
            Ok(read) if read.value.id == id => entries.push(text.to_owned()),
            _ => unread.push(format!(r#"{{"id":"{id}","text":{}}}"#, quoted(text))),
        }
    }
    let (entries, unread) = (entries.join(",\n"), unread.join(",\n"));
    format!(
        "{{\"version\":{SCHEMA},\"saved_at_ms\":{saved_at_ms},\"entries\":[\n{entries}\n],\"unread\":[\n{unread}\n]}}\n"
    )
}

/// What a backup holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backup {
    /// Each record as it was, under its id. One that cannot be read is here too, to be kept as it is.
    pub records: Vec<(Ulid, String)>,
    /// How many had not even an id.
    pub unreadable: usize,
    /// Whether the text ends before the backup does: the records before that are all here.
    pub is_cut_short: bool,
}

/// Reads a backup, also one cut short.
///
/// # Errors
///
/// [`ReadError`] for text that does not start as a backup does, or one of a newer version.
pub fn read_backup(text: &str) -> Result<Backup, ReadError> {
    let mut parts = Parts::default();
    let end = parts.read(text.trim_start_matches('\u{feff}'));
    match (parts.version, end) {
        (Some(version), _) => check_version(version)?,
        (None, Ok(()) | Err(Fault::Other)) => return Err(damaged("version: expected a number; none given")),
        (None, Err(_)) => return Err(ReadError::NotJson),
    }
    if !parts.has_entries {
        return Err(damaged("entries: expected a list; none given"));
    }
    let mut backup = Backup { is_cut_short: end.is_err(), ..Backup::default() };
    for raw in parts.entries {
        match named(raw) {
            Some(id) => backup.records.push((id, raw.to_owned())),
            None => backup.unreadable += 1,
        }
    }
    for raw in parts.unread {
        let text = json::pairs(raw).ok().and_then(|it| text_of(find(&it, "text")?));
        match (named(raw), text) {
            (Some(id), Some(text)) => backup.records.push((id, text)),
            _ => backup.unreadable += 1,
        }
    }
    Ok(backup)
}

#[derive(Default)]
struct Parts<'a> {
    version: Option<&'a str>,
    has_entries: bool,
    entries: Vec<&'a str>,
    unread: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    // Filled in place, so that what came before a cut is not lost with the rest.
    fn read(&mut self, text: &'a str) -> Result<(), Fault> {
        let mut reader = Reader::new(text);
        reader.open(b'{')?;
        while let Some(key) = reader.key()? {
            match &*key {
                "version" => self.version = Some(reader.value()?),
                "entries" => {
                    self.has_entries = true;
                    reader.list(&mut self.entries)?;
                }
                "unread" => reader.list(&mut self.unread)?,
                _ => drop(reader.value()?),
            }
        }
        reader.end()
    }
}

/// The fields of a record, and what could not be read of them.
struct Fields<'a> {
    pairs: Pairs<'a>,
    unread: Vec<String>,
}

impl<'a> Fields<'a> {
    fn read(text: &'a str) -> Result<Self, ReadError> {
        let pairs = json::pairs(text).map_err(|fault| match fault {
            Fault::Other => damaged("expected a record as a JSON object"),
            _ => ReadError::NotJson,
        })?;
        check_version(find(&pairs, "version").unwrap_or("nothing"))?;
        Ok(Self { pairs, unread: Vec::new() })
    }

    fn raw(&self, key: &str) -> Option<&str> {
        find(&self.pairs, key)
    }

    /// The value of `key`, or a note of what was expected there.
    fn expect<T>(&mut self, key: &str, what: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let raw = self.raw(key);
        let value = raw.and_then(read);
        if value.is_none() {
            let given = raw.map_or_else(|| "none given".to_owned(), |it| format!("got {}", shorten(it)));
            self.unread.push(format!("{key}: expected {what}; {given}"));
        }
        value
    }

    fn id(&mut self) -> Result<Ulid, ReadError> {
        let id = self.expect("id", "26 letters and digits", ulid_of);
        id.ok_or_else(|| damaged(&self.unread.concat()))
    }

    /// When it was saved; the time in its id where that cannot be read.
    fn time(&mut self, id: Ulid) -> u64 {
        let time =
            self.expect("saved_at_ms", "milliseconds since 1970", |it| it.parse().ok().filter(|it| *it <= LAST_MS));
        time.unwrap_or(id.time_ms())
    }

    fn text(&mut self, key: &str) -> String {
        self.expect(key, "a text", text_of).unwrap_or_default()
    }

    fn tier(&mut self) -> Option<Tier> {
        self.expect("tier", "a tier", |it| Tier::from_code(&text_of(it)?))
    }

    /// What came of it, where that was told. A part that cannot be read is left out, and the result stays whole: nothing
    /// that it says hangs on this.
    fn outcome(&self) -> Option<Outcome> {
        let pairs = json::pairs(self.raw("outcome")?).ok()?;
        let part = |key: &str| find(&pairs, key);
        let told_at_ms = part("told_at_ms").and_then(|it| it.parse().ok()).filter(|it| *it <= LAST_MS);
        let since = part("since").and_then(|it| coded(it, &Since::ALL, Since::code));
        let mut tried = Vec::new();
        for (module, raw) in part("tried").and_then(|it| json::pairs(it).ok()).unwrap_or_default() {
            tried.extend(Module::from_code(&module).zip(coded(raw, &Tried::ALL, Tried::code)));
        }
        Some(Outcome { told_at_ms: told_at_ms?, since, tried })
    }

    fn answers(&mut self) -> Answers {
        let pairs = find(&self.pairs, "answers").and_then(|it| json::pairs(it).ok());
        let mut answers = match &pairs {
            Some(pairs) => answers::read_some(pairs, &mut self.unread),
            None => {
                self.unread.push("answers: expected an object of answers".to_owned());
                Answers::default()
            }
        };
        let passed_over = self.expect("passed_over", "a list of questions", |it| {
            Some(json::strings(it).ok()?.into_iter().map(Cow::into_owned).collect::<Vec<_>>())
        });
        for code in passed_over.unwrap_or_default() {
            match Item::from_code(&code) {
                Some(item) if !answers.is_answered(item) => answers.pass_over(item),
                _ => self.unread.push(format!("passed_over: expected an unanswered question; got {}", shorten(&code))),
            }
        }
        answers
    }
}

fn find<'p>(pairs: &'p Pairs<'_>, key: &str) -> Option<&'p str> {
    pairs.iter().find(|(it, _)| it == key).map(|(_, value)| *value)
}

fn check_version(raw: &str) -> Result<(), ReadError> {
    match raw.parse() {
        Ok(SCHEMA) => Ok(()),
        Ok(version) if version > SCHEMA => Err(ReadError::NewerVersion { version }),
        _ => Err(damaged(&format!("version: expected a number from 1; got {}", shorten(raw)))),
    }
}

/// The id that a record gives itself, whatever else is in it.
fn named(raw: &str) -> Option<Ulid> {
    ulid_of(find(&json::pairs(raw).ok()?, "id")?)
}

fn damaged(what: &str) -> ReadError {
    ReadError::Damaged { what: what.to_owned() }
}

fn text_of(raw: &str) -> Option<String> {
    json::string(raw).ok().map(Cow::into_owned)
}

fn ulid_of(raw: &str) -> Option<Ulid> {
    Ulid::parse(&json::string(raw).ok()?)
}

fn begin(id: Ulid, saved_at_ms: u64) -> String {
    format!(r#"{{"version":{SCHEMA},"id":"{id}","saved_at_ms":{saved_at_ms}"#)
}

fn end(mut out: String, for_whom: &str, answers: &Answers) -> String {
    let _ = write!(out, r#","for_whom":{},"answers":"#, quoted(for_whom));
    answers::write(&mut out, answers);
    out.push_str(r#","passed_over":"#);
    answers::codes(&mut out, Item::all().filter(|it| answers.is_passed_over(*it)).map(Item::code));
    out.push('}');
    out
}

/// The one of `all` whose code this is.
fn coded<T: Copy>(raw: &str, all: &[T], code: fn(T) -> &'static str) -> Option<T> {
    let text = text_of(raw)?;
    all.iter().copied().find(|it| code(*it) == text)
}

fn write_outcome(out: &mut String, outcome: &Outcome) {
    let _ = write!(out, r#","outcome":{{"told_at_ms":{}"#, outcome.told_at_ms);
    if let Some(since) = outcome.since {
        let _ = write!(out, r#","since":"{}""#, since.code());
    }
    out.push_str(r#","tried":{"#);
    for (at, (module, tried)) in outcome.tried.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let _ = write!(out, r#"{comma}"{module}":"{}""#, tried.code());
    }
    out.push_str("}}}");
}

fn write_ids(out: &mut String, ids: &[Ulid]) {
    out.push('[');
    for (at, id) in ids.iter().enumerate() {
        let _ = write!(out, "{}\"{id}\"", if at > 0 { "," } else { "" });
    }
    out.push(']');
}

fn sorted(mut ids: Vec<Ulid>) -> Vec<Ulid> {
    engine::order::sort_by_key(&mut ids, |it| *it);
    ids.dedup();
    ids
}

fn insert(ids: &mut Vec<Ulid>, id: Ulid) {
    if let Err(at) = ids.binary_search(&id) {
        ids.insert(at, id);
    }
}

fn remove(ids: &mut Vec<Ulid>, id: Ulid) {
    if let Ok(at) = ids.binary_search(&id) {
        ids.remove(at);
    }
}
