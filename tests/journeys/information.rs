//! The same content for everyone: danger signs first, articles by topic, no question, no tier and no ranking.

use journeys::{Page, Setup, journey, words};
use serde_json::json;

/// The topics, with how many articles each has at least.
const TOPICS: [(&str, &str, u64); 5] = [
    ("topic-ease", "details.muscle, .advice", 12),
    ("topic-fits", "article", 21),
    ("topic-adds", "article", 26),
    ("topic-try", "article", 18),
    ("topic-disagree", "details.conflict", 34),
];

/// Opens the page in this mode.
pub async fn open(page: &Page) {
    page.turn_to("information").await;
    page.wait_for_heading(words::say("information-title")).await;
    page.wait_for(words::say("topic-ease")).await;
}

#[test]
fn everyone_is_told_the_same_with_the_danger_signs_first_and_nothing_is_asked() {
    journey(Setup::default(), async |page| {
        open(page).await;
        let order = page.run("return [...document.querySelectorAll('main h2')].map((it) => it.textContent)", &[]).await;
        assert_eq!(order, json!([words::say("information-danger"), words::say("information-topics")]));
        for n in 1..=19 {
            assert!(page.reads(words::say(&format!("safety-net-{n}"))).await, "{n}");
        }
        for (topic, article, at_least) in TOPICS {
            page.press(words::say(topic)).await;
            page.wait_for(words::say(&format!("{topic}.intro"))).await;
            assert_eq!(page.heading().await, words::say(topic));
            page.unfold_all().await;
            page.wait_until("the evidence", "return ![...document.querySelectorAll('details.evidence[open]')].some((it) => !it.querySelector('.claim, .cited'))").await;
            let script = "return document.querySelectorAll('main').item(0).querySelectorAll(arguments[0]).length";
            let n = page.run(script, &[json!(article)]).await.as_u64().unwrap();
            assert!(at_least <= n, "{topic}: {n}");
            let asked = "return document.querySelectorAll('main :is(input, select, textarea, .care-card, [data-tier], [data-strength])').length";
            assert_eq!(page.run(asked, &[]).await, 0, "{topic}: nobody is asked or sorted");
            assert_eq!(page.violations().await, [""; 0], "{topic}");
            page.resize(280, 653, 1).await;
            assert_eq!(page.sticks_out().await, None, "{topic}");
            page.resize(1280, 800, 1).await;
            page.press(words::say("topic-signs")).await;
            page.wait_for_heading(words::say("information-title")).await;
        }
        assert_eq!(page.run("return localStorage.length", &[]).await, 0, "nothing is kept");
    });
}

#[test]
fn what_may_not_be_for_everyone_says_for_whom_it_is_not() {
    journey(Setup::default(), async |page| {
        open(page).await;
        page.press(words::say("topic-try")).await;
        page.wait_for(words::say("topic-try.intro")).await;
        let script = r"
            const article = [...document.querySelectorAll('article')].find((it) => it.querySelector('h2').textContent === arguments[0]);
            return [...article.querySelectorAll('.caveat li')].map((it) => it.textContent);";
        let not_for = async |module: &str| {
            let told = page.run(script, &[json!(words::say(&format!("module-{module}")))]).await;
            serde_json::from_value::<Vec<String>>(told).unwrap()
        };
        let drinks = not_for("drinking-plan").await;
        for rule in ["who-NA-07", "who-NA-08", "who-NA-09", "who-NA-11", "who-NA-12"] {
            assert!(drinks.iter().any(|it| it == words::say(rule)), "{rule}: {drinks:?}");
        }
        let salt = not_for("sodium-for-heavy-sweaters").await;
        for rule in ["who-NA-13", "who-NA-22", "who-NA-23", "who-NA-34"] {
            assert!(salt.iter().any(|it| it == words::say(rule)), "{rule}: {salt:?}");
        }
        assert!(not_for("warm-up").await.is_empty(), "a warm-up is for everyone");
    });
}
