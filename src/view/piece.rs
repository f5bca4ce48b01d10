//! Parts of the page whose types are forgotten, so that a browser loads the code for building, moving and removing
//! them once, and not once for each shape of a view. A piece is always built afresh: nothing compares it with another.

use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

/// A part of the page.
pub struct Piece(Box<dyn FnOnce() -> Box<dyn Mountable> + Send>);

/// Turns a view into a piece.
pub trait IntoPiece {
    /// Forgets the view's type.
    fn piece(self) -> Piece;
}

impl<V: Render<State: 'static> + Send + 'static> IntoPiece for V {
    fn piece(self) -> Piece {
        Piece(Box::new(move || Box::new(self.build())))
    }
}

/// A piece that is built again whenever a signal it reads changes.
pub type Live = Box<dyn FnMut() -> Piece + Send>;

/// Builds a piece again whenever a signal that `build` reads changes.
pub fn live(build: impl FnMut() -> Piece + Send + 'static) -> Live {
    Box::new(build)
}

/// An attribute or a text that follows the signals it reads.
pub type LiveText = Box<dyn FnMut() -> String + Send>;

/// A text that follows the signals that `read` reads.
pub fn live_text(read: impl FnMut() -> String + Send + 'static) -> LiveText {
    Box::new(read)
}

/// A property or an attribute that is there or not.
pub type LiveFlag = Box<dyn FnMut() -> bool + Send>;

/// A flag that follows the signals that `read` reads.
pub fn live_flag(read: impl FnMut() -> bool + Send + 'static) -> LiveFlag {
    Box::new(read)
}

/// Nothing.
pub fn nothing() -> Piece {
    ().piece()
}

/// Shows what `build` makes while `holds`; it is built again only when that changes.
pub fn show_while(holds: impl Fn() -> bool + Send + Sync + 'static, build: impl Fn() -> Piece + Send + 'static) -> Live {
    let holds = leptos::prelude::Memo::new(move |_| holds());
    live(move || if leptos::prelude::Get::get(&holds) { build() } else { nothing() })
}

/// A piece on the page.
pub struct Placed(Box<dyn Mountable>);

impl Render for Piece {
    type State = Placed;

    fn build(self) -> Placed {
        Placed((self.0)())
    }

    fn rebuild(self, state: &mut Placed) {
        let mut new = (self.0)();
        state.0.insert_before_this(&mut *new);
        state.0.unmount();
        state.0 = new;
    }
}

impl Mountable for Placed {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.0.elements()
    }
}

/// Only ever built in a browser: as text it is nothing.
impl RenderHtml for Piece {
    type AsyncOutput = Piece;
    type Owned = Piece;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Piece {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Placed {
        self.build()
    }

    fn into_owned(self) -> Piece {
        self
    }
}

impl AddAnyAttr for Piece {
    type Output<NewAttr: Attribute> = Piece;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Piece {
        self
    }
}
