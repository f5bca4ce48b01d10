//! What Leptos' server functions call of the crate `wasm-streams`, without effect: this page has no server, and nothing
//! calls a server function.
//!
//! The real crate exports functions to JavaScript, which no linker may leave out: 4 KB that every reader would load and
//! none would use.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;

/// A stream that gives nothing.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Holds `raw`, and never reads from it.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Drops `stream`, and holds an empty one.
    ///
    /// # Panics
    /// The browser declines to make a stream.
    pub fn from_stream(stream: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        drop(stream);
        Self(web_sys::ReadableStream::new().expect("a browser makes an empty stream"))
    }

    /// What is held.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Ends at once.
    pub fn into_stream(self) -> Ended {
        Ended
    }
}

/// A stream that has ended.
#[derive(Debug)]
pub struct Ended;

impl Stream for Ended {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
