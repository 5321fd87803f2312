//! The outline and the contents beside a lesson: which part of the Lesson pane has the keys, and what they do there.

use super::actions::rows_moved_from;
use super::geometry::Area;
use super::list::ListCursor;
use super::model::{Model, Pane};
use super::msg::Mouse;
use super::reader::Part;
use crate::keymap::{Action, Layer};

impl Model {
    /// The parts of the Lesson pane that are on screen, from the left.
    fn parts(&self) -> impl Iterator<Item = Part> {
        let columns = self.reader_columns();
        let outline = columns.outline.map(|_| Part::Outline);
        let contents = columns.contents.map(|_| Part::Contents);
        outline.into_iter().chain([Part::Text]).chain(contents)
    }

    /// The part of the Lesson pane that has the keys; none where another pane is on screen.
    pub fn part(&self) -> Option<Part> {
        let reader = self.reader.as_ref().filter(|_| self.pane == Pane::Lesson)?;
        Some(reader.part)
    }

    /// Gives the keys to the next part of the Lesson pane, or to the one before; false where there is only one.
    pub(super) fn go_to_neighbour_part(&mut self, forward: bool) -> bool {
        let Some(here) = self.part() else {
            return false;
        };
        let parts: Vec<Part> = self.parts().collect();
        let place = parts.iter().position(|part| *part == here);
        let step = if forward { 1 } else { parts.len() - 1 };
        let next = (place.unwrap_or_default() + step) % parts.len();
        self.hand_keys_to(parts[next]);
        parts.len() > 1
    }

    /// Gives the keys to a part of the Lesson pane. One that lost them shows again where one is in the text.
    pub(super) fn hand_keys_to(&mut self, part: Part) {
        let rows = self.beside_rows();
        let Some(reader) = self.reader.as_mut().filter(|reader| reader.part != part) else {
            return;
        };
        match std::mem::replace(&mut reader.part, part) {
            Part::Text => {
                reader.hints = None;
                self.accept_search();
            }
            Part::Outline => {
                reader.beside.clear_filter(rows);
                reader.beside.centre(&reader.lesson.id, rows);
            }
            Part::Contents => reader.under = None,
        }
        self.fit();
    }

    /// The keys go back to the text where the part that had them is no longer on screen.
    pub(super) fn settle_part(&mut self) {
        if let Some(part) = self.part()
            && !self.parts().any(|shown| shown == part)
        {
            self.hand_keys_to(Part::Text);
        }
    }

    /// Does what an action means beside the text; false where it means the text or the pane as a whole.
    pub(super) fn act_beside(&mut self, action: Action, number: Option<usize>) -> bool {
        let layer = match self.part() {
            Some(Part::Outline) => Layer::Course,
            Some(Part::Contents) => Layer::List,
            Some(Part::Text) | None => return false,
        };
        if !action.info().layers.contains(&layer) {
            return false;
        }
        match layer {
            Layer::Course => self.act_on_course(action, number),
            _ => self.act_on_headings(action, number),
        }
        true
    }

    fn act_on_headings(&mut self, action: Action, number: Option<usize>) {
        let rows = self.contents_rows();
        let Some(reader) = &mut self.reader else {
            return;
        };
        if action == Action::Open {
            let heading = reader.headings.selected;
            self.jump_to_heading(heading);
            self.hand_keys_to(Part::Text);
        } else if let Some(by) = rows_moved_from(reader.headings.selected, action, number, rows) {
            let count = reader.text.layout().document().headings().len();
            reader.headings.move_by(by, count, rows);
        }
    }

    /// The contents beside the text show where one is in it, unless somebody moves in them.
    pub(super) fn follow_text(&mut self) {
        let rows = self.contents_rows();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let here = reader.current_heading();
        if rows == 0 || reader.part == Part::Contents || reader.under == Some(here) {
            return;
        }
        let count = reader.text.layout().document().headings().len();
        reader.headings = ListCursor::centred(here.unwrap_or_default(), count, rows);
        reader.under = Some(here);
    }

    /// The wheel turns over a part of the Lesson pane: that part scrolls.
    pub(super) fn wheel_in_lesson(&mut self, mouse: Mouse, by: isize) {
        let columns = self.reader_columns();
        let (outline_rows, contents_rows) = (self.beside_rows(), self.contents_rows());
        let Some(reader) = &mut self.reader else {
            return;
        };
        let is_over =
            |area: Option<Area>| area.is_some_and(|area| area.contains(mouse.column, mouse.row));
        if is_over(columns.outline) {
            reader.beside.scroll_by(by, outline_rows);
        } else if is_over(columns.contents) {
            let count = reader.text.layout().document().headings().len();
            reader.headings.scroll_by(by, count, contents_rows);
        } else {
            reader.text.scroll(by);
        }
    }
}
