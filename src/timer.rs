//! The clock of a guided stretch: hold, ease off, again. Pure: the time comes in as an argument, so that a slow
//! processor or a locked phone changes what is seen for a moment and never what the time is.

use engine::Relief;

/// From when on a cramp that has not let go is a danger sign of its own (LEDGER 4, common rule 6), in seconds.
pub const LIMIT_SECONDS: u32 = 600;

/// Holds and pauses, one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// How long each hold is, in seconds.
    pub hold: u32,
    /// How long each pause between two holds is, in seconds.
    pub ease: u32,
    /// How many holds there are.
    pub holds: u32,
}

impl Rhythm {
    /// The longest holds and the most of them that the ledger has for a muscle.
    pub fn of(relief: Relief) -> Self {
        let [_, hold] = relief.hold_seconds();
        let [_, holds] = relief.repeats();
        Self { hold: hold.into(), ease: relief.ease_seconds().into(), holds: holds.into() }
    }

    /// For muscles that have no protocol of their own: the common rules of the ledger.
    pub const COMMON: Rhythm = Rhythm { hold: 30, ease: 10, holds: 4 };
}

/// What to do at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Hold the stretch.
    Hold,
    /// Ease off half way.
    Ease,
    /// All holds are done.
    Done,
}

/// Where a stretch is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// What to do.
    pub phase: Phase,
    /// Which hold it is, or follows, counted from 1.
    pub hold: u32,
    /// How much of the phase is over, in milliseconds.
    pub past_ms: u32,
    /// How long the phase is, in milliseconds.
    pub long_ms: u32,
}

impl Moment {
    /// How many seconds of the phase are left, counted as a person counts down: the last second is 1.
    pub fn seconds_left(self) -> u32 {
        (self.long_ms - self.past_ms).div_ceil(1000)
    }
}

/// A stretch that is being timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timer {
    rhythm: Rhythm,
    /// When the cramp was first timed; going on with another round keeps it.
    first_ms: u64,
    /// When this round would have begun had there been no pause.
    begun_ms: u64,
    paused_at_ms: Option<u64>,
}

impl Timer {
    /// Starts at `now_ms`, in milliseconds since 1970.
    pub fn start(rhythm: Rhythm, now_ms: u64) -> Self {
        Self { rhythm, first_ms: now_ms, begun_ms: now_ms, paused_at_ms: None }
    }

    /// Starts another round of the same cramp.
    pub fn go_on(&mut self, now_ms: u64) {
        (self.begun_ms, self.paused_at_ms) = (now_ms, None);
    }

    /// Stops the count, or lets it run again from where it stopped.
    pub fn pause_or_resume(&mut self, now_ms: u64) {
        match self.paused_at_ms.take() {
            Some(paused_at_ms) => self.begun_ms += now_ms.saturating_sub(paused_at_ms),
            None => self.paused_at_ms = Some(now_ms),
        }
    }

    /// Whether the count stands still.
    pub fn is_paused(&self) -> bool {
        self.paused_at_ms.is_some()
    }

    /// Whether the cramp has lasted for ten minutes since it was first timed; a pause does not stop a cramp.
    pub fn is_past_limit(&self, now_ms: u64) -> bool {
        now_ms.saturating_sub(self.first_ms) >= u64::from(LIMIT_SECONDS) * 1000
    }

    /// Where the stretch is. A clock that is set back shows the beginning.
    pub fn at(&self, now_ms: u64) -> Moment {
        let Rhythm { hold, ease, holds } = self.rhythm;
        let now_ms = self.paused_at_ms.unwrap_or(now_ms);
        let past_ms = now_ms.saturating_sub(self.begun_ms);
        let [hold_ms, ease_ms] = [hold, ease].map(|it| u64::from(it) * 1000);
        let round_ms = hold_ms + ease_ms;
        let (number, in_round) = (past_ms / round_ms, past_ms % round_ms);
        if past_ms + ease_ms >= round_ms * u64::from(holds) {
            return Moment { phase: Phase::Done, hold: holds, past_ms: 0, long_ms: 0 };
        }
        let (phase, past_ms, long_ms) = match in_round.checked_sub(hold_ms) {
            None => (Phase::Hold, in_round, hold_ms),
            Some(past) => (Phase::Ease, past, ease_ms),
        };
        Moment { phase, hold: number as u32 + 1, past_ms: past_ms as u32, long_ms: long_ms as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: u64 = 1_795_315_800_000;

    #[test]
    fn holds_and_pauses_follow_each_other_to_the_millisecond() {
        let timer = Timer::start(Rhythm { hold: 30, ease: 10, holds: 2 }, START);
        let cases = [
            (0, Phase::Hold, 1, 30),
            (29_001, Phase::Hold, 1, 1),
            (29_999, Phase::Hold, 1, 1),
            (30_000, Phase::Ease, 1, 10),
            (39_999, Phase::Ease, 1, 1),
            (40_000, Phase::Hold, 2, 30),
            (69_999, Phase::Hold, 2, 1),
            (70_000, Phase::Done, 2, 0),
            (9_999_999, Phase::Done, 2, 0),
        ];
        for (ms, phase, hold, left) in cases {
            let it = timer.at(START + ms);
            assert_eq!((it.phase, it.hold, it.seconds_left()), (phase, hold, left), "after {ms} ms");
        }
        assert_eq!(timer.at(START - 5_000).past_ms, 0, "a clock set back");
    }

    #[test]
    fn a_pause_stops_the_count_and_not_the_ten_minutes() {
        let mut timer = Timer::start(Rhythm::COMMON, START);
        timer.pause_or_resume(START + 12_000);
        assert!(timer.is_paused());
        assert_eq!(timer.at(START + 500_000), timer.at(START + 12_000));
        timer.pause_or_resume(START + 500_000);
        assert_eq!(timer.at(START + 501_000).seconds_left(), 17);
        assert!(!timer.is_past_limit(START + 599_999));
        assert!(timer.is_past_limit(START + 600_000));
    }

    #[test]
    fn another_round_begins_anew_and_remembers_when_the_cramp_began() {
        let mut timer = Timer::start(Rhythm::COMMON, START);
        timer.go_on(START + 300_000);
        assert_eq!((timer.at(START + 300_000).phase, timer.at(START + 300_000).hold), (Phase::Hold, 1));
        assert!(timer.is_past_limit(START + 600_000));
    }

    #[test]
    fn the_doses_are_those_of_the_ledger() {
        let doses: Vec<_> = Relief::all().map(|it| (it.code(), Rhythm::of(it).hold, Rhythm::of(it).holds)).collect();
        let expected = [
            ("gastrocnemius", 30, 4),
            ("soleus", 30, 4),
            ("hamstring", 30, 4),
            ("quadriceps", 30, 4),
            ("foot", 30, 4),
            ("adductors", 30, 4),
            ("hip-flexor", 30, 4),
            ("shin", 20, 3),
        ];
        assert_eq!(doses, expected);
        assert!(Relief::all().all(|it| Rhythm::of(it).ease == 10));
    }
}
