//! Turns the Fluent files of each language into tables, and checks them.
//!
//! The build fails, naming file and line, on text that is not Fluent, on an id used
//! twice and on anything between braces but a plain variable. It fails as well when
//! something the engine knows has no words, and when words name something it does not.

#[path = "build/check.rs"]
mod check;
#[path = "build/table.rs"]
mod table;

use std::fs;
use std::path::PathBuf;
use std::process::exit;

use check::{Knowledge, compare, read_language};

/// The language inside the program; others come as packs of the same keys.
const DEFAULT_LANGUAGE: &str = "en";

fn main() {
    let crate_dir = PathBuf::from(env("CARGO_MANIFEST_DIR"));
    let language_dir = crate_dir.join(DEFAULT_LANGUAGE);
    let knowledge_dir = crate_dir.join("../engine/knowledge");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed={}", language_dir.display());
    println!("cargo:rerun-if-changed={}", knowledge_dir.display());

    let mut faults = Vec::new();
    let words = read_language(&language_dir, &mut faults);
    let knowledge = Knowledge::read(&knowledge_dir, &mut faults);
    compare(&words, &knowledge.wanted(), &mut faults);
    if !faults.is_empty() {
        eprintln!("{}", faults.join("\n"));
        eprintln!("{} faults in the words", faults.len());
        exit(1);
    }

    let out_dir = PathBuf::from(env("OUT_DIR"));
    fs::write(out_dir.join("words.rs"), table::source(&words, &knowledge)).expect("cargo gives a folder to write to");
}

fn env(name: &str) -> String {
    std::env::var(name).expect("cargo sets it for build scripts")
}
