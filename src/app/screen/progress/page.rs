//! The rows of the Progress screen at a terminal's size, and moving in them.

use super::row::Row;
use super::rows::ProgressList;

/// The rows as they are on this terminal, made once for all that is asked of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The screen's columns; the courses are in the last one.
    pub columns: Vec<Vec<Row>>,
    /// The rows of the last column that open.
    pub(super) opening: Vec<usize>,
    pub(super) height: usize,
}

impl Page {
    /// The row of the last column that is selected; none where it is not on screen.
    pub fn selected(&self, list: &ProgressList) -> Option<usize> {
        let row = *self.opening.get(list.selected)?;
        self.shows(row, list).then_some(row)
    }

    /// True where more is below the screen.
    pub(super) fn goes_on(&self, list: &ProgressList) -> bool {
        list.top < self.last_top()
    }

    /// How many rows the longest column has.
    pub fn rows(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or_default()
    }

    fn shows(&self, row: usize, list: &ProgressList) -> bool {
        (list.top..list.top + self.height).contains(&row)
    }

    /// The first row on screen where the last row of the longest column is at the bottom.
    fn last_top(&self) -> usize {
        self.rows().saturating_sub(self.height)
    }
}

impl ProgressList {
    /// Selects the next row that opens, or the one before; where none is near, the pane scrolls by a line.
    pub(super) fn step(&mut self, step: isize, page: &Page) {
        let here = page.selected(self);
        let number = self.selected.checked_add_signed(step);
        let next = number.and_then(|number| Some((number, *page.opening.get(number)?)));
        match (here, next) {
            (Some(here), Some((number, row))) if here.abs_diff(row) < page.height => {
                self.selected = number;
                self.bring_to_screen(row, page);
            }
            _ => self.scroll(step, page),
        }
    }

    pub(super) fn bring_to_screen(&mut self, row: usize, page: &Page) {
        let lowest = (row + 1).saturating_sub(page.height);
        self.top = self.top.min(row).max(lowest);
    }

    /// Scrolls the pane; the selection is carried along at the edge.
    pub(super) fn scroll(&mut self, by: isize, page: &Page) {
        self.top = self.top.saturating_add_signed(by).min(page.last_top());
        self.selected = self.selected.min(page.opening.len().saturating_sub(1));
        if page.selected(self).is_some() {
            return;
        }
        let is_above = page.opening.get(self.selected) < Some(&self.top);
        let shown = page.opening.iter().enumerate();
        let mut shown = shown.filter(|(_, row)| page.shows(**row, self));
        let nearest = if is_above {
            shown.next()
        } else {
            shown.next_back()
        };
        if let Some((number, _)) = nearest {
            self.selected = number;
        }
    }
}
