//! Narrow, enlarged, light, dark, and in forced colours: on every screen.

use engine::Block;
use journeys::{MARATHON, Page, Setup, Shown, TOUR_AT_LEAST, journey, tour, words};

/// Goes through all screens, and holds that none can be scrolled sideways.
fn nothing_sticks_out(width: u32, height: u32, scale: u32) {
    journey(Setup::default(), async |page| {
        page.resize(width, height, scale).await;
        let (mut n_screens, mut wide) = (0, Vec::new());
        tour(page, async |page, name| {
            n_screens += 1;
            if let Some(it) = page.sticks_out().await {
                wide.push(format!("{name}: {it}"));
            }
        })
        .await;
        assert!(wide.is_empty(), "{}", wide.join("\n"));
        assert!(TOUR_AT_LEAST <= n_screens, "{n_screens} screens");
    });
}

#[test]
fn no_screen_scrolls_sideways_at_280_pixels() {
    nothing_sticks_out(280, 650, 2);
}

#[test]
fn no_screen_scrolls_sideways_at_400_percent() {
    // A window of 1280 by 1024, enlarged four times.
    nothing_sticks_out(320, 256, 4);
}

#[test]
fn what_is_amiss_would_be_noticed() {
    journey(Setup { may_complain: true, ..Setup::default() }, async |page| {
        assert_eq!(page.sticks_out().await, None);
        assert_eq!(page.violations().await, [""; 0]);
        let script = r#"
            const wide = document.createElement('div');
            wide.style.width = '3000px';
            wide.innerHTML = `<img src="data:,"><p>Too wide, and a picture without words</p>`;
            document.querySelector('main').append(wide);
            console.error('a complaint');"#;
        page.run(script, &[]).await;
        assert!(page.sticks_out().await.is_some_and(|it| it.contains("Too wide")));
        assert!(page.violations().await.iter().any(|it| it.starts_with("image-alt")));
        assert!(page.complaints().await.iter().any(|it| it.contains("a complaint")));
    });
}

#[test]
fn axe_finds_nothing_amiss_on_any_screen_in_light_and_dark() {
    journey(Setup::default(), async |page| {
        page.prefer(&[("prefers-color-scheme", "light"), ("prefers-reduced-motion", "reduce")]).await;
        let (mut n_screens, mut found) = (0, Vec::new());
        tour(page, async |page, name| {
            n_screens += 1;
            for scheme in ["light", "dark"] {
                page.prefer(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]).await;
                found.extend(page.violations().await.into_iter().map(|it| format!("{name} in {scheme}: {it}")));
            }
        })
        .await;
        assert!(found.is_empty(), "{}", found.join("\n"));
        assert!(TOUR_AT_LEAST <= n_screens, "{n_screens} screens");
    });
}

/// How much of an element's edge or ground shows in the colours that the reader has forced.
async fn has_an_edge(page: &Page, selector: &str) -> bool {
    let script = "const it = getComputedStyle(document.querySelector(arguments[0])); return it.borderStyle !== 'none' && parseFloat(it.borderWidth) >= 1";
    page.run(script, &[selector.into()]).await == true
}

#[test]
fn with_forced_colours_and_little_motion_the_way_to_a_result_is_the_same() {
    journey(Setup::default(), async |page| {
        page.prefer(&[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")]).await;
        assert!(has_an_edge(page, ".choice").await, "a choice is told apart by its edge");
        page.answer_until(MARATHON, Shown::Block(Block::A)).await;
        assert!(has_an_edge(page, ".go").await, "a button is told apart by its edge");
        let n_moving = "return document.getAnimations().filter((it) => it.playState === 'running').length";
        assert_eq!(page.run(n_moving, &[]).await, 0);
        page.answer_all(MARATHON).await;
        assert!(has_an_edge(page, ".care-card").await, "the tier is told apart by its edge");
        assert!(page.reads(words::say("tier-self-care.short")).await, "and in words");
    });
}
