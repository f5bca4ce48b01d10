//! The browser's own cipher: what Node's has made of things, what was changed on the way, and keys that stay where they are.

use crampwise::browser::crypto::{self, Keys};
use crampwise::browser::js::{Done, call, get, global};
use js_sys::{Object, Promise, Reflect};
use record::link::{Locked, Sealed};
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// What is handed on once it is there.
pub async fn came<T: 'static>(ask: impl FnOnce(Done<T>)) -> Option<T> {
    let taken: Rc<RefCell<Option<T>>> = Rc::default();
    let (into, mut ask) = (taken.clone(), Some(ask));
    let promise = Promise::new(&mut |resolve, _| {
        let (into, ask) = (into.clone(), ask.take().expect("it is called once"));
        ask(Box::new(move |it| {
            into.replace(it);
            resolve.call0(&JsValue::NULL).unwrap();
        }));
    });
    JsFuture::from(promise).await.unwrap();
    taken.take()
}

pub async fn new_keys() -> Keys {
    came(crypto::new_keys).await.unwrap()
}

/// What tests/vectors/cipher.mjs made, of keys that open nothing else.
struct Known(Value);

impl Known {
    fn new() -> Self {
        Self(serde_json::from_str(include_str!("../vectors/cipher.json")).unwrap())
    }

    fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap()
    }

    fn public(&self) -> [u8; 65] {
        array(&self.0["public"])
    }

    fn inner(&self) -> Vec<u8> {
        bytes(&self.0["inner"])
    }

    fn sealed(&self) -> Sealed {
        let it = &self.0["sealed"];
        let team = it["team"].as_u64().unwrap() as u32;
        Sealed { team, ephemeral: array(&it["ephemeral"]), iv: array(&it["iv"]), cipher: bytes(&it["cipher"]) }
    }

    fn locked(&self) -> Locked {
        let it = &self.0["locked"];
        let rounds = it["rounds"].as_u64().unwrap() as u32;
        Locked { rounds, salt: array(&it["salt"]), iv: array(&it["iv"]), cipher: bytes(&it["cipher"]) }
    }

    async fn restored(&self, public: [u8; 65], file: &str, phrase: &str) -> Option<Keys> {
        came(|done| crypto::restore(public, file, phrase, done)).await
    }

    async fn keys(&self) -> Keys {
        self.restored(self.public(), self.text("file"), self.text("phrase")).await.unwrap()
    }
}

fn bytes(of: &Value) -> Vec<u8> {
    let text = of.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn array<const N: usize>(of: &Value) -> [u8; N] {
    bytes(of).try_into().unwrap()
}

async fn open(keys: &Keys, sealed: Sealed) -> Option<Vec<u8>> {
    came(|done| crypto::open(keys, sealed, done)).await
}

async fn unlock(phrase: &str, locked: Locked) -> Option<Vec<u8>> {
    came(|done| crypto::unlock(phrase, locked, done)).await
}

/// Fails where the browser lets a private key out in any form.
pub async fn is_kept_in(keys: &Keys) {
    assert_eq!(get(&keys.private, "extractable").unwrap(), false);
    let subtle = global("crypto").and_then(|it| get(&it, "subtle")).unwrap();
    for form in ["pkcs8", "jwk", "raw", "spki"] {
        let asked = call(&subtle, "exportKey", &[form.into(), keys.private.clone()]).unwrap();
        assert!(JsFuture::from(Promise::from(asked)).await.is_err(), "it came out as {form}");
    }
    assert!(came(|done| crypto::backup(keys, "four words of mine", done)).await.is_none());
}

#[wasm_bindgen_test]
async fn what_another_cipher_sealed_locked_and_saved_is_opened() {
    let known = Known::new();
    assert_eq!(open(&known.keys().await, known.sealed()).await, Some(known.inner()));
    assert_eq!(unlock(known.text("phrase"), known.locked()).await, Some(known.inner()));
}

#[wasm_bindgen_test]
async fn one_bit_changed_anywhere_and_a_reply_stays_shut() {
    let known = Known::new();
    let (keys, good) = (known.keys().await, known.sealed());
    let (tag, end) = (good.cipher.len() - 16, good.cipher.len() - 1);
    let mut all = Vec::new();
    let mut changed = |what: &str, change: &dyn Fn(&mut Sealed)| {
        let mut it = good.clone();
        change(&mut it);
        assert_ne!(it, good);
        all.push((what.to_owned(), it));
    };
    for bit in [0, 7, 31] {
        changed("the team that its head names", &|it| it.team ^= 1 << bit);
    }
    for at in [0, 1, 32, 33, 64] {
        changed("the key that is used once", &|it| it.ephemeral[at] ^= 1);
    }
    for at in [0, 11] {
        changed("what is used once", &|it| it.iv[at] ^= 0x80);
    }
    for at in [0, tag - 1, tag, end] {
        changed("the cipher or its tag", &|it| it.cipher[at] ^= 4);
    }
    changed("the end, cut off", &|it| it.cipher.truncate(end));
    changed("everything but the tag", &|it| drop(it.cipher.drain(..tag)));
    for (what, it) in all {
        assert_eq!(open(&keys, it.clone()).await, None, "{what}: {it:?}");
    }
    let other = new_keys().await;
    assert_eq!(open(&other, good.clone()).await, None, "other keys");
    let mixed = Keys { public: other.public, ..keys };
    assert_eq!(open(&mixed, good).await, None, "the public key is part of what a reply is sealed for");
}

#[wasm_bindgen_test]
async fn one_bit_changed_anywhere_and_a_locked_link_stays_locked() {
    let known = Known::new();
    let (phrase, good) = (known.text("phrase"), known.locked());
    let (tag, end) = (good.cipher.len() - 16, good.cipher.len() - 1);
    let changes: [(&str, &dyn Fn(&mut Locked)); 7] = [
        ("the rounds that its head names", &|it| it.rounds += 1),
        ("the salt", &|it| it.salt[15] ^= 1),
        ("what is used once", &|it| it.iv[6] ^= 1),
        ("the first byte", &|it| it.cipher[0] ^= 1),
        ("the last before the tag", &|it| it.cipher[tag - 1] ^= 1),
        ("the tag", &|it| it.cipher[tag] ^= 1),
        ("the last", &|it| it.cipher[end] ^= 0x80),
    ];
    for (what, change) in changes {
        let mut it = good.clone();
        change(&mut it);
        assert_eq!(unlock(phrase, it).await, None, "{what}");
    }
    assert_eq!(unlock("correct horse battery stable", good.clone()).await, None);
    assert_eq!(unlock("", good).await, None);
}

#[wasm_bindgen_test]
async fn what_is_locked_opens_with_its_passphrase_however_it_is_typed() {
    let inner = vec![7; 64];
    let lock = || came(|done| crypto::lock("Four  Plain\twords HERE", inner.clone(), done));
    let (one, two) = (lock().await.unwrap(), lock().await.unwrap());
    assert_eq!(one.rounds, crypto::ROUNDS);
    assert!(one.salt != two.salt && one.iv != two.iv && one.cipher != two.cipher, "each is made anew");
    assert_eq!(one.cipher.len(), inner.len() + 16);
    assert_eq!(unlock(" four plain words here\n", one).await, Some(inner));
    assert_eq!(unlock("fourplain words here", two).await, None);
}

#[wasm_bindgen_test]
async fn each_reply_is_sealed_with_a_key_of_its_own() {
    let (keys, inner) = (new_keys().await, vec![7; 64]);
    let seal = || came(|done| crypto::seal(keys.public, 5, inner.clone(), done));
    let (one, two) = (seal().await.unwrap(), seal().await.unwrap());
    assert!(one.ephemeral != two.ephemeral && one.iv != two.iv && one.cipher != two.cipher);
    assert_eq!(open(&keys, one.clone()).await, Some(inner.clone()));
    assert_eq!(open(&keys, two.clone()).await, Some(inner.clone()));
    assert_eq!(open(&keys, Sealed { ephemeral: two.ephemeral, ..one }).await, None, "no part of one fits another");
    let nowhere = came(|done| crypto::seal([4; 65], 5, inner, done)).await;
    assert_eq!(nowhere, None, "a key that is no point of the curve");
}

#[wasm_bindgen_test]
async fn nothing_takes_a_key_out_that_is_kept() {
    let made = new_keys().await;
    assert_eq!(get(&made.private, "extractable").unwrap(), true, "until it is saved or not");
    let public = made.public;
    let kept = came(|done| crypto::keep(made, done)).await.unwrap();
    assert_eq!(kept.public, public);
    is_kept_in(&kept).await;
    let sealed = came(|done| crypto::seal(public, 5, vec![7; 32], done)).await.unwrap();
    assert_eq!(open(&kept, sealed).await, Some(vec![7; 32]), "it opens all the same");
}

#[wasm_bindgen_test]
async fn a_key_comes_back_from_its_file_as_it_was_saved_or_not_at_all() {
    let known = Known::new();
    let (public, file, phrase) = (known.public(), known.text("file"), known.text("phrase"));
    is_kept_in(&known.keys().await).await;
    let mut other = public;
    other[64] ^= 1;
    assert!(known.restored(other, file, phrase).await.is_none(), "replies would be sealed for somebody else");
    assert!(known.restored(public, file, "correct horse").await.is_none());
    for at in [0, 40, 60, file.len() - 1] {
        let digit = if file.as_bytes()[at] == b'0' { "1" } else { "0" };
        let changed = [&file[..at], digit, &file[at + 1..]].concat();
        assert!(known.restored(public, &changed, phrase).await.is_none(), "{at}");
    }
    for cut in ["", "00", &file[1..], &file[..file.len() - 2], "no digits at all, but long enough to be some of them"] {
        assert!(known.restored(public, cut, phrase).await.is_none(), "{cut}");
    }

    let made = new_keys().await;
    let file = came(|done| crypto::backup(&made, "Words of mine", done)).await.unwrap();
    let back = known.restored(made.public, &file, "words of  mine ").await.unwrap();
    is_kept_in(&back).await;
    let sealed = came(|done| crypto::seal(made.public, 5, vec![7; 32], done)).await.unwrap();
    assert_eq!(open(&back, sealed).await, Some(vec![7; 32]));
}

#[wasm_bindgen_test]
async fn where_the_browser_has_no_cipher_nothing_is_made_and_nothing_waits() {
    assert!(crypto::is_there());
    let known = Known::new();
    let keys = known.keys().await;
    let own = global("crypto").unwrap();
    let nothing = Object::new();
    Reflect::set(&nothing, &"value".into(), &JsValue::UNDEFINED).unwrap();
    Reflect::set(&nothing, &"configurable".into(), &true.into()).unwrap();
    // As on plain http.
    Object::define_property(&own.clone().into(), &"subtle".into(), &nothing);
    let is_there = crypto::is_there();
    let made = came(crypto::new_keys).await.is_some();
    let sealed = came(|done| crypto::seal(known.public(), 5, vec![7; 32], done)).await;
    let opened = open(&keys, known.sealed()).await;
    let locked = came(|done| crypto::lock("four words", vec![7; 32], done)).await;
    let unlocked = unlock(known.text("phrase"), known.locked()).await;
    let restored = known.restored(known.public(), known.text("file"), known.text("phrase")).await.is_some();
    Reflect::delete_property(&own.into(), &"subtle".into()).unwrap();
    assert!(crypto::is_there());
    assert_eq!((is_there, made, sealed, opened), (false, false, None, None));
    assert_eq!((locked, unlocked, restored), (None, None, false));
}
