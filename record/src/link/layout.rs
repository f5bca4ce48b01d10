//! Answers as bits, by the order and the widths of an instrument.
//!
//! What is usual takes one bit: silence, or `no` to a sign that nearly everybody says no to. Anything else says first what
//! it is: an answer, or which kind of silence.

use super::LinkError;
use super::bits::{Reader, Writer};
use engine::quantity::Decimal;
use engine::{Answer, Answers, Item};

/// One question of an instrument.
struct Slot {
    item: Item,
    width: Width,
    /// How many options it has, or how many bits its number.
    n: u8,
    /// The place of the option that is usually chosen; none where silence is usual.
    usual: u8,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    One,
    Many,
    Whole,
    Decimal,
}

include!(concat!(env!("OUT_DIR"), "/instruments.rs"));

/// The instrument that is written.
pub(super) const NEWEST: u32 = INSTRUMENTS.len() as u32;

/// What a number of thousandths does not hold is written in billionths, up to nine thousand million of them in each unit.
const BILLIONTHS: u8 = 40;
const UNUSUAL: u64 = 1;
/// Not asked, or not answered yet.
const SILENT: u64 = 0;
const PASSED_OVER: u64 = 1;
const LEFT_OUT: u64 = 2;

impl Slot {
    /// What is usually said; nothing where that is silence.
    fn usual(&self) -> Option<Answer> {
        match (self.usual, self.width) {
            (u8::MAX, _) => None,
            (at, Width::Many) => Some(Answer::Choices(1 << at)),
            (at, _) => Some(Answer::Choice(at)),
        }
    }
}

/// Writes every question of the newest instrument.
pub(super) fn write(out: &mut Writer, answers: &Answers, left_out: &[Item]) {
    for slot in INSTRUMENTS[INSTRUMENTS.len() - 1] {
        let item = slot.item;
        let given = answers.given(item).filter(|_| !left_out.contains(&item));
        let silence = match (left_out.contains(&item), answers.is_passed_over(item)) {
            (true, _) => LEFT_OUT,
            (_, true) => PASSED_OVER,
            _ => SILENT,
        };
        if given == slot.usual() && (given.is_some() || silence == SILENT) {
            out.put(0, 1);
            continue;
        }
        out.put(UNUSUAL, 1);
        let Some(answer) = given else {
            out.put(silence, 3);
            continue;
        };
        out.put(1, 1);
        match answer {
            Answer::Choice(at) => out.put(at.into(), places(slot.n)),
            Answer::Choices(mask) => out.put(mask.into(), slot.n),
            Answer::Integer(number) => out.put(number.into(), slot.n),
            Answer::Decimal(number) => {
                let billionths = billionths(number);
                let is_exact = billionths.is_multiple_of(1_000_000);
                out.put((!is_exact).into(), 1);
                match is_exact {
                    true => out.put(billionths / 1_000_000, slot.n),
                    false => out.put(billionths, BILLIONTHS),
                }
            }
        }
    }
}

/// Reads the answers, and what was left out.
pub(super) fn read(bits: &mut Reader<'_>, instrument: u32) -> Result<(Answers, Vec<Item>), LinkError> {
    let (mut answers, mut left_out) = (Answers::default(), Vec::new());
    let at = (instrument as usize).checked_sub(1).ok_or(LinkError::Damaged)?;
    for slot in *INSTRUMENTS.get(at).ok_or(LinkError::Newer)? {
        let item = slot.item;
        if bits.take(1)? != UNUSUAL {
            if let Some(usual) = slot.usual() {
                answers.give(item, usual);
            }
            continue;
        }
        if bits.take(1)? == 1 {
            answers.give(item, answer(bits, slot)?);
            continue;
        }
        match bits.take(2)? {
            SILENT => {}
            PASSED_OVER => answers.pass_over(item),
            LEFT_OUT => left_out.push(item),
            _ => return Err(LinkError::Damaged),
        }
    }
    Ok((answers, left_out))
}

/// An answer that its question takes: none that no page could have written.
fn answer(bits: &mut Reader<'_>, slot: &Slot) -> Result<Answer, LinkError> {
    let (item, n) = (slot.item, slot.n);
    let answer = match slot.width {
        Width::One => {
            let at = bits.take(places(n))?;
            return if at < n.into() { Ok(Answer::Choice(at as u8)) } else { Err(LinkError::Damaged) };
        }
        Width::Many => {
            let mask = bits.take(n)?;
            let chosen = item.options().iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
            let codes: Vec<&str> = chosen.map(|(_, it)| *it).collect();
            Answer::choices(item, &codes)
        }
        Width::Whole => Answer::integer(item, bits.take(n)? as i64),
        Width::Decimal => {
            let is_exact = bits.take(1)? == 0;
            let billionths = if is_exact { bits.take(n)? * 1_000_000 } else { bits.take(BILLIONTHS)? };
            // As a text: an error of a floating-point number would bring what prints one.
            Answer::exactly(item, &[&billionths.to_string(), "e-9"].concat())
        }
    };
    answer.map_err(|_| LinkError::Damaged)
}

/// How many bits hold a place among `n`.
fn places(n: u8) -> u8 {
    8 - (n - 1).leading_zeros() as u8
}

/// Exact: the numbers that are asked for are far below what a float holds to the last billionth.
fn billionths(number: Decimal) -> u64 {
    (number.value() * 1e9).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::text::crc;
    use engine::Kind;
    use std::{fs, path::Path};

    fn file(version: usize) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/link/instrument-{version}.txt"));
        fs::read_to_string(path).unwrap()
    }

    /// The questions of an instrument: id, kind, and options or bits.
    fn lines(text: &str) -> Vec<(&str, &str, Vec<&str>)> {
        let lines = text.lines().filter(|it| !it.starts_with('#'));
        lines
            .map(|it| {
                let mut words = it.split(' ');
                let (item, kind) = (words.next().unwrap(), words.next().unwrap());
                (item, kind, words.map(|it| it.trim_end_matches('!')).collect())
            })
            .collect()
    }

    #[test]
    fn an_instrument_that_shipped_never_changes() {
        const SHIPPED: [u32; 1] = [1_267_478_772];
        assert_eq!(SHIPPED.len(), INSTRUMENTS.len(), "a new one is added here with its sum");
        for (at, sum) in SHIPPED.into_iter().enumerate() {
            assert_eq!(crc(0, file(at + 1).as_bytes()), sum, "instrument {} is not as it shipped", at + 1);
        }
    }

    #[test]
    fn what_is_new_in_the_engine_gets_a_new_instrument() {
        let text = file(INSTRUMENTS.len());
        let newest = lines(&text);
        let asked: Vec<&str> = Item::all().map(Item::code).collect();
        assert_eq!(newest.iter().map(|it| it.0).collect::<Vec<_>>(), asked);
        for (code, kind, rest) in newest {
            let item = engine::item(code).unwrap();
            let (_, max) = item.bounds();
            let bits = |it: i64| vec![(64 - it.leading_zeros()).to_string()];
            let expected = match item.kind() {
                Kind::Choice => ("one", item.options().iter().map(|it| (*it).to_owned()).collect()),
                Kind::Choices => ("many", item.options().iter().map(|it| (*it).to_owned()).collect()),
                Kind::Integer => ("whole", bits(max)),
                Kind::Decimal => ("decimal", bits(max * 1000)),
            };
            assert_eq!((kind, rest), (expected.0, expected.1.iter().map(String::as_str).collect()), "{code}");
        }
    }

    #[test]
    fn an_option_of_an_old_instrument_is_where_it_was() {
        for version in 1..=INSTRUMENTS.len() {
            for (code, kind, rest) in lines(&file(version)) {
                let options = engine::item(code).unwrap().options();
                if ["one", "many"].contains(&kind) {
                    assert!(
                        options.starts_with(&rest),
                        "{code}: {options:?} does not begin as instrument {version} does"
                    );
                }
            }
        }
    }
}
