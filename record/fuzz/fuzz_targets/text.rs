//! Any text: it is a link, or why not is told.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::link::{Form, read, write};

fuzz_target!(|text: &str| {
    if let Ok(link) = read(text) {
        assert_eq!(read(&write(&link, Form::Plain)), Ok(link));
    }
});
