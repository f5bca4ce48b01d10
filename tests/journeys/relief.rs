//! A cramp that is there right now: from the first screen to a stretch that is timed, and what danger signs do to it.

use engine::Tier;
use journeys::{Page, Setup, Shown, journey, words};
use serde_json::json;

/// What is counted now: the phase, and the seconds that are left of it.
async fn count(page: &Page) -> (String, i64) {
    let both =
        page.run("return ['.phase', '.seconds'].map((it) => document.querySelector(it).innerText.trim())", &[]).await;
    (both[0].as_str().unwrap().to_owned(), both[1].as_str().unwrap().parse().unwrap_or(0))
}

/// Picks the calf in the list and answers the danger signs with "none of these".
async fn to_the_stretch(page: &Page) {
    page.press(words::option("intent", "now")).await;
    page.press(words::option("site", "calf")).await;
    page.none_of_these().await;
    page.wait_for(words::say("ease-hold")).await;
}

#[test]
fn a_cramp_right_now_reaches_the_moving_timer_in_four_taps() {
    journey(Setup::default(), async |page| {
        to_the_stretch(page).await;
        println!("taps from the first screen to the moving timer: {}", page.n_taps());
        assert!(page.n_taps() <= 4, "{} taps", page.n_taps());
        let (phase, first) = count(page).await;
        assert_eq!(phase, words::say("ease-hold"));
        page.wait_until(
            "the count to move",
            &format!("return document.querySelector('.seconds').textContent < {first}"),
        )
        .await;
        page.wait_until("the drawings", "return document.querySelectorAll('.drawings .sore').length >= 2").await;
        assert!(page.reads(words::say("relief-gastrocnemius.step-2")).await);
        assert!(page.reads(words::say("relief-gastrocnemius.avoid")).await);
        assert_eq!(page.violations().await, [""; 0]);
    });
}

#[test]
fn a_part_of_the_leg_map_is_picked_by_finger_and_by_keyboard() {
    journey(Setup::default(), async |page| {
        page.press(words::option("intent", "now")).await;
        let lower = content::fill(words::say("map-right"), &[("part", words::say("lower-calf"))]);
        page.wait_until("the map", "return document.querySelector('.region')").await;
        assert_eq!(page.violations().await, [""; 0]);
        let press = "const it = [...document.querySelectorAll('.region')].find((it) => it.getAttribute('aria-label') === arguments[0]);
            it.focus(); it.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));";
        page.run(press, &[json!(lower)]).await;
        page.none_of_these().await;
        page.wait_for(words::say("relief-soleus.step-1")).await;
    });
}

#[test]
fn on_the_question_of_the_site_map_and_list_write_the_same_answer() {
    journey(Setup::default(), async |page| {
        let someone = journeys::Person(&[("intent", &["recurrent"]), ("age", &["16-39"])]);
        page.answer_until(someone, Shown::Ask(words::item("site"))).await;
        page.wait_until("the map", "return document.querySelectorAll('.region').length > 18").await;
        let tap = "const it = [...document.querySelectorAll('.region')].find((it) => it.getAttribute('aria-label') === arguments[0]);
            it.dispatchEvent(new MouseEvent('click', { bubbles: true })); return it.getAttribute('aria-checked');";
        let shin = content::fill(words::say("map-left"), &[("part", words::option("site", "shin"))]);
        page.run(tap, &[json!(shin)]).await;
        page.wait_until("the shin", "return document.querySelectorAll('.region[aria-checked=\"true\"]').length === 1")
            .await;
        assert!(page.is_ticked(words::option("site", "shin")).await, "the list shows what the map was told");
        page.tick(words::option("site", "calf")).await;
        // From the list comes no leg: both calves, upper and lower, are marked.
        page.wait_until(
            "the calves",
            "return document.querySelectorAll('.region[aria-checked=\"true\"]').length === 5",
        )
        .await;
        page.tick(words::option("site", "calf")).await;
        page.press(words::say("continue")).await;
        // One leg was tapped: the question which leg is answered.
        assert_eq!(page.shown().await, Shown::Ask(words::item("when")));
    });
}

#[test]
fn a_danger_sign_shows_its_card_before_any_stretch_and_can_be_taken_back() {
    journey(Setup::default(), async |page| {
        page.press(words::option("intent", "now")).await;
        page.press(words::option("site", "calf")).await;
        page.tick(words::line("rf-pop")).await;
        page.none_of_these().await;
        page.wait_for_heading(words::say("tier-urgent")).await;
        assert!(page.reads(words::say("ease-no-stretch")).await, "a torn muscle is not stretched");
        assert!(!page.offers(words::say("ease-anyway")).await);
        assert!(!page.reads(words::say("ease-hold")).await);
        page.press(words::say("by-mistake")).await;
        page.wait_for_heading(words::say("ease-check")).await;
        page.tick(words::line("rf-pop")).await;
        page.none_of_these().await;
        page.wait_for(words::say("ease-hold")).await;
    });
}

#[test]
fn an_emergency_leaves_nothing_but_the_call_and_can_be_taken_back() {
    journey(Setup::default(), async |page| {
        page.press(words::option("intent", "now")).await;
        page.press(words::option("site", "calf")).await;
        page.tick(words::line("rf-cold-pale")).await;
        assert_eq!(page.shown().await, Shown::Result(Tier::Emergency));
        assert!(!page.reads(words::say("ease-hold")).await);
        page.press(words::say("by-mistake")).await;
        page.wait_for_heading(words::say("ease-check")).await;
        assert!(!page.is_ticked(words::line("rf-cold-pale")).await);
    });
}

#[test]
fn ten_minutes_of_cramp_become_a_danger_sign() {
    journey(Setup::default(), async |page| {
        to_the_stretch(page).await;
        let later = "const { Date } = window; const now = Date.now.bind(Date); Date.now = () => now() + 560_000;";
        page.run(later, &[]).await;
        page.wait_for(words::say("ease-done")).await;
        page.press(words::say("ease-still")).await;
        assert!(!page.reads(words::say("ease-ten-minutes")).await);
        page.run(&later.replace("560_000", "40_000"), &[]).await;
        page.wait_for(words::say("ease-ten-minutes")).await;
        page.press(words::say("ease-still")).await;
        page.wait_for_heading(words::say("tier-urgent")).await;
        assert!(page.reads(words::line("rf-locked")).await, "the reader is told why");
    });
}

#[test]
fn a_pause_stops_the_count() {
    journey(Setup::default(), async |page| {
        to_the_stretch(page).await;
        page.press(words::say("ease-pause")).await;
        // A tick that was on its way may still come.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let (before, start) = (count(page).await, std::time::Instant::now());
        page.run("const { Date } = window; const now = Date.now.bind(Date); Date.now = () => now() + 12_000;", &[])
            .await;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        assert_eq!(count(page).await, before);
        page.press(words::say("ease-resume")).await;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        let after = count(page).await;
        let at_most = start.elapsed().as_secs() as i64 + 1;
        assert!(before.0 == after.0 && before.1 - after.1 <= at_most, "{before:?}, then {after:?}");
    });
}

#[test]
fn the_count_is_right_to_a_fifth_of_a_second_on_a_slow_processor() {
    /// How far the count is off after 24 seconds, in milliseconds.
    async fn off(page: &Page) -> Option<f64> {
        let watch = "window.flips = {}; const seen = document.querySelector('.seconds');
            new MutationObserver(() => { window.flips[seen.textContent || 'end'] ??= performance.now(); })
                .observe(seen, { childList: true, characterData: true, subtree: true });";
        page.run(watch, &[]).await;
        // Thirty seconds at most, and the pause that follows them.
        for _ in 0..360 {
            let is_over = "return 10 in window.flips && document.querySelector('.timer').dataset.phase === '1'";
            if page.run(is_over, &[]).await == json!(true) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let flips = page.run("return window.flips", &[]).await;
        // The flip to 10 is that of the pause where it came after the flip to 1, else that of the hold.
        Some((flips["1"].as_f64()? - flips["25"].as_f64()? - 24_000.0).abs())
    }
    journey(Setup::default(), async |page| {
        let mut offs = Vec::new();
        // A busy machine may be late with a frame: a count that is wrong is wrong each time.
        for _ in 0..3 {
            page.slow_down(4).await;
            to_the_stretch(page).await;
            let off = off(page).await;
            if off.is_some_and(|it| it < 200.0) {
                return;
            }
            offs.push(off);
            page.slow_down(1).await;
            page.reload().await;
        }
        panic!("off by {offs:?} ms");
    });
}

#[test]
fn once_it_lets_go_the_next_hour_is_told_and_the_assessment_keeps_what_is_known() {
    journey(Setup::default(), async |page| {
        to_the_stretch(page).await;
        page.press(words::say("ease-let-go")).await;
        page.wait_for_heading(words::say("ease-after")).await;
        assert!(page.reads(words::say("relief-common.step-7")).await);
        page.wait_for(words::say("relief-gastrocnemius.after")).await;
        page.press(words::say("ease-find-out")).await;
        assert_eq!(page.shown().await, Shown::About, "block A was answered already");
        page.answer_until(journeys::Person(&[("age", &["16-39"])]), Shown::Review).await;
        assert!(page.reads(words::option("site", "calf")).await);
    });
}

#[test]
fn what_depends_on_health_that_nobody_asked_about_is_not_advised() {
    journey(Setup::default(), async |page| {
        to_the_stretch(page).await;
        page.press_what_unfolds(words::say("ease-others")).await;
        assert!(page.reads(words::say("ease-depends")).await);
        for id in ["advice-relief-pickle-juice", "advice-relief-light-massage"] {
            assert!(!page.reads(words::say(id)).await, "{id}");
        }
    });
}

#[test]
fn the_bedtime_stretch_is_drawn_in_its_three_positions() {
    journey(Setup::default(), async |page| {
        page.press(words::say("history-link")).await;
        page.wait_until("a drawing where nothing is saved", "return document.querySelector('.empty .drawn')").await;
        page.press(words::say("back")).await;
        let sleeper = journeys::Person(&[
            ("intent", &["recurrent"]),
            ("age", &["60-plus"]),
            ("site", &["calf"]),
            ("side", &["either"]),
            ("when", &["night"]),
            ("lasts", &["minutes"]),
            ("frequency", &["weekly"]),
        ]);
        page.answer_all(sleeper).await;
        page.wait_until("the three positions", "return document.querySelectorAll('.three .drawn').length === 3").await;
    });
}

#[test]
fn bell_voice_buzz_and_a_screen_that_stays_on_are_used_where_a_device_has_them() {
    let before_load = r"
        window.done = [];
        const give = (on, name, value) => Object.defineProperty(on, name, { value, configurable: true });
        give(navigator, 'vibrate', (ms) => done.push(`buzz ${ms > 0}`));
        give(navigator, 'wakeLock', { request: async (what) => (done.push(`awake ${what}`), { release: async () => done.push('asleep') }) });
        give(window, 'speechSynthesis', { speak: ({ text }) => done.push(`says ${text}`), cancel() {} });
        give(window, 'SpeechSynthesisUtterance', class { constructor(text) { this.text = text; } });";
    journey(Setup { before_load, ..Setup::default() }, async |page| {
        to_the_stretch(page).await;
        page.wait_until("the screen stays on", "return done.includes('awake screen')").await;
        for aid in ["ease-bell", "ease-voice", "ease-buzz"] {
            page.tick(words::say(aid)).await;
        }
        page.run("const { Date } = window; const now = Date.now.bind(Date); Date.now = () => now() + 28_000;", &[])
            .await;
        let told = "return done.includes('buzz true') && done.some((it) => /^says ./.test(it))";
        page.wait_until("the next phase is told", told).await;
        page.press(words::say("back")).await;
        page.wait_until("the screen may go off", "return done.includes('asleep')").await;
    });
}

#[test]
fn where_a_device_has_none_of_them_they_are_not_offered_and_the_count_goes_on() {
    let before_load = r"
        for (const [on, name] of [[Navigator.prototype, 'vibrate'], [Navigator.prototype, 'wakeLock'], [navigator, 'vibrate'], [navigator, 'wakeLock'],
          [window, 'speechSynthesis'], [Window.prototype, 'speechSynthesis'], [window, 'AudioContext']]) {
          delete on[name];
          if (on[name] !== undefined) Object.defineProperty(on, name, { value: undefined, configurable: true });
        }";
    journey(Setup { before_load, ..Setup::default() }, async |page| {
        to_the_stretch(page).await;
        assert!(!page.offers(words::say("ease-buzz")).await && !page.offers(words::say("ease-voice")).await);
        page.tick(words::say("ease-bell")).await;
        let (_, first) = count(page).await;
        let moves = format!("return document.querySelector('.seconds').textContent < {first}");
        page.wait_until("the count to move", &moves).await;
        page.press(words::say("ease-let-go")).await;
        page.wait_for_heading(words::say("ease-after")).await;
    });
}
