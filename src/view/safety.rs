//! The safety screens: danger signs as short lines to tick, each with its full question one tap away.

use super::part::{Choice, back, choice, heading, press, screen, session, words};
use super::question::none_of_these;
use super::words::{block as block_message, fill, id_for, line, option, question, question_part, say};
use crate::browser::dom::{El, Piece, el};
use crate::live::Switch;
use crate::session::Session;
use content::{Message, id, part};
use engine::{Block, Item, Kind, Step};

/// The groups of lines of each block, each with the message of its heading.
const GROUPS: [(Block, Message, &[Item]); 14] = [
    (
        Block::A,
        id::GROUP_A_MIND,
        &[Item::RF_COLLAPSE, Item::RF_CONFUSED, Item::RF_BREATH_CHEST, Item::RF_STROKE, Item::RF_HEARTBEAT],
    ),
    (
        Block::A,
        id::GROUP_A_BODY,
        &[Item::RF_HOT_SKIN, Item::RF_VOMIT, Item::RF_WHOLE_BODY_CRAMP, Item::RF_JAW, Item::RF_POISON],
    ),
    (
        Block::A,
        id::GROUP_A_EXERCISE,
        &[Item::RF_HEAT_SICK, Item::RF_HEAT_30, Item::RF_BAD_HEADACHE, Item::RF_PUFFY, Item::RF_STIMULANT],
    ),
    (Block::B, id::GROUP_B_LEG, &[Item::RF_COLD_PALE, Item::RF_NUMB_DEAD, Item::RF_TIGHT, Item::RF_DEFORMED]),
    (Block::B, id::GROUP_B_NERVE, &[Item::RF_SADDLE, Item::RF_BACK_BOTH, Item::RF_WEAK_FAST, Item::RF_FOOT_DROP]),
    (
        Block::B,
        id::GROUP_B_SKIN,
        &[Item::RF_FLESH, Item::RF_RED_HOT, Item::RF_FEVER, Item::RF_VEIN_BLEED, Item::RF_VEIN_HARD],
    ),
    (
        Block::C,
        id::GROUP_C_LEG,
        &[Item::RF_SWOLLEN_ONE, Item::RF_CALF_CONSTANT, Item::CALF_48H, Item::RF_WORSE_AGAIN, Item::RF_PREG_LEG],
    ),
    (Block::C, id::GROUP_C_RISK, &[Item::CLOT_RISK]),
    (Block::D, id::GROUP_D_MUSCLE, &[Item::RF_BROWN_URINE, Item::RF_LOW_URINE, Item::RF_PAIN_BEYOND, Item::RF_LOCKED]),
    (
        Block::D,
        id::GROUP_D_INJURY,
        &[Item::RF_POP, Item::RF_NO_PUSH, Item::RF_NO_WEIGHT, Item::INJURY_72H, Item::RF_THINNER_BLOW],
    ),
    (Block::D, id::GROUP_D_WEAK, &[Item::RF_LEGS_GAVE_WAY, Item::RF_SICKLE_PAIN, Item::RF_TETANY, Item::TETANY_AIRWAY]),
    (
        Block::E,
        id::GROUP_E_WALK,
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
        id::GROUP_E_NERVE,
        &[Item::RF_WASTING, Item::RF_BULBAR, Item::RF_NUMB_FEET, Item::RF_BONE, Item::RF_FREQUENT],
    ),
    (
        Block::E,
        id::GROUP_E_ILL,
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

/// One block of danger signs.
pub fn safety(block: Block) -> Piece {
    let session = session();
    let mut parts = vec![back(), heading(say(block_message(block)))];
    if is_for_other(session) {
        parts.push(words("p", "note", say(id::ABOUT_THE_OTHER)));
    }
    parts.extend(block_parts(block));
    parts.push(buttons(block, id::SKIP_PAGE));
    screen(parts)
}

fn is_for_other(session: Session) -> bool {
    session.with_answers_now(|it| it.has(Item::FOR_WHOM, "other"))
}

/// The buttons under a block, one of which may pass it over.
pub fn buttons(block: Block, skip: Message) -> Piece {
    // Block A is about the person in need of help, and is not skipped on their behalf.
    let can_skip = !(block == Block::A && is_for_other(session()));
    none_of_these(Step::Safety(block), true, can_skip.then_some(skip))
}

/// What stands between the heading of a block and its buttons.
pub fn block_parts(block: Block) -> Vec<Piece> {
    let session = session();
    let lines = move || session.with_answers(|it| Step::Safety(block).lines(it));
    let n_follow_ups = move || lines().iter().filter(|it| it.parent().is_some()).count();
    let opened = move || if n_follow_ups() > 0 { say(id::FOLLOW_UP_OPENED) } else { "" }.to_owned();
    let mut parts: Vec<Piece> =
        block_message(block).part(part::INTRO).map(|it| words("p", "lead", it)).into_iter().collect();
    parts.extend(groups_of(block));
    parts.push(el("p").class("hidden").attr("role", "status").live_text(opened).into());
    parts
}

/// The lines of a block in their groups.
pub fn groups_of(block: Block) -> impl Iterator<Item = Piece> {
    GROUPS.iter().filter(move |it| it.0 == block).map(|(_, name, items)| group(*name, items))
}

/// Lines under a heading; those that cannot apply are not shown, nor is the heading where none can.
pub fn group(name: Message, items: &'static [Item]) -> Piece {
    let session = session();
    let can_apply = move |item: Item| session.with_answers(|it| it.is_enabled(item) && !engine::hides(it, item));
    let shown = items.iter().map(|item| {
        let build = || if item.kind() == Kind::Choices { options(*item) } else { statement(*item) };
        el("div").shown_while(move || can_apply(*item), build).into()
    });
    el("fieldset")
        .class("group")
        .live_attr("hidden", move || (!items.iter().any(|it| can_apply(*it))).then(String::new))
        .child(el("legend").child(words(if session.is_on_one_page() { "h3" } else { "h2" }, "", say(name))))
        .children(shown.collect())
        .into()
}

/// A statement to tick, with its full question and every answer to it folded below.
fn statement(item: Item) -> Piece {
    let session = session();
    let at = move |code: &str| item.options().iter().position(|it| *it == code).unwrap_or_default();
    let (yes, not_sure) = (at("yes"), at("not-sure"));
    let has_kinds_of_yes = item.options().contains(&"cramps-only");
    let is_ticked =
        move || session.is_chosen(item, yes) || (has_kinds_of_yes && session.is_chosen(item, at("cramps-only")));
    let is_open = Switch::new(session.is_chosen(item, not_sure));
    let change = move || {
        if is_ticked() {
            session.give(item, None);
        } else {
            // Two kinds of yes: the cautious one until the reader says which.
            if has_kinds_of_yes {
                is_open.set(true);
            }
            session.choose(item, yes);
        }
    };
    let fold_id = id_for("more", item);
    let fold = move || -> Piece {
        let pill = |(at, code): (usize, &&'static str)| {
            let it = Choice { class: "pill", is_single: true, name: item.code().to_owned(), value: code };
            let label = words("span", "", option(item, at));
            choice(it, label, move || session.is_chosen(item, at), move || session.choose(item, at)).into()
        };
        let pills = el("div").class("pills").children(item.options().iter().enumerate().map(pill).collect());
        folded(item, question(item)).child(pills).into()
    };
    let it = Choice { class: "tick", is_single: false, name: id_for("tick", item), value: "yes" };
    let label = el("span")
        .text(line(item))
        .shown_while(move || session.is_chosen(item, not_sure), || words("em", "", say(id::NOT_SURE)));
    let more = press("more", "?", move || is_open.turn())
        .attr("aria-controls", &fold_id)
        .attr("aria-label", &fill(id::MORE_ABOUT, &[("line", line(item))]))
        .live_attr("aria-expanded", move || Some(is_open.is_on().to_string()));
    let said = move || session.with_answers(|it| it.codes(item).first().map(|it| (*it).to_owned()));
    el("div")
        .class("line")
        .live_attr("data-said", said)
        .attr_if("data-follow", item.parent().map(|_| ""))
        .child(choice(it, label, is_ticked, change))
        .child(more)
        .child(el("div").attr("id", &fold_id).class("folded").shown_while(move || is_open.is_on(), fold))
        .into()
}

/// What opens under a line.
fn folded(item: Item, legend: &str) -> El {
    el("fieldset")
        .class("fold")
        .child(words("legend", "", legend))
        .maybe(question_part(item, part::HINT).map(|it| words("p", "hint", it)))
}

/// A list of a block: one line that opens its options, or its options as lines.
fn options(item: Item) -> Piece {
    let session = session();
    let is_always_open = item == Item::SYMPTOMS;
    let is_open = Switch::new(is_always_open || session.is_answered_now(item));
    let tick = move |(at, code): (usize, &&'static str)| {
        let it = Choice { class: "tick", is_single: false, name: item.code().to_owned(), value: code };
        let label = words("span", "", option(item, at));
        let tick = choice(it, label, move || session.is_chosen(item, at), move || session.tick(item, at));
        el("div").class("line").child(tick).into()
    };
    let list = move || -> Piece {
        let shown = item.options().iter().enumerate().filter(|(_, it)| **it != "none");
        folded(item, if is_always_open { line(item) } else { question(item) })
            .children(shown.map(tick).collect())
            .into()
    };
    let change = move || {
        is_open.turn();
        if !is_open.is_on_now() {
            session.give(item, None);
        }
    };
    let mut all = el("div").class("line").attr("data-list", "");
    if !is_always_open {
        let it = Choice { class: "tick", is_single: false, name: id_for("open", item), value: "open" };
        all = all.child(choice(it, words("span", "", line(item)), move || is_open.is_on(), change));
    }
    all.child(el("div").class("folded").shown_while(move || is_open.is_on(), list)).into()
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
                assert_eq!(pair[1].parent(), Some(pair[0]), "{name:?}");
            }
        }
    }
}
