//! Web links as the terminal's own.

use std::path::Path;

use crate::home::{Home, LYCEUM};
use crate::reader::quit;
use crate::terminal::Terminal;

const TEXT: &str =
    "---\ntitle: Door\n---\nThrough [the door](https://door.example/a) or [back](02-road.md).\n";

fn reading(term: &str) -> (Home, Terminal) {
    let home = Home::with_lesson(TEXT);
    let arguments = ["--course", "walk", "--lesson", "1.1"];
    let variables = [("TERM", term)];
    let terminal = Terminal::start(Path::new(LYCEUM), home.path(), &arguments, &variables);
    terminal.shows("Through");
    (home, terminal)
}

#[test]
fn a_terminal_that_takes_links_is_told_the_address_behind_their_words_alone() {
    let (_home, terminal) = reading("foot");
    terminal.wait_for_bytes("the link", 0, |bytes| {
        bytes.contains("\x1b]8;;https://door.example/a\x1b\\the")
    });
    let bytes = quit(terminal);
    let open: Vec<&str> = bytes.split("\x1b]8;;").skip(1).collect();
    assert_eq!(open.len() % 2, 0, "each link ends");
    assert!(!bytes.contains("02-road.md"));
}

#[test]
fn others_are_told_none() {
    let (_home, terminal) = reading("xterm-256color");
    assert!(!quit(terminal).contains("\x1b]8;"));
}
