//! Why the tier is what it is.

use super::evidence::{Behind, behind};
use super::part::{fold, para, words};
use super::told::{self, NAMED_AT_MOST};
use super::words::{fill, say};
use crate::browser::dom::{Piece, el};
use content::{id, kind};
use engine::{Answers, Assessment, Reason, Rule};

/// What raised the tier, in the person's own answers; what asks for less is folded.
pub fn reasons(assessment: &Assessment, answers: &Answers, may_unfold: bool) -> Vec<Piece> {
    // CR-01 says again what a flag of its own says better.
    let has_flag = assessment.reasons.iter().any(|it| it.rule.is_flag() && it.tier == assessment.tier);
    let (mut high, mut low) = (Vec::new(), Vec::new());
    for it in &assessment.reasons {
        let why = say(kind::WHY.at(it.rule.index()));
        if why.is_empty() || (it.rule == Rule::CR_01 && has_flag) {
            continue;
        }
        let list = if it.tier == assessment.tier { &mut high } else { &mut low };
        list.push(reason(it, why, answers, may_unfold));
    }
    let mut parts = vec![el("ul").class("reasons").children(high).into()];
    if may_unfold && !low.is_empty() {
        let low = el("ul").class("reasons").children(low).into();
        parts.push(fold("", say(id::OTHER_REASONS), vec![low]).into());
    }
    parts
}

fn reason(reason: &Reason, why: &str, answers: &Answers, may_unfold: bool) -> Piece {
    let mut said = told::facts(&reason.because, answers);
    if !reason.rule.is_flag() {
        said.truncate(NAMED_AT_MOST);
    }
    let said = said.join("; ");
    let mut parts = Vec::new();
    if !said.is_empty() {
        parts.push(words("p", "said", &fill(id::YOU_TOLD_US, &[("said", &said)])));
    }
    parts.push(para(why));
    if may_unfold {
        parts.extend(behind(Behind { sources: vec![reason.rule.sources()], ..Behind::default() }, why));
    }
    el("li").children(parts).into()
}
