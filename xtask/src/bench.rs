//! Measures: how many cases a second, and how the page does beside others. What is measured of the page is in the parts of
//! this.

pub mod facade;
pub mod lighthouse;
mod note;
pub mod page;
mod peers;

use crate::browser::Engine;
use crate::setup::{self, Part};
use crate::{browser, place, process, vignettes};
use anyhow::{Context, Result, bail};
use engine::{Item, Stage};
use note::median;
use peers::Peer;
use serde_json::Value;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const PLAYWRIGHT: &str = "1.65.1";

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

/// Answers the whole questionnaire on both pages `rounds` times in turn, and prints how long the next paint took.
///
/// # Errors
/// Something could not be installed or built, a page did not come to its end, or ours exceeds its share.
pub fn inp(rounds: u32) -> Result<()> {
    prepare(&Peer::SurveyJs.parts(), false)?;
    let theirs = Peer::SurveyJs.lay_out()?;
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

/// Installs what a measurement needs, with `parts` of its own, and builds our page where it is not taken as it was built.
fn prepare(parts: &[Part], built: bool) -> Result<()> {
    let mut all = setup::for_the_page()?;
    all.extend([Part::Browser(Engine::Chromium), Part::Npm { package: "playwright-core", version: PLAYWRIGHT }]);
    all.extend_from_slice(parts);
    setup::ensure(&all)?;
    if built && place::dist().join("index.html").is_file() { Ok(()) } else { crate::page::build() }
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

/// What the machine is, and how busy, as the scripts tell it.
fn about() -> Result<Value> {
    let script =
        "require(process.argv[1]).about(process.argv[2]).then((it) => console.log(JSON.stringify({ machine: it })))";
    let mut command = process::command("node");
    command.args(["-e", script]).arg(place::root().join("xtask/bench/machine.cjs"));
    let said = process::output(command.arg(browser::chromium().context("Chromium is missing")?));
    Ok(serde_json::from_str(&said.context("the machine said nothing of itself")?)?)
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
}
