//! Every screen there is, one after the other.

use crate::page::{Page, Shown};
use crate::person::{MARATHON, Person};
use crate::words;
use engine::{Answers, Tier};
use record::history::Ulid;
use record::link::{Form, Link, Sealed, Sender, Told, read, write};
use serde_json::json;

/// How many screens a tour shows at the least.
pub const TOUR_AT_LEAST: usize = 67;

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

    links_and_teams(page, &mut visit).await;

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

/// Sharing a result, opening one, a coach's team with its board, and an athlete's reply.
async fn links_and_teams(page: &Page, visit: &mut impl AsyncFnMut(&Page, &str)) {
    const LINK: &str = "return document.querySelector('#link')?.value.split('#')[1]";
    let open = async |link: &str| page.run("location.hash = arguments[0]", &[json!(link)]).await;

    page.reload().await;
    page.answer_all(MARATHON).await;
    page.press(words::say("share")).await;
    page.wait_for(words::say("share-who-reads")).await;
    page.press(words::say("share-code")).await;
    page.wait_until("the code", "return document.querySelector('.code path')").await;
    page.press(words::say("lock-link")).await;
    page.wait_for(words::say("lock-about")).await;
    visit(page, "share").await;
    let shared = page.wait_until("the link", LINK).await;
    open(shared.as_str().unwrap_or_default()).await;
    page.wait_for(words::say("shared-about")).await;
    page.wait_for(words::say("shared-patterns")).await;
    visit(page, "shared").await;
    open("r1.AAAA.00000").await;
    page.wait_for_heading(words::say("shared-broken")).await;
    visit(page, "shared-broken").await;

    page.reload().await;
    page.press(words::say("teams")).await;
    page.wait_for(words::say("team-about")).await;
    visit(page, "teams").await;
    page.press(words::say("team-make")).await;
    page.type_into(words::say("team-name"), "Under 17 long-distance runners").await;
    visit(page, "team-make").await;
    page.press(words::say("team-go-on")).await;
    page.wait_for(words::say("team-backup-about")).await;
    visit(page, "team-backup").await;
    page.press(words::say("team-backup-not")).await;
    page.wait_for(words::say("board-empty")).await;
    visit(page, "board-empty").await;
    let preset = page.wait_until("the set-up", LINK).await;
    let preset = preset.as_str().unwrap_or_default().to_owned();
    let chat = chat(page, &preset).await;
    let paste =
        "const it = document.querySelector('#replies'); it.value = arguments[0]; it.dispatchEvent(new Event('input'))";
    page.run(paste, &[json!(chat)]).await;
    page.press(words::say("board-take")).await;
    page.wait_for("Bartholomew").await;
    visit(page, "board").await;
    page.run("document.querySelectorAll('main details').forEach((it) => (it.open = true))", &[]).await;
    visit(page, "board-unfolded").await;

    open(&preset).await;
    page.wait_for(words::say("preset-who")).await;
    visit(page, "preset").await;
    page.press(words::say("preset-start")).await;
    page.type_into(words::say("preset-name"), "Ana").await;
    page.press(words::say("preset-start")).await;
    page.answer_all(MARATHON).await;
    page.press(words::say("to-coach")).await;
    page.wait_for(words::say("preset-nobody")).await;
    visit(page, "send").await;
    page.press(words::say("send-make")).await;
    page.wait_for(words::say("send-sealed")).await;
    visit(page, "send-sealed").await;
    let sealed = page.wait_until("the reply", LINK).await;
    // One that is for another coach.
    let other = Link::Sealed(Sealed { team: 1, ephemeral: [4; 65], iv: [0; 12], cipher: vec![0; 48] });
    assert!(sealed.as_str().is_some_and(|it| it.starts_with("s1.")));
    open(&write(&other, Form::Plain)).await;
    page.wait_for_heading(words::say("sealed-heading")).await;
    visit(page, "sealed").await;

    page.turn_to("kiosk").await;
    page.wait_for(words::say("kiosk-about")).await;
    visit(page, "kiosk").await;
}

/// What athletes of a team might have sent by today: one who needs help, one whose tier rose, one who is well, and one who
/// has not answered for a long time.
async fn chat(page: &Page, preset: &str) -> String {
    let Ok(Link::Preset(preset)) = read(preset) else { panic!("{preset} is no set-up") };
    let today = "const now = new Date(); return (Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(2020, 0, 1)) / 864e5";
    let today = page.run(today, &[]).await.as_u64().expect("a day") as u16;
    let reply = |name: &str, device: u32, days_ago: u16, tier: Tier, said: &[(&str, &str)]| {
        let mut answers = Answers::default();
        said.iter().for_each(|(id, code)| answers.choose(id, code).expect("an answer that there is"));
        let day = today - days_ago;
        let entry = Ulid::new(u64::from(day) * 86_400_000, [device as u8; 10]);
        let sender = Some(Sender { entry, device, team: preset.team_id() });
        let told = Told { name: name.to_owned(), sender, ..Told::new(day, &answers) };
        write(&Link::Result { told, tier }, Form::Link)
    };
    let all = [
        reply("Ana", 1, 8, Tier::SelfCare, &[("conditions", "hot")]),
        reply("Ana", 1, 0, Tier::Soon, &[("rf-frequent", "yes"), ("conditions", "hot"), ("load-change", "much-more")]),
        reply("Bartholomew Featherstonehaugh", 2, 0, Tier::Urgent, &[("rf-swollen-one", "yes")]),
        reply("Cem", 3, 1, Tier::SelfCare, &[("conditions", "mild")]),
        reply("Dan", 4, 30, Tier::SelfCare, &[]),
    ];
    all.join("\n")
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
