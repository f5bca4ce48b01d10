//! What is JSON, and what it says, as serde_json has it: over texts made, mangled, and every short one.
//!
//! serde_json looks at the depth of what it builds, and at the surrogates and the size of numbers in it, but not in a
//! `RawValue`: so it read these forms, and so they are read.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde::Deserializer as _;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::time::{Duration, Instant};

/// What came before a fault, and whether there was one.
type Partly<T> = (Vec<T>, bool);

/// The pairs of an object as serde_json has them.
struct PairsThen<'v, 'a>(&'v mut Vec<(String, &'a str)>);

impl<'de> Visitor<'de> for PairsThen<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
            self.0.push((key, value.get()));
        }
        Ok(())
    }
}

/// The values of a list as serde_json has them.
struct ListThen<'v, 'a>(&'v mut Vec<&'a str>);

impl<'de> Visitor<'de> for ListThen<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<&RawValue>()? {
            self.0.push(value.get());
        }
        Ok(())
    }
}

fn their_pairs(text: &str) -> Partly<(String, &str)> {
    let mut pairs = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    let end = reader.deserialize_map(PairsThen(&mut pairs)).and_then(|()| reader.end());
    (pairs, end.is_err())
}

fn their_list(text: &str) -> Partly<&str> {
    let mut values = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    let end = reader.deserialize_seq(ListThen(&mut values)).and_then(|()| reader.end());
    (values, end.is_err())
}

fn our_value(text: &str) -> Result<&str, Fault> {
    let mut reader = Reader::new(text);
    let value = reader.value()?;
    reader.end().map(|()| value)
}

fn our_pairs(text: &str) -> Partly<(String, &str)> {
    let mut pairs = Vec::new();
    let mut reader = Reader::new(text);
    let mut read = || {
        reader.open(b'{')?;
        while let Some(key) = reader.key()? {
            pairs.push((key.into_owned(), reader.value()?));
        }
        reader.end()
    };
    let end: Result<(), Fault> = read();
    (pairs, end.is_err())
}

fn our_list(text: &str) -> Partly<&str> {
    let mut values = Vec::new();
    let mut reader = Reader::new(text);
    let end = reader.list(&mut values).and_then(|()| reader.end());
    (values, end.is_err())
}

/// The same is JSON, and it has the same pairs, values and characters; and the same came before a fault.
fn check(text: &str) {
    let theirs = serde_json::from_str::<&RawValue>(text);
    assert_eq!(our_value(text).ok(), theirs.as_ref().ok().map(|it| it.get()), "{text:?}: {:?}", our_value(text));

    let (theirs, has_fault) = their_pairs(text);
    assert_eq!(our_pairs(text), (theirs.clone(), has_fault), "{text:?}");
    let ours = pairs(text).map(|it| it.into_iter().map(|(key, value)| (key.into_owned(), value)).collect::<Vec<_>>());
    assert_eq!(ours.ok(), (!has_fault).then_some(theirs), "{text:?}");

    let (theirs, has_fault) = their_list(text);
    assert_eq!(our_list(text), (theirs.clone(), has_fault), "{text:?}");
    assert_eq!(list(text).ok(), (!has_fault).then_some(theirs), "{text:?}");

    let theirs = serde_json::from_str::<String>(text).ok();
    let ours = string(text).ok();
    assert_eq!(ours.as_deref(), theirs.as_deref(), "{text:?}");
    if let Some(ours) = ours {
        assert_eq!(matches!(ours, Cow::Borrowed(_)), !text.contains('\\'), "{text:?}");
    }
    let theirs = serde_json::from_str::<Vec<String>>(text).ok();
    assert_eq!(strings(text).ok(), theirs.map(|it| it.into_iter().map(Cow::Owned).collect()), "{text:?}");
}

/// Checks every text of at most `most` of `parts`.
fn check_all(parts: &[&str], most: u32) {
    for length in 0..=most {
        for number in 0..parts.len().pow(length) {
            let part = |at: u32| parts[number / parts.len().pow(at) % parts.len()];
            check(&(0..length).map(part).collect::<String>());
        }
    }
}

#[test]
fn every_short_text_is_read_alike() {
    check_all(&["{", "}", "[", "]", ",", ":", "\"a\"", "1"], 6);
    check_all(&["{\"\":", "[", "]", "}", ",", "null", " "], 6);
}

#[test]
fn every_short_number_is_read_alike() {
    check_all(&["-", "0", "7", ".", "e", "E", "+"], 6);
    check_all(&["[-", "0", "12", ".", "e-", ",", "]"], 6);
}

#[test]
fn every_escape_and_control_character_is_read_alike() {
    for it in '\0'..'\u{180}' {
        check(&format!("\"{it}\""));
        check(&format!("\"\\{it}\""));
        check(&format!("\"a\\u00{it}0b\""));
        check(&format!("{{\"\\{it}\":\"{it}\"}}"));
        check(&format!("{it}7{it}"));
        check(&format!("[7{it}]"));
    }
    for code in 0..=0xffff {
        check(&format!("\"\\u{code:04x}\""));
        check(&format!("\"-\\u{code:04X}\\ude00-\""));
        check(&format!("[\"\\ud83e\\u{code:04x}\"]"));
    }
    check_all(&["\"", "\\", "u", "d83e", "\\uddb5", "dfff", "\\n", "é"], 5);
}

#[test]
fn words_and_edges_are_read_alike() {
    for text in [
        "true",
        "false",
        "null",
        "tru",
        "nul",
        "nulll",
        "True",
        "fals0",
        "nullfalse",
        "NaN",
        "[NaN]",
        "Infinity",
        "-Infinity",
        "1e400",
        "-1e-400",
        "123456789012345678901234567890.5",
        "07",
        "-07",
        "[7.]",
        "[.7]",
        "[+7]",
        "0x7",
        "[1,]",
        "{\"a\":1,}",
        "[,1]",
        "{,\"a\":1}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,\"a\":2}",
        "{\"\\u0061\":[],\"a\":{}}",
        "{\"\\ud83e\":1}",
        "{\"a\":{\"\\ud83e\":\"\\ud83e\"}}",
        "[1}",
        "{\"a\":1]",
        "[] []",
        "// no\n1",
        "\u{feff}1",
        "\u{a0}1",
        "\u{c}1",
        " \t\r\n1 \t\r\n",
        "\"\u{7f}\u{2028}\u{fffd}\u{1f9b5}\"",
        "\"é",
        "é",
        "[é]",
        "",
        " ",
    ] {
        check(text);
        for at in (0..text.len()).filter(|it| text.is_char_boundary(*it)) {
            check(&text[..at]);
        }
    }
}

#[test]
fn a_fault_says_what_it_is() {
    let cases = [
        ("", Fault::End),
        ("[1", Fault::End),
        ("{\"a\"", Fault::End),
        ("\"\\u00", Fault::End),
        ("-", Fault::End),
        ("tru", Fault::End),
        ("[1,]", Fault::Value),
        ("nil", Fault::Value),
        ("NaN", Fault::Value),
        ("{a:1}", Fault::Key),
        ("{\"a\":1,}", Fault::Key),
        ("{\"a\" 1}", Fault::Colon),
        ("[1 2]", Fault::Comma),
        ("{\"a\":1]", Fault::Comma),
        ("[07]", Fault::Number),
        ("-.7", Fault::Number),
        ("1e+ ", Fault::Number),
        ("\"\\x\"", Fault::Escape),
        ("\"\\u00g0\"", Fault::Escape),
        ("\"\n\"", Fault::Control),
        ("1 2", Fault::Trailing),
    ];
    for (text, fault) in cases {
        assert_eq!(our_value(text), Err(fault), "{text:?}");
    }
    assert_eq!(string("\"\\ud83e\""), Err(Fault::Surrogate));
    assert_eq!(string("\"\\ud83e\\ud83e\""), Err(Fault::Surrogate));
    assert_eq!(string("\"\\uddb5\""), Err(Fault::Surrogate));
    assert_eq!(pairs("{\"\\ud83e\":1}"), Err(Fault::Surrogate));
    assert_eq!(pairs("[1]"), Err(Fault::Other));
    assert_eq!(list("{}"), Err(Fault::Other));
    assert_eq!(string("7"), Err(Fault::Other));
    assert_eq!(strings("[\"a\",7]"), Err(Fault::Other));
    assert_eq!(list("{\"a\":1"), Err(Fault::End), "no JSON before it is another kind");
}

#[test]
fn no_depth_and_no_length_is_too_much() {
    const LENGTH: usize = 100_000;
    let nested = |open: &str, close: &str| {
        let depth = LENGTH / open.len();
        [open.repeat(depth), format!("{}1{}", open.repeat(depth), close.repeat(depth))]
    };
    let texts = [nested("[", "]"), nested("{\"a\":", "}"), nested("[{\"a\":[1,", "]}]")].into_iter().flatten();
    let texts = texts.chain([
        format!("[{}]", vec!["1"; LENGTH / 2].join(",")),
        format!("{{{}}}", vec!["\"a\":1"; LENGTH / 6].join(",")),
        format!("[[]{}]", ",[[]]".repeat(LENGTH / 5)),
        format!("\"{}\"", "\\ud83e\\uddb5".repeat(LENGTH / 12)),
        format!("\"{}", "\\\"".repeat(LENGTH / 2)),
        " ".repeat(LENGTH),
        "7".repeat(LENGTH),
    ]);
    let read = move || {
        for text in texts {
            let start = Instant::now();
            check(&text);
            // Some milliseconds; a second only where the time grows with the square of the length.
            assert!(start.elapsed() < Duration::from_secs(1), "{}…: {:?}", &text[..20], start.elapsed());
        }
    };
    // A stack that holds no hundred thousand of anything.
    std::thread::Builder::new().stack_size(128 * 1024).spawn(read).unwrap().join().unwrap();
}

fn quotes(text: &str) {
    let written = quoted(text);
    assert_eq!(string(&written).as_deref(), Ok(text));
    assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    assert_eq!(written, serde_json::to_string(text).unwrap(), "saved texts stay the same to the letter");
}

#[test]
fn every_character_can_be_quoted() {
    for it in '\0'..=char::MAX {
        quotes(it.encode_utf8(&mut [0; 4]));
    }
}

/// The same texts on every machine.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() }
}

fn space() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just(""), 1 => prop::sample::select(vec![" ", "\n", "\t", "\r\n  "])]
}

/// A string in its quotes: characters and escapes, now and then half a pair.
fn string_text() -> impl Strategy<Value = String> {
    let escape = prop::sample::select(vec!["\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"]);
    let part = prop_oneof![
        8 => "[a-z0-9-]{1,8}",
        2 => any::<char>().prop_filter("stands as it is", |it| !matches!(it, '"' | '\\' | '\0'..' ')).prop_map(String::from),
        2 => escape.prop_map(str::to_owned),
        1 => any::<u16>().prop_map(|it| format!("\\u{it:04x}")),
        1 => any::<char>().prop_map(|it| {
            it.encode_utf16(&mut [0; 2]).iter().map(|it| format!("\\u{it:04X}")).collect::<String>()
        }),
    ];
    prop::collection::vec(part, 0..5).prop_map(|it| format!("\"{}\"", it.concat()))
}

/// Any JSON, with space in any place.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        2 => "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,24})?([eE][+-]?[0-9]{1,4})?",
        3 => string_text(),
        1 => prop::sample::select(vec!["true", "false", "null"]).prop_map(str::to_owned),
    ];
    let json = leaf.prop_recursive(6, 48, 6, |inner| {
        let value = (space(), inner, space()).prop_map(|(a, it, b)| format!("{a}{it}{b}")).boxed();
        let key = (space(), string_text(), space()).prop_map(|(a, it, b)| format!("{a}{it}{b}"));
        let pair = (key, value.clone()).prop_map(|(key, value)| format!("{key}:{value}"));
        prop_oneof![
            (space(), prop::collection::vec(value, 0..6)).prop_map(|(a, it)| format!("[{a}{}]", it.join(","))),
            (space(), prop::collection::vec(pair, 0..6)).prop_map(|(a, it)| format!("{{{a}{}}}", it.join(","))),
        ]
    });
    (space(), json, space()).prop_map(|(a, it, b)| format!("{a}{it}{b}"))
}

#[derive(Clone, Debug)]
enum Change {
    Flip(u8),
    Insert(u8),
    Remove,
    Cut,
    Repeat(usize),
}

/// A change at a share of the length.
fn change() -> impl Strategy<Value = (prop::sample::Index, Change)> {
    let kind = prop_oneof![
        any::<u8>().prop_map(Change::Flip),
        prop::sample::select(b"{}[]:,\"\\u0d8-.e \n".to_vec()).prop_map(Change::Insert),
        Just(Change::Remove),
        Just(Change::Cut),
        (1..30usize).prop_map(Change::Repeat),
    ];
    (any::<prop::sample::Index>(), kind)
}

fn mangled(text: &str, changes: &[(prop::sample::Index, Change)]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (at, change) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match *change {
            Change::Flip(bits) => bytes[at] ^= bits,
            Change::Insert(byte) => bytes.insert(at, byte),
            Change::Remove => drop(bytes.remove(at)),
            Change::Cut => bytes.truncate(at),
            Change::Repeat(length) => {
                let part = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

proptest! {
    #![proptest_config(config(4_000))]

    #[test]
    fn any_json_is_read_alike(text in json()) {
        assert!(our_value(&text).is_ok(), "{text:?}");
        check(&text);
    }

    #[test]
    fn any_mangled_json_is_read_alike(text in json(), changes in prop::collection::vec(change(), 1..4)) {
        check(&mangled(&text, &changes));
    }

    #[test]
    fn any_string_is_read_alike(text in string_text()) {
        check(&text);
    }

    #[test]
    fn any_noise_is_read_alike(text in any::<String>()) {
        check(&text);
        check(&format!("\"{text}\""));
    }

    #[test]
    fn what_is_quoted_reads_as_it_was(text in prop::collection::vec(any::<char>(), 0..40)) {
        let text: String = text.into_iter().collect();
        quotes(&text);
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn json_cut_anywhere_is_read_alike(text in json()) {
        for at in (0..text.len()).filter(|it| text.is_char_boundary(*it)) {
            check(&text[..at]);
        }
    }
}
