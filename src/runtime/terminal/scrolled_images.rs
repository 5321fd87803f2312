//! Pixels that only moved up or down: the terminal can move them by itself, which saves sending them again. They cost
//! many times what a page of text does.

use std::collections::BTreeMap;
use std::ops::Range;

use ratatui::buffer::{Cell, CellDiffOption};

/// Rows whose content moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) rows: Range<usize>,
    /// How many rows further down it is; below zero, further up.
    pub(super) by: isize,
}

impl Move {
    /// The move that brings most of the pixels that are shown to where a frame has them.
    pub(super) fn of_pixels<'s, 'f>(
        shown: impl Iterator<Item = &'s [Cell]>,
        frame: impl Iterator<Item = &'f [Cell]>,
    ) -> Option<Move> {
        let (before, now) = (pixels(shown), pixels(frame));
        let mut votes: BTreeMap<isize, usize> = BTreeMap::new();
        for (x, y, sign) in &before {
            for (_, row, _) in now
                .iter()
                .filter(|(column, _, now)| (column, now) == (x, sign))
            {
                *votes.entry(row.checked_signed_diff(*y)?).or_default() += 1;
            }
        }
        let staying = votes.get(&0).copied().unwrap_or(0);
        let (by, count) = votes.into_iter().max_by_key(|(_, count)| *count)?;
        let rows = || before.iter().chain(&now).map(|(_, row, _)| *row);
        let rows = rows().min()?..rows().max()? + 1;
        let is_worth_it = by != 0 && count > staying && by.unsigned_abs() < rows.len();
        is_worth_it.then_some(Move { rows, by })
    }

    /// The rows that leave.
    pub(super) fn leaving(&self) -> Range<usize> {
        let Range { start, end } = self.rows;
        match self.by {
            ..0 => start..start + self.by.unsigned_abs(),
            _ => end - self.by.unsigned_abs()..end,
        }
    }

    /// Moves rows as the terminal does; what comes in is blank.
    pub(super) fn apply<T: Clone>(&self, rows: &mut [T], blank: &T) {
        let Some(moving) = rows.get_mut(self.rows.clone()) else {
            return;
        };
        let distance = self.by.unsigned_abs();
        let coming = match self.by {
            ..0 => {
                moving.rotate_left(distance);
                moving.len() - distance..moving.len()
            }
            _ => {
                moving.rotate_right(distance);
                0..distance
            }
        };
        moving[coming].fill(blank.clone());
    }
}

/// Where pixels begin, and they themselves: column, row, sign.
fn pixels<'c>(rows: impl Iterator<Item = &'c [Cell]>) -> Vec<(usize, usize, &'c str)> {
    let cells = rows.enumerate().flat_map(|(y, row)| {
        let cells = row.iter().enumerate();
        cells.map(move |(x, cell)| (x, y, cell))
    });
    let pixels = cells.filter(|(.., cell)| is_sixel(cell));
    pixels.map(|(x, y, cell)| (x, y, cell.symbol())).collect()
}

/// Sixels move with the text around them, in every terminal that has them.
pub(super) fn is_sixel(cell: &Cell) -> bool {
    matches!(cell.diff_option, CellDiffOption::ForcedWidth(_)) && cell.symbol().contains("\x1bP")
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: usize = 4;

    /// Rows that show that part of an image each; an empty one shows none.
    fn cells(rows: &[&str]) -> Vec<Cell> {
        let mut cells = vec![Cell::EMPTY; rows.len() * COLUMNS];
        let parts = rows.iter().enumerate().filter(|(_, part)| !part.is_empty());
        for (row, part) in parts {
            let width = CellDiffOption::ForcedWidth(1.try_into().unwrap());
            cells[row * COLUMNS + 1]
                .set_symbol(&format!("\x1b7\x1bP{part}\x1b\\"))
                .set_diff_option(width);
        }
        cells
    }

    fn moved(before: &[&str], now: &[&str]) -> Option<(Range<usize>, isize)> {
        let (before, now) = (cells(before), cells(now));
        let found = Move::of_pixels(before.chunks(COLUMNS), now.chunks(COLUMNS));
        found.map(|found| (found.rows, found.by))
    }

    #[test]
    fn an_image_that_scrolls_is_moved_and_not_sent_again() {
        let up = moved(&["", "", "a", "b", "c"], &["", "a", "b", "c", ""]);
        assert_eq!(up, Some((1..5, -1)));
        let out = moved(&["a", "b", "c", "", ""], &["b", "c", "", "", ""]);
        assert_eq!(out, Some((0..3, -1)));
        let down = moved(&["b", "c", "", "", ""], &["a", "b", "c", "", ""]);
        assert_eq!(down, Some((0..3, 1)));
    }

    #[test]
    fn an_image_that_stays_or_is_another_is_not_moved() {
        assert_eq!(moved(&["a", "b", ""], &["a", "b", ""]), None);
        assert_eq!(moved(&["a", "b", ""], &["", "c", "d"]), None);
        assert_eq!(moved(&["a", "a", "b"], &["a", "a", "c"]), None);
        assert_eq!(moved(&["", ""], &["a", "b"]), None);
    }

    #[test]
    fn what_moves_leaves_blanks_behind() {
        let mut rows = [1, 2, 3, 4, 5];
        let up = Move { rows: 1..4, by: -1 };
        up.apply(&mut rows, &0);
        assert_eq!((rows, up.leaving()), ([1, 3, 4, 0, 5], 1..2));
        let down = Move { rows: 0..5, by: 2 };
        down.apply(&mut rows, &0);
        assert_eq!((rows, down.leaving()), ([0, 0, 1, 3, 4], 3..5));
    }
}
