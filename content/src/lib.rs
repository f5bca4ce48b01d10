//! Every word a reader sees, by id.
//!
//! The words live in `en/*.ftl` (Fluent), where writers and clinicians edit them.
//! They are parsed and checked when the program is built, so that a lookup costs a
//! binary search and an id without words does not compile. A message is found under
//! its id, its attributes under `id.attribute`.
//!
//! ```
//! let question = content::text("q-site").expect("every question has words");
//! let calf = content::attr("q-site", "opt-calf").expect("so has every answer option");
//! assert!(question.ends_with('?'));
//! assert_eq!(calf, "Calf");
//! assert_eq!(content::text("q-nowhere"), None);
//! ```

use std::cmp::Ordering;

mod page {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));

    /// The words of the page.
    pub(crate) fn words() -> &'static super::Table {
        &WORDS
    }
}

/// A table made by the build script: each key, a line end, its words and a zero; keys ascend.
struct Table {
    text: &'static str,
    /// Where each key starts.
    starts: &'static [u32],
}

impl Table {
    /// The key at this place, and its words.
    fn entry(&self, at: usize) -> (&'static str, &'static str) {
        let rest = &self.text[self.starts[at] as usize..];
        let entry = rest.split_once('\0').map_or(rest, |(entry, _)| entry);
        entry.split_once('\n').unwrap_or((entry, ""))
    }

    fn keys(&'static self) -> impl Iterator<Item = &'static str> {
        (0..self.starts.len()).map(|at| self.entry(at).0)
    }

    fn find(&self, order: impl Fn(&str) -> Ordering) -> Option<&'static str> {
        let (mut low, mut high) = (0, self.starts.len());
        while low < high {
            let middle = low.midpoint(high);
            let (key, words) = self.entry(middle);
            match order(key) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(words),
            }
        }
        None
    }
}

/// The words of message `id`, or of `id.attribute`.
pub fn text(id: &str) -> Option<&'static str> {
    page::words().find(|key| key.cmp(id))
}

/// The words of attribute `attr` of message `id`.
pub fn attr(id: &str, attr: &str) -> Option<&'static str> {
    page::words().find(|key| compare(key, id, attr))
}

/// The ids of all words but the evidence: messages as `id`, attributes as `id.attribute`.
pub fn keys() -> impl Iterator<Item = &'static str> {
    page::words().keys()
}

/// Puts `values` in place of the `{ $name }` of `text`.
///
/// A name without a value stays as it is written.
///
/// ```
/// let shown = content::fill("Question { $n } of about { $total }", &[("n", "7"), ("total", "20")]);
/// assert_eq!(shown, "Question 7 of about 20");
/// assert_eq!(content::fill("for { $minutes } minutes", &[]), "for { $minutes } minutes");
/// ```
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{ $") {
        let (before, placeable) = rest.split_at(start);
        filled.push_str(before);
        let Some(end) = placeable.find(" }") else {
            rest = placeable;
            break;
        };
        let name = &placeable["{ $".len()..end];
        let (whole, after) = placeable.split_at(end + " }".len());
        let value = values.iter().find(|&&(it, _)| it == name);
        filled.push_str(value.map_or(whole, |&(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The words of claims and conflicts, which travel in a file of their own.
#[cfg(feature = "evidence")]
pub mod evidence {
    include!(concat!(env!("OUT_DIR"), "/evidence.rs"));

    /// The words of message `id`, or of `id.attribute`, in the evidence.
    pub fn text(id: &str) -> Option<&'static str> {
        WORDS.find(|key| key.cmp(id))
    }

    /// The ids of the evidence: messages as `id`, attributes as `id.attribute`.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        WORDS.keys()
    }
}

/// Compares `key` with `id.attr` without putting the two together.
fn compare(key: &str, id: &str, attr: &str) -> Ordering {
    let wanted = id.bytes().chain([b'.']).chain(attr.bytes());
    key.bytes().cmp(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_found_by_both_roads() {
        for key in keys().filter(|key| key.contains('.')) {
            let (id, name) = key.split_once('.').expect("filtered for it");
            assert_eq!(attr(id, name), text(key), "{key}");
            assert!(text(key).is_some(), "{key}");
        }
    }

    #[test]
    fn keys_rise_so_that_a_search_finds_them() {
        assert!(keys().is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn values_go_where_their_name_stands() {
        type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);
        let cases: [Case; 6] = [
            ("no name", &[("n", "1")], "no name"),
            ("{ $n }", &[("n", "1")], "1"),
            ("{ $a }{ $b }", &[("a", "x"), ("b", "y")], "xy"),
            ("{ $a } and { $a }", &[("a", "{ $a }")], "{ $a } and { $a }"),
            ("{ $a }, { $b }", &[("b", "y")], "{ $a }, y"),
            ("open { $a", &[("a", "x")], "open { $a"),
        ];
        for (text, values, wanted) in cases {
            assert_eq!(fill(text, values), wanted, "{text}");
        }
    }
}
