//! A row of the terminal: what it shows, and what must be written so that it shows something else.

use std::sync::Arc;

use ratatui::buffer::Cell;
use ratatui::layout::Position;

use super::sign::{Kind, Sign, widths};

/// The address that each cell leads to; empty where none does.
pub(super) type Addresses = [Option<Arc<str>>];

/// What a row shows.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    addresses: Vec<Option<Arc<str>>>,
    /// The width of the sign that begins at each cell; 0 where the one before covers it.
    widths: Vec<u16>,
    /// Whether terminals disagree on one of its signs.
    is_disputed: bool,
}

/// What is known of the cells that a row is to show; kept for its room.
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
        let mut shown = self.addresses.iter().enumerate();
        self.cells == cells && shown.all(|(x, shown)| shown.as_ref() == address(addresses, x))
    }

    /// The signs to be written in their order, on row `y`: those that are others than before, and all where terminals
    /// disagree on one. Pixels are written only where they are others.
    pub(super) fn signs<'f>(
        &self,
        y: u16,
        cells: &'f [Cell],
        addresses: &'f Addresses,
        measured: &Measured,
    ) -> impl Iterator<Item = Sign<'f>> {
        let Measured { widths, kinds } = measured;
        let is_whole = self.is_disputed || measured.has(Kind::Disputed);
        let may_clear = !measured.has(Kind::Untouched);
        let begun = (0..).zip(cells).zip(widths).zip(kinds);
        begun.filter_map(move |(((x, cell), width), kind)| {
            let at = usize::from(x);
            let covered = at..at + usize::from(*width);
            let is_other = self.cells.get(at) != Some(cell)
                || self.widths.get(covered.clone()) != widths.get(covered)
                || self.addresses.get(at)?.as_ref() != address(addresses, at);
            let is_due = is_other || (is_whole && *kind != Kind::Commands);
            let is_written = *width > 0 && *kind != Kind::Untouched && is_due;
            is_written.then(|| Sign {
                at: Position { x, y },
                cell,
                kind: *kind,
                width: *width,
                clears_rest: may_clear && *kind == Kind::Disputed,
                address: address(addresses, at),
            })
        })
    }

    /// It shows that from now on.
    pub(super) fn take(&mut self, cells: &[Cell], addresses: &Addresses, measured: &Measured) {
        let shown = self.cells.iter_mut().zip(cells);
        for (shown, cell) in shown.filter(|(shown, cell)| shown != cell) {
            shown.clone_from(cell);
        }
        for (x, shown) in self.addresses.iter_mut().enumerate() {
            let address = address(addresses, x);
            if shown.as_ref() != address {
                *shown = address.cloned();
            }
        }
        self.widths.clone_from(&measured.widths);
        self.is_disputed = measured.has(Kind::Disputed);
    }
}

fn address(addresses: &Addresses, x: usize) -> Option<&Arc<str>> {
    addresses.get(x).and_then(Option::as_ref)
}
