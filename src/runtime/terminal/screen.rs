//! What the terminal shows, and what must be written so that it shows the next frame.
//!
//! ratatui finds differences cell by cell, and counts on the terminal to take as many cells for a sign as it does. Some
//! signs terminals disagree on: emoji, and letters of several code points. Here such a sign is written over blanks of
//! its width, with the cursor put behind it; and a row that has one is written whole when anything in it changes. So
//! what is shown is always what a full redraw would show, in every terminal. (ratatui#2357 is about this.)

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};

use super::moved::{Move, is_sixel};
use super::pen::Pen;
use super::sign::{Kind, widths};

/// The terminal shows nothing of a frame before it has all of it, where it knows these.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";
const CLEAR: &str = "\x1b[0m\x1b[2J";
const CLEAR_REST: &str = "\x1b[K";
const HIDE_CURSOR: &str = "\x1b[?25l";
const SHOW_CURSOR: &str = "\x1b[?25h";

/// The address that each cell of a frame leads to, row by row; empty where none does.
pub(super) type Addresses = [Option<Arc<str>>];

/// What the terminal shows.
pub(super) struct Screen<W> {
    out: W,
    /// Columns and rows of what is shown; zero where nobody knows what that is.
    size: Size,
    cells: Vec<Cell>,
    /// The width of the sign that begins at each cell; 0 where the one before covers it.
    widths: Vec<u16>,
    /// The rows that have a sign that terminals disagree on.
    disputed: Vec<bool>,
    addresses: Vec<Option<Arc<str>>>,
    caret: Option<Position>,
    /// Whether pixels are shown that the terminal could move.
    has_pixels: bool,
    frame: Frame,
    /// The widths of the row that is looked at; kept for its room.
    row_widths: Vec<u16>,
}

/// A sign of a frame.
struct Sign<'f> {
    at: Position,
    cell: &'f Cell,
    kind: Kind,
    /// In cells.
    width: u16,
    /// Where it leads to.
    address: Option<&'f Arc<str>>,
}

impl Sign<'_> {
    /// The cell behind it; none at the end of a row.
    fn behind(&self, columns: u16) -> Option<Position> {
        let x = self.at.x.saturating_add(self.width);
        (x < columns).then_some(Position { x, ..self.at })
    }
}

/// What is to be written of a frame.
#[derive(Default)]
struct Frame {
    bytes: String,
    pen: Pen,
    /// Where the cursor stands, as far as that is known.
    cursor: Option<Position>,
}

impl<W: Write> Screen<W> {
    pub(super) fn new(out: W) -> Self {
        Screen {
            out,
            size: Size::ZERO,
            cells: Vec::new(),
            widths: Vec::new(),
            disputed: Vec::new(),
            addresses: Vec::new(),
            caret: None,
            has_pixels: false,
            frame: Frame::default(),
            row_widths: Vec::new(),
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
    /// What the terminal said.
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
            self.move_pixels(&frame.content, columns);
        }
        self.has_pixels = frame.content.iter().any(is_sixel);
        for (y, row) in (0..).zip(frame.content.chunks_exact(columns)) {
            let from = usize::from(y) * columns;
            let links = addresses.get(from..from + columns).unwrap_or_default();
            self.show_row(y, row, links);
        }
        self.finish(caret)
    }

    fn clear(&mut self, size: Size) {
        self.frame.bytes.push_str(CLEAR);
        self.has_pixels = false;
        let cells = usize::from(size.width) * usize::from(size.height);
        self.size = size;
        self.cells.clear();
        self.cells.resize(cells, Cell::EMPTY);
        self.widths.clear();
        self.widths.resize(cells, 1);
        self.disputed.clear();
        self.disputed.resize(size.height.into(), false);
        self.addresses.clear();
        self.addresses.resize(cells, None);
    }

    /// Lets the terminal move what only moved.
    fn move_pixels(&mut self, frame: &[Cell], columns: usize) {
        let Some(moved) = Move::of_pixels(&self.cells, frame, columns) else {
            return;
        };
        for row in moved.leaving() {
            // Some terminals would keep them above or below the rows that move.
            self.blank_pixels(row, columns);
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
        moved.apply(&mut self.cells, columns, &Cell::EMPTY);
        moved.apply(&mut self.widths, columns, &1);
        moved.apply(&mut self.disputed, 1, &false);
        moved.apply(&mut self.addresses, columns, &None);
    }

    fn blank_pixels(&mut self, row: usize, columns: usize) {
        let mut is_under = false;
        let row_of_cells = self.cells.iter().skip(row * columns).take(columns);
        for (x, cell) in (0..).zip(row_of_cells) {
            is_under = is_sixel(cell) || (is_under && Kind::of(cell) == Kind::Untouched);
            if is_under {
                let blank = Sign {
                    at: Position::new(x, u16::try_from(row).unwrap_or(u16::MAX)),
                    cell: &Cell::EMPTY,
                    kind: Kind::Agreed,
                    width: 1,
                    address: None,
                };
                self.frame.write(&blank, self.size.width);
            }
        }
    }

    fn show_row(&mut self, y: u16, row: &[Cell], addresses: &Addresses) {
        let from = usize::from(y) * row.len();
        let cells = from..from + row.len();
        let (Some(shown), Some(shown_addresses), Some(before), Some(was_disputed)) = (
            self.cells.get_mut(cells.clone()),
            self.addresses.get_mut(cells.clone()),
            self.widths.get_mut(cells),
            self.disputed.get_mut(usize::from(y)),
        ) else {
            return;
        };
        let leads_elsewhere =
            |x: usize, shown: &Addresses| addresses.get(x).unwrap_or(&None) != &shown[x];
        if shown == row && (0..row.len()).all(|x| !leads_elsewhere(x, shown_addresses)) {
            return;
        }
        let now = &mut self.row_widths;
        widths(row, now);
        let has = |kind| row.iter().any(|cell| Kind::of(cell) == kind);
        let (is_disputed, is_free) = (has(Kind::Disputed), !has(Kind::Untouched));
        let is_whole = is_disputed || *was_disputed;
        for (x, cell) in row.iter().enumerate().filter(|(x, _)| now[*x] > 0) {
            let covered = x..x + usize::from(now[x]);
            let is_other = before[covered.clone()] != now[covered]
                || shown[x] != *cell
                || leads_elsewhere(x, shown_addresses);
            let sign = Sign {
                at: Position::new(u16::try_from(x).unwrap_or(u16::MAX), y),
                cell,
                kind: Kind::of(cell),
                width: now[x],
                address: addresses.get(x).and_then(Option::as_ref),
            };
            if is_other || (is_whole && sign.kind != Kind::Commands) {
                self.frame.write(&sign, self.size.width);
                if sign.kind == Kind::Disputed && is_free {
                    self.frame.clear_behind(&sign, self.size.width);
                }
            }
        }
        *was_disputed = is_disputed;
        before.copy_from_slice(now);
        for (shown, cell) in shown
            .iter_mut()
            .zip(row)
            .filter(|(shown, cell)| shown != cell)
        {
            shown.clone_from(cell);
        }
        for (x, shown) in shown_addresses.iter_mut().enumerate() {
            let address = addresses.get(x).unwrap_or(&None);
            if shown != address {
                shown.clone_from(address);
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
            Some(Position { x, y }) => {
                let _infallible = write!(bytes, "\x1b[{};{}H{SHOW_CURSOR}", y + 1, x + 1);
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

impl Frame {
    fn write(&mut self, sign: &Sign<'_>, columns: u16) {
        if sign.kind == Kind::Untouched {
            return;
        }
        self.move_to(sign.at);
        self.pen.take(sign.cell, sign.address, &mut self.bytes);
        if sign.kind == Kind::Disputed {
            self.bytes.extend((0..sign.width).map(|_| ' '));
            self.cursor = None;
            self.move_to(sign.at);
        }
        let text = sign.cell.symbol();
        match sign.kind {
            Kind::Commands => self.bytes.push_str(text),
            // Nothing that is shown moves the cursor.
            _ => self.bytes.extend(text.chars().filter(|c| !c.is_control())),
        }
        let behind = sign.behind(columns);
        self.cursor = behind.filter(|_| sign.kind == Kind::Agreed);
    }

    /// Takes away what a sign is wider than we think: text that is written over half a sign moves the row in mlterm.
    fn clear_behind(&mut self, sign: &Sign<'_>, columns: u16) {
        if let Some(behind) = sign.behind(columns) {
            self.move_to(behind);
            self.bytes.push_str(CLEAR_REST);
            self.cursor = Some(behind);
        }
    }

    fn move_to(&mut self, at: Position) {
        if self.cursor != Some(at) {
            let _infallible = write!(self.bytes, "\x1b[{};{}H", at.y + 1, at.x + 1);
        }
    }
}
