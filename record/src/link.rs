//! Links: answers packed into the part of an address that no server is sent, and what else travels there: saved results,
//! the set-up of a team, and whatever is sealed for a coach or locked with a passphrase.
//!
//! A link ends on `#<kind><version>.<payload>.<check>`. The payload is bits, laid out by an instrument
//! (`link/instrument-1.txt`), in one of two alphabets: base64url in links, and base32 with the kind in capitals where `_`
//! and `-` do not travel well, in text messages and QR codes. The check finds what was mistyped or cut off. It proves
//! nothing about who made the link: whoever opens one assesses the answers anew.
//!
//! Reading is total: any text gives a link or says why not, in memory that the text itself bounds.
//!
//! ```
//! use engine::{Answers, Tier};
//! use record::link::{Form, Link, LinkError, Told, read, write};
//!
//! let mut answers = Answers::default();
//! answers.choose("rf-pop", "yes")?;
//! let link = Link::Result { told: Told::new(2521, &answers), tier: Tier::Urgent };
//! let text = write(&link, Form::Link);
//! assert!(text.starts_with("r1."));
//!
//! let chat = format!("Look: <https://cramps.example/v1/#{text}&utm_source=chat>, what do you think?");
//! assert_eq!(read(&chat), Ok(link));
//!
//! assert_eq!(read(&chat.replace("utm", "ftm").replace("#r1.", "#r1.A")), Err(LinkError::Damaged));
//! # Ok::<(), engine::AnswerError>(())
//! ```

mod bits;
mod envelope;
mod layout;
mod preset;
mod slice;
mod text;

pub use envelope::{Locked, Sealed, from_inner, inner};
pub use preset::{Cadence, Channel, Extras, LONGEST_NOTE, LONGEST_TEAM, Preset};
pub use text::{Form, wrap};

use crate::history::{Entry, Ulid};
use bits::{Reader, Writer};
use engine::{Answers, Item, Tier};
use std::fmt;

/// The longest text that is looked at, in bytes.
pub const LONGEST: usize = 8192;
/// The longest name that travels, in bytes.
pub const LONGEST_NAME: usize = 24;
/// The form of the payload. Another one is another version of its kind.
const FORMAT: u64 = 1;
/// A name follows the head.
const NAMED: u64 = 1;
/// A sender follows the name.
const FROM: u64 = 2;
/// The longest chat that is looked at, in bytes.
pub const LONGEST_CHAT: usize = 2_000_000;

/// What a link carries.
#[derive(Clone, Debug, PartialEq)]
pub enum Link {
    /// A result (`r1`): answers, and how soon to get help as the sender saw it.
    Result {
        /// What was answered.
        told: Told,
        /// The tier that the sender saw.
        tier: Tier,
    },
    /// Answers to go on with (`a1`).
    Answers(Told),
    /// Saved results (`h1`), without what came of them.
    History(Vec<Entry>),
    /// The set-up of a team (`p1`).
    Preset(Preset),
    /// Something that only a coach's device can open (`s1`).
    Sealed(Sealed),
    /// Something that a passphrase opens (`k1`).
    Locked(Locked),
}

/// What was answered, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The rules of that time, as their version says: 1.0.0.
    pub rules: [u16; 3],
    /// The day, counted from 1 January 2020.
    pub day: u16,
    /// Whom it is about, as the sender calls them; empty where that was not sent.
    pub name: String,
    /// What was answered.
    pub answers: Answers,
    /// What was answered too, and was left out of the link.
    pub left_out: Vec<Item>,
    /// Where it comes from, where it is a reply to a team.
    pub sender: Option<Sender>,
}

/// Where a reply to a team comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The result that it tells of: the same one twice is one reply.
    pub entry: Ulid,
    /// The browser that it was answered in, by a number made up there.
    pub device: u32,
    /// The team, by [`Preset::team_id`].
    pub team: u32,
}

impl Told {
    /// What was answered on this day, by the rules of today, with nothing left out.
    pub fn new(day: u16, answers: &Answers) -> Self {
        Self {
            rules: rules_of_today(),
            day,
            name: String::new(),
            answers: answers.clone(),
            left_out: Vec::new(),
            sender: None,
        }
    }

    /// Whether the rules are still those it was made by.
    pub fn is_by_these_rules(&self) -> bool {
        self.rules == rules_of_today()
    }

    /// The version of the rules it was made by, as it is written.
    pub fn rules_version(&self) -> String {
        let [major, minor, patch] = self.rules;
        [&major.to_string(), ".", &minor.to_string(), ".", &patch.to_string()].concat()
    }
}

fn rules_of_today() -> [u16; 3] {
    let mut parts = engine::VERSION.split('.').map(|it| it.parse().unwrap_or_default());
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// There is none in the text.
    NoLink,
    /// The text is longer than any link: at most [`LONGEST`] bytes are looked at.
    TooLong,
    /// Cut short or changed on its way.
    Damaged,
    /// Of a kind, a version or rules that this page does not know: a newer one may.
    Newer,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LinkError::NoLink => "expected a link",
            LinkError::TooLong => "expected a shorter text",
            LinkError::Damaged => "expected a whole link; it was cut short or changed",
            LinkError::Newer => "expected a link of this version or an older one",
        })
    }
}

impl std::error::Error for LinkError {}

/// Writes what follows `#`.
pub fn write(link: &Link, form: Form) -> String {
    let (kind, payload) = pack(link);
    wrap(kind, 1, &payload, form)
}

fn pack(link: &Link) -> (u8, Vec<u8>) {
    match link {
        Link::Result { told, tier } => (b'r', pack_told(told, Some(*tier))),
        Link::Answers(told) => (b'a', pack_told(told, None)),
        Link::History(entries) => (b'h', slice::pack(entries)),
        Link::Preset(preset) => (b'p', preset.pack()),
        Link::Sealed(sealed) => (b's', sealed.pack()),
        Link::Locked(locked) => (b'k', locked.pack()),
    }
}

#[inline(never)]
fn pack_told(told: &Told, tier: Option<Tier>) -> Vec<u8> {
    let name = cut(&told.name, LONGEST_NAME);
    let mut out = Writer::default();
    out.put(FORMAT, 4);
    out.put(if name.is_empty() { 0 } else { NAMED } | if told.sender.is_some() { FROM } else { 0 }, 4);
    out.put_varied(layout::NEWEST);
    told.rules.iter().for_each(|it| out.put_varied((*it).into()));
    out.put(told.day.into(), 16);
    if let Some(tier) = tier {
        out.put(tier as u64, 2);
    }
    if !name.is_empty() {
        out.put_text(&name, 5);
    }
    if let Some(sender) = told.sender {
        out.put_ulid(sender.entry);
        out.put(sender.device.into(), 32);
        out.put(sender.team.into(), 32);
    }
    layout::write(&mut out, &told.answers, &told.left_out);
    out.bytes
}

/// Reads the first whole link in a text: what follows `#`, an address, or a message that somebody wrote around one.
///
/// # Errors
///
/// [`LinkError`] of the first link, where none is whole.
pub fn read(text: &str) -> Result<Link, LinkError> {
    if text.len() > LONGEST {
        return Err(LinkError::TooLong);
    }
    let mut error = LinkError::NoLink;
    let mut from = 0;
    while let Some(found) = text::find(text.as_bytes(), from) {
        match found.unwrap().and_then(|it| unpack(it.kind, it.version, &it.payload)) {
            Ok(link) => return Ok(link),
            Err(it) if error == LinkError::NoLink => error = it,
            Err(_) => {}
        }
        from = found.end;
    }
    Err(error)
}

/// All that a chat holds, however it was copied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chat {
    /// The links, in the order they stand there.
    pub links: Vec<Link>,
    /// How many more were cut short or changed.
    pub n_damaged: usize,
    /// How many more are of a kind or version that this page does not know.
    pub n_newer: usize,
    /// Whether there was more than is looked at, [`LONGEST_CHAT`] bytes.
    pub is_cut: bool,
}

/// Reads every link in a chat.
pub fn read_all(text: &str) -> Chat {
    let bytes = text.as_bytes();
    // The newest stands last.
    let bytes = &bytes[bytes.len().saturating_sub(LONGEST_CHAT)..];
    let mut chat = Chat { is_cut: bytes.len() < text.len(), ..Chat::default() };
    let mut from = 0;
    while let Some(found) = text::find(bytes, from) {
        match found.unwrap().and_then(|it| unpack(it.kind, it.version, &it.payload)) {
            Ok(link) => chat.links.push(link),
            Err(LinkError::Newer) => chat.n_newer += 1,
            Err(_) => chat.n_damaged += 1,
        }
        from = found.end;
    }
    chat
}

fn unpack(kind: u8, version: u32, payload: &[u8]) -> Result<Link, LinkError> {
    if version != 1 {
        return Err(LinkError::Newer);
    }
    match kind {
        b'r' | b'a' => unpack_told(kind, payload),
        b'h' => slice::unpack(payload).map(Link::History),
        b'p' => Preset::unpack(payload).map(Link::Preset),
        b's' => Sealed::unpack(payload).map(Link::Sealed),
        b'k' => Locked::unpack(payload).map(Link::Locked),
        _ => Err(LinkError::Newer),
    }
}

#[inline(never)]
fn unpack_told(kind: u8, payload: &[u8]) -> Result<Link, LinkError> {
    let mut bits = Reader::new(payload);
    let (format, flags) = (bits.take(4)?, bits.take(4)?);
    if format != FORMAT || flags & !(NAMED | FROM) != 0 {
        return Err(LinkError::Newer);
    }
    let instrument = bits.take_varied()?;
    let mut rules = [0; 3];
    for part in &mut rules {
        *part = bits.take_varied()?.try_into().map_err(|_| LinkError::Damaged)?;
    }
    let day = bits.take(16)? as u16;
    let tier = if kind == b'r' { Some(Tier::ALL[bits.take(2)? as usize]) } else { None };
    let mut name = String::new();
    if flags & NAMED != 0 {
        name = bits.take_text(5, LONGEST_NAME)?;
        // A name that says nothing was not written here.
        if name.is_empty() {
            return Err(LinkError::Damaged);
        }
    }
    let mut sender = None;
    if flags & FROM != 0 {
        sender = Some(Sender { entry: bits.take_ulid()?, device: bits.take(32)? as u32, team: bits.take(32)? as u32 });
    }
    let (answers, left_out) = layout::read(&mut bits, instrument)?;
    bits.end()?;
    let told = Told { rules, day, name, answers, left_out, sender };
    Ok(match tier {
        Some(tier) => Link::Result { told, tier },
        None => Link::Answers(told),
    })
}

/// Steers how a text is shown, or is not shown at all.
fn is_unseen(it: char) -> bool {
    it.is_control()
        || matches!(
            it,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// A text as it travels: what can be seen of it, as far as there is room.
pub(crate) fn cut(text: &str, longest: usize) -> String {
    let mut out = String::new();
    for it in text.trim().chars().filter(|it| !is_unseen(*it)) {
        if out.len() + it.len_utf8() > longest {
            break;
        }
        out.push(it);
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_that_goes_on_after_its_end_or_stops_before_it_is_refused() {
        let mut answers = Answers::default();
        answers.choose("rf-pop", "yes").unwrap();
        let link = Link::Answers(Told::new(1, &answers));
        let (kind, payload) = pack(&link);
        let read_bytes = |bytes: &[u8]| read(&wrap(kind, 1, bytes, Form::Link));
        assert_eq!(read_bytes(&payload), Ok(link));
        for more in [&[0][..], &[1], &[0; 9]] {
            assert_eq!(read_bytes(&[&payload, more].concat()), Err(LinkError::Damaged), "{more:?}");
        }
        for n in 0..payload.len() {
            assert_eq!(read_bytes(&payload[..n]), Err(LinkError::Damaged), "{n} bytes");
        }
    }
}
