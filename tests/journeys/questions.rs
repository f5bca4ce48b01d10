//! Going back, changing answers, and checking them.

use engine::{Block, Tier};
use journeys::{MARATHON, Person, Setup, Shown, journey, words};

#[test]
fn back_goes_through_every_screen_and_keeps_everything() {
    journey(Setup::default(), async |page| {
        let mut passed = Vec::new();
        while page.shown().await != Shown::Review {
            passed.push(page.shown().await);
            page.answer_screen(MARATHON).await;
        }
        let answers = page.text_of("dl").await;
        for shown in passed.iter().rev() {
            page.press(words::say("back")).await;
            assert_eq!(page.shown().await, *shown);
            if *shown == Shown::Ask(words::item("feel")) {
                assert!(page.is_ticked(words::option("feel", "hard-knot")).await);
            }
            if *shown == Shown::About {
                assert!(page.is_chosen(words::question("age"), words::option("age", "16-39")).await);
            }
        }
        // On again by answering the same.
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.press(words::say("change-answers")).await;
        assert_eq!(page.text_of("dl").await, answers);
    });
}

#[test]
fn the_list_names_every_answer_each_with_a_way_to_change_it() {
    journey(Setup::default(), async |page| {
        let mut asked = Vec::new();
        while page.shown().await != Shown::Review {
            asked.push(page.shown().await);
            page.answer_screen(MARATHON).await;
        }
        let list = page.text_of("dl").await;
        for shown in asked {
            let what = match shown {
                Shown::Ask(item) => words::question(item.code()),
                Shown::Block(block) => words::block(block),
                Shown::Start => words::question("intent"),
                Shown::About => words::question("age"),
                Shown::Health => words::question("medicines"),
                other => panic!("{other:?} was asked"),
            };
            assert!(list.contains(what), "{what}");
            assert!(page.offers(&words::change(what)).await, "{what} can be changed");
        }
        for (id, said) in MARATHON.0.iter().filter(|(id, _)| list.contains(words::question(id))) {
            for code in *said {
                let words = content::attr(&format!("q-{id}"), &format!("opt-{code}")).unwrap_or(code);
                assert!(list.contains(words), "{id}: {words}");
            }
        }
    });
}

#[test]
fn a_changed_answer_leaves_no_stale_ones_and_gives_the_result_of_a_fresh_run() {
    /// The same cramp, but at night in bed: nothing about the exercise is asked.
    const AT_NIGHT: Person = Person(&[
        ("intent", &["recurrent"]),
        ("age", &["16-39"]),
        ("pregnant", &["no"]),
        ("last-exercise", &["longer"]),
        ("site", &["calf"]),
        ("side", &["either"]),
        ("when", &["night"]),
        ("lasts", &["minutes"]),
        ("feel", &["hard-knot"]),
        ("stretch-helps", &["quickly"]),
        ("severity", &["7"]),
        ("frequency", &["rarely"]),
        ("history", &["exercise-cramps"]),
    ]);
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Review).await;
        page.press(&words::change(words::question("last-exercise"))).await;
        page.choose(words::question("last-exercise"), words::option("last-exercise", "longer")).await;
        page.press(words::say("continue")).await;
        page.answer_until(AT_NIGHT, Shown::Review).await;
        assert!(page.reads(words::question("effort")).await, "when is still during exercise");
        page.press(&words::change(words::question("when"))).await;
        page.tick(words::option("when", "night")).await;
        page.answer_until(AT_NIGHT, Shown::Review).await;
        for id in ["effort", "activity", "session-minutes", "cramp-point"] {
            assert!(!page.reads(words::question(id)).await, "{id} went with the exercise");
        }
        let list = page.text_of("dl").await;
        page.answer_screen(AT_NIGHT).await;
        let edited = page.result_told().await;

        page.press(words::say("start-over")).await;
        page.wait_for_heading(words::say("app-title")).await;
        // Else the second would be told against the first.
        page.run("localStorage.clear()", &[]).await;
        page.answer_until(AT_NIGHT, Shown::Review).await;
        assert_eq!(page.text_of("dl").await, list);
        page.answer_screen(AT_NIGHT).await;
        assert_eq!(page.result_told().await, edited);
        assert!(edited.contains(words::say("pattern-night-rest")), "{edited}");
    });
}

#[test]
fn a_change_asks_only_what_it_opens() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Review).await;
        page.press(&words::change(words::question("severity"))).await;
        page.tick("5").await;
        assert_eq!(page.shown().await, Shown::Review, "nothing hangs on it");

        page.press(&words::change(words::question("pregnant"))).await;
        page.choose(words::question("pregnant"), words::option("pregnant", "pregnant")).await;
        page.press(words::say("continue")).await;
        for block in [Block::C, Block::E] {
            assert_eq!(page.shown().await, Shown::Block(block), "one line of it can apply now");
            page.none_of_these().await;
        }
        assert_eq!(page.shown().await, Shown::Review);
    });
}

#[test]
fn the_number_of_a_question_rises_by_one_and_the_total_never_grows() {
    journey(Setup::default(), async |page| {
        let (mut expected, mut most) = (1, usize::MAX);
        while page.shown().await != Shown::Review {
            if let Shown::Ask(item) = page.shown().await {
                let text = page.text_of(".progress").await;
                let numbers: Vec<usize> = text.split(' ').filter_map(|it| it.parse().ok()).collect();
                let [n, total] = numbers[..] else { panic!("{text}") };
                assert_eq!(n, expected, "{item}");
                assert!(n <= total && total <= most, "{item}: {text} after {most}");
                (expected, most) = (n + 1, total);
            }
            page.answer_screen(MARATHON).await;
        }
        assert!(expected > 10, "{expected}");
    });
}

#[test]
fn a_number_that_cannot_be_is_told_and_not_taken() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Ask(words::item("session-minutes"))).await;
        for wrong in ["many", "-5", "99999"] {
            page.type_into(words::say("unit-minutes"), wrong).await;
            page.wait_until("an error is told", "return document.querySelector('[aria-invalid=true]') && document.querySelector('[role=status]:not(:empty)')").await;
            assert!(!page.offers(words::say("continue")).await, "{wrong}");
        }
        page.type_into(words::say("unit-minutes"), "228").await;
        page.press(words::say("continue")).await;
        assert_ne!(page.shown().await, Shown::Ask(words::item("session-minutes")));
    });
}

#[test]
fn weights_are_kept_when_the_unit_is_switched() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        page.press(words::say("exact-heading")).await;
        page.press(words::question("mass-before")).await;
        page.wait_for_heading(words::question("mass-before")).await;
        page.type_into(words::say("unit-kg"), "74.2").await;
        page.tick(words::say("unit-lb")).await;
        page.wait_until("the number in pounds", "return document.querySelector('.number input').value === '163.6'")
            .await;
        page.tick(words::say("unit-kg")).await;
        page.wait_until("the number in kilograms", "return document.querySelector('.number input').value === '74.2'")
            .await;
        page.press(words::say("continue")).await;
        assert_eq!(page.shown().await, Shown::Result(Tier::SelfCare));
    });
}

#[test]
fn the_way_back_of_the_browser_is_that_of_the_page_and_each_screen_has_its_name() {
    // With a step that is seen the next screen is there a little later than without.
    for moves in [false, true] {
        journey(Setup { moves, ..Setup::default() }, async |page| {
            page.answer_until(MARATHON, Shown::About).await;
            let heading = page.heading().await;
            page.wait_until("a name", &format!("return document.title.startsWith({heading:?})")).await;
            page.run("history.back()", &[]).await;
            page.wait_for_heading(words::block(engine::Block::A)).await;
            page.run("history.back()", &[]).await;
            page.wait_for_heading(words::say("app-title")).await;
            assert!(
                page.run("return location.href.endsWith('/')", &[]).await == serde_json::json!(true),
                "still on the page"
            );
            page.answer_until(MARATHON, Shown::About).await;
        });
    }
}

#[test]
fn a_step_to_the_next_question_is_seen_and_can_be_tapped_through() {
    journey(Setup { moves: true, ..Setup::default() }, async |page| {
        let steps = "window.n_steps = 0;
            const start = document.startViewTransition.bind(document);
            document.startViewTransition = (it) => { window.n_steps += 1; return start(it); };
            window.asked = () => document.querySelector('h1').textContent;";
        page.run(steps, &[]).await;
        page.answer_until(MARATHON, Shown::Block(engine::Block::A)).await;
        assert_eq!(page.run("return window.n_steps", &[]).await, 0, "from the first screen nothing slides");
        let asked = page.heading().await;
        page.none_of_these().await;
        page.wait_until("the next screen", &format!("return window.asked() !== {asked:?}")).await;
        assert_eq!(page.run("return window.n_steps", &[]).await, 1);
        assert_eq!(page.run("return document.documentElement.dataset.own", &[]).await, "");
        page.press(words::say("back")).await;
        page.wait_until("the screen before", &format!("return window.asked() === {asked:?}")).await;
        assert_eq!(page.run("return document.documentElement.dataset.own", &[]).await, "back");

        // Quicker than any step: two taps in one task, each counts, and nothing is said on the console.
        let script = "
            const go = () => [...document.querySelectorAll('button.go, main .actions button')].at(-1).click();
            go(); return new Promise((done) => setTimeout(() => { go(); setTimeout(() => done(true), 600); }, 40));";
        page.run(script, &[]).await;
        let now = page.heading().await;
        assert_ne!(now, asked);
        page.wait_until("the focus", "return document.activeElement === document.querySelector('h1')").await;

        // An emergency is there at once, without a step.
        page.reload().await;
        page.run(steps, &[]).await;
        page.answer_until(MARATHON, Shown::Block(engine::Block::A)).await;
        page.tick(words::line("rf-collapse")).await;
        assert_eq!(page.heading().await, words::say("tier-emergency"));
        assert_eq!(page.run("return window.n_steps", &[]).await, 0);
    });
    journey(Setup::default(), async |page| {
        page.run("document.startViewTransition = () => { throw new Error('it moves'); }", &[]).await;
        page.answer_until(MARATHON, Shown::About).await;
        page.press(words::say("back")).await;
        assert_ne!(page.shown().await, Shown::About, "who asked for less motion goes on and back without a step");
    });
}
