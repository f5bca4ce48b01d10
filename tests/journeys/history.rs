//! What was saved: opened again, deleted, brought back, and shared by two windows.

use engine::Tier;
use journeys::{MARATHON, Page, Person, Setup, Shown, journey, words};

/// Someone who comes to a result of another tier.
const OFTEN: Person =
    Person(&[("intent", &["recent"]), ("age", &["60-plus"]), ("rf-frequent", &["yes"]), ("when", &["night"])]);

async fn wait_for_entries(page: &Page, n: usize) {
    page.wait_until(
        &format!("{n} saved results"),
        &format!("return document.querySelectorAll('.entries > li').length === {n}"),
    )
    .await;
}

#[test]
fn a_saved_result_opens_as_it_was() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("result-saved")).await;
        let result = page.text_of(".care-card, .advice, .pattern, .factor").await;
        page.reload().await;
        page.press(words::say("history-link")).await;
        page.wait_for(words::say("kept-browser")).await;
        page.press_what_has(words::say("tier-self-care.short")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        assert_eq!(page.text_of(".care-card, .advice, .pattern, .factor").await, result);
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("history-heading")).await;
    });
}

#[test]
fn one_is_deleted_and_brought_back_and_all_are_deleted() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        page.press(words::say("start-over")).await;
        page.wait_for_heading(words::say("app-title")).await;
        assert_eq!(page.answer_all(OFTEN).await, Tier::Soon);
        page.press(words::say("history-link")).await;
        wait_for_entries(page, 2).await;
        let both = page.text_of(".entries").await;

        page.press_what_has_name(&content::fill(words::say("delete-what"), &[("what", "")])).await;
        wait_for_entries(page, 1).await;
        page.wait_for(words::say("deleted")).await;
        page.press(words::say("undo")).await;
        wait_for_entries(page, 2).await;
        assert_eq!(page.text_of(".entries").await, both);

        page.press(words::say("delete-all")).await;
        page.wait_for(words::say("history-empty")).await;
        assert_eq!(page.run("return localStorage.length", &[]).await, 0, "nothing is left behind");
        page.press(words::say("undo")).await;
        wait_for_entries(page, 2).await;
        page.press(words::say("delete-all")).await;
        page.reload().await;
        page.press(words::say("history-link")).await;
        page.wait_for(words::say("history-empty")).await;
    });
}

#[test]
fn two_windows_both_save_and_neither_loses_anything() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Block(engine::Block::C)).await;
        page.open_window().await;
        page.answer_until(OFTEN, Shown::Block(engine::Block::C)).await;
        page.go_to_window(0).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.press(words::say("history-link")).await;
        wait_for_entries(page, 1).await;
        page.go_to_window(1).await;
        assert_eq!(page.answer_all(OFTEN).await, Tier::Soon);
        page.press(words::say("history-link")).await;
        wait_for_entries(page, 2).await;
        page.check_quiet().await;
        // The first window hears of it without a reload.
        page.go_to_window(0).await;
        wait_for_entries(page, 2).await;
        page.reload().await;
        page.press(words::say("history-link")).await;
        wait_for_entries(page, 2).await;
    });
}

#[test]
fn health_answers_of_last_time_are_shown_to_be_confirmed() {
    const WITH_A_STATIN: Person = Person(&[("age", &["40-59"]), ("pregnant", &["no"]), ("medicines", &["statin"])]);
    journey(Setup::default(), async |page| {
        page.answer_all(WITH_A_STATIN).await;
        page.reload().await;
        page.answer_until(WITH_A_STATIN, Shown::Health).await;
        page.wait_for(words::say("health-remembered")).await;
        assert!(page.is_chosen(words::question("medicines"), words::option("medicines", "statin")).await);
    });
}

/// Makes the saved results older by this many days.
pub async fn grow_older(page: &Page, days: u64) {
    let script = r"
        for (const key of Object.keys(localStorage).filter((it) => it.startsWith('cc1:default:e:'))) {
            const entry = JSON.parse(localStorage[key]);
            entry.saved_at_ms -= arguments[0] * 86400000;
            localStorage[key] = JSON.stringify(entry);
        }";
    page.run(script, &[serde_json::json!(days)]).await;
}

#[test]
fn days_later_the_page_asks_if_it_helped_and_keeps_what_is_told() {
    journey(Setup::default(), async |page| {
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.wait_until("the plan", "return document.querySelector('.module')").await;
        let plan = page
            .run("return [...document.querySelectorAll('.module')].filter((it) => !it.closest('details')).map((it) => it.querySelector('h3').textContent)", &[])
            .await;
        let plan: Vec<String> = serde_json::from_value(plan).unwrap();
        assert_eq!(plan.len(), 3, "{plan:?}");
        grow_older(page, 2).await;
        page.reload().await;
        assert!(!page.offers(words::say("outcome-ask")).await, "two days are too soon to ask");

        grow_older(page, 2).await;
        page.reload().await;
        page.press(words::say("outcome-ask")).await;
        page.wait_for(words::say("outcome-since")).await;
        assert_eq!(page.violations().await, [""; 0]);
        page.press(words::say("outcome-save")).await;
        page.wait_for(words::say("outcome-nothing")).await;

        page.choose(words::say("outcome-since"), words::say("outcome-fewer")).await;
        page.choose(&plan[0], words::say("outcome-helped")).await;
        page.choose(&plan[1], words::say("outcome-worse")).await;
        page.press(words::say("outcome-save")).await;
        page.wait_for(words::say("outcome-saved")).await;
        page.wait_for(words::say("outcome-then-fewer")).await;
        for (label, one) in [("outcome-keep", &plan[0]), ("outcome-stop", &plan[1])] {
            let script = r"
                const label = [...document.querySelectorAll('.label')].find((it) => it.textContent === arguments[0]);
                return label?.nextElementSibling?.textContent;";
            assert_eq!(page.run(script, &[serde_json::json!(words::say(label))]).await, **one, "{label}");
        }
        assert!(!page.reads(words::say("outcome-try")).await, "nothing was said of the third");

        // It stands beside the result it is about, can be told anew, and is not asked for again.
        page.press(words::say("outcome-see")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        let told =
            content::fill(words::say("told-with"), &[("told", &plan[0]), ("answer", words::say("outcome-helped"))]);
        page.wait_for(&told).await;
        page.press(words::say("outcome-change")).await;
        page.wait_for(words::say("outcome-since")).await;
        assert!(page.is_chosen(&plan[1], words::say("outcome-worse")).await);
        page.choose(&plan[1], words::say("outcome-no-change")).await;
        page.press(words::say("outcome-save")).await;
        page.wait_for(words::say("outcome-saved")).await;
        page.press(words::say("outcome-ask-again")).await;
        page.wait_for_heading(words::say("app-title")).await;
        page.reload().await;
        assert!(!page.offers(words::say("outcome-ask")).await, "it was told");

        // The next result and the page for a doctor tell of it.
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("then-outcome")).await;
        assert!(page.reads(&told).await);
        page.press(words::say("for-doctor")).await;
        page.wait_for(words::say("doctor-tried")).await;
        assert!(page.reads(words::say("outcome-fewer")).await);
    });
}
