//! Installs what is missing, into `.tools`, and says what it is doing and how far it is.

use crate::browser::Engine;
use crate::{place, process};
use anyhow::{Context, Result, anyhow, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const TRUNK: &str = "0.21.14";
const WASM_SPLIT: &str = "0.2.4";
const BINARYEN: &str = "132.0.0";
const TERSER: &str = "5.51.4";
const AXE: &str = "4.14.1";
const PUBLINT: &str = "0.3.25";
const ATTW: &str = "0.18.5";
const TYPESCRIPT: &str = "7.0.2";
const VITE: &str = "8.3.8";
const TYPES_OF_REACT: &str = "19.3.3";
const FUZZ: &str = "0.13.2";
const GECKODRIVER: &str = "0.37.1";
const TARGET: &str = "wasm32-unknown-unknown";

/// Something the commands need beyond Rust and Node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Rust's target for browsers.
    WasmTarget,
    /// rustfmt and clippy.
    Lints,
    /// A program from crates.io.
    Cargo { package: &'static str, program: &'static str, version: String, features: &'static str, locked: bool },
    /// wasm-opt, which makes the program small.
    WasmOpt,
    /// terser, which makes the program's glue small; it comes in between wasm-bindgen and Trunk.
    Terser,
    /// A browser of this engine and the driver that tests it.
    Browser(Engine),
    /// A database and PHP, for a WordPress of our own; nothing of it starts by itself.
    Php,
    /// A package from npm that the tests read.
    Npm { package: &'static str, version: &'static str },
    /// A package from npm whose files are looked at, and which nobody runs: without what it depends on.
    NpmFiles { package: &'static str, version: &'static str },
}

/// What building the page needs.
///
/// # Errors
/// Cargo.lock does not name wasm-bindgen.
pub fn for_the_page() -> Result<Vec<Part>> {
    Ok(vec![
        Part::WasmTarget,
        Part::Cargo { package: "trunk", program: "trunk", version: TRUNK.to_owned(), features: "", locked: true },
        // Its own lock file names crates that some registries do not carry yet.
        Part::Cargo {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: wasm_bindgen_version()?,
            features: "",
            locked: false,
        },
        Part::Cargo {
            package: "wasm_split_cli_support",
            program: "wasm-split-cli",
            version: WASM_SPLIT.to_owned(),
            features: "build-binary",
            locked: true,
        },
        Part::WasmOpt,
        Part::Terser,
    ])
}

/// What looks at the package for npm, and takes it in.
pub fn for_packages() -> Vec<Part> {
    let packages = [
        ("publint", PUBLINT),
        ("@arethetypeswrong/cli", ATTW),
        ("typescript", TYPESCRIPT),
        ("vite", VITE),
        ("@types/react", TYPES_OF_REACT),
    ];
    packages.map(|(package, version)| Part::Npm { package, version }).to_vec()
}

impl Part {
    /// What fuzzing needs.
    pub fn fuzzer() -> Self {
        let (package, version) = ("cargo-fuzz", FUZZ.to_owned());
        Part::Cargo { package, program: package, version, features: "", locked: true }
    }
}

/// What the tests in a browser of this engine need beside the page.
pub fn for_the_browser(engine: Engine) -> Vec<Part> {
    let mut parts = vec![Part::Npm { package: "axe-core", version: AXE }];
    // A driver that is named by hand is taken as it is.
    if engine == Engine::Firefox && engine.driver().is_none() {
        let version = GECKODRIVER.to_owned();
        parts.push(Part::Cargo { package: "geckodriver", program: "geckodriver", version, features: "", locked: true });
    }
    parts.push(Part::Browser(engine));
    parts
}

/// Installs those of `parts` that are missing.
///
/// # Errors
/// One could not be installed; the error says what to do.
pub fn ensure(parts: &[Part]) -> Result<()> {
    if parts.iter().all(Part::is_there) {
        return Ok(());
    }
    for (index, part) in parts.iter().enumerate() {
        let (place, name) = (format!("[{}/{}]", index + 1, parts.len()), part.name());
        if part.is_there() {
            println!("{place} {name}: there");
            continue;
        }
        println!("{place} {name}: {}", part.duration());
        let start = Instant::now();
        part.install()
            .map_err(|error| anyhow!("{name} could not be installed: {error:#}\n\nWhat to do: {}", part.way_out()))?;
        if !part.is_there() {
            bail!("{name} was installed but does not answer.\n\nWhat to do: {}", part.way_out());
        }
        println!("      done in {} s", start.elapsed().as_secs());
    }
    // What building the tools left behind, about a gigabyte, is of no more use.
    let _ = fs::remove_dir_all(place::tools().join("build"));
    Ok(())
}

impl Part {
    fn name(&self) -> String {
        match self {
            Self::WasmTarget => format!("Rust target {TARGET}"),
            Self::Lints => "rustfmt and clippy".to_owned(),
            Self::Cargo { package, version, .. } => format!("{package} {version}"),
            Self::WasmOpt => format!("wasm-opt {BINARYEN}"),
            Self::Terser => format!("terser {TERSER}"),
            Self::Browser(engine) => format!("{} and its driver", engine.name()),
            Self::Php => "PHP and MariaDB".to_owned(),
            Self::Npm { package, version } | Self::NpmFiles { package, version } => format!("{package} {version}"),
        }
    }

    fn duration(&self) -> &'static str {
        match self {
            Self::Cargo { .. } => "building, about 3 minutes",
            Self::Browser(_) | Self::Php => "installing, about 2 minutes",
            Self::WasmTarget
            | Self::Lints
            | Self::WasmOpt
            | Self::Terser
            | Self::Npm { .. }
            | Self::NpmFiles { .. } => "fetching, a few seconds",
        }
    }

    fn way_out(&self) -> String {
        match self {
            Self::WasmTarget => format!("run `rustup target add {TARGET}`, or install rustup from https://rustup.rs first"),
            Self::Lints => "run `rustup component add rustfmt clippy`, or install rustup from https://rustup.rs first".to_owned(),
            Self::Cargo { .. } => {
                "check that crates.io can be reached and that a C compiler is there (Debian: `apt-get install build-essential`), \
                 then run the same command again; what was built is kept"
                    .to_owned()
            }
            Self::WasmOpt | Self::Terser | Self::Npm { .. } | Self::NpmFiles { .. } => {
                "check that `node` 18 or newer and `npm` are there and that the npm registry can be reached, then run the same \
                 command again"
                    .to_owned()
            }
            Self::Php => format!("install PHP and MariaDB (Debian: `apt-get install {}`)", PHP.join(" ")),
            Self::Browser(engine) => format!(
                "install {} and its driver (Debian: `apt-get install {}`), name them in {}, or leave the engine out with --engines",
                engine.name(),
                engine.packages().join(" "),
                engine.variables().join(" and "),
            ),
        }
    }

    fn is_there(&self) -> bool {
        match self {
            Self::WasmTarget => {
                process::output(process::command("rustc").args(["--print", "target-libdir", "--target", TARGET]))
                    .is_some_and(|folder| fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()))
            }
            Self::Lints => ["fmt", "clippy"]
                .iter()
                .all(|it| process::output(process::command("cargo").args([*it, "--version"])).is_some()),
            Self::Cargo { package, program, version, .. } => {
                says(program, &format!("{program} {version}")) || was_installed(package, program, version)
            }
            Self::WasmOpt => says("wasm-opt", &format!("version {} ", BINARYEN.trim_end_matches(".0.0"))),
            // The wrapper stands in wasm-bindgen's place, so that Trunk calls it.
            Self::Terser => {
                has_package("terser", TERSER)
                    && fs::read_to_string(place::tools().join("bin/wasm-bindgen")).is_ok_and(|it| it == GLUE_WRAPPER)
            }
            Self::Browser(engine) => engine.is_there(),
            Self::Php => {
                ["mariadbd", "my_print_defaults"].iter().all(|it| place::find_program(it).is_some())
                    && process::output(process::command("php").arg("-m"))
                        .is_some_and(|modules| modules.lines().any(|it| it == "mysqli"))
            }
            Self::Npm { package, version } => has_package(package, version),
            Self::NpmFiles { package, version } => is_version(&files_of(package).join("package.json"), version),
        }
    }

    fn install(&self) -> Result<()> {
        fs::create_dir_all(place::tools().join("bin"))?;
        match self {
            Self::WasmTarget => run(process::command("rustup").args(["target", "add", TARGET]), "rustup"),
            Self::Lints => {
                run(process::command("rustup").args(["component", "add", "rustfmt", "clippy"]), "rustup-component")
            }
            Self::Cargo { package, version, features, locked, .. } => {
                let mut command = process::command("cargo");
                command.args(["install", package, "--version", version, "--force", "--root"]).arg(place::tools());
                command.args(["--features", features]);
                if *locked {
                    command.arg("--locked");
                }
                // Built for a short wait: these tools spend their time in processes they start.
                command
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
                    .env("CARGO_PROFILE_RELEASE_LTO", "false")
                    .env("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback")
                    .env("CARGO_TARGET_DIR", place::tools().join("build"));
                run(&mut command, package)
            }
            Self::WasmOpt => {
                npm("binaryen", BINARYEN)?;
                // The package's own file is a script that needs `node` before it.
                write_program(
                    "wasm-opt",
                    "#!/bin/sh\nexec node \"$(dirname \"$0\")/../node_modules/binaryen/bin/wasm-opt\" \"$@\"\n",
                )
            }
            Self::Terser => {
                npm("terser", TERSER)?;
                let bin = place::tools().join("bin");
                let is_wrapped = fs::read(bin.join("wasm-bindgen")).is_ok_and(|it| it.starts_with(b"#!"));
                if !is_wrapped {
                    fs::rename(bin.join("wasm-bindgen"), bin.join("wasm-bindgen-alone"))
                        .context("wasm-bindgen is not there yet")?;
                }
                write_program("wasm-bindgen", GLUE_WRAPPER)
            }
            Self::Browser(engine) => apt(engine.packages()),
            Self::Php => apt(&PHP),
            Self::Npm { package, version } => npm(package, version),
            Self::NpmFiles { package, version } => npm_files(package, version),
        }
    }
}

/// Stands in wasm-bindgen's place, so that Trunk calls it: splits the program, and makes its glue small.
const GLUE_WRAPPER: &str =
    "#!/bin/sh\nbin=$(dirname \"$0\")\nexec node \"$bin/../../xtask/page/bind.mjs\" \"$bin/..\" \"$@\"\n";

/// What Debian calls PHP with what WordPress asks of it, and MariaDB without the service that would start by itself.
const PHP: [&str; 4] = ["php-cli", "php-mysql", "mariadb-server-core", "mariadb-client-core"];

/// Installs packages of Debian, as root alone can.
fn apt(packages: &[&str]) -> Result<()> {
    let is_root = process::output(process::command("id").arg("-u")).as_deref() == Some("0");
    if !is_root || place::find_program("apt-get").is_none() {
        bail!("only root on a machine with apt-get can do it from here");
    }
    run(process::command("apt-get").arg("update"), "apt-get-update")?;
    let mut command = process::command("apt-get");
    command.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    run(command.env("DEBIAN_FRONTEND", "noninteractive"), "apt-get-install")
}

/// Writes a program of our own beside the installed ones.
fn write_program(name: &str, text: &str) -> Result<()> {
    let path = place::tools().join("bin").join(name);
    fs::write(&path, text)?;
    #[cfg(unix)]
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    Ok(())
}

fn has_package(package: &str, version: &str) -> bool {
    is_version(&place::tools().join("node_modules").join(package).join("package.json"), version)
}

/// Whether what npm says about a package names this version.
fn is_version(about: &Path, version: &str) -> bool {
    fs::read_to_string(about).is_ok_and(|text| text.contains(&format!("\"version\": \"{version}\"")))
}

/// Where the files of a package lie that nobody runs.
pub fn files_of(package: &str) -> PathBuf {
    place::tools().join("files").join(package)
}

/// The version of wasm-bindgen that the page is built with; the tool must equal it.
fn wasm_bindgen_version() -> Result<String> {
    let lock = fs::read_to_string(place::root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    locked_version(&lock, "wasm-bindgen").context("Cargo.lock does not name wasm-bindgen: run `cargo fetch` first")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    rest.split_once('"').map(|(version, _)| version.to_owned())
}

fn says(program: &str, version: &str) -> bool {
    process::output(process::command(program).arg("--version"))
        .is_some_and(|answer| format!("{answer} ").contains(&format!("{} ", version.trim_end())))
}

/// Whether Cargo has noted that it put the program into `.tools`; not every program tells its own version.
fn was_installed(package: &str, program: &str, version: &str) -> bool {
    let noted = fs::read_to_string(place::tools().join(".crates.toml")).unwrap_or_default();
    noted.contains(&format!("\"{package} {version} (")) && place::tools().join("bin").join(program).exists()
}

fn npm(package: &str, version: &str) -> Result<()> {
    let tools = place::tools();
    let about = tools.join("package.json");
    if !about.exists() {
        fs::write(&about, "{ \"private\": true }\n")?;
    }
    let mut command = process::command("npm");
    command.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", "--prefix"]).arg(&tools);
    run(command.arg(format!("{package}@{version}")), &format!("npm-{}", package.replace('/', "-")))
}

fn npm_files(package: &str, version: &str) -> Result<()> {
    let folder = files_of(package);
    // What another version left behind must not be taken for this one.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let mut command = process::command("npm");
    command.args(["pack", "--ignore-scripts", &format!("{package}@{version}"), "--pack-destination"]).arg(&folder);
    run(&mut command, &format!("npm-{package}"))?;
    // As npm names it: a scope is joined to the name.
    let packed = folder.join(format!("{}-{version}.tgz", package.trim_start_matches('@').replace('/', "-")));
    let mut command = process::command("tar");
    command.arg("-xzf").arg(&packed).arg("-C").arg(&folder).args(["--strip-components", "1"]);
    run(&mut command, &format!("tar-{package}"))?;
    Ok(fs::remove_file(packed)?)
}

fn run(command: &mut Command, log: &str) -> Result<()> {
    process::run_with_log(command, &place::tools().join(format!("log/{log}.txt")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tool_follows_the_version_in_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }

    #[test]
    fn a_program_that_is_not_there_does_not_count_as_installed() {
        let part = Part::Cargo {
            package: "none",
            program: "no-such-program",
            version: "1.0.0".to_owned(),
            features: "",
            locked: true,
        };
        assert!(!part.is_there());
    }

    #[test]
    fn files_of_another_version_do_not_count() {
        let about = std::env::temp_dir().join(format!("xtask-setup-{}.json", std::process::id()));
        fs::write(&about, "{ \"name\": \"forms\",\n  \"version\": \"40.1.3\" }").unwrap();
        assert!(is_version(&about, "40.1.3"));
        assert!(!is_version(&about, "40.1") && !is_version(&about, "0.1.3"));
        assert!(!is_version(Path::new("no-such-file"), "40.1.3"));
    }

    #[test]
    fn a_longer_version_is_not_taken_for_a_shorter_one() {
        assert!(says("rustc", "rustc"));
        assert!(!says("rustc", "rustc 1"));
    }
}
