//! Any bytes: as what was sealed, as a chat, and as what is written of a team.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::link::{from_inner, inner, read_all};
use record::team::{read_athlete, read_backup, write_athlete, write_backup};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(link) = from_inner(bytes) {
        assert_eq!(from_inner(&inner(&link)), Ok(link));
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    read_all(text);
    if let Ok(athlete) = read_athlete(text) {
        assert_eq!(read_athlete(&write_athlete(&athlete)), Ok(athlete));
    }
    if let Ok((preset, key, board, _)) = read_backup(text) {
        let (.., again, _) = read_backup(&write_backup(&preset, &key, &board)).expect("what is written is read");
        assert_eq!(again.athletes, board.athletes);
    }
});
