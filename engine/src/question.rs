//! What to ask next: emergency first, only what can apply, core before detail, detail only where it could still
//! change something.
//!
//! ```
//! use engine::{Answers, Item, Step, next_question};
//!
//! let mut answers = Answers::default();
//! assert_eq!(next_question(&answers), Step::Start);
//!
//! answers.choose("rf-collapse", "yes")?;
//! assert_eq!(next_question(&answers), Step::Emergency);
//! # Ok::<(), engine::AnswerError>(())
//! ```

use crate::answers::{Answer, Answers};
use crate::condition::{Decided, Doubt, Reader};
use crate::id::{Block, Item, Pattern, Tier};
use crate::knowledge::{Group, Kind, Knowledge, Stage};
use crate::{assess, tier_without_floor};

/// A screen of the self-assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What brings them here, and for whom.
    Start,
    /// A safety block.
    Safety(Block),
    /// Age, child signs, pregnancy, last exercise.
    About,
    /// Medicines, known conditions, sickle cell.
    Health,
    /// One question.
    Ask(Item),
    /// Everything that applies was answered or passed over: check the answers, then see the result.
    Review,
    /// The answers are an emergency: the result is shown now, whatever is still open.
    Emergency,
}

/// How many questions of detail are asked before the result at most; the rest is offered on it.
const DETAIL_AT_MOST: usize = 3;

impl Step {
    /// The screens before the questions, in order.
    pub const OPENING: [Step; 8] = [
        Step::Start,
        Step::Safety(Block::A),
        Step::About,
        Step::Safety(Block::B),
        Step::Health,
        Step::Safety(Block::C),
        Step::Safety(Block::D),
        Step::Safety(Block::E),
    ];

    /// The questions on the screen, in order, whether or not they apply.
    pub fn items(self) -> Vec<Item> {
        let at = |stage: Stage| Item::all().filter(move |it| it.stage() == stage).collect();
        match self {
            Step::Start => at(Stage::Start),
            Step::Safety(block) => Item::in_block(block).collect(),
            Step::About => vec![Item::AGE, Item::CHILD_SIGNS, Item::PREGNANT, Item::LAST_EXERCISE],
            Step::Health => vec![Item::MEDICINES, Item::MEDICINE_CHANGE, Item::CONDITIONS_KNOWN, Item::SICKLE],
            Step::Ask(item) => vec![item],
            Step::Review | Step::Emergency => Vec::new(),
        }
    }

    /// The questions on the screen that can apply to these answers.
    pub fn lines(self, answers: &Answers) -> Vec<Item> {
        self.items().into_iter().filter(|it| answers.is_enabled(*it) && !hides(answers, *it)).collect()
    }
}

/// Whether `item` cannot apply, since an answer contradicts its own words: the page hides it, and answers it `no`.
pub fn hides(answers: &Answers, item: Item) -> bool {
    let gates = item.def().hidden_when;
    let shut = |(gate, open): &(Item, u32)| answers.given(*gate).is_some_and(|it| it.codes() & open == 0);
    !gates.is_empty() && gates.iter().all(shut)
}

/// Whether the page asks `item` at all, given these answers.
pub fn applies(answers: &Answers, item: Item) -> bool {
    answers.is_enabled(item)
        && !hides(answers, item)
        && item.def().asked_when.is_none_or(|when| {
            let (used, decided) = (answers.used(), Decided::default());
            Reader::new(Knowledge::shipped(), &used, &decided).holds(when, Doubt::IsNotYes)
        })
}

fn is_open(answers: &Answers, item: Item) -> bool {
    applies(answers, item) && !answers.is_answered(item) && !answers.is_passed_over(item)
}

/// The screen to show next.
pub fn next_question(answers: &Answers) -> Step {
    if tier_without_floor(Knowledge::shipped(), answers) == Tier::Emergency {
        return Step::Emergency;
    }
    let opening = Step::OPENING.into_iter().find(|step| step.items().into_iter().any(|it| is_open(answers, it)));
    if let Some(step) = opening {
        return step;
    }
    let core = Item::all().find(|it| it.stage() == Stage::Core && is_open(answers, *it));
    if let Some(item) = core.or_else(|| next_detail(answers)) {
        return Step::Ask(item);
    }
    if assess(answers).tier == Tier::Emergency { Step::Emergency } else { Step::Review }
}

fn next_detail(answers: &Answers) -> Option<Item> {
    let asked = Item::all().filter(|it| it.stage() == Stage::Detail);
    let asked = asked.filter(|it| answers.is_answered(*it) || answers.is_passed_over(*it)).count();
    if asked >= DETAIL_AT_MOST { None } else { detail_that_matters(answers).into_iter().next() }
}

/// The open questions of detail of which some answer would raise the tier or change the leading pattern.
pub fn detail_that_matters(answers: &Answers) -> Vec<Item> {
    let open = Item::all().filter(|it| it.stage() == Stage::Detail && is_open(answers, *it));
    let now = leading(answers);
    let matters = |item: &Item| {
        (0..item.options().len()).any(|at| {
            let mut tried = answers.clone();
            match item.kind() {
                Kind::Choice => tried.give(*item, Answer::Choice(at as u8)),
                Kind::Choices => tried.give(*item, Answer::Choices(1 << at)),
                Kind::Integer | Kind::Decimal => return false,
            }
            let then = leading(&tried);
            then.0 > now.0 || then.1 != now.1
        })
    };
    open.filter(matters).collect()
}

fn leading(answers: &Answers) -> (Tier, Option<Pattern>) {
    let assessment = assess(answers);
    (assessment.tier, assessment.patterns.first().map(|it| it.pattern))
}

/// How far a person is in the questions that come after the safety screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many were answered or passed over.
    pub done: usize,
    /// How many may still come; it never grows but when an answer is changed.
    pub left_at_most: usize,
}

/// How far these answers are.
pub fn progress(answers: &Answers) -> Progress {
    let seen = |it: &Item| answers.is_answered(*it) || answers.is_passed_over(*it);
    let core = || Item::all().filter(|it| it.stage() == Stage::Core);
    let detail = || Item::all().filter(|it| it.stage() == Stage::Detail);
    let done = core().filter(|it| applies(answers, *it) && seen(it)).count();
    let details_done = detail().filter(|it| applies(answers, *it) && seen(it)).count();
    let core_left = core().filter(|it| !seen(it) && may_apply(answers, *it)).count();
    // An answer may make other details matter, so as long as one matters all that are open may still come.
    let may_come = core_left > 0 || !detail_that_matters(answers).is_empty();
    let details_left = if may_come { detail().filter(|it| !seen(it) && may_apply(answers, *it)).count() } else { 0 };
    let details_left = details_left.min(DETAIL_AT_MOST.saturating_sub(details_done));
    Progress { done: done + details_done, left_at_most: core_left + details_left }
}

/// Whether `item` applies now, or could once the open questions it hangs on are answered.
fn may_apply(answers: &Answers, item: Item) -> bool {
    let undecided = |it: Item| !answers.is_answered(it) && !answers.is_passed_over(it) && may_apply(answers, it);
    let gate = answers.is_enabled(item) || item.gate().iter().any(|(it, _)| undecided(*it));
    let asked = item != Item::PAIN_AFTER_HOUR || undecided(Item::SEVERITY) || applies(answers, item);
    gate && asked && !hides(answers, item)
}

impl Answers {
    /// Answers `item` as the page does, so that the result is that of a fresh run with the final answers: follow-ups
    /// of a changed parent go back to unanswered, lines that cannot apply any more are answered `no`, and lines that
    /// can apply again go back to unanswered. `None` takes the answer back.
    pub fn edit(&mut self, item: Item, answer: Option<Answer>) {
        if self.given(item) == answer && answer.is_some() {
            return;
        }
        let hidden: Vec<Item> = Item::all().filter(|it| hides(self, *it)).collect();
        match answer {
            Some(answer) => self.give(item, answer),
            None => self.clear(item),
        }
        for follow_up in Item::all().filter(|it| it.parent() == Some(item)) {
            self.clear(follow_up);
        }
        self.settle(&hidden);
    }

    fn settle(&mut self, hidden_before: &[Item]) {
        for item in Item::all().filter(|it| !it.def().hidden_when.is_empty()) {
            match (hides(self, item), hidden_before.contains(&item)) {
                (true, _) => self.give(item, Answer::Choice(item.codes(&["no"]).trailing_zeros() as u8)),
                (false, true) => self.clear(item),
                (false, false) => {}
            }
        }
    }

    /// Answers "none of these" to a whole screen: `no` to each question and `none` to each list that applies and has
    /// no answer yet.
    pub fn none_of(&mut self, step: Step) {
        for item in step.items() {
            let answerable = answers_no(item);
            if let (Some(no), true) = (answerable, is_line(self, item)) {
                self.edit(item, Some(no));
            }
        }
        // A `no` may leave a follow-up that no longer applies; what still applies was passed over by choice.
        self.pass_over_rest(step);
    }

    /// Leaves a screen: what applies and has no answer stays unanswered, and is not asked again.
    pub fn pass_over_rest(&mut self, step: Step) {
        for item in step.items() {
            if self.is_enabled(item) && !hides(self, item) && !self.is_answered(item) {
                self.pass_over(item);
            }
        }
    }

    /// The same without answers to questions that do not apply: what is kept and shared.
    pub fn applicable(&self) -> Answers {
        let mut out = Answers::default();
        for item in Item::all().filter(|it| self.is_enabled(*it)) {
            if let Some(answer) = self.given(item) {
                out.give(item, answer);
            } else if self.is_passed_over(item) {
                out.pass_over(item);
            }
        }
        out
    }
}

fn is_line(answers: &Answers, item: Item) -> bool {
    answers.is_enabled(item) && !hides(answers, item) && !answers.is_answered(item)
}

/// The answer that "none of these" gives to `item`, if it takes one.
fn answers_no(item: Item) -> Option<Answer> {
    let at = |code: &str| item.options().iter().position(|it| *it == code);
    match (item.kind(), item.group()) {
        (Kind::Choice, Group::Safety(_) | Group::You | Group::Start) => at("no").map(|it| Answer::Choice(it as u8)),
        (Kind::Choices, _) => at("none").map(|it| Answer::Choices(1 << it)),
        _ => None,
    }
}
