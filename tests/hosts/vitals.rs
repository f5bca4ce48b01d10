//! What a host page pays until somebody wants the self-assessment, in the measures that it is judged by.

use crate::element::{defined, host};
use journeys::{Page, Setup, journey};

/// Gathers what browsers tell of themselves: the largest paint, shifts, and how long a tap took to be shown.
const GATHER: &str = r"
    window.vitals = { lcp: 0, cls: 0, inp: 0 };
    const see = (type, more, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
    see('largest-contentful-paint', {}, (it) => (vitals.lcp = it.startTime));
    see('layout-shift', {}, (it) => (vitals.cls += it.hadRecentInput ? 0 : it.value));
    see('event', { durationThreshold: 16 }, (it) => (vitals.inp = Math.max(vitals.inp, it.duration)));";

const N_LOADS: usize = 9;

/// The largest paint and the slowest answer to a tap, in milliseconds, and the sum of shifts.
async fn measure(page: &Page, name: &str) -> [f64; 3] {
    page.visit(name).await;
    match name {
        "article.html" => defined(page).await,
        _ => drop(page.wait_until("it is there", "return document.readyState === 'complete'").await),
    }
    page.wait_until("the largest paint", "return vitals.lcp > 0").await;
    page.tap_host("button").await;
    page.wait_until("a moment", "return new Promise((then) => setTimeout(() => then(true), 150))").await;
    let it = page.run("return vitals", &[]).await;
    ["lcp", "inp", "cls"].map(|name| it[name].as_f64().expect("a number"))
}

/// The median, and how far half of the values lie from each other.
fn middle(mut values: Vec<f64>) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (values[n / 2], values[3 * n / 4] - values[n / 4])
}

/// Whether the host is slower with us, beyond the noise.
fn more(with: &[[f64; 3]], without: &[[f64; 3]], at: usize, name: &str) -> Option<String> {
    let of = |all: &[[f64; 3]]| middle(all.iter().map(|it| it[at]).collect());
    let ((ours, our_noise), (theirs, their_noise)) = (of(with), of(without));
    // A frame of the screen is the least that can be told apart.
    let noise = our_noise.max(their_noise).max(17.0);
    (ours > theirs + 2.0 * noise).then(|| format!("{name}: {ours} ms with us, {theirs} ms without, noise {noise}"))
}

#[test]
fn before_anybody_wants_it_the_host_is_as_fast_and_as_steady_as_without_us() {
    journey(Setup { before_load: GATHER, inside: "", ..host("article.html") }, async |page| {
        // The first load of a browser is like no other.
        measure(page, "article.html").await;
        measure(page, "article-without.html").await;
        let (mut with, mut without) = (Vec::new(), Vec::new());
        // What costs something costs it each time; a busy machine does not.
        let mut slower = Vec::new();
        for _ in 0..3 {
            for _ in 0..N_LOADS {
                without.push(measure(page, "article-without.html").await);
                with.push(measure(page, "article.html").await);
            }
            slower = ["LCP", "INP"]
                .into_iter()
                .enumerate()
                .filter_map(|(at, name)| more(&with, &without, at, name))
                .collect();
            if slower.is_empty() {
                break;
            }
        }
        assert_eq!(slower, [""; 0]);
        assert!(with.iter().all(|it| it[2] == 0.0), "nothing moves: {with:?}");
    });
}
