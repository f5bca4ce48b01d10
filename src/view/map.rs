//! The leg map: both legs, front and back, with parts that can be picked by finger or by keyboard. A list beside it does
//! the same.

use super::words::{fill, option, say};
use crate::browser::dom::{Event, Piece, el, key_of, nothing, svg};
use crate::browser::page::Json;
use crate::session::{SecondFile, Session};
use content::id;
use engine::{Item, Relief};
use std::rc::Rc;

/// A part of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its place on the map.
    pub at: u32,
    /// The place of its site among the options of the question.
    pub site: usize,
    /// Whether it is of the left leg.
    pub is_left: bool,
    /// Whether it is seen from the back.
    pub is_back: bool,
    /// Whether it is the lower half of the calf.
    pub is_lower: bool,
}

impl Region {
    /// The muscle that is eased here, where it has a protocol of its own.
    pub fn muscle(self) -> Option<Relief> {
        muscle(self.site, self.is_lower)
    }
}

/// The muscle that is eased at a site. The calf begins with its upper part.
pub fn muscle(site: usize, is_lower: bool) -> Option<Relief> {
    Some(match *Item::SITE.options().get(site)? {
        "calf" if is_lower => Relief::SOLEUS,
        "calf" => Relief::GASTROCNEMIUS,
        "shin" => Relief::SHIN,
        "foot" => Relief::FOOT,
        "thigh-back" => Relief::HAMSTRING,
        "thigh-front" => Relief::QUADRICEPS,
        "inner-thigh" => Relief::ADDUCTORS,
        "hip-front" => Relief::HIP_FLEXOR,
        _ => return None,
    })
}

/// What picking a part does, and what shows that it is picked.
#[derive(Clone)]
pub struct Picking {
    /// Whether several can be picked.
    pub is_many: bool,
    /// Whether this one is picked.
    pub is_picked: Rc<dyn Fn(Region) -> bool>,
    /// Called with the part that the reader picks.
    pub pick: Rc<dyn Fn(Region)>,
}

/// The map; nothing until the second file is here.
pub fn leg_map(session: Session, picking: Picking) -> Piece {
    let shown = move |_| {
        session.second_file().with_now(|it| match it {
            SecondFile::Here(file) => file.get("map").map_or_else(nothing, |it| map(&it, &picking)),
            _ => nothing(),
        })
    };
    el("div").class("map").live_by(move || session.second_file().n_changes(), shown).into()
}

fn map(file: &Json, picking: &Picking) -> Piece {
    let (outlines, parts) = (file.get("outlines"), file.get("parts"));
    let sides = [(false, "0 0 160 420", id::MAP_FRONT), (true, "160 0 160 420", id::MAP_BACK)].map(|side| {
        let (is_back, view_box, caption) = side;
        let outline = outlines.as_ref().map(|it| it.text(is_back.into())).unwrap_or_default();
        let regions = (0..).map_while(|at| region(&parts.as_ref()?.at(at as usize)?, at));
        let regions = regions.filter(|(it, _)| it.is_back == is_back).map(|(it, path)| part(it, &path, picking));
        let drawing = svg("svg")
            .attr("viewBox", view_box)
            .attr("role", "group")
            .attr("aria-label", say(caption))
            .child(svg("path").class("outline").attr("d", &outline))
            .children(regions.collect());
        el("figure").child(drawing).child(el("figcaption").attr("aria-hidden", "true").text(say(caption))).into()
    });
    el("div").class("sides").children(sides.into()).into()
}

fn region(from: &Json, at: u32) -> Option<(Region, String)> {
    let number = |place| from.at(place)?.as_number();
    let it =
        Region { at, site: number(0)?, is_left: number(1)? == 0, is_back: number(2)? == 1, is_lower: number(3)? == 2 };
    Some((it, from.text(4)))
}

fn part(it: Region, path: &str, Picking { is_many, is_picked, pick }: &Picking) -> Piece {
    let site = if it.is_lower { say(id::LOWER_CALF) } else { option(Item::SITE, it.site) };
    let leg = if it.is_left { id::MAP_LEFT } else { id::MAP_RIGHT };
    let (is_picked, by_tap, by_key) = (is_picked.clone(), pick.clone(), pick.clone());
    let picked = move || Some(is_picked(it).to_string());
    let pressed = move |event: Event| {
        if matches!(&*key_of(&event), "Enter" | " ") {
            event.prevent_default();
            by_key(it);
        }
    };
    svg("path")
        .class("region")
        .attr("d", path)
        .attr("tabindex", "0")
        .attr("role", if *is_many { "checkbox" } else { "button" })
        .attr("aria-label", &fill(leg, &[("part", site)]))
        .live_attr(if *is_many { "aria-checked" } else { "aria-pressed" }, picked)
        .on("click", move |_| by_tap(it))
        .on("keydown", pressed)
        .into()
}
