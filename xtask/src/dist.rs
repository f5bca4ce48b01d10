//! Writes what a release needs into `target/dist`.

use crate::{digest, embed, offline, pack, page, place, plugin, setup, single};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What becomes smaller on its way.
const PACKED: [&str; 7] = ["html", "js", "css", "wasm", "json", "webmanifest", "svg"];
/// Where the files of the example servers lie, and where the policy goes in them.
const SERVERS: &str = "offline/servers";
const POLICY: &str = "POLICY";
/// The page as one file.
const SINGLE: &str = "crampwise.html";

/// Builds the page and writes a release: `site` to be served, the page as one file to be kept on a disk, `withdrawn` to
/// take a version back, `servers` as examples, what other sites load, and the plugin for WordPress.
///
/// # Errors
/// Something could not be installed, built or written.
pub fn run() -> Result<()> {
    setup::ensure(&setup::for_the_page()?)?;
    page::build()?;
    let out = place::root().join("target/dist");
    write(&place::dist(), &out)?;
    embed::build(None)?;
    plugin::write(&out)?;
    println!("the release is in {}", out.display());
    Ok(())
}

/// Writes a release of the page that was built in `built`.
fn write(built: &Path, out: &Path) -> Result<()> {
    match fs::remove_dir_all(out) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(error).context("target/dist is in use");
        }
        _ => {}
    }
    for version in folders() {
        write_version(built, &out.join("site").join(version))?;
    }
    // Not in `site`: the policy that a server sends with the page allows none of what is inside it.
    single::write(built, &out.join(SINGLE))?;
    offline::write_withdrawn(&out.join("withdrawn"))?;
    // A server that sends what is packed would otherwise go on sending what was taken back.
    pack_beside(&out.join("withdrawn"))?;
    write_servers(built, &out.join("servers"))?;
    let sums: String = sums(out)?.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect();
    fs::write(out.join("digests.txt"), sums)?;
    Ok(())
}

/// The folder that never changes, and the one that follows.
fn folders() -> [String; 2] {
    let version = env!("CARGO_PKG_VERSION");
    let major = version.split('.').next().unwrap_or_default();
    [format!("v{version}"), format!("v{major}")]
}

/// One version: the files of the page, each packed beside itself.
fn write_version(built: &Path, folder: &Path) -> Result<()> {
    for (name, from) in files(built)? {
        let to = folder.join(name);
        fs::create_dir_all(to.parent().context("it lies in a folder")?)?;
        fs::copy(from, to)?;
    }
    pack_beside(folder)
}

/// Packs each file of a folder beside itself.
fn pack_beside(folder: &Path) -> Result<()> {
    for path in files(folder)?.into_values() {
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        if PACKED.contains(&ending) {
            let bytes = fs::read(&path)?;
            fs::write(path.with_extension(format!("{ending}.br")), pack::brotli(&bytes)?)?;
            fs::write(path.with_extension(format!("{ending}.gz")), pack::gzip(&bytes)?)?;
        }
    }
    Ok(())
}

/// The examples, with the policy that the page sets for itself and what only a header can say.
fn write_servers(built: &Path, folder: &Path) -> Result<()> {
    let page = fs::read_to_string(built.join("index.html"))?;
    let (_, rest) = page.split_once("content=\"default-src").context("the page has no policy")?;
    let (policy, _) = rest.split_once('"').context("the policy has no end")?;
    fs::create_dir_all(folder)?;
    for (name, path) in files(&place::root().join(SERVERS))? {
        let text = fs::read_to_string(&path)?.replace(POLICY, &format!("default-src{policy}"));
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// `sha384-…` of every file that can be loaded, for `integrity` attributes; what is packed is the same once unpacked.
fn sums(folder: &Path) -> Result<BTreeMap<String, String>> {
    let is_packed = |name: &str| name.ends_with(".br") || name.ends_with(".gz");
    let is_loaded = |name: &str| name == SINGLE || (name.starts_with("site/") && !is_packed(name));
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
            ("late-1.wasm", "late"),
            ("evidence.json", "{}"),
        ] {
            fs::write(built.join(name), text).unwrap();
        }
        built
    }

    #[test]
    fn a_release_is_whole_and_both_folders_hold_the_same() {
        let built = built("whole");
        let out = built.with_file_name("out");
        write(&built, &out).unwrap();
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
        let out = built.with_file_name("out");
        write(&built, &out).unwrap();
        for name in ["crampwise_headers.conf", "Caddyfile", "_headers"] {
            let text = fs::read_to_string(out.join("servers").join(name)).unwrap();
            assert!(text.contains("default-src 'none'") && !text.contains(POLICY), "{name}: {text}");
        }
    }

    #[test]
    fn a_withdrawn_version_has_a_page_a_worker_and_what_lets_go() {
        let built = built("withdrawn");
        let out = built.with_file_name("out");
        write(&built, &out).unwrap();
        let version = files(&out.join("site").join(&folders()[1])).unwrap();
        let withdrawn = files(&out.join("withdrawn")).unwrap();
        for name in ["index.html", "style.css", "sw.js", "withdrawn.js"] {
            for packed in [name.to_owned(), format!("{name}.br"), format!("{name}.gz")] {
                assert!(withdrawn.contains_key(&packed), "{packed}");
            }
        }
        // Nothing of the page or of its worker may be left, packed or not.
        let is_fresh = |it: &String| it.starts_with("index.html") || it.starts_with("sw.js");
        assert!(version.keys().filter(|it| is_fresh(it)).all(|it| withdrawn.contains_key(it)), "{version:?}");
        let page = fs::read_to_string(out.join("withdrawn/index.html")).unwrap();
        for id in ["offline-withdrawn", "offline-withdrawn-why", "static-danger", "static-relief"] {
            assert!(page.contains(content::text(id).unwrap()), "{id}");
        }
        assert!(!page.contains("data-trunk") && !page.contains("boot.js"), "{page}");
    }
}
