//! What the comparisons with the evidence share: where the evidence lies, how its tables are read, and how what
//! differs is told.

pub mod condition;
pub mod json;

use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

/// What differs, collected so that one run names every cell, and how many cells were looked at.
#[derive(Default)]
pub struct Differences {
    cells: Vec<String>,
    compared: usize,
}

impl Differences {
    /// Both sides have the same.
    pub fn same<T: PartialEq + Debug + ?Sized>(&mut self, cell: &str, theirs: &T, ours: &T) {
        self.compared += 1;
        if theirs != ours {
            self.cells.push(format!("{cell}: the evidence has {theirs:?}, the knowledge {ours:?}"));
        }
    }

    /// Both lists hold the same in the same order; tells only what one of them lacks.
    pub fn listed<T: Ord + Debug>(&mut self, cells: &str, theirs: &[T], ours: &[T]) {
        self.compared += theirs.len().max(1);
        let (in_theirs, in_ours): (BTreeSet<&T>, BTreeSet<&T>) = (theirs.iter().collect(), ours.iter().collect());
        let missing: Vec<_> = in_theirs.difference(&in_ours).collect();
        let added: Vec<_> = in_ours.difference(&in_theirs).collect();
        if !missing.is_empty() || !added.is_empty() {
            self.cells.push(format!("{cells}: the knowledge lacks {missing:?} and adds {added:?}"));
        } else if theirs != ours {
            let at = theirs.iter().zip(ours).position(|(theirs, ours)| theirs != ours);
            let at = at.map(|it| it + 1);
            self.cells.push(format!("{cells}: the order differs from place {at:?}, or something comes twice"));
        }
    }

    /// The condition that `cell` words holds.
    pub fn holds(&mut self, cell: &str, condition: bool) {
        self.compared += 1;
        if !condition {
            self.cells.push(cell.to_owned());
        }
    }

    /// What differs, in words.
    pub fn told(&self) -> &[String] {
        &self.cells
    }

    /// Fails with every cell that differs; else says how many were compared.
    pub fn none(self, of: &str) {
        assert!(self.cells.is_empty(), "{of}: {} cells differ:\n{}", self.cells.len(), self.cells.join("\n"));
        println!("{of}: {} cells compared", self.compared);
    }
}

/// The text of a shared file, where it lies beside the checkout; else a line that nothing was compared.
pub fn shared(path: &str) -> Option<String> {
    let text = fs::read_to_string(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")).join(path)).ok();
    if text.is_none() {
        println!("{path} does not lie beside the checkout: nothing was compared with it");
    }
    text
}

/// A file of the knowledge.
pub fn knowledge<T: DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge").join(name).with_extension("toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{name}.toml: {error}"))
}

/// What stands between two pieces of text.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start:?}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end:?} after {start:?}")).0
}

/// The cells of every table row, without the rows whose first cell is `heading` and without rules.
pub fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    text.lines()
        .filter(|it| it.starts_with("| "))
        .map(|it| {
            let inside = it.trim().strip_prefix('|').and_then(|it| it.strip_suffix('|')).unwrap_or(it);
            inside.split(" | ").map(|cell| cell.trim().to_owned()).collect()
        })
        .filter(|it: &Vec<String>| it[0] != heading)
        .collect()
}

/// One column of a table.
pub fn column(rows: &[Vec<String>], at: usize) -> Vec<String> {
    rows.iter().map(|it| it[at].clone()).collect()
}

/// The words of `text` that look like ids, in the order they come: letters, digits and dashes.
pub fn words(text: &str) -> Vec<&str> {
    let parts = text.split(|it: char| !(it.is_alphanumeric() || it == '-'));
    parts.map(|it| it.trim_matches('-')).filter(|it| !it.is_empty()).collect()
}

/// The ids in `text` that begin with `prefix`, each once.
pub fn ids(text: &str, prefix: &str) -> BTreeSet<String> {
    words(text).into_iter().filter(|it| it.starts_with(prefix)).map(str::to_owned).collect()
}

/// The source codes in `text`: a letter and a number, or a popular article.
pub fn codes(text: &str) -> BTreeSet<String> {
    let is_code = |it: &str| {
        let rest = it.strip_prefix(|first: char| first.is_ascii_uppercase()).unwrap_or_default();
        let digits = rest.trim_end_matches(|last: char| last.is_ascii_lowercase());
        !digits.is_empty() && digits.len() + 1 >= rest.len() && digits.chars().all(|it| it.is_ascii_digit())
    };
    let mut found = BTreeSet::new();
    for word in words(text) {
        if is_code(word) {
            found.insert(word.to_owned());
        } else if let Some(number) = word.strip_prefix("SEED-") {
            found.insert(format!("S-{number}"));
        }
    }
    found
}

/// Every number in `text`, as it is printed.
pub fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split(|it: char| !(it.is_ascii_digit() || it == '.'));
    parts.filter_map(|it| it.trim_matches('.').parse().ok()).collect()
}

/// The items of a list written with commas.
pub fn listed(text: &str) -> Vec<String> {
    text.split(',').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}
