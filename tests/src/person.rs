//! People made up for a walk: what each of them answers.

use crate::page::{FIND, GLANCE, PATIENCE, Page, Shown};
use crate::words;
use engine::{Block, Item, Kind, Stage, Step, Tier};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

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

/// The main button of a screen of lines, whatever it says.
const NONE_OR_CONTINUE: [&str; 3] = ["none-of-these", "none-of-the-others", "continue"];

/// Does what it is given, in order, up to where another screen comes; hands over `true`, or what went wrong.
const ACT: &str = r"
    const [acts, done] = arguments;
    const heading = () => place().querySelector('h1')?.textContent ?? '';
    const [first, start] = [heading(), performance.now()];
    const until = async (what, look) => {
      for (;;) {
        const it = look();
        if (it) return it;
        if (performance.now() - start > 25000) throw new Error(`${what} is not there`);
        await new Promise((then) => setTimeout(then, 5));
      }
    };
    (async () => {
      for (const { kind, words, group, text } of acts) {
        const it = await until(words.join(' or '), () => heading() !== first || words.map((it) => find(kind, it, group)[0]).find(Boolean));
        if (it === true) break;
        if (text === 'unless ticked' && it.checked) continue;
        if (kind === 'field') {
          it.value = text;
          it.dispatchEvent(new Event('input', { bubbles: true }));
          continue;
        }
        const target = kind === 'box' && it.labels?.length ? it.labels[0] : it;
        target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, detail: 1 }));
        // What follows is built after this; a button that was there before may be another by then.
        await new Promise((then) => setTimeout(then));
      }
      await until('the next screen', () => heading() !== first);
      return true;
    })().then(done, (error) => done(String(error)));";

/// Something that is done on a screen.
struct Act {
    kind: &'static str,
    /// The first of these that is there.
    words: Vec<String>,
    group: Option<String>,
    text: Option<&'static str>,
}

impl Act {
    fn button(ids: &[&str]) -> Self {
        let words = ids.iter().map(|it| words::say(it).to_owned()).collect();
        Self { kind: "button", words, group: None, text: None }
    }

    fn named(kind: &'static str, words: &str) -> Self {
        Self { kind, words: vec![words.to_owned()], group: None, text: None }
    }

    fn tick(group: &str, words: &str) -> Self {
        Self { group: Some(group.to_owned()), text: Some("unless ticked"), ..Self::named("box", words) }
    }

    fn told(&self) -> Value {
        json!({ "kind": self.kind, "words": self.words, "group": self.group, "text": self.text })
    }
}

impl Person {
    fn begins(self) -> Vec<Act> {
        let whom = self.says(Item::FOR_WHOM).first();
        let whom = whom.map(|it| Act::tick(words::question("for-whom"), words::option("for-whom", it)));
        let intent = self.says(Item::INTENT).first().unwrap_or(&"recurrent");
        whom.into_iter().chain([Act::named("button", words::option("intent", intent))]).collect()
    }

    fn ticks(self, block: Block) -> Vec<Act> {
        let mut acts = Vec::new();
        for item in Item::in_block(block) {
            let (id, line) = (item.code(), words::line(item.code()));
            let unless_ticked = |words: &str| Act { text: Some("unless ticked"), ..Act::named("box", words) };
            match (self.says(item), item.kind()) {
                ([], _) => {}
                (["yes"], Kind::Choice) => acts.push(unless_ticked(line)),
                ([code], Kind::Choice) => {
                    acts.push(Act::named("button", &words::more_about(id)));
                    acts.push(Act::tick(words::question(id), words::option(id, code)));
                }
                (codes, _) => {
                    let is_open = item == Item::SYMPTOMS;
                    acts.extend((!is_open).then(|| unless_ticked(line)));
                    let group = if is_open { line } else { words::question(id) };
                    acts.extend(codes.iter().map(|it| Act::tick(group, words::option(id, it))));
                }
            }
        }
        acts.push(Act::button(&NONE_OR_CONTINUE));
        acts
    }

    fn chooses(self, step: Step) -> Vec<Act> {
        let tick = |item: Item, code: &&str| Act::tick(words::question(item.code()), words::option(item.code(), code));
        step.items().into_iter().flat_map(|it| self.says(it).iter().map(move |code| tick(it, code))).collect()
    }

    fn answers(self, item: Item) -> Vec<Act> {
        let id = item.code();
        match (self.says(item), item.kind()) {
            ([], _) => vec![Act::button(&["skip"])],
            ([code], Kind::Choice) => vec![Act::named("box", words::option(id, code))],
            (codes, Kind::Choices) => {
                let tick = |it: &&str| Act { text: Some("unless ticked"), ..Act::named("box", words::option(id, it)) };
                codes.iter().map(tick).chain([Act::button(&["continue"])]).collect()
            }
            ([number], Kind::Integer) if item.bounds() == (0, 10) => vec![Act::named("box", number)],
            ([number], _) => {
                let field = Act { text: Some(number), ..Act::named("field", words::say(unit(item))) };
                vec![field, Act::button(&["continue"])]
            }
            (several, kind) => panic!("{item} is {kind:?} and cannot be {several:?}"),
        }
    }
}

/// The unit that a number is typed in.
fn unit(item: Item) -> &'static str {
    match item.unit() {
        "kg" => "unit-kg",
        "L" => "unit-litre",
        _ => "unit-minutes",
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
        let start = Instant::now();
        while self.heading().await == heading {
            assert!(start.elapsed() < PATIENCE, "still at \"{heading}\"");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Answers until this is on the screen. The taps are a script's, a screen at a time: this is the way to what a test is
    /// about, and real taps take ten times as long.
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
            self.answer_quickly(person, shown).await;
        }
    }

    /// Answers everything, as [`Self::answer_until`] does, and gives the tier of the result.
    pub async fn answer_all(&self, person: Person) -> Tier {
        loop {
            match self.shown().await {
                Shown::Result(tier) => return self.all_of(tier).await,
                shown => self.answer_quickly(person, shown).await,
            }
        }
    }

    /// Answers everything with real taps and real keys, and gives the tier of the result.
    pub async fn walk_all(&self, person: Person) -> Tier {
        loop {
            if let Shown::Result(tier) = self.shown().await {
                return self.all_of(tier).await;
            }
            self.answer_screen(person).await;
        }
    }

    /// Waits for all of a result, where nothing of it is held back.
    async fn all_of(&self, tier: Tier) -> Tier {
        if self.gets_all() {
            self.wait_for_the_whole().await;
        }
        tier
    }

    async fn answer_quickly(&self, person: Person, shown: Shown) {
        let acts = match shown {
            // Who has a cramp right now is led to ease it first.
            Shown::Start if person.says(Item::INTENT) == ["now"] => return self.answer_screen(person).await,
            Shown::Start => person.begins(),
            Shown::Block(block) => person.ticks(block),
            Shown::About => {
                let mut acts = person.chooses(Step::About);
                acts.push(Act::button(&["continue"]));
                acts
            }
            Shown::Health => {
                let mut acts = person.chooses(Step::Health);
                acts.push(Act::button(&NONE_OR_CONTINUE));
                acts
            }
            Shown::Ask(item) => person.answers(item),
            Shown::Review => vec![Act::button(&["show-result"])],
            shown => panic!("{shown:?} asks nothing"),
        };
        let acts: Vec<Value> = acts.iter().map(Act::told).collect();
        let went = self.run_to_the_end(&[FIND, ACT].concat(), &[json!(acts)]).await;
        assert_eq!(went, json!(true), "{shown:?} is left");
    }

    /// Answers all that is asked on the page with all questions, and gives the tier of the result.
    ///
    /// # Panics
    /// No result is reached.
    pub async fn answer_page(&self, person: Person) -> Tier {
        self.fill_page(person).await;
        loop {
            if let Shown::Result(tier) = self.shown().await {
                return self.all_of(tier).await;
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
        self.press_one_of(&NONE_OR_CONTINUE.map(words::say)).await;
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
                self.type_into(words::say(unit(item)), number).await;
                self.press(words::say("continue")).await;
            }
            (several, kind) => panic!("{item} is {kind:?} and cannot be {several:?}"),
        }
    }
}
