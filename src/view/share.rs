//! What to send of a result: each answer can be left out, and the link is seen before anything is sent.

use super::lock::lock;
use super::part::{Choice, back, choice, fold, heading, para, screen, section, session, words};
use super::told;
use super::ways::{Outgoing, code_on_paper, ways};
use super::words::{fill, question, say};
use crate::browser::clock;
use crate::browser::dom::{Piece, el};
use crate::live::Changes;
use crate::session::{Session, Units};
use content::{Message, id};
use engine::{Answers, Group, Item, Stage, assess};
use record::history::{Entry, Ulid};
use record::link::{self, Form, Link, Sender, Told};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The run so far, as a link to go on with.
pub fn token(session: Session) -> String {
    let draft = session.draft_now();
    let told = Told { name: draft.for_whom, ..Told::new(clock::day(draft.saved_at_ms), &draft.answers) };
    link::write(&Link::Answers(told), Form::Link)
}

/// What is being sent.
pub struct Sharing {
    /// The result.
    pub entry: Entry,
    tier: engine::Tier,
    /// What the tier rests on.
    rests_on: Vec<Item>,
    /// What the reader unticked.
    pub unticked: RefCell<Vec<Item>>,
    /// Whether the name goes along.
    pub is_named: Cell<bool>,
    /// Where it comes from, where it is a reply to a team.
    pub sender: Option<Sender>,
    /// Counts what the reader changed.
    pub changes: Changes,
    /// The page's own address.
    pub address: String,
}

impl Sharing {
    /// All of a result; nothing where this page has no address that leads others here.
    pub fn new(entry: Entry) -> Option<Self> {
        let address = session().home()?;
        let assessment = assess(&entry.answers);
        let mut rests_on = Vec::new();
        for reason in assessment.reasons.iter().filter(|it| it.tier == assessment.tier) {
            rests_on.extend(reason.items());
        }
        let tier = entry.tier.unwrap_or(assessment.tier).max(assessment.tier);
        let (unticked, is_named, changes) = (RefCell::default(), Cell::new(false), Changes::new());
        Some(Self { entry, tier, rests_on, unticked, is_named, sender: None, changes, address })
    }

    /// What goes along: only what was answered, and of that nothing which would give away what was left out.
    fn told(&self) -> Told {
        let given = |it: &Item| self.entry.answers.is_answered(*it);
        let mut left_out = self.unticked.borrow().clone();
        let mut answers = Answers::default();
        for item in Item::all().filter(given).filter(|it| !left_out.contains(it)) {
            self.entry.answers.given(item).into_iter().for_each(|it| answers.give(item, it));
        }
        // What only another answer opened, or hid, tells of that answer. What goes may take more along.
        while let Some(item) = Item::all().filter(|it| answers.is_answered(*it)).find(|it| {
            let was_hidden = engine::hides(&self.entry.answers, *it) && !engine::hides(&answers, *it);
            was_hidden || !answers.is_enabled(*it)
        }) {
            answers.clear(item);
            left_out.push(item);
        }
        let name = if self.is_named.get() { self.entry.for_whom.clone() } else { String::new() };
        let sender = self.sender;
        Told { name, left_out, sender, ..Told::new(clock::day(self.entry.saved_at_ms), &answers) }
    }

    /// What goes along, with how soon to get help.
    pub fn whole(&self) -> Link {
        Link::Result { told: self.told(), tier: self.tier }
    }

    fn turn(&self, item: Item) {
        let mut unticked = self.unticked.borrow_mut();
        match unticked.iter().position(|it| *it == item) {
            Some(at) => drop(unticked.remove(at)),
            None => unticked.push(item),
        }
        drop(unticked);
        self.changes.note();
    }
}

/// The link of a result as a code for paper; nothing where this page has no address that leads others here.
pub fn on_paper(entry: &Entry) -> Option<Piece> {
    let sharing = Sharing::new(entry.clone())?;
    let (address, whole) = (sharing.address.clone(), sharing.whole());
    Some(code_on_paper(&Outgoing::fixed(&address, Rc::new(move |form: Form| link::write(&whole, form)))))
}

/// What to send of a saved result, or of the one just reached.
pub fn share(saved: Option<Ulid>) -> Piece {
    let session = session();
    let entry = match saved {
        Some(id) => session.with_store(|it| it.row(id)).and_then(|it| it.record.ok()).map(|it| it.value),
        None => Some(session.entry_now()),
    };
    let Some(entry) = entry else { return screen(vec![back(), heading(say(id::UNREADABLE))]) };
    let Some(sharing) = Sharing::new(entry) else {
        return screen(vec![back(), heading(say(id::SHARE)), words("p", "lead", say(id::SHARE_FILE))]);
    };
    let sharing = Rc::new(sharing);
    let mut parts =
        vec![back(), heading(say(id::SHARE)), words("p", "lead", say(id::SHARE_INTRO)), para(say(id::SHARE_ALWAYS))];
    parts.extend(what(&sharing, true));
    parts.push(how(session, &sharing));
    screen(parts)
}

/// Every answer, with a box that leaves it out; the name too, where it may be left out.
pub fn what(sharing: &Rc<Sharing>, may_name: bool) -> Vec<Piece> {
    let answers = &sharing.entry.answers;
    let is_no = |it: &Item| answers.has(*it, "no") || answers.has(*it, "none");
    let is_sign = |it: &Item| matches!(it.group(), Group::Safety(_));
    let is_about = |it: &Item| matches!(it.stage(), Stage::Start | Stage::About | Stage::Health);
    let given = || Item::all().filter(|it| answers.is_answered(*it));
    let about: Vec<Item> = given().filter(is_about).collect();
    let yes: Vec<Item> = given().filter(|it| is_sign(it) && !is_no(it)).collect();
    let no: Vec<Item> = given().filter(|it| is_sign(it) && is_no(it)).collect();
    let cramp: Vec<Item> = given().filter(|it| !is_about(it) && !is_sign(it)).collect();
    let rows = |items: &[Item]| -> Vec<Piece> { items.iter().map(|it| row(sharing, *it)).collect() };
    let mut parts = Vec::new();
    let mut about_rows = rows(&about);
    if may_name && !sharing.entry.for_whom.is_empty() {
        about_rows.push(name(sharing));
    }
    for (heading, rows) in
        [(id::REVIEW_ABOUT, about_rows), (id::SHARE_YES, rows(&yes)), (id::REVIEW_CRAMP, rows(&cramp))]
    {
        if !rows.is_empty() {
            parts.push(group(heading, rows));
        }
    }
    if !no.is_empty() {
        let summary = fill(id::SHARE_NO, &[("n", &no.len().to_string())]);
        parts.push(fold("signs", &summary, rows(&no)).into());
    }
    parts
}

fn group(heading: Message, rows: Vec<Piece>) -> Piece {
    el("fieldset").class("group").child(words("legend", "title", say(heading))).children(rows).into()
}

fn tick(value: &'static str) -> Choice {
    Choice { class: "tick", is_single: false, name: "share".to_owned(), value }
}

fn row(sharing: &Rc<Sharing>, item: Item) -> Piece {
    let mut said = said(&sharing.entry.answers, item);
    if sharing.rests_on.contains(&item) {
        said = fill(id::SHARE_RESTS, &[("said", &said)]);
    }
    let (shown, turned) = (sharing.clone(), sharing.clone());
    let is_sent = move || {
        shown.changes.count();
        shown.told().answers.is_answered(item)
    };
    choice(tick(item.code()), words("span", "", &said), is_sent, move || turned.turn(item)).into()
}

/// The name that the reader calls the person: it goes along only where it is ticked.
fn name(sharing: &Rc<Sharing>) -> Piece {
    let says = fill(id::SHARE_NAME, &[("name", &sharing.entry.for_whom)]);
    let (shown, turned) = (sharing.clone(), sharing.clone());
    let is_sent = move || {
        shown.changes.count();
        shown.is_named.get()
    };
    let turn = move || {
        turned.is_named.set(!turned.is_named.get());
        turned.changes.note();
    };
    choice(tick("name"), words("span", "", &says), is_sent, turn).into()
}

/// A question with its answer.
#[inline(never)]
pub fn said(answers: &Answers, item: Item) -> String {
    let said = answers.given(item).map(|it| told::answer_text(item, it, Units::Metric)).unwrap_or_default();
    let asked = question(item);
    [asked, if asked.ends_with('?') { " " } else { ": " }, &said].concat()
}

/// The link, and the ways to send it.
fn how(session: Session, sharing: &Rc<Sharing>) -> Piece {
    let less = {
        let sharing = sharing.clone();
        move || {
            sharing.changes.count();
            let left_out = sharing.told().left_out;
            let is_less = sharing.rests_on.iter().any(|it| left_out.contains(it));
            if is_less { say(id::SHARE_LESS).to_owned() } else { String::new() }
        }
    };
    let (written, followed) = (sharing.clone(), sharing.changes);
    let outgoing = Outgoing {
        address: sharing.address.clone(),
        link: Rc::new(move |form| link::write(&written.whole(), form)),
        n_changes: Rc::new(move || followed.count()),
    };
    let mut parts = vec![
        words("p", "note", say(id::SHARE_WHO_READS)),
        el("p").class("amiss").attr("role", "status").live_text(less).into(),
    ];
    parts.extend(ways(&outgoing, say(id::SHARE_HEADING), None));
    let whole = sharing.clone();
    parts.extend(lock(session, &sharing.address, sharing.changes, move || whole.whole()));
    section(id::SHARE_HEADING, parts)
}
