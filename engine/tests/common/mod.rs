//! The boundary cases: what each rule must and must not do at its edges, written by hand from the safety rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use engine::{Act, Answers, Assessment, FirstAid, Item, Kind, Never, Rule, Tier, item};
use serde::Deserialize;

/// A case as it is written in `boundaries.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    of: String,
    says: String,
    #[serde(default)]
    given: String,
    each: Option<Vec<String>>,
    all: Option<Vec<Vec<String>>>,
    fires: Option<String>,
    otherwise: Option<String>,
    takes: Option<String>,
    shows: Option<bool>,
    #[serde(default)]
    silent: bool,
}

/// What a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A flag, a combination rule or a floor.
    Rule(Rule),
    /// A never-advise rule.
    Never(Never),
    /// A first-aid line.
    FirstAid(FirstAid),
}

impl Subject {
    /// What is called `id` in the safety rules.
    pub fn from_code(id: &str) -> Option<Self> {
        let never = || Never::from_code(id).map(Subject::Never);
        let line = || FirstAid::from_code(id).map(Subject::FirstAid);
        Rule::from_code(id).map(Subject::Rule).or_else(never).or_else(line)
    }

    /// Its id.
    pub fn code(self) -> &'static str {
        match self {
            Subject::Rule(it) => it.code(),
            Subject::Never(it) => it.code(),
            Subject::FirstAid(it) => it.code(),
        }
    }
}

/// What must come out for the subject of a check, and for nothing else.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// It is a reason of exactly this tier.
    Fires(Tier),
    /// It takes away exactly these acts.
    Takes(BTreeSet<Act>),
    /// The line shows.
    Shows,
    /// It does none of this.
    Silent,
}

/// One set of answers, and what must follow for one subject.
pub struct Check {
    /// What it is about.
    pub of: Subject,
    /// What the safety rules say, in a sentence.
    pub says: String,
    /// The answers, as they are written in the file.
    pub told: String,
    /// The answers.
    pub answers: Answers,
    /// What must come out.
    pub wanted: Wanted,
}

impl Check {
    /// What comes out for the subject.
    pub fn found(&self, assessment: &Assessment) -> Wanted {
        let found = match self.of {
            Subject::Rule(rule) => {
                assessment.reasons.iter().find(|it| it.rule == rule).map(|it| Wanted::Fires(it.tier))
            }
            Subject::Never(never) => {
                let withheld = assessment.withheld.iter().find(|it| it.rule == never);
                withheld.map(|it| Wanted::Takes(it.acts.iter().collect()))
            }
            Subject::FirstAid(line) => assessment.first_aid.contains(&line).then_some(Wanted::Shows),
        };
        found.unwrap_or(Wanted::Silent)
    }
}

/// Every check of `boundaries.toml`, in its order.
pub fn checks() -> &'static [Check] {
    static CHECKS: LazyLock<Vec<Check>> = LazyLock::new(|| cases().iter().flat_map(expand).collect());
    &CHECKS
}

/// How many cases are written, before they are spelled out.
pub fn case_count() -> usize {
    cases().len()
}

fn cases() -> Vec<Case> {
    #[derive(Deserialize)]
    struct File {
        case: Vec<Case>,
    }
    let file: File =
        toml::from_str(include_str!("../boundaries.toml")).unwrap_or_else(|it| panic!("boundaries.toml: {it}"));
    file.case
}

/// Answers under way: each question with the codes, or the number, said to it.
type Said = BTreeMap<Item, Vec<String>>;

/// A word such as `rf-pop`, `symptoms=faint+numb`, `severity=8` or `clot-risk==leg-injury-6w`.
struct Word {
    item: Item,
    codes: Vec<String>,
    /// Whether doubt about it does not count where it otherwise does.
    strict: bool,
}

impl Word {
    fn read(text: &str) -> Self {
        let (id, codes) = text.split_once('=').unwrap_or((text, "yes"));
        let strict = codes.starts_with('=');
        let item = item(id).unwrap_or_else(|error| panic!("boundaries.toml: {error}"));
        Self { item, codes: codes.trim_start_matches('=').split('+').map(str::to_owned).collect(), strict }
    }

    fn with(&self, code: impl ToString) -> Self {
        Self { item: self.item, codes: vec![code.to_string()], strict: true }
    }
}

fn words(text: &str) -> Vec<Word> {
    text.split_whitespace().map(Word::read).collect()
}

const ALONE: [&str; 2] = ["none", "not-sure"];

/// Adds an answer; in a list it joins the others, except `none` and `not-sure`, which are only said alone.
fn add(said: &mut Said, word: &Word) {
    let codes = said.entry(word.item).or_default();
    let is_alone = |it: &String| ALONE.contains(&it.as_str());
    if word.item.kind() != Kind::Choices || codes.iter().any(is_alone) {
        codes.clear();
    }
    for code in &word.codes {
        if codes.is_empty() || !is_alone(code) && !codes.contains(code) {
            codes.push(code.clone());
        }
    }
}

fn answers(said: &Said) -> Answers {
    let mut answers = Answers::default();
    for (item, codes) in said {
        let given = match item.kind() {
            Kind::Choice => answers.choose(item.code(), &codes.join("+")),
            Kind::Choices => answers.choose_all(item.code(), &codes.iter().map(String::as_str).collect::<Vec<_>>()),
            Kind::Integer | Kind::Decimal => {
                let number = codes[0].parse().unwrap_or_else(|_| panic!("boundaries.toml: {item}={codes:?}"));
                answers.measure(item.code(), number)
            }
        };
        given.unwrap_or_else(|error| panic!("boundaries.toml: {error}"));
    }
    answers
}

fn told(said: &Said) -> String {
    let all: Vec<String> = said.iter().map(|(item, codes)| format!("{item}={}", codes.join("+"))).collect();
    all.join(" ")
}

fn tier(code: &str) -> Tier {
    Tier::from_code(code).unwrap_or_else(|| panic!("boundaries.toml: {code} is no tier"))
}

fn acts(text: &str) -> BTreeSet<Act> {
    let act = |it: &str| Act::from_code(it).unwrap_or_else(|| panic!("boundaries.toml: {it} is no act"));
    match text.strip_prefix("all but ") {
        Some(left) => {
            let left: Vec<Act> = left.split_whitespace().map(act).collect();
            Act::all().filter(|it| !left.contains(it)).collect()
        }
        None => text.split_whitespace().map(act).collect(),
    }
}

fn expand(case: &Case) -> Vec<Check> {
    let of = Subject::from_code(&case.of).unwrap_or_else(|| panic!("boundaries.toml: {} is no rule", case.of));
    let wanted = match (of, &case.fires, &case.takes, case.shows, case.silent) {
        (Subject::Rule(_), Some(it), None, None, false) => Wanted::Fires(tier(it)),
        (Subject::Never(_), None, Some(it), None, false) => Wanted::Takes(acts(it)),
        (Subject::FirstAid(_), None, None, Some(true), false) => Wanted::Shows,
        (Subject::FirstAid(_), None, None, Some(false), false) | (_, None, None, None, true) => Wanted::Silent,
        _ => panic!("boundaries.toml: {} ({}) must say one thing that comes out", case.of, case.says),
    };
    let mut given = Said::new();
    words(&case.given).iter().for_each(|it| add(&mut given, it));
    let check = |said: &Said, wanted: &Wanted| Check {
        of,
        says: case.says.clone(),
        told: told(said),
        answers: answers(said),
        wanted: wanted.clone(),
    };
    let with = |texts: &[&str]| {
        let mut said = given.clone();
        texts.iter().flat_map(|it| words(it)).for_each(|it| add(&mut said, &it));
        said
    };
    match (&case.each, &case.all) {
        (None, None) => vec![check(&given, &wanted)],
        (Some(each), None) => each.iter().map(|it| check(&with(&[it]), &wanted)).collect(),
        (None, Some(groups)) => {
            let otherwise = case.otherwise.as_ref().map_or(Wanted::Silent, |it| Wanted::Fires(tier(it)));
            let doubt_counts = !matches!(of, Subject::Rule(_));
            let mut checks: Vec<Check> = Vec::new();
            for texts in combinations(groups, None) {
                checks.push(check(&with(&texts), &wanted));
            }
            for (at, group) in groups.iter().enumerate() {
                let outside = if at + 1 == groups.len() { &otherwise } else { &Wanted::Silent };
                let others: Vec<&str> =
                    groups.iter().enumerate().filter(|(it, _)| *it != at).map(|(_, it)| it[0].as_str()).collect();
                for texts in combinations(groups, Some(at)) {
                    checks.push(check(&with(&texts), outside));
                }
                for text in group {
                    let words = words(text);
                    let [word] = words.as_slice() else {
                        checks.extend((0..words.len()).map(|left_out| {
                            let mut said = with(&others);
                            let kept = words.iter().enumerate().filter(|(it, _)| *it != left_out);
                            kept.for_each(|(_, it)| add(&mut said, it));
                            check(&said, outside)
                        }));
                        continue;
                    };
                    let instead = |other: Word, wanted: &Wanted| {
                        let mut said = with(&others);
                        add(&mut said, &other);
                        check(&said, wanted)
                    };
                    if doubt_counts && !word.strict && word.item.options().contains(&"not-sure") {
                        checks.push(instead(word.with("not-sure"), &wanted));
                    }
                    for other in beside(word, group, doubt_counts) {
                        checks.push(instead(other, outside));
                    }
                }
            }
            checks
        }
        (Some(_), Some(_)) => panic!("boundaries.toml: {} ({}) has `each` and `all`", case.of, case.says),
    }
}

/// One text of each group, in every combination; the group `left_out` gives none.
fn combinations(groups: &[Vec<String>], left_out: Option<usize>) -> Vec<Vec<&str>> {
    let kept = groups.iter().enumerate().filter(|(at, _)| Some(*at) != left_out);
    kept.fold(vec![Vec::new()], |all, (_, group)| {
        let grown =
            |it: &Vec<_>| group.iter().map(move |text| [it.as_slice(), &[text.as_str()]].concat()).collect::<Vec<_>>();
        all.iter().flat_map(grown).collect()
    })
}

/// The answers to the same question that no text of the group names: the last number below, every other option.
fn beside(word: &Word, group: &[String], doubt_counts: bool) -> Vec<Word> {
    if word.item.kind() == Kind::Integer {
        let number: i64 = word.codes[0].parse().unwrap_or_else(|_| panic!("boundaries.toml: {:?}", word.codes));
        return vec![word.with(number - 1)];
    }
    let same: Vec<Word> = group.iter().flat_map(|it| words(it)).filter(|it| it.item == word.item).collect();
    let doubt_counts = doubt_counts && same.iter().any(|it| !it.strict);
    let named = |code: &str| same.iter().any(|it| it.codes.iter().any(|it| it == code));
    let left = word.item.options().iter().filter(|it| !(named(it) || doubt_counts && **it == "not-sure"));
    left.map(|it| word.with(it)).collect()
}
