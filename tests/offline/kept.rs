//! After one visit everything works with the server stopped.

use engine::{Answers, Tier};
use journeys::host::{Files, Host};
use journeys::{MARATHON, Page, Setup, journey, words};
use record::link::{Form, Link, Told, write};
use serde_json::json;

/// The page of a host.
pub fn at(host: &Host) -> Setup {
    // What cannot be had without a network, a browser says on its console.
    Setup { address: Some(host.address()), may_complain: true, ..Setup::default() }
}

/// Waits until the page says that it works without a network.
pub async fn wait_until_kept(page: &Page) {
    page.wait_for(words::say("offline-kept")).await;
}

#[test]
fn after_one_visit_an_assessment_relief_and_history_work_with_the_server_stopped() {
    let mut host = Host::open(Files::built());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.shut();
        page.reload().await;
        assert!(!page.reads(words::say("offline-kept")).await, "it is told once");
        assert_eq!(page.walk_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("result-saved")).await;
        page.wait_for(words::say("plan-heading")).await;
        let result = page.text_of(".care-card, .advice, .pattern, .factor").await;
        page.run("document.querySelectorAll('details.evidence summary').forEach((it) => it.click())", &[]).await;
        page.wait_until("the sources", "return document.querySelector('.factor details[open] .cited')").await;

        page.reload().await;
        page.press(words::option("intent", "now")).await;
        page.press(words::option("site", "calf")).await;
        page.none_of_these().await;
        page.wait_for(words::say("ease-hold")).await;
        page.wait_until("the drawings", "return document.querySelectorAll('.drawings .sore').length >= 2").await;

        page.reload().await;
        page.press(words::say("history-link")).await;
        page.press_what_has(words::say("tier-self-care.short")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        assert!(
            page.text_of(".care-card, .advice, .pattern, .factor").await == result,
            "the same as when it was saved"
        );
    });
}

#[test]
fn a_link_is_opened_with_the_server_stopped() {
    let mut host = Host::open(Files::built());
    let link = Link::Result { told: Told::new(2000, &Answers::default()), tier: Tier::Urgent };
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        page.run("location.hash = arguments[0]", &[json!(write(&link, Form::Link))]).await;
        page.wait_for_heading(words::say("tier-urgent")).await;
        host.shut();
        page.reload().await;
        page.run("location.hash = arguments[0]", &[json!(write(&link, Form::Plain))]).await;
        page.wait_for_heading(words::say("tier-urgent")).await;
        page.wait_until("the address is clean", "return !location.hash").await;
    });
}

#[test]
fn a_team_is_made_answered_for_and_read_with_the_server_stopped() {
    const LINK: &str = "return document.querySelector('#link')?.value.split('#')[1]";
    let mut host = Host::open(Files::built());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.shut();
        page.reload().await;
        page.press(words::say("teams")).await;
        page.press(words::say("team-make")).await;
        page.type_into(words::say("team-name"), "Club").await;
        page.press(words::say("team-go-on")).await;
        page.press(words::say("team-backup-not")).await;
        page.wait_for_heading("Club").await;
        let preset = page.wait_until("the set-up", LINK).await;

        page.reload().await;
        page.run("location.hash = arguments[0]", &[preset]).await;
        page.press(words::say("preset-start")).await;
        page.type_into(words::say("preset-name"), "Ana").await;
        page.press(words::say("preset-start")).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.press(words::say("to-coach")).await;
        page.press(words::say("send-make")).await;
        page.wait_for(words::say("send-sealed")).await;
        let reply = page.wait_until("the reply", LINK).await;

        page.reload().await;
        page.press(words::say("teams")).await;
        page.press_what_has("Club").await;
        page.wait_for(words::say("board-empty")).await;
        let paste = "const it = document.querySelector('#replies'); it.value = `Ana: #${arguments[0]}`; it.dispatchEvent(new Event('input'))";
        page.run(paste, &[reply]).await;
        page.press(words::say("board-take")).await;
        page.wait_for(&content::fill(words::say("board-new"), &[("n", "1")])).await;
        page.wait_for("Ana").await;
    });
}

#[test]
fn another_visit_after_a_restart_of_the_browser_works_with_the_server_stopped() {
    let profile = std::env::temp_dir().join(format!("crampwise-profile-{}", std::process::id()));
    std::fs::create_dir_all(&profile).unwrap();
    let mut host = Host::open(Files::built());
    let again = Setup { profile: Some(profile.clone()), ..at(&host) };
    journey(again.clone(), async |page| {
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.press(words::say("start-over")).await;
        wait_until_kept(page).await;
    });
    host.shut();
    journey(again, async |page| {
        page.press(words::say("history-link")).await;
        page.press_what_has(words::say("tier-self-care.short")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        page.reload().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
    });
    let _ = std::fs::remove_dir_all(profile);
}

/// On the first visit the worker is started when something was chosen, and not before.
const LATE: &str = r#"
    const register = ServiceWorkerContainer.prototype.register;
    ServiceWorkerContainer.prototype.register = async function (...how) {
      while (!sessionStorage.late && !document.querySelector('.back')) await new Promise(requestAnimationFrame);
      sessionStorage.late = 'yes';
      return register.apply(this, how);
    };"#;

#[test]
fn that_it_works_without_a_network_is_told_once_and_not_while_answering() {
    let host = Host::open(Files::built());
    journey(Setup { before_load: LATE, ..at(&host) }, async |page| {
        page.press(words::option("intent", "recurrent")).await;
        let is_kept = "
            return (async () => {
              const notes = (await caches.keys()).find((it) => it.endsWith(' notes'));
              return Boolean(notes && await (await caches.open(notes)).match('./?good'));
            })();";
        page.wait_until("everything is kept", is_kept).await;
        page.answer_until(MARATHON, journeys::Shown::About).await;
        assert!(!page.reads(words::say("offline-kept")).await, "nothing comes between the questions");
        page.reload().await;
        wait_until_kept(page).await;
        assert_eq!(page.violations().await, [""; 0]);
        page.resize(280, 650, 1).await;
        assert_eq!(page.sticks_out().await, None);
        page.reload().await;
        page.wait_until("the worker has heard of it", "return navigator.serviceWorker.controller").await;
        assert!(!page.reads(words::say("offline-kept")).await, "told once is enough");
    });
}

#[test]
fn the_worker_answers_for_nobody_else() {
    let host = Host::open(Files::built());
    let other = Host::open(Files::built());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.asked();
        let fetch = r"
            const done = arguments[arguments.length - 1];
            const text = (address) => fetch(address).then((it) => `${it.status} ${it.headers.get('content-type')}`, () => 'refused');
            Promise.all(arguments[0].map(text)).then(done);";
        // Another origin is the policy's to refuse; the worker never sees it, so it cannot give what it has under that name.
        let address = format!("{}evidence.json", other.address());
        let beside = format!("{}no/evidence.json", host.address());
        let unknown = format!("{}of-nobody.json", host.address());
        let given = page.run_to_the_end(fetch, &[json!([address, beside, unknown])]).await;
        assert_eq!(given, json!(["refused", "404 application/json", "404 application/json"]));
        assert_eq!(other.asked(), [""; 0]);
        let mut asked = host.asked();
        // A browser fetches these when it likes.
        asked.retain(|it| !it.starts_with("icon") && it != "manifest.webmanifest" && it != "sw.js");
        asked.sort();
        assert_eq!(asked, ["no/evidence.json", "of-nobody.json"], "what is not the page's goes to its server");

        // A page of another origin has no worker of ours, though it holds the same files.
        let theirs = r"
            const done = arguments[arguments.length - 1];
            navigator.serviceWorker.getRegistrations().then((all) => done(all.map((it) => it.scope)));";
        assert_eq!(page.run_to_the_end(theirs, &[]).await, json!([host.address()]));
    });
}

#[test]
fn a_network_that_never_answers_does_not_hold_the_page_up() {
    let mut host = Host::open(Files::built());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        host.shut();
        // Somebody listens and never says a word.
        let silent = std::net::TcpListener::bind(host.address().trim_start_matches("http://").trim_end_matches('/'));
        let silent = silent.expect("the port is free");
        page.reload().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        drop(silent);
    });
}

#[test]
fn the_page_can_be_installed() {
    let host = Host::open(Files::built());
    journey(at(&host), async |page| {
        wait_until_kept(page).await;
        let manifest = page.devtools("Page.getAppManifest", json!({})).await;
        assert_eq!(manifest["url"], format!("{}manifest.webmanifest", host.address()));
        assert_eq!(manifest["errors"], json!([]));
        let amiss = page.devtools("Page.getInstallabilityErrors", json!({})).await;
        assert_eq!(amiss["installabilityErrors"], json!([]));
    });
}
