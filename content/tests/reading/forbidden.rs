//! What is never said, each rule with sentences it must catch and sentences it must let pass.

use regex_lite::{Regex, RegexBuilder};

/// One thing that is never said. Sentences are looked at one by one.
pub struct Rule {
    pub name: &'static str,
    /// What must not be found.
    pub forbids: &'static str,
    /// What is taken out before looking: the same words where they do no harm.
    pub but_not: &'static str,
    /// What must be in the sentence besides, if anything.
    pub together_with: &'static str,
    pub caught: &'static [&'static str],
    pub passed: &'static [&'static str],
}

impl Rule {
    /// The rule made ready to look with.
    pub fn ready(&'static self) -> Lint {
        Lint {
            rule: self,
            forbids: insensitive(self.forbids),
            but_not: (!self.but_not.is_empty()).then(|| insensitive(self.but_not)),
            together_with: insensitive(self.together_with),
        }
    }
}

/// A rule with its patterns compiled.
pub struct Lint {
    pub rule: &'static Rule,
    forbids: Regex,
    but_not: Option<Regex>,
    together_with: Regex,
}

impl Lint {
    /// The sentence of `text` that breaks the rule.
    pub fn breaks(&self, text: &str) -> Option<String> {
        let text = text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'");
        let is_broken = |sentence: &&str| {
            let left = self.but_not.as_ref().map(|it| it.replace_all(sentence, " "));
            self.forbids.is_match(left.as_deref().unwrap_or(sentence)) && self.together_with.is_match(sentence)
        };
        sentences(&text).find(is_broken).map(str::to_owned)
    }
}

/// Illnesses a person could be told to have.
const CONDITION: &str = r"(blood )?(clots?|dvt|thrombosis|embolism|rhabdo\w*|muscle breakdown|hyponatr\w+|low (blood )?(sodium|salt|potassium|calcium)|heat ?stroke|heat exhaustion|heat illness|compartment syndrome|stroke|heart attack|cauda equina|sickling|sickle cell( disease| trait)?|mcardle\w*|restless legs|claudication|arter(y|ial) disease|neuropathy|motor neurone disease|als|diabetes|kidney (disease|failure)|liver disease|thyroid disease|pre-?eclampsia|tetanus|sepsis|cellulitis|infection|torn \w+|(muscle|calf|achilles) tear|tear|fracture|cancer|tumou?r|varicose veins|sciatica|stenosis|nerve damage|dehydration)";

/// What is swallowed as a medicine or a supplement.
const DRUG: &str = r"(medicine|tablet|pill|capsule|ibuprofen|paracetamol|acetaminophen|aspirin|naproxen|painkiller|anti-inflammator\w+|quinine|magnesium|potassium|calcium|zinc|iron|vitamin|supplement|statin|diuretic|relaxant|cyclobenzaprine|baclofen|diazepam|gabapentin|creatine|quercetin|curcumin|diltiazem|mexiletine)s?";

pub const RULES: &[Rule] = &[
    Rule {
        name: "says what a person has (NA-31)",
        forbids: r"\byou('ve| have| do not have| don't have| probably have| may have| might have| could have| likely have| are suffering from| suffer from) (got )?(a |an |the |some )?CONDITION\b",
        but_not: r"\b(do|if|when|whether|where|unless|and|or) you (have|may have|might have|could have)\b",
        together_with: "",
        caught: &[
            "You have a blood clot.",
            "You probably have a clot",
            "You do not have a clot.",
            "It seems you’ve got rhabdomyolysis.",
            "You may have heat stroke.",
        ],
        passed: &[
            "Do you have diabetes?",
            "If you have kidney disease, ask first.",
            "Your answers fit best with a cramp.",
        ],
    },
    Rule {
        name: "speaks of a diagnosis",
        forbids: r"\bdiagnos\w*|\bself-diagnos\w*",
        but_not: r"\b(is |it's |are )?not a diagnosis|\b(does not|cannot|can't) diagnose",
        together_with: "",
        caught: &["Your diagnosis is ready.", "This tool diagnoses cramps.", "Undo the diagnosis of your doctor."],
        passed: &["This is not a diagnosis.", "It does not diagnose."],
    },
    Rule {
        name: "claims to have looked inside",
        forbids: r"\bdetect(ed|s)?\b|\b(ruled|rules|ruling) out\b|\bcan rule (it |this )?out\b|\ball[- ]clear\b",
        but_not: r"\bno \w+ (test )?can rule (it |this )?out\b",
        together_with: "",
        caught: &["We detected a problem.", "A clot is ruled out.", "All clear.", "A tape measure can rule this out."],
        passed: &["No home test can rule this out.", "The sky is clear."],
    },
    Rule {
        name: "sends a person away",
        forbids: r"\bsafe to ignore\b|\bno need (to see|for) a (doctor|clinician|nurse)\b|\b(do not|don't) need (to see )?a doctor\b|\bnothing to worry about\b|\bdon't worry\b",
        but_not: "",
        together_with: "",
        caught: &["It is safe to ignore.", "There is no need to see a doctor.", "You don’t need a doctor."],
        passed: &["If you are worried, get help sooner."],
    },
    Rule {
        name: "praises itself",
        forbids: r"\bai doctor\b|\bclinically proven\b|\b(un)?validated\b|\bas accurate as\b|\bdoctor-approved\b|\bguarantee\w*",
        but_not: "",
        together_with: "",
        caught: &[
            "Your AI doctor is here.",
            "Clinically proven to help.",
            "A validated tool.",
            "It is as accurate as a nurse.",
        ],
        passed: &["No clinician has reviewed it."],
    },
    Rule {
        name: "meddles with a medicine (NA-16)",
        forbids: r"\b(stop|skip|halve|swap|quit|drop|double|change|come off) (taking )?(your|the|this|that|a) (next )?(DRUG|dose)|\bstop taking\b|\byou should take\b",
        but_not: r"\b(do not|don't|never) (stop|skip|halve|swap|quit|drop|double|change|come off) (taking )?(your|the|this|that|a) (next )?(DRUG|dose)",
        together_with: "",
        caught: &[
            "Stop your statin.",
            "Skip the next dose.",
            "Halve your tablets.",
            "Stop taking it for a week.",
            "You should take magnesium.",
        ],
        passed: &["Do not change your medicine on your own.", "Stop the session."],
    },
    Rule {
        name: "gives a dose",
        forbids: r"\b(\d[\d.,]*|half|one|two|three|four) ?(salt )?(to \d+ |- ?\d+ |–\d+ )?(mg|milligrams?|mcg|µg|micrograms?|iu|units|tablets?|pills?|capsules?|puffs|drops)\b",
        but_not: r"\d[\d.,]* ?mg\b.*\b(sodium|salt|litre)\b|\b(sodium|salt|litre)\b.*\d[\d.,]* ?mg\b",
        together_with: "",
        caught: &[
            "Take 300 mg of magnesium.",
            "Try two tablets at night.",
            "400 IU of vitamin E helps.",
            "Use 400\u{a0}mg of ibuprofen.",
            "Add two salt tablets.",
        ],
        passed: &[
            "A drink with 500 mg of sodium in a litre.",
            "Wait 30 minutes.",
            "Sodium: 300 to 600 mg in each litre.",
        ],
    },
    Rule {
        name: "weighs out a medicine or supplement",
        forbids: r"\b\d[\d.,]* ?(g|grams?|ml|millilitres?|mg|spoons?|teaspoons?|times (a|per) day|mmol)\b",
        but_not: "",
        together_with: r"\bDRUG\b",
        caught: &["Take 5 g of creatine.", "Ibuprofen, 3 times a day."],
        passed: &["Eat 30 to 60 g of carbohydrate an hour.", "Stretch 3 times a day."],
    },
    Rule {
        name: "puts a percentage on an illness",
        forbids: r"\d ?(%|per ?cent)",
        but_not: "",
        together_with: r"\bCONDITION\b|\b(chance|risk|likely|likelihood|probability)\b",
        caught: &[
            "A clot is found in 6 % of these.",
            "There is a 40% chance of this.",
            "12 per cent had rhabdomyolysis.",
        ],
        passed: &["You lost more than 2 % of your weight.", "A clot can feel like a cramp."],
    },
    Rule {
        name: "shouts",
        forbids: "!",
        but_not: "",
        together_with: "",
        caught: &["Well done!"],
        passed: &["Well done."],
    },
    Rule {
        name: "names a sedative or another person's medicine as help (NA-18)",
        forbids: r"\b(take|try|use|need|ask for|borrow|share)\b[^.]*\b(muscle relaxants?|relaxants|sedatives?|sleeping (pills?|tablets?)|tranquilli[sz]ers?|cyclobenzaprine|diazepam|someone else's medicine|another person's medicine)|\b(relaxants?|muscle-relaxing drugs?|sedatives?|cyclobenzaprine|diazepam)\b[^.]*\b(eases?|helps?|stops?|works?|relieves?)\b",
        but_not: r"\b(do not|don't|never) (take|try|use|borrow|share)\b[^.]*|\b(an|one|some) (popular health )?articles? says?\b.*",
        together_with: "",
        caught: &[
            "Try a muscle relaxant.",
            "A muscle-relaxing drug eases the cramp.",
            "Ask for sleeping pills.",
            "Borrow someone else’s medicine.",
        ],
        passed: &[
            "One article says that a muscle-relaxing drug eases the cramp.",
            "Do not use muscle relaxants, sleeping pills or someone else’s medicine.",
        ],
    },
    Rule {
        name: "makes light of it (NA-30)",
        forbids: r"\b(only|just|merely|simply) (a )?cramps?\b|\btoo (young|fit|healthy)\b|\b(fit|young|healthy) people (do not|don't|never|rarely)\b",
        but_not: r"\bnot (only|just) (a |in )?(short )?cramps?\b",
        together_with: "",
        caught: &[
            "It is only a cramp.",
            "Just cramp, stretch it.",
            "Fit people do not get clots.",
            "You are too young for a clot.",
        ],
        passed: &["An ache all the time, not just cramps.", "Young and fit people need checks too."],
    },
    Rule {
        name: "tells a chance of illness (NA-31)",
        forbids: r"\byour (chance|risk|odds) of\b[^.]* (is|are) [^.]*\d|\b\d+ in \d[\d,]* (chance|risk)\b",
        but_not: "",
        together_with: "",
        caught: &["Your risk of a clot is 1 in 20.", "That is a 1 in 20 chance."],
        passed: &["It happens to 1 in 3 people over 50."],
    },
    Rule {
        name: "repeats a myth as fact (NA-32)",
        forbids: r"\btoxins?\b[^.]*\b(build|gather|collect|pile|flush|leave|clear)|\b(flush|clear|build)[^.]*\btoxins?\b|\bvitamin e is (needed|necessary|essential)|\bneeds? vitamin e\b|\belectrolytes? (is|are) the (main |real )?cause|\bcaused by (a lack of |low |missing |lost )?(electrolytes?|salts?|dehydration)\b",
        but_not: r"\b(no (good )?(study|studies|evidence|proof)|not|a popular health article|some articles?|article says|articles say)\b.*",
        together_with: "",
        caught: &[
            "Toxins build up in the muscle.",
            "Vitamin E is needed.",
            "Electrolytes are the cause.",
            "Cramps are caused by dehydration.",
        ],
        passed: &["No study shows that toxins build up.", "The cause of a cramp is not certain."],
    },
    Rule {
        name: "tells how a source was read",
        forbids: r"\bSEED\b|\bSEED-\d|\bS-00\d\b|\b(un)?verified\b|\brecalled\b|\bsecondary (copy|source)\b|\babstract only\b",
        but_not: "",
        together_with: "",
        caught: &["SEED-002 says so.", "Recalled, not verified."],
        passed: &["A popular health article says so."],
    },
];

/// Whether "111" is said without the country it works in.
pub fn without_country(text: &str) -> bool {
    numbers(text).any(|it| it == "111") && !names_a_place(text)
}

/// Whether a text gives one emergency number as if it worked everywhere.
pub fn lone_number(text: &str) -> bool {
    const NUMBERS: [&str; 6] = ["112", "911", "999", "000", "108", "119"];
    numbers(text).filter(|it| NUMBERS.contains(it)).count() == 1
        && !names_a_place(text)
        && !text.contains("another number")
        && !text.contains("number where you are")
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !(it.is_ascii_digit() || it == ',' || it == '.')).map(|it| it.trim_matches([',', '.']))
}

fn names_a_place(text: &str) -> bool {
    let places = r"\b(UK|England|Wales|Scotland|Ireland|EU|Europe|USA|Canada|Mexico|Australia|New Zealand|India|Japan|Korea|Taiwan|China|Hong Kong|Singapore|South Africa|Brazil|Israel|[A-Z]\w+land)\b";
    Regex::new(places).expect("the pattern is right").is_match(text)
}

/// The sentences of `text`, closed by a mark with white space after it.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut before = ' ';
    let closes = move |it: char| matches!(std::mem::replace(&mut before, it), '.' | '?' | '\n') && it.is_whitespace();
    text.split(closes).map(str::trim).filter(|it| !it.is_empty())
}

fn insensitive(pattern: &str) -> Regex {
    let pattern = pattern.replace("CONDITION", CONDITION).replace("DRUG", DRUG);
    RegexBuilder::new(&pattern).case_insensitive(true).build().expect("the pattern is right")
}
