//! What weights and fluids say: sweat rate and its limits (LEDGER 7).
//!
//! Never a target above the sweat rate, and a gain is a warning, not a success.

use crate::answers::Used;
use crate::assessment::Fact;
use crate::id::{Acts, Item};
use crate::quantity::{Hours, Kilograms, Litres, LitresPerHour, MilligramsPerHour, MillimolesPerLitre, Percent};

/// Milligrams of sodium in a millimole.
const MILLIGRAMS_PER_MILLIMOLE: f64 = 23.0;

/// A session with a weight before and after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Session {
    /// Body mass before.
    pub before: Kilograms,
    /// Body mass after.
    pub after: Kilograms,
    /// Fluid drunk; nothing said counts as nothing known.
    pub drunk: Option<Litres>,
    /// Urine passed; not said counts as none.
    pub urine: Litres,
    /// Length.
    pub length: Option<Hours>,
}

/// What the change of weight means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// More was drunk than lost: a risk of low blood sodium.
    Gained,
    /// No change in a session of over three hours: perhaps already a small gain of fluid.
    UnchangedLong,
    /// A loss of up to 2 percent.
    Usual,
    /// A loss of over 2 percent.
    OverTwo,
    /// A loss of over 3 percent.
    OverThree,
    /// A loss of over 7 percent: medical advice the same day.
    OverSeven,
}

/// How salty the sweat is taken to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SodiumLoss {
    /// The concentration it is reckoned with.
    pub sweat: MillimolesPerLitre,
    /// The lower end of the estimate, 30 percent below.
    pub low: MilligramsPerHour,
    /// The upper end, 30 percent above.
    pub high: MilligramsPerHour,
}

/// What can be said from the weights and fluids given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hydration {
    /// Body mass lost; below zero it was gained.
    pub loss: Percent,
    /// What that means.
    pub change: Change,
    /// Sweat lost in the session, where the drink was told.
    pub sweat_loss: Option<Litres>,
    /// Sweat rate, where drink and length were told.
    pub sweat_rate: Option<LitresPerHour>,
    /// From the least that keeps the loss within 2 percent to the sweat rate, never above it. Nothing where a rule
    /// forbids advice to drink, weight was gained, or the person is under 16.
    pub drinking_range: Option<(LitresPerHour, LitresPerHour)>,
    /// Sodium lost an hour, where salt may be spoken of at all.
    pub sodium: Option<SodiumLoss>,
}

impl Session {
    /// Sweat lost: weight lost, plus drink, less urine. One kilogram is taken as one litre.
    pub fn sweat_loss(&self) -> Option<Litres> {
        let drunk = self.drunk?;
        Some(Litres((self.before.0 - self.after.0 + drunk.0 - self.urine.0).max(0.0)))
    }

    /// Sweat lost an hour.
    pub fn sweat_rate(&self) -> Option<LitresPerHour> {
        let hours = self.length.filter(|it| it.0 > 0.0)?;
        Some(LitresPerHour(self.sweat_loss()?.0 / hours.0))
    }

    /// Body mass lost, in percent of the weight before; below zero it was gained.
    pub fn loss(&self) -> Percent {
        Percent(100.0 * (self.before.0 - self.after.0) / self.before.0)
    }

    /// The least to drink an hour to stay within 2 percent.
    pub fn least_intake(&self) -> Option<LitresPerHour> {
        let hours = self.length.filter(|it| it.0 > 0.0)?;
        Some(LitresPerHour(((self.sweat_loss()?.0 - 0.02 * self.before.0) / hours.0).max(0.0)))
    }

    /// Sodium lost an hour at a given concentration.
    pub fn sodium(&self, sweat: MillimolesPerLitre) -> Option<MilligramsPerHour> {
        Some(MilligramsPerHour(self.sweat_rate()?.0 * sweat.0 * MILLIGRAMS_PER_MILLIMOLE))
    }
}

/// The session told, where both weights were given.
fn session(used: &Used) -> Option<Session> {
    let value = |item: Item| used.decimal(item).map(|it| it.value());
    Some(Session {
        before: Kilograms(value(Item::MASS_BEFORE)?),
        after: Kilograms(value(Item::MASS_AFTER)?),
        drunk: value(Item::FLUID_INTAKE).map(Litres),
        urine: Litres(value(Item::URINE_OUTPUT).unwrap_or(0.0)),
        length: used.whole(Item::SESSION_MINUTES).map(|it| Hours(f64::from(it) / 60.0)),
    })
}

/// What the weights say; ranges only where `forbidden` leaves advice to drink, or to take salt.
pub(crate) fn hydration(used: &Used, forbidden: Acts) -> Option<Hydration> {
    let session = session(used)?;
    let change = if has_gained(used) {
        Change::Gained
    } else if loss_is(used, 7, true) {
        Change::OverSeven
    } else if loss_is(used, 3, true) {
        Change::OverThree
    } else if loss_is(used, 2, true) {
        Change::OverTwo
    } else if session.before == session.after && session.length.is_some_and(|it| it.0 > 3.0) {
        Change::UnchangedLong
    } else {
        Change::Usual
    };
    let is_child = used.codes(Item::AGE) & Item::AGE.codes(&["under-16"]) != 0;
    let may = |act: crate::id::Act| !forbidden.has(act);
    let drinking_range = session
        .least_intake()
        .zip(session.sweat_rate())
        .filter(|_| may(crate::id::Act::FLUIDS) && change != Change::Gained && !is_child)
        .map(|(least, rate)| (LitresPerHour(least.0.min(rate.0)), rate));
    let sodium = sweat_sodium(used).filter(|_| may(crate::id::Act::SALT)).and_then(|sweat| {
        let middle = session.sodium(sweat)?.0;
        Some(SodiumLoss { sweat, low: MilligramsPerHour(0.7 * middle), high: MilligramsPerHour(1.3 * middle) })
    });
    Some(Hydration {
        loss: session.loss(),
        change,
        sweat_loss: session.sweat_loss(),
        sweat_rate: session.sweat_rate(),
        drinking_range,
        sodium,
    })
}

/// The sodium the estimate is reckoned with; none under 16, for whom there is no data, and none where fewer than three
/// signs of heavy, salty sweating were given.
fn sweat_sodium(used: &Used) -> Option<MillimolesPerLitre> {
    let has = |item: Item, codes: &[&str]| used.codes(item) & item.codes(codes) != 0;
    if has(Item::AGE, &["under-16"]) || !used.is_answered(Item::AGE) || salty_signs(used).len() < 3 {
        return None;
    }
    Some(MillimolesPerLitre(if has(Item::SWEAT, &["heavy-salty"]) { 55.0 } else { 36.0 }))
}

/// Whether more was weighed after than before. Strictly: no change is no gain.
pub(crate) fn has_gained(used: &Used) -> bool {
    used.decimal(Item::MASS_BEFORE).zip(used.decimal(Item::MASS_AFTER)).is_some_and(|(before, after)| before < after)
}

/// Whether the loss is at least, or above, a percentage; exact, so that 7 percent is not above 7 percent.
pub(crate) fn loss_is(used: &Used, percent: i64, above: bool) -> bool {
    let Some((before, after)) = used.decimal(Item::MASS_BEFORE).zip(used.decimal(Item::MASS_AFTER)) else {
        return false;
    };
    let lost = i128::from(before.billionths() - after.billionths()) * 100;
    let bound = i128::from(before.billionths()) * i128::from(percent);
    if above { lost > bound } else { lost >= bound }
}

/// Whether the sweat rate is at least, or above, some litres an hour.
pub(crate) fn sweat_rate_is(used: &Used, litres_per_hour: i64, above: bool) -> bool {
    let rate = session(used).and_then(|it| it.sweat_rate());
    rate.is_some_and(|it| if above { it.0 > litres_per_hour as f64 } else { it.0 >= litres_per_hour as f64 })
}

/// The signs of heavy, salty sweating: heat, over 90 minutes, soaked clothes or over a litre an hour, salt marks,
/// several muscles, the first two weeks of heat.
pub(crate) fn salty_signs(used: &Used) -> Vec<Fact> {
    let option = |item: Item, codes: &[&str]| {
        let hit = used.codes(item) & item.codes(codes);
        (hit != 0).then(|| Fact::code(item, hit.trailing_zeros()))
    };
    let soaked = option(Item::SWEAT, &["heavy", "heavy-salty"])
        .or_else(|| sweat_rate_is(used, 1, true).then(|| Fact::number(Item::MASS_AFTER)));
    let long = used.whole(Item::SESSION_MINUTES).filter(|it| *it > 90).map(|_| Fact::number(Item::SESSION_MINUTES));
    let several = (used.codes(Item::SITE).count_ones() >= 2)
        .then(|| Fact::code(Item::SITE, used.codes(Item::SITE).trailing_zeros()));
    [
        option(Item::CONDITIONS, &["hot", "hot-humid"]),
        long,
        soaked,
        option(Item::SWEAT, &["heavy-salty"]),
        several,
        option(Item::ACCLIMATISED, &["no"]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ledger's own test values: before, after, drunk, urine, hours; sweat loss, rate, percent, sodium, least.
    #[test]
    fn the_ledgers_sessions_give_the_ledgers_numbers() {
        let rows = [
            (70.0, 68.9, 0.6, 0.0, 1.5, 40.0, 1.70, 1.13, 1.57, 1043.0, 0.20),
            (62.0, 62.5, 3.0, 0.2, 4.0, 40.0, 2.30, 0.575, -0.81, 529.0, 0.265),
            (85.0, 82.6, 0.5, 0.0, 2.0, 60.0, 2.90, 1.45, 2.82, 2001.0, 0.60),
            (55.0, 54.7, 0.4, 0.0, 1.0, 40.0, 0.70, 0.70, 0.55, 644.0, 0.0),
        ];
        for (before, after, drunk, urine, hours, sweat, loss, rate, percent, sodium, least) in rows {
            let session = Session {
                before: Kilograms(before),
                after: Kilograms(after),
                drunk: Some(Litres(drunk)),
                urine: Litres(urine),
                length: Some(Hours(hours)),
            };
            let near = |value: f64, expected: f64, within: f64| {
                assert!((value - expected).abs() <= within, "{before} kg: {value} is not {expected}");
            };
            near(session.sweat_loss().unwrap().0, loss, 0.005);
            near(session.sweat_rate().unwrap().0, rate, 0.005);
            near(session.loss().0, percent, 0.005);
            near(session.sodium(MillimolesPerLitre(sweat)).unwrap().0, sodium, 1.0);
            near(session.least_intake().unwrap().0, least, 0.005);
        }
    }
}
