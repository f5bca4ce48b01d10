//! What a screen reader says of a result, line by line: what Chromium hands to assistive technology, held to a file that
//! was read by a listener's ears, `tests/journeys/spoken/*.txt`.
//!
//! A line is what is met by going on: its kind, its state, its name. What stands inside something is indented. When the
//! page changes on purpose, run the journeys with `CRAMPWISE_SPOKEN=renew` and read the difference aloud: is the order
//! right, is each name clear without what stands around it, is nothing said twice?

use engine::Tier;
use journeys::people::path;
use journeys::{MARATHON, Page, Person, Setup, journey};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::{env, fs};

/// The tree as the browser gives it: its nodes by their ids.
struct Tree {
    nodes: HashMap<String, Value>,
    root: String,
}

impl Tree {
    async fn of(page: &Page) -> Self {
        page.devtools("Accessibility.enable", json!({})).await;
        let tree = page.devtools("Accessibility.getFullAXTree", json!({})).await;
        let nodes = tree["nodes"].as_array().cloned().expect("a tree has nodes");
        let id = |it: &Value| it["nodeId"].as_str().expect("a node has an id").to_owned();
        let root = nodes.iter().find(|it| it.get("parentId").is_none()).map(id).expect("a tree has a root");
        Self { nodes: nodes.into_iter().map(|it| (id(&it), it)).collect(), root }
    }

    fn children(&self, of: &Value) -> Vec<&Value> {
        let ids = of["childIds"].as_array().map(Vec::as_slice).unwrap_or_default();
        ids.iter().filter_map(|it| self.nodes.get(it.as_str()?)).collect()
    }

    /// Those of the children that are heard, through what is not heard itself.
    fn heard<'t>(&'t self, of: &'t Value, found: &mut Vec<&'t Value>) {
        for it in self.children(of) {
            if it["ignored"] == true || ["generic", "none"].contains(&role(it)) {
                self.heard(it, found);
            } else {
                found.push(it);
            }
        }
    }
}

fn role(of: &Value) -> &str {
    of["role"]["value"].as_str().unwrap_or_default()
}

fn name(of: &Value) -> String {
    of["name"]["value"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is known of a node beside its name: `level`, `expanded`.
fn property<'t>(of: &'t Value, called: &str) -> Option<&'t Value> {
    let all = of["properties"].as_array()?;
    all.iter().find(|it| it["name"] == called).map(|it| &it["value"]["value"])
}

/// The lines under way.
#[derive(Default)]
struct Speech {
    lines: Vec<String>,
    /// Text that is said in one go.
    text: String,
    /// What has no name and needs one.
    unnamed: Vec<String>,
}

impl Speech {
    fn end_text(&mut self, depth: usize) {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.clear();
        if !text.is_empty() {
            self.line(depth, &text);
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.lines.push(["  ".repeat(depth), text.to_owned()].concat());
    }

    fn say(&mut self, tree: &Tree, node: &Value, depth: usize) {
        let (role, name) = (role(node), name(node));
        let mut heard = Vec::new();
        tree.heard(node, &mut heard);
        let quoted = format!("“{name}”");
        match role {
            "InlineTextBox" | "ListMarker" | "LineBreak" => {}
            "StaticText" => {
                self.text.push(' ');
                self.text.push_str(&name);
            }
            "strong" | "emphasis" => heard.iter().for_each(|it| self.say(tree, it, depth)),
            // Nobody says that these begin, unless they have a name.
            "paragraph" | "LabelText" | "group" | "status" if name.is_empty() => {
                self.end_text(depth);
                heard.iter().for_each(|it| self.say(tree, it, depth));
                self.end_text(depth);
            }
            "term" | "definition" => {
                self.end_text(depth);
                heard.iter().for_each(|it| self.say(tree, it, depth));
                self.text.insert_str(0, if role == "term" { "term: " } else { "definition: " });
                self.end_text(depth);
            }
            // Their names are all that they are.
            "heading" | "button" | "link" | "DisclosureTriangle" | "checkbox" | "radio" | "combobox" | "textbox"
            | "image" | "img" | "option" | "MenuListPopup" | "timer" => {
                self.end_text(depth);
                if role == "MenuListPopup" {
                    return;
                }
                if name.is_empty() {
                    self.unnamed.push(role.to_owned());
                }
                let called = match role {
                    "DisclosureTriangle" => "disclosure",
                    "img" => "image",
                    other => other,
                };
                let level = property(node, "level").map(|it| format!(" {it}")).unwrap_or_default();
                let mut state = String::new();
                for (what, on, off) in
                    [("expanded", ", expanded", ", collapsed"), ("pressed", ", pressed", ", not pressed")]
                {
                    match property(node, what) {
                        Some(Value::Bool(true)) => state.push_str(on),
                        Some(Value::String(it)) if it == "true" => state.push_str(on),
                        Some(_) => state.push_str(off),
                        None => {}
                    }
                }
                self.line(depth, &format!("{called}{level} {quoted}{state}"));
            }
            _ => {
                self.end_text(depth);
                let n_items = heard.iter().filter(|it| self::role(it) == "listitem").count();
                let called = match role {
                    "RootWebArea" => "page",
                    "DescriptionList" => "list of terms",
                    "listitem" => "-",
                    "contentinfo" => "page foot",
                    other => other,
                };
                let more = match role {
                    "list" if n_items == 1 => ", 1 item".to_owned(),
                    "list" => format!(", {n_items} items"),
                    _ if name.is_empty() || role == "listitem" => String::new(),
                    _ => format!(" {quoted}"),
                };
                let at = self.lines.len();
                self.line(depth, &format!("{called}{more}"));
                heard.iter().for_each(|it| self.say(tree, it, depth + 1));
                self.end_text(depth + 1);
                // An item that is one text is one line.
                if role == "listitem" && self.lines.len() == at + 2 {
                    let text = self.lines.pop().unwrap_or_default();
                    self.lines[at] = ["  ".repeat(depth), "- ".to_owned(), text.trim_start().to_owned()].concat();
                }
            }
        }
    }
}

/// What is said of the page, in order. What changes from day to day, or with a version, is made neutral.
async fn speech(page: &Page) -> Speech {
    page.wait_until("the name", "return document.title.startsWith(document.querySelector('h1').textContent)").await;
    let tree = Tree::of(page).await;
    let mut speech = Speech::default();
    speech.say(&tree, &tree.nodes[&tree.root], 0);
    let day = "return [{ dateStyle: 'long' }, { dateStyle: 'medium', timeStyle: 'short' }].map((it) => new Date().toLocaleString(navigator.language, it))";
    let days = page.run(day, &[]).await;
    for line in &mut speech.lines {
        for it in days.as_array().into_iter().flatten().filter_map(Value::as_str) {
            *line = line.replace(it, "(day)");
        }
        *line = line.replace(engine::VERSION, "(version)").replace(engine::VERSION_DATE, "(day of the version)");
    }
    speech
}

/// Holds what is said now to the file of this name.
async fn is_said_as(page: &Page, file: &str) {
    let speech = speech(page).await;
    assert_eq!(speech.unnamed, [""; 0], "something has no name");
    for pair in speech.lines.windows(2) {
        assert_ne!(pair[0].trim(), pair[1].trim(), "said twice");
    }
    // What can be pressed is clear without what stands around it.
    let mut pressed: Vec<&str> = speech.lines.iter().map(|it| it.trim()).collect();
    pressed.retain(|it| ["button", "link", "disclosure"].iter().any(|kind| it.starts_with(kind)));
    pressed.sort_unstable();
    for pair in pressed.windows(2) {
        assert_ne!(pair[0], pair[1], "two that do different things have one name");
    }
    let said = speech.lines.join("\n") + "\n";
    let file = path("tests/journeys/spoken").join(file);
    if env::var("CRAMPWISE_SPOKEN").as_deref() == Ok("renew") {
        fs::write(&file, &said).expect("the file can be written");
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    let first = expected.lines().zip(said.lines()).position(|(was, is)| was != is);
    let first = first.unwrap_or(expected.lines().count().min(said.lines().count()));
    assert!(
        said == expected,
        "{} from line {}: expected\n{}\nbut it is said\n{}",
        file.display(),
        first + 1,
        expected.lines().skip(first).take(5).collect::<Vec<_>>().join("\n"),
        said.lines().skip(first).take(5).collect::<Vec<_>>().join("\n"),
    );
}

#[test]
fn a_result_is_spoken_in_order_and_by_clear_names() {
    journey(Setup::default(), async |page| {
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.wait_until("the second file", "return document.querySelector('.module')").await;
        is_said_as(page, "result.txt").await;
    });
}

#[test]
fn an_emergency_is_spoken_call_first() {
    const ILL: Person = Person(&[("for-whom", &["self"]), ("rf-breath-chest", &["yes"])]);
    journey(Setup::default(), async |page| {
        assert_eq!(page.answer_all(ILL).await, Tier::Emergency);
        is_said_as(page, "emergency.txt").await;
    });
}
