//! The keyboard alone: every action, arrows in groups, and the focus on the new heading after each step.

use engine::{Item, Kind, Tier};
use journeys::{Key, MARATHON, Page, Setup, Shown, journey, words};

/// Moves on with Tab until one of these has the focus; twice around is too far.
async fn tab_to(page: &Page, names: &[&str]) {
    for _ in 0..160 {
        page.key(Key::Tab).await;
        if names.contains(&&*page.focus().await) {
            return;
        }
    }
    panic!("Tab does not reach {names:?}");
}

/// Chooses an option of the group of radio buttons that `first` begins, as the keyboard does.
async fn choose(page: &Page, item: Item, code: &str) {
    let label =
        |code: &str| content::attr(&format!("q-{item}"), &format!("opt-{code}")).map_or(code.to_owned(), str::to_owned);
    let labels: Vec<String> = match item.kind() {
        Kind::Integer => (0..=10).map(|it: u8| it.to_string()).collect(),
        _ => item.options().iter().map(|it| label(it)).collect(),
    };
    let wanted = label(code);
    tab_to(page, &[&labels[0]]).await;
    if labels[0] == wanted {
        page.key(Key::Space).await;
    }
    for _ in 0..labels.len() {
        if page.focus().await == wanted {
            return;
        }
        page.key(Key::Down).await;
    }
    panic!("the arrows do not reach {wanted}");
}

async fn press(page: &Page, names: &[&str]) {
    tab_to(page, names).await;
    page.key(Key::Enter).await;
}

/// Answers what is on the screen with keys alone.
async fn answer(page: &Page) {
    match page.shown().await {
        Shown::Start => press(page, &[words::option("intent", "recurrent")]).await,
        Shown::Block(_) | Shown::Health => press(page, &[words::say("none-of-these")]).await,
        Shown::About => {
            for id in ["age", "pregnant", "last-exercise"] {
                choose(page, words::item(id), MARATHON.says(words::item(id))[0]).await;
            }
            press(page, &[words::say("continue")]).await;
        }
        Shown::Ask(item) => match (MARATHON.says(item), item.kind()) {
            ([], _) => press(page, &[words::say("skip")]).await,
            ([number], Kind::Integer) if item.bounds() != (0, 10) => {
                tab_to(page, &[words::say("unit-minutes")]).await;
                page.type_keys(number).await;
                page.key(Key::Enter).await;
            }
            (codes, Kind::Choices) => {
                for code in codes {
                    tab_to(page, &[words::option(item.code(), code)]).await;
                    page.key(Key::Space).await;
                }
                press(page, &[words::say("continue")]).await;
            }
            ([code], _) => {
                choose(page, item, code).await;
                page.key(Key::Enter).await;
            }
            (several, kind) => panic!("{item} is {kind:?} and cannot be {several:?}"),
        },
        Shown::Review => press(page, &[words::say("show-result")]).await,
        other => panic!("{other:?} asks nothing"),
    }
}

/// Waits until the focus is where a new screen puts it: before that, a key may still go to what was there.
async fn wait_for_focus(page: &Page) {
    let script = "return document.activeElement === document.querySelector('h1')";
    page.wait_until("the focus on the heading", script).await;
}

#[test]
fn the_whole_way_works_by_keyboard_and_the_focus_is_on_each_new_heading() {
    journey(Setup::default(), async |page| {
        assert_eq!(page.focus().await, "body", "the focus is not taken on load");
        loop {
            let before = page.heading().await;
            answer(page).await;
            page.wait_until(
                "the next screen",
                &format!("return document.querySelector('h1').textContent !== {}", serde_json::json!(before)),
            )
            .await;
            wait_for_focus(page).await;
            let top = page.run("return document.querySelector('h1').getBoundingClientRect().top", &[]).await;
            assert!(top.as_f64().is_some_and(|it| (0.0..900.0).contains(&it)), "the heading can be seen: {top}");
            if let Shown::Result(tier) = page.shown().await {
                assert_eq!(tier, Tier::SelfCare);
                break;
            }
        }
        // Evidence, history and the way back, too.
        press(page, &[words::say("history-link")]).await;
        page.wait_for_heading(words::say("history-heading")).await;
        wait_for_focus(page).await;
        // Not all the way around: that leads through the browser's own buttons, where no key is the page's.
        page.tab_back().await;
        assert_eq!(page.focus().await, words::say("back"), "the way back is right before the heading");
        page.key(Key::Enter).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        assert_eq!(page.n_taps(), 0);
    });
}

#[test]
fn a_danger_sign_is_ticked_by_keyboard_and_its_question_unfolded() {
    journey(Setup::default(), async |page| {
        press(page, &[words::say("very-ill")]).await;
        let more = words::more_about("rf-collapse");
        press(page, &[&more]).await;
        page.wait_until("the full question", "return document.querySelector('button[aria-expanded=true]')").await;
        assert!(page.reads(words::question("rf-collapse")).await);
        page.key(Key::Enter).await;
        page.wait_until("it is folded again", "return !document.querySelector('button[aria-expanded=true]')").await;
        tab_to(page, &[words::line("rf-confused")]).await;
        page.key(Key::Space).await;
        page.wait_for_heading(words::say("tier-emergency")).await;
        page.wait_until("the focus is on the heading", "return document.activeElement.matches('h1')").await;
        assert_eq!(page.focus().await, words::say("tier-emergency"));
        press(page, &[words::say("by-mistake")]).await;
        page.wait_for_heading(words::block(engine::Block::A)).await;
    });
}

#[test]
fn what_has_the_focus_can_be_seen_to_have_it() {
    journey(Setup::default(), async |page| {
        page.answer_until(MARATHON, Shown::Block(engine::Block::A)).await;
        wait_for_focus(page).await;
        for _ in 0..12 {
            page.key(Key::Tab).await;
            let ring = r"
                for (let it = document.activeElement; it && it !== document.body; it = it.parentElement) {
                  const style = getComputedStyle(it);
                  if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return true;
                }
                return document.activeElement === document.body;";
            page.wait_until(&format!("a ring around {}", page.focus().await), ring).await;
        }
    });
}
