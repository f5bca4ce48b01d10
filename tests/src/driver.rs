//! What is asked of a driver beyond the standard: Chromium's own protocol and its logs, and what Firefox does inside.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A command that a driver adds to the standard.
#[derive(Debug)]
pub struct Extra {
    path: &'static str,
    /// What is sent along; a question without any is asked by GET.
    body: Option<Value>,
}

impl Extra {
    /// A command of the browser's own protocol.
    pub fn devtools(name: &str, parameters: Value) -> Self {
        Self { path: "goog/cdp/execute", body: Some(json!({ "cmd": name, "params": parameters })) }
    }

    /// Where Firefox runs the scripts that follow: `chrome`, which is its own window, or `content`, which is the page.
    pub fn context(name: &str) -> Self {
        Self { path: "moz/context", body: Some(json!({ "context": name })) }
    }

    /// A picture of the whole page, as Firefox makes it.
    pub fn whole_picture() -> Self {
        Self { path: "moz/screenshot/full", body: None }
    }

    /// What was logged since it was asked for last.
    pub fn log(kind: &str) -> Self {
        Self { path: "se/log", body: Some(json!({ "type": kind })) }
    }
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        match &self.body {
            Some(body) => (Method::POST, Some(body.to_string())),
            None => (Method::GET, None),
        }
    }
}
