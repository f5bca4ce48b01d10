//! Links in pages of other sites: they lead to a page of our own, and the host has a say in whether anything is shared.

use crate::element::{defined, heard, host, open};
use engine::Answers;
use journeys::{MARATHON, journey, words};
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
        page.wait_for_heading("Club").await;
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
