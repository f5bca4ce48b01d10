//! Results that were saved before: laid into the browser as the page itself writes them, and opened one by one. This is
//! how many people are looked at without answering every question for each.

use crate::page::Page;
use crate::words;
use engine::{Answers, assess};
use record::history::{Entry, Key, Ulid, write_entry};
use serde_json::json;

impl Page {
    /// Forgets what was saved, and saves the result of each of these people, a minute ago each; then loads the page, and
    /// shows the list. Each is somebody of their own, so that none is told against the one before.
    pub async fn save_results(&self, people: &[&Answers]) {
        let now = self.run("localStorage.clear(); return Date.now()", &[]).await.as_u64().expect("a time");
        let pairs = people.iter().enumerate().map(|(at, answers)| {
            // The list begins with the newest.
            let ms = now - 60_000 - at as u64;
            let id = Ulid::new(ms, [0; 10]);
            let entry = Entry::new(id, ms, &format!("No. {at}"), assess(answers).tier, answers);
            json!([Key::Entry(id).write("default"), write_entry(&entry)])
        });
        let pairs = serde_json::Value::Array(pairs.collect());
        self.run("arguments[0].forEach(([key, text]) => localStorage.setItem(key, text))", &[pairs]).await;
        self.reload().await;
        self.press(words::say("history-link")).await;
        let all = format!("return document.querySelectorAll('button.entry').length === {}", people.len());
        self.wait_until("every saved result", &all).await;
    }

    /// Opens the result that was saved for the person in this place, from the list, and waits until all of it is there.
    pub async fn open_result(&self, at: usize) {
        let open = "document.querySelectorAll('button.entry')[arguments[0]].click()";
        self.run(open, &[json!(at)]).await;
        self.wait_until("a result", "return document.querySelector('.care-card')").await;
        self.wait_for_the_whole().await;
        let name = format!("No. {at}");
        assert!(self.reads(&name).await, "the result of {name}");
    }

    /// Goes back from a saved result to the list.
    pub async fn close_result(&self) {
        self.press(words::say("back")).await;
        self.wait_until("the list", "return document.querySelector('button.entry')").await;
    }
}
