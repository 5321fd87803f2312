//! Tables in plain text: columns where they fit the width, else a line for each cell.

use super::{Writer, introducing, wrapped};
use crate::domain::display_width;
use crate::lesson::block::{Alignment, Block, Piece, Table};
use crate::lesson::layout::table;
use crate::lesson::layout::wrap::MAY_BREAK;

/// Between two columns, and in the line below the header.
const SEPARATOR: &str = " | ";
const CROSSING: &str = "-|-";

impl Writer<'_> {
    /// The lines of some rows.
    pub(super) fn table(&mut self, block: &Block, index: u32, width: usize) -> Vec<String> {
        let document = self.document;
        let Some(whole) = document.parsed().tables.get(index as usize) else {
            return Vec::new();
        };
        if !self.tables.contains_key(&index) {
            let widths = self.widths(whole);
            self.tables.insert(index, widths);
        }
        let widths = self.tables.get(&index).cloned().flatten();
        let fits = |widths: &Vec<usize>| {
            let separators = widths.len().saturating_sub(1) * SEPARATOR.len();
            widths.iter().sum::<usize>() + separators <= width
        };
        match widths.filter(fits) {
            Some(widths) => self.grid(block, whole, &widths),
            None => self.cell_by_cell(block, whole, width),
        }
    }

    /// The widths that the columns of a table need; none where a cell has several lines.
    fn widths(&mut self, whole: &Table) -> Option<Vec<usize>> {
        let document = self.document;
        let mut widths = vec![0; whole.columns.len()];
        let blocks = whole.blocks.0 as usize..whole.blocks.1 as usize;
        for block in document.parsed().blocks.get(blocks)? {
            for row in table::rows(document.pieces(block)) {
                for (cell, width) in row.iter().zip(&mut widths) {
                    let text = self.cell(cell)?;
                    *width = (*width).max(display_width(&text));
                }
            }
        }
        Some(widths)
    }

    /// A cell's text on one line; none where the author broke it.
    fn cell(&mut self, cell: &[Piece]) -> Option<String> {
        let text = self.flat(cell).text.replace(MAY_BREAK, "");
        let text = text.trim();
        (!text.contains('\n')).then(|| text.to_owned())
    }

    fn grid(&mut self, block: &Block, whole: &Table, widths: &[usize]) -> Vec<String> {
        let rows = table::rows(self.document.pieces(block));
        let mut lines = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let cells = row.iter().map(|cell| self.cell(cell).unwrap_or_default());
            let cells: Vec<String> = cells.collect();
            let is_header = number == 0 && !block.continues;
            if is_header && rows.len() > 1 && cells.iter().all(String::is_empty) {
                continue;
            }
            let columns = widths.iter().zip(&whole.columns).enumerate();
            let cells: Vec<String> = columns
                .map(|(at, (width, alignment))| {
                    padded(cells.get(at).map_or("", String::as_str), *width, *alignment)
                })
                .collect();
            lines.push(cells.join(SEPARATOR).trim_end().to_owned());
            if is_header {
                let rules = widths.iter().map(|width| "-".repeat(*width));
                lines.push(rules.collect::<Vec<_>>().join(CROSSING));
            }
        }
        lines
    }

    /// Each cell as a line `header: value`, rows parted by a blank line.
    fn cell_by_cell(&mut self, block: &Block, whole: &Table, width: usize) -> Vec<String> {
        let document = self.document;
        let header = whole.header.0 as usize..whole.header.1 as usize;
        let header = table::rows(document.parsed().pieces.get(header).unwrap_or_default());
        let labels = header.first().map_or(&[][..], Vec::as_slice);
        let labels: Vec<String> = labels.iter().map(|cell| self.label(cell)).collect();
        let is_alone = whole.blocks.1 - whole.blocks.0 <= 1;
        let mut rows = table::rows(document.pieces(block));
        if !block.continues && !rows.is_empty() {
            rows.remove(0);
        }
        if rows.is_empty() && is_alone {
            return labels;
        }
        let mut lines = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            if number > 0 || block.continues {
                lines.push(String::new());
            }
            for (column, cell) in row.iter().enumerate() {
                let value = self.flat(cell).text;
                let text = match labels.get(column).map_or("", String::as_str) {
                    "" if value.trim().is_empty() => continue,
                    "" => value,
                    label => format!("{} {value}", introducing(label)),
                };
                lines.extend(wrapped(&text, width));
            }
        }
        lines
    }

    /// The text of a header's cell, on one line.
    fn label(&mut self, cell: &[Piece]) -> String {
        let text = self.flat(cell).text.replace('\n', " ");
        text.replace(MAY_BREAK, "").trim().to_owned()
    }
}

fn padded(text: &str, width: usize, alignment: Alignment) -> String {
    let free = width.saturating_sub(display_width(text));
    let before = match alignment {
        Alignment::Left => 0,
        Alignment::Centre => free / 2,
        Alignment::Right => free,
    };
    format!("{}{text}{}", " ".repeat(before), " ".repeat(free - before))
}
