//! The knowledge against the evidence it was taken from.
//!
//! The evidence ledger and the safety file are tables people wrote and keep. These
//! tests read them cell by cell where they lie beside the checkout, and name the cell
//! that differs from what the product uses. Where they do not lie there, a line says
//! that nothing was compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Seeds are counted in the ledger from here.
const SEEDS: usize = 5;
/// Sources whose author or journal cell only tells how they were read, or names nobody.
const NOBODY_NAMED: [&str; 3] = ["L-eah-guide2018", "L-eah-wem2009", "L-cyclo"];
/// Sources read in a copy: the cell names the copy, the product the publisher or nobody.
const READ_IN_A_COPY: [&str; 7] =
    ["L-nhs-dvt", "L-nhs-heat", "L-aaos", "L-bpac", "L-nata-sct", "L-mg-limit", "L-dialysis-rev"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    id: String,
    same_as: Option<String>,
    authors: Option<String>,
    title: Option<String>,
    published: Option<String>,
    year: Option<String>,
    kind: String,
    verified: String,
    address: Option<String>,
    #[serde(default)]
    industry: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    id: String,
    topic: String,
    grade: String,
    grade_note: Option<String>,
    says: Vec<String>,
    contradicts: Vec<String>,
    sources: Vec<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Conflict {
    id: String,
    kind: String,
    topic: String,
    seeds: Vec<String>,
    sources: Vec<String>,
    claims: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relief {
    id: String,
    section: String,
    #[serde(rename = "sites")]
    _sites: Vec<String>,
    hold_seconds: [u16; 2],
    repeats: [u16; 2],
    ease_seconds: u16,
    #[serde(rename = "steps")]
    _steps: u8,
    sources: Vec<String>,
    #[serde(default)]
    anatomy: bool,
    grade: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    soft_seconds: u16,
    hold_seconds: [u16; 2],
    repeats: [u16; 2],
    ease_seconds: u16,
    limit_minutes: u16,
    long_minutes: [u16; 2],
    walk_minutes: [u16; 2],
    hour_minutes: u16,
    steps: usize,
    sources: Vec<String>,
    grade: String,
}

#[derive(Deserialize)]
struct Module {
    id: String,
    section: String,
    claims: Vec<String>,
    sources: Vec<String>,
    grade: String,
    #[serde(default)]
    convention: bool,
    doses: Vec<Dose>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dose {
    name: String,
    low: f64,
    high: f64,
    #[serde(rename = "unit")]
    _unit: String,
}

#[derive(Deserialize)]
struct Sources {
    source: Vec<Source>,
}

#[derive(Deserialize)]
struct Claims {
    claim: Vec<Claim>,
}

#[derive(Deserialize)]
struct Conflicts {
    conflict: Vec<Conflict>,
}

#[derive(Deserialize)]
struct Reliefs {
    common: Common,
    relief: Vec<Relief>,
}

#[derive(Deserialize)]
struct Modules {
    module: Vec<Module>,
}

#[test]
fn every_source_of_the_ledger_is_known_as_it_is_there() {
    let Some(ledger) = shared("LEDGER.md") else { return };
    let rows = table(between(&ledger, "### 1a.", "## 2. Claims"), "id");
    let known: Sources = knowledge("sources");
    let known: Vec<&Source> =
        known.source.iter().filter(|it| it.id.starts_with("L-") || it.id.starts_with("S-")).collect();
    let funded_line = ledger.lines().find(|it| it.contains("sports-drink industry")).expect("the ledger names funding");
    let funded: BTreeSet<String> = ids(funded_line, "L-").into_iter().collect();

    let mut differs = Differences::default();
    differs.listed("section 1, ids", &column(&rows, 0), &texts(known.iter().map(|it| it.id.as_str())));
    for (row, it) in rows.iter().zip(&known) {
        let [id, authors, title, published, year, _, verified, address] = row.as_slice() else {
            panic!("section 1: a row of {} cells: {row:?}", row.len());
        };
        let mark = match verified.as_str() {
            it if it.starts_with("recalled") => "recalled",
            it if it.contains("secondary") => "secondary",
            _ => "yes",
        };
        differs.same(&format!("{id}, verified"), mark, it.verified.as_str());
        differs.same(&format!("{id}, industry"), &funded.contains(id), &it.industry);
        differs.holds(&format!("{id}, kind is empty"), !it.kind.is_empty());

        let seed = id.starts_with("S-");
        if mark == "recalled" {
            differs.same(&format!("{id}, title of a recalled source"), &None, &it.title);
        } else {
            let shown = it.title.as_deref().unwrap_or_default();
            // The one title that prints an amount of a supplement is told without it.
            let fits = if id == "L-mg-limit" {
                !shown.is_empty() && !shown.contains(|it: char| it.is_ascii_digit())
            } else {
                !shown.is_empty() && title.starts_with(shown)
            };
            differs.holds(&format!("{id}, title: {title:?} and {shown:?}"), fits);
        }
        match it.authors.as_deref() {
            Some(shown) => {
                let (cell, shown) = (bare(authors), bare(shown));
                let fits = cell.contains(&shown) || shown.contains(&cell);
                differs.holds(&format!("{id}, authors: {cell:?} and {shown:?}"), fits);
            }
            None => {
                let nobody = authors.contains("not shown") || authors.contains("not named");
                differs.holds(
                    &format!("{id}, authors: {authors:?} is left out"),
                    nobody || NOBODY_NAMED.contains(&id.as_str()),
                );
            }
        }
        let copied = READ_IN_A_COPY.contains(&id.as_str());
        match it.published.as_deref() {
            Some(shown) => {
                let fits = bare(published).contains(&bare(shown)) || address.contains(shown);
                differs.holds(&format!("{id}, journal: {published:?} and {shown:?}"), fits || copied);
            }
            None => {
                let unnamed =
                    published.contains("not named") || published.contains("not in the text") || published == "unknown";
                differs.holds(&format!("{id}, journal: {published:?} is left out"), unnamed || copied);
            }
        }
        match it.year.as_deref() {
            Some(shown) => differs.holds(&format!("{id}, year: {year:?} and {shown:?}"), year.contains(shown)),
            None => differs.holds(&format!("{id}, year: {year:?} is left out"), year.starts_with("unknown")),
        }
        differs.holds(&format!("{id}, a seed has no address"), !seed || it.address.is_none());
        differs.address(it, address);
    }
    differs.none();
}

#[test]
fn every_source_of_the_safety_file_is_known_as_it_is_there() {
    let Some(safety) = shared("SAFETY.md") else { return };
    let rows = table(between(&safety, "## 8. Sources", "## 9. Gaps"), "code");
    let known: Sources = knowledge("sources");
    let (seeds, known): (Vec<&Source>, Vec<&Source>) = known
        .source
        .iter()
        .filter(|it| !it.id.starts_with("L-") && !it.id.starts_with("S-"))
        .partition(|it| it.id.starts_with("SEED-"));

    let mut differs = Differences::default();
    differs.same("section 8, seeds", "SEED-000 … SEED-004", rows[0][0].as_str());
    let wanted: Vec<_> = (0..SEEDS).map(|n| (format!("SEED-00{n}"), Some(format!("S-00{n}")))).collect();
    let found: Vec<_> = seeds.iter().map(|it| (it.id.clone(), it.same_as.clone())).collect();
    differs.same("section 8, what the seeds are the same as", &wanted, &found);

    let rows = &rows[1..];
    differs.listed("section 8, codes", &column(rows, 0), &texts(known.iter().map(|it| it.id.as_str())));
    for (row, it) in rows.iter().zip(&known) {
        let [code, source, verified] = row.as_slice() else {
            panic!("section 8: a row of {} cells: {row:?}", row.len());
        };
        let read = verified.starts_with("yes") || verified.starts_with("abstract seen");
        differs.same(&format!("{code}, verified"), if read { "yes" } else { "secondary" }, it.verified.as_str());
        differs.address(it, verified);
        // Years, volumes and counts are printed in the row, every one.
        let printed = digits_joined(&format!("{source} {verified}"));
        let parts = [&it.authors, &it.title, &it.published, &it.year];
        let shown = parts.into_iter().flatten().fold(String::new(), |all, part| all + part + "; ");
        differs.holds(&format!("{code}, is told by nothing"), it.authors.is_some() || it.title.is_some());
        for number in numbers(&digits_joined(&shown)) {
            differs.holds(&format!("{code}: {number} is not in {source:?}"), printed.contains(&number));
        }
    }
    differs.none();
}

#[test]
fn every_claim_has_the_grade_and_the_sources_of_the_ledger() {
    let Some(ledger) = shared("LEDGER.md") else { return };
    let rows = table(between(&ledger, "### 2a.", "## 3. Conflicts"), "claim id");
    let known: Claims = knowledge("claims");

    let mut differs = Differences::default();
    differs.listed("section 2, ids", &column(&rows, 0), &texts(known.claim.iter().map(|it| it.id.as_str())));
    for (row, it) in rows.iter().zip(&known.claim) {
        let [id, topic, _, says, contradicts, literature, grade, _] = row.as_slice() else {
            panic!("section 2: a row of {} cells: {row:?}", row.len());
        };
        differs.same(&format!("{id}, topic"), topic, &it.topic);
        let note = it.grade_note.as_deref().unwrap_or_default();
        let printed = grade.strip_prefix(it.grade.as_str());
        differs.holds(&format!("{id}, grade: {grade:?} and {:?}", it.grade), it.grade.len() == 1 && printed.is_some());
        let rest = printed.unwrap_or_default().trim();
        let fits = rest == note || rest.strip_prefix('(').and_then(|it| it.strip_suffix(')')) == Some(note);
        differs.holds(&format!("{id}, grade: {grade:?} and its note {note:?}"), fits);
        differs.same(&format!("{id}, seeds that say it"), &ids(says, "S-"), &it.says);
        differs.same(&format!("{id}, seeds that contradict it"), &ids(contradicts, "S-"), &it.contradicts);

        let named = literature_in(literature);
        let elsewhere = ["See ", "see ", "As above", "Same"].iter().any(|it| literature.contains(it));
        if !named.is_empty() {
            differs.same(&format!("{id}, literature"), &sorted(&named), &sorted(&it.sources));
        } else if elsewhere {
            let all_literature = !it.sources.is_empty() && it.sources.iter().all(|it| it.starts_with("L-"));
            differs.holds(&format!("{id}, literature of another row: {:?}", it.sources), all_literature);
        } else if !it.says.is_empty() {
            differs.same(&format!("{id}, seeds in place of literature"), &it.says, &it.sources);
        } else {
            differs.holds(&format!("{id}, has no source of its own and no note on that"), it.note.is_some());
        }
    }
    differs.none();
}

#[test]
fn every_conflict_is_told_of_the_same_sources() {
    let Some(ledger) = shared("LEDGER.md") else { return };
    let known: Conflicts = knowledge("conflicts");
    let claims: Claims = knowledge("claims");
    let claims: BTreeMap<&str, &Claim> = claims.claim.iter().map(|it| (it.id.as_str(), it)).collect();
    let parts = [
        ("seeds", between(&ledger, "### 3a.", "### 3b.")),
        ("seed-literature", between(&ledger, "### 3b.", "### 3c.")),
        ("studies", between(&ledger, "### 3c.", "## 4. Relief")),
    ];
    let rows: Vec<(&str, Vec<String>)> =
        parts.iter().flat_map(|&(kind, part)| table(part, "id").into_iter().map(move |row| (kind, row))).collect();

    let mut differs = Differences::default();
    let wanted: Vec<String> = rows.iter().map(|(_, row)| row[0].clone()).collect();
    let found: Vec<String> = known.conflict.iter().map(|it| format!("{} {}", it.id, it.topic)).collect();
    differs.listed("section 3, ids and topics", &wanted, &found);
    for ((kind, row), it) in rows.iter().zip(&known.conflict) {
        let id = &it.id;
        differs.same(&format!("{id}, kind"), *kind, it.kind.as_str());
        // C-07 prints a range of seeds.
        let about = row[1].replace("S-001 to S-004", "S-001 S-002 S-003 S-004");
        differs.same(&format!("{id}, seeds"), &sorted(&ids(&about, "S-")), &sorted(&it.seeds));
        let named = ids(&doubled(&row[1..].join(" ")), "L-");
        if named.is_empty() {
            let of_claims: Vec<String> = it
                .claims
                .iter()
                .filter_map(|claim| claims.get(claim.as_str()))
                .flat_map(|claim| claim.sources.iter().filter(|it| it.starts_with("L-")).cloned())
                .collect();
            let wanted = if of_claims.is_empty() { &it.seeds } else { &of_claims };
            differs.same(&format!("{id}, sources of its claims"), &sorted(wanted), &sorted(&it.sources));
        } else {
            differs.same(&format!("{id}, sources"), &sorted(&named), &sorted(&it.sources));
        }
        differs.holds(&format!("{id}, is about no claim"), !it.claims.is_empty());
        for claim in &it.claims {
            differs.holds(&format!("{id}, claim {claim} is unknown"), claims.contains_key(claim.as_str()));
        }
    }
    differs.none();
}

#[test]
fn every_muscle_is_held_as_long_and_as_often_as_the_ledger_says() {
    let Some(ledger) = shared("LEDGER.md") else { return };
    let relief = between(&ledger, "## 4. Relief", "## 5. Prevention");
    let known: Reliefs = knowledge("relief");
    let common = &known.common;

    let mut differs = Differences::default();
    let (rules, _) = relief.split_once("### 4a.").expect("section 4 has common rules first");
    differs.same("section 4, common sources", &sorted(&ids(rules, "L-")), &sorted(&common.sources));
    differs.same("section 4, common rules", &rules.lines().filter(|it| is_rule(it)).count(), &common.steps);
    differs.holds("section 4, grade of the hold times", rules.contains(&format!("hold times {} grade", common.grade)));
    differs
        .holds("section 4, soft for a minute", common.soft_seconds == 60 && rules.contains("soft for a full minute"));
    for (what, printed) in [
        ("hold", format!("Hold about {} s ({} s", common.hold_seconds[1], range(common.hold_seconds))),
        ("ease", format!("for about {} s.", common.ease_seconds)),
        ("repeats", format!("{} holds", range(common.repeats))),
        ("limit", format!("after {} minutes", common.limit_minutes)),
        ("long", format!("gently long for {} minutes", range(common.long_minutes))),
        ("walk", format!("walk easily for {} minutes", range(common.walk_minutes))),
        ("hour", format!("about {} minutes it cramps more easily", common.hour_minutes)),
    ] {
        differs.holds(&format!("section 4, {what}: {printed:?} is not there"), rules.contains(&printed));
    }

    let sections: Vec<&str> = relief.split("\n### ").skip(1).collect();
    differs.same("section 4, muscles", &sections.len(), &known.relief.len());
    for (section, it) in sections.iter().zip(&known.relief) {
        let id = &it.id;
        let heading = section.lines().next().unwrap_or_default();
        differs.holds(&format!("{id}, section: {heading:?}"), heading.starts_with(&format!("{}.", it.section)));
        let named = heading.to_lowercase().replace(' ', "-").contains(id.trim_end_matches('s'));
        differs.holds(&format!("{id}, muscle: {heading:?}"), named);
        let dose = line(section, "- Dose:");
        let (hold, repeats) = dose.split_once(" s, ").expect("a dose is seconds and times");
        let hold = numbers(hold);
        let shortest = if hold.len() == 1 { common.hold_seconds[0].to_string() } else { hold[0].clone() };
        let longest = hold.last().cloned().unwrap_or_default();
        differs.same(&format!("{id}, hold seconds"), &vec![shortest, longest], &texts(it.hold_seconds));
        let (repeats, _) = repeats.split_once(" times").expect("a dose is seconds and times");
        differs.same(&format!("{id}, repeats"), &numbers(repeats), &texts(it.repeats));
        differs.same(&format!("{id}, ease seconds"), &common.ease_seconds, &it.ease_seconds);
        let sources = line(section, "- Sources:");
        let wanted: Vec<String> = ids(sources, "L-").into_iter().chain(ids(sources, "S-")).collect();
        differs.same(&format!("{id}, sources"), &sorted(&wanted), &sorted(&it.sources));
        differs.same(&format!("{id}, anatomy"), &sources.contains("natomy"), &it.anatomy);
        differs.same(&format!("{id}, grade"), common.grade.as_str(), it.grade.as_str());
    }
    differs.none();
}

#[test]
fn every_module_rests_on_the_sources_and_numbers_of_the_ledger() {
    let Some(ledger) = shared("LEDGER.md") else { return };
    let part = between(&ledger, "## 5. Prevention", "## 6. Quantitative");
    let known: Modules = knowledge("modules");
    let claims: Claims = knowledge("claims");
    let claims: BTreeMap<&str, &Claim> = claims.claim.iter().map(|it| (it.id.as_str(), it)).collect();

    let mut differs = Differences::default();
    let sections: Vec<&str> = part.split("\n### ").skip(1).collect();
    let wanted: Vec<String> = sections
        .iter()
        .map(|it| it.lines().next().unwrap_or_default().split(['(', ':']).next().unwrap_or_default().trim().to_owned())
        .collect();
    let found: Vec<String> = known.module.iter().map(|it| format!("{} {}", it.section, it.id)).collect();
    differs.listed("section 5, modules", &wanted, &found);
    for (section, it) in sections.iter().zip(&known.module) {
        let id = &it.id;
        let named = ids(&doubled(section), "L-");
        if named.is_empty() {
            let seeds_say = it.sources.iter().all(|source| {
                it.claims.iter().filter_map(|id| claims.get(id.as_str())).any(|claim| claim.says.contains(source))
            });
            differs.holds(&format!("{id}, seeds in place of literature"), !it.sources.is_empty() && seeds_say);
        } else {
            differs.same(&format!("{id}, sources"), &sorted(&named), &sorted(&it.sources));
        }
        for claim in &it.claims {
            differs.holds(&format!("{id}, claim {claim} is unknown"), claims.contains_key(claim.as_str()));
        }
        differs.holds(&format!("{id}, rests on no claim"), !it.claims.is_empty());
        let (_, grade) = section.split_once("Grade ").expect("every module has a grade");
        differs.same(&format!("{id}, grade"), &grade[..1], it.grade.as_str());
        let ours = section.contains("product convention") || section.contains("product ceiling");
        differs.same(&format!("{id}, product convention"), &ours, &it.convention);
        let printed: BTreeSet<String> = numbers(section).into_iter().chain(counted_in_words(section)).collect();
        for dose in &it.doses {
            differs.holds(&format!("{id}, {}: low is above high", dose.name), dose.low <= dose.high);
            // A limit starts from nothing, which nobody prints.
            for number in [dose.low, dose.high].into_iter().filter(|&it| it != 0.0) {
                let fits = printed.contains(&number.to_string());
                differs.holds(&format!("{id}, {}: {number} is not in the section", dose.name), fits);
            }
        }
        // No amount of a supplement or a medicine is ever shown.
        differs.holds(&format!("{id}, doses of a supplement"), id != "supplements" || it.doses.is_empty());
    }
    differs.none();
}

/// What differs, collected so that one run names every cell.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn same<T: PartialEq + std::fmt::Debug + ?Sized>(&mut self, cell: &str, theirs: &T, ours: &T) {
        if theirs != ours {
            self.0.push(format!("{cell}: the evidence has {theirs:?}, the knowledge {ours:?}"));
        }
    }

    /// Both lists hold the same in the same order; tells only what one of them lacks.
    fn listed(&mut self, cells: &str, theirs: &[String], ours: &[String]) {
        let lacking = |all: &[String], from: &[String]| -> Vec<String> {
            all.iter().filter(|it| !from.contains(it)).cloned().collect()
        };
        let (missing, added) = (lacking(theirs, ours), lacking(ours, theirs));
        if !missing.is_empty() || !added.is_empty() {
            self.0.push(format!("{cells}: the knowledge lacks {missing:?} and adds {added:?}"));
        } else if theirs != ours {
            let at = theirs.iter().zip(ours).position(|(theirs, ours)| theirs != ours);
            self.0.push(format!("{cells}: the order differs from row {:?}, or an id comes twice", at.map(|it| it + 1)));
        }
    }

    fn holds(&mut self, cell: &str, condition: bool) {
        if !condition {
            self.0.push(cell.to_owned());
        }
    }

    /// An address is shown only of what was read, in full, and as `cell` prints it.
    fn address(&mut self, it: &Source, cell: &str) {
        let Some(address) = &it.address else { return };
        let id = &it.id;
        self.same(&format!("{id}, verified, having an address"), "yes", it.verified.as_str());
        let tail = address.strip_prefix("https://");
        self.holds(&format!("{id}, address {address} is not in full"), tail.is_some());
        let tail = tail.unwrap_or_default();
        let tail = tail.strip_prefix("www.").unwrap_or(tail);
        // A DOI and a PubMed number are one address, whatever page printed them.
        let number = tail.strip_prefix("doi.org/").or_else(|| tail.strip_prefix("pubmed.ncbi.nlm.nih.gov/"));
        let number = number.unwrap_or(tail).trim_end_matches('/');
        let cell = cell.replace("%2F", "/").replace("10.1038%", "10.1038/");
        self.holds(
            &format!("{id}, address {address} is not in {cell:?}"),
            cell.contains(tail) || cell.contains(number),
        );
    }

    fn none(self) {
        assert!(self.0.is_empty(), "{} cells differ:\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// The text of the evidence file `name`, where it lies beside the checkout.
fn shared(name: &str) -> Option<String> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/evidence")).join(name);
    let text = fs::read_to_string(path).ok();
    if text.is_none() {
        println!("{name} does not lie beside the checkout: nothing was compared with it");
    }
    text
}

fn knowledge<T: DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge").join(name).with_extension("toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{name}.toml: {error}"))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start:?}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end:?}")).0
}

/// The cells of every table row but the headings, which begin with `heading`.
fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    text.lines()
        .filter(|it| it.starts_with("| "))
        .map(|it| it.trim().trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect())
        .filter(|it: &Vec<String>| it[0] != heading)
        .collect()
}

fn column(rows: &[Vec<String>], at: usize) -> Vec<String> {
    rows.iter().map(|it| it[at].clone()).collect()
}

fn texts(all: impl IntoIterator<Item = impl ToString>) -> Vec<String> {
    all.into_iter().map(|it| it.to_string()).collect()
}

fn sorted(all: &[String]) -> BTreeSet<&str> {
    all.iter().map(String::as_str).collect()
}

fn line<'a>(section: &'a str, start: &str) -> &'a str {
    section.lines().find(|it| it.starts_with(start)).unwrap_or_else(|| panic!("no {start:?} in {section:?}"))
}

fn is_rule(line: &str) -> bool {
    line.split_once(". ").is_some_and(|(number, _)| number.parse::<u8>().is_ok())
}

fn range([low, high]: [u16; 2]) -> String {
    format!("{low}-{high}")
}

/// The ids in `text` that begin with `prefix`, each once, in the order they come.
fn ids(text: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    let words = text.split(|it: char| !(it.is_alphanumeric() || it == '-'));
    for word in words.map(|it| it.trim_end_matches('-')) {
        if word.starts_with(prefix) && !found.iter().any(|it| it == word) {
            found.push(word.to_owned());
        }
    }
    found
}

/// The literature a cell names, by id or as the NHS.
fn literature_in(cell: &str) -> Vec<String> {
    let mut found = ids(&doubled(cell), "L-");
    let nhs = cell.split(|it: char| !it.is_alphanumeric()).any(|it| it == "NHS");
    if nhs && !found.iter().any(|it| it.starts_with("L-nhs")) {
        found.push("L-nhs-cramps".to_owned());
    }
    found
}

/// Writes out the two ids that the ledger prints as one.
fn doubled(text: &str) -> String {
    text.replace("L-schwellnus2011a/b", "L-schwellnus2011a, L-schwellnus2011b")
        .replace("L-lau2019/2021", "L-lau2019, L-lau2021")
}

/// `text` without remarks in brackets that tell how it was read.
fn bare(text: &str) -> String {
    let remarks = ["recalled", "not shown", "not checked", "reported", "corresponding author", "Northern Ireland"];
    let mut kept = String::new();
    for (n, part) in text.split(" (").enumerate() {
        match part.split_once(')') {
            Some((inside, after)) if 0 < n && remarks.iter().any(|it| inside.contains(it)) => kept += after,
            _ if 0 < n => kept = kept + " (" + part,
            _ => kept += part,
        }
    }
    kept
}

/// Every number in `text`, as it is printed.
fn numbers(text: &str) -> Vec<String> {
    let parts = text.split(|it: char| !(it.is_ascii_digit() || it == '.'));
    parts.map(|it| it.trim_matches('.').to_owned()).filter(|it| !it.is_empty()).collect()
}

/// The numbers that `text` prints as words.
fn counted_in_words(text: &str) -> impl Iterator<Item = String> {
    let words = [("one", "1"), ("One", "1"), ("twice", "2"), ("fourth", "4")];
    let spoken: BTreeSet<String> = text.split(|it: char| !it.is_alphabetic()).map(str::to_owned).collect();
    words.into_iter().filter(move |(word, _)| spoken.contains(*word)).map(|(_, number)| number.to_owned())
}

/// `text` with thousands written together, as `15778` for `15,778`.
fn digits_joined(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| all.get(at)).is_some_and(char::is_ascii_digit);
    let joins = |at: usize| matches!(all[at], ',' | ' ') && digit(at.checked_sub(1)) && digit(Some(at + 1));
    all.iter().enumerate().filter(|&(at, _)| !joins(at)).map(|(_, it)| it).collect()
}
