//! Proofs about the way to a result: that it does not depend on the order of answering or on going back and forth
//! (INV-17, INV-18), that only what can apply is asked and hidden lines are lines that cannot (relevance), and that the
//! questions come to an end (INV-08, INV-30).

mod proof;

use engine::{
    Answer, Answers, Block, Group, Item, Knowledge, Step, Tier, assess, hides, next_question, progress,
    tier_without_floor,
};
use proof::{Dice, ITEMS, any_answer, code, for_each, item, oracle, somebody, tell, told, vignette};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a line's own words cannot be true.
type Under = fn(&Answers) -> bool;

/// The lines that a page may hide, each with the answers under which its own words cannot be true: written from those
/// words, not from the data.
const HIDDEN_UNDER: [(&str, Under); 7] = [
    // "Are you pregnant, or have you had a baby in the last 6 weeks …"
    ("rf-preg-leg", is_not_pregnant),
    ("rf-preeclampsia", is_not_pregnant),
    // "… while on blood thinners or with a bleeding problem"
    ("rf-thinner-blow", |it| {
        names_all_but(it, "medicines", "anticoagulant") && names_all_but(it, "conditions-known", "bleeding")
    }),
    // "Do you have sickle cell disease … or sickle trait"
    ("rf-sickle-pain", |it| it.has(Item::SICKLE, "tested-no")),
    // "Do you take a statin …"
    ("rf-statin-muscle", |it| names_all_but(it, "medicines", "statin")),
    // "Do you have kidney failure or dialysis …", "Do you have liver disease …"
    ("rf-kidney-weak", |it| names_all_but(it, "conditions-known", "kidney")),
    ("rf-liver-ill", |it| names_all_but(it, "conditions-known", "liver")),
];

fn is_not_pregnant(answers: &Answers) -> bool {
    answers.has(Item::PREGNANT, "no")
}

/// Whether a list was answered, without doubt and without this option.
fn names_all_but(answers: &Answers, list: &str, option: &str) -> bool {
    let list = item(list);
    answers.is_answered(list) && !answers.has(list, option) && !answers.has(list, "not-sure")
}

fn hidden_lines(answers: &Answers) -> Vec<Item> {
    let mut lines: Vec<Item> =
        HIDDEN_UNDER.iter().filter(|(_, under)| under(answers)).map(|(id, _)| item(id)).collect();
    lines.sort();
    lines
}

/// No answer, each option, and each two that may stand together.
fn lists(list: Item) -> Vec<Option<Answer>> {
    let options = list.options();
    let alone = |at: usize| ["none", "not-sure"].contains(&options[at]);
    let mut out: Vec<Option<Answer>> = vec![None];
    for one in 0..options.len() {
        out.push(Some(Answer::Choices(1 << one)));
        let others = (one + 1..options.len()).filter(|other| !alone(one) && !alone(*other));
        out.extend(others.map(|other| Some(Answer::Choices(1 << one | 1 << other))));
    }
    out
}

fn put(answers: &mut Answers, item: Item, answer: Option<Answer>) {
    match answer {
        Some(answer) => answers.give(item, answer),
        None => answers.clear(item),
    }
}

/// All answers to what may hide a line, the lists with each option and each two: a line is hidden exactly where its own
/// words cannot be true, and then the page answers it `no`.
#[test]
fn a_line_is_hidden_only_where_its_own_words_cannot_be_true() {
    let choices = |it: Item| -> Vec<Option<Answer>> {
        std::iter::once(None).chain((0..it.options().len()).map(|at| Some(Answer::Choice(at as u8)))).collect()
    };
    let (medicines, conditions) = (lists(Item::MEDICINES), lists(Item::CONDITIONS_KNOWN));
    let mut compared = 0;
    for pregnant in choices(Item::PREGNANT) {
        for sickle in choices(Item::SICKLE) {
            let mut answers = Answers::default();
            put(&mut answers, Item::PREGNANT, pregnant);
            put(&mut answers, Item::SICKLE, sickle);
            for medicine in &medicines {
                put(&mut answers, Item::MEDICINES, *medicine);
                for condition in &conditions {
                    put(&mut answers, Item::CONDITIONS_KNOWN, *condition);
                    for (id, under) in HIDDEN_UNDER {
                        assert_eq!(hides(&answers, item(id)), under(&answers), "{id} for {answers:?}");
                        compared += 1;
                    }
                }
            }
        }
    }
    assert_eq!(compared, 5 * 5 * (1 + 11 + 36) * (1 + 16 + 91) * 7);
    // Nothing else is ever hidden, and each quotes the words that the answer contradicts.
    let listed: BTreeSet<Item> = HIDDEN_UNDER.iter().map(|(id, _)| item(id)).collect();
    for it in ITEMS.iter() {
        assert_eq!(listed.contains(it), !it.contradicts().is_empty(), "{it}");
    }
    for_each(20_000, 70, |_, dice| {
        let answers = somebody(dice);
        let hidden: Vec<Item> = ITEMS.iter().copied().filter(|it| hides(&answers, *it)).collect();
        assert_eq!(hidden, hidden_lines(&answers), "{answers:?}");
    });
}

/// Nobody of the vignettes said `yes` or `not-sure` to a line that the page would have hidden from them.
#[test]
fn no_vignette_said_yes_to_a_hidden_line() {
    for vignette in vignette::ALL.iter() {
        for line in ITEMS.iter().filter(|it| hides(&vignette.answers, **it)) {
            let said = ["yes", "cramps-only", "not-sure"].iter().any(|it| vignette.answers.has(*line, it));
            assert!(!said, "{}: {line} was hidden", vignette.id);
        }
    }
}

/// Answers as a page holds them, modelled apart: what was chosen last, without what a later change took back.
#[derive(Clone, Default)]
struct Model(BTreeMap<Item, Answer>);

impl Model {
    fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        self.0.iter().for_each(|(item, answer)| answers.give(*item, *answer));
        answers
    }

    fn edit(&mut self, item: Item, answer: Option<Answer>) {
        if answer.is_some() && self.0.get(&item) == answer.as_ref() {
            return;
        }
        let hidden = hidden_lines(&self.answers());
        match answer {
            Some(answer) => self.0.insert(item, answer),
            None => self.0.remove(&item),
        };
        let follow_ups = [
            ("rf-heat-30", "rf-heat-sick"),
            ("calf-48h", "rf-calf-constant"),
            ("tetany-airway", "rf-tetany"),
            ("claudication-recent", "rf-claudication"),
            ("every-run-numb", "rf-every-run"),
        ];
        for (follow_up, _) in follow_ups.iter().filter(|(_, parent)| *parent == item.code()) {
            self.0.remove(&proof::item(follow_up));
        }
        let now = hidden_lines(&self.answers());
        for line in hidden.iter().filter(|it| !now.contains(it)) {
            self.0.remove(line);
        }
        for line in now {
            self.0.insert(line, code(line, "no"));
        }
    }
}

fn given(answers: &Answers) -> BTreeMap<Item, Answer> {
    ITEMS.iter().filter_map(|it| answers.given(*it).map(|answer| (*it, answer))).collect()
}

/// INV-18: after any number of answers, changes and answers taken back, what is held is what was said last, and the
/// result is that of a fresh run with it.
#[test]
fn after_any_change_the_result_is_that_of_a_fresh_run() {
    let gates =
        ["pregnant", "medicines", "conditions-known", "sickle", "rf-heat-sick", "rf-calf-constant", "rf-tetany"];
    let lines = [
        "rf-heat-30",
        "calf-48h",
        "tetany-airway",
        "rf-preg-leg",
        "rf-statin-muscle",
        "rf-thinner-blow",
        "rf-kidney-weak",
    ];
    for_each(20_000, 71, |_, dice| {
        let (mut answers, mut model) = (Answers::default(), Model::default());
        if dice.chance(50) {
            answers = somebody(dice);
            // A page never holds `yes` on a line that it hides.
            hidden_lines(&answers).into_iter().for_each(|it| answers.give(it, code(it, "no")));
            model = Model(given(&answers));
        }
        for _ in 0..dice.roll(60) + 1 {
            let item = match dice.roll(3) {
                0 => item(dice.pick(&gates)),
                1 => item(dice.pick(&lines)),
                _ => dice.pick(&ITEMS),
            };
            // What is hidden cannot be touched.
            if hides(&answers, item) {
                continue;
            }
            let answer = if dice.chance(15) { None } else { any_answer(item, &answers, dice) };
            answers.edit(item, answer);
            model.edit(item, answer);
        }
        assert_eq!(given(&answers), model.0);
        let fresh = model.answers();
        let (changed, fresh_result) = (assess(&answers), assess(&fresh));
        assert_eq!(changed, fresh_result, "{answers:?}");
        assert_eq!(assess(&answers.applicable()), fresh_result, "what is kept gives the same: {answers:?}");
    });
}

/// INV-17: the same answers in any order, a parent before its follow-up, with detours that are taken back.
#[test]
fn the_order_of_answering_changes_nothing() {
    for_each(20_000, 72, |_, dice| {
        let mut whole = somebody(dice);
        hidden_lines(&whole).into_iter().for_each(|it| whole.give(it, code(it, "no")));
        // A line that was hidden at first and then shown is answered once it is shown.
        let said: Vec<(Item, Answer)> = given(&whole).into_iter().filter(|(it, _)| !hides(&whole, *it)).collect();
        let run = |dice: &mut Dice| {
            let mut order = said.clone();
            dice.shuffle(&mut order);
            order.sort_by_key(|(it, _)| it.parent().is_some());
            let mut answers = Answers::default();
            for (item, answer) in order {
                if dice.chance(10) && item.parent().is_none() && !is_gate(item) {
                    let detour = any_answer(item, &answers, dice);
                    answers.edit(item, detour);
                }
                answers.edit(item, Some(answer));
            }
            answers
        };
        let (one, other) = (run(dice), run(dice));
        assert_eq!(given(&one), given(&whole));
        assert_eq!(given(&other), given(&whole));
        let (one, other) = (assess(&one), assess(&other));
        assert_eq!((one.tier, &one.withheld), (other.tier, &other.withheld));
        assert_eq!(one, other);
    });
}

fn is_gate(item: Item) -> bool {
    ["pregnant", "medicines", "conditions-known", "sickle"].contains(&item.code())
}

/// INV-17: back and forth. Taking an answer back and giving it again changes nothing but its follow-ups, which are
/// asked again.
#[test]
fn going_back_and_forth_changes_nothing() {
    for_each(30_000, 73, |_, dice| {
        let mut answers = somebody(dice);
        hidden_lines(&answers).into_iter().for_each(|it| answers.give(it, code(it, "no")));
        let item = dice.pick(&ITEMS);
        if hides(&answers, item) {
            return;
        }
        let before = answers.clone();
        let follow_ups: Vec<Item> = ITEMS.iter().copied().filter(|it| it.parent() == Some(item)).collect();
        let meanwhile = any_answer(item, &answers, dice);
        answers.edit(item, meanwhile);
        // A line that was hidden or shown in between was answered by the page, and is asked again where it is shown.
        let between = answers.clone();
        answers.edit(item, before.given(item));
        for it in ITEMS.iter() {
            if follow_ups.contains(it) {
                assert!(answers.given(*it).is_none() || meanwhile == before.given(item), "{it} is asked again");
            } else if hides(&before, *it) != hides(&between, *it) {
                let no = hides(&answers, *it).then(|| code(*it, "no"));
                assert_eq!(answers.given(*it), no, "{it}");
            } else {
                assert_eq!(answers.given(*it), before.given(*it), "{it}");
            }
        }
    });
}

/// A follow-up of a changed parent goes back to unanswered, at whatever answers.
#[test]
fn a_changed_parent_asks_its_follow_up_again() {
    let follow_ups: Vec<Item> = ITEMS.iter().copied().filter(|it| it.parent().is_some()).collect();
    assert_eq!(follow_ups.len(), 5);
    for follow_up in follow_ups {
        let parent = follow_up.parent().expect("just looked for");
        for (from, to) in [("yes", Some("not-sure")), ("not-sure", Some("yes")), ("yes", Some("no")), ("yes", None)] {
            let mut answers = Answers::default();
            answers.edit(parent, Some(code(parent, from)));
            answers.edit(follow_up, Some(code(follow_up, "yes")));
            answers.edit(parent, Some(code(parent, from)));
            assert!(answers.is_answered(follow_up), "the same answer again changes nothing");
            answers.edit(parent, to.map(|it| code(parent, it)));
            assert!(!answers.is_answered(follow_up), "{follow_up} after {from} to {to:?}");
            if to == Some("no") {
                // Hidden under a `no`, it counts as `no`: it is not skipped, and holds nothing up.
                assert!(!assess(&answers).skipped.contains(&follow_up));
            }
        }
    }
}

/// "None of these" answers `no` to what applies and has no answer, and nothing else; leaving a screen answers nothing.
#[test]
fn none_of_these_answers_what_is_left_and_leaving_answers_nothing() {
    let screens = [Step::About, Step::Health].into_iter().chain(Block::ALL.map(Step::Safety)).collect::<Vec<_>>();
    for_each(20_000, 74, |at, dice| {
        let screen = screens[at % screens.len()];
        let mut answers = somebody(dice);
        hidden_lines(&answers).into_iter().for_each(|it| answers.give(it, code(it, "no")));
        // A page holds no answer to a follow-up that it does not show.
        let shut: Vec<Item> =
            ITEMS.iter().copied().filter(|it| it.parent().is_some() && !answers.is_enabled(*it)).collect();
        shut.into_iter().for_each(|it| answers.clear(it));
        let before = answers.clone();

        let mut left = before.clone();
        left.pass_over_rest(screen);
        assert_eq!(given(&left), given(&before));
        assert_eq!(assess(&left), assess(&before));
        assert!(screen.lines(&left).into_iter().all(|it| left.is_answered(it) || left.is_passed_over(it)));

        answers.none_of(screen);
        for it in ITEMS.iter() {
            if let Some(answer) = before.given(*it) {
                // But a line that "none of these" hides or shows.
                let by_page = hides(&before, *it) != hides(&answers, *it);
                assert!(answers.given(*it) == Some(answer) || by_page, "{it} was answered");
            } else if answers.is_answered(*it) {
                let no = answers.has(*it, "no") || answers.has(*it, "none");
                assert!(no && (screen.items().contains(it) || hides(&answers, *it)), "{it}");
            }
        }
        if let Step::Safety(block) = screen {
            // Nothing of the block is left open: what applies was answered.
            let open = Item::in_block(block).filter(|it| answers.is_enabled(*it) && !answers.is_answered(*it));
            assert_eq!(open.count(), 0, "{answers:?}");
            // A `no` asks for nothing by itself.
            let asked = |answers: &Answers| tier_without_floor(Knowledge::shipped(), answers);
            assert_eq!(asked(&answers), asked(&before), "{before:?}");
        }
    });
}

/// The order of the screens before the questions.
fn place(step: Step) -> usize {
    match step {
        Step::Start => 0,
        Step::Safety(Block::A) => 1,
        Step::About => 2,
        Step::Safety(Block::B) => 3,
        Step::Health => 4,
        Step::Safety(Block::C) => 5,
        Step::Safety(Block::D) => 6,
        Step::Safety(Block::E) => 7,
        Step::Ask(_) => 8,
        Step::Review | Step::Emergency => 9,
    }
}

/// Whole walks, each step answered by chance, passed over, or with "none of these": they come to an end, never ask
/// twice, never ask what does not apply or is hidden, block A first, and the number of questions left never grows.
#[test]
fn every_walk_ends_and_never_asks_twice() {
    for_each(6_000, 75, |at, dice| {
        let mut answers = Answers::default();
        let calm = at % 3 != 0;
        let (mut asked, mut last) = (BTreeSet::new(), 0);
        let mut left = progress(&answers).left_at_most;
        let mut steps = 0;
        loop {
            steps += 1;
            assert!(steps <= 2 * Item::count(), "no end: {answers:?}");
            let step = next_question(&answers);
            assert!(last <= place(step), "{step:?} comes again: {answers:?}");
            last = place(step);
            if tier_without_floor(Knowledge::shipped(), &answers) == Tier::Emergency {
                assert_eq!(step, Step::Emergency);
            }
            match step {
                Step::Emergency => {
                    assert_eq!(assess(&answers).tier, Tier::Emergency);
                    break;
                }
                Step::Review => {
                    assert_ne!(assess(&answers).tier, Tier::Emergency);
                    assert_eq!(progress(&answers).left_at_most, 0, "{answers:?}");
                    break;
                }
                Step::Ask(item) => {
                    assert!(!answers.is_answered(item) && !answers.is_passed_over(item), "{item} is asked twice");
                    assert!(oracle::counts(&answers, item) && !hides(&answers, item), "{item} does not apply");
                    assert!(asked.insert(item), "{item} is asked twice");
                    match any_answer(item, &answers, dice) {
                        Some(answer) if !dice.chance(10) => answers.edit(item, Some(answer)),
                        _ => answers.pass_over(item),
                    }
                }
                screen => {
                    let open = |answers: &Answers| -> Vec<Item> {
                        screen
                            .lines(answers)
                            .into_iter()
                            .filter(|it| !answers.is_answered(*it) && !answers.is_passed_over(*it))
                            .collect()
                    };
                    let lines = open(&answers);
                    assert!(!lines.is_empty(), "{screen:?} has nothing to ask");
                    assert!(lines.iter().all(|it| oracle::counts(&answers, *it) && !hides(&answers, *it)));
                    assert!(screen.lines(&answers).iter().all(|it| !asked.contains(it) || answers.is_answered(*it)));
                    match dice.roll(10) {
                        0 => answers.pass_over_rest(screen),
                        1..=4 if calm || !matches!(screen, Step::Start | Step::About) => answers.none_of(screen),
                        _ => {
                            let line = dice.pick(&lines);
                            if let Some(answer) = any_answer(line, &answers, dice) {
                                asked.insert(line);
                                answers.edit(line, Some(answer));
                            }
                        }
                    }
                }
            }
            let now = progress(&answers).left_at_most;
            assert!(now <= left, "{now} questions are left after {left}, at {step:?}: {answers:?}");
            left = now;
        }
    });
}

/// INV-30: for someone else block A comes first as well, whole, and for nobody does anything but the first screen come
/// before it.
#[test]
fn block_a_comes_first_for_a_helper_too() {
    for whom in ["for-whom=self", "for-whom=other"] {
        for intent in ["now", "recent", "recurrent", "prevent"] {
            let answers = told(&[whom, &format!("intent={intent}")]);
            assert_eq!(next_question(&answers), Step::Safety(Block::A));
            let lines = Step::Safety(Block::A).lines(&answers);
            let flags: Vec<Item> = Item::in_block(Block::A).filter(|it| it.parent().is_none()).collect();
            assert_eq!(lines, flags, "all of block A, and its follow-up once it applies");
            assert_eq!(flags.len(), 14);
        }
    }
    // Whatever else was answered before: no other question while one of block A is open.
    for_each(20_000, 76, |_, dice| {
        let mut answers = somebody(dice);
        tell(&mut answers, &["intent=recurrent", dice.pick(&["for-whom=self", "for-whom=other"])]);
        let open = dice.pick(&Item::in_block(Block::A).filter(|it| it.parent().is_none()).collect::<Vec<_>>());
        answers.clear(open);
        let step = next_question(&answers);
        assert!(matches!(step, Step::Safety(Block::A) | Step::Emergency), "{step:?}: {answers:?}");
    });
}

/// Every question of the safety blocks is on the screen of its block, and every question is on one screen at most.
#[test]
fn every_question_has_its_place() {
    let mut seen = BTreeSet::new();
    for step in [Step::Start, Step::About, Step::Health].into_iter().chain(Block::ALL.map(Step::Safety)) {
        for it in step.items() {
            assert!(seen.insert(it), "{it} stands on two screens");
            if let Group::Safety(block) = it.group() {
                assert_eq!(step, Step::Safety(block), "{it}");
            }
        }
    }
    let left: Vec<&str> = ITEMS.iter().filter(|it| !seen.contains(it)).map(|it| it.code()).collect();
    assert!(left.iter().all(|it| !it.starts_with("rf-")), "{left:?}");
}
