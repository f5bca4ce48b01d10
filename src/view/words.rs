//! The words for what the engine names. Nothing here is inlined where it is used: the program travels.

use content::{Message, Part, kind, part};
use engine::{Block, Item, Tier};

/// The words of a message.
pub fn say(message: Message) -> &'static str {
    message.text()
}

/// The words of a message with values put in.
#[inline(never)]
pub fn fill(message: Message, values: &[(&str, &str)]) -> String {
    content::fill(message.text(), values)
}

/// The id of an element that belongs to a question: `hint-site`.
#[inline(never)]
pub fn id_for(what: &str, item: Item) -> String {
    [what, "-", item.code()].concat()
}

/// The full question. That of a line to tick comes with the second file; until then, or without it, the line itself.
#[inline(never)]
pub fn question(item: Item) -> &'static str {
    let all = [kind::QUESTION.at(item.index()).text(), kind::FULL.at(item.index()).text()];
    let full = all.into_iter().find(|it| !it.is_empty());
    full.or_else(|| question_part(item, part::LINE)).unwrap_or_default()
}

/// The statement that can be ticked; the full question where it has none.
#[inline(never)]
pub fn line(item: Item) -> &'static str {
    question_part(item, part::LINE).unwrap_or_else(|| question(item))
}

/// A further part of a question, such as its hint.
#[inline(never)]
pub fn question_part(item: Item, part: Part) -> Option<&'static str> {
    kind::QUESTION.at(item.index()).part(part)
}

/// The label of the option at this place.
#[inline(never)]
pub fn option(item: Item, at: usize) -> &'static str {
    question_part(item, Part::option(at)).unwrap_or_default()
}

/// The message of a tier.
pub fn tier(tier: Tier) -> Message {
    kind::TIER.at(tier as usize)
}

/// The message of a block's heading.
pub fn block(block: Block) -> Message {
    kind::BLOCK.at(block as usize)
}

/// A number with `digits` places, without the weight of floating-point printing.
#[inline(never)]
pub fn fixed(value: f64, digits: u32) -> String {
    let scale = 10_i64.pow(digits);
    let scaled = (value * scale as f64).round() as i64;
    let sign = if scaled < 0 { "−" } else { "" };
    let (whole, rest) = (scaled.abs() / scale, scaled.abs() % scale);
    let mut text = [sign, &whole.to_string()].concat();
    if digits > 0 {
        let rest = rest.to_string();
        text.push('.');
        (rest.len()..digits as usize).for_each(|_| text.push('0'));
        text.push_str(&rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    #[test]
    fn numbers_keep_their_places() {
        let cases = [
            (1.005, 1, "1.0"),
            (0.04, 2, "0.04"),
            (-0.81, 1, "−0.8"),
            (12.0, 0, "12"),
            (1.96, 1, "2.0"),
            (-0.01, 1, "0.0"),
        ];
        for (value, digits, expected) in cases {
            assert_eq!(fixed(value, digits), expected, "{value}");
        }
    }

    #[test]
    fn each_thing_of_the_engine_is_told_in_its_own_words() {
        let id = |message| content::id_of(message).unwrap_or_default();
        for item in Item::all() {
            assert_eq!(id(kind::QUESTION.at(item.index())), format!("q-{item}"));
            for (at, code) in item.options().iter().enumerate() {
                assert_eq!(Some(option(item, at)), content::attr(&format!("q-{item}"), &format!("opt-{code}")));
            }
        }
        for it in Tier::ALL {
            assert_eq!(id(tier(it)), format!("tier-{}", it.code()));
        }
        for it in Block::ALL {
            assert_eq!(id(block(it)), format!("block-{it:?}").to_lowercase());
        }
        assert_eq!(id(kind::STRENGTH.at(engine::Strength::Strong as usize)), "strength-strong");
        for rule in engine::Rule::all().filter(|it| !id(kind::WHY.at(it.index())).is_empty()) {
            assert_eq!(id(kind::WHY.at(rule.index())), format!("why-{rule}"));
        }
        assert!(engine::Rule::all().filter(|it| it.is_flag()).all(|it| !kind::WHY.at(it.index()).text().is_empty()));
        for it in engine::Pattern::all() {
            assert_eq!(id(kind::PATTERN.at(it.index())), format!("pattern-{it}"));
        }
        for it in engine::Module::all() {
            assert_eq!(id(kind::MODULE.at(it.index())), format!("module-{it}"));
        }
        for it in engine::Claim::all() {
            assert_eq!(id(kind::CLAIM.at(it.index())), format!("claim-{it}"));
        }
        for it in engine::Conflict::all() {
            assert_eq!(id(kind::CONFLICT.at(it.index())), format!("conflict-{it}"));
        }
        for it in engine::FirstAid::all() {
            assert_eq!(id(kind::FIRST_AID.at(it.index())), format!("first-aid-{it}"));
        }
        for it in engine::Relief::all() {
            assert_eq!(id(kind::RELIEF.at(it.index())), format!("relief-{it}"));
        }
        for it in engine::Advice::all().filter(|it| it.module().is_none()) {
            assert_eq!(id(kind::ADVICE.at(it.index())), format!("advice-{it}"));
        }
        for it in engine::Never::all().filter(|it| it.code().starts_with("NA-")) {
            assert_eq!(id(kind::NEVER.at(it.index())), format!("never-{it}"));
        }
    }

    #[test]
    fn what_calls_for_help_is_worded_before_the_questions_are_there() {
        let asks_for_help = |it: &engine::RuleDef| it.cases.iter().any(|(tier, _)| *tier == Tier::Emergency);
        let rules =
            engine::Rule::all().zip(engine::Knowledge::shipped().rules.iter()).filter(|(_, it)| asks_for_help(it));
        let mut n_rules = 0;
        for (rule, _) in rules {
            assert!(kind::WHY.at(rule.index()).is_first(), "{rule}");
            n_rules += 1;
        }
        assert!(n_rules > 40, "{n_rules}");
        for item in engine::Step::Start.items().into_iter().chain(engine::Step::Safety(Block::A).items()) {
            assert!(kind::QUESTION.at(item.index()).is_first(), "{item}");
        }
    }

    #[test]
    fn what_the_first_danger_signs_ask_for_is_worded_before_the_questions_are_there() {
        let signs = engine::Step::Safety(Block::A).items();
        let said: Vec<(Item, &str)> = signs.into_iter().flat_map(|it| [(it, "yes"), (it, "not-sure")]).collect();
        let (mut n_told, mut missing) = (0, std::collections::BTreeSet::new());
        for (at, one) in said.iter().enumerate() {
            for other in &said[at..] {
                let mut answers = engine::Answers::default();
                for (item, code) in [one, other] {
                    answers.edit(*item, Some(engine::Answer::choice(*item, code).unwrap()));
                }
                let assessment = engine::assess(&answers);
                if assessment.tier == Tier::SelfCare {
                    continue;
                }
                assert!(tier(assessment.tier).is_first(), "{one:?} {other:?}");
                let told = assessment.reasons.iter().filter(|it| it.tier == assessment.tier);
                for reason in told.filter(|it| !kind::WHY.at(it.rule.index()).text().is_empty()) {
                    if !kind::WHY.at(reason.rule.index()).is_first() {
                        missing.insert(reason.rule.to_string());
                    }
                    n_told += 1;
                }
            }
        }
        assert!(n_told > 500, "{n_told}");
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn the_plain_page_says_what_the_words_say() {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
        let mut ids: Vec<String> =
            ["app-title", "app-what", "app-not", "static-danger", "static-numbers", "static-relief", "static-loading"]
                .into_iter()
                .chain(["static-without", "not-reviewed"])
                .map(str::to_owned)
                .collect();
        ids.extend((1..).map(|n| format!("relief-common.step-{n}")).take_while(|id| content::text(id).is_some()));
        let dangers = (1..).map(|n| format!("safety-net-{n}")).take_while(|id| content::text(id).is_some());
        ids.extend(dangers.filter(|id| !content::text(id).unwrap().starts_with("Today")));
        assert!(ids.len() > 25, "{ids:?}");
        for id in ids {
            let words = content::text(&id).unwrap();
            assert!(page.contains(words), "index.html does not say {id}: {words}");
        }
    }
}
