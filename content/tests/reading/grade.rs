//! How many years of school a text asks for, by Flesch and Kincaid's formula.
//!
//! Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy
//! enlisted personnel", Naval Technical Training Command, 1975.

/// Words that cannot be said otherwise, though their length frightens the formula.
///
/// They count as two syllables. Each is an everyday word of this subject or is explained in
/// the words under the key beside it.
pub const MEDICAL: &[(&str, Option<&str>)] = &[
    ("dialysis", Some("q-rf-kidney-weak.hint")),
    ("oestrogen", Some("q-clot-risk.hint")),
    ("thyroid", Some("q-tetany-airway.hint")),
    ("carbohydrate", Some("q-fuel.hint")),
    ("ecstasy", None),
    ("exercise", None),
    ("emergency", None),
    ("medicine", None),
    ("medicines", None),
    ("pharmacist", None),
    ("temperature", None),
];

/// The years of school after which `text` is read with ease.
pub fn grade(text: &str) -> f64 {
    // Aloud, a number and its unit are two words.
    let text = &text.replace('\u{a0}', " ");
    let n_words = words(text).count() as f64;
    let n_syllables = words(text).map(spoken).sum::<usize>() as f64;
    0.39 * n_words / n_sentences(text) as f64 + 11.8 * n_syllables / n_words - 15.59
}

/// The words of `text`. A number and its unit, tied by a no-break space, are one.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\n']).filter(|it| it.contains(|it: char| it.is_alphanumeric()))
}

/// Sentences are what a full stop, question mark, colon or semicolon closes.
fn n_sentences(text: &str) -> usize {
    let ends = |word: &&str| word.trim_end_matches(['”', '"', ')', '’']).ends_with(['.', '?', ':', ';']);
    let closed = words(text).filter(ends).count();
    let last = words(text).last().is_some_and(|word| !ends(&word));
    (closed + usize::from(last)).max(1)
}

/// The syllables of what stands between two spaces: `rock-hard`, `40 °C`, `(HRT)`.
fn spoken(word: &str) -> usize {
    let parts = word.split(|it: char| !(it.is_alphanumeric() || it == '\'' || it == '’' || it == '.' || it == ','));
    let parts = parts.map(|it| it.trim_matches(|it: char| !it.is_alphanumeric())).filter(|it| !it.is_empty());
    let total: usize = parts.map(syllables).sum();
    total.max(1)
}

/// The syllables of one word, number or abbreviation.
pub fn syllables(word: &str) -> usize {
    if word.starts_with(|it: char| it.is_ascii_digit()) {
        return number(word);
    }
    if 1 < word.len() && word.chars().all(|it| it.is_ascii_uppercase()) {
        return word.chars().map(|it| if it == 'W' { 3 } else { 1 }).sum();
    }
    let word = word.to_lowercase().replace('’', "'");
    let word = word.strip_suffix("'s").unwrap_or(&word);
    if MEDICAL.iter().any(|&(medical, _)| medical == word) {
        return 2;
    }
    let listed = EXCEPTIONS.iter().find(|(_, words)| words.split_whitespace().any(|it| it == word));
    listed.map_or_else(|| by_rule(word), |&(n, _)| n)
}

/// What the rules below get wrong, by their number of syllables.
const EXCEPTIONS: [(usize, &str); 5] = [
    (
        2,
        "barely baseline basement bias careful client closely couldn't create cruel diet didn't different doesn't dual \
         elsewhere evening every fluid fluids forehead fuel giant hasn't homework hopeful hundred ion ions isn't lifestyle \
         likely lion lovely movement pavement prior quiet rarely react reacts rhythm ruin safely safety science several \
         shouldn't sideways something sometimes somewhere spasm spasms statement surely therefore trial trials useful via \
         wasn't wouldn't",
    ),
    (
        3,
        "actual annual area areas audio calcium carefully cereal completely creatine everything gradual idea ideal ideas \
         linear management manual menstrual obvious period previous radio reacted reaction realise reassure recipe \
         reliant serious severely sodium theatre triathlon usual various video",
    ),
    (
        4,
        "actually bacteria cooperate diabetes diarrhoea everybody experience gradually magnesium material potassium \
         preeclampsia unusual usually variety",
    ),
    (5, "individual undereating"),
    (6, "physiotherapy rhabdomyolysis"),
];

/// Counts groups of vowels, less the silent ones.
fn by_rule(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|it| it.is_alphabetic()).collect();
    let word: String = letters.iter().collect();
    let is_vowel = |at: usize| letters.get(at).is_some_and(|&it| "aeiou".contains(it) || it == 'y' && at != 0);
    let is_consonant = |it: char| !"aeiouy".contains(it);
    let before = |ending: &str| word.strip_suffix(ending).and_then(|stem| stem.chars().last());
    let ends_after_consonant = |ending: &str| before(ending).is_some_and(is_consonant);
    let mut n = (0..letters.len()).filter(|&at| is_vowel(at) && (at == 0 || !is_vowel(at - 1))).count();

    // The e of `muscle`, `angled`, `litre` is heard.
    let is_heard = ["le", "les", "led"].into_iter().any(ends_after_consonant) && !word.ends_with("lled")
        || ["tre", "tres", "bre", "bres"].iter().any(|it| word.ends_with(it));
    // That of `pale`, `makes` and `walked` is not, unless a hiss, sh or ch, or t or d stands before it.
    let hisses = |it: char| "sxzcg".contains(it);
    let is_silent = ends_after_consonant("e")
        || before("es").is_some_and(|it| is_consonant(it) && !hisses(it))
            && !["shes", "ches"].iter().any(|it| word.ends_with(it))
        || before("ed").is_some_and(|it| is_consonant(it) && !matches!(it, 't' | 'd'));
    if is_silent && !is_heard {
        n -= 1;
    }
    // Two vowels side by side that are spoken apart: `muddier`, `radiate`, `lying`.
    let apart = ["iest", "ier", "iate", "iation", "ying", "eous", "uous", "iac", "iab", "uate", "oing", "eing"];
    let hiatus = |it: &&&str| word.find(**it).is_some_and(|at| at != 0 && is_vowel(at) && is_vowel(at + 1));
    n += apart.iter().filter(hiatus).count();
    n.max(1)
}

/// The syllables of a number: as it is spoken, and two at most, since figures are read at a glance.
fn number(figures: &str) -> usize {
    const BELOW_TWENTY: [usize; 20] = [2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2];
    let spoken = figures.parse().ok().and_then(|it: usize| BELOW_TWENTY.get(it));
    spoken.map_or(2, |&it| it.min(2))
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    let cases = [
        (
            1,
            "leg calf cramp cramps pale cold knee the thigh stretch stretched walked whole while heel called breathe breath \
             warm young eye makes clothes cause guess queue 10",
        ),
        (
            2,
            "lasted swollen tables muscle muscles ankle gentle bottle urgent doctor muddled angled breathing numbness weaker \
             weakness sleepy bodies copies lying trying dying yellow being noses ages eases minutes minute surface rhythm \
             fluid stretches litre centre fibres 30 48 100.4 7 72 112",
        ),
        (3, "suddenly muddier happier injury hospital radiate sodium area beautiful triathlon reacted dizziness HRT"),
        (4, "activity ability recovery potassium diabetes unaccustomed dehydration experience"),
        (5, "antipsychotic cyclobenzaprine"),
        (6, "rhabdomyolysis"),
        // Hard words of the subject.
        (2, "emergency temperature exercise dialysis"),
    ];
    for (wanted, words) in cases {
        for word in words.split_whitespace() {
            assert_eq!(syllables(word), wanted, "{word}");
        }
    }
}

#[test]
fn a_grade_rises_with_long_words_and_long_sentences() {
    let easy = "The cat sat on the mat. It was warm.";
    let hard = "Notwithstanding considerable uncertainty, electromyographic investigation occasionally demonstrates abnormality.";
    assert!(grade(easy) < 2.0, "{}", grade(easy));
    assert!(20.0 < grade(hard), "{}", grade(hard));
    // 5 words, 1 sentence, 6 syllables.
    assert!((grade("Stretch the calf muscle now.") - (0.39 * 5.0 + 11.8 * 1.2 - 15.59)).abs() < 1e-9);
    assert_eq!(words("Fever, from 38\u{a0}°C (100.4\u{a0}°F) – now").count(), 5);
    assert_eq!(n_sentences("One. Two? Three: four"), 4);
}

#[test]
fn each_hard_word_is_explained_where_it_is_said_to_be() {
    for (word, key) in MEDICAL {
        let Some(key) = key else { continue };
        let text = content::text(key).unwrap_or_else(|| panic!("{key} explains {word}"));
        assert!(text.to_lowercase().contains(word), "{key} does not speak of {word}");
    }
}
