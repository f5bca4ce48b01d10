//! The board of a team: who needs help first. It clears nobody, and says so.

use super::part::{
    LONGEST_WHOM, back, fold, heading, list, out_of_date, para, press, screen, section, session, text_field, words,
};
use super::preset::asks;
use super::reason::told_once;
use super::scan::scan;
use super::team::{file_name, renew};
use super::told;
use super::ways::{Outgoing, ways};
use super::words::{fill, line, say, tier};
use crate::browser::dom::{Piece, drawing, el, is_unfolded, nothing, svg, value_of};
use crate::browser::host::Keeps;
use crate::browser::js::Listening;
use crate::browser::{clock, crypto};
use crate::live::Switch;
use crate::session::{Screen, Session};
use crate::teams::{Team, change, delete, is_known, known_as, load, look_again, with_team};
use content::{Message, id, part};
use engine::{Item, Tier, assess};
use record::link::{self, Form, Link, Sealed, from_inner, read_all};
use record::team::{Added, Athlete, Reply, Row, Standing, day, write_backup};
use std::cell::RefCell;
use std::rc::Rc;

/// The board of a team that is run here.
pub fn board(team: u32) -> Piece {
    let session = session();
    load(session);
    let is_here = Switch::new(with_team(team, |_| ()).is_some());
    let number = move || {
        session.n_saved();
        // The whole of it comes anew only where the team comes or goes.
        let is_there = with_team(team, |_| ()).is_some();
        if is_here.is_on_now() != is_there {
            is_here.set(is_there);
        }
        u32::from(is_there) + 2 * u32::from(is_known())
    };
    el("div").live_by(number, move |_| whole(session, team)).into()
}

fn whole(session: Session, team: u32) -> Piece {
    let Some((name, preset)) = with_team(team, |it| (it.preset.team.clone(), it.preset.clone())) else {
        let gone = if is_known() { id::BOARD_GONE } else { id::EVIDENCE_COMING };
        return screen(vec![back(), heading(say(id::TEAMS)), para(say(gone))]);
    };
    let follow = move |show: fn(Session, u32) -> Piece| -> Piece {
        el("div").live_by(move || session.n_saved(), move |_| show(session, team)).into()
    };
    // What another tab has written while this one was away is seen at once.
    look_again(session, team);
    let back_again = Listening::to(&["visibilitychange"], move || look_again(session, team));
    let opened: Opened = Rc::default();
    let rows =
        el("div").keep(Box::new(back_again)).live_by(move || session.n_saved(), move |_| rows(session, team, &opened));
    let mut invite = vec![para(say(id::BOARD_LINK_ABOUT))];
    invite.extend(asks(&preset));
    if let Some(address) = session.home() {
        let link = Link::Preset(preset);
        let outgoing = Outgoing::fixed(&address, Rc::new(move |form: Form| link::write(&link, form)));
        invite.extend(ways(&outgoing, say(id::BOARD_LINK), None));
    }
    let invite = fold("", say(id::BOARD_LINK), invite);
    let is_empty = with_team(team, |it| it.board.athletes.is_empty()) == Some(true);
    screen(vec![
        back(),
        heading(&name),
        el("div").maybe(out_of_date()).into(),
        words("p", "caveat", say(id::BOARD_CLEARS)),
        para(say(id::BOARD_NOBODY)),
        follow(not_kept),
        follow(kept_here_alone),
        if is_empty { invite.attr("open", "") } else { invite }.into(),
        add(session, team),
        follow(undo),
        rows.into(),
        follow(shared),
        fold("", say(content::kind::MODULE.at(engine::Module::COACH_GROUP_ADVICE.index())), advice()).into(),
        actions(session, team),
    ])
}

fn not_kept(_: Session, team: u32) -> Piece {
    let is_kept = with_team(team, |it| it.is_kept) != Some(false);
    if is_kept { nothing() } else { words("p", "note", say(id::TEAM_NOT_KEPT)) }
}

/// That many replies are nowhere but here, until they are saved as a file.
fn kept_here_alone(_: Session, team: u32) -> Piece {
    let n = with_team(team, |it| it.n_unsaved()).unwrap_or_default();
    if n < REMIND_AT { nothing() } else { words("p", "note", &fill(id::BOARD_SAVE, &[("n", &n.to_string())])) }
}

/// From how many replies on that are in no file the coach is reminded.
const REMIND_AT: usize = 20;

/// The advice for a group, in the words of the plan.
fn advice() -> Vec<Piece> {
    let module = content::kind::MODULE.at(engine::Module::COACH_GROUP_ADVICE.index());
    [part::DOSE, part::WHY, part::CAUTION, part::CHECK].iter().filter_map(|it| module.part(*it)).map(para).collect()
}

/// A field for whatever the coach got.
fn add(session: Session, team: u32) -> Piece {
    let text: Rc<RefCell<String>> = Rc::default();
    let n_taken = crate::live::Changes::new();
    let typed = text.clone();
    let field = el("textarea")
        .attr("id", "replies")
        .class("field")
        .attr("rows", "4")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .live_property("value", move || {
            n_taken.count();
            "".into()
        })
        .on("input", move |event| drop(typed.replace(value_of(&event))));
    let take = move || {
        let chat = text.take();
        take(session, team, &chat);
        n_taken.note();
    };
    section(
        id::BOARD_ADD,
        vec![
            el("label").class("named").child(words("span", "", say(id::BOARD_PASTE))).child(field).into(),
            el("div").class("actions").child(press("go", say(id::BOARD_TAKE), take)).into(),
            scan(session, Rc::new(move |it: &str| self::take(session, team, it))),
            el("div").maybe((session.keeps() == Keeps::Site).then(|| para(say(id::BOARD_ELSEWHERE)))).into(),
            el("p").class("outcome").attr("role", "status").live_text(move || session.said().get()).into(),
        ],
    )
}

/// What came of a text.
#[derive(Default)]
struct Came {
    n_new: usize,
    n_seen: usize,
    n_other: usize,
    n_old: usize,
    n_ended: usize,
    n_damaged: usize,
    n_newer: usize,
    is_cut: bool,
}

impl Came {
    fn add(&mut self, added: Added) {
        match added {
            Added::New(_) | Added::NewAthlete(_) => self.n_new += 1,
            Added::Seen => self.n_seen += 1,
            Added::Ended(_) => self.n_ended += 1,
            Added::OtherTeam | Added::NoReply => self.n_other += 1,
        }
    }

    fn said(&self) -> String {
        let counts = [
            (id::BOARD_NEW, self.n_new),
            (id::BOARD_SEEN, self.n_seen),
            (id::BOARD_OLD, self.n_old),
            (id::BOARD_OTHER, self.n_other),
            (id::BOARD_ENDED, self.n_ended),
            (id::BOARD_DAMAGED, self.n_damaged),
            (id::BOARD_NEWER, self.n_newer),
        ];
        let told = |(what, n): &(Message, usize)| fill(*what, &[("n", &n.to_string())]);
        let mut said: Vec<String> = counts.iter().filter(|it| it.1 > 0).map(told).collect();
        if said.is_empty() {
            said.push(say(id::BOARD_NOTHING).to_owned());
        }
        if self.is_cut {
            said.push(say(id::BOARD_CUT).to_owned());
        }
        said.join(" ")
    }
}

/// Takes every reply in a text, sealed or not.
pub fn take(session: Session, team: u32, text: &str) {
    let chat = read_all(text);
    let mut came = Came { n_damaged: chat.n_damaged, n_newer: chat.n_newer, is_cut: chat.is_cut, ..Came::default() };
    let (mut sealed, mut open) = (Vec::new(), Vec::new());
    for link in chat.links {
        match link {
            Link::Sealed(it) if it.team == team => sealed.push(it),
            Link::Sealed(it) if known_as(it.team) == Some(team) => came.n_old += 1,
            Link::Sealed(_) => came.n_other += 1,
            // The team's own link stands in its chat too.
            Link::Preset(_) => {}
            link => open.push(link),
        }
    }
    sealed.reverse();
    open_next(session, team, sealed, open, came);
}

/// Opens one reply after the other, and puts all of them on the board together.
fn open_next(session: Session, team: u32, mut left: Vec<Sealed>, mut open: Vec<Link>, mut came: Came) {
    let Some(sealed) = left.pop() else { return put(session, team, open, came) };
    let Some(keys) = with_team(team, |it| it.keys.clone()) else { return };
    crypto::open(
        &keys,
        sealed,
        Box::new(move |inside| {
            match inside.map(|it| from_inner(&it)) {
                Some(Ok(link)) => open.push(link),
                Some(Err(_)) => came.n_newer += 1,
                None => came.n_damaged += 1,
            }
            open_next(session, team, left, open, came);
        }),
    );
}

/// Puts replies on the board, and ends with what came of all.
fn put(session: Session, team: u32, open: Vec<Link>, mut came: Came) {
    let said = Rc::new(RefCell::new(String::new()));
    let told = said.clone();
    let act = move |it: &mut Team| {
        it.removed = None;
        let mut changed = Vec::new();
        for link in open {
            let added = it.board.add(link, clock::now_ms());
            if let Added::New(id) | Added::NewAthlete(id) = added
                && !changed.contains(&id)
            {
                changed.push(id);
            }
            came.add(added);
        }
        told.replace(came.said());
        changed
    };
    change(session, team, act, move || {
        if session.screen_now() == Screen::Board(team) {
            session.said().set(said.take());
        }
    });
}

/// A sealed reply that was opened as a link: on the coach's own device it goes to the board.
pub fn sealed(session: Session, it: Sealed) -> Piece {
    load(session);
    let text = link::write(&Link::Sealed(it.clone()), Form::Link);
    let is_taken = std::cell::Cell::new(false);
    let show = move |_| {
        if let Some(team) = known_as(it.team)
            && !is_taken.replace(true)
        {
            let text = text.clone();
            crate::browser::focus::after_paint(move || {
                session.show(Screen::Board(team));
                take(session, team, &text);
            });
        }
        let about = if is_known() { id::SEALED_ABOUT } else { id::EVIDENCE_COMING };
        screen(vec![back(), heading(say(id::SEALED_HEADING)), words("p", "lead", say(about))])
    };
    el("div").live_by(move || session.n_saved(), show).into()
}

fn today() -> u16 {
    clock::day(clock::now_ms())
}

fn undo(session: Session, team: u32) -> Piece {
    let Some(name) = with_team(team, |it| it.removed.as_ref().map(|it| it.name.clone())).flatten() else {
        return nothing();
    };
    let undo = move || {
        let act = |it: &mut Team| {
            let Some(athlete) = it.removed.take() else { return Vec::new() };
            let id = athlete.id;
            it.board.athletes.push(athlete);
            vec![id]
        };
        change(session, team, act, move || session.focus("heading"));
    };
    let said = fill(id::BOARD_REMOVED, &[("name", &name)]);
    el("p")
        .class("note")
        .attr("role", "status")
        .text(&said)
        .text(" ")
        .child(press("small", say(id::BOARD_UNDO), undo).attr("id", "undo").attr("tabindex", "0"))
        .into()
}

/// Whose details are open: they stay so when the board comes anew.
type Opened = Rc<RefCell<Vec<u32>>>;

/// Everybody, in the order of the board, under the heading of why they stand there.
fn rows(session: Session, team: u32, opened: &Opened) -> Piece {
    let rows = with_team(team, |it| it.board.rows(it.preset.cadence, today())).unwrap_or_default();
    if rows.is_empty() {
        return para(say(id::BOARD_EMPTY));
    }
    let headings = [id::BOARD_HELP, id::BOARD_SILENT, id::BOARD_CHANGED, id::BOARD_REST];
    let mut parts = Vec::new();
    for (standing, heading) in Standing::ALL.into_iter().zip(headings) {
        let of: Vec<Piece> =
            rows.iter().filter(|it| it.standing == standing).filter_map(|it| row(session, team, *it, opened)).collect();
        if !of.is_empty() {
            let head = [say(heading), " (", &of.len().to_string(), ")"].concat();
            let list = el("ul").class("entries").children(of);
            parts.push(el("section").child(words("h2", "", &head)).child(list).into());
        }
    }
    el("div").children(parts).into()
}

fn age(days: Option<u16>) -> String {
    match days {
        None => say(id::BOARD_FUTURE).to_owned(),
        Some(0) => say(id::BOARD_TODAY).to_owned(),
        Some(1) => say(id::BOARD_YESTERDAY).to_owned(),
        Some(n) => fill(id::BOARD_DAYS, &[("n", &n.to_string())]),
    }
}

fn row(session: Session, team: u32, row: Row, opened: &Opened) -> Option<Piece> {
    let (id, name, tiers, told) = with_team(team, |it| {
        let athlete = &it.board.athletes[row.at];
        let tiers: Vec<Tier> = athlete.replies.iter().rev().take(SHOWN).rev().map(|it| it.tier).collect();
        let told = row.reply.map(|it| athlete.replies[it].tier);
        (athlete.id, athlete.name.clone(), tiers, told)
    })?;
    let tag = told.map(|it| {
        let short = tier(it).part(part::SHORT).unwrap_or_default();
        el("span").class("tag").attr("data-tier", it.code()).text(short).into()
    });
    let was_open = opened.borrow().contains(&id);
    let is_open = Switch::new(was_open);
    let summary = el("summary")
        .attr("id", &name_of(id))
        .attr("tabindex", "0")
        .child(words("span", "date", &name))
        .maybe(tag)
        .maybe(row.reply.map(|_| words("span", "whom", &age(row.days))))
        // One alone is no trend.
        .maybe((tiers.len() > 1).then(|| trend(&tiers)));
    let inside = el("div").shown_while(move || is_open.is_on(), move || one(session, team, id, row));
    let opened = opened.clone();
    let turn = move |event| {
        let is_now = is_unfolded(&event);
        is_open.set(is_now);
        let mut opened = opened.borrow_mut();
        opened.retain(|it| *it != id);
        if is_now {
            opened.push(id);
        }
    };
    let it = el("details").class("athlete").attr_if("open", was_open.then_some(""));
    Some(el("li").child(it.child(summary).child(inside).on("toggle", turn)).into())
}

/// What the line of an athlete is called in the page.
fn name_of(id: u32) -> String {
    ["athlete-", &id.to_string()].concat()
}

/// Changes an athlete, and leaves the focus on their line, which has come anew.
fn change_one(session: Session, team: u32, id: u32, act: impl FnOnce(&mut Team) -> Vec<u32> + 'static) {
    change(session, team, act, move || session.focus(&name_of(id)));
}

/// How many replies the drawing shows.
const SHOWN: usize = 8;

/// How soon to get help, over the last replies; the list of all replies says the same in words.
fn trend(tiers: &[Tier]) -> Piece {
    let bar = |(at, it): (usize, &Tier)| {
        let high = 4 * (*it as usize + 1);
        svg("rect")
            .attr("x", &(at * 5).to_string())
            .attr("y", &(16 - high).to_string())
            .attr("width", "4")
            .attr("height", &high.to_string())
            .attr("data-tier", it.code())
            .into()
    };
    let bars = tiers.iter().enumerate().map(bar).collect();
    drawing("trend", ["40", "16"], bars).attr("width", "40").attr("height", "16").attr("aria-hidden", "true").into()
}

/// All that is known of one athlete.
fn one(session: Session, team: u32, id: u32, row: Row) -> Piece {
    let athlete = with_team(team, |it| it.board.athlete(id).map(|it| it.clone())).flatten();
    let Some(athlete) = athlete else { return nothing() };
    let mut parts = Vec::new();
    if let Some(told) = row.reply.and_then(|it| athlete.replies.get(it)) {
        parts.extend(latest(told));
    }
    parts.extend(row.other_device.and_then(|it| two_devices(session, team, &athlete, it)));
    let replies: Vec<String> = athlete.replies.iter().rev().map(told_of).collect();
    parts.push(fold("", say(id::BOARD_REPLIES), vec![list(&replies)]).into());
    if athlete.is_ended {
        parts.push(words("p", "note", say(id::BOARD_IS_ENDED)));
    }
    parts.push(changes(session, team, &athlete));
    el("div").children(parts).into()
}

fn told_of(reply: &Reply) -> String {
    let short = tier(reply.tier).part(part::SHORT).unwrap_or_default();
    [&*clock::date_of(day(reply)), ": ", short].concat()
}

/// What was told last: how soon to get help, why, and what was not sent.
fn latest(reply: &Reply) -> Vec<Piece> {
    let mut answers = reply.told.answers.clone();
    // What is told is about somebody else than the reader.
    let _ = answers.choose("for-whom", "other");
    let assessment = assess(&answers);
    let mut parts = vec![words("p", "when", say(tier(reply.tier)))];
    if reply.sent != assessment.tier {
        parts.push(para(&fill(id::BOARD_SAW, &[("tier", say(tier(reply.sent)))])));
    }
    let why = |it: &super::reason::Told<'_>| {
        let said = fill(id::BOARD_TOLD, &[("said", &it.said(&answers))]);
        el("li").child(words("p", "said", &said)).child(para(it.why)).into()
    };
    let told = told_once(&assessment);
    let highest = told.iter().filter(|it| it.reason.tier == assessment.tier && !it.said(&answers).is_empty());
    parts.push(el("ul").class("reasons").children(highest.map(why).collect()).into());
    let short = |it: &Item| told::short(*it).trim_end_matches('?');
    let left_out: Vec<&str> = reply.told.left_out.iter().map(short).collect();
    if !left_out.is_empty() {
        parts.push(words("p", "hint", &fill(id::BOARD_LEFT_OUT, &[("what", &left_out.join("; "))])));
    }
    parts
}

fn two_devices(session: Session, team: u32, athlete: &Athlete, device: u32) -> Option<Piece> {
    let id = athlete.id;
    let reply = athlete.replies.iter().rev().find(|it| it.told.sender.is_some_and(|it| it.device == device))?;
    let asks = fill(id::BOARD_TWO, &[("date", &clock::date_of(reply.told.day))]);
    let together = move || {
        change_one(session, team, id, move |it| {
            it.board.keep_together(id, device);
            vec![id]
        });
    };
    let apart = move || {
        change_one(session, team, id, move |it| {
            let other = it.board.keep_apart(id, device);
            [id].into_iter().chain(other).collect()
        });
    };
    let note = el("div")
        .class("note")
        .child(para(&asks))
        .child(press("small", say(id::BOARD_TOGETHER), together))
        .child(press("small", say(id::BOARD_APART), apart));
    Some(note.into())
}

/// What a coach can change of an athlete.
fn changes(session: Session, team: u32, athlete: &Athlete) -> Piece {
    let (id, is_ended) = (athlete.id, athlete.is_ended);
    let shown = athlete.name.clone();
    let field = text_field(LONGEST_WHOM, Box::new(move || shown.clone())).on("change", move |event| {
        let name = value_of(&event);
        change_one(session, team, id, move |it| {
            it.board.rename(id, &name);
            vec![id]
        });
    });
    let end = move || {
        change_one(session, team, id, move |it| {
            it.board.athlete(id).into_iter().for_each(|it| it.is_ended = !is_ended);
            vec![id]
        });
    };
    let remove = move || {
        let act = move |it: &mut Team| {
            let at = it.board.athletes.iter().position(|it| it.id == id);
            it.removed = at.map(|at| it.board.athletes.remove(at));
            vec![id]
        };
        change(session, team, act, move || session.focus("undo"));
    };
    let ends = if is_ended { id::BOARD_GO_ON } else { id::BOARD_END };
    let named = [("name", &*athlete.name)];
    let (called, ends) = (fill(id::BOARD_CALLED, &named), fill(ends, &named));
    let removes = fill(id::BOARD_REMOVE, &named);
    el("div")
        .child(el("label").class("named").child(words("span", "", &called)).child(field))
        .child(el("div").class("actions").child(press("small", &ends, end)).child(press("link", &removes, remove)))
        .into()
}

/// What the group tells of itself.
fn shared(_: Session, team: u32) -> Piece {
    let shared = with_team(team, |it| it.board.shared(today())).unwrap_or_default();
    if shared.is_empty() {
        return nothing();
    }
    let says = [id::BOARD_SHARED_0, id::BOARD_SHARED_1, id::BOARD_SHARED_2, id::BOARD_SHARED_3];
    let line = |it: &record::team::Shared| fill(says[it.what], &[("n", &it.n.to_string()), ("of", &it.of.to_string())]);
    section(id::BOARD_SHARED, vec![list(&shared.iter().map(line).collect::<Vec<_>>())])
}

fn actions(session: Session, team: u32) -> Piece {
    let give = move |name: &str, mime: &str, text: Option<String>| {
        let is_given = text.is_some_and(|it| session.save_file(name, mime, &it));
        session.said().set(if is_given { String::new() } else { say(id::DOWNLOAD_REFUSED).to_owned() });
        is_given
    };
    let table = move || {
        let head = [id::BOARD_TABLE_NAME, id::BOARD_TABLE_DAY, id::BOARD_TABLE_TIER, id::BOARD_TABLE_SIGNS].map(say);
        give(&file_name("team", "csv"), "text/csv", with_team(team, |it| it.board.table(&head, cells)));
    };
    let download = move || {
        let text = with_team(team, |it: &mut Team| write_backup(&it.preset, "", &it.board));
        if give(&file_name("replies", "txt"), "text/plain", text) {
            change(session, team, Team::note_saved, || {});
        }
    };
    let is_sure = Switch::new(false);
    let sure = move || -> Piece { press("small", say(id::BOARD_DELETE_SURE), move || delete(session, team)).into() };
    el("section")
        .class("after")
        .child(
            el("div")
                .class("actions")
                .child(press("small export", say(id::BOARD_TABLE), table))
                .child(press("small export", say(id::BOARD_DOWNLOAD), download))
                .child(press("link", say(id::BOARD_DELETE), move || is_sure.turn())),
        )
        .child(el("div").shown_while(move || is_sure.is_on(), sure))
        .child(renew(session, team))
        .into()
}

/// A reply as cells of a table.
fn cells(reply: &Reply) -> Vec<String> {
    let answers = &reply.told.answers;
    let is_told = |it: &Item| answers.has(*it, "yes") || answers.has(*it, "not-sure");
    let signs: Vec<&str> = Item::all().filter(|it| it.code().starts_with("rf-")).filter(is_told).map(line).collect();
    vec![clock::iso_day(reply.told.day), say(tier(reply.tier)).to_owned(), signs.join("; ")]
}
