//! Sealing for a coach and locking with a passphrase, by the browser's own cipher: ECDH on P-256, HKDF with SHA-256,
//! PBKDF2 with SHA-256, AES-256-GCM. No key of ours is ever seen by anything but the browser, but for a coach's backup,
//! which leaves it under a passphrase.

use super::js::{Done, bytes, bytes_of, call, get, global, object, step, texts};
use js_sys::{Array, Function};
use record::link::{Locked, Sealed};
use wasm_bindgen::{JsCast, JsValue};

/// How often a passphrase goes round.
pub const ROUNDS: u32 = 600_000;
const CURVE: &str = "P-256";
/// What keys for sealing are derived for: nothing else can be made from them.
const PURPOSE: &[u8] = b"crampwise s1";
/// What a backup of a key is locked for, before the public key that it belongs to: with another one beside it, athletes
/// would seal their replies for somebody else.
const BACKUP: &[u8] = b"crampwise key 1";

/// The keys of a team.
#[derive(Clone)]
pub struct Keys {
    /// What replies are sealed for: a point that is not compressed.
    pub public: [u8; 65],
    /// What opens them: a key of the browser's.
    pub private: JsValue,
}

/// Whether the browser has a cipher: on plain http it has none.
pub fn is_there() -> bool {
    subtle().is_some()
}

fn subtle() -> Option<JsValue> {
    get(&global("crypto")?, "subtle")
}

fn ask(name: &str, with: &[JsValue]) -> Option<JsValue> {
    call(&subtle()?, name, with)
}

/// Random bytes that nobody can guess; nothing where the browser has none.
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let filled = call(&global("crypto")?, "getRandomValues", &[bytes(&[0; N])])?;
    bytes_of(&filled).try_into().ok()
}

fn curve() -> JsValue {
    object(&[("name", &"ECDH".into()), ("namedCurve", &CURVE.into())])
}

fn cipher(iv: &[u8], head: &[u8]) -> JsValue {
    object(&[("name", &"AES-GCM".into()), ("iv", &bytes(iv)), ("additionalData", &bytes(head))])
}

fn cipher_key() -> JsValue {
    object(&[("name", &"AES-GCM".into()), ("length", &256.into())])
}

fn hash(name: &str, parts: &[(&str, &JsValue)]) -> JsValue {
    let (name, hash) = (name.into(), "SHA-256".into());
    object(&[&[("name", &name), ("hash", &hash)], parts].concat())
}

/// Makes the keys of a team. The private one can be taken out, so that it can be saved; [`keep`] ends that.
pub fn new_keys(done: Done<Keys>) {
    let made = ask("generateKey", &[curve(), true.into(), texts(&["deriveBits"])]);
    step(made, done, |pair, done| {
        let (Some(public), Some(private)) = (get(&pair, "publicKey"), get(&pair, "privateKey")) else {
            return done(None);
        };
        step(ask("exportKey", &["raw".into(), public]), done, move |point, done| {
            done(bytes_of(&point).try_into().ok().map(|public| Keys { public, private }));
        });
    });
}

/// The same keys, with a private one that nothing can take out any more.
pub fn keep(keys: Keys, done: Done<Keys>) {
    step(ask("exportKey", &["pkcs8".into(), keys.private]), done, move |key, done| {
        import_private(&bytes_of(&key), keys.public, done);
    });
}

fn import_private(key: &[u8], public: [u8; 65], done: Done<Keys>) {
    let imported = ask("importKey", &["pkcs8".into(), bytes(key), curve(), false.into(), texts(&["deriveBits"])]);
    step(imported, done, move |private, done| done(Some(Keys { public, private })));
}

/// The private key under a passphrase, as digits.
pub fn backup(keys: &Keys, passphrase: &str, done: Done<String>) {
    let (Some(salt), Some(iv)) = (random::<16>(), random::<12>()) else { return done(None) };
    let (passphrase, head) = (passphrase.to_owned(), [BACKUP, &keys.public].concat());
    let exported = ask("exportKey", &["pkcs8".into(), keys.private.clone()]);
    step(exported, done, move |key, done| {
        passphrase_key(&passphrase, &salt, ROUNDS, done, move |aes, done| {
            step(ask("encrypt", &[cipher(&iv, &head), aes, key]), done, move |sealed, done| {
                done(Some(digits(&[&salt[..], &iv, &bytes_of(&sealed)].concat())));
            });
        });
    });
}

/// The keys out of what [`backup`] wrote; nothing where the passphrase or the public key is another one, or it was changed.
pub fn restore(public: [u8; 65], text: &str, passphrase: &str, done: Done<Keys>) {
    let Some(all) = from_digits(text).filter(|it| it.len() > 28) else { return done(None) };
    let (salt, iv, sealed) = (all[..16].to_vec(), all[16..28].to_vec(), all[28..].to_vec());
    passphrase_key(passphrase, &salt, ROUNDS, done, move |aes, done| {
        let head = [BACKUP, &public].concat();
        step(ask("decrypt", &[cipher(&iv, &head), aes, bytes(&sealed)]), done, move |key, done| {
            import_private(&bytes_of(&key), public, done);
        });
    });
}

/// Seals `inner` for whoever has the private key of this public one.
pub fn seal(public: [u8; 65], team: u32, inner: Vec<u8>, done: Done<Sealed>) {
    let Some(iv) = random::<12>() else { return done(None) };
    new_keys(Box::new(move |once| {
        let Some(once) = once else { return done(None) };
        let ephemeral = once.public;
        shared_key(once.private, public, [ephemeral, public], team, done, move |aes, done| {
            let sealed = ask("encrypt", &[cipher(&iv, &Sealed::head(team)), aes, bytes(&inner)]);
            step(sealed, done, move |it, done| done(Some(Sealed { team, ephemeral, iv, cipher: bytes_of(&it) })));
        });
    }));
}

/// Opens what was sealed for these keys; nothing where it was for others, or was changed.
pub fn open(keys: &Keys, sealed: Sealed, done: Done<Vec<u8>>) {
    let points = [sealed.ephemeral, keys.public];
    shared_key(keys.private.clone(), sealed.ephemeral, points, sealed.team, done, move |aes, done| {
        let head = Sealed::head(sealed.team);
        let opened = ask("decrypt", &[cipher(&sealed.iv, &head), aes, bytes(&sealed.cipher)]);
        step(opened, done, |it, done| done(Some(bytes_of(&it))));
    });
}

/// The key that both ends come to: from one's private key and the other's public one.
fn shared_key<T: 'static>(
    private: JsValue,
    public: [u8; 65],
    [ephemeral, recipient]: [[u8; 65]; 2],
    team: u32,
    done: Done<T>,
    next: impl FnOnce(JsValue, Done<T>) + 'static,
) {
    let imported = ask("importKey", &["raw".into(), bytes(&public), curve(), false.into(), texts(&[])]);
    step(imported, done, move |public, done| {
        let with = object(&[("name", &"ECDH".into()), ("public", &public)]);
        step(ask("deriveBits", &[with, private, 256.into()]), done, move |secret, done| {
            let imported =
                ask("importKey", &["raw".into(), secret, "HKDF".into(), false.into(), texts(&["deriveKey"])]);
            step(imported, done, move |secret, done| {
                let salt = bytes(&[ephemeral, recipient].concat());
                let info = bytes(&[PURPOSE, &Sealed::head(team)].concat());
                let how = hash("HKDF", &[("salt", &salt), ("info", &info)]);
                derive(how, secret, done, next);
            });
        });
    });
}

fn derive<T: 'static>(how: JsValue, from: JsValue, done: Done<T>, next: impl FnOnce(JsValue, Done<T>) + 'static) {
    let derived = ask("deriveKey", &[how, from, cipher_key(), false.into(), texts(&["encrypt", "decrypt"])]);
    step(derived, done, next);
}

/// A passphrase as it counts: neither spaces nor capitals make another one.
fn counted(passphrase: &str) -> String {
    let words: Vec<&str> = passphrase.split_whitespace().collect();
    let words = words.join(" ");
    // By the browser: what Rust knows of capitals would weigh on everybody's first load.
    let lower =
        global("String").and_then(|it| get(&get(&it, "prototype")?, "toLowerCase")?.dyn_into::<Function>().ok());
    let lowered = lower.and_then(|it| it.apply(&words.as_str().into(), &Array::new()).ok());
    lowered.and_then(|it| it.as_string()).unwrap_or(words)
}

fn passphrase_key<T: 'static>(
    passphrase: &str,
    salt: &[u8],
    rounds: u32,
    done: Done<T>,
    next: impl FnOnce(JsValue, Done<T>) + 'static,
) {
    let secret = bytes(counted(passphrase).as_bytes());
    let how = hash("PBKDF2", &[("salt", &bytes(salt)), ("iterations", &rounds.into())]);
    let imported = ask("importKey", &["raw".into(), secret, "PBKDF2".into(), false.into(), texts(&["deriveKey"])]);
    step(imported, done, move |secret, done| derive(how, secret, done, next));
}

/// Locks `inner` with a passphrase.
pub fn lock(passphrase: &str, inner: Vec<u8>, done: Done<Locked>) {
    let (Some(salt), Some(iv)) = (random::<16>(), random::<12>()) else { return done(None) };
    passphrase_key(passphrase, &salt, ROUNDS, done, move |aes, done| {
        let locked = ask("encrypt", &[cipher(&iv, &Locked::head(ROUNDS)), aes, bytes(&inner)]);
        step(locked, done, move |it, done| done(Some(Locked { rounds: ROUNDS, salt, iv, cipher: bytes_of(&it) })));
    });
}

/// Opens what was locked; nothing where the passphrase is another one, or it was changed.
pub fn unlock(passphrase: &str, locked: Locked, done: Done<Vec<u8>>) {
    let (salt, rounds) = (locked.salt, locked.rounds);
    passphrase_key(passphrase, &salt, rounds, done, move |aes, done| {
        let opened = ask("decrypt", &[cipher(&locked.iv, &Locked::head(rounds)), aes, bytes(&locked.cipher)]);
        step(opened, done, |it, done| done(Some(bytes_of(&it))));
    });
}

fn digits(bytes: &[u8]) -> String {
    let digit = |it: u8| char::from(b"0123456789abcdef"[usize::from(it)]);
    bytes.iter().flat_map(|it| [digit(it >> 4), digit(it & 15)]).collect()
}

fn from_digits(text: &str) -> Option<Vec<u8>> {
    let text = text.trim().as_bytes();
    let digit = |it: u8| char::from(it).to_digit(16).map(|it| it as u8);
    text.chunks(2).map(|it| Some(digit(it[0])? << 4 | digit(*it.get(1)?)?)).collect()
}
