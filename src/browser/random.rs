//! Randomness for ids.

use record::history::Ulid;

/// A new id, made at `ms` milliseconds since 1970.
pub fn ulid(ms: u64) -> Ulid {
    let mut bytes = [0; 10];
    let crypto = web_sys::window().and_then(|it| it.crypto().ok());
    let filled = crypto.is_some_and(|it| it.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        // Ids need to differ, not to be secret.
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    Ulid::new(ms, bytes)
}

/// A number between 0 and 1 that differs from others.
pub fn number() -> f64 {
    js_sys::Math::random()
}
