//! Easing a cramp that is there right now: which muscle, a few danger signs, a stretch that is timed, and the hour after.

use super::drawn::drawn;
use super::evidence::{Behind, behind};
use super::information::OTHERS;
use super::later;
use super::map::{Picking, leg_map, muscle};
use super::part::{Choice, back, choice, fold, heading, list, para, press, screen, section, session, words};
use super::result::{advice_lines, care_card};
use super::safety::{group, groups_of};
use super::words::{fill, option, say};
use crate::browser::clock;
use crate::browser::coach::{self, Awake, Bell, Ticker};
use crate::browser::dom::{Piece, drawing, el, svg};
use crate::late::Part;
use crate::live::{Dial, Switch};
use crate::session::{Aids, CHECKED, Easing, Screen, Session};
use crate::timer::Phase;
use content::{Message, id, kind, part};
use engine::{Answer, Answers, Item, Relief, Stage, assess};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// One screen of the way.
pub fn relief(easing: Easing) -> Piece {
    let session = session();
    match easing {
        Easing::Where => place(session),
        Easing::Check => check(session),
        Easing::Card => card(session),
        Easing::Stretch => later(Screen::Easing(easing), Part::Late, name(session)),
        Easing::LetGo => later(Screen::Easing(easing), Part::Late, say(id::EASE_AFTER)),
    }
}

/// A screen of the late part: the stretch itself, or the hour after. Whoever comes here has left the first screen three
/// taps ago, and the late part has been on its way since.
pub fn late(easing: Easing) -> Piece {
    let session = session();
    if easing == Easing::LetGo { let_go(session) } else { stretch(session) }
}

/// Which muscle: the map, and a list that does the same.
fn place(session: Session) -> Piece {
    let picking = Picking {
        is_many: false,
        is_picked: Rc::new(|_| false),
        pick: Rc::new(move |it| session.ease(it.site, it.muscle(), true)),
    };
    let mut rows: Vec<Piece> = Vec::new();
    for at in 0..Item::SITE.options().len() {
        let ease = move || session.ease(at, muscle(at, false), false);
        rows.push(press("choice", option(Item::SITE, at), ease).into());
        // Right after the calf: its lower half is another muscle.
        if at == 0 {
            let lower = move || session.ease(at, muscle(at, true), false);
            rows.push(press("choice", say(id::LOWER_CALF), lower).into());
        }
    }
    let both = el("div")
        .class("map-and-list")
        .child(leg_map(session, picking))
        .child(el("div").class("choices").children(rows));
    screen(vec![
        back(),
        heading(say(id::EASE_WHERE)),
        both.into(),
        press("link", say(id::EASE_ASSESS), move || session.assess_the_rest()).into(),
    ])
}

/// The danger signs, never skipped.
fn check(session: Session) -> Piece {
    // Whether something is ticked or in doubt, and whether all is answered.
    let said = move || {
        let lines = session.checked();
        let is_yes = |it: &&Item| session.with_answers(|answers| !answers.has(**it, "no") && answers.is_answered(**it));
        u32::from(lines.iter().filter(is_yes).count() > 0)
    };
    let go = move |is_any| {
        let says = if is_any == 0 { id::NONE_OF_THESE } else { id::NONE_OF_THE_OTHERS };
        press("go", say(says), move || session.none_of_the_checked()).into()
    };
    let mut parts = vec![back(), heading(say(id::EASE_CHECK)), words("p", "lead", say(id::EASE_CHECK_INTRO))];
    parts.extend(groups_of(engine::Block::A));
    parts.push(group(id::EASE_CHECK_LEG, &CHECKED));
    parts.push(el("div").class("actions").live_by(said, go).into());
    screen(parts)
}

/// What the signs that were ticked ask for. Only then, and only where no rule forbids it, the stretch.
fn card(session: Session) -> Piece {
    let (answers, assessment) = (session.answers_now(), session.assessment());
    let mut actions = el("div").class("actions");
    if session.may_stretch() {
        actions = actions.child(press("go", say(id::EASE_ANYWAY), move || session.stretch()));
    }
    let actions = actions.child(press("small", say(id::BY_MISTAKE), move || session.check_again())).child(press(
        "small",
        say(id::EASE_ASSESS),
        move || session.assess_the_rest(),
    ));
    let mut parts = vec![back(), care_card(&answers, &assessment, None)];
    if !session.may_stretch() {
        parts.push(words("p", "note", say(id::EASE_NO_STRETCH)));
    }
    parts.push(section(id::NOW_HEADING, advice_lines(&answers, &assessment)));
    parts.push(actions.into());
    screen(parts)
}

/// The name of what is eased.
fn name(session: Session) -> &'static str {
    match session.muscle() {
        Some(Relief::SOLEUS) => say(id::LOWER_CALF),
        Some(_) | None => {
            let sites = session.with_answers_now(|it| match it.given(Item::SITE) {
                Some(Answer::Choices(mask)) => mask,
                _ => 0,
            });
            option(Item::SITE, sites.trailing_zeros() as usize)
        }
    }
}

const RING_LONG: u32 = 1000;

/// The stretch with its ring.
fn stretch(session: Session) -> Piece {
    let Some(timer) = session.timer() else { return check(session) };
    let count = Count::new(session);
    let n_holds = session.muscle().map_or(crate::timer::Rhythm::COMMON, crate::timer::Rhythm::of).holds.to_string();
    let phase_of = move || match count.phase.get() {
        HOLDING => id::EASE_HOLD,
        EASING => id::EASE_EASE,
        LONG => id::EASE_TEN_MINUTES,
        _ => id::EASE_DONE,
    };
    let number = move || if count.phase.get() < DONE { count.seconds.get().to_string() } else { String::new() };
    let which = move || match count.phase.get() < DONE {
        true => fill(id::EASE_WHICH, &[("n", &count.hold.get().to_string()), ("of", &n_holds)]),
        false => String::new(),
    };
    let ring = drawing(
        "ring",
        ["120", "120"],
        vec![
            svg("circle").class("track").attr("cx", "60").attr("cy", "60").attr("r", "54").into(),
            svg("circle")
                .class("past")
                .attr("cx", "60")
                .attr("cy", "60")
                .attr("r", "54")
                .attr("pathLength", &RING_LONG.to_string())
                .live_attr("stroke-dasharray", move || Some([&count.ring.get().to_string(), " 1000"].concat()))
                .into(),
        ],
    );
    let face = el("div")
        .class("face")
        .attr("role", "timer")
        .child(el("p").class("seconds").live_text(number))
        .child(el("p").class("phase").live_text(move || say(phase_of()).to_owned()))
        .child(el("p").class("which").live_text(which));
    let clock_face = el("div")
        .class("timer")
        .live_attr("data-phase", move || Some(count.phase.get().to_string()))
        .child(ring)
        .child(face)
        .keep(Box::new(count.run(session)));
    let told = el("p").class("hidden").attr("role", "status").live_text(move || say(phase_of()).to_owned());
    let paused = Switch::new(timer.is_paused());
    let pause = move || {
        session.pause_or_resume();
        paused.turn();
    };
    let pause = el("button")
        .attr("type", "button")
        .class("small")
        .live_text(move || say(if paused.is_on() { id::EASE_RESUME } else { id::EASE_PAUSE }).to_owned())
        .on("click", move |_| pause());
    let actions = el("div")
        .class("actions")
        .child(press("go", say(id::EASE_LET_GO), move || session.it_let_go()))
        .child(press("small", say(id::EASE_STILL), move || session.still_cramping()))
        .child(pause);
    let how = el("div").live_by(move || session.second_file().n_changes(), move |_| how(session));
    let position = el("div").live_by(move || session.second_file().n_changes(), move |_| drawings(session));
    screen(vec![
        back(),
        heading(name(session)),
        el("div").class("coach").child(clock_face).child(position).into(),
        told.into(),
        actions.into(),
        how.into(),
        aids(session),
        others(session),
        press("link", say(id::EASE_ASSESS), move || session.assess_the_rest()).into(),
    ])
}

/// The two positions, drawn.
fn drawings(session: Session) -> Piece {
    let Some(muscle) = session.muscle() else { return el("div").into() };
    let drawings = ["", "-2"].map(|it| drawn(session, &[muscle.code(), it].concat()));
    el("div").class("drawings").children(drawings.into()).into()
}

/// How the muscle is stretched: position, steps, and what not to do. Until the second file is here, and for
/// muscles without a protocol of their own, the common rules.
fn how(session: Session) -> Piece {
    let own = session.muscle().map(|it| kind::RELIEF.at(it.index())).filter(|it| !it.text().is_empty());
    let Some(message) = own else {
        let steps = steps(id::RELIEF_COMMON).into_iter().take(6).collect::<Vec<_>>();
        return section(id::EASE_HOW, vec![ordered(&steps)]);
    };
    let words_of = |part| message.part(part).unwrap_or_default();
    section(
        id::EASE_HOW,
        vec![
            para(words_of(part::POSITION)),
            ordered(&steps(message)),
            words("p", "avoid", words_of(part::AVOID)),
            para(id::RELIEF_COMMON.part(part::STEP_2).unwrap_or_default()),
        ],
    )
}

/// The steps of a protocol.
pub fn steps(message: Message) -> Vec<String> {
    const STEPS: [content::Part; 8] = [
        part::STEP_1,
        part::STEP_2,
        part::STEP_3,
        part::STEP_4,
        part::STEP_5,
        part::STEP_6,
        part::STEP_7,
        part::STEP_8,
    ];
    STEPS.into_iter().filter_map(|it| message.part(it)).map(str::to_owned).collect()
}

/// Lines in their order.
pub fn ordered(lines: &[String]) -> Piece {
    el("ol").class("steps").children(lines.iter().map(|it| words("li", "", it)).collect()).into()
}

/// What helps to follow the count without looking.
fn aids(session: Session) -> Piece {
    type Aid = (Message, fn(&mut Aids) -> &mut bool, bool);
    let all: [Aid; 3] = [
        (id::EASE_BELL, |it| &mut it.bell, true),
        (id::EASE_VOICE, |it| &mut it.voice, coach::can_speak()),
        (id::EASE_BUZZ, |it| &mut it.buzz, coach::can_buzz()),
    ];
    let pill = |(says, of, _): Aid| {
        let chosen = Switch::new(*of(&mut session.aids()));
        let change = move || {
            chosen.turn();
            let mut aids = session.aids();
            *of(&mut aids) = chosen.is_on_now();
            session.set_aids(aids);
        };
        let it = Choice { class: "pill", is_single: false, name: "aid".to_owned(), value: "" };
        choice(it, words("span", "", say(says)), move || chosen.is_on(), change).into()
    };
    let pills = all.into_iter().filter(|it| it.2).map(pill).collect();
    let legend = words("legend", "", say(id::EASE_AIDS));
    el("fieldset").class("aids").child(legend).child(el("div").class("pills").children(pills)).into()
}

/// What else may help, each with how sure anyone is, where no rule takes it away. Nobody has asked about medicines and
/// illnesses yet: what is not known counts as a doubt here.
fn others(session: Session) -> Piece {
    let forbidden = assess(&in_doubt(&session.answers_now())).forbidden();
    let mut shown: Vec<Piece> = Vec::new();
    for (advice, claim) in OTHERS.into_iter().filter(|(it, _)| !it.acts().meets(forbidden)) {
        let message = kind::ADVICE.at(advice.index());
        let rests = Behind { claims: vec![claim], sources: vec![advice.sources()], grade: None };
        shown.push(
            el("article")
                .class("advice")
                .child(words("h3", "", say(message)))
                .child(words("p", "grade", say(kind::GRADE.at(claim.grade() as usize))))
                .child(para(message.part(part::HOW).unwrap_or_default()))
                .maybe(behind(rests, say(message)))
                .into(),
        );
    }
    let depends = if shown.len() < OTHERS.len() { Some(words("p", "note", say(id::EASE_DEPENDS))) } else { None };
    fold("rest", say(id::EASE_OTHERS), shown).maybe(depends).into()
}

/// The same answers with a doubt wherever health was not asked about.
fn in_doubt(answers: &Answers) -> Answers {
    let mut answers = answers.clone();
    for item in Item::all().filter(|it| matches!(it.stage(), Stage::Health | Stage::About)) {
        let doubt = item.options().iter().position(|it| *it == "not-sure");
        if let (Some(at), false) = (doubt, answers.is_answered(item)) {
            let doubt =
                if item.kind() == engine::Kind::Choices { Answer::Choices(1 << at) } else { Answer::Choice(at as u8) };
            answers.give(item, doubt);
        }
    }
    answers
}

/// It let go: the next hour.
fn let_go(session: Session) -> Piece {
    let mut lines: Vec<String> = steps(id::RELIEF_COMMON).into_iter().skip(6).collect();
    let own = session.muscle().and_then(|it| kind::RELIEF.at(it.index()).part(part::AFTER));
    lines.splice(1..1, own.map(str::to_owned));
    let actions = el("div")
        .class("actions")
        .child(press("go", say(id::EASE_FIND_OUT), move || session.assess_the_rest()))
        .child(press("small", say(id::EASE_AGAIN), move || session.stretch()))
        .child(press("quiet", say(id::EASE_FINISH), move || session.start_over()));
    screen(vec![back(), heading(say(id::EASE_AFTER)), list(&lines), para(say(id::EASE_OFFER)), actions.into()])
}

const HOLDING: u32 = 0;
const EASING: u32 = 1;
const DONE: u32 = 2;
const LONG: u32 = 3;

/// What is shown of a moment.
#[derive(Clone, Copy)]
struct Count {
    phase: Dial,
    hold: Dial,
    seconds: Dial,
    ring: Dial,
}

impl Count {
    fn new(session: Session) -> Self {
        let count = Self { phase: Dial::new(HOLDING), hold: Dial::new(1), seconds: Dial::new(0), ring: Dial::new(0) };
        count.show(session);
        count
    }

    /// Shows the moment that it is now; says whether the phase or the second is another one.
    fn show(self, session: Session) -> (bool, bool) {
        let (Some(timer), now) = (session.timer(), clock::now_ms()) else { return (false, false) };
        let moment = timer.at(now);
        let phase = match moment.phase {
            _ if timer.is_past_limit(now) => LONG,
            Phase::Hold => HOLDING,
            Phase::Ease => EASING,
            Phase::Done => DONE,
        };
        let seconds = moment.seconds_left();
        let ring = if phase < DONE { moment.past_ms * RING_LONG / moment.long_ms.max(1) } else { RING_LONG };
        let changed = (phase != self.phase.now(), seconds != self.seconds.now());
        for (dial, value) in [(self.phase, phase), (self.hold, moment.hold), (self.seconds, seconds), (self.ring, ring)]
        {
            if dial.now() != value {
                dial.set(value);
            }
        }
        changed
    }

    /// Keeps the count going, with the bell, the voice and the buzz that are wanted, for as long as it is held.
    fn run(self, session: Session) -> (Option<Ticker>, Rc<Awake>) {
        const TICK_MS: i32 = 100;
        // After a longer silence the page was hidden, and the screen may go dark again.
        const HIDDEN_MS: u64 = 1500;
        let awake = Rc::new(Awake::new());
        let (bell, last, on_again) = (RefCell::new(None), Cell::new(clock::now_ms()), awake.clone());
        let tick = move || {
            let now = clock::now_ms();
            if now.saturating_sub(last.replace(now)) > HIDDEN_MS {
                on_again.again();
            }
            let (is_new_phase, is_new_second) = self.show(session);
            let (aids, phase) = (session.aids(), self.phase.now());
            if aids.bell && bell.borrow().is_none() {
                *bell.borrow_mut() = Bell::new();
            }
            if is_new_phase {
                if let (true, Some(bell)) = (aids.bell, &*bell.borrow()) {
                    bell.ring(if phase == HOLDING { 660.0 } else { 440.0 });
                }
                if aids.buzz {
                    coach::buzz(if phase == HOLDING { 200 } else { 400 });
                }
            }
            if aids.voice && (is_new_phase || is_new_second) {
                say_aloud(phase, self.seconds.now(), is_new_phase);
            }
        };
        (Ticker::every(TICK_MS, tick), awake)
    }
}

/// Says what begins, and counts where it helps: every ten seconds, and the last five.
fn say_aloud(phase: u32, seconds: u32, is_new_phase: bool) {
    let begins = match phase {
        HOLDING => id::EASE_HOLD,
        EASING => id::EASE_EASE,
        LONG => id::EASE_TEN_MINUTES,
        _ => id::EASE_DONE,
    };
    if is_new_phase {
        coach::speak(say(begins));
    } else if phase < DONE && (seconds.is_multiple_of(10) || seconds <= 5) && seconds > 0 {
        coach::speak(&seconds.to_string());
    }
}
