//! A row of the terminal: what it shows, and what must be written so that it shows something else.

use std::sync::Arc;

use ratatui::buffer::Cell;
use ratatui::layout::Position;

use super::sign::{Kind, Sign, widths};

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
}

/// Widths and kinds of the cells that a row is to show; kept to reuse its allocations.
#[derive(Debug, Default)]
pub(super) struct Measured {
    widths: Vec<u16>,
    kinds: Vec<Kind>,
}

impl Measured {
    pub(super) fn measure(&mut self, cells: &[Cell]) {
        widths(cells, &mut self.widths);
        self.kinds.clear();
        self.kinds.extend(cells.iter().map(Kind::of));
    }

    fn has(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }
}

impl Row {
    pub(super) fn blank(columns: usize) -> Row {
        Row {
            cells: vec![Cell::EMPTY; columns],
            addresses: vec![None; columns],
            widths: vec![1; columns],
            is_disputed: false,
        }
    }

    /// Whether it shows that already.
    pub(super) fn shows(&self, cells: &[Cell], addresses: &Addresses) -> bool {
        self.cells == cells && (addresses.is_empty() || self.addresses == addresses)
    }

    /// Shows that from now on, and gives the signs to be written for it, in their order on row `y`: those that are
    /// others than before, and all where terminals disagree on one. Pixels are written only where they are others.
    pub(super) fn take<'f>(
        &mut self,
        y: u16,
        cells: &'f [Cell],
        addresses: &'f Addresses,
        measured: &Measured,
        mut write: impl FnMut(&Sign<'f>),
    ) {
        let Measured { widths, kinds } = measured;
        let is_disputed = measured.has(Kind::Disputed);
        let is_whole = self.is_disputed || is_disputed;
        let is_set_otherwise = self.widths != *widths;
        let may_clear = !measured.has(Kind::Untouched);
        let shown = (0..).zip(&mut self.cells).zip(cells);
        for (((x, shown), cell), (width, kind)) in shown.zip(widths.iter().zip(kinds)) {
            let at = usize::from(x);
            let covered = at..at + usize::from(*width);
            let address = addresses.get(at);
            let is_other = shown != cell;
            if is_other {
                shown.clone_from(cell);
            }
            let is_due = is_other
                || (is_whole && *kind != Kind::Commands)
                || (is_set_otherwise && self.widths.get(covered.clone()) != widths.get(covered))
                || address.is_some_and(|address| self.addresses.get(at) != Some(address));
            if *width > 0 && *kind != Kind::Untouched && is_due {
                write(&Sign {
                    at: Position { x, y },
                    cell,
                    kind: *kind,
                    width: *width,
                    clears_rest: may_clear && *kind == Kind::Disputed,
                    address: address.and_then(Option::as_ref),
                });
            }
        }
        if !addresses.is_empty() {
            self.addresses.clone_from_slice(addresses);
        }
        self.widths.clone_from(widths);
        self.is_disputed = is_disputed;
    }
}
