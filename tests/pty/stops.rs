//! Ctrl-Z, signals, and a terminal that goes away.

use rustix::process::{Signal, kill_process};

use crate::home::Home;
use crate::reader::{assert_given_back, counted, pid, quit, reading, wait_until_stopped};

#[test]
fn a_stop_gives_the_terminal_back_and_going_on_takes_it_again() {
    let home = Home::with_course();
    let mut terminal = reading(&home);
    let before = terminal.modes_at_start().to_owned();
    terminal.send("\x1a");
    wait_until_stopped(&terminal);
    terminal.wait_for_bytes("the shell's screen", 0, |bytes| {
        bytes.contains("\x1b[?1049l")
    });
    let stopped = terminal.sent();
    assert_given_back(&String::from_utf8_lossy(&stopped));
    assert_eq!(terminal.modes(), before);

    let completed = home.run(&["complete", "walk", "2.1"]);
    assert!(
        completed.status.success(),
        "a stopped window locks nobody out"
    );

    kill_process(pid(&terminal), Signal::CONT).unwrap();
    terminal.wait_for_bytes("the whole screen", stopped.len(), |bytes| {
        bytes.contains("\x1b[?1049h") && bytes.contains("Stone") && bytes.contains("A Walk")
    });
    assert_ne!(terminal.modes(), before);
    terminal.send(" ");
    terminal.wait("the next page", |screen| !screen.contains("Stone 1 of"));
    quit(terminal);
}

#[test]
fn a_stop_that_others_ask_for_is_the_same() {
    let home = Home::with_course();
    let mut terminal = reading(&home);
    kill_process(pid(&terminal), Signal::TSTP).unwrap();
    wait_until_stopped(&terminal);
    let stopped = terminal.sent().len();
    kill_process(pid(&terminal), Signal::CONT).unwrap();
    terminal.wait_for_bytes("the whole screen", stopped, |bytes| bytes.contains("Stone"));
    terminal.send("?");
    terminal.shows("Keys");
    terminal.send("qq");
    assert_eq!(terminal.ended().0, 0);
}

#[test]
fn a_key_that_comes_together_with_a_new_size_is_not_lost() {
    let home = Home::with_course();
    let mut terminal = reading(&home);
    kill_process(pid(&terminal), Signal::STOP).unwrap();
    terminal.resize(120, 40);
    terminal.send("?");
    kill_process(pid(&terminal), Signal::CONT).unwrap();
    terminal.wait("the keys at that size", |screen| {
        screen.contains("╭ Keys") && screen.lines().count() == 40
    });
    terminal.send("q");
    quit(terminal);
}

#[test]
fn a_signal_to_end_writes_time_and_place_and_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let home = Home::with_course();
        let mut terminal = reading(&home);
        terminal.send(" ");
        terminal.wait("time that counts", |screen| {
            counted(screen) >= Some(2) && !screen.contains("Stone 1 of")
        });
        kill_process(pid(&terminal), signal).unwrap();
        let (status, bytes) = terminal.ended();
        assert_eq!(status, 0, "{signal:?}");
        assert_given_back(&bytes);
        let seconds = home.json(&["progress", "--json"])["total_seconds"].clone();
        assert!(
            seconds.as_u64().unwrap() >= 2,
            "{seconds} s after {signal:?}"
        );
        let terminal = crate::reader::start(&home, &["--course", "walk", "--lesson", "1.1"]);
        let screen = terminal.shows("of step 1");
        assert!(!screen.contains("Stone 1 of"), "{signal:?}: {screen}");
        quit(terminal);
    }
}
