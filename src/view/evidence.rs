//! The evidence behind a statement: claims, how sure we are, and sources. They travel in a second file, which is
//! fetched once after the first paint and never again; it holds no answers and is asked for without any.

use super::part::{fold, para, press, words};
use super::words::{id_of, say};
use crate::browser;
use crate::browser::dom::{Piece, el};
use engine::{Claim, Conflict, Grade, Source};
use leptos::prelude::{Get, RwSignal, Set, expect_context};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The second file, as `cargo xtask` writes it.
#[derive(Debug, Default, Deserialize)]
pub struct Evidence {
    claims: BTreeMap<String, Told>,
    conflicts: BTreeMap<String, Disagreement>,
    grades: BTreeMap<String, String>,
    sources: BTreeMap<String, Cited>,
}

/// A claim.
#[derive(Debug, Deserialize)]
struct Told {
    /// What the reader is told.
    t: String,
    /// The claim as articles put it.
    #[serde(default)]
    s: String,
    /// How sure it is: a key of `grades`.
    g: String,
    /// Where it comes from.
    #[serde(default)]
    src: Vec<String>,
    /// The articles that say so.
    #[serde(default)]
    say: Vec<String>,
    /// The articles that say otherwise.
    #[serde(default)]
    con: Vec<String>,
}

/// A place where sources disagree.
#[derive(Debug, Deserialize)]
struct Disagreement {
    /// What the reader is told.
    t: String,
    /// What they disagree on.
    about: String,
}

/// A source.
#[derive(Debug, Deserialize)]
struct Cited {
    /// The citation.
    c: String,
    /// Its address, where it is known.
    u: Option<String>,
}

/// Where the second file is.
#[derive(Clone)]
enum State {
    Coming,
    Here(Arc<Evidence>),
    Missing,
}

/// Holds the second file for all that show it.
#[derive(Clone, Copy)]
pub struct Shelf(RwSignal<State>);

impl Shelf {
    /// Fetches the file after the first paint.
    pub fn new() -> Self {
        let shelf = Self(RwSignal::new(State::Coming));
        browser::focus::after_paint(move || shelf.fetch());
        shelf
    }

    fn fetch(self) {
        self.0.set(State::Coming);
        browser::page::fetch_text("evidence.json", move |text| {
            let read = text.and_then(|it| serde_json::from_str(&it).ok());
            self.0.set(read.map_or(State::Missing, |it| State::Here(Arc::new(it))));
        });
    }
}

impl Default for Shelf {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows something of the evidence, or that it is not there.
fn with_evidence(show: impl Fn(&Evidence) -> Vec<Piece> + 'static) -> Piece {
    let shelf: Shelf = expect_context();
    let show = move || match shelf.0.get() {
        State::Here(evidence) => el("div").children(show(&evidence)).into(),
        State::Coming => el("p").attr("role", "status").text(say("evidence-coming")).into(),
        State::Missing => el("div")
            .attr("role", "status")
            .child(para(say("evidence-missing")))
            .child(press("small", say("try-again"), move || shelf.fetch()))
            .into(),
    };
    el("div").live(show).into()
}

/// What a statement rests on.
#[derive(Clone, Default)]
pub struct Behind {
    /// The claims it rests on.
    pub claims: Vec<Claim>,
    /// How sure the whole is, where it is graded itself.
    pub grade: Option<Grade>,
    /// Its own sources.
    pub sources: Vec<Source>,
}

/// What a statement rests on, folded away. `about` says which statement, for those who hear the page.
pub fn behind(it: Behind, about: &str) -> Option<Piece> {
    if it.claims.is_empty() && it.sources.is_empty() {
        return None;
    }
    let is_open = RwSignal::new(false);
    let open = move || {
        let it = it.clone();
        with_evidence(move |evidence| told(evidence, &it))
    };
    let summary = el("summary").text(say("evidence-open")).child(words("span", "hidden", &[": ", about].concat()));
    let fold = el("details")
        .class("evidence")
        .on("toggle", move |_| is_open.set(true))
        .child(summary)
        .shown_while(move || is_open.get(), open);
    Some(fold.into())
}

fn told(evidence: &Evidence, it: &Behind) -> Vec<Piece> {
    let mut parts: Vec<Piece> = Vec::new();
    parts.extend(it.grade.map(|it| words("p", "grade", grade_words(evidence, grade_key(it)))));
    for claim in it.claims.iter().filter_map(|it| evidence.claims.get(it.code())) {
        let mut told = el("div").class("claim").child(para(&claim.t));
        if !claim.s.is_empty() {
            told = told.child(el("p").child(words("b", "", say("evidence-claim"))).text(" ").text(&claim.s));
        }
        told = told.child(words("p", "grade", grade_words(evidence, &claim.g)));
        for (heading, codes) in
            [("evidence-sources", &claim.src), ("evidence-say", &claim.say), ("evidence-contradict", &claim.con)]
        {
            told = told.maybe(citations(evidence, heading, &mut codes.iter().map(String::as_str)));
        }
        parts.push(told.into());
    }
    parts.extend(citations(evidence, "evidence-sources", &mut it.sources.iter().map(|it| it.code())));
    parts
}

fn grade_key(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "a",
        Grade::B => "b",
        Grade::C => "c",
        Grade::D => "d",
    }
}

fn grade_words<'a>(evidence: &'a Evidence, key: &str) -> &'a str {
    evidence.grades.get(&key.to_ascii_lowercase()).map(String::as_str).unwrap_or_default()
}

fn citations<'a>(
    evidence: &Evidence,
    heading: &'static str,
    codes: &mut dyn Iterator<Item = &'a str>,
) -> Option<Piece> {
    let cited: Vec<Piece> = codes.filter_map(|it| evidence.sources.get(it)).map(cited).collect();
    let is_any = !cited.is_empty();
    is_any.then(|| {
        let list = el("ul").class("cited").children(cited);
        el("div").child(words("p", "cites", say(heading))).child(list).into()
    })
}

fn cited(source: &Cited) -> Piece {
    let line = el("li");
    match source.u.as_deref().filter(|it| it.starts_with("https://")) {
        Some(address) => {
            let link = el("a").attr("href", address).attr("target", "_blank").attr("rel", "noreferrer noopener");
            line.child(link.text(&source.c)).into()
        }
        None => line.text(&source.c).into(),
    }
}

/// Places where sources disagree.
pub fn conflicts(conflicts: Vec<Conflict>) -> Piece {
    with_evidence(move |evidence| {
        let shown = conflicts.iter().filter_map(|it| evidence.conflicts.get(it.code()).map(|told| (*it, told)));
        let shown = shown.map(|(conflict, told)| {
            let sources = citations(evidence, "evidence-sources", &mut conflict.sources().iter().map(|it| it.code()));
            fold("conflict", &told.about, vec![para(&told.t)]).maybe(sources).into()
        });
        shown.collect()
    })
}

/// The message of a claim that counts as a factor.
pub fn factor_message(claim: Claim) -> String {
    id_of("factor", claim.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_file_reads_as_described() {
        let text = r#"{
            "claims": {"cramp-common": {"t": "Many get cramps.", "s": "It is common.", "g": "b", "src": ["L-a"], "say": ["S-000"], "con": []}},
            "conflicts": {"C-01": {"t": "Nobody knows.", "about": "Does it help?"}},
            "grades": {"a": "sure", "b": "fairly sure", "c": "not so sure", "d": "against"},
            "sources": {"L-a": {"c": "A, 2020", "u": "https://example.org/a"}, "S-000": {"c": "An article"}}
        }"#;
        let evidence: Evidence = serde_json::from_str(text).unwrap();
        assert_eq!(evidence.claims["cramp-common"].src, ["L-a"]);
        assert_eq!(grade_words(&evidence, "B"), "fairly sure");
        assert_eq!(evidence.sources["S-000"].u, None);
        assert_eq!(evidence.conflicts["C-01"].about, "Does it help?");
    }
}
