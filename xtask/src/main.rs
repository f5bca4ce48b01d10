//! The project's own commands. `cargo xtask --help` lists them; each one installs what it needs and says so.

mod archive;
mod assess;
mod bench;
mod browser;
mod digest;
mod dist;
#[cfg(test)]
mod docs;
mod drawings;
mod embed;
mod evidence;
mod fuzz;
mod icons;
mod offline;
mod pack;
mod package;
mod page;
mod place;
mod plugin;
mod process;
mod rulebook;
mod server;
mod setup;
mod single;
mod size;
mod suite;
mod vignettes;
mod wordpress;

use anyhow::Result;
use browser::Engine;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Serve the page, run every test, weigh what the page loads.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the page for release and serves it on this machine
    Serve {
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Builds fast instead of small, and again after every change
        #[arg(long)]
        dev: bool,
    },
    /// Runs every test, natively and in the browser
    Test {
        /// Runs one step alone, with what it needs
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
        /// Of that step, runs the tests alone whose names hold this
        #[arg(long, value_name = "PART", requires = "only")]
        named: Option<String>,
        /// Walks the journeys in these engines
        #[arg(long, value_name = "NAMES", value_delimiter = ',', default_value = "chromium,firefox,webkit")]
        engines: Vec<Engine>,
    },
    /// Assesses cases, one a line of JSON, into assessments, one a line
    Assess {
        /// The file of cases; standard input without it
        file: Option<PathBuf>,
    },
    /// Writes the rule book, docs/RULEBOOK.md, from the data
    Rulebook {
        /// Fails where the rule book is not what the data say
        #[arg(long)]
        check: bool,
        /// Adds what changed since this version: the tag v<VERSION>, or any revision
        #[arg(long, value_name = "VERSION", conflicts_with = "check")]
        since: Option<String>,
    },
    /// Runs the open cases and prints how the assessment did
    Vignettes,
    /// Takes a picture of every screen, narrow and wide, in light and dark
    Shots {
        /// Where the pictures go
        #[arg(default_value = "target/shots")]
        folder: PathBuf,
        /// The engine that draws them
        #[arg(long, default_value = "chromium")]
        engine: Engine,
    },
    /// Reads whatever libFuzzer makes up as links
    Fuzz {
        /// How long, for each of the targets
        #[arg(long, default_value_t = 30)]
        seconds: u32,
    },
    /// Writes everything that a release needs into target/dist
    Dist {
        /// Where it will be served from, such as https://example.org/; what must name it is left out without
        #[arg(long)]
        url: Option<String>,
        /// Takes the page as it was built last
        #[arg(long)]
        built: bool,
    },
    /// Makes the icons of the page from their drawings
    Icons,
    /// Weighs what the page loads, and fails above its budget
    Size,
    /// Lays out what other people's pages load in target/embed, to work on such a page
    Embed {
        /// Where it will be served from, such as https://example.org/; what must name it is left out without
        #[arg(long)]
        url: Option<String>,
        /// Takes the page as it was built last
        #[arg(long)]
        built: bool,
    },
    /// Tries the block in a real WordPress on this machine, and takes pictures of it
    Wordpress {
        /// Takes the page as it was built last
        #[arg(long)]
        built: bool,
    },
    /// Measures beside others
    #[command(subcommand)]
    Bench(Bench),
    /// What Trunk calls while it builds
    #[command(hide = true, subcommand)]
    Hook(Hook),
}

#[derive(Subcommand)]
enum Bench {
    /// How many cases a second the command assesses, and in how much memory
    Assess {
        /// How many cases
        #[arg(long, default_value_t = 1_000_000)]
        cases: u32,
    },
    /// How fast our page is ready and what it weighs, beside the same questions shown by SurveyJS and by LHC-Forms
    Page {
        /// How often each page is loaded; an odd number has a middle
        #[arg(long, default_value_t = 5)]
        runs: u32,
        #[command(flatten)]
        how: How,
    },
    /// How long it takes from a tap on the link in an article to the first question
    Facade {
        /// How often; an odd number has a middle
        #[arg(long, default_value_t = 5)]
        runs: u32,
        #[command(flatten)]
        how: How,
    },
    /// What Lighthouse says of the page
    Lighthouse {
        /// How often; an odd number has a middle
        #[arg(long, default_value_t = 5)]
        runs: u32,
        #[command(flatten)]
        how: How,
    },
    /// How long the next paint takes after each press, beside the same questions shown by SurveyJS
    Inp {
        /// How often each page is walked through; an odd number has a middle
        #[arg(long, default_value_t = 3)]
        rounds: u32,
    },
}

/// What is the same for every measurement of the page.
#[derive(clap::Args)]
struct How {
    /// Takes the page as it was built last
    #[arg(long)]
    built: bool,
    /// Writes the table into docs/BENCHMARKS.md
    #[arg(long)]
    write: bool,
}

#[derive(Subcommand)]
enum Hook {
    /// Joins the style sheets into one, and makes the start script small
    Style,
    /// Writes the second file: what is known, how sure anyone is, and from where
    Evidence,
    /// Adds to the built page what makes it work without a network
    Offline,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Serve { port, dev: false } => page::serve(port)?,
        Command::Serve { port, dev: true } => page::serve_while_working(port)?,
        Command::Test { only, named, engines } => return suite::run(only.as_deref(), named.as_deref(), &engines),
        Command::Assess { file } => {
            let all_read = assess::run(file.as_deref())?;
            return Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Rulebook { check, since } => rulebook::run(check, since.as_deref())?,
        Command::Vignettes => vignettes::print()?,
        Command::Shots { folder, engine } => suite::shots(&folder, engine)?,
        Command::Dist { url, built } => dist::run(url.as_deref(), built)?,
        Command::Fuzz { seconds } => fuzz::run(seconds)?,
        Command::Icons => icons::draw()?,
        Command::Size => {
            setup::ensure(&setup::for_the_page()?)?;
            page::build()?;
            size::check()?;
        }
        Command::Embed { url, built } => {
            if !built {
                setup::ensure(&setup::for_the_page()?)?;
                page::build()?;
            }
            embed::build(url.as_deref())?;
        }
        Command::Wordpress { built } => wordpress::run(built)?,
        Command::Bench(Bench::Assess { cases }) => bench::assess(cases)?,
        Command::Bench(Bench::Page { runs, how }) => bench::page::run(runs, how.built, how.write)?,
        Command::Bench(Bench::Facade { runs, how }) => bench::facade::run(runs, how.built, how.write)?,
        Command::Bench(Bench::Lighthouse { runs, how }) => bench::lighthouse::run(runs, how.built, how.write)?,
        Command::Bench(Bench::Inp { rounds }) => bench::inp(rounds)?,
        Command::Hook(Hook::Style) => {
            page::join_style_sheets()?;
            page::make_small("src/boot.js", "target/page/boot.js", &[])?;
        }
        Command::Hook(Hook::Evidence) => evidence::write()?,
        Command::Hook(Hook::Offline) => page::add_offline()?,
    }
    Ok(ExitCode::SUCCESS)
}
