//! Packs the WordPress plugin: `embed/wordpress`, the element with all it loads, and the words that stand until a reader
//! wants it.

use crate::{archive, embed, place};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the plugin, in the zip and on a site.
const FOLDER: &str = "crampwise";
/// Files of the element that only other kinds of pages need.
const NOT_NEEDED: [&str; 4] = ["frame", "oembed.json", "cramp-check.d.ts", "custom-elements.json"];

/// Writes the plugin into `out`, and gives the path of its zip. What other sites load must have been built: see
/// [`embed::build`].
///
/// # Errors
/// A file is missing.
pub fn write(out: &Path) -> Result<PathBuf> {
    let zip = out.join(name());
    fs::write(&zip, archive::zip(&files(&embed::dist().join(embed::FOLDER))?)?)?;
    println!("built {}", zip.display());
    Ok(zip)
}

/// What the zip is called.
fn name() -> String {
    format!("crampwise-wordpress-{}.zip", env!("CARGO_PKG_VERSION"))
}

/// All files of the plugin, with those of the element in the folder `element`.
fn files(element: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for path in in_folder(&place::root().join("embed/wordpress"))? {
        files.insert(format!("{FOLDER}/{}", last(&path)), fs::read(path)?);
    }
    for path in in_folder(element)?.into_iter().filter(|it| !NOT_NEEDED.iter().any(|no| last(it).starts_with(no))) {
        files.insert(format!("{FOLDER}/assets/{}", last(&path)), fs::read(path)?);
    }
    for licence in ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE"] {
        files.insert(format!("{FOLDER}/{licence}"), fs::read(place::root().join(licence))?);
    }
    files.insert(format!("{FOLDER}/words.php"), words()?.into_bytes());
    ensure!(files.contains_key(&format!("{FOLDER}/assets/loader.js")), "{} has no loader", element.display());
    Ok(files)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let paths = entries.map(|it| Ok(it?.path())).collect::<Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|it| it.is_file()).collect())
}

fn last(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The words that readers see before the program is there, in the form in which WordPress has them translated.
fn words() -> Result<String> {
    let say = |id: &str| content::text(id).with_context(|| format!("{id} has no words"));
    let page = fs::read_to_string(place::root().join("index.html"))?;
    let (_, danger) = page.split_once("<section>").context("index.html has its danger list first")?;
    let (danger, _) = danger.split_once("</section>").context("a section ends")?;
    let signs: Vec<&str> = danger.split("<li>").skip(1).filter_map(|it| Some(it.split_once("</li>")?.0)).collect();
    ensure!(!signs.is_empty() && signs.iter().all(|it| !it.contains(['<', '&'])), "a danger sign is plain words");
    let mut out =
        "<?php\n/** What stands until a reader wants the self-assessment: the page's own words and danger list. */\n\n\
                   defined( 'ABSPATH' ) || exit;\n\nreturn array(\n"
            .to_owned();
    for (name, text) in
        [("start", say("embed-start")?), ("danger", say("static-danger")?), ("numbers", say("static-numbers")?)]
    {
        out += &format!("\t'{name}' => {},\n", translated(text));
    }
    out += "\t'signs' => array(\n";
    for sign in signs {
        out += &format!("\t\t{},\n", translated(sign));
    }
    Ok(out + "\t),\n);\n")
}

/// A text that WordPress looks up in the site's language.
fn translated(text: &str) -> String {
    format!("__( '{}', 'crampwise' )", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::collections::BTreeSet;

    /// What the element is made of, with little in it.
    fn element() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-plugin-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for name in [
            "loader.js",
            "widget-1.js",
            "crampwise-1_bg.wasm",
            "index.html",
            "frame.js",
            "frame-page-1.js",
            "oembed.json",
        ] {
            fs::write(folder.join(name), name).unwrap();
        }
        folder
    }

    fn ours() -> BTreeMap<String, String> {
        let all = in_folder(&place::root().join("embed/wordpress")).unwrap();
        all.into_iter().map(|it| (last(&it), fs::read_to_string(it).unwrap())).collect()
    }

    #[test]
    fn the_zip_holds_the_plugin_and_all_that_it_loads() {
        let packed = archive::zip(&files(&element()).unwrap()).unwrap();
        let files = archive::unzip(&packed).unwrap();
        for name in
            ["crampwise.php", "block.json", "render.php", "editor.js", "editor.asset.php", "readme.txt", "words.php"]
        {
            assert!(files.contains_key(&format!("crampwise/{name}")), "{name}");
        }
        let assets: Vec<&str> = files.keys().filter_map(|it| it.strip_prefix("crampwise/assets/")).collect();
        assert_eq!(assets, ["crampwise-1_bg.wasm", "index.html", "loader.js", "widget-1.js"]);
        assert!(files.keys().all(|it| it.starts_with("crampwise/") && !it.contains("/.")), "no hidden file: {files:?}");
        // What PHP asks for, and what block.json does, is there.
        let all = ours();
        for name in ["render.php", "editor.js"] {
            assert!(all["block.json"].contains(&format!("\"file:./{name}\"")), "{name}");
        }
        assert!(all["crampwise.php"].contains("include __DIR__ . '/words.php'"));
    }

    #[test]
    fn every_file_that_tells_a_version_tells_this_one() {
        let (all, version) = (ours(), env!("CARGO_PKG_VERSION"));
        for (file, line) in [
            ("crampwise.php", format!(" * Version:           {version}\n")),
            ("crampwise.php", format!("const CRAMPWISE_VERSION = '{version}';")),
            ("editor.asset.php", format!("'version'      => '{version}'")),
            ("block.json", format!("\"version\": \"{version}\"")),
            ("readme.txt", format!("Stable tag: {version}\n")),
            ("readme.txt", format!("`{}`", name())),
            ("readme.txt", format!("= {version} =\n")),
        ] {
            assert!(all[file].contains(&line), "{file}: {line}");
        }
        let told = |file: &str, what: &str| {
            let line = all[file].lines().find_map(|it| it.trim_start_matches(" * ").strip_prefix(what)).unwrap();
            line.trim().to_owned()
        };
        for what in ["Requires at least:", "Requires PHP:", "License:"] {
            assert_eq!(told("crampwise.php", what), told("readme.txt", what), "{what}");
        }
    }

    /// Attributes of the element that the block does not offer.
    const LEFT_OUT: [&str; 2] = [
        // The words are English, and WordPress says which country its page is of.
        "lang",
        // No part of a site would hear the result, so no reader should be asked for it.
        "share-answers",
    ];

    #[test]
    fn the_block_offers_the_attributes_of_the_element() {
        let all = ours();
        let block: Value = serde_json::from_str(&all["block.json"]).unwrap();
        let manifest = fs::read_to_string(place::root().join("embed/custom-elements.json")).unwrap();
        let manifest: Value = serde_json::from_str(&manifest).unwrap();
        let element = manifest["modules"][0]["declarations"][0]["attributes"].as_array().unwrap();
        let element: BTreeMap<&str, &Value> = element.iter().map(|it| (it["name"].as_str().unwrap(), it)).collect();
        let dashed = |name: &str| {
            name.chars().fold(String::new(), |out, it| match it.is_ascii_uppercase() {
                true => out + "-" + &it.to_ascii_lowercase().to_string(),
                false => out + &it.to_string(),
            })
        };
        let offered = block["attributes"].as_object().unwrap();
        let mut known: BTreeSet<String> = offered.keys().map(|it| dashed(it)).collect();
        known.extend(LEFT_OUT.map(str::to_owned));
        assert_eq!(known, element.keys().map(|it| (*it).to_owned()).collect(), "offered, or left out for a reason");
        assert_eq!(known.len(), offered.len() + LEFT_OUT.len(), "not both");
        for (name, rule) in offered {
            let of_element = element[&*dashed(name)];
            assert_eq!(rule["type"], of_element["type"]["text"], "{name}");
            // These two are taken from the page around where the block says nothing.
            if !["dir", "href"].contains(&&**name) {
                assert_eq!(rule["default"].to_string(), of_element["default"].as_str().unwrap(), "{name}");
            }
            assert!(["enum", "pattern"].iter().any(|it| rule.get(it).is_some()) || rule["type"] == "boolean", "{name}");
            assert!(all["editor.js"].contains(&format!("'{name}'")), "{name} has no control");
            for value in rule["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                let is_there = [format!("{value}: "), format!("'{value}': ")];
                assert!(is_there.iter().any(|it| all["editor.js"].contains(it)), "{name} cannot be set to \"{value}\"");
            }
        }
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        for (file, text) in ours() {
            let text = text.replace("https://schemas.wp.org/", "").replace("https://opensource.org/license/", "");
            let mut leads_to = text.split("://").skip(1);
            assert!(!leads_to.any(|it| it.starts_with(|it: char| it.is_ascii_alphanumeric())), "{file}");
        }
        let php = &ours()["crampwise.php"];
        assert!(php.contains("plugins_url( 'assets/' . $name, __FILE__ )"));
        // It asks no server, and keeps nothing.
        for it in [
            "wp_remote_",
            "curl_",
            "file_get_contents",
            "update_option",
            "add_option",
            "set_transient",
            "setcookie",
            "$wpdb",
        ] {
            assert!(ours().values().all(|text| !text.contains(it)), "{it}");
        }
    }

    #[test]
    fn what_stands_first_is_the_pages_own_danger_list() {
        let (words, page) = (words().unwrap(), fs::read_to_string(place::root().join("index.html")).unwrap());
        let signs: Vec<&str> = words.lines().filter_map(|it| it.strip_prefix("\t\t__( '")).collect();
        assert!(10 < signs.len(), "{signs:?}");
        for sign in signs {
            let sign = sign.strip_suffix("', 'crampwise' ),").unwrap().replace("\\'", "'");
            assert!(page.contains(&format!("<li>{sign}</li>")), "{sign}");
        }
        assert_eq!(translated(r"Don't \ do"), r"__( 'Don\'t \\ do', 'crampwise' )");
    }
}
