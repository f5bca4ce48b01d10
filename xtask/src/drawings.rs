//! Reads the drawings of `content/drawings/`, which travel in the page's second file as what is drawn and in which part.

use crate::place;
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Map, Value, json};
use std::fs;

/// What a path of a drawing can be, with the letter it travels as: the body, the sore part, what stands around it, and
/// which way it pulls.
const CLASSES: [(&str, &str); 4] = [("body", "b"), ("sore", "s"), ("prop", "p"), ("pull", "a")];
/// The drawing of the legs, whose parts can be picked.
const LEG_MAP: &str = "leg-map";

/// All drawings by name: a list of letters and paths.
///
/// # Errors
/// A file cannot be read, or holds anything but paths of the known classes.
pub fn all() -> Result<Value> {
    let mut drawings = Map::new();
    for (name, text) in files()? {
        if name != LEG_MAP {
            let paths = paths(&name, &text)?;
            let parts = paths.into_iter().flat_map(|it| [it.class, it.d]);
            drawings.insert(name, parts.collect::<Vec<_>>().into());
        }
    }
    Ok(drawings.into())
}

/// The leg map: its outlines, and each part with the place of its site among the options of the question, its leg (0 is
/// the left), its side (0 is the front), and which half of the calf it is (0 for the other parts, 1 upper, 2 lower).
///
/// # Errors
/// The file cannot be read, or names a site that the question does not have.
pub fn leg_map() -> Result<Value> {
    let (_, text) = files()?.into_iter().find(|(name, _)| name == LEG_MAP).context("there is no leg map")?;
    let document = roxmltree::Document::parse(&text)?;
    let (mut outlines, mut parts) = (Vec::new(), Vec::new());
    for path in document.root_element().children().filter(|it| it.is_element()) {
        let value = |name: &str| path.attribute(name).unwrap_or_default();
        let one_of = |name: &str, codes: &[&str]| {
            codes.iter().position(|it| *it == value(name)).with_context(|| format!("{LEG_MAP}: {name}={}", value(name)))
        };
        match value("class") {
            "outline" => outlines.push(value("d").to_owned()),
            "region" => parts.push(json!([
                one_of("data-site", engine::Item::SITE.options())?,
                one_of("data-side", &["left", "right"])?,
                one_of("data-view", &["front", "back"])?,
                one_of("data-part", &["", "upper", "lower"])?,
                value("d"),
            ])),
            other => bail!("{LEG_MAP}: a path of class {other:?}"),
        }
    }
    Ok(json!({ "outlines": outlines, "parts": parts }))
}

struct Path {
    class: String,
    d: String,
}

fn paths(name: &str, text: &str) -> Result<Vec<Path>> {
    let document = roxmltree::Document::parse(text).with_context(|| format!("{name} is no drawing"))?;
    let root = document.root_element();
    ensure!(root.attribute("viewBox") == Some("0 0 240 180"), "{name}: drawings are 240 wide and 180 high");
    let path = |it: roxmltree::Node<'_, '_>| {
        let class = it.attribute("class").and_then(|class| CLASSES.iter().find(|(known, _)| *known == class));
        let (_, letter) = class.with_context(|| format!("{name}: a path without a known class"))?;
        let known = ["class", "d"];
        let is_path = it.tag_name().name() == "path";
        ensure!(is_path && it.attributes().all(|it| known.contains(&it.name())), "{name}: only plain paths are drawn");
        Ok(Path { class: (*letter).to_owned(), d: it.attribute("d").context("a path has a `d`")?.to_owned() })
    };
    root.children().filter(|it| it.is_element()).map(path).collect()
}

/// Name and text of each drawing, sorted.
fn files() -> Result<Vec<(String, String)>> {
    let folder = place::root().join("content/drawings");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).context("content/drawings cannot be read")? {
        let path = entry?.path();
        if let Some(name) = path.file_stem().filter(|_| path.extension().is_some_and(|it| it == "svg")) {
            files.push((name.to_string_lossy().into_owned(), fs::read_to_string(&path)?));
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{Item, Relief};

    #[test]
    fn each_relief_protocol_is_drawn_in_two_positions_and_the_bedtime_routine_in_three() {
        let all = all().unwrap();
        let protocols = Relief::all().flat_map(|it| [it.to_string(), format!("{it}-2")]);
        let bedtime = ["calf", "hamstring", "seated"].map(|it| format!("bedtime-{it}"));
        for name in protocols.chain(bedtime).chain(["empty-history".to_owned()]) {
            assert!(all[&name].as_array().is_some_and(|it| it.len() >= 4), "{name} is not drawn");
        }
    }

    #[test]
    fn each_site_of_a_leg_can_be_picked_on_both_legs() {
        let map = leg_map().unwrap();
        let parts = map["parts"].as_array().unwrap();
        for (at, site) in Item::SITE.options().iter().enumerate().take(8) {
            for leg in [0, 1] {
                assert!(parts.iter().any(|it| it[0] == at && it[1] == leg), "{site}, leg {leg}");
            }
        }
    }

    #[test]
    fn anything_but_plain_paths_is_refused() {
        let drawing =
            |inner: &str| format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180">{inner}</svg>"#);
        assert!(paths("it", &drawing(r#"<path class="body" d="M0 0"/>"#)).is_ok());
        for inner in [
            r#"<circle class="body" r="3"/>"#,
            r#"<path class="other" d="M0 0"/>"#,
            r#"<path class="body" d="M0 0" style="fill:red"/>"#,
            r#"<path class="body"/>"#,
        ] {
            assert!(paths("it", &drawing(inner)).is_err(), "{inner}");
        }
    }
}
