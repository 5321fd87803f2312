//! Tracks the contents of the terminal, and writes the changes that lead to the next frame.
//!
//! ratatui finds differences cell by cell, and counts on the terminal to take as many cells for a sign as it does. Some
//! signs terminals disagree on: emoji, and letters of several code points. Such a sign, or the phrase around such letters,
//! is written over blanks of its width, with the cursor put behind it (`frame.rs`); and a row that has one is written whole
//! when anything in it changes. So what is shown is always what a full redraw would show, in every terminal.
//! (ratatui#2357 is about this.)

use std::fmt::Write as _;
use std::io::{self, Write};
use std::slice;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};

use super::frame::{Frame, push_move};
use super::grapheme::Kind;
use super::row::{Addresses, Measured, NewRow, Row, Writing};
use super::scrolled_images::{Move, is_sixel};

/// The terminal shows nothing of a frame before it has all of it, where it knows these.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";
const CLEAR: &str = "\x1b[0m\x1b[2J";
const HIDE_CURSOR: &str = "\x1b[?25l";
const SHOW_CURSOR: &str = "\x1b[?25h";

/// The current contents of the terminal, and the writer that changes them.
pub(super) struct Screen<W> {
    out: W,
    /// Columns and rows of what is shown; zero where nobody knows what that is.
    size: Size,
    rows: Vec<Row>,
    caret: Option<Position>,
    /// Whether pixels are shown that the terminal could move.
    has_pixels: bool,
    frame: Frame,
    measured: Measured,
}

impl<W: Write> Screen<W> {
    pub(super) fn new(out: W) -> Self {
        Screen {
            out,
            size: Size::ZERO,
            rows: Vec::new(),
            caret: None,
            has_pixels: false,
            frame: Frame::default(),
            measured: Measured::default(),
        }
    }

    #[cfg(test)]
    pub(super) fn out_mut(&mut self) -> &mut W {
        &mut self.out
    }

    /// Nobody knows any more what the terminal shows: the next frame is written whole.
    pub(super) fn forget(&mut self) {
        self.size = Size::ZERO;
    }

    /// Makes the terminal show a frame, and its cursor at `caret`. Where nothing changed nothing is written.
    ///
    /// # Errors
    /// The terminal's I/O error.
    pub(super) fn show(
        &mut self,
        frame: &Buffer,
        addresses: &Addresses,
        caret: Option<Position>,
    ) -> io::Result<()> {
        self.frame.bytes.clear();
        self.frame.cursor = None;
        let size = frame.area.as_size();
        if size != self.size {
            self.clear(size);
        }
        let columns = usize::from(size.width.max(1));
        if self.has_pixels {
            self.move_pixels(frame.content.chunks_exact(columns), columns);
        }
        self.has_pixels = frame.content.iter().any(is_sixel);
        for (y, cells) in (0..).zip(frame.content.chunks_exact(columns)) {
            let from = usize::from(y) * columns;
            let addresses = addresses.get(from..from + columns).unwrap_or_default();
            let has_cursor = caret.is_some_and(|caret| caret.y == y);
            self.show_row(NewRow {
                y,
                cells,
                addresses,
                has_cursor,
            });
        }
        self.finish(caret)
    }

    fn clear(&mut self, size: Size) {
        self.frame.bytes.push_str(CLEAR);
        self.size = size;
        self.has_pixels = false;
        self.rows.clear();
        let blank = Row::blank(size.width.into());
        self.rows.resize(size.height.into(), blank);
    }

    fn show_row(&mut self, new: NewRow<'_>) {
        let Some(row) = self.rows.get_mut(usize::from(new.y)) else {
            return;
        };
        if row.shows(new) {
            return;
        }
        self.measured.measure(new);
        let (frame, columns) = (&mut self.frame, self.size.width);
        row.take(new, &self.measured, |writing| {
            frame.write(writing, columns);
        });
    }

    /// Lets the terminal move what only moved.
    fn move_pixels<'f>(&mut self, frame: impl Iterator<Item = &'f [Cell]>, columns: usize) {
        let shown = self.rows.iter().map(|row| &*row.cells);
        let Some(moved) = Move::of_pixels(shown, frame) else {
            return;
        };
        for row in moved.leaving() {
            // Some terminals would keep them above or below the rows that move.
            self.blank_pixels(row);
        }
        let bytes = &mut self.frame.bytes;
        self.frame.pen.put_down(bytes);
        let (top, bottom) = (moved.rows.start + 1, moved.rows.end);
        let direction = if moved.by < 0 { 'S' } else { 'T' };
        let distance = moved.by.unsigned_abs();
        let _infallible = write!(
            bytes,
            "\x1b[{top};{bottom}r\x1b[{distance}{direction}\x1b[r"
        );
        self.frame.cursor = None;
        moved.apply(&mut self.rows, &Row::blank(columns));
    }

    fn blank_pixels(&mut self, y: usize) {
        let Some(row) = self.rows.get(y) else { return };
        let mut is_under = false;
        let nothing = Cell::EMPTY;
        for (x, cell) in (0..).zip(&row.cells) {
            is_under = is_sixel(cell) || (is_under && Kind::of(cell) == Kind::Untouched);
            if is_under {
                let blank = Writing {
                    at: Position::new(x, u16::try_from(y).unwrap_or(u16::MAX)),
                    cells: slice::from_ref(&nothing),
                    widths: &[1],
                    kind: Kind::Agreed,
                    clears_rest: false,
                    addresses: &[],
                    rest: &nothing,
                };
                self.frame.write(&blank, self.size.width);
            }
        }
    }

    fn finish(&mut self, caret: Option<Position>) -> io::Result<()> {
        let Frame {
            bytes,
            pen,
            cursor: _,
        } = &mut self.frame;
        let has_changed = !bytes.is_empty();
        if !has_changed && caret == self.caret {
            return Ok(());
        }
        pen.put_down(bytes);
        match caret {
            Some(at) => {
                push_move(bytes, at);
                bytes.push_str(SHOW_CURSOR);
            }
            None if self.caret.is_some() => bytes.push_str(HIDE_CURSOR),
            None => {}
        }
        // The cursor doesn't run over the screen while it is written.
        let hidden = self
            .caret
            .filter(|_| has_changed)
            .map_or("", |_| HIDE_CURSOR);
        self.caret = caret;
        for part in [BEGIN, hidden, bytes, END] {
            self.out.write_all(part.as_bytes())?;
        }
        self.out.flush()
    }
}
