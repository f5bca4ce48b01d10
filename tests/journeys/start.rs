//! The first screen, and the way from it to a result.

use engine::{Answers, Block, Tier};
use journeys::{MARATHON, Page, Setup, Shown, journey, words};
use record::link::{Cadence, Channel, Extras, Form, Link, Preset, Told, write};
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn a_plain_exercise_cramp_is_done_in_at_most_40_taps() {
    journey(Setup::default(), async |page| {
        let tier = page.answer_all(MARATHON).await;
        println!("taps from the first screen to the result: {}", page.n_taps());
        assert_eq!(tier, Tier::SelfCare);
        assert!(page.n_taps() <= 40, "{} taps", page.n_taps());
        let first = page.run("return document.querySelector('.pattern h3').textContent", &[]).await;
        assert_eq!(first, words::say("pattern-exercise-fatigue"));
    });
}

#[test]
fn the_way_of_a_plain_exercise_cramp_is_short_to_read() {
    /// The words on this screen that were on none before: what says "Back" or "Skip" on every screen is read once.
    async fn n_new_words(page: &Page, read: &mut BTreeSet<String>) -> usize {
        let script = r"
            const shown = document.querySelector('main').cloneNode(true);
            document.querySelector('main').after(shown);
            shown.querySelectorAll('.hidden').forEach((it) => it.remove());
            const text = shown.innerText;
            shown.remove();
            return text;";
        let text = page.run(script, &[]).await;
        let lines = text.as_str().unwrap().lines().map(|it| it.replace(|it: char| it.is_ascii_digit(), ""));
        let n_words = |it: &String| it.split_whitespace().filter(|it| it.contains(char::is_alphabetic)).count();
        let new: Vec<String> = lines.filter(|it| read.insert(it.clone())).collect();
        new.iter().map(n_words).sum()
    }
    journey(Setup::default(), async |page| {
        let mut read = BTreeSet::new();
        let (mut safety, mut questions) = (0, 0);
        loop {
            let shown = page.shown().await;
            if matches!(shown, Shown::Result(_)) {
                break;
            }
            let n = n_new_words(page, &mut read).await;
            match shown {
                Shown::Start | Shown::Block(_) | Shown::About | Shown::Health => safety += n,
                _ => questions += n,
            }
            println!("{n:4} words: {shown:?}");
            page.answer_screen(MARATHON).await;
        }
        println!(
            "words on the first screen and the safety screens: {safety}; on the whole way to the result: {}",
            safety + questions
        );
        assert!(safety <= 650, "{safety} words on the first screen and the safety screens");
        assert!(safety + questions <= 1100, "{} words on the way", safety + questions);
    });
}

#[test]
fn a_danger_sign_of_someone_very_ill_is_at_most_three_taps_away() {
    journey(Setup::default(), async |page| {
        page.press(words::say("very-ill")).await;
        assert_eq!(page.shown().await, Shown::Block(Block::A));
        page.tick(words::line("rf-collapse")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        assert!(page.n_taps() <= 3, "{} taps", page.n_taps());
    });
}

#[test]
fn answering_for_someone_else_names_them_and_says_so() {
    journey(Setup::default(), async |page| {
        page.choose(words::question("for-whom"), words::option("for-whom", "other")).await;
        page.type_into(words::say("for-whom-name"), "Ada").await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for(words::say("about-the-other")).await;
        assert!(!page.offers(words::say("skip-page")).await, "nobody skips the first block for someone else");
        page.answer_all(MARATHON).await;
        page.press(words::say("history-link")).await;
        page.wait_for("Ada").await;
    });
}

#[test]
fn an_unfinished_one_is_continued_after_a_reload_with_every_answer() {
    journey(Setup::default(), async |page| {
        let middle = Shown::Ask(words::item("effort"));
        page.answer_until(MARATHON, middle).await;
        page.reload().await;
        assert_eq!(page.shown().await, Shown::Start);
        page.press(words::say("unfinished-continue")).await;
        page.wait_for_heading(words::question("effort")).await;
        page.answer_until(MARATHON, Shown::Review).await;
        let continued = page.text_of("dl").await;
        page.answer_screen(MARATHON).await;

        page.reload().await;
        assert!(!page.offers(words::say("unfinished-continue")).await, "a finished one is no longer unfinished");
        let drafts = page.run("return Object.keys(localStorage).filter((it) => it.includes(':d:'))", &[]).await;
        assert_eq!(drafts, serde_json::json!([]));

        page.answer_until(MARATHON, Shown::Review).await;
        assert_eq!(page.text_of("dl").await, continued, "the same answers as without a reload");
    });
}

#[test]
fn an_unfinished_one_can_be_left_behind() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::About).await;
        page.reload().await;
        page.press(words::say("unfinished-discard")).await;
        page.wait_until("the offer is gone", "return !document.querySelector('.note')?.checkVisibility()").await;
        page.reload().await;
        assert!(!page.offers(words::say("unfinished-continue")).await);
    });
}

#[test]
fn nothing_takes_the_focus_when_the_page_is_loaded() {
    journey(Setup::default(), async |page| {
        assert_eq!(page.focus().await, "body");
        assert_eq!(page.run("return scrollY", &[]).await, 0);
    });
}

/// A clock that is this many milliseconds after 1970.
const LAST_DAY: &str = "Date.now = () => 1826971200000 - 1;";
const DAY_AFTER: &str = "Date.now = () => 1826971200000;";

#[test]
fn after_the_last_day_of_its_rules_the_page_asks_nothing_and_says_when_to_get_help() {
    journey(Setup { before_load: LAST_DAY, ..Setup::default() }, async |page| {
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
    });
    journey(Setup { before_load: DAY_AFTER, ..Setup::default() }, async |page| {
        page.wait_for_heading(words::say("too-old")).await;
        page.wait_for(words::say("topic-ease")).await;
        assert!(page.reads(engine::EXPIRES).await);
        for n in 1..=19 {
            assert!(page.reads(words::say(&format!("safety-net-{n}"))).await, "sign {n}");
        }
        assert!(!page.offers(words::option("intent", "recurrent")).await);
        assert!(page.offers(words::say("topic-ease")).await, "everyone is told the same");
        assert_eq!(page.violations().await, [""; 0]);
        page.press(words::say("history-link")).await;
        page.wait_for(words::say("history-empty")).await;
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("too-old")).await;

        // Nor does any link begin what the first screen does not.
        let mut answers = Answers::default();
        answers.choose("intent", "recurrent").unwrap();
        let told = Told::new(2000, &answers);
        let open =
            async |link: &Link| page.run("location.hash = arguments[0]", &[json!(write(link, Form::Link))]).await;
        open(&Link::Answers(told.clone())).await;
        page.press(words::say("shared-go-on")).await;
        page.wait_for_heading(words::say("too-old")).await;
        let (cadence, extras, channel) = (Cadence::Weekly, Extras::default(), Channel::Show);
        let preset = Preset { team: "Club".to_owned(), cadence, note: String::new(), extras, channel, key: None };
        open(&Link::Preset(preset)).await;
        page.type_into(words::say("preset-name"), "Ana").await;
        page.press(words::say("preset-start")).await;
        page.wait_for_heading(words::say("too-old")).await;
        // A result that was sent is shown, and says by what.
        open(&Link::Result { told, tier: Tier::Urgent }).await;
        page.wait_for_heading(words::say("tier-urgent")).await;
        assert!(page.reads(engine::EXPIRES).await && page.reads(words::say("too-old")).await);
    });
}
