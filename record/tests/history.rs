//! What a browser keeps can be read again, or says why not: every version ever shipped, half-good and mangled texts, and
//! what two tabs write at the same time.

use engine::{Answer, Answers, Item, Kind, Module, Tier};
use record::history::{
    Backup, Draft, Entry, Index, Key, Outcome, ReadError, Since, Tried, Ulid, read_backup, read_draft, read_entry,
    write_backup, write_draft, write_entry,
};
use std::collections::BTreeMap;

/// Numbers that look random and are the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let it = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let it = (it ^ it >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ it >> 31
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn ulid(&mut self) -> Ulid {
        let bytes = self.next().to_be_bytes();
        let mut random = [0; 10];
        random[..8].copy_from_slice(&bytes);
        Ulid::new(self.next() >> 16, random)
    }

    fn answers(&mut self) -> Answers {
        let mut answers = Answers::default();
        for item in Item::all() {
            match self.below(4) {
                0 => answers.pass_over(item),
                1 => {}
                _ => answers.give(item, self.answer(item)),
            }
        }
        answers
    }

    fn answer(&mut self, item: Item) -> Answer {
        let (min, max) = item.bounds();
        match item.kind() {
            Kind::Choice => Answer::Choice(self.below(item.options().len()) as u8),
            Kind::Choices => {
                let all: Vec<&str> = item.options().to_vec();
                let several: Vec<&str> = all.iter().copied().filter(|it| !["none", "not-sure"].contains(it)).collect();
                let some: Vec<&str> = several.iter().copied().filter(|_| self.one_in(2)).collect();
                let codes = if some.is_empty() { vec![all[self.below(all.len())]] } else { some };
                Answer::choices(item, &codes).unwrap()
            }
            Kind::Integer => Answer::integer(item, min + self.below((max - min + 1) as usize) as i64).unwrap(),
            Kind::Decimal => {
                let share = self.below(1_000_000_001) as f64 / 1e9;
                Answer::decimal(item, min as f64 + (max - min) as f64 * share).unwrap()
            }
        }
    }

    fn label(&mut self) -> String {
        let labels = ["", "Mum", "the \"little\" one\n", "Zoë \u{1f9b5}", "\\u0000 \u{0}", "},{"];
        labels[self.below(labels.len())].to_owned()
    }

    fn entry(&mut self) -> Entry {
        let (id, label, answers) = (self.ulid(), self.label(), self.answers());
        let tier = Tier::ALL[self.below(4)];
        let outcome = if self.one_in(2) { Some(self.outcome()) } else { None };
        Entry { outcome, ..Entry::new(id, self.next() >> 20, &label, tier, &answers) }
    }

    fn outcome(&mut self) -> Outcome {
        let since = Since::ALL.get(self.below(5)).copied();
        let mut tried: Vec<_> = Module::all().map(|it| (it, Tried::ALL[self.below(4)])).collect();
        tried.retain(|_| self.one_in(6));
        Outcome { told_at_ms: self.next() >> 20, since, tried }
    }
}

fn saved(name: &str) -> String {
    let path = format!("{}/tests/saved/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn ulid(text: &str) -> Ulid {
    Ulid::parse(text).unwrap()
}

fn night_cramp() -> Answers {
    let mut answers = Answers::default();
    for (id, code) in
        [("intent", "recent"), ("rf-collapse", "no"), ("rf-pop", "not-sure"), ("when", "night"), ("age", "60-plus")]
    {
        answers.choose(id, code).unwrap();
    }
    answers.choose_all("site", &["calf", "foot"]).unwrap();
    answers.measure("severity", 7.0).unwrap();
    answers.pass_over(engine::item("frequency").unwrap());
    answers
}

fn sample_entry() -> Entry {
    let id = ulid("01KAMZ41R0TSV4RRFFQ69G5FAV");
    Entry { rules: "1.0.0".into(), ..Entry::new(id, 1_763_774_400_123, "Mum", Tier::Soon, &night_cramp()) }
}

#[test]
fn an_entry_of_version_1_is_read_as_it_was_written() {
    let text = saved("v1-entry.json");
    let read = read_entry(&text).unwrap();
    assert_eq!(read.unread, Vec::<String>::new());
    assert_eq!(read.value, sample_entry());
    assert!(read.value.answers.is_passed_over(engine::item("frequency").unwrap()));
    assert_eq!(
        write_entry(&read.value),
        text.trim_end(),
        "the form changed: give it a new version and keep reading this one"
    );
}

#[test]
fn an_entry_of_version_1_that_tells_what_came_of_it_is_read_as_it_was_written() {
    let text = saved("v1-entry-with-outcome.json");
    let read = read_entry(&text).unwrap();
    assert_eq!(read.unread, Vec::<String>::new());
    let tried = [("stretching-habit", Tried::Helped), ("bedtime-stretch", Tried::Not)];
    let tried = tried.map(|(code, tried)| (Module::from_code(code).unwrap(), tried)).to_vec();
    let outcome = Outcome { told_at_ms: 1_764_984_000_000, since: Some(Since::Fewer), tried };
    assert_eq!(read.value, Entry { outcome: Some(outcome), ..sample_entry() });
    assert_eq!(write_entry(&read.value), text.trim_end());
}

#[test]
fn what_cannot_be_read_of_an_outcome_takes_nothing_else_with_it() {
    let text = saved("v1-entry-with-outcome.json");
    let whole = read_entry(&text).unwrap().value;
    let read = |part: &str, instead: &str| {
        assert!(text.contains(part), "{part}");
        let read = read_entry(&text.replace(part, instead)).unwrap();
        assert_eq!(read.unread, Vec::<String>::new(), "the result is whole");
        assert_eq!(Entry { outcome: whole.outcome.clone(), ..read.value.clone() }, whole);
        read.value.outcome
    };
    let outcome = whole.outcome.clone().unwrap();
    let unknown = read("\"fewer\"", "\"rarer\"").unwrap();
    assert_eq!(unknown, Outcome { since: None, ..outcome.clone() });
    let other_module = read("bedtime-stretch", "a-part-of-a-later-version").unwrap();
    assert_eq!(other_module, Outcome { tried: outcome.tried[..1].to_vec(), ..outcome.clone() });
    let other_word = read("not-tried", "tried-twice").unwrap();
    assert_eq!(other_word, other_module);
    assert_eq!(read("1764984000000", "-1"), None, "nobody knows when it was told");
    assert_eq!(read("{\"told_at_ms\"", "[1],\"more\":{\"told_at_ms\""), None);
}

#[test]
fn a_draft_of_version_1_is_read_as_it_was_written() {
    let text = saved("v1-draft.json");
    let read = read_draft(&text).unwrap();
    assert_eq!(read.unread, Vec::<String>::new());
    let id = ulid("01KAMZ41R0TSV4RRFFQ69G5FAV");
    let mut answers = night_cramp();
    // A draft keeps an answer whose question does not apply now: the next answer may open it again.
    answers.measure("mass-before", 71.5).unwrap();
    assert_eq!(read.value, Draft { id, saved_at_ms: 1_763_774_400_123, for_whom: String::new(), answers });
    assert_eq!(write_draft(&read.value), text.trim_end());
}

#[test]
fn an_index_of_version_1_is_read_as_it_was_written() {
    let text = saved("v1-index.json");
    let index = Index::read(&text).unwrap();
    assert_eq!(index.entries(), [ulid("01KAMZ41R0TSV4RRFFQ69G5FAV"), ulid("01KAMZ41R1TSV4RRFFQ69G5FAV")]);
    assert!(index.is_deleted(ulid("01ARYZ6S41TSV4RRFFQ69G5FAV")));
    assert_eq!(index.write(), text.trim_end());
}

#[test]
fn a_backup_of_version_1_is_read_as_it_was_written() {
    let text = saved("v1-backup.json");
    let backup = read_backup(&text).unwrap();
    let damaged = ulid("01KAMZ41R1TSV4RRFFQ69G5FAV");
    let records = vec![(sample_entry().id, write_entry(&sample_entry())), (damaged, "{\"version\":1,".to_owned())];
    assert_eq!(backup, Backup { records: records.clone(), unreadable: 0, is_cut_short: false });
    assert_eq!(write_backup(1_763_774_400_123, records.iter().map(|(id, text)| (*id, &**text))), text);
}

#[test]
fn an_id_tells_its_time_and_sorts_by_it() {
    // The example in the readme of github.com/ulid/javascript.
    let first = Ulid::new(1_469_918_176_385, [0; 10]);
    assert!(first.to_string().starts_with("01ARYZ6S41"), "{first}");
    assert_eq!(first.time_ms(), 1_469_918_176_385);
    let later = Ulid::new(1_469_918_176_386, [0; 10]);
    assert!(Ulid::new(1_469_918_176_385, [255; 10]) < later);
    assert!(first.to_string() < later.to_string());
    assert_ne!(first, Ulid::new(1_469_918_176_385, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
    let mut dice = Dice(1);
    for _ in 0..10_000 {
        let (one, other) = (dice.ulid(), dice.ulid());
        assert_eq!(Ulid::parse(&one.to_string()), Some(one));
        assert_eq!(one < other, one.to_string() < other.to_string());
    }
}

#[test]
fn only_26_digits_of_an_id_are_an_id() {
    let good = "01ARYZ6S41TSV4RRFFQ69G5FAV";
    assert!(Ulid::parse(good).is_some());
    assert!(Ulid::parse("7ZZZZZZZZZZZZZZZZZZZZZZZZZ").is_some());
    for bad in [
        "",
        "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "01ARYZ6S41TSV4RRFFQ69G5FA",
        "01ARYZ6S41TSV4RRFFQ69G5FAVV",
        "01aryz6s41tsv4rrffq69g5fav",
        "01ARYZ6S41TSV4RRFFQ69G5FAI",
        "01ARYZ6S41TSV4RRFFQ69G5FAL",
        "01ARYZ6S41TSV4RRFFQ69G5FAO",
        "01ARYZ6S41TSV4RRFFQ69G5FAU",
        "01ARYZ6S41TSV4RRFFQ69G5Fé",
    ] {
        assert_eq!(Ulid::parse(bad), None, "{bad:?}");
    }
}

#[test]
fn write_then_read_gives_the_same_back() {
    let mut dice = Dice(2);
    for round in 0..5_000 {
        let entry = dice.entry();
        let read = read_entry(&write_entry(&entry)).unwrap();
        assert_eq!(read.unread, Vec::<String>::new(), "round {round}");
        assert_eq!(read.value, entry, "round {round}");
        let draft =
            Draft { id: dice.ulid(), saved_at_ms: dice.next() >> 20, for_whom: dice.label(), answers: dice.answers() };
        let read = read_draft(&write_draft(&draft)).unwrap();
        assert_eq!((read.value, read.unread), (draft, vec![]), "round {round}");
    }
}

#[test]
fn an_entry_keeps_only_what_applies_and_the_same_result() {
    let mut dice = Dice(3);
    for _ in 0..500 {
        let answers = dice.answers();
        let entry = Entry::new(dice.ulid(), 0, "", Tier::Soon, &answers);
        assert_eq!(entry.answers, answers.applicable());
        assert_eq!(engine::assess(&entry.answers), engine::assess(&answers));
    }
}

#[test]
fn any_text_reads_or_explains() {
    let mut dice = Dice(4);
    let tokens = [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"version\"",
        "1",
        "2",
        "-1",
        "1e400",
        "null",
        "true",
        "\"id\"",
        "\"01ARYZ6S41TSV4RRFFQ69G5FAV\"",
        "\"answers\"",
        "\"rf-pop\"",
        "\"yes\"",
        "\"passed_over\"",
        "\"\\ud800\"",
        "\u{feff}",
        "\u{0}",
        " ",
        "\"entries\"",
        "\"unread\"",
        "\"deleted\"",
        "\"text\"",
    ];
    for _ in 0..30_000 {
        let length = dice.below(24);
        let soup: String = (0..length).map(|_| tokens[dice.below(tokens.len())]).collect();
        let noise: String = (0..length).filter_map(|_| char::from_u32(dice.next() as u32 & 0xffff)).collect();
        for text in [soup, noise] {
            consistent(&text);
        }
    }
    consistent(&"[".repeat(100_000));
    consistent(&"{\"version\":1,\"answers\":".repeat(10_000));
}

#[test]
fn a_mangled_record_reads_or_explains() {
    let mut dice = Dice(5);
    for _ in 0..6_000 {
        let mut bytes = write_entry(&dice.entry()).into_bytes();
        for _ in 0..=dice.below(4) {
            let at = dice.below(bytes.len());
            match dice.below(5) {
                0 => bytes[at] = dice.next() as u8,
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, b"0\"{}[],:x"[dice.below(9)]),
                3 => bytes.truncate(at.max(1)),
                _ => {
                    let until = (at + dice.below(40)).min(bytes.len());
                    let copied = bytes[at..until].to_vec();
                    bytes.splice(at..at, copied);
                }
            }
        }
        consistent(&String::from_utf8_lossy(&bytes));
    }
}

/// Whatever is read can be written and read again, with nothing left unsaid; the index and a backup too.
fn consistent(text: &str) {
    if let Ok(read) = read_entry(text) {
        let again = read_entry(&write_entry(&read.value)).unwrap();
        assert_eq!(again.value, read.value, "{text:?}");
        let lost_tier = usize::from(read.value.tier.is_none());
        assert_eq!(again.unread.len(), lost_tier, "{text:?}: {:?}", again.unread);
        assert!(read.unread.len() >= lost_tier);
    }
    if let Ok(read) = read_draft(text) {
        let again = read_draft(&write_draft(&read.value)).unwrap();
        assert_eq!((again.value, again.unread.len()), (read.value, 0), "{text:?}");
    }
    if let Ok(index) = Index::read(text) {
        assert_eq!(Index::read(&index.write()), Ok(index), "{text:?}");
    }
    if let Ok(backup) = read_backup(text) {
        let written = write_backup(0, backup.records.iter().map(|(id, text)| (*id, &**text)));
        let again = read_backup(&written).unwrap();
        let (mut before, mut after) = (backup.records, again.records);
        before.sort();
        after.sort();
        assert_eq!((before, again.unreadable), (after, 0), "{text:?}");
    }
}

#[test]
fn a_record_that_is_cut_short_says_so() {
    let text = write_entry(&sample_entry());
    for at in (0..text.len()).filter(|it| text.is_char_boundary(*it)) {
        assert_eq!(read_entry(&text[..at]), Err(ReadError::NotJson), "cut at {at}");
    }
}

#[test]
fn each_part_that_is_missing_is_named_and_the_rest_is_there() {
    let whole = sample_entry();
    let text = write_entry(&whole);
    let lose = |part: &str, instead: &str| {
        assert!(text.contains(part), "{part}");
        read_entry(&text.replace(part, instead)).unwrap()
    };

    let read = lose(r#""saved_at_ms":1763774400123,"#, "");
    assert_eq!(read.unread, ["saved_at_ms: expected milliseconds since 1970; none given"]);
    assert_eq!(read.value, Entry { saved_at_ms: whole.id.time_ms(), ..whole.clone() });

    let read = lose(r#""saved_at_ms":1763774400123"#, r#""saved_at_ms":8640000000000001"#);
    assert_eq!(read.unread, ["saved_at_ms: expected milliseconds since 1970; got 8640000000000001"]);

    let read = lose(r#""tier":"soon""#, r#""tier":"sooner""#);
    assert_eq!(read.unread, [r#"tier: expected a tier; got "sooner""#]);
    assert_eq!(read.value, Entry { tier: None, ..whole.clone() });

    let read = lose(r#""rules":"1.0.0""#, r#""rules":1"#);
    assert_eq!(read.unread, ["rules: expected a text; got 1"]);
    assert_eq!(read.value, Entry { rules: String::new(), ..whole.clone() });
    assert!(!read.value.is_by_these_rules());

    let read = lose(r#""for_whom":"Mum","#, "");
    assert_eq!(read.unread, ["for_whom: expected a text; none given"]);
    assert_eq!(read.value, Entry { for_whom: String::new(), ..whole.clone() });

    let read = lose(r#"["frequency"]"#, r#"["frequency","rf-pop","rf-gone"]"#);
    assert_eq!(
        read.unread,
        [
            "passed_over: expected an unanswered question; got rf-pop",
            "passed_over: expected an unanswered question; got rf-gone"
        ]
    );
    assert_eq!(read.value, whole);

    let read = lose(r#""answers":{"#, r#""answers":{"rf-gone":"yes","severity":70,"#);
    assert_eq!(
        read.unread,
        ["rf-gone: expected a question of the questionnaire", "severity: expected a whole number from 0 to 10; got 70"]
    );
    assert_eq!(read.value, whole);

    let read = lose(r#""answers":{"#, r#""others":{"#);
    assert_eq!(read.unread, ["answers: expected an object of answers"]);
    assert!(read.value.answers.is_empty());
    assert_eq!(read.value.tier, Some(Tier::Soon));
}

#[test]
fn a_sign_that_is_no_longer_known_does_not_lose_the_others() {
    let read =
        read_entry(&write_entry(&sample_entry()).replace(r#"["calf","foot"]"#, r#"["calf","knee","foot"]"#)).unwrap();
    assert_eq!(read.value, sample_entry());
    assert_eq!(read.unread.len(), 1);
    assert!(read.unread[0].starts_with("site: expected a list of codes out of "), "{:?}", read.unread);
}

#[test]
fn a_newer_or_another_form_is_told_apart_from_a_damaged_one() {
    let text = write_entry(&sample_entry());
    let newer = text.replace("\"version\":1,", "\"version\":2,");
    assert_eq!(read_entry(&newer), Err(ReadError::NewerVersion { version: 2 }));
    assert_eq!(read_draft(&newer), Err(ReadError::NewerVersion { version: 2 }));
    assert_eq!(Index::read(r#"{"version":7}"#), Err(ReadError::NewerVersion { version: 7 }));
    assert_eq!(read_backup(r#"{"version":7,"all":{}}"#), Err(ReadError::NewerVersion { version: 7 }));
    assert_eq!(ReadError::NewerVersion { version: 2 }.to_string(), "version: expected at most 1; got 2");
    let damaged = |text: &str| match read_entry(text) {
        Err(ReadError::Damaged { what }) => what,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(damaged("[]"), "expected a record as a JSON object");
    assert_eq!(damaged("{}"), "version: expected a number from 1; got nothing");
    assert_eq!(damaged(r#"{"version":0}"#), "version: expected a number from 1; got 0");
    assert_eq!(damaged(r#"{"version":1}"#), "id: expected 26 letters and digits; none given");
    assert_eq!(damaged(r#"{"version":1,"id":"01"}"#), "id: expected 26 letters and digits; got \"01\"");
    // What a later page adds within this version is passed over.
    let read = read_entry(&text.replace("\"version\":1,", "\"version\":1,\"note\":{\"a\":[1]},")).unwrap();
    assert_eq!((read.value, read.unread), (sample_entry(), vec![]));
}

#[test]
fn each_record_has_a_key_of_its_own() {
    let id = ulid("01ARYZ6S41TSV4RRFFQ69G5FAV");
    let cases = [
        (Key::Entry(id), "cc1:default:e:01ARYZ6S41TSV4RRFFQ69G5FAV"),
        (Key::Draft(id), "cc1:default:d:01ARYZ6S41TSV4RRFFQ69G5FAV"),
        (Key::Index, "cc1:default:i"),
    ];
    for (key, text) in cases {
        assert_eq!(key.write("default"), text);
        assert_eq!(Key::read("default", text), Some(key));
        assert_eq!(Key::read("team", text), None);
        assert_eq!(Key::read("defaul", text), None);
    }
    for other in [
        "",
        "cc1:default:",
        "cc1:default:i:",
        "cc1:default:e:",
        "cc1:default:e:i",
        "cc1:default:x:01ARYZ6S41TSV4RRFFQ69G5FAV",
        "cc2:default:i",
        "theme",
    ] {
        assert_eq!(Key::read("default", other), None, "{other:?}");
    }
    // No namespace lies inside another.
    assert_eq!(Key::Index.write("default:e"), "cc1:default-e:i");
    assert_eq!(Key::read("default:e", "cc1:default-e:i"), Some(Key::Index));
}

#[test]
fn merging_is_the_same_in_any_order() {
    let mut dice = Dice(6);
    let ids: Vec<Ulid> = (0..12).map(|_| dice.ulid()).collect();
    let mut index = || {
        let mut index = Index::default();
        for _ in 0..dice.below(16) {
            let id = ids[dice.below(ids.len())];
            if dice.one_in(3) { index.delete(id) } else { index.add(id) }
        }
        index
    };
    let merged = |parts: &[&Index]| {
        let mut sum = Index::default();
        parts.iter().for_each(|it| sum.merge(it));
        sum
    };
    for _ in 0..5_000 {
        let (a, b, c) = (index(), index(), index());
        let all = merged(&[&a, &b, &c]);
        for order in [[&a, &c, &b], [&b, &a, &c], [&b, &c, &a], [&c, &a, &b], [&c, &b, &a]] {
            assert_eq!(merged(&order), all);
        }
        assert_eq!(merged(&[&a, &merged(&[&b, &c])]), all);
        assert_eq!(merged(&[&all, &all, &a]), all);
        for id in &ids {
            let parts = [&a, &b, &c];
            let is_deleted = parts.iter().any(|it| it.is_deleted(*id));
            assert_eq!(all.is_deleted(*id), is_deleted);
            assert_eq!(all.entries().contains(id), !is_deleted && parts.iter().any(|it| it.entries().contains(id)));
        }
    }
}

#[test]
fn the_oldest_deletes_are_forgotten_first() {
    let id = |ms: u64| Ulid::new(ms, [0; 10]);
    let mut index = Index::default();
    for ms in 0..=Index::DELETED_AT_MOST as u64 {
        index.delete(id(ms));
    }
    assert!(!index.is_deleted(id(0)));
    assert!(index.is_deleted(id(1)));
    index.add(id(1));
    assert!(!index.is_deleted(id(1)), "undo takes the delete back");
    assert_eq!(index.entries(), [id(1)]);
}

/// One tab at work: each step is one reading or writing of the storage, as another tab can get in between any two.
enum Step {
    Put(Ulid),
    Erase(Ulid),
    ReadIndex,
    WriteIndex(Change),
}

#[derive(Clone, Copy)]
enum Change {
    Add(Ulid),
    Delete(Ulid),
}

#[test]
fn two_tabs_write_200_entries_and_none_is_lost() {
    let mut dice = Dice(7);
    for round in 0..300 {
        let mut storage: BTreeMap<String, String> = BTreeMap::new();
        let mut kept: Vec<Ulid> = Vec::new();
        let mut deleted: Vec<Ulid> = Vec::new();
        let mut tabs: [Vec<Step>; 2] = [Vec::new(), Vec::new()];
        for tab in &mut tabs {
            for _ in 0..100 {
                let id = dice.ulid();
                tab.extend([Step::Put(id), Step::ReadIndex, Step::WriteIndex(Change::Add(id))]);
                kept.push(id);
            }
            // Some more that are deleted again by the same tab.
            for _ in 0..10 {
                let id = dice.ulid();
                tab.extend([Step::Put(id), Step::ReadIndex, Step::WriteIndex(Change::Add(id))]);
                tab.extend([Step::ReadIndex, Step::WriteIndex(Change::Delete(id)), Step::Erase(id)]);
                deleted.push(id);
            }
        }
        let mut tabs = tabs.map(|it| it.into_iter().peekable());
        let mut seen = [Index::default(), Index::default()];
        let present = |storage: &BTreeMap<String, String>| -> Vec<Ulid> {
            let keys = storage.keys().filter_map(|it| Key::read("default", it));
            keys.filter_map(|it| if let Key::Entry(id) = it { Some(id) } else { None }).collect()
        };
        while tabs.iter_mut().any(|it| it.peek().is_some()) {
            let at = dice.below(2);
            let Some(step) = tabs[at].next() else { continue };
            match step {
                Step::Put(id) => drop(storage.insert(Key::Entry(id).write("default"), format!("entry {id}"))),
                Step::Erase(id) => drop(storage.remove(&Key::Entry(id).write("default"))),
                Step::ReadIndex => {
                    let text = storage.get(&Key::Index.write("default"));
                    seen[at] = text.map_or(Index::default(), |it| Index::read(it).unwrap());
                }
                Step::WriteIndex(change) => {
                    // As the store does: whatever is there is noted, then what changed.
                    for id in present(&storage) {
                        seen[at].add(id);
                    }
                    match change {
                        Change::Add(id) => seen[at].add(id),
                        Change::Delete(id) => seen[at].delete(id),
                    }
                    storage.insert(Key::Index.write("default"), seen[at].write());
                }
            }
        }
        kept.sort();
        assert_eq!(present(&storage), kept, "round {round}: the keys tell what is there");
        for id in &kept {
            assert_eq!(storage[&Key::Entry(*id).write("default")], format!("entry {id}"));
        }
        let mut index = Index::read(&storage[&Key::Index.write("default")]).unwrap();
        for id in present(&storage) {
            index.add(id);
        }
        assert!(kept.iter().all(|it| index.entries().contains(it)), "round {round}: the index heals from the keys");
        assert!(deleted.iter().all(|it| !present(&storage).contains(it)), "round {round}: what was deleted stays so");
    }
}

#[test]
fn a_backup_brings_everything_back_as_it_was() {
    let mut dice = Dice(8);
    for round in 0..300 {
        let mut records: Vec<(Ulid, String)> =
            (0..dice.below(8)).map(|_| dice.entry()).map(|it| (it.id, write_entry(&it))).collect();
        for broken in ["", "not JSON", "{\"version\":9,\"id\":\"x\"}", "\u{0}\"]}"] {
            if dice.one_in(2) {
                records.push((dice.ulid(), broken.to_owned()));
            }
        }
        // An entry that names itself otherwise than its key does.
        records.push((dice.ulid(), write_entry(&dice.entry())));
        let text = write_backup(1, records.iter().map(|(id, text)| (*id, &**text)));
        let mut backup = read_backup(&text).unwrap();
        backup.records.sort();
        records.sort();
        assert_eq!(backup, Backup { records, unreadable: 0, is_cut_short: false }, "round {round}");
        assert_eq!(read_backup(&format!("\u{feff}{text}")).unwrap().unreadable, 0);
    }
}

#[test]
fn a_backup_that_is_cut_short_gives_what_came_before() {
    let mut dice = Dice(9);
    let records: Vec<(Ulid, String)> = (0..4).map(|_| dice.entry()).map(|it| (it.id, write_entry(&it))).collect();
    let text = write_backup(1, records.iter().map(|(id, text)| (*id, &**text)));
    let text = text.trim_end();
    let mut most = 0;
    for at in (0..text.len()).filter(|it| text.is_char_boundary(*it)) {
        match read_backup(&text[..at]) {
            Ok(backup) => {
                assert!(backup.is_cut_short, "cut at {at}");
                assert_eq!(backup.records, records[..backup.records.len()], "cut at {at}");
                assert!(backup.records.len() >= most, "cut at {at}");
                most = backup.records.len();
            }
            Err(error) => assert!(most == 0, "cut at {at}: {error}"),
        }
    }
    assert_eq!(most, records.len());
}

#[test]
fn a_backup_with_strange_records_counts_them() {
    let text = r#"{"version":1,"entries":[{"version":2,"id":"01ARYZ6S41TSV4RRFFQ69G5FAV"},{"id":"?"},7],"unread":[{"id":"01ARYZ6S41TSV4RRFFQ69G5FAW"}]}"#;
    let backup = read_backup(text).unwrap();
    let newer = r#"{"version":2,"id":"01ARYZ6S41TSV4RRFFQ69G5FAV"}"#.to_owned();
    assert_eq!(backup.records, [(ulid("01ARYZ6S41TSV4RRFFQ69G5FAV"), newer)]);
    assert_eq!((backup.unreadable, backup.is_cut_short), (3, false));
    assert_eq!(read_backup("{}"), Err(ReadError::Damaged { what: "version: expected a number; none given".into() }));
    assert_eq!(
        read_backup(r#"{"version":1}"#),
        Err(ReadError::Damaged { what: "entries: expected a list; none given".into() })
    );
    assert_eq!(read_backup("my diary"), Err(ReadError::NotJson));
}
