//! Bits, the highest first.

use super::{LinkError, is_unseen};
use crate::history::Ulid;

/// Bits that are being written; the last byte is filled up with zeros.
#[derive(Default)]
pub(super) struct Writer {
    pub bytes: Vec<u8>,
    n_bits: usize,
}

impl Writer {
    #[inline(never)]
    pub fn put(&mut self, value: u64, width: u8) {
        for at in (0..width).rev() {
            if self.n_bits.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let last = self.bytes.len() - 1;
            self.bytes[last] |= ((value >> at & 1) as u8) << (7 - self.n_bits % 8);
            self.n_bits += 1;
        }
    }

    /// A text after its length in bytes, which takes `width` bits.
    #[inline(never)]
    pub fn put_text(&mut self, text: &str, width: u8) {
        self.put(text.len() as u64, width);
        text.bytes().for_each(|it| self.put(it.into(), 8));
    }

    pub fn put_ulid(&mut self, ulid: Ulid) {
        self.put((ulid.bits() >> 64) as u64, 64);
        self.put(ulid.bits() as u64, 64);
    }

    /// A number of any size: three bits at a time, the lowest first, and a bit that says whether more follow.
    #[inline(never)]
    pub fn put_varied(&mut self, mut value: u32) {
        while value > 7 {
            self.put((8 | value & 7).into(), 4);
            value >>= 3;
        }
        self.put(value.into(), 4);
    }
}

/// Bits that are being read. Where they end too early, the link is damaged.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    n_read: usize,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, n_read: 0 }
    }

    #[inline(never)]
    pub fn take(&mut self, width: u8) -> Result<u64, LinkError> {
        let mut value = 0;
        for _ in 0..width {
            let byte = *self.bytes.get(self.n_read / 8).ok_or(LinkError::Damaged)?;
            value = value << 1 | u64::from(byte >> (7 - self.n_read % 8) & 1);
            self.n_read += 1;
        }
        Ok(value)
    }

    #[inline(never)]
    pub fn take_varied(&mut self) -> Result<u32, LinkError> {
        let mut value = 0;
        // Nothing that is counted here is above a million.
        for shift in (0..21).step_by(3) {
            let part = self.take(4)? as u32;
            value |= (part & 7) << shift;
            if part & 8 == 0 {
                return Ok(value);
            }
        }
        Err(LinkError::Damaged)
    }

    /// A text of at most so many bytes, of which each letter can be seen.
    #[inline(never)]
    pub fn take_text(&mut self, width: u8, longest: usize) -> Result<String, LinkError> {
        let n_bytes = self.take(width)? as usize;
        let bytes = (0..n_bytes).map(|_| self.take(8).map(|it| it as u8)).collect::<Result<Vec<u8>, _>>()?;
        let text = String::from_utf8(bytes).map_err(|_| LinkError::Damaged)?;
        // What could say other than it shows was not written here.
        if n_bytes > longest || text.trim() != text || text.chars().any(is_unseen) {
            Err(LinkError::Damaged)
        } else {
            Ok(text)
        }
    }

    pub fn take_ulid(&mut self) -> Result<Ulid, LinkError> {
        let high = self.take(64)?;
        Ok(Ulid::from_bits(u128::from(high) << 64 | u128::from(self.take(64)?)))
    }

    /// Nothing may follow but the zeros that fill the last byte.
    pub fn end(&mut self) -> Result<(), LinkError> {
        let left = self.bytes.len() * 8 - self.n_read;
        if left < 8 && self.take(left as u8)? == 0 { Ok(()) } else { Err(LinkError::Damaged) }
    }
}
