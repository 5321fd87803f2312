//! The mouse on the Lesson screen.

use super::LessonScreen;
use super::hints::{Hints, Target};
use super::reader::{Column, Reader};
use crate::app::frame::geometry::Area;
use crate::app::msg::Mouse;
use crate::app::screen::outline::{self, Opens};
use crate::app::screen::{Next, Screen};
use crate::app::shared::Shared;

impl LessonScreen {
    /// A click beside the text opens what it is on, or gives the keys to that column.
    pub(super) fn click_body(&mut self, mouse: Mouse, shared: &mut Shared) -> Next {
        let columns = self.columns(shared);
        if columns.outline.is_some_and(|area| mouse.is_in(area)) {
            return self.click_outline(mouse, shared);
        }
        if let Some(contents) = columns.contents.filter(|area| mouse.is_in(*area)) {
            self.click_contents(contents.inside_border(), mouse, shared);
            return Next::Stay;
        }
        self.give_keys_to(Column::Text, shared);
        self.click_text(mouse, shared)
    }

    fn click_outline(&mut self, mouse: Mouse, shared: &mut Shared) -> Next {
        self.give_keys_to(Column::Outline, shared);
        let areas = self.in_outline(shared).unwrap_or_default();
        let Some(list) = self.outline_mut() else {
            return Next::Stay;
        };
        let next = outline::click(list, areas, Opens::AtOnce, mouse);
        self.fit(shared);
        next
    }

    fn click_contents(&mut self, rows: Area, mouse: Mouse, shared: &mut Shared) {
        self.give_keys_to(Column::Contents, shared);
        let Some(reader) = &mut self.reader else {
            return;
        };
        let count = reader.text.layout().document().headings().len();
        let row = mouse.row_in(rows).map(|row| reader.headings.top + row);
        if let Some(row) = row.filter(|row| *row < count) {
            self.jump_to_heading(row);
            self.give_keys_to(Column::Text, shared);
        }
    }

    fn click_text(&mut self, mouse: Mouse, shared: &mut Shared) -> Next {
        let columns = self.columns(shared);
        let Some(reader) = &mut self.reader else {
            return Next::Stay;
        };
        // Who clicks types no letters any more.
        let hints = reader.hints.take().unwrap_or_default();
        reader.passage = None;
        if let Some(target) = target_at(reader, &hints, columns.text, mouse) {
            return self.pick(target, shared);
        }
        self.drags_bar = mouse.column.abs_diff(columns.scroll_bar.x) <= 1;
        let row = mouse.row_in(columns.text);
        let place = row
            .and_then(|row| reader.text.on_screen().nth(row))
            .map(|(place, _)| place);
        let column = usize::from(mouse.column.saturating_sub(columns.text.x));
        if let Some(place) = place.filter(|_| !self.drags_bar)
            && let Some(next) = self.click_sheet(place, column, shared)
        {
            return next;
        }
        self.pressed = place.filter(|_| !self.drags_bar).map(|place| place.block);
        if self.drags_bar {
            self.remember_spot();
            self.drag(mouse, shared);
        }
        Next::Stay
    }

    /// The scroll bar that was taken follows the mouse, wherever that goes; elsewhere a passage is selected.
    pub(in crate::app) fn drag(&mut self, mouse: Mouse, shared: &Shared) {
        let columns = self.columns(shared);
        let bar = columns.scroll_bar;
        if !self.drags_bar {
            return self.drag_passage(mouse, columns.text);
        }
        if let Some(reader) = &mut self.reader {
            let row = mouse.row.saturating_sub(bar.y);
            reader.scroll_to_row(row.min(bar.height.saturating_sub(1)), bar.height);
        }
    }

    /// The scroll bar is let go.
    pub(in crate::app) fn release_bar(&mut self) {
        self.drags_bar = false;
        self.pressed = None;
    }

    /// The wheel scrolls the column that it turns over.
    pub(super) fn scroll_column(&mut self, by: isize, mouse: Mouse, shared: &Shared) {
        let columns = self.columns(shared);
        let (outline_rows, contents_rows) = (self.outline_rows(shared), self.contents_rows(shared));
        let Some(reader) = &mut self.reader else {
            return;
        };
        if columns.outline.is_some_and(|area| mouse.is_in(area)) {
            reader.beside.scroll_by(by, outline_rows);
        } else if columns.contents.is_some_and(|area| mouse.is_in(area)) {
            let count = reader.text.layout().document().headings().len();
            reader.headings.scroll_by(by, count, contents_rows);
        } else {
            reader.text.scroll(by);
        }
    }
}

/// The link, fold or code under the mouse. Code counts while it has letters.
fn target_at(reader: &Reader, hints: &Hints, area: Area, mouse: Mouse) -> Option<Target> {
    let text = &reader.text;
    let row = mouse.row_in(area)?;
    let (place, line) = text.on_screen().nth(row)?;
    let copy = Target::copy_of(text.layout().document(), place.block);
    if let Some(copy) = copy.filter(|copy| hints.has(*copy)) {
        return Some(copy);
    }
    let column = usize::from(mouse.column.saturating_sub(area.x));
    let link = text.window(line).link_at(column).map(Target::Link);
    let folds = text.layout().folds(place.block);
    link.or_else(|| folds.then_some(Target::Fold(place)))
}
