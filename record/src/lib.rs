//! Reads and writes what outlives the page; the one crate that knows serde.
//!
//! `case` is the contract's form of a case and its assessment; `history` is what a browser keeps.
#![warn(missing_docs)]

mod answers;
pub mod case;
pub mod history;
