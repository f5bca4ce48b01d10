//! Did it help? What came of a result, told by a reader who has come back, and what follows from that.

use super::asides::saved_message;
use super::part::{Choice, back, choice, dated, heading, list, para, press, screen, section, session, words};
use super::plan::first_of_plan;
use super::words::{fill, say};
use crate::browser::clock;
use crate::browser::dom::{Piece, el, nothing};
use crate::live::Dial;
use crate::session::{Screen, Session};
use content::{Message, id, kind, part};
use engine::{Module, assess};
use record::history::{Entry, Outcome, Since, Tried, Ulid};
use std::rc::Rc;

const SINCE: [Message; 4] = [id::OUTCOME_GONE, id::OUTCOME_FEWER, id::OUTCOME_SAME, id::OUTCOME_MORE];
const TRIED: [Message; 4] = [id::OUTCOME_HELPED, id::OUTCOME_NO_CHANGE, id::OUTCOME_WORSE, id::OUTCOME_NOT_TRIED];

/// What is being told of a result: a dial for each question, at 0 where nothing was told.
#[derive(Clone)]
struct Form {
    entry: Entry,
    since: Dial,
    tried: Vec<(Module, Dial)>,
}

impl Form {
    /// What was told before, to be told anew.
    fn new(entry: Entry) -> Self {
        let known = entry.outcome.as_ref();
        let since = known.and_then(|it| it.since).map_or(0, |it| it as u32 + 1);
        let dial = |module: Module| {
            let tried = known.and_then(|it| it.tried.iter().find(|(it, _)| *it == module));
            (module, Dial::new(tried.map_or(0, |(_, it)| *it as u32 + 1)))
        };
        let tried = first_of_plan(&assess(&entry.answers).modules).into_iter().map(dial).collect();
        Self { since: Dial::new(since), tried, entry }
    }

    fn outcome(&self) -> Outcome {
        let at = |dial: Dial| (dial.now() as usize).checked_sub(1);
        let tried = |(module, dial): &(Module, Dial)| Some((*module, *Tried::ALL.get(at(*dial)?)?));
        Outcome {
            told_at_ms: clock::now_ms(),
            since: at(self.since).and_then(|it| Since::ALL.get(it)).copied(),
            tried: self.tried.iter().filter_map(tried).collect(),
        }
    }
}

/// The questions, and what follows once they are saved.
pub fn did_it_help(of: Ulid) -> Piece {
    let session = session();
    let row = session.with_store(|it| it.row(of));
    let Some(Ok(read)) = row.map(|it| it.record) else {
        return screen(vec![back(), heading(say(id::UNREADABLE))]);
    };
    let form = Rc::new(Form::new(read.value));
    let saved = Dial::new(0);
    let mut parts = vec![
        back(),
        heading(say(id::OUTCOME_HEADING)),
        dated("lead", id::OUTCOME_OF, form.entry.saved_at_ms, &form.entry.for_whom),
        question("since", say(id::OUTCOME_SINCE), None, &SINCE, form.since),
    ];
    for (module, dial) in &form.tried {
        let message = kind::MODULE.at(module.index());
        parts.push(question(module.code(), say(message), message.part(part::CHECK), &TRIED, *dial));
    }
    let told = form.clone();
    let save = move || {
        let outcome = told.outcome();
        if outcome.since.is_none() && outcome.tried.is_empty() {
            session.said().set(say(id::OUTCOME_NOTHING).to_owned());
            return;
        }
        session.save(&Entry { outcome: Some(outcome), ..told.entry.clone() });
        session.said().set(say(saved_message(session, id::OUTCOME_SAVED)).to_owned());
        saved.set(saved.now() + 1);
    };
    let follows = move |n| if n == 0 { nothing() } else { follows(session, &form) };
    parts.extend([
        el("div").class("actions").child(press("go", say(id::OUTCOME_SAVE), save)).into(),
        el("p").class("outcome").attr("role", "status").live_text(move || session.said().get()).into(),
        el("div").live_by(move || saved.get(), follows).into(),
        el("p").class("note").text(say(id::OUTCOME_ALWAYS)).into(),
        press("link", say(id::OUTCOME_ASK_AGAIN), move || session.answer_again()).into(),
    ]);
    screen(parts)
}

/// One question with its four answers. `hint` says how to tell.
fn question(name: &str, asks: &str, hint: Option<&str>, answers: &[Message; 4], dial: Dial) -> Piece {
    let pill = |(at, says): (u32, &Message)| {
        let it = Choice { class: "pill", is_single: true, name: ["outcome-", name].concat(), value: "" };
        choice(it, words("span", "", say(*says)), move || dial.get() == at, move || dial.set(at)).into()
    };
    el("fieldset")
        .class("aids")
        .child(words("legend", "", asks))
        .maybe(hint.map(|it| words("p", "hint", it)))
        .child(el("div").class("pills").children((1..).zip(answers).map(pill).collect()))
        .into()
}

/// What follows from what was told.
fn follows(session: Session, form: &Form) -> Piece {
    let outcome = form.outcome();
    let mut parts = Vec::new();
    if let Some(since) = outcome.since {
        let says = [id::OUTCOME_THEN_GONE, id::OUTCOME_THEN_FEWER, id::OUTCOME_THEN_SAME, id::OUTCOME_THEN_MORE];
        parts.push(para(say(says[since as usize])));
    }
    let of = |wanted: Tried| -> Vec<String> {
        let these = outcome.tried.iter().filter(|(_, it)| *it == wanted);
        these.map(|(module, _)| say(kind::MODULE.at(module.index())).to_owned()).collect()
    };
    for (says, wanted) in
        [(id::OUTCOME_KEEP, Tried::Helped), (id::OUTCOME_STOP, Tried::Worse), (id::OUTCOME_TRY, Tried::Not)]
    {
        let these = of(wanted);
        if !these.is_empty() {
            parts.extend([words("p", "label", say(says)), list(&these)]);
        }
    }
    let of = form.entry.id;
    let mut actions = el("div").class("actions");
    if outcome.since == Some(Since::More) {
        actions = actions.child(press("go", say(id::OUTCOME_ASK_AGAIN), move || session.answer_again()));
    }
    let see = press("small", say(id::OUTCOME_SEE), move || session.show(Screen::Entry(of)));
    parts.push(actions.child(see).into());
    section(id::OUTCOME_FOLLOWS, parts)
}

/// What was told, a line each.
pub fn lines(outcome: &Outcome) -> Vec<String> {
    let line = |(module, tried): &(Module, Tried)| {
        fill(id::TOLD_WITH, &[("told", say(kind::MODULE.at(module.index()))), ("answer", say(TRIED[*tried as usize]))])
    };
    let since = outcome
        .since
        .map(|it| fill(id::TOLD_WITH, &[("told", say(id::OUTCOME_CRAMPS)), ("answer", say(SINCE[it as usize]))]));
    since.into_iter().chain(outcome.tried.iter().map(line)).collect()
}

/// What came of a saved result, with a way to tell it, or to tell it anew; nothing where there was no plan.
pub fn what_came_of_it(entry: &Entry) -> Option<Piece> {
    let session = session();
    let of = entry.id;
    let has_plan = !first_of_plan(&assess(&entry.answers).modules).is_empty();
    if entry.outcome.is_none() && !has_plan {
        return None;
    }
    let mut parts = Vec::new();
    let mut says = id::OUTCOME_TELL;
    if let Some(outcome) = &entry.outcome {
        parts.push(words("p", "note", &fill(id::OUTCOME_TOLD, &[("date", &clock::date(outcome.told_at_ms))])));
        parts.push(list(&lines(outcome)));
        says = id::OUTCOME_CHANGE;
    }
    parts.push(press("small", say(says), move || session.show(Screen::Outcome(of))).into());
    Some(section(id::OUTCOME_HEADING, parts))
}
