//! `cargo xtask assess [FILE]`: cases in, assessments out, a line each, in the same order.

use anyhow::{Context as _, Result};
use record::case::{self, CaseError};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

/// Assesses the cases of `file`, or of standard input. Gives whether every line could be read.
///
/// # Errors
///
/// Where the file cannot be opened, or reading or writing breaks off.
pub fn run(file: Option<&Path>) -> Result<bool> {
    let input: Box<dyn Read> = match file {
        Some(path) => Box::new(File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?),
        None => Box::new(io::stdin().lock()),
    };
    let output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let result = stream(BufReader::with_capacity(1 << 16, input), output);
    match result {
        // Whoever reads our output may stop early; that is no failure of ours.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(true),
        other => other.context("the cases cannot be read to the end"),
    }
}

/// Assesses every line of `input` into `output`; one line is held at a time.
fn stream(mut input: impl BufRead, mut output: impl Write) -> io::Result<bool> {
    let mut all_read = true;
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        number += 1;
        let result = match std::str::from_utf8(&line) {
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => case::read(text.trim_start_matches('\u{feff}')),
            Err(_) => Err(CaseError { id: "null".into(), what: "expected a case in UTF-8".into() }),
        };
        let written = match result {
            Ok(case) => case::write(&case.id, &engine::assess(&case.answers), &case.answers),
            Err(error) => {
                all_read = false;
                case::write_error(&error, number)
            }
        };
        output.write_all(written.as_bytes())?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(all_read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(input: &str) -> (bool, Vec<String>) {
        let mut output = Vec::new();
        let all_read = stream(input.as_bytes(), &mut output).unwrap();
        (all_read, String::from_utf8(output).unwrap().lines().map(str::to_owned).collect())
    }

    #[test]
    fn a_bad_line_is_told_in_its_place_and_the_rest_still_run() {
        let (all_read, lines) = run(
            "{\"id\":1,\"answers\":{}}\n\n{\"id\":2,\"answers\":{\"age\":\"old\"}}\n{\"id\":3,\"answers\":{\"rf-jaw\":\"yes\"}}",
        );
        assert!(!all_read);
        assert_eq!(lines.len(), 3);
        assert!(lines[0].contains(r#""id":1,"#) && lines[0].contains(r#""tier":"self-care""#), "{}", lines[0]);
        assert_eq!(
            lines[1],
            r#"{"id":2,"error":"age: expected one of under-16, 16-39, 40-59, 60-plus; got \"old\"","line":3}"#
        );
        assert!(lines[2].contains(r#""tier":"emergency""#), "{}", lines[2]);
    }

    #[test]
    fn no_cases_give_no_lines() {
        assert_eq!(run("\n \n"), (true, Vec::new()));
    }
}
