//! The result: how soon to get help and why, what to do now, what it fits with, what added to it, and what to try.

use super::asides::place_message;
use super::evidence::{Behind, behind, conflicts, factor_message};
use super::part::{back, fold, heading, link, list, para, press, screen, section, session, words};
use super::told;
use super::words::{fill, fixed, id_of, part, question, say, tier};
use crate::browser::dom::{Piece, drawing, el, nothing, svg, value_of};
use crate::browser::page;
use crate::browser::store::Place;
use crate::live::Dial;
use crate::route;
use crate::session::{Screen, Units};
use engine::hydration::{Change, Hydration};
use engine::{
    Advised, Answers, Assessment, Evidence, Factor, Item, Match, Planned, Reason, Source, Stage, Strength, Tier,
    Withheld,
};

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
    if assessment.tier == Tier::Emergency {
        let mut parts = emergency(&answers, &assessment);
        parts.push(press("link", say("by-mistake"), move || session.that_was_a_mistake()).into());
        return screen(parts);
    }
    let kept = move || match session.place() {
        Place::Browser => say("result-saved").to_owned(),
        place @ Place::Memory { .. } => say(place_message(place)).to_owned(),
    };
    let actions = el("div")
        .class("actions")
        .child(press("small", say("change-answers"), move || session.show(Screen::Review)))
        .child(press("small", say("print"), page::print))
        .child(press("small", say("start-over"), move || session.start_over()));
    let after = el("section")
        .class("after")
        .child(para(say("disclaimer-result")))
        .child(el("p").attr("role", "status").live_text(kept))
        .child(actions)
        .child(link("history-link", Screen::History));
    let mut parts = vec![back()];
    parts.extend(findings(&answers, &assessment, true));
    parts.extend(more_exact(&answers));
    parts.push(after.into());
    screen(parts)
}

/// The call to action with the first-aid lines that are allowed under it, and nothing else.
pub fn emergency(answers: &Answers, assessment: &Assessment) -> Vec<Piece> {
    let lines: Vec<String> =
        assessment.first_aid.iter().map(|it| say(&id_of("first-aid", it.code())).to_owned()).collect();
    let card = el("section").class("care-card").attr("data-tier", "emergency").children(tier_head(Tier::Emergency));
    let mut why = vec![];
    why.extend(reasons(assessment, answers, false));
    vec![card.child(regions()).into(), section("first-aid-heading", vec![list(&lines)]), section("why-heading", why)]
}

/// The headline of a tier: in a word, what to do, how soon.
fn tier_head(of: Tier) -> Vec<Piece> {
    let message = tier(of);
    let words_of = |attr| part(&message, attr).unwrap_or_default();
    let path = match of {
        Tier::Emergency => "M12 2 1 21h22L12 2Zm0 7v6m0 2v1",
        Tier::Urgent => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4v6m0 3v1",
        Tier::Soon => "M4 6h16v14H4V6Zm0 4h16M8 3v4m8-4v4",
        Tier::SelfCare => "M12 20S3 14 3 8a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 6-9 12-9 12Z",
    };
    let icon = drawing("icon", ["24", "24"], vec![svg("path").attr("d", path).into()]);
    let mut parts = vec![
        el("p").class("short").child(icon).child(words("span", "", words_of("short"))).into(),
        heading(say(&message)),
    ];
    if of != Tier::Emergency {
        parts.push(words("p", "when", words_of("when")));
    }
    parts.push(words("p", "lead", words_of("lead")));
    parts
}

/// A picker for the region, and a link that dials once the reader has picked. Nothing is guessed.
fn regions() -> Piece {
    const REGIONS: [&str; 13] = [
        "region-eu",
        "region-uk",
        "region-us",
        "region-au",
        "region-nz",
        "region-in",
        "region-jp",
        "region-cn",
        "region-sg",
        "region-hk",
        "region-za",
        "region-br",
        "region-other",
    ];
    let picked = Dial::new(0);
    let option = |value: &str, text: &str| -> Piece { el("option").attr("value", value).text(text).into() };
    let dial = move |picked: u32| {
        let Some(region) = (picked as usize).checked_sub(1).and_then(|it| REGIONS.get(it)) else { return nothing() };
        let Some(number) = part(region, "number") else { return nothing() };
        let dial = fill("dial", &[("number", number), ("region", say(region))]);
        el("div")
            .child(el("a").class("dial").attr("href", &["tel:", number].concat()).text(&dial))
            .maybe(part(region, "note").map(para))
            .into()
    };
    let picker = el("select")
        .attr("id", "region")
        .class("field")
        .on("change", move |event| {
            picked.set(1 + REGIONS.iter().position(|it| **it == value_of(&event)).map_or(u32::MAX, |it| it as u32))
        })
        .child(option("", say("region-pick")))
        .children(REGIONS.iter().map(|it| option(it, say(it))).collect());
    el("div")
        .class("regions")
        .child(el("label").attr("for", "region").text(say("region-intro")))
        .child(picker)
        .child(el("div").attr("role", "status").live_by(move || picked.get(), dial))
        .into()
}

/// Everything a result says that is no emergency. `is_live` where the answers can still be changed.
pub fn findings(answers: &Answers, assessment: &Assessment, is_live: bool) -> Vec<Piece> {
    let mut now: Vec<Piece> =
        assessment.advice.iter().filter(|it| it.advice.module().is_none()).map(|it| advice(it, answers)).collect();
    let leave = leave_alone(&assessment.withheld, answers);
    if !leave.is_empty() {
        now.extend([words("h3", "", say("leave-heading")), list(&leave)]);
    }
    let net: Vec<String> =
        (1..).map_while(|n: u32| content::text(&id_of("safety-net", &n.to_string()))).map(str::to_owned).collect();
    let card = el("section")
        .class("care-card")
        .attr("data-tier", assessment.tier.code())
        .children(tier_head(assessment.tier))
        .maybe(skipped(assessment, is_live))
        .child(words("h2", "", say("why-heading")))
        .children(reasons(assessment, answers, true));
    let mut parts = vec![card.into(), section("now-heading", now)];
    parts.extend(patterns(assessment, answers));
    parts.extend(factors(&assessment.factors, answers));
    parts.extend(plan(&assessment.modules, answers));
    parts.extend(assessment.hydration.map(water));
    if !assessment.conflicts.is_empty() {
        parts.push(section("conflicts-heading", vec![conflicts(assessment.conflicts.clone())]));
    }
    let net = vec![
        para(say("safety-net-intro")),
        list(&net),
        words("h3", "", say("look-again-heading")),
        para(say(&id_of("look-again", assessment.tier.code()))),
    ];
    parts.push(section("safety-net", net));
    parts
}

/// The questions that were left out, named: above the advice where nothing asks for help, and at every other tier too.
fn skipped(assessment: &Assessment, is_live: bool) -> Option<Piece> {
    let first = route::step_of(*assessment.skipped.first()?);
    let session = session();
    let names: Vec<String> = assessment.skipped.iter().map(|it| told::short(*it).to_owned()).collect();
    let mut named = vec![list(&names)];
    if is_live {
        named.push(press("small", say("answer-skipped"), move || session.edit_from_review(first)).into());
    }
    if assessment.tier == Tier::SelfCare {
        let title = words("p", "title", say("caveat-skipped"));
        return Some(el("div").class("caveat").child(title).children(named).into());
    }
    let summary = fill("skipped-named", &[("n", &assessment.skipped.len().to_string())]);
    Some(fold("caveat", &summary, named).into())
}

/// What raised the tier, in the person's own answers; what asks for less is folded.
fn reasons(assessment: &Assessment, answers: &Answers, may_unfold: bool) -> Vec<Piece> {
    // CR-01 says again what a flag of its own says better.
    let has_flag = assessment.reasons.iter().any(|it| it.rule.is_flag() && it.tier == assessment.tier);
    let (mut high, mut low) = (Vec::new(), Vec::new());
    for it in &assessment.reasons {
        let Some(why) = content::text(&id_of("why", it.rule.code())) else { continue };
        if it.rule.code() == "CR-01" && has_flag {
            continue;
        }
        let list = if it.tier == assessment.tier { &mut high } else { &mut low };
        list.push(reason(it, why, answers, may_unfold));
    }
    let mut parts = vec![el("ul").class("reasons").children(high).into()];
    if may_unfold && !low.is_empty() {
        let low = el("ul").class("reasons").children(low).into();
        parts.push(fold("", say("other-reasons"), vec![low]).into());
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
        parts.push(words("p", "said", &fill("you-told-us", &[("said", &said)])));
    }
    parts.push(para(why));
    if may_unfold {
        parts.extend(behind(Behind { sources: reason.rule.sources().to_vec(), ..Behind::default() }, why));
    }
    el("li").children(parts).into()
}

fn advice(advised: &Advised, answers: &Answers) -> Piece {
    let id = id_of("advice", advised.advice.code());
    let sources = advised.advice.sources().to_vec();
    el("article")
        .class("advice")
        .child(words("h3", "", say(&id)))
        .child(para(part(&id, "how").unwrap_or_default()))
        .maybe(because(told::facts(&advised.because, answers)))
        .maybe(behind(Behind { sources, ..Behind::default() }, say(&id)))
        .into()
}

/// "Because you told us …", on one line.
fn because(mut told: Vec<String>) -> Option<Piece> {
    told.truncate(NAMED_AT_MOST);
    let is_any = !told.is_empty();
    is_any.then(|| words("p", "because", &fill("because", &[("said", &told.join("; "))])))
}

/// What to leave alone, for rules that a person's own answers made hold; of those about drinking only the strictest.
fn leave_alone(withheld: &[Withheld], answers: &Answers) -> Vec<String> {
    const DRINK: [&str; 3] = ["NA-09", "NA-08", "NA-07"];
    let mine = || withheld.iter().filter(|it| !it.because.is_empty()).map(|it| it.rule.code());
    let drink = DRINK.into_iter().find(|code| mine().any(|it| it == *code));
    let shown = mine().filter(|it| !DRINK.contains(it) || Some(*it) == drink);
    let words = shown.filter_map(|code| {
        let id = id_of("never", code);
        let is_statin = code == "NA-16" && answers.has(Item::RF_STATIN_MUSCLE, "yes");
        let text = if is_statin { part(&id, "statin") } else { None };
        text.or_else(|| content::text(&id)).map(str::to_owned)
    });
    words.collect()
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
                parts.push(para(say("pattern-twins")));
                parts.push(el("div").class("twins").child(pattern(it, answers)).child(pattern(twin, answers)).into());
            }
            None => parts.push(pattern(it, answers)),
        }
    }
    if parts.is_empty() {
        parts.push(para(say("patterns-none")));
    }
    if !weak.is_empty() {
        let weak = weak.into_iter().map(|it| pattern(it, answers)).collect();
        parts.push(fold("rest", say("patterns-other"), weak).into());
    }
    Some(section("patterns-heading", parts))
}

fn pattern(it: &Match, answers: &Answers) -> Piece {
    let id = id_of("pattern", it.pattern.code());
    let named = |evidence: &[Evidence]| {
        let mut told = told::facts(evidence.iter().flat_map(|it| &it.facts), answers);
        told.truncate(NAMED_AT_MOST);
        told
    };
    let (for_it, against) = (named(&it.because), named(&it.against));
    let mut sources: Vec<Source> = Vec::new();
    for source in it.because.iter().chain(&it.against).flat_map(|it| it.sources) {
        if !sources.contains(source) {
            sources.push(*source);
        }
    }
    let mut parts = vec![
        words("h3", "", say(&id)),
        words("p", "strength", say(&id_of("strength", it.strength.code()))),
        para(part(&id, "about").unwrap_or_default()),
    ];
    if !for_it.is_empty() {
        parts.extend([words("p", "label", say("because-heading")), list(&for_it)]);
    }
    if against.is_empty() {
        parts.push(words("p", "against", say("against-none")));
    } else {
        parts.extend([words("p", "label", say("against")), list(&against)]);
    }
    parts.extend(behind(Behind { sources, ..Behind::default() }, say(&id)));
    el("article").class("pattern").attr("data-strength", it.strength.code()).children(parts).into()
}

fn factors(factors: &[Factor], answers: &Answers) -> Option<Piece> {
    let most = factors.first()?.weight;
    let rows = factors.iter().map(|it| {
        let id = factor_message(it.claim);
        let strength = match it.weight {
            LIKELY.. => "factor-strength-likely",
            POSSIBLE.. => "factor-strength-possible",
            _ => "factor-strength-small",
        };
        let width = (100 * (it.weight - 100) / (most - 100).max(1)).clamp(4, 100).to_string();
        let bar = |class: &str, width: &str| svg("rect").class(class).attr("width", width).attr("height", "4").into();
        let bar = drawing("bar", ["100", "4"], vec![bar("whole", "100"), bar("part", &width)]);
        let rests = Behind { claims: vec![it.claim], sources: it.sources.to_vec(), grade: None };
        el("li")
            .class("factor")
            .child(words("h3", "", say(&id)))
            .child(words("p", "strength", say(strength)))
            .child(bar.attr("preserveAspectRatio", "none"))
            .child(para(part(&id, "why").unwrap_or_default()))
            .maybe(because(told::facts(&it.because, answers)))
            .maybe(behind(rests, say(&id)))
            .into()
    });
    let rows = el("ol").class("factors").children(rows.collect()).into();
    Some(section("factors-heading", vec![para(say("factors-intro")), rows]))
}

fn plan(modules: &[Planned], answers: &Answers) -> Option<Piece> {
    if modules.is_empty() {
        return None;
    }
    let (worth, other): (Vec<&Planned>, Vec<&Planned>) = modules.iter().partition(|it| it.worth > 0);
    let n_first = worth.len().min(PLAN_AT_MOST);
    let mut parts = vec![para(say("plan-intro"))];
    parts.extend(worth[..n_first].iter().map(|it| module(it, answers)));
    let rest: Vec<Piece> = worth[n_first..].iter().chain(&other).map(|it| module(it, answers)).collect();
    if !rest.is_empty() {
        parts.push(fold("rest", say("plan-rest"), rest).into());
    }
    Some(section("plan-heading", parts))
}

fn module(planned: &Planned, answers: &Answers) -> Piece {
    const PARTS: [(&str, &str); 4] =
        [("dose", "plan-dose"), ("why", "plan-why"), ("caution", "plan-caution"), ("check", "plan-check")];
    let module = planned.module;
    let id = id_of("module", module.code());
    let mut told = el("dl");
    for (attr, label) in PARTS {
        if let Some(text) = part(&id, attr) {
            told = told.child(words("dt", "", say(label))).child(words("dd", "", text));
        }
    }
    let rests =
        Behind { claims: module.claims().to_vec(), grade: Some(module.grade()), sources: module.sources().to_vec() };
    el("article")
        .class("module")
        .child(words("h3", "", say(&id)))
        .child(told)
        .maybe(because(told::facts(&planned.because, answers)))
        .maybe(behind(rests, say(&id)))
        .into()
}

/// What weights and fluids say.
fn water(hydration: Hydration) -> Piece {
    const LITRES_IN_AN_OUNCE: f64 = 0.029_573_529_562_5;
    let units = session().units().now();
    let message = match hydration.change {
        Change::Gained => "water-gained",
        Change::UnchangedLong => "water-unchanged-long",
        Change::Usual => "water-usual",
        Change::OverTwo => "water-over-two",
        Change::OverThree => "water-over-three",
        Change::OverSeven => "water-over-seven",
    };
    let litres = |it: f64| match units {
        Units::Metric => [&fixed(it, 2), "\u{a0}", say("unit-litre")].concat(),
        Units::Us => [&fixed(it / LITRES_IN_AN_OUNCE, 0), "\u{a0}", say("unit-floz")].concat(),
    };
    let mut lines = vec![fill("water-loss", &[("percent", &fixed(hydration.loss.0, 1))])];
    if let Some(rate) = hydration.sweat_rate {
        lines.push(fill("water-rate", &[("rate", &litres(rate.0))]));
    }
    if let Some((least, most)) = hydration.drinking_range {
        lines.push(fill("water-range", &[("least", &litres(least.0)), ("most", &litres(most.0))]));
    }
    if let Some(sodium) = hydration.sodium {
        let (low, high) = (fixed(sodium.low.0, 0), fixed(sodium.high.0, 0));
        lines.push(fill("water-sodium", &[("low", &low), ("high", &high)]));
    }
    section("water-heading", vec![para(say(message)), list(&lines), para(say("water-limits"))])
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
            Stage::Measure => "exact-water",
            _ if matters.contains(&item) => "exact-leading",
            _ => "exact-rest",
        };
        let open = press("link", question(item), move || session.make_more_exact(item));
        el("li").child(open).child(para(say(could))).into()
    });
    let rows = el("ul").children(rows.collect()).into();
    Some(fold("exact", say("exact-heading"), vec![rows]).into())
}
