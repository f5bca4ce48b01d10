//! Writes what a release needs into `target/dist`.

use crate::embed::{self, Files};
use crate::server::names_its_content;
use crate::{digest, offline, pack, package, page, place, plugin, setup, single};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::path::{Path, PathBuf};

/// What becomes smaller on its way.
const PACKED: [&str; 7] = ["html", "js", "css", "wasm", "json", "webmanifest", "svg"];
/// Where the files of the example servers lie, and where the policies go in them: the page's, and that of the page in a
/// frame.
const SERVERS: &str = "offline/servers";
const POLICY: &str = "POLICY";
const FRAMED: &str = "FRAMED";
/// The page as one file.
const SINGLE: &str = "crampwise.html";

/// The two lines of a host page, and what stands for an address that nobody told.
const LINES: &str = "embed.html";
const SOMEWHERE: &str = "https://HOST/";

/// Builds the page and writes a release: `site` to be served, with the page and the element; the page as one file to be
/// kept on a disk; the package for npm; the plugin for WordPress; `withdrawn` to take a version back, and `servers` as examples.
///
/// `url` is where `site` will be served from; what must name it is left out without. With `is_built` the page is taken as
/// it was built last.
///
/// # Errors
/// Something could not be installed, built or written.
pub fn run(url: Option<&str>, is_built: bool) -> Result<()> {
    // Before the last release is let go of.
    url.map_or(Ok(()), embed::check_address)?;
    if !is_built {
        setup::ensure(&setup::for_the_page()?)?;
        page::build()?;
    }
    let (built, out) = (place::dist(), place::root().join("target/dist"));
    write(&built, &embed::element(&built)?, &out, url)?;
    package::write(&built, &out.join(SINGLE), &out)?;
    // The plugin brings all it needs along, and names no other place.
    embed::build(None)?;
    plugin::write(&out)?;
    write_sums(&out)?;
    println!("the release is in {}", out.display());
    Ok(())
}

/// Writes a release of the page that was built in `built`, and of the element that goes with it.
fn write(built: &Path, element: &Files, out: &Path, url: Option<&str>) -> Result<()> {
    match fs::remove_dir_all(out) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(error).context("target/dist is in use");
        }
        _ => {}
    }
    let site = out.join("site");
    for version in folders() {
        embed::lay_out(built, element, &site, &version, url)?;
    }
    pack_beside(&site)?;
    fs::write(out.join(LINES), embed::lines(element, url.unwrap_or(SOMEWHERE), &folders()[0])?)?;
    // Not in `site`: the policy that a server sends with the page allows none of what is inside it.
    single::write(built, &out.join(SINGLE))?;
    offline::write_withdrawn(&out.join("withdrawn"))?;
    // A server that sends what is packed would otherwise go on sending what was taken back.
    pack_beside(&out.join("withdrawn"))?;
    write_servers(built, &out.join("site"), &out.join("servers"))?;
    write_sums(out)
}

/// Writes down the digest of whatever of a release can be loaded.
fn write_sums(out: &Path) -> Result<()> {
    let sums: String = sums(out)?.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect();
    Ok(fs::write(out.join("digests.txt"), sums)?)
}

/// The folder that never changes, and the one that follows.
fn folders() -> [String; 2] {
    let version = env!("CARGO_PKG_VERSION");
    let major = version.split('.').next().unwrap_or_default();
    [format!("v{version}"), format!("v{major}")]
}

/// Packs each file of a folder, and of those in it, beside itself.
fn pack_beside(folder: &Path) -> Result<()> {
    // Both folders of a release hold the same, and brotli takes its time.
    let mut packed: BTreeMap<String, [Vec<u8>; 2]> = BTreeMap::new();
    for path in files(folder)?.into_values() {
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        if PACKED.contains(&ending) {
            let bytes = fs::read(&path)?;
            let [brotli, gzip] = match packed.entry(digest::sha384(&bytes)) {
                Entry::Occupied(it) => it.into_mut(),
                Entry::Vacant(it) => it.insert([pack::brotli(&bytes)?, pack::gzip(&bytes)?]),
            };
            fs::write(path.with_extension(format!("{ending}.br")), brotli)?;
            fs::write(path.with_extension(format!("{ending}.gz")), gzip)?;
        }
    }
    Ok(())
}

/// The examples, with the policy that the page sets for itself and what only a header can say.
fn write_servers(built: &Path, site: &Path, folder: &Path) -> Result<()> {
    // Only a header can say who may frame a page: that in a frame is for everybody, the other for its own place.
    let page = format!("{}; frame-ancestors 'self'", policy_of(&built.join("index.html"))?);
    let framed = policy_of(&site.join(format!("embed/{}/index.html", folders()[0])))?;
    fs::create_dir_all(folder)?;
    for (name, path) in files(&place::root().join(SERVERS))? {
        let mut text = fs::read_to_string(&path)?.replace(POLICY, &page).replace(FRAMED, &framed);
        // Its patterns cannot tell a digest in a name: each such file is named.
        if name == "_headers" {
            // What fits several patterns gets both policies, and what one of them forbids.
            for it in folders() {
                text += &format!("/{it}/*\n  Content-Security-Policy: {page}\n");
            }
            for (it, _) in files(site)?.into_iter().filter(|it| names_its_content(&it.1)) {
                if !it.ends_with(".br") && !it.ends_with(".gz") {
                    text += &format!("/{it}\n  Cache-Control: public, max-age=31536000, immutable\n");
                }
            }
        }
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// The policy that a page sets for itself.
fn policy_of(page: &Path) -> Result<String> {
    let page = fs::read_to_string(page)?;
    let (_, rest) = page.split_once("content=\"default-src").context("the page has no policy")?;
    let (policy, _) = rest.split_once('"').context("the policy has no end")?;
    Ok(format!("default-src{policy}"))
}

/// `sha384-…` of every file that can be loaded, and of the package, for `integrity` attributes; what is packed is the same once unpacked.
fn sums(folder: &Path) -> Result<BTreeMap<String, String>> {
    let is_packed = |name: &str| name.ends_with(".br") || name.ends_with(".gz");
    let is_loaded =
        |name: &str| name == SINGLE || name == package::file_name() || (name.starts_with("site/") && !is_packed(name));
    let all = files(folder)?.into_iter().filter(|(name, _)| is_loaded(name));
    let sums: Result<BTreeMap<_, _>> = all.map(|(name, path)| Ok((name, digest::sha384(&fs::read(path)?)))).collect();
    let sums = sums?;
    ensure!(!sums.is_empty(), "there is nothing to be served");
    Ok(sums)
}

/// All files below a folder, by their path from there.
fn files(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("{} cannot be read", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/"), path);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Trunk leaves, with little in it.
    fn built(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-dist-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let built = folder.join("built");
        fs::create_dir_all(&built).unwrap();
        let page = "<!doctype html><html><head><meta content=\"default-src 'none'\" http-equiv=p><link href=./style-1.css \
            rel=stylesheet><script src=./boot-1.js type=module></script><link href=./g.js rel=modulepreload><link \
            href=./p.wasm rel=preload></head><body>calf</body></html>";
        for (name, text) in [
            ("index.html", page),
            ("style-1.css", "b{}"),
            ("boot-1.js", "boot"),
            ("crampwise-1.js", "let x=1;export{x as initSync,x as default};"),
            ("crampwise-1_bg.wasm", "program"),
            ("questions-1.wasm", "questions"),
            ("shared-1.wasm", "shared"),
            ("late-1.wasm", "late"),
            ("links-1.wasm", "links"),
            ("evidence.json", "{}"),
        ] {
            fs::write(built.join(name), text).unwrap();
        }
        built
    }

    /// What `embed` makes, with little in it.
    fn element() -> Files {
        let names = ["loader.js", "widget-1.js", "frame.js", "frame-page-1.js", "cramp-check.d.ts"];
        names.map(|it| (it.to_owned(), it.as_bytes().to_vec())).into()
    }

    #[test]
    fn the_element_lies_beside_the_page_and_no_file_is_there_twice() {
        let built = built("element");
        let out = built.with_file_name("out");
        write(&built, &element(), &out, None).unwrap();
        let site = files(&out.join("site")).unwrap();
        for folder in folders() {
            for name in
                ["loader.js", "widget-1.js.br", "frame.js.gz", "crampwise-1_bg.wasm", "late-1.wasm", "links-1.wasm"]
            {
                assert!(site.contains_key(&format!("{folder}/{name}")), "{folder}/{name}");
            }
            assert!(site.contains_key(&format!("embed/{folder}/index.html.br")), "the frame of {folder}");
            let own = site.iter().filter(|(name, _)| name.starts_with(&format!("{folder}/")));
            let own = own.map(|(name, path)| (fs::read(path).unwrap(), name)).collect::<Vec<_>>();
            let different: BTreeMap<_, _> = own.iter().cloned().collect();
            assert_eq!(different.len(), own.len(), "{:?}", own.iter().map(|it| it.1).collect::<Vec<_>>());
        }
        let lines = fs::read_to_string(out.join(LINES)).unwrap();
        let loader = digest::sha384(b"loader.js");
        assert!(lines.contains(&format!("{}/loader.js\" integrity=\"{loader}\"", folders()[0])), "{lines}");
        assert!(lines.contains(content::text("static-danger").unwrap()), "{lines}");
        let digests = fs::read_to_string(out.join("digests.txt")).unwrap();
        for folder in folders() {
            assert!(digests.contains(&format!("{loader}  site/{folder}/loader.js\n")), "{digests}");
        }
    }

    #[test]
    fn a_release_is_whole_and_both_folders_hold_the_same() {
        let built = built("whole");
        let out = built.with_file_name("out");
        write(&built, &element(), &out, None).unwrap();
        let [fixed, floating] = folders().map(|it| files(&out.join("site").join(it)).unwrap());
        assert_eq!(fixed.keys().collect::<Vec<_>>(), floating.keys().collect::<Vec<_>>());
        for name in ["index.html", "index.html.br", "crampwise-1_bg.wasm.gz"] {
            assert!(fixed.contains_key(name), "{name}: {:?}", fixed.keys());
        }
        assert!(!fixed.contains_key(SINGLE) && out.join(SINGLE).is_file());
        let digests = fs::read_to_string(out.join("digests.txt")).unwrap();
        assert!(digests.contains(&format!("  {SINGLE}\n")), "{digests}");
        let wanted = digest::sha384(&fs::read(built.join("evidence.json")).unwrap());
        assert_eq!(digests.matches(&wanted).count(), 2, "{digests}");
        assert!(digests.lines().all(|it| it.starts_with("sha384-") && !it.ends_with(".br")), "{digests}");
    }

    #[test]
    fn the_example_servers_send_the_policy_that_the_page_sets() {
        let built = built("servers");
        fs::write(built.join("other-0123456789abcdef.css"), "c{}").unwrap();
        let out = built.with_file_name("out");
        write(&built, &element(), &out, Some("https://cramps.example/")).unwrap();
        for name in ["nginx.conf", "Caddyfile", "_headers"] {
            let text = fs::read_to_string(out.join("servers").join(name)).unwrap();
            assert!(text.contains("default-src 'none'; frame-ancestors 'self'"), "{name}: {text}");
            assert!(
                text.contains("https://cramps.example") && !text.contains(POLICY) && !text.contains(FRAMED),
                "{name}: {text}"
            );
        }
        let headers = fs::read_to_string(out.join("servers/_headers")).unwrap();
        let is_plain = |it: &String| !it.ends_with(".br") && !it.ends_with(".gz");
        let site = files(&out.join("site")).unwrap();
        let named = site.iter().filter(|it| is_plain(it.0) && names_its_content(it.1)).map(|it| format!("/{}\n", it.0));
        let named: Vec<String> = named.collect();
        assert_eq!(headers.matches("immutable").count(), named.len(), "{headers}");
        assert!(!named.is_empty() && named.iter().all(|it| headers.contains(it)), "{headers}");
        assert!(!named.iter().any(|it| it.contains("loader.js")), "{named:?}");
        // The page in a frame must never be old either.
        for name in ["nginx.conf", "Caddyfile", "_headers"] {
            let text = fs::read_to_string(out.join("servers").join(name)).unwrap();
            assert!(text.contains("embed/"), "{name}: {text}");
        }
    }

    #[test]
    fn a_withdrawn_version_has_a_page_a_worker_and_what_lets_go() {
        let built = built("withdrawn");
        let out = built.with_file_name("out");
        write(&built, &element(), &out, None).unwrap();
        let version = files(&out.join("site").join(&folders()[1])).unwrap();
        let withdrawn = files(&out.join("withdrawn")).unwrap();
        for name in ["index.html", "style.css", "sw.js", "withdrawn.js", "loader.js"] {
            for packed in [name.to_owned(), format!("{name}.br"), format!("{name}.gz")] {
                assert!(withdrawn.contains_key(&packed), "{packed}");
            }
        }
        // Nothing of the page, of its worker or of the loader may be left, packed or not.
        let is_fresh = |it: &String| ["index.html", "sw.js", "loader.js"].iter().any(|fresh| it.starts_with(fresh));
        assert!(version.keys().filter(|it| is_fresh(it)).all(|it| withdrawn.contains_key(it)), "{version:?}");
        let page = fs::read_to_string(out.join("withdrawn/index.html")).unwrap();
        for id in ["offline-withdrawn", "offline-withdrawn-why", "static-danger", "static-relief"] {
            assert!(page.contains(content::text(id).unwrap()), "{id}");
        }
        assert!(!page.contains("data-trunk") && !page.contains("boot.js"), "{page}");
    }
}
