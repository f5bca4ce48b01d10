//! A fault in the words is told with its place, before anybody can read it.

#[path = "../build/check.rs"]
mod check;

use std::path::Path;

use check::{Knowledge, Said, Words, compare, read_file, read_language};

/// The words of one file, and what was wrong with it.
fn read(source: &str) -> (Words, Vec<String>) {
    let (mut words, mut faults) = (Words::new(), Vec::new());
    read_file("words.ftl", source, &mut words, &mut faults);
    (words, faults)
}

#[test]
fn words_are_read_as_they_will_be_shown() {
    let (words, faults) = read(
        "### Notes stay out\n\nwait = Wait { $minutes } minutes,\n    then look.\n\n    Look twice.\n    .short = Wait 5\u{a0}min\n",
    );
    assert_eq!(faults, [""; 0]);
    assert_eq!(words["wait"].text, "Wait { $minutes } minutes, then look.\n\nLook twice.");
    assert_eq!(words["wait.short"].text, "Wait 5\u{a0}min");
}

#[test]
fn a_fault_names_its_file_and_line() {
    let cases = [
        ("one = One\n= lost\n", "words.ftl:2: "),
        ("one = One\ntwo = Two\n\none = Again\n", "words.ftl:4: one is already in words.ftl:1"),
        ("one = One\n    .a = A\n    .a = B\n", "words.ftl:1: one.a is already in words.ftl:1"),
        ("one = One\ntwo = { one }\n", "words.ftl:2: two: only { $name }"),
        ("\none = { NUMBER($n) }\n", "words.ftl:2: one: only { $name }"),
        (
            "one = One\ntwo =\n    { $n ->\n        [one] a\n       *[other] b\n    }\n",
            "words.ftl:2: two: only { $name }",
        ),
        ("one = One\n    .a = { \"x\" }\n", "words.ftl:1: one.a: only { $name }"),
        ("-brand = Brand\n", "words.ftl: -brand: terms"),
    ];
    for (source, wanted) in cases {
        let (_, faults) = read(source);
        assert!(faults.iter().any(|it| it.starts_with(wanted)), "{source:?}: {faults:?}");
    }
}

const QUESTIONS: &str = r#"
[[item]]
id = "side"
group = "cramp"
options = ["one", "both"]

[[item]]
id = "rf-pop"
group = "block-d"
options = ["yes"]
"#;

/// What is wrong when `file` says `said`, keys alone, and the engine knows QUESTIONS and an advice.
fn faults_of(file: &str, said: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut knowledge = Knowledge::default();
    match file {
        "advice.ftl" => {
            knowledge.add("advice", "[[advice]]\nid = \"rest\"\n[[advice]]\nid = \"plan-warm-up\"\n", &mut faults)
        }
        _ => knowledge.add("questions", QUESTIONS, &mut faults),
    }
    let said =
        said.iter().map(|&key| (key.to_owned(), Said { text: "Words".to_owned(), file: file.to_owned(), line: 3 }));
    compare(&said.collect(), &knowledge.wanted(), &mut faults);
    faults.retain(|it| !it.starts_with("safety.ftl"));
    faults
}

#[test]
fn everything_the_engine_knows_has_words() {
    let complete =
        ["q-side", "q-side.opt-one", "q-side.opt-both", "q-side.hint", "q-rf-pop", "q-rf-pop.line", "q-rf-pop.opt-yes"];
    assert_eq!(faults_of("questions.ftl", &complete), [""; 0]);
    for left_out in complete.iter().filter(|key| !key.ends_with(".hint")) {
        let said: Vec<&str> = complete.iter().copied().filter(|key| key != left_out).collect();
        assert_eq!(faults_of("questions.ftl", &said), [format!("questions.ftl: {left_out} has no words")]);
    }
    // A module's advice is told in the words of the module.
    assert_eq!(faults_of("advice.ftl", &["advice-rest"]), ["advice.ftl: advice-rest.how has no words"]);
}

#[test]
fn words_for_nothing_are_a_fault() {
    let complete = ["q-side", "q-side.opt-one", "q-side.opt-both", "q-rf-pop", "q-rf-pop.line", "q-rf-pop.opt-yes"];
    for unknown in ["q-sides", "q-side.opt-left", "q-side.hnt"] {
        let mut said = complete.to_vec();
        said.push(unknown);
        let wanted = format!("questions.ftl:3: {unknown} speaks of something the engine does not know");
        assert_eq!(faults_of("questions.ftl", &said), [wanted]);
    }
}

#[test]
fn the_tables_hold_every_word_that_is_written() {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut faults = Vec::new();
    let words = read_language(&crate_dir.join("en"), &mut faults);
    let knowledge = Knowledge::read(&crate_dir.join("../engine/knowledge"), &mut faults);
    compare(&words, &knowledge.wanted(), &mut faults);
    assert_eq!(faults, [""; 0]);
    for (key, said) in &words {
        assert_eq!(content::text(key), Some(&*said.text), "{key}");
    }
    assert_eq!(content::keys().count(), words.len());
}

#[test]
fn a_thing_of_the_engine_finds_its_words_by_its_own_number() {
    let mut faults = Vec::new();
    let knowledge = Knowledge::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../engine/knowledge"), &mut faults);
    let why = [knowledge.ids("flags"), knowledge.ids("rules"), knowledge.prefixed("floor-", "patterns")].concat();
    let kinds = [
        (content::kind::QUESTION, "q-", knowledge.ids("questions")),
        (content::kind::WHY, "why-", why),
        (content::kind::NEVER, "never-", knowledge.ids("never")),
        (content::kind::ADVICE, "advice-", knowledge.ids("advice")),
        (content::kind::PATTERN, "pattern-", knowledge.ids("patterns")),
        (content::kind::FACTOR, "factor-", knowledge.ids("claims")),
        (content::kind::CONFLICT, "conflict-", knowledge.ids("conflicts")),
    ];
    let full = |prefix: &str, at| if prefix == "q-" { content::kind::FULL.at(at).text() } else { "" };
    for (kind, prefix, ids) in kinds {
        for (at, id) in ids.iter().enumerate() {
            let key = format!("{prefix}{id}");
            let said = [kind.at(at).text(), full(prefix, at)].into_iter().find(|it| !it.is_empty());
            assert_eq!(said, content::text(&key), "{key}");
            assert!([None, Some(&*key)].contains(&content::id_of(kind.at(at))), "{key}");
        }
    }
    for (id, options) in knowledge.options() {
        let at = knowledge.ids("questions").iter().position(|it| *it == id).unwrap();
        for (place, code) in options.iter().enumerate() {
            let label = content::kind::QUESTION.at(at).part(content::Part::option(place));
            assert_eq!(label, content::attr(&format!("q-{id}"), &format!("opt-{code}")), "{id}={code}");
        }
    }
}

#[test]
fn what_calls_for_help_is_known_by_its_tiers() {
    let mut knowledge = Knowledge::default();
    let mut faults = Vec::new();
    let flags = r#"
        flag = [
            { id = "alone", alone = "emergency" },
            { id = "never", alone = "urgent" },
            { id = "with", alone = "soon", emergency_with = ["never"] },
            { id = "if", emergency_if = [{ all = ["never"] }] },
        ]"#;
    let rules = r#"
        rule = [
            { id = "R1", tier = "emergency", any = ["with"] },
            { id = "R2", tier = "soon", any = ["with"], higher = { tier = "urgent", all = ["never"] } },
            { id = "R3", tier = "soon", any = ["with"], higher = { tier = "emergency", all = ["never"] } },
        ]"#;
    let questions = r#"
        item = [
            { id = "intent", group = "start" },
            { id = "age", group = "start" },
            { id = "rf-collapse", group = "block-a" },
            { id = "rf-pop", group = "block-d" },
        ]"#;
    knowledge.add("flags", flags, &mut faults);
    knowledge.add("rules", rules, &mut faults);
    knowledge.add("questions", questions, &mut faults);
    assert_eq!(faults, [""; 0]);
    let all = ["alone", "never", "with", "if", "R1", "R2", "R3"];
    let calling: Vec<_> = all.into_iter().filter(|it| knowledge.may_be_emergency(it)).collect();
    assert_eq!(calling, ["alone", "with", "if", "R1", "R3"]);
    let asked: Vec<_> =
        ["intent", "age", "rf-collapse", "rf-pop"].into_iter().filter(|it| knowledge.is_asked_first(it)).collect();
    assert_eq!(asked, ["intent", "rf-collapse"]);
}
