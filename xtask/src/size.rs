//! Weighs what the page loads: as it is, with gzip and with brotli, against its budget.

use crate::{pack, place};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What the page may load before it answers, together, in bytes with brotli.
const FIRST_LOAD_BYTES: usize = 140_000;
/// The file fetched after the first paint, in bytes with brotli.
const SECOND_FILE_BYTES: usize = 40_000;
/// The questions, which come right behind the first part, in bytes with brotli.
const QUESTIONS_PART_BYTES: usize = 40_000;
/// The part of the program that is loaded when it is first of use, in bytes with brotli.
const LATE_PART_BYTES: usize = 40_000;
/// The part that makes links, opens them and runs teams, in bytes with brotli.
const LINKS_PART_BYTES: usize = 102_000;
/// How the name of the second file begins.
const SECOND_FILE: &str = "evidence";
/// How the name of the part with the questions begins.
const QUESTIONS_PART: &str = "questions-";
/// How the names begin of the late part and of what it shares with the part for links.
const LATE_PART: [&str; 2] = ["late-", "shared-"];
/// How the name of the part for links begins.
const LINKS_PART: &str = "links-";

/// Prints the table for the page in `dist`.
///
/// # Errors
/// There is no page, it names a file that is not there, or a budget is exceeded.
pub fn check() -> Result<()> {
    let dist = place::dist();
    let page = fs::read_to_string(dist.join("index.html")).context("there is no built page in dist")?;
    let first = std::iter::once("index.html".to_owned()).chain(loaded_files(&page)).collect::<BTreeSet<_>>();
    let later = files_in(&dist)?.into_iter().filter(|it| !first.contains(it)).collect::<BTreeSet<_>>();
    let (second, rest): (BTreeSet<_>, BTreeSet<_>) = later.into_iter().partition(|it| it.starts_with(SECOND_FILE));
    let (questions, rest): (BTreeSet<_>, BTreeSet<_>) = rest.into_iter().partition(|it| it.starts_with(QUESTIONS_PART));
    let (late, rest): (BTreeSet<_>, BTreeSet<_>) =
        rest.into_iter().partition(|it| LATE_PART.iter().any(|part| it.starts_with(part)));
    let (links, rest): (BTreeSet<_>, BTreeSet<_>) = rest.into_iter().partition(|it| it.starts_with(LINKS_PART));

    println!("{:<44} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip -9", "brotli 11");
    let first = print_group(&dist, "first load", &first)?;
    let questions = print_group(&dist, "questions", &questions)?;
    let second = print_group(&dist, "second file", &second)?;
    let late = print_group(&dist, "late part", &late)?;
    let links = print_group(&dist, "part for links", &links)?;
    print_group(&dist, "loaded when used", &rest)?;
    within("the first load", first, FIRST_LOAD_BYTES)?;
    within("the questions", questions, QUESTIONS_PART_BYTES)?;
    within("the second file", second, SECOND_FILE_BYTES)?;
    within("the late part", late, LATE_PART_BYTES)?;
    within("the part for links", links, LINKS_PART_BYTES)
}

/// Prints a row for each of `files` and their sum; gives the sum with brotli.
fn print_group(dist: &Path, name: &str, files: &BTreeSet<String>) -> Result<usize> {
    if files.is_empty() {
        return Ok(0);
    }
    let mut sums = [0; 3];
    for file in files {
        let bytes =
            fs::read(dist.join(file)).with_context(|| format!("the page names {file}, which cannot be read"))?;
        let sizes = [bytes.len(), pack::gzip(&bytes)?.len(), pack::brotli(&bytes)?.len()];
        print_row(file, sizes);
        sums.iter_mut().zip(sizes).for_each(|(sum, size)| *sum += size);
    }
    print_row(&format!("= {name}"), sums);
    Ok(sums[2])
}

fn print_row(name: &str, [raw, gzip, brotli]: [usize; 3]) {
    println!("{name:<44} {raw:>10} {gzip:>10} {brotli:>10}");
}

fn within(name: &str, bytes: usize, budget: usize) -> Result<()> {
    if budget < bytes {
        bail!("{name} weighs {bytes} bytes with brotli, {} above its budget of {budget}", bytes - budget);
    }
    println!("{name}: {bytes} of {budget} bytes with brotli");
    Ok(())
}

fn files_in(folder: &Path) -> Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                files.insert(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    Ok(files)
}

/// The files of its own that `html` makes a browser load at once: styles, scripts, the program, icons.
fn loaded_files(html: &str) -> BTreeSet<String> {
    const LOADING: [&str; 5] = ["stylesheet", "modulepreload", "preload", "icon", "manifest"];
    let mut files = BTreeSet::new();
    for (name, attributes) in tags(html) {
        let value = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let target = match name {
            "link" if value("rel").is_some_and(|rel| rel.split(' ').any(|it| LOADING.contains(&it))) => value("href"),
            "script" | "img" => value("src"),
            _ => None,
        };
        files.extend(target.filter(|it| !it.contains(':')).map(|it| it.trim_start_matches("./").to_owned()));
    }
    files
}

/// Each opening tag with its attributes; enough of HTML for a page that Trunk wrote.
fn tags(html: &str) -> impl Iterator<Item = (&str, Vec<(String, String)>)> {
    html.split('<').skip(1).filter_map(|rest| {
        let end = rest.find(|it: char| it.is_whitespace() || it == '>')?;
        let (name, rest) = rest.split_at(end);
        name.starts_with(|it: char| it.is_ascii_alphabetic()).then(|| (name, attributes(rest)))
    })
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return attributes;
        }
        let end = rest.find(|it: char| it.is_whitespace() || it == '=' || it == '>').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(after) => match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(|it: char| it.is_whitespace() || it == '>').unwrap_or(after.len())),
            },
        };
        attributes.push((name.to_owned(), value.to_owned()));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_the_page_loads_is_found_and_nothing_else() {
        let html = r#"<!doctype html><html lang=en><link href=./a-1.css integrity=sha384-x/y= rel=stylesheet><link
            rel="icon" href="data:,"><link as=fetch crossorigin href='./p_bg.wasm' rel=preload><link rel="modulepreload"
            href="./p.js"/><script src=./boot.js type=module></script><a href="help.html">help</a><link rel=prefetch
            href=evidence-1.json><img alt="1 > 0" src="leg.svg"><img src="https://elsewhere.example/x.png"></html>"#;
        let found = loaded_files(html).into_iter().collect::<Vec<_>>();
        assert_eq!(found, ["a-1.css", "boot.js", "leg.svg", "p.js", "p_bg.wasm"]);
    }

    #[test]
    fn a_byte_above_the_budget_fails() {
        assert!(within("it", 10, 10).is_ok());
        assert!(within("it", 11, 10).is_err());
    }
}
