//! The first screen: what this is, whom it is for, and what brings the reader here.

use super::piece::{IntoPiece, Piece, live_flag, live_text, nothing, show_while};
use super::part::{Back, Heading, Link, session};
use super::words::{fill, option, question, say};
use crate::browser::clock;
use crate::session::{Screen, Session};
use engine::{Item, Step};
use leptos::prelude::*;

/// The first screen.
#[component]
pub fn Start() -> impl IntoView {
    let session = session();
    let is_changing = matches!(session.screen_untracked(), Screen::Changing(..));
    let choices = Item::INTENT.options().iter().enumerate().map(|(at, code)| {
        view! {
            <button
                type="button"
                class="choice"
                aria-pressed=live_text(move || session.is_chosen(Item::INTENT, at).to_string())
                on:click=move |_| begin(session, at)
            >
                {option(Item::INTENT, code)}
            </button>
        }
        .piece()
    });
    view! {
        {is_changing.then(|| view! { <Back /> }.piece())}
        <Heading text=say("app-title") />
        <p class="lead">{say("app-what")}</p>
        <p>{say("app-not")}</p>
        <button type="button" class="alarm" on:click=move |_| session.someone_is_very_ill()>
            {say("very-ill")}
        </button>
        {(!is_changing).then(|| view! { <Unfinished /> }.piece())}
        <WhoFor />
        <section class="choices" aria-labelledby="intent">
            <h2 id="intent">{question(Item::INTENT)}</h2>
            {choices.collect::<Vec<Piece>>()}
        </section>
        <p class="links">
            <Link says="history-link" opens=Screen::History />
        </p>
    }
}

fn begin(session: Session, at: usize) {
    if !session.is_answered_untracked(Item::FOR_WHOM) {
        session.choose(Item::FOR_WHOM, 0);
    }
    session.choose(Item::INTENT, at);
    if session.screen_untracked() != Screen::Result {
        session.leave(Step::Start);
    }
}

/// An unfinished run, kept by this browser, that can be continued.
#[component]
fn Unfinished() -> impl IntoView {
    let session = session();
    let draft = if untrack(|| session.is_begun()) { None } else { session.unfinished() };
    let Some(draft) = draft else { return nothing() };
    {
        let begun = fill("unfinished", &[("date", &clock::date(draft.saved_at_ms))]);
        let discarded = draft.id;
        let is_gone = RwSignal::new(false);
        let go_on = move |_| session.continue_unfinished(draft.clone());
        view! {
            <div class="note" hidden=live_flag(move || is_gone.get())>
                <p>{begun}</p>
                <button type="button" class="small" on:click=go_on>{say("unfinished-continue")}</button>
                <button
                    type="button"
                    class="link"
                    on:click=move |_| {
                        session.discard_unfinished(discarded);
                        is_gone.set(true);
                    }
                >
                    {say("unfinished-discard")}
                </button>
            </div>
        }
        .piece()
    }
}

/// Whom the answers are about, with a name for someone else that keeps their results apart.
#[component]
fn WhoFor() -> impl IntoView {
    let session = session();
    let is_other = move || session.is_chosen(Item::FOR_WHOM, 1);
    let pill = |(at, code): (usize, &&'static str)| {
        let is_chosen = move || if at == 0 { !is_other() } else { is_other() };
        view! {
            <label class="pill">
                <input
                    type="radio"
                    name=Item::FOR_WHOM.code()
                    value=*code
                    prop:checked=live_flag(is_chosen)
                    on:change=move |_| session.choose(Item::FOR_WHOM, at)
                />
                <span>{option(Item::FOR_WHOM, code)}</span>
            </label>
        }
        .piece()
    };
    let named = move || {
        view! {
            <label class="named">
                <span>{say("for-whom-name")}</span>
                <input
                    type="text"
                    class="field"
                    autocomplete="off"
                    maxlength="40"
                    prop:value=live_text(move || session.for_whom.get())
                    on:input=move |event| session.for_whom.set(event_target_value(&event))
                />
            </label>
        }
        .piece()
    };
    view! {
        <fieldset class="who">
            <legend>{question(Item::FOR_WHOM)}</legend>
            <div class="pills">{Item::FOR_WHOM.options().iter().enumerate().map(pill).collect::<Vec<Piece>>()}</div>
            {show_while(is_other, named)}
        </fieldset>
    }
}
