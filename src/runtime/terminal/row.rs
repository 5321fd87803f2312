//! A row of the terminal: what it shows, and what must be written so that it shows something else.

use std::sync::Arc;

use ratatui::buffer::Cell;
use ratatui::layout::Position;

use super::grapheme::{Kind, widths};
use super::text_runs::{Part, Signs};

/// The address that each cell leads to; empty where the terminal takes none.
pub(super) type Addresses = [Option<Arc<str>>];

/// The contents of a row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    addresses: Vec<Option<Arc<str>>>,
    /// The width of the sign that begins at each cell; 0 where the one before covers it.
    widths: Vec<u16>,
    /// Whether terminals disagree on one of its signs.
    is_disputed: bool,
    /// Whether the cursor was in it.
    has_cursor: bool,
}

/// A frame's row.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewRow<'f> {
    pub(super) y: u16,
    pub(super) cells: &'f [Cell],
    pub(super) addresses: &'f Addresses,
    /// Whether the cursor is in it.
    pub(super) has_cursor: bool,
}

/// The parts of a row that a frame has; kept to reuse its allocations.
#[derive(Debug, Default)]
pub(super) struct Measured {
    widths: Vec<u16>,
    kinds: Vec<Kind>,
    parts: Vec<Part>,
}

/// Signs that are to be written in one go.
#[derive(Debug)]
pub(super) struct Writing<'f> {
    pub(super) at: Position,
    pub(super) cells: &'f [Cell],
    /// The width of the sign in each cell; 0 where the one before covers it.
    pub(super) widths: &'f [u16],
    pub(super) kind: Kind,
    /// Whether what they may be wider than we think is to be taken away.
    pub(super) clears_rest: bool,
    /// The address that each cell leads to; empty where the terminal takes none.
    pub(super) addresses: &'f Addresses,
    /// Looks as their cells do that a terminal leaves over.
    pub(super) rest: &'f Cell,
}

impl Writing<'_> {
    /// In cells.
    pub(super) fn width(&self) -> u16 {
        self.widths.iter().sum()
    }

    /// The cell behind; none at the end of a row.
    pub(super) fn behind(&self, columns: u16) -> Option<Position> {
        let x = self.at.x.saturating_add(self.width());
        (x < columns).then_some(Position { x, ..self.at })
    }

    /// The signs, each with its address.
    pub(super) fn signs(&self) -> impl Iterator<Item = (&Cell, Option<&Arc<str>>)> {
        let cells = self.cells.iter().zip(self.widths).enumerate();
        let signs = cells.filter(|(_, (_, width))| **width > 0);
        signs.map(|(at, (cell, _))| (cell, self.addresses.get(at).and_then(Option::as_ref)))
    }
}

impl Measured {
    pub(super) fn measure(&mut self, row: NewRow<'_>) {
        let cells = row.cells;
        widths(cells, &mut self.widths);
        self.kinds.clear();
        self.kinds.extend(cells.iter().map(Kind::of));
        let signs = Signs {
            cells,
            kinds: &self.kinds,
            widths: &self.widths,
        };
        // Where one types, the cursor stands right behind what is typed: each sign has its cells.
        match self.kinds.contains(&Kind::Letters) && !row.has_cursor {
            true => signs.in_phrases(&mut self.parts),
            false => signs.singly(&mut self.parts),
        }
    }
}

impl Row {
    pub(super) fn blank(columns: usize) -> Row {
        Row {
            cells: vec![Cell::EMPTY; columns],
            addresses: vec![None; columns],
            widths: vec![1; columns],
            is_disputed: false,
            has_cursor: false,
        }
    }

    /// Whether it shows that already.
    pub(super) fn shows(&self, row: NewRow<'_>) -> bool {
        let is_cursor_unmoved = !self.is_disputed || self.has_cursor == row.has_cursor;
        let leads_there = row.addresses.is_empty() || self.addresses == row.addresses;
        self.cells == row.cells && leads_there && is_cursor_unmoved
    }

    /// Shows that from now on, and gives what is to be written for it, in its order: what is other than before, and
    /// everything where terminals disagree on a sign. Pixels are written only where they are others.
    pub(super) fn take<'f>(
        &mut self,
        row: NewRow<'f>,
        measured: &'f Measured,
        mut write: impl FnMut(&Writing<'f>),
    ) {
        let NewRow {
            cells, addresses, ..
        } = row;
        let Measured {
            widths,
            kinds,
            parts,
        } = measured;
        let is_disputed = kinds.iter().any(|kind| kind.is_disputed());
        let is_whole = self.is_disputed || is_disputed;
        let is_set_otherwise = self.widths != *widths;
        let may_clear = !kinds.contains(&Kind::Untouched);
        let mut x = 0;
        for Part { kind, width } in parts {
            let at = usize::from(x);
            let covered = at..at + usize::from(*width);
            let new = cells.get(covered.clone()).unwrap_or_default();
            let new_widths = widths.get(covered.clone()).unwrap_or_default();
            let new_addresses = addresses.get(covered.clone()).unwrap_or_default();
            let shown = self.cells.get_mut(covered.clone()).unwrap_or_default();
            let is_other = shown != new;
            if is_other {
                shown.clone_from_slice(new);
            }
            let is_due = is_other
                || (is_whole && *kind != Kind::Commands)
                || (is_set_otherwise && self.widths.get(covered.clone()) != Some(new_widths))
                || (!addresses.is_empty() && self.addresses.get(covered) != Some(new_addresses));
            let first = new.first().filter(|_| *kind != Kind::Untouched && is_due);
            if let Some(first) = first {
                // Cells that are left over of a phrase belong to what is behind it.
                let is_phrase = new_widths.first().is_some_and(|first| first < width);
                let behind = cells.get(at + new.len()).filter(|_| is_phrase);
                write(&Writing {
                    at: Position { x, y: row.y },
                    cells: new,
                    widths: new_widths,
                    kind: *kind,
                    clears_rest: may_clear && kind.is_disputed(),
                    addresses: new_addresses,
                    rest: behind.unwrap_or(first),
                });
            }
            x += width;
        }
        if !addresses.is_empty() {
            self.addresses.clone_from_slice(addresses);
        }
        self.widths.clone_from(widths);
        self.is_disputed = is_disputed;
        self.has_cursor = row.has_cursor;
    }
}
