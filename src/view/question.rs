//! Questions: one component for every kind of answer, and the screens that ask one or a few of them.

use super::piece::{IntoPiece, Piece, live, live_flag, live_text, nothing, show_while};
use super::part::{Back, Heading, session};
use super::told;
use super::words::{fill, option, question, question_part, say};
use crate::route;
use crate::session::{Screen, Session, Units};
use engine::{Answer, Item, Kind, Step};
use leptos::prelude::*;

/// Whether an option only says that nothing of a list fits, or that the reader does not know.
fn stands_alone(code: &str) -> bool {
    matches!(code, "none" | "not-sure")
}

/// A question with its answers: native radio buttons, check boxes, a scale, or a number with its unit.
#[component]
pub fn Question(
    /// What is asked.
    item: Item,
    /// Whether it is alone on its screen: its text is the heading, and a tap on a single choice goes on.
    #[prop(optional)]
    is_alone: bool,
    /// Whether "none of these" is a button of the screen, and so no row of the list.
    #[prop(optional)]
    is_none_apart: bool,
    /// Set while what was typed is no number the question takes.
    #[prop(optional)]
    amiss: Option<RwSignal<bool>>,
) -> impl IntoView {
    let hint_id = super::words::id_of("hint", item.code());
    let hint = question_part(item, "hint");
    let described_by = hint.map(|_| hint_id.clone());
    let title = question(item);
    let legend = if is_alone {
        view! { <Heading text=title /> }.piece()
    } else {
        view! { <span class="title">{title}</span> }.piece()
    };
    let answers = match item.kind() {
        Kind::Integer if item.bounds() == (0, 10) => view! { <Scale item is_alone /> }.piece(),
        Kind::Integer | Kind::Decimal => view! { <Number item amiss=amiss.unwrap_or_default() /> }.piece(),
        Kind::Choice | Kind::Choices => {
            let shown = item.options().iter().enumerate().filter(|(_, it)| !(is_none_apart && **it == "none"));
            let rows: Vec<Piece> = shown.map(|(at, code)| row(item, at, option(item, code), is_alone)).collect();
            view! { <div class="rows" data-many=(item.options().len() > 6).then_some("")>{rows}</div> }.piece()
        }
    };
    view! {
        <fieldset class="question" aria-describedby=described_by>
            <legend>{legend}</legend>
            {hint.map(|it| view! { <p class="hint" id=hint_id>{it}</p> }.piece())}
            {answers}
        </fieldset>
    }
}

/// One option as a row to tap.
fn row(item: Item, at: usize, label: &'static str, goes_on: bool) -> Piece {
    let session = session();
    let is_single = item.kind() != Kind::Choices;
    let apart = item.options().get(at).is_some_and(|it| stands_alone(it));
    let change = move |_| if is_single { session.choose(item, at) } else { session.tick(item, at) };
    // A tap has a click count; a click that the keyboard makes has none. Arrows choose, a tap goes on.
    let tap = move |event: leptos::ev::MouseEvent| {
        if goes_on && is_single && event.detail() > 0 {
            event.prevent_default();
            choose_and_go_on(session, item, at);
        }
    };
    view! {
        <label class="row" data-apart=apart.then_some("") on:click=tap>
            <input
                type=if is_single { "radio" } else { "checkbox" }
                name=item.code()
                value=item.options().get(at).copied()
                prop:checked=live_flag(move || session.is_chosen(item, at))
                on:change=change
            />
            <span>{label}</span>
        </label>
    }
    .piece()
}

fn choose_and_go_on(session: Session, item: Item, at: usize) {
    let before = session.screen_untracked();
    session.choose(item, at);
    // An emergency has taken the screen already.
    if session.screen_untracked() == before {
        session.leave(route::step_of(item));
    }
}

/// A scale from 0 to 10 with words at its ends.
#[component]
fn Scale(
    /// What is asked.
    item: Item,
    /// Whether a tap goes on.
    is_alone: bool,
) -> impl IntoView {
    const POINTS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
    let ends = [("low", "0"), ("high", "10")].map(|(end, n)| {
        view! { <p data-end=end>{[n, ": ", question_part(item, end).unwrap_or_default()].concat()}</p> }.piece()
    });
    view! {
        <div class="ends" id="ends">{ends.into_iter().collect::<Vec<Piece>>()}</div>
        <div class="scale">
            {POINTS.iter().enumerate().map(|(at, label)| row(item, at, label, is_alone)).collect::<Vec<Piece>>()}
        </div>
    }
}

/// A number with its unit.
#[component]
fn Number(
    /// What is asked.
    item: Item,
    /// Set while what was typed is no number the question takes.
    amiss: RwSignal<bool>,
) -> impl IntoView {
    let session = session();
    let units = session.units;
    let given = move || match session.with_answers(|it| it.given(item)) {
        Some(Answer::Integer(number)) => number.to_string(),
        Some(Answer::Decimal(number)) => told::typed(item, number.value(), units.get()),
        _ => String::new(),
    };
    let typed = RwSignal::new(untrack(given));
    let read = move || match parse(item, &typed.get_untracked(), units.get_untracked()) {
        Ok(answer) => {
            amiss.set(false);
            session.give(item, answer);
        }
        Err(()) => {
            amiss.set(true);
            session.give(item, None);
        }
    };
    let bounds = move || {
        let (min, max) = item.bounds();
        let show = |it: i64| told::typed(item, it as f64, units.get());
        fill("number-amiss", &[("min", &show(min)), ("max", &show(max)), ("unit", told::unit(item, units.get()))])
    };
    let switch = move || {
        let (metric, us) = match item.unit() {
            "kg" => ("unit-kg", "unit-lb"),
            "L" => ("unit-litre", "unit-floz"),
            _ => return nothing(),
        };
        let option = move |name, it: Units| {
            view! {
                <label class="pill">
                    <input
                        type="radio"
                        name="units"
                        prop:checked=live_flag(move || units.get() == it)
                        on:change=move |_| {
                            units.set(it);
                            typed.set(untrack(given));
                        }
                    />
                    <span>{say(name)}</span>
                </label>
            }
            .piece()
        };
        view! {
            <fieldset class="pills">
                <legend class="hidden">{say("units-label")}</legend>
                {option(metric, Units::Metric)}
                {option(us, Units::Us)}
            </fieldset>
        }
        .piece()
    };
    let field_id = super::words::id_of("field", item.code());
    view! {
        <div class="number">
            <label class="hidden" for=field_id.clone()>{live_text(move || told::unit(item, units.get()).to_owned())}</label>
            <input
                id=field_id
                class="field"
                type="text"
                inputmode=if item.kind() == Kind::Integer { "numeric" } else { "decimal" }
                autocomplete="off"
                aria-invalid=live_text(move || amiss.get().to_string())
                aria-describedby="number-amiss"
                prop:value=live_text(move || typed.get())
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    read();
                }
            />
            <span class="unit" aria-hidden="true">{live_text(move || told::unit(item, units.get()).to_owned())}</span>
        </div>
        {switch()}
        <p class="amiss" id="number-amiss" role="status">{live_text(move || if amiss.get() { bounds() } else { String::new() })}</p>
    }
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
            let number: f64 = text.parse().ok().filter(|_| is_plain).ok_or(())?;
            // Rounded to what a scale can show, so that switching units back and forth changes nothing.
            Answer::decimal(item, (number * told::scale(item, units) * 1e4).round() / 1e4)
        }
    };
    answer.map(Some).map_err(|_| ())
}

/// A screen with one question.
#[component]
pub fn Ask(
    /// What is asked.
    item: Item,
) -> impl IntoView {
    let session = session();
    let amiss = RwSignal::new(false);
    let step = Step::Ask(item);
    let is_changing = matches!(session.screen_untracked(), Screen::Changing(..));
    let progress = (!is_changing).then(|| {
        let (n, total) = untrack(|| session.with_answers(|it| route::place(it, item)));
        let values = [("n", &*n.to_string()), ("total", &*total.to_string())];
        let text = fill("progress", &values);
        view! {
            <p class="progress">{text}</p>
            <progress max=total.to_string() value=n.to_string() aria-hidden="true"></progress>
        }
        .piece()
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !amiss.get_untracked() && session.is_answered_untracked(item) {
            session.leave(step);
        }
    };
    view! {
        <Back />
        {progress}
        <form on:submit=submit>
            <Question item is_alone=true amiss />
            <div class="actions">
                {show_while(
                    move || session.is_answered(item),
                    || view! { <button type="submit" class="go">{say("continue")}</button> }.piece(),
                )}
                <button type="button" class="quiet" on:click=move |_| session.skip(item)>{say("skip")}</button>
            </div>
        </form>
    }
}

/// Age, child signs, pregnancy and last exercise.
#[component]
pub fn About() -> impl IntoView {
    view! { <Few step=Step::About heading="about-heading" /> }
}

/// Medicines, known illnesses and sickle cell, on one screen with one "none of these".
#[component]
pub fn Health() -> impl IntoView {
    view! { <Few step=Step::Health heading="health-heading" /> }
}

/// A screen with a few questions.
#[component]
fn Few(
    /// The screen.
    step: Step,
    /// The message of its heading.
    heading: &'static str,
) -> impl IntoView {
    let session = session();
    let lines = Memo::new(move |_| session.with_answers(|it| step.lines(it)));
    let is_health = step == Step::Health;
    let questions = step.items().into_iter().map(|item| {
        show_while(
            move || lines.with(|it| it.contains(&item)),
            move || view! { <Question item is_none_apart=is_health /> }.piece(),
        )
    });
    let is_any = move || lines.with(|it| it.iter().any(|it| session.is_answered(*it)));
    let is_all = move || lines.with(|it| it.iter().all(|it| session.is_answered(*it)));
    let actions = move || {
        let leave = move |_| session.leave(step);
        if is_health && !is_all() {
            let none = if is_any() { "none-of-the-others" } else { "none-of-these" };
            view! {
                <button type="button" class="go" on:click=move |_| session.none_of_these(step)>{say(none)}</button>
                <button type="button" class="quiet" on:click=leave>{say("skip-rest")}</button>
            }
            .piece()
        } else {
            view! { <button type="button" class="go" on:click=leave>{say("continue")}</button> }.piece()
        }
    };
    let remembered = move || {
        let shown = is_health && session.is_health_remembered.get();
        if shown { view! { <p class="note">{say("health-remembered")}</p> }.piece() } else { nothing() }
    };
    view! {
        <Back />
        <Heading text=say(heading) />
        {live(remembered)}
        {is_health.then(|| view! { <p class="hint">{say("health-intro")}</p> }.piece())}
        {questions.collect::<Vec<_>>()}
        <div class="actions">{live(actions)}</div>
    }
}

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
