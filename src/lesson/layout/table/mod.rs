//! Tables: columns fitted to the page by wrapping cells, or rows as cards where columns would be too thin.

mod cards;
mod columns;
mod grid;

use super::flat::Flat;
use super::leaf::{Body, Page};
use super::wrap::MAY_BREAK;
use crate::lesson::block::{Block, Piece, PieceKind};
use crate::lesson::document::Document;
use crate::lesson::style::{Role, TextStyle};
use cards::cards;
pub(super) use columns::SEPARATOR;
use columns::total;
pub(in crate::lesson) use columns::{Columns, measure};
use grid::Grid;

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
            wraps: columns.wrap_in(&widths),
            scrolls: total(&widths) > width,
            widths,
        }
        .bodies(&rows, block),
        None => cards(page, table, &rows, block, width),
    }
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
    use crate::lesson::layout::dress::Dress;
    use crate::lesson::layout::options::TableForm;
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
