//! One page in one browser, and what a reader can do with it.

use crate::driver::Extra;
use crate::engine::{Engine, named};
use crate::proxy::Proxy;
use crate::words;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use engine::{Block, Item};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::key::Key;
use fantoccini::wd::{PrintConfiguration, PrintSize, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use flate2::read::ZlibDecoder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::cell::{Cell, RefCell};
use std::fs;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// How long something may take to be seen.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// The size of a window, where nothing else is asked for.
const WINDOW: (u32, u32) = (800, 900);
/// Narrower than this, no window of Firefox and WebKit can be made.
const NARROWEST: u32 = 500;
/// How often it is looked for.
pub const GLANCE: Duration = Duration::from_millis(15);

/// How a browser is set up before the page is loaded.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Runs in every document before the page's own program.
    pub before_load: &'static str,
    /// Addresses that cannot be had; `*` stands for anything.
    pub blocked: &'static [&'static str],
    /// Addresses that are not answered before [`Page::release`]; written as those that are blocked.
    pub held: &'static [&'static str],
    /// Whether every request is written down.
    pub notes_requests: bool,
    /// Whether the reader has not asked for less motion.
    pub moves: bool,
    /// Whether what the console says is no matter.
    pub may_complain: bool,
    /// The page of another site that is loaded, by its name among those of `tests/hosts`; ours where it is empty.
    pub host: &'static str,
    /// Where the self-assessment stands in that page: a script that gives its shadow root.
    pub inside: &'static str,
    /// Where the page is, where it is not the one that all tests share.
    pub address: Option<String>,
    /// The folder of a browser that was used before, and will be again.
    pub profile: Option<PathBuf>,
}

/// What is on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    /// The first screen.
    Start,
    /// A block of danger signs.
    Block(Block),
    /// Age and what goes with it.
    About,
    /// Medicines and illnesses.
    Health,
    /// One question.
    Ask(Item),
    /// The answers in a list.
    Review,
    /// A result, with its tier.
    Result(engine::Tier),
    /// Something else.
    Other,
}

/// One page in one browser.
pub struct Page {
    client: Client,
    engine: Engine,
    setup: Setup,
    /// Serves this browser alone, where it cannot be told by its own protocol what to load first.
    proxy: Option<Proxy>,
    /// The size of the frame that the page is shown in, where it is.
    frame: Cell<Option<(u32, u32)>>,
    /// What earlier documents complained of.
    complaints: RefCell<Vec<String>>,
    /// The windows that are open, in the order they were opened: a driver names them in any.
    windows: RefCell<Vec<WindowHandle>>,
    n_taps: Cell<usize>,
    /// Whether the browser itself was changed, and not the page alone.
    is_browser_changed: Cell<bool>,
}

/// The drivers that are not in use now; some can steer but one browser at a time. Nothing until it is first asked for.
static DRIVERS: Mutex<Option<Vec<Room>>> = Mutex::new(None);
static BROWSER_CLOSED: Condvar = Condvar::new();

/// A driver, with the browser that was left open there.
#[derive(Default)]
struct Room {
    driver: String,
    browser: Option<Browser>,
}

/// A room that goes back when it is dropped.
struct Taken(Room);

/// A browser that is open, and what it was asked for.
struct Browser {
    client: Client,
    capabilities: Map<String, Value>,
    /// Its client lives there.
    runtime: Runtime,
}

impl Taken {
    fn wait_for() -> Self {
        let mut drivers = DRIVERS.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let all = || named("WEBDRIVER").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let free =
                drivers.get_or_insert_with(|| all().into_iter().map(|driver| Room { driver, browser: None }).collect());
            if let Some(driver) = free.pop() {
                return Self(driver);
            }
            drivers = BROWSER_CLOSED.wait(drivers).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A browser in which nobody has been where `setup` leads.
    ///
    /// Firefox takes three seconds to open and close. Where a journey has an address of its own, which nothing that is kept
    /// or remembered in a browser is known by, a new window is as good.
    fn browser(&mut self, setup: &Setup) -> Browser {
        let capabilities = Engine::now().capabilities(setup);
        match self.0.browser.take() {
            Some(open) if open.capabilities == capabilities && is_of_its_own(setup) => {
                let renewing = async { tokio::time::timeout(PATIENCE, only_a_new_window(&open.client)).await };
                if matches!(open.runtime.block_on(renewing), Ok(Ok(()))) {
                    return open;
                }
                open.close();
            }
            Some(open) => open.close(),
            None => {}
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a thread can wait");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let opening = builder.capabilities(capabilities.clone()).connect(&self.0.driver);
        let client = runtime.block_on(async { tokio::time::timeout(PATIENCE * 3, opening).await });
        let client = client.expect("a browser opens in a minute and a half").expect("the driver opens a browser");
        Browser { client, capabilities, runtime }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut drivers = DRIVERS.lock().unwrap_or_else(PoisonError::into_inner);
        drivers.get_or_insert_default().push(std::mem::take(&mut self.0));
        BROWSER_CLOSED.notify_one();
    }
}

impl Browser {
    fn close(self) {
        // One that is gone already is closed too, and one that hangs is ended with its driver.
        let _ = self.runtime.block_on(async { tokio::time::timeout(PATIENCE, self.client.close()).await });
    }
}

/// Whether the pages of a journey have an address of their own, in a browser where that spares something.
fn is_of_its_own(setup: &Setup) -> bool {
    Engine::now() == Engine::Firefox && setup.address.is_none() && setup.profile.is_none()
}

/// Opens a window and closes all others.
async fn only_a_new_window(client: &Client) -> Result<(), CmdError> {
    let old = client.windows().await?;
    let new = client.new_window(false).await?.handle;
    for window in old {
        client.switch_to_window(window).await?;
        client.close_window().await?;
    }
    client.switch_to_window(new).await
}

/// Tells the reader's language where an engine asks a desktop for it, and the desktop may not know the language.
const SPEAK: &str = "Object.defineProperty(navigator, 'language', { value: 'en-GB', configurable: true });\n";
/// Notes what the security policy refuses.
const NOTE_REFUSALS: &str = "window.refusals = []; addEventListener('securitypolicyviolation', (it) => refusals.push(`${it.violatedDirective} ${it.blockedURI}`));\n";
/// Notes what the console of an engine says that does not tell its driver.
const NOTE_COMPLAINTS: &str = r"
window.complaints = [];
{
  const say = console.error;
  console.error = (...all) => { complaints.push(all.join(' ')); say.apply(console, all); };
  addEventListener('error', (it) => complaints.push(it.message ?? `${it.target.src ?? it.target.href} cannot be had`), true);
  addEventListener('unhandledrejection', (it) => complaints.push(String(it.reason)));
}
";

/// All that can be read, first what stands in the self-assessment, which a page does not count among its own text.
const ON_THE_SCREEN: &str = r"
const inside = window.place?.();
const all = inside && inside !== document ? [...inside.children, document.body] : [document.body];
return all.filter((it) => it.localName !== 'style').map((it) => it.innerText).join('\n');
";

/// Where the self-assessment stands in a page, as a script.
fn inside(inside: &str) -> &str {
    if inside.is_empty() { "document" } else { inside }
}

/// Says where the self-assessment stands in a page.
fn place(of: &str) -> String {
    format!("window.place = () => {};\n", inside(of))
}

/// Opens the page in a browser that nobody has used for it before, walks, and leaves it, whatever comes of it.
///
/// # Panics
/// The walk does, or the browser complained.
pub fn journey(setup: Setup, walk: impl AsyncFnOnce(&Page)) {
    let mut room = Taken::wait_for();
    let is_of_its_own = is_of_its_own(&setup);
    let browser = room.browser(&setup);
    let open = AssertUnwindSafe(|| browser.runtime.block_on(Page::open(browser.client.clone(), setup)));
    let page = match catch_unwind(open) {
        Ok(page) => page,
        Err(panic) => {
            browser.close();
            resume_unwind(panic);
        }
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        browser.runtime.block_on(async {
            page.load().await;
            walk(&page).await;
            page.check_quiet().await;
        });
    }));
    if outcome.is_err() {
        browser.runtime.block_on(async {
            // The browser itself may be what failed.
            let seen = page.client.execute(ON_THE_SCREEN, Vec::new()).await.unwrap_or_default();
            let seen: String = seen.as_str().unwrap_or_default().chars().take(1600).collect();
            let said = page.client.execute("return window.complaints", Vec::new()).await.unwrap_or_default();
            eprintln!("on the screen at the end:\n{seen}\n\non the console: {said}\n");
        });
    }
    if outcome.is_ok() && is_of_its_own && !page.is_browser_changed.get() {
        room.0.browser = Some(browser);
    } else {
        browser.close();
    }
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Finds what can be acted on by the words it is known by.
pub(crate) const FIND: &str = r"
const plain = (text) => text.replace(/\s+/g, ' ').trim();
const kinds = {
  button: 'button, summary, a[href]',
  box: 'input[type=checkbox], input[type=radio]',
  field: 'input[type=text], input[type=file], select',
};
const seen = (it) => it.checkVisibility({ visibilityProperty: true });
const wordsOf = (it) => { const copy = it.cloneNode(true); copy.querySelectorAll('em').forEach((em) => em.remove()); return plain(copy.textContent); };
const nameOf = (it) => plain(it.getAttribute('aria-label') ?? (it.labels?.length ? wordsOf(it.labels[0]) : it.textContent));
const inGroup = (it, group) => {
  if (group === null) return true;
  const around = 'fieldset, section';
  for (let set = it.closest(around); set; set = set.parentElement.closest(around)) {
    if (plain(set.querySelector('legend, h2')?.textContent ?? '') === plain(group)) return true;
  }
  return false;
};
const find = (kind, words, group) => {
  const all = [...place().querySelectorAll(kinds[kind])].filter((it) => seen(it) || it.labels?.length && seen(it.labels[0]));
  return all.filter((it) => nameOf(it) === plain(words) && inGroup(it, group));
};
";

impl Page {
    async fn open(client: Client, setup: Setup) -> Self {
        let engine = Engine::now();
        let proxy = ((engine != Engine::Chromium || !setup.held.is_empty()) && setup.address.is_none()).then(|| {
            let before = [NOTE_REFUSALS, NOTE_COMPLAINTS, SPEAK, &place(setup.inside), setup.before_load].concat();
            let proxy = if setup.host.is_empty() {
                Proxy::start(&named("CRAMPWISE_PAGE"), before)
            } else {
                Proxy::start_for_host(&named("CRAMPWISE_HOSTS"), &named("CRAMPWISE_OURS"), before)
            };
            let proxy = proxy.expect("a port of this machine is free");
            proxy.block(setup.blocked);
            proxy.hold(setup.held);
            // With a worker the page would come as it was kept, without what is put before it.
            proxy.leave_out_the_worker(engine != Engine::Chromium && !setup.notes_requests);
            proxy
        });
        let page = Self {
            client,
            engine,
            setup,
            proxy,
            frame: Cell::new(None),
            complaints: RefCell::default(),
            windows: RefCell::default(),
            n_taps: Cell::new(0),
            is_browser_changed: Cell::new(false),
        };
        let window = page.client.window().await.expect("a browser has a window");
        page.windows.borrow_mut().push(window);
        page.prepare_window().await;
        page
    }

    /// Sets up this window, and the documents it will show.
    async fn prepare_window(&self) {
        if self.engine != Engine::Chromium {
            self.client.set_window_size(WINDOW.0, WINDOW.1).await.expect("a window has a size");
            return;
        }
        let source = [NOTE_REFUSALS, &place(self.setup.inside), self.setup.before_load].concat();
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
        if !self.setup.blocked.is_empty() {
            self.devtools("Network.enable", json!({})).await;
            self.block(self.setup.blocked).await;
        }
    }

    /// Lets these addresses not be had any more, and all others again.
    pub async fn block(&self, addresses: &'static [&'static str]) {
        if let Some(proxy) = &self.proxy {
            return proxy.block(addresses);
        }
        self.devtools("Network.setBlockedURLs", json!({ "urls": addresses })).await;
    }

    /// The engine it runs in.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Where the page is served to this browser.
    pub fn address(&self) -> String {
        let own = self.proxy.as_ref().map(|it| it.address.clone());
        own.or_else(|| self.setup.address.clone()).unwrap_or_else(|| named("CRAMPWISE_PAGE"))
    }

    /// Loads the page, and waits until it answers; where its program is blocked, until it is read.
    pub async fn load(&self) {
        match self.setup.host {
            "" => self.go().await,
            host => self.visit(host).await,
        }
        self.wait_until_ready().await;
    }

    /// Where our own files are, as the pages of other sites have them.
    pub fn ours(&self) -> String {
        self.proxy.as_ref().and_then(Proxy::ours).unwrap_or_else(|| named("CRAMPWISE_OURS"))
    }

    /// Loads a page of another site.
    pub async fn visit(&self, host: &str) {
        let hosts = self.proxy.as_ref().map_or_else(|| named("CRAMPWISE_HOSTS"), |it| it.address.clone());
        self.client.goto(&(hosts + host)).await.expect("the page is served");
    }

    /// Goes to the page, whatever will be shown there.
    pub async fn go(&self) {
        self.client.goto(&self.address()).await.expect("the page is served");
        self.prepare_late().await;
    }

    /// Sets up a document that could not be set up before it was loaded.
    async fn prepare_late(&self) {
        if self.engine != Engine::Chromium {
            let script = [NOTE_REFUSALS, NOTE_COMPLAINTS, &place(self.setup.inside)].concat();
            self.run(&format!("if (!window.place) {{ {script} }}"), &[]).await;
        }
    }

    /// Lets what was held come.
    pub fn let_come(&self) {
        self.proxy.as_ref().expect("something was held").hold(&[]);
    }

    /// Lets what was held come, and waits until the page answers.
    pub async fn release(&self) {
        self.let_come();
        self.wait_until("the page answers", "return document.documentElement.hasAttribute('data-ready')").await;
    }

    /// Loads the page in this mode.
    pub async fn turn_to(&self, mode: &str) {
        self.ask_for(&format!("mode={mode}")).await;
    }

    /// Loads the page with this behind the `?` of its address.
    pub async fn ask_for(&self, query: &str) {
        self.keep_complaints().await;
        self.run("window.isOld = true; location.search = arguments[0]", &[json!(query)]).await;
        if self.frame.get().is_some() {
            // To the driver a frame with another document is another frame.
            self.leave_frame().await;
            let is_there = "
                const { contentDocument: page, contentWindow: shown } = document.querySelector('iframe');
                return Boolean(page?.querySelector('[data-ready]')) && shown.location.search.includes(arguments[0]);";
            let start = Instant::now();
            while self.run(is_there, &[json!(query)]).await != json!(true) {
                assert!(start.elapsed() < PATIENCE, "the page is there as it was asked for");
                tokio::time::sleep(GLANCE).await;
            }
            self.enter_own_frame().await;
        } else {
            self.wait_for_another_document().await;
        }
        self.prepare_late().await;
        self.wait_until_ready().await;
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.keep_complaints().await;
        if self.engine == Engine::Firefox {
            self.reload_from_inside().await;
        } else {
            self.client.refresh().await.expect("the page is served");
        }
        self.enter_own_frame().await;
        self.prepare_late().await;
        self.wait_until_ready().await;
    }

    /// Loads the page again as a reader would: the driver of Firefox would go around what is kept without a network.
    async fn reload_from_inside(&self) {
        self.run("window.isOld = true; location.reload()", &[]).await;
        self.wait_for_another_document().await;
    }

    /// Waits until the document that was marked as the old one is gone, and another is there.
    async fn wait_for_another_document(&self) {
        let start = Instant::now();
        let is_new = "return !window.isOld && document.readyState === 'complete'";
        // While one document goes and the next comes there is none to ask.
        while self.client.execute(is_new, Vec::new()).await.unwrap_or_default() != json!(true) {
            assert!(start.elapsed() < PATIENCE, "the page is served");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Goes into the frame that shows the page, where it is in one.
    async fn enter_own_frame(&self) {
        if self.frame.get().is_some() {
            self.client.clone().enter_frame(0).await.expect("the page is in a frame");
        }
    }

    async fn wait_until_ready(&self) {
        if self.setup.blocked.is_empty() && self.setup.held.is_empty() && self.setup.host.is_empty() {
            self.wait_until("the page answers", "return document.documentElement?.hasAttribute('data-ready')").await;
        }
    }

    /// Opens the page in one more window, and goes there.
    pub async fn open_window(&self) {
        let window = self.client.new_window(false).await.expect("a window opens").handle;
        self.client.switch_to_window(window.clone()).await.expect("the window is there");
        self.windows.borrow_mut().push(window);
        self.prepare_window().await;
        self.load().await;
    }

    /// Goes to a window, the first being 0.
    pub async fn go_to_window(&self, at: usize) {
        let window = self.windows.borrow()[at].clone();
        self.client.switch_to_window(window).await.expect("the window is there");
    }

    /// Goes into the frame that a selector names.
    pub async fn enter_frame(&self, selector: &str) {
        let frame = self.client.find(fantoccini::Locator::Css(selector)).await.expect("there is such a frame");
        frame.enter_frame().await.expect("a frame can be entered");
        // A frame of another site is a page of its own to the browser, and was not set up with the one around it.
        let set_up = format!("window.refusals ??= []; window.place ??= () => {};", inside(self.setup.inside));
        self.run(&set_up, &[]).await;
    }

    /// Goes back to the page around the frame.
    pub async fn leave_frame(&self) {
        self.client.clone().enter_parent_frame().await.expect("a frame stands in a page");
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.client
            .execute(&self.prepared(script), arguments.to_vec())
            .await
            .unwrap_or_else(|error| panic!("{error}\n{script}"))
    }

    /// Runs a script that changes nothing. On a busy machine WebKit's driver sometimes hands over half of what it gave, and
    /// says so.
    async fn look_by(&self, script: &str, arguments: &[Value]) -> Value {
        let script = self.prepared(script);
        for n_tries in 1.. {
            match self.client.execute(&script, arguments.to_vec()).await {
                Ok(given) => return given,
                Err(error) => assert!(n_tries < 5, "{error}\n{script}"),
            }
            tokio::time::sleep(GLANCE).await;
        }
        unreachable!("it was given or it was not")
    }

    /// The script, with what it needs in a document that was not set up before: one that came by itself.
    fn prepared(&self, script: &str) -> String {
        match self.engine {
            Engine::Chromium => script.to_owned(),
            _ => format!("window.refusals ??= []; window.place ??= () => {}; {script}", inside(self.setup.inside)),
        }
    }

    /// Runs a script in the page that calls its last argument when it is done.
    pub async fn run_async(&self, script: &str) -> Value {
        self.client
            .execute_async(&self.prepared(script), Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{error}\n{script}"))
    }

    /// Runs a script that hands over what it gives, when it has it, by calling its last argument.
    pub async fn run_to_the_end(&self, script: &str, arguments: &[Value]) -> Value {
        let given = self.client.execute_async(&self.prepared(script), arguments.to_vec()).await;
        given.unwrap_or_else(|error| panic!("{error}\n{script}"))
    }

    /// Asks something of Chromium itself, by its own protocol.
    pub async fn devtools(&self, name: &str, parameters: Value) -> Value {
        let answer = self.client.issue_cmd(Extra::devtools(name, parameters)).await;
        answer.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs a script inside of Firefox, beside the page, which it finds as `page`.
    async fn inside(&self, script: &str, arguments: &[Value]) {
        let script = format!("const page = window.gBrowser.selectedBrowser.browsingContext;\n{script}");
        self.client.issue_cmd(Extra::context("chrome")).await.expect("Firefox lets its driver in");
        let ran = self.client.execute(&script, arguments.to_vec()).await;
        self.client.issue_cmd(Extra::context("content")).await.expect("Firefox goes back to the page");
        ran.unwrap_or_else(|error| panic!("{error}\n{script}"));
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let lines = self.client.issue_cmd(Extra::log(kind)).await.expect("the driver keeps logs");
        lines.as_array().cloned().unwrap_or_default()
    }

    /// The addresses asked for since last time; Chromium tells of every one, the others of those that reach a server.
    pub async fn requests(&self) -> Vec<String> {
        if let Some(proxy) = &self.proxy {
            return proxy.requests();
        }
        let event = |it: &Value| serde_json::from_str::<Value>(it["message"].as_str()?).ok();
        let address = |it: Value| {
            let it = &it["message"];
            (it["method"] == "Network.requestWillBeSent")
                .then(|| it["params"]["request"]["url"].as_str().unwrap_or_default().to_owned())
        };
        let lines = self.log("performance").await;
        lines.iter().filter_map(event).filter_map(address).filter(|it| !it.starts_with("data:")).collect()
    }

    /// What the browser had to complain of since last time: errors on its console.
    pub async fn complaints(&self) -> Vec<String> {
        if self.engine == Engine::Chromium {
            let severe = self.log("browser").await.into_iter().filter(|it| it["level"] == "SEVERE");
            return severe.map(|it| it["message"].to_string()).collect();
        }
        self.keep_complaints().await;
        self.complaints.take()
    }

    /// Keeps what this document complained of, for when there is another in its place.
    async fn keep_complaints(&self) {
        if self.engine != Engine::Chromium {
            let new = self.run("return window.complaints?.splice(0) ?? []", &[]).await;
            let new = new.as_array().cloned().unwrap_or_default();
            self.complaints.borrow_mut().extend(new.iter().filter_map(Value::as_str).map(str::to_owned));
        }
    }

    /// Makes the processor `rate` times slower, as Chromium alone can.
    ///
    /// # Panics
    /// This is another engine.
    pub async fn slow_down(&self, rate: u32) {
        assert_eq!(self.engine, Engine::Chromium, "no other engine can be slowed");
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await;
    }

    /// Waits until a script gives something true, and hands it on. While one document goes and the next comes there is none
    /// to ask.
    ///
    /// # Panics
    /// It does not within the patience of a test.
    pub async fn wait_until(&self, what: &str, script: &str) -> Value {
        let (script, start) = (self.prepared(script), Instant::now());
        loop {
            let given = self.client.execute(&script, Vec::new()).await;
            match &given {
                Ok(Value::Null | Value::Bool(false)) | Err(_) => {}
                Ok(Value::String(it)) if it.is_empty() => {}
                Ok(Value::Number(it)) if it.as_f64() == Some(0.0) => {}
                Ok(given) => return given.clone(),
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain: {what}: {given:?}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until all of a result is there: the second file brings some of it.
    pub async fn wait_for_the_whole(&self) {
        let coming = json!(words::say("evidence-coming"));
        self.wait_until(
            "the whole result",
            &format!("return !(place().body ?? place()).textContent.includes({coming})"),
        )
        .await;
    }

    /// Whether nothing is held back from the page on purpose.
    pub(crate) fn gets_all(&self) -> bool {
        self.setup.held.is_empty()
    }

    async fn look(&self, kind: &str, words: &str, group: Option<&str>) -> Vec<Element> {
        let script = [FIND, "return find(...arguments).map((it) => it.matches('input') && it.labels?.length && !it.matches('[type=text]') ? it.labels[0] : it);"].concat();
        let found = self.look_by(&script, &[json!(kind), json!(words), json!(group)]).await;
        let found = found.as_array().cloned().unwrap_or_default();
        let element = |it: Value| {
            let id = it.as_object().and_then(|it| it.values().next()).and_then(Value::as_str).map(str::to_owned);
            Element::from_element_id(self.client.clone(), id.expect("an element has a name").into())
        };
        found.into_iter().map(element).collect()
    }

    async fn find(&self, kind: &str, words: &str, group: Option<&str>) -> Element {
        let start = Instant::now();
        loop {
            let found = self.look(kind, words, group).await;
            if let Some(first) = found.into_iter().next() {
                return first;
            }
            let place = group.map(|it| format!(" in \"{it}\"")).unwrap_or_default();
            assert!(start.elapsed() < PATIENCE, "there is no {kind} \"{words}\"{place}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    async fn try_to_tap(&self, element: &Element) -> Result<(), CmdError> {
        self.settle(element).await?;
        element.click().await
    }

    /// Finds and taps; once more where another took its place on the way, as when the late part comes, or something lay
    /// over it. Where a window is just being made larger, Firefox' driver does not find what is in view.
    async fn find_and_tap(&self, what: &str, find: impl AsyncFn() -> Element) {
        self.n_taps.set(self.n_taps.get() + 1);
        for n_tries in 1.. {
            match self.try_to_tap(&find().await).await {
                Ok(()) => return,
                Err(error) if n_tries < 5 && is_passing(&error) => tokio::time::sleep(GLANCE * 20).await,
                Err(error) => panic!("\"{what}\" cannot be tapped: {error:?}"),
            }
        }
    }

    /// Waits until the page has come to rest, with this element in view.
    ///
    /// A new screen scrolls to its heading, and takes the focus there, when it is first painted. Chromium paints before
    /// it answers its driver; the others tap or type meanwhile, where the element or the focus no longer is. And WebKit's
    /// driver takes what is just below the window for visible.
    async fn settle(&self, element: &Element) -> Result<(), CmdError> {
        if self.engine != Engine::Chromium {
            let script = r"
                const [element, done] = arguments;
                const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
                // While a step to the next screen is seen, pictures of both lie over them.
                const isStill = () => !CSS.supports('selector(:active-view-transition)') || !document.documentElement.matches(':active-view-transition');
                const still = (then) => isStill() ? then() : painted(() => still(then));
                painted(() => still(() => { element.scrollIntoView({ block: 'nearest' }); painted(() => done(true)); }));";
            let element = serde_json::to_value(element).expect("an element has a name");
            self.client.execute_async(script, vec![element]).await?;
        }
        Ok(())
    }

    /// Taps the button or link with these words.
    pub async fn press(&self, words: &str) {
        self.find_and_tap(words, async || self.find("button", words, None).await).await;
    }

    /// Taps the button with these words in the part of the screen under this heading.
    pub async fn press_under(&self, heading: &str, words: &str) {
        self.find_and_tap(words, async || self.find("button", words, Some(heading)).await).await;
    }

    /// Taps what a selector names in the page itself, outside of where the self-assessment stands.
    pub async fn tap_host(&self, selector: &str) {
        let find = async || {
            let element = self.client.find(Locator::Css(selector)).await;
            element.unwrap_or_else(|error| panic!("{selector}: {error}"))
        };
        self.find_and_tap(selector, find).await;
    }

    /// Taps the first button that has these words among others.
    pub async fn press_what_has(&self, words: &str) {
        let script = r"return [...place().querySelectorAll('button')].find((it) => it.textContent.includes(arguments[0]))?.textContent ?? null";
        let start = Instant::now();
        loop {
            let whole = self.run(script, &[json!(words)]).await;
            if let Some(whole) = whole.as_str() {
                return self.press(whole).await;
            }
            assert!(start.elapsed() < PATIENCE, "no button has \"{words}\"");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Taps the first button whose name, which may differ from what is written on it, begins so.
    pub async fn press_what_has_name(&self, beginning: &str) {
        let named = format!(
            "return [...place().querySelectorAll('button')].map((it) => it.getAttribute('aria-label')).find((it) => it?.startsWith({}))",
            json!(beginning)
        );
        let whole = self.wait_until(&format!("a button named \"{beginning}\"…"), &named).await;
        self.press(whole.as_str().expect("a name is text")).await;
    }

    /// Unfolds what stands under this summary.
    pub async fn press_what_unfolds(&self, words: &str) {
        let find = format!(
            "const it = [...place().querySelectorAll('summary')].find((it) => it.textContent === {});",
            json!(words)
        );
        self.wait_until(&format!("what unfolds under \"{words}\""), &format!("{find} return Boolean(it)")).await;
        self.run(&format!("{find} it.click()"), &[]).await;
    }

    /// Taps the first of these buttons that is there.
    pub async fn press_one_of(&self, words: &[&str]) {
        let start = Instant::now();
        let find = async || loop {
            for it in words {
                if let Some(button) = self.look("button", it, None).await.into_iter().next() {
                    return button;
                }
            }
            assert!(start.elapsed() < PATIENCE, "there is none of the buttons {words:?}");
            tokio::time::sleep(GLANCE).await;
        };
        self.find_and_tap(&words.join("\" or \""), find).await;
    }

    /// Taps the box or row with these words.
    pub async fn tick(&self, words: &str) {
        self.find_and_tap(words, async || self.find("box", words, None).await).await;
    }

    /// Taps the option with these words under the question with those.
    pub async fn choose(&self, question: &str, words: &str) {
        self.find_and_tap(words, async || self.find("box", words, Some(question)).await).await;
    }

    /// Whether the box or row with these words is ticked.
    pub async fn is_ticked(&self, words: &str) -> bool {
        let script = [FIND, "return find(...arguments).some((it) => it.checked);"].concat();
        self.look_by(&script, &[json!("box"), json!(words), Value::Null]).await == json!(true)
    }

    /// Whether the option with these words, under the question with those, is chosen.
    pub async fn is_chosen(&self, question: &str, words: &str) -> bool {
        let script = [FIND, "return find(...arguments).some((it) => it.checked);"].concat();
        self.look_by(&script, &[json!("box"), json!(words), json!(question)]).await == json!(true)
    }

    /// Whether there is a button, a box or a field with these words.
    pub async fn offers(&self, words: &str) -> bool {
        for kind in ["button", "box", "field"] {
            if !self.look(kind, words, None).await.is_empty() {
                return true;
            }
        }
        false
    }

    /// Whether the part of the screen under this heading has a button with these words.
    pub async fn offers_under(&self, heading: &str, words: &str) -> bool {
        !self.look("button", words, Some(heading)).await.is_empty()
    }

    /// Types into the field with this label, in place of what was there.
    pub async fn type_into(&self, label: &str, text: &str) {
        let field = self.find("field", label, None).await;
        self.n_taps.set(self.n_taps.get() + 1);
        self.settle(&field).await.expect("the page is painted");
        field.clear().await.expect("a field can be cleared");
        field.send_keys(text).await.expect("a field takes keys");
    }

    /// Picks an option of the list with this label.
    pub async fn pick(&self, label: &str, option: &str) {
        let list = self.find("field", label, None).await;
        self.n_taps.set(self.n_taps.get() + 2);
        self.settle(&list).await.expect("the page is painted");
        list.select_by_label(option).await.unwrap_or_else(|error| panic!("{option} cannot be picked: {error}"));
    }

    /// Presses a key.
    pub async fn key(&self, key: Key) {
        self.key_of(key.into()).await;
    }

    async fn key_of(&self, value: char) {
        let keys = KeyActions::new("keys".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.expect("the browser takes keys");
    }

    /// Moves the focus back by one place.
    pub async fn tab_back(&self) {
        let (shift, tab) = (char::from(Key::Shift), char::from(Key::Tab));
        let keys = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: shift })
            .then(KeyAction::Down { value: tab })
            .then(KeyAction::Up { value: tab })
            .then(KeyAction::Up { value: shift });
        self.client.perform_actions(keys).await.expect("the browser takes keys");
    }

    /// Types with the keyboard, wherever the focus is.
    pub async fn type_keys(&self, text: &str) {
        for value in text.chars() {
            self.key_of(value).await;
        }
    }

    /// The words of what has the focus inside the place.
    pub async fn focus_inside(&self) -> String {
        let focused = self.look_by("return place().activeElement?.textContent ?? ''", &[]).await;
        focused.as_str().unwrap_or_default().to_owned()
    }

    /// What has the focus: its words, or its element where it has none.
    pub async fn focus(&self) -> String {
        let script = r"
            const it = document.activeElement;
            const words = it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? (it === document.body ? 'body' : it.textContent);
            return words.replace(/\s+/g, ' ').trim();";
        self.look_by(script, &[]).await.as_str().unwrap_or_default().to_owned()
    }

    /// How many times the page was tapped, or typed into.
    pub fn n_taps(&self) -> usize {
        self.n_taps.get()
    }

    /// The words of the heading. A step that is on its way is waited for.
    pub async fn heading(&self) -> String {
        let start = Instant::now();
        loop {
            let heading = self.look_by("return place().querySelector('h1')?.textContent", &[]).await;
            let heading = heading.as_str().unwrap_or_default();
            let is_coming = heading == words::say("next-step") && !self.reads(words::say("next-step-missing")).await;
            if !is_coming || PATIENCE < start.elapsed() {
                return heading.to_owned();
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until this heading is on the screen.
    pub async fn wait_for_heading(&self, words: &str) {
        let start = Instant::now();
        while self.heading().await != words {
            assert!(start.elapsed() < PATIENCE, "the heading is \"{}\", not \"{words}\"", self.heading().await);
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// All that can be read on the screen now, in one line.
    pub async fn text(&self) -> String {
        // A shadow root has no body, and its parts are shown one after the other.
        self.text_of(if self.setup.inside.is_empty() { "body" } else { "p[role=status], div.shell" }).await
    }

    /// All that can be read now in the part that a selector names, in one line.
    pub async fn text_of(&self, selector: &str) -> String {
        let script = r"return [...place().querySelectorAll(arguments[0])].map((it) => it.innerText).join(' ').replace(/\s+/g, ' ').trim()";
        self.look_by(script, &[json!(selector)]).await.as_str().unwrap_or_default().to_owned()
    }

    /// What a result says, up to what could still be asked.
    ///
    /// # Panics
    /// No result is shown.
    pub async fn result_told(&self) -> String {
        let text = self.text_of("main").await;
        let (result, _) = text.split_once(words::say("disclaimer-result")).expect("a result ends so");
        result.split(words::say("exact-heading")).next().unwrap_or_default().to_owned()
    }

    /// Whether these words can be read on the screen now.
    pub async fn reads(&self, words: &str) -> bool {
        self.text().await.contains(&words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Waits until these words can be read.
    pub async fn wait_for(&self, words: &str) {
        let start = Instant::now();
        while !self.reads(words).await {
            assert!(start.elapsed() < PATIENCE, "\"{words}\" cannot be read");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// What is on the screen.
    pub async fn shown(&self) -> Shown {
        let heading = self.heading().await;
        let is = |id: &str| heading == words::say(id);
        if is("app-title") {
            return Shown::Start;
        }
        if let Some(block) = Block::ALL.into_iter().find(|it| heading == words::block(*it)) {
            return Shown::Block(block);
        }
        if let Some(tier) = engine::Tier::ALL.into_iter().find(|it| is(&format!("tier-{}", it.code()))) {
            return Shown::Result(tier);
        }
        match Item::all().find(|it| heading == words::question(it.code())) {
            Some(item) => Shown::Ask(item),
            None if is("about-heading") => Shown::About,
            None if is("health-heading") => Shown::Health,
            None if is("review-heading") => Shown::Review,
            None => Shown::Other,
        }
    }

    /// Makes the window as wide as `width` CSS pixels, each of them `scale` pixels of the screen.
    pub async fn resize(&self, width: u32, height: u32, scale: u32) {
        match self.engine {
            Engine::Chromium => {
                let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
                self.devtools("Emulation.setDeviceMetricsOverride", size).await;
            }
            Engine::Firefox => {
                // Its windows are never narrower than this; the page is enlarged in one that is wider.
                let scale = scale.max(NARROWEST.div_ceil(width));
                self.is_browser_changed.set(true);
                self.inside("page.fullZoom = 1", &[]).await;
                self.client.set_window_size(width * scale, height * scale).await.expect("a window has a size");
                let frame = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]", &[]).await;
                let frame = |at: usize| frame[at].as_u64().unwrap_or_default() as u32;
                let (wide, high) = (width * scale + frame(0), height * scale + frame(1));
                self.client.set_window_size(wide, high).await.expect("a window has a size");
                self.inside("page.fullZoom = arguments[0]", &[json!(scale)]).await;
            }
            // Its windows are never narrower than this, and never wider than the screen.
            Engine::WebKit if width < NARROWEST || WINDOW.0 < width => {
                let host = self.proxy.as_ref().expect("WebKit has a server of its own");
                self.client.set_window_size(WINDOW.0, WINDOW.1).await.expect("a window has a size");
                self.keep_complaints().await;
                let query = self.run("return location.search", &[]).await;
                self.client
                    .goto(&host.framed(width, height, query.as_str().unwrap_or_default()))
                    .await
                    .expect("the page is served");
                self.frame.set(Some((width, height)));
                self.enter_own_frame().await;
                self.wait_until_ready().await;
            }
            Engine::WebKit => self.client.set_window_size(width, height).await.expect("a window has a size"),
        }
        self.wait_until(&format!("{width} pixels"), &format!("return innerWidth === {width}")).await;
    }

    /// Takes the bars away that would cover the edge of a picture; only Chromium draws any without being scrolled.
    pub async fn hide_scroll_bars(&self) {
        if self.engine == Engine::Chromium {
            self.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
        }
    }

    /// Shows the page to a reader who prefers this: `("prefers-color-scheme", "dark")`.
    ///
    /// # Panics
    /// This is WebKit, which asks the desktop what a reader prefers, and something is preferred.
    pub async fn prefer(&self, features: &[(&str, &str)]) {
        self.show_as("", features).await;
    }

    async fn show_as(&self, medium: &str, features: &[(&str, &str)]) {
        self.is_browser_changed.set(true);
        match self.engine {
            Engine::Chromium => {
                let features: Vec<Value> =
                    features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
                self.devtools("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features })).await;
            }
            Engine::Firefox => {
                let of = |name: &str| features.iter().find(|it| it.0 == name).map_or("none", |it| it.1);
                let script = r"
                    const [medium, scheme, motion, colours] = arguments;
                    page.mediumOverride = medium;
                    page.prefersColorSchemeOverride = scheme;
                    page.forcedColorsOverride = colours;
                    Services.prefs.setIntPref('ui.prefersReducedMotion', motion === 'reduce' ? 1 : 0);";
                let names = ["prefers-color-scheme", "prefers-reduced-motion", "forced-colors"];
                let [scheme, motion, colours] = names.map(|it| json!(of(it)));
                self.inside(script, &[json!(medium), scheme, motion, colours]).await;
                // On paper everything is light to it, whatever a reader prefers.
                for (name, value) in features.iter().filter(|_| medium.is_empty()) {
                    let script = format!("return matchMedia('({name}: {value})').matches");
                    self.wait_until(&format!("{name}: {value}"), &script).await;
                }
            }
            Engine::WebKit => {
                assert!(medium.is_empty() && features.is_empty(), "WebKit cannot be told what a reader prefers");
            }
        }
    }

    /// Shows the page as it is printed, on a sheet that leaves `width` CSS pixels, for a reader who prefers this.
    pub async fn show_on_paper(&self, width: u32, features: &[(&str, &str)]) {
        self.resize(width, 900, 1).await;
        self.show_as("print", features).await;
    }

    /// Shows the page on the screen again.
    pub async fn show_on_screen(&self) {
        self.show_as("", &[]).await;
        if self.engine == Engine::Chromium {
            self.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await;
        } else {
            self.resize(WINDOW.0, WINDOW.1, 1).await;
        }
    }

    /// Prints the page, and gives the number of A4 sheets it took.
    pub async fn print(&self) -> usize {
        let how = PrintConfiguration::builder().size(PrintSize::A4).build().expect("A4 can be printed on");
        let printed = self.client.print(how).await.expect("the browser prints");
        assert!(printed.starts_with(b"%PDF-"), "it prints a PDF");
        n_sheets(&printed)
    }

    /// Opens everything that is folded.
    pub async fn unfold_all(&self) {
        self.run("place().querySelectorAll('details').forEach((it) => { it.open = true; })", &[]).await;
    }

    /// What sticks out to the side, if the page can be scrolled that way.
    pub async fn sticks_out(&self) -> Option<String> {
        let script = r"
            const root = document.documentElement;
            // An enlarged page is measured in parts of a pixel, which are rounded one way or the other.
            const before = [scrollX, scrollY];
            scrollTo(99, scrollY);
            const moved = Math.abs(scrollX);
            scrollTo(...before);
            if (root.scrollWidth <= root.clientWidth || moved < 1 && root.scrollWidth <= root.clientWidth + 1) return null;
            const wide = [...document.querySelectorAll('body *')].filter((it) => it.getBoundingClientRect().right > root.clientWidth + 0.5);
            const named = wide.slice(0, 5).map((it) => `<${it.localName} class='${it.getAttribute('class')}'> ${it.textContent.slice(0, 40)}`);
            return `${root.scrollWidth} > ${root.clientWidth}: ${named.join('; ')}`;";
        self.run(script, &[]).await.as_str().map(str::to_owned)
    }

    /// What axe-core finds amiss on the screen, by the rules of WCAG 2.2 AA.
    pub async fn violations(&self) -> Vec<String> {
        if self.run("return 'axe' in window", &[]).await != json!(true) {
            let axe = fs::read_to_string(named("AXE")).expect("axe-core is installed");
            self.run(&axe, &[]).await;
        }
        let script = r"
            const done = arguments[arguments.length - 1];
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
            axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }).then(
              (it) => done(it.violations.map((it) => `${it.id}: ${it.nodes.slice(0, 3).map((it) => it.html.slice(0, 160) + ' ' + it.failureSummary).join(' | ')}`)),
              (error) => done([String(error)]));";
        let found = self.client.execute_async(script, Vec::new()).await.expect("axe-core ends");
        let found = found.as_array().cloned().expect("axe-core gives a list");
        found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// A picture of the whole page, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let text = match self.engine {
            Engine::Chromium => {
                let picture = self.devtools("Page.captureScreenshot", json!({ "captureBeyondViewport": true })).await;
                picture["data"].clone()
            }
            Engine::Firefox => {
                self.client.issue_cmd(Extra::whole_picture()).await.expect("the browser gives a picture")
            }
            Engine::WebKit => {
                let body = self.client.find(Locator::Css("body")).await.expect("a document has a body");
                return body.screenshot().await.expect("the browser gives a picture");
            }
        };
        BASE64_STANDARD.decode(text.as_str().unwrap_or_default()).expect("the browser gives a picture")
    }

    /// How many cookies there are.
    pub async fn n_cookies(&self) -> usize {
        self.client.get_all_cookies().await.expect("the browser knows its cookies").len()
    }

    /// Holds that the browser had nothing to complain of since this was asked last.
    ///
    /// # Panics
    /// The console shows an error, or the security policy refused something.
    pub async fn check_quiet(&self) {
        if self.setup.may_complain {
            return;
        }
        let complaints = self.complaints().await;
        assert!(complaints.is_empty(), "the console says: {complaints:?}");
        let refused = self.run("return window.refusals", &[]).await;
        assert_eq!(refused, json!([]), "the security policy refused something");
    }
}

/// Whether a tap may go well a moment later: another element took the place of this one, or it was not where it is yet.
fn is_passing(error: &CmdError) -> bool {
    let CmdError::Standard(error) = error else { return false };
    matches!(
        error.error,
        ErrorStatus::StaleElementReference
            | ErrorStatus::ElementClickIntercepted
            | ErrorStatus::ElementNotInteractable
            | ErrorStatus::MoveTargetOutOfBounds
            | ErrorStatus::NoSuchElement
            | ErrorStatus::JavascriptError
    )
}

/// How many sheets a PDF has. Every one is an object of this type, and so is, with an s, the list of them; Firefox packs
/// its objects.
fn n_sheets(pdf: &[u8]) -> usize {
    let mut text = String::from_utf8_lossy(pdf).into_owned();
    let find = |from: usize, what: &[u8]| pdf[from..].windows(what.len()).position(|it| it == what).map(|at| from + at);
    let mut from = 0;
    while let Some(start) = find(from, b"stream") {
        let start = start + b"stream".len();
        let start = start + pdf[start..].iter().take_while(|it| matches!(it, b'\r' | b'\n')).count();
        let Some(end) = find(start, b"endstream") else { break };
        let mut unpacked = Vec::new();
        // A font or a picture that is packed in another way has no objects in it.
        let _ = ZlibDecoder::new(&pdf[start..end]).read_to_end(&mut unpacked);
        text.push_str(&String::from_utf8_lossy(&unpacked));
        from = end + b"endstream".len();
    }
    let count = |what: &str| text.match_indices(what).count();
    count("/Type /Page") - count("/Type /Pages")
}
