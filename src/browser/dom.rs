//! Elements of the page, built with plain calls and kept up to date by Leptos' effects.
//!
//! Each view that Leptos' macro makes is a type of its own, with code of its own to build, compare, move and remove it;
//! for this page that came to more than the whole budget of the first load. Here there is one type for all of them: a
//! part is built once, and whatever follows a signal is set, or built again, by an effect. For the same reason nothing
//! here is inlined where it is used.

use crate::live::Dial;
use leptos::prelude::{RenderEffect, untrack};
use leptos::tachys::view::{Mountable, Render};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
pub use web_sys::Event;
use web_sys::{Document, Element, HtmlInputElement, Node, UiEvent};

/// A part of the page: one node, with the effects and listeners that live as long as it does.
pub struct Piece(Box<Part>);

/// An element that is being built. It is handed from call to call, and a pointer is the least that can be handed on.
pub struct El(Box<Part>);

struct Part {
    node: Node,
    kept: Vec<Box<dyn Any>>,
}

/// What was built last in a place that is built again. The effect that builds it holds it too, and is itself held until
/// the browser next has a moment: what is gone must not follow anything until then.
struct Shown(Rc<RefCell<Piece>>);

impl Drop for Shown {
    fn drop(&mut self) {
        drop(self.0.replace(nothing()));
    }
}

impl Part {
    #[inline(never)]
    fn new(node: Node) -> Box<Self> {
        Box::new(Self { node, kept: Vec::new() })
    }
}

/// A new element.
#[inline(never)]
pub fn el(tag: &str) -> El {
    let element = document().create_element(tag).expect("the names of elements are ours and well formed");
    El(Part::new(element.into()))
}

/// A drawing in a box of `width` by `height`, hidden from those who hear the page: the words say the same.
#[inline(never)]
pub fn drawing(class: &str, [width, height]: [&str; 2], children: Vec<Piece>) -> El {
    let view_box = ["0 0 ", width, " ", height].concat();
    svg("svg").class(class).attr("viewBox", &view_box).attr("aria-hidden", "true").children(children)
}

/// A new element of a drawing.
#[inline(never)]
pub fn svg(tag: &str) -> El {
    let element = document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag);
    El(Part::new(element.expect("the names of elements are ours and well formed").into()))
}

/// Nothing.
#[inline(never)]
pub fn nothing() -> Piece {
    text("")
}

/// A text.
#[inline(never)]
pub fn text(text: &str) -> Piece {
    Piece(Part::new(document().create_text_node(text).into()))
}

/// What was typed or chosen in the control that the event came from.
pub fn value_of(event: &Event) -> String {
    let value = event.target().and_then(|it| js_sys::Reflect::get(&it, &"value".into()).ok());
    value.and_then(|it| it.as_string()).unwrap_or_default()
}

/// The key that was pressed, by its name.
pub fn key_of(event: &Event) -> String {
    let key = js_sys::Reflect::get(event, &"key".into()).ok();
    key.and_then(|it| it.as_string()).unwrap_or_default()
}

/// The input that the event came from.
pub fn input_of(event: &Event) -> Option<HtmlInputElement> {
    event.target().and_then(|it| it.dyn_into().ok())
}

/// Whether the details that the event came from are open now.
pub fn is_unfolded(event: &Event) -> bool {
    event.target().and_then(|it| js_sys::Reflect::get(&it, &"open".into()).ok()).is_some_and(|it| it.is_truthy())
}

/// Marks all text of the field that the event came from; a text area has the same method.
pub fn mark_all(event: &Event) {
    if let Some(field) = event.target() {
        field.unchecked_ref::<HtmlInputElement>().select();
    }
}

/// Whether a click came from a finger or a pointer; one that the keyboard makes has no count.
pub fn is_tap(event: &Event) -> bool {
    event.unchecked_ref::<UiEvent>().detail() > 0
}

fn document() -> Document {
    web_sys::window().and_then(|it| it.document()).expect("a program that shows a page has a document")
}

impl El {
    /// The node itself, for what only the browser can do with it.
    pub fn node(&self) -> JsValue {
        self.0.node.clone().into()
    }

    fn element(&self) -> &Element {
        self.0.node.unchecked_ref()
    }

    /// Sets the class.
    #[inline(never)]
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(self, name: &str, value: &str) -> Self {
        set_attribute(self.element(), name, Some(value));
        self
    }

    /// Sets an attribute where there is a value for it.
    #[inline(never)]
    pub fn attr_if(self, name: &str, value: Option<&str>) -> Self {
        set_attribute(self.element(), name, value);
        self
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(self, it: &str) -> Self {
        self.child(text(it))
    }

    /// Adds a part.
    pub fn child(mut self, child: impl Into<Piece>) -> Self {
        self.add(child.into());
        self
    }

    /// Adds a part where there is one.
    #[inline(never)]
    pub fn maybe(mut self, child: Option<Piece>) -> Self {
        if let Some(child) = child {
            self.add(child);
        }
        self
    }

    /// Adds parts.
    #[inline(never)]
    pub fn children(mut self, children: Vec<Piece>) -> Self {
        children.into_iter().for_each(|it| self.add(it));
        self
    }

    #[inline(never)]
    fn add(&mut self, mut child: Piece) {
        // A node that was just made, put into one that was just made, is never refused.
        let _ = self.0.node.append_child(&child.0.node);
        self.0.kept.append(&mut child.0.kept);
    }

    /// Calls `act` whenever `event` happens.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(act))
    }

    #[inline(never)]
    fn listen(mut self, event: &str, act: Box<dyn FnMut(Event)>) -> Self {
        let listener = Closure::wrap(act);
        // Only names of events and functions of our own are given here.
        let _ = self.0.node.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        self.0.kept.push(Box::new(listener));
        self
    }

    /// Sets an attribute to what `read` gives, and again when a signal it reads changes; nothing takes it away.
    pub fn live_attr(self, name: &'static str, read: impl Fn() -> Option<String> + 'static) -> Self {
        self.follow_attr(name, Box::new(read))
    }

    #[inline(never)]
    fn follow_attr(self, name: &'static str, read: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.element().clone();
        self.follow(Box::new(move || set_attribute(&element, name, read().as_deref())))
    }

    /// The same for a property, such as `value`.
    pub fn live_property(self, name: &'static str, read: impl Fn() -> JsValue + 'static) -> Self {
        self.follow_property(name, Box::new(read))
    }

    #[inline(never)]
    fn follow_property(self, name: &'static str, read: Box<dyn Fn() -> JsValue>) -> Self {
        let element = self.element().clone();
        // Setting a property that the element has is never refused.
        self.follow(Box::new(move || drop(js_sys::Reflect::set(&element, &name.into(), &read()))))
    }

    /// Shows the text that `read` gives, and again when a signal it reads changes.
    pub fn live_text(self, read: impl Fn() -> String + 'static) -> Self {
        self.follow_text(Box::new(read))
    }

    #[inline(never)]
    fn follow_text(self, read: Box<dyn Fn() -> String>) -> Self {
        let element = self.element().clone();
        self.follow(Box::new(move || element.set_text_content(Some(&read()))))
    }

    /// Adds what `build` makes for as long as `holds`.
    pub fn shown_while(self, holds: impl Fn() -> bool + 'static, build: impl Fn() -> Piece + 'static) -> Self {
        self.follow_whether(Box::new(holds), Box::new(build))
    }

    #[inline(never)]
    fn follow_whether(self, holds: Box<dyn Fn() -> bool>, build: Box<dyn Fn() -> Piece>) -> Self {
        let number = move || holds().into();
        self.rebuild(Box::new(number), Box::new(move |holds| if holds == 0 { nothing() } else { build() }))
    }

    /// Adds what `build` makes of a number, and builds it anew when the number changes.
    pub fn live_by(self, number: impl Fn() -> u32 + 'static, build: impl Fn(u32) -> Piece + 'static) -> Self {
        self.rebuild(Box::new(number), Box::new(build))
    }

    /// Builds again when the number is another one; what `build` reads is followed by what it builds alone.
    #[inline(never)]
    fn rebuild(mut self, number: Box<dyn Fn() -> u32>, build: Box<dyn Fn(u32) -> Piece>) -> Self {
        let place = nothing();
        let _ = self.0.node.append_child(&place.0.node);
        let shown = Rc::new(RefCell::new(place));
        self.0.kept.push(Box::new(Shown(shown.clone())));
        // Two effects: what was built goes when the effect that built it runs again, so that one runs for a new number
        // alone.
        let seen = Dial::new(untrack(&number));
        self.follow(Box::new(move || {
            let number = number();
            if number != seen.now() {
                seen.set(number);
            }
        }))
        .follow(Box::new(move || {
            let number = seen.get();
            let new = untrack(|| build(number));
            let node = new.0.node.clone();
            let old = shown.replace(new);
            if let Some(parent) = old.0.node.parent_node() {
                let _ = parent.replace_child(&node, &old.0.node);
            }
        }))
    }

    /// Keeps something for as long as the element is shown.
    #[inline(never)]
    pub fn keep(mut self, it: Box<dyn Any>) -> Self {
        self.0.kept.push(it);
        self
    }

    #[inline(never)]
    fn follow(mut self, mut act: Box<dyn FnMut()>) -> Self {
        let act: Box<dyn FnMut(Option<()>)> = Box::new(move |_| act());
        self.0.kept.push(Box::new(RenderEffect::new(act)));
        self
    }
}

fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    // The names are ours and well formed.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

impl From<El> for Piece {
    #[inline(never)]
    fn from(it: El) -> Self {
        Self(it.0)
    }
}

/// A piece is built before Leptos mounts it.
impl Render for Piece {
    type State = Piece;

    fn build(self) -> Piece {
        self
    }

    fn rebuild(self, state: &mut Piece) {
        if let Some(parent) = state.0.node.parent_node() {
            let _ = parent.replace_child(&self.0.node, &state.0.node);
        }
        *state = self;
    }
}

impl Mountable for Piece {
    fn unmount(&mut self) {
        if let Some(parent) = self.0.node.parent_node() {
            let _ = parent.remove_child(&self.0.node);
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        let _ = parent.insert_before(&self.0.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.0.node.parent_element();
        parent.as_ref().inspect(|it| child.mount(it, Some(&self.0.node))).is_some()
    }

    fn elements(&self) -> Vec<Element> {
        self.0.node.clone().dyn_into().into_iter().collect()
    }
}
