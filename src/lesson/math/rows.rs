//! The rows of a formula, or of an environment in it, and the cells of each.

use super::reader::Reader;
use super::shape::Shape;

/// The content of an environment.
pub(super) struct Rows {
    pub(super) cells: Vec<Vec<Shape>>,
    /// The rows that a line stands above; their number is the one below them all.
    pub(super) rules: Vec<usize>,
}

/// A whole formula: its rows below each other.
pub(super) fn lines(reader: &mut Reader<'_>) -> Option<Shape> {
    let rows = rows(reader, 0)?.cells;
    let is_whole = reader.rest.is_empty() && rows.iter().all(|row| row.len() == 1);
    let lines: Vec<Shape> = rows.into_iter().flatten().collect();
    match lines.as_slice() {
        _ if !is_whole => None,
        [] => Some(Shape::default()),
        [line] => Some(line.clone()),
        lines if reader.display => Shape::stack(lines),
        lines => {
            let lines: Vec<String> = lines.iter().map(Shape::text).collect();
            Some(Shape::line(&lines.join("; ")))
        }
    }
}

/// Rows up to an end that belongs to none; empty ones are left out.
pub(super) fn rows(reader: &mut Reader<'_>, depth: usize) -> Option<Rows> {
    let mut rows = Rows {
        cells: Vec::new(),
        rules: Vec::new(),
    };
    loop {
        if take_rule(reader) && rows.rules.last() != Some(&rows.cells.len()) {
            rows.rules.push(rows.cells.len());
        }
        let row = cells(reader, depth)?;
        if row.iter().any(|cell| !cell.text().is_empty()) {
            rows.cells.push(row);
        }
        match reader.take("\\\\") || reader.take("\\cr") {
            true => skip_height(reader),
            false => return Some(rows),
        }
    }
}

fn cells(reader: &mut Reader<'_>, depth: usize) -> Option<Vec<Shape>> {
    let mut cells = Vec::new();
    loop {
        let mut cell = Shape::default();
        reader.sequence(&mut cell, depth)?;
        cells.push(cell);
        if !reader.take("&") {
            return Some(cells);
        }
    }
}

/// Lines that stand above a row: one is enough.
fn take_rule(reader: &mut Reader<'_>) -> bool {
    let mut taken = false;
    loop {
        reader.skip_spaces();
        match ["\\hline", "\\hdashline"]
            .iter()
            .any(|rule| reader.take(rule))
        {
            true => taken = true,
            false => return taken,
        }
    }
}

/// Behind a row's end may stand how far the next one is: `\\[2pt]`.
fn skip_height(reader: &mut Reader<'_>) {
    let is_height =
        |text: &str| text.ends_with(|c: char| c.is_ascii_alphabetic()) && !text.contains(' ');
    let mut ahead = *reader;
    if reader.rest.starts_with('[') && ahead.option().is_some_and(is_height) {
        *reader = ahead;
    }
}
