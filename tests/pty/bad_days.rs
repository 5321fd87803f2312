//! Stores that can't be used, and a disk without room.

use std::fs;
use std::path::Path;

use rustix::process::{Resource, Rlimit, prlimit};

use crate::home::{Home, LYCEUM};
use crate::reader::{assert_given_back, pid, quit, start};
use crate::terminal::Terminal;

#[test]
fn a_damaged_store_is_set_aside_and_reading_goes_on() {
    let home = Home::with_course();
    fs::write(home.store(), "this was a store once ".repeat(1000)).unwrap();
    let mut terminal = start(&home, &[]);
    terminal.shows("Welcome to Lyceum");
    terminal.shows("Your store was damaged");
    terminal.send("!");
    terminal.shows("damaged-");
    terminal.send("q");
    quit(terminal);
    let kept = fs::read_dir(home.store().parent().unwrap()).unwrap();
    let names: Vec<String> = kept
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        names.iter().any(|name| name.contains("damaged-")),
        "{names:?}"
    );
}

#[test]
fn a_store_that_cannot_be_made_is_said_with_its_place() {
    let home = Home::new();
    home.write("data", "a file where a folder should be");
    let mut terminal = start(&home, &[]);
    let (status, bytes) = terminal.ended();
    assert_eq!(status, 1);
    assert_given_back(&bytes);
    let said = bytes.rsplit("\x1b[?1049l").next().unwrap();
    assert!(
        said.contains("lyceum.db") && said.contains("LYCEUM_HOME"),
        "{said}"
    );
}

/// Files may not grow beyond a small size: what a full disk is to the program, without a disk to fill.
#[test]
fn on_a_full_disk_reading_goes_on_and_time_is_saved_once_there_is_room() {
    let home = Home::with_course();
    quit(start(&home, &[]));
    let script = format!("trap '' XFSZ; ulimit -S -f 64; exec {LYCEUM} --course walk --lesson 1.1");
    let mut terminal = Terminal::start(Path::new("/bin/sh"), home.path(), &["-c", &script], &[]);
    terminal.shows("Stone 1 of step 1");
    terminal.send(" ");
    terminal.shows("! not saved");
    terminal.wait("the text", |screen| screen.contains("of step 1"));
    let room = Rlimit {
        current: None,
        maximum: None,
    };
    prlimit(Some(pid(&terminal)), Resource::Fsize, room).unwrap();
    terminal.send("q");
    assert_eq!(terminal.ended().0, 0);
    let total = home.json(&["progress", "--json"])["total_seconds"]
        .as_u64()
        .unwrap();
    let log = fs::read_to_string(home.path().join("state/lyceum.log")).unwrap_or_default();
    assert!(total >= 9, "{total} s\n{log}");
}
