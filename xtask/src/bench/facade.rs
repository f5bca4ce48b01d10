//! How long it takes in an article of another site from a tap on the link to the first question.

use super::note::{self, Figure, median, told};
use super::{measure, measured, prepare};
use crate::{embed, place};
use anyhow::Result;
use serde_json::Value;

/// What the program may take beyond the network, with the processor slowed four times, in milliseconds.
const COLD_MS: f64 = 800.0;
/// What it may take where all its files are there, in milliseconds.
const WARM_MS: f64 = 150.0;

/// The slow network of `xtask/bench/pages.cjs`: how long the first byte takes, and how many come each millisecond.
const ROUND_TRIP_MS: f64 = 150.0;
const BYTES_PER_MS: f64 = 1_600_000.0 / 8.0 / 1000.0;

/// Taps `runs` times in a browser that was never there, and in one that was; prints the medians, and keeps them.
///
/// # Errors
/// Something could not be installed or built, no question came, or it came too late.
pub fn run(runs: u32, built: bool, write: bool) -> Result<()> {
    prepare(&[], built)?;
    embed::build(Some(embed::EXAMPLE))?;
    println!("tapping the link in an article {runs} times over a slow network with a slowed processor");
    let mut command = measure("facade.cjs")?;
    command.arg(runs.to_string()).arg(embed::dist()).arg(place::root().join("tests/hosts/article.html"));
    let taps = measured(command.arg(embed::EXAMPLE.trim_end_matches('/')))?;
    let figures = figures(&taps)?;
    note::keep("facade", &taps, &figures, &text(&taps, runs)?, write)?;
    note::hold(&figures)
}

/// How long the slow network takes for so many bytes that are asked for at once, whatever is done with them.
fn network_ms(bytes: f64) -> f64 {
    ROUND_TRIP_MS + bytes / BYTES_PER_MS
}

fn figures(taps: &[Value]) -> Result<Vec<Figure>> {
    let beyond = median(taps, "cold", "ms")? - network_ms(median(taps, "cold", "bytes")?);
    let figure = |name: &str, ours, at_most| Figure { name: name.to_owned(), ours, at_most };
    Ok(vec![figure("cold, beyond the network", beyond, COLD_MS), figure("warm", median(taps, "warm", "ms")?, WARM_MS)])
}

fn text(taps: &[Value], runs: u32) -> Result<String> {
    let (cold, bytes) = (median(taps, "cold", "ms")?, median(taps, "cold", "bytes")?);
    let row = |name: &str, ms: f64, at_most: &str| vec![name.to_owned(), told(ms.round()), at_most.to_owned()];
    let rows = [
        row("cold, from the tap to the first question", cold, ""),
        row(&format!("– of it the network: one way there and back, and {} bytes", told(bytes)), network_ms(bytes), ""),
        row("– of it the rest, with the processor slowed four times", cold - network_ms(bytes), &told(COLD_MS)),
        row("warm, from the tap to the first question", median(taps, "warm", "ms")?, &told(WARM_MS)),
        row("warm, with the processor slowed four times", median(taps, "warm-slowed", "ms")?, ""),
        row("the same files over the same network, fetched and thrown away", median(taps, "bare", "ms")?, ""),
    ];
    let head = [&*format!("ms, median of {runs}"), "ours", "at most"];
    Ok(format!("{}\n{}\n", note::table(&head, &rows), note::machine(taps)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn taps(cold: f64, warm: f64) -> Vec<Value> {
        vec![
            json!({ "machine": { "date": "2026-11-25", "cores": 2, "gigabytes": 8, "system": "Linux 6", "node": "20", "browser": "Chromium 142", "load": 0 } }),
            json!({ "name": "cold", "ms": cold, "bytes": 150_000 }),
            json!({ "name": "warm", "ms": warm, "bytes": 0 }),
            json!({ "name": "warm-slowed", "ms": 400, "bytes": 0 }),
            json!({ "name": "bare", "ms": 910, "bytes": 150_000 }),
        ]
    }

    #[test]
    fn the_network_takes_a_way_there_and_back_and_its_time_for_each_byte() {
        assert_eq!(network_ms(0.0), 150.0);
        assert_eq!(network_ms(150_000.0), 900.0);
    }

    #[test]
    fn a_first_question_that_comes_too_late_fails() {
        let held = |cold, warm| note::hold(&figures(&taps(cold, warm)).unwrap());
        assert!(held(1700.0, 150.0).is_ok());
        assert!(held(1701.0, 150.0).unwrap_err().to_string().contains("cold"));
        assert!(held(1700.0, 151.0).unwrap_err().to_string().contains("warm"));
        assert!(figures(&taps(1.0, 1.0)[..2]).is_err(), "no warm tap was measured");
    }

    #[test]
    fn the_table_tells_the_network_apart() {
        let text = text(&taps(1600.0, 120.0), 5).unwrap();
        assert!(text.contains("and 150,000 bytes | 900 |  |\n"), "{text}");
        assert!(text.contains("slowed four times | 700 | 800 |\n"), "{text}");
    }
}
