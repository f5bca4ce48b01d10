//! The athlete's side of a team, a device that many use, and what else comes in a link: whatever is written in it, by
//! keyboard, narrow, without a cipher.

use crate::sent::{self, filled, link};
use crate::traffic::by_the_browser;
use engine::{Answers, Item, Tier};
use fantoccini::key::Key;
use journeys::{Engine, MARATHON, Page, Person, Setup, Shown, journey, words};
use record::history::{Entry, Ulid};
use record::link::{Cadence, Channel, Extras, Form, Link, Locked, Preset, Sealed, read, wrap, write};
use serde_json::json;

/// A team without a key, that asks about the training and for a sweat test.
fn preset(team: &str, note: &str, channel: Channel) -> Preset {
    let mut extras = Extras::default();
    extras.turn(0);
    extras.turn(3);
    Preset { team: team.to_owned(), cadence: Cadence::Weekly, note: note.to_owned(), extras, channel, key: None }
}

fn link_of(preset: Preset) -> String {
    write(&Link::Preset(preset), Form::Link)
}

/// Opens a link in the page that is open already, as one that is pasted into the address.
async fn open_here(page: &Page, fragment: &str) {
    sent::open_here(page, fragment).await;
    page.wait_until("the address is clean", "return !location.hash").await;
}

/// What is kept here, by the page's own keys.
async fn kept(page: &Page) -> Vec<String> {
    let keys = page.run("return Object.keys(localStorage).filter((it) => it.startsWith('cc1:')).sort()", &[]).await;
    keys.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

async fn is_well_made(page: &Page) {
    assert_eq!(page.violations().await, [""; 0]);
    // WebKit's driver makes no window so narrow, and a frame in its place would begin anew.
    if page.engine() != Engine::WebKit {
        page.resize(280, 700, 1).await;
        assert_eq!(page.sticks_out().await, None);
        page.resize(800, 900, 1).await;
    }
}

#[test]
fn a_set_up_says_who_it_is_not_from_whatever_is_written_in_it() {
    let (team, note) = ("<b>You have a clot</b>", "Call <a href=javascript:alert(1)>this</a> \u{202e}now");
    let mail = Channel::Mail("coach@club.example".to_owned());
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Health).await;
        let own = kept(page).await;
        open_here(page, &link_of(preset(team, note, mail))).await;
        let site = page.run("return location.hostname", &[]).await;
        page.wait_for_heading(&filled("preset-heading", &[("host", site.as_str().unwrap())])).await;
        // A text that could turn another around loses what would turn it.
        for told in [
            filled("preset-team", &[("team", team)]),
            filled("preset-note", &[("note", &note.replace('\u{202e}', ""))]),
            filled("preset-to-3", &[("address", "coach@club.example")]),
            ["preset-who", "preset-open", "preset-safety", "preset-first", "preset-nobody", "preset-weekly"]
                .map(words::say)
                .join("|"),
        ] {
            for part in told.split('|') {
                assert!(page.reads(part).await, "{part}: {}", page.text().await);
            }
        }
        let extras = [words::say("preset-extra-0"), words::say("preset-extra-3")].join("; ");
        assert!(page.reads(&extras).await);
        let made = "return document.querySelectorAll('main b, main i, main a').length";
        assert_eq!(page.run(made, &[]).await, json!(0), "it is all text");
        assert_eq!(kept(page).await, own, "nothing is kept of it");
        is_well_made(page).await;

        page.type_into(words::say("preset-name"), "A name that is longer than it may be").await;
        let typed = page.run("return document.querySelector('#name').value.length", &[]).await;
        assert_eq!(typed, json!(24));
        page.press(words::say("preset-start")).await;
        page.wait_for_heading(words::say("app-title")).await;
        assert_eq!(kept(page).await, own, "what was begun here stays, and the team is not remembered unasked");
        page.press(words::say("unfinished-continue")).await;
        page.wait_for_heading(words::say("health-heading")).await;
    });
}

#[test]
fn a_set_up_that_would_open_something_else_is_refused() {
    let channels = [
        Channel::Mail("javascript:alert(1)".to_owned()),
        Channel::Mail("a@b.example?bcc=c@d.example".to_owned()),
        Channel::WhatsApp("49170/../evil".to_owned()),
        Channel::Message("123456;body=x".to_owned()),
    ];
    journey(Setup::default(), async |page| {
        for channel in channels {
            open_here(page, &link_of(preset("Club", "", channel.clone()))).await;
            page.wait_for_heading(words::say("shared-broken")).await;
            assert!(page.reads(words::say("shared-damaged")).await, "{channel:?}");
        }
    });
}

#[test]
fn what_the_coach_also_asks_is_asked_from_the_reply_and_goes_along() {
    let text = link_of(preset("Club", "", Channel::Message("+491701234567".to_owned())));
    let team = preset("Club", "", Channel::Message("+491701234567".to_owned())).team_id();
    let setup = Setup { notes_requests: true, ..Setup::default() };
    journey(setup, async |page| {
        open_here(page, &text).await;
        page.type_into(words::say("preset-name"), "Ana").await;
        page.press(words::say("preset-start")).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("plan-heading")).await;
        page.press(words::say("to-coach")).await;
        page.wait_for(words::say("send-extra")).await;
        is_well_made(page).await;
        page.requests().await;
        for (id, number, unit) in [("mass-before", "70", "unit-kg"), ("mass-after", "68.5", "unit-kg")] {
            page.press(words::question(id)).await;
            page.wait_for_heading(words::question(id)).await;
            page.type_into(words::say(unit), number).await;
            page.press(words::say("continue")).await;
            page.wait_for_heading(words::say("to-coach")).await;
        }
        page.press(words::question("fluid-intake")).await;
        page.press(words::say("skip")).await;
        page.wait_for_heading(words::say("to-coach")).await;
        assert!(!page.offers(words::question("fluid-intake")).await, "who passes it over is not asked again");

        let untick = "document.querySelector(`input[name=share][value=${arguments[0]}]`).click()";
        page.run(untick, &[json!("effort")]).await;
        page.press(words::say("send-make")).await;
        page.wait_for(words::say("send-open")).await;
        let to = page.run("return document.querySelector('a.go').getAttribute('href')", &[]).await;
        assert!(to.as_str().unwrap().starts_with("sms:+491701234567?&body=http"), "{to}");
        let Ok(Link::Result { told, tier }) = read(&link(page).await) else { panic!("a result") };
        assert_eq!((&*told.name, tier), ("Ana", Tier::SelfCare));
        let sender = told.sender.expect("it says where it is from");
        assert_eq!(sender.team, team);
        for sent in [Item::MASS_BEFORE, Item::MASS_AFTER, Item::ACTIVITY, Item::RF_COLLAPSE] {
            assert!(told.answers.is_answered(sent), "{sent}");
        }
        for kept in [Item::EFFORT, Item::AGE, Item::PREGNANT, Item::MEDICINES, Item::FOR_WHOM] {
            assert!(!told.answers.is_answered(kept), "{kept}");
        }
        assert!(told.left_out.contains(&Item::EFFORT));
        let mut asked = page.requests().await;
        // A browser fetches these when it likes.
        asked.retain(|it| !by_the_browser(page, it));
        assert_eq!(asked, [""; 0], "no request carries anything");

        page.run(untick, &[json!("effort")]).await;
        page.wait_until("no reply", "return !document.querySelector('#link')").await;
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
    });
}

#[test]
fn who_does_not_tell_their_age_ticks_that_they_are_old_enough() {
    const SECRET: Person = Person(&[("intent", &["recurrent"]), ("rf-every-run", &["yes"])]);
    journey(Setup::default(), async |page| {
        open_here(page, &link_of(preset("Club", "", Channel::Show))).await;
        page.type_into(words::say("preset-name"), "Ana").await;
        page.press(words::say("preset-start")).await;
        page.answer_all(SECRET).await;
        page.press(words::say("to-coach")).await;
        page.press(words::say("send-make")).await;
        page.wait_for(words::say("send-no-guardian")).await;
        assert_eq!(page.run("return document.querySelector('#link')", &[]).await, json!(null));
        page.tick(words::say("send-age")).await;
        page.press(words::say("send-make")).await;
        page.wait_for(words::say("send-to-0")).await;
        page.wait_until("the code", "return document.querySelector('.code path')").await;
        page.tick(words::say("send-age")).await;
        page.wait_until("it is taken back", "return !document.querySelector('.code')").await;
    });
}

/// A browser without a cipher, as on plain http.
const NO_CIPHER: &str = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });";

#[test]
fn without_a_cipher_nothing_sealed_or_locked_is_offered_and_that_is_said() {
    let mut key = [1; 65];
    key[0] = 4;
    let sealed = Preset { key: Some(key), ..preset("Club", "", Channel::Show) };
    let (salt, iv, cipher) = ([1; 16], [2; 12], vec![3; 48]);
    let locked = write(&Link::Locked(Locked { rounds: 600_000, salt, iv, cipher }), Form::Link);
    journey(Setup { before_load: NO_CIPHER, ..Setup::default() }, async |page| {
        open_here(page, &locked).await;
        page.wait_for(words::say("lock-no-cipher")).await;
        open_here(page, &link_of(sealed)).await;
        page.type_into(words::say("preset-name"), "Ana").await;
        page.press(words::say("preset-start")).await;
        page.answer_all(MARATHON).await;
        page.press(words::say("to-coach")).await;
        page.wait_for(words::say("send-no-cipher")).await;
        assert!(!page.offers(words::say("send-make")).await, "what should be sealed does not go open");
        page.press(words::say("back")).await;
        page.press(words::say("share")).await;
        page.wait_for(words::say("share-who-reads")).await;
        assert!(!page.offers(words::say("lock-link")).await);
    });
}

#[test]
fn a_sealed_reply_shows_nothing_to_anybody_else_and_a_damaged_lock_loses_nothing() {
    let mut ephemeral = [7; 65];
    ephemeral[0] = 4;
    let sealed = Sealed { team: 1, ephemeral, iv: [1; 12], cipher: vec![9; 112] };
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Health).await;
        let own = kept(page).await;
        open_here(page, &write(&Link::Sealed(sealed), Form::Link)).await;
        page.wait_for_heading(words::say("sealed-heading")).await;
        page.wait_for(words::say("sealed-about")).await;
        is_well_made(page).await;

        // Locked by other bytes than a passphrase makes: as wrong as another passphrase.
        let (salt, iv, cipher) = ([1; 16], [2; 12], vec![3; 48]);
        let locked = Link::Locked(Locked { rounds: 100_000, salt, iv, cipher });
        open_here(page, &write(&locked, Form::Link)).await;
        page.wait_for_heading(words::say("lock-heading")).await;
        is_well_made(page).await;
        for _ in 0..2 {
            page.type_into(words::say("lock-type"), "four plain words here").await;
            page.press(words::say("lock-open")).await;
            page.wait_for(words::say("lock-wrong")).await;
        }
        // One that would keep a processor busy for hours is none.
        let endless = [&[1][..], &u32::MAX.to_be_bytes(), &[0; 16 + 12 + 48]].concat();
        open_here(page, &wrap(b'k', 1, &endless, Form::Link)).await;
        page.wait_for_heading(words::say("shared-broken")).await;
        assert_eq!(kept(page).await, own);
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("health-heading")).await;
    });
}

#[test]
fn results_that_are_here_already_are_not_taken_in_twice() {
    let entry = |ms: u64| Entry::new(Ulid::new(ms, [1; 10]), ms, "", Tier::Soon, &Answers::default());
    let slice = |all: &[u64]| write(&Link::History(all.iter().map(|it| entry(*it)).collect()), Form::Link);
    let (first, second) = (1_764_000_000_000, 1_764_100_000_000);
    journey(Setup::default(), async |page| {
        open_here(page, &slice(&[first, second])).await;
        page.wait_for_heading(words::say("taken-heading")).await;
        is_well_made(page).await;
        assert_eq!(kept(page).await, [""; 0], "nothing before it is asked for");
        page.press(words::say("taken-take")).await;
        page.wait_for(&filled("taken-done", &[("n", "2"), ("there", "0")])).await;
        open_here(page, &slice(&[second, second + 1])).await;
        page.press(words::say("taken-take")).await;
        page.wait_for(&filled("taken-done", &[("n", "1"), ("there", "1")])).await;
        page.press(words::say("history-link")).await;
        page.wait_until("three", "return document.querySelectorAll('.entries > li').length === 3").await;
        open_here(page, &slice(&[])).await;
        page.wait_for_heading(words::say("shared-broken")).await;
    });
}

/// A clock that goes ahead when it is told to.
const CLOCK: &str =
    "{ const now = Date.now; window.ahead = 0; Date.now = () => window.still ?? now() + window.ahead; }";

async fn ahead(page: &Page, seconds: u32) {
    page.run("window.ahead += 1000 * arguments[0]", &[json!(seconds)]).await;
}

/// Lets the time stand still, or go on.
async fn stand_still(page: &Page, is_still: bool) {
    let script = "const { Date } = window, at = Date.now(); window.still = arguments[0] ? at : undefined; window.ahead += at - Date.now();";
    page.run(script, &[json!(is_still)]).await;
}

/// Touches an empty place of the page.
async fn touch(page: &Page) {
    page.run("document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))", &[]).await;
}

async fn is_warned(page: &Page) -> bool {
    page.reads(words::say("kiosk-left")).await
}

#[test]
fn a_device_that_many_use_forgets_each_of_them() {
    let text = link_of(preset("Club", "", Channel::WhatsApp("491701234567".to_owned())));
    journey(Setup { before_load: CLOCK, ..Setup::default() }, async |page| {
        page.turn_to("kiosk").await;
        page.wait_for(words::say("kiosk-about")).await;
        is_well_made(page).await;
        open_here(page, &text).await;
        page.wait_for(words::say("preset-who")).await;
        assert!(!page.offers(words::say("preset-remember")).await);
        assert!(!page.offers(words::say("back")).await, "there is nothing before it");

        // Nobody has touched it: nothing is to be cleared, and nobody is warned.
        ahead(page, 50).await;
        page.wait_until("two seconds", "return new Promise((then) => setTimeout(() => then(true), 2100))").await;
        assert!(!is_warned(page).await);

        page.type_into(words::say("preset-name"), "Ana").await;
        page.press(words::say("preset-start")).await;
        page.wait_for_heading(words::say("app-title")).await;
        assert!(!page.offers(words::say("history-link")).await && !page.offers(words::say("teams")).await);
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("plan-heading")).await;
        page.wait_for(words::say("kept-tab")).await;

        page.wait_for(words::say("kiosk-take")).await;
        assert!(!page.offers(words::say("start-over")).await && !page.offers(words::say("history-link")).await);

        // The own result, and then the reply, go along as codes alone.
        for (way, shown) in [("share", "share-who-reads"), ("to-coach", "preset-nobody")] {
            page.press(words::say(way)).await;
            page.wait_for(words::say(shown)).await;
            if way == "to-coach" {
                page.press(words::say("send-make")).await;
            }
            page.wait_until("the code", "return document.querySelector('main .code path')").await;
            assert!(!page.offers(words::say("share-copy")).await && !page.offers(words::say("lock-link")).await);
            assert_eq!(page.run("return document.querySelectorAll('main a[href]').length", &[]).await, json!(0));
            page.press(words::say("back")).await;
            page.wait_for_heading(words::say("tier-self-care")).await;
        }

        touch(page).await;
        ahead(page, 50).await;
        stand_still(page, true).await;
        page.wait_for(words::say("kiosk-left")).await;
        let left = "return Number(document.querySelector('.idle .title').textContent)";
        assert!(page.run(left, &[]).await.as_u64().is_some_and(|it| (1..=11).contains(&it)));
        assert_eq!(page.violations().await, [""; 0]);
        touch(page).await;
        assert!(!is_warned(page).await, "any touch stops it");
        stand_still(page, false).await;
        page.wait_for_heading(words::say("tier-self-care")).await;

        ahead(page, 46).await;
        page.wait_for(words::say("kiosk-left")).await;
        ahead(page, 14).await;
        page.wait_for(words::say("preset-who")).await;
        assert!(!is_warned(page).await);
        assert_eq!(page.run("return document.querySelector('#name').value", &[]).await, json!(""));
        assert!(!page.text().await.contains("Ana"));
        assert_eq!(page.run("return [localStorage.length, sessionStorage.length]", &[]).await, json!([0, 0]));

        // The next one, who presses that they are done.
        page.type_into(words::say("preset-name"), "Ben").await;
        page.press(words::say("preset-start")).await;
        page.answer_all(MARATHON).await;
        page.press(words::say("kiosk-done")).await;
        page.wait_for(words::say("preset-who")).await;
        page.run("history.back()", &[]).await;
        page.wait_until("a moment", "return new Promise((then) => setTimeout(() => then(true), 200))").await;
        assert!(!page.text().await.contains("Ben") && page.reads(words::say("preset-who")).await);
    });
}

#[test]
fn help_is_not_cleared_from_such_a_device_untold_and_a_stretch_is_left_alone() {
    journey(Setup { before_load: CLOCK, ..Setup::default() }, async |page| {
        page.turn_to("kiosk").await;
        page.wait_for(words::say("kiosk-about")).await;
        page.press(words::say("very-ill")).await;
        page.wait_for_heading(words::say("block-a")).await;
        page.tick(words::line("rf-breath-chest")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        // The device slept for ten minutes.
        ahead(page, 600).await;
        page.wait_for(words::say("kiosk-left")).await;
        assert!(page.reads(words::say("tier-emergency")).await);
        ahead(page, 10).await;
        page.wait_until("five are left", "return document.querySelector('.idle .title').textContent < 6").await;
        assert!(page.reads(words::say("tier-emergency")).await);
        touch(page).await;
        page.press(words::say("kiosk-done")).await;
        page.wait_for(words::say("kiosk-about")).await;

        page.press(words::option("intent", "now")).await;
        page.press(words::option("site", "calf")).await;
        page.none_of_these().await;
        page.wait_for(words::say("ease-hold")).await;
        for _ in 0..2 {
            ahead(page, 40).await;
            page.wait_until("two seconds", "return new Promise((then) => setTimeout(() => then(true), 2100))").await;
            assert!(!is_warned(page).await, "a stretch is held with no hand free");
        }
    });
}

#[test]
fn the_way_from_a_coachs_link_to_the_reply_goes_by_keyboard() {
    journey(Setup::default(), async |page| {
        open_here(page, &link_of(preset("Club", "", Channel::Show))).await;
        page.wait_for(words::say("preset-who")).await;
        // The screen takes the focus once it is painted, and not out of a field that somebody types in.
        page.wait_until("the focus is there", "return document.activeElement.id === 'heading'").await;
        page.run("document.querySelector('#name').focus()", &[]).await;
        page.type_keys("Ana").await;
        page.key(Key::Tab).await;
        page.key(Key::Tab).await;
        assert_eq!(page.focus().await, words::say("preset-start"));
        page.key(Key::Enter).await;
        page.wait_for_heading(words::say("app-title")).await;
        page.answer_all(MARATHON).await;
        page.wait_until("the focus is there", "return document.activeElement.id === 'heading'").await;
        page.run(
            "[...document.querySelectorAll('button')].find((it) => it.textContent === arguments[0]).focus()",
            &[json!(words::say("to-coach"))],
        )
        .await;
        page.key(Key::Enter).await;
        page.wait_for_heading(words::say("to-coach")).await;
        page.wait_until("the focus is there", "return document.activeElement.id === 'heading'").await;
        page.run(
            "[...document.querySelectorAll('button')].find((it) => it.textContent === arguments[0]).focus()",
            &[json!(words::say("send-make"))],
        )
        .await;
        page.key(Key::Enter).await;
        page.wait_until("the code", "return document.querySelector('.code path')").await;
    });
}

#[test]
fn a_link_that_did_not_come_by_a_tap_is_pasted_or_scanned() {
    let told = record::link::Told::new(2000, &Answers::default());
    let text = write(&Link::Result { told, tier: Tier::Urgent }, Form::Link);
    journey(Setup::default(), async |page| {
        page.press(words::say("history-link")).await;
        page.press(words::say("open-link")).await;
        page.wait_for(words::say("shared-paste")).await;
        is_well_made(page).await;
        let paste = "const it = document.querySelector('#pasted'); it.value = arguments[0]; it.dispatchEvent(new Event('input'))";
        page.run(paste, &[json!("Hello, see you on Sunday")]).await;
        page.press(words::say("shared-open")).await;
        page.wait_for(words::say("shared-none")).await;
        let message = format!("Ana wrote: look <https://cramps.example/v1/#{text}> what do you think?");
        page.run(paste, &[json!(message)]).await;
        page.press(words::say("shared-open")).await;
        page.wait_for_heading(words::say("tier-urgent")).await;

        // Our own code, as a picture of it.
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("app-title")).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.press(words::say("share")).await;
        page.press(words::say("share-code")).await;
        let draw = r"
            const done = arguments[arguments.length - 1];
            const svg = document.querySelector('.code').cloneNode(true);
            svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
            const picture = new Image();
            picture.onload = () => {
              const canvas = Object.assign(document.createElement('canvas'), { width: 560, height: 560 });
              canvas.getContext('2d').drawImage(picture, 0, 0, 560, 560);
              window.code = canvas.toDataURL('image/png');
              done(window.code.length > 1000);
            };
            picture.onerror = () => done(false);
            picture.src = `data:image/svg+xml,${encodeURIComponent(svg.outerHTML)}`;";
        page.wait_until("the code", "return document.querySelector('.code')").await;
        assert_eq!(page.run_async(draw).await, json!(true));
        page.press(words::say("back")).await;
        page.press(words::say("history-link")).await;
        page.press(words::say("open-link")).await;
        page.wait_for(words::say("shared-paste")).await;
        let give = r"
            const bytes = Uint8Array.from(atob(window.code.split(',')[1]), (it) => it.charCodeAt(0));
            const input = document.querySelector('main input[type=file]'), bag = new DataTransfer();
            bag.items.add(new File([bytes], 'code.png', { type: 'image/png' })); input.files = bag.files;
            input.dispatchEvent(new Event('change'));";
        page.run(give, &[]).await;
        page.wait_for(words::say("shared-today")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
    });
}
