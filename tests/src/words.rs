//! The words on the page, by the ids that the engine and the page name them with.

use engine::{Block, Item};

/// The words of a message, or of an attribute as `id.attribute`.
///
/// # Panics
/// There is no such message.
pub fn say(id: &str) -> &'static str {
    content::text(id).unwrap_or_else(|| panic!("{id} has no words"))
}

/// The question with this id.
///
/// # Panics
/// There is no such question.
pub fn item(id: &str) -> Item {
    Item::from_code(id).unwrap_or_else(|| panic!("there is no question {id}"))
}

/// The full question.
pub fn question(id: &str) -> &'static str {
    say(&format!("q-{id}"))
}

/// The statement to tick.
pub fn line(id: &str) -> &'static str {
    say(&format!("q-{id}.line"))
}

/// The label of an option.
pub fn option(id: &str, code: &str) -> &'static str {
    say(&format!("q-{id}.opt-{code}"))
}

/// The heading of a block of danger signs.
pub fn block(block: Block) -> &'static str {
    say(match block {
        Block::A => "block-a",
        Block::B => "block-b",
        Block::C => "block-c",
        Block::D => "block-d",
        Block::E => "block-e",
    })
}

/// The button that opens the full question of a line.
pub fn more_about(id: &str) -> String {
    content::fill(say("more-about"), &[("line", line(id))])
}

/// The link that changes the answer to what is asked in these words.
pub fn change(what: &str) -> String {
    content::fill(say("change-what"), &[("what", what)])
}
