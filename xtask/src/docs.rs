//! Keeps the documents honest: what they name is in the tree, their links lead somewhere, and what ARCHITECTURE.md
//! promises about the tree holds. Tests alone.

use crate::place;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The documents in which every name in backticks is in the tree.
const EXACT: [&str; 3] = ["ARCHITECTURE.md", "docs/HAZARD_LOG.md", "docs/THREAT_MODEL.md"];
/// The documents that speak to people, about the product alone.
const PROSE: [&str; 11] = [
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/ACCESSIBILITY.md",
    "docs/BENCHMARKS.md",
    "docs/HAZARD_LOG.md",
    "docs/INTENDED_USE.md",
    "docs/PUBLISHING.md",
    "docs/THREAT_MODEL.md",
];
/// Folders that hold nothing of ours.
const NOT_OURS: [&str; 6] = ["target", "dist", ".tools", "node_modules", ".git", "mutants.out"];
/// Every hazard has a row for each of these, in this order.
const COLUMNS: [&str; 16] = [
    "hazard",
    "cause",
    "effect on care",
    "harm",
    "existing controls",
    "severity 1–5",
    "likelihood 1–5",
    "initial risk",
    "added controls",
    "evidence",
    "residual severity",
    "residual likelihood",
    "residual risk",
    "owner",
    "status",
    "date",
];

/// Paths of all our files with one of these endings, from the root.
fn files(endings: &[&str]) -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !NOT_OURS.contains(&name.as_str()) {
                walk(&path, found);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(place::root(), &mut found);
    let from_root = |it: PathBuf| it.strip_prefix(place::root()).unwrap().to_string_lossy().replace('\\', "/");
    let mut paths: Vec<String> = found.into_iter().map(from_root).collect();
    paths.retain(|it| endings.iter().any(|ending| it.ends_with(ending)));
    paths.sort();
    paths
}

fn read(path: &str) -> String {
    fs::read_to_string(place::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Everything written between single backticks, outside of blocks of code.
fn quoted(text: &str) -> BTreeSet<&str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|it| it.split('`').skip(1).step_by(2)).collect()
}

/// The text without what stands in backticks and blocks of code.
fn unquoted(text: &str) -> String {
    let prose: String = text.split("```").step_by(2).collect();
    prose.split('`').step_by(2).collect::<Vec<_>>().join(" ")
}

/// Where a link in brackets leads, and what follows `#` in it.
fn links(text: &str) -> Vec<(&str, Option<&str>)> {
    let prose = text.split("```").step_by(2);
    let targets = prose.flat_map(|it| it.split("](").skip(1).filter_map(|rest| rest.split_once(')')));
    targets.map(|(target, _)| target.split_once('#').map_or((target, None), |(path, to)| (path, Some(to)))).collect()
}

/// The words of all code, and the names of all tests.
fn code() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut words, mut tests) = (BTreeSet::new(), BTreeSet::new());
    for path in files(&[".rs", ".toml"]) {
        let text = read(&path);
        let is_part = |it: char| it.is_ascii_alphanumeric() || it == '_';
        words.extend(text.split(|it| !is_part(it)).map(str::to_owned));
        for part in text.split("test]").skip(1) {
            let name = part.split_once("fn ").and_then(|(_, rest)| rest.split_once('('));
            tests.extend(name.map(|(name, _)| name.to_owned()));
        }
    }
    (words, tests)
}

fn is_snake_case(text: &str) -> bool {
    text.contains('_') && text.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
}

/// What is wrong with a name in backticks, if anything: a file, a test, a name in the code or an id of the knowledge.
fn fault(name: &str, words: &BTreeSet<String>, tests: &BTreeSet<String>, knowledge: &str) -> Option<&'static str> {
    let endings = [".rs", ".toml", ".md", ".ftl", ".js", ".html", ".css", ".jsonl"];
    if name.contains(' ') || name.contains(['<', '(', '\'']) {
        return None;
    }
    // What a build writes is in no clone.
    if name.starts_with("target/") {
        return None;
    }
    if name.contains('/') || endings.iter().any(|it| name.ends_with(it)) {
        let whole = name.split('*').next().unwrap_or(name);
        return (!place::root().join(whole).exists()).then_some("no such file");
    }
    if is_snake_case(name) {
        let is_sentence = name.matches('_').count() >= 3;
        let is_there = if is_sentence { tests.contains(name) || is_function(name) } else { words.contains(name) };
        return (!is_there).then_some("nothing in the code is called so");
    }
    let is_rule = ["CR-", "NA-", "FA-", "rf-", "ctx-"].iter().any(|it| name.starts_with(it));
    (is_rule && !knowledge.contains(&format!("\"{name}\""))).then_some("the knowledge has no such id")
}

fn is_function(name: &str) -> bool {
    files(&[".rs"]).iter().any(|it| read(it).contains(&format!("fn {name}(")))
}

fn knowledge() -> String {
    files(&[".toml"]).iter().filter(|it| it.starts_with("engine/knowledge/")).map(|it| read(it)).collect()
}

#[test]
fn what_a_document_names_is_in_the_tree() {
    let ((words, tests), knowledge) = (code(), knowledge());
    let mut faults = Vec::new();
    for document in EXACT {
        let text = read(document);
        let names = quoted(&text);
        assert!(names.len() > 20, "{document}: {} names", names.len());
        let found = names
            .into_iter()
            .filter_map(|it| Some(format!("{document}: `{it}`: {}", fault(it, &words, &tests, &knowledge)?)));
        faults.extend(found);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));

    // The spaces go here, so that these lines are not a place where the names are.
    for bad in ["xtask/src/nowhere.rs", "nowhere.md", "nobody wrote this test", "unheard of", "CR-99", "rf-nothing"] {
        let bad = bad.replace(' ', "_");
        assert!(fault(&bad, &words, &tests, &knowledge).is_some(), "{bad}");
    }
    for good in [
        "xtask/src/docs.rs",
        "content/en/*.ftl",
        "what_a_document_names_is_in_the_tree",
        "stated_by",
        "CR-01",
        "rf-pop",
        "+",
    ] {
        assert_eq!(fault(good, &words, &tests, &knowledge), None, "{good}");
    }
}

/// The map at the head of ARCHITECTURE.md: each file and folder on it is in the tree.
#[test]
fn the_map_shows_what_is_there() {
    let text = read("ARCHITECTURE.md");
    let map = text.split("```").nth(1).expect("it begins with a map");
    let there = files(&[""]);
    let endings = [".rs", ".toml", ".md", ".ftl", ".js", ".html", "/"];
    let shown =
        map.split_whitespace().map(|it| it.trim_end_matches([',', ';', ':', ')'])).map(|it| it.trim_start_matches('('));
    let shown: Vec<&str> =
        shown.filter(|it| endings.iter().any(|ending| it.ends_with(ending)) && !it.contains('*')).collect();
    assert!(shown.len() > 20, "{shown:?}");
    let is_there = |it: &str| there.iter().any(|path| format!("/{path}").contains(&format!("/{it}")));
    let missing: Vec<&str> = shown.into_iter().filter(|it| !is_there(it)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_link_leads_somewhere() {
    let mut faults = Vec::new();
    for document in files(&[".md"]) {
        let text = read(&document);
        for (path, heading) in links(&text) {
            if path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            let folder = place::root().join(&document);
            let target = if path.is_empty() { folder.clone() } else { folder.parent().unwrap().join(path) };
            if !target.exists() {
                faults.push(format!("{document}: {path} is not there"));
            } else if let Some(heading) = heading {
                let text = fs::read_to_string(&target).unwrap();
                let headings =
                    text.lines().filter(|it| it.starts_with('#')).map(|it| it.trim_start_matches('#').trim());
                let is_there = headings.map(|it| it.to_lowercase().replace(' ', "-")).any(|it| it == heading);
                faults.extend((!is_there).then(|| format!("{document}: {path}#{heading} is not there")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(links("see [a](b.md#c) and [d](e)"), [("b.md", Some("c")), ("e", None)]);
}

#[test]
fn documents_are_finished_and_hold_on_any_machine() {
    let unfinished = ["todo", "fixme", "tbd"];
    let mut faults = Vec::new();
    for document in files(&[".md"]) {
        let text = read(&document);
        // A path that begins at the root of a disk is true on one machine alone.
        let rooted = text.split('`').skip(1).step_by(2).filter(|it| it.starts_with('/') && it.len() > 1);
        faults.extend(rooted.map(|it| format!("{document}: {it}")));
        faults.extend(text.contains("../shared").then(|| format!("{document}: it must hold for a clone alone")));
    }
    for document in PROSE {
        let text = unquoted(&read(document)).to_lowercase();
        let words: BTreeSet<&str> = text.split(|it: char| !it.is_alphanumeric()).collect();
        faults.extend(unfinished.iter().filter(|it| words.contains(**it)).map(|it| format!("{document}: {it}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_hazard_has_every_column_and_names_its_tests() {
    let log = read("docs/HAZARD_LOG.md");
    let (_, tests) = code();
    let hazards: Vec<(&str, &str)> = log.split("\n## ").skip(1).filter_map(|it| it.split_once('\n')).collect();
    let ids: Vec<&str> = hazards.iter().map(|it| it.0).collect();
    assert_eq!(ids, (1..=19).map(|it| format!("HZ-{it:02}")).collect::<Vec<_>>());
    for (id, body) in hazards {
        let cells: Vec<(&str, &str)> = body
            .lines()
            .filter_map(|it| it.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "))
            .filter(|it| it.0 != "---")
            .collect();
        assert_eq!(cells.iter().map(|it| it.0).collect::<Vec<_>>(), COLUMNS, "{id}");
        let rows: BTreeMap<&str, &str> = cells.into_iter().collect();
        assert!(rows.values().all(|it| !it.trim().is_empty()), "{id} has an empty cell");
        // `file`: `test`, `test`; `file`: `test`
        for place in rows["evidence"].split("; ") {
            let (file, named) =
                place.split_once(": ").unwrap_or_else(|| panic!("{id}: {place}: no file with its tests"));
            let text = read(file.trim_matches('`'));
            for name in named.split(", ").map(|it| it.trim_matches('`')) {
                assert!(
                    tests.contains(name) && text.contains(&format!("fn {name}(")),
                    "{id}: {file} has no test {name}"
                );
            }
        }
    }
}

#[test]
fn the_map_is_as_the_manifests_have_it() {
    let uses = |manifest: &str, section: &str| {
        let table: toml::Table = read(manifest).parse().unwrap();
        let names =
            table.get(section).and_then(|it| it.as_table()).map(|it| it.keys().cloned().collect::<BTreeSet<_>>());
        names.unwrap_or_default()
    };
    let ours = ["content", "crampwise", "engine", "record", "xtask"];
    let ours_in = |manifest: &str| {
        uses(manifest, "dependencies").into_iter().filter(|it| ours.contains(&it.as_str())).collect::<Vec<_>>()
    };
    assert!(uses("engine/Cargo.toml", "dependencies").is_empty(), "the engine uses nobody, serde least of all");
    assert!(uses("content/Cargo.toml", "dependencies").is_empty(), "the words use nobody");
    assert_eq!(ours_in("record/Cargo.toml"), ["engine"]);
    assert_eq!(ours_in("Cargo.toml"), ["content", "engine", "record"]);
}

#[test]
fn the_browser_is_named_in_one_place() {
    let names = ["web_sys", "js_sys", "gloo", "wasm_bindgen", "window()", "document()"];
    let views = files(&[".rs"]).into_iter().filter(|it| it.starts_with("src/") && !it.starts_with("src/browser"));
    let mut faults = Vec::new();
    for path in views {
        let text = read(&path);
        faults.extend(names.iter().filter(|it| text.contains(**it)).map(|it| format!("{path}: {it}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The page's policy, part by part: nothing by default, and nothing from elsewhere.
#[test]
fn the_page_lets_nothing_out() {
    let page = read("index.html");
    let (_, rest) = page.split_once("Content-Security-Policy\" content=\"").expect("the page sets a policy");
    let policy = rest.split('"').next().unwrap();
    let parts: BTreeMap<&str, Vec<&str>> = policy
        .split(';')
        .map(|it| it.split_whitespace().collect::<Vec<_>>())
        .filter_map(|it| Some((*it.first()?, it[1..].to_vec())))
        .collect();
    assert_eq!(parts["default-src"], ["'none'"]);
    assert_eq!(parts["connect-src"], ["'self'"]);
    assert_eq!(parts["script-src"], ["'self'", "'wasm-unsafe-eval'"]);
    assert_eq!(parts["style-src"], ["'self'"]);
    assert_eq!(parts["form-action"], ["'none'"]);
    assert_eq!(parts["base-uri"], ["'none'"]);
    let allowed = ["'none'", "'self'", "'wasm-unsafe-eval'", "data:"];
    assert!(parts.values().flatten().all(|it| allowed.contains(it)), "{policy}");
    let addresses = ["src=\"http", "href=\"http", "src=\"//", "href=\"//", "<iframe", "<form"];
    assert!(addresses.iter().all(|it| !page.contains(it)), "the page loads or sends something elsewhere");
}
