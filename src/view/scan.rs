//! Links that come as codes: in a picture, or shown to the camera.

use super::part::{press, words};
use super::words::say;
use crate::browser::camera::{has_camera, watch};
use crate::browser::dom::{Piece, el, input_of};
use crate::browser::scan::picked_code;
use crate::live::Switch;
use crate::session::Session;
use content::id;
use std::cell::RefCell;
use std::rc::Rc;

/// What is called with what a code says.
pub type Found = Rc<dyn Fn(&str)>;

/// Reads codes from a picture, or from the camera where there is one.
pub fn scan(session: Session, found: Found) -> Piece {
    let in_picture = found.clone();
    let pick = el("input").attr("type", "file").attr("accept", "image/*").on("change", move |event| {
        let n_places = session.n_places();
        if let Some(input) = input_of(&event) {
            let found = in_picture.clone();
            let done = move |text: Option<String>| {
                if session.stands_since(n_places) {
                    match text {
                        Some(text) => found(&text),
                        None => session.said().set(say(id::BOARD_NONE_IN_PICTURE).to_owned()),
                    }
                }
            };
            picked_code(&input, Box::new(done));
        }
    });
    let picture = el("label").class("small file").child(words("span", "", say(id::BOARD_PICTURE))).child(pick);
    let mut actions = el("div").class("actions").child(picture);
    let is_on = Switch::new(false);
    if has_camera() {
        let says = move || say(if is_on.is_on() { id::BOARD_CAMERA_STOP } else { id::BOARD_CAMERA }).to_owned();
        let turn = press("small", "", move || is_on.turn()).child(el("span").live_text(says));
        actions = actions.child(turn);
    }
    el("div").child(actions).shown_while(move || is_on.is_on(), move || camera(session, found.clone(), is_on)).into()
}

/// What the camera sees. One code is taken once, however long it is shown.
fn camera(session: Session, found: Found, is_on: Switch) -> Piece {
    let last: RefCell<String> = RefCell::default();
    let seen = move |text: String| {
        if *last.borrow() != text {
            last.replace(text.clone());
            found(&text);
        }
    };
    let refused = move || {
        is_on.set(false);
        session.said().set(say(id::BOARD_NO_CAMERA).to_owned());
    };
    let video = el("video").class("camera").attr("playsinline", "").attr("aria-label", say(id::BOARD_CAMERA_SEES));
    let camera = watch(video.node(), Rc::new(seen), refused);
    video.keep(Box::new(camera)).into()
}
