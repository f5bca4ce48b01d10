//! The browser that the tests use, and the driver that steers it.

use crate::{place, process};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};

/// Chromium: the one named in `CHROMIUM`, or the one on the search path.
pub fn chromium() -> Option<PathBuf> {
    named_or_found("CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
}

/// Chromium's driver: the one named in `CHROMEDRIVER`, or the one on the search path.
pub fn driver() -> Option<PathBuf> {
    named_or_found("CHROMEDRIVER", &["chromedriver"])
}

/// A running driver; it ends with this value.
pub struct Driver {
    child: Child,
    /// Where it listens, without a slash at the end.
    pub address: String,
}

impl Driver {
    /// Starts the driver on a free port.
    ///
    /// # Errors
    /// The driver is missing, or ends before it listens.
    pub fn start() -> Result<Self> {
        let program = driver().context("chromedriver is missing")?;
        let mut child = process::command(&program.to_string_lossy())
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn()
            .context("chromedriver could not be started")?;
        let mut lines = BufReader::new(child.stdout.take().expect("its output was asked for"));
        let mut line = String::new();
        while 0 < lines.read_line(&mut line)? {
            if let Some(port) = port_in(&line) {
                // Reads on, so that the driver never waits for a full pipe.
                std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
                return Ok(Self { child, address: format!("http://127.0.0.1:{port}") });
            }
            line.clear();
        }
        let _ = child.wait();
        bail!("chromedriver ended before it listened")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn named_or_found(variable: &str, names: &[&str]) -> Option<PathBuf> {
    match std::env::var_os(variable) {
        Some(file) => Some(PathBuf::from(file)).filter(|file| file.is_file()),
        None => names.iter().find_map(|name| place::find_program(name)),
    }
}

fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end().trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_the_driver_says() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 41235.\n"), Some(41235));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0\n"), None);
    }
}
