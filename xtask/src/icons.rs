//! The page's icons: drawn by hand in `offline/`, made into pictures of fixed sizes by the browser, and kept.

use crate::{browser, digest, offline, place, process};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// Notes from what each picture was made, and what came of it.
const NOTE: &str = "icons.txt";

/// Makes every picture anew from its drawing.
///
/// # Errors
/// Chromium is missing, or made no picture.
pub fn draw() -> Result<()> {
    let chromium = browser::chromium().context("Chromium is missing")?;
    let work = place::root().join("target/icons");
    fs::create_dir_all(&work)?;
    for (name, size, _) in offline::ICONS {
        let drawing = fs::read_to_string(folder().join(drawing_of(name)))?;
        let page = work.join(format!("{name}.html"));
        let style = "html,body{margin:0;overflow:hidden}svg{display:block;width:100vw;height:100vh}";
        fs::write(&page, format!("<!doctype html><meta charset=utf-8><style>{style}</style>{drawing}"))?;
        let picture = work.join(name);
        let mut command = process::command(&chromium.to_string_lossy());
        command
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
            .args(["--default-background-color=00000000", "--force-device-scale-factor=1"])
            .arg(format!("--window-size={size},{size}"))
            .arg(format!("--screenshot={}", picture.display()))
            .arg(format!("file://{}", page.display()));
        process::run_with_log(&mut command, &work.join(format!("{name}.log")))?;
        fs::copy(&picture, folder().join(name)).with_context(|| format!("{name} was not made"))?;
    }
    fs::write(folder().join(NOTE), note()?)?;
    Ok(())
}

/// A line for each picture: the digest of its drawing and its own.
fn note() -> Result<String> {
    let digest = |name: &str| -> Result<String> {
        let bytes = fs::read(folder().join(name)).with_context(|| format!("offline/{name} cannot be read"))?;
        Ok(digest::sha256(&bytes))
    };
    let mut text = "# Written by `cargo xtask icons`: picture, drawing, and the digest of each.\n".to_owned();
    for (name, _, _) in offline::ICONS {
        let drawing = drawing_of(name);
        text += &format!("{name} {drawing} {} {}\n", digest(name)?, digest(drawing)?);
    }
    Ok(text)
}

/// A picture that a system may cut to its own shape, and the one that iOS lays on a square, fill the whole square.
fn drawing_of(name: &str) -> &'static str {
    let [free, full] = offline::DRAWINGS;
    if name.contains("maskable") || name.contains("180") { full } else { free }
}

fn folder() -> PathBuf {
    place::root().join("offline")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icons_are_those_of_their_drawings() {
        let kept = fs::read_to_string(folder().join(NOTE)).unwrap();
        assert!(kept == note().unwrap(), "a drawing or a picture has changed: run `cargo xtask icons`");
    }
}
