//! Puts files into one zip, the same bytes from the same files on any machine.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The files, by their path in the archive, as a zip. Every file is of the first day that a zip can tell, 1980-01-01.
///
/// # Errors
/// A file is larger than a zip takes.
pub fn zip(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>> {
    const BEST: i64 = 9;
    const FOR_ALL_TO_READ: u32 = 0o644;
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(BEST))
        .last_modified_time(DateTime::default())
        .unix_permissions(FOR_ALL_TO_READ);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options).with_context(|| format!("{name} does not go into a zip"))?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The files of a zip, by their path.
///
/// # Errors
/// It is no zip, or one that another program made in a way we do not read.
#[cfg(test)]
pub fn unzip(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at)?;
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes)?;
        files.insert(file.name()?.into_owned(), bytes);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_and_no_clock_is_in_it() {
        let files: BTreeMap<String, Vec<u8>> =
            [("b/calf.txt", "cramp ".repeat(500)), ("a.txt", String::new()), ("b/ä.txt", "x".to_owned())]
                .map(|(name, text)| (name.to_owned(), text.into_bytes()))
                .into();
        let packed = zip(&files).unwrap();
        assert!(packed.len() < 800, "{} bytes", packed.len());
        assert_eq!(unzip(&packed).unwrap(), files);
        assert_eq!(zip(&files).unwrap(), packed);
        // Time and date of a file stand there, and those of the first day are this.
        assert_eq!(packed[10..14], [0, 0, 0x21, 0], "also at another time");
    }
}
