//! What the browser keeps, in a real one: refused, full, damaged, and used by two tabs at once.

use crampwise::browser::host::Host;
use crampwise::browser::store::{Place, Store, Why};
use crampwise::browser::{clock, focus, random};
use engine::{Answers, Tier};
use js_sys::{Array, Function, Object, Promise, Reflect};
use record::history::{Draft, Entry, Key, Outcome, ReadError, Since, Ulid, write_entry};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Storage;

thread_local! {
    /// The browser's own `localStorage` and `setItem`, noted before a test puts something else in their place.
    static OWN: (Storage, Object, Function) = {
        let window = web_sys::window().unwrap();
        let storage = window.local_storage().unwrap().unwrap();
        let getter = Object::get_own_property_descriptor(&window, &"localStorage".into()).unchecked_into();
        let set_item = Reflect::get(&storage, &"setItem".into()).unwrap().unchecked_into();
        (storage, getter, set_item)
    };
}

const NOW: u64 = 1_795_315_800_000;

/// An empty storage that works, whatever the test before left behind.
pub fn fresh() -> Storage {
    let window = web_sys::window().unwrap();
    OWN.with(|(storage, getter, set_item)| {
        Object::define_property(&window, &"localStorage".into(), getter);
        Reflect::set(&Object::get_prototype_of(storage), &"setItem".into(), set_item).unwrap();
        storage.clear().unwrap();
        storage.clone()
    })
}

/// A place that lends what a page of its own does; what it hears is in its `heard`, what it saves in its `saved`.
pub fn host() -> Host {
    let made = Function::new_no_args(
        "const heard = [], saved = []; return { heard, saved, storage: () => localStorage,
            evidence: () => Promise.reject(), save: (...it) => saved.push(it), tell: (...it) => heard.push(it) };",
    );
    made.call0(&JsValue::NULL).unwrap().unchecked_into()
}

/// What this browser has kept under a namespace.
pub fn opened(namespace: &str) -> Store {
    Store::open(namespace, host())
}

fn storage() -> Storage {
    OWN.with(|(storage, _, _)| storage.clone())
}

/// As where cookies and site data are blocked, or in a sandboxed frame.
pub fn refuse() {
    let get = Closure::<dyn Fn() -> Result<JsValue, JsValue>>::new(|| Err(exception("SecurityError")));
    let descriptor = Object::new();
    Reflect::set(&descriptor, &"get".into(), &get.into_js_value()).unwrap();
    Reflect::set(&descriptor, &"configurable".into(), &true.into()).unwrap();
    Object::define_property(&web_sys::window().unwrap(), &"localStorage".into(), &descriptor);
}

fn replace_set_item(set_item: impl Fn(String, String) -> Result<(), JsValue> + 'static) {
    let set_item = Closure::<dyn Fn(String, String) -> Result<(), JsValue>>::new(set_item);
    let prototype = Object::get_prototype_of(&storage());
    Reflect::set(&prototype, &"setItem".into(), &set_item.into_js_value()).unwrap();
}

/// As where there is no room for anything.
pub fn fill() {
    replace_set_item(|_, _| Err(exception("QuotaExceededError")));
}

/// Takes up the room there is, down to the last `left` letters.
fn fill_but(storage: &Storage, left: usize) {
    let mut size = 4 << 20;
    let mut at = 0;
    while size > 0 {
        match storage.set_item(&format!("filler-{at}"), &"x".repeat(size)) {
            Ok(()) => at += 1,
            Err(_) => size /= 2,
        }
    }
    if left > 0 {
        storage.remove_item("filler-0").unwrap();
        let half = "x".repeat((4 << 20) - left);
        storage.set_item("filler-0", &half).unwrap();
    }
}

fn exception(name: &str) -> JsValue {
    let class: Function = Reflect::get(&js_sys::global(), &"DOMException".into()).unwrap().unchecked_into();
    Reflect::construct(&class, &Array::of2(&"declined".into(), &name.into())).unwrap()
}

fn answers() -> Answers {
    let mut answers = Answers::default();
    answers.choose("intent", "recent").unwrap();
    answers.choose("when", "night").unwrap();
    answers.choose_all("site", &["calf"]).unwrap();
    answers
}

fn entry(ms: u64) -> Entry {
    Entry::new(random::ulid(ms), ms, "", Tier::Soon, &answers())
}

fn draft(ms: u64, answers: Answers) -> Draft {
    Draft { id: random::ulid(ms), saved_at_ms: ms, for_whom: String::new(), answers }
}

fn ids(store: &Store) -> Vec<Ulid> {
    store.rows().into_iter().map(|it| it.id).collect()
}

fn key_of(id: Ulid) -> String {
    Key::Entry(id).write("default")
}

/// What the browser keeps, whoever wrote it.
pub fn names(storage: &Storage) -> Vec<String> {
    let mut names: Vec<String> = (0..storage.length().unwrap()).filter_map(|at| storage.key(at).unwrap()).collect();
    names.sort();
    names
}

pub async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..200 {
        if holds() {
            return;
        }
        pause(10).await;
    }
    panic!("never came: {what}");
}

async fn pause(ms: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
fn opening_leaves_nothing_behind() {
    let storage = fresh();
    let store = opened("default");
    assert_eq!(store.place(), Place::Browser);
    assert_eq!(store.rows(), []);
    assert_eq!(store.draft(), None);
    assert_eq!(names(&storage), [""; 0]);
}

#[wasm_bindgen_test]
fn what_was_saved_is_there_after_a_reload_newest_first() {
    let storage = fresh();
    let store = opened("default");
    let (old, new) = (entry(NOW), Entry { for_whom: "Mum".into(), ..entry(NOW + 1000) });
    assert_eq!(store.save(&new), Place::Browser);
    assert_eq!(store.save(&old), Place::Browser);
    assert_eq!(storage.get_item(&key_of(old.id)).unwrap().unwrap(), write_entry(&old));

    let rows = opened("default").rows();
    assert_eq!(rows.len(), 2);
    for (row, entry) in rows.iter().zip([&new, &old]) {
        assert_eq!((row.id, row.place, row.saved_at_ms()), (entry.id, Place::Browser, entry.saved_at_ms));
        let read = row.record.as_ref().unwrap();
        assert_eq!((&read.value, read.unread.len()), (entry, 0));
    }
    assert_eq!(opened("team").rows(), [], "another namespace has its own");
}

#[wasm_bindgen_test]
fn what_others_keep_here_is_left_alone() {
    let storage = fresh();
    for (name, text) in [("theme", "dark"), ("cc1:team:i", "{}"), ("cc1:default2:e:x", "1")] {
        storage.set_item(name, text).unwrap();
    }
    let before = names(&storage);
    let store = opened("default");
    store.save(&entry(NOW));
    assert_eq!(store.rows().len(), 1);
    store.delete_all();
    assert_eq!(names(&storage), before);
}

#[wasm_bindgen_test]
fn where_storage_is_refused_answers_are_kept_in_this_tab_and_it_says_so() {
    let storage = fresh();
    refuse();
    assert!(web_sys::window().unwrap().local_storage().is_err(), "the test does refuse");
    let refused = Place::Memory { why: Why::Refused };
    let store = opened("default");
    assert_eq!(store.place(), refused);
    let (draft, entry) = (draft(NOW, answers()), entry(NOW));
    assert_eq!(store.keep_draft(&draft), refused);
    assert_eq!(store.draft().unwrap().value, draft);
    assert_eq!(store.finish(&entry, draft.id), refused);
    assert_eq!(store.draft(), None);
    let rows = store.rows();
    assert_eq!((rows.len(), rows[0].place), (1, refused));
    assert_eq!(rows[0].record.as_ref().unwrap().value, entry);
    assert!(store.export().contains(&entry.id.to_string()), "it can be downloaded");
    let deleted = store.delete(entry.id);
    assert_eq!(store.rows(), []);
    store.undo(&deleted);
    assert_eq!(ids(&store), [entry.id]);
    store.delete_all();
    assert_eq!(store.rows(), []);
    assert_eq!(names(&storage), [""; 0]);
}

#[wasm_bindgen_test]
fn storage_refused_while_the_page_is_open_loses_nothing_new() {
    fresh();
    let store = opened("default");
    let before = entry(NOW);
    store.save(&before);
    refuse();
    let after = entry(NOW + 1);
    assert_eq!(store.save(&after), Place::Memory { why: Why::Refused });
    assert_eq!(store.place(), Place::Memory { why: Why::Refused });
    assert_eq!(ids(&store), [after.id]);
    // Allowed again: what was held is written with the next thing saved.
    OWN.with(|(_, getter, _)| Object::define_property(&web_sys::window().unwrap(), &"localStorage".into(), getter));
    let last = entry(NOW + 2);
    assert_eq!(store.save(&last), Place::Browser);
    assert_eq!(store.place(), Place::Browser);
    assert_eq!(ids(&opened("default")), [last.id, after.id, before.id]);
}

#[wasm_bindgen_test]
fn a_browser_that_takes_nothing_and_has_nothing_is_told_as_refusing() {
    fresh();
    fill();
    assert_eq!(opened("default").place(), Place::Memory { why: Why::Refused });
}

#[wasm_bindgen_test]
fn a_browser_that_forgets_what_was_written_is_found_out() {
    let storage = fresh();
    replace_set_item(|_, _| Ok(()));
    let store = opened("default");
    assert_eq!(store.place(), Place::Memory { why: Why::Refused });
    let entry = entry(NOW);
    assert_eq!(store.save(&entry), Place::Memory { why: Why::Refused });
    assert_eq!(ids(&store), [entry.id]);
    assert_eq!(names(&storage), [""; 0]);
}

#[wasm_bindgen_test]
fn a_browser_that_changes_what_was_written_is_found_out() {
    fresh();
    let store = opened("default");
    let own: Function = OWN.with(|(_, _, set_item)| set_item.clone());
    replace_set_item(move |name, text| {
        let half = text[..text.len() / 2].to_owned();
        own.call2(&storage(), &name.into(), &half.into()).map(drop)
    });
    let entry = entry(NOW);
    assert_eq!(store.save(&entry), Place::Memory { why: Why::Refused });
    assert_eq!(store.row(entry.id).unwrap().record.unwrap().value, entry, "this tab shows what was meant");
}

#[wasm_bindgen_test]
fn where_there_is_no_room_the_entry_is_kept_in_this_tab_and_moves_in_later() {
    let storage = fresh();
    let store = opened("default");
    let saved = entry(NOW);
    store.save(&saved);
    fill();
    let full = Place::Memory { why: Why::Full };
    let held = entry(NOW + 1);
    assert_eq!(store.save(&held), full);
    assert_eq!(store.place(), full);
    let places: Vec<Place> = store.rows().into_iter().map(|it| it.place).collect();
    assert_eq!(places, [full, Place::Browser]);
    assert_eq!(opened("default").place(), full, "a new tab says so before anything is saved");
    assert_eq!(ids(&opened("default")), [saved.id], "and shows what is there");

    let own: Function = OWN.with(|(_, _, set_item)| set_item.clone());
    Reflect::set(&Object::get_prototype_of(&storage), &"setItem".into(), &own).unwrap();
    store.delete(saved.id);
    assert_eq!(store.place(), Place::Browser);
    assert_eq!(ids(&opened("default")), [held.id]);
}

#[wasm_bindgen_test]
fn deleting_makes_room_and_it_says_so() {
    let storage = fresh();
    let large = Entry { for_whom: "x".repeat(1000), ..entry(NOW) };
    opened("default").save(&large);
    fill_but(&storage, 0);
    let store = opened("default");
    assert_eq!(store.place(), Place::Memory { why: Why::Full });
    store.delete(large.id);
    assert_eq!(store.place(), Place::Browser);
}

#[wasm_bindgen_test]
fn a_storage_that_is_really_full_loses_nothing() {
    let storage = fresh();
    let store = opened("default");
    let saved = entry(NOW);
    store.save(&saved);
    fill_but(&storage, 0);
    let full = Place::Memory { why: Why::Full };
    let held = entry(NOW + 1);
    assert_eq!(store.save(&held), full);
    assert_eq!(ids(&store), [held.id, saved.id]);
    assert_eq!(storage.get_item(&key_of(saved.id)).unwrap().unwrap(), write_entry(&saved));
    storage.remove_item("filler-0").unwrap();
    let next = entry(NOW + 2);
    assert_eq!(store.save(&next), Place::Browser);
    assert_eq!(store.place(), Place::Browser);
    assert_eq!(ids(&opened("default")), [next.id, held.id, saved.id]);
}

#[wasm_bindgen_test]
fn the_room_of_a_draft_is_enough_for_its_entry() {
    let storage = fresh();
    let store = opened("default");
    let draft = draft(NOW, answers());
    assert_eq!(store.keep_draft(&draft), Place::Browser);
    // Less than the entry needs, until the draft is gone.
    fill_but(&storage, 60);
    let entry = entry(NOW + 1);
    assert_eq!(store.finish(&entry, draft.id), Place::Browser);
    assert_eq!(ids(&opened("default")), [entry.id]);
    assert_eq!(opened("default").draft(), None);
}

#[wasm_bindgen_test]
fn without_room_for_the_entry_the_answers_outlive_the_tab_as_a_draft() {
    let storage = fresh();
    let store = opened("default");
    let draft = draft(NOW, answers());
    store.keep_draft(&draft);
    fill_but(&storage, 0);
    let entry = Entry { for_whom: "x".repeat(500), ..entry(NOW + 1) };
    assert_eq!(store.finish(&entry, draft.id), Place::Memory { why: Why::Full });
    assert_eq!(store.draft(), None, "this tab knows that it is finished");
    assert_eq!(opened("default").draft().unwrap().value, draft, "the next one can go on");
    storage.remove_item("filler-0").unwrap();
    store.save(&self::entry(NOW + 2));
    assert_eq!(ids(&opened("default")).len(), 2);
    assert_eq!(opened("default").draft(), None, "once the entry is in, the draft is gone");
}

#[wasm_bindgen_test]
fn an_entry_that_cannot_be_read_is_listed_and_never_touched() {
    let storage = fresh();
    let good = entry(NOW);
    let texts = ["", "{", "null", r#"{"version":9,"more":true}"#, r#"{"version":1}"#];
    let broken: Vec<(Ulid, &str)> =
        texts.iter().enumerate().map(|(at, it)| (random::ulid(NOW + 10 + at as u64), *it)).collect();
    for (id, text) in &broken {
        storage.set_item(&key_of(*id), text).unwrap();
    }
    let store = opened("default");
    store.save(&good);
    let rows = store.rows();
    assert_eq!(rows.len(), 6);
    for (row, (id, text)) in rows.iter().zip(broken.iter().rev()) {
        assert_eq!((row.id, &*row.text, row.saved_at_ms()), (*id, *text, id.time_ms()));
        assert!(row.record.is_err(), "{text}");
    }
    assert_eq!(rows[1].record, Err(ReadError::NewerVersion { version: 9 }));
    assert_eq!(rows[4].record, Err(ReadError::NotJson));
    // Whatever else is done, they stay.
    let deleted = store.delete(good.id);
    store.undo(&deleted);
    store.keep_draft(&draft(NOW, answers()));
    store.restore(&store.export()).unwrap();
    for (id, text) in &broken {
        assert_eq!(storage.get_item(&key_of(*id)).unwrap().as_deref(), Some(*text));
    }
    assert_eq!(store.rows().len(), 6);
    // And can be deleted by the reader, and brought back.
    let deleted = store.delete(broken[1].0);
    assert_eq!(storage.get_item(&key_of(broken[1].0)).unwrap(), None);
    store.undo(&deleted);
    assert_eq!(storage.get_item(&key_of(broken[1].0)).unwrap().as_deref(), Some("{"));
}

#[wasm_bindgen_test]
fn a_half_good_entry_shows_what_can_be_read() {
    let storage = fresh();
    let entry = entry(NOW);
    let text = write_entry(&entry).replace(r#""when":"night""#, r#""when":"noon""#);
    storage.set_item(&key_of(entry.id), &text).unwrap();
    let row = opened("default").row(entry.id).unwrap();
    let read = row.record.unwrap();
    assert_eq!(read.unread.len(), 1);
    assert!(read.unread[0].starts_with("when: "), "{:?}", read.unread);
    assert!(read.value.answers.is_answered(engine::item("site").unwrap()));
    assert_eq!(row.text, text);
}

#[wasm_bindgen_test]
fn an_entry_under_the_key_of_another_goes_by_its_key() {
    let storage = fresh();
    let (key, entry) = (random::ulid(NOW), entry(NOW + 1));
    storage.set_item(&key_of(key), &write_entry(&entry)).unwrap();
    let store = opened("default");
    let row = store.row(key).unwrap();
    let read = row.record.unwrap();
    assert_eq!((row.id, read.value.id), (key, key));
    assert_eq!(read.unread, [format!("id: expected {key}; got {}", entry.id)]);
    store.delete(read.value.id);
    assert_eq!(store.rows(), []);
}

#[wasm_bindgen_test]
fn saving_over_what_cannot_be_read_moves_it_aside() {
    let storage = fresh();
    let entry = entry(NOW);
    storage.set_item(&key_of(entry.id), "{damaged").unwrap();
    let store = opened("default");
    store.save(&entry);
    let rows = store.rows();
    assert_eq!(rows.len(), 2);
    assert_eq!(store.row(entry.id).unwrap().record.unwrap().value, entry);
    assert_eq!(rows.iter().filter(|it| it.text == "{damaged").count(), 1);
}

#[wasm_bindgen_test]
fn a_damaged_index_hides_nothing_and_a_newer_one_is_left_alone() {
    let storage = fresh();
    let store = opened("default");
    let first = entry(NOW);
    store.save(&first);
    for text in ["", "gone", r#"{"version":1,"entries":[],"deleted":[]}"#] {
        storage.set_item("cc1:default:i", text).unwrap();
        assert_eq!(ids(&opened("default")), [first.id]);
    }
    let newer = r#"{"version":2,"all":[]}"#;
    storage.set_item("cc1:default:i", newer).unwrap();
    let second = entry(NOW + 1);
    store.save(&second);
    let deleted = store.delete(first.id);
    assert_eq!(ids(&store), [second.id]);
    assert_eq!(storage.get_item("cc1:default:i").unwrap().as_deref(), Some(newer));
    store.undo(&deleted);
    let deleted = store.delete_all();
    store.undo(&deleted);
    assert_eq!(ids(&store), [second.id, first.id]);
    assert_eq!(storage.get_item("cc1:default:i").unwrap().as_deref(), Some(newer));
}

#[wasm_bindgen_test]
fn two_tabs_write_200_entries_and_none_is_lost() {
    fresh();
    let tabs = [opened("default"), opened("default")];
    let mut all: Vec<Ulid> = Vec::new();
    for at in 0..200 {
        let entry = entry(NOW + at);
        assert_eq!(tabs[at as usize % 2].save(&entry), Place::Browser);
        all.push(entry.id);
    }
    all.reverse();
    for store in [&tabs[0], &tabs[1], &opened("default")] {
        assert_eq!(ids(store), all);
    }
    let deleted = tabs[0].delete(all[0]);
    assert_eq!(ids(&tabs[1]), all[1..]);
    tabs[1].save(&entry(NOW + 500));
    assert!(tabs[1].row(all[0]).is_none(), "the other tab does not bring it back");
    tabs[0].undo(&deleted);
    assert_eq!(ids(&tabs[1]).len(), 201);
}

#[wasm_bindgen_test]
fn deleting_can_be_undone_and_leaves_nothing_until_then() {
    let storage = fresh();
    let store = opened("default");
    let (one, two) = (entry(NOW), entry(NOW + 1));
    store.save(&one);
    store.save(&two);
    let deleted = store.delete(one.id);
    assert!(!deleted.is_empty());
    assert_eq!(ids(&store), [two.id]);
    assert_eq!(storage.get_item(&key_of(one.id)).unwrap(), None, "gone at once, also where the tab is closed now");
    assert_eq!(store.undo(&deleted), Place::Browser);
    assert_eq!(ids(&opened("default")), [two.id, one.id]);
    assert_eq!(storage.get_item(&key_of(one.id)).unwrap().unwrap(), write_entry(&one));
    assert!(store.delete(random::ulid(NOW)).is_empty());
}

#[wasm_bindgen_test]
fn deleting_everything_leaves_no_trace_and_can_be_undone() {
    let storage = fresh();
    let store = opened("default");
    let (entry, draft) = (entry(NOW), draft(NOW, answers()));
    store.save(&entry);
    store.keep_draft(&draft);
    store.delete(self::entry(NOW).id);
    storage.set_item("cc1:default:later", "of a newer page").unwrap();
    let before: Vec<(String, Option<String>)> =
        names(&storage).into_iter().map(|it| (it.clone(), storage.get_item(&it).unwrap())).collect();
    let deleted = store.delete_all();
    assert_eq!(names(&storage), [""; 0]);
    assert_eq!((store.rows().len(), store.draft()), (0, None));
    store.undo(&deleted);
    let after: Vec<(String, Option<String>)> =
        names(&storage).into_iter().map(|it| (it.clone(), storage.get_item(&it).unwrap())).collect();
    assert_eq!(after, before);
}

#[wasm_bindgen_test]
fn undoing_later_keeps_what_came_since() {
    fresh();
    let store = opened("default");
    let (old, gone) = (entry(NOW), entry(NOW + 1));
    store.save(&old);
    store.save(&gone);
    let backup = store.export();
    store.delete(gone.id);
    let deleted = store.delete_all();
    let new = entry(NOW + 2);
    store.save(&new);
    store.undo(&deleted);
    assert_eq!(ids(&store), [new.id, old.id]);
    let report = store.restore(&backup).unwrap();
    assert_eq!((report.added, report.brought_back), (1, 1), "what was deleted before is still known");
}

#[wasm_bindgen_test]
fn a_backup_brings_back_what_is_gone_and_leaves_what_is_here() {
    let storage = fresh();
    let store = opened("default");
    let entries: Vec<Entry> = (0..4).map(|at| entry(NOW + at)).collect();
    for entry in &entries {
        store.save(entry);
    }
    let broken = random::ulid(NOW + 9);
    storage.set_item(&key_of(broken), "{").unwrap();
    let backup = store.export();

    // One deleted, one damaged since, one vanished with the browser's storage.
    store.delete(entries[0].id);
    storage.set_item(&key_of(entries[1].id), "{damaged").unwrap();
    storage.remove_item(&key_of(entries[2].id)).unwrap();
    let report = store.restore(&backup).unwrap();
    assert_eq!((report.added, report.brought_back, report.already_there, report.unreadable), (3, 1, 1, 1));
    assert_eq!((report.is_cut_short, report.place), (false, Place::Browser));
    for entry in &entries {
        assert_eq!(store.row(entry.id).unwrap().record.unwrap().value, *entry);
    }
    assert!(store.rows().iter().any(|it| it.text == "{damaged"), "the damaged one is kept beside it");
    assert_eq!(store.row(broken).unwrap().text, "{");

    // What was changed here since stays, and so does what cannot be read.
    let changed = Entry { for_whom: "Mum".into(), ..entries[3].clone() };
    store.save(&changed);
    storage.set_item(&key_of(broken), "{otherwise").unwrap();
    let again = store.restore(&backup).unwrap();
    assert_eq!(store.row(changed.id).unwrap().record.unwrap().value, changed);
    assert_eq!(store.row(broken).unwrap().text, "{otherwise");
    assert_eq!((again.added, again.brought_back, again.already_there, again.unreadable), (0, 0, 4, 1));

    fresh();
    let elsewhere = opened("default");
    let report = elsewhere.restore(&backup).unwrap();
    assert_eq!((report.added, report.brought_back, report.already_there, report.unreadable), (4, 0, 0, 1));
    assert_eq!(elsewhere.row(broken).unwrap().text, "{", "what could not be read there may be read after an update");
    let cut = elsewhere.restore(&backup[..backup.len() / 2]).unwrap();
    assert!(cut.is_cut_short);
    assert_eq!(elsewhere.restore("a letter"), Err(ReadError::NotJson));
}

#[wasm_bindgen_test]
fn restoring_without_room_keeps_what_came_in_this_tab() {
    fresh();
    let store = opened("default");
    let entry = entry(NOW);
    store.save(&entry);
    let backup = store.export();
    fresh().set_item("theme", "dark").unwrap();
    fill();
    let store = opened("default");
    let report = store.restore(&backup).unwrap();
    assert_eq!((report.added, report.place), (1, Place::Memory { why: Why::Full }));
    assert_eq!(ids(&store), [entry.id]);
}

#[wasm_bindgen_test]
fn a_draft_is_there_after_a_reload_and_gone_when_finished() {
    let storage = fresh();
    let store = opened("default");
    let mut draft = draft(NOW, Answers::default());
    store.keep_draft(&draft);
    assert_eq!(names(&storage), [""; 0], "nothing is kept before the first answer");
    draft.answers = answers();
    draft.answers.pass_over(engine::item("lasts").unwrap());
    for ms in 1..4 {
        draft.saved_at_ms = NOW + ms;
        assert_eq!(store.keep_draft(&draft), Place::Browser);
    }
    assert_eq!(names(&storage), [Key::Draft(draft.id).write("default")]);

    let store = opened("default");
    let read = store.draft().unwrap();
    assert_eq!((&read.value, read.unread.len()), (&draft, 0));
    draft.answers.choose("lasts", lasts()).unwrap();
    store.keep_draft(&draft);
    let entry = Entry::new(random::ulid(NOW), NOW, "", Tier::Soon, &draft.answers);
    assert_eq!(store.finish(&entry, draft.id), Place::Browser);
    assert_eq!(opened("default").draft(), None);
    assert_eq!(ids(&store), [entry.id]);
}

fn lasts() -> &'static str {
    engine::item("lasts").unwrap().options()[0]
}

#[wasm_bindgen_test]
fn a_draft_can_be_discarded_and_goes_with_its_last_answer() {
    let storage = fresh();
    let store = opened("default");
    let mut kept = draft(NOW, answers());
    store.keep_draft(&kept);
    store.discard_draft(kept.id);
    assert_eq!(names(&storage), [""; 0]);
    store.keep_draft(&kept);
    kept.answers = Answers::default();
    store.keep_draft(&kept);
    assert_eq!(names(&storage), [""; 0]);
}

#[wasm_bindgen_test]
fn two_tabs_on_one_draft_part_ways() {
    fresh();
    let first = opened("default");
    let mut mine = draft(NOW, answers());
    first.keep_draft(&mine);
    let second = opened("default");
    let mut theirs = second.draft().unwrap().value;
    mine.saved_at_ms = NOW + 1;
    mine.answers.choose("lasts", lasts()).unwrap();
    first.keep_draft(&mine);
    theirs.saved_at_ms = NOW + 2;
    theirs.answers.measure("severity", 3.0).unwrap();
    second.keep_draft(&theirs);
    theirs.saved_at_ms = NOW + 3;
    second.keep_draft(&theirs);
    // Both are there: the newer is offered first, the other once that is finished.
    let reloaded = opened("default");
    assert_eq!(reloaded.draft().unwrap().value.answers, theirs.answers);
    second.finish(&entry(NOW + 4), theirs.id);
    assert_eq!(reloaded.draft().unwrap().value, mine);
    first.discard_draft(mine.id);
    assert_eq!(opened("default").draft(), None);
}

#[wasm_bindgen_test]
fn a_draft_that_cannot_be_read_is_not_offered_and_not_lost() {
    let storage = fresh();
    let name = Key::Draft(random::ulid(NOW + 5)).write("default");
    storage.set_item(&name, r#"{"version":2}"#).unwrap();
    let store = opened("default");
    assert_eq!(store.draft(), None);
    let draft = draft(NOW, answers());
    store.keep_draft(&draft);
    assert_eq!(store.draft().unwrap().value, draft);
    assert_eq!(storage.get_item(&name).unwrap().as_deref(), Some(r#"{"version":2}"#));
}

#[wasm_bindgen_test]
async fn another_tab_is_heard_until_the_listener_is_dropped() {
    fresh();
    let store = opened("default");
    let heard = Rc::new(Cell::new(0));
    let counter = heard.clone();
    let listener = store.on_change(move || counter.set(counter.get() + 1));
    // A frame of the same origin is another document on the same storage, as another tab is.
    let document = web_sys::window().unwrap().document().unwrap();
    let frame = document.create_element("iframe").unwrap();
    document.body().unwrap().append_child(&frame).unwrap();
    let window = Reflect::get(&frame, &"contentWindow".into()).unwrap();
    let theirs: Storage = Reflect::get(&window, &"localStorage".into()).unwrap().unchecked_into();
    let entry = entry(NOW);
    theirs.set_item("theme", "dark").unwrap();
    theirs.set_item("cc1:team:i", "{}").unwrap();
    theirs.set_item(&key_of(entry.id), &write_entry(&entry)).unwrap();
    until("the other tab's entry", || heard.get() == 1).await;
    assert_eq!(ids(&store), [entry.id]);
    theirs.clear().unwrap();
    until("the other tab's clearing", || heard.get() == 2).await;
    let errors = Rc::new(Cell::new(0));
    let counter = errors.clone();
    let failed = Closure::<dyn Fn()>::new(move || counter.set(counter.get() + 1));
    let parent = web_sys::window().unwrap();
    parent.add_event_listener_with_callback("error", failed.as_ref().unchecked_ref()).unwrap();
    drop(listener);
    theirs.set_item(&key_of(entry.id), &write_entry(&entry)).unwrap();
    pause(100).await;
    parent.remove_event_listener_with_callback("error", failed.as_ref().unchecked_ref()).unwrap();
    assert_eq!((heard.get(), errors.get()), (2, 0), "nobody is called who is gone");
    frame.remove();
}

#[wasm_bindgen_test]
async fn focus_moves_to_the_heading_of_the_step() {
    let document = web_sys::window().unwrap().document().unwrap();
    let heading = document.create_element("h2").unwrap();
    heading.set_id("step-heading");
    document.body().unwrap().append_child(&heading).unwrap();
    let focused = || document.active_element().map(|it| it.id());
    assert_ne!(focused().as_deref(), Some("step-heading"));
    focus::element_in(&document.document_element().unwrap(), "step-heading");
    until("focus", || focused().as_deref() == Some("step-heading")).await;
    assert_eq!(heading.get_attribute("tabindex").as_deref(), Some("-1"), "and it is no stop of the tab key");
    heading.remove();
}

#[wasm_bindgen_test]
fn times_are_told_as_readers_write_them() {
    // Noon, so that the day is the same wherever this runs but at the date line.
    let noon = js_sys::Date::new_with_year_month_day_hr(2026, 10, 22, 12).get_time() as u64;
    assert_eq!(clock::iso_date(noon), "2026-11-22");
    let date = clock::date(noon);
    assert!(["November", "22", "2026"].iter().all(|it| date.contains(it)), "{date}");
    let both = clock::date_and_time(noon);
    assert!(both.starts_with(&date) && both.contains("12:00"), "{both}");
    assert!(clock::now_ms() > 1_700_000_000_000);
    let (one, other) = (random::ulid(noon), random::ulid(noon));
    assert_ne!(one, other);
    assert_eq!(one.time_ms(), noon);
}

#[wasm_bindgen_test]
fn a_backup_brings_what_came_of_a_result_that_is_here_already() {
    fresh();
    let store = opened("default");
    let plain = entry(NOW);
    let outcome = Outcome { told_at_ms: NOW, since: Some(Since::Fewer), tried: vec![] };
    let told = Entry { outcome: Some(outcome), ..plain.clone() };
    store.save(&told);
    let backup = store.export();
    store.save(&plain);
    let restored = store.restore(&backup).unwrap();
    assert_eq!((restored.added, restored.already_there), (0, 1));
    assert_eq!(store.row(plain.id).unwrap().record.unwrap().value, told);

    // What was told here is not written over.
    let here = Entry { outcome: told.outcome.clone().map(|it| Outcome { since: Some(Since::Gone), ..it }), ..plain };
    store.save(&here);
    store.restore(&backup).unwrap();
    assert_eq!(store.row(here.id).unwrap().record.unwrap().value, here);
}
