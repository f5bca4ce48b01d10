//! What Lighthouse says of the page of its own, as a release is served: packed.

use super::note::{self, Figure, median, told};
use crate::browser::Engine;
use crate::server::Server;
use crate::setup::{self, Part};
use crate::{browser, pack, page, place, process};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The last of those that run with Node 20.
const LIGHTHOUSE: &str = "12.8.2";
/// Below this an audit counts as failed in the report, from 0 to 1.
const PASSED: f64 = 0.9;

/// What it judges, as it calls it and as people do.
const CATEGORIES: [(&str, &str); 4] = [
    ("performance", "performance"),
    ("accessibility", "accessibility"),
    ("best-practices", "best practices"),
    ("seo", "SEO"),
];

/// What its performance score is made of.
const METRICS: [(&str, &str); 5] = [
    ("first-contentful-paint", "first contentful paint, ms"),
    ("largest-contentful-paint", "largest contentful paint, ms"),
    ("speed-index", "speed index, ms"),
    ("total-blocking-time", "total blocking time, ms"),
    ("cumulative-layout-shift", "cumulative layout shift"),
];

/// Lets Lighthouse judge the page `runs` times, prints the medians with every audit that failed, and keeps them.
///
/// # Errors
/// Something could not be installed or built, Lighthouse failed, or a category is below 100.
pub fn run(runs: u32, built: bool, write: bool) -> Result<()> {
    let mut parts = setup::for_the_page()?;
    parts.extend([Part::Browser(Engine::Chromium), Part::Npm { package: "lighthouse", version: LIGHTHOUSE }]);
    setup::ensure(&parts)?;
    if !built || !place::dist().join("index.html").is_file() {
        page::build()?;
    }
    let server = Server::bind(&packed(&place::dist())?, 0)?;
    let address = server.address()?;
    server.run_aside();
    println!("letting Lighthouse judge the page {runs} times");
    let mut judged = vec![super::about()?];
    for _ in 0..runs {
        let report = report(&address)?;
        let told = summary(&report)?;
        println!("{told}");
        judged.push(told);
    }
    judged.push(super::about()?);
    let figures = figures(&judged)?;
    note::keep("lighthouse", &judged, &figures, &text(&judged, runs)?, write)?;
    note::hold(&figures)
}

/// The page as a release has it, each file packed beside itself where that makes it smaller; gives the folder.
fn packed(page: &Path) -> Result<PathBuf> {
    let folder = place::root().join("target/bench/site");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(page)? {
        let file = entry?.path();
        let name = file.file_name().context("a file has a name")?.to_string_lossy().into_owned();
        let bytes = fs::read(&file).with_context(|| format!("{name} cannot be read"))?;
        fs::write(folder.join(&name), &bytes)?;
        for (ending, smaller) in [("br", pack::brotli(&bytes)?), ("gz", pack::gzip(&bytes)?)] {
            if smaller.len() < bytes.len() {
                fs::write(folder.join(format!("{name}.{ending}")), smaller)?;
            }
        }
    }
    Ok(folder)
}

/// What Lighthouse has to say of the page at `address`, as on a phone.
fn report(address: &str) -> Result<Value> {
    let file = place::root().join("target/bench/lighthouse-report.json");
    let mut command = process::command("node");
    command
        .arg(place::tools().join("node_modules/lighthouse/cli/index.js"))
        .args([address, "--quiet", "--output=json", "--no-enable-error-reporting"])
        .arg(format!("--output-path={}", file.display()))
        .arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage")
        .env("CHROME_PATH", browser::chromium().context("Chromium is missing")?);
    process::run(&mut command)?;
    let report: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    if let Some(error) = report["runtimeError"]["message"].as_str() {
        bail!("Lighthouse could not judge the page: {error}");
    }
    Ok(report)
}

/// The scores, the metrics and the failed audits of one report.
fn summary(report: &Value) -> Result<Value> {
    let mut told = Map::new();
    told.insert("name".to_owned(), json!("ours"));
    for (key, _) in CATEGORIES {
        let score = report["categories"][key]["score"].as_f64().with_context(|| format!("{key} was not judged"))?;
        told.insert(key.to_owned(), json!((score * 100.0).round()));
    }
    for (key, _) in METRICS {
        let value = report["audits"][key]["numericValue"].as_f64();
        told.insert(key.to_owned(), json!(value.with_context(|| format!("{key} was not measured"))?));
    }
    told.insert("failed".to_owned(), json!(failed(report)));
    Ok(told.into())
}

/// The audits that the report counts as failed, in any category. Those that only inform have no score.
fn failed(report: &Value) -> BTreeSet<String> {
    let audits = report["audits"].as_object().into_iter().flatten();
    let is_failed = |it: &Value| {
        let informs = ["informative", "manual", "notApplicable"].iter().any(|mode| it["scoreDisplayMode"] == *mode);
        !informs && (it["scoreDisplayMode"] == "error" || it["score"].as_f64().is_some_and(|it| it < PASSED))
    };
    let referred = CATEGORIES.iter().filter_map(|(key, _)| report["categories"][key]["auditRefs"].as_array());
    let referred = referred.flatten().filter_map(|it| it["id"].as_str()).collect::<BTreeSet<_>>();
    audits.filter(|(id, it)| referred.contains(id.as_str()) && is_failed(it)).map(|(id, _)| id.clone()).collect()
}

/// A score is held from above here: what lacks to a hundred may be nothing.
fn figures(judged: &[Value]) -> Result<Vec<Figure>> {
    let figure = |(key, title): (&str, &str)| {
        let lacks = 100.0 - median(judged, "ours", key)?;
        Ok(Figure { name: format!("{title}, points that lack to 100"), ours: lacks, at_most: 0.0 })
    };
    CATEGORIES.into_iter().map(figure).collect()
}

fn text(judged: &[Value], runs: u32) -> Result<String> {
    let mut rows = Vec::new();
    for (key, title) in CATEGORIES {
        rows.push(vec![title.to_owned(), told(median(judged, "ours", key)?), "100".to_owned()]);
    }
    for (key, title) in METRICS {
        let value = median(judged, "ours", key)?;
        let value = if value < 1.0 { told(value) } else { told(value.round()) };
        rows.push(vec![title.to_owned(), value, String::new()]);
    }
    let failed = judged.iter().filter_map(|it| it["failed"].as_array()).flatten().filter_map(Value::as_str);
    let failed = failed.map(|it| format!("`{it}`")).collect::<BTreeSet<_>>();
    let failed = match failed.len() {
        0 => "No audit failed in any run.".to_owned(),
        _ => format!("Audits that failed in at least one run: {}.", failed.into_iter().collect::<Vec<_>>().join(", ")),
    };
    let head = [&*format!("Lighthouse {LIGHTHOUSE}, median of {runs}"), "ours", "wanted"];
    Ok(format!("{}\n{failed}\n\n{}\n", note::table(&head, &rows), note::machine(judged)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(performance: f64) -> Value {
        let audit =
            |mode: &str, score: Value| json!({ "scoreDisplayMode": mode, "score": score, "numericValue": 40.0 });
        let refs = |ids: &[&str]| ids.iter().map(|it| json!({ "id": it })).collect::<Vec<_>>();
        let mut audits = json!({
            "meta-description": audit("binary", json!(1)),
            "color-contrast": audit("binary", json!(0)),
            "unused-javascript": audit("metricSavings", json!(0.5)),
            "network-requests": audit("informative", json!(0)),
            "structured-data": audit("manual", Value::Null),
            "charset": audit("error", Value::Null),
            "nowhere": audit("binary", json!(0)),
        });
        for (key, _) in METRICS {
            audits[key] = audit("numeric", json!(0.95));
        }
        json!({
            "audits": audits,
            "categories": {
                "performance": { "score": performance, "auditRefs": refs(&["unused-javascript", "network-requests"]) },
                "accessibility": { "score": 1, "auditRefs": refs(&["color-contrast", "largest-contentful-paint"]) },
                "best-practices": { "score": 1, "auditRefs": refs(&["charset"]) },
                "seo": { "score": 1, "auditRefs": refs(&["meta-description", "structured-data"]) },
            },
        })
    }

    fn machine() -> Value {
        json!({ "machine": { "date": "2026-11-25", "cores": 2, "gigabytes": 8, "system": "Linux 6", "node": "20", "browser": "Chromium 142", "load": 0 } })
    }

    #[test]
    fn what_failed_is_named_and_what_only_informs_is_not() {
        let failed = failed(&report(1.0)).into_iter().collect::<Vec<_>>();
        assert_eq!(failed, ["charset", "color-contrast", "unused-javascript"]);
    }

    #[test]
    fn a_category_below_a_hundred_in_the_median_fails_and_the_note_names_why() {
        let judged = |scores: &[f64]| {
            let mut all = vec![machine()];
            all.extend(scores.iter().map(|it| summary(&report(*it)).unwrap()));
            all
        };
        assert!(note::hold(&figures(&judged(&[0.98, 1.0, 1.0])).unwrap()).is_ok());
        let below = judged(&[0.98, 1.0, 0.99]);
        let error = note::hold(&figures(&below).unwrap()).unwrap_err().to_string();
        assert!(error.contains("performance") && !error.contains("SEO"), "{error}");
        let text = text(&below, 3).unwrap();
        assert!(text.contains("| performance | 99 | 100 |\n"), "{text}");
        assert!(text.contains("`charset`, `color-contrast`, `unused-javascript`."), "{text}");
    }

    #[test]
    fn a_report_without_a_category_is_no_report() {
        let mut half = report(1.0);
        half["categories"]["seo"]["score"] = Value::Null;
        assert!(summary(&half).is_err());
    }
}
