//! The page for a doctor: what is on it, on paper and in the clipboard.

use engine::Tier;
use journeys::{Engine, MARATHON, Page, Person, Setup, journey, words};

/// A clipboard that takes everything.
const TAKES: &str = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { window.copied = text; return Promise.resolve(); } } });";
/// One that refuses.
const REFUSES: &str =
    "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } });";
/// None at all.
const LACKS: &str = "Object.defineProperty(navigator, 'clipboard', { value: undefined });";

/// Someone with much to tell.
const MUCH: Person = Person(&[
    ("intent", &["recurrent"]),
    ("age", &["60-plus"]),
    ("last-exercise", &["week"]),
    ("medicines", &["statin", "diuretic", "anticoagulant"]),
    ("conditions-known", &["diabetes", "kidney"]),
    ("rf-calf-constant", &["yes"]),
    ("calf-48h", &["yes"]),
    ("clot-risk", &["travel-4h-8w"]),
    ("rf-frequent", &["yes"]),
    ("rf-numb-feet", &["yes"]),
    ("rf-swollen-both", &["not-sure"]),
    ("symptoms", &["numb", "muscle-pain"]),
    ("site", &["calf", "foot"]),
    ("when", &["night"]),
    ("lasts", &["minutes"]),
    ("frequency", &["weekly"]),
    ("severity", &["7"]),
]);

async fn open(page: &Page) {
    page.press(words::say("for-doctor")).await;
    page.wait_for_heading(words::say("for-doctor")).await;
    page.wait_for(words::say("doctor-self")).await;
}

/// The lines on the screen, as the text should have them.
async fn lines(page: &Page) -> Vec<String> {
    let script = r"
        const lines = [];
        for (const it of document.querySelectorAll('.sheet h2, .sheet p, .sheet dl > div')) {
          const about = it.querySelector('dt')?.textContent;
          const told = it.querySelector('dd')?.textContent ?? it.textContent;
          lines.push(it.matches('h2') ? told : '- ' + (about ? about + (about.endsWith('?') ? ' ' : ': ') : '') + told);
        }
        return lines;";
    let lines = page.run(script, &[]).await;
    lines.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_page_for_a_doctor_says_the_same_on_the_screen_and_as_text() {
    journey(Setup { before_load: TAKES, ..Setup::default() }, async |page| {
        page.answer_all(MUCH).await;
        open(page).await;
        let shown = lines(page).await;
        page.press(words::say("doctor-copy")).await;
        page.wait_for(words::say("doctor-copied")).await;
        let copied = page.run("return window.copied", &[]).await;
        let copied: Vec<&str> = copied.as_str().unwrap().lines().filter(|it| !it.is_empty()).collect();
        assert_eq!(copied[0], words::say("for-doctor"));
        assert_eq!(copied[1..], shown);
        for (id, code) in [("medicines", "statin"), ("conditions-known", "kidney"), ("when", "night")] {
            assert!(shown.iter().any(|it| it.contains(words::option(id, code))), "{id}: {shown:?}");
        }
        let yes = shown.iter().find(|it| it.starts_with("- Yes: ")).unwrap();
        assert!(
            yes.contains(words::line("rf-calf-constant")) && yes.contains(words::option("clot-risk", "travel-4h-8w"))
        );
        let unsure = shown.iter().find(|it| it.starts_with("- Not sure: ")).unwrap();
        assert!(unsure.contains(words::line("rf-swollen-both")), "{unsure}");
        for part in ["why-heading", "doctor-signs", "doctor-held", "doctor-sources"] {
            assert!(shown.iter().any(|it| it == words::say(part)), "{part}: {shown:?}");
        }
        assert!(shown.iter().any(|it| it.contains(engine::VERSION)), "{shown:?}");

        page.press(words::say("back")).await;
        page.wait_for(words::say("result-saved")).await;
    });
}

#[test]
fn where_nothing_can_be_copied_the_text_is_marked_to_be_copied_by_hand() {
    for before_load in [REFUSES, LACKS] {
        journey(Setup { before_load, ..Setup::default() }, async |page| {
            page.answer_all(MARATHON).await;
            open(page).await;
            let shown = lines(page).await;
            page.press(words::say("doctor-copy")).await;
            page.wait_for(words::say("doctor-by-hand")).await;
            let script = r"
                const it = document.activeElement;
                return it.localName === 'textarea' && it.selectionStart === 0 && it.selectionEnd === it.value.length && it.value";
            let marked = page.wait_until("the text is marked", script).await;
            let marked: Vec<&str> = marked.as_str().unwrap().lines().filter(|it| !it.is_empty()).collect();
            assert_eq!(marked[1..], shown);
        });
    }
}

#[test]
fn it_opens_from_a_saved_result_and_leads_back_there() {
    // The sheet tells the minute.
    let before_load = "{ const now = Date.now; Date.now = () => Math.floor(now() / 3600000) * 3600000; }";
    journey(Setup { before_load, ..Setup::default() }, async |page| {
        assert_eq!(page.answer_all(MUCH).await, Tier::Urgent);
        open(page).await;
        let told = lines(page).await;
        page.reload().await;
        page.press(words::say("history-link")).await;
        page.press_what_has(words::say("tier-urgent.short")).await;
        page.wait_for_heading(words::say("tier-urgent")).await;
        open(page).await;
        assert_eq!(lines(page).await, told);
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("tier-urgent")).await;
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("history-heading")).await;
    });
}

#[test]
fn it_is_one_sheet_of_paper() {
    journey(Setup::default(), async |page| {
        for person in [MARATHON, MUCH] {
            page.answer_all(person).await;
            open(page).await;
            assert_eq!(page.print().await, 1);
            page.reload().await;
        }
    });
}

#[test]
fn a_code_of_the_result_is_put_on_the_page_where_it_is_asked_for() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        open(page).await;
        assert!(!page.reads(words::say("doctor-code-about")).await);
        page.press(words::say("doctor-code")).await;
        page.wait_for(words::say("doctor-code-about")).await;
        page.wait_until(
            "the code",
            "return document.querySelector('.sheet .code path').getAttribute('d').length > 500",
        )
        .await;
        let across = "return document.querySelector('.sheet .code').getBoundingClientRect().width > 200";
        assert_eq!(page.run(across, &[]).await, true, "it can be seen, and scanned from the screen");
        assert_eq!(page.violations().await, [""; 0]);
        if page.engine() == Engine::Chromium {
            assert_eq!(page.print().await, 1, "it is still one sheet");
            page.show_on_paper(720, &[]).await;
            let across =
                page.run("return document.querySelector('.sheet .code').getBoundingClientRect().width", &[]).await;
            assert!(across.as_f64().is_some_and(|it| it >= 3.0 * 96.0 / 2.54), "3 cm at least: {across}");
            page.show_on_screen().await;
        }
        page.press(words::say("doctor-code")).await;
        page.wait_until("it is gone", "return !document.querySelector('.sheet .code')").await;
    });
}

#[test]
fn under_an_emergency_there_is_nothing_but_the_call() {
    const ILL: Person = Person(&[("for-whom", &["self"]), ("rf-breath-chest", &["yes"])]);
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        page.reload().await;
        assert_eq!(page.answer_all(ILL).await, Tier::Emergency);
        for id in ["for-doctor", "calendar-add"] {
            assert!(!page.offers(words::say(id)).await, "{id}");
        }
        assert!(!page.reads(words::say("then-heading")).await);
    });
}
