//! The board in a coach's daily use: in several tabs, by pictures of codes, with a key made anew, in files, and with as
//! many athletes as a big club has.

use engine::{Answers, Tier};
use journeys::{Page, Setup, journey, words};
use qrcodegen::{QrCode, QrCodeEcc};
use record::history::Ulid;
use record::link::{Form, Link, Preset, Sender, Told, read, write};
use serde_json::json;

fn filled(id: &str, values: &[(&str, &str)]) -> String {
    content::fill(words::say(id), values)
}

/// Makes a team without a file, and gives its set-up.
async fn make_team(page: &Page, name: &str) -> Preset {
    page.press(words::say("teams")).await;
    page.press(words::say("team-make")).await;
    page.type_into(words::say("team-name"), name).await;
    page.press(words::say("team-go-on")).await;
    page.wait_for(words::say("team-backup-about")).await;
    page.press(words::say("team-backup-not")).await;
    page.wait_for_heading(name).await;
    preset(page).await
}

/// The set-up in the link that the board shows.
async fn preset(page: &Page) -> Preset {
    let link = page.wait_until("the link", "return document.querySelector('#link')?.value").await;
    let Ok(Link::Preset(preset)) = read(link.as_str().unwrap()) else { panic!("{link}") };
    preset
}

/// The day of the browser, counted as links count it.
async fn today(page: &Page) -> u16 {
    let script = "const now = new Date(); return (Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(2020, 0, 1)) / 864e5";
    page.run(script, &[]).await.as_u64().unwrap() as u16
}

/// A reply that is not sealed, of so many days before `today`, from this browser.
fn reply(preset: &Preset, name: &str, device: u32, day: u16, said: &[(&str, &str)], tier: Tier) -> Link {
    let mut answers = Answers::default();
    said.iter().for_each(|(id, code)| answers.choose(id, code).unwrap());
    let entry = Ulid::new(u64::from(day) * 86_400_000, [device as u8; 10]);
    let sender = Some(Sender { entry, device, team: preset.team_id() });
    Link::Result { told: Told { name: name.to_owned(), sender, ..Told::new(day, &answers) }, tier }
}

/// The names on the board, in their order.
async fn names(page: &Page) -> Vec<String> {
    let all =
        page.run("return [...document.querySelectorAll('.athlete .date')].map((it) => it.textContent)", &[]).await;
    all.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

async fn wait_for_names(page: &Page, expected: &[&str]) {
    let script = format!(
        "return [...document.querySelectorAll('.athlete .date')].map((it) => it.textContent).join() === {}",
        json!(expected.join(","))
    );
    page.wait_until(&format!("{expected:?}"), &script).await;
}

/// A code with this text, row by row, for a script to draw.
fn code(text: &str) -> serde_json::Value {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
    let row = |y: i32| (0..code.size()).map(|x| if code.get_module(x, y) { '#' } else { ' ' }).collect::<String>();
    json!((0..code.size()).map(row).collect::<Vec<_>>())
}

/// Draws a code as it would be on a photograph: grey, a little turned, with something around it.
const DRAW: &str = "const draw = (rows) => {
      const canvas = document.createElement('canvas'), pen = canvas.getContext('2d');
      canvas.width = canvas.height = rows.length * 6 + 200;
      pen.fillStyle = '#d8d4cc'; pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.fillStyle = '#557'; pen.fillRect(0, 0, canvas.width, 30);
      pen.translate(canvas.width / 2, canvas.height / 2); pen.rotate(0.1); pen.translate(-rows.length * 3, -rows.length * 3);
      pen.fillStyle = '#2b2a28';
      rows.forEach((row, y) => [...row].forEach((it, x) => it === '#' && pen.fillRect(x * 6, y * 6, 6, 6)));
      return canvas;
    };";

#[test]
fn a_reply_comes_as_a_picture_of_a_code_or_before_the_camera() {
    let before_load = Box::leak(
        format!(
            "{DRAW} window.draw = draw;
             Object.defineProperty(navigator, 'mediaDevices', {{ configurable: true, value: {{
               async getUserMedia(asked) {{
                 if (!window.shown) throw new DOMException('no camera', 'NotFoundError');
                 const canvas = draw(window.shown), pen = canvas.getContext('2d');
                 // A camera gives one picture after the other.
                 const again = setInterval(() => pen.fillRect(0, 0, 1, 1), 50);
                 const stream = canvas.captureStream(20);
                 window.stream = stream;
                 return stream;
               }},
             }} }});"
        )
        .into_boxed_str(),
    );
    journey(Setup { before_load, ..Setup::default() }, async |page| {
        let preset = make_team(page, "Club").await;
        let today = today(page).await;
        let text = |name: &str, device: u32| {
            format!(
                "https://cramps.example/v1/#{}",
                write(&reply(&preset, name, device, today, &[], Tier::Soon), Form::Plain)
            )
        };
        let give = "const input = document.querySelector('input[accept^=\"image\"]'), rows = arguments[0];
            const canvas = typeof rows === 'string' ? null : window.draw(rows);
            const put = (blob) => { const bag = new DataTransfer(); bag.items.add(new File([blob], 'a.png', { type: 'image/png' }));
              input.files = bag.files; input.dispatchEvent(new Event('change')); };
            canvas ? canvas.toBlob(put) : put(new Blob([rows]));";
        page.run(give, &[code(&text("Ana", 1))]).await;
        wait_for_names(page, &["Ana"]).await;
        page.wait_for(&filled("board-new", &[("n", "1")])).await;
        page.run(give, &[json!([" ", " "])]).await;
        page.wait_for(words::say("board-none-in-picture")).await;
        page.run(give, &[code("https://elsewhere.example/menu")]).await;
        page.wait_for(words::say("board-nothing")).await;
        page.run(give, &[json!("no picture at all")]).await;
        page.wait_for(words::say("board-none-in-picture")).await;

        page.press(words::say("board-camera")).await;
        page.wait_for(words::say("board-no-camera")).await;
        page.run("window.shown = arguments[0]", &[code(&text("Ben", 2))]).await;
        page.press(words::say("board-camera")).await;
        wait_for_names(page, &["Ana", "Ben"]).await;
        assert_eq!(page.violations().await, [""; 0]);
        page.press(words::say("board-camera-stop")).await;
        page.wait_until(
            "the camera is off",
            "return window.stream.getTracks().every((it) => it.readyState === 'ended')",
        )
        .await;
        assert_eq!(names(page).await, ["Ana", "Ben"], "shown for long, and taken once");
    });
}
