//! What probably added to it, strongest first.

use super::evidence::{Behind, behind};
use super::part::{bar, fold, para, section, words};
use super::told;
use super::words::say;
use crate::browser::dom::{Piece, el};
use content::{id, kind, part};
use engine::{Answers, Factor};

/// The weights, in hundredths of a ratio, from which a factor is called likely, or possible.
const LIKELY: i32 = 150;
const POSSIBLE: i32 = 125;

/// What added to it, each with a bar for its weight, and once more as a table.
pub fn factors(factors: &[Factor], answers: &Answers) -> Option<Piece> {
    let most = factors.first()?.weight;
    let rows = factors.iter().map(|it| {
        let width = (100 * (it.weight - 100) / (most - 100).max(1)).clamp(4, 100);
        let message = kind::FACTOR.at(it.claim.index());
        el("li")
            .class("factor")
            .child(words("h3", "", say(message)))
            .child(words("p", "strength", strength(it)))
            .child(bar(0, width as usize))
            .child(para(message.part(part::WHY).unwrap_or_default()))
            .maybe(told::because(told::facts(&it.because, answers)))
            .maybe(rests_on(it))
            .into()
    });
    let rows = el("ol").class("factors").children(rows.collect()).into();
    let twin = fold("twin", say(id::FACTORS_TABLE), vec![table(factors, answers)]);
    Some(section(id::FACTORS_HEADING, vec![para(say(id::FACTORS_INTRO)), rows, twin.into()]))
}

/// How much it may have added, in words.
fn strength(factor: &Factor) -> &'static str {
    say(match factor.weight {
        LIKELY.. => id::FACTOR_STRENGTH_LIKELY,
        POSSIBLE.. => id::FACTOR_STRENGTH_POSSIBLE,
        _ => id::FACTOR_STRENGTH_SMALL,
    })
}

fn rests_on(factor: &Factor) -> Option<Piece> {
    let rests = Behind { claims: vec![factor.claim], sources: vec![factor.sources], grade: None };
    behind(rests, say(kind::FACTOR.at(factor.claim.index())))
}

/// The same for those who read better in a table: each with its claim on a line below.
fn table(factors: &[Factor], answers: &Answers) -> Piece {
    let cell = |tag: &str, scope: Option<&str>, text: &str| el(tag).attr_if("scope", scope).text(text).into();
    let heads = [id::FACTORS_WHAT, id::FACTORS_WEIGHT, told::of_whom(id::BECAUSE_HEADING)];
    let heads = heads.map(|it| cell("th", Some("col"), say(it)));
    let mut rows = Vec::new();
    for it in factors {
        let cells = [
            cell("th", Some("row"), say(kind::FACTOR.at(it.claim.index()))),
            cell("td", None, strength(it)),
            cell("td", None, &told::facts(&it.because, answers).join("; ")),
        ];
        let behind = el("td").attr("colspan", "3").maybe(rests_on(it));
        rows.push(el("tr").children(cells.into()).into());
        rows.push(el("tr").class("under").child(behind).into());
    }
    el("table").child(el("thead").child(el("tr").children(heads.into()))).child(el("tbody").children(rows)).into()
}
