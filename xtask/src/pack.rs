//! Makes bytes small for their way through the network.

use anyhow::Result;
use std::io::Write;

/// With gzip, as small as it goes.
///
/// # Errors
/// Never: memory takes what is written to it.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// With brotli, as small as it goes.
///
/// # Errors
/// Never: memory takes what is written to it.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    const BUFFER_BYTES: usize = 4096;
    const QUALITY: u32 = 11;
    const WINDOW: u32 = 22;
    let mut packed = Vec::new();
    brotli::CompressorWriter::new(&mut packed, BUFFER_BYTES, QUALITY, WINDOW).write_all(bytes)?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_packed_comes_out_as_it_was() {
        let bytes = b"calf cramp ".repeat(1000);
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&gzip(&bytes).unwrap()[..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, bytes);
        let mut unpacked = Vec::new();
        brotli::Decompressor::new(&brotli(&bytes).unwrap()[..], 4096).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, bytes);
    }
}
