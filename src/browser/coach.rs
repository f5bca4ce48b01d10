//! What a guided stretch asks of the device: a bell, a voice, a buzz, a screen that stays on, and a clock that ticks.
//! Each may be missing, and then nothing happens.
//!
//! They are called by name, since each typed binding would weigh more than the call.

use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Calls its function again and again for as long as it is held.
pub struct Ticker {
    id: i32,
    _tick: Closure<dyn FnMut()>,
}

impl Ticker {
    /// Calls `tick` every `ms` milliseconds, or as often as the browser lets it.
    pub fn every(ms: i32, tick: impl FnMut() + 'static) -> Option<Self> {
        let tick: Box<dyn FnMut()> = Box::new(tick);
        let tick = Closure::wrap(tick);
        let window = web_sys::window()?;
        let function = tick.as_ref().unchecked_ref();
        let id = window.set_interval_with_callback_and_timeout_and_arguments_0(function, ms).ok()?;
        Some(Self { id, _tick: tick })
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_interval_with_handle(self.id);
        }
    }
}

/// Makes a phone buzz for `ms` milliseconds.
pub fn buzz(ms: u32) {
    call(&navigator(), "vibrate", &[ms.into()]);
}

/// Whether this device can buzz at all.
pub fn can_buzz() -> bool {
    get(&navigator(), "vibrate").is_some()
}

/// Whether this browser can speak.
pub fn can_speak() -> bool {
    get(&window(), "speechSynthesis").is_some()
}

/// Says `text` in the device's own voice. What it was saying before is cut short: a count must not lag behind.
pub fn speak(text: &str) {
    let (Some(voice), Some(said)) =
        (get(&window(), "speechSynthesis"), make("SpeechSynthesisUtterance", &[text.into()]))
    else {
        return;
    };
    call(&voice, "cancel", &[]);
    call(&voice, "speak", &[said]);
}

/// Falls silent.
pub fn hush() {
    if let Some(voice) = get(&window(), "speechSynthesis") {
        call(&voice, "cancel", &[]);
    }
}

/// A bell. It is made in answer to a tap, since browsers keep a page silent until then.
pub struct Bell(JsValue);

impl Bell {
    /// A bell that is silent for now.
    pub fn new() -> Option<Self> {
        make("AudioContext", &[]).map(Self)
    }

    /// Rings once, softly, at `pitch` in hertz.
    pub fn ring(&self, pitch: f64) {
        let ring = || {
            let (tone, volume) = (call(&self.0, "createOscillator", &[])?, call(&self.0, "createGain", &[])?);
            let (now, out) = (get(&self.0, "currentTime")?.as_f64()?, get(&self.0, "destination")?);
            set(&get(&tone, "frequency")?, "value", pitch.into());
            let loudness = get(&volume, "gain")?;
            call(&loudness, "setValueAtTime", &[0.3.into(), now.into()]);
            call(&loudness, "exponentialRampToValueAtTime", &[0.001.into(), (now + 0.8).into()]);
            call(&tone, "connect", std::slice::from_ref(&volume));
            call(&volume, "connect", &[out]);
            call(&tone, "start", &[now.into()]);
            call(&tone, "stop", &[(now + 0.8).into()])
        };
        ring();
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        call(&self.0, "close", &[]);
    }
}

/// Keeps the screen on for as long as it is held, where the browser can. The browser lets go of it whenever the page is
/// hidden; [`Awake::again`] asks anew.
pub struct Awake(Rc<RefCell<Option<JsValue>>>);

impl Awake {
    /// Asks the browser to keep the screen on.
    pub fn new() -> Self {
        let it = Self(Rc::new(RefCell::new(None)));
        it.again();
        it
    }

    /// Asks again, after the page was hidden.
    pub fn again(&self) {
        let asked = get(&navigator(), "wakeLock").and_then(|it| call(&it, "request", &["screen".into()]));
        let Some(asked) = asked.and_then(|it| it.dyn_into::<Promise>().ok()) else { return };
        let held = Rc::downgrade(&self.0);
        super::page::settle(
            &asked,
            Box::new(move |lock| match (held.upgrade(), lock) {
                (Some(held), lock) => *held.borrow_mut() = lock,
                // Let go of meanwhile.
                (None, Some(lock)) => drop(call(&lock, "release", &[])),
                (None, None) => {}
            }),
        );
    }
}

impl Default for Awake {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let Some(lock) = self.0.borrow_mut().take() {
            call(&lock, "release", &[]);
        }
    }
}

fn window() -> JsValue {
    js_sys::global().into()
}

fn navigator() -> JsValue {
    get(&window(), "navigator").unwrap_or_else(|| Object::new().into())
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|it| !it.is_undefined() && !it.is_null())
}

fn set(of: &JsValue, name: &str, value: JsValue) {
    // Only properties that the object has are set here.
    let _ = Reflect::set(of, &name.into(), &value);
}

/// What the method gives; nothing where there is no such method, or where it throws.
#[inline(never)]
fn call(of: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(of, method)?.dyn_into().ok()?;
    method.apply(of, &list(arguments)).ok()
}

#[inline(never)]
fn make(class: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let class: Function = get(&window(), class)?.dyn_into().ok()?;
    Reflect::construct(&class, &list(arguments)).ok()
}

fn list(values: &[JsValue]) -> Array {
    values.iter().collect()
}
