//! A page of somebody else's that takes the element from npm: its bundler gave every file another name and place.

use engine::Tier;
use journeys::{MARATHON, Page, Setup, journey, words};
use serde_json::{Value, json};
use std::env;

/// Where this page was put together, or is being worked on.
fn page_at(variable: &str, folder: &str) -> Setup {
    let address = env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: cargo xtask test sets it"));
    Setup {
        address: Some(address + folder),
        inside: "document.querySelector('cramp-check').shadowRoot",
        before_load: "window.failures = []; addEventListener('cramp-error', (it) => failures.push(it.detail.code));",
        ..Setup::default()
    }
}

/// Taps our own link: the page wrote none. Chromium's driver cannot tap what stands in a shadow root
/// without anything around it.
async fn tap_the_link(page: &Page) {
    assert!(page.offers(words::say("embed-start")).await);
    page.run("place().querySelector('a').click()", &[]).await;
}

/// Opens the facade, answers all there is to answer, and follows the link to the page of its own.
async fn works(page: &Page) {
    tap_the_link(page).await;
    page.wait_for_heading(words::say("app-title")).await;
    page.press(words::option("intent", "recurrent")).await;
    page.wait_for_heading(words::say("block-a")).await;
    page.run("document.querySelector('cramp-check').reset()", &[]).await;
    page.wait_for_heading(words::say("app-title")).await;
    assert_eq!(page.walk_all(MARATHON).await, Tier::SelfCare);
    // These come in the late part and the second file.
    page.wait_for(words::say("patterns-heading")).await;
    assert_eq!(page.run("return failures", &[]).await, json!([]));
    let strangers = r"return performance.getEntriesByType('resource').map((it) => it.name)
        .filter((it) => !it.startsWith(location.origin) && !it.startsWith('data:'))";
    assert_eq!(page.run(strangers, &[]).await, json!([]), "all of it comes from the page's own site");

    let own = r"return [...place().querySelectorAll('a')].find((it) => it.textContent === arguments[0]).href";
    let own = page.run(own, &[json!(words::say("embed-own-page"))]).await;
    page.run("location.href = arguments[0]", &[own]).await;
    page.wait_until("the page of its own", "return document.querySelector('#crampwise') !== null").await;
}

#[test]
fn a_page_that_was_put_together_goes_all_the_way_with_files_of_its_own() {
    journey(page_at("CRAMPWISE_BUNDLED", ""), async |page| {
        works(page).await;
        page.wait_until("it answers", "return document.documentElement.hasAttribute('data-ready')").await;
    });
}

#[test]
fn a_page_that_is_being_worked_on_goes_all_the_way_too() {
    // The bundler puts a script of its own into every page, which the policy of ours refuses.
    journey(Setup { may_complain: true, ..page_at("CRAMPWISE_WORKING", "") }, works);
}

#[test]
fn a_program_that_was_changed_after_the_bundler_is_refused() {
    journey(Setup { may_complain: true, ..page_at("CRAMPWISE_BUNDLED", "changed/") }, async |page| {
        tap_the_link(page).await;
        page.wait_until("the error", "return failures.length === 1").await;
        assert_eq!(page.run("return failures", &[]).await, json!(["load"]));
        page.wait_for(words::say("embed-failed")).await;
        let words = "return document.querySelector('cramp-check p').checkVisibility()";
        assert_eq!(page.run(words, &[]).await, Value::Bool(true), "the words of the page stand");
    });
}
