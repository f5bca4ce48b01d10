//! The package for npm: the element with all its files, for pages that a bundler puts together.

use crate::page::LATER_PARTS;
use crate::{embed, place, process, single};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What others write to get it.
const NAME: &str = "crampwise";
/// What a page imports.
const ENTRY: &str = "loader.js";
/// What goes in as it is.
const PLAIN: [&str; 9] = [
    "embed/npm/README.md",
    "embed/frame.js",
    "embed/frame.d.ts",
    "embed/react.d.ts",
    "embed/cramp-check.d.ts",
    "embed/custom-elements.json",
    "LICENSE",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];

/// The file that npm makes of it.
pub fn file_name() -> String {
    format!("{NAME}-{}.tgz", env!("CARGO_PKG_VERSION"))
}

/// Packs the page that was built in `page`, and the same as the one file `single`, into the folder `to`. Gives the package.
///
/// # Errors
/// Something cannot be read or written, or npm failed.
pub fn write(page: &Path, single: &Path, to: &Path) -> Result<PathBuf> {
    let folder = place::root().join("target/npm/package");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    lay_out(page, single, &folder)?;
    fs::create_dir_all(to)?;
    let mut pack = npm(&folder);
    pack.args(["pack", "--silent", "--pack-destination"]).arg(to);
    process::output(&mut pack).context("npm pack failed")?;
    let file = to.join(file_name());
    ensure!(file.is_file(), "npm wrote no {}", file.display());
    Ok(file)
}

/// npm in this folder, which asks nobody: it runs no script, and looks for no newer npm.
pub fn npm(folder: &Path) -> std::process::Command {
    let mut command = process::command("npm");
    command.current_dir(folder).args([
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--offline",
    ]);
    command
}

/// Where a page of somebody else's takes the package in, for the tests.
fn taker() -> PathBuf {
    place::root().join("target/npm/page")
}

/// What a bundler made of that page.
pub fn bundled() -> PathBuf {
    taker().join("dist")
}

/// The package holds what the tools of others expect, and a page that takes it in compiles and can be put together.
///
/// # Errors
/// One of them found something amiss, or a file came out as another than it went in.
pub fn check() -> Result<()> {
    let (page, work) = (place::dist(), place::root().join("target/npm"));
    let one_file = work.join(embed::PAGE_IN_PACKAGE);
    single::write(&page, &one_file)?;
    let file = write(&page, &one_file, &work)?;
    tool("publint/src/cli.js", &["run", "--strict"], Some(&file), &work)?;
    // There is one form, modules, and a whole page has no types.
    let all_but_these = ["--profile", "esm-only", "--exclude-entrypoints", "standalone", "--no-emoji", "--no-color"];
    tool("@arethetypeswrong/cli/dist/index.js", &all_but_these, Some(&file), &work)?;

    let taker = taker();
    if taker.exists() {
        fs::remove_dir_all(&taker)?;
    }
    fs::create_dir_all(&taker)?;
    for entry in fs::read_dir(place::root().join("tests/packages/page"))? {
        let entry = entry?;
        fs::copy(entry.path(), taker.join(entry.file_name()))?;
    }
    process::run(npm(&taker).args(["install", "--silent"]).arg(&file))?;
    tool("typescript/bin/tsc", &["--project", "."], None, &taker)?;
    let said = tool("vite/bin/vite.js", &["build", "--base", "./"], None, &taker)?;
    ensure!(!said.contains("doesn't exist"), "the bundler misses a file:\n{said}");
    came_through(&page)
}

/// Runs a tool that npm installed, and gives what it said.
fn tool(script: &str, arguments: &[&str], file: Option<&Path>, folder: &Path) -> Result<String> {
    let mut command = process::command("node");
    command.current_dir(folder).arg(place::tools().join("node_modules").join(script)).args(arguments).args(file);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{script} could not be started"))?;
    let said = [output.stdout, output.stderr].map(|it| String::from_utf8_lossy(&it).into_owned()).concat();
    ensure!(output.status.success(), "{script} found something amiss:\n{said}");
    println!("{script}: clean");
    Ok(said)
}

/// What has its digest in the loader came through the bundler as it was, under whatever name.
fn came_through(page: &Path) -> Result<()> {
    let assets = fs::read_dir(bundled().join("assets"))?.collect::<std::io::Result<Vec<_>>>()?;
    let assets = assets.iter().map(|it| fs::read(it.path())).collect::<std::io::Result<Vec<_>>>()?;
    for (beginning, ending) in [
        ("crampwise-", "_bg.wasm"),
        ("questions-", ".wasm"),
        ("shared-", ".wasm"),
        ("late-", ".wasm"),
        ("links-", ".wasm"),
        ("evidence", ".json"),
    ] {
        let name = embed::name_in(page, beginning, ending)?;
        let n_same = assets.iter().filter(|it| fs::read(page.join(&name)).is_ok_and(|own| own == **it)).count();
        ensure!(n_same == 1, "{name} came through the bundler {n_same} times");
    }
    Ok(())
}

/// The page that takes the package in, as a bundler serves it to those who work on it; it ends with this value.
pub struct Working {
    child: Child,
    /// Where it is.
    pub address: String,
}

impl Working {
    /// Starts the bundler on a free port.
    ///
    /// # Errors
    /// It ends before it listens.
    pub fn start() -> Result<Self> {
        // Taken and left again: it has to be told a port.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = process::command("node");
        command.current_dir(taker()).arg(place::tools().join("node_modules/vite/bin/vite.js"));
        command.args(["--host", "127.0.0.1", "--strictPort", "--port", &port.to_string()]);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut working = Self { child, address: format!("http://127.0.0.1:{port}/") };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if working.child.try_wait()?.is_some() || Duration::from_secs(30) < start.elapsed() {
                bail!("the bundler ended before it listened");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(working)
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lay_out(page: &Path, single: &Path, folder: &Path) -> Result<()> {
    let widget = embed::widget()?;
    fs::write(folder.join(ENTRY), embed::loader(page, &widget, embed::For::Package)?)?;
    fs::write(folder.join(&widget.0), &widget.1)?;
    let glue = embed::name_in(page, "crampwise-", ".js")?;
    let program = embed::name_in(page, "crampwise-", "_bg.wasm")?;
    let mut files = vec![glue, program, "evidence.json".to_owned()];
    for part in LATER_PARTS {
        files.push(embed::name_in(page, part, ".wasm")?);
    }
    for name in files {
        fs::copy(page.join(&name), folder.join(&name))?;
    }
    fs::copy(single, folder.join(embed::PAGE_IN_PACKAGE))?;
    for from in PLAIN.map(|it| place::root().join(it)) {
        fs::copy(&from, folder.join(from.file_name().context("it has a name")?))?;
    }
    // As text: the order of what a bundler may take counts, and types come first.
    let about = fs::read_to_string(place::root().join("embed/npm/package.json"))?;
    fs::write(folder.join("package.json"), about.replace("__VERSION__", env!("CARGO_PKG_VERSION")))?;
    Ok(())
}
