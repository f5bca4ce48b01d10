//! What probably added to it, strongest first.

use super::evidence::{Behind, behind};
use super::part::{para, section, words};
use super::told;
use super::words::say;
use crate::browser::dom::{Piece, drawing, el, svg};
use content::{id, kind, part};
use engine::{Answers, Factor};

/// The weights, in hundredths of a ratio, from which a factor is called likely, or possible.
const LIKELY: i32 = 150;
const POSSIBLE: i32 = 125;

/// What added to it, each with a bar for its weight.
pub fn factors(factors: &[Factor], answers: &Answers) -> Option<Piece> {
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
            .maybe(told::because(told::facts(&it.because, answers)))
            .maybe(behind(rests, say(message)))
            .into()
    });
    let rows = el("ol").class("factors").children(rows.collect()).into();
    Some(section(id::FACTORS_HEADING, vec![para(say(id::FACTORS_INTRO)), rows]))
}
