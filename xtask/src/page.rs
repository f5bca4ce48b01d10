//! Builds the page with Trunk, and serves it.

use crate::server::Server;
use crate::{digest, offline, place, process, setup};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The style sheets, in the order of their layers.
const SHEETS: [&str; 6] = ["tokens.css", "base.css", "parts.css", "states.css", PAGE_ALONE, "print.css"];

/// How the names of the parts of the program begin that come later.
pub const LATER_PARTS: [&str; 4] = ["questions-", "shared-", "late-", "links-"];

/// What moves from one screen to the next: on a page of our own alone, since it is about the whole document.
const PAGE_ALONE: &str = "steps.css";

/// Builds the page for release, from nothing, into `dist`.
///
/// # Errors
/// Trunk, or the Rust compiler under it, failed; both have said why by then.
pub fn build() -> Result<()> {
    let start = Instant::now();
    // What an earlier build left must not be taken for this one.
    match fs::remove_dir_all(place::dist()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(error).context("dist cannot be emptied");
        }
        _ => {}
    }
    println!("building the page for release");
    // Trunk cannot make the program's glue smaller and says so each time; it travels as it is.
    let log = "error,trunk=warn,trunk::processing::minify=error";
    process::run(process::command("trunk").args(["build", "--release", "--log", log]).env(FLAGS, no_paths()))
        .context("the page was not built")?;
    println!("page built in {} s", start.elapsed().as_secs());
    Ok(())
}

/// What Cargo hands to the compiler for the program alone.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Keeps out of the program where on this machine its sources lie: nobody needs it, and everybody would load it.
fn no_paths() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let registry = home.map(|it| it.join("registry/src")).and_then(|it| fs::read_dir(it).ok());
    let folders = registry.into_iter().flatten().flatten().map(|it| it.path());
    let folders = folders.chain([place::root().to_owned()]);
    folders.map(|it| format!("--remap-path-prefix={}=.", it.display())).collect::<Vec<_>>().join(" ")
}

/// Builds the page for release and serves it until the program is ended.
///
/// # Errors
/// The port is in use, something could not be installed, or the page was not built.
pub fn serve(port: u16) -> Result<()> {
    // Asked for first: nobody waits minutes to hear that the port is taken.
    fs::create_dir_all(place::dist())?;
    drop(Server::bind(&place::dist(), port)?);
    setup::ensure(&setup::for_the_page()?)?;
    build()?;
    let server = Server::bind(&place::dist(), port)?;
    println!("\nThe page is at {} (Ctrl+C ends it)", server.address()?);
    server.run();
    Ok(())
}

/// Lets Trunk build the page again after every change, fast and large.
///
/// # Errors
/// The port is in use, something could not be installed, or Trunk ended.
pub fn serve_while_working(port: u16) -> Result<()> {
    drop(Server::bind(place::root(), port)?);
    setup::ensure(&setup::for_the_page()?)?;
    println!("The page will be at http://127.0.0.1:{port}/ ; load it again after a change (Ctrl+C ends it)");
    // Trunk's own reloading needs an inline script, which the page's policy forbids.
    let port = port.to_string();
    process::run(process::command("trunk").args([
        "serve",
        "--no-autoreload",
        "--address",
        "127.0.0.1",
        "--port",
        &port,
    ]))
}

/// Puts the later parts of the program, which Trunk knows nothing of, into the folder that Trunk is filling.
///
/// # Errors
/// Trunk did not start this, or there is not exactly one file of each part.
fn place_later_parts(page: &Path) -> Result<()> {
    let told = |name: &str| std::env::var(name).with_context(|| format!("{name} is not set: Trunk starts this"));
    let profile = if told("TRUNK_PROFILE")? == "release" { "release" } else { "debug" };
    let folder = place::root().join("target/wasm-bindgen").join(profile);
    let names =
        fs::read_dir(&folder).context("wasm-bindgen has written nothing")?.map(|it| it.map(|it| it.file_name()));
    let names = names.collect::<std::io::Result<Vec<_>>>()?;
    for part in LATER_PARTS {
        let files: Vec<_> = names.iter().filter(|it| it.to_string_lossy().starts_with(part)).collect();
        let [name] = files[..] else { bail!("there are {} files {part}… in {}", files.len(), folder.display()) };
        fs::copy(folder.join(name), page.join(name))?;
    }
    Ok(())
}

/// Names the glue after what is in it. Trunk names it after the program, so a glue that changed alone would come under a
/// name that browsers were told to keep for good.
///
/// # Errors
/// There is not exactly one glue, or the page does not name it.
fn name_glue_by_itself(folder: &Path) -> Result<()> {
    let is_glue = |it: &str| it.starts_with("crampwise-") && it.ends_with(".js");
    let names = fs::read_dir(folder)?.map(|it| it.map(|it| it.file_name().to_string_lossy().into_owned()));
    let names = names.collect::<std::io::Result<Vec<_>>>()?;
    let glue: Vec<_> = names.iter().filter(|it| is_glue(it)).collect();
    let [name] = glue[..] else { bail!("there are {} files that could be the glue", glue.len()) };
    let own = format!("crampwise-{}.js", digest::short(&fs::read(folder.join(name))?));
    let index = folder.join("index.html");
    let page = fs::read_to_string(&index)?;
    if !page.contains(name.as_str()) {
        bail!("the page does not name its glue, {name}");
    }
    fs::write(&index, page.replace(name.as_str(), &own))?;
    Ok(fs::rename(folder.join(name), folder.join(own))?)
}

/// Makes the script `from` small, puts `values` in the place of the names it leaves open, and writes it to `to`; both are
/// paths from the root.
///
/// # Errors
/// The script cannot be read, or leaves a name open.
pub fn make_small(from: &str, to: &str, values: &[(&str, &str)]) -> Result<()> {
    let (root, file) = (place::root(), place::root().join(to));
    let made = root.join("target/page/made.js");
    for it in [&file, &made] {
        fs::create_dir_all(it.parent().expect("it lies in a folder"))?;
    }
    let mut command = process::command("node");
    command.arg(root.join("xtask/page/small_script.mjs"));
    command.arg(place::tools().join("node_modules/terser/dist/bundle.min.js")).arg(root.join(from)).arg(&made);
    command.args(values.iter().map(|(name, value)| format!("{name}={value}")));
    process::run(&mut command).with_context(|| format!("{from} was not made small"))?;
    // Written only when it changes, so that Trunk does not see a change of its own making.
    let text = fs::read(&made)?;
    if fs::read(&file).ok().as_ref() != Some(&text) {
        fs::write(&file, text)?;
    }
    Ok(fs::remove_file(made)?)
}

/// The style sheets that the widget brings to a page of somebody else's.
///
/// # Errors
/// One cannot be read.
pub fn sheets_of_the_element() -> Result<String> {
    sheets(&SHEETS.iter().copied().filter(|it| *it != PAGE_ALONE).collect::<Vec<_>>())
}

fn sheets(names: &[&str]) -> Result<String> {
    let mut joined = String::new();
    for name in names {
        let sheet = fs::read_to_string(place::root().join("style").join(name));
        joined.push_str(&sheet.with_context(|| format!("style/{name} cannot be read"))?);
        joined.push('\n');
    }
    Ok(joined)
}

/// Joins the style sheets into the one that the page loads.
///
/// # Errors
/// `style/` lacks a sheet, or holds one that has no place in the order.
pub fn join_style_sheets() -> Result<()> {
    let joined = joined_style_sheets()?;
    let file = place::root().join("target/page/style.css");
    // Written only when it changes, so that Trunk does not see a change of its own making.
    if fs::read_to_string(&file).ok().as_deref() != Some(&joined) {
        fs::create_dir_all(file.parent().expect("it lies in a folder"))?;
        fs::write(&file, joined)?;
    }
    Ok(())
}

/// The style sheets as one.
///
/// # Errors
/// `style/` lacks a sheet, or holds one that has no place in the order.
pub fn joined_style_sheets() -> Result<String> {
    let folder = place::root().join("style");
    for entry in fs::read_dir(&folder).context("style/ cannot be read")? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name.ends_with(".css") && !SHEETS.contains(&name.as_ref()) {
            bail!("style/{name} has no place in the order of sheets: name it in xtask/src/page.rs");
        }
    }
    sheets(&SHEETS)
}

/// Adds to the page that Trunk has just built what Trunk knows nothing of: the later parts of the program, and what makes
/// the page work without a network.
///
/// # Errors
/// Trunk did not say where the page is, or the files could not be written.
pub fn add_offline() -> Result<()> {
    let variable = |name| std::env::var_os(name).with_context(|| format!("{name} is not set: Trunk calls this"));
    let folder = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    // First, so that the worker keeps them too.
    place_later_parts(&folder)?;
    name_glue_by_itself(&folder)?;
    if variable("TRUNK_PROFILE")? == "release" { offline::write(&folder) } else { offline::write_nothing(&folder) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glue_that_changed_alone_has_another_name() {
        let folder = place::root().join("target/tmp/glue");
        let name = |glue: &str| {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("crampwise-0123456789abcdef.js"), glue).unwrap();
            fs::write(folder.join("crampwise-0123456789abcdef_bg.wasm"), "program").unwrap();
            let page = "<link href=./crampwise-0123456789abcdef.js><link href=./crampwise-0123456789abcdef_bg.wasm>";
            fs::write(folder.join("index.html"), page).unwrap();
            name_glue_by_itself(&folder).unwrap();
            let page = fs::read_to_string(folder.join("index.html")).unwrap();
            let name = page.split(['/', '>']).find(|it| it.ends_with(".js")).unwrap().to_owned();
            assert_eq!(fs::read_to_string(folder.join(&name)).unwrap(), glue, "{page}");
            assert!(page.contains("./crampwise-0123456789abcdef_bg.wasm"), "the program keeps its name: {page}");
            name
        };
        assert_eq!(name("glue"), name("glue"));
        assert_ne!(name("glue"), name("another glue"));
    }
}
