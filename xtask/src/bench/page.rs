//! Loads our page and the same questions shown by others, in turn, and compares them.

use super::note::{self, Figure, median, told};
use super::peers::Peer;
use super::{measure, measured, prepare};
use crate::place;
use anyhow::Result;
use serde_json::{Value, json};

/// What is measured, how people call it, and how much of SurveyJS' figure ours may be, where it is held to that.
const MEASURES: [Measure; 7] = [
    Measure { key: "ready", title: "`ready`, ms", share: Some(0.4) },
    Measure { key: "first", title: "bytes of the first load", share: Some(0.43) },
    Measure { key: "bytes", title: "all bytes of the page", share: Some(0.55) },
    Measure { key: "gone", title: "the same, with what comes when somebody goes on", share: None },
    Measure { key: "heap", title: "`heap`, bytes", share: Some(0.8) },
    Measure { key: "tbt", title: "`tbt`, ms", share: Some(0.1) },
    Measure { key: "cls", title: "`cls`", share: Some(0.0) },
];

struct Measure {
    key: &'static str,
    title: &'static str,
    share: Option<f64>,
}

const OURS: &str = "ours";
const PEERS: [Peer; 2] = [Peer::SurveyJs, Peer::LhcForms];

/// Loads every page `runs` times in turn, prints the medians and their ratios, and keeps them.
///
/// # Errors
/// Something could not be installed or built, a page never became ready, or ours exceeds its share.
pub fn run(runs: u32, built: bool, write: bool) -> Result<()> {
    prepare(&PEERS.map(Peer::parts).concat(), built)?;
    // The program says itself when it is ready: what can be answered before that is the plain page.
    let press = ".choices .choice";
    let mut pages = vec![
        json!({ "name": OURS, "folder": place::dist(), "selector": "html[data-ready]", "press": press, "part": "questions-" }),
    ];
    for peer in PEERS {
        pages.push(json!({ "name": peer.name(), "folder": peer.lay_out()?, "selector": "input" }));
    }
    println!("loading {} pages {runs} times over a slow network with a slowed processor", pages.len());
    let loads = measured(measure("measure.cjs")?.arg(runs.to_string()).arg(json!(pages).to_string()))?;
    let figures = figures(&loads)?;
    note::keep("page", &loads, &figures, &text(&loads, runs)?, write)?;
    note::hold(&figures)
}

/// Ours in the measure of SurveyJS, held to its share; where theirs is nothing, ours is held to nothing.
fn figures(loads: &[Value]) -> Result<Vec<Figure>> {
    let figure = |it: &Measure| {
        let share = it.share?;
        let values =
            median(loads, OURS, it.key).and_then(|ours| Ok((ours, median(loads, Peer::SurveyJs.name(), it.key)?)));
        Some(values.map(|(ours, theirs)| {
            let ours = note::ratio(ours, theirs).filter(|_| 0.0 < share).unwrap_or(ours);
            Figure { name: it.key.to_owned(), ours, at_most: share }
        }))
    };
    MEASURES.iter().filter_map(figure).collect()
}

fn text(loads: &[Value], runs: u32) -> Result<String> {
    let mut rows = Vec::new();
    for Measure { key, title, share } in MEASURES {
        let ours = median(loads, OURS, key)?;
        let theirs = PEERS.map(|it| median(loads, it.name(), key));
        let [survey, forms] = theirs;
        let (survey, forms) = (survey?, forms?);
        let part = |theirs| note::ratio(ours, theirs).map_or("–".to_owned(), |it| format!("{it:.3}"));
        let share = share.map_or(String::new(), |it| if it == 0.0 { "0 itself".to_owned() } else { it.to_string() });
        rows.push(vec![title.to_owned(), told(ours), told(survey), told(forms), part(survey), share, part(forms)]);
    }
    let [survey, forms] = PEERS.map(Peer::title);
    let head =
        [&format!("median of {runs}"), "ours", &*survey, &*forms, "ours / SurveyJS", "at most", "ours / LHC-Forms"];
    let (wasm, kept) = (median(loads, OURS, "wasm")?, median(loads, OURS, "kept")?);
    let behind = median(loads, OURS, "onward")? - median(loads, OURS, "ready")?;
    Ok(format!(
        "{}\n{} bytes of our `heap` are memory of WebAssembly. Our worker loads {} bytes more once the page is ready, to \
         keep the page for when there is no network. What follows the first screens had come {} ms after it was ready.\n\n{}\n",
        note::table(&head, &rows),
        told(wasm),
        told(kept),
        told(behind),
        note::machine(loads)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(name: &str, ready: f64, cls: f64) -> Value {
        json!({
            "name": name, "ready": ready, "onward": ready + 7.0, "cls": cls, "first": 43, "bytes": 55, "gone": 60, "heap": 8, "tbt": 0, "wasm": 4, "kept": 1,
        })
    }

    fn theirs(name: &str) -> Value {
        json!({ "name": name, "ready": 1000, "first": 100, "bytes": 100, "gone": 100, "heap": 10, "tbt": 5, "cls": 0.1 })
    }

    fn machine() -> Value {
        json!({ "machine": { "date": "2026-11-25", "cores": 2, "gigabytes": 8, "system": "Linux 6", "node": "20", "browser": "Chromium 142", "load": 0 } })
    }

    #[test]
    fn a_page_that_takes_more_than_its_share_fails() {
        let held = |ours: Value| note::hold(&figures(&[ours, theirs("surveyjs")]).unwrap());
        assert!(held(load(OURS, 400.0, 0.0)).is_ok());
        assert!(held(load(OURS, 401.0, 0.0)).unwrap_err().to_string().contains("ready"));
        assert!(held(load(OURS, 400.0, 0.001)).unwrap_err().to_string().contains("cls"), "nothing may move");
        assert!(figures(&[theirs("surveyjs")]).is_err(), "ours was not measured");
    }

    #[test]
    fn the_table_has_every_measure_of_every_page() {
        let loads = [machine(), load(OURS, 400.0, 0.0), theirs("surveyjs"), theirs("lhcforms")];
        let text = text(&loads, 1).unwrap();
        assert!(text.contains("| `ready`, ms | 400 | 1,000 | 1,000 | 0.400 | 0.4 | 0.400 |\n"), "{text}");
        assert!(text.contains("| `cls` | 0 | 0.10 | 0.10 | 0.000 | 0 itself | 0.000 |\n"), "{text}");
        assert!(text.contains("goes on | 60 | 100 | 100 | 0.600 |  | 0.600 |\n"), "{text}");
        assert!(text.contains("\n4 bytes of our `heap`") && text.contains(" had come 7 ms after"), "{text}");
        assert!(self::text(&[], 1).is_err());
    }
}
