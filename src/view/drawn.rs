//! Drawings. They come with the second file; the words beside a drawing say the same, so it is hidden from those who
//! hear the page.

use crate::browser::dom::{Piece, drawing, nothing, svg};
use crate::browser::page::Json;
use crate::session::{SecondFile, Session};

/// The drawing of this name; nothing where it has not come.
#[inline(never)]
pub fn drawn(session: Session, name: &str) -> Piece {
    session.second_file().with_now(|it| match it {
        SecondFile::Here(file) => {
            file.get("drawings").and_then(|it| it.get(name)).map_or_else(nothing, |it| paths(&it))
        }
        _ => nothing(),
    })
}

fn paths(parts: &Json) -> Piece {
    let mut paths = Vec::new();
    for at in (0..).step_by(2) {
        let (class, path) = (parts.text(at), parts.text(at + 1));
        if path.is_empty() {
            break;
        }
        let class = match &*class {
            "s" => "sore",
            "p" => "prop",
            "a" => "pull",
            _ => "body",
        };
        paths.push(svg("path").class(class).attr("d", &path).into());
    }
    drawing("drawn", ["240", "180"], paths).into()
}
