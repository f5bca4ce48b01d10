//! The parts of the program that are loaded after the first: the questions with what follows from them, right behind it;
//! what stands behind a result, what was saved, and whatever nobody needs to answer the questions or to get help, when
//! somebody goes on; and apart from those, links and teams.
//!
//! A linker's relocations tell which functions are reached through [`ask`], [`show`] or [`use_links`] alone;
//! `xtask/page/bind.mjs` puts those into files of their own. They share the memory of the first part, so nothing is copied
//! and nothing is told twice. What the last two share is a file that comes with either; what the questions share with them
//! comes with the questions, which are there before both. Where the program is not split (feature `split`), all are one.

use crate::browser::dom::Piece;
use crate::browser::page::Json;
use crate::session::{Screen, Session};
use engine::Assessment;
use record::history::Entry;
use std::cell::{Cell, RefCell};

/// What the part with the questions shows or does.
pub enum Questions {
    /// Shows a whole screen.
    Screen(Screen),
    /// Takes in its words.
    Words,
}

/// What the late part shows or does.
pub enum Late<'a> {
    /// What stands behind a result, in the words of the second file.
    Findings(&'a Entry, &'a Assessment, &'a Json),
    /// A whole screen.
    Screen(Screen),
    /// Writes everything that was saved as one text.
    Export(Session, &'a RefCell<String>),
    /// Brings back what a file holds, and counts what came of it; nothing where it is none of ours.
    Restore(Session, &'a str, &'a Cell<Option<[usize; 5]>>),
}

/// What the part for links shows or does.
pub enum Links<'a> {
    /// Shows a whole screen.
    Screen(Screen),
    /// Goes on with the answers in a link.
    GoOn(Session, &'a str),
    /// Shows what stands under each screen of a device that many use.
    Kiosk,
    /// Draws a result as a code to scan, for paper.
    Paper(&'a Entry),
    /// Writes the run so far as a link.
    Token(Session, &'a RefCell<String>),
}

/// A part that comes later.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What [`ask`] needs.
    Questions = 0,
    /// What [`show`] needs.
    Late = 2,
    /// What [`use_links`] needs.
    Links = 3,
}

/// What is called with whether a part is there.
pub type Then = Box<dyn FnOnce(bool)>;

#[cfg(feature = "split")]
mod split {
    use super::{Late, Links, Part, Questions, Then};
    use crate::browser::dom::Piece;

    #[link(wasm_import_module = "__wasm_split_placeholder__")]
    #[allow(improper_ctypes)]
    unsafe extern "C" {
        // The tool that splits knows the two ends of a bridge by these names.
        #[link_name = "__wasm_split_00questions00_import_00000000000000000000000000000003_ask"]
        pub safe fn ask(what: &Questions) -> Box<Vec<Piece>>;

        #[link_name = "__wasm_split_00late00_import_00000000000000000000000000000001_show"]
        pub safe fn show(what: &Late) -> Box<Vec<Piece>>;

        #[link_name = "__wasm_split_00links00_import_00000000000000000000000000000002_links"]
        pub safe fn links(what: &Links) -> Box<Vec<Piece>>;
    }

    #[allow(improper_ctypes_definitions)]
    #[unsafe(export_name = "__wasm_split_00questions00_export_00000000000000000000000000000003_ask")]
    extern "C" fn asked(what: &Questions) -> Box<Vec<Piece>> {
        Box::new(crate::view::questions(what))
    }

    #[allow(improper_ctypes_definitions)]
    #[unsafe(export_name = "__wasm_split_00late00_export_00000000000000000000000000000001_show")]
    extern "C" fn shown(what: &Late) -> Box<Vec<Piece>> {
        Box::new(crate::view::late(what))
    }

    #[allow(improper_ctypes_definitions)]
    #[unsafe(export_name = "__wasm_split_00links00_export_00000000000000000000000000000002_links")]
    extern "C" fn used(what: &Links) -> Box<Vec<Piece>> {
        Box::new(crate::view::links(what))
    }

    #[link(wasm_import_module = "./late.js")]
    #[allow(improper_ctypes)]
    unsafe extern "C" {
        /// Loads a part, then calls `loaded` with `then`, once.
        safe fn load(part: u32, loaded: extern "C" fn(Box<Then>, u32), then: Box<Then>);
    }

    #[allow(improper_ctypes_definitions)]
    extern "C" fn loaded(then: Box<Then>, is_here: u32) {
        then(is_here != 0);
    }

    pub fn fetch(part: Part, then: Then) {
        let with_words = move |is_here| {
            // The questions come before every other part.
            if is_here {
                ask(&Questions::Words);
            }
            then(is_here);
        };
        load(part as u32, loaded, Box::new(Box::new(with_words)));
    }
}

/// Fetches a part, without any answer in the request; what is there is not fetched again.
pub fn fetch(part: Part, then: Then) {
    #[cfg(feature = "split")]
    split::fetch(part, then);
    #[cfg(not(feature = "split"))]
    {
        let _ = part;
        then(true);
    }
}

/// Shows something of the part with the questions, which must be there.
pub fn ask(what: Questions) -> Vec<Piece> {
    #[cfg(feature = "split")]
    return *split::ask(&what);
    #[cfg(not(feature = "split"))]
    crate::view::questions(&what)
}

/// Shows or does something of the late part, which must be there.
pub fn show(what: Late) -> Vec<Piece> {
    #[cfg(feature = "split")]
    return *split::show(&what);
    #[cfg(not(feature = "split"))]
    crate::view::late(&what)
}

/// Shows or does something of the part for links, which must be there.
pub fn use_links(what: Links) -> Vec<Piece> {
    #[cfg(feature = "split")]
    return *split::links(&what);
    #[cfg(not(feature = "split"))]
    crate::view::links(&what)
}
