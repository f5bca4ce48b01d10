//! Reads a code in a picture: by the browser's own reader where it has one, else by one that comes along.

use super::js::{Done, bytes_of, call, get, global, object, set, step};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlInputElement;

/// A picture is looked at this large at most, in pixels on its longer side: a code needs no more.
const LONGEST: f64 = 1200.0;

/// What the first code in the picked picture says; nothing where there is none that can be read.
pub fn picked_code(input: &HtmlInputElement, done: Done<String>) {
    let file = input.files().and_then(|it| it.get(0));
    input.set_value("");
    let Some(file) = file else { return };
    let picture = call(&js_sys::global(), "createImageBitmap", &[file.into()]);
    step(picture, done, |picture, done| {
        let by_hand = picture.clone();
        let size = ["width", "height"].map(|it| get(&picture, it).and_then(|it| it.as_f64()).unwrap_or_default());
        let look = move || pixels_of(&by_hand, size).and_then(|it| code_in(&it.0, it.1, it.2));
        let seen: Done<String> = Box::new(move |said| done(said.or_else(look)));
        by_the_browser(&picture, seen);
    });
}

/// What the first code says in something of this size that moves, where it can be read at a glance: the next glance
/// follows soon.
pub fn glance(source: &JsValue, size: [f64; 2], done: Done<String>) {
    let by_hand = source.clone();
    let look = move || {
        let (pixels, width, height) = pixels_of(&by_hand, size)?;
        read(&pixels.chunks_exact(4).map(grey).collect::<Vec<_>>(), width, height, false)
    };
    let seen: Done<String> = Box::new(move |said| done(said.or_else(look)));
    by_the_browser(source, seen);
}

fn by_the_browser(picture: &JsValue, done: Done<String>) {
    let formats = object(&[("formats", &super::js::texts(&["qr_code"]))]);
    let detector = global("BarcodeDetector")
        .and_then(|it| it.dyn_into::<Function>().ok())
        .and_then(|it| Reflect::construct(&it, &js_sys::Array::of1(&formats)).ok());
    let codes = detector.and_then(|it| call(&it, "detect", std::slice::from_ref(picture)));
    step(codes, done, |codes, done| {
        let first = js_sys::Array::from(&codes).get(0);
        done(get(&first, "rawValue").and_then(|it| it.as_string()));
    });
}

/// What can be drawn, as pixels with their width and height.
fn pixels_of(picture: &JsValue, [width, height]: [f64; 2]) -> Option<(Vec<u8>, usize, usize)> {
    let scale = (LONGEST / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).max(1.0).floor(), (height * scale).max(1.0).floor());
    let canvas = call(&global("document")?, "createElement", &["canvas".into()])?;
    set(&canvas, "width", &width.into());
    set(&canvas, "height", &height.into());
    let context = call(&canvas, "getContext", &["2d".into()])?;
    call(&context, "drawImage", &[picture.clone(), 0.into(), 0.into(), width.into(), height.into()])?;
    let image = call(&context, "getImageData", &[0.into(), 0.into(), width.into(), height.into()])?;
    Some((bytes_of(&get(&image, "data")?), width as usize, height as usize))
}

/// What the first code in a picture says, of pixels in red, green, blue and how far one sees through, row by row.
pub fn code_in(pixels: &[u8], width: usize, height: usize) -> Option<String> {
    if width == 0 || pixels.len() < width * height * 4 {
        return None;
    }
    let grey: Vec<u8> = pixels.chunks_exact(4).map(grey).collect();
    let read = |grey: &[u8], turned: bool| read(grey, width, height, turned);
    // As it is first; then without its grain; then both again for codes that are white on black.
    let smooth = smoothed(&grey, width, height);
    [false, true].into_iter().find_map(|turned| read(&grey, turned).or_else(|| read(&smooth, turned)))
}

#[inline(never)]
fn read(grey: &[u8], width: usize, height: usize, turned: bool) -> Option<String> {
    let luma = |x: usize, y: usize| if turned { 255 - grey[y * width + x] } else { grey[y * width + x] };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, luma);
    picture.detect_grids().iter().find_map(|it| it.decode().ok()).map(|it| it.1)
}

fn grey(pixel: &[u8]) -> u8 {
    let [red, green, blue, seen] = [0, 1, 2, 3].map(|it| u32::from(pixel[it]));
    let grey = (red * 299 + green * 587 + blue * 114) / 1000;
    // What can be seen through lies on white paper.
    ((grey * seen + 255 * (255 - seen)) / 255) as u8
}

/// Each pixel as the middle of itself and those around it.
fn smoothed(grey: &[u8], width: usize, height: usize) -> Vec<u8> {
    let around = |at: usize, n: usize| at.saturating_sub(1)..(at + 2).min(n);
    let mut smooth = Vec::with_capacity(grey.len());
    for y in 0..height {
        for x in 0..width {
            let (mut sum, mut n) = (0, 0);
            for at in around(y, height).flat_map(|y| around(x, width).map(move |x| y * width + x)) {
                sum += u32::from(grey[at]);
                n += 1;
            }
            smooth.push((sum / n) as u8);
        }
    }
    smooth
}

#[cfg(test)]
mod tests {
    use super::*;
    use qrcodegen::{QrCode, QrCodeEcc};

    /// A picture of a code: each module so many pixels wide, turned by an angle, its colours the other way round, grainy.
    fn picture(says: &str, module: f64, degrees: f64, is_turned: bool, grain: u8) -> (Vec<u8>, usize) {
        let code = QrCode::encode_text(says, QrCodeEcc::Medium).unwrap();
        let side = ((f64::from(code.size()) + 8.0) * module * 1.5) as usize;
        let (sin, cos) = degrees.to_radians().sin_cos();
        let mut noise = 12_345_u32;
        let mut pixels = Vec::with_capacity(side * side * 4);
        for y in 0..side {
            for x in 0..side {
                let (dx, dy) = (x as f64 - side as f64 / 2.0, y as f64 - side as f64 / 2.0);
                let of = |it: f64| (it / module + f64::from(code.size()) / 2.0).floor() as i32;
                let is_dark = code.get_module(of(dx * cos + dy * sin), of(dy * cos - dx * sin));
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let grains = if grain == 0 { 0 } else { (noise >> 24) as u8 % grain };
                let ink = if is_dark == is_turned { 235 - grains } else { 20 + grains };
                pixels.extend([ink, ink, ink, 255]);
            }
        }
        (pixels, side)
    }

    #[test]
    fn a_code_is_read_turned_grainy_and_white_on_black() {
        let long = ["https://cramps.example/v1/#S1.", &"Z5".repeat(120), ".12345"].concat();
        for says in ["https://cramps.example/v1/#R1.208G0000.DHP10", &long] {
            for (module, degrees, is_turned, grain) in [
                (3.0, 0.0, false, 0),
                (6.0, 0.0, false, 30),
                (8.0, 17.0, false, 20),
                (7.0, 90.0, false, 0),
                (8.0, 200.0, false, 20),
                (5.0, 0.0, true, 0),
                (8.0, 12.0, true, 20),
            ] {
                // A large one is slow to look at: once straight and once turned is enough.
                if says.len() > 100 && ![0.0, 17.0].contains(&degrees) {
                    continue;
                }
                let (pixels, side) = picture(says, module, degrees, is_turned, grain);
                let read = code_in(&pixels, side, side);
                assert_eq!(read.as_deref(), Some(says), "{module} pixels, {degrees} degrees, {is_turned}, {grain}");
            }
        }
    }

    #[test]
    fn what_is_no_code_gives_nothing() {
        let plain = vec![255; 4 * 200 * 200];
        assert_eq!(code_in(&plain, 200, 200), None);
        assert_eq!(code_in(&plain, 0, 200), None);
        assert_eq!(code_in(&plain, 300, 200), None, "fewer pixels than that");
        let (mut pixels, side) = picture("https://cramps.example/v1/#R1.208G0000.DHP10", 5.0, 0.0, false, 0);
        pixels[..side * side * 2].fill(255);
        assert_eq!(code_in(&pixels, side, side), None, "half of one");
    }
}
