//! What touches the browser: storage, clock, focus, downloads, randomness. Each may be missing, and the page still does
//! its work.

pub mod camera;
pub mod clipboard;
pub mod clock;
pub mod coach;
pub mod crypto;
pub mod dom;
pub mod focus;
pub mod host;
pub mod js;
pub mod mount;
pub mod page;
pub mod random;
pub mod scan;
pub mod share;
pub mod store;
pub mod vault;
