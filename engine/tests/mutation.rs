//! Every small mistake in the knowledge makes some boundary case fail.
//!
//! Each mutant is the shipped knowledge with one thing changed: a rule, a case, a condition, an act, a tier, a subject or
//! a statement less; all for any; one more or one less. The boundary cases are run with each, and a mutant that they do
//! not notice is named. Conditions that only advice, patterns and factors read are not part of this.

#[allow(dead_code, reason = "the boundary test tells more of each case")]
mod common;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use common::{Check, Subject, Wanted, checks};
use engine::{
    Act, Context, ContextDef, FirstAid, FirstAidDef, Instead, Item, Kind, Knowledge, Literal, Measure, Never, NeverDef,
    Pattern, PatternDef, Rule, RuleDef, Tier, When, assess_with,
};

/// Mutants that change nothing a person could notice, with the reason.
const EQUIVALENT: [(&str, &[&str]); 10] = [
    (
        "the follow-up is used only when its parent is yes or unsure",
        &[
            "CR-11, case 1: (rf-calf-constant? and calf-48h) without rf-calf-constant?",
            "CR-18, case 1: (rf-claudication? and claudication-recent) without rf-claudication?",
            "rf-calf-constant, case 3: (rf-calf-constant? and calf-48h) without rf-calf-constant?",
            "rf-claudication, case 2: (rf-claudication? and claudication-recent) without rf-claudication?",
            "rf-every-run, case 2: (rf-every-run? and every-run-numb) without rf-every-run?",
            "rf-tetany, case 2: (rf-tetany? and tetany-airway) without rf-tetany?",
        ],
    ),
    (
        "rf-heat-30 is used only when rf-heat-sick is yes or unsure, which holds here by itself, or makes CR-03 hold with it",
        &[
            "FA-01: (rf-heat-sick or 3 others) without rf-heat-30",
            "FA-01: rf-heat-30 is strict",
            "NA-10, case 1: (rf-heat-30 or 2 others) without rf-heat-30",
            "NA-10, case 1: rf-heat-30 is strict",
            "heat: (rf-heat-sick or 3 others) without rf-heat-30",
            "low-sodium: (rf-collapse or 14 others) without rf-heat-30",
        ],
    ),
    (
        "what CR-04 and CR-05 ask for is a flag of block A or nausea, with too much drink, or rf-puffy, which stand beside them",
        &[
            "low-sodium: (CR-04 or 3 others) without CR-04",
            "low-sodium: (CR-04 or 3 others) without CR-05",
            "low-sodium: (rf-collapse or 14 others) without rf-puffy",
        ],
    ),
    (
        "a clot is possible by each of these already: the flags point to it, and CR-13 is about it",
        &[
            "NA-01, case 1: (possible(dvt) or (preg and (rf-preg-leg or 3 others))) without (preg and (rf-preg-leg or 3 others))",
            "NA-01, case 1: (rf-preg-leg or 3 others) the other way",
            "NA-01, case 1: (rf-preg-leg or 3 others) without (side=one and sym-muscle-pain)",
            "NA-01, case 1: (rf-preg-leg or 3 others) without rf-calf-constant",
            "NA-01, case 1: (rf-preg-leg or 3 others) without rf-preg-leg",
            "NA-01, case 1: (rf-preg-leg or 3 others) without rf-worse-again",
            "NA-01, case 1: rf-calf-constant is strict",
            "NA-01, case 1: rf-preg-leg is strict",
            "NA-01, case 1: rf-worse-again is strict",
        ],
    ),
    (
        "muscle breakdown is possible by each of these already: the flags point to it",
        &[
            "NA-19, case 1: (possible(rhabdomyolysis) or 19 others) without rf-low-urine",
            "NA-19, case 1: (possible(rhabdomyolysis) or 19 others) without rf-vomit",
            "NA-19, case 1: rf-low-urine is strict",
            "NA-19, case 1: rf-vomit is strict",
        ],
    ),
    (
        "the second case takes the same act, and more",
        &[
            "NA-24, case 1: (ctx-sickle or rf-legs-gave-way) without rf-legs-gave-way",
            "NA-24, case 1: rf-legs-gave-way is strict",
        ],
    ),
    (
        "the flag is urgent or an emergency when yes, and urgent by CR-26 when unsure, so the tier says it",
        &[
            "NA-28, case 1: (tier>=urgent or 5 others) without rf-foot-drop",
            "NA-28, case 1: (tier>=urgent or 5 others) without rf-weak-fast",
            "NA-28, case 1: rf-foot-drop is strict",
            "NA-28, case 1: rf-weak-fast is strict",
        ],
    ),
    (
        "rf-sickle-pain stands in NA-24 itself, and no other never-advise rule asks for the trait, but for CR-06 with brown pee",
        &["ctx-sickle: not stated by rf-sickle-pain"],
    ),
    (
        "among the never-advise rules CR-06 alone asks for it, and with brown pee muscle breakdown is possible anyway",
        &[
            "ctx-statin: not stated by rf-statin-muscle",
            "ctx-statin: not stated by rf-statin-muscle=cramps-only",
            "ctx-stimulant: not stated by rf-stimulant",
        ],
    ),
    ("the line asks for nothing that could be doubted", &["FA-08: sure is true"]),
];

#[test]
fn every_mistake_in_the_knowledge_is_noticed_by_a_boundary_case() {
    let mutants = mutants();
    let mut names = BTreeSet::new();
    let twice: Vec<&str> = mutants.iter().map(|it| it.name.as_str()).filter(|it| !names.insert(*it)).collect();
    assert!(twice.is_empty(), "two mutants have one name: {twice:?}");
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let survivors: Vec<&Mutant> = thread::scope(|scope| {
        let part =
            |part: usize| mutants.iter().skip(part).step_by(threads).filter(|it| !it.is_noticed()).collect::<Vec<_>>();
        let running: Vec<_> = (0..threads).map(|it| scope.spawn(move || part(it))).collect();
        running.into_iter().flat_map(|it| it.join().expect("no check panics")).collect()
    });
    let survivors: BTreeSet<&str> = survivors.iter().map(|it| it.name.as_str()).collect();
    let known: BTreeSet<&str> = EQUIVALENT.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    println!("{} mutants, {} of them equivalent", mutants.len(), survivors.len());
    let new: Vec<_> = survivors.difference(&known).copied().collect();
    assert!(new.is_empty(), "{} mutants that no boundary case notices:\n{}", new.len(), new.join("\n"));
    let stale: Vec<_> = known.difference(&survivors).copied().collect();
    assert!(stale.is_empty(), "said to be equivalent, but noticed or gone:\n{}", stale.join("\n"));
}

/// The shipped knowledge with one thing changed.
struct Mutant {
    name: String,
    change: Change,
    /// What reads the changed part: its cases are tried first.
    of: Vec<Subject>,
}

enum Change {
    Knowledge(Box<Knowledge>),
    /// A case of a never-advise rule takes one act less. Sets of acts are closed, so the rule is read twice: without the
    /// case, and with it alone.
    Act {
        never: Never,
        act: Act,
        without_case: Box<Knowledge>,
        case_alone: Box<Knowledge>,
    },
}

impl Mutant {
    fn is_noticed(&self) -> bool {
        let own = |it: &&Check| self.of.contains(&it.of);
        let first = checks().iter().filter(own);
        let then = checks().iter().filter(|it| !own(it));
        first.chain(then).any(|it| self.found(it) != it.wanted)
    }

    fn found(&self, check: &Check) -> Wanted {
        match &self.change {
            Change::Knowledge(knowledge) => check.found(&assess_with(knowledge, &check.answers)),
            Change::Act { never, .. } if check.of != Subject::Never(*never) => check.wanted.clone(),
            Change::Act { act, without_case, case_alone, .. } => {
                let acts = |knowledge: &Knowledge| match check.found(&assess_with(knowledge, &check.answers)) {
                    Wanted::Takes(acts) => acts,
                    _ => BTreeSet::new(),
                };
                let mut taken = acts(case_alone);
                taken.remove(act);
                taken.extend(acts(without_case));
                if taken.is_empty() { Wanted::Silent } else { Wanted::Takes(taken) }
            }
        }
    }
}

/// Collects mutants of one part of the knowledge.
struct Workshop {
    mutants: Vec<Mutant>,
}

impl Workshop {
    fn add(&mut self, of: &[Subject], name: String, change: impl FnOnce(&mut Knowledge)) {
        let mut knowledge = Knowledge::shipped().clone();
        change(&mut knowledge);
        self.mutants.push(Mutant { name, change: Change::Knowledge(Box::new(knowledge)), of: of.to_vec() });
    }
}

fn mutants() -> Vec<Mutant> {
    let shipped = Knowledge::shipped();
    let mut shop = Workshop { mutants: Vec::new() };
    for (rule, def) in Rule::all().zip(shipped.rules.iter()) {
        mutants_of_rule(&mut shop, rule, def);
    }
    for (never, def) in Never::all().zip(shipped.never.iter()) {
        mutants_of_never(&mut shop, never, def);
    }
    for (pattern, def) in Pattern::all().zip(shipped.patterns.iter()) {
        mutants_of_floor(&mut shop, pattern, def);
    }
    for (line, def) in FirstAid::all().zip(shipped.first_aid.iter()) {
        mutants_of_line(&mut shop, line, def);
    }
    for (context, readers) in contexts_read(shipped) {
        mutants_of_context(&mut shop, context, &shipped.contexts[context.index()], &readers);
    }
    shop.mutants
}

fn mutants_of_rule(shop: &mut Workshop, rule: Rule, def: &RuleDef) {
    let (of, at) = (&[Subject::Rule(rule)], rule.index());
    shop.add(of, format!("{rule}: gone"), |it| it.rules.to_mut()[at].cases = Cow::Borrowed(&[]));
    if let Some(subject) = def.subject {
        shop.add(of, format!("{rule}: not about {subject}"), |it| it.rules.to_mut()[at].subject = None);
    }
    for (n, (tier, when)) in def.cases.iter().enumerate() {
        let case = format!("{rule}, case {}", n + 1);
        if def.cases.len() > 1 {
            shop.add(of, format!("{case}: gone"), |it| drop(it.rules.to_mut()[at].cases.to_mut().remove(n)));
        }
        for other in beside(*tier) {
            shop.add(of, format!("{case}: is {}", other.code()), |it| {
                it.rules.to_mut()[at].cases.to_mut()[n].0 = other
            });
        }
        for (change, when) in changes(when, false) {
            shop.add(of, format!("{case}: {change}"), |it| it.rules.to_mut()[at].cases.to_mut()[n].1 = when);
        }
    }
}

fn mutants_of_never(shop: &mut Workshop, never: Never, def: &NeverDef) {
    let (of, at) = (&[Subject::Never(never)], never.index());
    for (n, (when, acts)) in def.cases.iter().enumerate() {
        let case = format!("{never}, case {}", n + 1);
        shop.add(of, format!("{case}: gone"), |it| drop(it.never.to_mut()[at].cases.to_mut().remove(n)));
        for act in acts.iter() {
            let with = |cases: Vec<_>| {
                let mut knowledge = Knowledge::shipped().clone();
                knowledge.never.to_mut()[at].cases = Cow::Owned(cases);
                Box::new(knowledge)
            };
            let mut others = def.cases.to_vec();
            let alone = vec![others.remove(n)];
            let change = Change::Act { never, act, without_case: with(others), case_alone: with(alone) };
            shop.mutants.push(Mutant { name: format!("{case}: leaves {act}"), change, of: of.to_vec() });
        }
        for (change, when) in changes(when, true) {
            shop.add(of, format!("{case}: {change}"), |it| it.never.to_mut()[at].cases.to_mut()[n].0 = when);
        }
    }
}

fn mutants_of_floor(shop: &mut Workshop, pattern: Pattern, def: &PatternDef) {
    let (of, at) = (&[floor(pattern)], pattern.index());
    // A floor of self-care asks for nothing.
    for (n, (tier, when)) in def.floor.iter().enumerate().filter(|(_, (tier, _))| *tier > Tier::SelfCare) {
        let case = format!("floor-{pattern}, {}", tier.code());
        shop.add(of, format!("{case}: gone"), |it| drop(it.patterns.to_mut()[at].floor.to_mut().remove(n)));
        for other in beside(*tier) {
            shop.add(of, format!("{case}: is {}", other.code()), |it| {
                it.patterns.to_mut()[at].floor.to_mut()[n].0 = other
            });
        }
        for (change, when) in changes(when, false) {
            shop.add(of, format!("{case}: {change}"), |it| it.patterns.to_mut()[at].floor.to_mut()[n].1 = when);
        }
    }
}

fn mutants_of_line(shop: &mut Workshop, line: FirstAid, def: &FirstAidDef) {
    let (of, at) = (&[Subject::FirstAid(line)], line.index());
    shop.add(of, format!("{line}: gone"), |it| it.first_aid.to_mut()[at].when = When::Any(Cow::Borrowed(&[])));
    shop.add(of, format!("{line}: sure is {}", !def.sure), |it| it.first_aid.to_mut()[at].sure = !def.sure);
    for (n, instead) in def.unless.iter().enumerate() {
        let by = match instead {
            Instead::Line(it) => it.code(),
            Instead::Never(it) => it.code(),
        };
        shop.add(of, format!("{line}: not replaced by {by}"), |it| {
            it.first_aid.to_mut()[at].unless = without(def.unless, n)
        });
    }
    for (change, when) in changes(&def.when, !def.sure) {
        shop.add(of, format!("{line}: {change}"), |it| it.first_aid.to_mut()[at].when = when);
    }
}

fn mutants_of_context(shop: &mut Workshop, context: Context, def: &ContextDef, of: &[Subject]) {
    let at = context.index();
    shop.add(of, format!("{context}: gone"), |it| it.contexts.to_mut()[at].when = When::Any(Cow::Borrowed(&[])));
    for (n, (item, codes)) in def.stated_by.iter().enumerate() {
        let name = format!("{context}: not stated by {}", words(*item, *codes));
        shop.add(of, name, |it| it.contexts.to_mut()[at].stated_by = without(def.stated_by, n));
    }
    for (change, when) in changes(&def.when, false) {
        shop.add(of, format!("{context}: {change}"), |it| it.contexts.to_mut()[at].when = when);
    }
}

fn floor(pattern: Pattern) -> Subject {
    Subject::from_code(&format!("floor-{pattern}")).expect("every pattern has a floor")
}

/// The contexts that rules, never-advise rules, floors and first-aid lines read, by way of others too, each with its
/// readers.
fn contexts_read(knowledge: &Knowledge) -> BTreeMap<Context, Vec<Subject>> {
    let rule = |(it, def): (Rule, &'_ RuleDef)| (Subject::Rule(it), def.cases.iter().map(|it| it.1.clone()).collect());
    let never =
        |(it, def): (Never, &'_ NeverDef)| (Subject::Never(it), def.cases.iter().map(|it| it.0.clone()).collect());
    let pattern = |(it, def): (Pattern, &'_ PatternDef)| (floor(it), def.floor.iter().map(|it| it.1.clone()).collect());
    let line = |(it, def): (FirstAid, &'_ FirstAidDef)| (Subject::FirstAid(it), vec![def.when.clone()]);
    let rules = Rule::all().zip(knowledge.rules.iter()).map(rule);
    let never = Never::all().zip(knowledge.never.iter()).map(never);
    let floors = Pattern::all().zip(knowledge.patterns.iter()).map(pattern);
    let lines = FirstAid::all().zip(knowledge.first_aid.iter()).map(line);

    let mut read: BTreeMap<Context, Vec<Subject>> = BTreeMap::new();
    for (of, mut left) in rules.chain(never).chain(floors).chain(lines) {
        let left: &mut Vec<When> = &mut left;
        while let Some(when) = left.pop() {
            match when {
                When::All(list) | When::Any(list) => left.extend(list.iter().cloned()),
                When::Is(Literal::Doubted(inner)) => left.push(inner.clone()),
                When::Is(Literal::Context(it)) => {
                    let readers = read.entry(it).or_default();
                    if !readers.contains(&of) {
                        readers.push(of);
                        left.push(knowledge.contexts[it.index()].when.clone());
                    }
                }
                When::Is(_) => {}
            }
        }
    }
    read
}

/// Every condition with one thing changed, and what. `doubt_counts` says whether doubt counts as yes where it stands.
fn changes(when: &When, doubt_counts: bool) -> Vec<(String, When)> {
    let (list, is_all) = match when {
        When::Is(literal) => return literal_changes(literal, doubt_counts),
        When::All(list) => (list, true),
        When::Any(list) => (list, false),
    };
    let join = |list: Vec<When>, is_all: bool| if is_all { When::All(list.into()) } else { When::Any(list.into()) };
    let mut out = Vec::new();
    if list.len() > 1 {
        out.push((format!("{} the other way", describe(when)), join(list.to_vec(), !is_all)));
        for at in 0..list.len() {
            let mut kept = list.to_vec();
            let left_out = kept.remove(at);
            out.push((format!("{} without {}", describe(when), describe(&left_out)), join(kept, is_all)));
        }
    }
    for (at, part) in list.iter().enumerate() {
        for (change, part) in changes(part, doubt_counts) {
            let mut changed = list.to_vec();
            changed[at] = part;
            out.push((change, join(changed, is_all)));
        }
    }
    out
}

fn literal_changes(literal: &Literal, doubt_counts: bool) -> Vec<(String, When)> {
    let name = describe(&When::Is(literal.clone()));
    let to = |it: Literal| {
        let now = When::Is(it);
        (format!("{name} is {}", describe(&now)), now)
    };
    let strictly = |item: &Item, codes: &u32, strict: bool| {
        let now = When::Is(Literal::Code { item: *item, codes: *codes, strict });
        vec![(format!("{name} is {}", if strict { "strict" } else { "not strict" }), now)]
    };
    match literal {
        Literal::Code { item, codes, strict: true } => strictly(item, codes, false),
        Literal::Code { item, codes, strict: false } if doubt_counts => {
            let doubt = item.options().iter().position(|it| *it == "not-sure");
            // Doubt about a list is doubt about all that may be in it, so other conditions notice it as well.
            let matters = item.kind() == Kind::Choice && doubt.is_some_and(|it| codes & 1 << it == 0);
            if matters { strictly(item, codes, true) } else { Vec::new() }
        }
        Literal::Doubted(inner) => vec![(format!("no doubt about {}", describe(inner)), (*inner).clone())],
        Literal::TwoDoubted(items) => {
            let less = |at: usize| {
                (format!("{name} without {}", items[at].0), When::Is(Literal::TwoDoubted(without(items, at))))
            };
            (0..items.len()).map(less).collect()
        }
        Literal::Measured { measure, number, above } => [(number - 1, *above), (number + 1, *above), (*number, !above)]
            .map(|(number, above)| to(Literal::Measured { measure: *measure, number, above }))
            .into(),
        Literal::TierAtLeast(tier) => beside(*tier).map(|it| to(Literal::TierAtLeast(it))).collect(),
        _ => Vec::new(),
    }
}

/// The tier one below, and the one above, where there are any.
fn beside(tier: Tier) -> impl Iterator<Item = Tier> {
    let at = Tier::ALL.iter().position(|it| *it == tier).expect("all tiers are listed");
    [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|it| Tier::ALL.get(it).copied())
}

/// A list without one of its members. The knowledge holds such lists for good, and so does this test.
fn without<T: Clone>(list: &[T], at: usize) -> &'static [T] {
    let mut kept = list.to_vec();
    kept.remove(at);
    kept.leak()
}

fn words(item: Item, codes: u32) -> String {
    let chosen: Vec<&str> =
        item.options().iter().enumerate().filter(|(at, _)| codes & 1 << at != 0).map(|(_, it)| *it).collect();
    if chosen == ["yes"] { item.to_string() } else { format!("{item}={}", chosen.join("+")) }
}

fn describe(when: &When) -> String {
    let joined = |list: &[When], with: &str| format!("({})", list.iter().map(describe).collect::<Vec<_>>().join(with));
    let literal = match when {
        When::All(list) => return joined(list, " and "),
        When::Any(list) if list.len() > 2 => return format!("({} or {} others)", describe(&list[0]), list.len() - 1),
        When::Any(list) => return joined(list, " or "),
        When::Is(it) => it,
    };
    match literal {
        Literal::Code { item, codes, .. } => words(*item, *codes),
        Literal::Unanswered(item) => format!("{item} unanswered"),
        Literal::Context(it) => it.to_string(),
        Literal::Doubted(inner) => format!("{}?", describe(inner)),
        Literal::TwoDoubted(_) => "two doubted".into(),
        Literal::Rule(it) => it.to_string(),
        Literal::Possible(it) => format!("possible({it})"),
        Literal::Measured { measure, number, above } => {
            let measure = match measure {
                Measure::Severity => "severity",
                Measure::LossPercent => "loss in percent",
                _ => "number",
            };
            format!("{measure} {} {number}", if *above { "above" } else { "at least" })
        }
        Literal::TierAtLeast(it) => format!("tier>={}", it.code()),
        other => format!("{other:?}"),
    }
}
