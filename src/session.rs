//! One person's run through the questions: what they answered, what follows from it, and what they can do.

mod relief;

pub use relief::{Aids, CHECKED, Easing};

use crate::browser::host::{self, Host, Keeps, News};
use crate::browser::page::{self, Json};
use crate::browser::store::{Deleted, Listener, Place, Store, Why};
use crate::browser::{clock, focus, random};
use crate::late::{self, Links, Part};
use crate::live::{Changes, Live};
use crate::route;
use crate::timer::Timer;
use engine::{Answer, Answers, Assessment, Item, Kind, Relief, Stage, Step, Tier, assess, next_question};
use record::history::{self, Draft, Entry, Read, Ulid};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What is on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Screen {
    /// What this is, and what brings the reader here.
    Start,
    /// A screen of questions, on the way to the result.
    Asking(Step),
    /// A screen of questions, opened to change something.
    Changing(Step, Afterwards),
    /// Easing a cramp that is there right now.
    Easing(Easing),
    /// The answers, each with a way to change it.
    Review,
    /// What follows from the answers.
    Result,
    /// What was saved here.
    History,
    /// A saved result, as it was.
    Entry(Ulid),
    /// The page for a doctor: of a saved result, or of the one just reached.
    Doctor(Option<Ulid>),
    /// What to send of a result, and how.
    Share(Option<Ulid>),
    /// What came in a link.
    Link,
    /// The teams that are run here, and those that are answered for.
    Teams,
    /// The board of a team that is run here.
    Board(u32),
    /// What to send to the coach of a team, and how.
    Send(Option<Ulid>),
    /// Saved results on their way to a page of our own.
    Keep,
    /// What came of a saved result.
    Outcome(Ulid),
    /// A topic of what is the same for everyone, by its place.
    Topic(u8),
    /// Where the answers are kept.
    WhereIsMyData,
    /// For those who were already seen by a clinician.
    AlreadySeen,
    /// How to tell of an error.
    ReportAnError,
}

/// Where a change leads back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afterwards {
    /// To the list of answers.
    Review,
    /// To the result.
    Result,
    /// To what the coach gets of the result.
    Send,
}

/// The units that weights and fluids are typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// Kilograms and litres.
    Metric,
    /// Pounds and US fluid ounces.
    Us,
}

/// Where the second file is: the words behind the statements of a result.
pub enum SecondFile {
    /// Not asked for yet.
    Unasked,
    /// Asked for.
    Coming,
    /// Here.
    Here(Json),
    /// It could not be had.
    Missing,
}

/// Takes in the words of the second file; nothing where it is that of another version.
fn take_in(file: Json) -> Option<Json> {
    let (words, n_messages) = (file.get("words")?.as_text()?, file.get("messages")?.as_number()?);
    content::bring(words, n_messages).ok().map(|()| file)
}

/// One person's run through the questions. Each place where the widget stands has one, and hands it on by copying.
#[derive(Clone, Copy)]
pub struct Session(&'static State);

/// Where the widget stands.
#[derive(Clone)]
pub struct Stand {
    /// The element that holds it.
    pub root: focus::Root,
    /// Who can see what is kept.
    pub keeps: Keeps,
    /// What lends it the rest.
    pub host: Host,
}

/// Whom the answers are about: whether somebody else than the reader, and what the reader calls them.
type Whom = (bool, String);

/// What a session holds.
struct State {
    answers: Live<Answers>,
    /// What follows from the answers as they are now; worked out when it is first asked for.
    assessment: RefCell<Option<Rc<Assessment>>>,
    screen: Live<Screen>,
    /// The screen that a page on the side was opened from.
    opened_from: Cell<Screen>,
    /// Whether the screen was answered before it was shown, so that what follows was seen too.
    is_revisit: Cell<bool>,
    /// Whether the next screen is one before this.
    is_going_back: Cell<bool>,
    /// The answers and the screen before an answer made it an emergency.
    before_emergency: RefCell<Option<(Answers, Screen)>>,
    for_whom: Live<String>,
    is_health_remembered: Live<bool>,
    /// Whom they were remembered of.
    remembered_of: RefCell<Whom>,
    units: Live<Units>,
    store: Store,
    place: Live<Place>,
    /// Noted when something saved has changed, here or in another tab.
    saved: Changes,
    /// What came of the last thing the reader did on this screen, where it does not show by itself.
    said: Live<String>,
    /// One for all sessions: its words are everyone's.
    second_file: &'static Live<SecondFile>,
    /// Which parts of the program are there, for all sessions; nothing while it is not known.
    parts: &'static [Live<Option<bool>>; 4],
    /// Whether everyone is told the same, and nobody is asked.
    is_information: Cell<bool>,
    /// The muscle that is being eased; none where it has no protocol of its own.
    muscle: Cell<Option<Relief>>,
    /// The count of a stretch.
    timer: Cell<Option<Timer>>,
    aids: Cell<Aids>,
    /// What was deleted last, for as long as it can be brought back.
    deleted: RefCell<Option<Deleted>>,
    /// Hears of other tabs for as long as the session lives.
    listener: RefCell<Option<Listener>>,
    /// The link that was opened last.
    link: RefCell<String>,
    /// The link of the team that is answered for; empty where it is for nobody.
    preset: RefCell<String>,
    /// Whether this is a device that many use one after the other.
    is_kiosk: Cell<bool>,
    /// Whether all questions stand on one page.
    is_one_page: Cell<bool>,
    draft_id: Cell<Ulid>,
    entry_id: Cell<Option<Ulid>>,
    /// Where the widget stands; nowhere once it was taken away.
    stand: RefCell<Option<Stand>>,
    /// Whether the focus stays where it is.
    is_quiet: Cell<bool>,
    /// Whether it did so when the screen came up.
    is_unasked: Cell<bool>,
    /// How often the session was taken for a place; what comes late belongs to an earlier one.
    n_places: Cell<u32>,
}

/// Medicines and illnesses.
fn health() -> impl Iterator<Item = Item> {
    Item::all().filter(|it| it.stage() == Stage::Health)
}

thread_local! {
    static SECOND_FILE: &'static Live<SecondFile> = Box::leak(Box::new(Live::new(SecondFile::Unasked)));
    static PARTS: &'static [Live<Option<bool>>; 4] = Box::leak(Box::new(std::array::from_fn(|_| Live::new(None))));
}

impl Session {
    /// Starts with nothing answered, and with nothing kept. It lives as long as the page and is taken for one place after
    /// the other, so no owner may end what it holds.
    #[expect(clippy::new_without_default, reason = "each one is leaked: none is made by the way")]
    pub fn new() -> Self {
        let state = State {
            answers: Live::new(Answers::default()),
            assessment: RefCell::new(None),
            screen: Live::new(Screen::Start),
            opened_from: Cell::new(Screen::Start),
            is_revisit: Cell::new(false),
            is_going_back: Cell::new(false),
            before_emergency: RefCell::new(None),
            for_whom: Live::new(String::new()),
            is_health_remembered: Live::new(false),
            remembered_of: RefCell::default(),
            units: Live::new(Units::Metric),
            place: Live::new(Place::Browser),
            saved: Changes::new(),
            said: Live::new(String::new()),
            second_file: SECOND_FILE.with(|it| *it),
            parts: PARTS.with(|it| *it),
            is_information: Cell::new(false),
            muscle: Cell::new(None),
            timer: Cell::new(None),
            aids: Cell::new(Aids::default()),
            deleted: RefCell::new(None),
            listener: RefCell::new(None),
            link: RefCell::default(),
            preset: RefCell::default(),
            is_kiosk: Cell::new(false),
            is_one_page: Cell::new(false),
            draft_id: Cell::new(random::ulid(clock::now_ms())),
            entry_id: Cell::new(None),
            stand: RefCell::new(None),
            is_quiet: Cell::new(false),
            is_unasked: Cell::new(false),
            n_places: Cell::new(0),
            store: Store::default(),
        };
        // One address instead of a dozen handles in every closure: the program travels.
        Self(Box::leak(Box::new(state)))
    }

    /// Takes a place, with what its browser has kept.
    #[inline(never)]
    pub fn stand(self, namespace: &str, stand: Option<Stand>) {
        self.0.n_places.set(self.0.n_places.get() + 1);
        self.0.store.reopen(namespace, stand.as_ref().map(|it| it.host.clone()));
        self.0.stand.replace(stand);
        self.0.listener.replace(Some(self.0.store.on_change(move || self.0.saved.note())));
        self.0.preset.replace(self.0.store.note().unwrap_or_default());
        self.set_place(self.0.store.place());
    }

    /// Leaves its place, and forgets everything that was answered there.
    #[inline(never)]
    pub fn forget(self) {
        self.0.stand.replace(None);
        self.0.listener.replace(None);
        self.0.store.reopen("", None);
        self.0.deleted.replace(None);
        self.0.timer.set(None);
        self.0.aids.set(Aids::default());
        self.0.link.take();
        self.0.preset.take();
        self.0.is_kiosk.set(false);
        self.0.is_one_page.set(false);
        self.0.units.set(Units::Metric);
        self.0.is_information.set(false);
        self.start_over();
    }

    /// Whether the session still stands where it stood at this [`Self::n_places`].
    pub fn stands_since(self, n_places: u32) -> bool {
        self.0.n_places.get() == n_places && self.0.stand.borrow().is_some()
    }

    /// How often it was taken for a place.
    pub fn n_places(self) -> u32 {
        self.0.n_places.get()
    }

    #[inline(never)]
    fn place_it_stands_in(self) -> Option<Stand> {
        self.0.stand.borrow().clone()
    }

    /// Who can see what is kept.
    #[inline(never)]
    pub fn keeps(self) -> Keeps {
        if self.is_kiosk() {
            return Keeps::Tab;
        }
        self.0.stand.borrow().as_ref().map_or(Keeps::Page, |it| it.keeps)
    }

    /// Tells the place what happened.
    #[inline(never)]
    fn tell(self, news: News) {
        if let Some(it) = self.place_it_stands_in() {
            host::tell(&it.host, news);
        }
    }

    #[inline(never)]
    fn set_place(self, place: Place) {
        self.0.place.set(place);
        self.tell(match place {
            Place::Browser => News::KeptInBrowser,
            Place::Memory { why: Why::Refused } => News::Refused,
            Place::Memory { why: Why::Full } => News::Full,
        });
    }

    /// Moves the focus to the element with this id, once it is on the page.
    #[inline(never)]
    pub fn focus(self, id: &str) {
        if let (false, Some(it)) = (self.0.is_quiet.get(), self.place_it_stands_in()) {
            focus::element_in(&it.root, id);
        }
    }

    /// Lets the focus stay where it is, or move again with the screens: what the reader did not ask for moves nothing.
    pub fn set_quiet(self, is_quiet: bool) {
        self.0.is_quiet.set(is_quiet);
    }

    /// Whether the screen came up without the reader's doing.
    pub fn is_unasked(self) -> bool {
        self.0.is_unasked.get()
    }

    /// Offers `text` as a file called `name`. `false` where the browser declines, so that copying can be offered instead.
    #[inline(never)]
    pub fn save_file(self, name: &str, mime: &str, text: &str) -> bool {
        self.place_it_stands_in().is_some_and(|it| host::save(&it.host, name, mime, text))
    }

    /// The address of a page of our own that opens links; nothing where there is none, or where the place wants no sharing.
    pub fn home(self) -> Option<String> {
        host::home(&self.place_it_stands_in()?.host)
    }

    /// The element that holds the widget.
    pub fn root(self) -> Option<focus::Root> {
        self.place_it_stands_in().map(|it| it.root)
    }

    /// Whether results are kept apart from a page of our own here, or not at all, and there is one that can keep them.
    #[inline(never)]
    pub fn is_kept_apart(self) -> bool {
        self.place_it_stands_in().is_some_and(|it| host::is_apart(&it.host)) && self.home().is_some()
    }

    /// Whether what is on the screen can be printed: here, or on a page of our own.
    pub fn can_print(self) -> bool {
        !self.is_in_frame() || self.is_kept_apart()
    }

    /// Whether this is in a frame, of which no more than what can be seen would be printed.
    #[inline(never)]
    pub fn is_in_frame(self) -> bool {
        self.place_it_stands_in().is_some_and(|it| host::is_frame(&it.host))
    }

    /// Prints what is on the screen; from a frame, leads to the page that can.
    #[inline(never)]
    pub fn print(self) {
        if self.is_in_frame() { self.show(Screen::Keep) } else { page::print() }
    }

    /// What lends this place the rest, for the parts that ask it by name.
    pub fn lender(self) -> Option<Host> {
        self.place_it_stands_in().map(|it| it.host)
    }

    /// Whether everyone is told the same, and nobody is asked.
    pub fn is_information(self) -> bool {
        self.0.is_information.get()
    }

    /// Tells everyone the same from now on, or asks again.
    pub fn set_information(self, is_information: bool) {
        if self.0.is_information.replace(is_information) != is_information {
            self.show(Screen::Start);
        }
    }

    /// How many screens were shown; this is followed.
    pub fn n_screens(self) -> u32 {
        self.0.screen.n_changes()
    }

    /// What is on the screen now, without following it.
    #[inline(never)]
    pub fn screen_now(self) -> Screen {
        self.0.screen.now()
    }

    /// Looks at the answers, and again when they change.
    pub fn with_answers<T>(self, look: impl FnOnce(&Answers) -> T) -> T {
        self.0.answers.with(look)
    }

    /// Looks at the answers as they are now.
    pub fn with_answers_now<T>(self, look: impl FnOnce(&Answers) -> T) -> T {
        self.0.answers.with_now(look)
    }

    /// The answers as they are now.
    #[inline(never)]
    pub fn answers_now(self) -> Answers {
        self.0.answers.now()
    }

    /// What follows from the answers as they are now.
    #[inline(never)]
    pub fn assessment(self) -> Rc<Assessment> {
        let mut known = self.0.assessment.borrow_mut();
        known.get_or_insert_with(|| Rc::new(self.0.answers.with_now(assess))).clone()
    }

    #[inline(never)]
    fn set_answers(self, answers: Answers) {
        *self.0.assessment.borrow_mut() = None;
        self.0.answers.set(answers);
    }

    /// The screen that is open next.
    #[inline(never)]
    pub fn next(self) -> Step {
        let next = self.0.answers.with_now(next_question);
        // What was told last time is no answer before the reader says that it still fits.
        let comes_before =
            |it: &Step| Step::OPENING.iter().take_while(|it| **it != Step::Health).any(|step| step == it);
        let waits = self.0.is_health_remembered.now() && next != Step::Emergency && !comes_before(&next);
        if waits { Step::Health } else { next }
    }

    /// What was typed as the name of the person that the reader answers for.
    pub fn for_whom(self) -> &'static Live<String> {
        &self.0.for_whom
    }

    /// What the reader calls the person they answer for; empty for themselves.
    pub fn name(self) -> String {
        self.whom().1
    }

    #[inline(never)]
    fn whom(self) -> Whom {
        let is_other = self.with_answers_now(|it| it.has(Item::FOR_WHOM, "other"));
        // A name that was typed before the reader chose themselves is nobody's.
        let name = if is_other { self.0.for_whom.with_now(|it| it.trim().to_owned()) } else { String::new() };
        (is_other, name)
    }

    /// Whether the health answers came from last time and wait for the reader's yes.
    pub fn is_health_remembered(self) -> bool {
        self.0.is_health_remembered.get()
    }

    /// The same, without following it.
    pub fn waits_for_health(self) -> bool {
        self.0.is_health_remembered.now()
    }

    /// The units that weights and fluids are typed in.
    pub fn units(self) -> &'static Live<Units> {
        &self.0.units
    }

    /// Where what is saved goes; this is followed.
    pub fn place(self) -> Place {
        self.0.place.get()
    }

    /// Whether the option at this place was chosen.
    #[inline(never)]
    pub fn is_chosen(self, item: Item, at: usize) -> bool {
        self.with_answers(|it| match it.given(item) {
            Some(Answer::Choice(chosen)) => usize::from(chosen) == at,
            Some(Answer::Choices(mask)) => mask & 1 << at != 0,
            Some(Answer::Integer(number)) => usize::from(number) == at,
            Some(Answer::Decimal(_)) | None => false,
        })
    }

    /// Whether `item` has an answer.
    #[inline(never)]
    pub fn is_answered(self, item: Item) -> bool {
        self.with_answers(|it| it.is_answered(item))
    }

    /// Whether `item` has an answer now, without following it.
    #[inline(never)]
    pub fn is_answered_now(self, item: Item) -> bool {
        self.with_answers_now(|it| it.is_answered(item))
    }

    /// Gives an answer, or takes it back. An answer that makes it an emergency shows the result at once.
    #[inline(never)]
    pub fn give(self, item: Item, answer: Option<Answer>) {
        let before = self.answers_now();
        let mut answers = before.clone();
        answers.edit(item, answer);
        self.set_answers(answers);
        self.keep();
        let screen = self.screen_now();
        if self.is_on_one_page() {
            self.tell_of(screen);
        }
        if self.next() == Step::Emergency && screen != Screen::Result {
            // Of two answers that each make it one, none could ever be taken back if both came back with the other.
            let was_none = next_question(&before) != Step::Emergency;
            self.0.before_emergency.replace(was_none.then_some((before, screen)));
            self.see_result();
        }
    }

    /// Chooses the only option of a question, or the number of a scale.
    #[inline(never)]
    pub fn choose(self, item: Item, at: usize) {
        let answer = match item.kind() {
            Kind::Integer => Answer::Integer(at as u16),
            _ => Answer::Choice(at as u8),
        };
        self.give(item, Some(answer));
    }

    /// Ticks or unticks one option of a list. `none` and `not-sure` stand alone.
    #[inline(never)]
    pub fn tick(self, item: Item, at: usize) {
        let stands_alone = |at: usize| matches!(item.options()[at], "none" | "not-sure");
        let mask = match self.with_answers_now(|it| it.given(item)) {
            Some(Answer::Choices(mask)) => mask,
            _ => 0,
        };
        let others = (0..item.options().len()).filter(|it| stands_alone(*it)).fold(0, |mask, it| mask | 1 << it);
        let bit = 1 << at;
        let ticked = match (mask & bit != 0, stands_alone(at)) {
            (true, _) => mask & !bit,
            (false, true) => bit,
            (false, false) => (mask & !others) | bit,
        };
        self.give(item, (ticked != 0).then_some(Answer::Choices(ticked)));
    }

    /// Answers "no" to all of a screen that has no answer yet, and goes on.
    #[inline(never)]
    pub fn none_of_these(self, step: Step) {
        self.change(|it| it.none_of(step));
        self.go_on(step);
    }

    /// Goes on; what has no answer stays unanswered.
    #[inline(never)]
    pub fn leave(self, step: Step) {
        self.change(|it| it.pass_over_rest(step));
        self.go_on(step);
    }

    /// Takes back whatever was answered to a question, and goes on.
    #[inline(never)]
    pub fn skip(self, item: Item) {
        self.change(|it| it.edit(item, None));
        self.leave(route::step_of(item));
    }

    #[inline(never)]
    fn change(self, change: impl FnOnce(&mut Answers)) {
        let mut answers = self.answers_now();
        change(&mut answers);
        self.set_answers(answers);
    }

    #[inline(never)]
    fn go_on(self, step: Step) {
        if step == Step::Health {
            self.0.is_health_remembered.set(false);
        }
        self.keep();
        let next = self.next();
        if self.is_on_one_page() && next != Step::Emergency {
            let at = Step::OPENING.iter().position(|it| *it == step).unwrap_or_default();
            self.focus(&route::place_on_page(at + 1));
            return self.tell_of(self.screen_now());
        }
        let screen = match self.screen_now() {
            Screen::Changing(_, afterwards) => match (next, afterwards) {
                (Step::Emergency, _) | (Step::Review, Afterwards::Result) => Screen::Result,
                (Step::Review, Afterwards::Review) => Screen::Review,
                (Step::Review, Afterwards::Send) => Screen::Send(None),
                (next, _) => Screen::Asking(next),
            },
            _ if self.0.is_revisit.get() => Self::screen_of(self.with_answers_now(|it| route::after(it, step))),
            _ => Self::screen_of(next),
        };
        self.open(screen);
    }

    /// Shows a screen of the way; the result is saved, and the health answers of last time are filled in.
    fn open(self, screen: Screen) {
        if let Screen::Result | Screen::Send(_) = screen { self.finish(screen) } else { self.show(screen) }
    }

    fn screen_of(step: Step) -> Screen {
        match step {
            Step::Start => Screen::Start,
            Step::Review => Screen::Review,
            Step::Emergency => Screen::Result,
            step => Screen::Asking(step),
        }
    }

    /// Opens the block that asks if the person is safe, whatever else is open.
    pub fn someone_is_very_ill(self) {
        self.show(Screen::Asking(Step::Safety(engine::Block::A)));
    }

    /// Goes to the screen before, as the browser's own way back asks for it.
    pub fn browser_back(self) {
        // On a device that many use, nothing of anybody lies before what came in the coach's link.
        let is_first = match self.screen_now() {
            Screen::Start => true,
            Screen::Link => self.is_kiosk(),
            _ => false,
        };
        if !is_first {
            self.back();
        }
    }

    /// Goes to the screen before, with everything kept.
    #[inline(never)]
    pub fn back(self) {
        let before = |step| {
            let before = self.with_answers_now(|it| route::before(it, step));
            before.map_or(Screen::Start, Self::screen_of)
        };
        let screen = match self.screen_now() {
            Screen::Asking(_) | Screen::Review if self.has_one_page() => Screen::Start,
            Screen::Asking(step) => before(step),
            Screen::Changing(_, Afterwards::Review) => Screen::Review,
            // What is shown is what is saved: what was typed there counts, also where the reader went back.
            Screen::Changing(_, Afterwards::Result) => return self.see_result(),
            Screen::Changing(_, Afterwards::Send) => return self.finish(Screen::Send(None)),
            Screen::Easing(Easing::Where) => Screen::Start,
            Screen::Easing(Easing::Check) => Screen::Easing(Easing::Where),
            Screen::Easing(Easing::Card | Easing::Stretch | Easing::LetGo) => Screen::Easing(Easing::Check),
            Screen::Review => before(Step::Review),
            Screen::Result => Screen::Review,
            Screen::Entry(_) | Screen::Keep => Screen::History,
            Screen::Doctor(saved) | Screen::Share(saved) | Screen::Send(saved) => {
                saved.map_or(Screen::Result, Screen::Entry)
            }
            Screen::Outcome(id) if self.0.opened_from.get() != Screen::Start => Screen::Entry(id),
            Screen::Board(_) => Screen::Teams,
            Screen::Topic(_) => Screen::Start,
            Screen::Start
            | Screen::Outcome(_)
            | Screen::Link
            | Screen::Teams
            | Screen::History
            | Screen::WhereIsMyData
            | Screen::AlreadySeen
            | Screen::ReportAnError => self.0.opened_from.get(),
        };
        self.0.is_going_back.set(true);
        self.show(screen);
    }

    /// Takes back the answer that made it an emergency; without one to take back, opens the question that did.
    pub fn that_was_a_mistake(self) {
        let before = self.0.before_emergency.take();
        if let Some((answers, screen)) = before {
            // The result that was saved at once was never meant.
            if let Some(id) = self.0.entry_id.get() {
                self.0.store.delete(id);
                self.0.entry_id.set(None);
                self.0.saved.note();
            }
            self.set_answers(answers);
            self.keep();
            self.show(screen);
            return;
        }
        let first = self.assessment().reasons.iter().flat_map(|it| it.items()).next();
        self.show(first.map_or(Screen::Start, |it| Screen::Asking(route::step_of(it))));
    }

    /// Opens a screen of questions from the list of answers.
    pub fn edit_from_review(self, step: Step) {
        self.show(if self.has_one_page() { Screen::Asking(step) } else { Screen::Changing(step, Afterwards::Review) });
    }

    /// Opens a question that the result offers to ask as well.
    pub fn make_more_exact(self, item: Item) {
        self.show(Screen::Changing(Step::Ask(item), Afterwards::Result));
    }

    /// Opens a question that a coach asks as well.
    pub fn answer_for_coach(self, item: Item) {
        self.show(Screen::Changing(Step::Ask(item), Afterwards::Send));
    }

    /// Shows the result, and saves it.
    pub fn see_result(self) {
        self.finish(Screen::Result);
    }

    /// Saves the result, and shows it or what comes after it.
    #[inline(never)]
    fn finish(self, screen: Screen) {
        if self.0.entry_id.get().is_none() {
            self.0.entry_id.set(Some(random::ulid(clock::now_ms())));
        }
        let mut entry = self.entry_now();
        // What came of it may have been told from the list of what was saved.
        entry.outcome = self.0.store.row(entry.id).and_then(|it| it.record.ok()?.value.outcome);
        let place = self.0.store.finish(&entry, self.0.draft_id.get());
        self.set_place(place);
        self.0.saved.note();
        self.show(screen);
    }

    /// Saves an entry in place of the one with its id.
    #[inline(never)]
    pub fn save(self, entry: &Entry) {
        let place = self.0.store.save(entry);
        self.set_place(place);
        self.0.saved.note();
    }

    /// The last result of this reader, where it is time to ask what came of it.
    pub fn due(self) -> Option<Entry> {
        const AFTER_MS: u64 = 3 * 86_400_000;
        let last = self.0.store.rows().into_iter().find_map(|it| it.record.ok())?;
        let entry = last.value;
        let is_due = last.unread.is_empty()
            && entry.outcome.is_none()
            && entry.tier.is_some_and(|it| it <= Tier::Soon)
            && entry.saved_at_ms + AFTER_MS <= clock::now_ms();
        is_due.then_some(entry)
    }

    /// This run as it is saved, or would be.
    #[inline(never)]
    pub fn entry_now(self) -> Entry {
        let id = self.0.entry_id.get().unwrap_or(self.0.draft_id.get());
        let (tier, for_whom) = (self.assessment().tier, self.name());
        self.with_answers_now(|it| Entry::new(id, clock::now_ms(), &for_whom, tier, it))
    }

    /// The last saved run of the same person before `entry`; nothing where that person cannot be told from others.
    #[inline(never)]
    pub fn earlier(self, entry: &Entry) -> Option<Read<Entry>> {
        let is_other = |it: &Entry| it.answers.has(Item::FOR_WHOM, "other");
        if is_other(entry) && entry.for_whom.is_empty() {
            return None;
        }
        let is_earlier = |it: &Entry| it.id != entry.id && it.saved_at_ms <= entry.saved_at_ms;
        let is_same = |it: &Entry| it.for_whom.trim() == entry.for_whom && is_other(it) == is_other(entry);
        let rows = self.0.store.rows().into_iter().filter_map(|it| it.record.ok());
        rows.into_iter().find(|it| is_earlier(&it.value) && is_same(&it.value))
    }

    /// Forgets this run, and starts anew.
    pub fn start_over(self) {
        self.forget_run();
        self.show(Screen::Start);
    }

    /// Forgets this run.
    pub fn forget_run(self) {
        self.0.store.discard_draft(self.0.draft_id.get());
        self.0.draft_id.set(random::ulid(clock::now_ms()));
        self.0.entry_id.set(None);
        self.0.before_emergency.take();
        self.0.is_health_remembered.set(false);
        self.0.for_whom.set(String::new());
        self.set_answers(Answers::default());
    }

    /// Starts anew for somebody who comes back; a run that is not finished is gone on with instead.
    pub fn answer_again(self) {
        if self.is_begun() && self.0.entry_id.get().is_none() {
            return self.open(Self::screen_of(self.next()));
        }
        self.start_over();
    }

    /// Shows a screen, and moves the focus to its heading.
    #[inline(never)]
    pub fn show(self, screen: Screen) {
        let is_aside = |it: Screen| {
            matches!(
                it,
                Screen::History
                    | Screen::Entry(_)
                    | Screen::Doctor(_)
                    | Screen::Share(_)
                    | Screen::Send(_)
                    | Screen::Link
                    | Screen::Teams
                    | Screen::Keep
                    | Screen::Board(_)
                    | Screen::Outcome(_)
                    | Screen::Topic(_)
                    | Screen::WhereIsMyData
                    | Screen::AlreadySeen
                    | Screen::ReportAnError
            )
        };
        let now = self.screen_now();
        if is_aside(screen) && !is_aside(now) {
            self.0.opened_from.set(now);
        }
        let asks_health = |it: Screen| match it {
            Screen::Asking(step) => step == Step::Health || self.has_one_page(),
            _ => false,
        };
        if asks_health(screen) {
            self.remember_health();
        }
        // Whoever goes on from the first screen will want the rest of the program in a minute or so.
        self.fetch_part(Part::Late);
        let open = self.next();
        self.0.is_revisit.set(screen != Self::screen_of(open));
        self.0.said.set(String::new());
        self.0.is_unasked.set(self.0.is_quiet.get());
        self.0.screen.put(screen);
        let shown = move || {
            self.0.screen.note();
            self.focus_on(screen);
            self.tell_of(screen);
        };
        let is_back = self.0.is_going_back.take();
        // From one question to the next the step is seen. Help is never kept waiting by it.
        match (now, screen) {
            (Screen::Asking(_), Screen::Asking(_)) if self.keeps() == Keeps::Page => page::slide(is_back, shown),
            _ => shown(),
        }
    }

    /// Moves the focus to what a screen begins with: its heading, or its part of the page that has all questions.
    #[inline(never)]
    pub fn focus_on(self, screen: Screen) {
        let at = match screen {
            // The whole page begins with this one.
            Screen::Asking(Step::Safety(engine::Block::A)) => None,
            Screen::Asking(step) if self.has_one_page() && self.has_part(Part::Late) == Some(true) => {
                Some(Step::OPENING.iter().position(|it| *it == step).unwrap_or(Step::OPENING.len()))
            }
            _ => None,
        };
        self.focus(&at.map_or("heading".to_owned(), route::place_on_page));
    }

    /// Tells the place which kind of screen is shown.
    pub fn tell_of(self, screen: Screen) {
        let progress = self.with_answers_now(engine::progress);
        self.tell(match screen {
            Screen::Start => News::Start,
            Screen::Asking(_) | Screen::Changing(..) | Screen::Review => {
                News::Question(progress.done, progress.done + progress.left_at_most)
            }
            Screen::Result => News::Result,
            _ => News::Aside,
        });
    }

    /// The unfinished run that this browser has kept, if any.
    pub fn unfinished(self) -> Option<Draft> {
        self.0.store.draft().map(|it| it.value)
    }

    /// Goes on with an unfinished run.
    pub fn continue_unfinished(self, draft: Draft) {
        if engine::is_out_of_date(clock::now_ms()) {
            return self.show(Screen::Start);
        }
        self.0.draft_id.set(draft.id);
        self.0.for_whom.set(draft.for_whom);
        self.set_answers(draft.answers);
        self.open(Self::screen_of(self.next()));
    }

    /// Goes on with answers that came in a link, as a run of its own: what was begun here stays kept.
    pub fn go_on_with(self, for_whom: String, answers: Answers) {
        let now = clock::now_ms();
        // Rules whose day is past begin nothing new.
        if engine::is_out_of_date(now) {
            return self.show(Screen::Start);
        }
        self.0.entry_id.set(None);
        self.continue_unfinished(Draft { id: random::ulid(now), saved_at_ms: now, for_whom, answers });
        self.keep();
    }

    /// Shows what came in a link.
    pub fn open_link(self, link: &str) {
        self.0.link.replace(link.to_owned());
        self.show(Screen::Link);
    }

    /// The link of the team that is answered for; empty where it is for nobody.
    pub fn preset(self) -> String {
        self.0.preset.borrow().clone()
    }

    /// Whether a team is answered for.
    pub fn has_team(self) -> bool {
        !self.0.preset.borrow().is_empty()
    }

    /// Answers for the team of this link from now on; for nobody, where it is empty.
    pub fn answer_for(self, preset: &str) {
        self.0.preset.replace(preset.to_owned());
    }

    /// Whether this is a device that many use one after the other.
    pub fn is_kiosk(self) -> bool {
        self.0.is_kiosk.get()
    }

    /// Shows what the place was set up for: `information`, `board`, `kiosk` or `result`, which is the last one that is
    /// kept; a self-assessment otherwise.
    pub fn set_mode(self, mode: &str) {
        let is_kiosk = mode == "kiosk";
        if self.0.is_kiosk.replace(is_kiosk) != is_kiosk {
            // What was answered on a device that many use is never kept, now that something may be.
            self.0.store.let_go();
            self.start_over();
        }
        // Beside a result nobody is asked either.
        self.set_information(matches!(mode, "information" | "result"));
        match mode {
            "board" => self.show(Screen::Teams),
            "result" => {
                let last = self.0.store.rows().into_iter().find(|it| it.record.is_ok());
                self.show(last.map_or(Screen::History, |it| Screen::Entry(it.id)));
            }
            "kiosk" => self.fetch_part(Part::Links),
            // What stood there because of another mode goes with it.
            _ if matches!(self.screen_now(), Screen::Teams | Screen::Board(_)) => {
                self.show(Screen::Start);
            }
            _ => {}
        }
    }

    /// Asks all questions on one page from now on, or one after the other.
    pub fn set_one_page(self, is_one_page: bool) {
        let was_one_page = self.0.is_one_page.replace(is_one_page);
        if was_one_page == is_one_page {
            return;
        }
        match (self.screen_now(), self.next()) {
            // The danger signs stay where somebody is very ill and nothing else is known yet.
            (now @ Screen::Asking(_), Step::Start) => self.show(now),
            (Screen::Asking(_) | Screen::Review, next) => self.show(Self::screen_of(next)),
            _ => {}
        }
    }

    /// Whether all questions stand on one page.
    pub fn has_one_page(self) -> bool {
        self.0.is_one_page.get()
    }

    /// Asks one question after the other, since the part that shows the page cannot be had.
    pub fn go_without_one_page(self) {
        self.0.is_one_page.set(false);
    }

    /// Whether that page is on the screen.
    #[inline(never)]
    pub fn is_on_one_page(self) -> bool {
        self.has_one_page() && matches!(self.screen_now(), Screen::Asking(_) | Screen::Review)
    }

    /// Passes over what has no answer on a screen, without going on from it.
    pub fn pass_over(self, step: Step) {
        self.change(|it| it.pass_over_rest(step));
        self.keep();
    }

    /// The link that was opened last.
    pub fn link(self) -> String {
        self.0.link.borrow().clone()
    }

    /// Goes on with the answers in a link at once, as soon as the part that reads it is there.
    pub fn resume(self, link: &str) {
        let (link, n_places) = (link.to_owned(), self.n_places());
        late::fetch(
            Part::Links,
            Box::new(move |is_here| {
                if is_here && self.stands_since(n_places) {
                    late::use_links(Links::GoOn(self, &link));
                }
            }),
        );
    }

    /// This run as a link to go on with; as it is kept, where the part that writes links is not there.
    pub fn token(self) -> String {
        if self.0.parts[Part::Links as usize].now() != Some(true) {
            return history::write_draft(&self.draft_now());
        }
        let token = RefCell::default();
        late::use_links(Links::Token(self, &token));
        token.take()
    }

    /// Forgets an unfinished run.
    pub fn discard_unfinished(self, draft: Ulid) {
        self.0.store.discard_draft(draft);
    }

    /// Looks at what was saved here.
    pub fn with_store<T>(self, look: impl FnOnce(&Store) -> T) -> T {
        look(&self.0.store)
    }

    /// How often something saved has changed; this is followed.
    pub fn n_saved(self) -> u32 {
        self.0.saved.count()
    }

    /// Notes that something saved has changed.
    pub fn note_saved(self) {
        self.0.saved.note();
    }

    /// What came of the last thing the reader did on this screen, where it does not show by itself.
    pub fn said(self) -> &'static Live<String> {
        &self.0.said
    }

    /// The second file.
    pub fn second_file(self) -> &'static Live<SecondFile> {
        self.0.second_file
    }

    /// Fetches the second file unless it is here or on its way, without any answer in the request.
    pub fn fetch_second_file(self) {
        let file = self.second_file();
        let is_wanted = file.with_now(|it| matches!(it, SecondFile::Unasked | SecondFile::Missing));
        let (true, Some(stand)) = (is_wanted, self.place_it_stands_in()) else { return };
        file.set(SecondFile::Coming);
        host::second_file(&stand.host, move |it| {
            file.set(it.and_then(take_in).map_or(SecondFile::Missing, SecondFile::Here))
        });
    }

    /// Fetches a part of the program, and the second file where it could not be had before. The questions are fetched before
    /// the second file, since somebody may be waiting for them.
    #[inline(never)]
    pub fn fetch_part(self, part: Part) {
        if part != Part::Questions {
            self.fetch_part(Part::Questions);
        }
        let is_there = &self.0.parts[part as usize];
        if is_there.now() == Some(false) {
            is_there.set(None);
        }
        if is_there.now().is_none() {
            let then = move |is_here| {
                is_there.set(Some(is_here));
                if part == Part::Questions {
                    self.fetch_second_file();
                }
            };
            late::fetch(part, Box::new(then));
        }
        // Where the place was gone when the questions came, nobody has asked for it since.
        let is_wanted = self.second_file().with_now(|it| match it {
            SecondFile::Missing => true,
            SecondFile::Unasked => self.0.parts[Part::Questions as usize].now().is_some(),
            SecondFile::Coming | SecondFile::Here(_) => false,
        });
        if is_wanted {
            self.fetch_second_file();
        }
    }

    /// Whether a part of the program is there, and the words of what comes later than the questions. Nothing while it is
    /// not known.
    #[inline(never)]
    pub fn has_part(self, part: Part) -> Option<bool> {
        if part == Part::Questions {
            return self.0.parts[part as usize].now();
        }
        let words = self.second_file().with_now(|it| match it {
            SecondFile::Unasked | SecondFile::Coming => None,
            SecondFile::Here(_) => Some(true),
            SecondFile::Missing => Some(false),
        });
        match (words, self.0.parts[part as usize].now()) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }

    /// How often that has changed; this is followed.
    pub fn n_late(self) -> u32 {
        let parts = self.0.parts.iter().map(Live::n_changes);
        parts.fold(self.second_file().n_changes(), u32::wrapping_add)
    }

    /// Deletes, keeping what is needed to bring it back.
    pub fn delete(self, delete: impl FnOnce(&Store) -> Deleted) {
        *self.0.deleted.borrow_mut() = Some(delete(&self.0.store));
        self.0.saved.note();
    }

    /// Whether something was deleted that can be brought back.
    pub fn can_undo(self) -> bool {
        self.0.deleted.borrow().is_some()
    }

    /// Brings back what was deleted last.
    pub fn undo(self) {
        let deleted = self.0.deleted.take();
        if let Some(deleted) = deleted {
            self.set_place(self.0.store.undo(&deleted));
        }
        self.0.saved.note();
    }

    /// Whether there is an answer yet that would be lost.
    pub fn is_begun(self) -> bool {
        self.with_answers(|it| !it.is_empty())
    }

    /// This run as it is kept while it is unfinished.
    #[inline(never)]
    pub fn draft_now(self) -> Draft {
        let mut answers = self.answers_now();
        // What waits for the reader's yes is filled in anew the next time.
        if self.waits_for_health() {
            health().for_each(|it| answers.edit(it, None));
        }
        Draft { id: self.0.draft_id.get(), saved_at_ms: clock::now_ms(), for_whom: self.name(), answers }
    }

    #[inline(never)]
    fn keep(self) {
        self.set_place(self.0.store.keep_draft(&self.draft_now()));
    }

    /// Fills in the medicines and illnesses of the last saved run for the same person, to be confirmed.
    fn remember_health(self) {
        let whom = self.whom();
        if self.0.is_health_remembered.now() && *self.0.remembered_of.borrow() != whom {
            self.change(|it| health().for_each(|item| it.edit(item, None)));
            self.0.is_health_remembered.set(false);
        } else if self.with_answers_now(|it| route::is_seen(it, Step::Health)) {
            return;
        }
        let (is_other, name) = &whom;
        // Nobody's health is filled in before it is known who it is about.
        if !self.is_answered_now(Item::FOR_WHOM) || (*is_other && name.is_empty()) {
            return;
        }
        let Some(last) = self.earlier(&self.entry_now()) else { return };
        let known: Vec<_> = health().filter_map(|it| last.value.answers.given(it).map(|answer| (it, answer))).collect();
        if known.is_empty() {
            return;
        }
        self.0.remembered_of.replace(whom);
        self.change(|it| known.iter().for_each(|(item, answer)| it.edit(*item, Some(*answer))));
        self.0.is_health_remembered.set(true);
    }
}
