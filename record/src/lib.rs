//! Reads and writes what outlives the page, by hand: a written form never changes because a type did.
//!
//! `case` is the contract's form of a case and its assessment; `history` is what a browser keeps; `link` is
//! what travels in an address.
#![warn(missing_docs)]

mod answers;
pub mod case;
pub mod history;
mod json;
pub mod link;
pub mod team;
