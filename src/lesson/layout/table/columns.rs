//! The widths of a table's columns: what its cells need, and what they get on a page.

use super::rows;
use crate::domain::display_width;
use crate::lesson::block::{Alignment, Piece, Table};
use crate::lesson::document::Document;
use crate::lesson::layout::dress::Dress;
use crate::lesson::layout::flat::Flat;
use crate::lesson::layout::options::TableForm;
use crate::lesson::style::TextStyle;
use crate::lesson::width::WIDEST;

/// A column may be made this thin by wrapping, not thinner.
const MIN_COLUMN: usize = 8;

/// In a table that scrolls, cells wrap at this width.
const MAX_COLUMN: usize = 60;

/// Cells that are measured to find a table's columns; later rows wrap into what these need.
const MEASURED_CELLS: usize = 4096;

/// Between two columns of a grid.
pub(in crate::lesson::layout) const SEPARATOR: &str = " │ ";
const SEPARATOR_WIDTH: usize = 3;

/// The natural widths of a table's columns, independent of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lesson) struct Columns {
    natural: Vec<usize>,
    pub(super) alignments: Vec<Alignment>,
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

impl Columns {
    /// The widths of a grid in this form; none where rows become cards.
    pub(super) fn widths(&self, form: TableForm, width: usize) -> Option<Vec<usize>> {
        let fits = total(&self.natural) <= width;
        match form {
            TableForm::Linear => None,
            _ if fits => Some(self.natural.clone()),
            TableForm::Fit => fitted(&self.natural, width),
            TableForm::Scroll => Some(self.natural.iter().map(|w| (*w).min(MAX_COLUMN)).collect()),
            TableForm::Cards => None,
        }
    }

    /// True where a cell has to wrap at these widths.
    pub(super) fn wrap_in(&self, widths: &[usize]) -> bool {
        let mut pairs = widths.iter().zip(&self.natural);
        pairs.any(|(width, natural)| width < natural)
    }
}

/// The width of a grid of such columns, with what stands between them.
pub(super) fn total(widths: &[usize]) -> usize {
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
