//! The browsers that the tests use, one for each engine, and the drivers that steer them.

use crate::{place, process};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What browsers are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// Chromium, of Chrome, Edge and most browsers on Android
    Chromium,
    /// Gecko, of Firefox
    Firefox,
    /// WebKit, of Safari and every browser on an iPhone; here as WebKitGTK has it
    #[value(name = "webkit")]
    WebKit,
}

impl Engine {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKit",
        }
    }

    /// What the tests call it, in `ENGINE`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The variables that name its browser and its driver.
    pub fn variables(self) -> [&'static str; 2] {
        match self {
            Self::Chromium => ["CHROMIUM", "CHROMEDRIVER"],
            Self::Firefox => ["FIREFOX", "GECKODRIVER"],
            Self::WebKit => ["WEBKIT", "WEBKITDRIVER"],
        }
    }

    fn driver_name(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKit => "WebKitWebDriver",
        }
    }

    /// Its browser: the one that its variable names, or the one on the search path.
    pub fn browser(self) -> Option<PathBuf> {
        let names: &[&str] = match self {
            Self::Chromium => &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
            Self::Firefox => &["firefox-esr", "firefox"],
            Self::WebKit => &["MiniBrowser"],
        };
        let [variable, _] = self.variables();
        named_or_found(variable, names).or_else(|| (self == Self::WebKit).then(mini_browser)?)
    }

    /// Its driver: the one that its variable names, or the one on the search path.
    pub fn driver(self) -> Option<PathBuf> {
        named_or_found(self.variables()[1], &[self.driver_name()])
    }

    /// Whether it can be tested here.
    pub fn is_there(self) -> bool {
        let has_screen = self != Self::WebKit || place::find_program(SCREEN).is_some();
        self.browser().is_some() && self.driver().is_some() && has_screen
    }

    /// What Debian calls what it needs; Firefox' driver is not among it.
    pub fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-driver", "fonts-liberation"],
            Self::Firefox => &["firefox-esr", "fonts-liberation"],
            Self::WebKit => &["webkit2gtk-driver", "xvfb", "fonts-liberation"],
        }
    }
}

/// Chromium, which measures too.
pub fn chromium() -> Option<PathBuf> {
    Engine::Chromium.browser()
}

/// WebKitGTK's own small browser; it lies where no search path leads.
fn mini_browser() -> Option<PathBuf> {
    let folders = |of: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(of).into_iter().flatten().flatten().map(|it| it.path()).collect()
    };
    let libraries = folders(Path::new("/usr/lib")).into_iter().chain(["/usr/libexec", "/usr/lib"].map(PathBuf::from));
    let kinds = libraries.flat_map(|it| folders(&it)).filter(|it| it.to_string_lossy().contains("/webkit2gtk-"));
    kinds.map(|it| it.join("MiniBrowser")).find(|it| it.is_file())
}

/// A screen that nobody sees: WebKitGTK's browser opens on no other.
const SCREEN: &str = "Xvfb";

/// A running driver; it ends with this value.
pub struct Driver {
    child: Child,
    /// The screen it opens browsers on, where it needs one.
    screen: Option<Child>,
    /// Where it listens, without a slash at the end.
    pub address: String,
}

impl Driver {
    /// Starts a driver of `engine` on a free port.
    ///
    /// # Errors
    /// The driver is missing, or ends before it listens.
    pub fn start(engine: Engine) -> Result<Self> {
        let name = engine.driver_name();
        let program = engine.driver().with_context(|| format!("{name} is missing"))?;
        let mut command = process::command(&program.to_string_lossy());
        let mut screen = None;
        // Taken and left again: the driver that says nothing has to be told a port.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        match engine {
            Engine::Chromium => command.arg(format!("--port={port}")),
            Engine::Firefox => command.args(["--allow-system-access", "--log", "error", "--port", &port.to_string()]),
            Engine::WebKit => {
                let (child, number) = start_screen()?;
                screen = Some(child);
                command.arg(format!("--port={port}")).env("DISPLAY", format!(":{number}"));
                command.env("XDG_CONFIG_HOME", still_desktop()?)
            }
        };
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.with_context(|| format!("{name} could not be started"))?;
        let mut driver = Self { child, screen, address: format!("http://127.0.0.1:{port}") };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if driver.child.try_wait()?.is_some() || Duration::from_secs(30) < start.elapsed() {
                bail!("{name} ended before it listened");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(driver)
    }
}

/// The settings of a desktop on which nothing moves: WebKit asks the desktop what a reader prefers, and with less motion a
/// tap is answered at once, and so can be checked at once.
fn still_desktop() -> Result<PathBuf> {
    let folder = place::root().join("target/desktop");
    std::fs::create_dir_all(folder.join("gtk-3.0"))?;
    std::fs::write(folder.join("gtk-3.0/settings.ini"), "[Settings]\ngtk-enable-animations=false\n")?;
    Ok(folder)
}

/// Starts a screen, and gives its number.
fn start_screen() -> Result<(Child, u32)> {
    // Nobody manages windows on it, so the keyboard is with the one under the pointer, which starts in the middle: the
    // screen is as large as a window. By itself it begins anew when the last browser closes, and the next one, which
    // opens just then, is never heard of.
    let mut child = process::command(SCREEN)
        .args(["-displayfd", "1", "-screen", "0", "800x900x24", "-nolisten", "tcp", "-noreset"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("{SCREEN} could not be started"))?;
    let mut lines = BufReader::new(child.stdout.take().expect("its output was asked for"));
    let mut line = String::new();
    lines.read_line(&mut line)?;
    // Read on, so that it never writes where nobody listens.
    thread::spawn(move || lines.read_to_end(&mut Vec::new()));
    match line.trim().parse() {
        Ok(number) => Ok((child, number)),
        Err(_) => {
            let _ = child.wait();
            bail!("{SCREEN} ended before there was a screen")
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        for child in std::iter::once(&mut self.child).chain(self.screen.as_mut()) {
            end(child);
        }
    }
}

/// Asks a program to end, so that it ends what it started, and makes it end where it does not.
fn end(child: &mut Child) {
    let start = Instant::now();
    let asked = Command::new("kill").arg(child.id().to_string()).status();
    while asked.as_ref().is_ok_and(ExitStatus::success) && start.elapsed() < Duration::from_secs(30) {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn named_or_found(variable: &str, names: &[&str]) -> Option<PathBuf> {
    match std::env::var_os(variable) {
        Some(file) => Some(PathBuf::from(file)).filter(|file| file.is_file()),
        None => names.iter().find_map(|name| place::find_program(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    #[test]
    fn an_engine_is_picked_by_the_name_that_the_tests_know_it_by() {
        for engine in Engine::ALL {
            assert_eq!(Engine::from_str(engine.code(), false), Ok(engine));
        }
    }

    #[test]
    fn a_browser_that_is_named_and_is_not_there_does_not_count() {
        assert_eq!(named_or_found("NO_SUCH_VARIABLE", &["no-such-program"]), None);
    }
}
