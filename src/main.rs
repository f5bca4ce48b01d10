//! Starts the page.

fn main() {
    crampwise::start_page();
}
