//! What weights and fluids say.

use super::part::{bar, list, para, section, session, unit_switch, words};
use super::words::{fill, fixed, say};
use crate::browser::dom::{Piece, el};
use crate::session::Units;
use content::id;
use engine::hydration::{Change, Hydration};

const LITRES_IN_AN_OUNCE: f64 = 0.029_573_529_562_5;

/// What weights and fluids say, in the units that the reader switches to.
pub fn water(hydration: Hydration) -> Piece {
    let message = match hydration.change {
        Change::Gained => id::WATER_GAINED,
        Change::UnchangedLong => id::WATER_UNCHANGED_LONG,
        Change::Usual => id::WATER_USUAL,
        Change::OverTwo => id::WATER_OVER_TWO,
        Change::OverThree => id::WATER_OVER_THREE,
        Change::OverSeven => id::WATER_OVER_SEVEN,
    };
    let units = session().units();
    let mut parts = vec![para(say(message))];
    if hydration.sweat_rate.is_some() {
        parts.push(unit_switch([id::UNIT_LITRE, id::UNIT_FLOZ], "units", None));
    }
    let numbers = move |_| el("div").children(numbers(&hydration, units.now())).into();
    parts.push(el("div").class("water").attr("role", "status").live_by(move || units.get() as u32, numbers).into());
    parts.push(para(say(id::WATER_LIMITS)));
    section(id::WATER_HEADING, parts)
}

/// The numbers, and bars for those that are litres in an hour: all on one scale, whose ends are told below them.
#[inline(never)]
fn numbers(hydration: &Hydration, units: Units) -> Vec<Piece> {
    let (unit, scale, digits) = match units {
        Units::Metric => (id::UNIT_LITRE, 1.0, 2),
        Units::Us => (id::UNIT_FLOZ, LITRES_IN_AN_OUNCE, 0),
    };
    let litres = |it: f64, digits: u32| [&fixed(it / scale, digits), "\u{a0}", say(unit)].concat();
    let mut lines = vec![words("li", "", &fill(id::WATER_LOSS, &[("percent", &fixed(hydration.loss.0, 1))]))];
    let mut ends = None;
    if let Some(rate) = hydration.sweat_rate {
        // A round number of litres, or of 32 ounces.
        let whole = if units == Units::Us { 32.0 * LITRES_IN_AN_OUNCE } else { 1.0 };
        let most = whole * (rate.0 / whole).ceil().max(1.0);
        let mut line = |text: String, from: f64, to: f64| {
            let at = |it: f64| (100.0 * it / most).round() as usize;
            lines.push(el("li").text(&text).child(bar(at(from), at(to))).into());
        };
        line(fill(id::WATER_RATE, &[("rate", &litres(rate.0, digits))]), 0.0, rate.0);
        if let Some((from, to)) = hydration.drinking_range {
            let (least, most) = (litres(from.0, digits), litres(to.0, digits));
            line(fill(id::WATER_RANGE, &[("least", &least), ("most", &most)]), from.0, to.0);
        }
        // Hidden from those who hear the page: they belong to the drawing.
        let told = vec![words("span", "", "0"), words("span", "", &litres(most, 0))];
        ends = Some(el("p").class("ends").attr("aria-hidden", "true").children(told).into());
    }
    let mut parts = vec![el("ul").children(lines).into()];
    parts.extend(ends);
    if let Some(sodium) = hydration.sodium {
        let (low, high) = (fixed(sodium.low.0, 0), fixed(sodium.high.0, 0));
        parts.push(list(&[fill(id::WATER_SODIUM, &[("low", &low), ("high", &high)])]));
    }
    parts
}
