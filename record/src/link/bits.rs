//! Bits, the highest first.

use super::LinkError;

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

    /// Nothing may follow but the zeros that fill the last byte.
    pub fn end(&mut self) -> Result<(), LinkError> {
        let left = self.bytes.len() * 8 - self.n_read;
        if left < 8 && self.take(left as u8)? == 0 { Ok(()) } else { Err(LinkError::Damaged) }
    }
}
