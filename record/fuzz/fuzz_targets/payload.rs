//! Any payload under a check that agrees with it, so that what lies behind the check is reached.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::link::{Form, read, wrap, write};

fuzz_target!(|bytes: &[u8]| {
    let [kind, payload @ ..] = bytes else { return };
    let (kind, form) = (b"rahpsk"[usize::from(kind >> 1) % 6], if kind & 1 == 0 { Form::Link } else { Form::Plain });
    if let Ok(link) = read(&wrap(kind, 1, payload, form)) {
        for form in [Form::Link, Form::Plain] {
            assert_eq!(read(&write(&link, form)), Ok(link.clone()));
        }
    }
});
