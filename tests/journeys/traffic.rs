//! What the page asks the network for, and what it is without its program or a part of it.

use journeys::{MARATHON, Setup, Shown, journey, words};
use serde_json::Value;
use std::env;

/// The files of the page, without the part of a name that changes with the content.
const FILES: [&str; 7] =
    ["", "boot.js", "crampwise.js", "crampwise_bg.wasm", "evidence.json", "offline.js", "style.css"];
/// Asked for by the browser itself, as often as it likes: the icon, what it needs to install the page, and the worker.
const BY_THE_BROWSER: [&str; 3] = ["icon.svg", "manifest.webmanifest", "sw.js"];

/// The part of the program that is loaded once the reader goes on from the first screen.
const LATE: &str = "late.wasm";

/// The file's name without its digest; `None` for an address elsewhere.
fn file(address: &str) -> Option<String> {
    let name = address.strip_prefix(&env::var("CRAMPWISE_PAGE").unwrap())?;
    let is_digest = |it: &str| it.len() >= 12 && it.bytes().all(|it| it.is_ascii_hexdigit());
    let (stem, kind) = name.rsplit_once('.').unwrap_or((name, ""));
    let (digest, rest) = match stem.rsplit_once('-') {
        Some((before, after)) => {
            let (digest, rest) =
                after.split_once('_').map_or((after, String::new()), |(digest, rest)| (digest, format!("_{rest}")));
            if is_digest(digest) { (before.to_owned(), rest) } else { (stem.to_owned(), String::new()) }
        }
        None => (stem.to_owned(), String::new()),
    };
    Some(if kind.is_empty() { name.to_owned() } else { format!("{digest}{rest}.{kind}") })
}

/// The addresses asked for since last time, by what the browser notes of itself.
async fn requests(page: &journeys::Page) -> Vec<String> {
    let lines = page.log("performance").await;
    let event = |it: &Value| serde_json::from_str::<Value>(it["message"].as_str()?).ok();
    let address = |it: Value| {
        let it = &it["message"];
        (it["method"] == "Network.requestWillBeSent")
            .then(|| it["params"]["request"]["url"].as_str().unwrap_or_default().to_owned())
    };
    lines.iter().filter_map(event).filter_map(address).filter(|it| !it.starts_with("data:")).collect()
}

#[test]
fn only_files_of_a_fixed_list_are_loaded_and_none_because_of_an_answer() {
    journey(Setup { notes_requests: true, ..Setup::default() }, async |page| {
        page.wait_until(
            "the evidence",
            "return performance.getEntriesByType('resource').some((it) => it.name.endsWith('evidence.json'))",
        )
        .await;
        // By then the worker has fetched what it keeps: the same files, from the same place.
        page.wait_for(words::say("offline-kept")).await;
        let mut loaded: Vec<String> =
            requests(page).await.iter().map(|it| file(it).unwrap_or_else(|| panic!("{it} is elsewhere"))).collect();
        loaded.retain(|it| !BY_THE_BROWSER.contains(&it.as_str()));
        loaded.sort();
        assert_eq!(loaded, FILES, "each once");

        page.press(words::say("where-link")).await;
        page.wait_until(
            "the late part",
            "return performance.getEntriesByType('resource').some((it) => it.name.includes('/late-'))",
        )
        .await;
        let late: Vec<_> = requests(page).await.iter().map(|it| file(it)).collect();
        assert_eq!(late, [Some(LATE.to_owned())], "going on brings the rest of the program, whatever is answered");
        page.press(words::say("back")).await;
        page.answer_all(MARATHON).await;
        assert_eq!(requests(page).await, [""; 0], "nothing is asked for while answering");
        let entries = page.run("return performance.getEntriesByType('resource').map((it) => it.name).filter((it) => !it.startsWith('data:'))", &[]).await;
        let entries = entries.as_array().unwrap().iter().filter_map(|it| file(it.as_str()?));
        let entries = entries.filter(|it| !BY_THE_BROWSER.contains(&it.as_str())).collect::<Vec<_>>();
        assert_eq!(entries.len(), FILES.len(), "{entries:?}");

        page.run("document.querySelectorAll('details.evidence summary').forEach((it) => it.click())", &[]).await;
        page.wait_until("the sources", "return document.querySelector('.factor details[open] .cited')").await;
        page.press(words::say("history-link")).await;
        page.press(words::say("delete-all")).await;
        assert_eq!(requests(page).await, [""; 0], "nothing is asked for by reading or deleting");
        assert_eq!(page.n_cookies().await, 0);
        assert_eq!(page.run("return document.cookie", &[]).await, "");
        assert_eq!(
            page.run("return location.href", &[]).await,
            env::var("CRAMPWISE_PAGE").unwrap(),
            "no answer is in the address"
        );
    });
}

#[test]
fn what_the_policy_does_not_allow_is_refused() {
    journey(Setup { may_complain: true, ..Setup::default() }, async |page| {
        let script = r"
            const it = document.createElement('script'); it.textContent = 'window.broken = true'; document.body.append(it);
            const image = document.createElement('img'); image.src = 'http://127.0.0.1:9/told?tier=urgent'; document.body.append(image);
            return window.broken ?? false;";
        assert_eq!(page.run(script, &[]).await, false);
        let refused =
            page.wait_until("the refusals", "return window.refusals.length >= 2 && window.refusals.join('; ')").await;
        let refused = refused.as_str().unwrap();
        assert!(refused.contains("script-src") && refused.contains("img-src"), "{refused}");
    });
}

#[test]
fn without_its_program_the_page_is_still_of_use() {
    journey(Setup { blocked: &["*.wasm"], may_complain: true, ..Setup::default() }, async |page| {
        page.wait_until("the program has failed", "return document.documentElement.hasAttribute('data-failed')").await;
        assert!(!page.reads(words::say("static-loading")).await, "nothing is on its way any more");
        assert_eq!(page.heading().await, words::say("app-title"));
        for id in [
            "app-what",
            "app-not",
            "static-danger",
            "static-numbers",
            "static-relief",
            "static-without",
            "not-reviewed",
        ] {
            assert!(page.reads(words::say(id)).await, "{id}");
        }
        for n in 1..=8 {
            assert!(page.reads(words::say(&format!("relief-common.step-{n}"))).await, "step {n}");
        }
        let n_dangers = page.run("return document.querySelectorAll('main ul li').length", &[]).await;
        assert!(n_dangers.as_u64().is_some_and(|it| it >= 10), "{n_dangers}");
        assert_eq!(page.violations().await, [""; 0]);
        page.resize(280, 650, 1).await;
        assert_eq!(page.sticks_out().await, None);
    });
}

#[test]
fn without_its_late_part_the_page_still_says_how_soon_to_get_help() {
    journey(Setup { blocked: &["*late-*.wasm"], may_complain: true, ..Setup::default() }, async |page| {
        page.wait_until("the page answers", "return document.documentElement.hasAttribute('data-ready')").await;
        page.answer_all(MARATHON).await;
        assert!(matches!(page.shown().await, Shown::Result(_)));
        assert!(page.reads(words::say("safety-net-intro")).await);
        assert!(page.reads(words::say("evidence-missing")).await, "what is not there is said");
        assert_eq!(page.violations().await, [""; 0]);
        page.press(words::say("history-link")).await;
        assert_eq!(page.heading().await, words::say("history-link"));
        assert!(page.reads(words::say("evidence-missing")).await);
        page.press(words::say("back")).await;

        // The network is back: the same button brings it, and nothing was lost.
        page.block(&[]).await;
        page.press(words::say("try-again")).await;
        page.wait_until("the late part", "return document.querySelector('.factor')").await;
        page.press(words::say("history-link")).await;
        assert_eq!(page.heading().await, words::say("history-heading"));
    });
}

#[test]
fn the_plain_page_is_replaced_where_it_stands() {
    journey(Setup::default(), async |page| {
        assert_eq!(page.shown().await, Shown::Start);
        assert!(!page.reads(words::say("static-danger")).await);
        assert_eq!(
            page.run("return document.querySelectorAll('h1, main, footer').length", &[]).await,
            3,
            "one of each"
        );
    });
}
