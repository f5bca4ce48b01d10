//! Values that the page follows.
//!
//! Leptos' signals are generic through and through, so each type of value that is held by one costs the page some two
//! kilobytes of code. Here every value shares the same signal, one that counts changes, and lies beside it.

use leptos::prelude::{GetUntracked, RwSignal, Set, Track};
use std::cell::RefCell;

/// Counts changes; an effect that follows it runs again after each.
#[derive(Clone, Copy)]
pub struct Changes(RwSignal<u32>);

impl Changes {
    /// No change yet.
    #[inline(never)]
    pub fn new() -> Self {
        Self(RwSignal::new(0))
    }

    /// How many there were; this is followed.
    #[inline(never)]
    pub fn count(self) -> u32 {
        self.0.track();
        self.0.get_untracked()
    }

    /// The same, without following it.
    pub fn count_now(self) -> u32 {
        self.0.get_untracked()
    }

    /// Notes a change.
    #[inline(never)]
    pub fn note(self) {
        self.0.set(self.0.get_untracked().wrapping_add(1));
    }
}

impl Default for Changes {
    fn default() -> Self {
        Self::new()
    }
}

/// A value that lives as long as the page.
pub struct Live<T> {
    value: RefCell<T>,
    changes: Changes,
}

impl<T> Live<T> {
    /// Holds `value`.
    pub fn new(value: T) -> Self {
        Self { value: RefCell::new(value), changes: Changes::new() }
    }

    /// How often it was set; this is followed.
    pub fn n_changes(&self) -> u32 {
        self.changes.count()
    }

    /// Looks at the value, and follows it.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        self.changes.count();
        look(&self.value.borrow())
    }

    /// Looks at the value as it is now.
    pub fn with_now<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.value.borrow())
    }

    /// Puts another value in its place.
    pub fn set(&self, value: T) {
        self.put(value);
        self.note();
    }

    /// Puts another value in its place, to be noted a moment later.
    pub fn put(&self, value: T) {
        *self.value.borrow_mut() = value;
    }

    /// Notes that another value was put.
    pub fn note(&self) {
        self.changes.note();
    }
}

impl<T: Clone> Live<T> {
    /// The value, which is followed.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub fn now(&self) -> T {
        self.with_now(T::clone)
    }
}

/// A small number that belongs to a part of a screen and goes with it: what is open, which row is picked.
#[derive(Clone, Copy)]
pub struct Dial(RwSignal<u32>);

impl Dial {
    /// Set to `number`.
    #[inline(never)]
    pub fn new(number: u32) -> Self {
        Self(RwSignal::new(number))
    }

    /// The number, which is followed.
    #[inline(never)]
    pub fn get(self) -> u32 {
        self.0.track();
        self.0.get_untracked()
    }

    /// The number as it is now.
    #[inline(never)]
    pub fn now(self) -> u32 {
        self.0.get_untracked()
    }

    /// Sets it to `number`.
    #[inline(never)]
    pub fn set(self, number: u32) {
        self.0.set(number);
    }
}

/// Something of a part of a screen that is on or off.
#[derive(Clone, Copy)]
pub struct Switch(Dial);

impl Switch {
    /// On or off.
    pub fn new(is_on: bool) -> Self {
        Self(Dial::new(is_on.into()))
    }

    /// Whether it is on; this is followed.
    pub fn is_on(self) -> bool {
        self.0.get() != 0
    }

    /// Whether it is on now.
    pub fn is_on_now(self) -> bool {
        self.0.now() != 0
    }

    /// Switches it.
    pub fn set(self, is_on: bool) {
        self.0.set(is_on.into());
    }

    /// Switches it to the other side.
    pub fn turn(self) {
        self.set(!self.is_on_now());
    }
}
