//! The frame, for sites that strip scripts: its height, its messages, and what it says where it can keep nothing.

use engine::Tier;
use journeys::{MARATHON, Page, Setup, journey, words};
use serde_json::{Value, json};

/// In the frame, the element; in the page around, whatever arrives.
const BEFORE: &str = r"
    window.messages = [];
    addEventListener('message', (it) => messages.push(it.data));
    window.heard = [];
    for (const name of ['ready', 'step', 'complete', 'storage', 'error', 'reply']) {
      addEventListener(`cramp-${name}`, (it) => heard.push([name, it.detail]), { capture: true });
    }";

fn framed(host: &'static str) -> Setup {
    Setup { host, inside: crate::element::INSIDE, before_load: BEFORE, ..Setup::default() }
}

pub async fn enter(page: &Page) {
    // The helper loads the frame anew with a nonce; only then does it say that it is ready.
    let helper = page.run("return document.querySelector('[data-cramp-check]')", &[]).await;
    let there = if helper.is_null() {
        "return messages.some((it) => it.type === 'height')"
    } else {
        "const nonce = new URL(document.querySelector('iframe').src).searchParams.get('nonce');
         return messages.some((it) => it.type === 'ready' && it.nonce === nonce)"
    };
    page.wait_until("the frame is there", there).await;
    page.enter_frame("iframe").await;
    // Until somebody wants it, the frame loads no program.
    let is_loaded = "return performance.getEntriesByType('resource').some((it) => /_bg.wasm/.test(it.name))";
    assert_eq!(page.run(is_loaded, &[]).await, json!(false));
    page.tap_host("cramp-check a").await;
    page.wait_until("the element", "return document.querySelector('cramp-check').shadowRoot.querySelector('h1')").await;
    page.wait_for_heading(words::say("app-title")).await;
}

/// Says something to the frame, as the page around would or as it should not.
async fn say_to_frame(page: &Page, message: Value) {
    page.run("document.querySelector('iframe').contentWindow.postMessage(arguments[0], '*')", &[message]).await;
}

const NONCE: &str = "return new URL(document.querySelector('iframe').src).searchParams.get('nonce')";

/// Waits until whatever was said to the frame before this has been heard: messages come in order.
async fn heard_out(page: &Page) {
    let n = page.run("return messages.filter((it) => it.type === 'reply').length", &[]).await.as_u64().unwrap();
    let nonce = page.run(NONCE, &[]).await;
    let message = json!({ "crampCheck": 1, "nonce": nonce, "type": "command", "id": 99, "payload": { "name": "set", "attrs": {} } });
    say_to_frame(page, message).await;
    page.wait_until("its answer", &format!("return messages.filter((it) => it.type === 'reply').length > {n}")).await;
}

#[test]
fn in_a_frame_of_another_site_the_whole_way_works_and_nothing_is_cut_off() {
    journey(framed("framed.html"), async |page| {
        enter(page).await;
        assert_eq!(page.walk_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("result-saved")).await;
        page.wait_for(words::say("embed-apart")).await;
        let height = "return Math.ceil(document.documentElement.getBoundingClientRect().height)";
        page.leave_frame().await;
        page.wait_until("the end", "return heard.some(([name]) => name === 'complete')").await;
        page.enter_frame("iframe").await;
        let inside = page.run(height, &[]).await.as_f64().unwrap();
        page.leave_frame().await;
        let fits = format!("return Math.abs(document.querySelector('iframe').clientHeight - {inside}) < 2");
        page.wait_until("the frame is as tall as what is in it", &fits).await;
        let steps = page.run("return heard.filter(([name]) => name === 'step').length", &[]).await;
        assert!(steps.as_u64().is_some_and(|it| it > 15), "{steps}");
        let complete = page
            .run("return heard.filter(([name]) => name === 'complete').map(([, it]) => Object.keys(it))", &[])
            .await;
        assert_eq!(complete, json!([["durationMs"]]));
    });
}

#[test]
fn only_the_page_around_is_heard_with_the_right_origin_version_and_nonce() {
    journey(framed("framed.html"), async |page| {
        enter(page).await;
        page.leave_frame().await;
        page.wait_until("it is ready", "return messages.some((it) => it.type === 'ready')").await;
        let nonce = page.run(NONCE, &[]).await;
        assert_eq!(nonce.as_str().map(str::len), Some(22));
        let message = |version: u32, nonce: &Value, kind: &str, attrs: Value| json!({ "crampCheck": version, "nonce": nonce, "type": kind, "id": 7, "payload": { "name": "set", "attrs": attrs } });
        let dark = json!({ "theme": "dark" });
        say_to_frame(page, message(1, &json!("another"), "command", dark.clone())).await;
        say_to_frame(page, message(2, &nonce, "command", dark.clone())).await;
        say_to_frame(page, message(1, &nonce, "order", dark.clone())).await;
        say_to_frame(page, json!("nothing")).await;
        say_to_frame(
            page,
            message(1, &nonce, "command", json!({ "share-answers": true, "href": "javascript:1", "storage": "none" })),
        )
        .await;
        heard_out(page).await;
        page.enter_frame("iframe").await;
        let attributes = "return document.querySelector('cramp-check').getAttributeNames().sort()";
        let usual = json!(["data-frame", "href"]);
        assert_eq!(page.run(attributes, &[]).await, usual);
        // The frame itself is not the page around it.
        let own = "const nonce = new URLSearchParams(location.search).get('nonce'); \
            postMessage({ crampCheck: 1, nonce, type: 'command', payload: { name: 'set', attrs: { theme: 'dark' } } }, '*')";
        page.run(own, &[]).await;
        page.leave_frame().await;
        heard_out(page).await;
        page.enter_frame("iframe").await;
        assert_eq!(page.run(attributes, &[]).await, usual);
        page.leave_frame().await;

        say_to_frame(page, message(1, &nonce, "command", dark)).await;
        heard_out(page).await;
        page.enter_frame("iframe").await;
        assert_eq!(page.run("return document.querySelector('cramp-check').theme", &[]).await, json!("dark"));
    });
}

#[test]
fn the_helper_believes_its_own_frame_alone() {
    journey(framed("framed.html"), async |page| {
        enter(page).await;
        page.leave_frame().await;
        page.wait_until("its height", "return document.querySelector('iframe').style.height").await;
        let forged = "const nonce = new URL(document.querySelector('iframe').src).searchParams.get('nonce'); \
            postMessage({ crampCheck: 1, nonce, type: 'height', payload: { height: 77 } }, '*'); \
            postMessage({ crampCheck: 1, nonce, type: 'event', payload: { name: 'cramp-error', detail: {} } }, '*');";
        page.run(forged, &[]).await;
        page.wait_until("it has arrived", "return messages.some((it) => it.payload?.height === 77)").await;
        assert_ne!(page.run("return document.querySelector('iframe').style.height", &[]).await, json!("77px"));
        assert_eq!(page.run("return heard.filter(([name]) => name === 'error').length", &[]).await, json!(0));
        // Another nonce from the frame's own window is not believed either.
        page.enter_frame("iframe").await;
        page.run(
            "parent.postMessage({ crampCheck: 1, nonce: 'x', type: 'height', payload: { height: 78 } }, '*')",
            &[],
        )
        .await;
        page.leave_frame().await;
        page.wait_until("it has arrived", "return messages.some((it) => it.payload?.height === 78)").await;
        assert_ne!(page.run("return document.querySelector('iframe').style.height", &[]).await, json!("78px"));
    });
}

#[test]
fn a_page_that_answers_each_height_with_another_comes_to_rest() {
    journey(framed("framed.html"), async |page| {
        enter(page).await;
        page.leave_frame().await;
        let restless = r"
            const frame = document.querySelector('iframe');
            let wide = true;
            window.n = 0;
            addEventListener('message', ({ data }) => { if (data.type === 'height') { window.n += 1; wide = !wide; frame.width = wide ? 320 : 640; } });
            frame.width = 320;";
        page.run(restless, &[]).await;
        page.wait_until("it has begun", "return window.n > 2").await;
        // A busy machine may make a pause that begins the count anew, but not for ever.
        let rests =
            "const before = window.n; return new Promise((then) => setTimeout(() => then(before === window.n), 1000))";
        page.wait_until("it is let be", rests).await;
        let n = page.run("return window.n", &[]).await.as_u64().unwrap();
        assert!(n <= 36, "{n} heights");
    });
}

#[test]
fn in_a_sandbox_without_an_origin_it_works_keeps_nothing_and_says_so() {
    journey(framed("sandboxed.html"), async |page| {
        enter(page).await;
        let storage = "try { localStorage; return true } catch { return false }";
        assert_eq!(page.run(storage, &[]).await, json!(false), "the test does refuse");
        assert_eq!(page.walk_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("kept-memory-refused")).await;
        page.wait_for(words::say("embed-nothing-kept")).await;
        assert!(page.offers(words::say("embed-own-page")).await);
        page.leave_frame().await;
        page.wait_until("its height", "return parseInt(document.querySelector('iframe').style.height) > 1500").await;
        assert_eq!(page.run("return heard.length", &[]).await, json!(0), "its height is all that is taken from it");
    });
}

#[test]
fn the_page_of_its_own_starts_in_a_sandbox_without_an_origin_too() {
    journey(Setup { inside: "", may_complain: true, ..framed("sandboxed.html") }, async |page| {
        let ours = page.ours() + "v1/";
        page.run("document.querySelector('iframe').src = arguments[0]", &[json!(ours)]).await;
        page.enter_frame("iframe").await;
        // There the policy's 'self' is nobody to WebKit, and the plain page stands.
        if page.engine() == journeys::Engine::WebKit {
            return page.wait_for(words::say("static-danger")).await;
        }
        page.wait_until("it starts", "return document.documentElement.hasAttribute('data-ready')").await;
        let storage = "try { localStorage; return true } catch { return false }";
        assert_eq!(page.run(storage, &[]).await, json!(false), "the test does refuse");
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for_heading(words::say("block-a")).await;
        assert_eq!(page.run("return document.documentElement.dataset.failed ?? 'no'", &[]).await, json!("no"));
    });
}

#[test]
fn in_a_sandbox_without_an_origin_it_starts_and_tells_its_height() {
    journey(framed("sandboxed.html"), async |page| {
        enter(page).await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_until(
            "the first danger signs",
            "return document.querySelector('cramp-check').shadowRoot.querySelector('input[type=checkbox]')",
        )
        .await;
        page.leave_frame().await;
        page.wait_until("its height", "return parseInt(document.querySelector('iframe').style.height) > 600").await;
    });
}

#[test]
fn a_frame_that_was_not_told_its_parent_says_nothing_but_its_height() {
    journey(framed("alone.html"), async |page| {
        enter(page).await;
        assert_eq!(page.answer_until(MARATHON, journeys::Shown::About).await, ());
        page.leave_frame().await;
        let kinds = "return [...new Set(messages.map((it) => it.type))]";
        assert_eq!(page.run(kinds, &[]).await, json!(["height"]));
        let payloads = "return messages.every((it) => Object.keys(it.payload).join() === 'height')";
        assert_eq!(page.run(payloads, &[]).await, json!(true));
    });
}

#[test]
fn a_frame_without_its_program_shows_the_danger_signs() {
    // A frame of another site is a target of its own, in which nothing can be blocked: it is looked at as a page.
    let setup = Setup { blocked: &["*loader.js"], may_complain: true, host: "alone.html", ..Setup::default() };
    journey(setup, async |page| {
        let ours = page.ours() + "embed/v1/";
        page.run("location.href = arguments[0]", &[json!(ours)]).await;
        let seen = r"
            if (!document.querySelector('cramp-check')) return false;
            const signs = [...document.querySelectorAll('cramp-check li')].filter((it) => it.checkVisibility());
            return signs.length >= 10 && !document.querySelector('cramp-check').shadowRoot;";
        page.wait_until("the danger signs", seen).await;
    });
}

#[test]
fn what_the_address_of_a_frame_asks_for_is_there_and_what_came_in_a_link_leaves_it() {
    // A frame of another site is a target of its own: it is looked at as a page.
    let setup = || Setup { host: "alone.html", inside: crate::element::INSIDE, ..Setup::default() };
    journey(setup(), async |page| {
        let visit = async |rest: &str| {
            let ours = format!("{}embed/v1/{rest}", page.ours());
            page.run("window.isOld = true; location.href = arguments[0]", &[json!(ours)]).await;
            page.wait_until(
                "the other page",
                "return !window.isOld && document.readyState === 'complete' && !!document.querySelector('cramp-check')?.version",
            )
            .await;
        };
        visit("?lang=en-US&layout=single&theme=dark&units=us&ns=night-1&mode=information").await;
        let asked = "const it = document.querySelector('cramp-check'); \
            return [it.lang, it.layout, it.theme, it.units, it.namespace, it.mode, it.state]";
        let expected = json!(["en-US", "single", "dark", "us", "night-1", "information", "idle"]);
        assert_eq!(page.run(asked, &[]).await, expected);
        page.tap_host("cramp-check a").await;
        page.wait_for_heading(words::say("information-title")).await;

        // What was asked for by a link or a mode is wanted already.
        visit("?mode=board").await;
        page.wait_for(words::say("team-about")).await;
        let told = record::link::Told::new(2000, &engine::Answers::default());
        let link = record::link::Link::Result { told, tier: Tier::Urgent };
        let link = record::link::write(&link, record::link::Form::Link);
        visit(&format!("?theme=light#{link}")).await;
        page.wait_for_heading(words::say("tier-urgent")).await;
        assert_eq!(page.run("return location.hash + location.search", &[]).await, json!("?theme=light"));
    });
}

#[test]
fn the_page_around_starts_resets_and_focuses_the_frame_and_hears_what_goes_out() {
    let setup = Setup { before_load: BEFORE, inside: crate::element::INSIDE, host: "framed.html", ..Setup::default() };
    journey(setup, async |page| {
        page.wait_until("it is ready", "return messages.some((it) => it.type === 'ready')").await;
        page.run(
            "for (const name of ['before-share', 'storage']) addEventListener(`cramp-${name}`, (it) => heard.push([`around ${name}`, it.detail]), true); \
            window.command = (name, id) => document.querySelector('iframe').contentWindow.postMessage({ crampCheck: 1, \
            nonce: new URL(document.querySelector('iframe').src).searchParams.get('nonce'), type: 'command', id, payload: { name } }, '*')",
            &[],
        )
        .await;
        let says = async |name: &str, id: u32| {
            page.run("command(arguments[0], arguments[1])", &[json!(name), json!(id)]).await;
            let replied = format!("return messages.find((it) => it.type === 'reply' && it.id === {id})?.payload");
            page.wait_until("its reply", &replied).await
        };
        assert_eq!(says("start", 1).await, json!({ "ok": true }));
        page.enter_frame("iframe").await;
        page.wait_for_heading(words::say("app-title")).await;
        page.answer_until(MARATHON, journeys::Shown::About).await;
        page.leave_frame().await;
        assert_eq!(says("focus", 2).await, json!({ "ok": true }));
        page.enter_frame("iframe").await;
        // WebKit lets no frame take the focus from the page around it.
        if page.engine() != journeys::Engine::WebKit {
            assert_eq!(page.focus_inside().await, words::say("about-heading"));
        }
        page.leave_frame().await;
        assert_eq!(says("reset", 3).await, json!({ "ok": true }));
        page.enter_frame("iframe").await;
        page.wait_for_heading(words::say("app-title")).await;
        page.answer_all(MARATHON).await;
        // By a script: the frame grows while it is tapped, and a tap of WebKit's driver lands where the button was.
        let click = "[...place().querySelectorAll('button')].find((it) => it.textContent === arguments[0]).click()";
        page.run(click, &[json!(words::say("history-link"))]).await;
        page.wait_for_heading(words::say("history-heading")).await;
        page.run(click, &[json!(words::say("download"))]).await;
        page.leave_frame().await;
        page.wait_until(
            "the file",
            "return heard.some(([name, it]) => name === 'around before-share' && it.kind === 'json')",
        )
        .await;
    });
}
