//! All questions on one page, as the address or a host page asks for it, and what else an address may ask for.

use engine::{Block, Tier};
use journeys::{MARATHON, Page, Person, Setup, Shown, journey, words};
use serde_json::json;

/// Somebody whose answers are no emergency, but close to one.
const CLOT: Person = Person(&[
    ("intent", &["recent"]),
    ("age", &["60-plus"]),
    ("last-exercise", &["today"]),
    ("rf-swollen-one", &["yes"]),
    ("rf-calf-constant", &["not-sure"]),
    ("site", &["calf"]),
    ("side", &["one"]),
    ("when", &["hours-after"]),
    ("severity", &["4"]),
]);

async fn begin(page: &Page, intent: &str) {
    page.ask_for("layout=single").await;
    page.press(words::option("intent", intent)).await;
    page.wait_for(words::say("one-page-lead")).await;
}

#[test]
fn the_result_of_one_page_is_that_of_one_question_after_the_other() {
    for person in [MARATHON, CLOT] {
        journey(Setup::default(), async |page| {
            let tier = page.answer_all(person).await;
            let in_steps = page.result_told().await;
            // Else the second would be told against the first.
            page.run("localStorage.clear()", &[]).await;
            begin(page, person.says(words::item("intent"))[0]).await;
            assert_eq!(page.answer_page(person).await, tier);
            assert_eq!(page.result_told().await, in_steps);
            assert_eq!(page.violations().await, [""; 0]);

            // An answer is changed on the same page, and leaves no stale ones.
            page.press(words::say("change-answers")).await;
            page.wait_for(words::say("one-page-lead")).await;
            assert!(page.is_chosen(words::question("site"), words::option("site", "calf")).await);
            page.choose(words::question("when"), words::option("when", "night")).await;
            assert_eq!(page.violations().await, [""; 0]);
            page.press(words::say("back")).await;
            assert_eq!(page.shown().await, Shown::Start);
        });
    }
}

#[test]
fn an_emergency_takes_the_place_of_the_page_at_once_and_can_be_taken_back() {
    journey(Setup::default(), async |page| {
        begin(page, "recurrent").await;
        page.tick(words::line("rf-saddle")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        page.press(words::say("by-mistake")).await;
        page.wait_for(words::say("one-page-lead")).await;
        assert!(!page.is_ticked(words::line("rf-saddle")).await);
    });
}

#[test]
fn the_result_waits_for_danger_signs_that_were_neither_answered_nor_passed_over() {
    journey(Setup::default(), async |page| {
        begin(page, "recurrent").await;
        let (open, result) = (words::say("one-page-open"), words::say("show-result"));
        page.press(result).await;
        page.wait_for(open).await;
        page.wait_until("the focus is where it waits", "return place().activeElement.id === 'at-1'").await;
        page.press_under(words::block(Block::A), words::say("none-of-these")).await;
        page.wait_until("the focus goes on", "return place().activeElement.id === 'at-2'").await;
        assert!(!page.reads(open).await, "and that part is done");
        for (heading, press) in [
            (words::block(Block::B), "skip-rest"),
            (words::say("health-heading"), "skip-rest"),
            (words::block(Block::C), "none-of-these"),
            (words::block(Block::D), "skip-rest"),
        ] {
            page.press(result).await;
            page.wait_for(open).await;
            page.press_under(heading, words::say(press)).await;
        }
        page.press(result).await;
        page.wait_until("it waits for the last", "return place().activeElement.id === 'at-7'").await;
        page.press_under(words::block(Block::E), words::say("skip-rest")).await;
        page.press(result).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        page.wait_for(words::say("answer-skipped")).await;
    });
}

#[test]
fn nobody_passes_over_the_first_danger_signs_for_someone_else() {
    journey(Setup::default(), async |page| {
        page.ask_for("layout=single").await;
        page.choose(words::question("for-whom"), words::option("for-whom", "other")).await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for(words::say("about-the-other")).await;
        assert!(!page.offers_under(words::block(Block::A), words::say("skip-rest")).await);
        assert!(page.offers_under(words::block(Block::B), words::say("skip-rest")).await);
    });
}

#[test]
fn what_was_typed_amiss_is_gone_to_and_kept() {
    journey(Setup::default(), async |page| {
        begin(page, "recurrent").await;
        page.choose(words::question("when"), words::option("when", "during-exercise")).await;
        page.type_into(words::say("unit-minutes"), "9x").await;
        page.press(words::say("show-result")).await;
        page.wait_until("the field has the focus", "return place().activeElement.value === '9x'").await;
    });
}

#[test]
fn where_the_page_cannot_be_had_the_questions_come_one_by_one() {
    let setup = Setup { blocked: &["*late-*"], may_complain: true, ..Setup::default() };
    journey(setup, async |page| {
        page.ask_for("layout=single").await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for_heading(words::block(Block::A)).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
    });
}

#[test]
fn what_was_told_last_time_waits_for_a_yes_also_where_the_page_cannot_be_had() {
    let setup = Setup { blocked: &["*late-*"], may_complain: true, ..Setup::default() };
    journey(setup, async |page| {
        page.answer_all(MARATHON).await;
        page.ask_for("layout=single").await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for_heading(words::block(Block::A)).await;
        page.answer_until(MARATHON, Shown::Health).await;
        assert!(page.reads(words::say("health-remembered")).await);
    });
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        begin(page, "recurrent").await;
        assert!(page.reads(words::say("health-remembered")).await);
        for block in [Block::A, Block::B, Block::C, Block::D, Block::E] {
            page.press_under(words::block(block), words::say("none-of-these")).await;
        }
        // Neither another visit nor another layout takes it for answered.
        page.reload().await;
        page.press(words::say("unfinished-continue")).await;
        page.wait_for(words::say("health-remembered")).await;
        page.press(words::say("show-result")).await;
        page.wait_until("the focus is where it waits", "return place().activeElement.id === 'at-4'").await;
        page.press_under(words::say("health-heading"), words::say("continue")).await;
        assert!(!page.reads(words::say("health-remembered")).await);
        page.answer_page(MARATHON).await;
    });
}

#[test]
fn the_danger_signs_of_a_child_are_not_passed_over_by_asking_for_the_result() {
    journey(Setup::default(), async |page| {
        begin(page, "recurrent").await;
        for heading in [Block::A, Block::B, Block::C, Block::D, Block::E].map(words::block) {
            page.press_under(heading, words::say("none-of-these")).await;
        }
        page.press_under(words::say("health-heading"), words::say("none-of-these")).await;
        page.choose(words::question("age"), words::option("age", "under-16")).await;
        page.press(words::say("show-result")).await;
        page.wait_until("the focus is where it waits", "return place().activeElement.id === 'at-2'").await;
        page.wait_for(words::say("one-page-open")).await;
        page.press_under(words::say("about-heading"), words::say("continue")).await;
        page.press(words::say("show-result")).await;
        page.wait_for(words::say("why-heading")).await;
    });
}

#[test]
fn someone_very_ill_is_asked_about_at_once_and_then_who_it_is() {
    let setup = Setup { held: &["*late-*"], ..Setup::default() };
    journey(setup, async |page| {
        page.ask_for("layout=single").await;
        page.wait_for_heading(words::say("app-title")).await;
        page.press(words::say("very-ill")).await;
        // The rest of the page is not there yet.
        page.tick(words::line("rf-collapse")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
    });
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        page.ask_for("layout=single").await;
        page.press(words::say("very-ill")).await;
        page.wait_for(words::say("one-page-lead")).await;
        assert!(!page.reads(words::say("health-remembered")).await, "whose health it is, nobody knows yet");
        for heading in [Block::A, Block::B, Block::C, Block::D, Block::E].map(words::block) {
            page.press_under(heading, words::say("none-of-these")).await;
        }
        page.press_under(words::say("health-heading"), words::say("none-of-these")).await;
        page.press(words::say("show-result")).await;
        page.wait_for_heading(words::say("app-title")).await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for(words::say("one-page-lead")).await;
        page.answer_page(MARATHON).await;
    });
}

#[test]
fn danger_signs_are_not_ticked_before_their_words_are_there() {
    let setup = Setup { held: &["*questions-*", "*late-*"], ..Setup::default() };
    journey(setup, async |page| {
        page.wait_for_heading(words::say("app-title")).await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for_heading(words::block(Block::A)).await;
        page.press(words::say("none-of-these")).await;
        page.wait_for(words::say("evidence-coming")).await;
        page.ask_for("layout=single").await;
        page.wait_for_heading(words::say("app-title")).await;
        page.press(words::say("unfinished-continue")).await;
        page.wait_for_heading(words::say("one-page")).await;
        page.wait_for(words::say("evidence-coming")).await;
        let unnamed = "return [...document.querySelectorAll('main label, main legend')].filter((it) => !it.textContent.trim()).length";
        assert_eq!(page.run(unnamed, &[]).await, 0);
        page.let_come();
        page.wait_for(words::say("about-heading")).await;
        assert_eq!(page.run(unnamed, &[]).await, 0);
    });
}

#[test]
fn in_the_united_states_weights_are_asked_in_pounds_at_first() {
    let before_load = "Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });";
    journey(Setup { before_load, ..Setup::default() }, async |page| {
        for (query, unit) in [("", "unit-lb"), ("?units=metric", "unit-kg")] {
            if !query.is_empty() {
                page.ask_for(query).await;
            }
            page.answer_all(MARATHON).await;
            page.unfold_all().await;
            page.press(words::question("mass-before")).await;
            page.wait_for_heading(words::question("mass-before")).await;
            assert!(page.is_chosen(words::say("units-label"), words::say(unit)).await, "{query}");
        }
    });
}

#[test]
fn an_address_sets_colours_units_and_the_name_of_the_history() {
    journey(Setup::default(), async |page| {
        let ground = "const { backgroundColor, colorScheme } = getComputedStyle(document.documentElement);
            const soft = document.createElement('i');
            soft.style.color = 'var(--cramp-color-soft)';
            document.body.append(soft);
            return [backgroundColor, colorScheme, getComputedStyle(soft).color];";
        let mut grounds = Vec::new();
        for theme in ["light", "dark", "contrast"] {
            page.ask_for(&format!("theme={theme}&units=us&ns=club")).await;
            page.wait_for_heading(words::say("app-title")).await;
            grounds.push(page.run(ground, &[]).await);
            assert_eq!(page.violations().await, [""; 0], "{theme}");
        }
        assert_eq!(grounds[0], json!(["rgb(251, 250, 246)", "light", "rgb(70, 84, 95)"]));
        assert_eq!(grounds[1], json!(["rgb(16, 24, 29)", "dark", "rgb(179, 192, 199)"]));
        assert_eq!(grounds[2], json!(["rgb(251, 250, 246)", "light", "rgb(20, 33, 43)"]), "soft letters are dark too");
        page.press(words::option("intent", "recurrent")).await;
        let keys =
            "return localStorage.length > 0 && Object.keys(localStorage).every((it) => it.startsWith('cc1:club:'))";
        page.wait_until("what is kept has that name", keys).await;
        page.ask_for("layout=none&ns=Not a name&theme=%3Cscript%3E&units=ells&mode=").await;
        page.wait_for_heading(words::say("app-title")).await;
        assert!(!page.reads(words::say("unfinished-continue")).await, "another history");
    });
}
