//! What keys and the mouse do in the Progress pane: it scrolls, and its courses and modules open.

use std::sync::Arc;

use super::actions::rows_moved;
use super::model::Model;
use super::msg::Mouse;
use super::progress::{Progress, Row, column_area};
use crate::domain::Outline;
use crate::keymap::Action;

/// The rows of the pane as they are on this screen, made once for whatever asks for several things of them.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgressPage {
    /// The pane's columns; the courses are in the last one.
    pub columns: Vec<Vec<Row>>,
    /// The rows of the last column that open.
    opening: Vec<usize>,
    height: usize,
}

impl ProgressPage {
    /// The row of the last column that is selected; none where it is not on screen.
    pub fn selected(&self, progress: &Progress) -> Option<usize> {
        let row = *self.opening.get(progress.selected)?;
        self.shows(row, progress).then_some(row)
    }

    /// True where more is below the screen.
    pub(super) fn goes_on(&self, progress: &Progress) -> bool {
        progress.top < self.last_top()
    }

    /// How many rows the longest column has.
    pub fn rows(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or_default()
    }

    fn shows(&self, row: usize, progress: &Progress) -> bool {
        (progress.top..progress.top + self.height).contains(&row)
    }

    /// The first row on screen where the last row of the longest column is at the bottom.
    fn last_top(&self) -> usize {
        self.rows().saturating_sub(self.height)
    }
}

impl Progress {
    /// Selects the next row that opens, or the one before; where none is near, the pane scrolls by a line.
    fn step(&mut self, step: isize, page: &ProgressPage) {
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

    fn bring_to_screen(&mut self, row: usize, page: &ProgressPage) {
        let lowest = (row + 1).saturating_sub(page.height);
        self.top = self.top.min(row).max(lowest);
    }

    /// Scrolls the pane; the selection is carried along at the edge.
    fn scroll(&mut self, by: isize, page: &ProgressPage) {
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

impl Model {
    /// The rows of the pane as they are on this screen.
    pub fn progress_page(&self) -> ProgressPage {
        let area = self.progress_rows_area();
        let progress = &self.progress;
        let columns = progress.columns(&self.calendar, self.today(), area.width);
        let rows = columns.last().into_iter().flatten().enumerate();
        let opening = rows.filter(|(_, row)| row.opens());
        ProgressPage {
            opening: opening.map(|(index, _)| index).collect(),
            columns,
            height: usize::from(area.height),
        }
    }

    /// The courses came: what is selected stays so, and on screen where it was.
    pub(super) fn take_joined(&mut self, courses: Vec<Arc<Outline>>) {
        let was_seen = self.progress_page().selected(&self.progress).is_some();
        self.progress.set_courses(courses);
        let page = self.progress_page();
        let row = page.opening.get(self.progress.selected);
        if let Some(row) = row.filter(|_| was_seen) {
            self.progress.bring_to_screen(*row, &page);
        }
        self.progress.scroll(0, &page);
    }

    pub(super) fn act_on_progress(&mut self, action: Action) {
        let page = self.progress_page();
        let progress = &mut self.progress;
        match (action, rows_moved(action, page.height)) {
            (Action::Open, _) => {
                if page.selected(progress).is_some() {
                    self.open_from_progress();
                }
            }
            (_, Some(step @ (1 | -1))) => progress.step(step, &page),
            (_, Some(rows)) => {
                progress.scroll(rows, &page);
                match action {
                    Action::First | Action::Top => progress.selected = 0,
                    Action::Last | Action::Bottom => {
                        progress.selected = page.opening.len().saturating_sub(1);
                    }
                    _ => {}
                }
            }
            (_, None) => {}
        }
    }

    pub(super) fn scroll_progress(&mut self, by: isize) {
        let page = self.progress_page();
        self.progress.scroll(by, &page);
    }

    /// A click opens what the row is about.
    pub(super) fn click_progress(&mut self, mouse: Mouse) {
        let page = self.progress_page();
        let count = page.columns.len();
        let area = column_area(self.progress_rows_area(), count.saturating_sub(1), count);
        if !area.contains(mouse.column, mouse.row) {
            return;
        }
        let row = self.progress.top + usize::from(mouse.row - area.y);
        let clicked = page.opening.iter().position(|opens| *opens == row);
        if let Some(number) = clicked {
            self.progress.selected = number;
            self.open_from_progress();
        }
    }

    fn open_from_progress(&mut self) {
        if let Some((course, module)) = self.progress.subject(self.progress.selected) {
            self.open_outline_at(course, module);
        }
    }
}
