//! The evidence behind a statement: claims, how sure we are, and sources. They travel in a second file, which is
//! fetched once after the first paint and never again; it holds no answers and is asked for without any.

use super::words::{id_of, say};
use super::piece::{IntoPiece, Live, Piece, live, nothing};
use crate::browser;
use engine::{Claim, Conflict, Grade, Source};
use leptos::prelude::*;
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
fn with_evidence(show: impl Fn(&Evidence) -> Piece + Send + 'static) -> Live {
    let shelf: Shelf = expect_context();
    live(move || match shelf.0.get() {
        State::Here(evidence) => show(&evidence),
        State::Coming => view! { <p role="status">{say("evidence-coming")}</p> }.piece(),
        State::Missing => view! {
            <p role="status">{say("evidence-missing")}</p>
            <button type="button" class="small" on:click=move |_| shelf.fetch()>{say("try-again")}</button>
        }
        .piece(),
    })
}

/// What a statement rests on, folded.
#[component]
pub fn Behind(
    /// The claims it rests on.
    #[prop(optional)]
    claims: Vec<Claim>,
    /// How sure the whole is, where it is graded itself.
    #[prop(optional)]
    grade: Option<Grade>,
    /// Its own sources.
    #[prop(optional)]
    sources: Vec<Source>,
    /// What it is about, for those who hear the page.
    #[prop(into)]
    about: String,
) -> impl IntoView {
    if claims.is_empty() && sources.is_empty() {
        return nothing();
    }
    let is_open = RwSignal::new(false);
    let content = move || {
        let (claims, sources) = (claims.clone(), sources.clone());
        if is_open.get() { with_evidence(move |it| behind(it, &claims, grade, &sources)).piece() } else { nothing() }
    };
    view! {
        <details class="evidence" on:toggle=move |_| is_open.set(true)>
            <summary>{say("evidence-open")}<span class="hidden">{[": ", &about].concat()}</span></summary>
            {live(content)}
        </details>
    }
    .piece()
}

fn behind(evidence: &Evidence, claims: &[Claim], grade: Option<Grade>, own: &[Source]) -> Piece {
    let told = claims.iter().filter_map(|it| evidence.claims.get(it.code()));
    let told = told.map(|it| {
        let statement = (!it.s.is_empty()).then(|| view! { <p><b>{say("evidence-claim")}</b>" "{it.s.clone()}</p> }.piece());
        view! {
            <div class="claim">
                <p>{it.t.clone()}</p>
                {statement}
                <p class="grade">{grade_words(evidence, &it.g)}</p>
                {citations(evidence, "evidence-sources", it.src.iter().map(String::as_str))}
                {citations(evidence, "evidence-say", it.say.iter().map(String::as_str))}
                {citations(evidence, "evidence-contradict", it.con.iter().map(String::as_str))}
            </div>
        }
        .piece()
    });
    let told = told.collect::<Vec<Piece>>();
    let whole = grade.map(|it| view! { <p class="grade">{grade_words(evidence, grade_key(it))}</p> }.piece());
    view! { {whole} {told} {citations(evidence, "evidence-sources", own.iter().map(|it| it.code()))} }.piece()
}

fn grade_key(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "a",
        Grade::B => "b",
        Grade::C => "c",
        Grade::D => "d",
    }
}

fn grade_words(evidence: &Evidence, key: &str) -> String {
    evidence.grades.get(&key.to_ascii_lowercase()).cloned().unwrap_or_default()
}

fn citations<'a>(evidence: &Evidence, heading: &'static str, codes: impl Iterator<Item = &'a str>) -> Option<Piece> {
    let cited: Vec<_> = codes.filter_map(|it| evidence.sources.get(it)).map(cited).collect();
    (!cited.is_empty()).then(|| {
        view! {
            <p class="cites">{say(heading)}</p>
            <ul class="cited">{cited}</ul>
        }
        .piece()
    })
}

fn cited(source: &Cited) -> Piece {
    let citation = source.c.clone();
    match source.u.clone().filter(|it| it.starts_with("https://")) {
        Some(address) => {
            view! { <li><a href=address target="_blank" rel="noreferrer noopener">{citation}</a></li> }.piece()
        }
        None => view! { <li>{citation}</li> }.piece(),
    }
}

/// Places where sources disagree.
#[component]
pub fn Conflicts(
    /// Which.
    conflicts: Vec<Conflict>,
) -> impl IntoView {
    with_evidence(move |evidence| {
        let shown = conflicts.iter().filter_map(|it| evidence.conflicts.get(it.code()).map(|told| (*it, told)));
        let shown = shown.map(|(conflict, told)| {
            view! {
                <details class="conflict">
                    <summary>{told.about.clone()}</summary>
                    <p>{told.t.clone()}</p>
                    {citations(evidence, "evidence-sources", conflict.sources().iter().map(|it| it.code()))}
                </details>
            }
            .piece()
        });
        shown.collect::<Vec<Piece>>().piece()
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
