//! The build refuses knowledge that breaks a rule, and says where. Each case doctors a copy of the knowledge.

#[allow(dead_code)]
#[path = "../build.rs"]
mod build;

use std::path::{Path, PathBuf};
use std::{fs, panic};

/// A copy of the knowledge, removed when the test is over.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the build says to the knowledge with `old` replaced by `new` in one file.
fn refusal(name: &str, file: &str, old: &str, new: &str) -> String {
    let copy = Copy::new(name);
    let path = copy.0.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{name}: {file} has no {old:?}");
    fs::write(&path, text.replacen(old, new, 1)).unwrap();
    let folder = copy.0.clone();
    let outcome = panic::catch_unwind(move || build::tables(&folder));
    let error = outcome.err().unwrap_or_else(|| panic!("{name}: the build let it pass"));
    let text = error.downcast_ref::<String>().cloned();
    text.or_else(|| error.downcast_ref::<&str>().map(|it| (*it).to_owned())).unwrap()
}

#[test]
fn the_knowledge_as_it_is_builds() {
    let copy = Copy::new("as-it-is");
    assert!(build::tables(&copy.0).contains("static BYTES"));
}

#[test]
fn knowledge_that_breaks_a_rule_does_not_build() {
    let cases: &[(&str, &str, &str, &str, &str)] = &[
        ("unknown-flag", "rules.toml", r#"any = ["rf-worse-again"]"#, r#"any = ["rf-worse"]"#, "`rf-worse` is no flag"),
        ("unknown-option", "contexts.toml", "conditions=hot-humid", "conditions=steamy", "has no option `steamy`"),
        ("unknown-act", "never.toml", r#""hot-bath"]"#, r#""sauna"]"#, "act `sauna` is not defined"),
        (
            "unknown-source",
            "rules.toml",
            r#"sources = ["D9", "D10"]"#,
            r#"sources = ["D99"]"#,
            "source `D99` is not defined",
        ),
        ("unknown-pattern", "flags.toml", r#"points_to = ["dvt"]"#, r#"points_to = ["clot"]"#, "`clot`"),
        (
            "unknown-claim",
            "factors.toml",
            r#"claim = "extra-fast-pace""#,
            r#"claim = "extra-slow-pace""#,
            "`extra-slow-pace` is not defined",
        ),
        ("no-source-rule", "rules.toml", r#"sources = ["D9", "D10"]"#, "sources = []", "`CR-12` has no source"),
        ("negation", "rules.toml", r#"any = ["rf-worse-again"]"#, r#"any = ["!rf-worse-again"]"#, "is a negation"),
        ("negation-in-words", "rules.toml", r#"any = ["rf-worse-again"]"#, r#"any = ["side!=one"]"#, "is a negation"),
        (
            "unreachable",
            "rules.toml",
            r#"all = ["rf-wasting", "rf-bulbar"]"#,
            r#"all = ["age=under-16", "age=60-plus"]"#,
            "no answers can make it hold",
        ),
        (
            "unreviewed-state",
            "rules.toml",
            r#"review = { state = "unreviewed" }"#,
            r#"review = { state = "fine" }"#,
            "a review is",
        ),
        ("no-such-day", "expiry.toml", "2027-11-22", "2027-02-29", "`2027-02-29` is no day of the calendar"),
        ("no-date", "expiry.toml", "2027-11-22", "next year", "`next year` is no year-month-day"),
        ("expired-at-once", "expiry.toml", "2027-11-22", "2026-11-22", "expire before they were checked"),
        ("used-too-long", "expiry.toml", "2027-11-22", "2027-11-24", "for a year at most"),
        ("weak-factor", "factors.toml", "weight = 160", "weight = 100", "a weight of 1.0 is no factor"),
        (
            "otherwise-unknown-item",
            "factors.toml",
            r#"["fuel=normal"]"#,
            r#"["food=normal"]"#,
            "item `food` is not defined",
        ),
        (
            "otherwise-unknown-option",
            "factors.toml",
            r#"["fuel=normal"]"#,
            r#"["fuel=plenty"]"#,
            "has no option `plenty`",
        ),
        (
            "otherwise-unknown-act",
            "factors.toml",
            r#"acts = ["fuel"]"#,
            r#"acts = ["feast"]"#,
            "act `feast` is not defined",
        ),
        (
            "otherwise-still-counts",
            "factors.toml",
            r#"["fuel=normal"]"#,
            r#"["fuel=fasted"]"#,
            "`factor-low-carbohydrate`: it still counts",
        ),
        (
            "otherwise-half-counts",
            "factors.toml",
            r#"["drink=to-thirst", "mass-after=unanswered"]"#,
            r#"["drink=to-thirst"]"#,
            "`factor-dehydration`: it still counts",
        ),
        ("otherwise-too-little", "factors.toml", r#"["effort=7"]"#, r#"["effort=8"]"#, "it still counts"),
        ("otherwise-too-much", "factors.toml", r#"["effort=7"]"#, r#"["effort=11"]"#, "`effort=11` is out of bounds"),
        (
            "otherwise-twice",
            "factors.toml",
            r#"["fuel=normal"]"#,
            r#"["fuel=normal", "fuel=fasted"]"#,
            "a question is answered twice",
        ),
        (
            "otherwise-wrong-kind",
            "factors.toml",
            r#"["fuel=normal"]"#,
            r#"["fuel without fasted"]"#,
            "is not how `fuel` is answered otherwise",
        ),
        (
            "otherwise-safety",
            "factors.toml",
            r#"["fuel=normal"]"#,
            r#"["fuel=normal", "rf-pop=no"]"#,
            "`rf-pop` is about safety, the cramp or the person",
        ),
        (
            "otherwise-person",
            "factors.toml",
            r#"["fuel=normal"]"#,
            r#"["fuel=normal", "medicines without statin"]"#,
            "`medicines` is about safety, the cramp or the person",
        ),
        (
            "otherwise-unsaid",
            "factors.toml",
            "changeable = false\n",
            "",
            "has either `changeable = false` or an `otherwise`",
        ),
        ("too-easy", "modules.toml", "{ level = 3, ", "{ level = 4, ", "`pace-and-start`: changeability is 1, 2 or 3"),
        (
            "ease-from-nowhere",
            "modules.toml",
            "author = true }",
            "author = false }",
            "`pace-and-start`: no source gives its changeability",
        ),
        ("bad-cell", "patterns.toml", r#"timing = "++ "#, r#"timing = "+++ "#, "a matrix cell is"),
        (
            "later-gate",
            "questions.toml",
            r#"enabled_when = ["rf-heat-sick=yes", "#,
            r#"enabled_when = ["symptoms=faint", "#,
            "reads a later question",
        ),
        (
            "silent-gate",
            "questions.toml",
            r#"contradicts = "Do you have liver disease""#,
            "",
            "quotes what it contradicts",
        ),
    ];
    panic::set_hook(Box::new(|_| {}));
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|(name, file, old, new, expected)| {
            let said = refusal(name, file, old, new);
            (!said.contains(expected)).then(|| format!("{name}: expected {expected:?}, the build said {said:?}"))
        })
        .collect();
    let _ = panic::take_hook();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_claim_without_a_source_and_a_question_that_nothing_reads_do_not_build() {
    let claims = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge/claims.toml")).unwrap();
    let line = claims.lines().find(|it| it.starts_with("sources = [\"")).unwrap().to_owned();
    assert!(refusal("no-source-claim", "claims.toml", &line, "sources = []").contains("has no source"));
    let new = "[[item]]\nid = \"shoe-size\"\ngroup = \"you\"\ntype = \"integer\"\nstage = \"detail\"\n\n[[item]]\nid = \"child-signs\"";
    let said = refusal("unread", "questions.toml", "[[item]]\nid = \"child-signs\"", new);
    assert!(said.contains("nothing reads `shoe-size`"), "{said}");
    let claim = claims.lines().find(|it| it.starts_with("id = ")).unwrap().replace("id = ", "claim = ");
    let said = refusal("unshown", "shown.toml", &claim, "claim = \"toxins-accumulate\"");
    assert!(said.contains("never reaches the screen"), "{said}");
}
