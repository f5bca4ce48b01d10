//! A link under a passphrase: locking one, and opening one.

use super::part::{back, heading, named, para, press, screen, text_field, words};
use super::ways::{Made, Outgoing};
use super::words::say;
use crate::browser::crypto;
use crate::browser::dom::{El, Piece, el, value_of};
use crate::live::{Changes, Switch};
use crate::session::Session;
use content::{Message, id};
use record::link::{self, Form, Link, Locked, from_inner, inner};
use std::cell::RefCell;
use std::rc::Rc;

/// The words that a passphrase is made of.
const WORDS: &str = include_str!("../../content/passphrase/english.txt");
const N_WORDS: usize = 4;
const LONGEST_PHRASE: usize = 200;

/// Four words that nobody can guess; nothing where the browser has no randomness to make them from.
pub fn passphrase() -> Option<String> {
    // 2,048 words: eleven bits each, and no word is likelier than another.
    let bits = u64::from_be_bytes(crypto::random::<8>()?);
    let word = |at: usize| WORDS.lines().nth((bits >> (11 * at) & 2047) as usize).unwrap_or_default();
    Some((0..N_WORDS).map(word).collect::<Vec<_>>().join(" "))
}

/// A field for a passphrase, which can be read while it is typed: it is to be told to somebody.
pub fn phrase_field(label: Message, phrase: &Rc<RefCell<String>>) -> El {
    let (typed, shown) = (phrase.clone(), phrase.borrow().clone());
    let field = text_field(LONGEST_PHRASE, Box::new(move || shown.clone()))
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .on("input", move |event| drop(typed.replace(value_of(&event))));
    named(label, field)
}

/// A way to lock what is sent with a passphrase; nothing where the browser has no cipher.
pub fn lock(
    session: Session,
    address: &str,
    followed: Changes,
    whole: impl Fn() -> Link + Clone + 'static,
) -> Option<Piece> {
    if !crypto::is_there() || session.is_kiosk() {
        return None;
    }
    let is_wanted = Switch::new(false);
    let phrase = Rc::new(RefCell::new(passphrase().unwrap_or_default()));
    let made = Made::new(followed);
    let told = phrase.clone();
    let around = move |_: &Outgoing| {
        let kept = [say(id::LOCK_APART), " ", &told.borrow()].concat();
        (vec![words("p", "note", &kept)], None)
    };
    let shown = made.shown(address, around);
    let form = move || -> Piece {
        let (made, phrase, whole) = (made.clone(), phrase.clone(), whole.clone());
        let field = phrase_field(id::LOCK_WORDS, &phrase);
        let busy = made.clone();
        let act = move || {
            let phrase = phrase.borrow().clone();
            if phrase.trim().is_empty() {
                return session.said().set(say(id::LOCK_EMPTY).to_owned());
            }
            let whole = whole.clone();
            made.make(session, move |done| {
                crypto::lock(&phrase, inner(&whole()), Box::new(|it| done(it.map(Link::Locked))));
            });
        };
        let act = press("small", say(id::LOCK_DO), act).live_attr("disabled", move || busy.is_busy().then(String::new));
        el("div")
            .child(para(say(id::LOCK_ABOUT)))
            .child(field)
            .child(el("p").class("amiss").attr("role", "alert").live_text(move || session.said().get()))
            .child(el("div").class("actions").child(act))
            .into()
    };
    let turn = press("link", say(id::LOCK_LINK), move || is_wanted.turn())
        .live_attr("aria-expanded", move || Some(is_wanted.is_on().to_string()));
    Some(
        el("div")
            .class("lock")
            .child(turn)
            .child(el("div").shown_while(move || is_wanted.is_on(), form))
            .child(shown)
            .into(),
    )
}

/// Asks for the passphrase of a link, and shows what is inside.
pub fn locked(session: Session, locked: Locked) -> Piece {
    let phrase: Rc<RefCell<String>> = Rc::default();
    let is_busy = Switch::new(false);
    let field = phrase_field(id::LOCK_TYPE, &phrase);
    let open = move || {
        if is_busy.is_on_now() {
            return;
        }
        is_busy.set(true);
        let n_places = session.n_places();
        let done = move |inside: Option<Vec<u8>>| {
            if !session.stands_since(n_places) {
                return;
            }
            is_busy.set(false);
            match inside.map(|it| from_inner(&it)) {
                Some(Ok(link)) => session.open_link(&link::write(&link, Form::Link)),
                Some(Err(_)) => session.said().set(say(id::SHARED_NEWER).to_owned()),
                None => session.said().set(say(id::LOCK_WRONG).to_owned()),
            }
        };
        crypto::unlock(&phrase.borrow(), locked.clone(), Box::new(done));
    };
    let button = press("go", say(id::LOCK_OPEN), open).live_attr("disabled", move || is_busy.is_on().then(String::new));
    let mut parts = vec![back(), heading(say(id::LOCK_HEADING))];
    if crypto::is_there() {
        parts.extend([
            words("p", "lead", say(id::LOCK_ASK)),
            field.into(),
            el("p").class("amiss").attr("role", "alert").live_text(move || session.said().get()).into(),
            el("div").class("actions").child(button).into(),
        ]);
    } else {
        parts.push(words("p", "lead", say(id::LOCK_NO_CIPHER)));
    }
    screen(parts)
}
