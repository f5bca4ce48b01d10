//! A result that is shared, and what comes of a link: in a browser that nobody has used before, damaged, cut, old, made
//! by other rules, or made up.

use crate::sent::{at, fragment, link, open_here};
use crate::traffic::by_the_browser;
use engine::{Answers, Tier};
use journeys::{MARATHON, Page, Person, Setup, Shown, journey, words};
use record::link::{Form, Link, Told, read, wrap, write};
use serde_json::json;

/// A calf that hurts all the time, in somebody who has sat in a plane.
const CALF: Person = Person(&[
    ("intent", &["recurrent"]),
    ("age", &["60-plus"]),
    ("rf-calf-constant", &["yes"]),
    ("calf-48h", &["yes"]),
    ("clot-risk", &["travel-4h-8w"]),
    ("medicines", &["statin"]),
]);

/// The answers of somebody who says no to every sign but these.
fn answers(said: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for step in engine::Step::OPENING {
        answers.none_of(step);
    }
    answers.choose("for-whom", "self").unwrap();
    answers.choose("intent", "recurrent").unwrap();
    answers.choose("age", "40-59").unwrap();
    said.iter().for_each(|(id, code)| answers.choose(id, code).unwrap());
    answers
}

/// The day of the browser, counted as links count it.
async fn today(page: &Page) -> u16 {
    let script = "const now = new Date(); return (Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(2020, 0, 1)) / 864e5";
    page.run(script, &[]).await.as_u64().unwrap() as u16
}

/// Shares the result on the screen, and gives the link as it is then.
async fn share(page: &Page) -> String {
    page.press(words::say("share")).await;
    page.wait_for(words::say("share-who-reads")).await;
    link(page).await
}

async fn is_clean(page: &Page) {
    page.wait_until("the address is clean", "return !location.hash && !location.href.includes('#')").await;
    let noindex = "return document.querySelector('meta[name=robots]').content";
    assert_eq!(page.run(noindex, &[]).await, "noindex");
    assert_eq!(page.run("return document.querySelector('meta[name=referrer]').content", &[]).await, "no-referrer");
}

/// What is kept here, by the page's own keys.
async fn n_kept(page: &Page) -> u64 {
    let script = "return Object.keys(localStorage).filter((it) => it.startsWith('cc1:')).length";
    page.run(script, &[]).await.as_u64().unwrap()
}

async fn whole(page: &Page) {
    page.wait_until("a result", "return document.querySelector('.after, .note')").await;
    page.wait_for_the_whole().await;
}

/// The words before the first value that is put into them.
fn beginning(id: &str) -> &'static str {
    words::say(id).split('{').next().unwrap().trim()
}

#[test]
fn a_result_is_shared_and_opened_in_a_fresh_profile() {
    let mut shared = String::new();
    let taken = std::cell::RefCell::new(String::new());
    journey(Setup { notes_requests: true, ..Setup::default() }, async |page| {
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("plan-heading")).await;
        page.requests().await;
        let link = share(page).await;
        assert!(link.starts_with(&format!("{}#r1.", page.address())), "{link}");
        assert!(link.len() < 160, "{}", link.len());
        let Ok(Link::Result { told, tier }) = read(&link) else { panic!("{link}") };
        assert_eq!((tier, told.left_out.len(), told.day), (Tier::SelfCare, 0, today(page).await));
        // What is ticked is what is sent, no more and no less.
        let ticked = "return [...document.querySelectorAll('input[name=share]')].filter((it) => it.checked).map((it) => it.value)";
        let ticked = page.run(ticked, &[]).await;
        let sent: Vec<&str> =
            engine::Item::all().filter(|it| told.answers.is_answered(*it)).map(|it| it.code()).collect();
        let mut ticked: Vec<&str> = ticked.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        ticked.sort_unstable();
        let mut sorted = sent.clone();
        sorted.sort_unstable();
        assert_eq!(ticked, sorted);

        let message = "return document.querySelector('a[href^=\"sms:\"]').getAttribute('href')";
        let message = page.run(message, &[]).await;
        assert_eq!(read(message.as_str().unwrap()).as_ref(), read(&link).as_ref(), "{message}");
        assert!(page.offers(&words::say("share-message").replace("{ $n }", "1")).await, "one message is enough");
        page.press(words::say("share-code")).await;
        page.wait_until("the code", "return document.querySelector('.code path').getAttribute('d').length > 500").await;
        let mut asked = page.requests().await;
        // A browser fetches these when it likes.
        asked.retain(|it| !by_the_browser(page, it));
        let is_program = |it: &String| it.starts_with(&format!("{}links-", page.address())) && it.ends_with(".wasm");
        // Where the worker has it already, no server is asked.
        assert!(asked.len() <= 1 && asked.iter().all(is_program), "the part of the program alone: {asked:?}");
        assert_eq!(page.run("return location.href", &[]).await, page.address());
        taken.replace(link);
    });
    shared.push_str(&fragment(&taken.borrow()));

    journey(at(&shared), async |page| {
        page.wait_for_heading(words::say("tier-self-care")).await;
        whole(page).await;
        is_clean(page).await;
        let text = page.text().await;
        let places: Vec<usize> =
            ["shared-from", "tier-self-care", "shared-coach", "shared-about", "now-heading", "shared-not-kept"]
                .map(|id| text.find(beginning(id)).unwrap_or_else(|| panic!("{id} is not in {text}")))
                .to_vec();
        assert!(places.is_sorted(), "from when, how soon, whom it clears, then the rest: {places:?}");
        assert!(text.contains(words::say("shared-today")), "{text}");
        for id in ["shared-old", "shared-could-rise"] {
            assert!(!page.reads(words::say(id)).await, "{id}");
        }
        // Whoever opens it has told nothing.
        page.unfold_all().await;
        let text_of_all = page.text().await;
        for (theirs, own) in [("shared-because", "because"), ("shared-patterns", "patterns-heading")] {
            assert!(text_of_all.contains(beginning(theirs)), "{theirs}: {text_of_all}");
            assert!(!text_of_all.contains(beginning(own)), "{own}: {text_of_all}");
        }
        assert!(!text_of_all.contains(beginning("you-told-us")), "{text_of_all}");
        assert!(!text.contains(beginning("shared-differ")) && !text.contains(beginning("then-tiers")), "{text}");
        assert_eq!(n_kept(page).await, 0, "nothing is stored");

        page.type_into(words::say("shared-whose"), "Ana").await;
        page.press(words::say("shared-keep")).await;
        page.wait_for(words::say("shared-kept")).await;
        page.reload().await;
        page.press(words::say("history-link")).await;
        page.press_what_has(words::say("tier-self-care.short")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        assert!(page.reads("Ana").await);
    });
}

#[test]
fn what_is_left_out_is_named_and_the_higher_tier_stands() {
    let taken = std::cell::RefCell::new(String::new());
    journey(Setup::default(), async |page| {
        assert_eq!(page.answer_all(CALF).await, Tier::Urgent);
        let all = share(page).await;
        assert!(!page.reads(words::say("share-less")).await);
        let untick = "document.querySelector(`input[name=share][value=${arguments[0]}]`).click()";
        page.run(untick, &[json!("medicines")]).await;
        assert!(!page.reads(words::say("share-less")).await, "the result does not rest on that");
        page.run(untick, &[json!("age")]).await;
        page.run(untick, &[json!("rf-calf-constant")]).await;
        page.wait_for(words::say("share-less")).await;
        let follow_up = "return document.querySelector('input[name=share][value=calf-48h]').checked";
        assert_eq!(page.run(follow_up, &[]).await, false, "what would give it away goes too");
        page.run(untick, &[json!("clot-risk")]).await;
        let link = link(page).await;
        assert_ne!(link, all);
        let Ok(Link::Result { told, .. }) = read(&link) else { panic!("{link}") };
        let left_out: Vec<&str> = told.left_out.iter().map(|it| it.code()).collect();
        let expected =
            ["age", "rf-calf-constant", "calf-48h", "clot-risk", "rf-thinner-blow", "medicines", "medicine-change"];
        assert_eq!(left_out, expected);
        assert!(engine::assess(&told.answers).tier < Tier::Urgent);
        taken.replace(link);
    });
    journey(at(&fragment(&taken.borrow())), async |page| {
        page.wait_for_heading(words::say("tier-urgent")).await;
        let text = page.text().await;
        for id in [
            "shared-differ",
            "shared-left-out",
            "shared-could-rise",
            "shared-raised",
            "shared-no-keeping",
            "safety-net",
        ] {
            assert!(text.contains(beginning(id)), "{id}: {text}");
        }
        assert!(text.contains(words::line("rf-calf-constant")), "by name: {text}");
        // Advice for a lower tier is not told under a higher one.
        for id in ["now-heading", "plan-heading", "patterns-heading"] {
            assert!(!page.reads(words::say(id)).await, "{id}");
        }
        assert_eq!(n_kept(page).await, 0);
    });
}

#[test]
fn a_damaged_link_says_so_and_loses_nothing_of_the_readers_own() {
    let link = write(&Link::Result { told: Told::new(2000, &answers(&[])), tier: Tier::SelfCare }, Form::Link);
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Health).await;
        let heading = page.heading().await;
        let kept = n_kept(page).await;
        let cases = [
            (link[..link.len() / 2].to_owned(), "shared-damaged"),
            (link.replace("r1.", "r1.A"), "shared-damaged"),
            ("r1.".to_owned(), "shared-damaged"),
            (format!("r1.{}.00000", "A".repeat(9000)), "shared-damaged"),
            (wrap(b's', 1, &[1, 2, 3], Form::Link), "shared-damaged"),
            (wrap(b'r', 7, &[1, 2, 3], Form::Plain), "shared-newer"),
            ("z9.<img src=x onerror=alert(1)>".to_owned(), "shared-newer"),
        ];
        for (fragment, why) in cases {
            open_here(page, &fragment).await;
            page.wait_for_heading(words::say("shared-broken")).await;
            assert!(page.reads(words::say(why)).await, "{fragment}");
            assert!(page.reads(words::say("shared-nothing-lost")).await);
            is_clean(page).await;
            page.press(words::say("back")).await;
            page.wait_for_heading(&heading).await;
        }
        assert_eq!(n_kept(page).await, kept);
        open_here(page, "safety").await;
        assert_eq!(page.heading().await, heading, "what is no link is left alone");
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare, "and the answers are all there");
    });
}

#[test]
fn a_result_of_older_rules_or_an_older_day_is_marked() {
    let old = Told { rules: [0, 9, 0], ..Told::new(2000, &answers(&[("rf-pop", "yes")])) };
    let link = write(&Link::Result { told: old, tier: Tier::SelfCare }, Form::Plain);
    journey(at(&link), async |page| {
        page.wait_for_heading(words::say("tier-urgent")).await;
        let text = page.text().await;
        for id in ["shared-differ", "shared-rules", "shared-old"] {
            assert!(text.contains(beginning(id)), "{id}: {text}");
        }
        assert!(text.contains("0.9.0") && text.contains(engine::VERSION), "{text}");
        assert!(text.contains("2025"), "its day: {text}");

        let days = async |days: u16| {
            let told = Told::new(today(page).await.wrapping_sub(days), &answers(&[]));
            open_here(page, &write(&Link::Result { told, tier: Tier::SelfCare }, Form::Link)).await;
            page.wait_for_heading(words::say("tier-self-care")).await;
            page.wait_until("the address is clean", "return !location.hash").await;
        };
        days(1).await;
        page.wait_for(words::say("shared-yesterday")).await;
        days(7).await;
        page.wait_for(&words::say("shared-days").replace("{ $n }", "7")).await;
        assert!(!page.reads(words::say("shared-old")).await);
        days(8).await;
        page.wait_for(words::say("shared-old")).await;
        // A day that is still to come.
        days(u16::MAX).await;
        page.wait_for(words::say("shared-future")).await;
    });
}

#[test]
fn an_emergency_in_a_link_is_the_call_whatever_its_answers_say() {
    let sign = write(
        &Link::Result { told: Told::new(2000, &answers(&[("rf-collapse", "yes")])), tier: Tier::SelfCare },
        Form::Link,
    );
    journey(at(&sign), async |page| {
        page.wait_for_heading(words::say("tier-emergency")).await;
        assert!(page.reads(words::say("first-aid-heading")).await);
        let alone =
            write(&Link::Result { told: Told::new(2000, &Answers::default()), tier: Tier::Emergency }, Form::Link);
        open_here(page, &alone).await;
        page.wait_for(beginning("shared-differ")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        assert!(!page.reads(words::say("now-heading")).await);
        assert_eq!(n_kept(page).await, 0);
    });
}

#[test]
fn answers_in_a_link_are_gone_on_with_and_ones_own_are_kept() {
    let mut half = Answers::default();
    half.choose("for-whom", "self").unwrap();
    half.choose("intent", "recurrent").unwrap();
    half.none_of(engine::Step::Safety(engine::Block::A));
    let link = write(&Link::Answers(Told::new(2000, &half)), Form::Link);
    journey(at(&link), async |page| {
        page.wait_for_heading(words::say("shared-answers")).await;
        is_clean(page).await;
        assert_eq!(n_kept(page).await, 0, "nothing is kept before it is gone on with");
        page.press(words::say("shared-go-on")).await;
        page.wait_for_heading(words::say("about-heading")).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);

        page.press(words::say("start-over")).await;
        page.answer_until(MARATHON, Shown::Health).await;
        let own = n_kept(page).await;
        open_here(page, &link).await;
        page.wait_for_heading(words::say("shared-answers")).await;
        assert_eq!(n_kept(page).await, own);
        page.press(words::say("shared-go-on")).await;
        page.wait_for_heading(words::say("about-heading")).await;
        assert_eq!(n_kept(page).await, own + 1, "beside one's own");
    });
}

#[test]
fn markup_in_a_link_is_shown_as_text() {
    let told = Told { name: "<img src=x onerror=1>".to_owned(), ..Told::new(2000, &answers(&[])) };
    journey(at(&write(&Link::Result { told, tier: Tier::Soon }, Form::Link)), async |page| {
        page.wait_for("<img src=x onerror=1>").await;
        assert_eq!(page.run("return document.querySelectorAll('main img').length", &[]).await, 0);
        assert_eq!(page.violations().await, [""; 0]);
    });
}
