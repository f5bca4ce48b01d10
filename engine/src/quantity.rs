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
        if scaled.is_finite() && scaled.abs() < i64::MAX as f64 {
            Ok(Self(scaled.round() as i64))
        } else {
            Err(NotANumber)
        }
    }

    /// Reads a number as JSON writes it: digits, perhaps a point and more digits, perhaps an exponent. What lies below a
    /// billionth is rounded. Read without floating point, whose tables would weigh on what a browser loads.
    ///
    /// # Errors
    ///
    /// [`NotANumber`] for other text, and where the number is above nine thousand million.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let (digits, sign) = text.strip_prefix('-').map_or((text, 1), |it| (it, -1));
        let (digits, exponent) = match digits.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().map_err(|_| NotANumber)?),
            None => (digits, 0),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        if !is_number(whole) || !is_number(part) {
            return Err(NotANumber);
        }
        // The place of the last digit that counts is the billionth; the one after it rounds.
        let counted = (whole.len() as i32).saturating_add(exponent).saturating_add(9);
        let (mut billionths, mut rounds_up) = (0_i64, false);
        for (at, digit) in whole.bytes().chain(part.bytes()).map(|it| i64::from(it - b'0')).enumerate() {
            match (at as i32).cmp(&counted) {
                std::cmp::Ordering::Less => {
                    billionths = billionths.checked_mul(10).and_then(|it| it.checked_add(digit)).ok_or(NotANumber)?;
                }
                std::cmp::Ordering::Equal => rounds_up = digit >= 5,
                std::cmp::Ordering::Greater => {}
            }
        }
        for _ in (whole.len() + part.len()) as i32..counted {
            if billionths == 0 {
                break;
            }
            billionths = billionths.checked_mul(10).ok_or(NotANumber)?;
        }
        Ok(Self(sign * (billionths + i64::from(rounds_up))))
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

impl fmt::Display for Decimal {
    /// As many places as it has, up to nine.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / Self::ONE as u64, self.0.unsigned_abs() % Self::ONE as u64);
        let sign = if self.0 < 0 { "-" } else { "" };
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let part = format!("{part:09}");
        write!(f, "{sign}{whole}.{}", part.trim_end_matches('0'))
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_as_it_is_written_and_as_floating_point_reads_it() {
        let texts = [
            "0",
            "70",
            "71.5",
            "0.4",
            "-3.25",
            "1e2",
            "1.5E-3",
            "12.3456789012345",
            "0.0000000005",
            "0.00000000049",
            "7e-30",
            "9000000000",
            "60000e-3",
            "-0.1",
            "1e+3",
            "999.9999999996",
            "0.00e400",
        ];
        for text in texts {
            let read = Decimal::parse(text).unwrap();
            assert_eq!(read, Decimal::new(text.parse().unwrap()).unwrap(), "{text}");
            assert_eq!(Decimal::parse(&read.to_string()), Ok(read), "{text}");
        }
        for text in
            ["", "-", ".5", "5.", "1e", "1e99999999999", "0x1", "1e10", "99999999999", "1 2", "NaN", "inf", "+1", "--1"]
        {
            assert_eq!(Decimal::parse(text), Err(NotANumber), "{text}");
        }
    }

    #[test]
    fn a_number_is_written_with_the_places_it_has() {
        for (number, text) in [(70.0, "70"), (71.5, "71.5"), (-0.25, "-0.25"), (0.000_000_001, "0.000000001")] {
            assert_eq!(Decimal::new(number).unwrap().to_string(), text);
        }
    }
}
