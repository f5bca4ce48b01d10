//! On paper: what a printed result says, and what it leaves out.

use crate::safety::no_advice_is_read;
use engine::{Block, Tier};
use journeys::{MARATHON, Page, Person, Setup, Shown, TOUR_AT_LEAST, journey, tour, words};
use serde_json::{Value, json};

/// What is left of the width of a sheet between its margins, in CSS pixels: A4, and A5, which is as narrow as paper gets.
const A4: u32 = 681;
const A5: u32 = 446;

const DARK: [(&str, &str); 1] = [("prefers-color-scheme", "dark")];

/// Someone of 45 with one hot and swollen leg: nobody may massage it.
const SWOLLEN: Person =
    Person(&[("intent", &["recent"]), ("age", &["40-59"]), ("rf-swollen-one", &["yes"]), ("rf-red-hot", &["yes"])]);
/// Someone who cramps often, on the nights after long runs.
const OFTEN: Person =
    Person(&[("intent", &["recent"]), ("age", &["60-plus"]), ("rf-frequent", &["yes"]), ("when", &["night"])]);

/// Every heading, paragraph and line that a result can be read to say now, but for evidence and what the page says of
/// itself.
async fn said(page: &Page) -> Vec<String> {
    let script = r"
        const lines = [...document.querySelectorAll('main :is(h1, h2, h3, p, li, dt, dd, summary)')];
        const apart = '.evidence, .exact, .after, .on-paper, .conflict > div';
        const seen = lines.filter((it) => it.checkVisibility() && !it.querySelector('p, li, h3') && !it.closest(apart));
        return seen.map((it) => it.textContent);";
    texts(page.run(script, &[]).await)
}

fn texts(list: Value) -> Vec<String> {
    let list = list.as_array().cloned().expect("the script gives a list");
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What can be pressed, picked or typed into, and what leads elsewhere.
async fn controls(page: &Page) -> Vec<String> {
    let script = r"
        const all = [...document.querySelectorAll('button:not(.entry), select, nav, progress, input[type=file]')];
        return all.filter((it) => it.checkVisibility()).map((it) => it.outerHTML.slice(0, 160));";
    texts(page.run(script, &[]).await)
}

/// What is not black on white.
async fn coloured(page: &Page) -> Vec<String> {
    let script = r"
        const light = ['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'];
        const all = [...document.querySelectorAll('html, body, body *')].filter((it) => it.checkVisibility());
        const has = (it) => { const of = getComputedStyle(it); return [of.color, of.backgroundColor, of.backgroundImage]; };
        const amiss = ([ink, ground, image]) => ink !== 'rgb(0, 0, 0)' || !light.includes(ground) || image !== 'none';
        return all.filter((it) => amiss(has(it))).map((it) => `<${it.localName} class='${it.getAttribute('class')}'> ${has(it)}`);";
    texts(page.run(script, &[]).await)
}

/// The day as this reader writes it.
async fn today(page: &Page) -> String {
    // A language that is none, as a machine without any set up has it, is taken for that of the page.
    let script = "
        const { language } = navigator;
        return new Date().toLocaleDateString(language.startsWith('en') ? language : 'en', { dateStyle: 'long' })";
    page.run(script, &[]).await.as_str().unwrap().to_owned()
}

/// What a printed result carries, whoever reads it: how soon to get help, of which day it is, and why.
async fn has_its_head(page: &Page, tier: Tier) {
    let text = page.text_of("main").await;
    for part in ["", ".short", ".lead"] {
        let words = words::say(&format!("tier-{}{part}", tier.code()));
        assert!(text.contains(words), "{words}");
    }
    assert!(text.contains(words::say("why-heading")));
    assert!(text.contains(&today(page).await), "no date in: {text}");
    let foot = page.text_of("footer").await;
    assert!(foot.contains(engine::VERSION) && foot.contains(words::say("not-reviewed")), "{foot}");
}

#[test]
fn an_emergency_on_paper_is_the_call_and_first_aid_on_one_sheet() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Block(Block::B)).await;
        page.tick(words::line("rf-saddle")).await;
        assert_eq!(page.shown().await, Shown::Result(Tier::Emergency));
        page.show_on_paper(A4, &DARK).await;
        has_its_head(page, Tier::Emergency).await;
        no_advice_is_read(page).await;
        assert!(page.reads(words::line("rf-saddle")).await, "the answer that made it an emergency");
        assert!(!page.reads(words::say("by-mistake")).await);
        assert_eq!(controls(page).await, [""; 0]);
        assert_eq!(coloured(page).await, [""; 0]);
        assert_eq!(page.text_of(".regions").await, "", "no number is guessed");

        // The number that a reader picked goes along.
        page.show_on_screen().await;
        page.pick(words::say("region-intro"), words::say("region-uk")).await;
        page.show_on_paper(A4, &DARK).await;
        assert!(page.text_of(".regions").await.contains("999"));
        no_advice_is_read(page).await;
        assert_eq!(page.print().await, 1);
    });
}

#[test]
fn paper_says_what_the_screen_says_and_nothing_that_is_withheld() {
    let people = [(MARATHON, Tier::SelfCare, 12), (OFTEN, Tier::Soon, 7), (SWOLLEN, Tier::Urgent, 5)];
    for (person, tier, sheets_at_most) in people {
        journey(Setup::default(), async |page| {
            assert_eq!(page.answer_all(person).await, tier);
            page.wait_until("the second file", "return document.querySelector('.factor, .pattern, .module')").await;
            page.show_on_paper(A4, &[]).await;
            has_its_head(page, tier).await;
            let on_paper = said(page).await;
            assert!(page.reads(words::say("safety-net")).await);
            assert!(page.reads(words::say("disclaimer-result")).await);
            assert_eq!(controls(page).await, [""; 0]);
            let n_sheets = page.print().await;
            assert!(1 < n_sheets && n_sheets <= sheets_at_most, "{n_sheets} sheets for {tier:?}");

            // On the screen the same is there once all is unfolded, and nothing is there that paper adds.
            page.show_on_screen().await;
            let folded = said(page).await;
            assert!(folded.len() < on_paper.len() || tier != Tier::SelfCare, "a long result is folded on the screen");
            page.unfold_all().await;
            assert_eq!(said(page).await, on_paper);
        });
    }
}

#[test]
fn what_is_folded_is_printed_but_for_evidence_that_nobody_opened() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Block(Block::C)).await;
        page.tick(words::line("rf-swollen-one")).await;
        page.press(words::say("none-of-the-others")).await;
        page.press(words::say("skip-page")).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::Urgent);
        page.wait_until("the second file", "return document.querySelector('.factor')").await;
        page.run("document.querySelector('.factor details.evidence').open = true", &[]).await;
        page.wait_until("its sources", "return document.querySelector('.factor .cited')").await;
        page.show_on_paper(A4, &[]).await;
        let folded = r"
            const all = [...document.querySelectorAll(`main details${arguments[0]}`)];
            return [all.length, all.filter((it) => it.children[1]?.checkVisibility()).length];";
        let count = async |which: &str| {
            let counts = page.run(folded, &[json!(which)]).await;
            (counts[0].as_u64().unwrap(), counts[1].as_u64().unwrap())
        };
        for which in [".rest", ".caveat", ".conflict"] {
            let (all, printed) = count(which).await;
            assert!(0 < all && printed == all, "{which}: {printed} of {all}");
        }
        let (evidence, printed) = count(".evidence").await;
        assert!(10 < evidence && printed == 1, "{printed} of {evidence}");
        assert_eq!(count(".exact").await.1, 0, "questions cannot be answered on paper");
    });
}

#[test]
fn a_saved_result_is_printed_with_its_day_and_its_person() {
    journey(Setup::default(), async |page| {
        page.choose(words::question("for-whom"), words::option("for-whom", "other")).await;
        page.type_into(words::say("for-whom-name"), "Ada").await;
        page.answer_all(Person(&[("for-whom", &["other"]), ("rf-stroke", &["yes"])])).await;
        page.show_on_paper(A4, &[]).await;
        assert!(page.reads(", Ada").await);
        page.show_on_screen().await;
        page.reload().await;
        page.press(words::say("history-link")).await;
        page.press_what_has(words::say("tier-emergency.short")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        page.show_on_paper(A4, &DARK).await;
        has_its_head(page, Tier::Emergency).await;
        assert!(page.reads("Ada").await);
        no_advice_is_read(page).await;
        assert_eq!(controls(page).await, [""; 0]);
        assert_eq!(page.print().await, 1);
    });
}

#[test]
fn the_day_is_told_on_paper_alone_and_the_button_prints() {
    let before_load = "window.print = () => { window.nPrinted = (window.nPrinted ?? 0) + 1; };";
    journey(Setup { before_load, ..Setup::default() }, async |page| {
        page.answer_all(MARATHON).await;
        assert!(!page.reads(&today(page).await).await);
        page.press(words::say("print")).await;
        assert_eq!(page.run("return window.nPrinted", &[]).await, 1);
    });
}

#[test]
fn every_screen_is_printed_black_on_white_with_nothing_cut_off_or_left_to_press() {
    journey(Setup::default(), async |page| {
        let (mut n_screens, mut amiss) = (0, Vec::new());
        tour(page, async |page, name| {
            n_screens += 1;
            for width in [A4, A5] {
                page.show_on_paper(width, &DARK).await;
                amiss.extend(page.sticks_out().await.map(|it| format!("{name} at {width}: {it}")));
            }
            for it in coloured(page).await.into_iter().chain(controls(page).await).take(5) {
                amiss.push(format!("{name}: {it}"));
            }
            assert!(page.heading().await.is_empty() || page.text().await.contains(&page.heading().await), "{name}");
            page.show_on_screen().await;
        })
        .await;
        assert!(amiss.is_empty(), "{}", amiss.join("\n"));
        assert!(TOUR_AT_LEAST <= n_screens, "{n_screens} screens");
    });
}
