//! The outline and the contents beside a lesson's text.

use crate::app::Model;
use crate::app::Pane;
use crate::app::frame::geometry::Area;
use crate::app::screen::lesson::{Column, Reader};
use crate::app::widget::outline::OutlineRow;
use crate::ui::paint::{Canvas, Row, row_of};
use crate::ui::widget::headings::draw_heading;
use crate::ui::widget::outline::{draw_filter, draw_rows};

pub(super) fn draw_outline(model: &Model, reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let (view, has_keys) = (&reader.beside, has_keys(model, Column::Outline));
    let percent = reader.outline.percent().to_string();
    canvas.bordered(area, "Outline", &percent, has_keys);
    draw_filter(view, area.inside_border(), canvas);
    let look = |index, row: &OutlineRow<'_>| {
        let is_here = matches!(row, OutlineRow::Lesson(number, _) if *number == reader.number);
        Row::of(has_keys, index == view.cursor.selected, is_here)
    };
    if let Some(list) = model.lesson.in_outline(&model.shared) {
        draw_rows(view, list.rows, look, model.shared.preview.as_ref(), canvas);
    }
}

/// Whether the keys go to that column, and nothing lies over it.
fn has_keys(model: &Model, column: Column) -> bool {
    model.uncovered() == Some(Pane::Lesson) && model.lesson.column() == Some(column)
}

/// The lesson's headings, one a row, with the current one marked.
pub(super) fn draw_contents(model: &Model, reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let (cursor, has_keys) = (reader.headings, has_keys(model, Column::Contents));
    canvas.bordered(area, "Contents", "", has_keys);
    let inside = area.inside_border();
    let (count, height) = (
        reader.text.layout().document().headings().len(),
        usize::from(inside.height),
    );
    let current = reader.current_heading();
    for heading in (cursor.top..count).take(height) {
        let place = row_of(inside, heading - cursor.top);
        let look = Row::of(
            has_keys,
            heading == cursor.selected,
            current == Some(heading),
        );
        draw_heading(reader, heading, look, place, canvas);
    }
    let bar = Area {
        x: inside.x + inside.width,
        width: 1,
        ..inside
    };
    canvas.scroll_bar(bar, cursor.top, height, count);
}
