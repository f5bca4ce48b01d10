//! The project's own commands. `cargo xtask --help` lists them; each one installs what it needs and says so.

mod bench;
mod browser;
mod page;
mod place;
mod process;
mod server;
mod setup;
mod size;
mod suite;

use anyhow::Result;
use clap::{Parser, Subcommand};
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
    },
    /// Weighs what the page loads, and fails above its budget
    Size,
    /// Measures beside others
    #[command(subcommand)]
    Bench(Bench),
    /// What Trunk calls while it builds
    #[command(hide = true, subcommand)]
    Hook(Hook),
}

#[derive(Subcommand)]
enum Bench {
    /// How fast our page is ready, beside the same questions shown by SurveyJS
    Page {
        /// How often each page is loaded; an odd number has a middle
        #[arg(long, default_value_t = 5)]
        runs: u32,
    },
}

#[derive(Subcommand)]
enum Hook {
    /// Joins the style sheets into one
    Style,
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
        Command::Test { only } => return suite::run(only.as_deref()),
        Command::Size => {
            setup::ensure(&setup::for_the_page()?)?;
            page::build()?;
            size::check()?;
        }
        Command::Bench(Bench::Page { runs }) => bench::page(runs)?,
        Command::Hook(Hook::Style) => page::join_style_sheets()?,
    }
    Ok(ExitCode::SUCCESS)
}
