//! Starts the page.

fn main() {
    // Loading the program was a task of its own.
    crampwise::browser::focus::soon(crampwise::start_page);
}
