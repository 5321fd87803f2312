//! Tables: columns fitted to the page by wrapping cells, or rows as cards where columns would be too thin.

use std::ops::Range;

use super::flat::Flat;
use super::leaf::{Body, Page, wrapped};
use super::line::Run;
use super::options::TableForm;
use crate::lesson::block::{Alignment, Block, NONE, Piece, PieceKind, Table};
use crate::lesson::document::Document;
use crate::lesson::style::{Role, TextStyle};
use crate::lesson::width::display_width;

/// A column may be made this thin by wrapping, not thinner.
const MIN_COLUMN: usize = 8;

/// In a table that scrolls, cells wrap at this width.
const MAX_COLUMN: usize = 60;

/// Blocks that are measured to find a table's columns; later rows wrap into what these need.
const MEASURED_BLOCKS: usize = 24;

const SEPARATOR: &str = " │ ";
const SEPARATOR_WIDTH: usize = 3;

/// What a table's columns need, independent of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lesson) struct Columns {
    natural: Vec<usize>,
    alignments: Vec<Alignment>,
}

/// Measures a table.
pub(in crate::lesson) fn measure(document: &Document, table: &Table) -> Columns {
    let mut natural = vec![0; table.columns.len()];
    let blocks = table.blocks.0 as usize..table.blocks.1 as usize;
    let blocks = document.parsed().blocks.get(blocks).unwrap_or_default();
    for block in blocks.iter().take(MEASURED_BLOCKS) {
        for row in rows(document.pieces(block)) {
            for (cell, width) in row.iter().zip(&mut natural) {
                *width = (*width).max(cell_width(document, cell));
            }
        }
    }
    Columns {
        natural,
        alignments: table.columns.clone(),
    }
}

fn cell_width(document: &Document, cell: &[Piece]) -> usize {
    let flat = Flat::of(document, cell, TextStyle::default());
    flat.text
        .split('\n')
        .map(|line| display_width(line.trim_end()))
        .max()
        .unwrap_or(0)
}

/// The rows of a block, each as its cells.
fn rows(pieces: &[Piece]) -> Vec<Vec<&[Piece]>> {
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
            measured = measure(page.document, table);
            &measured
        }
    };
    let rows = rows(page.document.pieces(block));
    let start = block.source.range().start;
    let grid = |widths: Vec<usize>, scrolls| Grid {
        document: page.document,
        wraps: widths
            .iter()
            .zip(&columns.natural)
            .any(|(width, natural)| width < natural),
        alignments: &columns.alignments,
        widths,
        scrolls,
    };
    match page.options.tables {
        TableForm::Scroll => {
            let widths: Vec<usize> = columns
                .natural
                .iter()
                .map(|w| (*w).min(MAX_COLUMN))
                .collect();
            let fits = total(&widths) <= width;
            grid(widths, !fits).bodies(&rows, block, start)
        }
        TableForm::Fit => match fitted(&columns.natural, width) {
            Some(widths) => grid(widths, false).bodies(&rows, block, start),
            None => cards(page.document, table, &rows, block, width, false),
        },
        TableForm::Cards if total(&columns.natural) <= width => {
            grid(columns.natural.clone(), false).bodies(&rows, block, start)
        }
        TableForm::Cards => cards(page.document, table, &rows, block, width, false),
        TableForm::Linear => cards(page.document, table, &rows, block, width, true),
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

/// A table drawn as a grid.
struct Grid<'a> {
    document: &'a Document,
    alignments: &'a [Alignment],
    widths: Vec<usize>,
    /// Whether cells wrap: then thin lines part the rows.
    wraps: bool,
    scrolls: bool,
}

impl Grid<'_> {
    fn bodies(&self, rows: &[Vec<&[Piece]>], block: &Block, start: usize) -> Vec<Body> {
        let mut bodies = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let header = number == 0 && !block.continues;
            let parted = self.wraps && !header && (number > 1 || block.continues);
            if parted {
                bodies.push(self.rule(start, "─┼─"));
            }
            self.row(row, header, start, &mut bodies);
            if header {
                bodies.push(self.rule(start, if self.wraps { "━┿━" } else { "─┼─" }));
            }
        }
        bodies
    }

    fn rule(&self, start: usize, crossing: &str) -> Body {
        let line = crossing.chars().next().unwrap_or('─').to_string();
        let parts: Vec<String> = self
            .widths
            .iter()
            .map(|width| line.repeat(*width))
            .collect();
        Body {
            runs: vec![Run::added(parts.join(crossing), Role::TableBorder)],
            source: start..start,
            scrolls: self.scrolls,
            fill: None,
        }
    }

    fn row(&self, row: &[&[Piece]], header: bool, start: usize, bodies: &mut Vec<Body>) {
        let style = if header {
            header_style()
        } else {
            TextStyle::default()
        };
        let cells: Vec<Vec<Body>> = row
            .iter()
            .zip(&self.widths)
            .map(|(cell, width)| wrapped(&Flat::of(self.document, cell, style), *width, start))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1);
        for line in 0..height {
            bodies.push(self.line(&cells, line, start));
        }
    }

    fn line(&self, cells: &[Vec<Body>], line: usize, start: usize) -> Body {
        let mut runs = Vec::new();
        let mut source: Option<Range<usize>> = None;
        let last = cells.len().saturating_sub(1);
        for (column, (cell, width)) in cells.iter().zip(&self.widths).enumerate() {
            if column > 0 {
                runs.push(Run::added(SEPARATOR, Role::TableBorder));
            }
            let text: &[Run] = cell.get(line).map_or(&[], |body| &body.runs);
            if let Some(body) = cell.get(line).filter(|body| !body.source.is_empty()) {
                let before = source.map_or(body.source.start, |s| s.start.min(body.source.start));
                source = Some(before..body.source.end);
            }
            let free = width.saturating_sub(text.iter().map(|r| display_width(&r.text)).sum());
            let alignment = self
                .alignments
                .get(column)
                .copied()
                .unwrap_or(Alignment::Left);
            let (before, after) = match alignment {
                Alignment::Left => (0, free),
                Alignment::Centre => (free / 2, free - free / 2),
                Alignment::Right => (free, 0),
            };
            push_space(&mut runs, before);
            runs.extend(text.iter().cloned());
            push_space(&mut runs, if column == last { 0 } else { after });
        }
        let source = source.unwrap_or(start..start);
        Body {
            runs,
            source,
            scrolls: self.scrolls,
            fill: None,
        }
    }
}

fn push_space(runs: &mut Vec<Run>, cells: usize) {
    if cells > 0 {
        runs.push(Run::added(" ".repeat(cells), Role::Text));
    }
}

fn header_style() -> TextStyle {
    TextStyle {
        strong: true,
        ..Role::TableHeader.into()
    }
}

/// Each row as lines of label and value. `linear`: nothing but text.
fn cards(
    document: &Document,
    table: &Table,
    rows: &[Vec<&[Piece]>],
    block: &Block,
    width: usize,
    linear: bool,
) -> Vec<Body> {
    let header = table.header.0 as usize..table.header.1 as usize;
    let header = document.parsed().pieces.get(header).unwrap_or_default();
    let labels: Vec<String> = self::rows(header)
        .first()
        .map(|row| row.iter().map(|cell| label(document, cell)).collect())
        .unwrap_or_default();
    let card = Card {
        document,
        labels,
        width,
        linear,
    };
    let start = block.source.range().start;
    let own_header = usize::from(!block.continues);
    if rows.len() <= own_header && table.blocks.1 - table.blocks.0 <= 1 {
        return card.alone(start);
    }
    let mut bodies = Vec::new();
    for (number, row) in rows.iter().skip(own_header).enumerate() {
        if number > 0 || block.continues {
            bodies.push(card.parting(start));
        }
        card.row(row, start, &mut bodies);
    }
    bodies
}

fn label(document: &Document, cell: &[Piece]) -> String {
    Flat::of(document, cell, TextStyle::default())
        .text
        .replace('\n', " ")
        .trim()
        .to_owned()
}

struct Card<'a> {
    document: &'a Document,
    labels: Vec<String>,
    width: usize,
    linear: bool,
}

impl Card<'_> {
    /// The cells of the labels.
    fn label_width(&self) -> usize {
        let widest = self
            .labels
            .iter()
            .map(|label| display_width(label))
            .max()
            .unwrap_or(0);
        widest.min(self.width / 3)
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
            let mut flat = Flat::of(self.document, cell, TextStyle::default());
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
        let gap = if column == 0 { 0 } else { 2 };
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
