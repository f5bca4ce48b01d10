//! The result: how soon to get help and why, what to do now, what it fits with, what added to it, and what to try.

use super::again::look_again;
use super::asides::saved_message;
use super::change::{changes, left_out};
use super::compare::against_last_time;
use super::evidence::{Behind, behind, conflicts, stands, with_evidence};
use super::factor::factors;
use super::part::{back, dated, fold, heading, keep, link, list, para, press, screen, section, session, words};
use super::pattern::patterns;
use super::plan::plan;
use super::reason::reasons;
use super::told;
use super::water::water;
use super::words::{fill, question, say, tier};
use crate::browser::clock;
use crate::browser::dom::{Piece, drawing, el, nothing, svg, value_of};
use crate::browser::page::Json;
use crate::late::{self, Late, Part as LatePart};
use crate::live::Dial;
use crate::route;
use crate::session::{Screen, Session};
use content::{Message, Part, id, kind, part};
use engine::{Advised, Answers, Assessment, Item, Never, Stage, Tier, Withheld};
use record::history::{Entry, Ulid};
use std::rc::Rc;

/// The call for help, where the answers of this run are an emergency.
pub fn help_now() -> Piece {
    let session = session();
    let (answers, assessment) = (session.answers_now(), session.assessment());
    let mut parts = emergency(&answers, &assessment);
    if session.has_part(LatePart::Questions) != Some(true) {
        // The answers are told in words that are still on their way, where a run is gone on with.
        parts.pop();
        let why = move |_| why(&answers, &assessment);
        parts.push(el("div").live_by(move || stands(session, LatePart::Questions), why).into());
    }
    parts.push(dated("on-paper", id::RESULT_OF, clock::now_ms(), &session.name()));
    parts.push(press("link", say(id::BY_MISTAKE), move || session.that_was_a_mistake()).into());
    screen(parts)
}

/// What the answers of this run ask for so far, where nothing more can be asked.
pub fn so_far() -> Piece {
    let session = session();
    let (answers, assessment) = (session.answers_now(), session.assessment());
    let card = el("section").class("care-card").attr("data-tier", assessment.tier.code());
    card.children(tier_head(assessment.tier)).child(why(&answers, &assessment)).into()
}

/// Why the tier is what it is, with nothing folded.
fn why(answers: &Answers, assessment: &Assessment) -> Piece {
    section(id::WHY_HEADING, reasons(assessment, answers, None))
}

/// What follows from the answers of this run, where they are no emergency.
pub fn result() -> Piece {
    let session = session();
    let assessment = session.assessment();
    let at = dated("on-paper", id::RESULT_OF, clock::now_ms(), &session.name());
    let saved = session.entry_now().id;
    // Deleted while it is on the screen, it is saved no longer.
    let kept = move || {
        session.n_saved();
        match session.with_store(|it| it.row(saved)) {
            Some(_) => say(saved_message(session, id::RESULT_SAVED)).to_owned(),
            None => String::new(),
        }
    };
    let actions = el("div")
        .class("actions")
        .maybe(to_coach(session, None))
        .child(press("small", say(id::CHANGE_ANSWERS), move || session.show(Screen::Review)))
        .child(press("small", say(id::FOR_DOCTOR), move || session.show(Screen::Doctor(None))))
        .maybe(share(session, None))
        .maybe(session.can_print().then(|| press("small print", say(id::PRINT), move || session.print()).into()))
        .maybe((!session.is_kiosk()).then(|| press("small", say(id::START_OVER), move || session.start_over()).into()));
    let after = el("section")
        .class("after")
        .child(para(say(id::DISCLAIMER_RESULT)))
        .child(el("p").attr("role", "status").live_text(kept))
        .child(actions)
        .maybe((!session.is_kiosk()).then(|| link(id::HISTORY_LINK, Screen::History)))
        .maybe(keep(session));
    let mut parts = vec![back(), at];
    let more = more_exact(&session.answers_now());
    parts.extend(findings(session.entry_now(), assessment, true));
    parts.extend(more);
    parts.push(after.into());
    screen(parts)
}

/// The way to what can be sent of a result; nothing where no page of our own could open it.
pub fn share(session: Session, saved: Option<Ulid>) -> Option<Piece> {
    let share = || press("small", say(id::SHARE), move || session.show(Screen::Share(saved))).into();
    session.home().is_some().then(share)
}

/// The way to what the coach gets, where a team is answered for.
pub fn to_coach(session: Session, saved: Option<Ulid>) -> Option<Piece> {
    let class = if saved.is_none() { "go" } else { "small" };
    let send = || press(class, say(id::TO_COACH), move || session.show(Screen::Send(saved))).into();
    session.has_team().then(send)
}

/// The call to action with the first-aid lines that are allowed under it, and nothing else.
pub fn emergency(answers: &Answers, assessment: &Assessment) -> Vec<Piece> {
    let lines: Vec<String> =
        assessment.first_aid.iter().map(|it| say(kind::FIRST_AID.at(it.index())).to_owned()).collect();
    let card = el("section").class("care-card").attr("data-tier", "emergency").children(tier_head(Tier::Emergency));
    vec![card.child(regions()).into(), section(id::FIRST_AID_HEADING, vec![list(&lines)]), why(answers, assessment)]
}

/// The headline of a tier: in a word, what to do, how soon.
pub fn tier_head(of: Tier) -> Vec<Piece> {
    let message = tier(of);
    let words_of = |part: Part| message.part(part).unwrap_or_default();
    let path = match of {
        Tier::Emergency => {
            "M8 3h-3a2 2 0 0 0-2 2c0 9 7 16 16 16a2 2 0 0 0 2-2v-3l-5-2-2 2c-3-1-5-3-6-6l2-2zM14 7a4 4 0 0 1 3 3M14 2.5a8 8 0 0 1 7.5 7.5"
        }
        Tier::Urgent => "M12 3a9 9 0 1 0 .1 0zM12 7v5l3 3",
        Tier::Soon => {
            "M5 5h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-12a2 2 0 0 1 2-2zM3 10h18M8 2.5v4M16 2.5v4"
        }
        Tier::SelfCare => {
            "M3 11l9-8 9 8M5 9.5v9.5a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-9.5M12 17.5l-3.5-3.5a2.1 2.1 0 0 1 3.5-2.3 2.1 2.1 0 0 1 3.5 2.3z"
        }
    };
    let icon = drawing("icon", ["24", "24"], vec![svg("path").attr("d", path).into()]);
    let mut parts = vec![
        el("p").class("short").child(icon).child(words("span", "", words_of(part::SHORT))).into(),
        heading(say(message)),
    ];
    if of != Tier::Emergency {
        parts.push(words("p", "when", words_of(part::WHEN)));
    }
    parts.push(words("p", "lead", words_of(part::LEAD)));
    parts
}

/// A picker for the region, and a link that dials once the reader has picked. Nothing is guessed.
fn regions() -> Piece {
    const REGIONS: [Message; 13] = [
        id::REGION_EU,
        id::REGION_UK,
        id::REGION_US,
        id::REGION_AU,
        id::REGION_NZ,
        id::REGION_IN,
        id::REGION_JP,
        id::REGION_CN,
        id::REGION_SG,
        id::REGION_HK,
        id::REGION_ZA,
        id::REGION_BR,
        id::REGION_OTHER,
    ];
    let picked = Dial::new(0);
    let option = |value: &str, text: &str| -> Piece { el("option").attr("value", value).text(text).into() };
    let dial = move |picked: u32| {
        let Some(region) = (picked as usize).checked_sub(1).and_then(|it| REGIONS.get(it)) else { return nothing() };
        let Some(number) = region.part(part::NUMBER) else { return nothing() };
        let dial = fill(id::DIAL, &[("number", number), ("region", say(*region))]);
        el("div")
            .child(el("a").class("dial").attr("href", &["tel:", number].concat()).text(&dial))
            .maybe(region.part(part::NOTE).map(para))
            .into()
    };
    let picker = el("select")
        .attr("id", "region")
        .class("field")
        .on("change", move |event| picked.set(value_of(&event).parse().unwrap_or_default()))
        .child(option("", say(id::REGION_PICK)))
        .children(REGIONS.iter().enumerate().map(|(at, it)| option(&(at + 1).to_string(), say(*it))).collect());
    el("div")
        .class("regions")
        .child(el("label").attr("for", "region").text(say(id::REGION_INTRO)))
        .child(picker)
        .child(el("div").attr("role", "status").live_by(move || picked.get(), dial))
        .into()
}

/// Everything a result says that is no emergency. `is_live` where the answers can still be changed.
pub fn findings(entry: Entry, assessment: Rc<Assessment>, is_live: bool) -> Vec<Piece> {
    let answers = &entry.answers;
    let now = advice_lines(answers, &assessment);
    let card = care_card(answers, &assessment, skipped(answers, &assessment, is_live));
    let mut net = super::information::safety_net();
    net.extend(look_again(&entry, assessment.tier));
    vec![
        card,
        section(id::NOW_HEADING, now),
        with_evidence(Box::new(move |evidence| late::show(Late::Findings(&entry, &assessment, evidence)))),
        section(id::SAFETY_NET, net),
    ]
}

/// How soon to get help, and why. `between` stands before the reasons.
pub fn care_card(answers: &Answers, assessment: &Assessment, between: Option<Piece>) -> Piece {
    el("section")
        .class("care-card")
        .attr("data-tier", assessment.tier.code())
        .children(tier_head(assessment.tier))
        .maybe(between)
        .child(words("h2", "", say(id::WHY_HEADING)))
        .children(reasons(assessment, answers, Some(behind)))
        .into()
}

/// What to do now, and what to leave alone.
pub fn advice_lines(answers: &Answers, assessment: &Assessment) -> Vec<Piece> {
    let advised = assessment.advice.iter().filter(|it| it.advice.module().is_none());
    let mut now: Vec<Piece> = advised.map(|it| advice(it, answers)).collect();
    let leave = leave_alone(&assessment.withheld, answers);
    if !leave.is_empty() {
        now.extend([words("h3", "", say(id::LEAVE_HEADING)), list(&leave)]);
    }
    now
}

/// What it fits with, what added to it, what to try, where sources disagree, and what is new: all that is told in the
/// words of the second file.
pub fn behind_it(entry: &Entry, assessment: &Assessment, evidence: &Json) -> Vec<Piece> {
    let answers = &entry.answers;
    let mut parts = Vec::new();
    parts.extend(patterns(assessment, answers));
    parts.extend(factors(&assessment.factors, answers));
    parts.extend(changes(answers, assessment));
    parts.extend(plan(&assessment.modules, answers));
    parts.extend(assessment.hydration.map(water));
    if !assessment.conflicts.is_empty() {
        parts.push(section(id::CONFLICTS_HEADING, conflicts(&assessment.conflicts, evidence)));
    }
    parts.extend(against_last_time(entry, assessment));
    parts
}

/// The questions that were left out, named: above the advice where nothing asks for help, and at every other tier too.
fn skipped(answers: &Answers, assessment: &Assessment, is_live: bool) -> Option<Piece> {
    let first = route::step_of(*assessment.skipped.first()?);
    let session = session();
    let mut named = vec![left_out(answers, &assessment.skipped)];
    if is_live {
        named.push(press("small", say(id::ANSWER_SKIPPED), move || session.edit_from_review(first)).into());
    }
    if assessment.tier == Tier::SelfCare {
        let title = words("p", "title", say(id::CAVEAT_SKIPPED));
        return Some(el("div").class("caveat").child(title).children(named).into());
    }
    let summary = fill(id::SKIPPED_NAMED, &[("n", &assessment.skipped.len().to_string())]);
    Some(fold("caveat", &summary, named).into())
}

fn advice(advised: &Advised, answers: &Answers) -> Piece {
    let message = kind::ADVICE.at(advised.advice.index());
    let sources = vec![advised.advice.sources()];
    el("article")
        .class("advice")
        .child(words("h3", "", say(message)))
        .child(para(message.part(part::HOW).unwrap_or_default()))
        .maybe(told::because(told::facts(&advised.because, answers)))
        .maybe(behind(Behind { sources, ..Behind::default() }, say(message)))
        .into()
}

/// What to leave alone, for rules that a person's own answers made hold; of those about drinking only the strictest.
pub fn leave_alone(withheld: &[Withheld], answers: &Answers) -> Vec<String> {
    const DRINK: [Never; 3] = [Never::NA_09, Never::NA_08, Never::NA_07];
    let mine = || withheld.iter().filter(|it| !it.because.is_empty()).map(|it| it.rule);
    let drink = DRINK.into_iter().find(|rule| mine().any(|it| it == *rule));
    let shown = mine().filter(|it| !DRINK.contains(it) || Some(*it) == drink);
    let words = shown.map(|it| {
        let message = kind::NEVER.at(it.index());
        let is_statin = it == Never::NA_16 && answers.has(Item::RF_STATIN_MUSCLE, "yes");
        let text = if is_statin { message.part(part::STATIN) } else { None };
        text.unwrap_or(say(message)).to_owned()
    });
    words.filter(|it| !it.is_empty()).collect()
}

/// Questions that are still open, each with what its answer could change.
fn more_exact(answers: &Answers) -> Option<Piece> {
    let session = session();
    let matters = engine::detail_that_matters(answers);
    let is_open = |it: &Item| {
        matches!(it.stage(), Stage::Detail | Stage::Measure)
            && answers.is_enabled(*it)
            && !engine::hides(answers, *it)
            && !answers.is_answered(*it)
    };
    let mut open: Vec<Item> = Item::all().filter(is_open).collect();
    engine::order::sort_by_key(&mut open, |it| !matters.contains(it));
    if open.is_empty() {
        return None;
    }
    let rows = open.into_iter().map(|item| {
        let could = match item.stage() {
            Stage::Measure => id::EXACT_WATER,
            _ if matters.contains(&item) => id::EXACT_LEADING,
            _ => id::EXACT_REST,
        };
        let open = press("link", question(item), move || session.make_more_exact(item));
        el("li").child(open).child(para(say(could))).into()
    });
    let rows = el("ul").children(rows.collect()).into();
    Some(fold("exact", say(id::EXACT_HEADING), vec![rows]).into())
}
