//! Links in pages of other sites: they lead to a page of our own, and the host has a say in whether anything is shared.

use crate::element::{defined, heard, host, open};
use engine::{Answers, Tier};
use journeys::{MARATHON, Setup, Shown, journey, words};
use record::link::{Cadence, Channel, Extras, Form, Link, Preset, Told, read, write};
use serde_json::json;

const LINK: &str =
    "const it = document.querySelector('cramp-check').shadowRoot.querySelector('#link'); return it && it.value";

#[test]
fn a_result_is_shared_by_a_link_to_a_page_of_our_own_unless_the_host_says_no() {
    journey(host("article.html"), async |page| {
        open(page).await;
        page.answer_all(MARATHON).await;
        page.press(words::say("share")).await;
        let link = page.wait_until("the link", LINK).await;
        let link = link.as_str().unwrap();
        let home =
            page.run("return new URL(document.querySelector('cramp-check').href, document.baseURI).href", &[]).await;
        assert!(link.starts_with(&format!("{}#r1.", home.as_str().unwrap())), "{link}");
        assert!(matches!(read(link), Ok(Link::Result { .. })));

        let no = "addEventListener('cramp-before-share', (it) => { it.preventDefault(); (window.kinds ??= []).push(it.detail) })";
        page.run(no, &[]).await;
        page.press(words::say("share-code")).await;
        page.press(words::say("share-copy")).await;
        page.wait_until("it heard", "return window.kinds?.length === 2").await;
        assert_eq!(page.run("return kinds", &[]).await, json!([{ "kind": "code" }, { "kind": "copy" }]));
        let code = "return document.querySelector('cramp-check').shadowRoot.querySelector('.code')";
        assert!(page.run(code, &[]).await.is_null(), "nothing was shown");
    });
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("document.querySelector('cramp-check').noShare = true", &[]).await;
        open(page).await;
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("for-doctor")).await;
        assert!(!page.offers(words::say("share")).await);
    });
}

#[test]
fn a_coachs_set_up_and_answers_in_a_link_begin_where_they_are_given() {
    let (cadence, extras, channel) = (Cadence::Weekly, Extras::default(), Channel::Show);
    let preset = Preset { team: "Club".to_owned(), cadence, note: String::new(), extras, channel, key: None };
    let preset = write(&Link::Preset(preset), Form::Link);
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("document.querySelector('cramp-check').preset = arguments[0]", &[json!(preset)]).await;
        open_any(page).await;
        page.wait_for(words::say("preset-who")).await;
        page.wait_for(&content::fill(words::say("preset-team"), &[("team", "Club")])).await;
        let mut half = Answers::default();
        half.choose("for-whom", "self").unwrap();
        half.choose("intent", "recurrent").unwrap();
        half.none_of(engine::Step::Safety(engine::Block::A));
        let token = write(&Link::Answers(Told::new(2000, &half)), Form::Link);
        page.run("document.querySelector('cramp-check').resumeToken = arguments[0]", &[json!(token)]).await;
        page.wait_for_heading(words::say("about-heading")).await;
    });
}

/// Loads the element, whatever its first screen is.
async fn open_any(page: &journeys::Page) {
    page.tap_host("cramp-check a").await;
    page.wait_until("it answers", "return !!document.querySelector('cramp-check').shadowRoot.querySelector('h1')")
        .await;
}

#[test]
fn a_board_a_kiosk_and_the_last_result_stand_where_a_host_asks_for_them() {
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("document.querySelector('cramp-check').mode = 'board'", &[]).await;
        open_any(page).await;
        page.wait_for(words::say("team-about")).await;

        page.run("document.querySelector('cramp-check').mode = 'full'", &[]).await;
        page.wait_for_heading(words::say("app-title")).await;
        page.answer_all(MARATHON).await;
        page.run("document.querySelector('cramp-check').mode = 'result'", &[]).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
    });
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("document.querySelector('cramp-check').mode = 'kiosk'", &[]).await;
        open_any(page).await;
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("kiosk-take")).await;
        assert_eq!(page.run("return Object.keys(localStorage).length", &[]).await, json!(0));
        page.press(words::say("kiosk-done")).await;
        page.wait_for_heading(words::say("app-title")).await;
    });
}

#[test]
fn what_is_kept_in_an_article_can_be_taken_to_a_page_of_our_own() {
    journey(host("article.html"), async |page| {
        open(page).await;
        page.answer_all(MARATHON).await;
        page.press(words::say("history-link")).await;
        page.press(words::say("keep")).await;
        page.wait_for(words::say("slice-about")).await;
        let link = "return document.querySelector('cramp-check').shadowRoot.querySelector('a[href*=\"#h1.\"]').href";
        let link = page.run(link, &[]).await;
        let Ok(Link::History(entries)) = read(link.as_str().unwrap()) else { panic!("{link}") };
        assert_eq!(entries.len(), 1);
        assert!(heard(page, "before-share").await.is_empty(), "nothing was handed out yet");
    });
}

#[test]
fn a_coachs_set_up_takes_neither_focus_nor_place_where_it_is_loaded_at_once() {
    let (cadence, extras, channel) = (Cadence::Weekly, Extras::default(), Channel::Show);
    let preset = Preset { team: "Club".to_owned(), cadence, note: String::new(), extras, channel, key: None };
    let preset = write(&Link::Preset(preset), Form::Link);
    journey(host("eager.html"), async |page| {
        defined(page).await;
        page.wait_for_heading(words::say("app-title")).await;
        let seen = "return [document.activeElement.id, scrollY]";
        page.run("document.querySelector('cramp-check').preset = arguments[0]", &[json!(preset)]).await;
        page.wait_for(words::say("preset-who")).await;
        page.wait_until("the last frame", "return new Promise((then) => setTimeout(() => then(true), 300))").await;
        assert_eq!(page.run(seen, &[]).await, json!(["mine", 0]), "nobody has touched it yet");
        page.type_into(words::say("preset-name"), "Ana").await;
        page.press(words::say("preset-start")).await;
        page.wait_for_heading(words::say("app-title")).await;
    });
}

#[test]
fn what_is_behind_the_address_of_the_page_of_its_own_is_shown_in_its_place() {
    let told = Told::new(2000, &Answers::default());
    let link = write(&Link::Result { told, tier: Tier::Urgent }, Form::Link);
    journey(host("article.html"), async |page| {
        defined(page).await;
        let set = "const it = document.querySelector('cramp-check'); it.href = `${it.href}#${arguments[0]}`; it.mode = 'result'";
        page.run(set, &[json!(link)]).await;
        open_any(page).await;
        page.wait_for_heading(words::say("tier-urgent")).await;
        page.wait_for(words::say("shared-coach")).await;
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("information-title")).await;
        assert!(!page.offers(words::option("intent", "recurrent")).await, "nobody is asked");
    });
}

#[test]
fn what_was_answered_on_a_device_that_many_use_is_kept_in_no_other_mode() {
    journey(host("article.html"), async |page| {
        open(page).await;
        page.answer_until(MARATHON, Shown::About).await;
        let kept = "return Object.keys(localStorage).sort()";
        let own = page.run(kept, &[]).await;
        page.run("document.querySelector('cramp-check').mode = 'kiosk'", &[]).await;
        page.wait_for(words::say("kiosk-about")).await;
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("kiosk-take")).await;
        page.run("document.querySelector('cramp-check').mode = 'full'", &[]).await;
        page.wait_for_heading(words::say("app-title")).await;
        // What was begun before is offered again, and whatever is written next takes nothing of the others along.
        page.press(words::say("unfinished-continue")).await;
        page.choose(words::question("age"), words::option("age", "16-39")).await;
        assert_eq!(page.run(kept, &[]).await, own);
        page.press(words::say("where-link")).await;
        page.press(words::say("history-link")).await;
        page.wait_for(words::say("history-empty")).await;
    });
}

#[test]
fn from_a_frame_results_are_taken_to_a_page_of_our_own_whether_it_keeps_them_or_not() {
    for name in ["framed.html", "sandboxed.html"] {
        let inside = crate::element::INSIDE;
        let before_load = "window.messages = []; addEventListener('message', (it) => messages.push(it.data));";
        journey(Setup { host: name, inside, before_load, ..Setup::default() }, async |page| {
            page.wait_until("the frame is there", "return messages.some((it) => it.type === 'height')").await;
            crate::frame::enter(page).await;
            page.answer_all(MARATHON).await;
            // Printed from here, most of it would be cut off.
            page.press(words::say("print")).await;
            page.wait_for(words::say("slice-print")).await;
            page.press(words::say("back")).await;
            page.press(words::say("back")).await;
            page.press(words::say("keep")).await;
            page.wait_for(words::say("slice-about")).await;
            let link =
                "return document.querySelector('cramp-check').shadowRoot.querySelector('a[href*=\"#h1.\"]').href";
            let link = page.run(link, &[]).await;
            let link = link.as_str().unwrap();
            let Ok(Link::History(entries)) = read(link) else { panic!("{link}") };
            assert_eq!((entries.len(), entries[0].tier), (1, Some(Tier::SelfCare)), "{name}");
            assert!(link.contains("/v1/#") && !link.contains("/embed/"), "{link}");
            // Where a sandbox opens nothing, the same link is there to be copied.
            page.press_what_unfolds(words::say("slice-else")).await;
            let field = "return document.querySelector('cramp-check').shadowRoot.querySelector('#link').value";
            assert_eq!(page.run(field, &[]).await, link);
        });
    }
}
