//! How a board is written: lines, so that what cannot be read is a line and not the whole. The first says the version.
//!
//! An athlete: `1`, number, whether ended, name, the name of replies, browsers, then for each reply its link, when it came
//! and the tier it had then. A backup: a first line of its own, the team's link, its key under a passphrase, and each
//! athlete after an empty line.

use super::{Athlete, Board, Reply};
use crate::history::ReadError;
use crate::link::{self, Form, Link, Preset};
use engine::Tier;

const VERSION: &str = "1";
const BACKUP: &str = "Crampwise team 1";

/// An athlete as text.
pub fn write_athlete(athlete: &Athlete) -> String {
    let ended = if athlete.is_ended { "ended" } else { "on" };
    let devices: Vec<String> = athlete.devices.iter().map(u32::to_string).collect();
    // An empty line would end what is told of an athlete.
    let devices = if devices.is_empty() { "-".to_owned() } else { devices.join(" ") };
    let mut lines = vec![
        VERSION.to_owned(),
        athlete.id.to_string(),
        ended.to_owned(),
        athlete.name.clone(),
        athlete.answers_as.clone(),
        devices,
    ];
    for reply in &athlete.replies {
        let link = Link::Result { told: reply.told.clone(), tier: reply.sent };
        lines.push(
            [&link::write(&link, Form::Link), " ", &reply.got_at_ms.to_string(), " ", reply.tier.code()].concat(),
        );
    }
    lines.extend(athlete.unread.iter().cloned());
    lines.join("\n")
}

/// Reads an athlete. Replies that cannot be read are kept as they are.
///
/// # Errors
///
/// [`ReadError`] where it is none, or of a newer version.
pub fn read_athlete(text: &str) -> Result<Athlete, ReadError> {
    let mut lines = text.split('\n').map(|it| it.trim_end_matches('\r'));
    match lines.next().map(str::parse) {
        Some(Ok(1)) => {}
        Some(Ok(version)) => return Err(ReadError::NewerVersion { version }),
        _ => return Err(damaged("version")),
    }
    let id = lines.next().and_then(|it| it.parse().ok()).ok_or(damaged("number"))?;
    let is_ended = lines.next().ok_or(damaged("ended"))? == "ended";
    let mut name = || match lines.next() {
        None => Err(damaged("name")),
        Some("") => Ok("?".to_owned()),
        Some(name) => Ok(name.to_owned()),
    };
    let (name, answers_as) = (name()?, name()?);
    let devices = lines.next().unwrap_or_default().split(' ').filter_map(|it| it.parse().ok()).collect();
    let (mut replies, mut unread) = (Vec::new(), Vec::new());
    for line in lines.filter(|it| !it.is_empty()) {
        match read_reply(line) {
            Some(reply) => replies.push(reply),
            None => unread.push(line.to_owned()),
        }
    }
    Ok(Athlete { id, name, answers_as, is_ended, devices, replies, unread })
}

fn read_reply(line: &str) -> Option<Reply> {
    let mut words = line.split(' ');
    let Ok(Link::Result { told, tier: sent }) = link::read(words.next()?) else { return None };
    let got_at_ms = words.next()?.parse().ok()?;
    let tier = Tier::from_code(words.next()?)?;
    Some(Reply { got_at_ms, told, sent, tier: tier.max(sent) })
}

fn damaged(what: &str) -> ReadError {
    ReadError::Damaged { what: what.to_owned() }
}

/// A whole team as a file; `key` is its private key under a passphrase, in letters and digits without a space.
pub fn write_backup(preset: &Preset, key: &str, board: &Board) -> String {
    let link = link::write(&Link::Preset(preset.clone()), Form::Link);
    let mut text = [BACKUP, &link, key].join("\n");
    for it in board.athletes.iter().map(write_athlete).chain(board.unread.iter().map(|it| it.1.clone())) {
        text.push_str("\n\n");
        text.push_str(&it);
    }
    text.push('\n');
    text
}

/// Reads a team out of a file: its set-up, its key as it was written, and how much of it cannot be read.
///
/// # Errors
///
/// [`ReadError`] where it is none, or of a newer version.
pub fn read_backup(text: &str) -> Result<(Preset, String, Board, usize), ReadError> {
    let text = text.replace('\r', "");
    let mut parts = text.trim_end().split("\n\n");
    let mut head = parts.next().unwrap_or_default().lines();
    let first = head.next().unwrap_or_default();
    if first != BACKUP {
        let version = first.rsplit_once("Crampwise team ").and_then(|it| it.1.parse().ok());
        return Err(version.map_or(damaged("beginning"), |version| ReadError::NewerVersion { version }));
    }
    let link = link::read(head.next().unwrap_or_default());
    let Ok(Link::Preset(preset)) = link else { return Err(damaged("link of the team")) };
    let key = head.next().unwrap_or_default().to_owned();
    let mut board = Board::new(preset.team_id());
    let mut unread = Vec::new();
    // Where there is no key, its line is empty too.
    for part in parts.map(|it| it.trim_start_matches('\n')).filter(|it| !it.trim().is_empty()) {
        match read_athlete(part) {
            Ok(athlete) => board.athletes.push(athlete),
            Err(_) => unread.push(part.to_owned()),
        }
    }
    for text in unread {
        board.unread.push((board.free_id(), text));
    }
    let n_unread = board.unread.len() + board.athletes.iter().map(|it| it.unread.len()).sum::<usize>();
    Ok((preset, key, board, n_unread))
}
