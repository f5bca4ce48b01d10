//! What travels in an address can be read again, or says why not: every kind and version ever shipped, whatever
//! messengers and people make of a link, and anything at all.

use engine::{Answer, Answers, Item, Kind, Tier};
use proptest::prelude::*;
use record::link::{Form, LONGEST, Link, LinkError, Told, read, wrap, write};
use serde::Deserialize;
use std::collections::BTreeSet;

/// One line of `links/1.jsonl`: what was sent, and how it was written. Another program than ours made them, from the
/// instrument and the description in its head.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    about: String,
    kind: String,
    day: u16,
    rules: [u16; 3],
    #[serde(default)]
    tier: String,
    #[serde(default)]
    name: String,
    answers: Box<serde_json::value::RawValue>,
    #[serde(default)]
    passed_over: Vec<String>,
    #[serde(default)]
    left_out: Vec<String>,
    link: String,
    plain: String,
}

impl Vector {
    fn sent(&self) -> Link {
        let case = format!(r#"{{"answers":{}}}"#, self.answers);
        let mut answers =
            record::case::read(&case).unwrap_or_else(|error| panic!("{}: {}", self.about, error.what)).answers;
        let items = |codes: &[String]| codes.iter().map(|it| engine::item(it).unwrap()).collect::<Vec<_>>();
        items(&self.passed_over).into_iter().for_each(|it| answers.pass_over(it));
        let (name, left_out) = (self.name.clone(), items(&self.left_out));
        let told = Told { rules: self.rules, day: self.day, name, answers, left_out, sender: None };
        match self.kind.as_str() {
            "r1" => Link::Result { told, tier: Tier::from_code(&self.tier).unwrap() },
            "a1" => Link::Answers(told),
            kind => panic!("{kind}"),
        }
    }
}

fn vectors() -> Vec<Vector> {
    include_str!("links/1.jsonl").lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

fn a_result() -> Link {
    vectors().into_iter().find(|it| it.kind == "r1").unwrap().sent()
}

/// Any answers at all, used or not, with some passed over.
fn any_answers() -> impl Strategy<Value = Answers> {
    let each = prop::collection::vec((any::<u8>(), any::<u64>()), Item::count());
    each.prop_map(|numbers| {
        let mut answers = Answers::default();
        for (item, (which, number)) in Item::all().zip(numbers) {
            match which % 8 {
                0 => answers.pass_over(item),
                1 | 2 => {}
                _ => answers.give(item, answer(item, number)),
            }
        }
        answers
    })
}

fn answer(item: Item, number: u64) -> Answer {
    let (min, max) = item.bounds();
    let options = item.options();
    match item.kind() {
        Kind::Choice => Answer::Choice((number % options.len() as u64) as u8),
        Kind::Choices => {
            let stands_alone = |it: &&str| ["none", "not-sure"].contains(it);
            let several: Vec<&str> = options.iter().copied().filter(|it| !stands_alone(it)).collect();
            let some: Vec<&str> =
                several.into_iter().enumerate().filter(|(at, _)| number >> at & 1 == 1).map(|it| it.1).collect();
            let one = [options[(number >> 32) as usize % options.len()]];
            Answer::choices(item, if some.is_empty() { &one } else { &some }).unwrap()
        }
        Kind::Integer => Answer::integer(item, min + (number % (max - min + 1) as u64) as i64).unwrap(),
        // As it is typed in our units, and as it comes out of pounds and ounces.
        Kind::Decimal => {
            let places = if number & 1 == 0 { 1_000_000_000 } else { 100 };
            let within = (max - min) as u64 * places;
            Answer::decimal(item, min as f64 + (number % within) as f64 / places as f64).unwrap()
        }
    }
}

fn any_link() -> impl Strategy<Value = Link> {
    let parts = (
        any_answers(),
        any::<u16>(),
        any::<[u16; 3]>(),
        0..8_usize,
        "[a-zà-ÿ ]{0,12}",
        prop::collection::vec(any::<u8>(), 0..6),
    );
    parts.prop_map(|(mut answers, day, rules, tier, name, left_out)| {
        let name = name.trim().to_owned();
        let mut left_out: Vec<Item> =
            left_out.iter().map(|it| Item::all().nth(usize::from(*it) % Item::count()).unwrap()).collect();
        left_out.sort_unstable();
        left_out.dedup();
        left_out.iter().for_each(|it| answers.clear(*it));
        let told = Told { rules, day, name, answers, left_out, sender: None };
        match Tier::ALL.get(tier) {
            Some(tier) => Link::Result { told, tier: *tier },
            None => Link::Answers(told),
        }
    })
}

proptest! {
    #[test]
    fn any_answers_are_read_as_they_were_written(link in any_link()) {
        for form in [Form::Link, Form::Plain] {
            let text = write(&link, form);
            prop_assert_eq!(read(&text), Ok(link.clone()), "{}", text);
            prop_assert!(text.len() < 700, "{}", text.len());
            let may_stand = |it: char| it.is_ascii_alphanumeric() || it == '.' || form == Form::Link && "-_".contains(it);
            prop_assert!(text.chars().all(may_stand), "{}", text);
            if form == Form::Plain {
                prop_assert!(!text.chars().any(|it| it.is_ascii_lowercase()), "{}", text);
                prop_assert_eq!(read(&text.to_lowercase()), Ok(link.clone()), "as some phones write it");
            }
        }
    }

    #[test]
    fn any_text_is_a_link_or_says_why_not(text in "\\PC{0,300}") {
        if let Ok(link) = read(&text) {
            prop_assert_eq!(read(&write(&link, Form::Link)), Ok(link));
        }
    }

    #[test]
    fn any_payload_under_a_right_check_is_read_or_refused(payload in prop::collection::vec(any::<u8>(), 0..120), is_result: bool) {
        let text = wrap(if is_result { b'r' } else { b'a' }, 1, &payload, Form::Link);
        if let Ok(link) = read(&text) {
            prop_assert_eq!(read(&write(&link, Form::Plain)), Ok(link));
        }
    }

    #[test]
    fn one_wrong_letter_is_always_noticed(link in any_link(), place: prop::sample::Index, letter in "[A-Za-z0-9]") {
        for form in [Form::Link, Form::Plain] {
            let text = write(&link, form);
            let at = 3 + place.index(text.len() - 3);
            let wrong = [&text[..at], &letter, &text[at + 1..]].concat();
            if let Ok(read) = read(&wrong) {
                prop_assert_eq!(&read, &link, "{} is not {}", wrong, text);
            }
        }
    }
}

#[test]
fn every_link_ever_shipped_is_read_as_it_was_written() {
    let vectors = vectors();
    for it in &vectors {
        assert_eq!(read(&it.link), Ok(it.sent()), "{}", it.about);
        assert_eq!(read(&it.plain), Ok(it.sent()), "{}", it.about);
    }
    let kinds: BTreeSet<&str> = vectors.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["a1", "r1"]), "there is one of every kind");
    assert!(vectors.iter().any(|it| it.rules != Told::new(0, &Answers::default()).rules), "one is of other rules");
    for tier in Tier::ALL {
        assert!(vectors.iter().any(|it| it.tier == tier.code()), "{tier:?}");
    }
}

#[test]
fn a_link_is_written_today_as_another_program_writes_it() {
    for it in vectors() {
        assert_eq!(write(&it.sent(), Form::Link), it.link, "{}", it.about);
        assert_eq!(write(&it.sent(), Form::Plain), it.plain, "{}", it.about);
    }
}

#[test]
fn a_link_is_found_in_whatever_messengers_and_people_make_of_it() {
    let link = a_result();
    for form in [Form::Link, Form::Plain] {
        let text = write(&link, form);
        let address = format!("https://cramps.example/v1/#{text}");
        let dotless = text.replace('.', "%2E");
        let made = [
            text.clone(),
            format!("#{text}"),
            address.clone(),
            format!("{address}&utm_source=mail&utm_medium=x"),
            format!("{address}?fbclid=abc"),
            format!("{address}%26utm_source=mail"),
            format!("{address}:~:text=hello"),
            format!("{address}."),
            format!("{address},"),
            format!("{address}!"),
            format!("({address})"),
            format!("<{address}>"),
            format!("\"{address}\""),
            format!("“{address}”"),
            format!("'{address}'"),
            format!("[my result]({address})"),
            format!("https://cramps.example/v1/#{dotless}"),
            format!("https://cramps.example/v1/%23{dotless}"),
            format!("https://cramps.example/v1/#{}", text.replace('.', "%2e")),
            format!("https://elsewhere.example/?to=https%3A%2F%2Fcramps.example%2Fv1%2F%23{text}&x=1"),
            format!("[25.11.26, 18:02] Ana: a1. milk, r2. bread\n[25.11.26, 18:03] Ana: {address}\nok 👍"),
            format!("first a broken one #r1.AAAA.00000 then {address}"),
            format!("\u{feff}  {address}\r\n"),
        ];
        for it in made {
            assert_eq!(read(&it), Ok(link.clone()), "{it}");
        }
    }
}

#[test]
fn what_is_wrong_is_told_apart() {
    let text = write(&a_result(), Form::Link);
    let (head, check) = text.rsplit_once('.').unwrap();
    let long = "x".repeat(LONGEST + 1);
    let cases = [
        ("", LinkError::NoLink),
        ("#", LinkError::NoLink),
        ("#safety", LinkError::NoLink),
        ("a1. milk, r2. bread", LinkError::NoLink),
        (&long, LinkError::TooLong),
        ("#r1.", LinkError::Damaged),
        ("#r1..", LinkError::Damaged),
        ("#r1.AAAA", LinkError::Damaged),
        (&format!("#{}", &text[..text.len() - 1]), LinkError::Damaged),
        (&format!("#{}", &text[..text.len() / 2]), LinkError::Damaged),
        (&format!("#{head}"), LinkError::Damaged),
        (&format!("#{head}.UUUUU"), LinkError::Damaged),
        (&format!("#{}.{check}", &head[..head.len() - 2]), LinkError::Damaged),
        ("#k0.AAAA.00000", LinkError::Damaged),
        ("#q1.AAAA.00000", LinkError::Newer),
        ("#r99999.AAAA.00000", LinkError::Newer),
        (&wrap(b'r', 2, &[0], Form::Link).replace("r2", "#r2"), LinkError::Newer),
        (&wrap(b's', 1, &[1, 2, 3], Form::Link), LinkError::Damaged),
        (&wrap(b'h', 1, &[1, 2, 3], Form::Plain), LinkError::Newer),
        // A format, a flag and an instrument that are not known.
        (&wrap(b'r', 1, &[0x20, 0x11], Form::Link), LinkError::Newer),
        (&wrap(b'r', 1, &[0x18, 0x11], Form::Link), LinkError::Newer),
        (&wrap(b'r', 1, &[0x10, 0x21, 0, 0, 0, 0, 0], Form::Link), LinkError::Newer),
        (&wrap(b'r', 1, &[0x10, 0x01, 0, 0, 0, 0, 0], Form::Link), LinkError::Damaged),
        (&wrap(b'r', 1, &[], Form::Link), LinkError::Damaged),
        (&wrap(b'r', 1, &[0x10, 0x11, 0, 0], Form::Link), LinkError::Damaged),
    ];
    for (text, error) in cases {
        assert_eq!(read(text), Err(error), "{}", text.chars().take(80).collect::<String>());
    }
}

#[test]
fn a_name_travels_as_far_as_there_is_room_and_never_what_cannot_be_seen() {
    let named = |name: &str| {
        let told = Told { name: name.to_owned(), ..Told::new(1, &Answers::default()) };
        match read(&write(&Link::Answers(told), Form::Link)) {
            Ok(Link::Answers(told)) => told.name,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(named("  Ana "), "Ana");
    assert_eq!(named("<b>Ana</b>"), "<b>Ana</b>", "as it is: a page shows it as text");
    assert_eq!(named("Ana\u{202e}\u{200b}\n!"), "Ana!");
    assert_eq!(named(&"é".repeat(30)), "é".repeat(12));
    assert_eq!(named("😀😀😀😀😀😀😀😀"), "😀😀😀😀😀😀");
}

#[test]
fn what_is_left_out_is_not_in_the_link_and_is_named() {
    let mut answers = Answers::default();
    answers.choose("age", "60-plus").unwrap();
    answers.choose("rf-pop", "yes").unwrap();
    let mut told = Told::new(1, &answers);
    told.left_out = vec![Item::AGE];
    let Ok(Link::Result { told, tier }) = read(&write(&Link::Result { told, tier: Tier::Soon }, Form::Link)) else {
        panic!("a result");
    };
    assert_eq!((told.answers.given(Item::AGE), &*told.left_out, tier), (None, &[Item::AGE][..], Tier::Soon));
    assert!(told.answers.has(Item::RF_POP, "yes"));
    let mut other = answers.clone();
    other.choose("age", "16-39").unwrap();
    let left_out = |answers: &Answers| Told { left_out: vec![Item::AGE], ..Told::new(1, answers) };
    let text = |answers| write(&Link::Answers(left_out(answers)), Form::Link);
    assert_eq!(text(&answers), text(&other), "nothing of the answer is left");
}
