//! The teams that are run here: making one, making its key anew, and bringing one back.

use super::lock::{passphrase, phrase_field};
use super::part::{Choice, back, choice, heading, named, para, press, screen, section, session, text_field, words};
use super::preset::{EXTRAS, answered_for};
use super::words::{fill, say};
use crate::browser::crypto::{self, Keys};
use crate::browser::dom::{El, Piece, el, input_of, nothing, value_of};
use crate::browser::{clock, page};
use crate::live::{Dial, Live, Switch};
use crate::session::{Screen, Session};
use crate::teams::{Team, change, known_as, load, preset_link, take_in, with_all, with_team};
use content::{Message, id};
use record::history::ReadError;
use record::link::{self, Cadence, Channel, Extras, LONGEST_NOTE, LONGEST_TEAM, Link, Preset};
use record::team::{Board, read_backup, write_backup};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The teams that are run here, those that are answered for, and how to make one.
pub fn teams() -> Piece {
    let session = session();
    load(session);
    let list = move |_| {
        let all: Vec<(u32, String, usize)> = with_all(|all| {
            all.iter().map(|it| (it.board.team, it.preset.team.clone(), it.board.athletes.len())).collect()
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
    let making = Making::new(session, None);
    screen(vec![
        back(),
        heading(say(id::TEAMS)),
        words("p", "lead", say(id::TEAM_ABOUT)),
        answered_for(session),
        press("link", say(id::OPEN_LINK), move || session.open_link("")).into(),
        el("div").live_by(move || session.n_saved(), list).into(),
        making.shown(),
        restore(session),
    ])
}

/// What is amiss with what was typed, beside it.
type Amiss = Rc<Live<String>>;

fn amiss_line(id: &str, amiss: &Amiss) -> Piece {
    let amiss = amiss.clone();
    el("p").attr("id", id).class("amiss").attr("role", "alert").live_text(move || amiss.get()).into()
}

fn tell(amiss: &Amiss, it: Message) {
    amiss.set(say(it).to_owned());
}

const CLOSED: u32 = 0;
const FORM: u32 = 1;
const BACKUP: u32 = 2;

/// Makes the key of a team anew: what came under the old one stays.
pub fn renew(session: Session, team: u32) -> Piece {
    Making::new(session, Some(team)).shown()
}

/// A team that is being made, or a key that is made anew.
struct Making {
    session: Session,
    /// The team whose key is made anew; none where a team is made.
    of: Option<u32>,
    amiss: Amiss,
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
    fn new(session: Session, of: Option<u32>) -> Rc<Self> {
        Rc::new(Self {
            session,
            of,
            amiss: Rc::new(Live::new(String::new())),
            stage: Dial::new(CLOSED),
            name: RefCell::default(),
            note: RefCell::default(),
            address: RefCell::default(),
            cadence: Dial::new(Cadence::Weekly as u32),
            channel: Dial::new(0),
            extras: Cell::default(),
            n_extras: Dial::new(0),
            made: RefCell::default(),
        })
    }

    fn shown(self: &Rc<Self>) -> Piece {
        let (it, shown) = (self.clone(), self.clone());
        el("div").live_by(move || it.stage.get(), move |stage| shown.show(stage)).into()
    }

    fn show(self: &Rc<Self>, stage: u32) -> Piece {
        match (stage, self.of) {
            (FORM, None) => self.form(),
            (FORM, Some(_)) => self.sure(),
            (BACKUP, _) => self.backup(),
            (_, of) => {
                let (it, focus) = (self.clone(), if of.is_some() { "anew" } else { "team" });
                let open = move || {
                    it.stage.set(FORM);
                    it.session.focus(focus);
                };
                let (class, says) = if of.is_some() { ("link", id::TEAM_ANEW) } else { ("go", id::TEAM_MAKE) };
                el("div").class("actions").child(press(class, say(says), open)).into()
            }
        }
    }

    /// What a new key means, before it is made.
    fn sure(self: &Rc<Self>) -> Piece {
        let (it, not) = (self.clone(), self.clone());
        let make = move || {
            if let Some(preset) = it.of.and_then(|team| with_team(team, |it| it.preset.clone())) {
                it.with_keys(preset);
            }
        };
        let actions = el("div").class("actions").child(press("small", say(id::TEAM_ANEW_DO), make)).child(press(
            "link",
            say(id::TEAM_ANEW_NOT),
            move || not.stage.set(CLOSED),
        ));
        el("section")
            .child(el("h2").attr("id", "anew").attr("tabindex", "-1").text(say(id::TEAM_ANEW)))
            .child(para(say(id::TEAM_ANEW_ABOUT)))
            .child(amiss_line("amiss", &self.amiss))
            .child(actions)
            .into()
    }

    fn field(self: &Rc<Self>, id: &str, label: Message, of: fn(&Self) -> &RefCell<String>, longest: usize) -> El {
        let (it, shown) = (self.clone(), of(self).borrow().clone());
        let field = text_field(longest, Box::new(move || shown.clone()))
            .attr("id", id)
            .attr("aria-describedby", "amiss")
            .on("input", move |event| drop(of(&it).replace(value_of(&event))));
        named(label, field)
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
            3 => it.field("address", id::TEAM_MAIL, |it| &it.address, 64).into(),
            _ => it.field("address", id::TEAM_NUMBER, |it| &it.address, 30).into(),
        };
        let channel = self.channel;
        el("div")
            .child(self.field("team", id::TEAM_NAME, |it| &it.name, LONGEST_TEAM))
            .child(pills(id::TEAM_OFTEN, self.cadence, often))
            .child(self.field("note", id::TEAM_NOTE, |it| &it.note, LONGEST_NOTE))
            .child(extras)
            .child(pills(id::TEAM_CHANNEL, self.channel, ways))
            .child(el("div").live_by(move || channel.get(), address))
            .child(amiss_line("amiss", &self.amiss))
            .child(el("div").class("actions").child(press("go", say(id::TEAM_GO_ON), move || made.make())))
            .into()
    }

    /// Makes the keys, where all that is needed is there.
    fn make(self: &Rc<Self>) {
        let team = self.name.borrow().trim().to_owned();
        if team.is_empty() {
            self.session.focus("team");
            return tell(&self.amiss, id::TEAM_NO_NAME);
        }
        let Some(channel) = Channel::new(self.channel.now() as usize, &self.address.borrow()) else {
            self.session.focus("address");
            return tell(&self.amiss, id::TEAM_NO_ADDRESS);
        };
        let (cadence, note, extras) =
            (self.cadence.now() as usize, self.note.borrow().trim().to_owned(), self.extras.get());
        self.with_keys(Preset { team, cadence: Cadence::ALL[cadence], note, extras, channel, key: None });
    }

    fn with_keys(self: &Rc<Self>, mut preset: Preset) {
        if !crypto::is_there() {
            return tell(&self.amiss, id::TEAM_NO_CIPHER);
        }
        let (it, n_places) = (self.clone(), self.session.n_places());
        crypto::new_keys(Box::new(move |keys| {
            if !it.session.stands_since(n_places) {
                return;
            }
            let Some(keys) = keys else { return tell(&it.amiss, id::TEAM_NO_CIPHER) };
            preset.key = Some(keys.public);
            // As it is read again: what was too long for a link is cut here, and not later.
            if let Ok(Link::Preset(preset)) = link::read(&preset_link(&preset)) {
                it.made.replace(Some((preset, keys)));
                it.amiss.set(String::new());
                it.stage.set(BACKUP);
                it.session.focus("backup");
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
                return tell(&it.amiss, id::LOCK_EMPTY);
            }
            let (it, n_places) = (it.clone(), session.n_places());
            let done = move |key: Option<String>| {
                if !session.stands_since(n_places) {
                    return;
                }
                // Where a key is made anew, what came until now is in the file too.
                let board = it.of.and_then(|team| with_team(team, |it| it.board.clone()));
                let board = board.unwrap_or_else(|| Board::new(preset.team_id()));
                let text = key.map(|key| write_backup(&preset, &key, &board));
                let is_saved =
                    text.is_some_and(|text| session.save_file(&file_name("team", "txt"), "text/plain", &text));
                if is_saved { it.finish() } else { tell(&it.amiss, id::DOWNLOAD_REFUSED) }
            };
            crypto::backup(&keys, &typed.borrow(), Box::new(done));
        };
        let it = self.clone();
        let actions = el("div")
            .class("actions")
            .child(press("go export", say(id::TEAM_BACKUP_SAVE), save))
            .child(press("small", say(id::TEAM_BACKUP_NOT), move || it.finish()));
        el("section")
            .child(el("h2").attr("id", "backup").attr("tabindex", "-1").text(say(id::TEAM_BACKUP)))
            .child(para(say(id::TEAM_BACKUP_ABOUT)))
            .child(phrase_field(id::TEAM_BACKUP_WORDS, &phrase))
            .child(amiss_line("amiss", &self.amiss))
            .child(actions)
            .child(words("p", "note", say(id::TEAM_BACKUP_NONE)))
            .into()
    }

    /// From here on nothing takes the key out any more.
    fn finish(self: &Rc<Self>) {
        let (session, of, Some((preset, keys))) = (self.session, self.of, self.made.take()) else { return };
        let n_places = session.n_places();
        crypto::keep(
            keys,
            Box::new(move |keys| {
                if let Some(keys) = keys.filter(|_| session.stands_since(n_places)) {
                    let board = Board::new(preset.team_id());
                    take_in(session, preset, keys, board, of);
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
    let amiss: Amiss = Rc::new(Live::new(String::new()));
    let form = move || -> Piece {
        let (typed, told) = (phrase.clone(), amiss.clone());
        let pick = el("input").attr("type", "file").attr("accept", "text/plain,.txt").on("change", move |event| {
            let (typed, told, n_places) = (typed.clone(), told.clone(), session.n_places());
            if let Some(input) = input_of(&event) {
                page::picked_text(&input, move |text| {
                    if session.stands_since(n_places) {
                        restored(session, &told, &text.unwrap_or_default(), &typed.borrow());
                    }
                });
            }
        });
        el("div")
            .child(phrase_field(id::TEAM_RESTORE_WORDS, &phrase))
            .child(el("div").class("actions").child(
                el("label").class("small file").child(words("span", "", say(id::TEAM_RESTORE_PICK))).child(pick),
            ))
            .child(amiss_line("amiss-restore", &amiss))
            .into()
    };
    let turn = press("link", say(id::TEAM_RESTORE), move || is_open.turn())
        .live_attr("aria-expanded", move || Some(is_open.is_on().to_string()));
    el("div").class("after").child(turn).child(el("div").shown_while(move || is_open.is_on(), form)).into()
}

fn restored(session: Session, amiss: &Amiss, text: &str, phrase: &str) {
    let (preset, key, board, n_lost) = match read_backup(text) {
        Ok(read) => read,
        Err(ReadError::NewerVersion { .. }) => return tell(amiss, id::TEAM_RESTORE_NEWER),
        Err(_) => return tell(amiss, id::TEAM_RESTORE_NO),
    };
    let is_back = move || session.said().set(fill(id::TEAM_RESTORED, &[("lost", &n_lost.to_string())]));
    let here = known_as(preset.team_id());
    if key.is_empty() {
        // Replies alone: they need no key, but a team to come to.
        let Some(team) = here else { return tell(amiss, id::TEAM_RESTORE_ALONE) };
        let take = move |it: &mut Team| {
            let more = it.board.take_in(board);
            it.board.assess_again();
            more
        };
        session.show(Screen::Board(team));
        return change(session, team, take, is_back);
    }
    let Some(public) = preset.key else { return tell(amiss, id::TEAM_RESTORE_NO) };
    let (n_places, amiss) = (session.n_places(), amiss.clone());
    crypto::restore(
        public,
        &key,
        phrase,
        Box::new(move |keys| {
            if !session.stands_since(n_places) {
                return;
            }
            let Some(keys) = keys else { return tell(&amiss, id::TEAM_RESTORE_WRONG) };
            take_in(session, preset, keys, board, None);
            is_back();
        }),
    );
}
