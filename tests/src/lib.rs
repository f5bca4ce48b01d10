//! Steers the page in a real browser, in the words that a reader sees.
//!
//! [`journey`] opens a browser that nobody has used for it before, hands its [`Page`] to a walk, and leaves it. A walk
//! presses and ticks what has the words it names, and waits for something seen, never for a while. When it is over, the
//! browser must have kept quiet: no error on its console, and nothing that the page's security policy refused.
#![cfg(feature = "browser")]
#![warn(missing_docs)]

mod driver;
mod engine;
pub mod host;
mod page;
pub mod people;
mod person;
mod proxy;
mod saved;
mod tour;
pub mod words;

pub use engine::Engine;
pub use page::{Page, Setup, Shown, journey};
pub use person::{MARATHON, Person, Said};
pub use tour::{TOUR_AT_LEAST, tour};

pub use fantoccini::key::Key;
