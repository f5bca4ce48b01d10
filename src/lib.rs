//! The widget: a self-assessment for leg cramps that runs in the reader's browser.
//!
//! Values go one way: what is touched becomes [`engine::Answers`], `engine::assess` makes an assessment of them, the
//! words come from `content`, and `view` shows both. Only `browser` touches the world.
#![warn(missing_docs)]

pub mod browser;
pub mod calendar;
pub mod late;
pub mod live;
pub mod route;
pub mod session;
pub mod teams;
pub mod timer;
pub mod view;

pub use browser::mount::{ask, mount, unmount};
