//! One person's run through the questions: going on and back, an emergency, changes, what is remembered and what is kept.

use super::storage::{fill, fresh, host, names, opened, refuse};
use crampwise::browser::host::Keeps;
use crampwise::browser::random;
use crampwise::browser::store::{Place, Store, Why};
use crampwise::session::{Afterwards, Screen, Session, Stand};
use engine::{Answer, Answers, Block, Item, Kind, Relief, Step, Tier, next_question};
use leptos::prelude::untrack;
use record::history::{Draft, Entry, Outcome, Since, Ulid};
use wasm_bindgen_test::wasm_bindgen_test;

const NOW: u64 = 1_795_315_800_000;

/// A page that was just opened, with what the browser has kept.
fn open() -> Session {
    let session = Session::new();
    let root = web_sys::window().unwrap().document().unwrap().create_element("div").unwrap();
    session.stand("default", Some(Stand { root, keeps: Keeps::Page, host: host() }));
    session
}

/// What a view would follow, as it is now.
fn now<T>(look: impl FnOnce() -> T) -> T {
    untrack(look)
}

fn item(id: &str) -> Item {
    engine::item(id).unwrap()
}

/// Taps the option of a question, as a reader does on the screen that shows it.
fn tap(session: Session, id: &str, code: &str) {
    let item = item(id);
    let at = item.options().iter().position(|it| *it == code).unwrap();
    if item.kind() == Kind::Choices { session.tick(item, at) } else { session.choose(item, at) }
}

fn said(session: Session, id: &str) -> Vec<&'static str> {
    session.answers_now().codes(item(id))
}

/// Begins a run for oneself.
fn begin(session: Session) {
    tap(session, "for-whom", "self");
    tap(session, "intent", "recurrent");
    session.leave(Step::Start);
}

/// Begins a run for somebody else.
fn begin_for(session: Session, name: &str) {
    tap(session, "for-whom", "other");
    session.for_whom().set(name.to_owned());
    tap(session, "intent", "recurrent");
    session.leave(Step::Start);
}

/// Answers the screen as a person of 50 without danger signs does, and goes on.
fn answer_screen(session: Session) {
    let (Screen::Asking(step) | Screen::Changing(step, _)) = session.screen_now() else {
        panic!("{:?} asks nothing", session.screen_now())
    };
    match step {
        Step::About => {
            for (id, code) in [("age", "40-59"), ("pregnant", "no"), ("last-exercise", "today")] {
                if !session.is_answered_now(item(id)) {
                    tap(session, id, code);
                }
            }
            session.leave(step);
        }
        Step::Safety(_) | Step::Health => session.none_of_these(step),
        Step::Ask(item) if item.kind() == Kind::Choice => {
            session.choose(item, 0);
            session.leave(step);
        }
        Step::Ask(item) => session.skip(item),
        step => panic!("{step:?} asks nothing"),
    }
}

/// Answers until this is on the screen.
fn go_to(session: Session, screen: Screen) {
    for _ in 0..100 {
        if session.screen_now() == screen {
            return;
        }
        if session.screen_now() == Screen::Start { begin(session) } else { answer_screen(session) }
    }
    panic!("{screen:?} never comes");
}

fn go_to_result(session: Session) {
    go_to(session, Screen::Review);
    session.see_result();
}

const fn block(block: Block) -> Screen {
    Screen::Asking(Step::Safety(block))
}

const HEALTH: Screen = Screen::Asking(Step::Health);

/// What is saved here, newest first.
fn entries(session: Session) -> Vec<Entry> {
    session.with_store(Store::rows).into_iter().map(|it| it.record.unwrap().value).collect()
}

fn answers(given: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (id, code) in given {
        let item = item(id);
        let answer = Answer::choice(item, code).or_else(|_| Answer::choices(item, &[code]));
        answers.give(item, answer.unwrap());
    }
    answers
}

/// A result that was saved on an earlier visit.
fn saved_earlier(ms: u64, for_whom: &str, given: &[(&str, &str)]) -> Ulid {
    let entry = Entry::new(random::ulid(ms), ms, for_whom, Tier::SelfCare, &answers(given));
    opened("default").save(&entry);
    entry.id
}

#[wasm_bindgen_test]
fn going_on_leads_to_the_next_open_screen_until_all_is_answered() {
    fresh();
    let session = open();
    assert_eq!(session.screen_now(), Screen::Start);
    begin(session);
    let mut seen = vec![Screen::Start];
    while let Screen::Asking(step) = session.screen_now() {
        assert_eq!(step, session.with_answers_now(next_question));
        assert!(!seen.contains(&session.screen_now()), "{step:?} came twice");
        seen.push(session.screen_now());
        answer_screen(session);
    }
    assert_eq!(session.screen_now(), Screen::Review);
    assert!(15 < seen.len(), "{seen:?}");
    let opening: Vec<Screen> = Step::OPENING[1..].iter().map(|it| Screen::Asking(*it)).collect();
    assert_eq!(seen[1..8], opening);
}

#[wasm_bindgen_test]
fn back_and_on_again_passes_the_same_screens_and_keeps_every_answer() {
    fresh();
    let session = open();
    go_to(session, block(Block::C));
    tap(session, "rf-swollen-one", "not-sure");
    go_to(session, Screen::Review);
    let answers = session.answers_now();

    let mut back = vec![session.screen_now()];
    while session.screen_now() != Screen::Start {
        session.back();
        assert!(back.len() < 100, "{back:?}");
        back.push(session.screen_now());
    }
    assert!(15 < back.len(), "{back:?}");
    let mut on = vec![session.screen_now()];
    session.leave(Step::Start);
    while let Screen::Asking(step) = session.screen_now() {
        on.push(session.screen_now());
        session.leave(step);
    }
    on.push(session.screen_now());
    on.reverse();
    assert_eq!(on, back);
    assert_eq!(session.answers_now(), answers);
}

#[wasm_bindgen_test]
fn back_from_an_open_screen_and_on_again_leads_to_it() {
    fresh();
    let session = open();
    let open = Screen::Asking(Step::Ask(item("when")));
    go_to(session, open);
    for _ in 0..3 {
        session.back();
    }
    assert_eq!(session.screen_now(), block(Block::E));
    answer_screen(session);
    assert_ne!(session.screen_now(), open, "what was seen in between is shown again");
    go_to(session, open);
}

#[wasm_bindgen_test]
fn none_of_these_says_no_to_what_was_left_and_keeps_what_was_ticked() {
    fresh();
    let session = open();
    go_to(session, block(Block::C));
    tap(session, "rf-swollen-one", "not-sure");
    session.none_of_these(Step::Safety(Block::C));
    assert_eq!(said(session, "rf-swollen-one"), ["not-sure"]);
    assert_eq!(said(session, "rf-calf-constant"), ["no"]);
    assert_eq!(said(session, "clot-risk"), ["none"]);
    assert!(!session.is_answered_now(item("calf-48h")), "what was not asked has no answer");
}

#[wasm_bindgen_test]
fn skipping_a_page_writes_no_answer_and_does_not_ask_again() {
    fresh();
    let session = open();
    go_to(session, block(Block::C));
    session.leave(Step::Safety(Block::C));
    assert_eq!(session.screen_now(), block(Block::D));
    let asked = Step::Safety(Block::C).lines(&session.answers_now());
    assert!(!asked.is_empty());
    for item in asked {
        assert!(!session.is_answered_now(item), "{item}");
        assert!(session.with_answers_now(|it| it.is_passed_over(item)), "{item}");
    }
    go_to_result(session);
    assert!(session.assessment().skipped.contains(&item("rf-swollen-one")), "the result names it");
}

#[wasm_bindgen_test]
fn skipping_a_question_takes_its_answer_back() {
    fresh();
    let session = open();
    let when = item("when");
    go_to(session, Screen::Asking(Step::Ask(when)));
    tap(session, "when", "night");
    session.skip(when);
    assert!(!session.is_answered_now(when));
    assert_ne!(session.screen_now(), Screen::Asking(Step::Ask(when)));
    go_to(session, Screen::Review);
    assert!(!session.is_answered_now(when), "it was not asked again");
}

#[wasm_bindgen_test]
fn none_and_not_sure_stand_alone_in_a_list() {
    fresh();
    let session = open();
    tap(session, "medicines", "statin");
    tap(session, "medicines", "diuretic");
    assert_eq!(said(session, "medicines").len(), 2);
    for alone in ["none", "not-sure"] {
        tap(session, "medicines", alone);
        assert_eq!(said(session, "medicines"), [alone]);
    }
    tap(session, "medicines", "statin");
    assert_eq!(said(session, "medicines"), ["statin"]);
    tap(session, "medicines", "statin");
    assert!(!session.is_answered_now(item("medicines")), "nothing ticked is no answer");
}

#[wasm_bindgen_test]
fn an_emergency_shows_the_result_in_the_same_step_and_a_mistake_brings_everything_back() {
    fresh();
    let session = open();
    go_to(session, block(Block::B));
    tap(session, "rf-weak-fast", "not-sure");
    let before = session.answers_now();
    assert!(session.unfinished().is_some());

    tap(session, "rf-saddle", "yes");
    assert_eq!(session.screen_now(), Screen::Result);
    assert_eq!(session.assessment().tier, Tier::Emergency);
    assert_eq!(entries(session).iter().map(|it| it.tier).collect::<Vec<_>>(), [Some(Tier::Emergency)]);
    assert_eq!(session.unfinished(), None);

    session.that_was_a_mistake();
    assert_eq!(session.screen_now(), block(Block::B));
    assert_eq!(session.answers_now(), before);
    assert_eq!(entries(session), [], "the result was never meant");
    assert_eq!(open().unfinished().map(|it| it.answers), Some(before), "the next visit can go on from here");
    go_to_result(session);
    assert_ne!(session.assessment().tier, Tier::Emergency);
    assert_eq!(entries(session).len(), 1);
}

#[wasm_bindgen_test]
fn a_mistake_can_be_taken_back_more_than_once() {
    fresh();
    let session = open();
    session.someone_is_very_ill();
    for id in ["rf-collapse", "rf-stroke"] {
        tap(session, id, "yes");
        assert_eq!(session.screen_now(), Screen::Result, "{id}");
        session.that_was_a_mistake();
        assert_eq!(session.screen_now(), block(Block::A), "{id}");
        assert!(session.answers_now().is_empty(), "{id}");
    }
    assert_eq!(session.unfinished(), None, "nothing was answered");
}

#[wasm_bindgen_test]
fn where_no_answer_can_be_taken_back_a_mistake_opens_the_question() {
    fresh();
    let draft = Draft {
        id: random::ulid(NOW),
        saved_at_ms: NOW,
        for_whom: String::new(),
        answers: answers(&[("intent", "now"), ("rf-cold-pale", "yes"), ("rf-saddle", "yes")]),
    };
    opened("default").keep_draft(&draft);
    let session = open();
    session.continue_unfinished(session.unfinished().unwrap());
    assert_eq!(session.screen_now(), Screen::Result, "an emergency is shown before anything else is asked");
    let [first] = &entries(session)[..] else { panic!("{:?}", entries(session)) };

    session.that_was_a_mistake();
    assert_eq!(session.screen_now(), block(Block::B));
    tap(session, "rf-cold-pale", "no");
    assert_eq!(session.screen_now(), Screen::Result, "one of two is still an emergency");
    session.that_was_a_mistake();
    assert_eq!(session.screen_now(), block(Block::B));
    assert_eq!(said(session, "rf-cold-pale"), ["no"], "what was put right stays right");
    tap(session, "rf-saddle", "no");
    assert_eq!(session.screen_now(), block(Block::B));
    go_to_result(session);
    let [last] = &entries(session)[..] else { panic!("{:?}", entries(session)) };
    assert_ne!((last.id, last.tier), (first.id, Some(Tier::Emergency)));
}

#[wasm_bindgen_test]
fn a_changed_answer_leads_back_to_the_list() {
    fresh();
    let session = open();
    go_to(session, Screen::Review);
    let when = item("when");
    session.edit_from_review(Step::Ask(when));
    assert_eq!(session.screen_now(), Screen::Changing(Step::Ask(when), Afterwards::Review));
    tap(session, "when", when.options()[0]);
    session.leave(Step::Ask(when));
    assert_eq!(session.screen_now(), Screen::Review);

    session.edit_from_review(Step::About);
    session.back();
    assert_eq!(session.screen_now(), Screen::Review);
}

#[wasm_bindgen_test]
fn a_change_asks_what_it_opened_and_nothing_else() {
    fresh();
    let session = open();
    go_to(session, Screen::Review);
    let before = session.answers_now();
    session.edit_from_review(Step::About);
    tap(session, "pregnant", "pregnant");
    session.leave(Step::About);

    let mut opened = Vec::new();
    while let Screen::Asking(step) = session.screen_now() {
        opened.push(step);
        let lines = step.lines(&session.answers_now());
        let open: Vec<&str> =
            lines.into_iter().filter(|it| !session.is_answered_now(*it)).map(|it| it.code()).collect();
        match step {
            Step::Safety(Block::C) => assert_eq!(open, ["rf-preg-leg"]),
            Step::Safety(Block::E) => assert_eq!(open, ["rf-preeclampsia"]),
            step => panic!("{step:?} was not opened by the change"),
        }
        session.none_of_these(step);
    }
    assert_eq!(opened, [Step::Safety(Block::C), Step::Safety(Block::E)]);
    assert_eq!(session.screen_now(), Screen::Review);
    let changed = Item::all().filter(|it| before.given(*it) != session.answers_now().given(*it));
    assert_eq!(changed.map(|it| it.code()).collect::<Vec<_>>(), ["pregnant"]);
}

#[wasm_bindgen_test]
fn a_change_that_is_an_emergency_can_be_taken_back_on_its_screen() {
    fresh();
    let session = open();
    go_to(session, Screen::Review);
    let changing = Screen::Changing(Step::Safety(Block::B), Afterwards::Review);
    session.edit_from_review(Step::Safety(Block::B));
    tap(session, "rf-saddle", "yes");
    assert_eq!(session.screen_now(), Screen::Result);
    session.that_was_a_mistake();
    assert_eq!(session.screen_now(), changing);
    assert_eq!(said(session, "rf-saddle"), ["no"]);
    session.leave(Step::Safety(Block::B));
    assert_eq!(session.screen_now(), Screen::Review);
}

#[wasm_bindgen_test]
fn a_more_exact_answer_leads_to_the_result_and_is_saved_with_it() {
    fresh();
    let session = open();
    go_to_result(session);
    let weight = item("mass-before");
    let kept = |session| entries(session)[0].answers.given(weight);
    assert_eq!(kept(session), None);
    for (text, goes_back) in [("71.5", false), ("70.2", true)] {
        session.make_more_exact(weight);
        assert_eq!(session.screen_now(), Screen::Changing(Step::Ask(weight), Afterwards::Result));
        let answer = Answer::exactly(weight, text).unwrap();
        session.give(weight, Some(answer));
        if goes_back {
            session.back()
        } else {
            session.leave(Step::Ask(weight))
        }
        assert_eq!(session.screen_now(), Screen::Result);
        assert_eq!(kept(session), Some(answer), "what is shown is what is saved");
        assert_eq!(session.unfinished(), None, "nothing is left to finish");
    }
    assert_eq!(entries(session).len(), 1);
}

#[wasm_bindgen_test]
fn a_page_on_the_side_leads_back_to_where_it_was_opened() {
    fresh();
    let session = open();
    go_to(session, block(Block::D));
    tap(session, "rf-pop", "yes");
    let answers = session.answers_now();
    session.show(Screen::WhereIsMyData);
    session.show(Screen::History);
    session.back();
    assert_eq!(session.screen_now(), block(Block::D));
    assert_eq!(session.answers_now(), answers);
    answer_screen(session);
    assert_eq!(session.screen_now(), block(Block::E));

    session.edit_from_review(Step::About);
    session.show(Screen::AlreadySeen);
    session.back();
    assert_eq!(session.screen_now(), Screen::Changing(Step::About, Afterwards::Review));
}

#[wasm_bindgen_test]
fn someone_who_is_not_so_ill_after_all_goes_back_to_the_start_and_is_not_asked_twice() {
    fresh();
    let session = open();
    session.someone_is_very_ill();
    assert_eq!(session.screen_now(), block(Block::A));
    answer_screen(session);
    assert_eq!(session.screen_now(), Screen::Start);
    begin(session);
    assert_eq!(session.screen_now(), Screen::Asking(Step::About));
}

#[wasm_bindgen_test]
fn health_answers_of_last_time_are_shown_to_be_confirmed() {
    fresh();
    saved_earlier(NOW, "", &[("for-whom", "self"), ("medicines", "statin"), ("sickle", "no")]);
    saved_earlier(NOW + 2000, "", &[("for-whom", "self"), ("medicines", "diuretic"), ("age", "60-plus")]);
    saved_earlier(NOW + 1000, "", &[("for-whom", "self"), ("medicines", "laxative")]);
    let session = open();
    go_to(session, block(Block::B));
    assert!(!now(|| session.is_health_remembered()));
    assert!(!session.is_answered_now(item("medicines")));
    assert_eq!(said(session, "age"), ["40-59"], "nothing but health is remembered");
    answer_screen(session);
    assert_eq!(session.screen_now(), HEALTH);
    assert!(now(|| session.is_health_remembered()));
    assert_eq!(said(session, "medicines"), ["diuretic"], "from the last one");
    assert!(!session.is_answered_now(item("sickle")));

    // One of them is no longer so, and one screen back does not bring it back.
    tap(session, "medicines", "diuretic");
    tap(session, "medicines", "statin");
    session.back();
    answer_screen(session);
    assert_eq!((session.screen_now(), now(|| session.is_health_remembered())), (HEALTH, true));
    assert_eq!(said(session, "medicines"), ["statin"]);

    answer_screen(session);
    assert!(!now(|| session.is_health_remembered()), "going on says yes to them");
    assert_eq!(session.screen_now(), block(Block::C));
    session.back();
    assert!(!now(|| session.is_health_remembered()));
}

#[wasm_bindgen_test]
fn health_answers_of_another_person_are_not_taken() {
    fresh();
    saved_earlier(NOW, "", &[("for-whom", "self"), ("medicines", "statin")]);
    saved_earlier(NOW + 1000, "Ada", &[("for-whom", "other"), ("medicines", "diuretic")]);
    saved_earlier(NOW + 2000, "Ben", &[("for-whom", "other"), ("medicines", "laxative")]);
    saved_earlier(NOW + 3000, "", &[("for-whom", "other"), ("medicines", "beta-blocker")]);
    for (name, remembered) in [("Ada", Some("diuretic")), ("Ada ", Some("diuretic")), ("Cleo", None), ("", None)] {
        let session = open();
        begin_for(session, name);
        go_to(session, HEALTH);
        assert_eq!(said(session, "medicines").first().copied(), remembered, "{name:?}");
        assert_eq!(now(|| session.is_health_remembered()), remembered.is_some(), "{name:?}");
    }
    let session = open();
    go_to(session, HEALTH);
    assert_eq!(said(session, "medicines"), ["statin"], "one's own");
}

#[wasm_bindgen_test]
fn remembered_health_answers_go_when_it_is_for_another_person_after_all() {
    fresh();
    saved_earlier(NOW, "", &[("for-whom", "self"), ("medicines", "statin"), ("sickle", "yes")]);
    saved_earlier(NOW, "Ada", &[("for-whom", "other"), ("medicines", "diuretic")]);
    let session = open();
    go_to(session, HEALTH);
    assert_eq!(said(session, "medicines"), ["statin"]);
    let start_again_for = |name: &str| {
        while session.screen_now() != Screen::Start {
            session.back();
        }
        begin_for(session, name);
        go_to(session, HEALTH);
    };
    start_again_for("Ada");
    assert_eq!(said(session, "medicines"), ["diuretic"]);
    assert!(!session.is_answered_now(item("sickle")));
    assert!(now(|| session.is_health_remembered()));
    start_again_for("Ben");
    assert!(!session.is_answered_now(item("medicines")));
    assert!(!now(|| session.is_health_remembered()));
}

#[wasm_bindgen_test]
fn a_name_is_kept_with_a_result_for_somebody_else_alone() {
    fresh();
    let session = open();
    begin_for(session, " Ada ");
    go_to_result(session);
    assert_eq!(entries(session)[0].for_whom, "Ada");

    session.start_over();
    tap(session, "for-whom", "other");
    session.for_whom().set("Ben".to_owned());
    // It is about the reader after all; the field with the name is gone.
    begin(session);
    assert_eq!(session.unfinished().unwrap().for_whom, "");
    go_to_result(session);
    assert_eq!(entries(session).into_iter().map(|it| it.for_whom).collect::<Vec<_>>(), ["", "Ada"]);
}

#[wasm_bindgen_test]
fn an_unfinished_run_is_continued_where_it_was_left() {
    fresh();
    let session = open();
    begin_for(session, "Ada");
    go_to(session, block(Block::C));
    let answers = session.answers_now();

    let session = open();
    assert!(!now(|| session.is_begun()));
    let draft = session.unfinished().unwrap();
    session.continue_unfinished(draft);
    assert_eq!(session.screen_now(), block(Block::C));
    assert_eq!((session.answers_now(), session.for_whom().now()), (answers, "Ada".to_owned()));
    go_to_result(session);
    assert_eq!(entries(session).len(), 1);
    assert_eq!(open().unfinished(), None, "it was finished");
}

#[wasm_bindgen_test]
fn an_unfinished_run_that_stopped_before_health_remembers_it_all_the_same() {
    fresh();
    saved_earlier(NOW, "", &[("for-whom", "self"), ("medicines", "statin")]);
    go_to(open(), block(Block::B));
    let draft = open().unfinished().unwrap();
    let stopped = Draft {
        answers: {
            let mut it = draft.answers;
            it.none_of(Step::Safety(Block::B));
            it
        },
        ..draft
    };
    let session = open();
    session.continue_unfinished(stopped);
    assert_eq!(session.screen_now(), HEALTH);
    assert_eq!(said(session, "medicines"), ["statin"]);
    assert!(now(|| session.is_health_remembered()));
}

#[wasm_bindgen_test]
fn an_unfinished_run_that_is_discarded_is_gone() {
    let storage = fresh();
    go_to(open(), block(Block::C));
    let session = open();
    session.discard_unfinished(session.unfinished().unwrap().id);
    assert_eq!(session.unfinished(), None);
    assert_eq!(open().unfinished(), None);
    assert_eq!(names(&storage), [""; 0]);
}

#[wasm_bindgen_test]
fn starting_over_forgets_the_run_and_leaves_what_was_saved() {
    fresh();
    saved_earlier(NOW, "Ada", &[("for-whom", "other"), ("medicines", "statin")]);
    let session = open();
    begin_for(session, "Ada");
    go_to(session, HEALTH);
    assert!(now(|| session.is_health_remembered()));
    session.start_over();
    assert_eq!(session.screen_now(), Screen::Start);
    assert!(session.answers_now().is_empty() && !now(|| session.is_begun()));
    assert_eq!(session.for_whom().now(), "");
    assert!(!now(|| session.is_health_remembered()));
    assert_eq!(session.unfinished(), None);

    go_to_result(session);
    session.start_over();
    go_to_result(session);
    assert_eq!(entries(session).len(), 3, "each run has an entry of its own");
}

#[wasm_bindgen_test]
fn a_result_that_is_shown_twice_is_saved_once() {
    fresh();
    let session = open();
    go_to(session, Screen::Review);
    assert!(session.unfinished().is_some());
    session.see_result();
    let first = entries(session);
    assert_eq!(first.len(), 1);
    assert_eq!(session.unfinished(), None, "what is finished is not offered to be continued");

    session.show(Screen::Review);
    session.edit_from_review(Step::Safety(Block::C));
    tap(session, "rf-swollen-one", "yes");
    tap(session, "rf-calf-constant", "yes");
    session.leave(Step::Safety(Block::C));
    go_to_result(session);
    let second = entries(session);
    assert_eq!(second.iter().map(|it| it.id).collect::<Vec<_>>(), [first[0].id]);
    assert!(first[0].tier < second[0].tier, "{:?}, then {:?}", first[0].tier, second[0].tier);
    assert_eq!(second[0].tier, Some(session.assessment().tier));
    assert_eq!(session.unfinished(), None);
}

#[wasm_bindgen_test]
fn what_was_deleted_last_can_be_brought_back_once() {
    fresh();
    let ids = [1000, 2000].map(|later| saved_earlier(NOW + later, "", &[("medicines", "statin")]));
    let session = open();
    assert!(!session.can_undo());
    for id in ids {
        session.delete(|it| it.delete(id));
    }
    assert_eq!(entries(session), []);
    assert!(session.can_undo());
    session.undo();
    assert_eq!(entries(session).iter().map(|it| it.id).collect::<Vec<_>>(), [ids[1]]);
    assert!(!session.can_undo());
    session.undo();
    assert_eq!(entries(session).len(), 1);

    session.delete(Store::delete_all);
    assert_eq!(open().with_store(Store::rows), []);
    session.undo();
    assert_eq!(open().with_store(Store::rows).len(), 1);
}

#[wasm_bindgen_test]
fn where_nothing_can_be_kept_a_run_is_the_same_and_says_so() {
    for (decline, why) in [(refuse as fn(), Why::Refused), (fill, Why::Full)] {
        let storage = fresh();
        storage.set_item("of-another-page", "x").unwrap();
        decline();
        let session = open();
        assert_eq!(now(|| session.place()), Place::Memory { why });
        go_to(session, block(Block::B));
        tap(session, "rf-saddle", "yes");
        assert_eq!(session.screen_now(), Screen::Result);
        session.that_was_a_mistake();
        assert_eq!(session.screen_now(), block(Block::B));
        assert_eq!(entries(session), []);
        go_to_result(session);
        assert_eq!(session.screen_now(), Screen::Result);
        assert_eq!(now(|| session.place()), Place::Memory { why });
        assert_eq!(entries(session).len(), 1, "for as long as the page is open");
        let id = entries(session)[0].id;
        session.delete(|it| it.delete(id));
        session.undo();
        assert_eq!(entries(session).len(), 1);
        session.start_over();
        assert_eq!(now(|| session.place()), Place::Memory { why });
        assert_eq!(names(&storage), ["of-another-page"]);
    }
    fresh();
}

#[wasm_bindgen_test]
fn storage_that_is_declined_on_the_way_is_told_with_the_next_answer() {
    fresh();
    let session = open();
    begin(session);
    assert_eq!(now(|| session.place()), Place::Browser);
    fill();
    let n_saved = now(|| session.n_saved());
    go_to_result(session);
    assert_eq!(now(|| session.place()), Place::Memory { why: Why::Full });
    assert!(n_saved < now(|| session.n_saved()), "History hears of it");
    fresh();
}

#[wasm_bindgen_test]
fn another_muscle_is_timed_by_its_own_doses() {
    fresh();
    let session = open();
    begin(session);
    let hold_ms = |muscle| {
        session.ease(0, Some(muscle), false);
        session.none_of_the_checked();
        let timer = session.timer().expect("no danger sign was ticked");
        timer.at(crampwise::browser::clock::now_ms()).long_ms
    };
    assert_eq!(hold_ms(Relief::GASTROCNEMIUS), 30_000);
    session.back();
    session.back();
    assert_eq!(hold_ms(Relief::SHIN), 20_000, "softer and shorter than the others");
    fresh();
}

#[wasm_bindgen_test]
fn what_came_of_a_result_is_asked_three_days_later_and_only_once() {
    const DAY: u64 = 86_400_000;
    let now_ms = crampwise::browser::clock::now_ms();
    for (days, is_asked) in [(2, false), (4, true)] {
        fresh();
        saved_earlier(now_ms - days * DAY, "", &[("when", "night"), ("site", "calf")]);
        assert_eq!(open().due().is_some(), is_asked, "after {days} days");
    }
    let session = open();
    let entry = session.due().unwrap();
    let outcome = Outcome { told_at_ms: now_ms, since: Some(Since::Same), tried: vec![] };
    session.save(&Entry { outcome: Some(outcome.clone()), ..entry.clone() });
    assert_eq!(session.due(), None, "it was told");
    assert_eq!(entries(session).len(), 1, "it stands with its result");

    // An emergency is not asked after, nor is an older result once there is a newer one.
    fresh();
    saved_earlier(now_ms - 9 * DAY, "", &[("when", "night")]);
    let newer = Entry { tier: Some(Tier::Emergency), ..entry };
    opened("default").save(&newer);
    assert_eq!(open().due(), None);
}

#[wasm_bindgen_test]
fn what_came_of_a_result_outlives_a_change_of_its_answers() {
    fresh();
    let session = open();
    go_to_result(session);
    let outcome = Outcome { told_at_ms: 5, since: Some(Since::More), tried: vec![] };
    session.save(&Entry { outcome: Some(outcome.clone()), ..entries(session).remove(0) });
    session.make_more_exact(item("when"));
    tap(session, "when", "night");
    session.back();
    let [entry] = &entries(session)[..] else { panic!("one result") };
    assert_eq!(entry.outcome, Some(outcome));
    assert_eq!(entry.answers.codes(item("when")), ["night"]);
}
