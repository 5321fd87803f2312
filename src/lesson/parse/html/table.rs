//! Tables written in HTML become tables like any other: what browsers show bold at the top is their header, and cells
//! that span others leave those empty.

use std::ops::Range;

use super::tag::Tag;
use crate::lesson::block::{Alignment, Marks, NONE, Piece, PieceKind, Span, narrow};
use crate::lesson::parse::builder::Builder;
use crate::lesson::parse::table::MAX_COLUMNS;

/// The most cells of one table that spans leave empty: a few characters must not become thousands of cells.
const MAX_SPANNED: usize = 1024;

/// The table that is being read from HTML.
#[derive(Debug, Default)]
pub(in crate::lesson::parse) struct HtmlTable {
    /// Tables open inside each other; only the outermost is a table.
    depth: usize,
    /// Whether its rows have begun: a caption stands before it.
    begun: bool,
    rows: usize,
    /// Cells in the current row, and the most in any.
    cells: usize,
    widest: usize,
    in_cell: bool,
    in_head: bool,
    /// Whether a cell of the current row is one of data.
    has_data: bool,
    span: CellSpan,
    /// For each column the row up to which cells from above or from the left cover it.
    covered: Vec<usize>,
    spanned: usize,
}

/// How many columns and rows a cell takes.
#[derive(Debug, Clone, Copy)]
struct CellSpan {
    columns: usize,
    rows: usize,
}

impl Default for CellSpan {
    fn default() -> Self {
        CellSpan {
            columns: 1,
            rows: 1,
        }
    }
}

impl CellSpan {
    fn of(tag: &Tag<'_>) -> CellSpan {
        let number = |name| -> usize {
            let value = tag.attribute(name);
            value
                .and_then(|value| value.trim().parse().ok())
                .unwrap_or(1)
        };
        CellSpan {
            columns: number("colspan").clamp(1, MAX_COLUMNS),
            rows: number("rowspan").clamp(1, MAX_SPANNED),
        }
    }
}

impl HtmlTable {
    /// Ends a cell: the columns and rows that it spans are taken.
    fn cover(&mut self) {
        let CellSpan { columns, rows } = std::mem::take(&mut self.span);
        let (first, end) = (self.cells, self.cells + columns);
        self.cells += 1;
        if (columns, rows) == (1, 1) || end > MAX_COLUMNS {
            return;
        }
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        if let Some(covered) = self.covered.get_mut(first..end) {
            covered.fill(self.rows + rows);
        }
    }

    /// Whether another cell covers the column that comes next.
    fn is_covered(&self) -> bool {
        let until = self.covered.get(self.cells);
        until.is_some_and(|until| *until > self.rows) && self.spanned < MAX_SPANNED
    }

    /// Whether the current row is the header: the first one, in bold as browsers show it.
    fn is_header(&self) -> bool {
        self.rows == 0 && (self.in_head || !self.has_data)
    }
}

impl Builder<'_> {
    /// Handles a tag that opens a part of a table; says whether it was one.
    pub(in crate::lesson::parse) fn open_table_tag(
        &mut self,
        tag: &Tag<'_>,
        range: Range<usize>,
    ) -> bool {
        let outermost = self.html.table.depth == 1;
        match tag.name.as_str() {
            "table" => self.open_html_table(range),
            "tr" if outermost => self.end_html_row(range),
            "td" | "th" if outermost => self.start_html_cell(tag, range),
            "thead" | "tbody" | "tfoot" if outermost => {
                self.end_html_row(range);
                self.html.table.in_head = tag.name == "thead";
            }
            _ => return false,
        }
        true
    }

    /// Handles a tag that closes a part of a table; says whether it was one.
    pub(in crate::lesson::parse) fn close_table_tag(
        &mut self,
        name: &str,
        range: Range<usize>,
    ) -> bool {
        let outermost = self.html.table.depth == 1;
        match name {
            "table" if self.html.table.depth > 0 => self.close_html_table(range),
            "tr" if outermost => self.end_html_row(range),
            "td" | "th" if outermost => self.end_html_cell(range),
            "thead" | "tbody" | "tfoot" if outermost => {
                self.end_html_row(range);
                self.html.table.in_head = false;
            }
            _ => return false,
        }
        true
    }

    fn open_html_table(&mut self, range: Range<usize>) {
        self.html.table.depth += 1;
        if self.html.table.depth == 1 {
            self.finish_flow(range.start);
            self.html.table = HtmlTable {
                depth: 1,
                ..HtmlTable::default()
            };
        }
    }

    fn start_html_cell(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        self.end_html_cell(range.clone());
        if !std::mem::replace(&mut self.html.table.begun, true) {
            self.finish_flow(range.start);
            self.start_table(&[], range.clone());
        }
        while self.html.table.is_covered() {
            self.html.table.cells += 1;
            self.html.table.spanned += 1;
            self.end_cell(range.clone());
        }
        self.html.table.in_cell = true;
        match tag.name.as_str() {
            "th" => self.open_mark("th", Marks::STRONG),
            _ => self.html.table.has_data = true,
        }
        self.html.table.span = CellSpan::of(tag);
    }

    fn end_html_cell(&mut self, range: Range<usize>) {
        if std::mem::take(&mut self.html.table.in_cell) {
            self.close_mark("th");
            self.html.table.cover();
            self.end_cell(range);
        }
    }

    fn end_html_row(&mut self, range: Range<usize>) {
        self.end_html_cell(range.clone());
        let table = &mut self.html.table;
        if table.cells == 0 {
            return;
        }
        let is_header = table.is_header();
        table.widest = table.widest.max(std::mem::take(&mut table.cells));
        table.has_data = false;
        table.rows += 1;
        if table.rows == 1 && !is_header {
            self.put_empty_header(range.start);
        }
        self.end_row(range, is_header);
    }

    /// Puts a header without cells before the first row.
    fn put_empty_header(&mut self, at: usize) {
        let Some(first) = self.leaf.as_ref().map(|leaf| leaf.first_piece) else {
            return;
        };
        let end = Piece {
            kind: PieceKind::RowEnd,
            marks: Marks::default(),
            link: NONE,
            text: Span::default(),
            source: Span::source(at..at),
        };
        self.pieces.insert(first, end);
        if let Some(table) = self.tables.last_mut() {
            table.header = (narrow(first), narrow(first + 1));
        }
    }

    /// A table whose cells say nothing leaves no trace.
    pub(in crate::lesson::parse) fn close_html_table(&mut self, range: Range<usize>) {
        self.html.table.depth -= 1;
        if self.html.table.depth > 0 {
            return;
        }
        self.end_html_row(range.clone());
        let table = std::mem::take(&mut self.html.table);
        if !table.begun {
            return self.finish_flow(range.start);
        }
        if self.says_nothing() {
            return self.drop_table();
        }
        if let Some(last) = self.tables.last_mut() {
            last.columns = vec![Alignment::Left; last.columns.len().max(table.widest)];
        }
        self.end_table(range);
    }

    /// Whether nothing but empty cells has come into the table.
    fn says_nothing(&self) -> bool {
        let is_new = self
            .tables
            .last()
            .is_some_and(|table| table.blocks.0 as usize == self.blocks.len());
        let first = self.leaf.as_ref().map(|leaf| leaf.first_piece);
        let pieces = first.and_then(|first| self.pieces.get(first..));
        let says = |piece: &Piece| !matches!(piece.kind, PieceKind::CellEnd | PieceKind::RowEnd);
        is_new && !pieces.unwrap_or_default().iter().any(says)
    }

    fn drop_table(&mut self) {
        if let Some(leaf) = self.leaf.take() {
            self.pieces.truncate(leaf.first_piece);
            self.tables.pop();
        }
    }

    /// Closes a table that the author, or a blank line, left open.
    pub(in crate::lesson::parse) fn close_open_html_table(&mut self, range: Range<usize>) {
        if self.html.table.depth > 0 {
            self.html.table.depth = 1;
            self.close_html_table(range);
        }
    }

    /// Text of a table stands in cells: what is outside of them, behind the first, starts one.
    pub(in crate::lesson::parse) fn text_in_html_table(&mut self, is_blank: bool) {
        if self.html.table.depth > 0 && self.in_table() && !is_blank {
            self.html.table.in_cell = true;
        }
    }
}
