//! The evidence behind a statement: claims, how sure we are, and sources. They travel in a second file, which is
//! fetched once after the first paint and never again; it holds no answers and is asked for without any.

use super::part::{fold, para, press, session, words};
use super::words::say;
use crate::browser::dom::{Piece, el};
use crate::browser::page::Json;
use crate::late::Part;
use crate::live::Switch;
use crate::session::{SecondFile, Session};
use content::{Message, id, kind, part};
use engine::{Claim, Conflict, Grade, Sources};

/// What is shown of the second file.
pub type Shows = Box<dyn Fn(&Json) -> Vec<Piece>>;

/// Shows something of the evidence, or that it is not there.
#[inline(never)]
pub fn with_evidence(show: Shows) -> Piece {
    let session = session();
    let show = move |_| {
        session.second_file().with_now(|it| match it {
            SecondFile::Here(evidence) if session.has_part(Part::Late) == Some(true) => {
                el("div").children(show(evidence)).into()
            }
            _ => waiting(session, Part::Late),
        })
    };
    el("div").live_by(move || stands(session, Part::Late), show).into()
}

/// How it stands with a part of the program and its words: that it is coming.
pub const COMING: u32 = 0;
/// That it is here.
pub const HERE: u32 = 1;
/// That it could not be had.
pub const MISSING: u32 = 2;

/// How it stands with a part; this is followed. What else comes changes nothing, and so takes nothing away from what is on
/// the screen.
pub fn stands(session: Session, part: Part) -> u32 {
    session.n_late();
    match session.has_part(part) {
        None => COMING,
        Some(true) => HERE,
        Some(false) => MISSING,
    }
}

/// How it stands with what comes later.
#[inline(never)]
pub fn waiting(session: Session, part: Part) -> Piece {
    if session.has_part(part) != Some(false) {
        return el("p").attr("role", "status").text(say(id::EVIDENCE_COMING)).into();
    }
    let says = if part == Part::Questions { id::NEXT_STEP_MISSING } else { id::EVIDENCE_MISSING };
    el("div")
        .class("note")
        .attr("role", "status")
        .child(para(say(says)))
        .child(press("small", say(id::TRY_AGAIN), move || session.fetch_part(part)))
        .into()
}

/// What a statement rests on.
#[derive(Clone, Default)]
pub struct Behind {
    /// The claims it rests on.
    pub claims: Vec<Claim>,
    /// How sure the whole is, where it is graded itself.
    pub grade: Option<Grade>,
    /// Its own sources.
    pub sources: Vec<Sources>,
}

/// What a statement rests on, folded away. `about` says which statement, for those who hear the page.
pub fn behind(it: Behind, about: &str) -> Option<Piece> {
    if it.claims.is_empty() && it.sources.iter().all(|it| it.number().is_none()) {
        return None;
    }
    let is_open = Switch::new(false);
    let open = move || {
        let it = it.clone();
        with_evidence(Box::new(move |evidence| told(evidence, &it)))
    };
    let summary = el("summary").text(say(id::EVIDENCE_OPEN)).child(words("span", "hidden", &[" ", about].concat()));
    let fold = el("details")
        .class("evidence")
        .on("toggle", move |_| is_open.set(true))
        .child(summary)
        .shown_while(move || is_open.is_on(), open);
    Some(fold.into())
}

fn told(evidence: &Json, it: &Behind) -> Vec<Piece> {
    let mut parts: Vec<Piece> = Vec::new();
    parts.extend(it.grade.map(grade));
    for claim in &it.claims {
        let message = kind::CLAIM.at(claim.index());
        let mut told = el("div").class("claim").child(para(say(message)));
        if let Some(statement) = message.part(part::STATEMENT) {
            told = told.child(el("p").child(words("b", "", say(id::EVIDENCE_CLAIM))).text(" ").text(statement));
        }
        told = told.child(grade(claim.grade()));
        let lists = [
            (id::EVIDENCE_SOURCES, claim.sources()),
            (id::EVIDENCE_SAY, claim.says()),
            (id::EVIDENCE_CONTRADICT, claim.contradicts()),
        ];
        for (heading, list) in lists {
            told = told.maybe(citations(evidence, heading, &[list]));
        }
        parts.push(told.into());
    }
    parts.extend(citations(evidence, id::EVIDENCE_SOURCES, &it.sources));
    parts
}

fn grade(grade: Grade) -> Piece {
    words("p", "grade", say(kind::GRADE.at(grade as usize)))
}

fn citations(evidence: &Json, heading: Message, lists: &[Sources]) -> Option<Piece> {
    let mut cited: Vec<Piece> = Vec::new();
    each_source(evidence, lists, &mut |it| cited.push(self::cited(it)));
    let is_any = !cited.is_empty();
    is_any.then(|| {
        let list = el("ul").class("cited").children(cited);
        el("div").child(words("p", "cites", say(heading))).child(list).into()
    })
}

/// Hands on each source of these lists once.
#[inline(never)]
fn each_source(evidence: &Json, lists: &[Sources], hand_on: &mut dyn FnMut(&Json)) {
    let (Some(sources), Some(all)) = (evidence.get("sources"), evidence.get("lists")) else { return };
    let mut numbers: Vec<usize> = Vec::new();
    for list in lists.iter().filter_map(|it| all.at(it.number()?)) {
        for number in list.numbers() {
            if !numbers.contains(&number) {
                numbers.push(number);
                sources.at(number).iter().for_each(&mut *hand_on);
            }
        }
    }
}

/// The citations of these lists; several pages of one publisher may be cited alike, and are named once.
pub fn cited_lines(evidence: &Json, lists: &[Sources]) -> Vec<String> {
    let mut lines = Vec::new();
    each_source(evidence, lists, &mut |it| {
        let line = it.text(0);
        if !lines.contains(&line) {
            lines.push(line);
        }
    });
    lines
}

fn cited(source: &Json) -> Piece {
    let (line, citation, address) = (el("li"), source.text(0), source.text(1));
    if !address.starts_with("https://") {
        return line.text(&citation).into();
    }
    let link = el("a").attr("href", &address).attr("target", "_blank").attr("rel", "noreferrer noopener");
    line.child(link.text(&citation)).into()
}

/// Places where sources disagree.
pub fn conflicts(conflicts: &[Conflict], evidence: &Json) -> Vec<Piece> {
    let told = |it: &Conflict| {
        let message = kind::CONFLICT.at(it.index());
        let about = fold("conflict", message.part(part::ABOUT).unwrap_or_default(), vec![para(say(message))]);
        about.maybe(citations(evidence, id::EVIDENCE_SOURCES, &[it.sources()])).into()
    };
    conflicts.iter().map(told).collect()
}
