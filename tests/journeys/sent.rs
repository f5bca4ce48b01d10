//! What goes from one browser to another: links on the screen, links that are opened, and texts that a coach pastes.

use journeys::{Page, Setup, words};
use serde_json::json;

/// The page of all tests, with this behind its address; without a hash where that is empty.
pub fn at(fragment: &str) -> Setup {
    let page = std::env::var("CRAMPWISE_PAGE").expect("`cargo xtask test` says where the page is");
    let address = if fragment.is_empty() { page } else { format!("{page}#{fragment}") };
    Setup { address: Some(address), ..Setup::default() }
}

/// What stands behind the address of a link.
pub fn fragment(link: &str) -> String {
    link.split_once('#').expect("a link").1.to_owned()
}

/// The link on the screen, the last one where there are several.
pub async fn link(page: &Page) -> String {
    let seen =
        "const all = [...document.querySelectorAll('#link')]; return all.length ? all[all.length - 1].value : null";
    page.wait_until("the link", &format!("{{ {seen} }}")).await.as_str().unwrap().to_owned()
}

/// Opens a link in the page that is open already, as one that is pasted into the address.
pub async fn open_here(page: &Page, fragment: &str) {
    page.run("location.hash = arguments[0]", &[json!(fragment)]).await;
}

/// Pastes a chat into the board.
pub async fn paste(page: &Page, chat: &str) {
    let script =
        "const it = document.querySelector('#replies'); it.value = arguments[0]; it.dispatchEvent(new Event('input'))";
    page.run(script, &[json!(chat)]).await;
    page.press(words::say("board-take")).await;
}

/// Words with these values in their places.
pub fn filled(id: &str, values: &[(&str, &str)]) -> String {
    content::fill(words::say(id), values)
}
