//! The element in an article: the facade, the way to a result, what a host page can ask and set, and what it hears.

use engine::Tier;
use journeys::{MARATHON, Page, Setup, journey, words};
use serde_json::{Value, json};

/// Where the self-assessment stands in a page that has one.
pub const INSIDE: &str = "document.querySelector('cramp-check').shadowRoot";

/// Writes down every event of the element, as its name and its detail.
pub const HEARD: &str = r"
    window.heard = [];
    for (const name of ['ready', 'start', 'step', 'complete', 'before-share', 'storage', 'height', 'error']) {
      addEventListener(`cramp-${name}`, (it) => heard.push([name, it.detail]));
    }
    window.shifts = 0;
    new PerformanceObserver((list) => { for (const it of list.getEntries()) if (!it.hadRecentInput) shifts += it.value; })
      .observe({ type: 'layout-shift', buffered: true });
    window.long = 0;
    new PerformanceObserver((list) => { for (const it of list.getEntries()) long += it.duration; })
      .observe({ type: 'longtask', buffered: true });";

pub fn host(host: &'static str) -> Setup {
    Setup { host, inside: INSIDE, before_load: HEARD, ..Setup::default() }
}

/// Waits for the loader alone.
pub async fn defined(page: &Page) {
    page.wait_until("the element", "return !!customElements.get('cramp-check') && document.readyState === 'complete'")
        .await;
}

/// Taps the link that the host page wrote, and waits for the first screen.
pub async fn open(page: &Page) {
    defined(page).await;
    page.run("document.querySelector('cramp-check a').click()", &[]).await;
    page.wait_for_heading(words::say("app-title")).await;
}

/// What the host page heard under this name.
pub async fn heard(page: &Page, name: &str) -> Vec<Value> {
    let script = "return heard.filter(([name]) => name === arguments[0]).map(([, detail]) => detail)";
    page.run(script, &[json!(name)]).await.as_array().cloned().unwrap_or_default()
}

/// What was asked of our server, by the names of files.
pub async fn loaded(page: &Page) -> Vec<String> {
    let script = r"return performance.getEntriesByType('resource').map((it) => new URL(it.name))
        .filter((it) => it.origin !== location.origin).map((it) => it.pathname.split('/').pop())";
    let names = page.run(script, &[]).await;
    names.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[test]
fn until_it_is_wanted_the_host_pays_for_the_loader_alone() {
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("scrollTo(0, document.body.scrollHeight)", &[]).await;
        page.wait_until("a quiet second", "return performance.now() > 1500").await;
        assert_eq!(loaded(page).await, ["loader.js"]);
        assert_eq!(page.run("return shifts", &[]).await, json!(0), "no shift");
        // A task of ours would be long at every load; one of a busy machine is not.
        let mut n_loads = 1;
        while page.run("return long", &[]).await != json!(0) {
            assert!(n_loads < 8, "a long task at each of {n_loads} loads");
            n_loads += 1;
            page.load().await;
            defined(page).await;
            page.wait_until("a quiet second", "return performance.now() > 1500").await;
        }
        let fallback = page.run("return document.querySelector('cramp-check p').checkVisibility()", &[]).await;
        assert_eq!(fallback, json!(true), "the host's own words are seen");
        assert_eq!(page.run("return document.activeElement === document.body", &[]).await, json!(true));
        assert_eq!(
            page.run("return [document.querySelector('cramp-check').state, heard.length]", &[]).await,
            json!(["idle", 0])
        );
    });
}

#[test]
fn a_tap_on_the_hosts_link_leads_to_a_result_inside_the_article() {
    journey(host("article.html"), async |page| {
        open(page).await;
        assert_eq!(page.focus_inside().await, words::say("app-title"), "who tapped is taken there");
        let n_places = page.run("shifts = 0; return history.length", &[]).await;
        assert_eq!(page.walk_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("result-saved")).await;
        page.wait_for(words::say("patterns-heading")).await;

        let title = page.run("return document.title", &[]).await;
        assert_eq!(title, json!("Why legs cramp at night"), "the host's title stays");
        assert_eq!(page.run("return history.length", &[]).await, n_places, "and so does its history");
        let landmarks = page.run("return place().querySelectorAll('main').length", &[]).await;
        assert_eq!(landmarks, json!(0), "the main part of the page is the host's");

        assert_eq!(heard(page, "start").await, [json!({ "mode": "full" })]);
        assert!(heard(page, "step").await.len() > 15);
        let complete = heard(page, "complete").await;
        assert_eq!(complete.len(), 1);
        assert_eq!(complete[0].as_object().unwrap().keys().collect::<Vec<_>>(), ["durationMs"], "and no more");
        assert_eq!(page.run("return document.querySelector('cramp-check').result", &[]).await, Value::Null);
        assert_eq!(
            page.run("return document.querySelector('cramp-check').matches(':state(done)')", &[]).await,
            json!(true)
        );
        assert_eq!(heard(page, "error").await, [Value::Null; 0]);
    });
}

#[test]
fn no_event_tells_an_answer_or_an_outcome() {
    journey(host("article.html"), async |page| {
        open(page).await;
        page.press(words::say("very-ill")).await;
        page.wait_for_heading(words::say("block-a")).await;
        page.tick(words::line("rf-breath-chest")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        page.wait_until("the end", "return heard.some(([name]) => name === 'complete')").await;
        let allowed =
            ["durationMs", "height", "index", "about", "kind", "mode", "rulesetVersion", "storage", "version"];
        let all = page.run("return heard", &[]).await;
        for event in all.as_array().unwrap() {
            let (name, detail) = (event[0].as_str().unwrap(), event[1].as_object().unwrap());
            assert!(detail.keys().all(|it| allowed.contains(&it.as_str())), "{name}: {detail:?}");
            assert!(detail.values().all(|it| it != "emergency"), "{name}: {detail:?}");
            assert_ne!(name, "error");
        }
    });
}
