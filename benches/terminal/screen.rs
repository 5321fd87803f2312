//! A program in a pseudo-terminal: what it shows, and when it showed it.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(10);
/// What a program sends at the end of each frame.
const END_OF_FRAME: &[u8] = b"\x1b[?2026l";

/// A running program and its screen.
pub(crate) struct Screen {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    shared: Arc<(Mutex<Shown>, Condvar)>,
    started: Instant,
}

/// What arrived so far.
struct Shown {
    parser: vt100::Parser,
    /// How many frames ended.
    frames: usize,
    /// When the last of them ended.
    last: Instant,
    /// The last bytes, for a mark that arrives in two pieces.
    tail: Vec<u8>,
    closed: bool,
}

impl Screen {
    /// Starts a program on 80×24 cells, with its files under `home`.
    pub(crate) fn start(program: &Path, arguments: &[&str], home: &Path) -> Result<Screen> {
        let (rows, cols) = (24, 80);
        let pair = native_pty_system().openpty(size(rows, cols))?;
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("LYCEUM_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env_remove("NO_COLOR");
        let keys = pair.master.take_writer()?;
        let mut output = pair.master.try_clone_reader()?;
        let started = Instant::now();
        let shown = Shown {
            parser: vt100::Parser::new(cells(rows), cells(cols), 0),
            frames: 0,
            last: started,
            tail: Vec::new(),
            closed: false,
        };
        let shared = Arc::new((Mutex::new(shown), Condvar::new()));
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let seen = Arc::clone(&shared);
        std::thread::spawn(move || {
            let mut bytes = vec![0; 64 * 1024];
            loop {
                let count = output.read(&mut bytes).unwrap_or(0);
                let now = Instant::now();
                let (shown, changed) = &*seen;
                let Ok(mut shown) = shown.lock() else { return };
                shown.take(&bytes[..count], now);
                changed.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Ok(Screen {
            child,
            master: pair.master,
            keys,
            shared,
            started,
        })
    }

    /// The process, for `/proc`.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap_or_default()
    }

    /// What is on the screen.
    pub(crate) fn text(&self) -> String {
        self.shown().parser.screen().contents()
    }

    /// Waits for a frame that shows all of these texts; says how long after the start it was there.
    pub(crate) fn wait_for(&self, texts: &[&str]) -> Result<Duration> {
        let at = self.wait(0, |screen| texts.iter().all(|text| screen.contains(text)));
        Ok(at.with_context(|| format!("waiting for {texts:?}"))? - self.started)
    }

    /// Sends keys and waits for a frame that looks different below the header, which changes by itself; says how long it
    /// took.
    pub(crate) fn press(&mut self, keys: &str) -> Result<Duration> {
        let before = self.text();
        self.press_until(keys, |screen| below_header(screen) != below_header(&before))
    }

    /// Sends keys and waits for a frame with that text; says how long it took.
    pub(crate) fn press_for(&mut self, keys: &str, text: &str) -> Result<Duration> {
        self.press_until(keys, |screen| screen.contains(text))
            .with_context(|| format!("waiting for {text:?}"))
    }

    fn press_until(&mut self, keys: &str, seen: impl Fn(&str) -> bool) -> Result<Duration> {
        let frames = self.shown().frames;
        let pressed = Instant::now();
        self.keys.write_all(keys.as_bytes())?;
        self.keys.flush()?;
        let shown = self.wait(frames + 1, seen);
        Ok(shown.with_context(|| format!("after {keys:?}"))? - pressed)
    }

    /// Sends keys without waiting for anything.
    pub(crate) fn send(&mut self, keys: &str) -> Result<()> {
        self.keys.write_all(keys.as_bytes())?;
        Ok(self.keys.flush()?)
    }

    /// Gives the program another size; says how long the frame for it took.
    pub(crate) fn resize(&mut self, rows: u16, cols: u16) -> Result<Duration> {
        let frames = {
            let mut shown = self.shown();
            shown.parser.screen_mut().set_size(cells(rows), cells(cols));
            shown.frames
        };
        let resized = Instant::now();
        self.master.resize(size(rows, cols))?;
        Ok(self.wait(frames + 1, |_| true)? - resized)
    }

    /// Ends the program with its own key and waits until it is gone.
    pub(crate) fn quit(mut self) -> Result<()> {
        self.send("q")?;
        let status = self.child.wait()?;
        anyhow::ensure!(status.success(), "the program ended with {status}");
        Ok(())
    }

    /// The time at which a frame ended that has at least that number and shows what is asked for.
    fn wait(&self, frame: usize, seen: impl Fn(&str) -> bool) -> Result<Instant> {
        let give_up = Instant::now() + PATIENCE;
        let mut shown = self.shown();
        let mut looked_at = None;
        loop {
            if shown.frames >= frame.max(1) && looked_at != Some(shown.frames) {
                looked_at = Some(shown.frames);
                if seen(&shown.parser.screen().contents()) {
                    return Ok(shown.last);
                }
            }
            if shown.closed || Instant::now() > give_up {
                bail!(
                    "never shown; the screen is:\n{}",
                    shown.parser.screen().contents()
                );
            }
            let (_, changed) = &*self.shared;
            shown = match changed.wait_timeout(shown, Duration::from_secs(1)) {
                Ok((shown, _)) => shown,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        match self.shared.0.lock() {
            Ok(shown) => shown,
            Err(poisoned) => poisoned.into_inner(),
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It is gone already where it ended by itself.
        let _gone = self.child.kill();
    }
}

impl Shown {
    fn take(&mut self, bytes: &[u8], now: Instant) {
        self.closed |= bytes.is_empty();
        self.parser.process(bytes);
        self.tail.extend_from_slice(bytes);
        let ended = self
            .tail
            .windows(END_OF_FRAME.len())
            .filter(|window| *window == END_OF_FRAME)
            .count();
        if ended > 0 {
            self.frames += ended;
            self.last = now;
        }
        // What is kept is shorter than the mark, so that none counts twice.
        let kept = self.tail.len().min(END_OF_FRAME.len() - 1);
        self.tail.drain(..self.tail.len() - kept);
    }
}

fn below_header(screen: &str) -> &str {
    screen.split_once('\n').map_or("", |(_, below)| below)
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap_or(NonZero::<u16>::MIN)
}
