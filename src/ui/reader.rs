//! The Lesson pane: the outline at the left, the text, the contents at the right.

use super::course::{draw_filter, draw_rows};
use super::paint::{Canvas, Row, row_of};
use super::picture;
use super::text::{self, Setting};
use super::theme::Piece;
use crate::app::course::OutlineRow;
use crate::app::geometry::Area;
use crate::app::reader::Part;
use crate::app::{Model, Reader};
use crate::domain::Seconds;

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let columns = model.reader_columns();
    let Some(reader) = &model.reader else { return };
    let line_height = model.line_height();
    let setting = Setting { line_height };
    text::draw(&reader.text, columns.text, setting, canvas);
    picture::draw(reader, columns.text, line_height, canvas);
    draw_landed(reader, columns.text, line_height, canvas);
    draw_bookmarks(reader, columns.text, line_height, canvas);
    draw_matches(reader, columns.text, line_height, canvas);
    draw_hints(reader, columns.text, line_height, canvas);
    draw_scroll_bar(reader, columns.scroll_bar, canvas);
    if let Some(area) = columns.outline {
        draw_outline(model, reader, area, canvas);
    }
    if let Some(area) = columns.contents {
        draw_contents(model, reader, area, canvas);
    }
}

fn draw_scroll_bar(reader: &Reader, column: Area, canvas: &mut Canvas<'_>) {
    if let Some(bar) = reader.scroll_bar() {
        canvas.scroll_bar(column, bar.above, bar.shown, bar.total);
    }
}

fn draw_outline(model: &Model, reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let (view, has_keys) = (&reader.beside, has_keys(model, Part::Outline));
    let percent = reader.outline.percent().to_string();
    canvas.bordered(area, "Outline", &percent, has_keys);
    draw_filter(view, area.inside_border(), canvas);
    let look = |index, row: &OutlineRow<'_>| {
        let is_here = matches!(row, OutlineRow::Lesson(number, _) if *number == reader.number);
        Row::of(has_keys, index == view.cursor.selected, is_here)
    };
    if let Some(rows) = model.beside_rows_area() {
        draw_rows(view, rows, look, canvas);
    }
}

/// Whether the keys go to that part of the pane, and nothing lies over it.
fn has_keys(model: &Model, part: Part) -> bool {
    model.part() == Some(part) && model.overlay.is_none()
}

/// The lesson's headings, one a row, with the current one marked.
fn draw_contents(model: &Model, reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let (cursor, has_keys) = (reader.headings, has_keys(model, Part::Contents));
    canvas.bordered(area, "On this page", "", has_keys);
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
        draw_heading(model, reader, heading, look, place, canvas);
    }
    let bar = Area {
        x: inside.x + inside.width,
        width: 1,
        ..inside
    };
    canvas.scroll_bar(bar, cursor.top, height, count);
}

/// One heading in a row, indented by its level below the highest of the lesson.
pub(super) fn draw_heading(
    model: &Model,
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
    let minutes = section_minutes(reader.reading_under(index).time(model.words_per_minute()));
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

/// How long a section takes: `2'`, and nothing where it takes no time.
fn section_minutes(Seconds(seconds): Seconds) -> String {
    match (seconds + 30) / 60 {
        0 if seconds == 0 => String::new(),
        0 => "<1'".to_owned(),
        minutes => format!("{minutes}'"),
    }
}

/// Marks what a search found among the lines on screen.
fn draw_matches(reader: &Reader, area: Area, line_height: u16, canvas: &mut Canvas<'_>) {
    let Some(search) = &reader.search else { return };
    for (row, (place, line)) in reader.text.on_screen().enumerate() {
        let first = search
            .matches
            .partition_point(|found| found.block < place.block);
        let in_block = search.matches.iter().enumerate().skip(first);
        for (index, found) in in_block.take_while(|(_, found)| found.block == place.block) {
            let piece = if index == search.current {
                Piece::MatchCurrent
            } else {
                Piece::Match
            };
            for columns in reader.text.window(line).columns_of(&found.source) {
                let [start, end] =
                    [columns.start, columns.end].map(|at| u16::try_from(at).unwrap_or(u16::MAX));
                let found_area = Area {
                    x: area.x.saturating_add(start),
                    y: row_of(area, row * usize::from(line_height)).y,
                    width: end.min(area.width).saturating_sub(start),
                    height: 1,
                };
                let style = canvas.style(piece);
                canvas.tint(found_area, style);
            }
        }
    }
}

/// Marks what was jumped to and can't stand at the top, as the selected row of a list.
fn draw_landed(reader: &Reader, area: Area, line_height: u16, canvas: &mut Canvas<'_>) {
    let Some(block) = reader.text.landed() else {
        return;
    };
    let first = reader.text.layout().place_of_block(block);
    for (row, (place, _)) in reader.text.on_screen().enumerate() {
        if place.block == block && place >= first {
            let text = row_of(area, row * usize::from(line_height));
            let style = canvas.style(Piece::Selected);
            canvas.tint(text, style);
            if let Some(margin) = area.x.checked_sub(1) {
                canvas.text(margin, text.y, 1, "▌", Piece::SelectedMarker);
            }
        }
    }
}

/// A flag in the margin where a bookmark is.
fn draw_bookmarks(reader: &Reader, area: Area, line_height: u16, canvas: &mut Canvas<'_>) {
    if reader.flags.is_empty() || area.x == 0 {
        return;
    }
    let layout = reader.text.layout();
    let mut flagged = None;
    for (row, (place, _)) in reader.text.on_screen().enumerate() {
        let is_text = place >= layout.place_of_block(place.block);
        if is_text
            && reader.flags.contains(&place.block)
            && flagged.replace(place.block) != Some(place.block)
        {
            let y = row_of(area, row * usize::from(line_height)).y;
            canvas.text(area.x - 1, y, 1, "⚑", Piece::Accent);
        }
    }
}

/// The letters that pick a link; what was typed of them is gone from the screen.
fn draw_hints(reader: &Reader, area: Area, line_height: u16, canvas: &mut Canvas<'_>) {
    let Some(hints) = &reader.hints else { return };
    for hint in &hints.all {
        if let Some(rest) = hint.label.strip_prefix(&hints.typed) {
            let x = area.x.saturating_add(hint.column);
            canvas.text(x, area.y + hint.row * line_height, 2, rest, Piece::Hint);
        }
    }
}
