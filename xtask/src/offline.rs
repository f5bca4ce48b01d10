//! What the page needs to work without a network: its worker with the list of its real files, its manifest, its icons.

use crate::{digest, page, place};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The worker, whose list holds all other files.
const WORKER: &str = "sw.js";
/// The page's side of it.
const PAGE_SIDE: &str = "offline.js";
const MANIFEST: &str = "manifest.webmanifest";
/// Where the list goes in a script of `offline/`.
const LIST: &str = "= LIST;";
/// The icons: file, size in pixels, what they are for.
pub const ICONS: [(&str, u32, &str); 4] = [
    ("icon-180.png", 180, ""),
    ("icon-192.png", 192, "any"),
    ("icon-512.png", 512, "any"),
    ("icon-maskable-512.png", 512, "maskable"),
];
/// The drawings that the icons are made from; the first is an icon itself.
pub const DRAWINGS: [&str; 2] = ["icon.svg", "icon-maskable.svg"];

/// Adds to `folder`, which holds a built page, what makes it work without a network.
///
/// # Errors
/// A file of `offline/` or of the page cannot be read, or words are missing.
pub fn write(folder: &Path) -> Result<()> {
    for name in ICONS.map(|it| it.0).iter().chain(&DRAWINGS[..1]) {
        let from = source(name);
        fs::copy(&from, folder.join(name)).with_context(|| format!("{} cannot be copied", from.display()))?;
    }
    fs::write(folder.join(MANIFEST), serde_json::to_string(&manifest()?)?)?;

    let (worker, page_side) = (script(WORKER)?, script(PAGE_SIDE)?);
    let mut files = files_of(folder)?;
    files.retain(|name, _| name != WORKER && name != PAGE_SIDE);
    let whole = [&worker, &page_side].into_iter().chain(files.values()).map(String::as_str).collect::<Vec<_>>();
    let version = digest::short(whole.join("\n").as_bytes());

    let words = json!({ "kept": say("offline-kept")?, "newer": say("offline-newer")?, "take": say("offline-take")? });
    let page = fs::read_to_string(folder.join("index.html")).context("the page cannot be read")?;
    let parts = files.keys().filter(|it| page.contains(it.as_str())).collect::<Vec<_>>();
    let page_side = with_list(&page_side, &json!({ "VERSION": version, "PARTS": parts, "WORDS": words }))?;
    fs::write(folder.join(PAGE_SIDE), &page_side)?;
    files.insert(PAGE_SIDE.to_owned(), digest::sha256(page_side.as_bytes()));
    let worker = with_list(&worker, &json!({ "VERSION": version, "FILES": as_asked_for(files) }))?;
    fs::write(folder.join(WORKER), worker)?;
    Ok(())
}

/// Writes what stands in the place of a version that is taken back: a page with the danger list and the steps to ease a
/// cramp, and a worker that lets go of whatever a browser kept.
///
/// # Errors
/// A file cannot be read or written, or `index.html` is not as it was when this was written.
pub fn write_withdrawn(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    // The loader leaves the words of a host page standing where the element stood in them.
    for name in [WORKER, "withdrawn.js", "loader.js"] {
        fs::write(folder.join(name), script(&format!("withdrawn/{name}"))?)?;
    }
    let plain = fs::read_to_string(place::root().join("index.html"))?;
    let head = plain.lines().filter(|it| !it.contains("data-trunk")).collect::<Vec<_>>().join("\n");
    fs::write(folder.join("style.css"), page::joined_style_sheets()?)?;
    let sheet = "<link rel=\"stylesheet\" href=\"style.css\">";
    let head = head.replace("</head>", &format!("  {sheet}\n  </head>"));
    let head = head.replace("</head>", "  <script type=\"module\" src=\"withdrawn.js\"></script>\n  </head>");
    let (before, rest) = head.split_once("<h1>").context("the page has no heading")?;
    let (_, after) = rest.split_once("<section>").context("the page has no danger list")?;
    let (heading, why) = (say("offline-withdrawn")?, say("offline-withdrawn-why")?);
    let words = format!("<h1>{heading}</h1>\n        <p class=\"lead\">{why}</p>\n        <section>");
    fs::write(folder.join("index.html"), format!("{before}{words}{after}\n"))?;
    Ok(())
}

/// A page that changes under one's hands is not kept: there, nothing but the file that `src/boot.js` asks for.
///
/// # Errors
/// The folder cannot be written to.
pub fn write_nothing(folder: &Path) -> Result<()> {
    fs::write(folder.join(PAGE_SIDE), "// Nothing is kept of a page that is being worked on.\n")?;
    Ok(())
}

/// The digest of every file of the folder itself, by name.
fn files_of(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if let (true, Some(name)) = (path.is_file(), path.file_name()) {
            files.insert(name.to_string_lossy().into_owned(), digest::sha256(&fs::read(&path)?));
        }
    }
    Ok(files)
}

/// The files under the names that they are asked for by: the page is the folder.
fn as_asked_for(files: BTreeMap<String, String>) -> Map<String, Value> {
    let name = |it: String| if it == "index.html" { "./".to_owned() } else { it };
    files.into_iter().map(|(file, digest)| (name(file), digest.into())).collect()
}

fn with_list(script: &str, list: &Value) -> Result<String> {
    let (before, after) = script.split_once(LIST).with_context(|| format!("the script has no place `{LIST}`"))?;
    Ok(format!("{before}= {list};{after}"))
}

fn manifest() -> Result<Value> {
    let sized = ICONS.iter().filter(|(_, _, purpose)| !purpose.is_empty()).map(|(name, size, purpose)| {
        json!({ "src": name, "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose })
    });
    let drawn = json!({ "src": DRAWINGS[0], "sizes": "any", "type": "image/svg+xml", "purpose": "any" });
    Ok(json!({
        "name": say("app-title")?,
        "short_name": say("app-name")?,
        "description": say("app-what")?,
        "lang": "en",
        "dir": "ltr",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#fbfaf6",
        "categories": ["health", "medical", "sports"],
        "icons": std::iter::once(drawn).chain(sized).collect::<Vec<_>>(),
    }))
}

fn say(id: &str) -> Result<&'static str> {
    content::text(id).with_context(|| format!("{id} has no words"))
}

fn script(name: &str) -> Result<String> {
    let path = source(name);
    fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
}

fn source(name: &str) -> std::path::PathBuf {
    place::root().join("offline").join(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn built(name: &str, page: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-offline-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("inner")).unwrap();
        fs::write(folder.join("index.html"), page).unwrap();
        fs::write(folder.join("evidence.json"), "{}").unwrap();
        fs::write(folder.join("inner/other.html"), "not the page's").unwrap();
        write(&folder).unwrap();
        folder
    }

    fn list(folder: &Path, script: &str) -> Value {
        let text = fs::read_to_string(folder.join(script)).unwrap();
        let (_, rest) = text.split_once("} = ").unwrap();
        serde_json::from_str(rest.split_once(";\n").unwrap().0).unwrap()
    }

    #[test]
    fn the_worker_lists_every_file_with_the_digest_it_has() {
        let folder = built("list", "page");
        let files = list(&folder, WORKER)["FILES"].as_object().unwrap().clone();
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        let wanted = [
            "./",
            "evidence.json",
            "icon-180.png",
            "icon-192.png",
            "icon-512.png",
            "icon-maskable-512.png",
            "icon.svg",
            MANIFEST,
            PAGE_SIDE,
        ];
        assert_eq!(names, wanted);
        for (name, digest) in files {
            let file = if name == "./" { "index.html" } else { &name };
            assert_eq!(digest, digest::sha256(&fs::read(folder.join(file)).unwrap()), "{name}");
        }
    }

    #[test]
    fn a_change_of_any_file_is_another_version_and_none_is_the_same() {
        let version = |name, page| list(&built(name, page), WORKER)["VERSION"].clone();
        assert_eq!(version("first", "page"), version("again", "page"));
        assert_ne!(version("first", "page"), version("other", "another page"));
        let folder = built("both", "page");
        assert_eq!(list(&folder, WORKER)["VERSION"], list(&folder, PAGE_SIDE)["VERSION"]);
        write(&folder).unwrap();
        assert_eq!(list(&folder, WORKER)["VERSION"], version("first", "page"), "written twice, it is the same");
    }

    #[test]
    fn the_manifest_names_icons_that_are_there_in_their_sizes() {
        let manifest = manifest().unwrap();
        for icon in manifest["icons"].as_array().unwrap() {
            let bytes = fs::read(source(icon["src"].as_str().unwrap())).unwrap();
            if icon["type"] == "image/png" {
                assert_eq!(icon["sizes"], format!("{0}x{0}", width_of_png(&bytes)));
            }
        }
        assert!(manifest["icons"].as_array().unwrap().iter().any(|it| it["purpose"] == "maskable"));
    }

    fn width_of_png(bytes: &[u8]) -> u32 {
        assert_eq!(&bytes[1..4], b"PNG");
        let (width, height) = (&bytes[16..20], &bytes[20..24]);
        assert_eq!(width, height, "an icon is a square");
        u32::from_be_bytes(width.try_into().unwrap())
    }
}
