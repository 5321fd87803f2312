//! The lesson's headings.

use super::{Paint, Popup};
use crate::app::overlay::contents::Contents;
use crate::ui::paint::{Canvas, Row, row_of};
use crate::ui::theme::Piece;
use crate::ui::widget::headings::draw_heading;
use crate::ui::widget::input_line;

impl Paint for Contents {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { model, area, rows } = popup;
        canvas.bordered(area, "Contents", "", true);
        let first = row_of(area.inside_border(), 0);
        input_line::draw(&self.filter, true, "filter headings", first, canvas);
        let Some(reader) = &model.lesson.reader else {
            return;
        };
        let shown = self.shown.iter().enumerate().skip(self.cursor.top);
        for (row, heading) in shown.take(usize::from(rows.height)) {
            let place = row_of(rows, row - self.cursor.top);
            draw_heading(
                reader,
                *heading,
                Row::selected_if(row == self.cursor.selected),
                place,
                canvas,
            );
        }
        if self.shown.is_empty() {
            canvas.text(
                rows.x + 1,
                rows.y,
                rows.width,
                "No headings match.",
                Piece::Dim,
            );
        }
    }
}
