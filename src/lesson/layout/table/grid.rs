//! A table drawn as a grid: columns between thin lines.

use std::ops::Range;

use super::{SEPARATOR, header_style, label, start_of};
use crate::domain::display_width;
use crate::lesson::block::{Alignment, Block, Piece};
use crate::lesson::document::Document;
use crate::lesson::layout::dress::Dress;
use crate::lesson::layout::flat::Flat;
use crate::lesson::layout::leaf::{Body, wrapped};
use crate::lesson::layout::line::Run;
use crate::lesson::style::{Role, TextStyle};

/// A table drawn as a grid.
pub(super) struct Grid<'a> {
    pub(super) document: &'a Document,
    pub(super) dress: &'a Dress,
    pub(super) alignments: &'a [Alignment],
    pub(super) widths: Vec<usize>,
    /// Whether cells wrap: then thin lines part the rows.
    pub(super) wraps: bool,
    pub(super) scrolls: bool,
}

impl Grid<'_> {
    pub(super) fn bodies(&self, rows: &[Vec<&[Piece]>], block: &Block) -> Vec<Body> {
        let mut bodies = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let start = start_of(row, block);
            let header = number == 0 && !block.continues;
            if header && rows.len() > 1 && is_blank(self.document, row) {
                continue;
            }
            let parted = self.wraps && !header && (number > 1 || block.continues);
            if parted {
                bodies.push(self.rule(start, "─┼─"));
            }
            self.row(row, header, start, &mut bodies);
            if header {
                bodies.push(self.rule(start, if self.wraps { "━┿━" } else { "─┼─" }));
                bodies.iter_mut().for_each(|body| body.header = true);
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
            ..Body::default()
        }
    }

    fn row(&self, row: &[&[Piece]], header: bool, start: usize, bodies: &mut Vec<Body>) {
        let style = if header {
            header_style()
        } else {
            TextStyle::default()
        };
        let cells: Vec<Vec<Body>> = self
            .widths
            .iter()
            .enumerate()
            .map(|(column, width)| {
                let cell = row.get(column).copied().unwrap_or_default();
                let flat = Flat::filled(self.document, cell, style, self.dress);
                wrapped(&flat, *width, start)
            })
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
            ..Body::default()
        }
    }
}

/// Whether a row says nothing.
fn is_blank(document: &Document, row: &[&[Piece]]) -> bool {
    row.iter().all(|cell| label(document, cell).is_empty())
}

fn push_space(runs: &mut Vec<Run>, cells: usize) {
    if cells > 0 {
        runs.push(Run::added(" ".repeat(cells), Role::Text));
    }
}
