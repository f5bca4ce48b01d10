//! Where a coach's browser keeps teams: written and read, shared by two tabs, refused, full and damaged.

use super::crypto::{came, is_kept_in, new_keys};
use crampwise::browser::crypto::{self, Keys};
use crampwise::browser::vault::{self, Kept};
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// Runs a script, which may wait, with the database open as `database` where there is one.
async fn script(text: &str) -> JsValue {
    let whole = [
        "const settled = (it) => new Promise((good, bad) => { it.onsuccess = it.oncomplete = () => good(it.result);
            it.onerror = it.onabort = it.onblocked = (event) => bad(new Error(event.type + ' ' + it.error)); });
         const all = (database, store) => settled(database.transaction(store).objectStore(store).getAll());
         const write = async (database, store, value, key) => {
            const transaction = database.transaction(store, 'readwrite');
            transaction.objectStore(store).put(value, key); await settled(transaction); };
         return (async () => { ",
        text,
        " })()",
    ];
    let promise: Promise = Function::new_no_args(&whole.concat()).call0(&JsValue::NULL).unwrap().unchecked_into();
    JsFuture::from(promise).await.unwrap()
}

/// The browser's own, whatever a test has put in its place.
async fn own_database() {
    let own = "window.own_database ??= Object.getOwnPropertyDescriptor(window, 'indexedDB');
        Object.defineProperty(window, 'indexedDB', window.own_database);";
    script(own).await;
}

/// A browser that keeps nothing yet.
async fn fresh() {
    own_database().await;
    script("await settled(indexedDB.deleteDatabase('cc1-teams'));").await;
}

async fn kept_keys() -> Keys {
    let made = new_keys().await;
    came(|done| crypto::keep(made, done)).await.unwrap()
}

async fn put_team(team: u32, preset: &str, keys: Keys) -> bool {
    let kept = Kept { preset: preset.to_owned(), keys, old: vec![1, u32::MAX], n_saved: 7 };
    came(|done| vault::put_team(team, &kept, done)).await.is_some()
}

async fn put(team: u32, all: &[(u32, Option<&str>)]) -> bool {
    put_marked(team, 0.5, all).await
}

async fn put_marked(team: u32, mark: f64, all: &[(u32, Option<&str>)]) -> bool {
    let all = all.iter().map(|(id, text)| (*id, text.map(str::to_owned))).collect();
    came(|done| vault::put_athletes(team, mark, all, done)).await.is_some()
}

async fn teams() -> Option<Vec<Kept>> {
    came(vault::teams).await
}

async fn athletes(team: u32) -> Option<Vec<String>> {
    came(|done| vault::athletes(team, done)).await.map(|it| it.texts.into_iter().map(|it| it.1).collect())
}

async fn delete_team(team: u32) -> bool {
    came(|done| vault::delete_team(team, done)).await.is_some()
}

fn presets(of: &[Kept]) -> Vec<&str> {
    of.iter().map(|it| &*it.preset).collect()
}

#[wasm_bindgen_test]
async fn a_team_is_there_later_with_a_key_that_still_cannot_be_taken_out() {
    fresh().await;
    assert!(teams().await.unwrap().is_empty());
    assert_eq!(athletes(5).await, Some(vec![]));
    let keys = kept_keys().await;
    assert!(put_team(5, "p1.one", keys.clone()).await);
    assert!(put_team(u32::MAX, "p1.two", kept_keys().await).await);

    let all = teams().await.unwrap();
    assert_eq!(presets(&all), ["p1.one", "p1.two"]);
    assert_eq!((&*all[0].old, all[0].keys.public), (&[1, u32::MAX][..], keys.public));
    is_kept_in(&all[0].keys).await;
    let sealed = came(|done| crypto::seal(keys.public, 5, vec![7; 32], done)).await.unwrap();
    assert_eq!(came(|done| crypto::open(&all[0].keys, sealed, done)).await, Some(vec![7; 32]));

    assert!(put_team(5, "p1.renamed", keys).await, "in place of what was there");
    assert_eq!(presets(&teams().await.unwrap()), ["p1.renamed", "p1.two"]);
}

#[wasm_bindgen_test]
async fn what_came_for_a_team_is_kept_changed_and_let_go_of_with_it_alone() {
    fresh().await;
    for team in [4, 5, 6] {
        assert!(put_team(team, "p1.team", kept_keys().await).await);
        assert!(put(team, &[(0, Some("Ana")), (u32::MAX, Some("Ben"))]).await);
    }
    let cem = ["Ćem <i>👋</i>\n", &"s1.".repeat(20_000)].concat();
    assert!(put(5, &[(1, Some(&cem)), (0, None), (u32::MAX, Some("Ben, changed")), (7, None)]).await);
    assert_eq!(athletes(5).await.unwrap(), [&*cem, "Ben, changed"]);
    assert!(delete_team(5).await);
    assert_eq!(athletes(5).await, Some(vec![]));
    for team in [4, 6] {
        assert_eq!(athletes(team).await.unwrap(), ["Ana", "Ben"], "{team}");
    }
    assert_eq!(teams().await.unwrap().len(), 2);
    assert!(delete_team(5).await, "there is nothing any more, and that is well");
}

#[wasm_bindgen_test]
async fn who_wrote_last_is_told_and_that_a_team_is_gone() {
    fresh().await;
    let mark = || came(|done| vault::mark(5, done));
    assert_eq!(mark().await, Some(None), "for certain");
    assert!(put_marked(5, 0.25, &[(7, Some("Ana"))]).await);
    assert_eq!(mark().await, Some(Some(0.25)));
    assert!(put_marked(5, 0.75, &[]).await && put_marked(6, 0.5, &[]).await);
    let kept = came(|done| vault::athletes(5, done)).await.unwrap();
    assert_eq!((kept.mark, &*kept.texts), (0.75, &[(7, "Ana".to_owned())][..]));
    assert!(delete_team(5).await);
    assert_eq!(mark().await, Some(None));
    script("Object.defineProperty(window, 'indexedDB', { value: undefined, configurable: true });").await;
    assert_eq!(mark().await, None, "nobody knows");
    fresh().await;
}

#[wasm_bindgen_test]
async fn two_tabs_share_a_team_and_neither_waits_for_the_other() {
    fresh().await;
    assert!(put_team(5, "p1.team", kept_keys().await).await);
    assert!(put(5, &[(0, Some("Ana"))]).await);
    // Another tab has the database open all the while.
    let theirs = "const frame = document.body.appendChild(document.createElement('iframe'));
        window.theirs = await settled(frame.contentWindow.indexedDB.open('cc1-teams'));
        window.theirs_frame = frame;";
    script(theirs).await;
    let all = (0..50_u32).map(|at| async move {
        let write = format!("await write(window.theirs, 'athletes', 'their {at:02}', [5, {}]);", 100 + at);
        let own = format!("our {at:02}");
        assert!(put(5, &[(200 + at, Some(&own))]).await);
        script(&write).await;
    });
    for it in all {
        it.await;
    }
    let read = athletes(5).await.unwrap();
    assert_eq!(read.len(), 101);
    assert!(read[0] == "Ana" && read[1] == "their 00" && read[100] == "our 49", "{read:?}");
    let seen = "return (await all(window.theirs, 'athletes')).filter((it) => typeof it === 'string').length;";
    assert_eq!(script(seen).await, 101, "the other tab sees the same");

    script("await settled(window.theirs.transaction('teams', 'readwrite').objectStore('teams').delete(5));").await;
    assert!(teams().await.unwrap().is_empty(), "what is deleted there is gone here");
    assert!(delete_team(5).await, "though the other tab is open");
    assert_eq!(script("return (await all(window.theirs, 'athletes')).length").await, 0, "nothing is left");
    script("window.theirs.close(); window.theirs_frame.remove();").await;
}

#[wasm_bindgen_test]
async fn a_browser_that_keeps_nothing_says_so_each_time() {
    let refusals = [
        ("none", "undefined"),
        ("one that throws", "{ open() { throw new DOMException('declined', 'SecurityError'); } }"),
        (
            "one that fails",
            "{ open() { const it = { error: new DOMException('declined', 'UnknownError') };
                setTimeout(() => it.onerror({ type: 'error', preventDefault() {} })); return it; } }",
        ),
        (
            "one without the stores",
            "{ open() { const it = { result: { close() {}, transaction() { throw new DOMException('no', 'NotFoundError'); } } };
                setTimeout(() => it.onsuccess({ type: 'success', preventDefault() {} })); return it; } }",
        ),
    ];
    for (what, value) in refusals {
        fresh().await;
        let keys = kept_keys().await;
        assert!(put_team(5, "p1.team", keys.clone()).await);
        script(&format!("Object.defineProperty(window, 'indexedDB', {{ value: {value}, configurable: true }});")).await;
        assert!(teams().await.is_none(), "{what}");
        assert!(athletes(5).await.is_none(), "{what}");
        assert!(!put_team(6, "p1.other", keys).await, "{what}");
        assert!(!put(5, &[(0, Some("Ana"))]).await, "{what}");
        assert!(!delete_team(5).await, "{what}");
        own_database().await;
        assert_eq!(presets(&teams().await.unwrap()), ["p1.team"], "{what}: as it was");
    }
    fresh().await;
}

#[wasm_bindgen_test]
async fn where_there_is_no_room_nothing_is_lost_and_it_says_so() {
    fresh().await;
    let keys = kept_keys().await;
    assert!(put_team(5, "p1.team", keys.clone()).await);
    assert!(put(5, &[(0, Some("Ana"))]).await);
    // A browser takes what is written, and says at the end that there was no room for it.
    let full = "const own = window.own_put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...it) {
            const request = own.apply(this, it); request.onsuccess = () => this.transaction.abort(); return request; };";
    script(full).await;
    let team = put_team(6, "p1.other", keys.clone()).await;
    let athlete = put(5, &[(1, Some("Ben")), (0, Some("Ana, changed"))]).await;
    // Some say so at once.
    script("IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };").await;
    let at_once = put_team(6, "p1.other", keys).await;
    script("IDBObjectStore.prototype.put = window.own_put;").await;
    assert_eq!((team, athlete, at_once), (false, false, false));
    assert_eq!(presets(&teams().await.unwrap()), ["p1.team"]);
    assert_eq!(athletes(5).await.unwrap(), ["Ana"]);
    assert!(put(5, &[(1, Some("Ben"))]).await, "there is room again");
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_hides_nothing_else_and_stays_where_it_is() {
    fresh().await;
    assert!(put_team(5, "p1.team", kept_keys().await).await);
    assert!(put(5, &[(3, Some("Ana"))]).await);
    let damage = "const database = await settled(indexedDB.open('cc1-teams'));
        const good = (await all(database, 'teams'))[0];
        const odd = [7, 'text', null, {}, { ...good, preset: 7 }, { ...good, public: new Uint8Array(64) },
            { ...good, public: undefined }, { ...good, private: undefined }];
        for (const [at, it] of odd.entries()) {
            await write(database, 'teams', it, at + 100); await write(database, 'athletes', at ? it : 8, [5, at * 2]); }
        database.close();";
    let count = "const database = await settled(indexedDB.open('cc1-teams'));
        const n = (await all(database, 'teams')).length * 100 + (await all(database, 'athletes')).length;
        database.close(); return n;";
    script(damage).await;
    let before = script(count).await.as_f64().unwrap();
    assert!(before >= 909.0, "{before}");
    assert_eq!(presets(&teams().await.unwrap()), ["p1.team"]);
    let read = athletes(5).await.unwrap();
    assert!(
        read.contains(&"Ana".to_owned()) && read.contains(&"text".to_owned()),
        "texts are judged elsewhere: {read:?}"
    );
    assert_eq!(read.len(), 2, "{read:?}");
    assert_eq!(script(count).await, before, "all of it is still there");
    assert!(delete_team(5).await);
    assert_eq!(athletes(5).await, Some(vec![]), "and goes with the team");
}

#[wasm_bindgen_test]
async fn what_a_newer_version_keeps_is_not_touched() {
    fresh().await;
    let newer = "const opening = indexedDB.open('cc1-teams', 2);
        opening.onupgradeneeded = () => opening.result.createObjectStore('teams');
        const database = await settled(opening); await write(database, 'teams', 'newer', 1); database.close();";
    script(newer).await;
    assert!(teams().await.is_none());
    assert!(!put_team(5, "p1.team", kept_keys().await).await);
    assert!(!delete_team(1).await);
    let left = "const database = await settled(indexedDB.open('cc1-teams'));
        const it = (await all(database, 'teams')).join(); database.close(); return it;";
    assert_eq!(script(left).await, "newer");
    fresh().await;
}

#[wasm_bindgen_test]
async fn what_is_read_and_then_written_is_written_alone() {
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    let (first, n_begun) = (Rc::new(RefCell::new(None)), Rc::new(Cell::new(0)));
    let (held, begun) = (first.clone(), n_begun.clone());
    vault::alone(move |release| {
        held.replace(Some(release));
        begun.set(1);
    });
    super::storage::until("the first", || n_begun.get() == 1).await;
    // Another tab asks too, and this one once more: neither begins.
    let frame = "window.frame = document.body.appendChild(document.createElement('iframe'));
        frame.contentWindow.navigator.locks.request('cc1-teams', async () => { window.theirs_begun = true; });";
    script(frame).await;
    let begun = n_begun.clone();
    vault::alone(move |release| {
        begun.set(2);
        release();
    });
    script("await new Promise((then) => setTimeout(then, 50));").await;
    assert_eq!((n_begun.get(), script("return !!window.theirs_begun").await), (1, JsValue::FALSE));
    first.take().unwrap()();
    super::storage::until("the second", || n_begun.get() == 2).await;
    assert_eq!(script("return window.theirs_begun").await, JsValue::TRUE);
    script("window.frame.remove();").await;
}
