//! What the measurements share once the figures are there: middles, tables, and the note that keeps them.

use crate::place;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;

/// The note that keeps the tables.
const NOTE: &str = "docs/BENCHMARKS.md";

/// A figure that is held to something.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub name: String,
    pub ours: f64,
    pub at_most: f64,
}

impl Figure {
    fn is_within(&self) -> bool {
        // What is as good as nothing is nothing: shifts come as fractions of fractions.
        self.ours <= self.at_most + 1e-9
    }
}

/// The middle of all values called `key` that were measured of `name`: half of them lie on either side.
///
/// # Errors
/// There is none.
pub fn median(measured: &[Value], name: &str, key: &str) -> Result<f64> {
    let values = measured.iter().filter(|it| it["name"] == name).filter_map(|it| it[key].as_f64());
    middle(values.collect()).with_context(|| format!("{key} of {name} was not measured"))
}

/// The middle of `values`; of an even number, the mean of the two in the middle.
pub fn middle(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let (lower, upper) = (values.get(values.len().checked_sub(1)? / 2)?, values.get(values.len() / 2)?);
    Some((lower + upper) / 2.0)
}

/// A number as people read it: whole from a hundred on, with a comma for each thousand, else with two digits behind the
/// point or none.
pub fn told(value: f64) -> String {
    if value.fract() == 0.0 || 100.0 <= value.abs() {
        let digits = format!("{:.0}", value.abs());
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if 0 < at && (digits.len() - at).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        return if value < 0.0 { format!("-{out}") } else { out };
    }
    format!("{value:.2}")
}

/// How much of theirs ours is; nothing where theirs is nothing.
pub fn ratio(ours: f64, theirs: f64) -> Option<f64> {
    (theirs != 0.0).then(|| ours / theirs)
}

/// A table as Markdown has it.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut out = line(&head.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
    let rule = head.iter().enumerate().map(|(at, _)| if at == 0 { "---" } else { "---:" }.to_owned());
    out += &line(&rule.collect::<Vec<_>>());
    out.extend(rows.iter().map(|it| line(it)));
    out
}

/// On what machine, by which browser and in which company something was measured, from what the scripts say of it.
///
/// # Errors
/// They said nothing.
pub fn machine(measured: &[Value]) -> Result<String> {
    let said = measured.iter().map(|it| &it["machine"]).filter(|it| it.is_object()).collect::<Vec<_>>();
    let it = said.first().context("the script said nothing of its machine")?;
    let text = |key: &str| it[key].as_str().with_context(|| format!("the machine lacks its {key}"));
    let number = |key: &str| it[key].as_f64().with_context(|| format!("the machine lacks its {key}"));
    let loads = said.iter().filter_map(|it| it["load"].as_f64()).map(|it| format!("{it:.1}")).collect::<Vec<_>>();
    Ok(format!(
        "{}: {} cores, {:.0} GB of memory, {}, Node {}, {}. Load before and after: {}.",
        text("date")?,
        number("cores")?,
        number("gigabytes")?,
        text("system")?,
        text("node")?,
        text("browser")?,
        loads.join(" and "),
    ))
}

/// Keeps all that was measured in `target/bench`, prints the text, and writes it into the note where that is wanted.
///
/// # Errors
/// A file cannot be written, or the note has no place for it.
pub fn keep(name: &str, measured: &[Value], figures: &[Figure], text: &str, write: bool) -> Result<()> {
    let folder = place::root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let held = figures.iter().map(|it| json!({ "name": it.name, "ours": it.ours, "at_most": it.at_most }));
    let all = json!({ "measured": measured, "figures": held.collect::<Vec<_>>() });
    let file = folder.join(format!("{name}.json"));
    fs::write(&file, serde_json::to_string_pretty(&all)? + "\n")?;
    println!("\n{text}");
    println!("every run is in target/bench/{name}.json");
    if write {
        let note = place::root().join(NOTE);
        let before = fs::read_to_string(&note).with_context(|| format!("{NOTE} cannot be read"))?;
        fs::write(&note, with_part(&before, name, text)?)?;
        println!("written into {NOTE}");
    }
    Ok(())
}

/// The note with another text in the place that is called `name`.
fn with_part(note: &str, name: &str, text: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- measured: {name} -->\n"), "<!-- measured to here -->".to_owned());
    let missing = || format!("{NOTE} has no place for {name}");
    let (before, rest) = note.split_once(&begin).with_context(missing)?;
    let (_, after) = rest.split_once(&end).with_context(missing)?;
    Ok(format!("{before}{begin}\n{}\n\n{end}{after}", text.trim()))
}

/// Fails where something is more than it may be, and names it.
///
/// # Errors
/// Something is.
pub fn hold(figures: &[Figure]) -> Result<()> {
    let mut beyond = String::new();
    for it in figures.iter().filter(|it| !it.is_within()) {
        write!(beyond, "\n  {}: {:.3}, at most {}", it.name, it.ours, it.at_most)?;
    }
    anyhow::ensure!(beyond.is_empty(), "more than it may be:{beyond}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_has_as_many_on_either_side() {
        for (values, wanted) in [
            (vec![], None),
            (vec![4.0], Some(4.0)),
            (vec![9.0, 1.0, 3.0], Some(3.0)),
            (vec![9.0, 1.0, 3.0, 4.0], Some(3.5)),
        ] {
            assert_eq!(middle(values.clone()), wanted, "{values:?}");
        }
    }

    #[test]
    fn the_median_is_that_of_one_page_and_one_measure() {
        let runs = [
            json!({ "name": "ours", "ready": 3.0 }),
            json!({ "name": "theirs", "ready": 100.0 }),
            json!({ "name": "ours", "ready": 1.0, "tbt": 7 }),
            json!({ "name": "ours", "ready": 9.0 }),
        ];
        assert_eq!(median(&runs, "ours", "ready").unwrap(), 3.0);
        assert_eq!(median(&runs, "ours", "tbt").unwrap(), 7.0);
        assert!(median(&runs, "theirs", "tbt").is_err());
    }

    #[test]
    fn numbers_are_told_as_people_read_them() {
        for (value, wanted) in [
            (0.0, "0"),
            (0.214, "0.21"),
            (99.5, "99.50"),
            (100.4, "100"),
            (999.6, "1,000"),
            (327_688.0, "327,688"),
            (-1234.5, "-1,234"),
        ] {
            assert_eq!(told(value), wanted);
        }
    }

    #[test]
    fn there_is_no_ratio_to_nothing() {
        assert_eq!(ratio(1.0, 4.0), Some(0.25));
        assert_eq!(ratio(1.0, 0.0), None);
    }

    #[test]
    fn a_table_has_a_line_for_each_row() {
        let rows = [vec!["ready, ms".to_owned(), "1,100".to_owned()]];
        assert_eq!(table(&["", "ours"], &rows), "|  | ours |\n| --- | ---: |\n| ready, ms | 1,100 |\n");
    }

    #[test]
    fn the_note_gets_the_text_in_its_own_place_alone() {
        let note = "# N\n<!-- measured: a -->\nold\n<!-- measured to here -->\n<!-- measured: b -->\nold\n<!-- measured to here -->\nend\n";
        let wanted = "# N\n<!-- measured: a -->\nold\n<!-- measured to here -->\n<!-- measured: b -->\n\nnew\n\n<!-- measured to here -->\nend\n";
        assert_eq!(with_part(note, "b", "new\n").unwrap(), wanted);
        assert_eq!(with_part(wanted, "b", "new").unwrap(), wanted, "written twice is written once");
        assert!(with_part(note, "c", "new").is_err());
    }

    #[test]
    fn the_note_has_a_place_for_everything_that_is_measured() {
        let note = fs::read_to_string(place::root().join(NOTE)).unwrap();
        for name in ["page", "facade", "lighthouse"] {
            assert!(with_part(&note, name, "").is_ok(), "{name}");
        }
    }

    #[test]
    fn what_is_more_than_it_may_be_is_named() {
        let figure = |name: &str, ours: f64, at_most: f64| Figure { name: name.to_owned(), ours, at_most };
        assert!(hold(&[figure("ready", 0.4, 0.4), figure("cls", 0.0, 0.0)]).is_ok());
        let error = hold(&[figure("ready", 0.401, 0.4), figure("cls", 0.001, 0.0), figure("tbt", 0.0, 0.1)]);
        let error = error.unwrap_err().to_string();
        assert!(error.contains("ready: 0.401") && error.contains("cls") && !error.contains("tbt"), "{error}");
    }

    #[test]
    fn the_machine_is_told_without_its_name() {
        let said = |load: f64| json!({ "machine": { "date": "2026-11-25", "cores": 2, "gigabytes": 7.8, "system": "Linux 6.1", "node": "20.20.2", "browser": "Chromium 142", "load": load } });
        let told = machine(&[said(0.24), json!({ "name": "ours" }), said(1.0)]).unwrap();
        assert_eq!(
            told,
            "2026-11-25: 2 cores, 8 GB of memory, Linux 6.1, Node 20.20.2, Chromium 142. Load before and after: 0.2 and 1.0."
        );
        assert!(machine(&[json!({ "name": "ours" })]).is_err());
    }
}
