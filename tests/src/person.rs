//! People made up for a walk: what each of them answers.

use crate::page::{Page, Shown};
use crate::words;
use engine::{Block, Item, Kind, Stage, Step, Tier};
use std::time::Duration;

/// Questions by id, each with the options chosen or the number given.
pub type Said = &'static [(&'static str, &'static [&'static str])];

/// Someone who answers. What they have no answer for they take for "none of these" on the screens that offer it, and
/// skip elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Person(pub Said);

/// A runner of 36 whose calves cramp at 32 km of every marathon: no danger signs, and an answer to all that is asked.
/// It is case d-043 of the vignettes.
pub const MARATHON: Person = Person(&[
    ("intent", &["recurrent"]),
    ("age", &["16-39"]),
    ("pregnant", &["no"]),
    ("last-exercise", &["today"]),
    ("site", &["calf"]),
    ("side", &["either"]),
    ("when", &["during-exercise"]),
    ("onset", &["sudden"]),
    ("lasts", &["minutes"]),
    ("feel", &["hard-knot"]),
    ("stretch-helps", &["quickly"]),
    ("rest-helps", &["minutes"]),
    ("severity", &["7"]),
    ("pain-after-hour", &["no"]),
    ("frequency", &["rarely"]),
    ("trend", &["same"]),
    ("activity", &["run"]),
    ("session-minutes", &["228"]),
    ("effort", &["9"]),
    ("cramp-point", &["late"]),
    ("load-change", &["less"]),
    ("unaccustomed", &["faster", "longer", "race"]),
    ("conditions", &["mild"]),
    ("drink", &["to-thirst"]),
    ("fuel", &["carbs-during"]),
    ("history", &["exercise-cramps"]),
]);

impl Person {
    /// The options chosen for a question, or its number; nothing where it has no answer.
    pub fn says(&self, item: Item) -> &'static [&'static str] {
        self.0.iter().find(|(id, _)| *id == item.code()).map_or(&[], |(_, said)| said)
    }
}

impl Page {
    /// Answers what is on the screen as this person does, and goes on to the next.
    ///
    /// # Panics
    /// The screen asks nothing.
    pub async fn answer_screen(&self, person: Person) {
        let heading = self.heading().await;
        match self.shown().await {
            Shown::Start => self.begin(person).await,
            Shown::Block(block) => {
                self.answer_block(block, person).await;
                if self.heading().await == heading {
                    self.none_of_these().await;
                }
            }
            Shown::About => {
                for id in ["age", "child-signs", "pregnant", "last-exercise"] {
                    self.choose_each(id, person).await;
                }
                self.press(words::say("continue")).await;
            }
            Shown::Health => {
                for id in ["medicines", "medicine-change", "conditions-known", "sickle"] {
                    self.choose_each(id, person).await;
                }
                self.none_of_these().await;
            }
            Shown::Ask(item) => self.answer_question(item, person).await,
            Shown::Review => self.press(words::say("show-result")).await,
            shown => panic!("{shown:?} asks nothing"),
        }
        for _ in 0..500 {
            if self.heading().await != heading {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("still at \"{heading}\"");
    }

    /// Answers until this is on the screen.
    ///
    /// # Panics
    /// The result comes first.
    pub async fn answer_until(&self, person: Person, until: Shown) {
        loop {
            let shown = self.shown().await;
            if shown == until {
                return;
            }
            assert!(!matches!(shown, Shown::Result(_)), "{shown:?} came before {until:?}");
            self.answer_screen(person).await;
        }
    }

    /// Answers everything, and gives the tier of the result.
    pub async fn answer_all(&self, person: Person) -> Tier {
        loop {
            if let Shown::Result(tier) = self.shown().await {
                return tier;
            }
            self.answer_screen(person).await;
        }
    }

    /// Answers all that is asked on the page with all questions, and gives the tier of the result.
    ///
    /// # Panics
    /// No result is reached.
    pub async fn answer_page(&self, person: Person) -> Tier {
        self.fill_page(person).await;
        loop {
            if let Shown::Result(tier) = self.shown().await {
                return tier;
            }
            self.press(words::say("show-result")).await;
            tokio::time::sleep(Duration::from_millis(100)).await;
            if matches!(self.shown().await, Shown::Result(_)) {
                continue;
            }
            assert!(self.reads(words::say("one-page-more")).await, "the result waits for something");
            for item in Item::all().filter(|it| it.stage() == Stage::Detail) {
                self.answer_among(item, person).await;
            }
        }
    }

    /// Answers all that is asked on the page with all questions, up to the result or an emergency.
    pub async fn fill_page(&self, person: Person) {
        let none = async |heading: &str| {
            for says in ["none-of-these", "none-of-the-others", "continue"].map(words::say) {
                if self.offers_under(heading, says).await {
                    return self.press_under(heading, says).await;
                }
            }
            panic!("{heading} has no button");
        };
        for step in Step::OPENING {
            match step {
                Step::Safety(block) => {
                    self.answer_block(block, person).await;
                    if let Shown::Result(_) = self.shown().await {
                        return;
                    }
                    none(words::block(block)).await;
                }
                Step::About | Step::Health => {
                    for item in step.items() {
                        self.choose_each(item.code(), person).await;
                    }
                    if step == Step::Health {
                        none(words::say("health-heading")).await;
                    }
                }
                _ => {}
            }
        }
        for item in Item::all().filter(|it| it.stage() == Stage::Core) {
            self.answer_among(item, person).await;
        }
    }

    async fn answer_among(&self, item: Item, person: Person) {
        if !self.reads(words::question(item.code())).await {
            return;
        }
        match (person.says(item), item.kind()) {
            ([number], Kind::Integer | Kind::Decimal) if item.bounds() != (0, 10) => {
                self.type_into(words::say("unit-minutes"), number).await;
            }
            ([number], Kind::Integer) => self.choose(words::question(item.code()), number).await,
            _ => self.choose_each(item.code(), person).await,
        }
    }

    /// Presses the main button of a screen of lines, whatever it says.
    pub async fn none_of_these(&self) {
        self.press_one_of(&["none-of-these", "none-of-the-others", "continue"].map(words::say)).await;
    }

    async fn begin(&self, person: Person) {
        if let Some(whom) = person.says(Item::FOR_WHOM).first() {
            self.choose(words::question("for-whom"), words::option("for-whom", whom)).await;
        }
        let intent = person.says(Item::INTENT).first().unwrap_or(&"recurrent");
        self.press(words::option("intent", intent)).await;
        // Who has a cramp right now is led to ease it first, and can go on to the whole assessment.
        if *intent == "now" && self.offers(words::say("ease-assess")).await {
            self.press(words::say("ease-assess")).await;
        }
    }

    async fn answer_block(&self, block: Block, person: Person) {
        for item in Item::in_block(block) {
            let id = item.code();
            match (person.says(item), item.kind()) {
                ([], _) => {}
                (["yes"], Kind::Choice) if self.is_ticked(words::line(id)).await => {}
                (["yes"], Kind::Choice) => self.tick(words::line(id)).await,
                ([code], Kind::Choice) => {
                    self.press(&words::more_about(id)).await;
                    self.choose(words::question(id), words::option(id, code)).await;
                }
                (codes, _) => {
                    let group = if item == Item::SYMPTOMS { words::line(id) } else { words::question(id) };
                    if item != Item::SYMPTOMS {
                        self.tick(words::line(id)).await;
                    }
                    for code in codes {
                        self.choose(group, words::option(id, code)).await;
                    }
                }
            }
        }
    }

    async fn choose_each(&self, id: &str, person: Person) {
        for code in person.says(words::item(id)) {
            let (question, option) = (words::question(id), words::option(id, code));
            if !self.is_chosen(question, option).await {
                self.choose(question, option).await;
            }
        }
    }

    async fn answer_question(&self, item: Item, person: Person) {
        let id = item.code();
        match (person.says(item), item.kind()) {
            ([], _) => self.press(words::say("skip")).await,
            ([code], Kind::Choice) => self.tick(words::option(id, code)).await,
            (codes, Kind::Choices) => {
                for code in codes {
                    // Ticked already where the screen is seen again.
                    if !self.is_ticked(words::option(id, code)).await {
                        self.tick(words::option(id, code)).await;
                    }
                }
                self.press(words::say("continue")).await;
            }
            ([number], Kind::Integer) if item.bounds() == (0, 10) => self.tick(number).await,
            ([number], _) => {
                let unit = match item.unit() {
                    "kg" => "unit-kg",
                    "L" => "unit-litre",
                    _ => "unit-minutes",
                };
                self.type_into(words::say(unit), number).await;
                self.press(words::say("continue")).await;
            }
            (several, kind) => panic!("{item} is {kind:?} and cannot be {several:?}"),
        }
    }
}
