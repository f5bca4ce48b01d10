//! Every screen there is, one after the other.

use crate::page::{Page, Shown};
use crate::person::{MARATHON, Person};
use crate::words;
use engine::Tier;

/// How many screens a tour shows at the least.
pub const TOUR_AT_LEAST: usize = 53;

/// Results of the other tiers, each with someone who comes to it.
const OTHERS: [(Tier, Person); 3] = [
    (
        Tier::Soon,
        Person(&[("intent", &["recent"]), ("age", &["60-plus"]), ("rf-frequent", &["yes"]), ("when", &["night"])]),
    ),
    (
        Tier::Urgent,
        Person(&[("intent", &["now"]), ("age", &["40-59"]), ("rf-swollen-one", &["yes"]), ("rf-red-hot", &["yes"])]),
    ),
    (Tier::Emergency, Person(&[("for-whom", &["other"]), ("rf-breath-chest", &["yes"])])),
];

/// Goes through every screen, from the first one of a page that was just loaded, and shows each with its name.
pub async fn tour(page: &Page, mut visit: impl AsyncFnMut(&Page, &str)) {
    visit(page, "start").await;
    page.choose(words::question("for-whom"), words::option("for-whom", "other")).await;
    visit(page, "start-for-someone-else").await;
    page.choose(words::question("for-whom"), words::option("for-whom", "self")).await;
    for (link, name) in [
        ("history-link", "history-empty"),
        ("where-link", "where-is-my-data"),
        ("seen-link", "already-seen"),
        ("report-link", "report-an-error"),
    ] {
        page.press(words::say(link)).await;
        visit(page, name).await;
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("app-title")).await;
    }

    page.press(words::option("intent", "now")).await;
    page.wait_until("the map", "return document.querySelector('.region')").await;
    visit(page, "ease-where").await;
    page.press(words::option("site", "calf")).await;
    page.wait_for_heading(words::say("ease-check")).await;
    visit(page, "ease-check").await;
    page.tick(words::line("rf-swollen-one")).await;
    page.none_of_these().await;
    page.wait_for_heading(words::say("tier-urgent")).await;
    visit(page, "ease-card").await;
    page.press(words::say("by-mistake")).await;
    page.tick(words::line("rf-swollen-one")).await;
    page.none_of_these().await;
    page.wait_for(words::say("ease-pause")).await;
    visit(page, "ease-stretch").await;
    page.press(words::say("ease-let-go")).await;
    page.wait_for_heading(words::say("ease-after")).await;
    visit(page, "ease-let-go").await;
    page.press(words::say("ease-finish")).await;
    page.wait_for_heading(words::say("app-title")).await;

    loop {
        let shown = page.shown().await;
        match shown {
            Shown::Start => {}
            Shown::Block(block) => visit(page, &format!("block-{block:?}").to_lowercase()).await,
            Shown::About => visit(page, "about").await,
            Shown::Health => visit(page, "health").await,
            Shown::Ask(item) => visit(page, &format!("ask-{item}")).await,
            Shown::Review => visit(page, "review").await,
            Shown::Result(_) | Shown::Other => break,
        }
        unfold(page, shown, &mut visit).await;
        page.answer_screen(MARATHON).await;
    }
    visit(page, "result-self-care").await;
    page.unfold_all().await;
    visit(page, "result-self-care-unfolded").await;

    page.press(words::say("for-doctor")).await;
    page.wait_for(words::say("doctor-self")).await;
    visit(page, "doctor").await;
    page.press(words::say("back")).await;
    page.wait_for_heading(words::say("tier-self-care")).await;
    page.unfold_all().await;

    page.press(words::question("mass-before")).await;
    page.wait_for_heading(words::question("mass-before")).await;
    visit(page, "ask-mass-before").await;
    page.type_into(words::say("unit-kg"), "70").await;
    page.press(words::say("continue")).await;
    for (id, number, unit) in [("mass-after", "68.5", "unit-kg"), ("fluid-intake", "1.5", "unit-litre")] {
        page.wait_for_heading(words::say("tier-self-care")).await;
        page.unfold_all().await;
        page.press(words::question(id)).await;
        page.wait_for_heading(words::question(id)).await;
        page.type_into(words::say(unit), number).await;
        page.press(words::say("continue")).await;
    }
    page.wait_for(words::say("water-heading")).await;
    visit(page, "result-sweat-test").await;
    page.press(words::say("change-answers")).await;
    page.press(&words::change(words::question("intent"))).await;
    page.wait_for_heading(words::say("app-title")).await;
    visit(page, "start-to-change").await;

    for (tier, person) in OTHERS {
        page.reload().await;
        let reached = page.answer_all(person).await;
        assert_eq!(reached, tier, "{person:?}");
        visit(page, &format!("result-{}", tier.code())).await;
    }
    page.pick(words::say("region-intro"), words::say("region-uk")).await;
    visit(page, "result-emergency-with-a-number").await;

    page.reload().await;
    page.answer_until(MARATHON, Shown::About).await;
    page.reload().await;
    visit(page, "start-with-an-unfinished-one").await;
    page.press(words::say("history-link")).await;
    visit(page, "history").await;
    page.press_what_has(words::say("tier-soon.short")).await;
    page.wait_for_heading(words::say("tier-soon")).await;
    visit(page, "saved-result").await;
    page.press(words::say("outcome-tell")).await;
    page.wait_for(words::say("outcome-since")).await;
    page.choose(words::say("outcome-since"), words::say("outcome-more")).await;
    page.press(words::say("outcome-save")).await;
    page.wait_for(words::say("outcome-then-more")).await;
    visit(page, "did-it-help").await;
    page.press(words::say("outcome-see")).await;
    page.wait_for_heading(words::say("tier-soon")).await;
    page.press(words::say("back")).await;
    page.press(words::say("delete-all")).await;
    page.wait_for(words::say("deleted")).await;
    visit(page, "history-deleted").await;

    page.ask_for("layout=single").await;
    page.press(words::option("intent", "recurrent")).await;
    page.wait_for(words::say("one-page-lead")).await;
    visit(page, "one-page").await;
    page.press(words::say("show-result")).await;
    page.wait_for(words::say("one-page-open")).await;
    page.fill_page(MARATHON).await;
    visit(page, "one-page-answered").await;

    page.turn_to("information").await;
    page.wait_for_heading(words::say("information-title")).await;
    page.wait_for(words::say("topic-ease")).await;
    visit(page, "information").await;
    for topic in ["ease", "fits", "adds", "try", "disagree"] {
        page.press(words::say(&format!("topic-{topic}"))).await;
        page.wait_for(words::say(&format!("topic-{topic}.intro"))).await;
        visit(page, &format!("information-{topic}")).await;
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("information-title")).await;
    }
}

/// What some screens look like when a part of them is opened.
async fn unfold(page: &Page, shown: Shown, visit: &mut impl AsyncFnMut(&Page, &str)) {
    match shown {
        Shown::Block(engine::Block::C) => {
            page.press(&words::more_about("rf-swollen-one")).await;
            page.tick(words::line("rf-calf-constant")).await;
            page.tick(words::line("clot-risk")).await;
            visit(page, "block-c-unfolded").await;
            page.tick(words::line("clot-risk")).await;
            page.tick(words::line("rf-calf-constant")).await;
        }
        Shown::Ask(item) if item.code() == "session-minutes" => {
            page.type_into(words::say("unit-minutes"), "many").await;
            visit(page, "ask-session-minutes-amiss").await;
        }
        _ => {}
    }
}
