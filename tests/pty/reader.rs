//! A reader in a terminal, with a few words.

use std::path::Path;

use rustix::process::{Pid, WaitOptions, waitpid};

use crate::home::{Home, LYCEUM};
use crate::terminal::Terminal;

/// The program as somebody starts it.
pub(crate) fn start(home: &Home, arguments: &[&str]) -> Terminal {
    Terminal::start(Path::new(LYCEUM), home.path(), arguments, &[])
}

/// The program on lesson 1.1 of the course `walk`.
pub(crate) fn reading(home: &Home) -> Terminal {
    let terminal = start(home, &["--course", "walk", "--lesson", "1.1"]);
    terminal.shows("Stone 1 of step 1");
    terminal
}

/// Waits until at least so many seconds were counted, and gives the screen: a second's frame may be missed.
pub(crate) fn wait_until_counted(terminal: &Terminal, seconds: u64) -> String {
    terminal.wait(&format!("{seconds} s"), |screen| {
        counted(screen) >= Some(seconds)
    })
}

/// The seconds that the header says were counted.
pub(crate) fn counted(screen: &str) -> Option<u64> {
    let (_, shown) = screen.split_once("counting ")?;
    let (minutes, rest) = shown.split_once(':')?;
    let (minutes, seconds): (u64, u64) = (minutes.parse().ok()?, rest.get(..2)?.parse().ok()?);
    Some(60 * minutes + seconds)
}

/// The program's process.
pub(crate) fn pid(terminal: &Terminal) -> Pid {
    let id = terminal.child.process_id().unwrap();
    Pid::from_raw(i32::try_from(id).unwrap()).unwrap()
}

/// Waits until the program stands still, as ctrl-z makes it.
pub(crate) fn wait_until_stopped(terminal: &Terminal) {
    let status = waitpid(Some(pid(terminal)), WaitOptions::UNTRACED);
    assert!(status.unwrap().unwrap().1.stopped());
}

/// Leaves, and expects nothing but success.
pub(crate) fn quit(mut terminal: Terminal) -> String {
    terminal.send("q");
    let (status, bytes) = terminal.ended();
    assert_eq!(status, 0);
    bytes
}

/// The line of the screen that has that text, from 0.
pub(crate) fn row_of(screen: &str, text: &str) -> u16 {
    let row = screen.lines().position(|line| line.contains(text));
    u16::try_from(row.unwrap_or_else(|| panic!("no `{text}` on\n{screen}"))).unwrap()
}

/// The column where that text begins, from 0.
pub(crate) fn column_of(screen: &str, text: &str) -> u16 {
    let line = screen.lines().find_map(|line| line.split_once(text));
    let (before, _) = line.unwrap_or_else(|| panic!("no `{text}` on\n{screen}"));
    u16::try_from(before.chars().count()).unwrap()
}

/// A click with the left button, as terminals report it (SGR, from 1).
pub(crate) fn click(column: u16, row: u16) -> String {
    let (column, row) = (column + 1, row + 1);
    format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m")
}

/// What gives the terminal back to the shell.
pub(crate) fn assert_given_back(bytes: &str) {
    let end = bytes.rfind("\x1b[?1049h").unwrap_or_default();
    for (what, code) in [
        ("the alternate screen", "\x1b[?1049l"),
        ("the cursor", "\x1b[?25h"),
        ("the mouse", "\x1b[?1000l"),
        ("pasting", "\x1b[?2004l"),
        ("the focus", "\x1b[?1004l"),
    ] {
        assert!(bytes[end..].contains(code), "{what} is not given back");
    }
}
