//! A browser that keeps nothing, has no room, or gives back something else than was written.

use engine::Tier;
use journeys::{MARATHON, Setup, journey, words};

const REFUSED: &str =
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });";

const FULL: &str = r"
    localStorage.setItem('of-another-page', 'x');
    Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError'); };";

/// Goes to a result, whose answers are kept in memory, and finds it among the saved ones until the page is loaded anew.
fn kept_in_memory(before_load: &'static str, says: &str) {
    journey(Setup { before_load, ..Setup::default() }, async |page| {
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say(says)).await;
        assert!(!page.reads(words::say("result-saved")).await);
        page.press(words::say("where-link")).await;
        page.wait_for(words::say(says)).await;
        page.press(words::say("history-link")).await;
        page.wait_for(words::say(says)).await;
        page.press_what_has(words::say("tier-self-care.short")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        page.reload().await;
        page.press(words::say("history-link")).await;
        page.wait_for(words::say("history-empty")).await;
    });
}

#[test]
fn the_browser_is_asked_for_its_storage_while_the_program_is_on_its_way() {
    let before_load = r"
        window.nAsked = 0;
        ((kept) => Object.defineProperty(window, 'localStorage', {
          configurable: true, get() { window.nAsked += 1; return kept; },
        }))(localStorage);";
    journey(Setup { before_load, held: &["*.wasm"], ..Setup::default() }, async |page| {
        page.wait_until("it is asked", "return window.nAsked > 0").await;
        assert!(!page.offers(words::say("very-ill")).await, "the program is not there yet");
        page.release().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("result-saved")).await;
    });
}

#[test]
fn where_storage_is_refused_the_page_works_and_says_so() {
    kept_in_memory(REFUSED, "kept-memory-refused");
}

#[test]
fn where_storage_is_full_the_page_works_and_says_so() {
    kept_in_memory(FULL, "kept-memory-full");
}

#[test]
fn storage_that_fills_up_on_the_way_loses_nothing_that_was_saved() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("result-saved")).await;
        page.press(words::say("start-over")).await;
        page.run(
            "Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError'); };",
            &[],
        )
        .await;
        page.wait_for_heading(words::say("app-title")).await;
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("kept-memory-full")).await;
        page.press(words::say("history-link")).await;
        page.wait_until("both results", "return document.querySelectorAll('.entries > li').length === 2").await;
        page.reload().await;
        page.press(words::say("history-link")).await;
        page.wait_until("the first result", "return document.querySelectorAll('.entries > li').length === 1").await;
    });
}

#[test]
fn an_entry_that_cannot_be_read_is_shown_as_such_and_never_dropped() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        page.press(words::say("start-over")).await;
        page.wait_for_heading(words::say("app-title")).await;
        page.answer_all(MARATHON).await;
        let script = r#"
            const key = Object.keys(localStorage).find((it) => localStorage.getItem(it).includes('"tier"'));
            localStorage.setItem(key, localStorage.getItem(key).slice(0, 60) + 'and then the battery went flat');
            return key;"#;
        let key = page.run(script, &[]).await;
        page.reload().await;
        page.press(words::say("history-link")).await;
        page.wait_for(words::say("unreadable")).await;
        page.wait_until("both entries", "return document.querySelectorAll('.entries > li').length === 2").await;
        page.unfold_all().await;
        assert!(page.reads("and then the battery went flat").await, "what is there can be read as it is");

        // The other one still opens, and a new one is saved beside it.
        page.press_what_has(words::say("tier-self-care.short")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        page.reload().await;
        page.answer_all(MARATHON).await;
        page.press(words::say("history-link")).await;
        page.wait_until("three entries", "return document.querySelectorAll('.entries > li').length === 3").await;
        let kept = page.run("return localStorage.getItem(arguments[0])", &[key]).await;
        assert!(kept.as_str().is_some_and(|it| it.ends_with("and then the battery went flat")), "{kept}");
    });
}

#[test]
fn an_unfinished_one_that_cannot_be_read_does_not_stop_the_page() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, journeys::Shown::About).await;
        page.run("Object.keys(localStorage).filter((it) => it.includes(':d:')).forEach((it) => localStorage.setItem(it, '{'))", &[]).await;
        page.reload().await;
        assert!(!page.offers(words::say("unfinished-continue")).await);
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
    });
}

#[test]
fn after_the_second_saved_result_the_browser_is_asked_once_to_keep_them() {
    let before_load = "window.n_asked = 0;
        const persist = async () => { window.n_asked += 1; return true; };
        Object.defineProperty(navigator, 'storage', { value: { persist }, configurable: true });";
    journey(Setup { before_load, ..Setup::default() }, async |page| {
        for n_asked in [0, 1, 1] {
            assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
            page.wait_for(words::say("result-saved")).await;
            assert_eq!(page.run("return window.n_asked", &[]).await, n_asked);
            page.press(words::say("start-over")).await;
            page.wait_for_heading(words::say("app-title")).await;
        }
    });
}
