//! Where a coach's browser keeps teams: IndexedDB, since a key that nothing can take out is kept nowhere else. Where it
//! cannot be had, a team lives as long as the page.

use super::crypto::Keys;
use super::js::{Done, call, get, global, object, set};
use js_sys::{Array, Function, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// What the database is called; that of another history than the usual one has its name behind it.
const NAME: &str = "cc1-teams";
/// The history that most pages have.
const USUAL: &str = "default";

thread_local! {
    /// Nothing where nothing may be kept.
    static DATABASE: RefCell<Option<String>> = RefCell::new(Some(NAME.to_owned()));
}

/// Keeps what follows for the history of this name, or nothing; whether that is another than before.
pub fn turn_to(namespace: Option<String>) -> bool {
    let name = namespace.map(|it| if it == USUAL { NAME.to_owned() } else { [NAME, "-", &it].concat() });
    DATABASE.with_borrow_mut(|now| {
        let is_another = *now != name;
        *now = name;
        is_another
    })
}
const TEAMS: &str = "teams";
const ATHLETES: &str = "athletes";

/// A team as it is kept.
#[derive(Clone)]
pub struct Kept {
    /// Its link.
    pub preset: String,
    /// What opens its replies.
    pub keys: Keys,
    /// The numbers it had before, each with a key that is gone.
    pub old: Vec<u32>,
    /// How many replies there were when they were last saved as a file.
    pub n_saved: u32,
}

/// Hands on what a request of the database gives; nothing where it fails.
fn settle(request: Option<JsValue>, done: Done<JsValue>) {
    let Some(request) = request else { return done(None) };
    let asked = request.clone();
    let result = move || get(&asked, "result").unwrap_or(JsValue::UNDEFINED);
    first_of(&request, ["onsuccess", "onerror"], Box::new(move |is_good| done(is_good.then(result))));
}

/// Says when what was written in this store is there, or that it is not: a browser that has no room says so at the end.
fn written(store: &JsValue, done: Done<()>) {
    let Some(transaction) = get(store, "transaction") else { return done(None) };
    first_of(&transaction, ["oncomplete", "onabort"], Box::new(move |is_good| done(is_good.then_some(()))));
}

/// Calls `done` with whether the first of two things happened, or the other.
fn first_of(target: &JsValue, [good, bad]: [&'static str; 2], done: Box<dyn FnOnce(bool)>) {
    let settled = Closure::once_into_js(move |event: JsValue| {
        // Else the error goes on to the page as one that nobody expected.
        call(&event, "preventDefault", &[]);
        let is_good = get(&event, "type").and_then(|it| it.as_string()).is_some_and(|it| good.ends_with(&*it));
        done(is_good);
    });
    set(target, good, &settled);
    set(target, bad, &settled);
}

fn database(done: Done<JsValue>) {
    let name = DATABASE.with_borrow(Clone::clone);
    let opened = name.and_then(|name| call(&global("indexedDB")?, "open", &[name.into(), 1.into()]));
    let Some(request) = opened else { return done(None) };
    let made = request.clone();
    let upgrade = Closure::once_into_js(move || {
        let Some(database) = get(&made, "result") else { return };
        for store in [TEAMS, ATHLETES] {
            call(&database, "createObjectStore", &[store.into()]);
        }
    });
    set(&request, "onupgradeneeded", &upgrade);
    settle(Some(request), done);
}

fn store(database: &JsValue, name: &str, may_write: bool) -> Option<JsValue> {
    let mode = if may_write { "readwrite" } else { "readonly" };
    let transaction = call(database, "transaction", &[name.into(), mode.into()])?;
    call(&transaction, "objectStore", &[name.into()])
}

fn in_store<T: 'static>(
    name: &'static str,
    may_write: bool,
    done: Done<T>,
    act: impl FnOnce(&JsValue, Done<T>) + 'static,
) {
    database(Box::new(move |database| {
        let Some(database) = database else { return done(None) };
        let Some(store) = store(&database, name, may_write) else { return done(None) };
        // Closed once what was begun here has ended, so that another tab can go on.
        call(&database, "close", &[]);
        act(&store, done);
    }));
}

/// Every key of a range with its value.
fn pairs(store: &JsValue, range: JsValue, done: Done<Vec<(JsValue, JsValue)>>) {
    let values = call(store, "getAll", std::slice::from_ref(&range));
    let keys = call(store, "getAllKeys", &[range]);
    settle(
        values,
        Box::new(move |values| {
            let Some(values) = values else { return done(None) };
            settle(
                keys,
                Box::new(move |keys| {
                    let list = |it: &JsValue| Array::from(it).to_vec();
                    done(keys.map(|keys| list(&keys).into_iter().zip(list(&values)).collect()));
                }),
            );
        }),
    );
}

/// All teams that are kept here; nothing where nothing can be kept.
pub fn teams(done: Done<Vec<Kept>>) {
    in_store(TEAMS, false, done, |store, done| {
        pairs(
            store,
            JsValue::UNDEFINED,
            Box::new(move |all| {
                let read = |(_, it): (JsValue, JsValue)| {
                    let public = super::js::bytes_of(&get(&it, "public")?).try_into().ok()?;
                    let keys = Keys { public, private: get(&it, "private")? };
                    let old = get(&it, "old").and_then(|it| it.as_string()).unwrap_or_default();
                    let old = old.split(' ').filter_map(|it| it.parse().ok()).collect();
                    let n_saved = get(&it, "saved").and_then(|it| it.as_f64()).unwrap_or_default() as u32;
                    Some(Kept { preset: get(&it, "preset")?.as_string()?, keys, old, n_saved })
                };
                done(all.map(|all| all.into_iter().filter_map(read).collect()));
            }),
        );
    });
}

/// Keeps a team under its number.
pub fn put_team(team: u32, kept: &Kept, done: Done<()>) {
    let value = object(&[
        ("preset", &JsValue::from(&*kept.preset)),
        ("public", &super::js::bytes(&kept.keys.public)),
        ("private", &kept.keys.private),
        ("saved", &kept.n_saved.into()),
        ("old", &kept.old.iter().map(u32::to_string).collect::<Vec<_>>().join(" ").into()),
    ]);
    in_store(TEAMS, true, done, move |store, done| {
        if call(store, "put", &[value, team.into()]).is_none() {
            return done(None);
        }
        written(store, done);
    });
}

fn of_team(team: u32) -> JsValue {
    let from: JsValue = Array::of1(&team.into()).into();
    // A list comes after every number.
    let to: JsValue = Array::of2(&team.into(), &Array::new()).into();
    global("IDBKeyRange").and_then(|it| call(&it, "bound", &[from, to])).unwrap_or(JsValue::UNDEFINED)
}

/// What is kept of the athletes of a team.
pub struct Athletes {
    /// Whose writing it is, by a number made up for each.
    pub mark: f64,
    /// Each under a number.
    pub texts: Vec<(u32, String)>,
}

/// Where the mark of a team stands, after all athletes.
fn mark_of(team: u32) -> JsValue {
    Array::of2(&team.into(), &"mark".into()).into()
}

/// What is kept of the athletes of a team.
pub fn athletes(team: u32, done: Done<Athletes>) {
    in_store(ATHLETES, false, done, move |store, done| {
        let all = Box::new(move |all: Option<Vec<(JsValue, JsValue)>>| {
            done(all.map(|all| {
                let mark = all.last().and_then(|it| it.1.as_f64()).unwrap_or_default();
                let read = |(key, text): (JsValue, JsValue)| {
                    Some((Array::from(&key).get(1).as_f64()? as u32, text.as_string()?))
                };
                Athletes { mark, texts: all.into_iter().filter_map(read).collect() }
            }));
        });
        pairs(store, of_team(team), all);
    });
}

/// Whose writing a team is now: another number than before, where another tab has written since; nothing, and that for
/// certain, where another tab has deleted it.
pub fn mark(team: u32, done: Done<Option<f64>>) {
    in_store(ATHLETES, false, done, move |store, done| {
        let found = call(store, "get", &[mark_of(team)]);
        settle(found, Box::new(move |it| done(it.map(|it| it.as_f64()))));
    });
}

/// Keeps what is told of some athletes of a team, each under a number; those without a text are let go of.
pub fn put_athletes(team: u32, mark: f64, all: Vec<(u32, Option<String>)>, done: Done<()>) {
    in_store(ATHLETES, true, done, move |store, done| {
        for (id, text) in all {
            let key: JsValue = Array::of2(&team.into(), &id.into()).into();
            match text {
                Some(text) => call(store, "put", &[text.into(), key]),
                None => call(store, "delete", &[key]),
            };
        }
        call(store, "put", &[mark.into(), mark_of(team)]);
        written(store, done);
    });
}

/// Forgets a team with all that came for it.
pub fn delete_team(team: u32, done: Done<()>) {
    in_store(ATHLETES, true, done, move |store, done| {
        call(store, "delete", &[of_team(team)]);
        let and_the_team = move |_| {
            in_store(TEAMS, true, done, move |store, done| {
                call(store, "delete", &[team.into()]);
                written(store, done);
            });
        };
        written(store, Box::new(and_the_team));
    });
}

/// Ends what [`alone`] began.
pub type Release = Box<dyn FnOnce()>;

/// Does something while no other tab does the like, until it is released: what one reads and then writes, none changes in
/// between. A browser without such locks lets it go at once.
pub fn alone(act: impl FnOnce(Release) + 'static) {
    let locks = global("navigator").and_then(|it| get(&it, "locks"));
    let Some(locks) = locks else { return act(Box::new(|| {})) };
    let held = Closure::once_into_js(move |_: JsValue| -> JsValue {
        let begin = Closure::once_into_js(move |resolve: JsValue| {
            act(Box::new(move || {
                call(&resolve, "call", &[]);
            }));
        });
        let promise = global("Promise").and_then(|it| it.dyn_into::<Function>().ok());
        promise.and_then(|it| Reflect::construct(&it, &Array::of1(&begin)).ok()).unwrap_or(JsValue::UNDEFINED)
    });
    super::js::step::<()>(call(&locks, "request", &[NAME.into(), held]), Box::new(|_| {}), |_, _| {});
}

/// Asks the browser not to clear what is kept here when it needs room.
pub fn persist() {
    let storage = global("navigator").and_then(|it| get(&it, "storage"));
    if let Some(asked) = storage.and_then(|it| call(&it, "persist", &[])) {
        super::js::step::<()>(Some(asked), Box::new(|_| {}), |_, _| {});
    }
}
