//! The camera, for codes that are shown to it. What it sees stays on this page, and nothing of it is kept.

use super::js::{Done, after, call, get, global, object, set, step};
use super::scan::glance;
use js_sys::Array;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// How long to wait between two glances, in milliseconds.
const PAUSE_MS: u32 = 200;

fn cameras() -> Option<JsValue> {
    let all = get(&global("navigator")?, "mediaDevices")?;
    get(&all, "getUserMedia").map(|_| all)
}

/// Whether there may be a camera: a page that came over plain http is lent none.
pub fn has_camera() -> bool {
    cameras().is_some()
}

/// Looks through the camera for as long as it is held.
pub struct Camera {
    is_on: Rc<Cell<bool>>,
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.is_on.set(false);
    }
}

/// Shows the camera in `video`, and hands on each code it sees; `refused` is called where there is no camera, or the reader
/// does not want it.
pub fn watch(video: JsValue, found: Rc<dyn Fn(String)>, refused: impl FnOnce() + 'static) -> Camera {
    let is_on = Rc::new(Cell::new(true));
    let camera = Camera { is_on: is_on.clone() };
    let back = object(&[("facingMode", &"environment".into())]);
    let asked = cameras().and_then(|it| call(&it, "getUserMedia", &[object(&[("video", &back)])]));
    let done: Done<JsValue> = Box::new(move |stream| match stream {
        Some(stream) => {
            set(&video, "srcObject", &stream);
            step::<()>(call(&video, "play", &[]), Box::new(|_| {}), |_, _| {});
            look_on(video, stream, is_on, found);
        }
        None if is_on.get() => refused(),
        None => {}
    });
    step(asked, done, |stream, done| done(Some(stream)));
    camera
}

fn look_on(video: JsValue, stream: JsValue, is_on: Rc<Cell<bool>>, found: Rc<dyn Fn(String)>) {
    if !is_on.get() {
        for it in call(&stream, "getTracks", &[]).map(|it| Array::from(&it).to_vec()).unwrap_or_default() {
            call(&it, "stop", &[]);
        }
        return;
    }
    let size = ["videoWidth", "videoHeight"].map(|it| get(&video, it).and_then(|it| it.as_f64()).unwrap_or_default());
    let (seen, told) = (video.clone(), found.clone());
    let again = move || after(PAUSE_MS, move || look_on(video, stream, is_on, found));
    // Nothing is there to be seen until the camera has warmed up.
    if size[0] < 1.0 {
        return again();
    }
    let done = move |text: Option<String>| {
        text.into_iter().for_each(|it| told(it));
        again();
    };
    glance(&seen, size, Box::new(done));
}
