//! The terminal while Lyceum has it, and its way back to the shell.

use std::io::{self, BufWriter, Stdout, Write, stdout};
use std::mem::ManuallyDrop;

use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
    EnableFocusChange, EnableMouseCapture,
};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use tokio::time::Instant;

use super::placed::Told;
use super::version::{self, Answer, Owed};
use crate::app::{Model, Msg, Size};
use crate::ui::View;
use crate::ui::gallery::Gallery;
use crate::ui::theme::Theme;

/// A frame is written as a whole: in pieces it would cost a system call each, and could tear.
type Backend = CrosstermBackend<BufWriter<Stdout>>;

/// More than a frame of a large screen with colours, in bytes.
const FRAME: usize = 256 * 1024;

fn new_terminal() -> io::Result<ManuallyDrop<Terminal<Backend>>> {
    let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME, stdout()));
    Ok(ManuallyDrop::new(Terminal::new(backend)?))
}

/// The terminal in our hands: raw mode, alternate screen, mouse. Dropping it gives everything back, also while
/// a panic unwinds.
pub struct TerminalGuard {
    /// Never dropped: its own way back complains on stderr where the terminal is gone, and that panics.
    terminal: ManuallyDrop<Terminal<Backend>>,
    mouse: bool,
    images: Told,
    /// What it was asked.
    owed: Option<Owed>,
}

impl TerminalGuard {
    /// Takes the terminal.
    ///
    /// # Errors
    /// What the terminal said; it is given back then.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        let terminal = new_terminal()?;
        // Dropping the guard undoes whatever of this was done.
        let guard = Self {
            terminal,
            mouse,
            images: Told::default(),
            owed: None,
        };
        guard.take()?;
        Ok(guard)
    }

    fn take(&self) -> io::Result<()> {
        enable_raw_mode()?;
        execute!(
            stdout(),
            EnterAlternateScreen,
            EnableBracketedPaste,
            EnableFocusChange
        )?;
        if self.mouse {
            execute!(stdout(), EnableMouseCapture)?;
        }
        Ok(())
    }

    /// Asks the terminal for its version; the answer comes among the keys.
    ///
    /// # Errors
    /// What the terminal said.
    pub(super) fn ask_version(&mut self) -> io::Result<Answer> {
        stdout().write_all(version::QUESTION.as_bytes())?;
        stdout().flush()?;
        let (answer, owed) = version::expected(Instant::now());
        self.owed = Some(owed);
        Ok(answer)
    }

    /// The terminal's size in cells.
    ///
    /// # Errors
    /// What the terminal said.
    pub fn size(&self) -> io::Result<Size> {
        let size = self.terminal.size()?;
        Ok(Size {
            columns: size.width,
            rows: size.height,
        })
    }

    /// Draws the model with `view`; the terminal shows the frame as a whole.
    ///
    /// # Errors
    /// What the terminal said, usually that it is gone.
    pub fn draw(
        &mut self,
        view: View,
        model: &Model,
        gallery: &Gallery,
        theme: &Theme,
    ) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal
            .draw(|frame| view(model, gallery, theme, frame))?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        let placed = model.pictures().filter_map(|id| gallery.placed(id));
        self.images.keep(placed, |request| model.awaits(request));
        Ok(())
    }

    /// The message, where the terminal need not be told something before.
    pub(super) fn hold_back(&mut self, msg: Msg, gallery: &Gallery) -> Option<Msg> {
        self.images.hold_back(msg, gallery)
    }

    /// Whether images wait to be told to the terminal.
    pub(super) fn has_images_to_tell(&self) -> bool {
        self.images.is_waiting()
    }

    /// Tells the terminal the next of what images wait for; gives the message that was held back for it.
    ///
    /// # Errors
    /// What the terminal said.
    pub(super) fn tell_images(&mut self) -> io::Result<Option<Msg>> {
        let mut out = stdout().lock();
        let msg = self.images.write_command(&mut out)?;
        out.flush()?;
        Ok(msg)
    }

    /// Forgets what is on the screen: the next frame is drawn whole.
    ///
    /// # Errors
    /// What the terminal said.
    pub fn clear(&mut self) -> io::Result<()> {
        // `Terminal::clear` asks the terminal where the cursor is, and the answer would go to the task that
        // listens for keys: a new terminal knows nothing of the screen and asks nothing.
        self.terminal = new_terminal()?;
        execute!(stdout(), Clear(ClearType::All))
    }

    /// Gives the terminal back, stops this process and those that were started with it, as Ctrl-Z does for any
    /// program, and takes the terminal again when the shell lets them go on.
    ///
    /// # Errors
    /// What the terminal said.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.give_back();
        stop()?;
        self.take()?;
        self.clear()
    }

    /// Nothing sensible can be done where the terminal doesn't take this: it is gone.
    fn give_back(&mut self) {
        let _gone = execute!(
            stdout(),
            Print(self.images.take_back()),
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableFocusChange,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        if let Some(owed) = self.owed.take() {
            discard(owed);
        }
        let _gone = disable_raw_mode();
        let _gone = stdout().flush();
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// Throws away an answer that didn't come in time, with what was typed meanwhile: the shell would take it for a
/// command. It is on its way for as long as the network takes there and back; where the terminal never answers, only
/// who leaves right after the start waits.
#[cfg(unix)]
fn discard(mut owed: Owed) {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::termios::{QueueSelector, tcflush};
    /// A second.
    const LOOKS: usize = 50;
    const LOOK: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 20_000_000,
    };
    let input = io::stdin();
    for _ in 0..LOOKS {
        if !owed.is_due(Instant::now()) {
            return;
        }
        if poll(&mut [PollFd::new(&input, PollFlags::IN)], Some(&LOOK)) != Ok(0) {
            break;
        }
    }
    let _gone = tcflush(&input, QueueSelector::IFlush);
}

#[cfg(not(unix))]
fn discard(_owed: Owed) {}

/// The stop signal that can't be caught: the catchable one is how others ask us to suspend.
#[cfg(unix)]
fn stop() -> io::Result<()> {
    Ok(rustix::process::kill_current_process_group(
        rustix::process::Signal::STOP,
    )?)
}

#[cfg(not(unix))]
fn stop() -> io::Result<()> {
    Ok(())
}
