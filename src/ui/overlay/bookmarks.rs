//! The bookmarks.

use super::{Paint, Popup};
use crate::app::overlay::bookmarks::Bookmarks;
use crate::lesson::{display_width, truncated};
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;
use crate::ui::widget::two_rows::on_screen;

impl Paint for Bookmarks {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { model, area, rows } = popup;
        let count = model.shared.bookmarks.len();
        canvas.bordered(area, "Bookmarks", &count.to_string(), true);
        let marks = Bookmarks::marks(&model.shared);
        let with_course = Bookmarks::names_courses(&model.shared);
        for (_, mark, place) in on_screen(marks, self.cursor, rows) {
            let width = place.title_width();
            let most = if with_course { width * 2 / 3 } else { width };
            let title = truncated(&mark.title, most);
            let room = width.saturating_sub(display_width(&title) + 2);
            let look = place.look;
            let mut spans = vec![canvas.row_span(title, look.piece(), look)];
            if with_course {
                let course = format!("  {}", truncated(&mark.course_title, room));
                spans.push(canvas.row_span(course, Piece::Dim, look));
            }
            place.title(spans, canvas);
            place.remark(&mark.excerpt, canvas);
        }
    }
}
