//! Tables: columns fitted to the page by wrapping cells, or rows as cards where columns would be too thin.

mod cards;
mod grid;

use super::dress::Dress;
use super::flat::Flat;
use super::leaf::{Body, Page};
use super::options::TableForm;
use super::wrap::MAY_BREAK;
use crate::domain::display_width;
use crate::lesson::block::{Alignment, Block, Piece, PieceKind, Table};
use crate::lesson::document::Document;
use crate::lesson::style::{Role, TextStyle};
use crate::lesson::width::WIDEST;
use cards::cards;
use grid::Grid;

/// A column may be made this thin by wrapping, not thinner.
const MIN_COLUMN: usize = 8;

/// In a table that scrolls, cells wrap at this width.
const MAX_COLUMN: usize = 60;

/// Cells that are measured to find a table's columns; later rows wrap into what these need.
const MEASURED_CELLS: usize = 4096;

/// Between two columns of a grid.
pub(super) const SEPARATOR: &str = " │ ";
const SEPARATOR_WIDTH: usize = 3;

/// The natural widths of a table's columns, independent of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lesson) struct Columns {
    natural: Vec<usize>,
    alignments: Vec<Alignment>,
}

/// Measures a table, with what fills its blanks.
pub(in crate::lesson) fn measure(document: &Document, table: &Table, dress: &Dress) -> Columns {
    let mut natural = vec![0; table.columns.len()];
    let blocks = table.blocks.0 as usize..table.blocks.1 as usize;
    let blocks = document.parsed().blocks.get(blocks).unwrap_or_default();
    let mut measured = 0;
    for block in blocks {
        if measured > MEASURED_CELLS {
            // Room for any character: cells wrap.
            natural
                .iter_mut()
                .for_each(|width| *width = (*width).max(WIDEST));
            break;
        }
        for row in rows(document.pieces(block)) {
            measured += row.len();
            for (cell, width) in row.iter().zip(&mut natural) {
                *width = (*width).max(cell_width(document, cell, dress));
            }
        }
    }
    Columns {
        natural,
        alignments: table.columns.clone(),
    }
}

/// A blank keeps the room that it has while it is empty: a column doesn't shrink under a text that is typed.
fn cell_width(document: &Document, cell: &[Piece], dress: &Dress) -> usize {
    let empty = text_width(&Flat::of(document, cell, TextStyle::default()));
    match dress.fills.is_empty() {
        true => empty,
        false => empty.max(text_width(&Flat::filled(
            document,
            cell,
            TextStyle::default(),
            dress,
        ))),
    }
}

fn text_width(flat: &Flat) -> usize {
    flat.text
        .split('\n')
        .map(|line| display_width(line.trim_end_matches(' ')))
        .max()
        .unwrap_or(0)
}

/// The rows of a block, each as its cells.
pub(in crate::lesson) fn rows(pieces: &[Piece]) -> Vec<Vec<&[Piece]>> {
    let (mut rows, mut row, mut start) = (Vec::new(), Vec::new(), 0);
    for (at, piece) in pieces.iter().enumerate() {
        match piece.kind {
            PieceKind::CellEnd => {
                row.push(pieces.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            PieceKind::RowEnd => {
                rows.push(std::mem::take(&mut row));
                start = at + 1;
            }
            _ => {}
        }
    }
    rows
}

/// Where a row starts in the source: what is drawn around it belongs to it.
fn start_of(row: &[&[Piece]], block: &Block) -> usize {
    let first = row.iter().find_map(|cell| cell.first());
    first.map_or(block.source.range().start, |piece| {
        piece.source.range().start
    })
}

/// The lines of some rows.
pub(in crate::lesson) fn bodies(
    page: &Page<'_>,
    block: &Block,
    index: u32,
    width: usize,
) -> Vec<Body> {
    let Some(table) = page.document.parsed().tables.get(index as usize) else {
        return Vec::new();
    };
    let measured;
    let columns = match page.columns {
        Some(columns) => columns,
        None => {
            measured = measure(page.document, table, page.dress);
            &measured
        }
    };
    let rows = rows(page.document.pieces(block));
    match columns.widths(page.options.tables, width) {
        Some(widths) => Grid {
            document: page.document,
            dress: page.dress,
            alignments: &columns.alignments,
            wraps: widths
                .iter()
                .zip(&columns.natural)
                .any(|(width, natural)| width < natural),
            scrolls: total(&widths) > width,
            widths,
        }
        .bodies(&rows, block),
        None => cards(page, table, &rows, block, width),
    }
}

impl Columns {
    /// The widths of a grid in this form; none where rows become cards.
    fn widths(&self, form: TableForm, width: usize) -> Option<Vec<usize>> {
        let fits = total(&self.natural) <= width;
        match form {
            TableForm::Linear => None,
            _ if fits => Some(self.natural.clone()),
            TableForm::Fit => fitted(&self.natural, width),
            TableForm::Scroll => Some(self.natural.iter().map(|w| (*w).min(MAX_COLUMN)).collect()),
            TableForm::Cards => None,
        }
    }
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + widths.len().saturating_sub(1) * SEPARATOR_WIDTH
}

/// Widths that fit: thin columns keep what they need, wide ones share the rest. None where that is too little.
fn fitted(natural: &[usize], width: usize) -> Option<Vec<usize>> {
    if total(natural) <= width {
        return Some(natural.to_vec());
    }
    let separators = natural.len().saturating_sub(1) * SEPARATOR_WIDTH;
    let mut left = width.checked_sub(separators)?;
    let least: usize = natural.iter().map(|w| (*w).min(MIN_COLUMN)).sum();
    if least > left {
        return None;
    }
    let mut order: Vec<usize> = (0..natural.len()).collect();
    order.sort_by_key(|column| natural.get(*column));
    let mut widths = natural.to_vec();
    for (done, column) in order.iter().enumerate() {
        let share = left / (natural.len() - done);
        if let Some(width) = widths.get_mut(*column) {
            *width = (*width).min(share);
            left -= *width;
        }
    }
    Some(widths)
}

fn header_style() -> TextStyle {
    TextStyle {
        strong: true,
        ..Role::TableHeader.into()
    }
}

/// The text of a header's cell.
pub(in crate::lesson) fn label(document: &Document, cell: &[Piece]) -> String {
    Flat::of(document, cell, TextStyle::default())
        .text
        .replace('\n', " ")
        .replace(MAY_BREAK, "")
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::lesson::layout::{Layout, LayoutOptions, Words};
    use crate::lesson::{Place, quiz::BLANK};

    #[test]
    fn what_fills_a_blank_shows_in_every_form_of_a_table() {
        let text = format!("| word | Wort |\n|---|---|\n| water | {BLANK} |\n");
        let at = text.find(BLANK).unwrap();
        let document = Arc::new(Document::parse(text));
        for form in [
            TableForm::Fit,
            TableForm::Scroll,
            TableForm::Cards,
            TableForm::Linear,
        ] {
            let options = LayoutOptions::new(40).with_tables(form);
            let mut layout = Layout::new(Arc::clone(&document), options);
            layout.prepare(Place::default(), 20);
            let mut dress = Dress::default();
            let words = Words::new("das lange Wasser", Role::Text);
            dress.fills.insert(at, (at + BLANK.len(), words));
            layout.set_dress(Arc::new(dress));
            layout.prepare(Place::default(), 20);
            let lines = layout.visible(Place::default(), 20);
            let shown: String = lines.map(|(_, line)| line.text() + "\n").collect();
            assert!(shown.contains("das lange Wasser"), "{form:?}:\n{shown}");
        }
    }
}
