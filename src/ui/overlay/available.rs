//! The academy's courses.

use super::{Paint, Popup};
use crate::app::frame::geometry::Area;
use crate::app::overlay::available::Available;
use crate::app::request::Step;
use crate::app::request::courses::{Access, Available as Course};
use crate::lesson::{display_width, truncated};
use crate::ui::paint::{Canvas, Row, row_of};
use crate::ui::theme::Piece;
use crate::ui::widget::input_line;

impl Paint for Available {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { model, area, rows } = popup;
        let (all, found) = self.counts();
        let mut remark = match all == found {
            true => format!("{all}"),
            false => format!("{found} of {all}"),
        };
        let step = model.shared.sync.progress.map(|progress| progress.step);
        if step == Some(Step::List) {
            remark.push_str(", loading more");
        }
        canvas.bordered(area, "The academy's courses", &remark, true);
        let first = row_of(area.inside_border(), 0);
        input_line::draw(&self.input, true, "filter", first, canvas);
        if found == 0 {
            let text = match (self.is_read, all) {
                (false, _) => "Loading …",
                (true, 0) => "None yet: the first sync fetches them.",
                (true, _) => "No courses match.",
            };
            canvas.text(rows.x + 1, rows.y, rows.width, text, Piece::Dim);
        }
        let shown = self.rows().enumerate().skip(self.cursor.top);
        for (index, course) in shown.take(rows.height.into()) {
            let look = Row::selected_if(index == self.cursor.selected);
            let place = row_of(rows, index - self.cursor.top);
            draw_row(course, place, look, canvas);
        }
        let edge = Area {
            x: rows.x + rows.width,
            width: 1,
            ..rows
        };
        canvas.scroll_bar(edge, self.cursor.top, rows.height.into(), found);
    }
}

fn draw_row(course: &Course, place: Area, look: Row, canvas: &mut Canvas<'_>) {
    canvas.begin_row(place, look);
    let (right, piece) = match course.access {
        Access::Here => ("✓ here".to_owned(), Piece::Done),
        Access::Coming => ("with the next sync".to_owned(), Piece::Begun),
        Access::Enroll => ("free".to_owned(), Piece::New),
        Access::Closed => (course.price.to_string(), Piece::Dim),
    };
    let width = display_width(&right);
    let room = usize::from(place.width).saturating_sub(width + 4);
    let title = canvas.row_span(truncated(&course.title, room), look.piece(), look);
    canvas.line(place.x + 1, place.y, place.width, vec![title]);
    let width = u16::try_from(width).unwrap_or(place.width);
    let x = place.x + place.width.saturating_sub(width + 1);
    let right = canvas.row_span(right, piece, look);
    canvas.line(x, place.y, width, vec![right]);
}
