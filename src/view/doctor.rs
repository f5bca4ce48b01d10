//! The page for a doctor: what was told, what was not, and what the page made of it. On one sheet of paper.
//!
//! The screen, the paper and the copied text are made of the same lines, so they cannot differ. None of them is advice:
//! what the page tells a person to do stays on the result, where the rules have taken away what must not be said.

use super::evidence::{self, cited_lines, with_evidence};
use super::part::{back, heading, para, press, rules_version, screen, session, words};
use super::reason::told_once;
use super::result::leave_alone;
use super::told;
use super::words::{line, option, question, say, tier};
use crate::browser::dom::{El, Piece, el, mark_all, nothing};
use crate::browser::page::Json;
use crate::browser::{clipboard, clock};
use crate::late::{self, Links, Part};
use crate::live::Switch;
use crate::session::Units;
use content::{Message, id, kind, part};
use engine::{Answers, Assessment, Block, Item, Sources, Step, Strength, assess};
use record::history::{Entry, Ulid};
use std::rc::Rc;

/// What is told of the person, and of the cramp, in the order of a history. Questions that do not apply are left out.
const PERSON: [Item; 3] = [Item::AGE, Item::PREGNANT, Item::LAST_EXERCISE];
const CRAMP: [Item; 11] = [
    Item::SITE,
    Item::SIDE,
    Item::WHEN,
    Item::ONSET,
    Item::LASTS,
    Item::FREQUENCY,
    Item::TREND,
    Item::HISTORY,
    Item::SEVERITY,
    Item::FEEL,
    Item::STRETCH_HELPS,
];
const HEALTH: [Item; 4] = [Item::MEDICINES, Item::MEDICINE_CHANGE, Item::CONDITIONS_KNOWN, Item::SICKLE];

/// The lines of the page: headings, and what is told under them.
#[derive(Default)]
struct Sheet(Vec<Line>);

/// What a line is about, and what is told. A heading tells nothing.
struct Line {
    about: String,
    told: String,
}

impl Sheet {
    #[inline(never)]
    fn add(&mut self, about: &str, told: &str) {
        self.0.push(Line { about: about.to_owned(), told: told.to_owned() });
    }

    /// Begins a part. One without a line is taken away again by the next.
    #[inline(never)]
    fn head(&mut self, heading: &str) {
        self.0.pop_if(|it| it.told.is_empty());
        self.add(heading, "");
    }

    /// Questions with what was answered: what was passed over is left out, what never came up was not asked.
    #[inline(never)]
    fn ask(&mut self, answers: &Answers, items: &[Item]) {
        for item in items.iter().copied().filter(|it| answers.is_enabled(*it) && !engine::hides(answers, *it)) {
            match answers.given(item) {
                Some(answer) => self.add(question(item), &told::answer_text(item, answer, Units::Metric)),
                None if answers.is_passed_over(item) => self.add(question(item), say(id::LEFT_OUT)),
                None => self.add(question(item), say(id::DOCTOR_NOT_ASKED)),
            }
        }
    }

    #[inline(never)]
    fn list(&mut self, heading: Message, lines: &[String]) {
        self.head(say(heading));
        lines.iter().for_each(|it| self.add("", it));
    }
}

/// The page for a doctor: of a saved result, or of the one just reached.
pub fn doctor(saved: Option<Ulid>) -> Piece {
    let session = session();
    let entry = match saved {
        Some(id) => session.with_store(|it| it.row(id)).and_then(|it| it.record.ok()).map(|it| it.value),
        None => Some(session.entry_now()),
    };
    let Some(entry) = entry else { return screen(vec![back(), heading(say(id::UNREADABLE))]) };
    let assessment = Rc::new(assess(&entry.answers));
    let is_coded = Switch::new(false);
    let shown = move |evidence: &Json| shown(&entry, &assessment, evidence, is_coded);
    screen(vec![back(), heading(say(id::FOR_DOCTOR)), with_evidence(Box::new(shown))])
}

/// The tools above the page, and the page.
fn shown(entry: &Entry, assessment: &Assessment, with: &Json, is_coded: Switch) -> Vec<Piece> {
    let mut lists: Vec<Sources> = Vec::new();
    told_once(assessment).into_iter().for_each(|it| lists.extend(it.sources));
    let date = clock::date_and_time(entry.saved_at_ms);
    // Where this result is new, what came of the one before it.
    let mut entry = entry.clone();
    if entry.outcome.is_none() {
        entry.outcome = session().earlier(&entry).and_then(|it| it.value.outcome);
    }
    let sheet = sheet(&entry, assessment, &date, &cited_lines(with, &lists));
    let text = as_text(&sheet);
    let (session, said) = (session(), session().said());
    let by_hand = Switch::new(false);
    let field = el("textarea")
        .attr("id", "copied")
        .class("field")
        .attr("readonly", "")
        .attr("tabindex", "0")
        .attr("rows", "12")
        .attr("aria-label", say(id::DOCTOR_COPY))
        .live_attr("hidden", move || (!by_hand.is_on()).then(String::new))
        .on("focus", |event| mark_all(&event))
        .text(&text);
    let copy = move || {
        if !super::ways::may_share(session, "copy") {
            return;
        }
        let n_places = session.n_places();
        clipboard::copy(&text, move |is_copied| {
            if !session.stands_since(n_places) {
                return;
            }
            by_hand.set(!is_copied);
            said.set(say(if is_copied { id::DOCTOR_COPIED } else { id::DOCTOR_BY_HAND }).to_owned());
            if !is_copied {
                session.focus("copied");
            }
        })
    };
    let actions = el("div")
        .class("actions")
        .maybe(session.can_print().then(|| press("small print", say(id::PRINT), move || session.print()).into()))
        .child(press("small export", say(id::DOCTOR_COPY), copy));
    let status = el("p").class("outcome").attr("role", "status").live_text(move || said.get());
    // Nobody can scan what leads nowhere.
    let turn = move || {
        if is_coded.is_on_now() || super::ways::may_share(session, "code") {
            session.fetch_part(Part::Links);
            is_coded.turn();
        }
    };
    let add = press("small print", say(id::DOCTOR_CODE), turn)
        .live_attr("aria-pressed", move || Some(is_coded.is_on().to_string()));
    let actions = if session.home().is_some() { actions.child(add) } else { actions };
    let tools = el("div").class("tools").child(para(say(id::DOCTOR_INTRO))).child(actions).child(status).child(field);
    let code = move |stands| match stands {
        NOT_WANTED => nothing(),
        evidence::HERE => screen(late::use_links(Links::Paper(&entry))),
        _ => evidence::waiting(session, Part::Links),
    };
    let stands = move || {
        let stands = evidence::stands(session, Part::Links);
        if is_coded.is_on() { stands } else { NOT_WANTED }
    };
    let code = el("div").class("coded").live_by(stands, code).into();
    vec![tools.into(), as_piece(&sheet, code)]
}

const NOT_WANTED: u32 = u32::MAX;

/// All that is told, once for the screen, for paper and for the clipboard.
#[inline(never)]
fn sheet(entry: &Entry, assessment: &Assessment, date: &str, sources: &[String]) -> Sheet {
    let answers = &entry.answers;
    let mut sheet = Sheet::default();
    let whom = option(Item::FOR_WHOM, answers.has(Item::FOR_WHOM, "other").into());
    let message = tier(assessment.tier);
    sheet.add(say(id::DOCTOR_FILLED), date);
    sheet.add(question(Item::FOR_WHOM), [whom, " ", &entry.for_whom].concat().trim_end());
    sheet.add(say(id::DOCTOR_TIER), &[say(message), ": ", message.part(part::WHEN).unwrap_or_default()].concat());
    sheet.ask(answers, &PERSON);
    sheet.head(say(id::WHY_HEADING));
    for it in told_once(assessment) {
        // What a strong match asks for is told once: here where it makes the tier, else below as what the answers fit.
        if it.reason.tier == assessment.tier || !it.reason.rule.code().starts_with("floor-") {
            sheet.add(&it.said(answers), it.why);
        }
    }
    sheet.head(say(id::DOCTOR_SIGNS));
    signs(&mut sheet, answers);
    sheet.head(say(id::DOCTOR_CRAMP));
    sheet.ask(answers, &CRAMP);
    sheet.head(say(id::DOCTOR_HEALTH));
    sheet.ask(answers, &HEALTH);
    sheet.head(say(id::PATTERNS_HEADING));
    for it in assessment.patterns.iter().filter(|it| it.strength >= Strength::Possible) {
        sheet.add(say(kind::PATTERN.at(it.pattern.index())), say(kind::STRENGTH.at(it.strength as usize)));
    }
    if let Some(outcome) = &entry.outcome {
        sheet.list(id::DOCTOR_TRIED, &super::outcome::lines(outcome));
    }
    sheet.list(id::DOCTOR_HELD, &leave_alone(&assessment.withheld, answers));
    sheet.list(id::DOCTOR_SOURCES, sources);
    sheet.head(say(id::DOCTOR_ABOUT));
    sheet.add("", say(id::APP_TITLE));
    sheet.add("", say(id::DOCTOR_SELF));
    sheet.add("", &rules_version());
    sheet
}

/// The danger signs by what was said to them. A line that the page hid, and answered by itself, is not told: the person
/// never said no to it.
fn signs(sheet: &mut Sheet, answers: &Answers) {
    const HEADS: [Message; 4] = [id::DOCTOR_YES, id::NOT_SURE, id::DOCTOR_OPEN, id::DOCTOR_NO];
    let mut said: [String; 4] = Default::default();
    let mut lines = Vec::new();
    Block::ALL.into_iter().for_each(|it| lines.extend(Step::Safety(it).lines(answers)));
    for item in lines {
        let answer = answers.given(item);
        let at = match (answers.codes(item).first(), answer) {
            (Some(&("no" | "none")), _) => 3,
            (Some(&"not-sure"), _) => 1,
            (_, Some(_)) => 0,
            (_, None) => 2,
        };
        let said = &mut said[at];
        if !said.is_empty() {
            said.push_str("; ");
        }
        said.push_str(line(item));
        // A yes is the line itself; any other answer says more.
        if let (0, Some(answer), false) = (at, answer, answers.has(item, "yes")) {
            said.push_str(": ");
            said.push_str(&told::answer_text(item, answer, Units::Metric));
        }
    }
    if said[0].is_empty() {
        said[0].push_str(say(id::DOCTOR_NONE));
    }
    for (head, said) in HEADS.into_iter().zip(&said).filter(|(_, it)| !it.is_empty()) {
        sheet.add(say(head), said);
    }
}

#[inline(never)]
fn as_piece(sheet: &Sheet, last: Piece) -> Piece {
    let mut shown = el("div").class("sheet");
    let mut list: Option<El> = None;
    for it in &sheet.0 {
        let (tag, text) = match (it.told.is_empty(), it.about.is_empty()) {
            (true, _) => ("h2", &it.about),
            (_, true) => ("p", &it.told),
            _ => {
                let pair = el("div").child(words("dt", "", &it.about)).child(words("dd", "", &it.told));
                list = Some(list.unwrap_or_else(|| el("dl")).child(pair));
                continue;
            }
        };
        shown = shown.maybe(list.take().map(Piece::from)).child(words(tag, "", text));
    }
    shown.maybe(list.map(Piece::from)).child(last).into()
}

#[inline(never)]
fn as_text(sheet: &Sheet) -> String {
    let mut out = say(id::FOR_DOCTOR).to_owned();
    out.push_str("\n\n");
    for it in &sheet.0 {
        let (before, between) = match (it.told.is_empty(), it.about.is_empty(), it.about.ends_with('?')) {
            (true, ..) => ("\n", ""),
            (_, true, _) => ("- ", ""),
            (.., true) => ("- ", " "),
            _ => ("- ", ": "),
        };
        out.push_str(&[before, &it.about, between, &it.told, "\n"].concat());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{Advice, Module, Tier};

    fn text(answers: &Answers) -> String {
        let assessment = assess(answers);
        let entry = Entry::new(Ulid::new(0, [0; 10]), 0, "", assessment.tier, answers);
        as_text(&sheet(&entry, &assessment, "22 November 2026", &["A source".to_owned()]))
    }

    /// The line that begins so.
    fn line_of<'t>(text: &'t str, beginning: &str) -> &'t str {
        text.lines().find(|it| it.starts_with(beginning)).unwrap_or_default()
    }

    fn asked() -> Answers {
        let mut answers = Answers::default();
        for (id, code) in [("intent", "recurrent"), ("for-whom", "self"), ("age", "40-59"), ("pregnant", "no")] {
            answers.edit(
                engine::item(id).unwrap(),
                Some(engine::Answer::choice(engine::item(id).unwrap(), code).unwrap()),
            );
        }
        for block in Block::ALL {
            answers.none_of(Step::Safety(block));
        }
        answers
    }

    #[test]
    fn only_what_the_person_said_no_to_is_told_as_no() {
        let mut answers = asked();
        answers.clear(Item::RF_POP);
        answers.choose("rf-no-push", "not-sure").unwrap();
        answers.choose("rf-swollen-one", "yes").unwrap();
        let text = text(&answers);
        let no = line_of(&text, "- No: ");
        assert!(no.contains(line(Item::RF_COLLAPSE)), "{text}");
        for item in [Item::RF_POP, Item::RF_NO_PUSH, Item::RF_SWOLLEN_ONE] {
            assert!(!no.contains(line(item)), "{item}: {no}");
        }
        assert_eq!(line_of(&text, "- Yes: "), ["- Yes: ", line(Item::RF_SWOLLEN_ONE)].concat());
        assert_eq!(line_of(&text, "- Not sure: "), ["- Not sure: ", line(Item::RF_NO_PUSH)].concat());
        assert_eq!(line_of(&text, "- Left out: "), ["- Left out: ", line(Item::RF_POP)].concat());
        // Pregnancy was denied, so its lines were never shown; the page answered them by itself.
        assert!(answers.has(Item::RF_PREG_LEG, "no"));
        assert!(!text.contains(line(Item::RF_PREG_LEG)), "{text}");
    }

    #[test]
    fn nothing_told_is_told_as_none_and_silence_as_silence() {
        let mut answers = Answers::default();
        answers.choose("intent", "recurrent").unwrap();
        answers.choose("lasts", "minutes").unwrap();
        answers.pass_over(Item::FREQUENCY);
        let text = text(&answers);
        assert_eq!(line_of(&text, "- Yes: "), "- Yes: none");
        assert_eq!(line_of(&text, "- No: "), "");
        assert!(text.contains("- How long does it last? Up to 10 minutes\n"), "{text}");
        assert!(text.contains("- How often? left out\n"), "{text}");
        assert!(text.contains("- When does it happen? not asked\n"), "{text}");
        assert!(text.contains("Not reviewed by a clinician"), "{text}");
        assert!(text.contains(engine::VERSION), "{text}");
    }

    #[test]
    fn a_part_without_lines_has_no_heading() {
        let mut sheet = Sheet::default();
        sheet.head("Empty");
        sheet.head("Full");
        sheet.add("", "line");
        assert_eq!(as_text(&sheet), [say(id::FOR_DOCTOR), "\n\n\nFull\n- line\n"].concat());
    }

    #[test]
    fn no_advice_is_on_it_and_what_is_held_back_is_named() {
        content::text("pattern-night-rest").unwrap();
        for flag in Block::ALL.into_iter().flat_map(Item::in_block).filter(|it| it.options().contains(&"yes")) {
            let mut answers = asked();
            answers.choose(flag.code(), "yes").unwrap();
            let assessment = assess(&answers);
            if assessment.tier == Tier::Emergency {
                continue;
            }
            let text = text(&answers);
            for held in leave_alone(&assessment.withheld, &answers) {
                assert!(text.contains(&held), "{flag}: {held}");
            }
            let advice = Advice::all().filter(|it| it.module().is_none()).map(|it| kind::ADVICE.at(it.index()));
            for message in advice.chain(Module::all().map(|it| kind::MODULE.at(it.index()))) {
                // One advice is called as its tier is.
                let is_tier = Tier::ALL.into_iter().any(|it| say(tier(it)) == say(message));
                assert!(is_tier || !text.contains(say(message)), "{flag}: {}", say(message));
                let more = [part::HOW, part::DOSE].into_iter().filter_map(|it| message.part(it));
                more.for_each(|it| assert!(!text.contains(it), "{flag}: {it}"));
            }
        }
    }
}
