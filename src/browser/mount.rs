//! What the page or the element calls: the widget is put into a place, spoken to, and taken away again. One program
//! serves as many places as a page has.

use super::dom::Piece;
use super::host::{Host, Keeps};
use crate::late::{self, Late};
use crate::session::{Session, Stand};
use crate::view;
use leptos::mount::{UnmountHandle, mount_to_renderer};
use record::history;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

thread_local! {
    /// Every session there was, with what it shows now. One whose place is gone is taken again for the next place, so
    /// that coming and going takes no more memory than there were places at once.
    static PLACES: RefCell<Vec<(Session, Option<UnmountHandle<Piece>>)>> = const { RefCell::new(Vec::new()) };
}

/// Puts the widget into `root`, and gives its number.
///
/// `keeps` is 0 for a page of our own, 1 for another site, 2 where nothing outlives the tab.
#[wasm_bindgen]
pub fn mount(root: Element, namespace: &str, keeps: u32, host: Host) -> usize {
    let keeps = match keeps {
        0 => Keeps::Page,
        1 => Keeps::Site,
        _ => Keeps::Tab,
    };
    let free = PLACES.with_borrow(|it| it.iter().position(|(_, shown)| shown.is_none()));
    let number = free.unwrap_or_else(|| {
        // Outside any owner: what a session holds outlives what shows it.
        PLACES.with_borrow_mut(|it| {
            it.push((Session::new(), None));
            it.len() - 1
        })
    });
    let session = session(number);
    session.stand(namespace, Some(Stand { root: root.clone(), keeps, host }));
    let shown = mount_to_renderer(&root, move || view::widget(session));
    PLACES.with_borrow_mut(|it| it[number].1 = Some(shown));
    number
}

/// Takes the widget away, and forgets what it knew.
#[wasm_bindgen]
pub fn unmount(number: usize) {
    let shown = PLACES.with_borrow_mut(|it| it.get_mut(number).and_then(|it| it.1.take()));
    if shown.is_some() {
        drop(shown);
        session(number).forget();
    }
}

/// Asks something of the widget with this number: 0 to go back, 1 to start over, 2 and 3 for US and metric units, 4 for
/// everything saved, 5 to bring back what `text` holds, 6 for the run so far, 7 to go on with the one in `text`, 8 for
/// how soon the result asks for help, 9 to be what `text` says (`information`, `board`, `kiosk`, `result`, or else a
/// self-assessment), 10 to open the link in `text`, 11 to do so where nobody asked for it, 12 to ask
/// `single`, all on one page, or else in `steps`. None but 0 and 10
/// moves the focus; for 4 and 5 the late part must be there.
#[wasm_bindgen]
pub fn ask(number: usize, what: u32, text: &str) -> JsValue {
    let session = session(number);
    session.set_quiet(!matches!(what, 0 | 10));
    let answer = answer(session, what, text);
    session.set_quiet(false);
    answer
}

fn answer(session: Session, what: u32, text: &str) -> JsValue {
    match what {
        12 => session.set_one_page(text == "single"),
        0 => session.browser_back(),
        1 => session.start_over(),
        2 | 3 => session.units().set(if what == 2 { crate::session::Units::Us } else { crate::session::Units::Metric }),
        4 => {
            let text = RefCell::default();
            late::show(Late::Export(session, &text));
            return text.take().into();
        }
        5 => {
            let counts = Cell::new(None);
            late::show(Late::Restore(session, text, &counts));
            let list =
                |it: [usize; 5]| it.map(|it| JsValue::from(it as u32)).into_iter().collect::<js_sys::Array>().into();
            return counts.take().map_or(JsValue::NULL, list);
        }
        6 => return session.token().into(),
        7 => match history::read_draft(text) {
            Ok(draft) => session.continue_unfinished(draft.value),
            Err(_) => session.resume(text),
        },
        10 | 11 => session.open_link(text),
        9 => session.set_mode(text),
        8 => return session.assessment().tier.code().into(),
        _ => {}
    }
    JsValue::UNDEFINED
}

fn session(number: usize) -> Session {
    PLACES.with_borrow(|it| it[number].0)
}
