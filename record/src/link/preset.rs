//! The set-up of a team: what a coach asks for, how often, and where replies go. It holds no answer, and there is nothing
//! in it that could take away a question about safety or change what anything means.

use super::bits::{Reader, Writer};
use super::text::crc;
use super::{LinkError, cut};

/// The longest name of a team, in bytes.
pub const LONGEST_TEAM: usize = 40;
/// The longest note, in bytes.
pub const LONGEST_NOTE: usize = 140;
const LONGEST_ADDRESS: usize = 64;
const FORMAT: u64 = 1;
/// A key follows.
const KEY: u64 = 1;

/// What a coach asks a team for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// What the coach calls the team.
    pub team: String,
    /// How often athletes are to answer.
    pub cadence: Cadence,
    /// The coach's own words; empty where there are none.
    pub note: String,
    /// What is asked beyond what everybody is asked.
    pub extras: Extras,
    /// Where replies go.
    pub channel: Channel,
    /// The public key that replies are sealed for, as a point that is not compressed.
    pub key: Option<[u8; 65]>,
}

/// How often athletes are to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// Once.
    Once,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// After each training.
    AfterTraining,
}

impl Cadence {
    /// All of them.
    pub const ALL: [Cadence; 4] = [Cadence::Once, Cadence::Daily, Cadence::Weekly, Cadence::AfterTraining];

    /// After how many days without a reply somebody is missed; nothing where nobody is.
    pub fn days(self) -> Option<u16> {
        match self {
            Cadence::Once => None,
            Cadence::Daily => Some(1),
            Cadence::Weekly | Cadence::AfterTraining => Some(7),
        }
    }
}

/// What a coach may ask beyond what everybody is asked: a closed list, and no question about safety is on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extras(u8);

impl Extras {
    /// How many there are: about the training, about the cramp, about the person, the sweat test.
    pub const N: usize = 4;

    /// Whether the one at this place is asked for.
    pub fn has(self, at: usize) -> bool {
        self.0 >> at & 1 == 1
    }

    /// Asks for the one at this place, or no longer.
    pub fn turn(&mut self, at: usize) {
        self.0 ^= 1 << at;
    }
}

/// Where replies go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Shown as a code, for the coach to scan.
    Show,
    /// To a number in WhatsApp: digits alone, with the country first.
    WhatsApp(String),
    /// To a number as a text message: digits, perhaps after a plus.
    Message(String),
    /// To a mail address.
    Mail(String),
}

impl Channel {
    /// The channel at this place of the list, with its address, where that can be one.
    pub fn new(at: usize, address: &str) -> Option<Self> {
        let digits = || address.chars().filter(|it| !" -()./".contains(*it)).collect::<String>();
        let channel = match at {
            0 => Channel::Show,
            1 => Channel::WhatsApp(digits().trim_start_matches('+').trim_start_matches("00").to_owned()),
            2 => Channel::Message(digits()),
            _ => Channel::Mail(address.trim().to_owned()),
        };
        channel.can_be().then_some(channel)
    }

    /// Its place in the list.
    pub fn place(&self) -> usize {
        match self {
            Channel::Show => 0,
            Channel::WhatsApp(_) => 1,
            Channel::Message(_) => 2,
            Channel::Mail(_) => 3,
        }
    }

    /// The number or the mail address; empty for a code that is shown.
    pub fn address(&self) -> &str {
        match self {
            Channel::Show => "",
            Channel::WhatsApp(it) | Channel::Message(it) | Channel::Mail(it) => it,
        }
    }

    /// What a browser opens to send `text` there, which must be written as it may stand in an address; nothing for a code.
    /// It is one of three schemes, whatever a link says.
    pub fn opens(&self, text: &str) -> Option<String> {
        Some(match self {
            Channel::Show => return None,
            Channel::WhatsApp(number) => ["https://wa.me/", number, "?text=", text].concat(),
            Channel::Message(number) => ["sms:", number, "?&body=", text].concat(),
            Channel::Mail(address) => ["mailto:", address, "?body=", text].concat(),
        })
    }

    /// Whether its address is what its kind takes, so that nothing else can come of it.
    fn can_be(&self) -> bool {
        let is_number = |it: &str| (5..=20).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
        match self {
            Channel::Show => true,
            Channel::WhatsApp(number) => is_number(number) && !number.starts_with('0'),
            Channel::Message(number) => is_number(number.strip_prefix('+').unwrap_or(number)),
            Channel::Mail(address) => {
                let plain = |it: u8| it.is_ascii_alphanumeric() || b"._+-".contains(&it);
                let parts = address.split_once('@');
                let is_whole = |(who, place): (&str, &str)| {
                    !who.is_empty()
                        && who.bytes().all(plain)
                        && place.bytes().all(|it| plain(it) && it != b'+')
                        && place.split('.').count() > 1
                        && place.split('.').all(|it| !it.is_empty())
                };
                address.len() <= LONGEST_ADDRESS && parts.is_some_and(is_whole)
            }
        }
    }
}

impl Preset {
    /// A number for the team: that of its key, or of all the rest where it has none.
    pub fn team_id(&self) -> u32 {
        match &self.key {
            Some(key) => crc(0, key),
            None => crc(0, &self.pack()),
        }
    }

    #[inline(never)]
    pub(super) fn pack(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.put(FORMAT, 4);
        out.put(if self.key.is_some() { KEY } else { 0 }, 4);
        out.put_text(&cut(&self.team, LONGEST_TEAM), 6);
        out.put(self.cadence as u64, 2);
        out.put_text(&cut(&self.note, LONGEST_NOTE), 8);
        out.put(self.extras.0.into(), Extras::N as u8);
        out.put(self.channel.place() as u64, 2);
        if self.channel != Channel::Show {
            out.put_text(self.channel.address(), 7);
        }
        self.key.iter().flatten().for_each(|it| out.put((*it).into(), 8));
        out.bytes
    }

    #[inline(never)]
    pub(super) fn unpack(payload: &[u8]) -> Result<Self, LinkError> {
        let mut bits = Reader::new(payload);
        let (format, flags) = (bits.take(4)?, bits.take(4)?);
        if format != FORMAT || flags & !KEY != 0 {
            return Err(LinkError::Newer);
        }
        let team = bits.take_text(6, LONGEST_TEAM)?;
        let cadence = Cadence::ALL[bits.take(2)? as usize];
        let note = bits.take_text(8, LONGEST_NOTE)?;
        let extras = Extras(bits.take(Extras::N as u8)? as u8);
        let place = bits.take(2)? as usize;
        let address = if place == 0 { String::new() } else { bits.take_text(7, LONGEST_ADDRESS)? };
        let channel = Channel::new(place, &address).filter(|it| it.address() == address).ok_or(LinkError::Damaged)?;
        let mut key = None;
        if flags & KEY != 0 {
            let mut point = [0; 65];
            for it in &mut point {
                *it = bits.take(8)? as u8;
            }
            // A point that is not compressed begins so.
            if point[0] != 4 {
                return Err(LinkError::Damaged);
            }
            key = Some(point);
        }
        bits.end()?;
        if team.is_empty() {
            return Err(LinkError::Damaged);
        }
        Ok(Self { team, cadence, note, extras, channel, key })
    }
}
