//! Easing a cramp that is there right now: which muscle, a few danger signs, and a stretch that is timed.

use super::{Screen, Session};
use crate::browser::clock;
use crate::timer::{Rhythm, Timer};
use engine::{Act, Answer, Item, Relief, Step, Tier};

/// The danger signs that are asked before a stretch: block A, and those that forbid one.
pub const CHECKED: [Item; 5] =
    [Item::RF_POP, Item::RF_COLD_PALE, Item::RF_TIGHT, Item::RF_SWOLLEN_ONE, Item::RF_BROWN_URINE];

/// Where a person is on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Easing {
    /// Which muscle?
    Where,
    /// The danger signs.
    Check,
    /// What the danger signs that were ticked ask for.
    Card,
    /// The stretch, timed.
    Stretch,
    /// It let go: the next hour.
    LetGo,
}

/// What helps to follow the count without looking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aids {
    /// A bell at each change.
    pub bell: bool,
    /// A voice that counts.
    pub voice: bool,
    /// A buzz at each change.
    pub buzz: bool,
}

impl Session {
    /// The danger signs of the check that can apply, in order.
    pub fn checked(self) -> Vec<Item> {
        let block_a = Step::Safety(engine::Block::A).items();
        let all = block_a.into_iter().chain(CHECKED);
        self.with_answers(|it| all.filter(|item| it.is_enabled(*item) && !engine::hides(it, *item)).collect())
    }

    /// The muscle that cramps; none where there is no protocol of its own for it.
    pub fn muscle(self) -> Option<Relief> {
        self.0.muscle.get()
    }

    /// Chooses the muscle by its site, and the leg where that is known, and goes on to the danger signs.
    #[inline(never)]
    pub fn ease(self, site: usize, muscle: Option<Relief>, is_one_leg: bool) {
        self.0.muscle.set(muscle);
        // Another muscle is another cramp, with doses of its own.
        self.0.timer.set(None);
        self.give(Item::SITE, Some(Answer::Choices(1 << site)));
        if is_one_leg {
            self.choose(Item::SIDE, 0);
        }
        self.show(Screen::Easing(Easing::Check));
    }

    /// Answers "no" to each danger sign of the check that has no answer, and goes on.
    #[inline(never)]
    pub fn none_of_the_checked(self) {
        for item in self.checked() {
            let no = item.options().iter().position(|it| *it == "no");
            if let (Some(no), false) = (no, self.is_answered_now(item)) {
                self.give(item, Some(Answer::Choice(no as u8)));
            }
        }
        self.leave_the_check();
    }

    /// Goes on to the stretch, or to what the danger signs ask for. Signs without an answer are never passed over.
    #[inline(never)]
    pub fn leave_the_check(self) {
        if self.screen_now() == Screen::Result {
            return;
        }
        let is_told = self.assessment().tier > Tier::SelfCare || !self.may_stretch();
        if is_told { self.show(Screen::Easing(Easing::Card)) } else { self.stretch() }
    }

    /// Whether no rule takes stretching away.
    pub fn may_stretch(self) -> bool {
        !self.assessment().forbidden().has(Act::STRETCH)
    }

    /// Starts the count, or another round of it.
    #[inline(never)]
    pub fn stretch(self) {
        if !self.may_stretch() || self.assessment().tier == Tier::Emergency {
            return self.show(Screen::Easing(Easing::Card));
        }
        let now = clock::now_ms();
        let timer = match self.0.timer.get() {
            Some(mut timer) => {
                timer.go_on(now);
                timer
            }
            None => Timer::start(self.muscle().map_or(Rhythm::COMMON, Rhythm::of), now),
        };
        self.0.timer.set(Some(timer));
        self.show(Screen::Easing(Easing::Stretch));
    }

    /// The count, while there is one.
    pub fn timer(self) -> Option<Timer> {
        self.0.timer.get()
    }

    /// Stops the count, or lets it go on.
    pub fn pause_or_resume(self) {
        if let Some(mut timer) = self.0.timer.get() {
            timer.pause_or_resume(clock::now_ms());
            self.0.timer.set(Some(timer));
        }
    }

    /// It still cramps: another round, and after ten minutes a danger sign.
    #[inline(never)]
    pub fn still_cramping(self) {
        let is_past_limit = self.0.timer.get().is_some_and(|it| it.is_past_limit(clock::now_ms()));
        if !is_past_limit {
            return self.stretch();
        }
        let yes = Item::RF_LOCKED.options().iter().position(|it| *it == "yes").unwrap_or_default();
        self.0.timer.set(None);
        self.choose(Item::RF_LOCKED, yes);
        if self.screen_now() != Screen::Result {
            self.show(Screen::Easing(Easing::Card));
        }
    }

    /// The cramp let go.
    pub fn it_let_go(self) {
        self.0.timer.set(None);
        self.show(Screen::Easing(Easing::LetGo));
    }

    /// Goes on with the whole self-assessment; what is known already is not asked again.
    pub fn assess_the_rest(self) {
        self.0.timer.set(None);
        self.open(Self::screen_of(self.next()));
    }

    /// What helps to follow the count without looking.
    pub fn aids(self) -> Aids {
        self.0.aids.get()
    }

    /// Sets it.
    pub fn set_aids(self, aids: Aids) {
        self.0.aids.set(aids);
    }

    /// Opens the danger signs again, to take back what was ticked by mistake.
    pub fn check_again(self) {
        self.0.timer.set(None);
        let is_locked = self.with_answers_now(|it| it.has(Item::RF_LOCKED, "yes"));
        if is_locked {
            self.edit_from_review(Step::Safety(engine::Block::D));
        } else {
            self.show(Screen::Easing(Easing::Check));
        }
    }
}
