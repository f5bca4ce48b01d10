//! Builds what other people's pages load, into `target/dist`: the loader, the element, the frame and its helper.
//!
//! The page of its own, its program and its second file are those of `dist`, byte for byte; the element adds a loader that
//! knows their digests, and the page's sheet fitted to a shadow root.

use crate::{pack, page, place};
use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use sha2::{Digest, Sha384};
use std::fs;
use std::path::{Path, PathBuf};

/// Where everything that can be put on a server lies.
pub fn dist() -> PathBuf {
    place::root().join("target/dist")
}

/// The folder of this version's files, from the root of the server.
pub const FOLDER: &str = "v1";

/// An address that nobody has, for the pages that the tests embed ours in.
pub const EXAMPLE: &str = "https://crampwise.example/";

/// The most that a host page loads before anybody wants it, in bytes with gzip.
const LOADER_BYTES: usize = 4096;
/// The most that the helper beside a frame weighs, in bytes with gzip.
const HELPER_BYTES: usize = 1024;

/// The built page must lie in `dist`. Writes the files of the element and of the frame beside a copy of it.
///
/// `url` is where all of it will be served from; what must name it is left out without.
///
/// # Errors
/// There is no built page, a script cannot be made small, or the style sheet is not as it is expected.
pub fn build(url: Option<&str>) -> Result<()> {
    let out = dist().join(FOLDER);
    for folder in [&out, &dist().join("embed")] {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    fs::create_dir_all(&out)?;
    let page = place::dist();
    let mut names = Vec::new();
    for entry in fs::read_dir(&page).context("there is no built page in dist")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        fs::copy(page.join(&name), out.join(&name))?;
        names.push(name);
    }
    let find = |beginning: &str, ending: &str| {
        let found = names.iter().find(|it| it.starts_with(beginning) && it.ends_with(ending));
        found.with_context(|| format!("dist has no {beginning}…{ending}"))
    };
    let (glue, program) = (find("crampwise-", ".js")?, find("crampwise-", "_bg.wasm")?);

    let sheet = page::sheets_of_the_element()?;
    let sheet = fitted(&sheet)? + &fs::read_to_string(place::root().join("embed/element.css"))?;
    let widget = out.join("widget.js");
    let quoted = |text: &str| json!(text).to_string();
    let values = [("SHEET", &*quoted(&small(&sheet))), ("GLUE", &quoted(glue.trim_end_matches(".js")))];
    page::make_small("embed/widget.js", &from_root(&widget), &values)?;
    let widget = with_digest(&widget)?;

    let file = |name: &str| -> Result<_> { Ok(json!([name, digest(&fs::read(out.join(name))?)])) };
    let files = json!({
        "widget": file(&widget)?, "glue": file(glue)?, "program": file(program)?, "evidence": file("evidence.json")?,
    });
    let sheet =
        |name: &str| -> Result<_> { Ok(quoted(&small(&fs::read_to_string(place::root().join("embed").join(name))?))) };
    let values = [
        ("FILES", &*files.to_string()),
        ("WORDS", &words()?.to_string()),
        ("FACADE", &sheet("facade.css")?),
        ("BUSY", &sheet("busy.css")?),
        ("VERSION", &quoted(env!("CARGO_PKG_VERSION"))),
        ("RULES", &quoted(engine::VERSION)),
    ];
    page::make_small("embed/loader.js", &from_root(&out.join("loader.js")), &values)?;
    for name in ["cramp-check.d.ts", "custom-elements.json"] {
        fs::copy(place::root().join("embed").join(name), out.join(name))?;
    }
    build_frame(url)?;
    println!("built {}", out.display());
    Ok(())
}

/// Writes the page in a frame, its helper, and what tells of them to those who ask by oEmbed.
fn build_frame(url: Option<&str>) -> Result<()> {
    let out = dist().join(FOLDER);
    page::make_small("embed/frame.js", &from_root(&out.join("frame.js")), &[])?;
    let script = out.join("frame-page.js");
    page::make_small("embed/frame-page.js", &from_root(&script), &[])?;
    let script = with_digest(&script)?;
    let say = |id: &str| content::text(id).with_context(|| format!("{id} has no words"));
    let own = fs::read_to_string(place::root().join("index.html"))?;
    let (_, danger) = own.split_once("<section>").context("index.html has its danger list first")?;
    let (danger, _) = danger.split_once("</section>").context("a section ends")?;
    let mut discovery = String::new();
    if let Some(url) = url {
        if !(url.starts_with("https://") && url.ends_with('/')) {
            bail!("an address to serve from begins with https:// and ends with a slash; {url} does not");
        }
        fs::write(out.join("oembed.json"), serde_json::to_string_pretty(&oembed(url, say("app-title")?))? + "\n")?;
        discovery = format!(
            "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{url}{FOLDER}/oembed.json\" title=\"{}\">",
            say("app-title")?
        );
        let page = fs::read_to_string(out.join("index.html"))?;
        fs::write(out.join("index.html"), page.replacen("</title>", &format!("</title>{discovery}"), 1))?;
    }
    let mut page = fs::read_to_string(place::root().join("embed/frame.html"))?;
    for (name, value) in [
        ("TITLE", say("app-title")?),
        ("OEMBED", &discovery),
        ("LOADER", &digest(&fs::read(out.join("loader.js"))?)),
        ("PAGE_DIGEST", &digest(&fs::read(out.join(&script))?)),
        ("PAGE", &script),
        ("START", say("embed-start")?),
        ("DANGER", danger.trim()),
    ] {
        page = page.replace(&format!("__{name}__"), value);
    }
    let folder = dist().join("embed").join(FOLDER);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("index.html"), page)?;
    Ok(())
}

/// What a site that asks by oEmbed is told: the frame, as it is written into a page by hand.
fn oembed(url: &str, title: &str) -> serde_json::Value {
    const SANDBOX: &str = "allow-scripts allow-same-origin allow-forms allow-popups allow-downloads allow-modals";
    let (width, height) = (640, 900);
    let frame = format!(
        "<iframe src=\"{url}embed/{FOLDER}/\" title=\"{title}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" \
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

fn from_root(path: &Path) -> String {
    path.strip_prefix(place::root()).unwrap_or(path).to_string_lossy().into_owned()
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

/// The digest of a file as `integrity` takes it.
pub fn digest(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// Puts the digest of a file into its name, so that a loader never meets the file of another version.
fn with_digest(file: &Path) -> Result<String> {
    let bytes = fs::read(file)?;
    let digest: String = Sha384::digest(&bytes).iter().take(8).map(|it| format!("{it:02x}")).collect();
    let stem = file.file_stem().context("it has a name")?.to_string_lossy();
    let name = format!("{stem}-{digest}.js");
    fs::rename(file, file.with_file_name(&name))?;
    Ok(name)
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
        let told = oembed(EXAMPLE, "Leg cramps");
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

    #[test]
    fn a_digest_is_that_of_the_standard() {
        assert!(digest(b"").starts_with("sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"));
    }
}
