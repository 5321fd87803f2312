//! The Lesson pane: the outline at the left, the text, the contents at the right.

use super::course::draw_outline_row;
use super::paint::{Canvas, row_of};
use super::text;
use super::theme::Piece;
use crate::app::course::OutlineRow;
use crate::app::geometry::Area;
use crate::app::{Model, Reader};

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let columns = model.reader_columns();
    let Some(reader) = &model.reader else { return };
    text::draw(&reader.text, columns.text, canvas);
    draw_scroll_bar(reader, columns.scroll_bar, canvas);
    if let Some(area) = columns.outline {
        draw_outline(reader, area, canvas);
    }
    if let Some(area) = columns.contents {
        draw_contents(reader, area, canvas);
    }
}

/// The bar counts words, not lines: lines far away are not laid out.
fn draw_scroll_bar(reader: &Reader, column: Area, canvas: &mut Canvas<'_>) {
    let document = reader.text.layout().document();
    let total = document.words();
    if reader.text.at_end() && reader.text.top() == crate::lesson::Place::default() {
        return;
    }
    let shown = reader.text.words_on_screen().min(total.saturating_sub(1));
    let above = if reader.text.at_end() {
        total - shown
    } else {
        document.words_before(reader.text.top())
    };
    canvas.scroll_bar(column, above, shown, total);
}

fn draw_outline(reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    canvas.bordered(
        area,
        "Outline",
        &reader.outline.percent().to_string(),
        false,
    );
    let inside = area.inside_border();
    let top = reader.side_top(inside.height);
    for (index, row) in reader
        .side_rows()
        .skip(top)
        .take(usize::from(inside.height))
        .enumerate()
    {
        let place = row_of(inside, index);
        let here = matches!(row, OutlineRow::Lesson(number, _) if number == reader.number);
        if here {
            canvas.tint(place, canvas.style(Piece::Selected));
        }
        draw_outline_row(row, place, here, canvas);
    }
}

fn draw_contents(reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    canvas.bordered(area, "On this page", "", false);
    let inside = area.inside_border();
    draw_headings(
        reader,
        inside,
        reader.contents_top(inside.height),
        reader.current_heading(),
        canvas,
    );
}

/// The lesson's headings from `top` on, one a row, with the current one marked.
pub(super) fn draw_headings(
    reader: &Reader,
    area: Area,
    top: usize,
    current: Option<usize>,
    canvas: &mut Canvas<'_>,
) {
    let headings = reader.text.layout().document().headings();
    let highest = headings
        .iter()
        .map(|heading| heading.level)
        .min()
        .unwrap_or(1);
    for (index, heading) in headings
        .iter()
        .enumerate()
        .skip(top)
        .take(usize::from(area.height))
    {
        let place = row_of(area, index - top);
        let is_current = current == Some(index);
        let indent = u16::from(heading.level.saturating_sub(highest).min(3)) * 2;
        let (marker, piece) = if is_current {
            canvas.tint(place, canvas.style(Piece::Selected));
            ("▌", Piece::Selected)
        } else {
            (" ", Piece::Text)
        };
        canvas.text(place.x, place.y, 1, marker, Piece::SelectedMarker);
        let x = place.x + 1 + indent;
        canvas.text(
            x,
            place.y,
            place.width.saturating_sub(indent + 2),
            &heading.title,
            piece,
        );
    }
}
