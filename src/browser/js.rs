//! What the parts that come later need of JavaScript, by name: each binding of its own would weigh on the first load.

use super::page::settle;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// What is called with what came of something, or with nothing where it failed.
pub type Done<T> = Box<dyn FnOnce(Option<T>)>;

/// A part of a value; nothing where it is not there.
#[inline(never)]
pub fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|it| !it.is_undefined() && !it.is_null())
}

/// Something that every page has.
pub fn global(name: &str) -> Option<JsValue> {
    get(&js_sys::global(), name)
}

/// Calls a method; nothing where there is none, or where it throws.
#[inline(never)]
pub fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(of, name)?.dyn_into().ok()?;
    let arguments: Array = with.iter().collect();
    method.apply(of, &arguments).ok()
}

/// An object with these parts.
#[inline(never)]
pub fn object(parts: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in parts {
        set(&object, name, value);
    }
    object.into()
}

/// Sets a part of a value that is ours.
pub fn set(of: &JsValue, name: &str, value: &JsValue) {
    // Setting a part of an object that was made here, or that is there to be set, cannot fail.
    let _ = Reflect::set(of, &name.into(), value);
}

/// A list of texts.
pub fn texts(of: &[&str]) -> JsValue {
    of.iter().map(|it| JsValue::from(*it)).collect::<Array>().into()
}

/// Bytes, as the browser takes them.
pub fn bytes(of: &[u8]) -> JsValue {
    Uint8Array::from(of).into()
}

/// The bytes of a buffer.
pub fn bytes_of(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer).to_vec()
}

/// Goes on with what a promise gives; where there is none or it fails, that is the end of it.
pub fn step<T: 'static>(promise: Option<JsValue>, done: Done<T>, next: impl FnOnce(JsValue, Done<T>) + 'static) {
    let Some(promise) = promise.and_then(|it| it.dyn_into::<Promise>().ok()) else { return done(None) };
    settle(
        &promise,
        Box::new(move |it| match it {
            Some(it) => next(it, done),
            None => done(None),
        }),
    );
}

/// Hears what happens to the window, for as long as it is held.
pub struct Listening {
    events: &'static [&'static str],
    act: Closure<dyn FnMut()>,
}

impl Listening {
    /// Calls `act` at each of these events, before whatever they happen to.
    pub fn to(events: &'static [&'static str], act: impl FnMut() + 'static) -> Self {
        let act: Box<dyn FnMut()> = Box::new(act);
        let it = Self { events, act: Closure::wrap(act) };
        it.tell("addEventListener");
        it
    }

    fn tell(&self, how: &str) {
        if let Some(window) = global("window") {
            for it in self.events {
                call(&window, how, &[(*it).into(), self.act.as_ref().clone(), true.into()]);
            }
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.tell("removeEventListener");
    }
}

/// Calls `then` after so many milliseconds.
pub fn after(ms: u32, then: impl FnOnce() + 'static) {
    call(&js_sys::global(), "setTimeout", &[Closure::once_into_js(then), ms.into()]);
}
