//! Pages that show our questions by means of others.

use crate::place;
use crate::setup::{self, Part};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const SURVEYJS: &str = "2.5.38";
const LHC_FORMS: &str = "40.1.3";

/// Whose page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// SurveyJS, a library of forms for any purpose
    SurveyJs,
    /// LHC-Forms, a library of forms for health care
    LhcForms,
}

impl Peer {
    /// What it and its version are called.
    pub fn title(self) -> String {
        match self {
            Self::SurveyJs => format!("SurveyJS {SURVEYJS}"),
            Self::LhcForms => format!("LHC-Forms {LHC_FORMS}"),
        }
    }

    /// What the measurements call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::SurveyJs => "surveyjs",
            Self::LhcForms => "lhcforms",
        }
    }

    /// What it needs to be installed.
    pub fn parts(self) -> Vec<Part> {
        match self {
            Self::SurveyJs => vec![
                Part::Npm { package: "survey-core", version: SURVEYJS },
                Part::Npm { package: "survey-js-ui", version: SURVEYJS },
            ],
            Self::LhcForms => vec![Part::NpmFiles { package: "lforms", version: LHC_FORMS }],
        }
    }

    /// Its files that the page loads, in the form that is smallest.
    fn files(self) -> Vec<PathBuf> {
        let (from, names): (_, &[&str]) = match self {
            Self::SurveyJs => (
                place::tools().join("node_modules"),
                &[
                    "survey-core/survey.core.min.js",
                    "survey-core/survey-core.fontless.min.css",
                    "survey-js-ui/survey-js-ui.min.js",
                ],
            ),
            Self::LhcForms => (
                setup::files_of("lforms").join("dist/lforms"),
                &[
                    "webcomponent/assets/lib/zone.min.js",
                    "webcomponent/runtime.js",
                    "webcomponent/polyfills.js",
                    "webcomponent/main.js",
                    "webcomponent/styles.css",
                    "fhir/R4/lformsFHIR.min.js",
                ],
            ),
        };
        names.iter().map(|it| from.join(it)).collect()
    }

    /// Writes a page that shows our questions by its means; gives the folder.
    ///
    /// # Errors
    /// It is not installed, or a question lacks something.
    pub fn lay_out(self) -> Result<PathBuf> {
        let folder = place::tools().join("bench").join(self.name());
        fs::create_dir_all(&folder)?;
        let ours = place::root().join("xtask/bench").join(self.name());
        copy(&ours.with_extension("html"), &folder.join("index.html"))?;
        copy(&ours.with_extension("js"), &folder.join("start.js"))?;
        for file in self.files() {
            copy(&file, &folder.join(file.file_name().context("a file has a name")?))?;
        }
        let questions = fs::read_to_string(place::root().join("engine/knowledge/questions.toml"))?;
        let written = match self {
            Self::SurveyJs => survey(&questions)?,
            Self::LhcForms => questionnaire(&questions)?,
        };
        fs::write(folder.join("questions.json"), serde_json::to_string(&written)?)?;
        Ok(folder)
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    Ok(())
}

/// Our questions, with their words and conditions, as SurveyJS reads them: a page for each group.
fn survey(questions: &str) -> Result<Value> {
    let questions: toml::Table = questions.parse()?;
    let items = items(&questions)?;
    let repeating = items.iter().filter(|it| repeats(it)).filter_map(|it| word(it, "id").ok()).collect::<Vec<_>>();
    let groups = grouped(items, |it| element(it, &repeating))?;
    let page =
        |(name, elements): (&str, Vec<Value>)| json!({ "name": name, "title": title(name), "elements": elements });
    Ok(json!({ "title": TITLE, "pages": groups.into_iter().map(page).collect::<Vec<_>>() }))
}

/// Our questions, with their words and conditions, as a FHIR Questionnaire (R4): a group for each group.
fn questionnaire(questions: &str) -> Result<Value> {
    let questions: toml::Table = questions.parse()?;
    let groups = grouped(items(&questions)?, item_of_fhir)?;
    let group = |(name, items): (&str, Vec<Value>)| json!({ "linkId": name, "text": title(name), "type": "group", "item": items });
    let items = groups.into_iter().map(group).collect::<Vec<_>>();
    Ok(json!({ "resourceType": "Questionnaire", "status": "draft", "title": TITLE, "item": items }))
}

const TITLE: &str = "Leg cramps";

fn title(group: &str) -> &str {
    content::text(group).unwrap_or(group)
}

fn items(questions: &toml::Table) -> Result<&Vec<toml::Value>> {
    questions.get("item").and_then(toml::Value::as_array).context("there are no questions")
}

/// What is made of each question, in the groups that follow each other.
fn grouped<'a>(
    items: &'a [toml::Value],
    make: impl Fn(&'a toml::Value) -> Result<Value>,
) -> Result<Vec<(&'a str, Vec<Value>)>> {
    let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
    for item in items {
        let (group, made) = (word(item, "group")?, make(item)?);
        match groups.last_mut().filter(|(name, _)| *name == group) {
            Some((_, all)) => all.push(made),
            None => groups.push((group, vec![made])),
        }
    }
    Ok(groups)
}

fn item_of_fhir(item: &toml::Value) -> Result<Value> {
    let id = word(item, "id")?;
    let mut made = Map::new();
    made.insert("linkId".to_owned(), json!(id));
    made.insert("text".to_owned(), json!(asked(id)?));
    made.insert("type".to_owned(), json!(word(item, "type")?));
    if repeats(item) {
        made.insert("repeats".to_owned(), json!(true));
    }
    let options = options(item)?.into_iter();
    let options = options.map(|(code, label)| json!({ "valueCoding": { "code": code, "display": label } }));
    let options = options.collect::<Vec<_>>();
    if !options.is_empty() {
        made.insert("answerOption".to_owned(), options.into());
    }
    let conditions = conditions(item)?.into_iter();
    let conditions = conditions
        .map(|(question, code)| json!({ "question": question, "operator": "=", "answerCoding": { "code": code } }))
        .collect::<Vec<_>>();
    if !conditions.is_empty() {
        made.insert("enableBehavior".to_owned(), json!("any"));
        made.insert("enableWhen".to_owned(), conditions.into());
    }
    Ok(made.into())
}

fn element(item: &toml::Value, repeating: &[&str]) -> Result<Value> {
    let id = word(item, "id")?;
    let mut element = json!({ "name": id, "title": asked(id)? });
    match word(item, "type")? {
        "choice" => {
            let choices = options(item)?.into_iter().map(|(code, label)| json!({ "value": code, "text": label }));
            element["type"] = json!(if repeats(item) { "checkbox" } else { "radiogroup" });
            element["choices"] = choices.collect();
        }
        _ => {
            element["type"] = json!("text");
            element["inputType"] = json!("number");
        }
    }
    let conditions = conditions(item)?.into_iter().map(|(question, code)| {
        let relation = if repeating.contains(&question) { "contains" } else { "=" };
        format!("{{{question}}} {relation} '{code}'")
    });
    let conditions = conditions.collect::<Vec<_>>();
    if !conditions.is_empty() {
        element["visibleIf"] = json!(conditions.join(" or "));
    }
    Ok(element)
}

/// What a question asks, in the words of the page.
fn asked(id: &str) -> Result<&'static str> {
    content::text(&format!("q-{id}")).with_context(|| format!("{id} has no words"))
}

/// The codes that can be answered, each in the words of the page.
fn options(item: &toml::Value) -> Result<Vec<(&str, &'static str)>> {
    let id = word(item, "id")?;
    let said = |code| content::attr(&format!("q-{id}"), &format!("opt-{code}"));
    let option = |code| Ok((code, said(code).with_context(|| format!("{id}={code} has no words"))?));
    words(item, "options").map(option).collect()
}

/// The answers with any of which the question is asked.
fn conditions(item: &toml::Value) -> Result<Vec<(&str, &str)>> {
    let id = word(item, "id")?;
    words(item, "enabled_when")
        .map(|it| it.split_once('=').with_context(|| format!("{id} has the condition {it}")))
        .collect()
}

fn repeats(item: &toml::Value) -> bool {
    item.get("repeats").and_then(toml::Value::as_bool).unwrap_or(false)
}

fn word<'a>(item: &'a toml::Value, key: &str) -> Result<&'a str> {
    item.get(key).and_then(toml::Value::as_str).with_context(|| format!("a question lacks its {key}"))
}

fn words<'a>(item: &'a toml::Value, key: &str) -> impl Iterator<Item = &'a str> {
    item.get(key).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions() -> String {
        fs::read_to_string(place::root().join("engine/knowledge/questions.toml")).unwrap()
    }

    /// All that is asked on all pages, or in all groups.
    fn all(of: &Value, groups: &str, asked: &str) -> Vec<Value> {
        of[groups].as_array().unwrap().iter().flat_map(|it| it[asked].as_array().unwrap().clone()).collect()
    }

    #[test]
    fn every_question_reaches_the_other_pages_with_its_condition() {
        let text = questions();
        let (n_items, n_conditions) = (text.matches("[[item]]").count(), text.matches("\nenabled_when = ").count());
        let elements = all(&survey(&text).unwrap(), "pages", "elements");
        let items = all(&questionnaire(&text).unwrap(), "item", "item");
        assert_eq!((elements.len(), items.len()), (n_items, n_items));
        assert_eq!(elements.iter().filter(|it| it["visibleIf"].is_string()).count(), n_conditions);
        assert_eq!(items.iter().filter(|it| it["enableWhen"].is_array()).count(), n_conditions);
        assert!(elements.iter().any(|it| it["visibleIf"].as_str().is_some_and(|it| it.contains(" contains "))));
    }

    #[test]
    fn both_pages_ask_in_the_same_words_and_offer_the_same_answers() {
        let text = questions();
        let elements = all(&survey(&text).unwrap(), "pages", "elements");
        let items = all(&questionnaire(&text).unwrap(), "item", "item");
        let texts = |it: &Value| -> Vec<Value> { it.as_array().into_iter().flatten().cloned().collect() };
        for (element, item) in elements.iter().zip(&items) {
            assert_eq!((&element["name"], &element["title"]), (&item["linkId"], &item["text"]));
            let theirs = texts(&item["answerOption"]).into_iter().map(|it| it["valueCoding"]["display"].clone());
            let choices = texts(&element["choices"]).into_iter().map(|it| it["text"].clone());
            assert!(choices.eq(theirs), "{}", item["linkId"]);
            assert_eq!(element["type"] == "checkbox", item["repeats"] == true, "{}", item["linkId"]);
        }
        assert!(items.iter().any(|it| it["type"] == "decimal"));
    }
}
