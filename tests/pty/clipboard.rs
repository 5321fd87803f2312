//! What is copied, on a real display.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::home::{Home, LYCEUM};
use crate::reader::quit;
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
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ended = self.server.kill();
        let _gone = self.server.wait();
    }
}

/// The program on a lesson with code.
fn reading_code(variables: &[(&str, &str)]) -> (Home, Terminal) {
    let home = Home::new();
    home.write_course("course");
    let lesson = format!("---\ntitle: Code\n---\nSome code:\n\n```rust\n{CODE}```\n");
    home.write("course/modules/01-out/01-door.md", &lesson);
    assert!(home.run(&["import", "course"]).status.success());
    let arguments = ["--course", "walk", "--lesson", "1.1"];
    let terminal = Terminal::start(Path::new(LYCEUM), home.path(), &arguments, variables);
    terminal.shows("Some code:");
    (home, terminal)
}

/// What the terminal is told to put on its own clipboard.
fn told_to_the_terminal() -> String {
    format!("\x1b]52;c;{}\x1b\\", BASE64_STANDARD.encode(CODE))
}

#[test]
fn a_copy_is_on_the_clipboard_of_the_system_and_of_the_terminal_exactly_as_written() {
    let display = Display::start();
    let (_home, mut terminal) = reading_code(&[("DISPLAY", &display.name)]);
    terminal.send("y");
    terminal.shows("Copied 4 lines of code");
    assert_eq!(display.pasted().as_deref(), Some(CODE));
    assert_eq!(display.pasted().as_deref(), Some(CODE), "once more");
    assert!(quit(terminal).contains(&told_to_the_terminal()));
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
    assert!(quit(terminal).contains(&told_to_the_terminal()));
}

#[test]
fn without_a_display_a_copy_goes_to_the_terminal_alone() {
    let (_home, mut terminal) = reading_code(&[]);
    terminal.send("y");
    terminal.shows("Sent 4 lines of code to the terminal's clipboard");
    assert!(quit(terminal).contains(&told_to_the_terminal()));
}
