//! The structure of a previewed course.

use super::{Paint, Popup};
use crate::app::overlay::structure::{Figures, Structure};
use crate::lesson::{display_width, truncated};
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;
use crate::ui::widget::two_rows::on_screen;

impl Paint for Structure {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { model, area, rows } = popup;
        let Some(preview) = &model.shared.preview else {
            return;
        };
        let lessons = self.outline.lessons().map(|(_, lesson)| lesson);
        let whole = Figures::of(lessons, preview);
        let remark = match area.width {
            0..60 => whole.problems.signs(),
            _ => whole.said(),
        };
        canvas.bordered(area, "Structure", &remark, true);
        for (index, module, place) in on_screen(self.modules().iter(), self.cursor, rows) {
            let look = place.look;
            let figures = Figures::of(module.lessons.iter(), preview);
            let signs = figures.problems.signs();
            let room = place
                .title_width()
                .saturating_sub(display_width(&signs) + 2);
            let title = truncated(&format!("{} {}", index + 1, module.title), room);
            let title = canvas.row_span(title, look.piece(), look);
            place.title(vec![title], canvas);
            let piece = match figures.problems.errors {
                0 => Piece::Warning,
                _ => Piece::Error,
            };
            place.at_end(canvas.row_span(signs, piece, look), canvas);
            let said = format!("{} · {}", figures.said(), figures.kinds());
            place.remark(&said, canvas);
        }
    }
}
