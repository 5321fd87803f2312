//! Tables written in HTML become tables like any other; their first row is the header.

use std::ops::Range;

use super::builder::Builder;
use crate::lesson::block::Alignment;

/// The table that is being read from HTML.
#[derive(Debug, Default)]
pub(super) struct HtmlTable {
    /// Tables open inside each other; only the outermost is a table.
    depth: usize,
    rows: usize,
    /// Cells in the current row, and the most in any.
    cells: usize,
    widest: usize,
    in_cell: bool,
}

impl Builder<'_> {
    /// Handles a tag that makes tables; says whether it was one.
    pub(super) fn table_tag(&mut self, name: &str, opens: bool, range: Range<usize>) -> bool {
        let outermost = self.html.table.depth == 1;
        match (name, opens) {
            ("table", true) => self.open_html_table(range),
            ("table", false) if self.html.table.depth > 0 => self.close_html_table(range),
            ("tr", _) if outermost => self.end_html_row(range),
            ("td" | "th", true) if outermost => {
                self.end_html_cell(range);
                self.html.table.in_cell = true;
            }
            ("td" | "th", false) if outermost => self.end_html_cell(range),
            ("thead" | "tbody" | "tfoot", _) if outermost => {}
            _ => return false,
        }
        true
    }

    fn open_html_table(&mut self, range: Range<usize>) {
        self.html.table.depth += 1;
        if self.html.table.depth == 1 {
            self.html.table = HtmlTable {
                depth: 1,
                ..HtmlTable::default()
            };
            self.start_table(&[], range);
        }
    }

    fn end_html_cell(&mut self, range: Range<usize>) {
        if std::mem::take(&mut self.html.table.in_cell) {
            self.html.table.cells += 1;
            self.end_cell(range);
        }
    }

    fn end_html_row(&mut self, range: Range<usize>) {
        self.end_html_cell(range.clone());
        let cells = std::mem::take(&mut self.html.table.cells);
        if cells > 0 {
            self.html.table.widest = self.html.table.widest.max(cells);
            self.end_row(range, self.html.table.rows == 0);
            self.html.table.rows += 1;
        }
    }

    /// Text outside of cells (a caption) is a row of its own.
    pub(super) fn close_html_table(&mut self, range: Range<usize>) {
        self.html.table.depth -= 1;
        if self.html.table.depth > 0 {
            return;
        }
        self.end_html_row(range.clone());
        let widest = self.html.table.widest;
        if let Some(table) = self.tables.last_mut() {
            table.columns = vec![Alignment::Left; table.columns.len().max(widest)];
        }
        self.end_table(range);
    }

    /// Closes a table that the author, or a blank line, left open.
    pub(super) fn close_open_html_table(&mut self, range: Range<usize>) {
        if self.html.table.depth > 0 {
            self.html.table.depth = 1;
            self.close_html_table(range);
        }
    }

    /// Text of a table stands in cells: what is outside of them starts one.
    pub(super) fn text_in_html_table(&mut self, is_blank: bool) {
        if self.html.table.depth > 0 && self.in_table() && !is_blank {
            self.html.table.in_cell = true;
        }
    }
}
