//! The terminal while Lyceum has it, and its way back to the shell.

mod canvas;
#[cfg(test)]
mod emulator;
mod frame;
mod grapheme;
mod hyperlink;
mod pen;
#[cfg(test)]
mod redraw_tests;
mod row;
mod screen;
mod scrolled_images;
mod text_runs;

use std::cell::Cell;
use std::io::{self, BufWriter, Stdout, Write, stdout};
use std::rc::Rc;
use std::sync::Arc;

use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
    EnableFocusChange, EnableMouseCapture,
};
use crossterm::style::{Print, ResetColor};
use crossterm::terminal::{
    DisableLineWrap, EnableLineWrap, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::layout::Position;
use tokio::time::Instant;

use super::images::placed::PlacedImages;
use super::version::{self, Answer, Owed};
use crate::app::{Model, Msg, Size};
use crate::ui::gallery::Gallery;
use crate::ui::theme::Theme;
use crate::ui::{View, web_links};
use canvas::Sheet;
pub use hyperlink::takes_hyperlinks;
use row::Addresses;
use screen::Screen;

/// More than a frame of a large screen with colours, in bytes.
const FRAME: usize = 256 * 1024;

/// The terminal in our hands: raw mode, alternate screen, mouse. Dropping it gives everything back, also while
/// a panic unwinds.
pub struct TerminalGuard {
    sheet: Terminal<Sheet>,
    /// The cursor on the sheet.
    caret: Rc<Cell<Option<Position>>>,
    /// A frame is written as a whole: in pieces it would cost a system call each, and could tear.
    screen: Screen<BufWriter<Stdout>>,
    mouse: bool,
    /// The address that each cell leads to; none where the terminal takes none.
    addresses: Option<Vec<Option<Arc<str>>>>,
    images: PlacedImages,
    /// The answer that it still owes.
    owed: Option<Owed>,
}

impl TerminalGuard {
    /// Takes the terminal; `hyperlinks` where it is known to take them.
    ///
    /// # Errors
    /// The terminal's I/O error; the terminal is given back then.
    pub fn enter(mouse: bool, hyperlinks: bool) -> io::Result<Self> {
        let sheet = Sheet::default();
        let caret = Rc::clone(&sheet.caret);
        let Ok(sheet) = Terminal::new(sheet);
        // Dropping the guard undoes whatever of this was done.
        let guard = Self {
            sheet,
            caret,
            screen: Screen::new(BufWriter::with_capacity(FRAME, stdout())),
            mouse,
            addresses: hyperlinks.then(Vec::new),
            images: PlacedImages::default(),
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
            // What is wider than we think at the end of a row stays in its row.
            DisableLineWrap,
            cursor::Hide,
            EnableBracketedPaste,
            EnableFocusChange
        )?;
        if self.mouse {
            execute!(stdout(), EnableMouseCapture)?;
        }
        Ok(())
    }

    /// Takes the mouse, or leaves it to the terminal.
    ///
    /// # Errors
    /// The terminal's I/O error.
    pub(super) fn use_mouse(&mut self, used: bool) -> io::Result<()> {
        self.mouse = used;
        match used {
            true => execute!(stdout(), EnableMouseCapture),
            false => execute!(stdout(), DisableMouseCapture),
        }
    }

    /// Asks the terminal for its version; the answer comes among the keys.
    ///
    /// # Errors
    /// The terminal's I/O error.
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
    /// The terminal's I/O error.
    pub fn size(&self) -> io::Result<Size> {
        let (columns, rows) = crossterm::terminal::size()?;
        Ok(Size { columns, rows })
    }

    /// Draws the model with `view`; the terminal shows the frame as a whole.
    ///
    /// # Errors
    /// The terminal's I/O error, usually that it is gone.
    pub fn draw(
        &mut self,
        view: View,
        model: &Model,
        gallery: &Gallery,
        theme: &Theme,
    ) -> io::Result<()> {
        let Size { columns, rows } = self.size()?;
        self.sheet.backend_mut().size = (columns, rows).into();
        let Ok(drawn) = self.sheet.draw(|frame| view(model, gallery, theme, frame));
        let mut addresses: &Addresses = &[];
        if let Some(cells) = &mut self.addresses {
            cells.clear();
            cells.resize(drawn.buffer.content.len(), None);
            hyperlink::mark(&web_links(model), columns, cells);
            addresses = cells;
        }
        self.screen
            .show(drawn.buffer, addresses, self.caret.get())?;
        let placed = model.renderings().filter_map(|id| gallery.placed(id));
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
    /// The terminal's I/O error.
    pub(super) fn tell_images(&mut self) -> io::Result<Option<Msg>> {
        let mut out = stdout().lock();
        let msg = self.images.write_command(&mut out)?;
        out.flush()?;
        Ok(msg)
    }

    /// Forgets what is on the screen: the next frame is drawn whole.
    pub fn clear(&mut self) {
        self.screen.forget();
    }

    /// Gives the terminal back, stops this process and those that were started with it, as Ctrl-Z does for any
    /// program, and takes the terminal again when the shell lets them go on.
    ///
    /// # Errors
    /// The terminal's I/O error.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.lend();
        stop()?;
        self.take_back()
    }

    /// Gives the terminal to another program, until it is taken back.
    pub(super) fn lend(&mut self) {
        self.give_back();
    }

    /// Takes the terminal again, whatever another program left on it.
    ///
    /// # Errors
    /// The terminal's I/O error.
    pub(super) fn take_back(&mut self) -> io::Result<()> {
        self.take()?;
        self.clear();
        Ok(())
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
            EnableLineWrap,
            LeaveAlternateScreen,
            // foot brings back the colours that an image saved together with the cursor.
            ResetColor,
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
pub(super) fn stop() -> io::Result<()> {
    Ok(rustix::process::kill_current_process_group(
        rustix::process::Signal::STOP,
    )?)
}

#[cfg(not(unix))]
pub(super) fn stop() -> io::Result<()> {
    Ok(())
}
