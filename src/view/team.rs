//! The teams that are run here: making one, and bringing one back. What is known of them is kept by the browser, and here
//! for as long as the page is open.

use super::lock::{passphrase, phrase_field};
use super::part::{Choice, back, choice, heading, para, press, screen, section, session, words};
use super::preset::{EXTRAS, answered_for};
use super::words::{fill, say};
use crate::browser::crypto::{self, Keys};
use crate::browser::dom::{El, Piece, el, input_of, nothing, value_of};
use crate::browser::{clock, page, vault};
use crate::live::{Dial, Switch};
use crate::session::{Screen, Session};
use content::{Message, id};
use record::history::ReadError;
use record::link::{self, Cadence, Channel, Extras, Form, LONGEST_NOTE, LONGEST_TEAM, Link, Preset};
use record::team::{Athlete, Board, read_athlete, read_backup, write_athlete, write_backup};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A team that is run here.
pub struct Team {
    /// What athletes are asked for.
    pub preset: Preset,
    /// What opens their replies.
    pub keys: Keys,
    /// What came.
    pub board: Board,
    /// Whether the browser keeps it.
    pub is_kept: bool,
    /// Who was removed last, until something else is done.
    pub removed: Option<Athlete>,
}

thread_local! {
    /// Nothing until the browser was asked.
    static TEAMS: RefCell<Option<Vec<Team>>> = const { RefCell::new(None) };
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Looks at a team; nothing where it is not here, or not yet.
pub fn with_team<T>(team: u32, look: impl FnOnce(&mut Team) -> T) -> Option<T> {
    TEAMS.with_borrow_mut(|all| all.as_mut()?.iter_mut().find(|it| it.board.team == team).map(look))
}

/// Whether the browser has said which teams it keeps.
pub fn is_known() -> bool {
    TEAMS.with_borrow(Option::is_some)
}

/// Asks the browser for its teams, once.
pub fn load(session: Session) {
    if IS_ASKED.replace(true) {
        return;
    }
    vault::teams(Box::new(move |kept| with_athletes(session, kept.unwrap_or_default(), Vec::new())));
}

/// Reads what is kept of one team after the other.
fn with_athletes(session: Session, mut left: Vec<vault::Kept>, mut read: Vec<Team>) {
    let Some(kept) = left.pop() else {
        read.reverse();
        TEAMS.set(Some(read));
        return session.note_saved();
    };
    let Ok(Link::Preset(preset)) = link::read(&kept.preset) else { return with_athletes(session, left, read) };
    let team = preset.team_id();
    vault::athletes(
        team,
        Box::new(move |all| {
            let athletes =
                all.unwrap_or_default().iter().filter_map(|it| read_athlete(it).ok()).map(|it| it.0).collect();
            let board = Board { team, athletes };
            read.push(Team { preset, keys: kept.keys, board, is_kept: true, removed: None });
            with_athletes(session, left, read);
        }),
    );
}

/// Keeps what changed of some athletes.
pub fn keep_athletes(session: Session, team: u32, athletes: &[u32]) {
    let all = with_team(team, |it| {
        let text = |id: &u32| (*id, it.board.athlete(*id).map(|it| write_athlete(it)));
        athletes.iter().map(text).collect::<Vec<_>>()
    });
    let Some(all) = all else { return };
    let done = move |it: Option<()>| note_kept(session, team, it.is_some());
    vault::put_athletes(team, all, Box::new(done));
    session.note_saved();
}

fn note_kept(session: Session, team: u32, is_kept: bool) {
    let is_news = with_team(team, |it| std::mem::replace(&mut it.is_kept, is_kept) != is_kept);
    if is_news == Some(true) {
        session.note_saved();
    }
}

/// Takes a team in, in place of one with its number, and opens its board.
fn take_in(session: Session, preset: Preset, keys: Keys, board: Board) {
    let team = preset.team_id();
    let kept = vault::Kept { preset: preset_link(&preset), keys: keys.clone() };
    let athletes: Vec<u32> = board.athletes.iter().map(|it| it.id).collect();
    let made = Team { preset, keys, board: Board { team, ..board }, is_kept: true, removed: None };
    TEAMS.with_borrow_mut(|all| {
        let all = all.get_or_insert_default();
        all.retain(|it| it.board.team != team);
        all.push(made);
    });
    vault::put_team(team, &kept, Box::new(move |it| note_kept(session, team, it.is_some())));
    if !athletes.is_empty() {
        keep_athletes(session, team, &athletes);
    }
    vault::persist();
    session.note_saved();
    session.show(Screen::Board(team));
}

/// Forgets a team.
pub fn delete(session: Session, team: u32) {
    TEAMS.with_borrow_mut(|all| all.iter_mut().for_each(|all| all.retain(|it| it.board.team != team)));
    vault::delete_team(team, Box::new(|_| {}));
    session.note_saved();
    session.show(Screen::Teams);
}

/// The link of a team.
pub fn preset_link(preset: &Preset) -> String {
    link::write(&Link::Preset(preset.clone()), Form::Link)
}

/// The teams that are run here, those that are answered for, and how to make one.
pub fn teams() -> Piece {
    let session = session();
    load(session);
    let list = move |_| {
        let all = TEAMS.with_borrow(|all| {
            let line = |it: &Team| (it.board.team, it.preset.team.clone(), it.board.athletes.len());
            all.iter().flatten().map(line).collect::<Vec<_>>()
        });
        if all.is_empty() {
            return nothing();
        }
        let line = |(team, name, n): (u32, String, usize)| {
            let about = fill(id::BOARD_OF, &[("n", &n.to_string())]);
            let open = press("entry", "", move || session.show(Screen::Board(team)));
            el("li").child(open.child(words("span", "date", &name)).child(words("span", "whom", &about))).into()
        };
        section(id::TEAM_RUN, vec![el("ul").class("entries").children(all.into_iter().map(line).collect()).into()])
    };
    let stage = Rc::new(Making::new(session));
    let shown = stage.clone();
    screen(vec![
        back(),
        heading(say(id::TEAMS)),
        words("p", "lead", say(id::TEAM_ABOUT)),
        el("p").class("amiss").attr("role", "alert").live_text(move || session.said().get()).into(),
        answered_for(session),
        el("div").live_by(move || session.n_saved(), list).into(),
        el("div").live_by(move || stage.stage.get(), move |number| shown.show(number)).into(),
        restore(session),
    ])
}

const CLOSED: u32 = 0;
const FORM: u32 = 1;
const BACKUP: u32 = 2;

/// A team that is being made.
struct Making {
    session: Session,
    stage: Dial,
    name: RefCell<String>,
    note: RefCell<String>,
    address: RefCell<String>,
    cadence: Dial,
    channel: Dial,
    extras: Cell<Extras>,
    n_extras: Dial,
    made: RefCell<Option<(Preset, Keys)>>,
}

impl Making {
    fn new(session: Session) -> Self {
        Self {
            session,
            stage: Dial::new(CLOSED),
            name: RefCell::default(),
            note: RefCell::default(),
            address: RefCell::default(),
            cadence: Dial::new(Cadence::Weekly as u32),
            channel: Dial::new(0),
            extras: Cell::default(),
            n_extras: Dial::new(0),
            made: RefCell::default(),
        }
    }

    fn show(self: &Rc<Self>, stage: u32) -> Piece {
        match stage {
            FORM => self.form(),
            BACKUP => self.backup(),
            _ => {
                let it = self.clone();
                let open = press("go", say(id::TEAM_MAKE), move || it.stage.set(FORM));
                el("div").class("actions").child(open).into()
            }
        }
    }

    fn field(self: &Rc<Self>, label: Message, of: fn(&Self) -> &RefCell<String>, longest: usize) -> El {
        let (it, shown) = (self.clone(), of(self).borrow().clone());
        let field = el("input")
            .attr("type", "text")
            .class("field")
            .attr("autocomplete", "off")
            .attr("maxlength", &longest.to_string())
            .live_property("value", move || (&*shown).into())
            .on("input", move |event| drop(of(&it).replace(value_of(&event))));
        el("label").class("named").child(words("span", "", say(label))).child(field)
    }

    fn form(self: &Rc<Self>) -> Piece {
        let pills = |legend: Message, dial: Dial, of: Vec<(&'static str, Message)>| -> Piece {
            let pill = |(at, (value, says)): (usize, (&'static str, Message))| {
                let it = Choice { class: "row", is_single: true, name: say(legend).to_owned(), value };
                let is_chosen = move || dial.get() == at as u32;
                choice(it, words("span", "", say(says)), is_chosen, move || dial.set(at as u32)).into()
            };
            let legend = el("legend").class("title").text(say(legend));
            el("fieldset")
                .class("group rows")
                .child(legend)
                .children(of.into_iter().enumerate().map(pill).collect())
                .into()
        };
        let often = vec![
            ("once", id::TEAM_ONCE),
            ("daily", id::TEAM_DAILY),
            ("weekly", id::TEAM_WEEKLY),
            ("after", id::TEAM_AFTER),
        ];
        let ways = vec![
            ("show", id::TEAM_TO_0),
            ("whatsapp", id::TEAM_TO_1),
            ("message", id::TEAM_TO_2),
            ("mail", id::TEAM_TO_3),
        ];
        let extra = |at: usize| {
            let (shown, turned) = (self.clone(), self.clone());
            let value = ["training", "cramp", "person", "sweat"][at];
            let it = Choice { class: "row", is_single: false, name: "extras".to_owned(), value };
            let is_chosen = move || {
                shown.n_extras.get();
                shown.extras.get().has(at)
            };
            let turn = move || {
                let mut extras = turned.extras.get();
                extras.turn(at);
                turned.extras.set(extras);
                turned.n_extras.set(turned.n_extras.now() + 1);
            };
            choice(it, words("span", "", say(EXTRAS[at])), is_chosen, turn).into()
        };
        let extras = el("fieldset")
            .class("group rows")
            .child(el("legend").class("title").text(say(id::TEAM_EXTRAS)))
            .child(para(say(id::TEAM_SAFETY)))
            .children((0..Extras::N).map(extra).collect());
        let (it, made) = (self.clone(), self.clone());
        let address = move |channel: u32| match channel {
            0 => nothing(),
            3 => it.field(id::TEAM_MAIL, |it| &it.address, 64).into(),
            _ => it.field(id::TEAM_NUMBER, |it| &it.address, 30).into(),
        };
        let channel = self.channel;
        el("div")
            .child(self.field(id::TEAM_NAME, |it| &it.name, LONGEST_TEAM))
            .child(pills(id::TEAM_OFTEN, self.cadence, often))
            .child(self.field(id::TEAM_NOTE, |it| &it.note, LONGEST_NOTE))
            .child(extras)
            .child(pills(id::TEAM_CHANNEL, self.channel, ways))
            .child(el("div").live_by(move || channel.get(), address))
            .child(el("div").class("actions").child(press("go", say(id::TEAM_GO_ON), move || made.make())))
            .into()
    }

    /// Makes the keys, where all that is needed is there.
    fn make(self: &Rc<Self>) {
        let session = self.session;
        let amiss = |it: Message| session.said().set(say(it).to_owned());
        let team = self.name.borrow().trim().to_owned();
        if team.is_empty() {
            return amiss(id::TEAM_NO_NAME);
        }
        let Some(channel) = Channel::new(self.channel.now() as usize, &self.address.borrow()) else {
            return amiss(id::TEAM_NO_ADDRESS);
        };
        if !crypto::is_there() {
            return amiss(id::TEAM_NO_CIPHER);
        }
        let (cadence, note, extras) =
            (self.cadence.now() as usize, self.note.borrow().trim().to_owned(), self.extras.get());
        let mut preset = Preset { team, cadence: Cadence::ALL[cadence], note, extras, channel, key: None };
        let (it, n_places) = (self.clone(), session.n_places());
        crypto::new_keys(Box::new(move |keys| {
            let Some(keys) = keys.filter(|_| session.stands_since(n_places)) else { return };
            preset.key = Some(keys.public);
            // As it is read again: what was too long for a link is cut here, and not later.
            if let Ok(Link::Preset(preset)) = link::read(&preset_link(&preset)) {
                it.made.replace(Some((preset, keys)));
                session.said().set(String::new());
                it.stage.set(BACKUP);
            }
        }));
    }

    fn backup(self: &Rc<Self>) -> Piece {
        let session = self.session;
        let phrase = Rc::new(RefCell::new(passphrase().unwrap_or_default()));
        let (it, typed) = (self.clone(), phrase.clone());
        let save = move || {
            let Some((preset, keys)) = it.made.borrow().clone() else { return };
            if typed.borrow().trim().is_empty() {
                return session.said().set(say(id::LOCK_EMPTY).to_owned());
            }
            let (it, n_places) = (it.clone(), session.n_places());
            let done = move |key: Option<String>| {
                if !session.stands_since(n_places) {
                    return;
                }
                let text = key.map(|key| write_backup(&preset, &key, &Board::new(preset.team_id())));
                let is_saved =
                    text.is_some_and(|text| session.save_file(&file_name("team", "txt"), "text/plain", &text));
                if is_saved { it.finish() } else { session.said().set(say(id::DOWNLOAD_REFUSED).to_owned()) }
            };
            crypto::backup(&keys, &typed.borrow(), Box::new(done));
        };
        let it = self.clone();
        let actions = el("div").class("actions").child(press("go", say(id::TEAM_BACKUP_SAVE), save)).child(press(
            "small",
            say(id::TEAM_BACKUP_NOT),
            move || it.finish(),
        ));
        section(
            id::TEAM_BACKUP,
            vec![
                para(say(id::TEAM_BACKUP_ABOUT)),
                phrase_field(id::TEAM_BACKUP_WORDS, &phrase).into(),
                actions.into(),
                words("p", "note", say(id::TEAM_BACKUP_NONE)),
            ],
        )
    }

    /// From here on nothing takes the key out any more.
    fn finish(self: &Rc<Self>) {
        let (session, Some((preset, keys))) = (self.session, self.made.take()) else { return };
        let n_places = session.n_places();
        crypto::keep(
            keys,
            Box::new(move |keys| {
                if let Some(keys) = keys.filter(|_| session.stands_since(n_places)) {
                    let board = Board::new(preset.team_id());
                    take_in(session, preset, keys, board);
                }
            }),
        );
    }
}

/// The name of a file of today.
pub fn file_name(what: &str, kind: &str) -> String {
    ["crampwise-", what, "-", &clock::iso_date(clock::now_ms()), ".", kind].concat()
}

/// Brings a team back from its file.
fn restore(session: Session) -> Piece {
    let phrase: Rc<RefCell<String>> = Rc::default();
    let is_open = Switch::new(false);
    let typed = phrase.clone();
    let form = move || -> Piece {
        let typed = typed.clone();
        let pick = el("input").attr("type", "file").attr("accept", "text/plain,.txt").on("change", move |event| {
            let (typed, n_places) = (typed.clone(), session.n_places());
            if let Some(input) = input_of(&event) {
                page::picked_text(&input, move |text| {
                    if session.stands_since(n_places) {
                        restored(session, text.unwrap_or_default(), &typed.borrow());
                    }
                });
            }
        });
        el("div")
            .child(phrase_field(id::TEAM_RESTORE_WORDS, &phrase))
            .child(el("div").class("actions").child(
                el("label").class("small file").child(words("span", "", say(id::TEAM_RESTORE_PICK))).child(pick),
            ))
            .into()
    };
    let turn = press("link", say(id::TEAM_RESTORE), move || is_open.turn())
        .live_attr("aria-expanded", move || Some(is_open.is_on().to_string()));
    el("div").class("after").child(turn).child(el("div").shown_while(move || is_open.is_on(), form)).into()
}

fn restored(session: Session, text: String, phrase: &str) {
    let amiss = move |it: Message| session.said().set(say(it).to_owned());
    let (preset, key, board, n_lost) = match read_backup(&text) {
        Ok(read) => read,
        Err(ReadError::NewerVersion { .. }) => return amiss(id::TEAM_RESTORE_NEWER),
        Err(_) => return amiss(id::TEAM_RESTORE_NO),
    };
    let Some(public) = preset.key else { return amiss(id::TEAM_RESTORE_NO) };
    let n_places = session.n_places();
    crypto::restore(
        public,
        &key,
        phrase,
        Box::new(move |keys| {
            if !session.stands_since(n_places) {
                return;
            }
            let Some(keys) = keys else { return amiss(id::TEAM_RESTORE_WRONG) };
            take_in(session, preset, keys, board);
            session.said().set(fill(id::TEAM_RESTORED, &[("lost", &n_lost.to_string())]));
        }),
    );
}
