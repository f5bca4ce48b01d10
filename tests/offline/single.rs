//! The page as one file, opened from a disk.

use engine::Tier;
use journeys::{MARATHON, Setup, journey, words};
use serde_json::json;
use std::path::PathBuf;
use std::{env, fs};

fn file() -> PathBuf {
    PathBuf::from(env::var("CRAMPWISE_FILE").expect("run this through `cargo xtask test`"))
}

#[test]
fn one_file_opened_from_a_disk_goes_all_the_way_and_asks_for_nothing() {
    let file = file();
    assert!(fs::metadata(&file).unwrap().len() <= 600_000);
    let address = format!("file://{}", file.display());
    journey(Setup { address: Some(address.clone()), ..Setup::default() }, async |page| {
        assert_eq!(page.walk_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("plan-heading")).await;
        page.run("document.querySelectorAll('details.evidence summary').forEach((it) => it.click())", &[]).await;
        page.wait_until("the sources", "return document.querySelector('.factor details[open] .cited')").await;
        page.press(words::say("start-over")).await;
        page.press(words::option("intent", "now")).await;
        page.press(words::option("site", "calf")).await;
        page.none_of_these().await;
        page.wait_until("the drawings", "return document.querySelectorAll('.drawings .sore').length >= 2").await;
        let asked = "return performance.getEntriesByType('resource').map((it) => it.name).filter((it) => !it.startsWith('data:'))";
        assert_eq!(page.run(asked, &[]).await, json!([]));
        assert_eq!(page.run("return location.href", &[]).await, address);
        page.reload().await;
        page.press(words::say("history-link")).await;
        page.press_what_has(words::say("tier-self-care.short")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
    });
}
