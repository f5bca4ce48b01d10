//! What other people's pages load: the loader, the element, the frame and its helper, laid out beside the page.
//!
//! The page of its own, its program and its second file are those of `dist`, byte for byte; the element adds a loader that
//! knows their digests, and the page's sheet fitted to a shadow root.

use crate::{digest, offline, pack, page, place};
use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where everything that a host page under work can load lies.
pub fn dist() -> PathBuf {
    place::root().join("target/embed")
}

/// The folder of this version's files there, from the root of the server.
pub const FOLDER: &str = "v1";
/// The folder of the frames, from the root of a server.
const FRAMES: &str = "embed";

/// An address that nobody has, for the pages that the tests embed ours in.
pub const EXAMPLE: &str = "https://crampwise.example/";

/// The most that a host page loads before anybody wants it, in bytes with gzip.
const LOADER_BYTES: usize = 4096;
/// The most that the helper beside a frame weighs, in bytes with gzip.
const HELPER_BYTES: usize = 1024;

/// Files by their names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The built page must lie in `dist`. Lays it out with the element and the frame, for pages of other sites.
///
/// `url` is where all of it will be served from; what must name it is left out without.
///
/// # Errors
/// There is no built page, a script cannot be made small, or the style sheet is not as it is expected.
pub fn build(url: Option<&str>) -> Result<()> {
    match fs::remove_dir_all(dist()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let page = place::dist();
    lay_out(&page, &element(&page)?, &dist(), FOLDER, url)?;
    println!("built {}", dist().display());
    Ok(())
}

/// What the element consists of, beside the files of the page that was built in `page`.
///
/// # Errors
/// There is no built page, a script cannot be made small, or the style sheet is not as it is expected.
pub fn element(page: &Path) -> Result<Files> {
    let widget = widget()?;
    let mut files = Files::new();
    files.insert("loader.js".to_owned(), loader(page, &widget, For::Server)?);
    files.extend([widget]);
    files.insert("frame.js".to_owned(), made_small("embed/frame.js", &[])?);
    files.extend([named_by_digest("frame-page", made_small("embed/frame-page.js", &[])?)]);
    for name in ["cramp-check.d.ts", "custom-elements.json"] {
        files.insert(name.to_owned(), source(name)?.into_bytes());
    }
    Ok(files)
}

/// Who hands the loader out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// A server, with all files beside it under their own names.
    Server,
    /// The package from npm: a bundler takes the files along under names of its own.
    Package,
}

/// The page of its own in the package: as one file, since a bundler moves files apart.
pub const PAGE_IN_PACKAGE: &str = "crampwise.html";

/// The loader of the page that was built in `page`, with the digests of what it loads.
///
/// # Errors
/// There is no built page, or the script cannot be made small.
pub fn loader(page: &Path, (widget, bytes): &(String, Vec<u8>), who: For) -> Result<Vec<u8>> {
    let beside = |name: &str| format!("new URL({}, import.meta.url).href", quoted(&format!("./{name}")));
    let glue = name_in(page, "crampwise-", ".js")?;
    let place = |name: &str| if who == For::Package { beside(name) } else { quoted(name) };
    let entry =
        |key: &str, name: &str, bytes: &[u8]| format!("{key}: [{}, {}]", place(name), quoted(&digest::sha384(bytes)));
    let read = |name: &str| fs::read(page.join(name)).with_context(|| format!("the page has no {name}"));
    let program = name_in(page, "crampwise-", "_bg.wasm")?;
    let mut files =
        vec![entry("program", &program, &read(&program)?), entry("evidence", "evidence.json", &read("evidence.json")?)];
    let (home, imports);
    if who == For::Package {
        home = beside(PAGE_IN_PACKAGE);
        imports = format!(
            "{{ widget: () => import({}), glue: () => import({}) }}",
            quoted(&format!("./{widget}")),
            quoted(&format!("./{glue}"))
        );
    } else {
        files.extend([entry("widget", widget, bytes), entry("glue", &glue, &read(&glue)?)]);
        home = "new URL('.', import.meta.url).href".to_owned();
        imports = "null".to_owned();
    }
    let sheet = |name: &str| -> Result<_> { Ok(quoted(&small(&source(name)?))) };
    let values = [
        ("HOME", &*home),
        ("FILES", &format!("{{ {} }}", files.join(", "))),
        ("IMPORTS", &imports),
        ("WORDS", &words()?.to_string()),
        ("FACADE", &sheet("facade.css")?),
        ("BUSY", &sheet("busy.css")?),
        ("VERSION", &quoted(env!("CARGO_PKG_VERSION"))),
        ("RULES", &quoted(engine::VERSION)),
    ];
    made_small("embed/loader.js", &values)
}

/// What fits the program of the page into an element, with its name.
///
/// # Errors
/// The script cannot be made small, or the style sheet is not as it is expected.
pub fn widget() -> Result<(String, Vec<u8>)> {
    let sheet = fitted(&page::sheets_of_the_element()?)? + &source("element.css")?;
    let values = [("SHEET", &*quoted(&small(&sheet)))];
    Ok(named_by_digest("widget", made_small("embed/widget.js", &values)?))
}

/// Whether a release can be served from `url`.
///
/// # Errors
/// It is no such address; why is said.
pub fn check_address(url: &str) -> Result<()> {
    ensure!(
        url.starts_with("https://") && url.ends_with('/'),
        "an address to serve from begins with https:// and ends with a slash; {url} does not"
    );
    Ok(())
}

/// Lays a version out in the folder of a server: the page and the element in `folder`, and the frame in a folder of that
/// name among the frames.
///
/// # Errors
/// A file is there twice, the address is none to serve from, or something cannot be read or written.
pub fn lay_out(page: &Path, element: &Files, site: &Path, folder: &str, url: Option<&str>) -> Result<()> {
    let out = site.join(folder);
    fs::create_dir_all(&out)?;
    for entry in fs::read_dir(page).context("there is no built page")? {
        let entry = entry?;
        fs::copy(entry.path(), out.join(entry.file_name()))?;
    }
    let mut discovery = String::new();
    let mut oembed_file = None;
    if let Some(url) = url {
        check_address(url)?;
        let title = say("app-title")?;
        oembed_file = Some(serde_json::to_string_pretty(&oembed(url, folder, title))? + "\n");
        discovery = format!(
            "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{url}{folder}/oembed.json\" title=\"{title}\">"
        );
        let text = fs::read_to_string(out.join("index.html"))?;
        fs::write(out.join("index.html"), text.replacen("</title>", &format!("</title>{discovery}"), 1))?;
        // The worker keeps the page as it is served, and nothing of the element, which comes after this.
        offline::write(&out)?;
    }
    let oembed_file = oembed_file.map(|it| ("oembed.json".to_owned(), it.into_bytes()));
    for (name, bytes) in element.iter().map(|(name, bytes)| (name.clone(), bytes.clone())).chain(oembed_file) {
        ensure!(!out.join(&name).exists(), "both the page and the element have a file {name}");
        fs::write(out.join(name), bytes)?;
    }
    let frame = site.join(FRAMES).join(folder);
    fs::create_dir_all(&frame)?;
    fs::write(frame.join("index.html"), frame_page(element, folder, url, &discovery)?)?;
    Ok(())
}

/// The page in a frame, for the version in `folder`.
fn frame_page(element: &Files, folder: &str, url: Option<&str>, discovery: &str) -> Result<String> {
    // In a sandbox without an origin, WebKit takes 'self' for nothing at all: there, the policy needs the real one.
    let origin = url.map(|it| [" ", &it.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")].concat());
    let (script, bytes) =
        element.iter().find(|it| it.0.starts_with("frame-page-")).context("the frame has a script")?;
    let loader = element.get("loader.js").context("the element has a loader")?;
    let mut page = source("frame.html")?;
    for (name, value) in [
        ("TITLE", say("app-title")?),
        ("OEMBED", discovery),
        ("ORIGIN", &origin.unwrap_or_default()),
        ("LOADER", &digest::sha384(loader)),
        ("PAGE_DIGEST", &digest::sha384(bytes)),
        ("PAGE", script),
        ("FOLDER", folder),
        ("START", say("embed-start")?),
        ("DANGER", &danger()?),
    ] {
        page = page.replace(&format!("__{name}__"), value);
    }
    Ok(page)
}

/// The two lines of a host page for the version in `folder` at `url`, pinned to its loader.
///
/// # Errors
/// The element has no loader, or words are missing.
pub fn lines(element: &Files, url: &str, folder: &str) -> Result<String> {
    let loader = digest::sha384(element.get("loader.js").context("the element has a loader")?);
    Ok(format!(
        "<script type=\"module\" src=\"{url}{folder}/loader.js\" integrity=\"{loader}\" crossorigin=\"anonymous\"></script>\n\
         <cramp-check>\n<p><a href=\"{url}{folder}/\">{}</a></p>\n{}\n</cramp-check>\n",
        say("embed-start")?,
        danger()?
    ))
}

/// The danger list of the page, as it stands without the program.
fn danger() -> Result<String> {
    let own = fs::read_to_string(place::root().join("index.html"))?;
    let (_, danger) = own.split_once("<section>").context("index.html has its danger list first")?;
    let (danger, _) = danger.split_once("</section>").context("a section ends")?;
    Ok(danger.lines().map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n"))
}

fn say(id: &str) -> Result<&'static str> {
    content::text(id).with_context(|| format!("{id} has no words"))
}

/// What a site that asks by oEmbed is told: the frame, as it is written into a page by hand.
fn oembed(url: &str, folder: &str, title: &str) -> serde_json::Value {
    const SANDBOX: &str = "allow-scripts allow-same-origin allow-forms allow-popups allow-downloads allow-modals";
    let (width, height) = (640, 900);
    let frame = format!(
        "<iframe src=\"{url}{FRAMES}/{folder}/\" title=\"{title}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" \
         allow=\"clipboard-write; web-share\" referrerpolicy=\"no-referrer\" sandbox=\"{SANDBOX}\"></iframe>"
    );
    json!({
        "version": "1.0", "type": "rich", "title": title, "provider_name": "Crampwise", "provider_url": url,
        "cache_age": 86400, "width": width, "height": height, "html": frame,
    })
}

/// What host pages load is small enough.
///
/// # Errors
/// It is not, or it cannot be built.
pub fn check() -> Result<()> {
    build(Some(EXAMPLE))?;
    weigh("loader.js", LOADER_BYTES)?;
    weigh("frame.js", HELPER_BYTES)
}

fn weigh(name: &str, most: usize) -> Result<()> {
    let bytes = pack::gzip(&fs::read(dist().join(FOLDER).join(name))?)?.len();
    println!("{name}: {bytes} of {most} bytes with gzip");
    if most < bytes {
        bail!("{name} weighs {bytes} bytes with gzip, {} above its budget of {most}", bytes - most);
    }
    Ok(())
}

/// The one file of the page with this beginning and this ending.
///
/// # Errors
/// There is none, or more than one.
pub fn name_in(page: &Path, beginning: &str, ending: &str) -> Result<String> {
    let names = fs::read_dir(page).context("there is no built page")?.flatten();
    let names = names.map(|it| it.file_name().to_string_lossy().into_owned());
    let found: Vec<String> = names.filter(|it| it.starts_with(beginning) && it.ends_with(ending)).collect();
    match &found[..] {
        [name] => Ok(name.clone()),
        _ => bail!("{} files of the page are called {beginning}…{ending}", found.len()),
    }
}

fn source(name: &str) -> Result<String> {
    fs::read_to_string(place::root().join("embed").join(name)).with_context(|| format!("embed/{name} cannot be read"))
}

fn quoted(text: &str) -> String {
    json!(text).to_string()
}

/// A script of ours made small, with `values` in the place of the names that it leaves open.
fn made_small(from: &str, values: &[(&str, &str)]) -> Result<Vec<u8>> {
    let to = format!("target/page/{from}");
    page::make_small(from, &to, values)?;
    Ok(fs::read(place::root().join(to))?)
}

/// What is said around the program, under short names.
fn words() -> Result<serde_json::Value> {
    let mut words = serde_json::Map::new();
    for name in ["start", "loading", "failed", "own-page", "site", "apart", "nothing-kept", "tell", "tell-about"] {
        let said = content::text(&format!("embed-{name}")).with_context(|| format!("embed-{name} has no words"))?;
        words.insert(name.replace('-', "_"), json!(said));
    }
    Ok(words.into())
}

/// Puts the digest of a script into its name, so that a loader never meets the file of another version.
fn named_by_digest(stem: &str, bytes: Vec<u8>) -> (String, Vec<u8>) {
    (format!("{stem}-{}.js", digest::short(&bytes)), bytes)
}

/// Tokens that a host page may set, as it calls them and as our sheets do.
const TOKENS: [(&str, &str); 15] = [
    ("color-text", "color-text"),
    ("color-muted", "color-soft"),
    ("color-surface", "color-page"),
    ("color-surface", "color-surface"),
    ("color-border", "color-rule"),
    ("color-border", "color-edge"),
    ("color-accent", "color-accent"),
    ("color-on-accent", "color-on-accent"),
    ("color-focus", "color-focus"),
    ("color-emergency", "color-emergency"),
    ("color-urgent", "color-urgent"),
    ("color-soon", "color-soon"),
    ("color-selfcare", "color-self-care"),
    ("radius", "round"),
    ("space", "space"),
];

/// The page's sheet, fitted to a shadow root: its tokens can be set from outside, and no length hangs on the host page.
fn fitted(sheet: &str) -> Result<String> {
    let (tokens, rest) = sheet.split_once("@layer reset {").context("tokens come first")?;
    let (light, dark) = block(tokens, "@media (prefers-color-scheme: dark) {\n    :root {")?;
    let (before_contrast, contrast) = block(&light, "@media (prefers-contrast: more) {\n    :root {")?;
    let mut tokens = before_contrast.replace(":root", ".widget");
    let bright = r#":host(:not([theme="light"], [theme="contrast"]))"#;
    let at = tokens.rfind('}').context("the layer of tokens ends")?;
    tokens.truncate(at);
    for (wrap, who, what) in [
        ("@media (prefers-color-scheme: dark)", bright, &dark),
        ("@media all", r#":host([theme="dark"])"#, &dark),
        ("@media (prefers-contrast: more)", ":host", &contrast),
        ("@media all", r#":host([theme="contrast"])"#, &contrast),
    ] {
        tokens += &format!("{wrap} {{ {who} .widget {{ {what} }} }}\n");
    }
    tokens += "}\n";
    for (theirs, ours) in TOKENS {
        let name = format!("--cramp-{ours}:");
        if !tokens.contains(&name) {
            bail!("style/tokens.css has no --cramp-{ours}");
        }
        // Each place that gives it a value gives it where the host page gives none.
        tokens = tokens.split(&name).enumerate().fold(String::new(), |mut out, (at, part)| {
            match part.split_once(';').filter(|_| at > 0) {
                Some((value, after)) => out += &format!("--_{ours}: var(--HOST-{theirs}, {});{after}", value.trim()),
                None => out += part,
            }
            out
        });
    }
    let width = "--cramp-width: ";
    tokens = tokens.replacen(width, "--_width: var(--HOST-max-width, ", 1).replacen("36em;", "36em);", 1);
    let rest = rest
        .replace("font-family: var(--cramp-font);", "font-family: var(--HOST-font, inherit);")
        .replace("html { font-size: 11pt; }", ".widget { --_rem: 11pt; }")
        .replace("min-block-size: calc(100vh - 3.5rem);", "")
        .replace("html[data-failed]", ".widget[data-failed]")
        .replace(":root {", ".widget {")
        .replace("  html {", "  .widget {")
        .replace("  body {", "  .widget {");
    let all = [&*tokens, "@layer reset {", &rest].concat().replace("--cramp-", "--_").replace("--HOST-", "--cramp-");
    let all = all.replace("--_color-soft", "--_color-muted").replace("--_color-self-care", "--_color-selfcare");
    let fitted = lengths(&all);
    let plain = small(&fitted).replace("--_rem", "");
    for it in ["html", ":root", "body {", "rem ", "rem;", "rem)", "vh;", "vh ", "vh)", "vw", "--cramp-size"] {
        if let Some(line) = plain.lines().find(|line| line.contains(it)) {
            bail!("the sheet of the element hangs on its host page by `{it}`: {line}");
        }
    }
    Ok(fitted)
}

/// The text without the block that begins so, and what stands in the block.
fn block(text: &str, head: &str) -> Result<(String, String)> {
    let (before, rest) = text.split_once(head).with_context(|| format!("style/tokens.css has no {head}"))?;
    let (body, after) = rest.split_once('}').context("a block ends")?;
    let (_, after) = after.split_once('}').context("a rule for a medium ends")?;
    Ok(([before, after].concat(), body.trim().to_owned()))
}

/// Lengths of the host page become lengths of ours: `rem` is a token, and a part of the window is a part of the element.
fn lengths(sheet: &str) -> String {
    let mut out = String::new();
    for line in sheet.lines() {
        let is_query = line.trim_start().starts_with("@container");
        let mut rest = line;
        while let Some(at) = rest.find(|it: char| it.is_ascii_digit()) {
            // A digit inside a name or a colour is no number.
            let is_name = rest[..at]
                .ends_with(|it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_' || it == '#')
                && !rest[..at].ends_with(" -");
            let begins = if rest[..at].ends_with('.') { at - 1 } else { at };
            let is_negative =
                rest[..begins].ends_with('-') && rest[..begins].ends_with(" -") || rest[..begins].ends_with("(-");
            let begins = if is_negative { begins - 1 } else { begins };
            let ends = rest[at..].find(|it: char| !it.is_ascii_digit() && it != '.').map_or(rest.len(), |it| at + it);
            out += &rest[..begins];
            let (number, after) = (&rest[begins..ends], &rest[ends..]);
            let is_unit = |unit: &str| {
                after.strip_prefix(unit).filter(|it| !it.starts_with(|it: char| it.is_ascii_alphanumeric()))
            };
            rest = match (is_unit("rem"), is_unit("vw")) {
                (Some(after), _) if is_query => {
                    out += &format!("{number}em");
                    after
                }
                (Some(after), _) if !is_name || is_negative => {
                    out += &format!("calc({number} * var(--_rem))");
                    after
                }
                (_, Some(after)) => {
                    out += &format!("{number}cqi");
                    after
                }
                _ => {
                    out += number;
                    after
                }
            };
        }
        out += rest;
        out.push('\n');
    }
    out
}

/// Without comments and indentation.
fn small(sheet: &str) -> String {
    let mut out = String::new();
    for (at, part) in sheet.split("/*").enumerate() {
        out += if at == 0 { part } else { part.split_once("*/").map_or("", |it| it.1) };
    }
    out.lines().map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn read(name: &str) -> String {
        fs::read_to_string(place::root().join(name)).unwrap()
    }

    /// What stands between two texts, and inside that what is quoted by `'`.
    fn quoted_in(text: &str, from: &str, to: &str) -> BTreeSet<String> {
        let part = text.split_once(from).unwrap_or_else(|| panic!("{from} is not there")).1.split_once(to).unwrap().0;
        part.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
    }

    fn named(manifest: &serde_json::Value, list: &str) -> BTreeSet<String> {
        let list = manifest["modules"][0]["declarations"][0][list].as_array().unwrap();
        list.iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn the_manifest_the_types_and_the_documents_name_what_the_element_has() {
        let manifest: serde_json::Value = serde_json::from_str(&read("embed/custom-elements.json")).unwrap();
        let (loader, widget, types) =
            (read("embed/loader.js"), read("embed/widget.js"), read("embed/cramp-check.d.ts"));
        let readme = read("README.md");

        let mut attributes = quoted_in(&loader, "const SWITCHES = ", ";");
        let texts = loader.split_once("const TEXTS = {").unwrap().1.split_once("};").unwrap().0;
        attributes.extend(texts.lines().filter_map(|it| it.split_once(':')).map(|it| it.0.trim().replace('\'', "")));
        assert_eq!(attributes, named(&manifest, "attributes"));
        let typed = types.split_once("interface CrampAttributes {").unwrap().1.split_once('}').unwrap().0;
        let typed: BTreeSet<_> =
            typed.lines().filter_map(|it| it.split_once("?:")).map(|it| it.0.trim().replace('\'', "")).collect();
        assert_eq!(attributes, typed);
        assert!(attributes.iter().all(|it| readme.contains(&format!("`{it}`"))), "README.md: {attributes:?}");

        let events: BTreeSet<String> = quoted_in(&types, "interface CrampEvents {", "interface CrampAttributes")
            .into_iter()
            .filter(|it| it.starts_with("cramp-"))
            .collect();
        assert_eq!(events, named(&manifest, "events"));
        for event in &events {
            let name = event.trim_start_matches("cramp-");
            assert!(widget.contains(&format!("#fire('{name}'")) || loader.contains(&format!("'{event}'")), "{event}");
            assert!(readme.contains(&format!("`{event}`")), "README.md: {event}");
        }

        let rows = widget.split_once("const PARTS = [").unwrap().1.split_once("];").unwrap().0;
        let mut parts: BTreeSet<String> =
            rows.split("['").skip(1).map(|it| it.split('\'').next().unwrap().to_owned()).collect();
        parts.extend(["base".to_owned(), "facade".to_owned()]);
        assert_eq!(parts, named(&manifest, "cssParts"));

        let sheet = fitted(&page::sheets_of_the_element().unwrap()).unwrap();
        for token in named(&manifest, "cssProperties") {
            let is_used = [&sheet, &read("embed/element.css")].iter().any(|it| it.contains(&format!("var({token}, ")));
            assert!(is_used, "nothing hangs on {token}");
        }
        let outside: BTreeSet<String> = [&*sheet, &read("embed/element.css")]
            .iter()
            .flat_map(|it| it.split("var(--cramp-").skip(1))
            .map(|it| format!("--cramp-{}", it.split(',').next().unwrap()))
            .collect();
        assert_eq!(outside, named(&manifest, "cssProperties"));
    }

    #[test]
    fn oembed_gives_the_frame_as_it_is_written_by_hand() {
        let told = oembed(EXAMPLE, "v1", "Leg cramps");
        let html = told["html"].as_str().unwrap();
        assert!(
            html.starts_with("<iframe src=\"https://crampwise.example/embed/v1/\" title=\"Leg cramps\" "),
            "{html}"
        );
        for it in ["type", "version", "width", "height", "title", "provider_name"] {
            assert!(!told[it].is_null(), "{it}");
        }
    }

    #[test]
    fn what_is_named_to_others_is_kept_by_the_worker_as_it_is_served() {
        let folder = std::env::temp_dir().join(format!("xtask-embed-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let page = folder.join("page");
        fs::create_dir_all(&page).unwrap();
        fs::write(page.join("index.html"), "<title>Calf</title>").unwrap();
        let element = ["loader.js", "frame-page-1.js"].map(|it| (it.to_owned(), it.as_bytes().to_vec())).into();
        let site = folder.join("site");
        assert!(lay_out(&page, &element, &site, "v9", Some("http://example.org/")).is_err());
        lay_out(&page, &element, &site, "v9", Some(EXAMPLE)).unwrap();
        let served = fs::read_to_string(site.join("v9/index.html")).unwrap();
        assert!(served.contains("crampwise.example/v9/oembed.json"), "{served}");
        let told = fs::read_to_string(site.join("v9/oembed.json")).unwrap();
        assert!(told.contains("crampwise.example/embed/v9/"), "{told}");
        let worker = fs::read_to_string(site.join("v9/sw.js")).unwrap();
        assert!(worker.contains(&digest::sha256(served.as_bytes())), "{worker}");
        assert!(!worker.contains("loader.js") && !worker.contains("oembed.json"), "{worker}");
        let frame = fs::read_to_string(site.join("embed/v9/index.html")).unwrap();
        for it in ["../../v9/loader.js", "../../v9/frame-page-1.js", "href=\"../../v9/\""] {
            assert!(frame.contains(it), "{it}: {frame}");
        }
        assert!(frame.contains(content::text("embed-start").unwrap()) && !frame.contains("__"), "{frame}");
        assert!(frame.contains(&digest::sha384(b"loader.js")), "{frame}");
        for it in ["script-src 'self' https://crampwise.example '", "connect-src 'self' https://crampwise.example;"] {
            assert!(frame.contains(it), "{it}: {frame}");
        }

        fs::write(page.join("loader.js"), "the page's").unwrap();
        let error = lay_out(&page, &element, &site, "v10", None).unwrap_err().to_string();
        assert!(error.contains("loader.js"), "{error}");
    }

    #[test]
    fn lengths_of_the_host_page_become_ours() {
        let cases = [
            ("a { margin: -0.5rem 1rem; }", "a { margin: calc(-0.5 * var(--_rem)) calc(1 * var(--_rem)); }"),
            ("clamp(0.75rem, 4vw, 1.25rem)", "clamp(calc(0.75 * var(--_rem)), 4cqi, calc(1.25 * var(--_rem)))"),
            ("@container widget (inline-size > 32rem) {", "@container widget (inline-size > 32em) {"),
            ("h1 { color: #00595f; --_size-1: 12px; }", "h1 { color: #00595f; --_size-1: 12px; }"),
            ("calc(1.5 * var(--_space)) 60%", "calc(1.5 * var(--_space)) 60%"),
        ];
        for (before, after) in cases {
            assert_eq!(lengths(before).trim_end(), after);
        }
    }
}
