//! The tier: the highest that any positive rule asks for, with the rules that asked.

use crate::assessment::Reason;
use crate::condition::{Doubt, Reader};
use crate::id::{Rule, Tier};

/// Every rule that fires, once, at its highest tier, in SAFETY's order.
pub(crate) fn reasons(reader: &Reader<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (at, def) in reader.knowledge.rules.iter().enumerate() {
        let holding = def.cases.iter().filter(|(_, when)| reader.holds(when, Doubt::IsNotYes));
        let Some(tier) = holding.map(|(tier, _)| *tier).max() else { continue };
        let mut because = Vec::new();
        for (_, when) in def.cases.iter().filter(|(it, _)| *it == tier) {
            reader.trace(when, Doubt::IsNotYes, &mut because);
        }
        reasons.push(Reason { rule: Rule(at as u8), tier, because });
    }
    reasons
}

/// The highest tier asked for; self-care where nothing asks.
pub(crate) fn highest(reasons: &[Reason]) -> Tier {
    reasons.iter().map(|it| it.tier).max().unwrap_or(Tier::SelfCare)
}
