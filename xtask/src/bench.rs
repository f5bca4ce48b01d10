//! Loads our page and the same questions shown by SurveyJS, side by side, and compares them.

use crate::browser::Engine;
use crate::setup::{self, Part};
use crate::{browser, page, place, process, vignettes};
use anyhow::{Context, Result, bail};
use engine::{Item, Stage};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const SURVEYJS: &str = "2.5.38";
const PLAYWRIGHT: &str = "1.65.1";

/// What is measured, its unit, and how much of SurveyJS' figure ours may be.
const MEASURES: [Measure; 5] = [
    Measure { key: "ready", unit: "ms", share: 0.45 },
    Measure { key: "first", unit: "bytes", share: 0.45 },
    Measure { key: "bytes", unit: "", share: 0.55 },
    Measure { key: "tbt", unit: "ms", share: 0.1 },
    Measure { key: "cls", unit: "", share: 0.0 },
];

struct Measure {
    key: &'static str,
    unit: &'static str,
    share: f64,
}

/// How much of SurveyJS' time to the next paint ours may take, for nineteen of twenty presses.
const INP_SHARE: f64 = 0.5;

/// Whose answers are given while the time to the next paint is measured: they come to most questions there are.
const INP_CASE: &str = "d-043";

/// Feeds `cases` cases to `cargo xtask assess` and prints how many it takes a second, and its memory at most.
///
/// # Errors
/// The command failed, or is slower or larger than it may be.
pub fn assess(cases: u32) -> Result<()> {
    let folder = place::root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let file = folder.join("cases.jsonl");
    let open = vignettes::read()?;
    let mut out = BufWriter::new(fs::File::create(&file)?);
    for (at, case) in (0..cases).zip(open.iter().cycle()) {
        writeln!(out, r#"{{"id":{at},"answers":{}}}"#, case.written)?;
    }
    out.flush()?;
    let start = Instant::now();
    let mut child = Command::new(std::env::current_exe()?)
        .args(["assess".as_ref(), file.as_os_str()])
        .stdout(Stdio::null())
        .spawn()?;
    let mut most_kilobytes = 0;
    let status = loop {
        // The kernel keeps the highest resident size for as long as the process lives.
        let told = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = told.lines().find_map(|it| it.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|it| it.trim().trim_end_matches(" kB").parse::<u64>().ok());
        most_kilobytes = most_kilobytes.max(peak.unwrap_or(0));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(Duration::from_millis(20));
    };
    let seconds = start.elapsed().as_secs_f64();
    fs::remove_file(&file)?;
    if !status.success() {
        bail!("the command failed");
    }
    let rate = f64::from(cases) / seconds;
    println!("{cases} cases in {seconds:.1} s: {rate:.0} a second on one core, {most_kilobytes} kB of memory at most");
    if rate < 20_000.0 || most_kilobytes > 100_000 {
        bail!("at least 20000 a second and at most 100000 kB are asked for");
    }
    Ok(())
}

/// Loads both pages `runs` times in turn and prints the medians and their ratios.
///
/// # Errors
/// Something could not be installed or built, a page never became ready, or ours exceeds its share.
pub fn page(runs: u32) -> Result<()> {
    let theirs = prepare()?;
    let mut command = measure("measure.cjs")?;
    command
        .arg(runs.to_string())
        .arg("ours")
        .arg(place::dist())
        .arg("html[data-ready]")
        .arg("surveyjs")
        .arg(theirs)
        .arg("input");
    println!("loading both pages {runs} times over a slow network with a slowed processor");
    compare(&measured(&mut command)?)
}

/// Answers the whole questionnaire on both pages `rounds` times in turn, and prints how long the next paint took.
///
/// # Errors
/// Something could not be installed or built, a page did not come to its end, or ours exceeds its share.
pub fn inp(rounds: u32) -> Result<()> {
    let theirs = prepare()?;
    let answers = place::root().join("target/bench/answers.json");
    fs::create_dir_all(answers.parent().expect("it lies in a folder"))?;
    fs::write(&answers, answers_on_the_way()?.to_string())?;
    let mut command = measure("inp.cjs")?;
    command.arg(rounds.to_string()).arg(answers).arg(place::dist()).arg(theirs);
    println!("answering the whole questionnaire on both pages {rounds} times with a slowed processor");
    compare_inp(&measured(&mut command)?)
}

/// What the measured case answers before there is a result: what our page offers to measure comes after it.
fn answers_on_the_way() -> Result<Value> {
    let case = vignettes::read()?.into_iter().find(|it| it.id == INP_CASE);
    let mut answers: Value =
        serde_json::from_str(&case.with_context(|| format!("there is no case {INP_CASE}"))?.written)?;
    for item in Item::all().filter(|it| it.stage() == Stage::Measure) {
        answers.as_object_mut().context("answers: expected an object")?.remove(item.code());
    }
    Ok(answers)
}

/// Installs what a comparison needs, builds our page, and lays out theirs; gives its folder.
fn prepare() -> Result<PathBuf> {
    let mut parts = setup::for_the_page()?;
    parts.extend([
        Part::Browser(Engine::Chromium),
        Part::Npm { package: "playwright-core", version: PLAYWRIGHT },
        Part::Npm { package: "survey-core", version: SURVEYJS },
        Part::Npm { package: "survey-js-ui", version: SURVEYJS },
    ]);
    setup::ensure(&parts)?;
    page::build()?;
    lay_out_surveyjs()
}

/// One of the scripts of `xtask/bench`, with the browser as its first argument.
fn measure(script: &str) -> Result<Command> {
    let mut command = process::command("node");
    command
        .arg(place::root().join("xtask/bench").join(script))
        .env("NODE_PATH", place::tools().join("node_modules"))
        .arg(browser::chromium().context("Chromium is missing")?);
    Ok(command)
}

/// Runs a script, and gives what it printed.
fn measured(command: &mut Command) -> Result<Vec<Value>> {
    let mut runs = Vec::new();
    let succeeded = process::run_with_lines(command, |line| {
        println!("{line}");
        runs.extend(serde_json::from_str::<Value>(line));
    })?;
    if !succeeded {
        bail!("a page could not be measured");
    }
    Ok(runs)
}

/// Prints the medians of all rounds, and holds ours to its share at the 95th percentile.
fn compare_inp(rounds: &[Value]) -> Result<()> {
    println!("\n{:<20} {:>10} {:>10} {:>8}", "median of the rounds", "ours", "SurveyJS", "ratio");
    for (key, unit) in [("answered", "questions"), ("n", "presses"), ("p50", "ms"), ("p95", "ms"), ("worst", "ms")] {
        let (ours, theirs) = (median(rounds, "ours", key)?, median(rounds, "surveyjs", key)?);
        println!("{:<20} {ours:>10} {theirs:>10} {:>8.2}", format!("{key} {unit}"), ours / theirs);
    }
    let (ours, theirs) = (median(rounds, "ours", "p95")?, median(rounds, "surveyjs", "p95")?);
    if theirs * INP_SHARE < ours {
        bail!("to the next paint ours takes {ours} ms at the 95th percentile, more than {INP_SHARE} of {theirs} ms");
    }
    Ok(())
}

/// Prints a row for each measure.
fn compare(loads: &[Value]) -> Result<()> {
    let mut exceeded = Vec::new();
    println!("\n{:<12} {:>10} {:>10} {:>8} {:>10}", "median", "ours", "SurveyJS", "ratio", "at most");
    for Measure { key, unit, share } in MEASURES {
        let ours = median(loads, "ours", key)?;
        let theirs = median(loads, "surveyjs", key)?;
        let ratio = if theirs == 0.0 { "-".to_owned() } else { format!("{:.2}", ours / theirs) };
        println!("{:<12} {ours:>10.2} {theirs:>10.2} {ratio:>8} {share:>10}", format!("{key} {unit}"));
        if share * theirs < ours {
            exceeded.push(key);
        }
    }
    if !exceeded.is_empty() {
        bail!("ours takes more than its share of: {}", exceeded.join(", "));
    }
    Ok(())
}

fn median(loads: &[Value], name: &str, key: &str) -> Result<f64> {
    let of_page = loads.iter().filter(|it| it["name"] == name);
    let mut values = of_page.filter_map(|it| it[key].as_f64()).collect::<Vec<_>>();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().with_context(|| format!("{key} of {name} was not measured"))
}

/// Writes a page that shows our questions by SurveyJS; gives its folder.
fn lay_out_surveyjs() -> Result<PathBuf> {
    let folder = place::tools().join("bench/surveyjs");
    fs::create_dir_all(&folder)?;
    let ours = place::root().join("xtask/bench");
    let theirs = place::tools().join("node_modules");
    copy(&ours.join("surveyjs.html"), &folder.join("index.html"))?;
    copy(&ours.join("start.js"), &folder.join("start.js"))?;
    for file in [
        "survey-core/survey.core.min.js",
        "survey-core/survey-core.fontless.min.css",
        "survey-js-ui/survey-js-ui.min.js",
    ] {
        let name = file.rsplit('/').next().expect("a path has a last part");
        copy(&theirs.join(file), &folder.join(name))?;
    }
    let questions = fs::read_to_string(place::root().join("engine/knowledge/questions.toml"))?;
    fs::write(folder.join("survey.json"), serde_json::to_string(&survey(&questions)?)?)?;
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    Ok(())
}

/// Our questions, with their words and conditions, as SurveyJS reads them: a page for each group.
fn survey(questions: &str) -> Result<Value> {
    let questions: toml::Table = questions.parse()?;
    let items = questions.get("item").and_then(toml::Value::as_array).context("there are no questions")?;
    let repeating = items.iter().filter(|it| repeats(it)).filter_map(|it| word(it, "id").ok()).collect::<Vec<_>>();
    let mut pages: Vec<(&str, Vec<Value>)> = Vec::new();
    for item in items {
        let group = word(item, "group")?;
        let element = element(item, &repeating)?;
        match pages.last_mut().filter(|(name, _)| *name == group) {
            Some((_, elements)) => elements.push(element),
            None => pages.push((group, vec![element])),
        }
    }
    let page = |(name, elements): (&str, Vec<Value>)| json!({ "name": name, "title": content::text(name).unwrap_or(name), "elements": elements });
    Ok(json!({ "title": "Leg cramps", "pages": pages.into_iter().map(page).collect::<Vec<_>>() }))
}

fn element(item: &toml::Value, repeating: &[&str]) -> Result<Value> {
    let id = word(item, "id")?;
    let message = format!("q-{id}");
    let title = content::text(&message).with_context(|| format!("{id} has no words"))?;
    let mut element = json!({ "name": id, "title": title });
    match word(item, "type")? {
        "choice" => {
            let choices = words(item, "options").map(|code| {
                let label = content::attr(&message, &format!("opt-{code}"));
                Ok(json!({ "value": code, "text": label.with_context(|| format!("{id}={code} has no words"))? }))
            });
            element["type"] = json!(if repeats(item) { "checkbox" } else { "radiogroup" });
            element["choices"] = json!(choices.collect::<Result<Vec<_>>>()?);
        }
        _ => {
            element["type"] = json!("text");
            element["inputType"] = json!("number");
        }
    }
    let conditions = words(item, "enabled_when").map(|it| {
        let (question, code) = it.split_once('=').with_context(|| format!("{id} has the condition {it}"))?;
        let relation = if repeating.contains(&question) { "contains" } else { "=" };
        Ok(format!("{{{question}}} {relation} '{code}'"))
    });
    let conditions = conditions.collect::<Result<Vec<_>>>()?;
    if !conditions.is_empty() {
        element["visibleIf"] = json!(conditions.join(" or "));
    }
    Ok(element)
}

fn repeats(item: &toml::Value) -> bool {
    item.get("repeats").and_then(toml::Value::as_bool).unwrap_or(false)
}

fn word<'a>(item: &'a toml::Value, key: &str) -> Result<&'a str> {
    item.get(key).and_then(toml::Value::as_str).with_context(|| format!("a question lacks its {key}"))
}

fn words<'a>(item: &'a toml::Value, key: &str) -> impl Iterator<Item = &'a str> {
    item.get(key).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_reaches_the_other_page_with_its_condition() {
        let text = fs::read_to_string(place::root().join("engine/knowledge/questions.toml")).unwrap();
        let survey = survey(&text).unwrap();
        let elements = survey["pages"].as_array().unwrap().iter().flat_map(|it| it["elements"].as_array().unwrap());
        let elements = elements.collect::<Vec<_>>();
        assert_eq!(elements.len(), text.matches("[[item]]").count());
        let conditions = elements.iter().filter(|it| it["visibleIf"].is_string()).count();
        assert_eq!(conditions, text.matches("\nenabled_when = ").count());
        assert!(elements.iter().any(|it| { it["visibleIf"].as_str().is_some_and(|it| it.contains(" contains ")) }));
    }

    #[test]
    fn a_page_that_takes_more_than_its_share_fails() {
        let load = |name: &str, ready: f64| json!({ "name": name, "ready": ready, "first": 1, "bytes": 1, "tbt": 0, "cls": 0 });
        let theirs = json!({ "name": "surveyjs", "ready": 1000, "first": 10, "bytes": 10, "tbt": 5, "cls": 0.1 });
        assert!(compare(&[load("ours", 450.0), theirs.clone()]).is_ok());
        assert!(compare(&[load("ours", 451.0), theirs.clone()]).is_err());
        assert!(compare(&[theirs]).is_err(), "ours was not measured");
    }

    #[test]
    fn a_next_paint_that_takes_more_than_its_share_fails() {
        let round = |name: &str, p95: f64| json!({ "name": name, "answered": 79, "n": 40, "p50": 32, "p95": p95, "worst": 200 });
        assert!(compare_inp(&[round("ours", 80.0), round("surveyjs", 160.0)]).is_ok());
        assert!(compare_inp(&[round("ours", 88.0), round("surveyjs", 160.0)]).is_err());
        assert!(compare_inp(&[round("surveyjs", 160.0)]).is_err(), "ours was not measured");
    }

    #[test]
    fn what_is_offered_after_the_result_is_not_answered_on_the_way() {
        let answers = answers_on_the_way().unwrap();
        assert_eq!(answers["cramp-point"], "late");
        assert!(answers.get("mass-before").is_none());
        assert_eq!(answers["rf-collapse"], "no", "the blocks that hold for none are written out");
    }

    #[test]
    fn the_median_is_the_middle_of_the_runs() {
        let loads = [3.0, 1.0, 9.0].map(|ready| json!({ "name": "ours", "ready": ready }));
        assert_eq!(median(&loads, "ours", "ready").unwrap(), 3.0);
    }
}
