//! What keys and the mouse do in the Progress pane: it scrolls, and its courses and modules open.

use super::actions::rows_moved;
use super::model::Model;
use super::msg::Mouse;
use super::progress::{Row, column_area};
use crate::keymap::Action;

impl Model {
    /// The pane's columns as they are on this screen; the courses are in the last one.
    pub fn progress_columns(&self) -> Vec<Vec<Row>> {
        let width = self.progress_rows_area().width;
        self.progress.columns(&self.calendar, self.today(), width)
    }

    /// The row of the last column that is selected; none where it is not on screen.
    pub fn selected_progress_row(&self) -> Option<usize> {
        let row = *self.opening_rows().get(self.progress.selected)?;
        self.is_progress_row_shown(row).then_some(row)
    }

    /// The rows of the last column that open.
    fn opening_rows(&self) -> Vec<usize> {
        let columns = self.progress_columns();
        let rows = columns.last().into_iter().flatten().enumerate();
        let opening = rows.filter(|(_, row)| row.opens());
        opening.map(|(index, _)| index).collect()
    }

    fn progress_height(&self) -> usize {
        usize::from(self.progress_rows_area().height)
    }

    fn is_progress_row_shown(&self, row: usize) -> bool {
        let top = self.progress.top;
        (top..top + self.progress_height()).contains(&row)
    }

    /// The first row on screen where the last row of the longest column is at the bottom.
    fn last_progress_top(&self) -> usize {
        let columns = self.progress_columns();
        let longest = columns.iter().map(Vec::len).max().unwrap_or_default();
        longest.saturating_sub(self.progress_height())
    }

    /// True where more is below the screen.
    pub(super) fn progress_goes_on(&self) -> bool {
        self.progress.top < self.last_progress_top()
    }

    pub(super) fn act_on_progress(&mut self, action: Action) {
        let rows = rows_moved(action, self.progress_height());
        match (action, rows) {
            (Action::Open, _) => {
                if self.selected_progress_row().is_some() {
                    self.open_from_progress(self.progress.selected);
                }
            }
            (_, Some(step @ (1 | -1))) => self.step_in_progress(step),
            (_, Some(rows)) => {
                self.scroll_progress(rows);
                match action {
                    Action::First | Action::Top => self.progress.selected = 0,
                    Action::Last | Action::Bottom => {
                        self.progress.selected = self.opening_rows().len().saturating_sub(1);
                    }
                    _ => {}
                }
            }
            (_, None) => {}
        }
    }

    /// Selects the next row that opens, or the one before; where none is near, the pane scrolls by a line.
    fn step_in_progress(&mut self, step: isize) {
        let (rows, height) = (self.opening_rows(), self.progress_height());
        let here = self.selected_progress_row();
        let number = self.progress.selected.checked_add_signed(step);
        let next = number.and_then(|number| Some((number, *rows.get(number)?)));
        match (here, next) {
            (Some(here), Some((number, row))) if here.abs_diff(row) < height => {
                self.progress.selected = number;
                let top = self.progress.top;
                self.progress.top = top.min(row).max((row + 1).saturating_sub(height));
            }
            _ => self.scroll_progress(step),
        }
    }

    /// Scrolls the pane; the selection is carried along at the edge.
    pub(super) fn scroll_progress(&mut self, by: isize) {
        let last = self.last_progress_top();
        self.progress.top = self.progress.top.saturating_add_signed(by).min(last);
        let rows = self.opening_rows();
        self.progress.selected = self.progress.selected.min(rows.len().saturating_sub(1));
        if self.selected_progress_row().is_some() {
            return;
        }
        let is_above = rows.get(self.progress.selected) < Some(&self.progress.top);
        let shown = rows.iter().enumerate();
        let mut shown = shown.filter(|(_, row)| self.is_progress_row_shown(**row));
        let nearest = if is_above {
            shown.next()
        } else {
            shown.next_back()
        };
        if let Some((number, _)) = nearest {
            self.progress.selected = number;
        }
    }

    /// A click opens what the row is about.
    pub(super) fn click_progress(&mut self, mouse: Mouse) {
        let count = self.progress_columns().len();
        let area = column_area(self.progress_rows_area(), count.saturating_sub(1), count);
        if !area.contains(mouse.column, mouse.row) {
            return;
        }
        let row = self.progress.top + usize::from(mouse.row - area.y);
        let clicked = self.opening_rows().iter().position(|opens| *opens == row);
        if let Some(number) = clicked {
            self.progress.selected = number;
            self.open_from_progress(number);
        }
    }

    fn open_from_progress(&mut self, number: usize) {
        if let Some((course, module)) = self.progress.subject(number) {
            self.open_outline_at(course, module);
        }
    }
}
