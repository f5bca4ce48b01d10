//! What this browser keeps of the reader's answers, and what is said where it does not.
//!
//! Every record lies under a key of its own and is read back after writing. Where storage is refused or full, the record
//! is held in memory and [`Store::place`] says so. What cannot be read stays where it is, and is listed as such.

use super::host::Host;
use super::{clock, random};
use record::history::{self, Draft, Entry, Index, Key, Read, ReadError, Ulid};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Storage, StorageEvent};

/// Where a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In this browser, until it is deleted.
    Browser,
    /// In this tab alone, until it is closed.
    Memory {
        /// Why it is not in the browser.
        why: Why,
    },
}

/// Why the browser does not keep something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It declines to keep anything, or gives back something else than was written.
    Refused,
    /// There is no room left.
    Full,
}

/// A saved self-assessment, as History lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub id: Ulid,
    /// Where it is.
    pub place: Place,
    /// The entry, or why it cannot be read.
    pub record: Result<Read<Entry>, ReadError>,
    /// The text as it is kept.
    pub text: String,
}

impl Row {
    /// When it was saved; for an entry that cannot be read, when its id was made.
    pub fn saved_at_ms(&self) -> u64 {
        self.record.as_ref().map_or(self.id.time_ms(), |it| it.value.saved_at_ms)
    }
}

/// What was deleted, for as long as it can be undone. Nothing of it is in the browser any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    records: Vec<(String, String)>,
}

impl Deleted {
    /// Whether there was nothing to delete.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

/// What came out of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Entries that were not here, those with [`Self::brought_back`].
    pub added: usize,
    /// How many of them had been deleted here.
    pub brought_back: usize,
    /// Entries that were here already.
    pub already_there: usize,
    /// Records of the backup that cannot be read. Where they have an id that is free here they are kept, as they are.
    pub unreadable: usize,
    /// Whether the end of the backup is missing.
    pub is_cut_short: bool,
    /// Where the added entries are.
    pub place: Place,
}

/// What this browser keeps under one namespace. Clones share one state.
#[derive(Clone, Default)]
pub struct Store(Rc<RefCell<Shelf>>);

impl Store {
    /// The name of the history.
    pub fn namespace(&self) -> String {
        self.0.borrow().namespace.clone()
    }

    /// Opens what is kept under `namespace` in the storage that `host` lends. Tries once whether anything can be
    /// written; never throws.
    pub fn open(namespace: &str, host: Host) -> Self {
        let store = Self::default();
        store.reopen(namespace, Some(host));
        store
    }

    /// Opens another one in its place, and lets go of everything that was held in memory; without a host, one that
    /// keeps nothing.
    #[inline(never)]
    pub fn reopen(&self, namespace: &str, host: Option<Host>) {
        let mut shelf = Shelf { namespace: namespace.to_owned(), host, ..Shelf::default() };
        shelf.probe();
        self.0.replace(shelf);
    }

    /// Lets go of everything that is held in memory, and looks again whether the browser keeps anything.
    pub fn let_go(&self) {
        let (namespace, host) = {
            let shelf = self.0.borrow();
            (shelf.namespace.clone(), shelf.host.clone())
        };
        self.reopen(&namespace, host);
    }

    /// Where the records are: in memory as soon as one of them is there, or the browser keeps nothing.
    pub fn place(&self) -> Place {
        self.0.borrow().place()
    }

    /// Everything that was saved, by this tab or another, newest first.
    pub fn rows(&self) -> Vec<Row> {
        let shelf = self.0.borrow();
        let mut rows: Vec<Row> = shelf.entries().into_iter().filter_map(|id| shelf.row(id)).collect();
        engine::order::sort_by_key(&mut rows, |it| std::cmp::Reverse((it.saved_at_ms(), it.id)));
        rows
    }

    /// One of them.
    pub fn row(&self, id: Ulid) -> Option<Row> {
        self.0.borrow().row(id)
    }

    /// Keeps `entry`, in place of one with its id.
    pub fn save(&self, entry: &Entry) -> Place {
        self.0.borrow_mut().save(entry.id, history::write_entry(entry))
    }

    /// Keeps `entry` and deletes the draft it came from. Where the browser has no room for the entry, it goes on keeping
    /// the draft until it has: the answers outlive the tab.
    pub fn finish(&self, entry: &Entry, draft: Ulid) -> Place {
        let shelf = &mut *self.0.borrow_mut();
        let (key, draft) = (Key::Entry(entry.id), Key::Draft(shelf.own(draft)));
        let place = shelf.save(entry.id, history::write_entry(entry));
        let text = shelf.get(draft);
        shelf.remove(draft);
        if place != (Place::Memory { why: Why::Full }) {
            return place;
        }
        // The draft's room may be all that the entry needs.
        shelf.flush();
        if let (Some(text), Place::Memory { .. }) = (text, shelf.place_of(key)) {
            shelf.put(draft, text);
            shelf.finished.push((key, draft));
        }
        shelf.place_of(key)
    }

    /// Deletes an entry at once.
    pub fn delete(&self, id: Ulid) -> Deleted {
        let shelf = &mut *self.0.borrow_mut();
        let key = Key::Entry(id);
        let records = shelf.get(key).map(|text| (key.write(&shelf.namespace), text));
        // The index first: a tab that is closed in between has deleted nothing.
        shelf.update_index(|it| it.delete(id));
        shelf.remove(key);
        shelf.flush();
        Deleted { records: records.into_iter().collect() }
    }

    /// Deletes all that was ever kept here, drafts and the index too: nothing of this namespace is left.
    pub fn delete_all(&self) -> Deleted {
        let shelf = &mut *self.0.borrow_mut();
        let mut records = std::mem::take(&mut shelf.memory);
        for name in shelf.names() {
            if let Some(text) = shelf.read(&name) {
                if !records.iter().any(|(it, _)| *it == name) {
                    records.push((name.clone(), text));
                }
                shelf.erase(&name);
            }
        }
        shelf.seen.clear();
        shelf.finished.clear();
        shelf.flush();
        Deleted { records }
    }

    /// Brings back what was deleted, unless something lies in its place by now.
    pub fn undo(&self, deleted: &Deleted) -> Place {
        let shelf = &mut *self.0.borrow_mut();
        for (name, text) in &deleted.records {
            let here = shelf.get_named(name);
            match (Key::read(&shelf.namespace, name), here) {
                (_, None) => shelf.put_named(name.clone(), text.clone()),
                (Some(Key::Index), Some(_)) => {
                    shelf.update_index(|it| it.merge(&Index::read(text).unwrap_or_default()))
                }
                (_, Some(_)) => {}
            }
        }
        shelf.update_index(|_| {});
        shelf.place()
    }

    /// What is remembered beside the entries: the teams that are answered for.
    pub fn note(&self) -> Option<String> {
        let shelf = self.0.borrow();
        shelf.get_named(&[&*history::prefix(&shelf.namespace), "t"].concat())
    }

    /// Remembers that, or forgets it where it is empty.
    pub fn put_note(&self, text: &str) -> Place {
        let shelf = &mut *self.0.borrow_mut();
        let name = [&*history::prefix(&shelf.namespace), "t"].concat();
        if text.is_empty() {
            shelf.memory.retain(|(it, _)| *it != name);
            shelf.erase(&name);
        } else {
            shelf.put_named(name, text.to_owned());
        }
        shelf.place()
    }

    /// Everything that was saved, as one text; what cannot be read too.
    pub fn export(&self) -> String {
        let shelf = self.0.borrow();
        let texts: Vec<(Ulid, String)> =
            shelf.entries().into_iter().filter_map(|id| shelf.get(Key::Entry(id)).map(|text| (id, text))).collect();
        history::write_backup(clock::now_ms(), texts.iter().map(|(id, text)| (*id, &**text)))
    }

    /// Adds what a backup has and this browser has not. An entry that is here stays as it is, but for what came of
    /// it where only the backup tells that; one that is damaged gives its place to a whole one, and is kept beside it.
    ///
    /// # Errors
    ///
    /// [`ReadError`] where `text` is no backup, or one of a newer version.
    pub fn restore(&self, text: &str) -> Result<Restored, ReadError> {
        let backup = history::read_backup(text)?;
        let shelf = &mut *self.0.borrow_mut();
        let index = shelf.index().unwrap_or_default();
        let (mut added, mut brought_back, mut already_there) = (0, 0, 0);
        let mut unreadable = backup.unreadable;
        let mut kept = Vec::new();
        for (id, text) in backup.records {
            let is_readable = history::read_entry(&text).is_ok();
            unreadable += usize::from(!is_readable);
            let stays = |here: String| here == text || is_whole(&here, id) || !is_whole(&text, id);
            let here = shelf.get(Key::Entry(id));
            if here.as_deref().is_some_and(|here| only_adds_outcome(here, &text)) {
                already_there += 1;
                shelf.put(Key::Entry(id), text);
                continue;
            }
            if here.is_some_and(stays) {
                already_there += usize::from(is_readable);
                continue;
            }
            added += usize::from(is_readable);
            brought_back += usize::from(is_readable && index.is_deleted(id));
            shelf.put_entry(id, text);
            kept.push(Key::Entry(id));
        }
        shelf.update_index(|_| {});
        let in_memory = kept.into_iter().map(|it| shelf.place_of(it)).find(|it| *it != Place::Browser);
        let place = in_memory.unwrap_or(Place::Browser);
        Ok(Restored { added, brought_back, already_there, unreadable, is_cut_short: backup.is_cut_short, place })
    }

    /// The newest self-assessment that was begun and neither finished nor discarded.
    pub fn draft(&self) -> Option<Read<Draft>> {
        let shelf = &mut *self.0.borrow_mut();
        let open = shelf.drafts().into_iter().filter(|it| !shelf.finished.iter().any(|(_, draft)| draft == it));
        let texts: Vec<(Key, String)> = open.filter_map(|it| Some((it, shelf.get(it)?))).collect();
        let read = texts.into_iter().filter_map(|(key, text)| Some((key, history::read_draft(&text).ok()?, text)));
        let read = read.filter(|(_, it, _)| !it.value.answers.is_empty());
        let (key, mut draft, text) = read.max_by_key(|(_, it, _)| (it.value.saved_at_ms, it.value.id))?;
        if let Key::Draft(id) = key {
            draft.value.id = id;
        }
        shelf.note_seen(key, text);
        Some(draft)
    }

    /// Keeps an unfinished self-assessment; one without an answer is not kept, and one that has lost its last answer is
    /// deleted.
    ///
    /// Where another tab has gone on with the same draft, this one goes on under another name: neither is lost.
    pub fn keep_draft(&self, draft: &Draft) -> Place {
        if draft.answers.is_empty() {
            self.discard_draft(draft.id);
            return self.place();
        }
        let shelf = &mut *self.0.borrow_mut();
        let mut id = shelf.own(draft.id);
        if shelf.get(Key::Draft(id)).is_some_and(|it| !shelf.has_seen(Key::Draft(id), &it)) {
            id = random::ulid(draft.saved_at_ms);
            shelf.forks.push((draft.id, id));
        }
        let text = history::write_draft(&Draft { id, ..draft.clone() });
        shelf.note_seen(Key::Draft(id), text.clone());
        shelf.put(Key::Draft(id), text)
    }

    /// Deletes an unfinished self-assessment.
    pub fn discard_draft(&self, id: Ulid) {
        let shelf = &mut *self.0.borrow_mut();
        let id = shelf.own(id);
        shelf.remove(Key::Draft(id));
        shelf.flush();
    }

    /// Calls `changed` whenever another tab saves or deletes something here, until the listener is dropped.
    pub fn on_change(&self, changed: impl Fn() + 'static) -> Listener {
        let namespace = self.0.borrow().namespace.clone();
        let heard = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
            // No key: the other tab cleared everything.
            if event.key().is_none_or(|it| Key::read(&namespace, &it).is_some()) {
                changed();
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("storage", heard.as_ref().unchecked_ref());
        }
        Listener(heard)
    }
}

/// Listens to other tabs until it is dropped.
pub struct Listener(Closure<dyn Fn(StorageEvent)>);

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback("storage", self.0.as_ref().unchecked_ref());
        }
    }
}

#[derive(Default)]
struct Shelf {
    namespace: String,
    /// Lends the browser's storage.
    host: Option<Host>,
    /// Why the last thing written is not in the browser.
    why: Option<Why>,
    /// What the browser would not take, by key. It comes before what the browser has under the same key.
    memory: Vec<(String, String)>,
    /// The drafts as this tab last read or wrote them.
    seen: Vec<(Key, String)>,
    /// Drafts that go on under another name, since another tab goes on with the first.
    forks: Vec<(Ulid, Ulid)>,
    /// Entries that are in memory alone, with the draft that the browser still keeps of each.
    finished: Vec<(Key, Key)>,
}

impl Shelf {
    /// The browser's storage, where it is to be had.
    #[inline(never)]
    fn storage(&self) -> Option<Storage> {
        self.host.as_ref()?.storage().ok()?
    }

    fn read(&self, name: &str) -> Option<String> {
        self.storage()?.get_item(name).ok()?
    }

    /// Writes, reads back and compares.
    fn write(&self, name: &str, text: &str) -> Result<(), Why> {
        let storage = self.storage().ok_or(Why::Refused)?;
        storage.set_item(name, text).map_err(|error| if is_quota(&error) { Why::Full } else { Why::Refused })?;
        if storage.get_item(name).is_ok_and(|it| it.as_deref() == Some(text)) { Ok(()) } else { Err(Why::Refused) }
    }

    fn erase(&self, name: &str) {
        if let Some(storage) = self.storage() {
            let _ = storage.remove_item(name);
        }
    }

    fn probe(&mut self) {
        let name = history::prefix(&self.namespace) + "probe";
        self.why = self.write(&name, "1").err();
        // A browser that has nothing and takes nothing keeps nothing: some say "full" in private windows.
        if self.why == Some(Why::Full) && self.storage().and_then(|it| it.length().ok()) == Some(0) {
            self.why = Some(Why::Refused);
        }
        self.erase(&name);
    }

    fn place(&self) -> Place {
        match self.why {
            Some(why) => Place::Memory { why },
            None => Place::Browser,
        }
    }

    fn place_of(&self, key: Key) -> Place {
        if self.is_held(key) { Place::Memory { why: self.why.unwrap_or(Why::Refused) } } else { Place::Browser }
    }

    fn held(&self, name: &str) -> Option<&String> {
        self.memory.iter().find(|(it, _)| it == name).map(|(_, text)| text)
    }

    fn get(&self, key: Key) -> Option<String> {
        self.get_named(&key.write(&self.namespace))
    }

    fn get_named(&self, name: &str) -> Option<String> {
        self.held(name).cloned().or_else(|| self.read(name))
    }

    fn put(&mut self, key: Key, text: String) -> Place {
        self.put_named(key.write(&self.namespace), text);
        self.place_of(key)
    }

    /// Puts `text` into the browser, or holds it in memory.
    fn put_named(&mut self, name: String, text: String) {
        self.memory.retain(|(it, _)| *it != name);
        self.why = self.write(&name, &text).err();
        if self.why.is_some() {
            self.memory.push((name, text));
        } else if !self.memory.is_empty() {
            self.flush();
        }
    }

    /// Tries again what is held in memory.
    fn flush(&mut self) {
        let held = std::mem::take(&mut self.memory);
        if held.is_empty() && self.why.is_some() {
            self.probe();
            return;
        }
        self.why = None;
        for (name, text) in held {
            if let Err(why) = self.write(&name, &text) {
                self.why = Some(why);
                self.memory.push((name, text));
            }
        }
        let finished = std::mem::take(&mut self.finished);
        for (entry, draft) in finished {
            if self.is_held(entry) { self.finished.push((entry, draft)) } else { self.remove(draft) }
        }
    }

    fn is_held(&self, key: Key) -> bool {
        self.held(&key.write(&self.namespace)).is_some()
    }

    fn remove(&mut self, key: Key) {
        let name = key.write(&self.namespace);
        self.memory.retain(|(it, _)| *it != name);
        self.seen.retain(|(it, _)| *it != key);
        self.erase(&name);
    }

    fn save(&mut self, id: Ulid, text: String) -> Place {
        self.put_entry(id, text);
        self.update_index(|_| {});
        self.place_of(Key::Entry(id))
    }

    /// Puts an entry. What lies there and is damaged is moved aside first; it is never written over.
    fn put_entry(&mut self, id: Ulid, text: String) {
        if let Some(old) = self.get(Key::Entry(id)).filter(|it| *it != text && !is_whole(it, id)) {
            self.put(Key::Entry(random::ulid(id.time_ms())), old);
        }
        self.put(Key::Entry(id), text);
    }

    fn row(&self, id: Ulid) -> Option<Row> {
        let key = Key::Entry(id);
        let text = self.get(key)?;
        let mut record = history::read_entry(&text);
        if let Ok(read) = &mut record
            && read.value.id != id
        {
            read.unread.push(format!("id: expected {id}; got {}", read.value.id));
            read.value.id = id;
        }
        Some(Row { id, place: self.place_of(key), record, text })
    }

    fn own(&self, draft: Ulid) -> Ulid {
        self.forks.iter().rev().find(|(it, _)| *it == draft).map_or(draft, |(_, own)| *own)
    }

    fn has_seen(&self, key: Key, text: &str) -> bool {
        self.seen.iter().any(|(it, seen)| *it == key && seen == text)
    }

    fn note_seen(&mut self, key: Key, text: String) {
        self.seen.retain(|(it, _)| *it != key);
        self.seen.push((key, text));
    }

    /// Every name of this namespace that the browser has, ours or not.
    fn names(&self) -> Vec<String> {
        let Some(storage) = self.storage() else { return Vec::new() };
        let prefix = history::prefix(&self.namespace);
        let names = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
        names.filter(|it| it.starts_with(&prefix)).collect()
    }

    fn keys(&self) -> Vec<Key> {
        let held = self.memory.iter().map(|(name, _)| name.clone());
        let mut keys: Vec<Key> =
            self.names().into_iter().chain(held).filter_map(|it| Key::read(&self.namespace, &it)).collect();
        engine::order::sort_by_key(&mut keys, |it| *it);
        keys.dedup();
        keys
    }

    fn entries(&self) -> Vec<Ulid> {
        self.keys().into_iter().filter_map(|it| if let Key::Entry(id) = it { Some(id) } else { None }).collect()
    }

    fn drafts(&self) -> Vec<Key> {
        self.keys().into_iter().filter(|it| matches!(it, Key::Draft(_))).collect()
    }

    fn index(&self) -> Result<Index, ReadError> {
        self.read(&Key::Index.write(&self.namespace)).map_or(Ok(Index::default()), |it| Index::read(&it))
    }

    /// Changes the index as it lies in the browser now, and notes whatever entries are there. It is an aid: the entries'
    /// own keys tell what is there, so an index that is lost or late loses nothing.
    fn update_index(&self, change: impl FnOnce(&mut Index)) {
        let mut index = match self.index() {
            Ok(index) => index,
            Err(ReadError::NewerVersion { .. }) => return,
            Err(ReadError::NotJson | ReadError::Damaged { .. }) => Index::default(),
        };
        for id in self.entries() {
            index.add(id);
        }
        change(&mut index);
        let _ = self.write(&Key::Index.write(&self.namespace), &index.write());
    }
}

/// Whether `text` is an entry that names itself `id`, with all that belongs to it.
fn is_whole(text: &str, id: Ulid) -> bool {
    history::read_entry(text).is_ok_and(|it| it.value.id == id && it.unread.is_empty())
}

/// Whether `text` is the entry that lies `here`, with what came of it told as well.
fn only_adds_outcome(here: &str, text: &str) -> bool {
    let (Ok(here), Ok(mut text)) = (history::read_entry(here), history::read_entry(text)) else { return false };
    here.value.outcome.is_none() && text.value.outcome.take().is_some() && here == text
}

fn is_quota(error: &JsValue) -> bool {
    let name = js_sys::Reflect::get(error, &"name".into()).ok().and_then(|it| it.as_string());
    matches!(name.as_deref(), Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED"))
}
