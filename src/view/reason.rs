//! Why the tier is what it is.

use super::evidence::Behind;
use super::part::{fold, para, words};
use super::told::{self, NAMED_AT_MOST};
use super::words::{fill, say};
use crate::browser::dom::{Piece, el};
use content::{id, kind};
use engine::{Answers, Assessment, Reason, Rule, Sources};

/// A reason with its words, and the sources of all that say the same.
pub struct Told<'a> {
    /// The reason.
    pub reason: &'a Reason,
    /// Why it matters.
    pub why: &'static str,
    /// What it rests on.
    pub sources: Vec<Sources>,
}

impl Told<'_> {
    /// The answers it rests on, in words.
    pub fn said(&self, answers: &Answers) -> String {
        let mut said = told::facts(&self.reason.because, answers);
        if !self.reason.rule.is_flag() {
            said.truncate(NAMED_AT_MOST);
        }
        said.join("; ")
    }
}

/// Every reason that has words, highest tier first. A flag and a rule that ask for the same tier after the very same
/// answers are one line, for to read it twice says nothing new. It is told in the words of the flag; after several
/// answers in those of the rule, which are about all of them together.
#[inline(never)]
pub fn told_once(assessment: &Assessment) -> Vec<Told<'_>> {
    // CR-01 says again what a flag of its own says better.
    let has_flag = assessment.reasons.iter().any(|it| it.rule.is_flag() && it.tier == assessment.tier);
    let mut told: Vec<Told<'_>> = Vec::new();
    for reason in &assessment.reasons {
        let (rule, sources) = (reason.rule, reason.rule.sources());
        let why = say(kind::WHY.at(rule.index()));
        if why.is_empty() || (rule == Rule::CR_01 && has_flag) {
            continue;
        }
        let is_single = reason.because.windows(2).all(|it| it[0].item == it[1].item);
        // No words of a second rule are lost to those of a first.
        let is_free = |it: &Told<'_>| it.reason.rule.is_flag() && (is_single || it.sources.len() == 1);
        match told.iter_mut().find(|it| !rule.is_flag() && is_free(it) && is_same(it.reason, reason)) {
            Some(flag) => {
                flag.sources.push(sources);
                flag.why = if is_single { flag.why } else { why };
            }
            None => told.push(Told { reason, why, sources: vec![sources] }),
        }
    }
    told
}

/// Whether both ask for the same after the very same answers.
fn is_same(one: &Reason, other: &Reason) -> bool {
    let within = |one: &Reason, other: &Reason| one.because.iter().all(|it| other.because.contains(it));
    one.tier == other.tier && within(one, other) && within(other, one)
}

/// Tells what a statement rests on.
pub type TellsBehind = fn(Behind, &str) -> Option<Piece>;

/// What raised the tier, in the person's own answers; what asks for less is folded. Without `behind` nothing is folded.
pub fn reasons(assessment: &Assessment, answers: &Answers, behind: Option<TellsBehind>) -> Vec<Piece> {
    let (mut high, mut low) = (Vec::new(), Vec::new());
    for it in told_once(assessment) {
        let list = if it.reason.tier == assessment.tier { &mut high } else { &mut low };
        list.push(line(it, answers, behind));
    }
    let mut parts = vec![el("ul").class("reasons").children(high).into()];
    if behind.is_some() && !low.is_empty() {
        let low = el("ul").class("reasons").children(low).into();
        parts.push(fold("", say(id::OTHER_REASONS), vec![low]).into());
    }
    parts
}

fn line(told: Told<'_>, answers: &Answers, behind: Option<TellsBehind>) -> Piece {
    let said = told.said(answers);
    let mut parts = Vec::new();
    if !said.is_empty() {
        parts.push(words("p", "said", &fill(told::of_whom(id::YOU_TOLD_US), &[("said", &said)])));
    }
    parts.push(para(told.why));
    if let Some(behind) = behind {
        parts.extend(behind(Behind { sources: told.sources, ..Behind::default() }, told.why));
    }
    el("li").children(parts).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{Tier, assess};

    fn answers(codes: &[(&str, &str)]) -> Answers {
        let mut answers = Answers::default();
        codes.iter().for_each(|(id, code)| answers.choose(id, code).unwrap());
        answers
    }

    fn rules(told: &[Told<'_>]) -> Vec<&'static str> {
        told.iter().map(|it| it.reason.rule.code()).collect()
    }

    #[test]
    fn a_flag_and_a_rule_after_the_same_answer_are_one_line_in_the_words_of_the_flag() {
        let assessment = assess(&answers(&[("rf-swollen-one", "yes")]));
        let told = told_once(&assessment);
        assert_eq!(assessment.reasons.iter().filter(|it| it.tier == Tier::Urgent).count(), 2, "CR-10 fires too");
        assert_eq!(rules(&told)[0], "rf-swollen-one");
        assert!(!rules(&told).contains(&"CR-10"));
        assert_eq!(told[0].why, say(kind::WHY.at(told[0].reason.rule.index())));
        assert_eq!(told[0].sources.len(), 2, "the sources of both");
    }

    #[test]
    fn after_several_answers_the_line_is_about_all_of_them() {
        let assessment = assess(&answers(&[("rf-swollen-one", "yes"), ("rf-breath-chest", "yes")]));
        let told = told_once(&assessment);
        assert_eq!(assessment.tier, Tier::Emergency);
        let both = told.iter().find(|it| it.reason.rule == Rule::CR_02 || it.sources.len() > 1).unwrap();
        assert_eq!(both.why, content::text("why-CR-02").unwrap());
        assert!(rules(&told).contains(&"rf-breath-chest"), "{:?}", rules(&told));
    }

    #[test]
    fn no_answer_that_is_a_reason_goes_untold() {
        let flags: Vec<&str> = Rule::all().filter(|it| it.is_flag()).map(Rule::code).collect();
        let flags = || flags.iter().filter(|it| engine::item(it).is_ok_and(|it| it.options().contains(&"yes")));
        for (one, other) in flags().flat_map(|one| flags().map(move |other| (one, other))) {
            let assessment = assess(&answers(&[(one, "yes"), (other, "yes")]));
            let told = told_once(&assessment);
            for reason in assessment.reasons.iter().filter(|it| it.rule.is_flag()) {
                assert!(told.iter().any(|it| it.reason == reason), "{one}, {other}: {} is lost", reason.rule);
            }
            let n_sources: usize = told.iter().map(|it| it.sources.len()).sum();
            let n_worded = assessment.reasons.iter().filter(|it| !say(kind::WHY.at(it.rule.index())).is_empty());
            let n_worded = n_worded.filter(|it| it.rule != Rule::CR_01).count();
            assert!(n_worded <= n_sources, "{one}, {other}: sources are lost");
        }
    }
}
