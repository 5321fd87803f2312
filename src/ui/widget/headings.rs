//! A lesson's headings as rows of a list.

use crate::app::frame::geometry::Area;
use crate::app::screen::lesson::Reader;
use crate::domain::{Minutes, Seconds};
use crate::ui::paint::{Canvas, Row};
use crate::ui::theme::Piece;

/// One heading in a row, indented by its level below the highest of the lesson.
pub(in crate::ui) fn draw_heading(
    reader: &Reader,
    index: usize,
    row: Row,
    place: Area,
    canvas: &mut Canvas<'_>,
) {
    let document = reader.text.layout().document();
    let Some(heading) = document.headings().get(index) else {
        return;
    };
    canvas.begin_row(place, row);
    let steps = heading.level.saturating_sub(document.highest_level());
    let indent = u16::from(steps.min(3)) * 2;
    let minutes = section_minutes(reader.takes(reader.reading_under(index)));
    let width = u16::try_from(minutes.chars().count()).unwrap_or(0) + 1;
    let room = place.width.saturating_sub(indent + 2 + width);
    let right = Area {
        width: place.width.saturating_sub(1),
        ..place
    };
    canvas.text_at_right(right, &minutes, Piece::Dim);
    canvas.text(
        place.x + 1 + indent,
        place.y,
        room,
        &heading.title,
        row.piece(),
    );
}

/// How long a section takes: `2 min`, and nothing for a short one, whose title needs the room more.
fn section_minutes(Seconds(seconds): Seconds) -> String {
    match (seconds + 30) / 60 {
        0 => String::new(),
        minutes => Minutes(u32::try_from(minutes).unwrap_or(u32::MAX)).to_string(),
    }
}
