//! Bytes that come together, in pieces, or not at all any more.

use std::fs::File;
use std::io::{Read, Write};
use std::process::Command;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::home::{Home, LYCEUM};
use crate::reader::{counted, quit, reading, start};

#[test]
fn an_esc_and_a_key_in_one_read_do_what_they_do_one_after_the_other() {
    let home = Home::with_course();
    let mut terminal = reading(&home);
    terminal.send("/of step");
    terminal.shows("/of step▏");
    terminal.send("\x1bG");
    terminal.wait("the end, without the search", |screen| {
        screen.contains("Stone 40 of") && !screen.contains("/of step")
    });
    terminal.send("?");
    terminal.shows("╭ Keys");
    terminal.send("\x1bk");
    terminal.wait("the line above", |screen| {
        !screen.contains("╭ Keys") && screen.contains("Stone 39 of")
    });
    quit(terminal);
}

#[test]
fn a_paste_that_comes_in_two_reads_runs_no_command() {
    let home = Home::with_course();
    let mut terminal = reading(&home);
    terminal.send("/");
    terminal.shows("/▏");
    terminal.send("\x1b[200~step");
    terminal.pause();
    terminal.send("q 1\x1b[20");
    terminal.pause();
    terminal.send("1~");
    terminal.shows("/stepq 1▏");
    terminal.send("\x1b");
    terminal.wait("the lesson", |screen| !screen.contains("/stepq"));
    quit(terminal);
}

/// Nobody tells the program that the window is closed: the session's leader ignores SIGHUP, and stays.
#[test]
fn a_terminal_that_goes_away_unsaid_ends_the_program_with_place_and_time_kept() {
    let home = Home::with_course();
    let lesson = ["--course", "walk", "--lesson", "1.1"];
    let mut window = Window::open(&home, &lesson);
    window.wait(|screen| counted(screen) >= Some(2));
    window.send(" ");
    window.wait(|screen| screen.contains("Stone 12"));
    assert!(window.close(), "still running without a terminal");
    let seconds = home.json(&["progress", "--json"])["total_seconds"].clone();
    assert!(seconds.as_u64().unwrap() >= 2, "{seconds} s");
    let terminal = start(&home, &lesson);
    let screen = terminal.shows("of step 1");
    assert!(!screen.contains("Stone 1 of"), "{screen}");
    quit(terminal);
}

#[test]
fn a_pane_where_nothing_ticks_ends_with_its_terminal_as_well() {
    let home = Home::with_course();
    for arguments in [&["--course", "walk"][..], &[]] {
        let mut window = Window::open(&home, arguments);
        window.wait(|screen| screen.contains("q quit"));
        assert!(window.close(), "still running without a terminal");
    }
}

/// The window of a terminal, which can be closed.
struct Window {
    master: Box<dyn MasterPty + Send>,
    input: Box<dyn Write + Send>,
    output: Box<dyn Read + Send>,
    leader: Box<dyn Child + Send + Sync>,
    /// Ends with the program.
    running: File,
    screen: vt100::Parser,
}

impl Window {
    fn open(home: &Home, arguments: &[&str]) -> Window {
        let size = PtySize {
            cols: 80,
            rows: 24,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let running = home.path().join("running");
        let _there_already = std::fs::remove_file(&running);
        assert!(
            Command::new("mkfifo")
                .arg(&running)
                .status()
                .unwrap()
                .success()
        );
        let mut leader = CommandBuilder::new("/bin/sh");
        leader.args([
            "-c",
            r#"trap "" HUP; "$0" "$@" 3>running; exec sleep 600"#,
            LYCEUM,
        ]);
        leader.args(arguments);
        leader.env("LYCEUM_HOME", home.path());
        leader.env("TERM", "xterm-256color");
        leader.cwd(home.path());
        let leader = pair.slave.spawn_command(leader).unwrap();
        Window {
            input: pair.master.take_writer().unwrap(),
            output: pair.master.try_clone_reader().unwrap(),
            master: pair.master,
            leader,
            running: File::open(running).unwrap(),
            screen: vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0),
        }
    }

    fn send(&mut self, bytes: &str) {
        self.input.write_all(bytes.as_bytes()).unwrap();
    }

    /// Reads until the screen is as wanted.
    fn wait(&mut self, wanted: impl Fn(&str) -> bool) {
        let mut bytes = [0; 4096];
        while !wanted(&self.screen.screen().contents()) {
            let length = self.output.read(&mut bytes).unwrap();
            assert_ne!(length, 0, "the program ended");
            self.screen.process(&bytes[..length]);
        }
    }

    /// Whether the program ends with its window.
    fn close(self) -> bool {
        const LIMIT: Timespec = Timespec {
            tv_sec: 60,
            tv_nsec: 0,
        };
        let Window {
            master,
            input,
            output,
            mut leader,
            running,
            ..
        } = self;
        drop((master, input, output));
        let ended = poll(
            &mut [PollFd::new(&running, PollFlags::empty())],
            Some(&LIMIT),
        );
        leader.kill().unwrap();
        leader.wait().unwrap();
        ended.unwrap() == 1
    }
}
