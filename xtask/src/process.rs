//! Starting other programs: in the open, quietly with a log, or with their lines read as they come.

use crate::place;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// A command that starts in the root of the workspace and finds our own tools first.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(place::root()).env("PATH", place::search_path());
    command
}

/// Runs `command` with its output in the open.
///
/// # Errors
/// The program is missing, or it failed.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command.status().with_context(|| format!("{name} could not be started"))?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(())
}

/// What `command` prints, or nothing where it is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs `command` and gives each line of its standard output to `on_line`; says whether it succeeded.
///
/// # Errors
/// The program is missing, or its output is cut off.
pub fn run_with_lines(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<bool> {
    let name = name(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("{name} could not be started"))?;
    let mut lines = BufReader::new(child.stdout.take().expect("its output was asked for"));
    let mut line = Vec::new();
    while 0 < lines.read_until(b'\n', &mut line)? {
        on_line(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']));
        line.clear();
    }
    Ok(child.wait()?.success())
}

/// Runs `command` with its output in `log`, telling now and then how far it is; a failure shows the last lines.
///
/// # Errors
/// The program is missing, or it failed.
pub fn run_with_log(command: &mut Command, log: &Path) -> Result<()> {
    const BETWEEN_SIGNS_OF_LIFE: Duration = Duration::from_secs(20);
    let name = name(command);
    if let Some(folder) = log.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = File::create(log)?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{name} could not be started"))?;
    let (sender, lines) = mpsc::channel();
    send_lines(child.stdout.take().expect("its output was asked for"), sender.clone());
    send_lines(child.stderr.take().expect("its errors were asked for"), sender);

    let start = Instant::now();
    let mut next_sign = BETWEEN_SIGNS_OF_LIFE;
    let (mut n_crates, mut last) = (0, Vec::new());
    loop {
        match lines.recv_timeout(Duration::from_secs(1)) {
            Ok(line) => {
                writeln!(file, "{line}")?;
                n_crates += u32::from(line.trim_start().starts_with("Compiling "));
                last.push(line);
                if 15 < last.len() {
                    last.remove(0);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if next_sign <= start.elapsed() {
            next_sign += BETWEEN_SIGNS_OF_LIFE;
            match n_crates {
                0 => println!("      still working after {} s", start.elapsed().as_secs()),
                _ => println!("      {n_crates} crates so far, {} s", start.elapsed().as_secs()),
            }
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("{name} failed ({status}). Its last lines; all of them are in {}:\n{}", log.display(), last.join("\n"));
    }
    Ok(())
}

fn send_lines(stream: impl Read + Send + 'static, sender: mpsc::Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
            if sender.send(String::from_utf8_lossy(&line).trim_end().to_owned()).is_err() {
                break;
            }
        }
    });
}

fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args().take(2));
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
