//! What to do: advice and modules by their triggers, then what must never be said, always last.

use crate::assessment::{Advised, Factor, Planned, Withheld};
use crate::condition::{Doubt, Reader};
use crate::id::{Acts, Advice, Claim, Conflict, FirstAid, Grade, Item, Module, Never, Tier};
use crate::knowledge::Instead;
use crate::tables::{ADVICE, CLAIMS, CONFLICTS, MODULES, OPPOSITES};

/// The never-advise rules that hold, with doubt counted as yes.
pub(crate) fn withheld(reader: &Reader<'_>) -> Vec<Withheld> {
    let mut out = Vec::new();
    for (at, def) in reader.knowledge.never.iter().enumerate() {
        let mut acts = Acts::default();
        let mut because = Vec::new();
        for (when, taken) in def.cases.iter() {
            if reader.trace(when, Doubt::CountsAsYes, &mut because) {
                acts = acts.and(*taken);
            }
        }
        if !acts.is_empty() {
            because.dedup();
            out.push(Withheld { rule: Never(at as u8), acts, because });
        }
    }
    out
}

/// The first-aid lines that show; none but under an emergency.
pub(crate) fn first_aid(reader: &Reader<'_>, withheld: &[Withheld]) -> Vec<FirstAid> {
    if reader.decided.tier != Some(Tier::Emergency) {
        return Vec::new();
    }
    let lines = &reader.knowledge.first_aid;
    let holds = |at: usize| {
        let doubt = if lines[at].sure { Doubt::IsNotYes } else { Doubt::CountsAsYes };
        reader.holds(&lines[at].when, doubt)
    };
    let replaced = |it: &Instead| match it {
        Instead::Line(line) => holds(line.index()),
        Instead::Never(rule) => withheld.iter().any(|it| it.rule == *rule),
    };
    (0..lines.len())
        .filter(|at| holds(*at) && !lines[*at].unless.iter().any(replaced))
        .map(|at| FirstAid(at as u8))
        .collect()
}

/// The modules whose triggers hold and that no rule forbids, most worth trying first. None under 16, whose plan is
/// not for this tool (INV-16), and none under an emergency.
pub(crate) fn modules(reader: &Reader<'_>, forbidden: Acts, factors: &[Factor]) -> Vec<Planned> {
    if reader.used.codes(Item::AGE) & Item::AGE.codes(&["under-16"]) != 0
        || reader.decided.tier == Some(Tier::Emergency)
    {
        return Vec::new();
    }
    let mut planned: Vec<Planned> = MODULES
        .iter()
        .enumerate()
        .filter(|(_, def)| !def.acts.meets(forbidden))
        .filter_map(|(at, def)| {
            let mut because = Vec::new();
            if !reader.trace(&def.when, Doubt::IsNotYes, &mut because) {
                return None;
            }
            let grade = match def.grade {
                Grade::A | Grade::B => 3,
                Grade::C => 2,
                Grade::D => 0,
            };
            let touched = factors.iter().filter(|it| def.claims.contains(&it.claim));
            let weight: i32 = touched.map(|it| it.weight - 100).sum();
            // A part that makes a person do nothing is never among the first.
            let worth = if def.acts.is_empty() { 0 } else { (10 + weight) * grade * def.changeability };
            Some(Planned { module: Module(at as u8), because, worth })
        })
        .collect();
    crate::order::sort_by_key(&mut planned, |it| -it.worth);
    planned
}

/// The advice whose triggers hold, and the modules' as `plan-…`; then forbidden acts are taken away, then the second
/// of two acts that must not stand together.
pub(crate) fn advice(reader: &Reader<'_>, forbidden: Acts, modules: &[Planned]) -> Vec<Advised> {
    let mut advised: Vec<Advised> = ADVICE
        .iter()
        .enumerate()
        .filter_map(|(at, def)| {
            let mut because = Vec::new();
            let holds = reader.trace(&def.when, Doubt::IsNotYes, &mut because);
            holds.then_some(Advised { advice: Advice(at as u8), because })
        })
        .collect();
    for it in modules {
        if let Some(advice) = it.module.advice() {
            advised.push(Advised { advice, because: it.because.clone() });
        }
    }
    advised.retain(|it| !it.advice.acts().meets(forbidden));
    for (first, second) in OPPOSITES {
        if advised.iter().any(|it| it.advice.acts().has(*first)) {
            advised.retain(|it| !it.advice.acts().has(*second));
        }
    }
    advised
}

/// The claims that touch this result: nothing under an emergency, where only the call is on the screen.
pub(crate) fn claims(reader: &Reader<'_>) -> Vec<Claim> {
    if reader.decided.tier == Some(Tier::Emergency) {
        return Vec::new();
    }
    let shown = |it: &Claim| reader.holds(&CLAIMS[it.index()].shown, Doubt::IsNotYes);
    Claim::all().filter(shown).collect()
}

/// The conflicts about any of these claims.
pub(crate) fn conflicts(claims: &[Claim]) -> Vec<Conflict> {
    let touches = |it: &Conflict| CONFLICTS[it.index()].claims.iter().any(|claim| claims.contains(claim));
    Conflict::all().filter(touches).collect()
}
