//! The bookmarks.

use super::OverlayPainter;
use crate::app::overlay::Draws;
use crate::app::overlay::bookmarks::{Bookmarks, ROWS_PER_BOOKMARK};
use crate::lesson::{display_width, truncated};
use crate::ui::paint::{Row, row_of};
use crate::ui::theme::Piece;

impl Draws<Bookmarks> for OverlayPainter<'_, '_> {
    fn draw(&mut self, list: &Bookmarks) {
        let &mut OverlayPainter {
            model,
            ref mut canvas,
            area,
            rows,
        } = self;
        let count = model.shared.bookmarks.len();
        canvas.bordered(area, "Bookmarks", &count.to_string(), true);
        let on_screen = usize::from(rows.height) / ROWS_PER_BOOKMARK;
        let marks = Bookmarks::marks(&model.shared).enumerate();
        let with_course = Bookmarks::names_courses(&model.shared);
        for (index, mark) in marks.skip(list.cursor.top).take(on_screen) {
            let place = row_of(rows, (index - list.cursor.top) * ROWS_PER_BOOKMARK);
            let below = row_of(rows, (index - list.cursor.top) * ROWS_PER_BOOKMARK + 1);
            let look = Row::selected_if(index == list.cursor.selected);
            canvas.begin_row(place, look);
            canvas.begin_row(below, look);
            let title = truncated(&mark.title, usize::from(place.width) * 2 / 3);
            let width = place.width.saturating_sub(2);
            let room = usize::from(width).saturating_sub(display_width(&title) + 2);
            let mut spans = vec![canvas.row_span(title, look.piece(), look)];
            if with_course {
                let course = format!("  {}", truncated(&mark.course_title, room));
                spans.push(canvas.row_span(course, Piece::Dim, look));
            }
            canvas.line(place.x + 1, place.y, width, spans);
            let width = below.width.saturating_sub(4);
            let excerpt = truncated(&mark.excerpt, width.into());
            let excerpt = canvas.row_span(excerpt, Piece::Dim, look);
            canvas.line(below.x + 3, below.y, width, vec![excerpt]);
        }
    }
}
