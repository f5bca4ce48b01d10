//! Questions: one function for every kind of answer, and the screens that ask one or a few of them.

use super::map::{Picking, Region, leg_map};
use super::part::{Choice, back, choice, heading, press, screen, session, unit_switch, words};
use super::told;
use super::words::{fill, fixed, id_for, option, question, question_part, say};
use crate::browser::dom::{Event, Piece, el, is_tap, nothing, value_of};
use crate::live::{Dial, Switch};
use crate::route;
use crate::session::{Screen, Session, Units};
use content::{Message, Part, id, part};
use engine::quantity::Decimal;
use engine::{Answer, Item, Kind, Step};
use std::cell::Cell;
use std::rc::Rc;

/// How a question stands on its screen.
#[derive(Clone, Copy)]
pub enum Manner {
    /// Alone: its text is the heading, and a tap on a single choice goes on. The signal is set while what was typed is
    /// no number the question takes.
    Alone(Switch),
    /// With others, and with one "none of these" for all as a button.
    Listed,
    /// With others.
    Among,
}

/// A question with its answers: native radio buttons, check boxes, a scale, or a number with its unit.
pub fn asked(item: Item, manner: Manner) -> Piece {
    let is_alone = matches!(manner, Manner::Alone(_));
    let hint_id = id_for("hint", item);
    let hint = question_part(item, part::HINT);
    let title = if is_alone { heading(question(item)) } else { words("span", "title", question(item)) };
    let fieldset = el("fieldset")
        .class("question")
        .attr_if("aria-describedby", hint.map(|_| &*hint_id))
        .child(el("legend").child(title))
        .maybe(hint.map(|it| el("p").class("hint").attr("id", &hint_id).text(it).into()));
    match (item.kind(), manner) {
        (Kind::Integer, _) if item.bounds() == (0, 10) => fieldset.children(scale(item, is_alone)).into(),
        (Kind::Integer | Kind::Decimal, Manner::Alone(amiss)) => fieldset.children(number(item, amiss)).into(),
        (Kind::Integer | Kind::Decimal, _) => fieldset.children(number(item, Switch::new(false))).into(),
        (Kind::Choice | Kind::Choices, _) => {
            let options = item.options().iter().enumerate();
            let shown = options.filter(|(_, it)| !(matches!(manner, Manner::Listed) && **it == "none"));
            let rows = shown.map(|(at, _)| row(item, at, option(item, at), is_alone)).collect();
            let is_many = item.options().len() > 6;
            let rows = el("div").class("rows").attr_if("data-many", is_many.then_some("")).children(rows);
            if item != Item::SITE {
                return fieldset.child(rows).into();
            }
            let map = leg_map(session(), sites());
            fieldset.child(el("div").class("map-and-list").child(map).child(rows)).into()
        }
    }
}

/// Picking sites on the leg map: the same answer as in the list, and the leg where it is clear.
fn sites() -> Picking {
    let session = session();
    // A bit for each part that was tapped, and one for a side that was told by tapping.
    const SIDE_IS_TOLD: u32 = 1 << 31;
    let tapped = Dial::new(0);
    let left = Rc::new(Cell::new(0_u32));
    let bits_of = Rc::new(Cell::new([0_u32; 16]));
    let is_tapped = move |it: Region| tapped.get() & 1 << it.at != 0;
    let of_site = bits_of.clone();
    let is_picked = move |it: Region| {
        // From the list comes a site without a leg: then both are marked.
        session.is_chosen(Item::SITE, it.site) && (is_tapped(it) || tapped.get() & of_site.get()[it.site] == 0)
    };
    let was_picked = is_picked.clone();
    let pick = move |it: Region| {
        let mut bits = bits_of.get();
        bits[it.site] |= 1 << it.at;
        bits_of.set(bits);
        left.set(left.get() | if it.is_left { 1 << it.at } else { 0 });
        let was_picked = was_picked(it);
        let mut now = tapped.now();
        now = if was_picked { now & !(1 << it.at) } else { now | 1 << it.at };
        tapped.set(now);
        let is_chosen = session.is_chosen(Item::SITE, it.site);
        if is_chosen != (now & bits[it.site] != 0) {
            session.tick(Item::SITE, it.site);
        }
        // Clear where all that was picked was tapped, on one leg.
        let parts = now & !SIDE_IS_TOLD;
        let is_one_leg = parts != 0 && (parts & left.get() == 0 || parts & !left.get() == 0);
        let sites = session.with_answers_now(|it| it.codes(Item::SITE).len());
        let is_all_tapped = (0..bits.len()).filter(|site| parts & bits[*site] != 0).count() == sites;
        let may_tell = now & SIDE_IS_TOLD != 0 || !session.is_answered_now(Item::SIDE);
        match (is_one_leg && is_all_tapped, may_tell) {
            (true, true) => {
                tapped.set(now | SIDE_IS_TOLD);
                session.choose(Item::SIDE, 0);
            }
            (false, true) if now & SIDE_IS_TOLD != 0 => {
                tapped.set(parts);
                session.give(Item::SIDE, None);
            }
            _ => {}
        }
    };
    Picking { is_many: true, is_picked: Rc::new(is_picked), pick: Rc::new(pick) }
}

/// One option as a row to tap.
fn row(item: Item, at: usize, label: &'static str, goes_on: bool) -> Piece {
    let session = session();
    let is_single = item.kind() != Kind::Choices;
    let value = item.options().get(at).copied().unwrap_or(label);
    let it = Choice { class: "row", is_single, name: item.code().to_owned(), value };
    let change = move || if is_single { session.choose(item, at) } else { session.tick(item, at) };
    let row = choice(it, words("span", "", label), move || session.is_chosen(item, at), change)
        .attr_if("data-apart", matches!(value, "none" | "not-sure").then_some(""));
    if !(goes_on && is_single) {
        return row.into();
    }
    // Arrows choose; a tap goes on.
    let tap = move |event: Event| {
        if is_tap(&event) {
            event.prevent_default();
            choose_and_go_on(session, item, at);
        }
    };
    row.on("click", tap).into()
}

fn choose_and_go_on(session: Session, item: Item, at: usize) {
    let before = session.screen_now();
    session.choose(item, at);
    // An emergency has taken the screen already.
    if session.screen_now() == before {
        session.leave(route::step_of(item));
    }
}

/// A scale from 0 to 10 with words at its ends.
fn scale(item: Item, is_alone: bool) -> Vec<Piece> {
    const POINTS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
    let end = |end: Part, n: &str| words("p", "", &[n, ": ", question_part(item, end).unwrap_or_default()].concat());
    let points = POINTS.iter().enumerate().map(|(at, label)| row(item, at, label, is_alone)).collect();
    vec![
        el("div").class("ends").child(end(part::LOW, "0")).child(end(part::HIGH, "10")).into(),
        el("div").class("scale").children(points).into(),
    ]
}

/// A number with its unit, and a switch where there are two.
fn number(item: Item, amiss: Switch) -> Vec<Piece> {
    let session = session();
    let units = session.units();
    // Follows the units alone: what is being typed stays as it is typed.
    let last = Cell::new(units.now());
    let given = move || {
        let units = units.get();
        // Written anew, it is what was given, wherever on the screen the units were switched.
        if last.replace(units) != units {
            amiss.set(false);
        }
        match session.with_answers_now(|it| it.given(item)) {
            Some(Answer::Integer(number)) => number.to_string(),
            Some(Answer::Decimal(number)) => told::typed(item, number.value(), units),
            _ => String::new(),
        }
    };
    let read = move |text: String| {
        let read = parse(item, &text, units.now());
        amiss.set(read.is_err());
        session.give(item, read.unwrap_or_default());
    };
    let bounds = move || {
        let (min, max) = item.bounds();
        let show = |it: i64| told::typed(item, it as f64, units.get());
        fill(id::NUMBER_AMISS, &[("min", &show(min)), ("max", &show(max)), ("unit", told::unit(item, units.get()))])
    };
    let (field_id, amiss_id) = (id_for("field", item), id_for("amiss", item));
    let unit = move || told::unit(item, units.get()).to_owned();
    let field = el("input")
        .attr("id", &field_id)
        .class("field")
        .attr("type", "text")
        .attr("inputmode", if item.kind() == Kind::Integer { "numeric" } else { "decimal" })
        .attr("autocomplete", "off")
        .attr("aria-describedby", &amiss_id)
        .live_attr("aria-invalid", move || Some(amiss.is_on().to_string()))
        .live_property("value", move || given().into())
        .on("input", move |event| read(value_of(&event)));
    let line = el("div")
        .class("number")
        .child(el("label").class("hidden").attr("for", &field_id).live_text(unit))
        .child(field)
        .child(el("span").attr("aria-hidden", "true").live_text(unit));
    let told = el("p")
        .class("amiss")
        .attr("id", &amiss_id)
        .attr("role", "status")
        .live_text(move || if amiss.is_on() { bounds() } else { String::new() });
    let names = match item.unit() {
        "kg" => [id::UNIT_KG, id::UNIT_LB],
        "L" => [id::UNIT_LITRE, id::UNIT_FLOZ],
        _ => return vec![line.into(), told.into()],
    };
    vec![line.into(), unit_switch(names, &id_for("units", item), Some(amiss)), told.into()]
}

/// Reads what was typed: nothing, a number the question takes, or something else.
fn parse(item: Item, text: &str, units: Units) -> Result<Option<Answer>, ()> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let answer = match item.kind() {
        Kind::Integer => Answer::integer(item, text.parse().map_err(|_| ())?),
        _ => {
            let is_plain = text.bytes().all(|it| it.is_ascii_digit() || it == b'.');
            let number = Decimal::parse(&text).ok().filter(|_| is_plain).ok_or(())?;
            // Rounded to what a scale can show, so that switching units back and forth changes nothing.
            Answer::exactly(item, &fixed(number.value() * told::scale(item, units), 4))
        }
    };
    answer.map(Some).map_err(|_| ())
}

/// A screen with one question.
pub fn ask(item: Item) -> Piece {
    let session = session();
    let amiss = Switch::new(false);
    let is_changing = matches!(session.screen_now(), Screen::Changing(..));
    let submit = move |event: Event| {
        event.prevent_default();
        if !amiss.is_on_now() && session.is_answered_now(item) {
            session.leave(Step::Ask(item));
        }
    };
    // The button acts by itself: in a frame whose sandbox allows no forms, nothing is ever submitted.
    let go_on =
        move || el("button").attr("type", "submit").class("go").text(say(id::CONTINUE)).on("click", submit).into();
    let actions = el("div").class("actions").shown_while(move || session.is_answered(item), go_on).child(press(
        "quiet",
        say(id::SKIP),
        move || session.skip(item),
    ));
    let form = el("form").on("submit", submit).child(asked(item, Manner::Alone(amiss))).child(actions);
    let mut parts = vec![back()];
    if !is_changing {
        let (n, total) = session.with_answers_now(|it| route::place(it, item));
        let (n, total) = (n.to_string(), total.to_string());
        parts.push(words("p", "progress", &fill(id::PROGRESS, &[("n", &n), ("total", &total)])));
        parts.push(el("progress").attr("max", &total).attr("value", &n).attr("aria-hidden", "true").into());
    }
    parts.push(form.into());
    screen(parts)
}

/// A screen with a few questions: age and the like, or all about the reader's health with one "none of these".
pub fn few(step: Step, heading_message: Message) -> Piece {
    let is_health = step == Step::Health;
    let mut parts = vec![back(), heading(say(heading_message))];
    parts.extend(few_parts(step));
    parts.push(none_of_these(step, is_health, is_health.then_some(id::SKIP_REST)));
    screen(parts)
}

/// The same without heading and buttons.
pub fn few_parts(step: Step) -> Vec<Piece> {
    let session = session();
    let is_health = step == Step::Health;
    let manner = if is_health { Manner::Listed } else { Manner::Among };
    let questions = step.items().into_iter().map(|item| {
        el("div")
            .shown_while(
                move || session.with_answers(|it| it.is_enabled(item) && !engine::hides(it, item)),
                move || asked(item, manner),
            )
            .into()
    });
    let mut parts = Vec::new();
    if is_health {
        let remembered = || words("p", "note", say(id::HEALTH_REMEMBERED));
        parts.push(el("div").shown_while(move || session.is_health_remembered(), remembered).into());
        parts.push(words("p", "hint", say(id::HEALTH_INTRO)));
    }
    parts.extend(questions);
    parts
}

/// The buttons under a list: one that answers "no" to all that has no answer yet where that can be said, and one that
/// passes it over where that may be done.
pub fn none_of_these(step: Step, can_be_none: bool, skip: Option<Message>) -> Piece {
    let session = session();
    // How many of the lines have an answer: none, some or all.
    let answered = move || {
        let count = |it: &engine::Answers| {
            let lines = step.lines(it);
            (lines.iter().filter(|item| it.is_answered(**item)).count(), lines.len())
        };
        match session.with_answers(count) {
            (some, all) if some == all => ALL,
            (0, _) => NONE,
            _ => SOME,
        }
    };
    let main = move |answered| -> Piece {
        let says = match answered {
            ALL => id::CONTINUE,
            _ if !can_be_none => id::CONTINUE,
            NONE => id::NONE_OF_THESE,
            _ => id::NONE_OF_THE_OTHERS,
        };
        let go = move || if says == id::CONTINUE { session.leave(step) } else { session.none_of_these(step) };
        press("go", say(says), go).into()
    };
    let quiet = move |answered| match skip {
        Some(says) if answered != ALL => press("quiet", say(says), move || session.leave(step)).into(),
        _ => nothing(),
    };
    el("div").class("actions").live_by(answered, main).live_by(answered, quiet).into()
}

const NONE: u32 = 0;
const SOME: u32 = 1;
const ALL: u32 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_point_or_comma_in_either_unit() {
        let cases = [
            (Item::MASS_BEFORE, "71,5", Units::Metric, Ok(Some(71.5))),
            (Item::MASS_BEFORE, " 154.3 ", Units::Us, Ok(Some(69.9893))),
            (Item::FLUID_INTAKE, "20", Units::Us, Ok(Some(0.5915))),
            (Item::MASS_BEFORE, "", Units::Metric, Ok(None)),
            (Item::MASS_BEFORE, "1e2", Units::Metric, Err(())),
            (Item::MASS_BEFORE, "7 1", Units::Metric, Err(())),
            (Item::MASS_BEFORE, "9999", Units::Metric, Err(())),
        ];
        for (item, text, units, expected) in cases {
            let read = parse(item, text, units).map(|it| match it {
                Some(Answer::Decimal(number)) => Some(number.value()),
                _ => None,
            });
            assert_eq!(read, expected, "{text}");
        }
        assert_eq!(parse(Item::SESSION_MINUTES, "90", Units::Us), Ok(Some(Answer::Integer(90))));
        assert_eq!(parse(Item::SESSION_MINUTES, "90.5", Units::Metric), Err(()));
    }
}
