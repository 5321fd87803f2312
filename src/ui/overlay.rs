//! What lies over a pane: a text under a title, the lesson's headings.

use super::paint::Canvas;
use super::reader::draw_headings;
use super::text;
use super::theme::Piece;
use crate::app::list::ListCursor;
use crate::app::{Model, TextView};

pub(super) fn draw_text(model: &Model, title: &str, view: &TextView, canvas: &mut Canvas<'_>) {
    let area = model.overlay_area();
    canvas.clear(area, Piece::Popup);
    canvas.bordered(area, title, "", true);
    text::draw(view, model.overlay_rows_area(), canvas);
}

pub(super) fn draw_contents(model: &Model, cursor: ListCursor, canvas: &mut Canvas<'_>) {
    let area = model.overlay_area();
    canvas.clear(area, Piece::Popup);
    canvas.bordered(area, "On this page", "", true);
    if let Some(reader) = &model.reader {
        draw_headings(
            reader,
            model.overlay_rows_area(),
            cursor.top,
            Some(cursor.selected),
            canvas,
        );
    }
}
