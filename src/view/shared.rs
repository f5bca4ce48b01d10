//! What came in a link: somebody's result, answers to go on with, or why it cannot be read.
//!
//! Nobody vouches for a link, so its answers are assessed here, and nothing of it is kept unless the reader asks.

use super::board::sealed;
use super::evidence::with_evidence;
use super::lock::locked;
use super::open::open;
use super::part::{
    LONGEST_WHOM, back, fold, heading, link as link_to, list, named, out_of_date, para, press, screen, section,
    session, text_field, words,
};
use super::preset::preset;
use super::result::{advice_lines, behind_it, care_card, emergency, tier_head};
use super::share::said;
use super::told;
use super::words::{fill, say, tier};
use super::{asides::saved_message, information::safety_net};
use crate::browser::dom::{Piece, el, value_of};
use crate::browser::store::Place;
use crate::browser::{clock, random};
use crate::live::Switch;
use crate::session::{Screen, Session};
use content::id;
use engine::{Answers, Assessment, Item, Tier, assess};
use record::history::Entry;
use record::link::{self, Link, LinkError, Told};
use std::cell::RefCell;
use std::rc::Rc;

/// From here on a result is old.
const OLD_DAYS: i32 = 7;

/// What came in the link that was opened last.
pub fn shared() -> Piece {
    let session = session();
    // Nothing can be taken in from a link without a result.
    let read = link::read(&session.link()).and_then(|it| match it {
        Link::History(all) if all.is_empty() => Err(LinkError::Damaged),
        it => Ok(it),
    });
    match read {
        Err(LinkError::NoLink) if session.link().is_empty() => open(session),
        Ok(Link::Result { told, tier }) => result(session, told, tier),
        Ok(Link::Answers(told)) => answers(session, told),
        Ok(Link::History(entries)) => history(session, entries),
        Ok(Link::Preset(it)) => preset(session, it),
        Ok(Link::Sealed(it)) => sealed(session, it),
        Ok(Link::Locked(it)) => locked(session, it),
        Err(error) => {
            let why = match error {
                LinkError::Newer => id::SHARED_NEWER,
                LinkError::NoLink | LinkError::TooLong | LinkError::Damaged => id::SHARED_DAMAGED,
            };
            screen(vec![
                back(),
                heading(say(id::SHARED_BROKEN)),
                words("p", "lead", say(why)),
                para(say(id::SHARED_NOTHING_LOST)),
            ])
        }
    }
}

/// Goes on with the answers in a link at once; one that holds none changes nothing.
pub fn go_on(session: Session, link: &str) {
    if let Ok(Link::Answers(told)) = link::read(link) {
        session.go_on_with(told.name, told.answers);
    }
}

/// Saved results of another browser, to be taken in here.
fn history(session: Session, entries: Vec<Entry>) -> Piece {
    let dates = || entries.iter().map(|it| it.saved_at_ms);
    let (first, last) = (dates().min().unwrap_or_default(), dates().max().unwrap_or_default());
    let about = fill(
        id::TAKEN_ABOUT,
        &[("n", &entries.len().to_string()), ("first", &clock::date(first)), ("last", &clock::date(last))],
    );
    let take = move || {
        let n_there = entries.iter().filter(|it| session.with_store(|store| store.row(it.id)).is_some()).count();
        let is_new = |it: &&Entry| session.with_store(|store| store.row(it.id)).is_none();
        entries.iter().filter(is_new).for_each(|it| session.save(it));
        let counts = [("n", &*(entries.len() - n_there).to_string()), ("there", &n_there.to_string())];
        let done = fill(id::TAKEN_DONE, &counts);
        let where_to = say(saved_message(session, id::RESULT_SAVED));
        session.said().set(if session.place() == Place::Browser { done } else { [&*done, " ", where_to].concat() });
    };
    screen(vec![
        back(),
        heading(say(id::TAKEN_HEADING)),
        words("p", "lead", &about),
        el("div").class("actions").child(press("go", say(id::TAKEN_TAKE), take)).into(),
        el("p").attr("role", "status").live_text(move || session.said().get()).into(),
        link_to(id::HISTORY_LINK, Screen::History),
    ])
}

/// How many days ago it was; below zero where its day is still to come.
fn age(told: &Told) -> i32 {
    i32::from(clock::day(clock::now_ms())) - i32::from(told.day)
}

fn age_in_words(days: i32) -> String {
    match days {
        0 => say(id::SHARED_TODAY).to_owned(),
        1 => say(id::SHARED_YESTERDAY).to_owned(),
        _ => fill(id::SHARED_DAYS, &[("n", &days.to_string())]),
    }
}

fn answers(session: Session, told: Told) -> Piece {
    let about =
        fill(id::SHARED_ANSWERS_OF, &[("date", &clock::date_of(told.day)), ("age", &age_in_words(age(&told).max(0)))]);
    let held = held(&told);
    let told = RefCell::new(Some(told));
    let go_on = move || {
        if let Some(told) = told.take() {
            session.go_on_with(told.name, told.answers);
        }
    };
    screen(vec![
        back(),
        heading(say(id::SHARED_ANSWERS)),
        words("p", "lead", &about),
        el("div").class("actions").child(press("go", say(id::SHARED_GO_ON), go_on)).into(),
        held,
    ])
}

/// All that the link holds, each question with its answer.
fn held(told: &Told) -> Piece {
    let given = Item::all().filter(|it| told.answers.is_answered(*it));
    let lines: Vec<String> = given.map(|it| said(&told.answers, it)).collect();
    fold("all", say(id::SHARED_ALL), vec![list(&lines)]).into()
}

/// A result, as its answers make it here and now.
struct Opened {
    told: Told,
    /// The tier that the sender saw.
    sent: Tier,
    /// What the answers lead to here.
    assessment: Assessment,
}

impl Opened {
    /// The more pressing of what was sent and what the answers lead to.
    fn tier(&self) -> Tier {
        self.sent.max(self.assessment.tier)
    }

    /// The same answers as somebody else's without a name: what is theirs is never told against the reader's own.
    fn as_others(&self) -> Answers {
        let mut answers = self.told.answers.clone();
        let _ = answers.choose("for-whom", "other");
        answers
    }

    /// Whether what is kept would be shown later as it is now.
    fn can_be_kept(&self) -> bool {
        self.sent <= self.assessment.tier || !self.told.is_by_these_rules()
    }
}

fn result(session: Session, told: Told, sent: Tier) -> Piece {
    let assessment = assess(&told.answers);
    let opened = Rc::new(Opened { told, sent, assessment });
    let mut parts = vec![back()];
    parts.extend(out_of_date());
    parts.extend(first_lines(&opened));
    parts.extend(findings(&opened));
    parts.push(held(&opened.told));
    parts.push(keep(session, opened));
    screen(parts)
}

/// From when it is, before anything else.
fn first_lines(opened: &Opened) -> Vec<Piece> {
    let (told, days) = (&opened.told, age(&opened.told));
    let date = clock::date_of(told.day);
    let mut from = match days {
        0.. => fill(id::SHARED_FROM, &[("date", &date), ("age", &age_in_words(days))]),
        _ => fill(id::SHARED_FROM, &[("date", &date), ("age", "?")]),
    };
    if !told.name.is_empty() {
        from = fill(id::SHARED_NAMED, &[("name", &told.name), ("from", &from)]);
    }
    let is_old = !(0..=OLD_DAYS).contains(&days);
    let mut lines = vec![words("p", if is_old { "hint" } else { "" }, &from)];
    if is_old {
        lines.push(words("p", "note", say(if days < 0 { id::SHARED_FUTURE } else { id::SHARED_OLD })));
    }
    lines
}

/// What differs from what the sender saw, and why it may.
fn marks(opened: &Opened) -> Vec<Piece> {
    let (told, now) = (&opened.told, opened.assessment.tier);
    let mut marks = Vec::new();
    if opened.sent != now {
        let values = [("sent", say(tier(opened.sent))), ("now", say(tier(now)))];
        marks.push(words("p", "note", &fill(id::SHARED_DIFFER, &values)));
    }
    if !told.left_out.is_empty() {
        let names: Vec<&str> = told.left_out.iter().map(|it| told::short(*it)).collect();
        let left_out = fill(id::SHARED_LEFT_OUT, &[("what", &names.join("; "))]);
        let mark = el("div").class("note").child(para(&left_out)).child(para(say(id::SHARED_COULD_RISE)));
        marks.push(mark.into());
    }
    if !told.is_by_these_rules() {
        let values = [("version", &*told.rules_version()), ("now", engine::VERSION)];
        marks.push(words("p", "note", &fill(id::SHARED_RULES, &values)));
    }
    marks
}

fn findings(opened: &Rc<Opened>) -> Vec<Piece> {
    let answers = opened.as_others();
    let shown = Assessment { tier: opened.tier(), ..opened.assessment.clone() };
    let about = [words("p", "note", say(id::SHARED_COACH)), para(say(id::SHARED_ABOUT))];
    // What the answers lead to is advice for a lower tier than the one that was sent: none of it is told under that.
    let is_raised = opened.assessment.tier < shown.tier;
    if shown.tier == Tier::Emergency {
        let mut parts = emergency(&answers, &shown);
        if is_raised {
            parts.truncate(1);
        }
        parts.extend(marks(opened));
        parts.extend(about);
        return parts;
    }
    let card = || el("section").class("care-card").attr("data-tier", shown.tier.code());
    let mut parts = vec![if is_raised {
        let why = words("h2", "", say(id::WHY_HEADING));
        card().children(tier_head(shown.tier)).child(why).child(para(say(id::SHARED_RAISED))).into()
    } else {
        care_card(&answers, &shown, None)
    }];
    parts.extend(marks(opened));
    parts.extend(about);
    if !is_raised {
        parts.push(section(id::NOW_HEADING, advice_lines(&answers, &shown)));
        let day = clock::noon(opened.told.day);
        let entry = Entry::new(random::ulid(day), day, "", shown.tier, &answers);
        parts.push(with_evidence(Box::new(move |evidence| behind_it(&entry, &shown, evidence))));
    }
    parts.push(section(id::SAFETY_NET, safety_net()));
    parts
}

/// Nothing is kept unless the reader says so, and then as somebody else's.
fn keep(session: Session, opened: Rc<Opened>) -> Piece {
    if !opened.can_be_kept() {
        return para(say(id::SHARED_NO_KEEPING));
    }
    let name = Rc::new(RefCell::new(opened.told.name.clone()));
    let (typed, shown) = (name.clone(), opened.told.name.clone());
    let field = text_field(LONGEST_WHOM, Box::new(move || shown.clone()))
        .on("input", move |event| drop(typed.replace(value_of(&event))));
    let named = named(id::SHARED_WHOSE, field);
    let is_kept = Switch::new(false);
    let keep = move || {
        let day = clock::noon(opened.told.day).min(clock::now_ms());
        let mut entry = Entry::new(random::ulid(day), day, name.borrow().trim(), opened.tier(), &opened.as_others());
        entry.rules = opened.told.rules_version();
        session.save(&entry);
        is_kept.set(true);
        session.said().set(say(saved_message(session, id::SHARED_KEPT)).to_owned());
    };
    el("section")
        .class("after")
        .child(para(say(id::SHARED_NOT_KEPT)))
        .child(
            el("div")
                .live_attr("hidden", move || is_kept.is_on().then(String::new))
                .child(named)
                .child(el("div").class("actions").child(press("small", say(id::SHARED_KEEP), keep))),
        )
        .child(el("p").attr("role", "status").live_text(move || session.said().get()))
        .into()
}
