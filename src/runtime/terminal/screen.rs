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

use super::pen::Pen;
use super::sign::{Kind, widths};

/// The terminal shows nothing of a frame before it has all of it, where it knows these.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";
const CLEAR: &str = "\x1b[0m\x1b[2J";
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
    addresses: Vec<Option<Arc<str>>>,
    caret: Option<Position>,
    frame: Frame,
    /// Kept for their room.
    widths: [Vec<u16>; 2],
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
            addresses: Vec::new(),
            caret: None,
            frame: Frame::default(),
            widths: Default::default(),
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
        for (y, row) in (0..).zip(frame.content.chunks_exact(columns)) {
            let from = usize::from(y) * columns;
            let links = addresses.get(from..from + columns).unwrap_or_default();
            self.show_row(y, row, links);
        }
        self.finish(caret)
    }

    fn clear(&mut self, size: Size) {
        self.frame.bytes.push_str(CLEAR);
        let cells = usize::from(size.width) * usize::from(size.height);
        self.size = size;
        self.cells.clear();
        self.cells.resize(cells, Cell::EMPTY);
        self.addresses.clear();
        self.addresses.resize(cells, None);
    }

    fn show_row(&mut self, y: u16, row: &[Cell], addresses: &Addresses) {
        let from = usize::from(y) * row.len();
        let cells = from..from + row.len();
        let (Some(shown), Some(shown_addresses)) = (
            self.cells.get_mut(cells.clone()),
            self.addresses.get_mut(cells),
        ) else {
            return;
        };
        let leads_elsewhere =
            |x: usize, shown: &Addresses| addresses.get(x).unwrap_or(&None) != &shown[x];
        if shown == row && (0..row.len()).all(|x| !leads_elsewhere(x, shown_addresses)) {
            return;
        }
        let [before, now] = &mut self.widths;
        widths(shown, before);
        widths(row, now);
        let is_whole = [&*shown, row]
            .into_iter()
            .flatten()
            .any(|cell| Kind::of(cell) == Kind::Disputed);
        for (x, cell) in row.iter().enumerate().filter(|(x, _)| now[*x] > 0) {
            let covered = x..x + usize::from(now[x]);
            let kind = Kind::of(cell);
            let is_other = before[covered.clone()] != now[covered]
                || shown[x] != *cell
                || leads_elsewhere(x, shown_addresses);
            if is_other || (is_whole && kind != Kind::Commands) {
                let address = addresses.get(x).and_then(Option::as_ref);
                let at = Position::new(u16::try_from(x).unwrap_or(u16::MAX), y);
                self.frame
                    .write(at, cell, kind, now[x], address, self.size.width);
            }
        }
        shown.clone_from_slice(row);
        for (x, shown) in shown_addresses.iter_mut().enumerate() {
            shown.clone_from(addresses.get(x).unwrap_or(&None));
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
    fn write(
        &mut self,
        at: Position,
        cell: &Cell,
        kind: Kind,
        width: u16,
        address: Option<&Arc<str>>,
        columns: u16,
    ) {
        if kind == Kind::Untouched {
            return;
        }
        self.move_to(at);
        self.pen.take(cell, address, &mut self.bytes);
        if kind == Kind::Disputed {
            self.bytes.extend((0..width).map(|_| ' '));
            self.cursor = None;
            self.move_to(at);
        }
        match kind {
            Kind::Commands => self.bytes.push_str(cell.symbol()),
            // Nothing that is shown moves the cursor.
            _ => self
                .bytes
                .extend(cell.symbol().chars().filter(|c| !c.is_control())),
        }
        let behind = at.x.saturating_add(width);
        let is_known = kind == Kind::Agreed && behind < columns;
        self.cursor = is_known.then_some(Position { x: behind, ..at });
    }

    fn move_to(&mut self, at: Position) {
        if self.cursor != Some(at) {
            let _infallible = write!(self.bytes, "\x1b[{};{}H", at.y + 1, at.x + 1);
        }
    }
}
