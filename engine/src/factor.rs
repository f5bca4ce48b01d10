//! What probably added to the cramp: the rows of the ledger whose answers were given, strongest first.

use crate::assessment::Factor;
use crate::condition::{Doubt, Reader};
use crate::id::{Claim, Item};
use crate::tables::{FACTOR_CAP, FACTOR_GROUPS, FACTORS};

/// The factors that count. In a group of rows that overlap, strongest first, one that would carry the group's
/// total past the cap is left out: what is already named says the same thing again.
pub(crate) fn factors(reader: &Reader<'_>) -> Vec<Factor> {
    let mut found: Vec<(usize, Factor)> = FACTORS
        .iter()
        .filter(|it| !is_masked(reader, it.claim))
        .filter_map(|it| {
            let held = it.weights.iter().filter(|(_, when)| reader.holds(when, Doubt::IsNotYes));
            let (weight, when) = held.max_by_key(|(weight, _)| *weight)?;
            let mut because = Vec::new();
            reader.trace(when, Doubt::IsNotYes, &mut because);
            Some((it.group, Factor { claim: it.claim, weight: *weight, because, sources: it.sources }))
        })
        .collect();
    crate::order::sort_by_key(&mut found, |(_, it)| -it.weight);
    let mut totals = [0; FACTOR_GROUPS];
    found.retain(|(group, it)| {
        let fits = totals[*group] + it.weight <= FACTOR_CAP;
        totals[*group] += if fits { it.weight } else { 0 };
        fits
    });
    found.into_iter().map(|(_, it)| it).collect()
}

/// Brown urine is never told as a lack of drink (INV-13).
fn is_masked(reader: &Reader<'_>, claim: Claim) -> bool {
    let brown = Item::RF_BROWN_URINE.codes(&["yes", "not-sure"]);
    claim == Claim::FACTOR_DEHYDRATION && reader.used.codes(Item::RF_BROWN_URINE) & brown != 0
}
