//! What the mouse does: select, open, scroll, go.

use super::excerpt::Waiting;
use super::find::ROWS_PER_HIT;
use super::geometry::Area;
use super::model::{Model, Overlay, Pane};
use super::msg::{Gesture, Mouse};
use super::reader::{Goal, Hints, Part, Reader};

/// Rows that one step of the wheel scrolls.
const WHEEL_ROWS: isize = 3;

impl Model {
    pub(super) fn mouse(&mut self, mouse: Mouse) {
        if self.size.is_too_small() || self.queue_up(Waiting::Mouse(mouse)) {
            return;
        }
        match mouse.gesture {
            Gesture::WheelUp => self.wheel(mouse, -WHEEL_ROWS),
            Gesture::WheelDown => self.wheel(mouse, WHEEL_ROWS),
            Gesture::Click => {
                self.click_before_start();
                self.drags_bar = false;
                self.click(mouse);
            }
            Gesture::Drag => self.drag(mouse),
        }
    }

    fn wheel(&mut self, mouse: Mouse, rows: isize) {
        let list_rows = self.list_rows();
        match (&mut self.overlay, self.pane) {
            (Some(Overlay::Help(_)), _) => self.scroll_help(rows),
            (Some(Overlay::Text(_, view)), _) => view.scroll(rows),
            (Some(Overlay::Contents(_)), _) => self.move_in_contents(rows),
            (Some(Overlay::Find(_)), _) => self.scroll_find(rows),
            (Some(Overlay::Bookmarks(_)), _) => self.move_in_bookmarks(rows.signum()),
            (Some(Overlay::Confirm(_)), _) => {}
            (None, Pane::Catalog) => {
                let shown = self.catalog.counts().1;
                self.catalog.cursor.scroll_by(rows, shown, list_rows);
            }
            (None, Pane::Course) => {
                if let Some(view) = &mut self.course {
                    view.scroll_by(rows, list_rows);
                }
            }
            (None, Pane::Lesson) => self.wheel_in_lesson(mouse, rows),
            (None, Pane::Progress) => self.scroll_progress(rows),
        }
    }

    fn click(&mut self, mouse: Mouse) {
        let bands = self.bands();
        if bands.footer.contains(mouse.column, mouse.row) {
            if let Some(action) = self.footer_item_at(mouse.column) {
                self.act(action);
            }
        } else if bands.header.contains(mouse.column, mouse.row) {
            if let Some(pane) = self.crumb_at(mouse.column) {
                self.go_to_pane(pane);
            }
        } else if self.overlay.is_some() {
            self.click_overlay(mouse);
        } else {
            match self.pane {
                Pane::Catalog => self.click_catalog(mouse),
                Pane::Course => self.click_course(mouse),
                Pane::Lesson => self.click_lesson(mouse),
                Pane::Progress => self.click_progress(mouse),
            }
        }
    }

    /// A click beside an overlay closes it; on a heading it goes there.
    fn click_overlay(&mut self, mouse: Mouse) {
        if !self.overlay_area().contains(mouse.column, mouse.row) {
            self.overlay = None;
            return;
        }
        let row = row_in(self.overlay_rows_area(), mouse);
        match (&mut self.overlay, row) {
            (Some(Overlay::Contents(contents)), Some(row)) => {
                contents.cursor.selected = contents.cursor.top + row;
                self.open_selected_heading();
            }
            (Some(Overlay::Bookmarks(_)), Some(row)) => self.click_bookmark(row),
            (Some(Overlay::Find(find)), Some(row)) => {
                find.cursor.selected = find.cursor.top + row / ROWS_PER_HIT;
                self.open_selected_hit();
            }
            _ => {}
        }
    }

    /// A click selects a course; a click on the selected one opens it.
    fn click_catalog(&mut self, mouse: Mouse) {
        let rows = self.list_rows();
        let shown = self.catalog.counts().1;
        let Some(row) = row_in(self.list_rows_area(), mouse) else {
            return self.click_filter(mouse);
        };
        let row = self.catalog.cursor.top + row;
        if row == self.catalog.cursor.selected {
            self.continue_course();
        } else if row < shown {
            self.catalog.cursor.select(row, shown, rows);
        }
    }

    fn click_course(&mut self, mouse: Mouse) {
        let rows = self.list_rows();
        let Some(row) = row_in(self.list_rows_area(), mouse) else {
            return self.click_filter(mouse);
        };
        let Some(view) = &mut self.course else { return };
        let row = view.cursor.top + row;
        if row == view.cursor.selected {
            self.open_selected_row();
        } else if row < view.rows().count() {
            view.select_row(row, rows);
        }
    }

    /// A click on the line of the list's filter begins to type into it, one beside it ends that.
    fn click_filter(&mut self, mouse: Mouse) {
        let is_on = self.filter_area().contains(mouse.column, mouse.row);
        if self.pane == Pane::Catalog {
            self.catalog.typing = is_on;
        } else if let Some((view, _)) = self.outline_in_hand() {
            view.typing = is_on;
        }
        // An empty filter goes, and its line is a row of the list again.
        self.fit();
    }

    /// A click beside the text opens what it is on, or gives the keys to that part of the pane.
    fn click_lesson(&mut self, mouse: Mouse) {
        let reader = self.reader.as_mut();
        if reader.is_some_and(|reader| reader.awaits_whole_for_mouse(mouse)) {
            return;
        }
        let columns = self.reader_columns();
        let is_on = |area: &Area| area.contains(mouse.column, mouse.row);
        if columns.outline.as_ref().is_some_and(is_on) {
            self.click_outline_beside(mouse);
        } else if let Some(contents) = columns.contents.filter(is_on) {
            self.click_contents_beside(contents.inside_border(), mouse);
        } else {
            self.hand_keys_to(Part::Text);
            self.click_text(mouse);
        }
    }

    fn click_outline_beside(&mut self, mouse: Mouse) {
        self.hand_keys_to(Part::Outline);
        let rows = self.beside_rows();
        let row = self.beside_rows_area().and_then(|area| row_in(area, mouse));
        let Some(reader) = &mut self.reader else {
            return;
        };
        let view = &mut reader.beside;
        let row = row.map(|row| view.cursor.top + row);
        match row.filter(|row| *row < view.rows().count()) {
            Some(row) => {
                view.select_row(row, rows);
                self.open_selected_row();
            }
            None => self.click_filter(mouse),
        }
    }

    fn click_contents_beside(&mut self, rows: Area, mouse: Mouse) {
        self.hand_keys_to(Part::Contents);
        let Some(reader) = &mut self.reader else {
            return;
        };
        let count = reader.text.layout().document().headings().len();
        let row = row_in(rows, mouse).map(|row| reader.headings.top + row);
        if let Some(row) = row.filter(|row| *row < count) {
            self.jump_to_heading(row);
            self.hand_keys_to(Part::Text);
        }
    }

    fn click_text(&mut self, mouse: Mouse) {
        let area = self.reader_columns().text;
        let line_height = usize::from(self.line_height());
        let Some(reader) = &mut self.reader else {
            return;
        };
        // Who clicks types no letters any more.
        let hints = reader.hints.take().unwrap_or_default();
        match goal_at(reader, &hints, area, line_height, mouse) {
            Some(goal) => self.reach(goal),
            None => {
                let bar = self.reader_columns().scroll_bar;
                self.drags_bar = mouse.column.abs_diff(bar.x) <= 1;
                if self.drags_bar {
                    self.remember_spot();
                }
                self.drag(mouse);
            }
        }
    }

    /// The scroll bar that was taken follows the mouse, wherever that goes.
    fn drag(&mut self, mouse: Mouse) {
        let bar = self.reader_columns().scroll_bar;
        let follows = self.drags_bar && self.pane == Pane::Lesson && self.overlay.is_none();
        if let Some(reader) = self.reader.as_mut().filter(|_| follows)
            && !reader.awaits_whole_for_mouse(mouse)
        {
            let row = mouse.row.saturating_sub(bar.y);
            reader.scroll_to_row(row.min(bar.height.saturating_sub(1)), bar.height);
        }
    }
}

/// What a click on the text leads to: code that has letters is copied.
fn goal_at(
    reader: &Reader,
    hints: &Hints,
    area: Area,
    line_height: usize,
    mouse: Mouse,
) -> Option<Goal> {
    let text = &reader.text;
    let row = row_in(area, mouse)? / line_height;
    let (place, line) = text.on_screen().nth(row)?;
    let copy = Goal::copy_of(text.layout().document(), place.block);
    if let Some(copy) = copy.filter(|copy| hints.lead_to(*copy)) {
        return Some(copy);
    }
    let column = usize::from(mouse.column.saturating_sub(area.x));
    let link = text.window(line).link_at(column).map(Goal::Link);
    link.or_else(|| {
        text.layout()
            .folds(place.block)
            .then_some(Goal::Fold(place))
    })
}

/// The row of an area that was clicked, from 0.
fn row_in(area: Area, mouse: Mouse) -> Option<usize> {
    area.contains(mouse.column, mouse.row)
        .then(|| usize::from(mouse.row - area.y))
}
