//! The danger signs: what an emergency shows, what doubt and skipping do, and which lines are asked at all.

use engine::{Block, Tier};
use journeys::{MARATHON, Page, Person, Setup, Shown, journey, words};

/// Words that have no place beside a call for help.
pub async fn no_advice_is_read(page: &Page) {
    let text = page.text_of("main").await.to_lowercase();
    let first_aid: Vec<&str> = content::keys().filter(|it| it.starts_with("first-aid-FA-")).map(words::say).collect();
    let script = r"
        const heading = [...document.querySelectorAll('h2')].find((it) => it.textContent === arguments[0]);
        return [...heading.parentElement.querySelectorAll('li')].map((it) => it.textContent);";
    let lines = page.run(script, &[words::say("first-aid-heading").into()]).await;
    let lines = lines.as_array().cloned().unwrap_or_default();
    assert!(!lines.is_empty(), "someone waiting for help is told what to do");
    for line in &lines {
        assert!(first_aid.iter().any(|it| line == it), "{line} is no first aid");
    }
    for heading in
        ["now-heading", "patterns-heading", "factors-heading", "plan-heading", "conflicts-heading", "exact-heading"]
    {
        assert!(!text.contains(&words::say(heading).to_lowercase()), "{heading}");
    }
    let names = content::keys().filter(|it| {
        let is_named = ["pattern-", "module-", "advice-", "relief-"].iter().any(|kind| it.starts_with(kind));
        is_named && !it.contains('.') && words::say(it).len() > 12
    });
    for id in
        names.filter(|it| *it != "advice-call-emergency" && *it != "advice-cool-body" && *it != "advice-stop-drinking")
    {
        assert!(!text.contains(&words::say(id).to_lowercase()), "{id} is read beside a call for help");
    }
    assert_eq!(page.text_of("details").await, "", "nothing is folded beside a call for help");
}

/// Answers up to a block, ticks what makes it an emergency, and takes it back.
fn an_emergency(block: Block, first: &'static [&'static str], decisive: &'static str) {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Block(block)).await;
        for id in first {
            page.tick(words::line(id)).await;
        }
        page.tick(words::line(decisive)).await;
        // One interaction, and no wait: it is there.
        assert_eq!(page.shown().await, Shown::Result(Tier::Emergency), "{decisive}");
        assert!(page.reads(words::line(decisive)).await, "the reader is told which answer it was");
        no_advice_is_read(page).await;
        assert_eq!(page.text_of("a").await, "", "no number is guessed");
        page.pick(words::say("region-intro"), words::say("region-us")).await;
        page.wait_until("a link that dials", "return document.querySelector('a[href=\"tel:911\"]')").await;
        page.pick(words::say("region-intro"), words::say("region-pick")).await;
        assert_eq!(page.text_of("a").await, "", "no number without a place");

        page.press(words::say("by-mistake")).await;
        assert_eq!(page.shown().await, Shown::Block(block), "back where the line was ticked");
        for id in first {
            assert!(page.is_ticked(words::line(id)).await, "{id} is kept");
        }
        assert!(!page.is_ticked(words::line(decisive)).await, "{decisive} is taken back");
        assert_ne!(page.answer_all(Person(&[])).await, Tier::Emergency);
    });
}

#[test]
fn chest_pain_shows_the_call_at_once() {
    an_emergency(Block::A, &[], "rf-breath-chest");
}

#[test]
fn a_numb_saddle_shows_the_call_at_once() {
    an_emergency(Block::B, &[], "rf-saddle");
}

#[test]
fn a_spreading_wound_shows_the_call_at_once() {
    an_emergency(Block::B, &[], "rf-flesh");
}

#[test]
fn a_tight_throat_with_curling_hands_shows_the_call_at_once() {
    an_emergency(Block::D, &["rf-tetany"], "tetany-airway");
}

#[test]
fn an_emergency_is_saved_and_can_be_read_again() {
    journey(Setup::default(), async |page| {
        page.press(words::say("very-ill")).await;
        page.tick(words::line("rf-stroke")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        page.reload().await;
        page.press(words::say("history-link")).await;
        page.press_what_has(words::say("tier-emergency.short")).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        no_advice_is_read(page).await;
    });
}

#[test]
fn not_sure_about_a_danger_sign_in_the_leg_asks_for_help_today() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Block(Block::B)).await;
        page.press(&words::more_about("rf-cold-pale")).await;
        page.choose(words::question("rf-cold-pale"), words::say("not-sure")).await;
        assert_eq!(page.shown().await, Shown::Block(Block::B));
        page.none_of_these().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::Urgent);
        assert!(
            page.reads(&content::fill(words::say("told-not-sure"), &[("line", words::line("rf-cold-pale"))])).await
        );
    });
}

#[test]
fn what_was_skipped_is_named_above_the_advice() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Block(Block::C)).await;
        page.press(words::say("skip-page")).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        let text = page.text_of("main").await;
        let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("\"{words}\" cannot be read"));
        let advice = place(words::say("now-heading"));
        assert!(place(words::say("caveat-skipped")) < advice);
        for id in ["rf-swollen-one", "rf-calf-constant", "rf-worse-again"] {
            assert!(place(words::line(id)) < advice, "{id}");
        }
        page.press(words::say("answer-skipped")).await;
        assert_eq!(page.shown().await, Shown::Block(Block::C));
        page.none_of_these().await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        assert!(!page.reads(words::say("caveat-skipped")).await);
    });
}

#[test]
fn the_button_says_what_it_answers() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Block(Block::E)).await;
        assert!(page.offers(words::say("none-of-these")).await);
        page.tick(words::line("rf-numb-feet")).await;
        assert!(page.offers(words::say("none-of-the-others")).await);
        assert!(!page.offers(words::say("none-of-these")).await);
        page.tick(words::line("rf-numb-feet")).await;
        assert!(page.offers(words::say("none-of-these")).await);
    });
}

#[test]
fn a_follow_up_opens_under_its_parent_and_goes_with_it() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Block(Block::C)).await;
        assert!(!page.offers(words::line("calf-48h")).await);
        page.tick(words::line("rf-calf-constant")).await;
        assert!(page.offers(words::line("calf-48h")).await);
        page.tick(words::line("calf-48h")).await;
        page.tick(words::line("rf-calf-constant")).await;
        assert!(!page.offers(words::line("calf-48h")).await);
        page.tick(words::line("rf-calf-constant")).await;
        assert!(!page.is_ticked(words::line("calf-48h")).await, "it is asked anew");
    });
}

#[test]
fn lines_that_cannot_apply_are_not_asked_and_come_back_unanswered() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Block(Block::C)).await;
        assert!(!page.offers(words::line("rf-preg-leg")).await, "not pregnant");
        page.answer_until(MARATHON, Shown::Block(Block::D)).await;
        assert!(!page.offers(words::line("rf-thinner-blow")).await, "no blood thinner, no bleeding problem");
        page.answer_until(MARATHON, Shown::Block(Block::E)).await;
        for id in ["rf-statin-muscle", "rf-preeclampsia", "rf-kidney-weak", "rf-liver-ill"] {
            assert!(!page.offers(words::line(id)).await, "{id}");
        }
        page.answer_until(MARATHON, Shown::Review).await;

        // Pregnant after all: both lines are asked, and neither is taken to be answered.
        page.press(&words::change(words::question("pregnant"))).await;
        page.choose(words::question("pregnant"), words::option("pregnant", "pregnant")).await;
        page.press(words::say("continue")).await;
        page.wait_for_heading(words::block(Block::C)).await;
        assert!(page.offers(words::line("rf-preg-leg")).await);
        assert!(!page.is_ticked(words::line("rf-preg-leg")).await);
        page.press(&words::more_about("rf-preg-leg")).await;
        for code in ["yes", "no", "not-sure"] {
            let is_chosen = page.is_chosen(words::question("rf-preg-leg"), words::option("rf-preg-leg", code)).await;
            assert!(!is_chosen, "{code}");
        }
        page.answer_until(MARATHON, Shown::Block(Block::E)).await;
        assert!(page.offers(words::line("rf-preeclampsia")).await);
        assert!(!page.is_ticked(words::line("rf-preeclampsia")).await);
    });
}
