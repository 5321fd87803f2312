//! A table as cards: each row as lines of label and value.

use super::{header_style, label};
use crate::domain::display_width;
use crate::lesson::block::{Block, NONE, Piece, Table};
use crate::lesson::layout::flat::Flat;
use crate::lesson::layout::leaf::{Body, Page, wrapped};
use crate::lesson::layout::line::Run;
use crate::lesson::layout::options::TableForm;
use crate::lesson::style::{Role, TextStyle};

/// The cells between a label and its value.
const GAP: usize = 2;

/// Each row as lines of label and value; in the linear form nothing but text.
pub(super) fn cards(
    page: &Page<'_>,
    table: &Table,
    rows: &[Vec<&[Piece]>],
    block: &Block,
    width: usize,
) -> Vec<Body> {
    let document = page.document;
    let header = table.header.0 as usize..table.header.1 as usize;
    let header = document.parsed().pieces.get(header).unwrap_or_default();
    let labels: Vec<String> = super::rows(header)
        .first()
        .map(|row| row.iter().map(|cell| label(document, cell)).collect())
        .unwrap_or_default();
    let card = Card {
        page,
        labels,
        width,
        linear: page.options.tables == TableForm::Linear,
    };
    let start = block.source.range().start;
    let own_header = usize::from(!block.continues);
    if rows.len() <= own_header && table.blocks.1 - table.blocks.0 <= 1 {
        return card.alone(start);
    }
    let mut bodies = Vec::new();
    for (number, row) in rows.iter().skip(own_header).enumerate() {
        let start = super::start_of(row, block);
        if number > 0 || block.continues {
            bodies.push(card.parting(start));
        }
        card.row(row, start, &mut bodies);
    }
    bodies
}

struct Card<'a> {
    page: &'a Page<'a>,
    labels: Vec<String>,
    width: usize,
    linear: bool,
}

impl Card<'_> {
    /// The cells of the labels: at most a third of the page, and half of it with the gap behind them, so that the
    /// values have room.
    fn label_width(&self) -> usize {
        let widest = self
            .labels
            .iter()
            .map(|label| display_width(label))
            .max()
            .unwrap_or(0);
        let half = (self.width / 2).saturating_sub(GAP);
        widest.min(self.width / 3).min(half)
    }

    fn parting(&self, start: usize) -> Body {
        let line = if self.linear {
            String::new()
        } else {
            "─".repeat(self.width.min(24))
        };
        Body {
            runs: vec![Run::added(line, Role::TableBorder)],
            source: start..start,
            ..Body::default()
        }
    }

    /// A table that has nothing but its header.
    fn alone(&self, start: usize) -> Vec<Body> {
        let mut flat = Flat::default();
        for label in self.labels.iter().filter(|label| !label.is_empty()) {
            flat.push(label, header_style(), NONE, start..start);
            flat.push("\n", TextStyle::default(), NONE, start..start);
        }
        wrapped(&flat, self.width, start)
    }

    fn row(&self, row: &[&[Piece]], start: usize, bodies: &mut Vec<Body>) {
        for (column, cell) in row.iter().enumerate() {
            let label = self.labels.get(column).map_or("", String::as_str);
            let Page {
                document, dress, ..
            } = self.page;
            let mut flat = Flat::filled(document, cell, TextStyle::default(), dress);
            if flat.text.trim().is_empty() {
                if label.is_empty() {
                    continue;
                }
                flat.push("–", Role::Dim.into(), NONE, start..start);
            }
            let start = flat.source_at(0).unwrap_or(start);
            match self.linear || display_width(label) > self.label_width() {
                true => self.below(label, &flat, start, bodies),
                false => self.beside(label, &flat, start, bodies),
            }
        }
    }

    /// The label at the left, the value in a column of its own.
    fn beside(&self, label: &str, flat: &Flat, start: usize, bodies: &mut Vec<Body>) {
        let column = self.label_width();
        let gap = if column == 0 { 0 } else { GAP };
        for (number, mut body) in wrapped(flat, self.width - column - gap, start)
            .into_iter()
            .enumerate()
        {
            let label = if number == 0 { label } else { "" };
            let free = column + gap - display_width(label);
            body.runs
                .insert(0, Run::added(" ".repeat(free), Role::Text));
            body.runs.insert(0, Run::added(label, header_style()));
            bodies.push(body);
        }
    }

    /// Label and value as one text: `Label: value`.
    fn below(&self, label: &str, value: &Flat, start: usize, bodies: &mut Vec<Body>) {
        let mut flat = Flat::default();
        if !label.is_empty() {
            flat.push(label, header_style(), NONE, start..start);
            flat.push(": ", header_style(), NONE, start..start);
        }
        flat.append(value);
        bodies.extend(wrapped(&flat, self.width, start));
    }
}
