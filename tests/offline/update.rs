//! From one version to the next: offered between assessments, taken in whole, and taken back when it does not work.

use crate::kept::{at, wait_until_kept};
use engine::Tier;
use journeys::host::{Files, Host};
use journeys::{MARATHON, Page, Shown, journey, words};
use serde_json::json;
use std::env;
use std::path::Path;

/// Words of the page before its program, in the version that was built and in the next.
const NOW: &str = "content=\"Answer some";
const NEXT: &str = "content=\"Newer: ";

/// Words of a file without a digest in its name, in the version that was built and in the next.
const DESCRIPTION: &str = "\"description\":\"";
const NEWER_DESCRIPTION: &str = "\"description\":\"Newer ";
/// Reads them.
const MANIFEST: &str = "return fetch('manifest.webmanifest').then((it) => it.json()).then((it) => it.description)";

/// The next version: its page says something new of itself.
fn newer(files: &Files, version: &str) -> Files {
    files.next(version, "index.html", NOW, &format!("{NEXT}{version} Answer some"))
}

/// A next version whose program does not start.
fn broken(files: &Files, version: &str) -> Files {
    const BROKEN: &str = "boot-00000000000000ff.js";
    let boot = files.names().find(|it| it.starts_with("boot-")).expect("a page has a start script").to_owned();
    let (before, after) = files.text("index.html").split_once(&boot).expect("the page names it");
    let (tag, end) = (before.rfind("<script").expect("in a script"), after.find('>').expect("that ends"));
    let script = format!("{}{boot}{}", &before[tag..], &after[..end]);
    // Without the old digest: else the browser refuses the script before it can fail.
    let files = files.next(version, "index.html", &script, &format!("<script src=\"./{BROKEN}\" type=\"module\""));
    files.renamed(&boot, BROKEN).next(version, BROKEN, ".default({module_or_path", ".no_such_thing({module_or_path")
}

/// Which version of the page is shown: what it says of itself.
async fn says_of_itself(page: &Page) -> String {
    let said = page.run("return document.querySelector('meta[name=description]').content", &[]).await;
    said.as_str().unwrap_or_default().to_owned()
}

async fn is_newer(page: &Page, version: &str) -> bool {
    says_of_itself(page).await.starts_with(&format!("Newer: {version} "))
}

/// Looks for a newer version, as the browser does from time to time, and waits until it is there whole.
async fn look_for_update(page: &Page) {
    page.run("navigator.serviceWorker.getRegistration().then((it) => it.update())", &[]).await;
    let waits = "return navigator.serviceWorker.getRegistration().then((it) => Boolean(it.waiting))";
    page.wait_until("the newer version waits", waits).await;
}

/// The caches that are there, without notes.
async fn caches(page: &Page) -> Vec<String> {
    let names = page.run("return caches.keys()", &[]).await;
    let names: Vec<String> = serde_json::from_value(names).unwrap();
    names.into_iter().filter(|it| !it.ends_with(" notes")).collect()
}

async fn wait_for_caches(page: &Page, versions: &[&str]) {
    let wanted: Vec<String> = versions.iter().map(|it| format!("crampwise / {it}")).collect();
    for _ in 0..800 {
        if caches(page).await == wanted {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    assert_eq!(caches(page).await, wanted);
}

/// As if the time were over for which a page that failed is left alone.
const TEN_MINUTES_LATER: &str =
    "return caches.open('crampwise / notes').then((it) => it.put('./?failedUntil', new Response('1')))";

/// As if it had failed while the clock was a year ahead.
const A_YEAR_AHEAD: &str =
    "return caches.open('crampwise / notes').then((it) => it.put('./?failedUntil', new Response(Date.now() + 3.2e10)))";

/// For how many minutes more a page that failed is left alone.
async fn left_alone(page: &Page) -> i64 {
    let until = "return caches.match('./?failedUntil').then((it) => it.json()).then((it) => (it - Date.now()) / 60000)";
    page.run(until, &[]).await.as_f64().expect("it is noted") as i64
}

#[test]
fn an_update_is_offered_between_assessments_and_never_in_one() {
    let files = Files::built();
    let host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        page.answer_until(MARATHON, Shown::About).await;
        host.serve(newer(&files, "b"));
        look_for_update(page).await;
        loop {
            assert!(!page.reads(words::say("offline-newer")).await, "on {:?}", page.shown().await);
            if let Shown::Result(_) = page.shown().await {
                break;
            }
            page.answer_screen(MARATHON).await;
        }
        assert!(!is_newer(page, "b").await, "the page that is open stays what it is");
        page.press(words::say("start-over")).await;
        page.wait_for(words::say("offline-newer")).await;
        assert_eq!(page.violations().await, [""; 0]);
        page.press(words::option("intent", "recurrent")).await;
        assert!(!page.reads(words::say("offline-newer")).await, "and not at the next");
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("app-title")).await;
        assert!(!page.reads(words::say("offline-newer")).await, "nor on the way back, with an answer given");
        page.reload().await;
        assert!(is_newer(page, "b").await, "whoever loads the page has the newest");
    });
}

#[test]
fn an_update_that_is_taken_comes_whole_and_the_old_one_goes() {
    let files = Files::built();
    let first = files.version();
    let mut host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        wait_for_caches(page, &[&first]).await;
        host.serve(newer(&files, "b"));
        look_for_update(page).await;
        page.wait_for(words::say("offline-newer")).await;
        wait_for_caches(page, &[&first, "b"]).await;
        page.press(words::say("offline-take")).await;
        page.wait_until(
            "the newer page",
            "return document.querySelector('meta[name=description]')?.content.startsWith('Newer: b ')",
        )
        .await;
        wait_for_caches(page, &["b"]).await;
        assert!(!page.reads(words::say("offline-newer")).await);
        assert!(!page.reads(words::say("offline-kept")).await, "that it works without a network was told");
        host.shut();
        page.reload().await;
        assert!(is_newer(page, "b").await);
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
    });
}

#[test]
fn an_update_that_is_taken_as_the_network_is_lost_is_shown_all_the_same() {
    let files = Files::built();
    let mut host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.serve(newer(&files, "b"));
        look_for_update(page).await;
        page.wait_for(words::say("offline-take")).await;
        host.shut();
        page.press(words::say("offline-take")).await;
        page.wait_until(
            "the newer page",
            "return document.querySelector('meta[name=description]')?.content.startsWith('Newer: b ')",
        )
        .await;
        wait_for_caches(page, &["b"]).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
    });
}

#[test]
fn a_page_that_was_loaded_anew_is_the_newest_without_a_question() {
    let files = Files::built();
    let mut host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.serve(newer(&files, "b"));
        page.reload().await;
        assert!(is_newer(page, "b").await, "from the network first");
        wait_for_caches(page, &["b"]).await;
        assert!(!page.reads(words::say("offline-newer")).await, "it is that version already");
        host.shut();
        page.reload().await;
        assert!(is_newer(page, "b").await);
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
    });
}

#[test]
fn an_update_with_a_file_that_is_not_as_it_should_be_is_not_taken() {
    let files = Files::built();
    let first = files.version();
    let host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        let newer = newer(&files, "b");
        let cut = newer.text("evidence.json").to_owned();
        host.serve(newer.with("evidence.json", &cut[..cut.len() / 2]));
        host.asked();
        page.run("navigator.serviceWorker.getRegistration().then((it) => it.update())", &[]).await;
        let over = "return navigator.serviceWorker.getRegistration().then((it) => !it.installing && !it.waiting)";
        for n_looks in 1.. {
            if host.asked().iter().any(|it| it == "evidence.json") {
                break;
            }
            assert!(n_looks < 1200, "nobody asks for it");
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        page.wait_until("it was given up", over).await;
        wait_for_caches(page, &[&first]).await;
        assert!(!page.reads(words::say("offline-newer")).await, "half a version is not offered");
    });
}

#[test]
fn each_page_has_the_files_of_its_own_version_whatever_another_tells() {
    let files = Files::built();
    let first = files.version();
    let host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        let own = page.run(MANIFEST, &[]).await;
        // Its worker never comes, so that the two stay side by side.
        let newer = newer(&files, "b").next("b", "manifest.webmanifest", DESCRIPTION, NEWER_DESCRIPTION);
        host.serve(newer.with("icon.svg", "<svg/>"));
        page.open_window().await;
        assert!(is_newer(page, "b").await);
        for _ in 0..8 {
            page.go_to_window(0).await;
            let tell = "navigator.serviceWorker.controller.postMessage({ ready: arguments[0], isWaiting: false })";
            page.run(tell, &[json!(first)]).await;
            assert_eq!(page.run(MANIFEST, &[]).await, own, "the page that was kept");
            page.go_to_window(1).await;
            assert_eq!(page.run(MANIFEST, &[]).await, format!("Newer {}", own.as_str().unwrap()), "the newer one");
        }
    });
}

#[test]
fn a_broken_update_that_came_by_itself_is_rolled_back_on_the_next_load() {
    let files = Files::built();
    let mut host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.serve(broken(&files, "b"));
        page.go().await;
        page.wait_until("it fails", "return document.documentElement.hasAttribute('data-failed')").await;
        assert!(page.reads(words::say("static-danger")).await, "the plain page is there all the same");
        page.reload().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        // With the words of its own version.
        page.wait_for(words::say("plan-heading")).await;
        page.press(words::say("start-over")).await;
        page.wait_for_heading(words::say("app-title")).await;
        let waits = "return navigator.serviceWorker.getRegistration().then((it) => !it.installing)";
        page.wait_until("the broken one is there whole", waits).await;
        assert!(!page.reads(words::say("offline-newer")).await, "what is known to fail is not offered");
        // It may have been closed too soon: it is tried once more after ten minutes, and then no more for a day.
        assert!((5..=10).contains(&left_alone(page).await));
        page.run(TEN_MINUTES_LATER, &[]).await;
        page.go().await;
        page.wait_until("it fails again", "return document.documentElement.hasAttribute('data-failed')").await;
        page.reload().await;
        assert!((23 * 60..=24 * 60).contains(&left_alone(page).await));
        // Nor for longer, where the clock was ahead for a while.
        page.run(A_YEAR_AHEAD, &[]).await;
        page.go().await;
        page.wait_until("it is tried", "return document.documentElement.hasAttribute('data-failed')").await;
        page.reload().await;
        host.shut();
        page.reload().await;
        host.open_again();

        // The repaired one comes by itself.
        host.serve(newer(&files, "c"));
        page.reload().await;
        assert!(is_newer(page, "c").await);
        wait_for_caches(page, &["c"]).await;
    });
}

#[test]
fn a_page_that_starts_is_good_whatever_another_tab_thought_of_it() {
    let files = Files::built();
    let host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        // Its worker never comes: what is known of it is what the page tells.
        host.serve(newer(&files, "b").with("icon.svg", "<svg/>"));
        let proven = "return caches.match('./?proven').then((it) => it.json())";
        let before = page.run(proven, &[]).await;
        page.go().await;
        assert!(is_newer(page, "b").await);
        page.wait_until("it started", &format!("{proven}.then((it) => it !== {before})")).await;
        let digest = page.run(proven, &[]).await;
        let thought = "return caches.open('crampwise / notes').then((it) => Promise.all([
            it.put('./?failed', new Response(JSON.stringify(arguments[0]))), it.put('./?failedUntil', new Response('9e15')), it.put('./?proven', new Response('null'))]))";
        page.run(thought, std::slice::from_ref(&digest)).await;
        page.run("navigator.serviceWorker.controller.postMessage({ started: true })", &[]).await;
        let is_good =
            "return Promise.all(['proven', 'failed'].map((it) => caches.match(`./?${it}`).then((it) => it.json())))
            .then(([proven, failed]) => Boolean(proven) && failed === null)";
        page.wait_until("it is good again", is_good).await;
        assert_eq!(page.run(proven, &[]).await, digest);
        page.reload().await;
        assert!(is_newer(page, "b").await);
    });
}

#[test]
fn a_page_that_stays_open_keeps_its_files_while_a_newer_one_takes_over() {
    let files = Files::built();
    let first = files.version();
    let mut host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        let own = page.run(MANIFEST, &[]).await;
        host.serve(newer(&files, "b").next("b", "manifest.webmanifest", DESCRIPTION, NEWER_DESCRIPTION));
        page.open_window().await;
        let over = "return navigator.serviceWorker.getRegistration().then((it) => !it.installing && !it.waiting && \
                    caches.keys().then((all) => all.includes('crampwise / b')))";
        page.wait_until("the newer one took over", over).await;
        page.wait_until(
            "as the good one",
            "return caches.match('./?good').then((it) => it.text()).then((it) => it.endsWith(' b\"'))",
        )
        .await;
        wait_for_caches(page, &[&first, "b"]).await;
        host.shut();
        page.go_to_window(0).await;
        assert_eq!(page.run(MANIFEST, &[]).await, own);
        host.open_again();
        page.reload().await;
        assert!(is_newer(page, "b").await);
        wait_for_caches(page, &["b"]).await;
    });
}

#[test]
fn a_script_of_another_version_than_its_page_is_not_believed() {
    let files = Files::built();
    let first = files.version();
    let host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.serve(newer(&files, "b"));
        look_for_update(page).await;
        // As the script of the next version would tell it, come to a page of this one.
        let tell = "return navigator.serviceWorker.getRegistration().then((it) => it.waiting.postMessage({ ready: 'b', isWaiting: true }))";
        page.run(tell, &[]).await;
        // What is asked after it is answered after it.
        let asks = "return navigator.serviceWorker.getRegistration().then((it) => new Promise((then) => {
            navigator.serviceWorker.addEventListener('message', (event) => event.data.isNewer && then(true));
            it.waiting.postMessage({ ready: 'another', isWaiting: true });
        }))";
        page.run(asks, &[]).await;
        let waits = "return Promise.all([navigator.serviceWorker.getRegistration(), caches.match('./?good').then((it) => it.json())])
            .then(([it, good]) => Boolean(it.waiting) && good)";
        // What was not to be done would have been done by then.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        assert_eq!(page.run(waits, &[]).await, format!("crampwise / {first}"));
        wait_for_caches(page, &[&first, "b"]).await;
    });
}

#[test]
fn without_room_for_notes_the_page_is_shown_with_a_network_and_without() {
    let mut host = Host::open(Files::built());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        let origin = host.address().trim_end_matches('/').to_owned();
        page.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 1 })).await;
        let is_full = "return caches.open('more').then((it) => it.put('./x', new Response('more'))).then(() => false, () => true)";
        assert_eq!(page.run(is_full, &[]).await, true);
        page.reload().await;
        host.shut();
        page.reload().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
    });
}

#[test]
fn a_broken_update_that_was_taken_is_rolled_back_too() {
    let files = Files::built();
    let first = files.version();
    let mut host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.serve(broken(&files, "b"));
        look_for_update(page).await;
        page.press(words::say("offline-take")).await;
        page.wait_until("it fails", "return document.documentElement.hasAttribute('data-failed')").await;
        wait_for_caches(page, &[&first, "b"]).await;
        page.reload().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        // With the words of its own version.
        page.wait_for(words::say("plan-heading")).await;
        host.shut();
        page.reload().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        host.open_again();
        host.serve(newer(&files, "c"));
        page.reload().await;
        assert!(is_newer(page, "c").await);
        wait_for_caches(page, &["c"]).await;
    });
}

#[test]
fn a_server_that_gives_something_else_in_place_of_the_page_is_not_believed() {
    let files = Files::built();
    let host = Host::open(files.clone());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.serve(files.clone().with("index.html", "<!doctype html><title>Sign in to the network</title>"));
        page.go().await;
        page.wait_until("it is shown once", "return document.title === 'Sign in to the network'").await;
        page.reload().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);

        // Nor are many, each of them another.
        let sign_in = |n: u32| files.clone().with("index.html", &format!("<!doctype html><title>Sign in {n}</title>"));
        host.serve(sign_in(2));
        page.go().await;
        page.wait_until("another", "return document.title === 'Sign in 2'").await;
        host.serve(sign_in(3));
        page.load().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
    });
}

#[test]
fn a_version_that_is_taken_back_is_gone_as_soon_as_the_page_that_says_so_was_seen() {
    let withdrawn = Files::of_folder(Path::new(&env::var("CRAMPWISE_WITHDRAWN").expect("named")));
    let host = Host::open(Files::built());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        // The network is lost before its script and its worker come.
        host.serve(withdrawn.without("withdrawn.js").without("sw.js"));
        page.go().await;
        page.wait_for_heading(words::say("offline-withdrawn")).await;
        assert_eq!(page.run("return caches.keys()", &[]).await, json!([]));
        let workers = "return navigator.serviceWorker.getRegistrations().then((it) => it.length)";
        assert_eq!(page.run(workers, &[]).await, 0);
    });
}

#[test]
fn a_version_that_is_taken_back_is_gone_from_the_next_load_on() {
    let withdrawn = Files::of_folder(Path::new(&env::var("CRAMPWISE_WITHDRAWN").expect("named")));
    let mut host = Host::open(Files::built());
    journey(at(&host), async |page| {
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.press(words::say("start-over")).await;
        wait_until_kept(page).await;
        host.serve(withdrawn);
        page.go().await;
        page.wait_for_heading(words::say("offline-withdrawn")).await;
        for id in ["offline-withdrawn-why", "static-danger", "static-relief", "safety-net-1"] {
            assert!(page.reads(words::say(id)).await, "{id}");
        }
        page.wait_until("it lets go", "return document.documentElement.hasAttribute('data-withdrawn')").await;
        let gone = "return navigator.serviceWorker.getRegistrations().then(async (it) => it.length + (await caches.keys()).length === 0)";
        page.wait_until("nothing is left", gone).await;
        assert_eq!(page.violations().await, [""; 0]);
        page.go().await;
        page.wait_for_heading(words::say("offline-withdrawn")).await;
        let saved = page.run("return Object.keys(localStorage).some((it) => it.includes(':e:'))", &[]).await;
        assert_eq!(saved, true, "what the reader saved stays theirs");
        host.shut();
    });
}

#[test]
fn a_page_that_is_open_lets_go_of_a_version_that_is_taken_back() {
    let withdrawn = Files::of_folder(Path::new(&env::var("CRAMPWISE_WITHDRAWN").expect("named")));
    let host = Host::open(Files::built());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.serve(withdrawn);
        page.run("navigator.serviceWorker.getRegistration().then((it) => it.update())", &[]).await;
        let left = "return caches.keys().then((it) => it.length === 0)";
        page.wait_until("nothing is left", left).await;
        page.go().await;
        page.wait_for_heading(words::say("offline-withdrawn")).await;
    });
}
