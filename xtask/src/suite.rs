//! Every test there is, as a list of steps. A new step is one line in [`steps`].

use crate::browser::{Driver, Engine};
use crate::server::Server;
use crate::setup::{self, Part};
use crate::{embed, offline, package, page, place, process, single, size, vignettes};
use anyhow::{Context, Result, bail};
use std::fs;
use std::ops::AddAssign;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// The steps, in order; the journeys are walked once in each of the engines.
fn steps(engines: &[Engine]) -> Vec<Step> {
    let mut steps = vec![
        Step::check("layout", layout).needs(Need::Lints),
        Step::cargo("xtask", &["test", "--package", "xtask"]),
        Step::cargo("engine", &["test", "--profile", "proof", "--package", "engine"]),
        Step::cargo("content", &["test", "--profile", "proof", "--package", "content"]),
        Step::cargo("record", &["test", "--profile", "proof", "--package", "record"]),
        Step::check("vignettes", vignettes::check),
        Step::check("page", page::build).needs(Need::Tools),
        Step::check("size", size::check).needs(Need::Page),
        Step::cargo("views", &["test", "--package", "crampwise", "--lib"]),
        Step::cargo(
            "widget",
            &["test", "--target", "wasm32-unknown-unknown", "--package", "crampwise", "--test", "widget"],
        )
        .needs(Need::Browser(Engine::Chromium)),
        Step::check("embed", embed::check).needs(Need::Page),
        Step::check("packages", package::check).needs(Need::Page).needs(Need::Packages),
        Step::journeys("packages", Engine::Chromium).needs(Need::Packages),
        Step::cargo("steering", &["test", "--package", "journeys", "--features", "browser", "--lib"]),
    ];
    steps.extend(engines.iter().flat_map(|engine| {
        [
            Step::journeys("journeys", *engine),
            Step::journeys("offline", *engine),
            Step::journeys("hosts", *engine).needs(Need::Hosts),
        ]
    }));
    steps
}

/// All Rust is laid out alike, and clippy finds nothing to say.
fn layout() -> Result<()> {
    process::run(process::command("cargo").args(["fmt", "--all", "--check"]))?;
    let clippy = ["clippy", "--quiet", "--workspace", "--all-targets", "--features", "journeys/browser"];
    process::run(process::command("cargo").args(clippy).args(["--", "--deny", "warnings"]))
}

/// One part of the whole: it has a name, runs tests, and needs things.
struct Step {
    name: &'static str,
    work: Work,
    needs: Vec<Need>,
}

enum Work {
    /// `cargo` with these arguments, which prints what its tests gave.
    Cargo(&'static [&'static str]),
    /// A check of our own, which counts as one test.
    Check(fn() -> Result<()>),
}

/// What must be there before a step runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// rustfmt and clippy.
    Lints,
    /// What builds the page.
    Tools,
    /// The built page; a test finds its address in `CRAMPWISE_PAGE`, its files in `CRAMPWISE_DIST`, and all of it
    /// as one file in `CRAMPWISE_FILE`, and what takes it back in `CRAMPWISE_WITHDRAWN`.
    Page,
    /// Pages of other sites that embed ours; a test finds their address in `CRAMPWISE_HOSTS`, and that of our files in
    /// `CRAMPWISE_OURS`.
    Hosts,
    /// What takes the package for npm in; a test finds the address of a page that was put together in `CRAMPWISE_BUNDLED`,
    /// and of one that is being worked on in `CRAMPWISE_WORKING`.
    Packages,
    /// A browser of this engine; a test finds the engine's name in `ENGINE`, the addresses of its drivers in
    /// `WEBDRIVER`, the browser in the engine's own variable and axe-core in `AXE`.
    Browser(Engine),
}

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

/// Runs all steps, or those named `only` with the page they need, and closes on `N passed, N failed`. Journeys are
/// walked in `engines`. Of a step that runs alone only the tests are run whose names hold `named`, if that is given.
///
/// # Errors
/// No step has that name, or something that the steps need could not be installed.
pub fn run(only: Option<&str>, named: Option<&str>, engines: &[Engine]) -> Result<ExitCode> {
    let all = steps(engines);
    let chosen = choose(all, only)?;
    setup::ensure(&parts_for(&chosen)?)?;
    let mut total = Count::default();
    let mut page_was_built = false;
    for step in &chosen {
        println!("\n== {}", step.title());
        let start = Instant::now();
        let count = if step.needs.contains(&Need::Page) && !page_was_built {
            println!("not run: the page was not built");
            Count { passed: 0, failed: 1 }
        } else {
            step.run(named.filter(|_| only == Some(step.name)))
        };
        page_was_built |= step.name == "page" && count.failed == 0;
        println!(
            "== {}: {} passed, {} failed, {} s",
            step.title(),
            count.passed,
            count.failed,
            start.elapsed().as_secs()
        );
        total += count;
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Takes a picture of every screen, narrow and wide, in light and dark, into `folder`, for human eyes; WebKit's are in
/// light alone.
///
/// # Errors
/// Something could not be installed, the page was not built, or a screen could not be reached.
pub fn shots(folder: &Path, engine: Engine) -> Result<()> {
    let shots = Step::cargo("shots", &["run", "--quiet", "--package", "journeys", "--features", "browser"])
        .needs(Need::Page)
        .needs(Need::Browser(engine));
    setup::ensure(&parts_for(std::slice::from_ref(&shots))?)?;
    page::build()?;
    let mut command = process::command("cargo");
    if let Work::Cargo(arguments) = shots.work {
        command.args(arguments);
    }
    command.args(["--example", "shots", "--"]).arg(std::path::absolute(folder)?);
    let _lent = shots.lend_surroundings(&mut command)?;
    process::run(&mut command)
}

/// The step named `only`, after the page where it needs it; all of them for no name.
fn choose(steps: Vec<Step>, only: Option<&str>) -> Result<Vec<Step>> {
    let Some(only) = only else { return Ok(steps) };
    let names = steps.iter().map(|it| it.name).collect::<Vec<_>>().join(", ");
    let needs_page = match steps.iter().find(|it| it.name == only) {
        None => bail!("no step is named {only}; there are {names}"),
        Some(step) => step.needs.contains(&Need::Page),
    };
    Ok(steps.into_iter().filter(|it| it.name == only || (needs_page && it.name == "page")).collect())
}

fn parts_for(steps: &[Step]) -> Result<Vec<Part>> {
    let is_needed = |need| steps.iter().any(|it| it.needs.contains(&need));
    let mut parts = Vec::new();
    if is_needed(Need::Lints) {
        parts.push(Part::Lints);
    }
    let engines = Engine::ALL.into_iter().filter(|it| is_needed(Need::Browser(*it))).collect::<Vec<_>>();
    if is_needed(Need::Tools) || is_needed(Need::Page) || !engines.is_empty() {
        parts.extend(setup::for_the_page()?);
    }
    if is_needed(Need::Packages) {
        parts.extend(setup::for_packages());
    }
    parts.extend(engines.into_iter().flat_map(setup::for_the_browser));
    Ok(parts)
}

impl Step {
    fn cargo(name: &'static str, arguments: &'static [&'static str]) -> Self {
        Self { name, work: Work::Cargo(arguments), needs: Vec::new() }
    }

    /// Tests that drive the built page in a browser of this engine.
    fn journeys(name: &'static str, engine: Engine) -> Self {
        let arguments: &[&str] = match name {
            "offline" => &["test", "--package", "journeys", "--features", "browser", "--test", "offline"],
            "hosts" => &["test", "--package", "journeys", "--features", "browser", "--test", "hosts"],
            "packages" => &["test", "--package", "journeys", "--features", "browser", "--test", "packages"],
            _ => &["test", "--package", "journeys", "--features", "browser", "--test", "journeys"],
        };
        Self::cargo(name, arguments).needs(Need::Page).needs(Need::Browser(engine))
    }

    fn check(name: &'static str, check: fn() -> Result<()>) -> Self {
        Self { name, work: Work::Check(check), needs: Vec::new() }
    }

    fn needs(mut self, need: Need) -> Self {
        self.needs.push(need);
        self
    }

    /// The engine whose browser it needs.
    fn engine(&self) -> Option<Engine> {
        self.needs.iter().find_map(|it| if let Need::Browser(engine) = it { Some(*engine) } else { None })
    }

    /// Its name, with the engine where it needs one.
    fn title(&self) -> String {
        self.engine().map_or(self.name.to_owned(), |it| format!("{} in {}", self.name, it.name()))
    }

    fn run(&self, named: Option<&str>) -> Count {
        let outcome = match self.work {
            Work::Cargo(arguments) => self.run_cargo(arguments, named),
            Work::Check(check) => check().map(|()| Count { passed: 1, failed: 0 }),
        };
        outcome.unwrap_or_else(|error| {
            println!("failed: {error:#}");
            Count { passed: 0, failed: 1 }
        })
    }

    fn run_cargo(&self, arguments: &[&str], named: Option<&str>) -> Result<Count> {
        let mut command = process::command("cargo");
        command.args(arguments);
        let _lent = self.lend_surroundings(&mut command)?;
        command.arg("--").args(named);
        if let Some(engine) = self.engine().filter(|_| self.needs.contains(&Need::Page)) {
            command.args(named.is_none().then_some("--exact"));
            for Lack { test, reason, .. } in lacks()?.into_iter().filter(|it| it.engine == engine) {
                if let Some(here) = test.strip_prefix(self.name).and_then(|it| it.strip_prefix("::")) {
                    println!("not run in {}: {test}: {reason}", engine.name());
                    command.args(["--skip", here]);
                }
            }
        }
        let mut count = Count::default();
        let succeeded = process::run_with_lines(&mut command, |line| {
            println!("{line}");
            count += count_in(line).unwrap_or_default();
        })?;
        Ok(judged(count, succeeded))
    }

    /// Tells `command` where the page and the browser are; what that needs runs as long as what is given back.
    fn lend_surroundings(&self, command: &mut Command) -> Result<Lent> {
        if self.needs.contains(&Need::Page) {
            let server = Server::bind(&place::dist(), 0)?;
            let beside = place::root().join("target/page");
            let (file, withdrawn) = (beside.join("crampwise.html"), beside.join("withdrawn"));
            single::write(&place::dist(), &file)?;
            offline::write_withdrawn(&withdrawn)?;
            command.env("CRAMPWISE_PAGE", server.address()?).env("CRAMPWISE_DIST", place::dist());
            command.env("CRAMPWISE_FILE", file).env("CRAMPWISE_WITHDRAWN", withdrawn);
            server.run_aside();
        }
        if self.needs.contains(&Need::Hosts) {
            embed::build(Some(embed::EXAMPLE))?;
            offline::write_withdrawn(&embed::dist().join("withdrawn"))?;
            let ours = Server::bind(&embed::dist(), 0)?;
            let address = ours.address()?;
            let (before, after) = (embed::EXAMPLE.trim_end_matches('/'), address.trim_end_matches('/'));
            // The policy of the frame names where it is served from: here, at whatever port of this machine.
            let frame = embed::dist().join("embed/v1/index.html");
            let named = [" ", before].concat();
            fs::write(&frame, fs::read_to_string(&frame)?.replace(&named, " http://127.0.0.1:*"))?;
            // Another name of this machine is another site.
            let hosts = Server::bind(&place::root().join("tests/hosts"), 0)?.instead(before, after);
            let elsewhere = hosts.address()?.replace("127.0.0.1", "localhost");
            command.env("CRAMPWISE_OURS", address).env("CRAMPWISE_HOSTS", elsewhere);
            ours.run_aside();
            hosts.run_aside();
        }
        let mut lent = Lent::default();
        if self.needs.contains(&Need::Packages) {
            let bundled = Server::bind(&package::bundled(), 0)?;
            command.env("CRAMPWISE_BUNDLED", bundled.address()?);
            bundled.run_aside();
            let working = package::Working::start()?;
            command.env("CRAMPWISE_WORKING", &working.address);
            lent._working = Some(working);
        }
        let Some(engine) = self.engine() else { return Ok(lent) };
        // A driver for each browser that is open at once: some steer but one.
        let drivers = (0..BROWSERS_AT_ONCE).map(|_| Driver::start(engine)).collect::<Result<Vec<_>>>()?;
        let addresses = drivers.iter().map(|it| it.address.as_str()).collect::<Vec<_>>();
        let browser = engine.browser().with_context(|| format!("{} is missing", engine.name()))?;
        command
            .env("ENGINE", engine.code())
            .env("WEBDRIVER", addresses.join(" "))
            .env(engine.variables()[0], browser)
            .env("AXE", place::tools().join("node_modules/axe-core/axe.min.js"))
            // These are for the runner of tests that are compiled for the browser.
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("CHROMEDRIVER_REMOTE", addresses[0])
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", place::root().join("xtask/webdriver.json"))
            // In seconds, for all of them together: passphrases are slow on purpose, and the machine may be busy.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
        lent._drivers = drivers;
        Ok(lent)
    }
}

/// What runs beside a command.
#[derive(Default)]
struct Lent {
    _drivers: Vec<Driver>,
    _working: Option<package::Working>,
}

/// How many browsers are open at once.
const BROWSERS_AT_ONCE: usize = 2;

/// A journey that an engine, or its driver, cannot walk.
#[derive(Debug, serde::Deserialize)]
struct Lack {
    engine: Engine,
    /// The name of its step, its file and itself.
    test: String,
    reason: String,
}

/// The journeys that are not walked in every engine, each with the reason.
fn lacks() -> Result<Vec<Lack>> {
    #[derive(serde::Deserialize)]
    struct Lacks {
        lack: Vec<Lack>,
    }
    let file = place::root().join("tests/lacks.toml");
    let text = std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(toml::from_str::<Lacks>(&text)?.lack)
}

/// What a step gave: one that ran no test, or failed without a failed test, has failed.
fn judged(mut count: Count, succeeded: bool) -> Count {
    if count.failed == 0 {
        if !succeeded {
            println!("failed: it ended badly, though no test failed");
            count.failed = 1;
        } else if count.passed == 0 {
            println!("failed: it ran no test");
            count.failed = 1;
        }
    }
    count
}

/// What a line such as `test result: ok. 3 passed; 0 failed; …` says.
fn count_in(line: &str) -> Option<Count> {
    let (_, rest) = line.trim_start().strip_prefix("test result: ")?.split_once(". ")?;
    let number = |what| rest.split("; ").find_map(|it| it.strip_suffix(what)?.parse::<u64>().ok());
    Some(Count { passed: number(" passed")?, failed: number(" failed")? })
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read_from_what_tests_print() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.02s";
        assert_eq!(count_in(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(count_in("test a_result_is_shown ... ok"), None);
    }

    #[test]
    fn a_step_that_ran_no_test_has_failed() {
        let none = Count::default();
        let three = Count { passed: 3, failed: 0 };
        assert_eq!(judged(none, true).failed, 1);
        assert_eq!(judged(three, false).failed, 1);
        assert_eq!(judged(three, true), three);
    }

    #[test]
    fn a_check_that_fails_counts_as_one_failed_test() {
        assert_eq!(Step::check("it", || bail!("no")).run(None), Count { passed: 0, failed: 1 });
        assert_eq!(Step::check("it", || Ok(())).run(None), Count { passed: 1, failed: 0 });
    }

    #[test]
    fn one_step_alone_brings_the_page_it_needs() {
        let names =
            |only| choose(steps(&Engine::ALL), Some(only)).unwrap().iter().map(|it| it.name).collect::<Vec<_>>();
        assert_eq!(names("size"), ["page", "size"]);
        assert_eq!(names("xtask"), ["xtask"]);
        assert_eq!(names("journeys"), ["page", "journeys", "journeys", "journeys"], "once in each engine");
        assert!(choose(steps(&Engine::ALL), Some("no such step")).is_err());
    }

    #[test]
    fn the_journeys_are_walked_in_each_engine_that_is_named() {
        let titles = |engines: &[Engine]| steps(engines).iter().map(Step::title).collect::<Vec<_>>();
        let ends = |engines: &[Engine], at: &str| titles(engines).iter().filter(|it| it.ends_with(at)).count();
        for engine in Engine::ALL {
            assert_eq!(ends(&Engine::ALL, &format!("journeys in {}", engine.name())), 1, "{engine:?}");
        }
        assert_eq!(ends(&[Engine::Firefox], "journeys in Firefox"), 1);
        assert_eq!(ends(&[Engine::Firefox], "journeys in Chromium"), 0);
    }

    #[test]
    fn a_journey_that_an_engine_cannot_walk_is_one_there_is_and_says_why() {
        for Lack { engine, test, reason } in lacks().unwrap() {
            let [step, module, name] = test.split("::").collect::<Vec<_>>().try_into().expect("step, file, test");
            assert!(["journeys", "offline", "hosts"].contains(&step), "there is no step of {test}");
            let file = place::root().join(format!("tests/{step}/{module}.rs"));
            let text = std::fs::read_to_string(file).unwrap_or_else(|_| panic!("there is no {test}"));
            assert!(text.contains(&format!("\nfn {name}()")), "there is no {test}");
            assert!(20 < reason.len(), "{engine:?} {test}: {reason}");
            assert_ne!(engine, Engine::Chromium, "{test} is walked in no engine where it is not walked there");
        }
    }

    #[test]
    fn every_crate_of_the_workspace_has_its_step() {
        let manifest = std::fs::read_to_string(place::root().join("Cargo.toml")).unwrap();
        let (_, rest) = manifest.split_once("members = [").unwrap();
        let members = rest.split(']').next().unwrap().split(',').map(|it| it.trim().trim_matches('"'));
        let is_page_there = manifest.lines().any(|line| line == "[package]");
        let page = is_page_there.then_some("crampwise");
        let name = |folder: &str| {
            let manifest = std::fs::read_to_string(place::root().join(folder).join("Cargo.toml")).unwrap();
            let line = manifest.lines().find_map(|it| it.strip_prefix("name = ")).unwrap();
            line.trim_matches('"').to_owned()
        };
        let packages = members.filter(|it| !it.is_empty()).map(name).chain(page.map(str::to_owned));
        for package in packages {
            let package = package.as_str();
            let is_tested = |step: &Step| matches!(step.work, Work::Cargo(arguments) if arguments.contains(&package));
            assert!(steps(&Engine::ALL).iter().any(is_tested), "{package} is not tested");
        }
    }
}
