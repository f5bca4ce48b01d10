//! A team: its coach makes it, athletes answer in browsers of their own, and the coach sees who needs help first.

use crate::sent::{at, filled, fragment, link, paste};
use engine::Tier;
use journeys::{Engine, MARATHON, Page, Person, Setup, journey, words};
use record::link::{Form, Link, Preset, read, write};
use serde_json::json;
use std::cell::RefCell;
use std::path::PathBuf;

const CALF: Person = Person(&[
    ("intent", &["recurrent"]),
    ("age", &["60-plus"]),
    ("rf-calf-constant", &["yes"]),
    ("calf-48h", &["yes"]),
    ("clot-risk", &["travel-4h-8w"]),
]);

const YOUNG: Person = Person(&[("intent", &["recurrent"]), ("age", &["under-16"]), ("rf-every-run", &["yes"])]);

fn profile(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("crampwise-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Makes a team that asks about the training, and gives its link.
async fn make_team(page: &Page, name: &str) -> String {
    page.press(words::say("teams")).await;
    page.press(words::say("team-make")).await;
    page.type_into(words::say("team-name"), name).await;
    page.type_into(words::say("team-note"), "After <b>Sunday's</b> run").await;
    page.tick(words::say("preset-extra-0")).await;
    page.press(words::say("team-go-on")).await;
    page.wait_for(words::say("team-backup-about")).await;
    page.press(words::say("team-backup-not")).await;
    page.wait_for_heading(name).await;
    assert!(page.reads(words::say("board-clears")).await);
    fragment(&link(page).await)
}

/// Opens a team's link, answers as this person under a name, and gives the reply.
fn reply(preset: &str, name: &str, person: Person, tier: Tier) -> String {
    let taken = RefCell::new(String::new());
    journey(at(preset), async |page| {
        page.wait_for(words::say("preset-who")).await;
        page.wait_until("the address is clean", "return !location.hash").await;
        page.press(words::say("preset-start")).await;
        page.wait_for(words::say("preset-no-name")).await;
        page.type_into(words::say("preset-name"), name).await;
        page.press(words::say("preset-start")).await;
        assert_eq!(page.answer_all(person).await, tier, "the own result comes first");
        page.press(words::say("to-coach")).await;
        page.wait_for(words::say("preset-nobody")).await;
        page.press(words::say("send-make")).await;
        if person.says(engine::Item::AGE) == ["under-16"] {
            page.wait_for(words::say("send-no-guardian")).await;
            page.tick(words::say("send-guardian")).await;
            page.press(words::say("send-make")).await;
        }
        page.wait_for(words::say("send-sealed")).await;
        let whole = link(page).await;
        assert!(fragment(&whole).starts_with("s1."), "{whole}");
        assert_eq!(page.run("return location.href.includes('#')", &[]).await, json!(false));
        // A change of what goes takes the reply away.
        page.run("document.querySelector('input[name=share]').click()", &[]).await;
        page.wait_until("no link", "return !document.querySelector('#link')").await;
        page.run("document.querySelector('input[name=share]').click()", &[]).await;
        page.press(words::say("send-make")).await;
        taken.replace(fragment(&link(page).await));
    });
    taken.into_inner()
}

/// Walks in another browser while this one waits.
fn elsewhere<T: Send>(walk: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(walk).join()).unwrap_or_else(|why| std::panic::resume_unwind(why))
}

/// The headings and the names of the board, in their order.
async fn order(page: &Page) -> Vec<String> {
    let seen =
        "return [...document.querySelectorAll('section > h2, .entries summary .date')].map((it) => it.textContent)";
    let all = page.run(seen, &[]).await;
    let all = all.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned());
    let beginnings = ["board-help", "board-silent", "board-changed", "board-rest"].map(words::say);
    let names = ["Ana", "Ben", "Cem"];
    all.filter(|it| names.contains(&&**it) || beginnings.iter().any(|begin| it.starts_with(begin))).collect()
}

/// Opens what is known of an athlete, where it is not open.
async fn unfold_what_is_folded(page: &Page, name: &str) {
    let script = "const it = [...document.querySelectorAll('summary')].find((it) => it.querySelector('.date')?.textContent === arguments[0]);
        if (it && !it.parentNode.open) it.click();";
    page.run(script, &[json!(name)]).await;
}

/// Opens what is known of an athlete.
async fn unfold(page: &Page, name: &str) {
    let script = "const it = [...document.querySelectorAll('summary')].find((it) => it.querySelector('.date')?.textContent === arguments[0]); it.click(); return it.parentNode.open";
    assert_eq!(page.run(script, &[json!(name)]).await, json!(true), "{name}");
}

#[test]
fn a_coach_makes_a_team_and_sees_from_a_messy_chat_who_needs_help_first() {
    journey(at(""), async |page| {
        let preset = make_team(page, "U17 <i>Runners</i>").await;
        assert_eq!(page.violations().await, [""; 0]);
        let Ok(Link::Preset(Preset { key: Some(_), team, .. })) = read(&preset) else { panic!("{preset}") };
        assert_eq!(team, "U17 <i>Runners</i>");

        // While the coach's page stays open, each athlete answers in a browser of their own.
        let of = |name: &'static str, person, tier| elsewhere(|| reply(&preset, name, person, tier));
        let ana = of("Ana", MARATHON, Tier::SelfCare);
        let ben = of("Ben", CALF, Tier::Urgent);
        let cem = of("Cem", YOUNG, Tier::Soon);
        // Somebody who is not the coach opens a reply.
        elsewhere(|| {
            journey(at(&ben), async |page| {
                page.wait_for(words::say("sealed-about")).await;
                assert!(!page.text().await.contains("Ben"));
            });
        });

        page.wait_for(words::say("board-empty")).await;
        paste(page, "no link at all").await;
        page.wait_for(words::say("board-nothing")).await;
        let chat = format!(
            "[25.11.26, 18:02] Coach: https://cramps.example/#{preset} 👋\n[25.11.26] Ana: a1. done <https://cramps.example/v1/#{ana}>\n\
             Cem: https://cramps.example/v1/#{cem}&utm_source=chat\nBen: #{ben} \nBen again: {ben}\n\
             Eva: https://cramps.example/#s1.AAAA.00000 and {}",
            write(
                &Link::Sealed(record::link::Sealed { team: 1, ephemeral: [4; 65], iv: [0; 12], cipher: vec![0; 48] }),
                Form::Plain
            )
        );
        paste(page, &chat).await;
        let n = |id, n: &str| filled(id, &[("n", n)]);
        let said =
            [n("board-new", "3"), n("board-seen", "1"), n("board-other", "1"), n("board-damaged", "1")].join(" ");
        page.wait_for(&said).await;
        let expected = [
            format!("{} (1)", words::say("board-help")),
            "Ben".to_owned(),
            format!("{} (2)", words::say("board-rest")),
            "Ana".to_owned(),
            "Cem".to_owned(),
        ];
        assert_eq!(order(page).await, expected);
        let shared = filled("board-shared-0", &[("n", "0"), ("of", "1")]);
        assert!(page.reads(&shared).await, "only what was sent: {}", page.text().await);
        assert_eq!(page.violations().await, [""; 0]);

        unfold(page, "Ben").await;
        page.wait_for(words::say("board-replies")).await;
        assert!(page.reads(words::say("tier-urgent")).await);
        assert!(page.text().await.contains(words::say("board-left-out").split('{').next().unwrap().trim()));

        // Under its driver, WebKit keeps nothing from one page to the next.
        if page.engine() != Engine::WebKit {
            page.reload().await;
            page.press(words::say("teams")).await;
            page.press_what_has("U17 <i>Runners</i>").await;
            page.wait_for(&expected[0]).await;
            assert_eq!(order(page).await, expected, "it is kept");
        }
        paste(page, &ana).await;
        page.wait_for(&n("board-seen", "1")).await;

        // A reply that is opened as a link comes to the board by itself.
        page.run("document.querySelectorAll('.athlete').forEach((it) => (it.dataset.before = ''))", &[]).await;
        page.run("location.hash = arguments[0]", &[json!(ana)]).await;
        page.wait_until(
            "the board anew",
            "return document.querySelector('.athlete') && !document.querySelector('[data-before]')",
        )
        .await;
        page.wait_for_heading("U17 <i>Runners</i>").await;
        page.wait_for(&n("board-seen", "1")).await;

        // What came as a link may draw the board anew once more, and folds it.
        let remove = filled("board-remove", &[("name", "Ana")]);
        for n_looks in 1.. {
            unfold_what_is_folded(page, "Ana").await;
            if page.offers(&remove).await {
                break;
            }
            assert!(n_looks < 200, "there is no button to remove Ana");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        page.press(&remove).await;
        page.wait_for(&filled("board-removed", &[("name", "Ana")])).await;
        assert!(!order(page).await.contains(&"Ana".to_owned()));
        page.press(words::say("board-undo")).await;
        page.wait_until(
            "Ana",
            "return [...document.querySelectorAll('.entries .date')].some((it) => it.textContent === 'Ana')",
        )
        .await;

        unfold(page, "Cem").await;
        page.press(&filled("board-end", &[("name", "Cem")])).await;
        paste(page, &cem).await;
        page.wait_for(&n("board-ended", "1")).await;
        assert_eq!(
            page.run("return document.querySelectorAll('main i').length", &[]).await,
            json!(0),
            "names are text"
        );
        // Where a window is made narrow by a frame, the page comes anew, and the team with it where it is kept.
        if page.engine() != Engine::WebKit {
            page.resize(280, 700, 1).await;
            assert_eq!(page.sticks_out().await, None);
        }
    });
}

#[test]
fn a_team_comes_back_from_its_file_with_the_right_passphrase_alone() {
    journey(Setup { before_load: SAVES, ..Setup::default() }, async |page| {
        page.press(words::say("teams")).await;
        page.press(words::say("team-make")).await;
        page.press(words::say("team-go-on")).await;
        page.wait_for(words::say("team-no-name")).await;
        page.type_into(words::say("team-name"), "Club").await;
        page.tick(words::say("team-to-1")).await;
        page.type_into(words::say("team-number"), "not a number").await;
        page.press(words::say("team-go-on")).await;
        page.wait_for(words::say("team-no-address")).await;
        page.type_into(words::say("team-number"), "+49 170 1234567").await;
        page.press(words::say("team-go-on")).await;
        page.wait_for(words::say("team-backup-about")).await;
        let four = page.run("return document.querySelector('.named input').value", &[]).await;
        assert_eq!(four.as_str().unwrap().split(' ').count(), 4, "{four}");
        page.type_into(words::say("team-backup-words"), "Tell no one  else").await;
        page.press(words::say("team-backup-save")).await;
        page.wait_for_heading("Club").await;
        let link = fragment(&link(page).await);
        let file = page.wait_until("the file", "return window.saved").await;

        page.press(words::say("board-delete")).await;
        page.press(words::say("board-delete-sure")).await;
        page.wait_for_heading(words::say("teams")).await;
        assert!(!page.reads("Club").await);

        page.press(words::say("team-restore")).await;
        page.type_into(words::say("team-restore-words"), "tell no one").await;
        page.run(GIVE, std::slice::from_ref(&file)).await;
        page.wait_for(words::say("team-restore-wrong")).await;
        page.run(GIVE, &[json!("something else")]).await;
        page.wait_for(words::say("team-restore-no")).await;
        page.type_into(words::say("team-restore-words"), " TELL no one else ").await;
        page.run(GIVE, &[file]).await;
        page.wait_for_heading("Club").await;
        page.press_what_unfolds(words::say("board-link")).await;
        assert_eq!(fragment(&crate::sent::link(page).await), link, "with its key");
    });
}

/// Gives a file to the page, as if it was picked.
const GIVE: &str = "const input = document.querySelector('input[type=file]'); const bag = new DataTransfer();
    bag.items.add(new File([arguments[0]], 'team.txt', { type: 'text/plain' })); input.files = bag.files;
    input.dispatchEvent(new Event('change'));";

/// Keeps the text of the file that was saved last.
const SAVES: &str = "const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => { blob.text().then((it) => (window.saved = it)); return make(blob); };";

#[test]
fn without_a_database_a_team_works_as_long_as_the_page_and_says_so() {
    let before = "Object.defineProperty(window, 'indexedDB', { value: undefined });";
    journey(Setup { before_load: before, ..Setup::default() }, async |page| {
        make_team(page, "Club").await;
        page.wait_for(words::say("team-not-kept")).await;
    });
}

/// Holds back which teams the browser keeps, as it was when it was asked, until it is to answer.
const ANSWERS_LATE: &str = "
    const answers = [];
    for (const name of ['getAll', 'getAllKeys']) {
      const ask = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...all) {
        IDBObjectStore.prototype[name] = ask;
        const [request, held] = [ask.apply(this, all), {}];
        const answer = new Promise((then) => (request.onsuccess = then));
        answers.push(() => answer.then((event) => {
          held.result = request.result;
          held.onsuccess(event);
        }));
        return held;
      };
    }
    window.answer = async () => {
      for (const it of answers) await it();
      return answers.length === 2;
    };";

/// Asks the browser only later, when it has the new team as well.
const ASKS_LATE: &str = "
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...all) {
      IDBFactory.prototype.open = open;
      const held = {};
      window.answer = () => new Promise((then) => {
        const request = open.apply(this, all);
        request.onsuccess = (event) => {
          held.result = request.result;
          held.onsuccess(event);
          setTimeout(() => then(true), 500);
        };
      });
      return held;
    };";

#[test]
fn a_team_made_before_the_browser_has_said_which_it_keeps_stays() {
    for before_load in [ANSWERS_LATE, ASKS_LATE] {
        journey(Setup { before_load, ..Setup::default() }, async |page| {
            make_team(page, "Club").await;
            page.wait_until("the browser has said it", "return answer()").await;
            page.wait_for_heading("Club").await;
            page.press(words::say("back")).await;
            page.wait_until("it is there once", "return document.querySelectorAll('.entries .entry').length === 1")
                .await;
            page.press(&["Club", &filled("board-of", &[("n", "0")])].concat()).await;
            page.wait_for(words::say("board-empty")).await;
        });
    }
}

#[test]
fn a_remembered_team_is_answered_for_next_week_and_can_be_forgotten() {
    let (cadence, extras) = (record::link::Cadence::Daily, record::link::Extras::default());
    let channel = record::link::Channel::new(1, "491701234567").unwrap();
    let preset = Preset { team: "Club".to_owned(), cadence, note: String::new(), extras, channel, key: None };
    let fragment = write(&Link::Preset(preset), Form::Link);
    let folder = profile("athlete");
    journey(Setup { profile: Some(folder.clone()), ..at(&fragment) }, async |page| {
        page.wait_for(words::say("preset-open")).await;
        page.type_into(words::say("preset-name"), "Ana").await;
        page.tick(words::say("preset-remember")).await;
        page.press(words::say("preset-start")).await;
        page.wait_for_heading(words::say("app-title")).await;
    });
    journey(Setup { profile: Some(folder.clone()), ..at("") }, async |page| {
        page.press(words::say("teams")).await;
        page.press(&filled("preset-answer", &[("team", "Club")])).await;
        page.answer_all(MARATHON).await;
        page.press(words::say("to-coach")).await;
        page.press(words::say("send-make")).await;
        page.wait_for(words::say("send-open")).await;
        let to = page.run("return document.querySelector('a.go').href", &[]).await;
        assert!(to.as_str().unwrap().starts_with("https://wa.me/491701234567?text=http"), "{to}");
        let Ok(Link::Result { told, .. }) = read(&link(page).await) else { panic!("a result") };
        assert_eq!(&*told.name, "Ana");
        assert!(!told.answers.is_answered(engine::Item::MEDICINES), "what the coach did not ask for stays here");
        page.press(words::say("back")).await;
        page.press(words::say("start-over")).await;
        page.press(words::say("teams")).await;
        page.press(&filled("preset-forget", &[("team", "Club")])).await;
        page.wait_until("it is gone", "return !document.body.innerText.includes('Club')").await;
    });
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn a_link_is_locked_with_a_passphrase_and_opens_with_that_alone() {
    let taken = RefCell::new(String::new());
    journey(at(""), async |page| {
        page.answer_all(MARATHON).await;
        page.press(words::say("share")).await;
        page.press(words::say("lock-link")).await;
        page.type_into(words::say("lock-words"), " ").await;
        page.press(words::say("lock-do")).await;
        page.wait_for(words::say("lock-empty")).await;
        page.type_into(words::say("lock-words"), "four plain words here").await;
        page.press(words::say("lock-do")).await;
        page.wait_for(words::say("lock-apart")).await;
        taken.replace(fragment(&link(page).await));
    });
    let locked = taken.into_inner();
    assert!(locked.starts_with("k1."), "{locked}");
    journey(at(&locked), async |page| {
        page.wait_for_heading(words::say("lock-heading")).await;
        page.type_into(words::say("lock-type"), "four plain words").await;
        page.press(words::say("lock-open")).await;
        page.wait_for(words::say("lock-wrong")).await;
        page.type_into(words::say("lock-type"), "Four plain  words here").await;
        page.press(words::say("lock-open")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        page.wait_for(words::say("shared-coach")).await;
    });
}

#[test]
fn saved_results_of_another_browser_are_taken_in_once() {
    use record::history::{Entry, Ulid};
    let entry = |ms: u64| Entry::new(Ulid::new(ms, [1; 10]), ms, "", Tier::Soon, &engine::Answers::default());
    let fragment = write(&Link::History(vec![entry(1_764_000_000_000), entry(1_764_100_000_000)]), Form::Link);
    journey(at(&fragment), async |page| {
        page.wait_for_heading(words::say("taken-heading")).await;
        page.press(words::say("taken-take")).await;
        page.wait_for(&filled("taken-done", &[("n", "2"), ("there", "0")])).await;
        page.press(words::say("taken-take")).await;
        page.wait_for(&filled("taken-done", &[("n", "0"), ("there", "2")])).await;
        page.press(words::say("history-link")).await;
        page.wait_until("both", "return document.querySelectorAll('.entries > li').length === 2").await;
    });
}

/// What another cipher than the browser's makes of something.
fn node(command: &str, given: serde_json::Value) -> serde_json::Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/cipher.mjs");
    let output = std::process::Command::new("node").args([script, command, &given.to_string()]).output();
    let output = output.expect("`cargo xtask test` has made sure of node");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn bytes(of: &serde_json::Value) -> Vec<u8> {
    let text = of.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn digits(of: &[u8]) -> String {
    of.iter().map(|it| format!("{it:02x}")).collect()
}

#[test]
fn what_is_sealed_here_opens_elsewhere_and_the_other_way_round() {
    use record::history::Ulid;
    use record::link::{Cadence, Channel, Extras, Locked, Sealed, Sender, Told, from_inner, inner};
    let known = node("known", json!({}));
    let (cadence, extras, channel) = (Cadence::Weekly, Extras::default(), Channel::Show);
    let key = Some(bytes(&known["public"]).try_into().unwrap());
    let preset = Preset { team: "Club".to_owned(), cadence, note: String::new(), extras, channel, key };
    let team = preset.team_id();

    // From the browser to Node.
    let s1 = reply(&write(&Link::Preset(preset.clone()), Form::Link), "Ben", CALF, Tier::Urgent);
    let Ok(Link::Sealed(it)) = read(&s1) else { panic!("{s1}") };
    assert_eq!(it.team, team);
    let given = json!({ "private": known["private"], "public": known["public"], "team": it.team, "ephemeral": digits(&it.ephemeral),
        "iv": digits(&it.iv), "cipher": digits(&it.cipher) });
    let Ok(Link::Result { told, tier }) = from_inner(&bytes(&node("open", given))) else { panic!("a result") };
    assert_eq!((&*told.name, tier), ("Ben", Tier::Urgent));

    // From Node to the browser: the key out of a file, a reply, and four that were changed on the way.
    let sender = Some(Sender { entry: Ulid::new(1, [1; 10]), device: 1, team });
    let told = Told { name: "Ana".to_owned(), sender, ..Told::new(2500, &engine::Answers::default()) };
    let own = inner(&Link::Result { told, tier: Tier::Emergency });
    let made = node("seal", json!({ "recipient": known["public"], "team": team, "inner": digits(&own) }));
    let sealed = Sealed {
        team,
        ephemeral: bytes(&made["ephemeral"]).try_into().unwrap(),
        iv: bytes(&made["iv"]).try_into().unwrap(),
        cipher: bytes(&made["cipher"]),
    };
    let mut changed = vec![sealed.clone(); 4];
    changed[0].ephemeral[20] ^= 1;
    changed[1].iv[3] ^= 1;
    changed[2].cipher[0] ^= 1;
    *changed[3].cipher.last_mut().unwrap() ^= 1;
    let other = Sealed { team: team ^ 1, ..sealed.clone() };
    let all = [sealed].into_iter().chain(changed).chain([other]);
    let chat: Vec<String> = all.map(|it| format!("#{}", write(&Link::Sealed(it), Form::Link))).collect();
    let board = record::team::Board::new(team);
    let file = record::team::write_backup(&preset, known["file"].as_str().unwrap(), &board);
    let locked = node("lock", json!({ "phrase": "one two", "rounds": 100_000, "inner": digits(&own) }));
    let locked = Link::Locked(Locked {
        rounds: 100_000,
        salt: bytes(&locked["salt"]).try_into().unwrap(),
        iv: bytes(&locked["iv"]).try_into().unwrap(),
        cipher: bytes(&locked["cipher"]),
    });
    let locked_here = RefCell::new(String::new());
    journey(at(""), async |page| {
        page.press(words::say("teams")).await;
        page.press(words::say("team-restore")).await;
        page.type_into(words::say("team-restore-words"), known["phrase"].as_str().unwrap()).await;
        page.run(GIVE, &[json!(file)]).await;
        page.wait_for_heading("Club").await;
        paste(page, &chat.join(" ")).await;
        let n = |id, n: &str| filled(id, &[("n", n)]);
        page.wait_for(&[n("board-new", "1"), n("board-other", "1"), n("board-damaged", "4")].join(" ")).await;
        assert_eq!(order(page).await, [format!("{} (1)", words::say("board-help")), "Ana".to_owned()]);

        page.run("location.hash = arguments[0]", &[json!(write(&locked, Form::Link))]).await;
        page.type_into(words::say("lock-type"), "one two").await;
        page.press(words::say("lock-open")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        page.reload().await;
        page.answer_all(MARATHON).await;
        page.press(words::say("share")).await;
        page.press(words::say("lock-link")).await;
        page.type_into(words::say("lock-words"), "Three  four").await;
        page.press(words::say("lock-do")).await;
        page.wait_for(words::say("lock-apart")).await;
        locked_here.replace(fragment(&link(page).await));
    });
    let Ok(Link::Locked(it)) = read(&locked_here.borrow()) else { panic!("a locked link") };
    let given = json!({ "phrase": "three four", "rounds": it.rounds, "salt": digits(&it.salt), "iv": digits(&it.iv), "cipher": digits(&it.cipher) });
    assert!(matches!(from_inner(&bytes(&node("unlock", given))), Ok(Link::Result { tier: Tier::SelfCare, .. })));
}

#[test]
fn a_device_that_many_use_keeps_nothing_and_clears_itself() {
    let (cadence, extras, channel) =
        (record::link::Cadence::Daily, record::link::Extras::default(), record::link::Channel::Show);
    let preset = Preset { team: "Club".to_owned(), cadence, note: String::new(), extras, channel, key: None };
    let page = std::env::var("CRAMPWISE_PAGE").expect("`cargo xtask test` says where the page is");
    let address = format!("{page}?mode=kiosk#{}", write(&Link::Preset(preset), Form::Link));
    journey(Setup { address: Some(address), ..Setup::default() }, async |page| {
        // A minute passes when we say so, for the page as for us.
        let later = "const now = window.Date.now, more = 1000 * arguments[0]; window.Date.now = () => now() + more";
        let begin = async |name: &str| {
            page.wait_for(words::say("preset-who")).await;
            page.type_into(words::say("preset-name"), name).await;
            page.press(words::say("preset-start")).await;
            page.wait_for_heading(words::say("app-title")).await;
            assert!(!page.offers(words::say("history-link")).await && !page.offers(words::say("teams")).await);
        };
        begin("Ana").await;
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("kiosk-take")).await;
        page.wait_until("the code", "return !!document.querySelector('.kiosk .code path')").await;
        assert!(page.offers(words::say("to-coach")).await);
        assert_eq!(page.violations().await, [""; 0]);
        let kept = "return Object.keys(localStorage).length + Object.keys(sessionStorage).length";
        assert_eq!(page.run(kept, &[]).await, json!(0));

        page.run("dispatchEvent(new Event('pointerdown'))", &[]).await;
        page.run(later, &[json!(50)]).await;
        page.wait_for(words::say("kiosk-left")).await;
        page.run("dispatchEvent(new Event('pointerdown'))", &[]).await;
        page.wait_until("no warning", "return !document.querySelector('.idle')").await;
        page.run(later, &[json!(61)]).await;
        page.wait_for(words::say("preset-who")).await;
        assert!(!page.reads("Ana").await);

        begin("Ben").await;
        page.answer_until(MARATHON, journeys::Shown::About).await;
        page.press(words::say("kiosk-done")).await;
        page.wait_for(words::say("preset-who")).await;
        page.press(words::say("preset-start")).await;
        page.wait_for(words::say("preset-no-name")).await;
    });
}

#[test]
fn a_board_of_500_athletes_with_50_replies_each_stays_quick() {
    use record::history::Ulid;
    use record::link::{Cadence, Channel, Extras, Sender, Told};
    let known = node("known", json!({}));
    let (cadence, extras, channel) = (Cadence::Weekly, Extras::default(), Channel::Show);
    let key = Some(bytes(&known["public"]).try_into().unwrap());
    let preset = Preset { team: "Club".to_owned(), cadence, note: String::new(), extras, channel, key };
    let team = preset.team_id();
    let mut answers = engine::Answers::default();
    answers.none_of(engine::Step::Safety(engine::Block::A));
    let one = |athlete: u32, at: u16| {
        let entry = Ulid::new(u64::from(at), [athlete as u8; 10]);
        let sender = Some(Sender { entry, device: athlete, team });
        let name = format!("Athlete {athlete}");
        Link::Result { told: Told { name, sender, ..Told::new(2400 + at, &answers) }, tier: Tier::SelfCare }
    };
    let mut board = record::team::Board::new(team);
    for athlete in 0..500 {
        for at in 0..50 {
            board.add(one(athlete, at), 1);
        }
    }
    let file = record::team::write_backup(&preset, known["file"].as_str().unwrap(), &board);
    journey(at(""), async |page| {
        page.press(words::say("teams")).await;
        page.press(words::say("team-restore")).await;
        page.type_into(words::say("team-restore-words"), known["phrase"].as_str().unwrap()).await;
        page.run(GIVE, &[json!(file)]).await;
        let rows = "return document.querySelectorAll('.athlete').length === 500";
        page.wait_until("all athletes", rows).await;
        let timed = r"
            const done = arguments[arguments.length - 1], press = (words) => [...document.querySelectorAll('button')].find((it) => it.textContent === words).click();
            const until = async (holds) => { while (!holds()) await new Promise((then) => setTimeout(then, 5)); };
            (async () => {
              press(arguments[0]);
              await until(() => document.querySelector('.entry'));
              let begun = performance.now();
              document.querySelector('.entry').click();
              await until(() => document.querySelectorAll('.athlete').length === 500);
              document.body.getBoundingClientRect();
              const opened = performance.now() - begun;
              const field = document.querySelector('#replies');
              field.value = arguments[1];
              field.dispatchEvent(new Event('input'));
              begun = performance.now();
              press(arguments[2]);
              await until(() => document.querySelector('.outcome')?.textContent || document.body.innerText.includes(arguments[3]));
              document.body.getBoundingClientRect();
              return [opened, performance.now() - begun];
            })().then(done, (error) => done(String(error)));";
        let new = filled("board-new", &[("n", "1")]);
        // Another browser may have the machine for a while: what is slow is slow each time.
        let mut times = Vec::new();
        let is_quick = |times: &[serde_json::Value], at: usize| {
            times.iter().any(|it| it[at].as_f64().is_some_and(|it| it < 4000.0))
        };
        while times.len() < 3 && !(is_quick(&times, 0) && is_quick(&times, 1)) {
            let more = write(&one(7, 60 + times.len() as u16), Form::Link);
            let given = [json!(words::say("back")), json!(more), json!(words::say("board-take")), json!(new)];
            times.push(page.run_to_the_end(timed, &given).await);
            page.wait_for(&new).await;
        }
        assert!(is_quick(&times, 0) && is_quick(&times, 1), "opened, one more reply, in ms: {times:?}");
    });
}
