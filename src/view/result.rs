//! The result: how soon to get help and why, what to do now, what it fits with, what added to it, and what to try.

use super::evidence::{Behind, Conflicts, factor_message};
use super::piece::{IntoPiece, Piece, live, live_text, nothing};
use super::part::{Back, Link, list, session};
use super::told;
use super::words::{fill, fixed, id_of, part, question, say, tier};
use crate::browser::page;
use crate::route;
use crate::session::{Screen, Units};
use engine::hydration::{Change, Hydration};
use engine::{Advised, Answers, Assessment, Evidence, Factor, Item, Match, Planned, Reason, Source, Stage, Strength, Tier, Withheld};
use leptos::prelude::*;

/// How many parts of a plan are shown unfolded.
const PLAN_AT_MOST: usize = 3;
/// How many answers are named for a pattern, and against it.
const NAMED_AT_MOST: usize = 5;
/// The weights, in hundredths of a ratio, from which a factor is called likely, or possible.
const LIKELY: i32 = 150;
const POSSIBLE: i32 = 125;

/// What follows from the answers of this run.
#[component]
pub fn Result() -> impl IntoView {
    let session = session();
    let answers = untrack(|| session.with_answers(Clone::clone));
    let assessment = session.assessment.get_untracked();
    if assessment.tier == Tier::Emergency {
        return view! {
            <Emergency answers assessment />
            <p>
                <button type="button" class="link" on:click=move |_| session.that_was_a_mistake()>
                    {say("by-mistake")}
                </button>
            </p>
        }
        .piece();
    }
    let more = more_exact(&answers);
    let kept = move || say(match session.place.get() {
        crate::browser::store::Place::Browser => "result-saved",
        place @ crate::browser::store::Place::Memory { .. } => super::asides::place_message(place),
    })
    .to_owned();
    view! {
        <Back />
        <Findings answers assessment is_live=true />
        {more}
        <section class="after">
            <p>{say("disclaimer-result")}</p>
            <p role="status">{live_text(kept)}</p>
            <div class="actions">
                <button type="button" class="small" on:click=move |_| session.show(Screen::Review)>{say("change-answers")}</button>
                <button type="button" class="small" on:click=move |_| page::print()>{say("print")}</button>
                <button type="button" class="small" on:click=move |_| session.start_over()>{say("start-over")}</button>
            </div>
            <p class="links"><Link says="history-link" opens=Screen::History /></p>
        </section>
    }
    .piece()
}

/// The call to action with the first-aid lines that are allowed under it, and nothing else.
#[component]
pub fn Emergency(
    /// The answers.
    answers: Answers,
    /// What follows from them.
    assessment: Assessment,
) -> impl IntoView {
    let first_aid: Vec<String> =
        assessment.first_aid.iter().map(|it| say(&id_of("first-aid", it.code())).to_owned()).collect();
    view! {
        <section class="care-card" data-tier="emergency">
            <TierHead of=Tier::Emergency />
            <Regions />
        </section>
        <section>
            <h2>{say("first-aid-heading")}</h2>
            {list(first_aid)}
        </section>
        <section>
            <h2>{say("why-heading")}</h2>
            {reasons(&assessment, &answers, false)}
        </section>
    }
}

/// The headline of a tier: in a word, what to do, how soon.
#[component]
fn TierHead(
    /// The tier.
    of: Tier,
) -> impl IntoView {
    let message = tier(of);
    let path = match of {
        Tier::Emergency => "M12 2 1 21h22L12 2Zm0 7v6m0 2v2",
        Tier::Urgent => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4v6m0 2v2",
        Tier::Soon => "M4 6h16v14H4V6Zm0 4h16M8 3v4m8-4v4",
        Tier::SelfCare => "M12 20S3 14 3 8a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 6-9 12-9 12Z",
    };
    view! {
        <p class="short">
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=path /></svg>
            <span>{part(&message, "short")}</span>
        </p>
        <h1 id="heading" tabindex="-1">{say(&message)}</h1>
        {(of != Tier::Emergency).then(|| view! { <p class="when">{part(&message, "when")}</p> }.piece())}
        <p class="lead">{part(&message, "lead")}</p>
    }
}

/// A picker for the region, and a link that dials once the reader has picked. Nothing is guessed.
#[component]
fn Regions() -> impl IntoView {
    const REGIONS: [&str; 13] = [
        "region-eu", "region-uk", "region-us", "region-au", "region-nz", "region-in", "region-jp", "region-cn",
        "region-sg", "region-hk", "region-za", "region-br", "region-other",
    ];
    let picked = RwSignal::new(String::new());
    let options: Vec<Piece> =
        REGIONS.iter().map(|it| view! { <option value=*it>{say(it)}</option> }.piece()).collect();
    let dial = move || {
        picked.with(|it| {
            let Some(number) = part(it, "number") else { return nothing() };
            view! {
                <a class="dial" href=["tel:", number].concat()>
                    {fill("dial", &[("number", number), ("region", say(it))])}
                </a>
                {part(it, "note").map(|it| view! { <p>{it}</p> }.piece())}
            }
            .piece()
        })
    };
    view! {
        <div class="regions">
            <label for="region">{say("region-intro")}</label>
            <select id="region" class="field" on:change=move |event| picked.set(event_target_value(&event))>
                <option value="">{say("region-pick")}</option>
                {options}
            </select>
            <div role="status">{live(dial)}</div>
        </div>
    }
}

/// Everything a result says that is no emergency.
#[component]
pub fn Findings(
    /// The answers.
    answers: Answers,
    /// What follows from them.
    assessment: Assessment,
    /// Whether the answers can still be changed.
    is_live: bool,
) -> impl IntoView {
    let now: Vec<Piece> =
        assessment.advice.iter().filter(|it| it.advice.module().is_none()).map(|it| advice(it, &answers)).collect();
    let leave = leave_alone(&assessment.withheld, &answers);
    let net: Vec<String> = (1..)
        .map_while(|n| content::text(&id_of("safety-net", &n.to_string())))
        .map(str::to_owned)
        .collect();
    let look_again = say(&id_of("look-again", assessment.tier.code()));
    let hydration = assessment.hydration.map(|it| view! { <Water hydration=it /> }.piece());
    let conflicts = (!assessment.conflicts.is_empty()).then(|| {
        view! {
            <section>
                <h2>{say("conflicts-heading")}</h2>
                <Conflicts conflicts=assessment.conflicts.clone() />
            </section>
        }
        .piece()
    });
    view! {
        <section class="care-card" data-tier=assessment.tier.code()>
            <TierHead of=assessment.tier />
            {skipped(&assessment, is_live)}
            <h2>{say("why-heading")}</h2>
            {reasons(&assessment, &answers, true)}
        </section>
        <section>
            <h2>{say("now-heading")}</h2>
            {now}
            {(!leave.is_empty()).then(|| view! { <h3>{say("leave-heading")}</h3> {list(leave)} }.piece())}
        </section>
        {patterns(&assessment, &answers)}
        {factors(&assessment.factors, &answers)}
        {plan(&assessment.modules, &answers)}
        {hydration}
        {conflicts}
        <section class="net">
            <h2>{say("safety-net")}</h2>
            <p>{say("safety-net-intro")}</p>
            {list(net)}
            <h3>{say("look-again-heading")}</h3>
            <p>{look_again}</p>
        </section>
    }
}

/// The questions that were left out, named: above the advice where nothing asks for help, and at every other tier too.
fn skipped(assessment: &Assessment, is_live: bool) -> Option<Piece> {
    if assessment.skipped.is_empty() {
        return None;
    }
    let session = session();
    let names: Vec<String> = assessment.skipped.iter().map(|it| told::short(*it).to_owned()).collect();
    let first = route::step_of(assessment.skipped[0]);
    let answer = is_live.then(|| {
        view! {
            <button type="button" class="small" on:click=move |_| session.edit_from_review(first)>
                {say("answer-skipped")}
            </button>
        }
        .piece()
    });
    let named = view! { {list(names)} {answer} };
    let view = if assessment.tier == Tier::SelfCare {
        view! {
            <div class="caveat">
                <p><b>{say("caveat-skipped")}</b></p>
                {named}
            </div>
        }
        .piece()
    } else {
        let summary = fill("skipped-named", &[("n", &assessment.skipped.len().to_string())]);
        view! { <details class="caveat"><summary>{summary}</summary>{named}</details> }.piece()
    };
    Some(view)
}

/// What raised the tier, in the person's own answers; what asks for less is folded.
fn reasons(assessment: &Assessment, answers: &Answers, may_unfold: bool) -> Piece {
    let is_told = |it: &&Reason| content::text(&id_of("why", it.rule.code())).is_some();
    // CR-01 says again what a flag of its own says better.
    let has_flag = assessment.reasons.iter().any(|it| it.rule.is_flag() && it.tier == assessment.tier);
    let is_again = |it: &&Reason| it.rule.code() == "CR-01" && has_flag;
    let told = |it: &Reason| reason(it, answers, may_unfold);
    let (high, low): (Vec<_>, Vec<_>) = assessment
        .reasons
        .iter()
        .filter(is_told)
        .filter(|it| !is_again(it))
        .partition(|it| it.tier == assessment.tier);
    let low: Vec<Piece> = low.into_iter().filter(|_| may_unfold).map(told).collect();
    let rest = (!low.is_empty()).then(|| {
        view! { <details><summary>{say("other-reasons")}</summary><ul class="reasons">{low}</ul></details> }.piece()
    });
    view! {
        <ul class="reasons">{high.into_iter().map(told).collect::<Vec<Piece>>()}</ul>
        {rest}
    }
    .piece()
}

fn reason(reason: &Reason, answers: &Answers, may_unfold: bool) -> Piece {
    let said = told::facts(&reason.because, answers).join("; ");
    let why = say(&id_of("why", reason.rule.code()));
    let behind = may_unfold.then(|| view! { <Behind sources=reason.rule.sources().to_vec() about=why /> }.piece());
    let said = (!said.is_empty()).then(|| view! { <p class="said">{fill("you-told-us", &[("said", &said)])}</p> }.piece());
    view! { <li>{said}<p>{why}</p>{behind}</li> }.piece()
}

fn advice(advised: &Advised, answers: &Answers) -> Piece {
    let id = id_of("advice", advised.advice.code());
    let title = say(&id);
    let because = because(told::facts(&advised.because, answers));
    view! {
        <article class="advice">
            <h3>{title}</h3>
            <p>{part(&id, "how")}</p>
            {because}
            <Behind sources=advised.advice.sources().to_vec() about=title />
        </article>
    }
    .piece()
}

/// "Because you told us …", on one line.
fn because(told: Vec<String>) -> Option<Piece> {
    let told: Vec<String> = told.into_iter().take(NAMED_AT_MOST).collect();
    (!told.is_empty())
        .then(|| view! { <p class="because">{fill("because", &[("said", &told.join("; "))])}</p> }.piece())
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
    let mut cards: Vec<Piece> = Vec::new();
    for it in &shown {
        if done.contains(&it.pattern) {
            continue;
        }
        let twin = shown.iter().find(|other| it.twin == Some(other.pattern) && !done.contains(&other.pattern));
        done.push(it.pattern);
        cards.push(match twin {
            Some(twin) => {
                done.push(twin.pattern);
                view! {
                    <p>{say("pattern-twins")}</p>
                    <div class="twins">{pattern(it, answers)} {pattern(twin, answers)}</div>
                }
                .piece()
            }
            None => pattern(it, answers),
        });
    }
    if cards.is_empty() {
        cards.push(view! { <p>{say("patterns-none")}</p> }.piece());
    }
    let weak = (!weak.is_empty()).then(|| {
        let cards: Vec<Piece> = weak.into_iter().map(|it| pattern(it, answers)).collect();
        view! { <details class="rest"><summary>{say("patterns-other")}</summary>{cards}</details> }.piece()
    });
    Some(view! { <section><h2>{say("patterns-heading")}</h2>{cards}{weak}</section> }.piece())
}

fn pattern(it: &Match, answers: &Answers) -> Piece {
    let id = id_of("pattern", it.pattern.code());
    let named = |evidence: &[Evidence]| -> Vec<String> {
        told::facts(evidence.iter().flat_map(|it| &it.facts), answers).into_iter().take(NAMED_AT_MOST).collect()
    };
    let (for_it, against) = (named(&it.because), named(&it.against));
    let mut sources: Vec<Source> = Vec::new();
    for source in it.because.iter().chain(&it.against).flat_map(|it| it.sources) {
        if !sources.contains(source) {
            sources.push(*source);
        }
    }
    let against = if against.is_empty() {
        view! { <p class="against">{say("against-none")}</p> }.piece()
    } else {
        view! { <div class="against"><p><b>{say("against")}</b></p>{list(against)}</div> }.piece()
    };
    view! {
        <article class="pattern" data-strength=it.strength.code()>
            <h3>{say(&id)}</h3>
            <p class="strength">{say(&id_of("strength", it.strength.code()))}</p>
            <p>{part(&id, "about")}</p>
            {(!for_it.is_empty()).then(|| view! { <p><b>{say("because-heading")}</b></p> {list(for_it)} }.piece())}
            {against}
            <Behind sources about=say(&id) />
        </article>
    }
    .piece()
}

fn factors(factors: &[Factor], answers: &Answers) -> Option<Piece> {
    let most = factors.first()?.weight;
    let rows = factors.iter().map(|it| {
        let id = factor_message(it.claim);
        let strength = say(if it.weight >= LIKELY {
            "factor-strength-likely"
        } else if it.weight >= POSSIBLE {
            "factor-strength-possible"
        } else {
            "factor-strength-small"
        });
        let width = (100 * (it.weight - 100) / (most - 100).max(1)).clamp(4, 100).to_string();
        view! {
            <li class="factor">
                <h3>{say(&id)}</h3>
                <p class="strength">{strength}</p>
                <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                    <rect width="100" height="4" class="whole" />
                    <rect width=width height="4" />
                </svg>
                <p>{part(&id, "why")}</p>
                {because(told::facts(&it.because, answers))}
                <Behind claims=vec![it.claim] sources=it.sources.to_vec() about=say(&id) />
            </li>
        }
        .piece()
    });
    let rows: Vec<Piece> = rows.collect();
    Some(
        view! {
            <section>
                <h2>{say("factors-heading")}</h2>
                <p>{say("factors-intro")}</p>
                <ol class="factors">{rows}</ol>
            </section>
        }
        .piece(),
    )
}

fn plan(modules: &[Planned], answers: &Answers) -> Option<Piece> {
    if modules.is_empty() {
        return None;
    }
    let (worth, other): (Vec<&Planned>, Vec<&Planned>) = modules.iter().partition(|it| it.worth > 0);
    let n_first = worth.len().min(PLAN_AT_MOST);
    let first: Vec<Piece> = worth[..n_first].iter().map(|it| module(it, answers)).collect();
    let rest: Vec<Piece> = worth[n_first..].iter().chain(&other).map(|it| module(it, answers)).collect();
    let rest = (!rest.is_empty())
        .then(|| view! { <details class="rest"><summary>{say("plan-rest")}</summary>{rest}</details> }.piece());
    Some(
        view! {
            <section>
                <h2>{say("plan-heading")}</h2>
                <p>{say("plan-intro")}</p>
                {first}
                {rest}
            </section>
        }
        .piece(),
    )
}

fn module(planned: &Planned, answers: &Answers) -> Piece {
    const PARTS: [(&str, &str); 4] =
        [("dose", "plan-dose"), ("why", "plan-why"), ("caution", "plan-caution"), ("check", "plan-check")];
    let id = id_of("module", planned.module.code());
    let parts = PARTS.iter().filter_map(|(attr, label)| part(&id, attr).map(|text| (*attr, *label, text)));
    let parts = parts.map(|(attr, label, text)| {
        view! { <div data-part=attr><dt>{say(label)}</dt><dd>{text}</dd></div> }.piece()
    });
    let parts: Vec<Piece> = parts.collect();
    let module = planned.module;
    view! {
        <article class="module">
            <h3>{say(&id)}</h3>
            <dl>{parts}</dl>
            {because(told::facts(&planned.because, answers))}
            <Behind claims=module.claims().to_vec() grade=module.grade() sources=module.sources().to_vec() about=say(&id) />
        </article>
    }
    .piece()
}

/// What weights and fluids say.
#[component]
fn Water(
    /// What follows from them.
    hydration: Hydration,
) -> impl IntoView {
    const LITRES_IN_AN_OUNCE: f64 = 0.029_573_529_562_5;
    let units = session().units;
    let message = say(match hydration.change {
        Change::Gained => "water-gained",
        Change::UnchangedLong => "water-unchanged-long",
        Change::Usual => "water-usual",
        Change::OverTwo => "water-over-two",
        Change::OverThree => "water-over-three",
        Change::OverSeven => "water-over-seven",
    });
    let litres = move |it: f64| match units.get() {
        Units::Metric => [&fixed(it, 2), "\u{a0}", say("unit-litre")].concat(),
        Units::Us => [&fixed(it / LITRES_IN_AN_OUNCE, 0), "\u{a0}", say("unit-floz")].concat(),
    };
    let lines = move || {
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
        list(lines)
    };
    view! {
        <section>
            <h2>{say("water-heading")}</h2>
            <p>{message}</p>
            {live(lines)}
            <p>{say("water-limits")}</p>
        </section>
    }
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
    open.sort_by_key(|it| !matters.contains(it));
    if open.is_empty() {
        return None;
    }
    let rows = open.into_iter().map(|item| {
        let could = say(if matters.contains(&item) {
            "exact-leading"
        } else if item.stage() == Stage::Measure {
            "exact-water"
        } else {
            "exact-rest"
        });
        view! {
            <li>
                <button type="button" class="link" on:click=move |_| session.make_more_exact(item)>{question(item)}</button>
                <p>{could}</p>
            </li>
        }
        .piece()
    });
    let rows: Vec<Piece> = rows.collect();
    Some(
        view! {
            <section class="exact">
                <h2>{say("exact-heading")}</h2>
                <ul>{rows}</ul>
            </section>
        }
        .piece(),
    )
}
