//! Cells in columns, with the lines that stand between them.

use std::collections::BTreeSet;

use super::shape::Shape;

/// Rows of cells, and how they stand.
pub(super) struct Table<'a> {
    pub(super) rows: &'a [Vec<Shape>],
    /// The cells between a column and the one before it, where no bar stands.
    pub(super) gap: &'a dyn Fn(usize) -> usize,
    /// Which columns' cells stand at the right.
    pub(super) to_the_right: &'a dyn Fn(usize) -> bool,
    /// The columns that a bar stands before; their number is the one behind them all.
    pub(super) bars: &'a BTreeSet<usize>,
    /// The rows that a line stands above; their number is the one below them all.
    pub(super) rules: &'a [usize],
}

impl Table<'_> {
    /// The whole; none where it is too tall.
    pub(super) fn shape(&self) -> Option<Shape> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut widths = vec![0; columns];
        for row in self.rows {
            for (cell, width) in row.iter().zip(&mut widths) {
                *width = cell.width().max(*width);
            }
        }
        // Before cells are put beside each other: tall ones would take much to no end.
        let height: usize = self.rows.iter().map(|row| extent(row).1).sum();
        if height + self.rules.len() > super::shape::MAX_ROWS {
            return None;
        }
        let mut lines = Vec::with_capacity(self.rows.len());
        for number in 0..=self.rows.len() {
            if self.rules.contains(&number) {
                lines.push(self.rule(number, &widths));
            }
            lines.extend(self.rows.get(number).map(|row| self.line(row, &widths)));
        }
        Shape::stack(&lines)
    }

    fn line(&self, row: &[Shape], widths: &[usize]) -> Shape {
        let (axis, height) = extent(row);
        let mut line = Shape::default();
        for (column, width) in widths.iter().enumerate() {
            line.beside(&Shape::bar(
                &self.gap_before(column, widths, '│', ' '),
                axis,
                height,
            ));
            let cell = row.get(column).cloned().unwrap_or_default();
            line.beside(&cell.in_column(*width, (self.to_the_right)(column)));
        }
        line.beside(&Shape::bar(
            &self.gap_before(widths.len(), widths, '│', ' '),
            axis,
            height,
        ));
        line
    }

    fn rule(&self, number: usize, widths: &[usize]) -> Shape {
        let crossing = |column: usize| {
            let is_edge = [column == 0, column == widths.len()];
            match (number, is_edge) {
                (0, [true, _]) => '┌',
                (0, [_, true]) => '┐',
                (0, _) => '┬',
                (last, [true, _]) if last == self.rows.len() => '└',
                (last, [_, true]) if last == self.rows.len() => '┘',
                (last, _) if last == self.rows.len() => '┴',
                (_, [true, _]) => '├',
                (_, [_, true]) => '┤',
                _ => '┼',
            }
        };
        let mut rule = String::new();
        for (column, width) in widths.iter().enumerate() {
            rule.push_str(&self.gap_before(column, widths, crossing(column), '─'));
            rule.push_str(&"─".repeat(*width));
        }
        rule.push_str(&self.gap_before(widths.len(), widths, crossing(widths.len()), '─'));
        Shape::line(&rule)
    }

    /// The bar and space before a column, or behind the last.
    fn gap_before(&self, column: usize, widths: &[usize], bar: char, space: char) -> String {
        let columns = widths.len();
        match (self.bars.contains(&column), column) {
            (true, 0) => format!("{bar}{space}"),
            (true, last) if last >= columns => format!("{space}{bar}"),
            (true, _) => format!("{space}{bar}{space}"),
            (false, 0) => String::new(),
            (false, last) if last >= columns => String::new(),
            (false, _) => (0..(self.gap)(column)).map(|_| space).collect(),
        }
    }
}

/// Which of its lines a row stands on, and how many it has.
fn extent(row: &[Shape]) -> (usize, usize) {
    let axis = row.iter().map(Shape::axis).max().unwrap_or(0);
    let below = row.iter().map(|cell| cell.height() - cell.axis()).max();
    (axis, axis + below.unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use crate::lesson::math::{in_sentence, unicode};

    #[test]
    fn an_array_keeps_its_lines() {
        let tex = r"\begin{array}{|r|cc|} \hline x & f(x) & g \\ \hline 1 & 2 \\ 100 & \binom{a}{b} & 3 \\ \hline \end{array}";
        let shown = "\
┌─────┬──────────┐
│   x │ f(x)   g │
├─────┼──────────┤
│   1 │ 2        │
│ 100 │ ⎛ a ⎞  3 │
│     │ ⎝ b ⎠    │
└─────┴──────────┘";
        assert_eq!(unicode(tex).as_deref(), Some(shown));
    }

    #[test]
    fn a_matrix_may_have_a_bar() {
        let tex = r"\left[\begin{array}{cc|@{\,}c} 1 & 0 & x \\ 0 & 1 & y \end{array}\right]";
        assert_eq!(unicode(tex).as_deref(), Some("⎡ 1  0 │ x ⎤\n⎣ 0  1 │ y ⎦"));
        assert_eq!(in_sentence(tex).as_deref(), Some("[1 0 | x; 0 1 | y]"));
    }

    #[test]
    fn equations_beside_each_other_stand_apart() {
        let tex = r"\begin{alignat}{2} a &= b & \quad c &= d \\ aa &= b & cc &= d \end{alignat}";
        assert_eq!(
            unicode(tex).as_deref(),
            Some(" a = b    c = d\naa = b   cc = d")
        );
        assert_eq!(
            in_sentence(tex).as_deref(),
            Some("a = b, c = d; aa = b, cc = d")
        );
    }
}
