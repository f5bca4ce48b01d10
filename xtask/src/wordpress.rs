//! Tries the plugin in a real WordPress: Debian's, unpacked into `target/wordpress` with a database of its own. It listens
//! on this machine alone, asks nobody else for anything, and is gone when the command ends.

use crate::browser::{Driver, Engine};
use crate::setup::{self, Part};
use crate::{embed, page, place, plugin, process};
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// WordPress, and what its files lead to. They are fetched and unpacked, not installed: the package would bring a web
/// server that starts by itself.
const PACKAGES: [&str; 5] = ["wordpress", "libjs-cropper", "libjs-lodash", "libjs-underscore", "php-getid3"];
/// The themes it is tried in, as far as this Debian has them: one without blocks, and two of nothing else.
const THEMES: [&str; 3] = ["twentytwentyone", "twentytwentythree", "twentytwentyfive"];

/// Installs WordPress and the plugin in it, looks at pages with the block and without in Chromium, and leaves pictures of
/// them in `target/wordpress`. With `built` the page is taken as it was built last.
///
/// # Errors
/// Something could not be installed or started, or is not as it should be.
pub fn run(built: bool) -> Result<()> {
    let mut parts = setup::for_the_page()?;
    parts.extend(setup::for_the_browser(Engine::Chromium));
    parts.push(Part::Php);
    setup::ensure(&parts)?;
    if !built {
        page::build()?;
    }
    embed::build(None)?;
    let zip = plugin::write(&embed::dist())?;

    let folder = place::root().join("target/wordpress");
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    fs::create_dir_all(&folder)?;
    let site = Site::unpack(&folder)?;
    site.check_syntax()?;
    site.php("install.php", &[])?;
    site.php("fill.php", &[&zip])?;
    let typed = site.serve(None)?;
    let untyped = site.serve(Some("no-types.php"))?;
    let driver = Driver::start(Engine::Chromium)?;
    for theme in site.themes()? {
        println!("\n== in the theme {theme}");
        site.php("theme.php", &[Path::new(&theme)])?;
        let mut command = process::command("cargo");
        command.args(["test", "--package", "journeys", "--features", "browser", "--test", "wordpress"]);
        command
            .env("CRAMPWISE_HOSTS", &typed.address)
            .env("CRAMPWISE_UNTYPED", &untyped.address)
            .env("CRAMPWISE_THEME", &theme)
            .env("CRAMPWISE_PICTURES", &folder)
            .env("ENGINE", Engine::Chromium.code())
            .env("WEBDRIVER", &driver.address)
            .env(Engine::Chromium.variables()[0], Engine::Chromium.browser().context("Chromium is missing")?)
            .env("AXE", place::tools().join("node_modules/axe-core/axe.min.js"));
        process::run(&mut command)?;
    }
    site.php("remove.php", &[])?;
    println!("deleted, the plugin leaves nothing in the database");
    site.check_log()?;
    println!("\nThe pictures are in {}:", folder.display());
    let mut pictures = fs::read_dir(&folder)?.map(|it| Ok(it?.path())).collect::<Result<Vec<_>>>()?;
    pictures.retain(|it| it.extension().is_some_and(|it| it == "png"));
    pictures.sort();
    for picture in pictures {
        println!("  {}", picture.file_name().unwrap_or_default().to_string_lossy());
    }
    Ok(())
}

/// An unpacked WordPress with its database.
struct Site {
    folder: PathBuf,
    database: Running,
}

/// A program that was started here; it ends with this value.
struct Running {
    child: Child,
    port: u16,
    /// Where it listens, with a slash at the end.
    address: String,
}

impl Site {
    fn unpack(folder: &Path) -> Result<Self> {
        for name in PACKAGES {
            let package = fetched(name)
                .context("WordPress is fetched from Debian: run `apt-get update`, and see that it can be reached")?;
            extract(&package, folder)?;
        }
        for theme in THEMES {
            match fetched(&format!("wordpress-theme-{theme}")) {
                Ok(package) => extract(&package, folder)?,
                Err(_) => println!("this Debian has no theme {theme}"),
            }
        }
        let data = folder.join("database");
        let user = process::output(process::command("id").arg("-un")).context("nobody runs this")?;
        let mut make = process::command("mariadb-install-db");
        make.args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", "--user", &user]);
        make.arg(format!("--datadir={}", data.display()));
        process::run_with_log(&mut make, &folder.join("database.txt"))?;
        let port = free_port()?;
        let mut command = for_now("mariadbd");
        command.args(["--no-defaults", "--bind-address=127.0.0.1", "--skip-log-bin", "--user", &user]);
        // A path that begins in its own folder: one from the root may be longer than a socket's may be.
        command.args(["--socket=socket", &format!("--port={port}"), &format!("--datadir={}", data.display())]);
        let database = Running::start(command, port, &folder.join("database.txt"))?;
        let site = Self { folder: folder.to_owned(), database };
        fs::copy(scripts().join("wp-config.php"), site.root().join("wp-config.php"))?;
        fs::create_dir_all(site.root().join("wp-content/uploads"))?;
        // A browser asks for it, and a missing one is an error on its console.
        fs::write(site.root().join("favicon.ico"), "")?;
        Ok(site)
    }

    /// Where WordPress lies.
    fn root(&self) -> PathBuf {
        self.folder.join("usr/share/wordpress")
    }

    /// Those of our themes that are there.
    fn themes(&self) -> Result<Vec<String>> {
        let folder = self.root().join("wp-content/themes");
        let themes: Vec<_> = THEMES.into_iter().filter(|it| folder.join(it).is_dir()).map(str::to_owned).collect();
        ensure!(!themes.is_empty(), "there is no theme to try it in");
        Ok(themes)
    }

    fn log(&self) -> PathBuf {
        self.folder.join("debug.log")
    }

    fn command(&self, mut command: Command) -> Command {
        command.env("CRAMPWISE_DATABASE", self.database.port.to_string()).env("CRAMPWISE_LOG", self.log());
        // Deprecations of WordPress itself, before it has set up its log, are not for the screen.
        command.args(["-d", "display_errors=stderr", "-d", "opcache.enable_cli=1"]);
        command
    }

    /// Runs a script of ours, which gets the folder of WordPress first.
    fn php(&self, script: &str, arguments: &[&Path]) -> Result<()> {
        let mut command = self.command(process::command("php"));
        command.arg(scripts().join(script)).arg(self.root()).args(arguments);
        process::run(&mut command)
    }

    /// Serves the site until what is given back is dropped.
    fn serve(&self, router: Option<&str>) -> Result<Running> {
        let port = free_port()?;
        let mut command = self.command(for_now("php"));
        command.arg("-S").arg(format!("127.0.0.1:{port}")).arg("-t").arg(self.root());
        command.args(router.map(|it| scripts().join(it)));
        let name = router.unwrap_or("server");
        Running::start(command, port, &self.folder.join(format!("{name}.txt")))
    }

    /// PHP can read every script of the plugin and of ours.
    fn check_syntax(&self) -> Result<()> {
        for folder in [place::root().join("embed/wordpress"), scripts()] {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.extension().is_some_and(|it| it == "php") {
                    process::output(process::command("php").arg("-l").arg(&path))
                        .with_context(|| format!("php cannot read {}", path.display()))?;
                }
            }
        }
        Ok(())
    }

    /// WordPress had nothing to say of the plugin. What an old WordPress says of itself under a newer PHP is not about us.
    fn check_log(&self) -> Result<()> {
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        // `[day time UTC] PHP Notice: …`, each once.
        let lines: BTreeSet<&str> = log.lines().filter_map(|it| it.split_once("] PHP ")).map(|it| it.1).collect();
        let (others, ours) = judged(&lines);
        println!("WordPress' log: {} kinds of line about itself, {} about the plugin", others.len(), ours.len());
        ensure!(ours.is_empty(), "WordPress says:\n{}", ours.join("\n"));
        Ok(())
    }
}

/// Lines of the log about WordPress itself, and those about what we did.
fn judged<'a>(lines: &BTreeSet<&'a str>) -> (Vec<&'a str>, Vec<&'a str>) {
    let ours = ["plugins/crampwise/", "xtask/wordpress/", "wp-config.php", "was called", "is deprecated since version"];
    lines.iter().partition(|it| !ours.iter().any(|what| it.contains(what)))
}

impl Running {
    fn start(mut command: Command, port: u16, log: &Path) -> Result<Self> {
        const PATIENCE: Duration = Duration::from_secs(60);
        let log_file = fs::File::options().create(true).append(true).open(log)?;
        command.stdin(Stdio::null()).stdout(log_file.try_clone()?).stderr(log_file);
        let child = command.spawn().context("a server could not be started")?;
        let mut running = Self { child, port, address: format!("http://127.0.0.1:{port}/") };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if running.child.try_wait()?.is_some() || PATIENCE < start.elapsed() {
                bail!("a server ended before it listened; see {}", log.display());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(running)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program that ends with this one, however that ends.
fn for_now(program: &str) -> Command {
    let mut command = process::command("setpriv");
    command.args(["--pdeathsig", "TERM", program]);
    command
}

/// A package of Debian, fetched when it was not before.
fn fetched(name: &str) -> Result<PathBuf> {
    let folder = place::tools().join("debian");
    fs::create_dir_all(&folder)?;
    let find = || -> Result<Option<PathBuf>> {
        let all = fs::read_dir(&folder)?.map(|it| Ok(it?.path())).collect::<Result<Vec<_>>>()?;
        let is_it =
            |it: &PathBuf| it.file_name().is_some_and(|it| it.to_string_lossy().starts_with(&format!("{name}_")));
        Ok(all.into_iter().find(is_it))
    };
    if find()?.is_none() {
        let mut fetch = process::command("apt-get");
        let log = place::tools().join(format!("log/{name}.txt"));
        process::run_with_log(fetch.args(["download", name]).current_dir(&folder), &log)?;
    }
    find()?.with_context(|| format!("{name} was fetched and is not there"))
}

fn extract(package: &Path, folder: &Path) -> Result<()> {
    process::run(process::command("dpkg-deb").arg("--extract").arg(package).arg(folder))
}

fn scripts() -> PathBuf {
    place::root().join("xtask/wordpress")
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_the_plugin_is_told_from_what_wordpress_says_of_itself() {
        let own =
            "Deprecated:  Creation of dynamic property X::$y is deprecated in crampwise/wp-includes/x.php on line 1";
        let ours = [
            "Notice:  Function wp_enqueue_script was called <strong>incorrectly</strong>. in wp-includes/functions.php",
            "Warning:  Undefined variable $x in wp-content/plugins/crampwise/render.php on line 3",
        ];
        let lines = BTreeSet::from([own, ours[0], ours[1]]);
        assert_eq!(judged(&lines), (vec![own], ours.to_vec()));
    }
}
