//! Routes the mouse: clicks on the header, the footer and beside an overlay; all others go to the screen or overlay.

use super::Model;
use crate::app::msg::{Gesture, Mouse};
use crate::app::pane::Pane;

/// Rows that one step of the wheel scrolls.
const WHEEL_ROWS: isize = 3;

impl Model {
    pub(super) fn mouse(&mut self, mouse: Mouse) {
        if self.shared.size.is_too_small() {
            return;
        }
        self.arrange();
        match mouse.gesture {
            Gesture::WheelUp => self.wheel(mouse, -WHEEL_ROWS),
            Gesture::WheelDown => self.wheel(mouse, WHEEL_ROWS),
            Gesture::Click => {
                self.lesson.release_bar();
                self.click(mouse);
            }
            Gesture::Drag if self.uncovered() == Some(Pane::Lesson) => {
                self.lesson.drag(mouse, &self.shared);
            }
            Gesture::Drag => {}
        }
    }

    fn wheel(&mut self, mouse: Mouse, rows: isize) {
        if let Some(overlay) = &mut self.overlay {
            return overlay.panel_mut().scroll(rows, &self.shared);
        }
        let (screen, shared) = self.screen_mut();
        screen.scroll(rows, mouse, shared);
    }

    fn click(&mut self, mouse: Mouse) {
        if mouse.is_in(self.shared.bands.footer) {
            if let Some(action) = self.footer_item_at(mouse.column) {
                self.act(action);
            }
        } else if mouse.is_in(self.shared.bands.header) {
            if let Some(pane) = self.crumb_at(mouse.column) {
                self.go_to_pane(pane);
            }
        } else if self.overlay.is_some() {
            self.click_overlay(mouse);
        } else if !self.puts_off_click(mouse) {
            let (screen, shared) = self.screen_mut();
            let next = screen.click(mouse, shared);
            self.after_screen(next);
        }
    }

    /// A click beside an overlay closes it.
    fn click_overlay(&mut self, mouse: Mouse) {
        let Some(overlay) = &mut self.overlay else {
            return;
        };
        if !mouse.is_in(overlay.area(&self.shared)) {
            return self.close_overlay();
        }
        if let Some(row) = mouse.row_in(overlay.rows(&self.shared)) {
            let next = overlay.panel_mut().click(row, &mut self.shared);
            self.after_overlay(next);
        }
    }
}
