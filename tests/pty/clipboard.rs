//! What is copied, on a real display.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rustix::process::{Signal, kill_process};

use crate::home::{Home, LYCEUM};
use crate::reader::{pid, quit, wait_until_stopped};
use crate::terminal::Terminal;

/// Code with everything that copying could lose: a tab, trailing spaces, an escape code, no ASCII.
const CODE: &str = "fn main() {\n\tlet π = 3.14;  \n    print(\"\x1b[31m→\");\n}\n";

/// An X server without a screen, on a display of its own.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn start() -> Display {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "64x64x24"])
            .args(["-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is missing; ./scripts/test installs what tests need");
        // It says its number once it is ready.
        let mut number = String::new();
        let said = server.stdout.take().unwrap();
        BufReader::new(said).read_line(&mut number).unwrap();
        assert!(!number.is_empty(), "Xvfb did not start");
        let name = format!(":{}", number.trim());
        Display { server, name }
    }

    /// What somebody who pastes gets; none where nobody copied anything.
    fn pasted(&self) -> Option<String> {
        let pasted = Command::new("xclip")
            .args(["-out", "-selection", "clipboard"])
            .env("DISPLAY", &self.name)
            .output()
            .expect("xclip is missing; ./scripts/test installs what tests need");
        let text = String::from_utf8(pasted.stdout).unwrap();
        pasted.status.success().then_some(text)
    }

    /// Somebody else copies a word.
    fn copy(&self, word: &str) {
        let mut other = Command::new("xclip")
            .args(["-in", "-selection", "clipboard"])
            .env("DISPLAY", &self.name)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        other
            .stdin
            .take()
            .unwrap()
            .write_all(word.as_bytes())
            .unwrap();
        assert!(other.wait().unwrap().success());
        assert_eq!(self.pasted().as_deref(), Some(word));
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ended = self.server.kill();
        let _gone = self.server.wait();
    }
}

/// The program on a lesson with code.
fn reading_code(variables: &[(&str, &str)]) -> (Home, Terminal) {
    let lesson = format!("---\ntitle: Code\n---\nSome code:\n\n```rust\n{CODE}```\n");
    let home = Home::with_lesson(&lesson);
    let arguments = ["--course", "walk", "--lesson", "1.1"];
    let terminal = Terminal::start(Path::new(LYCEUM), home.path(), &arguments, variables);
    terminal.shows("Some code:");
    (home, terminal)
}

/// How often the terminal is told to put the code on its own clipboard.
fn told_to_the_terminal(bytes: &str) -> usize {
    let told = format!("\x1b]52;c;{}\x1b\\", BASE64_STANDARD.encode(CODE));
    bytes.matches(&told).count()
}

#[test]
fn a_copy_is_on_the_clipboard_of_the_system_and_of_the_terminal_exactly_as_written() {
    let display = Display::start();
    let (_home, mut terminal) = reading_code(&[("DISPLAY", &display.name)]);
    terminal.send("y");
    terminal.shows("Copied 4 lines of code");
    assert_eq!(display.pasted().as_deref(), Some(CODE));
    assert_eq!(display.pasted().as_deref(), Some(CODE), "once more");
    terminal.wait_for_bytes("the code", 0, |bytes| told_to_the_terminal(bytes) == 1);
    quit(terminal);
}

#[test]
fn whoever_leaves_leaves_the_copy_to_the_terminal() {
    let display = Display::start();
    let (_home, mut terminal) = reading_code(&[("DISPLAY", &display.name)]);
    terminal.send("y");
    terminal.shows("Copied 4 lines of code");
    assert_eq!(told_to_the_terminal(&quit(terminal)), 2);
}

#[test]
fn what_others_copied_since_stays_theirs() {
    let display = Display::start();
    let (_home, mut terminal) = reading_code(&[("DISPLAY", &display.name)]);
    terminal.send("y");
    terminal.shows("Copied 4 lines of code");
    display.copy("other");
    assert_eq!(told_to_the_terminal(&quit(terminal)), 1);
    assert_eq!(display.pasted().as_deref(), Some("other"));
}

#[test]
fn while_stopped_the_terminal_has_the_copy_and_nobody_waits_who_pastes() {
    let display = Display::start();
    let (_home, mut terminal) = reading_code(&[("DISPLAY", &display.name)]);
    terminal.send("y");
    terminal.shows("Copied 4 lines of code");
    terminal.send("\x1a");
    wait_until_stopped(&terminal);
    terminal.wait_for_bytes("the code again", 0, |bytes| {
        told_to_the_terminal(bytes) == 2
    });
    // The terminal of this test takes nothing, and so nothing is there.
    assert_eq!(display.pasted(), None);
    let stopped = terminal.sent().len();
    kill_process(pid(&terminal), Signal::CONT).unwrap();
    terminal.wait_for_bytes("the lesson", stopped, |bytes| bytes.contains("Some code:"));
    terminal.send("y");
    // Once for this copy; and once more for leaving, as it was on the system's clipboard.
    assert_eq!(told_to_the_terminal(&quit(terminal)), 4);
}

#[test]
fn over_ssh_a_copy_goes_to_the_terminal_alone() {
    let display = Display::start();
    let ssh = "192.0.2.1 50000 192.0.2.2 22";
    let (_home, mut terminal) =
        reading_code(&[("DISPLAY", &display.name), ("SSH_CONNECTION", ssh)]);
    terminal.send("y");
    terminal.shows("Sent 4 lines of code to the terminal's clipboard");
    assert_eq!(display.pasted(), None);
    assert_eq!(told_to_the_terminal(&quit(terminal)), 1);
}

#[test]
fn without_a_display_a_copy_goes_to_the_terminal_alone() {
    let (_home, mut terminal) = reading_code(&[]);
    terminal.send("y");
    terminal.shows("Sent 4 lines of code to the terminal's clipboard");
    assert_eq!(told_to_the_terminal(&quit(terminal)), 1);
}
