//! Saved results on their way to another browser: each with its id, so that what is there already is known again.
//!
//! What came of a result does not travel: a file carries that.

use super::bits::{Reader, Writer};
use super::{FORMAT, LinkError, cut, layout};
use crate::history::{Entry, Ulid};
use engine::Tier;

/// The longest name of whom a result is about, in bytes.
const LONGEST_WHOM: usize = 160;

/// Writes results as far as they are told of here.
#[inline(never)]
pub(super) fn pack(entries: &[Entry]) -> Vec<u8> {
    let mut out = Writer::default();
    out.put(FORMAT, 4);
    out.put(0, 4);
    out.put_varied(layout::NEWEST);
    for entry in entries {
        out.put(1, 1);
        out.put_ulid(entry.id);
        out.put(entry.saved_at_ms, 48);
        let rules = rules(&entry.rules);
        out.put(rules.is_some().into(), 1);
        rules.iter().flatten().for_each(|it| out.put_varied((*it).into()));
        out.put(entry.tier.is_some().into(), 1);
        entry.tier.iter().for_each(|it| out.put(*it as u64, 2));
        out.put_text(&cut(&entry.for_whom, LONGEST_WHOM), 8);
        layout::write(&mut out, &entry.answers, &[]);
    }
    out.put(0, 1);
    out.bytes
}

/// Three numbers with dots between them.
fn rules(text: &str) -> Option<[u16; 3]> {
    let mut parts = text.split('.').map(|it| it.parse().ok());
    let rules = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(rules)
}

#[inline(never)]
pub(super) fn unpack(payload: &[u8]) -> Result<Vec<Entry>, LinkError> {
    let mut bits = Reader::new(payload);
    if bits.take(4)? != FORMAT || bits.take(4)? != 0 {
        return Err(LinkError::Newer);
    }
    let instrument = bits.take_varied()?;
    let mut entries: Vec<Entry> = Vec::new();
    while bits.take(1)? == 1 {
        let (id, saved_at_ms): (Ulid, u64) = (bits.take_ulid()?, bits.take(48)?);
        let mut rules = String::new();
        if bits.take(1)? == 1 {
            for at in 0..3 {
                let part: u16 = bits.take_varied()?.try_into().map_err(|_| LinkError::Damaged)?;
                rules += if at == 0 { "" } else { "." };
                rules += &part.to_string();
            }
        }
        let tier = if bits.take(1)? == 1 { Some(Tier::ALL[bits.take(2)? as usize]) } else { None };
        let for_whom = bits.take_text(8, LONGEST_WHOM)?;
        let (answers, left_out) = layout::read(&mut bits, instrument)?;
        if !left_out.is_empty() {
            return Err(LinkError::Damaged);
        }
        entries.push(Entry { id, saved_at_ms, rules, for_whom, tier, answers, outcome: None });
    }
    bits.end()?;
    Ok(entries)
}
