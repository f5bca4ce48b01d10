//! What the page asks the network for, and what it is without its program or a part of it.

use engine::{Block, Tier};
use journeys::{Engine, MARATHON, Page, Setup, Shown, journey, words};

/// The files of the page, without the part of a name that changes with the content.
const FILES: [&str; 8] =
    ["", "boot.js", "crampwise.js", "crampwise_bg.wasm", "evidence.json", "offline.js", "questions.wasm", "style.css"];
/// Asked for by the browser itself, as often as it likes: the icon, what it needs to install the page, and the worker.
const BY_THE_BROWSER: [&str; 4] = ["icon-180.png", "icon.svg", "manifest.webmanifest", "sw.js"];

/// Whether the browser itself asks for this address.
pub fn by_the_browser(page: &Page, address: &str) -> bool {
    file(page, address).is_some_and(|it| BY_THE_BROWSER.contains(&it.as_str()))
}

/// The parts of the program that are loaded once the reader goes on from the first screen.
const LATE: [&str; 2] = ["late.wasm", "shared.wasm"];

/// The file's name without its digest; `None` for an address elsewhere.
fn file(page: &Page, address: &str) -> Option<String> {
    let name = address.strip_prefix(&page.address())?;
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

/// What the page asked for since last time, without what the browser asks for when it likes.
async fn asked(page: &Page) -> Vec<String> {
    page.requests().await.into_iter().filter(|it| !by_the_browser(page, it)).collect()
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
        let named = |it: &String| file(page, it).unwrap_or_else(|| panic!("{it} is elsewhere"));
        let mut loaded: Vec<String> = asked(page).await.iter().map(named).collect();
        loaded.sort();
        if page.engine() == Engine::WebKit {
            // WebKit fetches once more what a link has loaded for a script to fetch; nothing that we can write stops it.
            let program = loaded.iter().position(|it| it.ends_with(".wasm"));
            loaded.remove(program.expect("the program is loaded"));
        }
        assert_eq!(loaded, FILES, "each once");

        page.press(words::say("where-link")).await;
        page.wait_until(
            "the late part",
            "return performance.getEntriesByType('resource').some((it) => it.name.includes('/late-'))",
        )
        .await;
        let mut late: Vec<_> = asked(page).await.iter().map(|it| file(page, it)).collect();
        late.sort();
        // Where the worker has it already, no server is asked.
        let is_kept = page.engine() != Engine::Chromium && late.is_empty();
        let expected = if is_kept { vec![] } else { LATE.map(|it| Some(it.to_owned())).to_vec() };
        assert_eq!(late, expected, "going on brings the rest of the program, whatever is answered");
        page.press(words::say("back")).await;
        page.answer_all(MARATHON).await;
        assert_eq!(asked(page).await, [""; 0], "nothing is asked for while answering");
        let entries = page.run("return performance.getEntriesByType('resource').map((it) => it.name).filter((it) => !it.startsWith('data:') && !it.endsWith('before-load.js'))", &[]).await;
        let entries = entries.as_array().unwrap().iter().filter_map(|it| file(page, it.as_str()?));
        let mut names: Vec<_> = entries.filter(|it| !BY_THE_BROWSER.contains(&it.as_str())).collect();
        names.sort_unstable();
        // An engine that needs the program twice has two lines for it, though it may load it once.
        names.dedup();
        // The page itself is none of them.
        assert_eq!(names.len(), FILES.len() - 1 + LATE.len(), "{names:?}");

        page.run("document.querySelectorAll('details.evidence summary').forEach((it) => it.click())", &[]).await;
        page.wait_until("the sources", "return document.querySelector('.factor details[open] .cited')").await;
        page.press(words::say("history-link")).await;
        page.press(words::say("delete-all")).await;
        assert_eq!(asked(page).await, [""; 0], "nothing is asked for by reading or deleting");
        assert_eq!(page.n_cookies().await, 0);
        assert_eq!(page.run("return document.cookie", &[]).await, "");
        assert_eq!(page.run("return location.href", &[]).await, page.address(), "no answer is in the address");
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
        page.wait_for(words::say("evidence-missing")).await;
        assert_eq!(page.violations().await, [""; 0]);
        page.press(words::say("history-link")).await;
        assert_eq!(page.heading().await, words::say("history-link"));
        page.wait_for(words::say("evidence-missing")).await;
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

#[test]
fn what_is_answered_before_the_program_is_there_is_not_lost() {
    journey(Setup { held: &["*.wasm"], ..Setup::default() }, async |page| {
        for intent in ["now", "recent", "recurrent", "prevent"] {
            page.tick(words::option("intent", intent)).await;
            assert!(page.is_chosen(words::question("intent"), words::option("intent", intent)).await, "{intent}");
        }
        page.tick(words::option("intent", "recurrent")).await;
        page.release().await;
        page.wait_for_heading(words::block(Block::A)).await;
        page.answer_until(MARATHON, Shown::Review).await;
        assert!(page.reads(words::option("intent", "recurrent")).await, "the answer is among the others");
    });
}

#[test]
fn who_answers_nothing_before_the_program_is_there_is_asked_by_it() {
    journey(Setup { held: &["*.wasm"], ..Setup::default() }, async |page| {
        assert!(!page.is_ticked(words::option("intent", "now")).await, "nothing is chosen for anyone");
        page.release().await;
        assert_eq!(page.shown().await, Shown::Start);
        assert!(page.offers(words::say("very-ill")).await, "the program's own first screen");
    });
}

/// A browser that tells of its first paint after a moment, and notes whether the plain page still stood there then.
const PAINTS_LATE: &str = r"
    window.PerformanceObserver = class {
      constructor(tell) { this.tell = tell; }
      observe({ type }) {
        if (type !== 'paint') return;
        setTimeout(() => {
          window.isPlain = !!document.querySelector('fieldset.loading');
          this.tell();
        }, 50);
      }
    };";
/// One that paints nothing, as in the background.
const PAINTS_NOTHING: &str = "window.PerformanceObserver = class { observe() {} };";
/// One that tells nothing of what it does.
const TELLS_NOTHING: &str = "delete window.PerformanceObserver;";

#[test]
fn the_program_takes_its_place_once_the_plain_page_was_seen_and_waits_for_nothing_that_may_not_come() {
    for (before_load, is_told) in [(PAINTS_LATE, true), (PAINTS_NOTHING, false), (TELLS_NOTHING, false)] {
        journey(Setup { before_load, ..Setup::default() }, async |page| {
            assert_eq!(page.shown().await, Shown::Start);
            assert!(page.offers(words::say("very-ill")).await, "the program's own first screen");
            let is_plain = page.run("return window.isPlain ?? null", &[]).await;
            assert_eq!(is_plain.as_bool(), is_told.then_some(true), "{before_load}");
        });
    }
}

#[test]
fn a_program_that_stops_leaves_the_plain_page_and_what_was_answered() {
    let setup = Setup { may_complain: true, ..Setup::default() };
    journey(setup, async |page| {
        page.answer_until(MARATHON, Shown::Health).await;
        // Something that never fails fails once for the program, which has no way out.
        let fails = r"
            document.createElement = (...what) => {
              const isOurs = /wasm|crampwise-/.test(new Error().stack);
              if (!isOurs) return Document.prototype.createElement.apply(document, what);
              delete document.createElement;
              throw new Error('broken');
            }";
        page.run(fails, &[]).await;
        page.press(words::say("none-of-these")).await;
        page.wait_until("the program has failed", "return document.documentElement.hasAttribute('data-failed')").await;
        page.wait_for(words::say("static-danger")).await;
        page.wait_for(words::say("static-without")).await;
        page.reload().await;
        page.press(words::say("unfinished-continue")).await;
        page.answer_all(MARATHON).await;
    });
}

/// Signs that the person is not safe, which are an emergency by themselves or together.
const EMERGENCIES: [&[&str]; 7] = [
    &["rf-collapse"],
    &["rf-confused"],
    &["rf-breath-chest"],
    &["rf-stroke"],
    &["rf-hot-skin"],
    &["rf-heartbeat", "rf-stimulant"],
    &["rf-bad-headache", "rf-vomit"],
];

/// What the first screens say, up to the call for help after each of [`EMERGENCIES`].
async fn first_screens(page: &Page) -> Vec<String> {
    let mut said = vec![page.text().await];
    page.press(words::option("intent", "recurrent")).await;
    page.wait_for_heading(words::block(Block::A)).await;
    said.push(page.text().await);
    for signs in EMERGENCIES {
        for sign in signs {
            page.tick(words::line(sign)).await;
        }
        page.wait_for_heading(words::say("tier-emergency")).await;
        said.push(page.text().await);
        page.press(words::say("by-mistake")).await;
        page.wait_for_heading(words::block(Block::A)).await;
        // The last answer was taken back; one before it stays.
        for sign in &signs[..signs.len() - 1] {
            page.tick(words::line(sign)).await;
        }
    }
    said
}

#[test]
fn without_the_questions_the_page_still_asks_if_the_person_is_safe_and_calls_for_help() {
    let whole = std::sync::Mutex::new(Vec::new());
    journey(Setup::default(), async |page| {
        let said = first_screens(page).await;
        *whole.lock().unwrap() = said;
    });
    journey(Setup { blocked: &["*questions-*"], may_complain: true, ..Setup::default() }, async |page| {
        page.wait_until("the page answers", "return document.documentElement.hasAttribute('data-ready')").await;
        assert_eq!(first_screens(page).await, *whole.lock().unwrap(), "not a word is missing");

        page.press(words::say("none-of-these")).await;
        page.wait_for_heading(words::say("next-step")).await;
        page.wait_for(words::say("next-step-missing")).await;
        assert!(page.reads(words::say("information-danger")).await && page.reads(words::say("safety-net-1")).await);
        page.press(words::say("where-link")).await;
        assert_eq!(page.heading().await, words::say("where-link"));
        page.wait_for(words::say("evidence-missing")).await;
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("next-step")).await;
        page.press(words::say("back")).await;
        page.wait_for_heading(words::block(Block::A)).await;
        page.press(words::say("continue")).await;
        page.wait_for(words::say("next-step-missing")).await;

        // The network is back: the same button goes on, and nothing was lost.
        page.block(&[]).await;
        page.press(words::say("try-again")).await;
        page.wait_for_heading(words::say("about-heading")).await;
        page.answer_until(MARATHON, Shown::Result(Tier::SelfCare)).await;
        assert_eq!(page.violations().await, [""; 0]);
    });
}

#[test]
fn where_the_questions_cannot_be_had_what_was_answered_still_says_how_soon_to_get_help() {
    journey(Setup { blocked: &["*questions-*"], may_complain: true, ..Setup::default() }, async |page| {
        page.wait_until("the page answers", "return document.documentElement.hasAttribute('data-ready')").await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for_heading(words::block(Block::A)).await;
        page.tick(words::line("rf-vomit")).await;
        page.press(words::say("none-of-the-others")).await;
        page.wait_for_heading(words::say("tier-urgent")).await;
        for id in ["tier-urgent.when", "why-rf-vomit", "next-step-missing", "safety-net-1"] {
            assert!(page.reads(words::say(id)).await, "{id}");
        }
        assert_eq!(page.violations().await, [""; 0]);
        page.block(&[]).await;
        page.press(words::say("try-again")).await;
        page.wait_for_heading(words::say("about-heading")).await;
    });
}

#[test]
fn a_step_that_never_comes_is_given_up_and_can_be_asked_for_again() {
    // A minute, for this once, is half a second.
    let before_load = "const { timeout } = AbortSignal; AbortSignal.timeout = (it) => timeout.call(AbortSignal, window.isBack ? it : 500);";
    let setup = Setup { held: &["*questions-*"], before_load, may_complain: true, ..Setup::default() };
    journey(setup, async |page| {
        page.wait_until("the page answers", "return document.documentElement.hasAttribute('data-ready')").await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for_heading(words::block(Block::A)).await;
        page.press(words::say("none-of-these")).await;
        page.wait_for(words::say("next-step-missing")).await;
        page.let_come();
        page.run("window.isBack = true", &[]).await;
        page.press(words::say("try-again")).await;
        page.wait_for_heading(words::say("about-heading")).await;
    });
}

#[test]
fn a_step_that_is_on_its_way_comes_by_itself_under_its_own_name_and_once() {
    journey(Setup { held: &["*questions-*"], notes_requests: true, ..Setup::default() }, async |page| {
        page.wait_until("the page answers", "return document.documentElement.hasAttribute('data-ready')").await;
        let is_called = async |words: &str| {
            let script = format!("return document.title.startsWith({:?})", words);
            page.wait_until("the name of the page", &script).await;
        };
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for_heading(words::block(Block::A)).await;
        page.tick(words::line("rf-vomit")).await;
        page.press(words::say("none-of-the-others")).await;
        page.wait_for(words::say("evidence-coming")).await;
        is_called(words::say("next-step")).await;
        assert!(page.reads(words::say("safety-net-1")).await, "whose answers ask for help need not wait for the list");
        // Whoever looks around meanwhile asks for nothing twice.
        page.press(words::say("seen-link")).await;
        page.press(words::say("back")).await;
        page.press(words::say("back")).await;
        page.press(words::say("continue")).await;
        page.let_come();
        page.wait_for_heading(words::say("about-heading")).await;
        is_called(words::say("about-heading")).await;
        assert_eq!(page.focus().await, words::say("about-heading"));
        page.answer_until(MARATHON, Shown::Result(Tier::Urgent)).await;
        is_called(words::say("tier-urgent")).await;
        page.wait_until("what stands behind it", "return document.querySelector('.factor')").await;
        let asked = page.requests().await;
        for name in ["evidence.json", "/questions-", "/late-"] {
            let n_asked = asked.iter().filter(|it| it.contains(name)).count();
            // The worker keeps a copy of its own.
            assert!((1..=2).contains(&n_asked), "{name}: {asked:?}");
        }
    });
}

#[test]
fn without_what_keeps_the_page_a_result_is_whole() {
    journey(Setup { blocked: &["*offline.js"], may_complain: true, ..Setup::default() }, async |page| {
        page.wait_until("the page answers", "return document.documentElement.hasAttribute('data-ready')").await;
        page.answer_all(MARATHON).await;
        page.wait_until("what stands behind it", "return document.querySelector('.factor')").await;
    });
}
