//! Turns the instruments of links, `src/link/instrument-*.txt`, into tables. A question that the engine no longer has
//! does not compile.

use std::fmt::Write;
use std::{env, fs, path::Path};

/// The instruments that ever shipped, oldest first.
const VERSIONS: [u32; 1] = [1];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/link");
    let mut out = format!("static INSTRUMENTS: [&[Slot]; {}] = [\n", VERSIONS.len());
    for version in VERSIONS {
        let path = format!("src/link/instrument-{version}.txt");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        out.push_str("&[\n");
        for line in text.lines().filter(|it| !it.is_empty() && !it.starts_with('#')) {
            let words: Vec<&str> = line.split(' ').collect();
            let [item, kind, rest @ ..] = &words[..] else { panic!("{path}: {line}") };
            let usual = rest.iter().position(|it| it.ends_with('!')).map_or(u8::MAX, |it| it as u8);
            let (width, n) = match *kind {
                "one" => ("One", rest.len()),
                "many" => ("Many", rest.len()),
                "whole" => ("Whole", rest[0].parse().expect("a number of bits")),
                "decimal" => ("Decimal", rest[0].parse().expect("a number of bits")),
                _ => panic!("{path}: {line}: no such kind"),
            };
            let constant = item.to_uppercase().replace('-', "_");
            writeln!(out, "Slot {{ item: Item::{constant}, width: Width::{width}, n: {n}, usual: {usual} }},")
                .expect("a text takes anything");
        }
        out.push_str("],\n");
    }
    out.push_str("];\n");
    let folder = env::var_os("OUT_DIR").expect("Cargo names it");
    fs::write(Path::new(&folder).join("instruments.rs"), out).expect("the folder can be written to");
}
