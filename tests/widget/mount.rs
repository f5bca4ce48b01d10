//! Putting the widget into places of a page, speaking to it, and taking it away again.

use super::storage::{fresh, host, names};
use crampwise::browser::host::Host;
use crampwise::{ask, mount, unmount};
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

const BACK: u32 = 0;
const START_OVER: u32 = 1;
const EXPORT: u32 = 4;
const RESTORE: u32 = 5;
const DRAFT: u32 = 6;
const GO_ON: u32 = 7;

/// A place in the page.
struct Placed {
    root: Element,
    number: usize,
    host: Host,
}

fn place(namespace: &str, keeps: u32) -> Placed {
    let document = web_sys::window().unwrap().document().unwrap();
    let root = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    let host = host();
    let number = mount(root.clone(), namespace, keeps, host.clone());
    Placed { root, number, host }
}

impl Placed {
    fn tap(&self, words: &str) {
        let buttons = self.root.query_selector_all("button").unwrap();
        let buttons = (0..buttons.length()).filter_map(|at| buttons.get(at)?.dyn_into::<HtmlElement>().ok());
        let wanted = |it: &HtmlElement| it.text_content().as_deref() == Some(words);
        buttons.filter(wanted).last().unwrap_or_else(|| panic!("no button says {words}")).click();
    }

    async fn reads(&self, words: &str) {
        super::storage::until(words, || self.root.text_content().unwrap_or_default().contains(words)).await;
    }

    /// What the place has heard, the last one first.
    fn heard(&self) -> Vec<u32> {
        let heard: Array = Reflect::get(&self.host, &"heard".into()).unwrap().unchecked_into();
        heard.iter().map(|it| Array::from(&it).get(0).as_f64().unwrap() as u32).collect()
    }

    fn take_away(self) {
        unmount(self.number);
        assert_eq!(self.root.child_element_count(), 0, "nothing is left");
        self.root.remove();
    }
}

fn say(id: &str) -> &'static str {
    content::text(id).unwrap()
}

#[wasm_bindgen_test]
async fn two_places_of_a_page_know_nothing_of_each_other() {
    let storage = fresh();
    let (one, two) = (place("one", 1), place("two", 1));
    assert_ne!(one.number, two.number);
    one.tap(say("q-intent.opt-recurrent"));
    one.reads(say("block-a")).await;
    two.reads(say("app-title")).await;
    assert!(one.heard().contains(&1) && !two.heard().contains(&1));
    assert!(names(&storage).iter().all(|it| it.starts_with("cc1:one:")), "{:?}", names(&storage));
    ask(one.number, BACK, "");
    one.reads(say("app-title")).await;
    one.take_away();
    two.reads(say("app-title")).await;
    two.take_away();
}

#[wasm_bindgen_test]
async fn a_place_that_is_gone_is_forgotten_and_taken_again() {
    fresh();
    let one = place("one", 2);
    one.tap(say("q-intent.opt-recurrent"));
    one.reads(say("block-a")).await;
    let (number, root) = (one.number, one.root.clone());
    one.take_away();
    let two = place("one", 2);
    assert_eq!(two.number, number, "it is taken again");
    two.reads(say("app-title")).await;
    assert_eq!(
        two.root.query_selector("[aria-pressed=true]").unwrap(),
        None,
        "and knows nothing of the answers before"
    );
    assert_eq!(root.child_element_count(), 0);
    two.take_away();
    // Whoever speaks to a place that is gone is heard by nobody, and breaks nothing.
    unmount(number);
    unmount(usize::MAX);
}

/// The next moment of the page.
async fn moment() {
    let window = web_sys::window().unwrap();
    let later = js_sys::Promise::new(&mut |then, _| drop(window.request_animation_frame(&then)));
    wasm_bindgen_futures::JsFuture::from(later).await.unwrap();
}

#[wasm_bindgen_test]
async fn coming_and_going_takes_hardly_any_memory() {
    fresh();
    // A page does something else in between; what waits for the next moment is no leak.
    let come_and_go = async |times: u32| {
        for _ in 0..times {
            place("one", 2).take_away();
            moment().await;
        }
    };
    let size = || {
        let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        memory.buffer().unchecked_into::<js_sys::ArrayBuffer>().byte_length()
    };
    come_and_go(50).await;
    let before = size();
    come_and_go(300).await;
    // What stands there takes some 100 KB; what is left of it may take 2.
    let each = (size() - before) / 300;
    assert!(each <= 2048, "{each} bytes are left each time");
}

#[wasm_bindgen_test]
async fn what_was_answered_can_be_taken_along() {
    fresh();
    let one = place("one", 1);
    one.tap(say("q-intent.opt-recurrent"));
    one.reads(say("block-a")).await;
    let draft = ask(one.number, DRAFT, "").as_string().unwrap();
    assert!(draft.contains("recurrent"), "{draft}");
    ask(one.number, START_OVER, "");
    one.reads(say("app-title")).await;
    let two = place("two", 2);
    ask(two.number, GO_ON, "no such run");
    two.reads(say("app-title")).await;
    ask(two.number, GO_ON, &draft);
    two.reads(say("block-a")).await;

    let saved = ask(one.number, EXPORT, "").as_string().unwrap();
    let counts = Array::from(&ask(two.number, RESTORE, &saved));
    assert_eq!(counts.iter().map(|it| it.as_f64().unwrap()).collect::<Vec<_>>(), [0.0; 5]);
    assert_eq!(ask(two.number, RESTORE, "nothing of ours"), JsValue::NULL);
    one.take_away();
    two.take_away();
}
