//! Hosts that are rough: loud style sheets, strict policies, bad networks, no JavaScript. Either the self-assessment works
//! as it does everywhere, or the host's own words stand and the host is told why.

use crate::element::{heard, host, open};
use engine::Tier;
use journeys::{MARATHON, Page, Setup, journey, words};
use serde_json::{Value, json};

/// Goes all the way, finds nothing amiss on the first screen and on the result, and no look of the host's.
fn works(name: &'static str) {
    journey(host(name), async |page| {
        open(page).await;
        looks_like_itself(page).await;
        assert_eq!(page.walk_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("patterns-heading")).await;
        looks_like_itself(page).await;
        assert_eq!(heard(page, "error").await, [Value::Null; 0]);
    });
}

/// Sizes, letters and colours are our own, whatever the host says of every element.
async fn looks_like_itself(page: &Page) {
    let script = r"
        const widget = place().querySelector('.widget');
        const style = getComputedStyle(widget);
        const heading = getComputedStyle(place().querySelector('h1'));
        const small = [...place().querySelectorAll('button, label')].filter((it) => it.checkVisibility() && it.offsetHeight < 40);
        // Some engines tell a size as it is, some as it is zoomed.
        const size = parseFloat(style.fontSize);
        const zoom = parseFloat(getComputedStyle(document.documentElement).zoom) || 1;
        const isZoomed = size === 17 * zoom;
        return [size === 17 || isZoomed, style.letterSpacing, style.textTransform, style.textAlign, style.color, style.wordSpacing,
            style.textIndent, parseFloat(heading.fontSize) / (isZoomed ? zoom : 1) < 40, heading.display, small.map((it) => it.textContent),
            // Rounded one way or the other.
            widget.scrollWidth <= widget.clientWidth + 1];";
    let expected = json!([true, "normal", "none", "start", "rgb(20, 33, 43)", "0px", "0px", true, "block", [], true]);
    assert_eq!(page.run(script, &[]).await, expected);
}

#[test]
fn a_sheet_that_spares_nobody_spares_the_element() {
    works("hostile.html");
}

#[test]
fn a_host_page_that_rings_what_has_the_focus_does_not_ring_everything() {
    journey(host("hostile.html"), async |page| {
        open(page).await;
        assert_eq!(page.focus_inside().await, words::say("app-title"), "the focus is inside");
        let ring = "return getComputedStyle(document.querySelector('cramp-check')).outlineStyle";
        assert_eq!(page.run(ring, &[]).await, json!("none"));
    });
}

#[test]
fn a_policy_without_inline_scripts_and_styles_is_enough() {
    works("strict.html");
}

#[test]
fn a_policy_that_names_a_nonce_is_enough() {
    works("nonce.html");
}

#[test]
fn a_page_that_wants_trusted_types_names_one_policy() {
    works("trusted-types.html");
}

#[test]
fn a_zoomed_page_whose_rem_is_small_changes_no_size() {
    works("zoomed.html");
}

#[test]
fn a_page_from_right_to_left_has_its_arrows_that_way() {
    journey(host("rtl.html"), async |page| {
        open(page).await;
        let script = r"
            const { left, right } = place().querySelector('.pill').getBoundingClientRect();
            const widget = place().querySelector('.widget').getBoundingClientRect();
            const arrow = getComputedStyle(place().querySelector('.choice'), '::after').transform;
            return [widget.right - right < left - widget.left, arrow, getComputedStyle(place().querySelector('.widget')).direction];";
        let seen = page.run(script, &[]).await;
        assert_eq!((&seen[0], &seen[2]), (&json!(true), &json!("rtl")), "{seen}");
        assert!(seen[1].as_str().is_some_and(|it| it.starts_with("matrix(-0.7")), "{seen}");
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        assert_eq!(page.sticks_out().await, None);
    });
}

#[test]
fn a_slow_network_moves_nothing_and_takes_a_second_tap_to_the_page_of_its_own() {
    journey(host("late.html"), async |page| {
        crate::element::defined(page).await;
        page.tap_host("cramp-check a").await;
        page.wait_for(words::say("embed-loading")).await;
        let fallback = page.run("return document.querySelector('cramp-check p').checkVisibility()", &[]).await;
        assert_eq!(fallback, json!(true), "the danger signs can be read while it loads");
        page.wait_for_heading(words::say("app-title")).await;
        page.wait_until("the last shift", "return new Promise((then) => setTimeout(() => then(true), 300))").await;
        assert_eq!(page.run("return shifts", &[]).await, json!(0), "the room was taken when it was tapped");
    });
    journey(host("late.html"), async |page| {
        crate::element::defined(page).await;
        page.tap_host("cramp-check a").await;
        page.tap_host("cramp-check a").await;
        page.wait_until(
            "the page of its own",
            "return location.port !== '' && document.documentElement.hasAttribute('data-ready')",
        )
        .await;
    });
}

/// The host's own words stand, its link works, and it is told why, once.
fn falls_back(name: &'static str, blocked: &'static [&'static str], code: &str) {
    journey(Setup { blocked, may_complain: true, ..host(name) }, async |page| {
        crate::element::defined(page).await;
        page.tap_host("cramp-check a").await;
        page.wait_until("the error", "return heard.some(([name]) => name === 'error')").await;
        let errors = heard(page, "error").await;
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0]["code"], json!(code), "{errors:?}");
        assert!(errors[0]["message"].as_str().is_some_and(|it| it.len() > 20), "{errors:?}");
        let said = page.complaints().await;
        let n_ours = said.iter().filter(|it| it.contains("cramp-check: ")).count();
        assert_eq!(n_ours, 1, "one line on the console is ours: {said:?}");
        let seen = r"
            const it = document.querySelector('cramp-check');
            return [it.state, ...[...it.children].map((it) => it.checkVisibility()), it.shadowRoot.querySelector('.widget')];";
        assert_eq!(page.run(seen, &[]).await, json!(["error", true, true, null]));
        page.wait_for(words::say("embed-failed")).await;
        page.tap_host("cramp-check a").await;
        page.wait_until("the page of its own", "return location.pathname.endsWith('/v1/')").await;
    });
}

#[test]
fn where_the_policy_lets_no_wasm_run_the_hosts_words_stand() {
    falls_back("no-wasm.html", &[], "wasm");
}

#[test]
fn where_trusted_types_leave_us_out_the_hosts_words_stand() {
    falls_back("trusted-types-refused.html", &[], "trusted-types");
}

#[test]
fn where_the_program_breaks_off_the_hosts_words_stand() {
    falls_back("cut.html", &[], "load");
}

#[test]
fn where_the_program_is_another_than_it_should_be_the_hosts_words_stand() {
    falls_back("changed.html", &[], "load");
}

#[test]
fn where_a_script_is_another_than_it_should_be_the_hosts_words_stand() {
    falls_back("rewritten.html", &[], "load");
}

#[test]
fn what_comes_later_and_is_not_of_this_program_is_not_taken() {
    journey(Setup { may_complain: true, ..host("mixed.html") }, async |page| {
        open(page).await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for_heading(words::block(engine::Block::A)).await;
        page.press(words::say("none-of-these")).await;
        page.wait_for(words::say("next-step-missing")).await;
        page.press(words::say("where-link")).await;
        page.wait_for(words::say("evidence-missing")).await;
    });
}

#[test]
fn where_a_part_cannot_be_had_the_hosts_words_stand() {
    for blocked in [&["*_bg.wasm"], &["*widget-*.js"], &["*crampwise-*.js"]] {
        falls_back("article.html", blocked, "load");
    }
}

#[test]
fn where_the_loader_cannot_be_had_or_scripts_are_off_the_hosts_words_stand() {
    let no_loader = Setup { blocked: &["*loader.js"], may_complain: true, host: "article.html", ..Setup::default() };
    journey(no_loader, async |page| {
        assert!(page.reads("Get medical help now").await);
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        page.load().await;
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
        assert!(page.reads("Get medical help now").await);
    });
}

#[test]
fn where_the_version_was_taken_back_the_hosts_words_stand_and_its_link_says_so() {
    journey(Setup { may_complain: true, ..host("withdrawn.html") }, async |page| {
        page.wait_until("the error", "return heard.some(([name]) => name === 'error')").await;
        assert_eq!(heard(page, "error").await[0]["code"], json!("withdrawn"));
        assert_eq!(heard(page, "error").await.len(), 1);
        let said = page.complaints().await;
        let n_ours = said.iter().filter(|it| it.contains("cramp-check: withdrawn: ")).count();
        assert_eq!(n_ours, 1, "one line on the console is ours: {said:?}");
        let seen = "return [...document.querySelector('cramp-check').children].map((it) => it.checkVisibility())";
        assert_eq!(page.run(seen, &[]).await, json!([true, true]));
        page.tap_host("cramp-check a").await;
        page.wait_until("the page in its place", "return 'withdrawn' in document.documentElement.dataset").await;
    });
}

#[test]
fn without_its_second_file_it_says_so_and_still_tells_what_to_do() {
    journey(Setup { blocked: &["*evidence.json"], may_complain: true, ..host("article.html") }, async |page| {
        open(page).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("evidence-missing")).await;
        assert_eq!(heard(page, "error").await, [Value::Null; 0], "the element works");
    });
}

#[test]
fn a_program_that_stops_gives_the_host_its_words_back() {
    let setup = Setup { may_complain: true, ..host("article.html") };
    journey(setup, async |page| {
        open(page).await;
        // Something that never fails fails once: the program has no way out.
        page.run("document.createElement = () => { delete document.createElement; throw new Error('broken'); }", &[])
            .await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_until("the error", "return heard.some(([name]) => name === 'error')").await;
        assert_eq!(heard(page, "error").await[0]["code"], json!("program"));
        let seen = "return [document.querySelector('cramp-check').state, document.querySelector('cramp-check p').checkVisibility()]";
        assert_eq!(page.run(seen, &[]).await, json!(["error", true]));
    });
}

#[test]
fn an_element_that_is_gone_when_the_questions_come_takes_nothing_from_the_next() {
    journey(Setup { held: &["*questions-*"], ..host("article.html") }, async |page| {
        open(page).await;
        page.run(
            "const it = document.querySelector('cramp-check'); window.gone = it.cloneNode(true); it.remove()",
            &[],
        )
        .await;
        page.let_come();
        let has_come = "return performance.getEntriesByType('resource').some((it) => it.name.includes('/questions-'))";
        page.wait_until("the questions", has_come).await;
        page.run("document.querySelector('p').before(gone)", &[]).await;
        open(page).await;
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("factors-heading")).await;
    });
}

#[test]
fn without_the_questions_an_element_still_asks_if_the_person_is_safe() {
    journey(Setup { blocked: &["*questions-*"], may_complain: true, ..host("article.html") }, async |page| {
        open(page).await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for_heading(words::block(engine::Block::A)).await;
        page.tick(words::line("rf-collapse")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        page.press(words::say("by-mistake")).await;
        page.wait_for_heading(words::block(engine::Block::A)).await;
        page.press(words::say("none-of-these")).await;
        page.wait_for(words::say("next-step-missing")).await;
        page.block(&[]).await;
        page.press(words::say("try-again")).await;
        page.wait_for_heading(words::say("about-heading")).await;
    });
}
