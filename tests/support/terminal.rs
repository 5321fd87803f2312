//! A real terminal under test: a program in a pseudo-terminal, and what it shows.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// No test waits longer; a program that answers at all answers long before, on any machine.
const LIMIT: Duration = Duration::from_secs(60);

/// What came out of the terminal so far.
struct Output {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// True while a frame is being sent: no terminal shows half of one.
    updating: bool,
    ended: bool,
}

impl Output {
    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.bytes.extend_from_slice(bytes);
        let last = |code: &[u8]| {
            self.bytes
                .windows(code.len())
                .rposition(|found| found == code)
        };
        self.updating = last(b"\x1b[?2026h") > last(b"\x1b[?2026l");
        self.ended = bytes.is_empty();
    }
}

type Shared = Arc<(Mutex<Output>, Condvar)>;

/// A terminal with a program in it.
pub(crate) struct Terminal {
    pub(crate) child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    input: Box<dyn Write + Send>,
    /// What was typed.
    typed: String,
    output: Shared,
    /// The line discipline before the program touched it.
    modes: String,
}

impl Terminal {
    /// Starts a program in a terminal of 80 columns and 24 rows.
    pub(crate) fn start(
        program: &Path,
        home: &Path,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Terminal {
        Terminal::of_size(80, 24, program, home, arguments, variables)
    }

    /// Starts a program in a terminal of that size; one that tells no columns has 80.
    pub(crate) fn of_size(
        columns: u16,
        rows: u16,
        program: &Path,
        home: &Path,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Terminal {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LYCEUM_HOME", home);
        command.cwd(home);
        for (name, value) in variables {
            command.env(name, value);
        }
        let modes = modes_of(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let columns = if columns == 0 { 80 } else { columns };
        let output = listen(pair.master.try_clone_reader().unwrap(), columns, rows);
        let input = pair.master.take_writer().unwrap();
        Terminal {
            child,
            master: pair.master,
            input,
            typed: String::new(),
            output,
            modes,
        }
    }

    /// Types bytes.
    pub(crate) fn send(&mut self, bytes: &str) {
        self.typed.push_str(bytes);
        self.input.write_all(bytes.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// Waits a little, as bytes do that are on their way: less than an Esc waits for what follows it.
    pub(crate) fn pause(&self) {
        thread::sleep(Duration::from_millis(15));
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let mut output = self.output.0.lock().unwrap();
        output.parser.set_size(nonzero(rows), nonzero(columns));
        drop(output);
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// Gives the terminal another font: its cells have that many pixels.
    pub(crate) fn set_font(&mut self, width: u16, height: u16) {
        let mut size = self.master.get_size().unwrap();
        size.pixel_width = size.cols * width;
        size.pixel_height = size.rows * height;
        self.master.resize(size).unwrap();
    }

    /// Waits until the screen is as wanted, and gives its text.
    pub(crate) fn wait(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        self.wait_for(what, |output| {
            let text = output.parser.screen().contents();
            (!output.updating && wanted(&text)).then_some(text)
        })
    }

    /// Waits until the screen shows a text.
    pub(crate) fn shows(&self, text: &str) -> String {
        self.wait(text, |screen| screen.contains(text))
    }

    /// Waits until the cursor is shown right behind a text.
    pub(crate) fn wait_for_cursor(&self, typed: &str) {
        let wanted = format!("the cursor behind `{typed}`");
        self.wait_for(&wanted, |output| {
            let screen = output.parser.screen();
            let (row, column) = screen.cursor_position();
            let before = screen.contents_between(row, 0, row, column);
            let is_there = !output.updating && !screen.hide_cursor() && before.ends_with(typed);
            is_there.then_some(())
        });
    }

    /// Waits until nothing is being typed into any more.
    pub(crate) fn wait_for_hidden_cursor(&self) {
        self.wait_for("a hidden cursor", |output| {
            let hides = output.parser.screen().hide_cursor();
            (!output.updating && hides).then_some(())
        });
    }

    /// Whether the cursor is hidden.
    pub(crate) fn hides_cursor(&self) -> bool {
        self.output.0.lock().unwrap().parser.screen().hide_cursor()
    }

    /// Waits until the program has ended and said all it says: its exit status, and what the terminal was sent.
    pub(crate) fn ended(&mut self) -> (u32, String) {
        let bytes = self.wait_for("the end", |output| {
            output.ended.then(|| output.bytes.clone())
        });
        let status = self.child.wait().unwrap();
        (
            status.exit_code(),
            String::from_utf8_lossy(&bytes).into_owned(),
        )
    }

    fn wait_for<T>(&self, what: &str, wanted: impl Fn(&Output) -> Option<T>) -> T {
        let until = Instant::now() + LIMIT;
        let (output, changed) = &*self.output;
        let mut output = output.lock().unwrap();
        loop {
            if let Some(found) = wanted(&output) {
                return found;
            }
            let left = until.saturating_duration_since(Instant::now());
            let history = || self.history(&output);
            assert!(!left.is_zero(), "waited in vain for {what}\n{}", history());
            assert!(
                !output.ended,
                "the program ended before {what}\n{}",
                history()
            );
            output = changed.wait_timeout(output, left).unwrap().0;
        }
    }

    /// The screen, and how it came to be.
    fn history(&self, output: &Output) -> String {
        const LAST: usize = 4000;
        let from = output.bytes.len().saturating_sub(LAST);
        let last = String::from_utf8_lossy(&output.bytes[from..]);
        format!(
            "the screen:\n{}\ntyped: {:?}\nthe last that was shown: {last:?}",
            output.parser.screen().contents(),
            self.typed,
        )
    }

    /// Waits until what was sent to the terminal after `from` bytes is as wanted.
    pub(crate) fn wait_for_bytes(&self, what: &str, from: usize, wanted: impl Fn(&str) -> bool) {
        self.wait_for(what, |output| {
            let new = output.bytes.get(from..).unwrap_or_default();
            wanted(&String::from_utf8_lossy(new)).then_some(())
        });
    }

    /// The terminal's modes (echo, line by line or key by key) now.
    pub(crate) fn modes(&self) -> String {
        modes_of(&*self.master)
    }

    /// The terminal's modes before the program began.
    pub(crate) fn modes_at_start(&self) -> &str {
        &self.modes
    }

    /// What was sent to the terminal so far.
    pub(crate) fn sent(&self) -> Vec<u8> {
        self.output.0.lock().unwrap().bytes.clone()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // One that ended already can't be killed, which is as good.
        let _ended = self.child.kill();
    }
}

fn modes_of(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn nonzero(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap()
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        cols: columns,
        rows,
        pixel_width: columns * 10,
        pixel_height: rows * 20,
    }
}

/// Reads what the program writes, on a thread of its own, until it ends.
fn listen(mut reader: Box<dyn Read + Send>, columns: u16, rows: u16) -> Shared {
    let output = Output {
        parser: vt100::Parser::new(nonzero(rows), nonzero(columns), 0),
        bytes: Vec::new(),
        updating: false,
        ended: false,
    };
    let shared: Shared = Arc::new((Mutex::new(output), Condvar::new()));
    let listening = Arc::clone(&shared);
    thread::spawn(move || {
        let mut buffer = [0; 8192];
        let (output, changed) = &*listening;
        loop {
            let read = reader.read(&mut buffer).unwrap_or(0);
            let mut output = output.lock().unwrap();
            output.take(&buffer[..read]);
            changed.notify_all();
            if output.ended {
                return;
            }
        }
    });
    shared
}
