//! A payload as text, and finding it again in what messengers and people made of it.

use super::LinkError;

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For addresses: base64url.
    Link,
    /// For text messages and QR codes: capitals and digits alone (Crockford's base32).
    Plain,
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE32: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The kinds there are or will be: result, answers, history, preset, sealed, under a passphrase.
const KINDS: &[u8] = b"rahpsk";
const N_CHECK: usize = 5;

/// Writes a payload with its kind, version and check.
pub fn wrap(kind: u8, version: u32, payload: &[u8], form: Form) -> String {
    let mut head = char::from(kind).to_string();
    head.push_str(&version.to_string());
    let check = check(head.as_bytes(), payload);
    if form == Form::Plain {
        head.make_ascii_uppercase();
    }
    let mut out = head;
    out.push('.');
    match form {
        Form::Link => write_digits(&mut out, payload, BASE64, 6),
        Form::Plain => write_digits(&mut out, payload, BASE32, 5),
    }
    out.push('.');
    (0..N_CHECK).rev().for_each(|at| out.push(BASE32[(check >> (5 * at) & 31) as usize].into()));
    out
}

#[inline(never)]
fn write_digits(out: &mut String, bytes: &[u8], digits: &[u8], width: usize) {
    let n_bits = bytes.len() * 8;
    let mut at = 0;
    while at < n_bits {
        let mut digit = 0;
        for it in at..at + width {
            let bit = bytes.get(it / 8).map_or(0, |byte| byte >> (7 - it % 8) & 1);
            digit = digit << 1 | usize::from(bit);
        }
        out.push(digits[digit].into());
        at += width;
    }
}

/// The lowest 25 bits of the CRC-32C of what is checked.
fn check(head: &[u8], payload: &[u8]) -> u32 {
    crc(crc(0, head), payload) & 0x1ff_ffff
}

/// CRC-32C, bit by bit: a table would weigh more than the time it saves.
pub(super) fn crc(before: u32, bytes: &[u8]) -> u32 {
    let mut sum = !before;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0x82f6_3b78 } else { sum >> 1 };
        }
    }
    !sum
}

/// Something in a text that begins as a link does.
pub(super) struct Found {
    /// Where the text goes on.
    pub end: usize,
    whole: Result<Whole, LinkError>,
}

/// What its check agrees with.
pub(super) struct Whole {
    pub kind: u8,
    pub version: u32,
    pub payload: Vec<u8>,
}

impl Found {
    pub fn unwrap(&self) -> Result<&Whole, LinkError> {
        self.whole.as_ref().map_err(|it| *it)
    }
}

/// The first beginning of a link from here on.
pub(super) fn find(text: &[u8], from: usize) -> Option<Found> {
    (from..text.len()).find_map(|at| link_at(text, at))
}

fn link_at(text: &[u8], start: usize) -> Option<Found> {
    let kind = text[start].to_ascii_lowercase();
    let before = &text[..start];
    // After `#` stands nothing but a link; elsewhere a letter and a digit are mostly something else.
    let is_fragment = matches!(before, [.., b'#'] | [.., b'%', b'2', b'3']);
    let may_begin = is_fragment || before.last().is_none_or(|it| !it.is_ascii_alphanumeric());
    if !kind.is_ascii_alphabetic() || !may_begin {
        return None;
    }
    let digits = run(text, start + 1, |it| it.is_ascii_digit());
    let n_digits = digits - start - 1;
    let after = dot(text, digits)?;
    if n_digits == 0 || !is_fragment && !KINDS.contains(&kind) {
        return None;
    }
    let end = run(text, after, |it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_');
    let whole = dot(text, end).and_then(|at| text.get(at..at + N_CHECK).map(|it| (at + N_CHECK, it)));
    let (end, whole) = match whole {
        _ if n_digits > 3 || !KINDS.contains(&kind) => (end, Err(LinkError::Newer)),
        Some((after_check, check)) => {
            let is_plain = text[start].is_ascii_uppercase();
            (after_check, checked(&text[start..digits], &text[after..end], check, is_plain))
        }
        None => (end, Err(LinkError::Damaged)),
    };
    // “a1. Bread” is no link that was damaged.
    if whole.is_err() && !is_fragment {
        return None;
    }
    Some(Found { end, whole })
}

/// The payload, in whichever alphabet the check agrees with; first the one that the letter of the kind speaks for.
fn checked(head: &[u8], payload: &[u8], check_digits: &[u8], is_plain: bool) -> Result<Whole, LinkError> {
    let head = head.to_ascii_lowercase();
    let version = head[1..].iter().fold(0, |sum, it| sum * 10 + u32::from(it - b'0'));
    let mut expected = 0;
    for it in check_digits {
        expected = expected << 5 | u32::from(base32(*it).ok_or(LinkError::Damaged)?);
    }
    for is_plain in [is_plain, !is_plain] {
        let bytes = if is_plain { read_digits(payload, base32, 5) } else { read_digits(payload, base64, 6) };
        if let Some(payload) = bytes.filter(|it| check(&head, it) == expected) {
            return Ok(Whole { kind: head[0], version, payload });
        }
    }
    Err(LinkError::Damaged)
}

#[inline(never)]
fn read_digits(text: &[u8], digit: fn(u8) -> Option<u8>, width: u32) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut n_bits) = (0_u32, 0);
    for it in text {
        bits = bits << width | u32::from(digit(*it)?);
        n_bits += width;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits) as u8);
            bits &= (1 << n_bits) - 1;
        }
    }
    Some(bytes)
}

fn base64(it: u8) -> Option<u8> {
    BASE64.iter().position(|digit| *digit == it).map(|it| it as u8)
}

/// As people read it: small letters too, O for zero, I and L for one.
fn base32(it: u8) -> Option<u8> {
    let it = match it.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        it => it,
    };
    BASE32.iter().position(|digit| *digit == it).map(|it| it as u8)
}

/// Where those that fit end.
fn run(text: &[u8], from: usize, fits: fn(u8) -> bool) -> usize {
    (from..text.len()).find(|at| !fits(text[*at])).unwrap_or(text.len())
}

/// Behind the dot that stands here, where one does; some programs write it as a number.
fn dot(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at..) {
        Some([b'.', ..]) => Some(at + 1),
        Some([b'%', b'2', b'e' | b'E', ..]) => Some(at + 3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_is_crc_32c() {
        // The check values of RFC 3720 and of the catalogue of CRCs.
        assert_eq!(crc(0, b"123456789"), 0xe306_9283);
        assert_eq!(crc(0, &[0; 32]), 0x8a91_36aa);
        assert_eq!(crc(0, &[0xff; 32]), 0x62a8_ab43);
        assert_eq!(crc(crc(0, b"1234"), b"56789"), 0xe306_9283);
    }

    #[test]
    fn both_alphabets_give_back_any_bytes() {
        for n in 0..40_u8 {
            let bytes: Vec<u8> = (0..n).map(|it| it.wrapping_mul(97) ^ n).collect();
            let (mut link, mut plain) = (String::new(), String::new());
            write_digits(&mut link, &bytes, BASE64, 6);
            write_digits(&mut plain, &bytes, BASE32, 5);
            assert_eq!(read_digits(link.as_bytes(), base64, 6).as_ref(), Some(&bytes));
            assert_eq!(read_digits(plain.as_bytes(), base32, 5).as_ref(), Some(&bytes));
            assert_eq!(link.len(), (usize::from(n) * 8).div_ceil(6));
            assert_eq!(plain.len(), (usize::from(n) * 8).div_ceil(5));
        }
    }
}
