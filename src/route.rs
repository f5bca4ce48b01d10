//! The way through the screens: what comes after a screen, what came before it, and how far along it is.
//!
//! The engine says what is still open; what was already seen lies before that, in the engine's order, so that going
//! back and on again passes every screen once.

use engine::{Answers, Item, Stage, Step, next_question, progress};

/// The screen that asks `item`.
pub fn step_of(item: Item) -> Step {
    Step::OPENING.into_iter().find(|step| step.items().contains(&item)).unwrap_or(Step::Ask(item))
}

/// Whether some question of the screen was answered or passed over.
pub fn is_seen(answers: &Answers, step: Step) -> bool {
    step.lines(answers).into_iter().any(|it| answers.is_answered(it) || answers.is_passed_over(it))
}

/// The screens seen so far, in order, up to the one that is open now.
pub fn path(answers: &Answers) -> Vec<Step> {
    let next = next_question(answers);
    let at = |stage: Stage| Item::all().filter(move |it| it.stage() == stage).map(Step::Ask);
    let all = Step::OPENING.into_iter().chain(at(Stage::Core)).chain(at(Stage::Detail));
    all.take_while(|it| *it != next).filter(|it| is_seen(answers, *it)).collect()
}

/// The screen after `step`: one that was seen before, or the first that is open.
pub fn after(answers: &Answers, step: Step) -> Step {
    let next = next_question(answers);
    if next == Step::Emergency {
        return next;
    }
    let path = path(answers);
    let place = path.iter().position(|it| *it == step);
    place.and_then(|place| path.get(place + 1).copied()).unwrap_or(next)
}

/// The screen before `step`, if there is one.
pub fn before(answers: &Answers, step: Step) -> Option<Step> {
    let path = path(answers);
    match path.iter().position(|it| *it == step) {
        Some(place) => place.checked_sub(1).map(|it| path[it]),
        None => path.last().copied().filter(|it| *it != step),
    }
}

/// The id of a place on the page that has all questions: of the screen at this place of the opening, or of what comes
/// after it.
pub fn place_on_page(at: usize) -> String {
    ["at-", &at.to_string()].concat()
}

/// The number of this question, and of about how many.
pub fn place(answers: &Answers, item: Item) -> (usize, usize) {
    let earlier = path(answers).into_iter().take_while(|it| *it != Step::Ask(item));
    let number = 1 + earlier.filter(|it| matches!(it, Step::Ask(_))).count();
    let progress = progress(answers);
    (number, number.max(progress.done + progress.left_at_most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{Answer, Kind};

    fn none_of_the_dangers() -> Answers {
        let mut answers = Answers::default();
        for (id, code) in [("intent", "recurrent"), ("for-whom", "self"), ("age", "40-59"), ("pregnant", "no")] {
            answers.edit(engine::item(id).unwrap(), Some(Answer::choice(engine::item(id).unwrap(), code).unwrap()));
        }
        for step in Step::OPENING {
            answers.none_of(step);
        }
        answers
    }

    #[test]
    fn going_back_and_on_again_passes_every_screen_once() {
        let mut answers = none_of_the_dangers();
        while let Step::Ask(item) = next_question(&answers) {
            match item.kind() {
                Kind::Choice => answers.edit(item, Some(Answer::Choice(0))),
                _ => answers.pass_over_rest(Step::Ask(item)),
            }
        }
        let path = path(&answers);
        assert!(path.len() > 20, "{path:?}");
        assert_eq!(next_question(&answers), Step::Review);
        for pair in path.windows(2) {
            assert_eq!(after(&answers, pair[0]), pair[1]);
            assert_eq!(before(&answers, pair[1]), Some(pair[0]));
        }
        assert_eq!(after(&answers, path[path.len() - 1]), Step::Review);
        assert_eq!(before(&answers, Step::Review), path.last().copied());
    }

    #[test]
    fn the_number_of_a_question_rises_by_one_and_the_total_never_grows() {
        let mut answers = none_of_the_dangers();
        let (mut expected, mut most) = (1, usize::MAX);
        while let Step::Ask(item) = next_question(&answers) {
            let (number, total) = place(&answers, item);
            assert_eq!(number, expected, "{item}");
            assert!(total <= most, "{item}: {total} after {most}");
            (expected, most) = (number + 1, total);
            answers.pass_over_rest(Step::Ask(item));
        }
        assert!(expected > 10);
    }

    #[test]
    fn every_question_has_its_screen() {
        for item in Item::all() {
            assert!(step_of(item).items().contains(&item), "{item}");
        }
    }
}
