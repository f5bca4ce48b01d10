//! Takes a picture of every screen, narrow and wide, in light and dark, for human eyes.
//!
//! `cargo xtask shots` runs it.
//!
//! It finds the page, the driver and the browser where the tests do: in `CRAMPWISE_PAGE`, `WEBDRIVER` and `CHROMIUM`.

use journeys::{Setup, journey, tour};
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let folder = PathBuf::from(env::args_os().nth(1).expect("name the folder for the pictures"));
    fs::create_dir_all(&folder).expect("the folder can be made");
    for (width, height) in [(280, 650), (390, 844), (768, 1024), (1280, 900)] {
        journey(Setup::default(), async |page| {
            page.resize(width, height, 1).await;
            page.hide_scroll_bars().await;
            let mut n = 0;
            tour(page, async |page, name| {
                n += 1;
                for scheme in ["light", "dark"] {
                    page.prefer(&[("prefers-color-scheme", scheme)]).await;
                    let file = folder.join(format!("{width}-{scheme}-{n:02}-{name}.png"));
                    fs::write(file, page.picture().await).expect("the picture can be kept");
                }
            })
            .await;
        });
        println!("{width} px: done");
    }
}
