//! The same content for everyone: danger signs first, then articles by topic. No questions, no tier and no ranking; for
//! publishers where a personal result would need more than they can give, and for rules that are out of date.

use super::drawn::drawn;
use super::evidence::{Behind, behind, conflicts};
use super::part::{back, fold, heading, link, list, para, press, screen, section, session, words};
use super::plan::PARTS;
use super::relief::{ordered, steps};
use super::words::{fill, say};
use crate::browser::clock;
use crate::browser::dom::{Piece, el};
use crate::browser::page::Json;
use crate::session::Screen;
use content::{Message, id, kind, part};
use engine::{Acts, Advice, Claim, Conflict, Module, Never, Pattern, Relief};

const TOPICS: [Message; 5] = [id::TOPIC_EASE, id::TOPIC_FITS, id::TOPIC_ADDS, id::TOPIC_TRY, id::TOPIC_DISAGREE];

/// What else may help when a cramp is there, each with the claim that says how sure that is.
pub const OTHERS: [(Advice, Claim); 4] = [
    (Advice::RELIEF_LIGHT_MASSAGE, Claim::RELIEF_LIGHT_MASSAGE),
    (Advice::RELIEF_WARMTH, Claim::RELIEF_HEAT),
    (Advice::RELIEF_COLD, Claim::RELIEF_COLD),
    (Advice::RELIEF_PICKLE_JUICE, Claim::EXTRA_PICKLE_JUICE),
];

/// The first screen: the danger signs, then the topics.
pub fn home() -> Piece {
    let session = session();
    let is_old = engine::is_out_of_date(clock::now_ms());
    let topics = move |_| {
        let topics = TOPICS.iter().enumerate().filter(|(_, it)| !say(**it).is_empty());
        let open = |at: usize| move || session.show(Screen::Topic(at as u8));
        el("div")
            .class("choices")
            .children(topics.map(|(at, it)| press("choice", say(*it), open(at)).into()).collect())
            .into()
    };
    let topics = el("div").live_by(move || session.second_file().n_changes(), topics).into();
    let mut parts = if is_old {
        let why = fill(id::TOO_OLD_WHY, &[("date", engine::EXPIRES)]);
        vec![heading(say(id::TOO_OLD)), words("p", "lead", &why)]
    } else {
        vec![heading(say(id::INFORMATION_TITLE)), words("p", "lead", say(id::INFORMATION_LEAD))]
    };
    parts.push(section(id::INFORMATION_DANGER, safety_net()));
    parts.push(section(id::INFORMATION_TOPICS, vec![topics]));
    if is_old {
        // What was saved here stays the reader's.
        parts.push(link(id::HISTORY_LINK, Screen::History));
    }
    screen(parts)
}

/// The danger signs that ask for help, whatever else was answered.
pub fn safety_net() -> Vec<Piece> {
    let signs: Vec<String> = kind::SAFETY_NET.all().map(|it| say(it).to_owned()).collect();
    vec![para(say(id::SAFETY_NET_INTRO)), list(&signs)]
}

/// One topic, whole.
pub fn topic(at: u8, evidence: &Json) -> Piece {
    let session = session();
    let Some(of) = TOPICS.get(usize::from(at)).copied() else { return home() };
    let mut parts = vec![back(), heading(say(of)), words("p", "lead", of.part(part::INTRO).unwrap_or_default())];
    parts.push(press("link", say(id::TOPIC_SIGNS), move || session.show(Screen::Start)).into());
    parts.extend(match at {
        0 => ease(),
        1 => by_name(Pattern::all().map(|it| (kind::PATTERN.at(it.index()), fits(it))).collect()),
        2 => by_name(Claim::all().map(|it| (kind::FACTOR.at(it.index()), adds(it))).collect()),
        3 => by_name(Module::all().map(|it| (kind::MODULE.at(it.index()), to_try(it))).collect()),
        _ => conflicts(&Conflict::all().collect::<Vec<_>>(), evidence),
    });
    screen(parts)
}

/// Articles in the order of the alphabet, which is said: there is no ranking here.
fn by_name(mut articles: Vec<(Message, Vec<Piece>)>) -> Vec<Piece> {
    articles.retain(|(of, _)| !say(*of).is_empty());
    engine::order::sort_by_key(&mut articles, |(of, _)| say(*of));
    let article = |(of, parts): (Message, Vec<Piece>)| -> Piece {
        el("article").class("module").child(words("h2", "", say(of))).children(parts).into()
    };
    let mut shown = vec![words("p", "note", say(id::INFORMATION_ORDER))];
    shown.extend(articles.into_iter().map(article));
    shown
}

fn fits(it: Pattern) -> Vec<Piece> {
    vec![para(kind::PATTERN.at(it.index()).part(part::ABOUT).unwrap_or_default())]
}

fn adds(it: Claim) -> Vec<Piece> {
    let message = kind::FACTOR.at(it.index());
    let mut parts = vec![para(message.part(part::WHY).unwrap_or_default())];
    parts.extend(behind(Behind { claims: vec![it], ..Behind::default() }, say(message)));
    parts
}

fn to_try(it: Module) -> Vec<Piece> {
    let message = kind::MODULE.at(it.index());
    let mut told = el("dl");
    for (attr, label) in PARTS {
        if let Some(text) = message.part(attr) {
            told = told.child(words("dt", "", say(label))).child(words("dd", "", text));
        }
    }
    let rests = Behind { claims: it.claims().to_vec(), grade: Some(it.grade()), sources: vec![it.sources()] };
    let mut parts = vec![told.into()];
    parts.extend(not_for(it.acts()));
    parts.extend(behind(rests, say(message)));
    parts
}

/// Whom the never-advise rules keep from these acts: nobody was asked, so everyone is told.
fn not_for(acts: Acts) -> Option<Piece> {
    let mut whom: Vec<String> = Vec::new();
    for it in Never::all().filter(|it| it.acts().meets(acts)) {
        let says = say(kind::WHO.at(it.index()));
        if !says.is_empty() && !whom.iter().any(|it| it == says) {
            whom.push(says.to_owned());
        }
    }
    (!whom.is_empty())
        .then(|| el("div").class("caveat").child(words("p", "title", say(id::TOPIC_NOT))).child(list(&whom)).into())
}

/// How to ease a cramp: the common rules, each muscle of its own, and what else may help.
fn ease() -> Vec<Piece> {
    let session = session();
    let mut parts = vec![section(id::RELIEF_COMMON, vec![ordered(&steps(id::RELIEF_COMMON))])];
    parts.extend(not_for(Advice::RELIEF_STRETCH_ANY.acts()));
    for it in Relief::all() {
        let message = kind::RELIEF.at(it.index());
        let words_of = |part| message.part(part).unwrap_or_default();
        let drawings = ["", "-2"].map(|end| drawn(session, &[it.code(), end].concat()));
        let told = vec![
            el("div").class("drawings").children(drawings.into()).into(),
            para(words_of(part::POSITION)),
            ordered(&steps(message)),
            para(words_of(part::DOSE)),
            words("p", "avoid", words_of(part::AVOID)),
            para(words_of(part::AFTER)),
        ];
        parts.push(fold("muscle", say(message), told).into());
    }
    let others = OTHERS.map(|(advice, claim)| {
        let message = kind::ADVICE.at(advice.index());
        let rests = Behind { claims: vec![claim], sources: vec![advice.sources()], grade: None };
        el("article")
            .class("advice")
            .child(words("h3", "", say(message)))
            .child(words("p", "grade", say(kind::GRADE.at(claim.grade() as usize))))
            .child(para(message.part(part::HOW).unwrap_or_default()))
            .maybe(not_for(advice.acts()))
            .maybe(behind(rests, say(message)))
            .into()
    });
    parts.push(section(id::TOPIC_OTHERS, others.into()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_a_rule_keeps_from_something_told_here_is_named() {
        let (later, n_messages) = content::later();
        content::bring(later.to_owned(), n_messages).unwrap();
        let modules = Module::all().map(Module::acts).fold(Acts::default(), Acts::and);
        let told =
            OTHERS.iter().map(|(it, _)| it.acts()).fold(modules.and(Advice::RELIEF_STRETCH_ANY.acts()), Acts::and);
        let mut n_named = 0;
        for it in Never::all().filter(|it| it.code().starts_with("NA-")) {
            let is_named = !kind::WHO.at(it.index()).text().is_empty();
            assert_eq!(it.acts().meets(told), is_named, "{it}");
            n_named += usize::from(is_named);
        }
        assert!(n_named > 15, "{n_named}");
    }
}
