//! What a host page can ask of the element, and what it cannot.

use crate::element::{HEARD, defined, heard, host, open};
use engine::Tier;
use journeys::{Engine, MARATHON, Setup, Shown, journey, words};
use serde_json::{Value, json};

#[test]
fn at_once_means_at_once_and_takes_neither_focus_nor_place() {
    journey(host("eager.html"), async |page| {
        defined(page).await;
        page.wait_for_heading(words::say("app-title")).await;
        page.wait_until("the last frame", "return new Promise((then) => setTimeout(() => then(true), 300))").await;
        let seen = "return [document.activeElement.id, scrollY, shifts, document.querySelector('cramp-check').state]";
        assert_eq!(page.run(seen, &[]).await, json!(["mine", 0, 0, "ready"]));
        let ready = heard(page, "ready").await;
        assert_eq!(ready[0]["storage"], json!("memory"), "{ready:?}");
        page.answer_until(MARATHON, Shown::About).await;
        let keys = "return [Object.keys(localStorage).length, Object.keys(sessionStorage).length > 0]";
        assert_eq!(page.run(keys, &[]).await, json!([0, true]), "what is kept ends with the tab");
        page.press(words::say("where-link")).await;
        page.wait_for(words::say("kept-tab")).await;
    });
}

#[test]
fn where_nothing_may_be_kept_nothing_is() {
    let before_load = r"
        addEventListener('DOMContentLoaded', () => document.querySelector('cramp-check').setAttribute('storage', 'none'), { once: true });
        window.heard = [];";
    journey(Setup { before_load, ..host("article.html") }, async |page| {
        open(page).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        page.wait_for(words::say("kept-tab")).await;
        page.press(words::say("start-over")).await;
        page.press(words::say("teams")).await;
        page.press(words::say("team-make")).await;
        page.type_into(words::say("team-name"), "Club").await;
        page.press(words::say("team-go-on")).await;
        // A host that lets no file out is no reason to believe that there is one.
        page.run("addEventListener('cramp-before-share', (it) => it.preventDefault())", &[]).await;
        page.press(words::say("team-backup-save")).await;
        page.wait_for(words::say("download-refused")).await;
        page.press(words::say("team-backup-not")).await;
        page.wait_for(words::say("team-not-kept")).await;
        assert_eq!(page.run("return localStorage.length + sessionStorage.length", &[]).await, json!(0));
        page.wait_until("no database", "return indexedDB.databases().then((it) => it.length === 0)").await;
    });
}

#[test]
fn what_is_kept_is_said_to_be_the_sites() {
    journey(host("article.html"), async |page| {
        open(page).await;
        page.press(words::say("where-link")).await;
        page.wait_for(words::say("kept-site")).await;
        assert!(!page.reads(words::say("kept-browser")).await);
        let site = words::say("embed-site").replace("{ $site }", "localhost");
        assert!(page.reads(&site).await, "and whose page it is stands on every screen");
        assert_eq!(page.violations().await, [""; 0]);
    });
}

#[test]
fn two_of_them_share_a_program_and_nothing_else() {
    let inside = "document.querySelector('host-card').shadowRoot.querySelector('cramp-check').shadowRoot";
    journey(Setup { inside, ..host("two.html") }, async |page| {
        defined(page).await;
        page.run("document.querySelector('#one').start()", &[]).await;
        page.run("place().host.start()", &[]).await;
        page.wait_for_heading(words::say("app-title")).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        let other = "return [document.querySelector('#one').state, document.querySelector('#one').shadowRoot.querySelector('h1').textContent]";
        page.wait_until("the other", "return document.querySelector('#one').shadowRoot.querySelector('h1')").await;
        assert_eq!(page.run(other, &[]).await, json!(["ready", words::say("app-title")]));
        let keys =
            "return Object.keys(localStorage).every((it) => it.startsWith('cc1:card:')) && localStorage.length > 0";
        assert_eq!(page.run(keys, &[]).await, json!(true));
        let files =
            "return performance.getEntriesByType('resource').filter((it) => /_bg.wasm|evidence/.test(it.name)).length";
        assert_eq!(page.run(files, &[]).await, json!(2), "one program and one second file");
        let levels = "return [...place().querySelectorAll('h1, h2')].slice(0, 2).map((it) => it.ariaLevel)";
        assert_eq!(page.run(levels, &[]).await, json!(["3", "4"]), "the headings fit into the host's");
        let ids = r"const ids = [...place().querySelectorAll('[id]')].map((it) => it.id);
            const told = [...place().querySelectorAll('[for], [aria-describedby], [aria-labelledby]')].flatMap((it) =>
                ['for', 'aria-describedby', 'aria-labelledby'].map((name) => it.getAttribute(name)).filter(Boolean));
            return [ids.length === new Set(ids).size, told.every((it) => ids.includes(it))];";
        assert_eq!(page.run(ids, &[]).await, json!([true, true]));
    });
}

#[test]
fn an_element_that_is_moved_keeps_the_answers_and_one_that_is_removed_forgets_them() {
    journey(
        Setup {
            host: "two.html",
            inside: "document.querySelector('#one').shadowRoot",
            before_load: HEARD,
            ..Setup::default()
        },
        async |page| {
            defined(page).await;
            page.run("document.querySelector('#one').setAttribute('storage', 'none'); document.querySelector('#one').start()", &[]).await;
            page.wait_for_heading(words::say("app-title")).await;
            page.answer_until(MARATHON, Shown::About).await;
            page.run("document.querySelector('#elsewhere').append(document.querySelector('#one'))", &[]).await;
            page.wait_until("a moment", "return new Promise((then) => setTimeout(() => then(true), 100))").await;
            assert_eq!(page.shown().await, Shown::About);
            assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
            let token = page.run("return document.querySelector('#one').resumeToken", &[]).await;
            assert!(token.as_str().is_some_and(|it| it.len() > 200), "{token}");

            page.run("window.one = document.querySelector('#one'); one.remove()", &[]).await;
            page.wait_until("it is idle", "return one.state === 'idle'").await;
            page.run("document.body.append(one)", &[]).await;
            assert_eq!(
                page.run(
                    "return one.querySelector('a').checkVisibility() && !one.shadowRoot.querySelector('.widget')",
                    &[]
                )
                .await,
                json!(true)
            );
            page.run("one.start()", &[]).await;
            page.wait_for_heading(words::say("app-title")).await;
            assert!(!page.offers(words::say("unfinished-continue")).await);

            // What the host took along goes on where it was.
            page.run("one.resumeToken = arguments[0]", &[token]).await;
            page.wait_for_heading(words::say("review-heading")).await;
            page.run("one.reset()", &[]).await;
            page.wait_for_heading(words::say("app-title")).await;
        },
    );
}

#[test]
fn the_result_goes_to_the_host_only_where_both_agree() {
    journey(host("article.html"), async |page| {
        let tell = words::say("embed-tell").replace("{ $site }", "localhost");
        open(page).await;
        assert!(!page.offers(&tell).await, "a host that does not ask gets no say");
        page.run("document.querySelector('cramp-check').shareAnswers = true", &[]).await;
        assert!(!page.is_ticked(&tell).await, "it is asked, and nothing is ticked");
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        let result = "return document.querySelector('cramp-check').result";
        assert_eq!(page.run(result, &[]).await, Value::Null);
        assert_eq!(heard(page, "complete").await.len(), 1);
        page.tick(&tell).await;
        assert_eq!(page.run(result, &[]).await["tier"], json!("self-care"));
        page.press(words::say("for-doctor")).await;
        page.wait_for(words::say("doctor-self")).await;
        assert_eq!(page.run(result, &[]).await["tier"], json!("self-care"), "beside what stands behind it too");
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("tier-self-care")).await;
        let complete = heard(page, "complete").await;
        assert_eq!((complete.len(), &complete[1]["result"]["tier"]), (2, &json!("self-care")));
        page.tick(&tell).await;
        assert_eq!(page.run(result, &[]).await, Value::Null, "and it can be taken back");
    });
}

#[test]
fn saved_results_can_be_taken_out_and_brought_back() {
    journey(host("article.html"), async |page| {
        open(page).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        let script = r"
            const done = arguments[arguments.length - 1], it = document.querySelector('cramp-check');
            (async () => {
              const json = await it.exportData('json'), csv = await (await it.exportData('csv')).text();
              const fhir = JSON.parse(await (await it.exportData('fhir')).text());
              const refused = await it.exportData('xml').catch((error) => error.message);
              localStorage.clear();
              const report = await it.importData(json);
              const nothing = await it.importData(new Blob(['nothing'])).catch((error) => error.message);
              return [json.type, csv.split('\r\n'), refused, report, nothing, fhir];
            })().then(done, (error) => done(String(error)));";
        let seen = page.run_async(script).await;
        assert_eq!(seen[0], json!("application/json"));
        let (head, row) = (seen[1][0].as_str().unwrap(), seen[1][1].as_str().unwrap());
        assert!(head.starts_with(r#""saved_at","for_whom","rules","tier","#) && head.contains(r#""site""#), "{head}");
        assert!(row.contains(r#""self-care""#), "{row}");
        assert!(seen[2].as_str().is_some_and(|it| it.contains("xml")), "{seen}");
        // What FHIR R4 asks of a bundle and of a response.
        let (bundle, entry) = (&seen[5], &seen[5]["entry"][0]["resource"]);
        assert_eq!([&bundle["resourceType"], &bundle["type"]], [&json!("Bundle"), &json!("collection")]);
        assert_eq!([&entry["resourceType"], &entry["status"]], [&json!("QuestionnaireResponse"), &json!("completed")]);
        assert_eq!(entry["extension"], json!([{ "url": "urn:crampwise:tier", "valueCode": "self-care" }]));
        assert!(entry["authored"].as_str().is_some_and(|it| it.ends_with('Z')), "{entry}");
        let answer = |id: &str| {
            let items = entry["item"].as_array().unwrap();
            items.iter().find(|it| it["linkId"] == id).unwrap_or_else(|| panic!("{id}"))["answer"].clone()
        };
        let code = |id: &str, code: &str| json!({ "valueCoding": { "system": format!("urn:crampwise:question:{id}"), "code": code } });
        assert_eq!(answer("age"), json!([code("age", "16-39")]));
        assert_eq!(answer("severity"), json!([{ "valueInteger": 7 }]));
        assert_eq!(answer("unaccustomed").as_array().unwrap().len(), 3);
        assert_eq!(
            seen[3],
            json!({ "added": 1, "broughtBack": 0, "alreadyThere": 0, "unreadable": 0, "isCutShort": false })
        );
        assert!(seen[4].as_str().is_some_and(|it| it.contains("no file of saved results")), "{seen}");
    });
}

#[test]
fn what_the_host_leaves_out_is_left_out() {
    journey(host("article.html"), async |page| {
        open(page).await;
        assert_eq!(page.answer_all(MARATHON).await, Tier::SelfCare);
        for (switch, words) in [("noPrint", "print"), ("noHistory", "history-link")] {
            assert!(page.offers(words::say(words)).await, "{words}");
            page.run("document.querySelector('cramp-check')[arguments[0]] = true", &[json!(switch)]).await;
            assert!(!page.offers(words::say(words)).await, "{words}");
        }
        page.press(words::say("for-doctor")).await;
        page.wait_for(words::say("doctor-copy")).await;
        page.run("document.querySelector('cramp-check').noExport = true", &[]).await;
        assert!(!page.offers(words::say("doctor-copy")).await);
    });
}

#[test]
fn the_hosts_colours_are_taken_where_they_can_be_read() {
    journey(host("article.html"), async |page| {
        let colour = |name: &str| {
            format!(
                "const probe = document.createElement('i'); probe.style.color = 'var(--_color-{name})'; \
            place().querySelector('.widget').append(probe); const it = getComputedStyle(probe).color; probe.remove(); return it"
            )
        };
        page.run(
            "document.documentElement.style.setProperty('--cramp-color-accent', '#4b0082'); \
            document.querySelector('cramp-check').style.setProperty('--cramp-color-urgent', '#ffe9c0');",
            &[],
        )
        .await;
        open(page).await;
        assert_eq!(
            page.run(&colour("accent"), &[]).await,
            json!("rgb(75, 0, 130)"),
            "a colour that can be read is taken"
        );
        assert_eq!(page.run(&colour("urgent"), &[]).await, json!("rgb(122, 65, 0)"), "one that cannot is ours");
        page.run("document.querySelector('cramp-check').theme = 'dark'", &[]).await;
        assert_eq!(page.run(&colour("surface"), &[]).await, json!("rgb(24, 35, 42)"));
        assert_eq!(
            page.run(&colour("accent"), &[]).await,
            json!("rgb(127, 211, 207)"),
            "on a dark ground it could not be read"
        );
        let style = "const sheet = new CSSStyleSheet(); sheet.replaceSync('cramp-check::part(option) { outline: 3px solid red }'); \
            document.adoptedStyleSheets = [sheet]; return getComputedStyle(place().querySelector('.choice')).outlineWidth";
        assert_eq!(page.run(style, &[]).await, json!("3px"), "parts can be styled");
    });
}

#[test]
fn a_host_may_ask_for_information_alone_and_for_the_questions_again() {
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("document.querySelector('cramp-check').mode = 'information'", &[]).await;
        page.tap_host("cramp-check a").await;
        page.wait_for_heading(words::say("information-title")).await;
        page.press(words::say("topic-try")).await;
        page.wait_for(words::say("topic-try.intro")).await;
        assert!(page.reads(words::say("who-NA-12")).await, "whom it is not for is told");
        page.press(words::say("back")).await;
        page.wait_for_heading(words::say("information-title")).await;
        page.run("document.querySelector('cramp-check').mode = 'full'", &[]).await;
        page.wait_for_heading(words::say("app-title")).await;
        assert_eq!(heard(page, "start").await, [json!(null); 0], "nothing was begun");
    });
}

#[test]
fn a_mode_that_is_not_there_is_told() {
    let setup = Setup { may_complain: true, ..host("article.html") };
    journey(setup, async |page| {
        defined(page).await;
        page.run("document.querySelector('cramp-check').mode = 'quiz'", &[]).await;
        page.tap_host("cramp-check a").await;
        page.wait_until("the error", "return heard.some(([name]) => name === 'error')").await;
        assert_eq!(heard(page, "error").await[0]["code"], json!("mode"));
    });
}

#[test]
fn the_hosts_own_way_back_leads_to_the_screen_before_where_it_asks_for_it() {
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("document.querySelector('cramp-check').backButton = 'history'", &[]).await;
        open(page).await;
        page.answer_until(MARATHON, Shown::About).await;
        page.run("history.back()", &[]).await;
        page.wait_until("the screen before", "return place().querySelector('.tick')").await;
        assert_ne!(page.shown().await, Shown::About);
    });
}

#[test]
fn what_a_host_fills_in_is_never_about_danger() {
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("document.querySelector('cramp-check').prefill = { intent: 'recurrent', 'for-whom': 'self', age: '16-39', 'rf-collapse': 'no' }", &[]).await;
        page.run("document.querySelector('cramp-check').start()", &[]).await;
        page.wait_for_heading(words::say("block-a")).await;
        let token =
            "return atob(document.querySelector('cramp-check').resumeToken.replace(/-/g, '+').replace(/_/g, '/'))";
        let told = page.run(token, &[]).await;
        let told = told.as_str().unwrap();
        assert!(told.contains("recurrent") && !told.contains("rf-collapse") && !told.contains("16-39"), "{told}");
    });
}

#[test]
fn a_host_may_ask_for_all_questions_on_one_page_and_for_the_units_of_its_country() {
    journey(host("article.html"), async |page| {
        page.run("Object.assign(document.querySelector('cramp-check'), { layout: 'single', lang: 'en-US' })", &[])
            .await;
        open(page).await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_for(words::say("one-page-lead")).await;
        let levels =
            "return [...place().querySelectorAll('h1, section h2, legend h3')].slice(0, 3).map((it) => it.ariaLevel)";
        assert_eq!(page.run(levels, &[]).await, json!(["2", "3", "4"]));
        page.run("document.querySelector('cramp-check').layout = 'steps'", &[]).await;
        page.wait_for_heading(words::block(engine::Block::A)).await;
        page.run("document.querySelector('cramp-check').layout = 'single'", &[]).await;
        page.wait_for(words::say("one-page-lead")).await;
        assert_eq!(page.answer_page(MARATHON).await, Tier::SelfCare);
        assert!(heard(page, "step").await.len() > 3, "how far it is, is told");
        for (lang, unit) in [("en-US", "unit-lb"), ("en-GB", "unit-kg")] {
            page.run("document.querySelector('cramp-check').lang = arguments[0]", &[json!(lang)]).await;
            page.unfold_all().await;
            page.press(words::question("mass-before")).await;
            page.wait_for_heading(words::question("mass-before")).await;
            assert!(page.is_chosen(words::say("units-label"), words::say(unit)).await, "{lang}");
            page.press(words::say("back")).await;
            page.wait_for_heading(words::say("tier-self-care")).await;
        }
    });
}

#[test]
fn what_the_element_says_of_itself_is_so() {
    journey(host("article.html"), async |page| {
        defined(page).await;
        let watch = r"
            const it = document.querySelector('cramp-check');
            window.states = [it.state];
            const note = () => states.at(-1) === it.state || states.push(it.state);
            for (const name of ['ready', 'start', 'complete']) it.addEventListener(`cramp-${name}`, note);
            it.querySelector('a').addEventListener('click', () => setTimeout(note));
            const slotted = (slot, text) => it.append(Object.assign(document.createElement('p'), { slot, textContent: text }));
            slotted('intro', 'Our editors say'); slotted('disclaimer-extra', 'Ask our nurses');
            return [it.version, it.rulesetVersion, it.result, it.matches(':state(done)')];";
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(page.run(watch, &[]).await, json!([version, engine::VERSION, null, false]));
        open(page).await;
        let ready = heard(page, "ready").await;
        let expected = json!([{ "version": version, "rulesetVersion": engine::VERSION, "storage": "persistent" }]);
        assert_eq!(json!(ready), expected, "once, and where answers are kept");
        assert_eq!(json!(heard(page, "storage").await), json!([{ "kind": "persistent" }]));
        let seen = r"return ['intro', 'disclaimer-extra'].map((it) => {
            const slotted = document.querySelector(`[slot=${it}]`);
            return slotted.checkVisibility() && slotted.assignedSlot?.name; })";
        assert_eq!(page.run(seen, &[]).await, json!(["intro", "disclaimer-extra"]));
        page.answer_all(MARATHON).await;
        page.wait_until("the end", "return states.at(-1) === 'done'").await;
        let states = json!(["idle", "loading", "ready", "inprogress", "done"]);
        assert_eq!(page.run("return states", &[]).await, states);
        assert_eq!(
            page.run("return document.querySelector('cramp-check').matches(':state(done)')", &[]).await,
            json!(true)
        );
        let steps = heard(page, "step").await;
        let index = |it: &Value| it["index"].as_u64().unwrap();
        assert!(steps.windows(2).all(|it| index(&it[0]) <= index(&it[1])), "{steps:?}");
        assert!(steps.iter().all(|it| index(it) <= it["about"].as_u64().unwrap()), "{steps:?}");
        let heights = heard(page, "height").await;
        assert!(
            heights.len() > 3 && heights.iter().all(|it| it["height"].as_u64().is_some_and(|it| it > 300)),
            "{heights:?}"
        );
        // Where the browser has no more room, it is said.
        page.run("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }", &[]).await;
        page.press(words::say("start-over")).await;
        page.press(words::option("intent", "recurrent")).await;
        page.wait_until("the news", "return heard.some(([name, it]) => name === 'storage' && it.kind === 'quota')")
            .await;
    });
}

#[test]
fn a_host_may_change_the_size_whenever_it_hears_of_another() {
    journey(host("article.html"), async |page| {
        defined(page).await;
        let answer = r"window.errors = [];
            addEventListener('error', (it) => errors.push(it.message));
            addEventListener('cramp-height', ({ target }) => {
              const n = heard.filter(([name]) => name === 'height').length;
              if (n < 9) target.style.width = `${300 + 60 * (n % 2)}px`;
            });";
        page.run(answer, &[]).await;
        open(page).await;
        page.wait_until("the last size", "return heard.filter(([name]) => name === 'height').length === 9").await;
        assert_eq!(page.run("return errors", &[]).await, json!([]));
    });
}

#[test]
fn what_a_host_wants_to_see_as_it_comes_into_view_comes_then_and_moves_nothing() {
    journey(host("article.html"), async |page| {
        defined(page).await;
        let put = r"
            const [first] = document.querySelectorAll('cramp-check');
            const far = first.cloneNode(true);
            far.setAttribute('loading', 'visible');
            first.remove();
            document.body.append(Object.assign(document.createElement('div'), { style: 'height: 6000px' }), far);
            document.body.append(Object.assign(document.createElement('p'), { textContent: 'The end' }));
            return far.getBoundingClientRect().height > 1000;";
        assert_eq!(page.run(put, &[]).await, json!(true), "its room is taken before it is seen");
        page.wait_until("a while", "return new Promise((then) => setTimeout(() => then(true), 400))").await;
        assert_eq!(crate::element::loaded(page).await, ["loader.js"], "nobody can see it yet");
        // What was moved until now, the test has moved.
        page.run("window.shifts = 0", &[]).await;
        page.run("scrollTo(0, document.querySelector('cramp-check').offsetTop - innerHeight - 100)", &[]).await;
        page.wait_for_heading(words::say("app-title")).await;
        let still = "return [shifts, document.activeElement === document.body, scrollY + innerHeight < document.querySelector('cramp-check').offsetTop]";
        assert_eq!(page.run(still, &[]).await, json!([0, true, true]));
    });
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("document.querySelector('cramp-check').loading = 'eager'", &[]).await;
        page.wait_for_heading(words::say("app-title")).await;
    });
}

#[test]
fn what_is_fetched_ahead_as_a_hand_comes_near_is_fetched_once() {
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("document.querySelector('cramp-check').dispatchEvent(new PointerEvent('pointerenter'))", &[]).await;
        let ahead = "return [...document.querySelectorAll('link[href*=crampwise-], link[href*=widget-]')].map((it) => it.rel).sort()";
        assert_eq!(page.run(ahead, &[]).await, json!(["modulepreload", "modulepreload", "preload"]));
        let has_come = "return performance.getEntriesByType('resource').filter((it) => it.name.includes('_bg.wasm') && it.responseEnd).length > 0";
        page.wait_until("the program", has_come).await;
        open(page).await;
        let mut loaded = crate::element::loaded(page).await;
        loaded.retain(|it| it.ends_with("_bg.wasm"));
        // The others have a line for the link and one for the script, which may take it from the cache.
        let at_most = if page.engine() == Engine::Chromium { 1 } else { 2 };
        assert!((1..=at_most).contains(&loaded.len()), "{loaded:?}");
    });
}

#[test]
fn the_hosts_theme_and_units_hold_and_what_became_unreadable_is_ours() {
    journey(host("article.html"), async |page| {
        defined(page).await;
        page.run("const it = document.querySelector('cramp-check'); it.theme = 'dark'; it.units = 'us'", &[]).await;
        open(page).await;
        let ground = "return getComputedStyle(place().querySelector('.widget')).backgroundColor";
        let dark = page.run(ground, &[]).await;
        page.run("document.querySelector('cramp-check').theme = 'light'", &[]).await;
        let light = page.run(ground, &[]).await;
        assert_ne!(dark, light);
        page.run("document.querySelector('cramp-check').theme = 'contrast'", &[]).await;
        assert_ne!(page.run(ground, &[]).await, dark);
        let accent = "const probe = document.createElement('i'); probe.style.color = 'var(--_color-accent)'; \
            place().querySelector('.widget').append(probe); const it = getComputedStyle(probe).color; probe.remove(); return it";
        page.run("document.querySelector('cramp-check').theme = 'light'", &[]).await;
        let own = page.run(accent, &[]).await;
        // As a host does whose readers choose its colours.
        page.run("document.documentElement.style.setProperty('--cramp-color-accent', '#4b0082')", &[]).await;
        page.wait_until("its own", &format!("{accent} === 'rgb(75, 0, 130)'")).await;
        page.run("document.documentElement.style.setProperty('--cramp-color-accent', '#ffffee')", &[]).await;
        page.wait_until("ours", &format!("{} === {own}", accent)).await;
        page.answer_all(MARATHON).await;
        page.unfold_all().await;
        page.press(words::question("mass-before")).await;
        page.wait_for(words::say("unit-lb")).await;
        assert!(page.is_ticked(words::say("unit-lb")).await);
    });
}
