//! The evidence behind a statement: claims, how sure we are, and sources. They travel in a second file, which is
//! fetched once after the first paint and never again; it holds no answers and is asked for without any.

use super::part::{fold, para, press, session, words};
use super::words::{id_of, say};
use crate::browser::dom::{Piece, el};
use crate::browser::page::Json;
use crate::live::Switch;
use crate::session::SecondFile;
use engine::{Claim, Conflict, Grade, Source};

/// Shows something of the evidence, or that it is not there.
#[inline(never)]
fn with_evidence(show: Box<dyn Fn(&Json) -> Vec<Piece>>) -> Piece {
    let session = session();
    let show = move |_| {
        session.second_file().with_now(|it| match it {
            SecondFile::Here(evidence) => el("div").children(show(evidence)).into(),
            SecondFile::Coming => el("p").attr("role", "status").text(say("evidence-coming")).into(),
            SecondFile::Missing => el("div")
                .attr("role", "status")
                .child(para(say("evidence-missing")))
                .child(press("small", say("try-again"), move || session.fetch_second_file()))
                .into(),
        })
    };
    el("div").live_by(move || session.second_file().n_changes(), show).into()
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
    let is_open = Switch::new(false);
    let open = move || {
        let it = it.clone();
        with_evidence(Box::new(move |evidence| told(evidence, &it)))
    };
    let summary = el("summary").text(say("evidence-open")).child(words("span", "hidden", &[": ", about].concat()));
    let fold = el("details")
        .class("evidence")
        .on("toggle", move |_| is_open.set(true))
        .child(summary)
        .shown_while(move || is_open.is_on(), open);
    Some(fold.into())
}

fn told(evidence: &Json, it: &Behind) -> Vec<Piece> {
    let mut parts: Vec<Piece> = Vec::new();
    parts.extend(it.grade.map(|it| words("p", "grade", &grade_words(evidence, grade_key(it)))));
    for claim in it.claims.iter().filter_map(|it| evidence.get("claims")?.get(it.code())) {
        let mut told = el("div").class("claim").child(para(&claim.text("t")));
        let statement = claim.text("s");
        if !statement.is_empty() {
            told = told.child(el("p").child(words("b", "", say("evidence-claim"))).text(" ").text(&statement));
        }
        told = told.child(words("p", "grade", &grade_words(evidence, &claim.text("g"))));
        for (heading, list) in [("evidence-sources", "src"), ("evidence-say", "say"), ("evidence-contradict", "con")] {
            told = told.maybe(citations(evidence, heading, &claim.texts(list)));
        }
        parts.push(told.into());
    }
    parts.extend(own_sources(evidence, &it.sources));
    parts
}

fn own_sources(evidence: &Json, sources: &[Source]) -> Option<Piece> {
    let codes: Vec<String> = sources.iter().map(|it| it.code().to_owned()).collect();
    citations(evidence, "evidence-sources", &codes)
}

fn grade_key(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "a",
        Grade::B => "b",
        Grade::C => "c",
        Grade::D => "d",
    }
}

fn grade_words(evidence: &Json, key: &str) -> String {
    evidence.get("grades").map(|it| it.text(key)).unwrap_or_default()
}

fn citations(evidence: &Json, heading: &'static str, codes: &[String]) -> Option<Piece> {
    let sources = evidence.get("sources")?;
    let cited: Vec<Piece> = codes.iter().filter_map(|it| sources.get(it)).map(|it| cited(&it)).collect();
    let is_any = !cited.is_empty();
    is_any.then(|| {
        let list = el("ul").class("cited").children(cited);
        el("div").child(words("p", "cites", say(heading))).child(list).into()
    })
}

fn cited(source: &Json) -> Piece {
    let (line, citation, address) = (el("li"), source.text("c"), source.text("u"));
    if !address.starts_with("https://") {
        return line.text(&citation).into();
    }
    let link = el("a").attr("href", &address).attr("target", "_blank").attr("rel", "noreferrer noopener");
    line.child(link.text(&citation)).into()
}

/// Places where sources disagree.
pub fn conflicts(conflicts: Vec<Conflict>) -> Piece {
    with_evidence(Box::new(move |evidence| {
        let told = evidence.get("conflicts");
        let shown = conflicts.iter().filter_map(|it| {
            let told = told.as_ref()?.get(it.code())?;
            let about = fold("conflict", &told.text("about"), vec![para(&told.text("t"))]);
            Some(about.maybe(own_sources(evidence, it.sources())).into())
        });
        shown.collect()
    }))
}

/// The message of a claim that counts as a factor.
pub fn factor_message(claim: Claim) -> String {
    id_of("factor", claim.code())
}
