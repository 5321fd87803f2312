//! Tables: rows go into blocks of a few each, so that a long table costs what is seen of it.

use std::ops::Range;

use pulldown_cmark::Alignment as Parsed;

use super::MAX_LEAF;
use super::builder::Builder;
use crate::lesson::block::{
    Alignment, BlockKind, Marks, NONE, Piece, PieceKind, Span, Table, narrow,
};

/// The most rows of one block, and the most cells.
const MAX_ROWS: usize = 16;
const MAX_CELLS: usize = 512;

/// The most text of one row, in bytes: a row is laid out as a whole.
const MAX_ROW: usize = 64 << 10;

/// The most columns; the cells behind go into the last one.
pub(super) const MAX_COLUMNS: usize = 1024;

/// The table that is being read.
#[derive(Debug, Default)]
pub(super) struct TableState {
    rows: usize,
    cells: usize,
    column: usize,
    /// Bytes in the leaf where the row starts.
    row_start: usize,
    /// Whether a row was longer than the bound.
    cut: bool,
}

impl Builder<'_> {
    pub(super) fn start_table(&mut self, alignments: &[Parsed], range: Range<usize>) {
        self.task_before_table(range.start);
        let index = narrow(self.tables.len());
        self.start_leaf(BlockKind::Table(index), range.start);
        let first = narrow(self.blocks.len());
        let columns = alignments
            .iter()
            .take(MAX_COLUMNS)
            .map(|alignment| match alignment {
                Parsed::None | Parsed::Left => Alignment::Left,
                Parsed::Center => Alignment::Centre,
                Parsed::Right => Alignment::Right,
            });
        self.tables.push(Table {
            columns: columns.collect(),
            header: (0, 0),
            blocks: (first, first),
        });
        self.table = TableState::default();
    }

    /// Whether a table is being read: what stands in its cells can't become a block.
    pub(super) fn in_table(&self) -> bool {
        let kind = self.leaf.as_ref().map(|leaf| leaf.kind);
        matches!(kind, Some(BlockKind::Table(_)))
    }

    /// Whether the row that is being read has as much text as is kept; what follows is cut.
    pub(super) fn row_is_full(&mut self) -> bool {
        let Some(leaf) = self
            .leaf
            .as_ref()
            .filter(|leaf| matches!(leaf.kind, BlockKind::Table(_)))
        else {
            return false;
        };
        let full = leaf.bytes - self.table.row_start.min(leaf.bytes) > MAX_ROW;
        self.table.cut |= full;
        full
    }

    pub(super) fn end_cell(&mut self, range: Range<usize>) {
        self.table.column += 1;
        self.table.cells += 1;
        self.html.lists_in_line.clear();
        let kind = match self.table.column < MAX_COLUMNS {
            true => PieceKind::CellEnd,
            false => PieceKind::SoftBreak,
        };
        self.push_end(kind, range.end);
    }

    pub(super) fn end_row(&mut self, range: Range<usize>, header: bool) {
        if self.table.column >= MAX_COLUMNS {
            self.push_end(PieceKind::CellEnd, range.end);
        }
        self.push_end(PieceKind::RowEnd, range.end);
        if let Some(leaf) = &mut self.leaf {
            leaf.counter.end_line();
        }
        self.table.column = 0;
        self.table.rows += 1;
        let Some(leaf) = &self.leaf else { return };
        let first = narrow(leaf.first_piece);
        let full =
            leaf.bytes > MAX_LEAF || self.table.rows >= MAX_ROWS || self.table.cells >= MAX_CELLS;
        self.table.row_start = leaf.bytes;
        if header && let Some(table) = self.tables.last_mut() {
            table.header = (first, narrow(self.pieces.len()));
        } else if full {
            self.table.rows = 0;
            self.table.cells = 0;
            self.table.row_start = 0;
            self.split_leaf(range.end);
        }
    }

    fn push_end(&mut self, kind: PieceKind, at: usize) {
        self.leaf_at(at).counter.space();
        self.push(Piece {
            kind,
            marks: Marks::default(),
            link: NONE,
            text: Span::default(),
            source: Span::source(at..at),
        });
    }

    pub(super) fn end_table(&mut self, range: Range<usize>) {
        let leftover = self
            .leaf
            .take_if(|leaf| leaf.first_piece == self.pieces.len());
        if leftover.is_none() {
            self.finish_leaf(range.end);
        }
        let end = narrow(self.blocks.len());
        if let Some(table) = self.tables.last_mut() {
            table.blocks.1 = end;
        }
        if self.table.cut {
            self.notice(
                "A row of this table is longer than 64 kB: the rest of it is not shown.",
                range.end,
            );
        }
    }
}
