//! The lesson's headings.

use super::OverlayPainter;
use crate::app::overlay::Draws;
use crate::app::overlay::contents::Contents;
use crate::ui::paint::{Row, row_of};
use crate::ui::theme::Piece;
use crate::ui::widget::headings::draw_heading;
use crate::ui::widget::input_line;

impl Draws<Contents> for OverlayPainter<'_, '_> {
    fn draw(&mut self, contents: &Contents) {
        let &mut OverlayPainter {
            model,
            ref mut canvas,
            area,
            rows,
        } = self;
        canvas.bordered(area, "Contents", "", true);
        let first = row_of(area.inside_border(), 0);
        input_line::draw(&contents.filter, true, "filter headings", first, canvas);
        let Some(reader) = &model.lesson.reader else {
            return;
        };
        let shown = contents.shown.iter().enumerate().skip(contents.cursor.top);
        for (row, heading) in shown.take(usize::from(rows.height)) {
            let place = row_of(rows, row - contents.cursor.top);
            draw_heading(
                reader,
                *heading,
                Row::selected_if(row == contents.cursor.selected),
                place,
                canvas,
            );
        }
        if contents.shown.is_empty() {
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
