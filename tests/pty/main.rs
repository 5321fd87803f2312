//! The program in a real terminal.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't start the program has nothing to say"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "the terminal under test has a thread that reads, and a clock that gives up"
)]

#[path = "../support/home.rs"]
mod home;
#[path = "../support/terminal.rs"]
mod terminal;

mod bad_days;
mod caret;
#[cfg(target_os = "linux")]
mod clipboard;
mod dumb;
mod hyperlinks;
mod images;
mod input;
mod live;
mod long;
mod preview;
mod reader;
mod session;
mod stops;
mod time;
