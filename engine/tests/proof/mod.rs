//! What the proofs of the safety invariants share: made-up people by the million, everything that makes a person's
//! answers worse, a second reading of the rules, and the promises that every result must keep.

#![allow(dead_code, reason = "each file of proofs uses its own part")]

pub mod oracle;
pub mod promise;
pub mod vignette;

use engine::{Answer, Answers, Context, Item, Kind, Knowledge, RuleDef, Tier};
use std::borrow::Cow;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A seeded source of chance (SplitMix64), so that a failure comes back at every run and on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        (self.next() % sides as u64) as usize
    }

    /// True in so many of a hundred throws.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.roll(list.len())]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.roll(at + 1));
        }
    }
}

/// Runs `body` for each number below `count`, on all cores. The chance of each number depends on it and the seed
/// alone, not on the machine.
pub fn for_each(count: usize, seed: u64, body: impl Fn(usize, &mut Dice) + Sync) {
    const AT_ONCE: usize = 64;
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
                    if from >= count {
                        return;
                    }
                    for at in from..count.min(from + AT_ONCE) {
                        body(at, &mut Dice::new(seed << 40 ^ at as u64));
                    }
                }
            });
        }
    });
}

/// All questions, in order.
pub static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| Item::all().collect());

/// The red flags that are questions, in order.
pub static FLAGS: LazyLock<Vec<Item>> =
    LazyLock::new(|| Item::all().filter(|it| it.code().starts_with("rf-")).collect());

/// The answer `code` to a question.
pub fn code(item: Item, code: &str) -> Answer {
    Answer::choice(item, code).or_else(|_| Answer::choices(item, &[code])).expect("the question takes this code")
}

/// The question with this id.
pub fn item(id: &str) -> Item {
    Item::from_code(id).expect("a question")
}

/// Answers from `item=code` texts; several codes are joined by `+`.
pub fn told(texts: &[&str]) -> Answers {
    let mut answers = Answers::default();
    tell(&mut answers, texts);
    answers
}

/// The same, added to other answers.
pub fn tell(answers: &mut Answers, texts: &[&str]) {
    for text in texts {
        let (id, value) = text.split_once('=').unwrap_or((text, "yes"));
        let item = item(id);
        let answer = match item.kind() {
            Kind::Choice => Answer::choice(item, value),
            Kind::Choices => Answer::choices(item, &value.split('+').collect::<Vec<_>>()),
            Kind::Integer => Answer::integer(item, value.parse().expect("a whole number")),
            Kind::Decimal => Answer::decimal(item, value.parse().expect("a number")),
        };
        answers.give(item, answer.expect("an answer the question takes"));
    }
}

/// A person without a danger sign: `no` to every safety question, and nothing that a never-advise rule asks for.
pub fn all_no() -> Answers {
    let mut answers = told(&["intent=recurrent", "for-whom=self", "age=16-39", "pregnant=no", "last-exercise=longer"]);
    for item in ITEMS.iter().filter(|it| matches!(it.group(), engine::Group::Safety(_))) {
        answers.give(*item, code(*item, if item.kind() == Kind::Choices { "none" } else { "no" }));
    }
    tell(&mut answers, &["medicines=none", "conditions-known=none", "sickle=tested-no"]);
    answers
}

/// Who is made up.
#[derive(Clone, Copy)]
struct Mood {
    /// How often a danger sign is there, is in doubt, or is passed over, of a hundred.
    danger: usize,
    doubt: usize,
    silence: usize,
    /// Whether anything is answered to anything.
    wild: bool,
}

/// The answers of somebody: mostly what a person could say, at times a vignette with a few answers changed, at times
/// anything at all. Numbers lie on and beside the thresholds.
pub fn somebody(dice: &mut Dice) -> Answers {
    let mood = Mood {
        danger: dice.pick(&[0, 0, 2, 6, 25]),
        doubt: dice.pick(&[0, 0, 2, 15]),
        silence: dice.pick(&[0, 0, 5, 40]),
        wild: dice.chance(12),
    };
    if !mood.wild && dice.chance(25) {
        let vignettes = &*vignette::ALL;
        let mut answers = vignettes[dice.roll(vignettes.len())].answers.clone();
        for _ in 0..dice.roll(6) {
            let item = ITEMS[dice.roll(ITEMS.len())];
            match some_answer(item, mood, &answers, dice) {
                Some(answer) => answers.give(item, answer),
                None => answers.clear(item),
            }
        }
        return answers;
    }
    let mut answers = Answers::default();
    for item in ITEMS.iter() {
        if let Some(answer) = some_answer(*item, mood, &answers, dice) {
            answers.give(*item, answer);
        }
    }
    answers
}

/// Some answer of somebody to one question, or none.
pub fn any_answer(item: Item, answers: &Answers, dice: &mut Dice) -> Option<Answer> {
    some_answer(item, Mood { danger: 4, doubt: 4, silence: 8, wild: dice.chance(10) }, answers, dice)
}

fn some_answer(item: Item, mood: Mood, answers: &Answers, dice: &mut Dice) -> Option<Answer> {
    if dice.chance(if mood.wild { 25 } else { mood.silence }) {
        return None;
    }
    let options = item.options();
    let has = |code: &str| options.contains(&code);
    Some(match item.kind() {
        Kind::Choice if !mood.wild && has("yes") && has("no") => {
            let throw = dice.roll(100);
            let doubt = ["not-sure", "unsure", "tested-no"].into_iter().find(|it| has(it));
            if throw < mood.danger {
                code(item, if has("cramps-only") && dice.chance(40) { "cramps-only" } else { "yes" })
            } else if let (Some(doubt), true) = (doubt, throw < mood.danger + mood.doubt) {
                code(item, doubt)
            } else {
                code(item, "no")
            }
        }
        Kind::Choice => Answer::Choice(dice.roll(options.len()) as u8),
        Kind::Choices => {
            let alone = ["none", "not-sure"].into_iter().filter(|it| has(it)).collect::<Vec<_>>();
            let often_none = if matches!(item.group(), engine::Group::Safety(_)) { 100 - 3 * mood.danger } else { 40 };
            if !alone.is_empty() && !mood.wild && dice.chance(often_none) {
                return Some(code(item, if dice.chance(mood.doubt) { alone[alone.len() - 1] } else { alone[0] }));
            }
            let free: Vec<usize> = (0..options.len()).filter(|at| !alone.contains(&options[*at])).collect();
            let mut mask = 1 << dice.pick(&free);
            while dice.chance(35) {
                mask |= 1 << dice.pick(&free);
            }
            Answer::Choices(mask)
        }
        Kind::Integer => {
            let (_, max) = item.bounds();
            let edges: &[i64] =
                if max > 10 { &[0, 20, 60, 90, 91, 180, 181, 2880] } else { &[0, 1, 3, 5, 6, 7, 8, 9, 10] };
            Answer::integer(item, dice.pick(edges)).expect("within its bounds")
        }
        Kind::Decimal => {
            let before = answers.given(Item::MASS_BEFORE).map_or(70.0, |it| match it {
                Answer::Decimal(mass) => mass.value(),
                _ => unreachable!("a mass is a decimal"),
            });
            let number = if item == Item::MASS_BEFORE {
                dice.pick(&[20.0, 55.5, 70.0, 100.0, 300.0])
            } else if item == Item::MASS_AFTER {
                // On and beside no change, 2, 3 and 7 percent.
                let share = dice.pick(&[1.0, 0.99, 0.98, 0.979, 0.97, 0.969, 0.93, 0.9299, 0.9, 1.000_001, 1.01]);
                (before * share).clamp(20.0, 300.0)
            } else if item == Item::FLUID_INTAKE {
                dice.pick(&[0.0, 0.5, 1.0, 2.5, 30.0])
            } else {
                dice.pick(&[0.0, 0.3, 10.0])
            };
            Answer::decimal(item, number).expect("within its bounds")
        }
    })
}

/// Every one-step change that may never lower a tier (INV-01, INV-02): doubt or a `yes` where there was neither, an
/// option more in a list, and every context that adds a risk.
pub fn raises(answers: &Answers) -> Vec<(Item, Answer)> {
    ITEMS.iter().flat_map(|item| raises_of(*item, answers.given(*item))).collect()
}

/// The raises of one question from the answer it has.
pub fn raises_of(item: Item, given: Option<Answer>) -> Vec<(Item, Answer)> {
    let options = item.options();
    let now = match given {
        Some(Answer::Choice(at)) => options[at as usize],
        Some(_) => "",
        None => "unanswered",
    };
    let mut out = Vec::new();
    let mut raise = |codes: &[&str], from: &[&str]| {
        if from.is_empty() || from.contains(&now) {
            out.extend(codes.iter().filter(|it| **it != now).map(|it| (item, code(item, it))));
        }
    };
    match (item.kind(), item.code()) {
        // Anybody may turn out to be pregnant, to have the trait, to be a child, or to have just exercised in heat.
        (_, "pregnant") => raise(&["pregnant", "postpartum-6w"], &[]),
        (_, "sickle") => raise(&["yes"], &[]),
        (_, "age") => raise(&["under-16"], &[]),
        (_, "conditions") => raise(&["hot", "hot-humid"], &[]),
        (_, "drink") => raise(&["beyond-thirst", "beyond-thirst-salts"], &[]),
        (_, "last-exercise") => {
            raise(&["today"], &[]);
            raise(&["week"], &["unanswered", "longer"]);
        }
        (Kind::Choice, _) if options.contains(&"yes") && options.contains(&"not-sure") => {
            raise(&["yes"], &[]);
            raise(&["not-sure"], &["unanswered", "no", "cramps-only"]);
        }
        (Kind::Choices, _) => {
            let alone = |at: &usize| ["none", "not-sure"].contains(&options[*at]);
            let mask = match given {
                Some(Answer::Choices(mask)) => mask,
                _ => 0,
            };
            let lone = (0..options.len()).filter(alone).fold(0, |mask, at| mask | 1 << at);
            let more = (0..options.len()).filter(|at| !alone(at) && mask & 1 << at == 0);
            return more.map(|at| (item, Answer::Choices(mask & !lone | 1 << at))).collect();
        }
        _ => {}
    }
    out
}

/// The knowledge with one rule left, which tells that rule's tier alone.
pub fn only(rule: &RuleDef) -> Knowledge {
    Knowledge { rules: Cow::Owned(vec![rule.clone()]), ..Knowledge::shipped().clone() }
}

/// The knowledge with nothing forbidden.
pub fn without_never() -> Knowledge {
    let mut knowledge = Knowledge::shipped().clone();
    for rule in knowledge.never.to_mut() {
        rule.cases = Cow::Owned(Vec::new());
    }
    knowledge
}

/// The knowledge in which no rule and no floor asks for anything, so that a ranking is always shown, and in which only
/// `pattern` counts, its score moved up by `lift` hundredths.
pub fn ranking_of(pattern: engine::Pattern, lift: i32) -> Knowledge {
    let mut knowledge = Knowledge::shipped().clone();
    for rule in knowledge.rules.to_mut() {
        rule.cases.to_mut().iter_mut().for_each(|(tier, _)| *tier = Tier::SelfCare);
    }
    for (at, def) in knowledge.patterns.to_mut().iter_mut().enumerate() {
        def.prior = if at == pattern.index() { def.prior + lift } else { -1_000_000 };
        def.floor.to_mut().iter_mut().for_each(|(tier, _)| *tier = Tier::SelfCare);
    }
    knowledge
}

/// The context with this name.
pub fn context(name: &str) -> Context {
    Context::from_code(name).expect("a context")
}
