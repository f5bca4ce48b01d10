//! Measured answers: a type for each unit, so that kilograms and litres cannot be mixed up.

use std::fmt;

/// A decimal answer, exact to a billionth: what was typed, without the rounding of binary fractions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

impl Decimal {
    const ONE: i64 = 1_000_000_000;

    /// The decimal nearest to `value`.
    ///
    /// # Errors
    ///
    /// [`NotANumber`] where `value` is not finite or above nine thousand million.
    pub fn new(value: f64) -> Result<Self, NotANumber> {
        let scaled = value * Self::ONE as f64;
        if scaled.is_finite() && scaled.abs() < i64::MAX as f64 { Ok(Self(scaled.round() as i64)) } else { Err(NotANumber) }
    }

    /// The same as a floating-point number.
    pub fn value(self) -> f64 {
        self.0 as f64 / Self::ONE as f64
    }

    /// Billionths.
    pub(crate) fn billionths(self) -> i64 {
        self.0
    }

    /// Whether it lies between two whole numbers, both included.
    pub fn is_within(self, (min, max): (i64, i64)) -> bool {
        min * Self::ONE <= self.0 && self.0 <= max * Self::ONE
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value())
    }
}

/// A value that is no finite number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a finite number")
    }
}

impl std::error::Error for NotANumber {}

macro_rules! units {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $name(pub f64);
    )*};
}

units! {
    /// A mass in kilograms.
    Kilograms;
    /// A volume in litres.
    Litres;
    /// A flow in litres an hour.
    LitresPerHour;
    /// A time in hours.
    Hours;
    /// A share of a hundred.
    Percent;
    /// A concentration in millimoles a litre.
    MillimolesPerLitre;
    /// A flow of mass in milligrams an hour.
    MilligramsPerHour;
}
