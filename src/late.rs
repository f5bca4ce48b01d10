//! The part of the program that is loaded when it is first of use: what stands behind a result, what was saved, and
//! whatever nobody needs to answer the questions or to get help.
//!
//! A linker's relocations tell which functions are reached through [`show`] alone; `xtask/page/bind.mjs` puts those into
//! a file of their own. They share the memory of the first part, so nothing is copied and nothing is told twice. Where
//! the program is not split (feature `split`), both are one.

use crate::browser::dom::Piece;
use crate::browser::page::Json;
use crate::session::Screen;
use engine::Assessment;
use record::history::Entry;

/// What the late part shows.
pub enum Late<'a> {
    /// What stands behind a result, in the words of the second file.
    Findings(&'a Entry, &'a Assessment, &'a Json),
    /// A whole screen.
    Screen(Screen),
}

/// What is called with whether the late part is there.
pub type Then = Box<dyn FnOnce(bool)>;

#[cfg(feature = "split")]
mod split {
    use super::{Late, Then};
    use crate::browser::dom::Piece;

    #[link(wasm_import_module = "__wasm_split_placeholder__")]
    #[allow(improper_ctypes)]
    unsafe extern "C" {
        // The tool that splits knows the two ends of a bridge by these names.
        #[link_name = "__wasm_split_00late00_import_00000000000000000000000000000001_show"]
        pub safe fn show(what: &Late) -> Box<Vec<Piece>>;
    }

    #[allow(improper_ctypes_definitions)]
    #[unsafe(export_name = "__wasm_split_00late00_export_00000000000000000000000000000001_show")]
    extern "C" fn shown(what: &Late) -> Box<Vec<Piece>> {
        Box::new(crate::view::late(what))
    }

    #[link(wasm_import_module = "./late.js")]
    #[allow(improper_ctypes)]
    unsafe extern "C" {
        /// Loads the late part, then calls `loaded` with `then`, once.
        safe fn load(loaded: extern "C" fn(Box<Then>, u32), then: Box<Then>);
    }

    #[allow(improper_ctypes_definitions)]
    extern "C" fn loaded(then: Box<Then>, is_here: u32) {
        then(is_here != 0);
    }

    pub fn fetch(then: Then) {
        load(loaded, Box::new(then));
    }
}

/// Fetches the late part, without any answer in the request; what is there is not fetched again.
pub fn fetch(then: Then) {
    #[cfg(feature = "split")]
    split::fetch(then);
    #[cfg(not(feature = "split"))]
    then(true);
}

/// Shows something of the late part, which must be there.
pub fn show(what: Late) -> Vec<Piece> {
    #[cfg(feature = "split")]
    return *split::show(&what);
    #[cfg(not(feature = "split"))]
    crate::view::late(&what)
}
