//! The teams that are run here: what the page knows of them while it is open, and what the browser keeps.
//!
//! Each link that a coach taps opens a tab of its own, so several tabs change one team. A change is made after all that
//! came before it, on what the browser keeps by then: what another tab has written is never written over.

use crate::browser::crypto::Keys;
use crate::browser::host::Keeps;
use crate::browser::{random, vault};
use crate::session::{Screen, Session};
use record::link::{self, Form, Link, Preset};
use record::team::{Athlete, Board, read_athlete};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// A team that is run here.
pub struct Team {
    /// What athletes are asked for.
    pub preset: Preset,
    /// What opens their replies.
    pub keys: Keys,
    /// The numbers it had before, each with a key that is gone.
    pub old: Vec<u32>,
    /// What came.
    pub board: Board,
    /// Whether the browser keeps all of it.
    pub is_kept: bool,
    /// Whether the browser has it among its teams.
    is_entered: bool,
    /// The numbers under which the browser has it still, until it has it under this one.
    before: Vec<u32>,
    /// How many replies there were when they were last saved as a file.
    n_saved: u32,
    /// Who was removed last, until something else is done.
    pub removed: Option<Athlete>,
    /// Whose writing the browser keeps, as far as it is known here.
    mark: f64,
}

/// The mark of nobody, as long as what the browser keeps of a team was not read here.
const ELSEWHERE: f64 = -1.0;

impl Team {
    fn n_replies(&self) -> usize {
        self.board.athletes.iter().map(|it| it.replies.len()).sum()
    }

    /// How many replies are in no file.
    pub fn n_unsaved(&self) -> usize {
        self.n_replies().saturating_sub(self.n_saved as usize)
    }

    /// Notes that all replies were saved as a file.
    pub fn note_saved(&mut self) -> Vec<u32> {
        self.n_saved = self.n_replies() as u32;
        // What is noted stands among the teams.
        self.is_entered = false;
        Vec::new()
    }
}

type Work = Box<dyn FnOnce()>;
/// A change of a team; gives the numbers of the athletes that it is about.
type Act = Box<dyn FnOnce(&mut Team) -> Vec<u32>>;

thread_local! {
    /// Nothing until the browser was asked.
    static TEAMS: RefCell<Option<Vec<Team>>> = const { RefCell::new(None) };
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
    /// What is still to be done, while something is being done.
    static WAITING: RefCell<VecDeque<Work>> = const { RefCell::new(VecDeque::new()) };
    static IS_BUSY: Cell<bool> = const { Cell::new(false) };
    /// Lets other tabs go on.
    static RELEASE: Cell<Option<vault::Release>> = const { Cell::new(None) };
}

/// Looks at a team; nothing where it is not here, or not yet.
pub fn with_team<T>(team: u32, look: impl FnOnce(&mut Team) -> T) -> Option<T> {
    TEAMS.with_borrow_mut(|all| all.as_mut()?.iter_mut().find(|it| it.board.team == team).map(look))
}

/// Looks at all of them.
pub fn with_all<T>(look: impl FnOnce(&[Team]) -> T) -> T {
    TEAMS.with_borrow(|all| look(all.as_deref().unwrap_or_default()))
}

/// The team that a number is, or was before its key was made anew.
pub fn known_as(team: u32) -> Option<u32> {
    with_all(|all| {
        let now = all.iter().find(|it| it.board.team == team);
        now.or_else(|| all.iter().find(|it| it.old.contains(&team))).map(|it| it.board.team)
    })
}

/// Whether the browser has said which teams it keeps.
pub fn is_known() -> bool {
    TEAMS.with_borrow(Option::is_some)
}

/// Asks the browser for its teams, once for each history that a page may have. Where nothing may outlive the tab, nothing
/// is asked and nothing kept.
pub fn load(session: Session) {
    let namespace = (session.keeps() != Keeps::Tab).then(|| session.with_store(|it| it.namespace()));
    if vault::turn_to(namespace) {
        TEAMS.set(None);
        IS_ASKED.set(false);
    }
    if !IS_ASKED.replace(true) {
        vault::teams(Box::new(move |kept| with_athletes(session, kept.unwrap_or_default(), Vec::new())));
    }
}

/// Reads what is kept of one team after the other.
fn with_athletes(session: Session, mut left: Vec<vault::Kept>, mut read: Vec<Team>) {
    let Some(kept) = left.pop() else {
        read.reverse();
        TEAMS.with_borrow_mut(|all| *all = Some(with_newcomers(read, all.take().unwrap_or_default())));
        return session.note_saved();
    };
    let Ok(Link::Preset(preset)) = link::read(&kept.preset) else { return with_athletes(session, left, read) };
    let team = preset.team_id();
    vault::athletes(
        team,
        Box::new(move |all| {
            let (is_kept, mark) = (all.is_some(), all.as_ref().map_or(0.0, |it| it.mark));
            let board = all.map_or(Board::new(team), |it| board_of(team, it));
            let (keys, old, n_saved) = (kept.keys, kept.old, kept.n_saved);
            let (is_entered, before, removed) = (true, Vec::new(), None);
            let team = Team { preset, keys, old, board, is_kept, is_entered, before, n_saved, removed, mark };
            read.push(team);
            with_athletes(session, left, read);
        }),
    );
}

/// What the browser keeps, and what was taken in while it was being read.
fn with_newcomers(mut read: Vec<Team>, newcomers: Vec<Team>) -> Vec<Team> {
    for mut new in newcomers {
        if let Some(at) = read.iter().position(|it| it.board.team == new.board.team) {
            let kept = read.remove(at);
            let unknown: Vec<u32> = kept.old.into_iter().filter(|it| !new.old.contains(it)).collect();
            // The browser has it. What only the browser knew of it is entered again with it.
            new.mark = if new.is_entered { new.mark } else { ELSEWHERE };
            new.is_entered = unknown.is_empty();
            new.n_saved = new.n_saved.max(kept.n_saved);
            new.old.extend(unknown);
        }
        read.push(new);
    }
    read
}

fn board_of(team: u32, kept: vault::Athletes) -> Board {
    let mut board = Board::new(team);
    for (id, text) in kept.texts {
        match read_athlete(&text) {
            Ok(it) => board.athletes.push(Athlete { id, ..it }),
            Err(_) => board.unread.push((id, text)),
        }
    }
    board.assess_again();
    board
}

/// Changes a team, and keeps the change; `then` follows once it is seen.
pub fn change(
    session: Session,
    team: u32,
    act: impl FnOnce(&mut Team) -> Vec<u32> + 'static,
    then: impl FnOnce() + 'static,
) {
    let (act, then): (Act, Work) = (Box::new(act), Box::new(then));
    let changed = move || {
        let changed = with_team(team, act);
        session.note_saved();
        then();
        keep(session, team, changed.unwrap_or_default(), Box::new(next));
    };
    queue(Box::new(move || catch_up(session, team, Box::new(changed))));
}

/// Looks whether another tab has changed a team.
pub fn look_again(session: Session, team: u32) {
    queue(Box::new(move || catch_up(session, team, Box::new(next))));
}

fn queue(work: Work) {
    WAITING.with_borrow_mut(|it| it.push_back(work));
    if !IS_BUSY.replace(true) {
        vault::alone(|release| {
            RELEASE.set(Some(release));
            next();
        });
    }
}

fn next() {
    if let Some(work) = WAITING.with_borrow_mut(VecDeque::pop_front) {
        return work();
    }
    IS_BUSY.set(false);
    if let Some(release) = RELEASE.take() {
        release();
    }
}

/// Takes over what another tab has written since.
fn catch_up(session: Session, team: u32, then: Work) {
    let Some((true, mark)) = with_team(team, |it| (it.is_kept && (it.is_entered || it.mark == ELSEWHERE), it.mark))
    else {
        return then();
    };
    vault::mark(
        team,
        Box::new(move |now| match now {
            Some(None) => {
                forget(session, team);
                then();
            }
            Some(Some(now)) if now != mark => vault::athletes(
                team,
                Box::new(move |all| {
                    with_team(team, |it| {
                        if let Some(all) = all {
                            it.mark = all.mark;
                            it.board = board_of(team, all);
                        }
                    });
                    session.note_saved();
                    then();
                }),
            ),
            _ => then(),
        }),
    );
}

/// Keeps what changed of some athletes; all there is, where something could not be kept before. What came is kept before
/// the team is: one without a mark would be taken for one that was deleted.
fn keep(session: Session, team: u32, athletes: Vec<u32>, done: Work) {
    let all = with_team(team, |it| {
        let mut ids = athletes;
        if !it.is_kept || !it.is_entered {
            ids.extend(it.board.ids());
        }
        ids.iter().map(|id| (*id, it.board.written(*id))).collect::<Vec<_>>()
    });
    let Some(all) = all else { return done() };
    let mark = random::number();
    let kept = move |is_kept: bool| {
        let found = with_team(team, |it| {
            it.mark = mark;
            it.is_entered |= is_kept;
            let is_news = std::mem::replace(&mut it.is_kept, is_kept) != is_kept;
            (is_news, if is_kept { std::mem::take(&mut it.before) } else { Vec::new() })
        });
        let (is_news, before) = found.unwrap_or_default();
        if is_news {
            session.note_saved();
        }
        before.into_iter().for_each(|it| vault::delete_team(it, Box::new(|_| {})));
        done();
    };
    let entered = move |it: Option<()>| {
        let missing = with_team(team, |it| (!it.is_entered).then(|| entry_of(it))).flatten();
        match (it, missing) {
            (Some(()), Some(entry)) => vault::put_team(team, &entry, Box::new(move |it| kept(it.is_some()))),
            _ => kept(it.is_some()),
        }
    };
    vault::put_athletes(team, mark, all, Box::new(entered));
}

/// A team as the browser has it among its teams.
fn entry_of(team: &Team) -> vault::Kept {
    let (preset, keys, old) = (preset_link(&team.preset), team.keys.clone(), team.old.clone());
    vault::Kept { preset, keys, old, n_saved: team.n_saved }
}

/// Takes a team in beside what is here of it, and opens its board. `from` is the number it had before, where its key was
/// made anew.
pub fn take_in(session: Session, preset: Preset, keys: Keys, board: Board, from: Option<u32>) {
    let team = preset.team_id();
    let mut before = from.and_then(take);
    let mut older = before.as_mut().map(|it| std::mem::take(&mut it.before)).unwrap_or_default();
    older.extend(from);
    let known = with_team(team, |it| it.old.clone());
    let mut old = before.as_ref().map(|it| it.old.clone()).or(known).unwrap_or_default();
    old.extend(from);
    let here = before.map_or(Board::new(team), |it| Board { team, ..it.board });
    TEAMS.with_borrow_mut(|all| {
        let all = all.get_or_insert_default();
        if !all.iter().any(|it| it.board.team == team) {
            let (is_kept, is_entered, before, n_saved, removed, mark) = (true, false, older, 0, None, 0.0);
            let board = here;
            all.push(Team { preset, keys, old, board, is_kept, is_entered, before, n_saved, removed, mark });
        }
    });
    let all = move |it: &mut Team| {
        it.board.take_in(board);
        it.board.assess_again();
        it.board.ids().collect()
    };
    vault::mark(
        team,
        Box::new(move |known| {
            // Something of it may be there already: from another tab, or from another day.
            if let Some(Some(_)) = known {
                with_team(team, |it| it.mark = if it.is_entered { it.mark } else { ELSEWHERE });
            }
            change(session, team, all, || {});
            session.show(Screen::Board(team));
        }),
    );
    if session.keeps() == Keeps::Page {
        vault::persist();
    }
}

fn take(team: u32) -> Option<Team> {
    TEAMS.with_borrow_mut(|all| {
        let all = all.as_mut()?;
        let at = all.iter().position(|it| it.board.team == team)?;
        Some(all.remove(at))
    })
}

fn forget(session: Session, team: u32) {
    take(team);
    session.note_saved();
}

/// Deletes a team with all that came for it.
pub fn delete(session: Session, team: u32) {
    let before = with_team(team, |it| std::mem::take(&mut it.before)).unwrap_or_default();
    forget(session, team);
    before.into_iter().chain([team]).for_each(|it| vault::delete_team(it, Box::new(|_| {})));
    session.show(Screen::Teams);
}

/// The link of a team.
pub fn preset_link(preset: &Preset) -> String {
    link::write(&Link::Preset(preset.clone()), Form::Link)
}
