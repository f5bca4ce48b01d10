//! Writes the page's second file: the words of a result, sources and drawings, which the page fetches after its first
//! paint.

use crate::{drawings, place};
use anyhow::{Context as _, Result};
use engine::{Source, Sources};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;

#[derive(Deserialize)]
struct Rows {
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
    let rows: Rows = toml::from_str(&text)?;
    // Lists by the engine's numbers, which the program shares: names would weigh more than what they name.
    let lists = Sources::all().map(|list| list.iter().map(|it| it.index()).collect::<Vec<_>>());
    let mut sources = Vec::new();
    for source in Source::all() {
        let row = rows.source.iter().find(|it| it.id == source.code());
        let row = row.with_context(|| format!("source {source} has no row"))?;
        let paid = if row.industry {
            format!(". {}", content::text("evidence-industry").unwrap_or_default())
        } else {
            String::new()
        };
        let mut told = vec![row.citation() + &paid];
        if let (Some(address), Some("yes")) = (&row.address, row.verified.as_deref()) {
            told.push(address.clone());
        }
        sources.push(told);
    }
    let (words, n_messages) = content::later();
    Ok(json!({
        "words": words,
        "messages": n_messages,
        "lists": lists.collect::<Vec<_>>(),
        "sources": sources,
        "drawings": drawings::all()?,
        "map": drawings::leg_map()?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_is_told_with_its_sources() {
        let file = file().unwrap();
        let lists = file["lists"].as_array().unwrap();
        assert_eq!(lists.len(), Sources::count());
        for claim in engine::Claim::all() {
            let sources = lists[claim.sources().number().unwrap()].as_array().unwrap();
            assert!(!sources.is_empty(), "{claim} has no source");
            for source in sources {
                let told = &file["sources"][source.as_u64().unwrap() as usize][0];
                assert!(told.as_str().is_some_and(|it| it.len() > 5), "{claim}: {source} cannot be told");
            }
        }
        assert_eq!(content::bring(file["words"].as_str().unwrap().to_owned(), content::later().1), Ok(()));
    }
}
