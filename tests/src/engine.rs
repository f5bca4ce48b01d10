//! The three engines that browsers are made of, and what each has to be told before it opens.

use crate::page::Setup;
use serde_json::{Map, Value, json};
use std::env;

/// The language of the reader: one who measures in kilograms.
const LANGUAGE: &str = "en-GB";

/// What a browser is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, of Chrome, Edge and most browsers on Android.
    Chromium,
    /// Gecko, of Firefox.
    Firefox,
    /// WebKit, of Safari and every browser on an iPhone; here as WebKitGTK has it.
    WebKit,
}

impl Engine {
    /// The one named in `ENGINE`; Chromium without it.
    ///
    /// # Panics
    /// It names none that there is.
    pub fn now() -> Self {
        match env::var("ENGINE").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("ENGINE is {other}, and there are chromium, firefox and webkit"),
        }
    }

    /// The variable that names the program.
    fn variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMIUM",
            Self::Firefox => "FIREFOX",
            Self::WebKit => "WEBKIT",
        }
    }

    /// What a driver is asked for. With less motion a tap is answered at once, and so can be checked at once.
    pub(crate) fn capabilities(self, setup: &Setup) -> Map<String, Value> {
        let binary = named(self.variable());
        let wanted = match self {
            Self::Chromium => {
                let mut arguments = [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--window-size=800,900",
                ]
                .map(str::to_owned)
                .to_vec();
                arguments.push(format!("--accept-lang={LANGUAGE}"));
                arguments.extend((!setup.moves).then(|| "--force-prefers-reduced-motion".to_owned()));
                arguments.extend(setup.profile.iter().map(|it| format!("--user-data-dir={}", it.display())));
                let performance = if setup.notes_requests { "ALL" } else { "OFF" };
                json!({
                    "goog:chromeOptions": { "args": arguments, "binary": binary },
                    "goog:loggingPrefs": { "browser": "ALL", "performance": performance },
                })
            }
            Self::Firefox => {
                let mut arguments = vec!["-headless".to_owned()];
                arguments.extend(setup.profile.iter().flat_map(|it| ["-profile".to_owned(), it.display().to_string()]));
                let preferences =
                    json!({ "ui.prefersReducedMotion": i32::from(!setup.moves), "intl.accept_languages": LANGUAGE });
                json!({ "moz:firefoxOptions": { "args": arguments, "binary": binary, "prefs": preferences } })
            }
            Self::WebKit => json!({ "webkitgtk:browserOptions": { "args": ["--automation"], "binary": binary } }),
        };
        wanted.as_object().cloned().unwrap_or_default()
    }
}

pub(crate) fn named(variable: &str) -> String {
    env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run this through `cargo xtask test`"))
}
