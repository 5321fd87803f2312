//! Text of one or more rows, one of which stands on the line of what is beside it.

use std::ops::Range;

use crate::domain::display_width;

/// The most rows of a formula; a taller one has no good form.
pub(super) const MAX_ROWS: usize = 64;

#[derive(Debug, Clone, Default)]
struct Row {
    text: String,
    width: usize,
}

impl Row {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.width += display_width(text);
    }

    fn pad(&mut self, width: usize) {
        let free = width.saturating_sub(self.width);
        self.text.push_str(&" ".repeat(free));
        self.width += free;
    }
}

/// A formula, or a part of one.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    rows: Vec<Row>,
    /// The row that goes on.
    axis: usize,
    /// The rows of what was added last: scripts stand at their ends.
    last: Range<usize>,
    /// Whether a space comes before what is added next.
    space: bool,
    /// Whether a letter or digit that is added next must not seem to belong to what was added last.
    open: bool,
}

impl Default for Shape {
    fn default() -> Self {
        Shape::of(vec![Row::default()], 0)
    }
}

/// Signs for brackets of any height: alone, top, any, middle, bottom.
pub(super) type Bracket = [&'static str; 5];

impl Shape {
    fn of(rows: Vec<Row>, axis: usize) -> Self {
        Shape {
            last: 0..rows.len(),
            rows,
            axis,
            space: false,
            open: false,
        }
    }

    /// Text on one line.
    pub(super) fn line(text: &str) -> Self {
        let mut line = Shape::default();
        line.push(text);
        line
    }

    pub(super) fn is_tall(&self) -> bool {
        self.rows.len() > 1
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.text.is_empty())
    }

    /// The row that stands on the line of what is beside it.
    pub(super) fn axis(&self) -> usize {
        self.axis
    }

    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.width).max().unwrap_or(0)
    }

    /// The rows as lines.
    pub(super) fn text(&self) -> String {
        let rows: Vec<&str> = self.rows.iter().map(|row| row.text.trim_end()).collect();
        rows.join("\n")
    }

    /// Adds text; any white space is one space, and none at the start.
    pub(super) fn push(&mut self, text: &str) {
        for (number, word) in text.split(char::is_whitespace).enumerate() {
            self.space |= number > 0;
            if !word.is_empty() {
                self.space |= self.open && word.starts_with(char::is_alphanumeric);
                self.open = false;
                self.push_at(self.axis, word);
                self.last = self.axis..self.axis + 1;
            }
        }
    }

    fn push_at(&mut self, row: usize, text: &str) {
        self.pad();
        if let Some(row) = self.rows.get_mut(row) {
            row.push(text);
        }
    }

    /// Adds a text that what stands before and behind it must not seem to belong to: `x 1/n y`.
    pub(super) fn push_apart(&mut self, text: &str) {
        let before = self
            .rows
            .get(self.axis)
            .and_then(|row| row.text.chars().next_back());
        self.space |= self.open || before.is_some_and(char::is_alphanumeric);
        self.push(text);
        self.end_apart();
    }

    /// Sees to it that a letter or digit that is added next stands apart.
    pub(super) fn end_apart(&mut self) {
        self.open = true;
    }

    /// Adds shapes below each other, centred, of which one stands on the line of what is beside them; none where
    /// they are too many.
    pub(super) fn push_pile(&mut self, parts: &[Shape], on: usize) -> Option<()> {
        let count: usize = parts.iter().map(|part| part.rows.len()).sum();
        if count > MAX_ROWS {
            return None;
        }
        let width = parts.iter().map(Shape::width).max()?;
        let above: usize = parts.iter().take(on).map(|part| part.rows.len()).sum();
        let centred = |part: &Shape| {
            let indent = (width - part.width()) / 2;
            let rows = part.rows.iter().map(|text| {
                let mut row = Row::default();
                row.pad(indent);
                row.push(&text.text);
                row.pad(width);
                row
            });
            rows.collect::<Vec<_>>()
        };
        let rows = parts.iter().flat_map(centred).collect();
        self.space = true;
        self.beside(&Shape::of(rows, above + parts.get(on)?.axis));
        self.space = true;
        // A script belongs to the whole of it.
        self.last = self.axis..self.axis + 1;
        Some(())
    }

    /// Makes all rows end at the same column, behind the space that is due.
    fn pad(&mut self) {
        let space = usize::from(std::mem::take(&mut self.space) && !self.is_empty());
        if space > 0 || self.is_tall() {
            let width = self.width() + space;
            self.rows.iter_mut().for_each(|row| row.pad(width));
        }
    }

    /// Adds a script above what was added last.
    pub(super) fn raise(&mut self, script: &str) {
        self.script(self.last.start, script);
    }

    /// Adds a script below what was added last.
    pub(super) fn lower(&mut self, script: &str) {
        self.script(self.last.end.saturating_sub(1), script);
    }

    fn script(&mut self, row: usize, script: &str) {
        self.space = false;
        self.open = false;
        match self.last.len() {
            0 | 1 => self.push(script),
            _ => self.push_at(row, script),
        }
        self.open = script.starts_with(['^', '_']);
    }

    /// Adds a shape at the right, axis to axis.
    pub(super) fn beside(&mut self, right: &Shape) {
        let above = right.axis.saturating_sub(self.axis);
        self.rows.splice(0..0, vec![Row::default(); above]);
        self.axis += above;
        let first = self.axis - right.axis;
        let needed = first + right.rows.len();
        self.rows
            .resize(self.rows.len().max(needed), Row::default());
        self.pad();
        for (row, added) in self.rows.iter_mut().skip(first).zip(&right.rows) {
            row.push(&added.text);
        }
        self.last = first..needed;
    }

    /// The same in a column of some width.
    pub(super) fn in_column(&self, width: usize, to_the_right: bool) -> Shape {
        let mut column = Shape::default();
        if let Some(first) = column.rows.first_mut().filter(|_| to_the_right) {
            first.pad(width.saturating_sub(self.width()));
        }
        column.beside(self);
        column.rows.iter_mut().for_each(|row| row.pad(width));
        column
    }

    /// Shapes below each other; none where they are too many.
    pub(super) fn stack(shapes: &[Shape]) -> Option<Shape> {
        let count: usize = shapes.iter().map(|shape| shape.rows.len()).sum();
        if count > MAX_ROWS {
            return None;
        }
        let rows = shapes.iter().flat_map(|shape| shape.rows.iter().cloned());
        let mut rows: Vec<Row> = rows.collect();
        let width = rows.iter().map(|row| row.width).max()?;
        rows.iter_mut().for_each(|row| row.pad(width));
        Some(Shape::of(rows, (count - 1) / 2))
    }

    /// The same text on rows below each other, of which one stands on the line.
    pub(super) fn bar(text: &str, axis: usize, height: usize) -> Shape {
        let mut row = Row::default();
        row.push(text);
        Shape::of(vec![row; height], axis)
    }

    /// Between brackets of its height.
    pub(super) fn fenced(&self, left: Bracket, right: Bracket) -> Shape {
        let mut fenced = self.bracket(left);
        fenced.space = true;
        fenced.beside(self);
        fenced.space = true;
        fenced.beside(&self.bracket(right));
        fenced.space = false;
        fenced
    }

    fn bracket(&self, [alone, top, any, middle, bottom]: Bracket) -> Shape {
        let last = self.rows.len().saturating_sub(1);
        let sign = |row: usize| match row {
            _ if last == 0 => alone,
            0 => top,
            row if row == last => bottom,
            row if row == self.axis => middle,
            _ => any,
        };
        let rows = (0..=last).map(|row| {
            let mut bracket = Row::default();
            bracket.push(sign(row));
            bracket
        });
        Shape::of(rows.collect(), self.axis)
    }
}
