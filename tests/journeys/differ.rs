//! What would change a result, as the page tells it, held to what `cargo xtask assess` says of the same answers and of
//! the changed ones. Nothing here asks the engine: the changed answers are built from `otherwise` in
//! `engine/knowledge/factors.toml`, and all that follows from them is read from what the command wrote.

use engine::{Group, Item, Kind};
use journeys::people::{Dice, path, somebody, table};
use journeys::{Engine, Page, Setup, journey, words};
use record::history::{Entry, Ulid, write_entry};
use serde_json::{Map, Value, json};
use std::fs;
use std::process::Command;

/// How many people are looked at whose result tells of a change, and how many of those whose result tells of none.
const TOLD: usize = 300;
const UNTOLD: usize = 20;
/// How many are made up, to find those.
const MADE_UP: u64 = 640;
/// How many changes are told at most, as the page has it.
const CHANGES_AT_MOST: usize = 5;

/// Answers as the contract writes them.
type Said = Map<String, Value>;

/// Runs the command on these answers, all in one file, and gives what it says of each, in their order.
fn command(file: &str, cases: &[Said]) -> Vec<Value> {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    let lines: Vec<String> =
        cases.iter().enumerate().map(|(at, it)| json!({ "id": at, "answers": it }).to_string()).collect();
    fs::write(&file, lines.join("\n")).expect("a file for the command");
    let output = Command::new(env!("CARGO")).args(["xtask", "assess"]).arg(&file).current_dir(path("")).output();
    let output = output.expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("the command writes UTF-8");
    let said: Vec<Value> = text.lines().map(|it| serde_json::from_str(it).expect("a line is JSON")).collect();
    assert_eq!(said.len(), cases.len());
    for (at, it) in said.iter().enumerate() {
        assert_eq!(it["id"], at, "a line for each case, in their order");
    }
    said
}

/// One answer in the place of another, as `otherwise` writes it.
enum Otherwise {
    /// `fuel=normal`, or `effort=7`.
    Put(Item, Value),
    /// `lifestyle without sitting`.
    Without(Item, String),
    /// `mass-after=unanswered`.
    Leave(Item),
}

impl Otherwise {
    fn read(text: &str) -> Self {
        if let Some((id, code)) = text.split_once(" without ") {
            return Otherwise::Without(words::item(id), code.to_owned());
        }
        let (id, to) = text.split_once('=').unwrap_or_else(|| panic!("{text} changes nothing"));
        let item = words::item(id);
        match item.kind() {
            _ if to == "unanswered" => Otherwise::Leave(item),
            Kind::Integer => Otherwise::Put(item, json!(to.parse::<u16>().expect("a whole number"))),
            _ => Otherwise::Put(item, json!(to)),
        }
    }

    fn item(&self) -> Item {
        match self {
            Otherwise::Put(item, _) | Otherwise::Without(item, _) | Otherwise::Leave(item) => *item,
        }
    }

    fn apply(&self, said: &mut Said) {
        let id = self.item().code();
        match self {
            Otherwise::Put(_, to) => drop(said.insert(id.to_owned(), to.clone())),
            Otherwise::Leave(_) => drop(said.remove(id)),
            Otherwise::Without(_, code) => {
                let list = said.get_mut(id).and_then(Value::as_array_mut).expect("a list");
                list.retain(|it| it != code);
                if list.is_empty() {
                    list.push(json!("none"));
                }
            }
        }
    }
}

/// A row of the factors that a person can change.
struct Row {
    claim: String,
    /// Each weight, in hundredths, with the words of its condition.
    weights: Vec<(i64, Vec<String>)>,
    otherwise: Vec<Otherwise>,
    acts: Vec<String>,
}

fn rows() -> Vec<Row> {
    let texts = |it: &toml::Value| -> Vec<String> {
        let list = it.as_array().expect("a list");
        list.iter().map(|it| it.as_str().expect("a text").to_owned()).collect()
    };
    let all = table("engine/knowledge/factors.toml");
    let rows = all["factor"].as_array().expect("factors").iter().filter(|it| it.get("otherwise").is_some());
    let row = |it: &toml::Value| Row {
        claim: it["claim"].as_str().expect("a claim").to_owned(),
        weights: it["weights"].as_array().expect("weights").iter().map(weight).collect(),
        otherwise: texts(&it["otherwise"]).iter().map(|it| Otherwise::read(it)).collect(),
        acts: texts(&it["acts"]),
    };
    rows.map(row).collect()
}

fn weight(of: &toml::Value) -> (i64, Vec<String>) {
    let mut found = Vec::new();
    literals(of, &mut found);
    (of["weight"].as_integer().expect("a weight"), found)
}

/// Every word of a condition, however deep.
fn literals(of: &toml::Value, found: &mut Vec<String>) {
    match of {
        toml::Value::String(word) => found.push(word.clone()),
        toml::Value::Array(list) => list.iter().for_each(|it| literals(it, found)),
        toml::Value::Table(table) => table.values().for_each(|it| literals(it, found)),
        _ => {}
    }
}

/// Whether an answer makes a word of a condition true, for the few kinds of words there are about answers that can be
/// changed.
fn rests_on(word: &str, item: Item, said: &Said) -> bool {
    let answer = &said.get(item.code()).cloned().unwrap_or_default();
    let is = |code: &str| answer == code || answer.as_array().is_some_and(|it| it.iter().any(|it| it == code));
    let mass = |id: &str| said.get(id).and_then(Value::as_f64);
    match word {
        "ctx-hot" => item == Item::CONDITIONS && (is("hot") || is("hot-humid")),
        "loss-percent>2" => match (mass("mass-before"), mass("mass-after")) {
            (Some(before), Some(after)) => item == Item::MASS_AFTER && before - after > before * 0.02,
            _ => false,
        },
        "effort>=8" => item == Item::EFFORT && answer.as_i64().is_some_and(|it| 8 <= it),
        _ => word.split_once('=').is_some_and(|(id, code)| id == item.code() && is(code)),
    }
}

/// A change that the page may tell.
struct Change {
    claim: String,
    changed: Vec<Item>,
    said: Said,
}

/// The changes to try for someone of whom the command said `now`.
fn changes(rows: &[Row], said: &Said, now: &Value) -> Vec<Change> {
    let mut found: Vec<Change> = Vec::new();
    if now["tier"] == "emergency" || said.get("age") == Some(&json!("under-16")) {
        return found;
    }
    let withheld: Vec<&str> =
        list(&now["withheld"]).iter().flat_map(|it| list(&it["acts"])).filter_map(Value::as_str).collect();
    for factor in list(&now["factors"]) {
        let Some(row) = rows.iter().find(|it| factor["id"] == it.claim.as_str()) else { continue };
        if row.acts.iter().any(|it| withheld.contains(&it.as_str())) {
            continue;
        }
        let weight = (factor["weight"].as_f64().expect("a weight") * 100.0).round() as i64;
        let (_, words) = row.weights.iter().find(|(it, _)| *it == weight).expect("the weight is one of the row's");
        let mut change = Change { claim: row.claim.clone(), changed: Vec::new(), said: said.clone() };
        for it in &row.otherwise {
            if words.iter().any(|word| rests_on(word, it.item(), said)) {
                it.apply(&mut change.said);
                if !change.changed.contains(&it.item()) {
                    change.changed.push(it.item());
                }
            }
        }
        assert!(!change.changed.is_empty(), "{} rests on nothing that is changed: {said:?}", row.claim);
        found.push(change);
    }
    found
}

fn list(of: &Value) -> &[Value] {
    of.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Every answer to a question that was left out: each option, and all together where several may stand together.
fn possible(item: Item) -> Vec<Value> {
    let options = item.options();
    match item.kind() {
        Kind::Choice => options.iter().map(|it| json!(it)).collect(),
        Kind::Choices => {
            let free: Vec<&str> = options.iter().copied().filter(|it| !["none", "not-sure"].contains(it)).collect();
            options.iter().map(|it| json!([it])).chain([json!(free)]).collect()
        }
        Kind::Integer | Kind::Decimal => panic!("{item} is never told as left out"),
    }
}

/// What the page shows: the changes, each with its sentences, and the questions that were left out.
#[derive(Debug, Default, PartialEq)]
struct Shown {
    head: Vec<String>,
    changes: Vec<(String, Vec<String>)>,
    skipped: Vec<String>,
}

/// The label of an answer as the contract writes it.
fn label(item: Item, answer: Option<&Value>) -> String {
    let of = |it: &Value| words::option(item.code(), it.as_str().expect("a code")).to_owned();
    match answer {
        None => words::say("left-out").to_owned(),
        Some(Value::Array(codes)) => codes.iter().map(of).collect::<Vec<_>>().join(", "),
        Some(Value::Number(number)) => content::fill(words::say("out-of-ten"), &[("n", &number.to_string())]),
        Some(code) => of(code),
    }
}

/// What an answer is called in a sentence.
fn name(item: Item) -> &'static str {
    content::text(&format!("q-{item}.told")).unwrap_or_else(|| words::line(item.code()))
}

/// The factors that count, each with its weight.
fn weights(of: &Value) -> Vec<(&str, f64)> {
    let mut weights = Vec::new();
    for it in list(&of["factors"]) {
        weights.push((it["id"].as_str().expect("an id"), it["weight"].as_f64().expect("a weight")));
    }
    weights
}

/// The sentences of one change, read off what the command said before and after it. None where a reason differs, since
/// then nothing is told.
fn sentences(change: &Change, now: &Value, then: &Value) -> Option<Vec<String>> {
    let reasons = |of: &Value| -> Vec<(Value, Value)> {
        list(&of["reasons"]).iter().map(|it| (it["rule"].clone(), it["tier"].clone())).collect()
    };
    if reasons(now) != reasons(then) {
        return None;
    }
    assert_eq!(now["tier"], then["tier"], "the page says that the tier stays");
    let mut lines = Vec::new();
    for item in &change.changed {
        let answer = label(*item, change.said.get(item.code()));
        lines.push(content::fill(words::say("differ-if"), &[("told", name(*item)), ("answer", &answer)]));
    }
    let (was, is) = (weights(now), weights(then));
    let of = |list: &[(&str, f64)], id: &str| list.iter().find(|it| it.0 == id).map(|it| it.1);
    let gone = was.iter().filter(|it| of(&is, it.0).is_none());
    let lighter = was.iter().filter(|it| of(&is, it.0).is_some_and(|then| then < it.1));
    let instead = is.iter().filter(|it| of(&was, it.0).is_none());
    let groups: [(&str, Vec<&str>); 3] = [
        ("differ-gone", gone.map(|it| it.0).collect()),
        ("differ-lighter", lighter.map(|it| it.0).collect()),
        ("differ-instead", instead.map(|it| it.0).collect()),
    ];
    for (message, ids) in groups.iter().filter(|(_, ids)| !ids.is_empty()) {
        let names: Vec<&str> = ids.iter().map(|it| words::say(&format!("factor-{it}"))).collect();
        lines.push(content::fill(words::say(message), &[("factors", &names.join("; "))]));
    }
    let leading = |of: &Value| {
        let first = of["patterns"].get(0)?;
        Some((first["id"].as_str()?.to_owned(), first["strength"].as_str()?.to_owned()))
    };
    if let (true, Some((pattern, strength))) = (leading(now) != leading(then), leading(then)) {
        let (pattern, strength) = (format!("pattern-{pattern}"), format!("strength-{strength}"));
        let fits = [("pattern", words::say(&pattern)), ("strength", words::say(&strength))];
        lines.push(content::fill(words::say("differ-leading"), &fits));
    }
    Some(lines)
}

/// What the page must show of somebody: `tried` are the changes and the answers to what was left out, each with what the
/// command said of it.
fn expected(now: &Value, changes: &[(Change, Value)], skipped: &[(Item, Vec<Value>)]) -> Shown {
    let tiers = ["self-care", "soon", "urgent", "emergency"];
    let height = |of: &Value| tiers.iter().position(|it| of["tier"] == *it).expect("a tier");
    let short = |at: usize| words::say(&format!("tier-{}.short", tiers[at])).to_owned();
    let mut shown = Shown::default();
    let mut told: Vec<&Said> = Vec::new();
    for (change, then) in changes {
        if let (false, Some(lines)) = (told.contains(&&change.said), sentences(change, now, then)) {
            told.push(&change.said);
            let factor = words::say(&format!("factor-{}", change.claim));
            shown.changes.push(([words::say("differ-heading"), ": ", factor].concat(), lines));
        }
    }
    shown.changes.truncate(CHANGES_AT_MOST);
    if !shown.changes.is_empty() {
        let stays = content::fill(words::say("differ-tier-stays"), &[("tier", &short(height(now)))]);
        shown.head = vec![words::say("differ-intro").to_owned(), stays];
    }
    for (item, answers) in skipped {
        let asked = match item.group() {
            Group::Safety(_) => words::line(item.code()),
            _ => words::question(item.code()),
        };
        let highest = answers.iter().map(height).max().unwrap_or_default();
        shown.skipped.push(if height(now) < highest {
            [asked, " ", &content::fill(words::say("could-raise"), &[("tier", &short(highest))])].concat()
        } else {
            asked.to_owned()
        });
    }
    shown
}

/// What the page shows now.
async fn shown(page: &Page) -> Shown {
    let script = r"
        const [heading] = arguments;
        const texts = (from, what) => [...from.querySelectorAll(what)].map((it) => it.textContent);
        const section = [...document.querySelectorAll('section')].find((it) => it.querySelector('h2')?.textContent === heading);
        return {
            head: section ? texts(section, ':scope > p') : [],
            changes: [...section?.querySelectorAll('details') ?? []].map((it) => [it.querySelector('summary').textContent, texts(it, 'li')]),
            skipped: texts(document, '.care-card .caveat li'),
        };";
    let read = page.run(script, &[json!(words::say("differ-heading"))]).await;
    let texts = |it: &Value| list(it).iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>();
    let change = |it: &Value| (it[0].as_str().unwrap_or_default().to_owned(), texts(&it[1]));
    Shown {
        head: texts(&read["head"]),
        changes: list(&read["changes"]).iter().map(change).collect(),
        skipped: texts(&read["skipped"]),
    }
}

#[test]
fn what_would_change_says_what_the_command_says_of_300_people() {
    let rows = rows();
    let people: Vec<engine::Answers> = (0..MADE_UP).map(|it| somebody(&mut Dice::new(it), 5).applicable()).collect();
    let written: Vec<Said> = people
        .iter()
        .map(|answers| {
            let entry = Entry::new(Ulid::new(0, [0; 10]), 0, "", engine::Tier::SelfCare, answers);
            let entry: Value = serde_json::from_str(&write_entry(&entry)).expect("an entry is JSON");
            entry["answers"].as_object().cloned().expect("an entry has answers")
        })
        .collect();
    let now = command("differ-now.jsonl", &written);

    // Every changed answer of everybody, in one file.
    let mut tried: Vec<Said> = Vec::new();
    let mut plans = Vec::new();
    for (said, now) in written.iter().zip(&now) {
        let changes = changes(&rows, said, now);
        tried.extend(changes.iter().map(|it| it.said.clone()));
        let left_out: Vec<Item> = list(&now["skipped"]).iter().filter_map(Value::as_str).map(words::item).collect();
        let mut n_answers = Vec::new();
        for item in left_out {
            let answers = possible(item);
            n_answers.push((item, answers.len()));
            for answer in answers {
                let mut said = said.clone();
                said.insert(item.code().to_owned(), answer);
                tried.push(said);
            }
        }
        plans.push((changes, n_answers));
    }
    let n_tried = tried.len();
    let mut then = command("differ-then.jsonl", &tried).into_iter();
    let mut wanted = Vec::new();
    for (now, (changes, left_out)) in now.iter().zip(plans) {
        let changes: Vec<(Change, Value)> =
            changes.into_iter().map(|it| (it, then.next().expect("an answer for each"))).collect();
        let skipped: Vec<(Item, Vec<Value>)> =
            left_out.into_iter().map(|(item, n)| (item, then.by_ref().take(n).collect())).collect();
        wanted.push(expected(now, &changes, &skipped));
    }
    assert_eq!(then.next(), None);

    let is_emergency = |at: &usize| now[*at]["tier"] == "emergency";
    let told: Vec<usize> = (0..people.len()).filter(|it| !wanted[*it].changes.is_empty()).take(TOLD).collect();
    assert_eq!(told.len(), TOLD, "too few of {MADE_UP} people have something to change");
    let untold = (0..people.len()).filter(|it| wanted[*it].changes.is_empty() && !is_emergency(it)).take(UNTOLD);
    let looked_at: Vec<usize> = told.iter().copied().chain(untold).collect();
    let count = |of: &dyn Fn(&Shown) -> usize| looked_at.iter().map(|it| of(&wanted[*it])).sum::<usize>();
    let n_changes = count(&|it| it.changes.len());
    let could = words::say("could-raise").split('{').next().expect("a text");
    let n_could = count(&|it| it.skipped.iter().filter(|it| it.contains(could)).count());
    let starts = |id: &'static str| words::say(id).split('{').next().expect("a text");
    for id in ["differ-if", "differ-gone", "differ-lighter", "differ-instead", "differ-leading"] {
        let n = count(&|it| it.changes.iter().flat_map(|it| &it.1).filter(|it| it.starts_with(starts(id))).count());
        println!("{id}: {n}");
        assert!(0 < n, "{id} is told to nobody");
    }
    println!("{n_tried} changed answers; {n_changes} changes told, {n_could} questions that could raise the tier");
    assert!(300 < n_could, "{n_could}");

    // The words come from one program, whatever runs it: the other engines are shown one in five.
    let one_in = if Engine::now() == Engine::Chromium { 1 } else { 5 };
    let looked_at: Vec<usize> = looked_at.into_iter().step_by(one_in).collect();
    // Half of them in one browser, half in another.
    std::thread::scope(|scope| {
        for half in looked_at.chunks(looked_at.len().div_ceil(2)) {
            let (people, wanted) = (&people, &wanted);
            scope.spawn(move || {
                journey(Setup::default(), async |page| {
                    let mut amiss = Vec::new();
                    let half_people: Vec<&engine::Answers> = half.iter().map(|it| &people[*it]).collect();
                    page.save_results(&half_people).await;
                    for (at, of) in half.iter().enumerate() {
                        page.open_result(at).await;
                        let shown = shown(page).await;
                        if shown != wanted[*of] {
                            amiss.push(format!("{of}: the page shows {shown:#?}\nthe command says {:#?}", wanted[*of]));
                        }
                        page.close_result().await;
                    }
                    assert!(amiss.is_empty(), "{} people:\n{}", amiss.len(), amiss[..amiss.len().min(3)].join("\n"));
                });
            });
        }
    });
}
