//! Writes the page's second file: claims, conflicts and sources, which the page fetches after its first paint.

use crate::place;
use anyhow::{Context as _, Result};
use engine::{Claim, Conflict, Grade, Source};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::fs;

#[derive(Deserialize)]
struct Sources {
    source: Vec<SourceRow>,
}

#[derive(Deserialize)]
struct SourceRow {
    id: String,
    #[serde(default)]
    authors: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    published: String,
    #[serde(default)]
    year: String,
    verified: Option<String>,
    address: Option<String>,
    #[serde(default)]
    industry: bool,
}

impl SourceRow {
    /// Authors, title, where and when published, as a reader sees it.
    fn citation(&self) -> String {
        let year = if self.published.contains(&self.year) { "" } else { &self.year };
        let parts = [&self.authors, &self.title, &self.published, year].map(|it| it.trim().trim_end_matches('.'));
        let told = parts.into_iter().filter(|it| !it.is_empty() && *it != "-" && *it != "unknown");
        told.collect::<Vec<_>>().join(". ")
    }
}

/// Writes `target/page/evidence.json`, which Trunk copies into the page.
///
/// # Errors
///
/// Where the sources cannot be read, or words are missing.
pub fn write() -> Result<()> {
    let text = serde_json::to_string(&file()?)?;
    let path = place::root().join("target/page/evidence.json");
    // Written only when it changes, so that Trunk does not see a change of its own making.
    if fs::read_to_string(&path).ok().as_deref() != Some(&text) {
        fs::create_dir_all(path.parent().context("it lies in a folder")?)?;
        fs::write(&path, text)?;
    }
    Ok(())
}

fn file() -> Result<Value> {
    let path = place::root().join("engine/knowledge/sources.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let rows: Sources = toml::from_str(&text)?;
    let words = |key: String| content::evidence::text(&key).with_context(|| format!("{key} has no words"));
    let codes = |list: &[Source]| list.iter().map(|it| it.code()).collect::<Vec<_>>();

    let mut claims = Map::new();
    for claim in Claim::all() {
        let mut row = json!({
            "t": words(format!("claim-{claim}"))?,
            "s": words(format!("claim-{claim}.statement"))?,
            "g": grade(claim.grade()),
            "src": codes(claim.sources()),
        });
        for (key, list) in [("say", claim.says()), ("con", claim.contradicts())] {
            if !list.is_empty() {
                row[key] = codes(list).into();
            }
        }
        claims.insert(claim.code().into(), row);
    }
    let mut conflicts = Map::new();
    for conflict in Conflict::all() {
        let row = json!({
            "t": words(format!("conflict-{conflict}"))?,
            "about": words(format!("conflict-{conflict}.about"))?,
        });
        conflicts.insert(conflict.code().into(), row);
    }
    let mut grades = Map::new();
    for it in ["a", "b", "c", "d"] {
        grades.insert(it.into(), words(format!("grade-{it}"))?.into());
    }
    let mut sources = Map::new();
    for source in Source::all() {
        let row = rows.source.iter().find(|it| it.id == source.code());
        let row = row.with_context(|| format!("source {source} has no row"))?;
        let mut told = json!({ "c": row.citation() });
        if let (Some(address), Some("yes")) = (&row.address, row.verified.as_deref()) {
            told["u"] = address.clone().into();
        }
        if row.industry {
            told["i"] = true.into();
        }
        sources.insert(source.code().into(), told);
    }
    Ok(json!({ "claims": claims, "conflicts": conflicts, "grades": grades, "sources": sources }))
}

fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "a",
        Grade::B => "b",
        Grade::C => "c",
        Grade::D => "d",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_is_told_with_its_sources() {
        let file = file().unwrap();
        let claims = file["claims"].as_object().unwrap();
        assert_eq!(claims.len(), Claim::count());
        for (id, claim) in claims {
            let sources = claim["src"].as_array().unwrap();
            assert!(!sources.is_empty(), "{id} has no source");
            for source in sources {
                let told = &file["sources"][source.as_str().unwrap()]["c"];
                assert!(told.as_str().is_some_and(|it| it.len() > 5), "{id}: {source} cannot be told");
            }
        }
    }
}
