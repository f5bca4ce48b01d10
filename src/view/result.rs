//! The result: how soon to get help and why, what to do now, what it fits with, what added to it, and what to try.

use super::asides::place_message;
use super::evidence::{Behind, behind, conflicts, with_evidence};
use super::part::{back, dated, fold, heading, link, list, para, press, screen, section, session, words};
use super::told;
use super::words::{fill, fixed, question, say, tier};
use crate::browser::clock;
use crate::browser::dom::{Piece, drawing, el, nothing, svg, value_of};
use crate::browser::page::{self, Json};
use crate::browser::store::Place;
use crate::live::Dial;
use crate::route;
use crate::session::{Screen, Units};
use content::{Message, Part, id, kind, part};
use engine::hydration::{Change, Hydration};
use engine::{
    Advised, Answers, Assessment, Evidence, Factor, Item, Match, Never, Planned, Reason, Rule, Stage, Strength, Tier,
    Withheld,
};
use std::rc::Rc;

/// How many parts of a plan are shown unfolded.
const PLAN_AT_MOST: usize = 3;
/// How many answers are named for a pattern, and against it.
const NAMED_AT_MOST: usize = 5;
/// The weights, in hundredths of a ratio, from which a factor is called likely, or possible.
const LIKELY: i32 = 150;
const POSSIBLE: i32 = 125;

/// What follows from the answers of this run.
pub fn result() -> Piece {
    let session = session();
    let answers = session.answers_now();
    let assessment = session.assessment();
    let at = dated("on-paper", id::RESULT_OF, clock::now_ms(), &session.name());
    if assessment.tier == Tier::Emergency {
        let mut parts = emergency(&answers, &assessment);
        parts.push(at);
        parts.push(press("link", say(id::BY_MISTAKE), move || session.that_was_a_mistake()).into());
        return screen(parts);
    }
    let kept = move || match session.place() {
        Place::Browser => say(id::RESULT_SAVED).to_owned(),
        place @ Place::Memory { .. } => say(place_message(place)).to_owned(),
    };
    let actions = el("div")
        .class("actions")
        .child(press("small", say(id::CHANGE_ANSWERS), move || session.show(Screen::Review)))
        .child(press("small", say(id::PRINT), page::print))
        .child(press("small", say(id::START_OVER), move || session.start_over()));
    let after = el("section")
        .class("after")
        .child(para(say(id::DISCLAIMER_RESULT)))
        .child(el("p").attr("role", "status").live_text(kept))
        .child(actions)
        .child(link(id::HISTORY_LINK, Screen::History));
    let mut parts = vec![back(), at];
    let more = more_exact(&answers);
    parts.extend(findings(answers, assessment, true));
    parts.extend(more);
    parts.push(after.into());
    screen(parts)
}

/// The call to action with the first-aid lines that are allowed under it, and nothing else.
pub fn emergency(answers: &Answers, assessment: &Assessment) -> Vec<Piece> {
    let lines: Vec<String> =
        assessment.first_aid.iter().map(|it| say(kind::FIRST_AID.at(it.index())).to_owned()).collect();
    let card = el("section").class("care-card").attr("data-tier", "emergency").children(tier_head(Tier::Emergency));
    let mut why = vec![];
    why.extend(reasons(assessment, answers, false));
    vec![
        card.child(regions()).into(),
        section(id::FIRST_AID_HEADING, vec![list(&lines)]),
        section(id::WHY_HEADING, why),
    ]
}

/// The headline of a tier: in a word, what to do, how soon.
fn tier_head(of: Tier) -> Vec<Piece> {
    let message = tier(of);
    let words_of = |part: Part| message.part(part).unwrap_or_default();
    let path = match of {
        Tier::Emergency => "M12 2 1 21h22L12 2Zm0 7v6m0 2v1",
        Tier::Urgent => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4v6m0 3v1",
        Tier::Soon => "M4 6h16v14H4V6Zm0 4h16M8 3v4m8-4v4",
        Tier::SelfCare => "M12 20S3 14 3 8a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 6-9 12-9 12Z",
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
pub fn findings(answers: Answers, assessment: Rc<Assessment>, is_live: bool) -> Vec<Piece> {
    let (answers, assessment) = (Rc::new(answers), assessment);
    let now = advice_lines(&answers, &assessment);
    let net: Vec<String> = kind::SAFETY_NET.all().map(|it| say(it).to_owned()).collect();
    let card = care_card(&answers, &assessment, skipped(&assessment, is_live));
    let mut parts = vec![card, section(id::NOW_HEADING, now)];
    let tier = assessment.tier;
    parts.push(with_evidence(Box::new(move |evidence| behind_it(&answers, &assessment, evidence))));
    let net = vec![
        para(say(id::SAFETY_NET_INTRO)),
        list(&net),
        words("h3", "", say(id::LOOK_AGAIN_HEADING)),
        para(say(kind::LOOK_AGAIN.at(tier as usize))),
    ];
    parts.push(section(id::SAFETY_NET, net));
    parts
}

/// How soon to get help, and why. `between` stands before the reasons.
pub fn care_card(answers: &Answers, assessment: &Assessment, between: Option<Piece>) -> Piece {
    el("section")
        .class("care-card")
        .attr("data-tier", assessment.tier.code())
        .children(tier_head(assessment.tier))
        .maybe(between)
        .child(words("h2", "", say(id::WHY_HEADING)))
        .children(reasons(assessment, answers, true))
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

/// What it fits with, what added to it, what to try, and where sources disagree: all that is told in the words of the
/// second file.
fn behind_it(answers: &Answers, assessment: &Assessment, evidence: &Json) -> Vec<Piece> {
    let mut parts = Vec::new();
    parts.extend(patterns(assessment, answers));
    parts.extend(factors(&assessment.factors, answers));
    parts.extend(plan(&assessment.modules, answers));
    parts.extend(assessment.hydration.map(water));
    if !assessment.conflicts.is_empty() {
        parts.push(section(id::CONFLICTS_HEADING, conflicts(&assessment.conflicts, evidence)));
    }
    parts
}

/// The questions that were left out, named: above the advice where nothing asks for help, and at every other tier too.
fn skipped(assessment: &Assessment, is_live: bool) -> Option<Piece> {
    let first = route::step_of(*assessment.skipped.first()?);
    let session = session();
    let names: Vec<String> = assessment.skipped.iter().map(|it| told::short(*it).to_owned()).collect();
    let mut named = vec![list(&names)];
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

/// What raised the tier, in the person's own answers; what asks for less is folded.
fn reasons(assessment: &Assessment, answers: &Answers, may_unfold: bool) -> Vec<Piece> {
    // CR-01 says again what a flag of its own says better.
    let has_flag = assessment.reasons.iter().any(|it| it.rule.is_flag() && it.tier == assessment.tier);
    let (mut high, mut low) = (Vec::new(), Vec::new());
    for it in &assessment.reasons {
        let why = say(kind::WHY.at(it.rule.index()));
        if why.is_empty() || (it.rule == Rule::CR_01 && has_flag) {
            continue;
        }
        let list = if it.tier == assessment.tier { &mut high } else { &mut low };
        list.push(reason(it, why, answers, may_unfold));
    }
    let mut parts = vec![el("ul").class("reasons").children(high).into()];
    if may_unfold && !low.is_empty() {
        let low = el("ul").class("reasons").children(low).into();
        parts.push(fold("", say(id::OTHER_REASONS), vec![low]).into());
    }
    parts
}

fn reason(reason: &Reason, why: &str, answers: &Answers, may_unfold: bool) -> Piece {
    let mut said = told::facts(&reason.because, answers);
    if !reason.rule.is_flag() {
        said.truncate(NAMED_AT_MOST);
    }
    let said = said.join("; ");
    let mut parts = Vec::new();
    if !said.is_empty() {
        parts.push(words("p", "said", &fill(id::YOU_TOLD_US, &[("said", &said)])));
    }
    parts.push(para(why));
    if may_unfold {
        parts.extend(behind(Behind { sources: vec![reason.rule.sources()], ..Behind::default() }, why));
    }
    el("li").children(parts).into()
}

fn advice(advised: &Advised, answers: &Answers) -> Piece {
    let message = kind::ADVICE.at(advised.advice.index());
    let sources = vec![advised.advice.sources()];
    el("article")
        .class("advice")
        .child(words("h3", "", say(message)))
        .child(para(message.part(part::HOW).unwrap_or_default()))
        .maybe(because(told::facts(&advised.because, answers)))
        .maybe(behind(Behind { sources, ..Behind::default() }, say(message)))
        .into()
}

/// "Because you told us …", on one line.
fn because(mut told: Vec<String>) -> Option<Piece> {
    told.truncate(NAMED_AT_MOST);
    let is_any = !told.is_empty();
    is_any.then(|| words("p", "because", &fill(id::BECAUSE, &[("said", &told.join("; "))])))
}

/// What to leave alone, for rules that a person's own answers made hold; of those about drinking only the strictest.
fn leave_alone(withheld: &[Withheld], answers: &Answers) -> Vec<String> {
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

fn patterns(assessment: &Assessment, answers: &Answers) -> Option<Piece> {
    if answers.has(Item::AGE, "under-16") {
        return None;
    }
    let (shown, weak): (Vec<&Match>, Vec<&Match>) =
        assessment.patterns.iter().partition(|it| it.strength >= Strength::Possible);
    let mut done = Vec::new();
    let mut parts: Vec<Piece> = Vec::new();
    for it in &shown {
        if done.contains(&it.pattern) {
            continue;
        }
        done.push(it.pattern);
        match shown.iter().find(|other| it.twin == Some(other.pattern) && !done.contains(&other.pattern)) {
            Some(twin) => {
                done.push(twin.pattern);
                parts.push(para(say(id::PATTERN_TWINS)));
                parts.push(el("div").class("twins").child(pattern(it, answers)).child(pattern(twin, answers)).into());
            }
            None => parts.push(pattern(it, answers)),
        }
    }
    if parts.is_empty() {
        parts.push(para(say(id::PATTERNS_NONE)));
    }
    if !weak.is_empty() {
        let weak = weak.into_iter().map(|it| pattern(it, answers)).collect();
        parts.push(fold("rest", say(id::PATTERNS_OTHER), weak).into());
    }
    Some(section(id::PATTERNS_HEADING, parts))
}

fn pattern(it: &Match, answers: &Answers) -> Piece {
    let message = kind::PATTERN.at(it.pattern.index());
    let named = |evidence: &[Evidence]| {
        let mut told = told::facts(evidence.iter().flat_map(|it| &it.facts), answers);
        told.truncate(NAMED_AT_MOST);
        told
    };
    let (for_it, against) = (named(&it.because), named(&it.against));
    let sources = it.because.iter().chain(&it.against).map(|it| it.sources).collect();
    let mut parts = vec![
        words("h3", "", say(message)),
        words("p", "strength", say(kind::STRENGTH.at(it.strength as usize))),
        para(message.part(part::ABOUT).unwrap_or_default()),
    ];
    if !for_it.is_empty() {
        parts.extend([words("p", "label", say(id::BECAUSE_HEADING)), list(&for_it)]);
    }
    if against.is_empty() {
        parts.push(words("p", "against", say(id::AGAINST_NONE)));
    } else {
        parts.extend([words("p", "label", say(id::AGAINST)), list(&against)]);
    }
    parts.extend(behind(Behind { sources, ..Behind::default() }, say(message)));
    el("article").class("pattern").attr("data-strength", it.strength.code()).children(parts).into()
}

fn factors(factors: &[Factor], answers: &Answers) -> Option<Piece> {
    let most = factors.first()?.weight;
    let rows = factors.iter().map(|it| {
        let message = kind::FACTOR.at(it.claim.index());
        let strength = match it.weight {
            LIKELY.. => id::FACTOR_STRENGTH_LIKELY,
            POSSIBLE.. => id::FACTOR_STRENGTH_POSSIBLE,
            _ => id::FACTOR_STRENGTH_SMALL,
        };
        let width = (100 * (it.weight - 100) / (most - 100).max(1)).clamp(4, 100).to_string();
        let bar = |class: &str, width: &str| svg("rect").class(class).attr("width", width).attr("height", "4").into();
        let bar = drawing("bar", ["100", "4"], vec![bar("whole", "100"), bar("part", &width)]);
        let rests = Behind { claims: vec![it.claim], sources: vec![it.sources], grade: None };
        el("li")
            .class("factor")
            .child(words("h3", "", say(message)))
            .child(words("p", "strength", say(strength)))
            .child(bar.attr("preserveAspectRatio", "none"))
            .child(para(message.part(part::WHY).unwrap_or_default()))
            .maybe(because(told::facts(&it.because, answers)))
            .maybe(behind(rests, say(message)))
            .into()
    });
    let rows = el("ol").class("factors").children(rows.collect()).into();
    Some(section(id::FACTORS_HEADING, vec![para(say(id::FACTORS_INTRO)), rows]))
}

fn plan(modules: &[Planned], answers: &Answers) -> Option<Piece> {
    if modules.is_empty() {
        return None;
    }
    let (worth, other): (Vec<&Planned>, Vec<&Planned>) = modules.iter().partition(|it| it.worth > 0);
    let n_first = worth.len().min(PLAN_AT_MOST);
    let mut parts = vec![para(say(id::PLAN_INTRO))];
    parts.extend(worth[..n_first].iter().map(|it| module(it, answers)));
    let rest: Vec<Piece> = worth[n_first..].iter().chain(&other).map(|it| module(it, answers)).collect();
    if !rest.is_empty() {
        parts.push(fold("rest", say(id::PLAN_REST), rest).into());
    }
    Some(section(id::PLAN_HEADING, parts))
}

fn module(planned: &Planned, answers: &Answers) -> Piece {
    const PARTS: [(Part, Message); 4] = [
        (part::DOSE, id::PLAN_DOSE),
        (part::WHY, id::PLAN_WHY),
        (part::CAUTION, id::PLAN_CAUTION),
        (part::CHECK, id::PLAN_CHECK),
    ];
    let module = planned.module;
    let message = kind::MODULE.at(module.index());
    let mut told = el("dl");
    for (attr, label) in PARTS {
        if let Some(text) = message.part(attr) {
            told = told.child(words("dt", "", say(label))).child(words("dd", "", text));
        }
    }
    let rests =
        Behind { claims: module.claims().to_vec(), grade: Some(module.grade()), sources: vec![module.sources()] };
    el("article")
        .class("module")
        .child(words("h3", "", say(message)))
        .child(told)
        .maybe(because(told::facts(&planned.because, answers)))
        .maybe(behind(rests, say(message)))
        .into()
}

/// What weights and fluids say.
fn water(hydration: Hydration) -> Piece {
    const LITRES_IN_AN_OUNCE: f64 = 0.029_573_529_562_5;
    let units = session().units().now();
    let message = match hydration.change {
        Change::Gained => id::WATER_GAINED,
        Change::UnchangedLong => id::WATER_UNCHANGED_LONG,
        Change::Usual => id::WATER_USUAL,
        Change::OverTwo => id::WATER_OVER_TWO,
        Change::OverThree => id::WATER_OVER_THREE,
        Change::OverSeven => id::WATER_OVER_SEVEN,
    };
    let litres = |it: f64| match units {
        Units::Metric => [&fixed(it, 2), "\u{a0}", say(id::UNIT_LITRE)].concat(),
        Units::Us => [&fixed(it / LITRES_IN_AN_OUNCE, 0), "\u{a0}", say(id::UNIT_FLOZ)].concat(),
    };
    let mut lines = vec![fill(id::WATER_LOSS, &[("percent", &fixed(hydration.loss.0, 1))])];
    if let Some(rate) = hydration.sweat_rate {
        lines.push(fill(id::WATER_RATE, &[("rate", &litres(rate.0))]));
    }
    if let Some((least, most)) = hydration.drinking_range {
        lines.push(fill(id::WATER_RANGE, &[("least", &litres(least.0)), ("most", &litres(most.0))]));
    }
    if let Some(sodium) = hydration.sodium {
        let (low, high) = (fixed(sodium.low.0, 0), fixed(sodium.high.0, 0));
        lines.push(fill(id::WATER_SODIUM, &[("low", &low), ("high", &high)]));
    }
    section(id::WATER_HEADING, vec![para(say(message)), list(&lines), para(say(id::WATER_LIMITS))])
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
