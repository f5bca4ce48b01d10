//! The words for what the engine names. Nothing here is inlined where it is used: the program travels.

use engine::{Item, Tier};

/// The words of the interface by id. A test holds that each id asked for in `src/` has words.
#[inline(never)]
pub fn say(id: &str) -> &'static str {
    content::text(id).unwrap_or_default()
}

/// The part `attr` of a message, where it has one.
#[inline(never)]
pub fn part(id: &str, attr: &str) -> Option<&'static str> {
    content::attr(id, attr)
}

/// The words of the interface with values put in.
#[inline(never)]
pub fn fill(id: &str, values: &[(&str, &str)]) -> String {
    content::fill(say(id), values)
}

/// The message of a thing: `q-site`.
#[inline(never)]
pub fn id_of(kind: &str, code: &str) -> String {
    [kind, "-", code].concat()
}

/// The full question.
#[inline(never)]
pub fn question(item: Item) -> &'static str {
    say(&id_of("q", item.code()))
}

/// The statement that can be ticked; the full question where it has none.
#[inline(never)]
pub fn line(item: Item) -> &'static str {
    part(&id_of("q", item.code()), "line").unwrap_or_else(|| question(item))
}

/// A further part of a question, such as `hint`.
#[inline(never)]
pub fn question_part(item: Item, attr: &str) -> Option<&'static str> {
    part(&id_of("q", item.code()), attr)
}

/// The label of an option.
#[inline(never)]
pub fn option(item: Item, code: &str) -> &'static str {
    question_part(item, &id_of("opt", code)).unwrap_or_default()
}

/// The message of a tier.
#[inline(never)]
pub fn tier(tier: Tier) -> String {
    id_of("tier", tier.code())
}

/// A number with `digits` places, without the weight of floating-point printing.
#[inline(never)]
pub fn fixed(value: f64, digits: u32) -> String {
    let scale = 10_i64.pow(digits);
    let scaled = (value * scale as f64).round() as i64;
    let sign = if scaled < 0 { "−" } else { "" };
    let (whole, rest) = (scaled.abs() / scale, scaled.abs() % scale);
    let mut text = [sign, &whole.to_string()].concat();
    if digits > 0 {
        let rest = rest.to_string();
        text.push('.');
        (rest.len()..digits as usize).for_each(|_| text.push('0'));
        text.push_str(&rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn numbers_keep_their_places() {
        let cases = [
            (1.005, 1, "1.0"),
            (0.04, 2, "0.04"),
            (-0.81, 1, "−0.8"),
            (12.0, 0, "12"),
            (1.96, 1, "2.0"),
            (-0.01, 1, "0.0"),
        ];
        for (value, digits, expected) in cases {
            assert_eq!(fixed(value, digits), expected, "{value}");
        }
    }

    fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }

    #[test]
    fn every_id_that_a_view_names_has_words() {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        let mut n_ids = 0;
        for (file, text) in files {
            for call in ["say(\"", "fill(\"", "part(\""] {
                for rest in text.split(call).skip(1) {
                    let id = rest.split('"').next().unwrap();
                    if id.is_empty() || id.contains(' ') || file.ends_with("words.rs") {
                        continue;
                    }
                    n_ids += 1;
                    assert!(content::keys().any(|it| it.split('.').next() == Some(id)), "{file}: {id} has no words");
                }
            }
        }
        assert!(n_ids > 50, "{n_ids}");
    }

    #[test]
    fn the_plain_page_says_what_the_words_say() {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
        let mut ids: Vec<String> =
            ["app-title", "app-what", "app-not", "static-danger", "static-numbers", "static-relief", "static-loading"]
                .into_iter()
                .chain(["static-without", "not-reviewed"])
                .map(str::to_owned)
                .collect();
        ids.extend((1..).map(|n| format!("relief-common.step-{n}")).take_while(|id| content::text(id).is_some()));
        let dangers = (1..).map(|n| format!("safety-net-{n}")).take_while(|id| content::text(id).is_some());
        ids.extend(dangers.filter(|id| !content::text(id).unwrap().starts_with("Today")));
        assert!(ids.len() > 25, "{ids:?}");
        for id in ids {
            let words = content::text(&id).unwrap();
            assert!(page.contains(words), "index.html does not say {id}: {words}");
        }
    }
}
