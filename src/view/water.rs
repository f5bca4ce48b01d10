//! What weights and fluids say.

use super::part::{list, para, section, session};
use super::words::{fill, fixed, say};
use crate::browser::dom::Piece;
use crate::session::Units;
use content::id;
use engine::hydration::{Change, Hydration};

/// What weights and fluids say.
pub fn water(hydration: Hydration) -> Piece {
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
