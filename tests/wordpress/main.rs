//! The block in a real WordPress: what it costs a post, what stands there without scripts, and what the editor shows.
//! `cargo xtask wordpress` brings the site; its posts are written by xtask/wordpress/fill.php.

use journeys::{MARATHON, Page, Setup, journey, words};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::{env, fs};

/// Posts by what is in them.
const ONE_BLOCK: &str = "?p=101";
const WITH_ATTRIBUTES: &str = "?p=102";
const ODD_ATTRIBUTES: &str = "?p=103";
const SHORTCODE: &str = "?p=104";
const TWO_BLOCKS: &str = "?p=105";
const WITHOUT: &str = "?p=106";
const EDITED: &str = "?p=107";

fn post(host: &'static str) -> Setup {
    let inside = "document.querySelector('cramp-check').shadowRoot";
    Setup { host, inside, notes_requests: true, ..Setup::default() }
}

fn named(variable: &str) -> String {
    env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run this through `cargo xtask wordpress`"))
}

/// A page as the server writes it.
fn html(path: &str) -> String {
    let address = named("CRAMPWISE_HOSTS");
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).expect("WordPress listens");
    let request = format!("GET /{path} HTTP/1.0\r\nHost: {host}\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it can be asked");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("it answers");
    assert!(text.starts_with("HTTP/1.0 200 ") || text.starts_with("HTTP/1.1 200 "), "{text}");
    text
}

/// The elements of a page as the server writes it, each from its name to its end.
fn elements(html: &str) -> Vec<&str> {
    html.split("<cramp-check").skip(1).map(|it| it.split_once("</cramp-check>").expect("it ends").0).collect()
}

/// The attributes of an element.
fn attributes(element: &str) -> &str {
    element.split_once('>').expect("its tag ends").0.trim()
}

async fn keep(page: &Page, name: &str) {
    let file = PathBuf::from(named("CRAMPWISE_PICTURES")).join(format!("{}-{name}.png", named("CRAMPWISE_THEME")));
    fs::write(file, page.picture().await).expect("the picture can be kept");
}

async fn defined(page: &Page) {
    page.wait_until("the element", "return !!customElements.get('cramp-check') && document.readyState === 'complete'")
        .await;
}

/// Taps the link of the block, and waits for the first screen.
async fn open(page: &Page) {
    defined(page).await;
    page.run("document.querySelector('cramp-check a').click()", &[]).await;
    page.wait_for_heading(words::say("app-title")).await;
}

/// Nothing was asked of anybody but WordPress; gives what was asked of the plugin, by its path there.
async fn of_the_plugin(page: &Page) -> Vec<String> {
    let (home, plugin) = (named("CRAMPWISE_HOSTS"), "wp-content/plugins/crampwise/");
    let mut found = Vec::new();
    for address in page.requests().await {
        let Some(path) = address.strip_prefix(&home) else {
            assert!(address.starts_with("blob:"), "asked of somebody else: {address}");
            continue;
        };
        found.extend(path.strip_prefix(plugin).map(str::to_owned));
    }
    found
}

#[test]
fn the_server_writes_what_is_read_without_scripts() {
    let page = html(ONE_BLOCK);
    let [element] = elements(&page)[..] else { panic!("one block is one element") };
    let own = format!("{}wp-content/plugins/crampwise/assets/index.html", named("CRAMPWISE_HOSTS"));
    assert_eq!(attributes(element), format!("href=\"{own}\""));
    assert!(element.contains(&format!("href=\"{own}\">{}</a>", words::say("embed-start"))), "{element}");
    for id in ["static-danger", "static-numbers"] {
        assert!(element.contains(words::say(id)), "{id}");
    }
    assert!(10 < element.matches("<li>").count(), "the danger list is there");
    let scripts: Vec<&str> = page.split("<script ").filter(|it| it.contains("crampwise/assets/loader.js")).collect();
    assert!(scripts.len() == 1 && scripts[0].starts_with("type=\"module\" "), "{scripts:?}");

    journey(post(WITHOUT), async |page| {
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        page.visit(ONE_BLOCK).await;
        page.hide_scroll_bars().await;
        page.resize(390, 844, 1).await;
        keep(page, "390-no-scripts").await;
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
    });
}

#[test]
fn a_tap_leads_to_the_questions_and_asks_nobody_else() {
    for width in [390, 1280] {
        journey(post(ONE_BLOCK), async |page| {
            page.hide_scroll_bars().await;
            page.resize(width, 844, 1).await;
            defined(page).await;
            let asked = of_the_plugin(page).await;
            assert!(asked.len() == 1 && asked[0].starts_with("assets/loader.js?ver="), "{asked:?}");
            assert_eq!(page.sticks_out().await, None);
            keep(page, &format!("{width}-before")).await;
            let outer = "return document.querySelector('cramp-check').getBoundingClientRect().width";
            let before = page.run(outer, &[]).await;

            open(page).await;
            assert_eq!(page.focus_inside().await, words::say("app-title"), "who tapped is taken there");
            assert_eq!(page.sticks_out().await, None);
            let after = page.run(outer, &[]).await;
            assert!(before.as_f64().unwrap() <= after.as_f64().unwrap(), "{before} px wide, then {after}");
            keep(page, &format!("{width}-after")).await;
            assert_eq!(page.answer_all(MARATHON).await, engine::Tier::SelfCare);
            page.wait_for(words::say("result-saved")).await;
            page.wait_for(words::say("patterns-heading")).await;
            keep(page, &format!("{width}-result")).await;
            let asked = of_the_plugin(page).await;
            assert!(asked.iter().any(|it| it.ends_with("_bg.wasm")), "{asked:?}");
            assert!(asked.iter().any(|it| it == "assets/evidence.json"), "{asked:?}");
        });
    }
}

#[test]
fn axe_finds_no_more_amiss_with_the_block_than_without() {
    journey(post(WITHOUT), async |page| {
        let rules = |all: Vec<String>| all.iter().filter_map(|it| Some(it.split_once(':')?.0.to_owned())).collect();
        let without: Vec<String> = rules(page.violations().await);
        page.visit(ONE_BLOCK).await;
        defined(page).await;
        let mut with: Vec<String> = rules(page.violations().await);
        with.retain(|it| !without.contains(it));
        assert_eq!(with, [""; 0], "the theme alone has {without:?}");
    });
}

#[test]
fn a_post_without_the_block_pays_nothing() {
    let page = html(WITHOUT);
    assert!(page.contains("Below the self-check the article goes on."), "it is the post");
    assert!(!page.to_lowercase().contains("crampwise"), "nothing of ours is in it");
    assert!(!html("").to_lowercase().contains("crampwise/assets/editor"), "nor of the editor's anywhere");
}

#[test]
fn what_the_block_is_set_to_arrives_and_nothing_else_does() {
    let page = html(WITH_ATTRIBUTES);
    assert_eq!(
        attributes(elements(&page)[0]),
        "mode=\"information\" storage=\"none\" namespace=\"night-1\" theme=\"light\" heading-level=\"3\" no-print \
         href=\"https://crampwise.example/v1/?a=1&#038;b=2\""
    );
    assert!(
        page.contains("class=\"alignwide wp-block-crampwise-self-assessment\"")
            || page.contains("class=\"wp-block-crampwise-self-assessment alignwide\"")
    );

    let own = format!("href=\"{}wp-content/plugins/crampwise/assets/index.html\"", named("CRAMPWISE_HOSTS"));
    let page = html(ODD_ATTRIBUTES);
    assert_eq!(attributes(elements(&page)[0]), own);
    assert!(!page.contains("alert(1)"));

    let page = html(SHORTCODE);
    assert_eq!(attributes(elements(&page)[0]), format!("heading-level=\"4\" back-button=\"history\" no-export {own}"));
    assert!(!page.contains("alert(1)"));

    let page = html(TWO_BLOCKS);
    let two: Vec<&str> = elements(&page).into_iter().map(attributes).collect();
    assert_eq!(two, [own.clone(), format!("namespace=\"second\" {own}")]);
    assert_eq!(page.matches("loader.js").count(), 1, "one loader for both");

    journey(post(SHORTCODE), async |page| {
        open(page).await;
        let set = "const it = document.querySelector('cramp-check'); return [it.headingLevel, it.noExport, it.noPrint]";
        assert_eq!(page.run(set, &[]).await, json!(["4", true, false]));
        page.wait_until("the level", "return place().querySelector('h1').getAttribute('aria-level') === '4'").await;
    });
}

#[test]
fn the_page_of_its_own_is_there() {
    journey(post("wp-content/plugins/crampwise/assets/index.html"), async |page| {
        page.wait_until("the page answers", "return document.documentElement.hasAttribute('data-ready')").await;
        let heading = page.run("return document.querySelector('h1').textContent", &[]).await;
        assert_eq!(heading, json!(words::say("app-title")));
        assert!(of_the_plugin(page).await.len() > 4);
    });
}

#[test]
fn a_server_that_knows_no_type_for_programs_will_do() {
    journey(post(WITHOUT), async |page| {
        let address = format!("{}{ONE_BLOCK}", named("CRAMPWISE_UNTYPED"));
        page.run("location.href = arguments[0]", &[json!(address)]).await;
        page.wait_until("the other server", "return !!document.querySelector('cramp-check')").await;
        let script = "const [src, done] = arguments; fetch(src).then((it) => done(it.headers.get('Content-Type')))";
        open(page).await;
        let program = "return performance.getEntriesByType('resource').find((it) => it.name.endsWith('_bg.wasm')).name";
        let program = page.run(program, &[]).await;
        assert_eq!(page.run_to_the_end(script, &[program]).await, json!("application/octet-stream"));
        assert_eq!(page.answer_all(MARATHON).await, engine::Tier::SelfCare);
    });
}

#[test]
fn the_editor_shows_the_block_and_sets_it() {
    journey(post("wp-login.php"), async |page| {
        let script = "user_login.value = 'editor'; user_pass.value = 'a password for one run'; loginform.submit()";
        page.run(script, &[]).await;
        page.wait_until("the way in", "return !!document.getElementById('wpadminbar')").await;
        page.visit("wp-admin/post.php?post=107&action=edit").await;
        page.resize(1280, 900, 1).await;
        let ready = "return !!window.wp?.data?.select('core/block-editor')?.getBlocks().length";
        page.wait_until("the editor", ready).await;
        // Newer editors draw the post in a frame.
        let canvas =
            "const canvas = document.querySelector('iframe[name=editor-canvas]')?.contentDocument ?? document;";
        let seen = format!(
            "{canvas} return canvas.querySelector('.wp-block-crampwise-self-assessment cramp-check')?.innerText.includes(arguments[0])"
        );
        let start = std::time::Instant::now();
        while page.run(&seen, &[json!(words::say("static-danger"))]).await != json!(true) {
            assert!(start.elapsed().as_secs() < 30, "the editor does not show the block");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let block =
            "wp.data.select('core/block-editor').getBlocks().find((it) => it.name === 'crampwise/self-assessment')";
        assert_eq!(page.run(&format!("return {block}.isValid"), &[]).await, json!(true));
        page.run(&format!("wp.data.dispatch('core/block-editor').selectBlock({block}.clientId)"), &[]).await;
        page.run("wp.data.dispatch('core/edit-post').openGeneralSidebar('edit-post/block')", &[]).await;
        let setting = "[...document.querySelectorAll('.components-select-control')].find((it) => it.textContent.includes('Level of its first heading'))?.querySelector('select')";
        page.wait_until("its settings", &format!("return !!{setting}")).await;
        keep(page, "editor").await;

        // Themes are tried one after the other, in one site.
        let level = page.run(&format!("return {setting}.value === '3' ? '4' : '3'"), &[]).await;
        let level = level.as_str().unwrap().to_owned();
        let set = format!(
            "const it = {setting}; it.focus(); it.value = '{level}'; it.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        );
        page.run(&set, &[]).await;
        page.wait_until("the block is set", &format!("return {block}.attributes.headingLevel === '{level}'")).await;
        let shown = format!("{canvas} return !!canvas.querySelector('cramp-check[heading-level=\"{level}\"]')");
        page.wait_until("what is shown follows", &shown).await;
        let type_into = |label: &str, text: &str| {
            format!(
                "const label = [...document.querySelectorAll('label')].find((it) => it.textContent === '{label}'); \
                 const it = document.getElementById(label.htmlFor); \
                 Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(it, '{text}'); \
                 it.dispatchEvent(new Event('input', {{ bubbles: true }}))"
            )
        };
        page.run(&type_into("Address of its own page", "ht"), &[]).await;
        page.wait_until("an address", &format!("return {block}.attributes.href === 'ht'")).await;
        page.run(&type_into("Address of its own page", ""), &[]).await;
        let panel = "[...document.querySelectorAll('.components-panel__body-title button')].find((it) => it.textContent === 'What is kept')";
        page.run(&format!("{panel}.click()"), &[]).await;
        page.wait_until("the panel", &format!("return {panel}.ariaExpanded === 'true'")).await;
        page.run(&type_into("Name of the history", "Night 1!"), &[]).await;
        page.wait_until("a name", &format!("return {block}.attributes.namespace === 'night1'")).await;
        page.run(&type_into("Name of the history", ""), &[]).await;
        page.wait_until("no name", &format!("return {block}.attributes.namespace === ''")).await;
        page.run(&type_into("Name of the history", "default"), &[]).await;
        page.wait_until("the usual name", &format!("return {block}.attributes.namespace === 'default'")).await;
        let written = page.run("return wp.data.select('core/editor').getEditedPostContent()", &[]).await;
        let wanted = format!("<!-- wp:crampwise/self-assessment {{\"headingLevel\":\"{level}\"}} /-->");
        assert!(written.as_str().unwrap().contains(&wanted), "only what is set is kept: {written}");
        let asked = of_the_plugin(page).await;
        assert!(asked.iter().any(|it| it.starts_with("editor.js")), "{asked:?}");
        assert!(!asked.iter().any(|it| it.starts_with("assets/")), "the editor loads no program: {asked:?}");
        // Nobody is asked whether to leave.
        page.run("wp.data.dispatch('core/editor').savePost()", &[]).await;
        page.wait_until(
            "saved",
            "const it = wp.data.select('core/editor'); return !it.isSavingPost() && !it.isEditedPostDirty()",
        )
        .await;
        let page = html(EDITED);
        assert!(attributes(elements(&page)[0]).starts_with(&format!("heading-level=\"{level}\"")), "readers get it");
    });
}
