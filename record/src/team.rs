//! A team as its coach's browser keeps it: who answered what and when, in which order to look at them, and how it is
//! written. Nobody is cleared for anything here: there is no standing that says so.

mod written;

pub use written::{read_athlete, read_backup, write_athlete, write_backup};

use crate::history::Ulid;
use crate::link::{Cadence, Link, Told, cut};
use engine::{Answers, Item, Tier, assess};
use std::cmp::Reverse;

/// How long what a group did counts as what it does now, in days.
const RECENT_DAYS: u16 = 7;

/// A team, as far as its replies are here.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// Its number, by which replies are known.
    pub team: u32,
    /// Who has answered.
    pub athletes: Vec<Athlete>,
    /// Those who cannot be read here, as they were written, each under its number: a newer page may read them.
    pub unread: Vec<(u32, String)>,
}

/// Somebody who has answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Athlete {
    /// A number of this board.
    pub id: u32,
    /// The name, as the athlete gave it or the coach changed it.
    pub name: String,
    /// The name as it comes with replies.
    pub answers_as: String,
    /// Whether the sharing was ended: no reply is taken any more.
    pub is_ended: bool,
    /// The browsers that are known to be theirs.
    pub devices: Vec<u32>,
    /// What came, the oldest first.
    pub replies: Vec<Reply>,
    /// Lines of replies that cannot be read here, as they were written.
    pub unread: Vec<String>,
}

/// What came from an athlete.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// When it came, in milliseconds since 1970.
    pub got_at_ms: u64,
    /// What was answered.
    pub told: Told,
    /// The tier that the athlete saw.
    pub sent: Tier,
    /// The higher of that and what the answers led to when it came.
    pub tier: Tier,
}

impl Athlete {
    /// The last replies by their places: of the browsers that are known to be theirs, and of each other one.
    fn lasts(&self) -> Vec<usize> {
        let whose = |it: &Reply| it.device().filter(|it| !self.devices.contains(it));
        let mut seen = Vec::new();
        let mut lasts = Vec::new();
        for (at, reply) in self.replies.iter().enumerate().rev() {
            if !seen.contains(&whose(reply)) {
                seen.push(whose(reply));
                lasts.push(at);
            }
        }
        lasts
    }

    /// The reply that tells how they are. While nobody has said whether two browsers are one person's, nobody's emergency
    /// is hidden by what another one answered.
    fn pressing(&self) -> Option<usize> {
        let lasts = self.lasts();
        let highest = lasts.iter().map(|it| self.replies[*it].tier).max()?;
        lasts.into_iter().find(|it| self.replies[*it].tier == highest)
    }

    fn put(&mut self, reply: Reply) {
        let place = self.replies.partition_point(|it| age(it) <= age(&reply));
        self.replies.insert(place, reply);
    }
}

impl Reply {
    fn entry(&self) -> Option<Ulid> {
        self.told.sender.map(|it| it.entry)
    }

    fn device(&self) -> Option<u32> {
        self.told.sender.map(|it| it.device)
    }
}

/// What came of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is on the board, beside earlier ones of the athlete with this number.
    New(u32),
    /// It is on the board, as the first of the athlete with this number.
    NewAthlete(u32),
    /// It was there already.
    Seen,
    /// The sharing with the athlete of this number was ended: it was not taken.
    Ended(u32),
    /// It is for another team.
    OtherTeam,
    /// It is no reply to a team.
    NoReply,
}

/// Why somebody stands where they stand on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// An emergency, or help is needed today.
    Help,
    /// Nothing came in the time that was asked for.
    Silent,
    /// The last reply is another one than the one before.
    Changed,
    /// All the others.
    Rest,
}

impl Standing {
    /// All of them, in the order of the board.
    pub const ALL: [Standing; 4] = [Standing::Help, Standing::Silent, Standing::Changed, Standing::Rest];
}

/// A line of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where the athlete is in [`Board::athletes`].
    pub at: usize,
    /// Why they stand here.
    pub standing: Standing,
    /// The reply that tells how they are, by its place: the last one, or that of a browser which may be somebody else's
    /// where that is more pressing. Nothing where none can be read.
    pub reply: Option<usize>,
    /// How many days ago that was answered; nothing where its day is still to come.
    pub days: Option<u16>,
    /// A browser that answered under this name and is not known to be theirs.
    pub other_device: Option<u32>,
}

/// What a line of the board stands in order of: why, how soon to get help where that is why, and the name.
type Order = (Standing, Reverse<Option<Tier>>, String);

/// What a group tells of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// What it is, by its place in [`Board::SHARED`].
    pub what: usize,
    /// How many told of it.
    pub n: usize,
    /// Of how many that were asked and sent their answer.
    pub of: usize,
}

impl Board {
    /// What a group is looked at for: a question, and the answers that tell of it. Heat, more load than usual, a load that
    /// is new, poor sleep.
    pub const SHARED: [(Item, &'static [&'static str]); 4] = [
        (Item::CONDITIONS, &["hot", "hot-humid"]),
        (Item::LOAD_CHANGE, &["more", "much-more"]),
        (
            Item::UNACCUSTOMED,
            &["new-activity", "faster", "longer", "downhill", "jumping", "heavy-load", "new-equipment", "after-break"],
        ),
        (Item::LIFESTYLE, &["poor-sleep"]),
    ];

    /// A team that nobody has answered yet.
    pub fn new(team: u32) -> Self {
        Self { team, athletes: Vec::new(), unread: Vec::new() }
    }

    /// The numbers of all, of those too who cannot be read.
    pub fn ids(&self) -> impl Iterator<Item = u32> {
        self.athletes.iter().map(|it| it.id).chain(self.unread.iter().map(|it| it.0))
    }

    /// A number that nobody has yet.
    fn free_id(&self) -> u32 {
        // A file may hold any number, the highest too.
        (0..=u32::MAX).find(|free| self.ids().all(|it| it != *free)).unwrap_or_default()
    }

    /// Where the athlete is who answers under a name; whoever was parted from others of the name is known by the browser.
    fn place_of(&self, name: &str, devices: &[u32]) -> Option<usize> {
        let name = key(called(name));
        let is_theirs = |it: &Athlete| key(&it.answers_as) == name;
        let has_device = |it: &Athlete| devices.iter().any(|device| it.devices.contains(device));
        let by_device = self.athletes.iter().position(|it| has_device(it) && is_theirs(it));
        by_device.or_else(|| self.athletes.iter().position(is_theirs))
    }

    /// Takes a reply. Names are one where they differ in capitals or spaces alone.
    pub fn add(&mut self, link: Link, now_ms: u64) -> Added {
        let Link::Result { told, tier: sent } = link else { return Added::NoReply };
        let Some(sender) = told.sender else { return Added::NoReply };
        if sender.team != self.team {
            return Added::OtherTeam;
        }
        let at = self.place_of(&told.name, &[sender.device]);
        let tier = sent.max(assess(&told.answers).tier);
        let reply = Reply { got_at_ms: now_ms, told, sent, tier };
        let Some(at) = at else {
            let id = self.free_id();
            let name = called(&reply.told.name).to_owned();
            let devices = vec![sender.device];
            self.athletes.push(Athlete {
                id,
                answers_as: name.clone(),
                name,
                is_ended: false,
                devices,
                replies: vec![reply],
                unread: Vec::new(),
            });
            return Added::NewAthlete(id);
        };
        let athlete = &mut self.athletes[at];
        if athlete.is_ended {
            return Added::Ended(athlete.id);
        }
        if athlete.replies.iter().any(|it| is_same(it, &reply)) {
            return Added::Seen;
        }
        athlete.put(reply);
        Added::New(athlete.id)
    }

    /// Takes in what another device, or a file, knows of this team: nothing that is here is lost or changed. Gives the
    /// numbers of those who have more than before.
    pub fn take_in(&mut self, other: Board) -> Vec<u32> {
        let mut more = Vec::new();
        for mut it in other.athletes {
            let Some(at) = self.place_of(&it.answers_as, &it.devices) else {
                it.id = self.free_id();
                more.push(it.id);
                self.athletes.push(it);
                continue;
            };
            let athlete = &mut self.athletes[at];
            let n_before = athlete.replies.len() + athlete.devices.len() + athlete.unread.len();
            for reply in it.replies {
                if !athlete.replies.iter().any(|it| is_same(it, &reply)) {
                    athlete.put(reply);
                }
            }
            it.devices.retain(|it| !athlete.devices.contains(it));
            it.unread.retain(|it| !athlete.unread.contains(it));
            athlete.devices.append(&mut it.devices);
            athlete.unread.append(&mut it.unread);
            if athlete.replies.len() + athlete.devices.len() + athlete.unread.len() != n_before {
                more.push(athlete.id);
            }
        }
        for (_, text) in other.unread {
            if !self.unread.iter().any(|it| it.1 == text) {
                let id = self.free_id();
                more.push(id);
                self.unread.push((id, text));
            }
        }
        more
    }

    /// What is written of whoever has this number; nothing where nobody has.
    pub fn written(&self, id: u32) -> Option<String> {
        let athlete = self.athletes.iter().find(|it| it.id == id).map(write_athlete);
        athlete.or_else(|| self.unread.iter().find(|it| it.0 == id).map(|it| it.1.clone()))
    }

    /// Looks at what was last told of each by the rules of today: what was no matter of concern once may be one now.
    pub fn assess_again(&mut self) {
        for athlete in &mut self.athletes {
            for at in athlete.lasts() {
                let reply = &mut athlete.replies[at];
                reply.tier = reply.tier.max(assess(&reply.told.answers).tier);
            }
        }
    }

    /// The board on this day, counted from 1 January 2020: who needs help first, the most urgent first; who did not answer
    /// in time; who changed; the rest. Within these by name.
    pub fn rows(&self, cadence: Cadence, today: u16) -> Vec<Row> {
        let mut rows: Vec<(Order, Row)> = Vec::new();
        for row in (0..self.athletes.len()).map(|at| self.row(at, cadence, today)) {
            let athlete = &self.athletes[row.at];
            let tier = row.reply.map(|it| athlete.replies[it].tier).filter(|_| row.standing == Standing::Help);
            let of = (row.standing, Reverse(tier), key(&athlete.name));
            // The standard sort would weigh more than all of this.
            let place = rows.partition_point(|it| it.0 <= of);
            rows.insert(place, (of, row));
        }
        rows.into_iter().map(|it| it.1).collect()
    }

    fn row(&self, at: usize, cadence: Cadence, today: u16) -> Row {
        let athlete = &self.athletes[at];
        let reply = athlete.pressing();
        let (Some(told), [before @ .., last]) = (reply, &athlete.replies[..]) else {
            // Nothing of them can be read: they are missed, and not gone.
            return Row { at, standing: Standing::Silent, reply: None, days: None, other_device: None };
        };
        let since = |it: &Reply| today.checked_sub(day(it));
        let is_late = |it: u16| cadence.days().is_some_and(|most| most < it);
        let standing = match athlete.replies[told].tier {
            Tier::Urgent | Tier::Emergency => Standing::Help,
            _ if !athlete.is_ended && since(last).is_some_and(is_late) => Standing::Silent,
            _ if before.last().is_some_and(|it| differs(it, last)) => Standing::Changed,
            _ => Standing::Rest,
        };
        let other_device =
            athlete.replies.iter().rev().filter_map(Reply::device).find(|it| !athlete.devices.contains(it));
        Row { at, standing, reply, days: since(&athlete.replies[told]), other_device }
    }

    /// What the group told of in the days that count, from each athlete's last reply alone, and only where they sent it.
    pub fn shared(&self, today: u16) -> Vec<Shared> {
        let last = |it: &'_ Athlete| it.replies.last().map(|it| (day(it), it.told.answers.clone()));
        let recent = |day: u16| today.saturating_sub(day) <= RECENT_DAYS;
        let all: Vec<Answers> = self
            .athletes
            .iter()
            .filter(|it| !it.is_ended)
            .filter_map(last)
            .filter(|it| recent(it.0))
            .map(|it| it.1)
            .collect();
        let of_one = |(what, (item, codes)): (usize, &(Item, &'static [&'static str]))| {
            let asked = all.iter().filter(|it| it.is_answered(*item));
            let (mut n, mut of) = (0, 0);
            for answers in asked {
                of += 1;
                n += usize::from(codes.iter().any(|it| answers.has(*item, it)));
            }
            Shared { what, n, of }
        };
        Self::SHARED.iter().enumerate().map(of_one).filter(|it| it.of > 0).collect()
    }

    /// The athlete with this number.
    pub fn athlete(&mut self, id: u32) -> Option<&mut Athlete> {
        self.athletes.iter_mut().find(|it| it.id == id)
    }

    /// Calls an athlete something else; replies go on coming under the old name.
    pub fn rename(&mut self, id: u32, name: &str) {
        let name = cut(name, 40);
        if let Some(athlete) = self.athlete(id).filter(|_| !name.is_empty()) {
            athlete.name = name;
        }
    }

    /// Knows a browser as this athlete's from now on.
    pub fn keep_together(&mut self, id: u32, device: u32) {
        if let Some(athlete) = self.athlete(id) {
            athlete.devices.push(device);
        }
    }

    /// Parts what came from a browser from the others of its name, as somebody else; gives their number.
    pub fn keep_apart(&mut self, id: u32, device: u32) -> Option<u32> {
        let new = self.free_id();
        let athlete = self.athlete(id)?;
        let (theirs, own) = athlete.replies.drain(..).partition(|it| it.device() == Some(device));
        athlete.replies = own;
        let (name, answers_as) = ([&*athlete.name, " (2)"].concat(), athlete.answers_as.clone());
        self.athletes.push(Athlete {
            id: new,
            name,
            answers_as,
            is_ended: false,
            devices: vec![device],
            replies: theirs,
            unread: Vec::new(),
        });
        Some(new)
    }

    /// A table for a spreadsheet, one reply a line, the newest first: `head` and what `line` says of each, after the name.
    pub fn table(&self, head: &[&str], line: impl Fn(&Reply) -> Vec<String>) -> String {
        let mut out = String::new();
        put_line(&mut out, head.iter().map(|it| (*it).to_owned()));
        for athlete in &self.athletes {
            for reply in athlete.replies.iter().rev() {
                put_line(&mut out, [athlete.name.clone()].into_iter().chain(line(reply)));
            }
        }
        out
    }
}

/// The day of a reply. A clock that goes wrong cannot put it later than the day after it came.
pub fn day(reply: &Reply) -> u16 {
    const DAY_MS: u64 = 86_400_000;
    // From 1970 to 2020.
    const FIRST: u64 = 18_262;
    let came = (reply.got_at_ms / DAY_MS).saturating_sub(FIRST) as u16;
    reply.told.day.min(came.saturating_add(1))
}

/// When a reply is from, as far as that is known.
fn age(reply: &Reply) -> (u16, u64) {
    (day(reply), reply.entry().map_or(0, Ulid::time_ms).min(reply.got_at_ms))
}

/// Whether both are the same reply. One that was answered further and sent again is another one.
fn is_same(one: &Reply, other: &Reply) -> bool {
    let (a, b) = (&one.told, &other.told);
    one.entry() == other.entry() && one.sent == other.sent && a.answers == b.answers && a.left_out == b.left_out
}

/// What somebody is called who gave no name: an empty line would part what is written of them.
fn called(name: &str) -> &str {
    if name.trim().is_empty() { "?" } else { name }
}

/// A name as it is compared: neither capitals nor spaces make another one.
fn key(name: &str) -> String {
    let mut key = String::new();
    for word in name.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().map(small));
    }
    key
}

/// The small letter of a capital of the Latin, Greek and Cyrillic alphabets. The standard library's tables, which know all
/// others too, would weigh on everybody's first load.
fn small(it: char) -> char {
    let code = it as u32;
    let small = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => code + 32,
        0x400..=0x40f => code + 80,
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 | 0x1de..=0x1ef | 0x1f8..=0x21f => code | 1,
        0x139..=0x148 | 0x179..=0x17e if code % 2 == 1 => code + 1,
        0x178 => 0xff,
        _ => code,
    };
    char::from_u32(small).unwrap_or(it)
}

/// Whether a reply says other than the one before: another tier, or another danger sign.
fn differs(before: &Reply, last: &Reply) -> bool {
    let signs = |it: &Reply| -> Vec<Item> {
        let is_told = |item: &Item| it.told.answers.has(*item, "yes") || it.told.answers.has(*item, "not-sure");
        Item::all().filter(|it| it.code().starts_with("rf-")).filter(is_told).collect()
    };
    before.tier != last.tier || signs(before) != signs(last)
}

/// A line of RFC 4180. No cell is one that a spreadsheet would take for a formula.
fn put_line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        out.push('"');
        if is_formula {
            out.push('\'');
        }
        for it in cell.chars() {
            if it == '"' {
                out.push('"');
            }
            out.push(it);
        }
        out.push('"');
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_of_the_alphabets_that_most_names_are_written_in_make_no_other_name() {
        let letters = ['A'..='Z', 'À'..='ÿ', 'Ā'..='į', 'Ĳ'..='ķ', 'Ĺ'..='ň', 'Ŋ'..='ž', 'Α'..='Ϋ', 'Ѐ'..='я'];
        for it in letters.into_iter().flatten() {
            assert_eq!(small(it).to_string(), it.to_lowercase().to_string(), "{it}");
        }
        assert_eq!(key("  ŽELJKO  Ærø "), "željko ærø");
        assert_eq!(small('한'), '한');
    }
}
