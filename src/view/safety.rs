//! The safety screens: danger signs as short lines to tick, each with its full question one tap away.

use super::piece::{IntoPiece, Piece, live, live_flag, live_text, nothing, show_while};
use super::part::{Back, Heading, session};
use super::words::{fill, id_of, line, option, question, question_part, say};
use engine::{Block, Item, Kind, Step};
use leptos::prelude::*;

/// The groups of lines of each block, each with the message of its heading.
const GROUPS: [(Block, &str, &[Item]); 14] = [
    (
        Block::A,
        "group-a-mind",
        &[Item::RF_COLLAPSE, Item::RF_CONFUSED, Item::RF_BREATH_CHEST, Item::RF_STROKE, Item::RF_HEARTBEAT],
    ),
    (
        Block::A,
        "group-a-body",
        &[Item::RF_HOT_SKIN, Item::RF_VOMIT, Item::RF_WHOLE_BODY_CRAMP, Item::RF_JAW, Item::RF_POISON],
    ),
    (
        Block::A,
        "group-a-exercise",
        &[Item::RF_HEAT_SICK, Item::RF_HEAT_30, Item::RF_BAD_HEADACHE, Item::RF_PUFFY, Item::RF_STIMULANT],
    ),
    (Block::B, "group-b-leg", &[Item::RF_COLD_PALE, Item::RF_NUMB_DEAD, Item::RF_TIGHT, Item::RF_DEFORMED]),
    (Block::B, "group-b-nerve", &[Item::RF_SADDLE, Item::RF_BACK_BOTH, Item::RF_WEAK_FAST, Item::RF_FOOT_DROP]),
    (
        Block::B,
        "group-b-skin",
        &[Item::RF_FLESH, Item::RF_RED_HOT, Item::RF_FEVER, Item::RF_VEIN_BLEED, Item::RF_VEIN_HARD],
    ),
    (
        Block::C,
        "group-c-leg",
        &[Item::RF_SWOLLEN_ONE, Item::RF_CALF_CONSTANT, Item::CALF_48H, Item::RF_WORSE_AGAIN, Item::RF_PREG_LEG],
    ),
    (Block::C, "group-c-risk", &[Item::CLOT_RISK]),
    (Block::D, "group-d-muscle", &[Item::RF_BROWN_URINE, Item::RF_LOW_URINE, Item::RF_PAIN_BEYOND, Item::RF_LOCKED]),
    (
        Block::D,
        "group-d-injury",
        &[Item::RF_POP, Item::RF_NO_PUSH, Item::RF_NO_WEIGHT, Item::INJURY_72H, Item::RF_THINNER_BLOW],
    ),
    (Block::D, "group-d-weak", &[Item::RF_LEGS_GAVE_WAY, Item::RF_SICKLE_PAIN, Item::RF_TETANY, Item::TETANY_AIRWAY]),
    (
        Block::E,
        "group-e-walk",
        &[
            Item::RF_CLAUDICATION,
            Item::CLAUDICATION_RECENT,
            Item::RF_REST_PAIN,
            Item::RF_EVERY_RUN,
            Item::EVERY_RUN_NUMB,
            Item::RF_FIRST_MINUTES,
        ],
    ),
    (
        Block::E,
        "group-e-nerve",
        &[Item::RF_WASTING, Item::RF_BULBAR, Item::RF_NUMB_FEET, Item::RF_BONE, Item::RF_FREQUENT],
    ),
    (
        Block::E,
        "group-e-ill",
        &[
            Item::RF_STATIN_MUSCLE,
            Item::RF_PREECLAMPSIA,
            Item::RF_DIABETES_ILL,
            Item::RF_KIDNEY_WEAK,
            Item::RF_LIVER_ILL,
            Item::RF_WEIGHT_LOSS,
            Item::RF_SWOLLEN_BOTH,
            Item::SYMPTOMS,
        ],
    ),
];

/// The message of a block's heading.
pub fn heading_of(block: Block) -> &'static str {
    match block {
        Block::A => "block-a",
        Block::B => "block-b",
        Block::C => "block-c",
        Block::D => "block-d",
        Block::E => "block-e",
    }
}

/// One block of danger signs.
#[component]
pub fn Safety(
    /// The block.
    block: Block,
) -> impl IntoView {
    let session = session();
    let step = Step::Safety(block);
    let lines = Memo::new(move |_| session.with_answers(|it| step.lines(it)));
    let group = move |(_, name, items): &'static (Block, &'static str, &'static [Item])| {
        let is_shown = move || lines.with(|it| items.iter().any(|item| it.contains(item)));
        let shown = items.iter().map(move |item| {
            let build = move || match item.kind() {
                Kind::Choices => view! { <List item=*item /> }.piece(),
                _ => view! { <Line item=*item /> }.piece(),
            };
            show_while(move || lines.with(|it| it.contains(item)), build)
        });
        view! {
            <fieldset class="group" hidden=live_flag(move || !is_shown())>
                <legend>
                    <h2>{say(name)}</h2>
                </legend>
                {shown.collect::<Vec<_>>()}
            </fieldset>
        }
        .piece()
    };
    let groups = GROUPS.iter().filter(|it| it.0 == block).map(group).collect::<Vec<Piece>>();
    let is_any = move || lines.with(|it| it.iter().any(|it| session.is_answered(*it)));
    let is_all = move || lines.with(|it| it.iter().all(|it| session.is_answered(*it)));
    let main = move || {
        let (says, goes): (_, fn(crate::session::Session, Step)) = match (is_all(), is_any()) {
            (true, _) => ("continue", |session, step| session.leave(step)),
            (false, true) => ("none-of-the-others", |session, step| session.none_of_these(step)),
            (false, false) => ("none-of-these", |session, step| session.none_of_these(step)),
        };
        view! { <button type="button" class="go" on:click=move |_| goes(session, step)>{say(says)}</button> }.piece()
    };
    // Block A is about the person in need of help, and is not skipped on their behalf.
    let is_other = untrack(|| session.with_answers(|it| it.has(Item::FOR_WHOM, "other")));
    let may_skip = !(block == Block::A && is_other);
    let skip = move || {
        if !may_skip || is_all() {
            return nothing();
        }
        view! { <button type="button" class="quiet" on:click=move |_| session.leave(step)>{say("skip-page")}</button> }
            .piece()
    };
    let n_follow_ups =
        Memo::new(move |_| lines.with(|it| it.iter().filter(|it| it.parent().is_some()).count()));
    let opened = move || if n_follow_ups.get() > 0 { say("follow-up-opened") } else { "" }.to_owned();
    let intro = super::words::part(heading_of(block), "intro");
    view! {
        <Back />
        <Heading text=say(heading_of(block)) />
        {is_other.then(|| view! { <p class="note">{say("about-the-other")}</p> }.piece())}
        {intro.map(|it| view! { <p class="lead">{it}</p> }.piece())}
        {groups}
        <p class="hidden" role="status">{live_text(opened)}</p>
        <div class="actions">{live(main)} {live(skip)}</div>
    }
}

/// A statement to tick, with its full question and every answer to it folded below.
#[component]
fn Line(
    /// What it asks.
    item: Item,
) -> impl IntoView {
    let session = session();
    let at = move |code: &str| item.options().iter().position(|it| *it == code).unwrap_or_default();
    let (yes, not_sure) = (at("yes"), at("not-sure"));
    let has_kinds_of_yes = item.options().contains(&"cramps-only");
    let is_ticked = move || {
        session.is_chosen(item, yes) || (has_kinds_of_yes && session.is_chosen(item, at("cramps-only")))
    };
    let is_open = RwSignal::new(untrack(|| session.is_chosen(item, not_sure)));
    let change = move |_| {
        if untrack(is_ticked) {
            session.give(item, None);
        } else {
            // Two kinds of yes: the cautious one until the reader says which.
            is_open.update(|it| *it |= has_kinds_of_yes);
            session.choose(item, yes);
        }
    };
    let said = move || {
        session.with_answers(|it| it.codes(item).first().copied()).unwrap_or_default().to_owned()
    };
    let fold_id = id_of("more", item.code());
    let controls = fold_id.clone();
    let fold = move || {
        {
            let pill = |(at, code): (usize, &&'static str)| {
                view! {
                    <label class="pill">
                        <input
                            type="radio"
                            name=item.code()
                            value=*code
                            prop:checked=live_flag(move || session.is_chosen(item, at))
                            on:change=move |_| session.choose(item, at)
                        />
                        <span>{option(item, code)}</span>
                    </label>
                }
                .piece()
            };
            view! {
                <fieldset class="fold">
                    <legend>{question(item)}</legend>
                    {question_part(item, "hint").map(|it| view! { <p class="hint">{it}</p> }.piece())}
                    <div class="pills">{item.options().iter().enumerate().map(pill).collect::<Vec<Piece>>()}</div>
                </fieldset>
            }
            .piece()
        }
    };
    let fold = show_while(move || is_open.get(), fold);
    view! {
        <div class="line" data-said=live_text(said) data-follow=item.parent().map(|_| "")>
            <label class="tick">
                <input type="checkbox" name=id_of("tick", item.code()) prop:checked=live_flag(is_ticked) on:change=change />
                <span>
                    {line(item)}
                    {show_while(
                        move || session.is_chosen(item, not_sure),
                        || view! { <em>{say("not-sure")}</em> }.piece(),
                    )}
                </span>
            </label>
            <button
                type="button"
                class="more"
                aria-expanded=live_text(move || is_open.get().to_string())
                aria-controls=controls
                aria-label=fill("more-about", &[("line", line(item))])
                on:click=move |_| is_open.update(|it| *it = !*it)
            >
                "?"
            </button>
            <div id=fold_id class="folded">{fold}</div>
        </div>
    }
}

/// A list of a block: one line that opens its options, or its options as lines.
#[component]
fn List(
    /// What it asks.
    item: Item,
) -> impl IntoView {
    let session = session();
    let is_answered = move || session.is_answered(item);
    let is_open = RwSignal::new(untrack(is_answered) || item == Item::SYMPTOMS);
    let tick = move |(at, code): (usize, &&'static str)| {
        view! {
            <div class="line">
                <label class="tick">
                    <input
                        type="checkbox"
                        name=item.code()
                        value=*code
                        prop:checked=live_flag(move || session.is_chosen(item, at))
                        on:change=move |_| session.tick(item, at)
                    />
                    <span>{option(item, code)}</span>
                </label>
            </div>
        }
        .piece()
    };
    let options = move || {
        {
            let shown = item.options().iter().enumerate().filter(|(_, it)| **it != "none");
            view! {
                <fieldset class="fold">
                    <legend>{if item == Item::SYMPTOMS { line(item) } else { question(item) }}</legend>
                    {question_part(item, "hint").map(|it| view! { <p class="hint">{it}</p> }.piece())}
                    {shown.map(tick).collect::<Vec<Piece>>()}
                </fieldset>
            }
            .piece()
        }
    };
    let options = show_while(move || is_open.get(), options);
    let head = (item != Item::SYMPTOMS).then(|| {
        let change = move |_| {
            is_open.update(|it| *it = !*it);
            if !is_open.get_untracked() {
                session.give(item, None);
            }
        };
        view! {
            <label class="tick">
                <input type="checkbox" name=id_of("open", item.code()) prop:checked=live_flag(move || is_open.get()) on:change=change />
                <span>{line(item)}</span>
            </label>
        }
        .piece()
    });
    view! {
        <div class="line" data-list="">
            {head}
            <div class="folded">{options}</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_danger_sign_stands_in_one_group_of_its_block() {
        for block in Block::ALL {
            let grouped: Vec<Item> = GROUPS.iter().filter(|it| it.0 == block).flat_map(|it| it.2.to_vec()).collect();
            for item in Item::in_block(block) {
                assert_eq!(grouped.iter().filter(|it| **it == item).count(), 1, "{item}");
            }
            assert_eq!(grouped.len(), Item::in_block(block).count(), "{block:?}");
        }
    }

    #[test]
    fn a_follow_up_stands_right_under_its_parent() {
        for (_, name, items) in GROUPS {
            for pair in items.windows(2).filter(|it| it[1].parent().is_some()) {
                assert_eq!(pair[1].parent(), Some(pair[0]), "{name}");
            }
        }
    }
}
