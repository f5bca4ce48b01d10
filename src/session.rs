//! One person's run through the questions: what they answered, what follows from it, and what they can do.

use crate::browser::store::{Deleted, Listener, Place, Store};
use crate::browser::{clock, focus, random};
use crate::route;
use engine::{Answer, Answers, Assessment, Item, Kind, Stage, Step, assess, next_question};
use leptos::prelude::*;
use record::history::{Draft, Entry, Ulid};

/// What is on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Screen {
    /// What this is, and what brings the reader here.
    Start,
    /// A screen of questions, on the way to the result.
    Asking(Step),
    /// A screen of questions, opened to change something.
    Changing(Step, Afterwards),
    /// The answers, each with a way to change it.
    Review,
    /// What follows from the answers.
    Result,
    /// What was saved here.
    History,
    /// A saved result, as it was.
    Entry(Ulid),
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
}

/// The units that weights and fluids are typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// Kilograms and litres.
    Metric,
    /// Pounds and US fluid ounces.
    Us,
}

/// One person's run through the questions.
#[derive(Clone, Copy)]
pub struct Session {
    answers: RwSignal<Answers>,
    /// What follows from the answers.
    pub assessment: Memo<Assessment>,
    screen: RwSignal<Screen>,
    /// The screen that a page on the side was opened from.
    opened_from: StoredValue<Screen>,
    /// Whether the screen was answered before it was shown, so that what follows was seen too.
    is_revisit: StoredValue<bool>,
    /// The answers and the screen before an answer made it an emergency.
    before_emergency: StoredValue<Option<(Answers, Screen)>>,
    /// What the reader calls the person they answer for; empty for themselves.
    pub for_whom: RwSignal<String>,
    /// Whether the health answers came from last time and wait for the reader's yes.
    pub is_health_remembered: RwSignal<bool>,
    /// The units that weights and fluids are typed in.
    pub units: RwSignal<Units>,
    store: StoredValue<Store, LocalStorage>,
    /// Where what is saved goes.
    pub place: RwSignal<Place>,
    /// Rises when something saved has changed, here or in another tab.
    pub n_changes: RwSignal<u32>,
    /// What was deleted last, for as long as it can be brought back.
    deleted: StoredValue<Option<Deleted>, LocalStorage>,
    /// Hears of other tabs for as long as the session lives.
    listener: StoredValue<Option<Listener>, LocalStorage>,
    draft_id: StoredValue<Ulid>,
    entry_id: StoredValue<Option<Ulid>>,
}

impl Session {
    /// Starts with nothing answered, and with what this browser has kept.
    pub fn new(store: Store) -> Self {
        let answers = RwSignal::new(Answers::default());
        let place = store.place();
        let session = Self {
            answers,
            // Told on at every change: comparing two assessments costs more than showing one.
            assessment: Memo::new_with_compare(move |_| answers.with(assess), |_, _| true),
            screen: RwSignal::new(Screen::Start),
            opened_from: StoredValue::new(Screen::Start),
            is_revisit: StoredValue::new(false),
            before_emergency: StoredValue::new(None),
            for_whom: RwSignal::new(String::new()),
            is_health_remembered: RwSignal::new(false),
            units: RwSignal::new(Units::Metric),
            place: RwSignal::new(place),
            n_changes: RwSignal::new(0),
            deleted: StoredValue::new_local(None),
            listener: StoredValue::new_local(None),
            draft_id: StoredValue::new(random::ulid(clock::now_ms())),
            entry_id: StoredValue::new(None),
            store: StoredValue::new_local(store),
        };
        let listener = session.store.with_value(|it| it.on_change(move || session.n_changes.update(|it| *it += 1)));
        session.listener.set_value(Some(listener));
        session
    }

    /// What is on the screen.
    pub fn screen(&self) -> Screen {
        self.screen.get()
    }

    /// What is on the screen, without following it.
    #[inline(never)]
    pub fn screen_untracked(&self) -> Screen {
        self.screen.get_untracked()
    }

    /// Looks at the answers, and again when they change.
    pub fn with_answers<T>(&self, look: impl FnOnce(&Answers) -> T) -> T {
        self.answers.with(look)
    }

    /// Whether the option at this place was chosen.
    #[inline(never)]
    pub fn is_chosen(&self, item: Item, at: usize) -> bool {
        self.answers.with(|it| match it.given(item) {
            Some(Answer::Choice(chosen)) => usize::from(chosen) == at,
            Some(Answer::Choices(mask)) => mask & 1 << at != 0,
            Some(Answer::Integer(number)) => usize::from(number) == at,
            Some(Answer::Decimal(_)) | None => false,
        })
    }

    /// Whether `item` has an answer.
    #[inline(never)]
    pub fn is_answered(&self, item: Item) -> bool {
        self.answers.with(|it| it.is_answered(item))
    }

    /// Whether `item` has an answer now, without following it.
    #[inline(never)]
    pub fn is_answered_untracked(&self, item: Item) -> bool {
        self.answers.with_untracked(|it| it.is_answered(item))
    }

    /// Gives an answer, or takes it back. An answer that makes it an emergency shows the result at once.
    #[inline(never)]
    pub fn give(&self, item: Item, answer: Option<Answer>) {
        let before = self.answers.get_untracked();
        self.answers.update(|it| it.edit(item, answer));
        self.keep();
        let screen = self.screen.get_untracked();
        let is_emergency = self.answers.with_untracked(|it| next_question(it) == Step::Emergency);
        if is_emergency && screen != Screen::Result {
            self.before_emergency.set_value(Some((before, screen)));
            self.see_result();
        }
    }

    /// Chooses the only option of a question, or the number of a scale.
    #[inline(never)]
    pub fn choose(&self, item: Item, at: usize) {
        let answer = match item.kind() {
            Kind::Integer => Answer::Integer(at as u16),
            _ => Answer::Choice(at as u8),
        };
        self.give(item, Some(answer));
    }

    /// Ticks or unticks one option of a list. `none` and `not-sure` stand alone.
    #[inline(never)]
    pub fn tick(&self, item: Item, at: usize) {
        let stands_alone = |at: usize| matches!(item.options()[at], "none" | "not-sure");
        let mask = match self.answers.with_untracked(|it| it.given(item)) {
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
    pub fn none_of_these(&self, step: Step) {
        self.answers.update(|it| it.none_of(step));
        self.go_on(step);
    }

    /// Goes on; what has no answer stays unanswered.
    #[inline(never)]
    pub fn leave(&self, step: Step) {
        self.answers.update(|it| it.pass_over_rest(step));
        self.go_on(step);
    }

    /// Takes back whatever was answered to a question, and goes on.
    #[inline(never)]
    pub fn skip(&self, item: Item) {
        self.answers.update(|it| it.edit(item, None));
        self.leave(route::step_of(item));
    }

    fn go_on(&self, step: Step) {
        if step == Step::Health {
            self.is_health_remembered.set(false);
        }
        self.keep();
        let screen = match self.screen.get_untracked() {
            Screen::Changing(_, afterwards) => match (self.answers.with_untracked(next_question), afterwards) {
                (Step::Emergency, _) | (Step::Review, Afterwards::Result) => Screen::Result,
                (Step::Review, Afterwards::Review) => Screen::Review,
                (next, _) => Screen::Asking(next),
            },
            _ if self.is_revisit.get_value() => {
                Self::screen_of(self.answers.with_untracked(|it| route::after(it, step)))
            }
            _ => Self::screen_of(self.answers.with_untracked(next_question)),
        };
        if screen == Screen::Asking(Step::Health) {
            self.remember_health();
        }
        if screen == Screen::Result { self.see_result() } else { self.show(screen) }
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
    pub fn someone_is_very_ill(&self) {
        self.show(Screen::Asking(Step::Safety(engine::Block::A)));
    }

    /// Goes to the screen before, with everything kept.
    #[inline(never)]
    pub fn back(&self) {
        let before = |step| {
            let before = self.answers.with_untracked(|it| route::before(it, step));
            before.map_or(Screen::Start, Self::screen_of)
        };
        let screen = match self.screen.get_untracked() {
            Screen::Asking(step) => before(step),
            Screen::Changing(_, Afterwards::Review) => Screen::Review,
            Screen::Changing(_, Afterwards::Result) => Screen::Result,
            Screen::Review => before(Step::Review),
            Screen::Result => Screen::Review,
            Screen::Entry(_) => Screen::History,
            Screen::Start | Screen::History | Screen::WhereIsMyData | Screen::AlreadySeen | Screen::ReportAnError => {
                self.opened_from.get_value()
            }
        };
        self.show(screen);
    }

    /// Takes back the answer that made it an emergency; without one to take back, opens the question that did.
    pub fn that_was_a_mistake(&self) {
        if let Some((answers, screen)) = self.before_emergency.get_value() {
            self.before_emergency.set_value(None);
            // The result that was saved at once was never meant.
            if let Some(id) = self.entry_id.get_value() {
                self.store.with_value(|it| it.delete(id));
                self.entry_id.set_value(None);
                self.n_changes.update(|it| *it += 1);
            }
            self.answers.set(answers);
            self.keep();
            self.show(screen);
            return;
        }
        let first = self.assessment.with_untracked(|it| it.reasons.iter().flat_map(|it| it.items()).next());
        self.show(first.map_or(Screen::Start, |it| Screen::Asking(route::step_of(it))));
    }

    /// Opens a screen of questions from the list of answers.
    pub fn edit_from_review(&self, step: Step) {
        self.show(Screen::Changing(step, Afterwards::Review));
    }

    /// Opens a question that the result offers to ask as well.
    pub fn make_more_exact(&self, item: Item) {
        self.show(Screen::Changing(Step::Ask(item), Afterwards::Result));
    }

    /// Shows the result, and saves it.
    #[inline(never)]
    pub fn see_result(&self) {
        let now = clock::now_ms();
        let id = self.entry_id.get_value().unwrap_or_else(|| random::ulid(now));
        self.entry_id.set_value(Some(id));
        let tier = self.assessment.with_untracked(|it| it.tier);
        let for_whom = self.for_whom.get_untracked();
        let entry = self.answers.with_untracked(|it| Entry::new(id, now, &for_whom, tier, it));
        let place = self.store.with_value(|it| it.finish(&entry, self.draft_id.get_value()));
        self.place.set(place);
        self.n_changes.update(|it| *it += 1);
        self.show(Screen::Result);
    }

    /// Forgets this run, and starts anew.
    pub fn start_over(&self) {
        self.store.with_value(|it| it.discard_draft(self.draft_id.get_value()));
        self.draft_id.set_value(random::ulid(clock::now_ms()));
        self.entry_id.set_value(None);
        self.before_emergency.set_value(None);
        self.is_health_remembered.set(false);
        self.for_whom.set(String::new());
        self.answers.set(Answers::default());
        self.show(Screen::Start);
    }

    /// Shows a screen, and moves the focus to its heading.
    #[inline(never)]
    pub fn show(&self, screen: Screen) {
        let is_aside = |it: Screen| {
            matches!(
                it,
                Screen::History
                    | Screen::Entry(_)
                    | Screen::WhereIsMyData
                    | Screen::AlreadySeen
                    | Screen::ReportAnError
            )
        };
        let now = self.screen.get_untracked();
        if is_aside(screen) && !is_aside(now) {
            self.opened_from.set_value(now);
        }
        let open = self.answers.with_untracked(next_question);
        self.is_revisit.set_value(screen != Self::screen_of(open));
        self.screen.set(screen);
        focus::heading("heading");
    }

    /// The unfinished run that this browser has kept, if any.
    pub fn unfinished(&self) -> Option<Draft> {
        self.store.with_value(|it| it.draft()).map(|it| it.value)
    }

    /// Goes on with an unfinished run.
    pub fn continue_unfinished(&self, draft: Draft) {
        self.draft_id.set_value(draft.id);
        self.for_whom.set(draft.for_whom);
        self.answers.set(draft.answers);
        let next = self.answers.with_untracked(next_question);
        match Self::screen_of(next) {
            Screen::Result => self.see_result(),
            screen => self.show(screen),
        }
    }

    /// Forgets an unfinished run.
    pub fn discard_unfinished(&self, draft: Ulid) {
        self.store.with_value(|it| it.discard_draft(draft));
    }

    /// Looks at what was saved here, and again when it changes.
    pub fn with_store<T>(&self, look: impl FnOnce(&Store) -> T) -> T {
        self.n_changes.track();
        self.store.with_value(look)
    }

    /// Deletes, keeping what is needed to bring it back.
    pub fn delete(&self, delete: impl FnOnce(&Store) -> Deleted) {
        self.deleted.set_value(Some(self.store.with_value(delete)));
        self.n_changes.update(|it| *it += 1);
    }

    /// Whether something was deleted that can be brought back.
    pub fn can_undo(&self) -> bool {
        self.n_changes.track();
        self.deleted.with_value(Option::is_some)
    }

    /// Brings back what was deleted last.
    pub fn undo(&self) {
        if let Some(deleted) = self.deleted.try_update_value(Option::take).flatten() {
            self.place.set(self.store.with_value(|it| it.undo(&deleted)));
        }
        self.n_changes.update(|it| *it += 1);
    }

    /// Whether there is an answer yet that would be lost.
    pub fn is_begun(&self) -> bool {
        self.answers.with(|it| !it.is_empty())
    }

    #[inline(never)]
    fn keep(&self) {
        let draft = Draft {
            id: self.draft_id.get_value(),
            saved_at_ms: clock::now_ms(),
            for_whom: self.for_whom.get_untracked(),
            answers: self.answers.get_untracked(),
        };
        self.place.set(self.store.with_value(|it| it.keep_draft(&draft)));
    }

    /// Fills in the medicines and illnesses of the last saved run for the same person, to be confirmed.
    fn remember_health(&self) {
        if self.answers.with_untracked(|it| route::is_seen(it, Step::Health)) {
            return;
        }
        let for_whom = self.for_whom.get_untracked();
        let is_other = |answers: &Answers| answers.has(Item::FOR_WHOM, "other");
        let is_other_now = self.answers.with_untracked(is_other);
        let rows = self.store.with_value(|it| it.rows());
        let last = rows.into_iter().filter_map(|it| it.record.ok()).map(|it| it.value);
        let last = last.filter(|it| it.for_whom == for_whom && is_other(&it.answers) == is_other_now);
        let Some(last) = last.max_by_key(|it| it.saved_at_ms) else { return };
        let health = Item::all().filter(|it| it.stage() == Stage::Health);
        let known: Vec<_> = health.filter_map(|it| last.answers.given(it).map(|answer| (it, answer))).collect();
        if known.is_empty() || (is_other_now && for_whom.is_empty()) {
            return;
        }
        self.answers.update(|it| known.into_iter().for_each(|(item, answer)| it.edit(item, Some(answer))));
        self.is_health_remembered.set(true);
    }
}
