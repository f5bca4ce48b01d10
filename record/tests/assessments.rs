//! What the command says of every open case, word for word: a change of a weight, an order or a reason is seen here and
//! read like code.
//!
//! Where the change is meant, write it anew: `cargo xtask assess tests/vignettes/cases.jsonl > record/tests/assessments.jsonl`.

use record::case;
use std::fs;
use std::path::Path;

#[test]
fn every_open_case_is_assessed_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
    let (cases, expected) = (read("../tests/vignettes/cases.jsonl"), read("tests/assessments.jsonl"));
    assert_eq!(cases.lines().count(), expected.lines().count(), "a case for each assessment");
    assert!(cases.lines().count() >= 60);
    for (line, expected) in cases.lines().zip(expected.lines()) {
        let case = case::read(line).unwrap();
        let found = case::write(&case.id, &engine::assess(&case.answers), &case.answers);
        if found != expected {
            let at = found.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count();
            let near = |text: &str| text.chars().skip(at.saturating_sub(80)).take(200).collect::<String>();
            panic!("{}:\n  was    …{}…\n  is now …{}…", case.id, near(expected), near(&found));
        }
    }
}
