//! What a result shows, and what it leads on to.

use engine::Tier;
use journeys::{MARATHON, Page, Person, Setup, Shown, journey, words};

/// Someone who comes to a result of another tier.
const OFTEN: Person =
    Person(&[("intent", &["recent"]), ("age", &["60-plus"]), ("rf-frequent", &["yes"]), ("when", &["night"])]);

#[test]
fn a_result_tells_everything_in_its_order() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("exact-heading")).await;
        let text = page.text_of("main").await;
        let order = [
            "tier-self-care",
            "why-heading",
            "now-heading",
            "patterns-heading",
            "factors-heading",
            "plan-heading",
            "safety-net",
            "look-again-heading",
            "exact-heading",
        ];
        let places: Vec<usize> = order
            .iter()
            .map(|it| text.find(words::say(it)).unwrap_or_else(|| panic!("{it} cannot be read in {text}")))
            .collect();
        assert!(places.is_sorted(), "{order:?} at {places:?}");
        assert!(text.contains(words::say("disclaimer-result")));
        for never in ["you have a", "diagnos", "ruled out", "all clear"] {
            assert!(!text.to_lowercase().contains(never), "{never}");
        }
        let n_plans = page
            .run("return [...document.querySelectorAll('.module')].filter((it) => it.checkVisibility()).length", &[])
            .await;
        assert!((1..=3).contains(&n_plans.as_u64().unwrap()), "{n_plans} changes to try first");
    });
}

#[test]
fn what_is_said_opens_its_evidence() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        for part in [".reasons", ".advice", ".pattern", ".factor", ".module"] {
            let script = format!(
                "return [...document.querySelectorAll('{part}')].every((it) => it.querySelector('details.evidence') || it.matches('.reasons'))"
            );
            assert_eq!(page.run(&script, &[]).await, true, "{part} has its evidence");
        }
        page.run(
            "const it = document.querySelector('.factor details.evidence'); it.querySelector('summary').click()",
            &[],
        )
        .await;
        page.wait_until("its sources", "return document.querySelector('.factor details[open] .cited')").await;
        let text = page.text_of(".factor details[open]").await;
        assert!(text.contains(words::say("evidence-claim")), "{text}");
        assert!(!text.contains(words::say("evidence-missing")), "{text}");
        assert!(!text.contains(words::say("evidence-coming")), "{text}");
    });
}

#[test]
fn a_question_of_detail_makes_the_result_more_exact() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        page.press(words::say("exact-heading")).await;
        page.press(words::question("fuel")).await;
        page.wait_for_heading(words::question("fuel")).await;
        page.tick(words::option("fuel", "fasted")).await;
        assert_eq!(page.shown().await, Shown::Result(Tier::SelfCare));
        page.press(words::say("exact-heading")).await;
        page.wait_for(words::question("mass-before")).await;
        assert!(!page.offers(words::question("fuel")).await, "it is no longer open");
        page.press(words::say("change-answers")).await;
        page.wait_for(words::option("fuel", "fasted")).await;
    });
}

#[test]
fn those_already_seen_are_told_what_to_do() {
    journey(Setup::default(), async |page| {
        page.press(words::say("seen-link")).await;
        page.wait_for_heading(words::say("already-seen")).await;
        assert!(page.reads(words::say("already-seen.body")).await);
        page.press(words::say("back")).await;
        assert_eq!(page.shown().await, Shown::Start);
    });
}

#[test]
fn every_screen_has_its_foot() {
    journey(Setup::default(), async |page| {
        let foot = page.text_of("footer").await;
        assert!(foot.contains(words::say("not-reviewed")), "{foot}");
        assert!(foot.contains(engine::VERSION) && foot.contains(engine::VERSION_DATE), "{foot}");
        while !matches!(page.shown().await, Shown::Result(_)) {
            assert_eq!(page.text_of("footer").await, foot);
            page.answer_screen(MARATHON).await;
        }
        assert_eq!(page.text_of("footer").await, foot);
    });
}

#[test]
fn the_factors_can_be_read_in_a_table_with_their_claims() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        page.press(words::say("factors-table")).await;
        let names =
            page.run("return [...document.querySelectorAll('.factor h3')].map((it) => it.textContent)", &[]).await;
        let rows = "return [...document.querySelectorAll('.twin tbody th[scope=row]')].filter((it) => it.checkVisibility()).map((it) => it.textContent)";
        assert_eq!(page.run(rows, &[]).await, names, "a row for each, strongest first");
        assert!(names.as_array().is_some_and(|it| it.len() > 2), "{names}");
        let heads = page
            .run("return [...document.querySelectorAll('.twin thead th[scope=col]')].map((it) => it.textContent)", &[])
            .await;
        assert_eq!(heads, serde_json::json!(["factors-what", "factors-weight", "because-heading"].map(words::say)));
        page.run("document.querySelector('.twin td summary').click()", &[]).await;
        page.wait_until("its sources", "return document.querySelector('.twin details[open] .cited')").await;
    });
}

/// Answers a question of the result's own list, and comes back to the result.
async fn make_more_exact(page: &Page, id: &str, number: &str, unit: &str) {
    page.unfold_all().await;
    page.press(words::question(id)).await;
    page.wait_for_heading(words::question(id)).await;
    page.type_into(words::say(unit), number).await;
    page.press(words::say("continue")).await;
    page.wait_for_heading(words::say("tier-self-care")).await;
}

#[test]
fn the_sweat_test_shows_its_numbers_in_the_units_that_are_picked() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        for (id, number, unit) in
            [("mass-before", "70", "unit-kg"), ("mass-after", "68.5", "unit-kg"), ("fluid-intake", "1.5", "unit-litre")]
        {
            make_more_exact(page, id, number, unit).await;
        }
        // 3 litres in 228 minutes.
        let rate = |rate: &str| content::fill(words::say("water-rate"), &[("rate", rate)]);
        page.wait_for(&rate("0.79 L")).await;
        assert_eq!(page.run("return document.querySelectorAll('.water li .bar').length", &[]).await, 2);
        let place = "return Math.round(10 * (document.querySelector('.water').getBoundingClientRect().top + scrollY))";
        let before = page.run(place, &[]).await;
        page.tick(words::say("unit-floz")).await;
        page.wait_for(&rate("27 fl oz")).await;
        assert_eq!(page.run(place, &[]).await, before, "nothing has moved");
        assert_eq!(page.focus().await, words::say("unit-floz"), "the focus stays on the switch");
        page.tick(words::say("unit-litre")).await;
        page.wait_for(&rate("0.79 L")).await;
    });
}

/// Keeps what a download holds where a test can read it.
const OFFERS: &str = r"
    const make = URL.createObjectURL;
    URL.createObjectURL = (it) => { it.text().then((text) => { window.offered = { type: it.type, text }; }); return make.call(URL, it); };";

#[test]
fn the_day_to_look_again_is_offered_for_a_calendar() {
    journey(Setup { before_load: OFFERS, ..Setup::default() }, async |page| {
        for (person, days) in [(MARATHON, 28), (OFTEN, 3)] {
            page.answer_all(person).await;
            page.press(words::say("calendar-add")).await;
            let offered = page.wait_until("a file", "return window.offered ?? null").await;
            assert_eq!(offered["type"], "text/calendar;charset=utf-8");
            let text = offered["text"].as_str().unwrap();
            assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
            let day = format!(
                "const day = new Date(Date.now() + {days} * 864e5); return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((it) => String(it).padStart(2, '0')).join('')"
            );
            let day = page.run(&day, &[]).await;
            assert!(text.contains(&format!("\r\nDTSTART;VALUE=DATE:{}\r\n", day.as_str().unwrap())), "{text}");
            let entry =
                "return Object.keys(localStorage).filter((it) => it.includes(':e:')).sort().pop().split(':').pop()";
            let entry = page.run(entry, &[]).await;
            assert!(text.contains(&format!("\r\nUID:{}@crampwise\r\n", entry.as_str().unwrap())), "{text}");
            assert!(text.contains(&format!("\r\nSUMMARY:{}\r\n", words::say("calendar-title"))), "{text}");
            let said = words::say("calendar-given").split('{').next().unwrap();
            page.wait_for(said).await;
            page.reload().await;
        }
        // For hours a calendar is too slow.
        const TODAY: Person = Person(&[("intent", &["recent"]), ("age", &["40-59"]), ("rf-swollen-one", &["yes"])]);
        assert_eq!(page.answer_all(TODAY).await, Tier::Urgent);
        page.wait_for(words::say("look-again-heading")).await;
        assert!(!page.offers(words::say("calendar-add")).await);
    });
}

#[test]
fn a_reason_and_its_rule_are_one_line() {
    const SWOLLEN: Person = Person(&[("intent", &["recent"]), ("age", &["40-59"]), ("rf-swollen-one", &["yes"])]);
    journey(Setup::default(), async |page| {
        assert_eq!(page.answer_all(SWOLLEN).await, Tier::Urgent);
        assert!(page.reads(words::say("why-rf-swollen-one")).await);
        page.unfold_all().await;
        assert!(!page.reads(words::say("why-CR-10")).await);
        page.wait_until("the sources", "return document.querySelector('.reasons details[open] .cited li')").await;
    });
}

#[test]
fn a_second_result_is_told_against_the_last_one_of_the_same_person() {
    journey(Setup::default(), async |page| {
        page.answer_all(MARATHON).await;
        assert!(!page.reads(words::say("then-heading")).await, "there is no last time yet");
        page.press(words::say("start-over")).await;
        page.wait_for_heading(words::say("app-title")).await;

        assert_eq!(page.answer_all(OFTEN).await, Tier::Soon);
        page.wait_for(words::say("then-new")).await;
        let reason = [words::say("then-reason"), words::line("rf-frequent")].join(" ");
        assert!(page.reads(&reason).await);
        assert!(page.reads(words::say("then-gone")).await);
        assert!(!page.reads(words::say("then-still")).await);
        page.reload().await;

        // Less pressing than last time: what was said then still holds.
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("then-still")).await;
        page.reload().await;
        page.answer_all(MARATHON).await;
        page.wait_for(words::say("then-same")).await;
        page.reload().await;

        // Someone else without a name may be anyone.
        let other = Person(&[("for-whom", &["other"]), ("intent", &["recent"]), ("age", &["60-plus"])]);
        page.answer_all(other).await;
        page.wait_for(words::say("safety-net-intro")).await;
        assert!(!page.reads(words::say("then-heading")).await);
    });
}
