//! Saved results on their way from a page of somebody else's to one of our own, where they can stay: by links that the
//! reader opens.

use super::part::{back, fold, heading, para, screen, session, words};
use super::ways::{Outgoing, only_if_shared, ways};
use super::words::{fill, say};
use crate::browser::dom::{Piece, el};
use content::id;
use record::history::Entry;
use record::link::{self, Form, Link};
use std::rc::Rc;

/// The longest link that every messenger and browser takes.
const LONGEST: usize = 2000;

/// A link for each part of what is saved here.
pub fn keep() -> Piece {
    let session = session();
    let rows = session.with_store(|it| it.rows());
    let entries: Vec<Entry> = rows.into_iter().filter_map(|it| it.record.ok()).map(|it| it.value).collect();
    let home = session.home().unwrap_or_default();
    let slices = parts(&home, entries);
    let n_slices = slices.len();
    let way = |(at, slice): (usize, Vec<Entry>)| {
        let counts = [("n", &*(at + 1).to_string()), ("of", &n_slices.to_string())];
        let says = if n_slices == 1 { say(id::SLICE_OPEN).to_owned() } else { fill(id::SLICE_OPEN_OF, &counts) };
        let opens = only_if_shared(session, "open", el("a"))
            .attr("href", &address(&home, &slice))
            .attr("target", "_blank")
            .attr("rel", "noopener");
        // A sandbox may let nothing be opened: then the link is copied, or scanned.
        let outgoing = Outgoing::fixed(&home, Rc::new(move |form| link::write(&Link::History(slice.clone()), form)));
        el("div")
            .child(el("p").child(opens.text(&says)))
            .child(fold("", say(id::SLICE_ELSE), ways(&outgoing, say(id::SHARE_HEADING), None)))
            .into()
    };
    let rows = slices.into_iter().enumerate().map(way).collect();
    let none = (n_slices == 0).then(|| para(say(id::HISTORY_EMPTY)));
    screen(vec![
        back(),
        heading(say(id::KEEP)),
        words("p", "lead", say(id::SLICE_ABOUT)),
        el("div").maybe(session.is_in_frame().then(|| para(say(id::SLICE_PRINT)))).into(),
        el("div").maybe(none).children(rows).into(),
    ])
}

fn address(home: &str, of: &[Entry]) -> String {
    [home, "#", &link::write(&Link::History(of.to_vec()), Form::Link)].concat()
}

/// What goes into each of as few links as hold all, none longer than every browser takes; one that holds a single result
/// may be.
fn parts(home: &str, entries: Vec<Entry>) -> Vec<Vec<Entry>> {
    let (mut parts, mut held) = (Vec::new(), Vec::new());
    for entry in entries {
        held.push(entry);
        if held.len() > 1 && address(home, &held).len() > LONGEST {
            let next = held.split_off(held.len() - 1);
            parts.push(held);
            held = next;
        }
    }
    if !held.is_empty() {
        parts.push(held);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{Answers, Tier};
    use record::history::Ulid;

    #[test]
    fn all_results_travel_in_as_few_links_as_every_browser_takes() {
        let entry = |at: u64| Entry::new(Ulid::new(at, [1; 10]), at, "Ana", Tier::Soon, &Answers::default());
        for n in [0, 1, 30, 100] {
            let entries: Vec<Entry> = (0..n).map(entry).collect();
            const HOME: &str = "https://cramps.example/v1/";
            let links: Vec<String> = parts(HOME, entries.clone()).iter().map(|it| address(HOME, it)).collect();
            assert!(links.iter().all(|it| it.len() <= LONGEST), "{n}");
            let back: Vec<Entry> = links
                .iter()
                .flat_map(|it| match link::read(it) {
                    Ok(Link::History(entries)) => entries,
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(back, entries);
            assert!(links.len() <= n as usize / 15 + 1, "{} links for {n}", links.len());
        }
    }
}
