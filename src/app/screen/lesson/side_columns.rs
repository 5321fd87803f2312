//! The outline and the contents beside the text: the column that has the keys, and what they do there.

use super::LessonScreen;
use super::reader::Column;
use crate::app::direction::Direction;
use crate::app::screen::{Next, Screen, outline};
use crate::app::shared::Shared;
use crate::app::widget::list::ListCursor;
use crate::app::widget::movement::rows_moved_from;
use crate::app::widget::outline::OutlineList;
use crate::keymap::{Action, Layer};

impl LessonScreen {
    /// The column that has the keys; none where no lesson is open.
    pub fn column(&self) -> Option<Column> {
        self.reader.as_ref().map(|reader| reader.column)
    }

    /// The outline beside the text, while it has the keys.
    pub(super) fn outline(&self) -> Option<&OutlineList> {
        let reader = self.reader.as_ref();
        let reader = reader.filter(|reader| reader.column == Column::Outline)?;
        Some(&reader.beside)
    }

    pub(super) fn outline_mut(&mut self) -> Option<&mut OutlineList> {
        let reader = self.reader.as_mut();
        let reader = reader.filter(|reader| reader.column == Column::Outline)?;
        Some(&mut reader.beside)
    }

    /// Gives the keys to the next column in that direction; false where there is only one.
    pub(in crate::app) fn go_to_column(
        &mut self,
        direction: Direction,
        shared: &mut Shared,
    ) -> bool {
        let Some(here) = self.column() else {
            return false;
        };
        let columns: Vec<Column> = self.shown_columns(shared).collect();
        let place = columns.iter().position(|column| *column == here);
        let step = match direction {
            Direction::Forward => 1,
            Direction::Back => columns.len() - 1,
        };
        let next = (place.unwrap_or_default() + step) % columns.len();
        self.give_keys_to(columns[next], shared);
        columns.len() > 1
    }

    /// Gives the keys to a column. One that lost them shows the place in the text again.
    pub(in crate::app) fn give_keys_to(&mut self, column: Column, shared: &mut Shared) {
        let rows = self.outline_rows(shared);
        let reader = self.reader.as_mut();
        let Some(reader) = reader.filter(|reader| reader.column != column) else {
            return;
        };
        match std::mem::replace(&mut reader.column, column) {
            Column::Text => {
                reader.hints = None;
                self.accept_search(shared);
            }
            Column::Outline => {
                reader.beside.clear_filter(rows);
                reader.beside.centre(&reader.lesson.head.id, rows);
            }
            Column::Contents => reader.followed = None,
        }
        self.fit(shared);
    }

    /// The keys go back to the text where the column that had them is no longer on screen.
    pub(super) fn leave_hidden_column(&mut self, shared: &mut Shared) {
        if let Some(column) = self.column()
            && !self.shown_columns(shared).any(|shown| shown == column)
        {
            self.give_keys_to(Column::Text, shared);
        }
    }

    /// Does what an action means beside the text; none where it means the text or the screen as a whole.
    pub(super) fn act_beside(
        &mut self,
        action: Action,
        number: Option<usize>,
        shared: &mut Shared,
    ) -> Option<Next> {
        let (column, layer) = match self.column()? {
            Column::Outline => (Column::Outline, Layer::Course),
            Column::Contents => (Column::Contents, Layer::List),
            Column::Text => return None,
        };
        if !action.info().layers.contains(&layer) {
            return None;
        }
        Some(match column {
            Column::Outline => self.act_on_outline(action, number, shared),
            _ => self.act_on_headings(action, number, shared),
        })
    }

    fn act_on_outline(
        &mut self,
        action: Action,
        number: Option<usize>,
        shared: &mut Shared,
    ) -> Next {
        let rows = self.outline_rows(shared);
        let Some(list) = self.outline_mut() else {
            return Next::Stay;
        };
        let next = outline::act(list, action, number, rows, shared);
        // The filter's line is a row of the list less.
        self.fit(shared);
        next
    }

    fn act_on_headings(
        &mut self,
        action: Action,
        number: Option<usize>,
        shared: &mut Shared,
    ) -> Next {
        let rows = self.contents_rows(shared);
        let Some(reader) = &mut self.reader else {
            return Next::Stay;
        };
        if action == Action::Open {
            let heading = reader.headings.selected;
            self.jump_to_heading(heading);
            self.give_keys_to(Column::Text, shared);
        } else if let Some(by) = rows_moved_from(reader.headings.selected, action, number, rows) {
            let count = reader.text.layout().document().headings().len();
            reader.headings.move_by(by, count, rows);
        }
        Next::Stay
    }

    /// The contents beside the text show the place in it, unless somebody moves in them.
    pub(in crate::app) fn follow_text(&mut self, shared: &Shared) {
        let rows = self.contents_rows(shared);
        let Some(reader) = &mut self.reader else {
            return;
        };
        let current = reader.current_heading();
        let above = current.map_or(0, |heading| heading + 1);
        if rows == 0 || reader.column == Column::Contents || reader.followed == Some(above) {
            return;
        }
        let count = reader.text.layout().document().headings().len();
        reader.headings = ListCursor::centred(current.unwrap_or_default(), count, rows);
        reader.followed = Some(above);
    }
}
