//! Reads whatever libFuzzer makes up as links, starting from the corpus in `record/fuzz`.

use crate::setup::{self, Part};
use crate::{place, process};
use anyhow::{Context, Result};
use std::fs;

/// The ways in: any text, any payload behind a check that agrees, and what is sealed, pasted or kept of a team.
const TARGETS: [&str; 3] = ["text", "payload", "board"];
/// No input that is longer teaches anything: the longest real payload has some 250 bytes.
const LONGEST: u32 = 800;

/// Runs each target for so many seconds. What it learns stays in `target/fuzz`; a text that breaks something is laid into
/// `record/fuzz/artifacts`, and belongs into the corpus once it is mended.
///
/// # Errors
/// Something broke, or libFuzzer could not be built, which takes a C++ compiler.
pub fn run(seconds: u32) -> Result<()> {
    setup::ensure(&[Part::fuzzer()])?;
    for target in TARGETS {
        let learnt = place::root().join("target/fuzz/corpus").join(target);
        fs::create_dir_all(&learnt)?;
        let mut command = process::command("cargo");
        // Without a sanitizer it runs on a stable compiler. There is no unsafe code to be watched: a panic is what can be.
        command.current_dir(place::root().join("record")).args(["fuzz", "run", "--sanitizer", "none", "--target-dir"]);
        command.arg(place::root().join("target/fuzz")).arg(target).arg(&learnt);
        command.arg(place::root().join("record/fuzz/corpus").join(target)).arg("--");
        command
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-max_len={LONGEST}"))
            .arg("-print_final_stats=1");
        process::run(&mut command).with_context(|| format!("reading links as {target} broke, or could not begin"))?;
    }
    Ok(())
}
