//! The help screen: keys that apply where it was opened.

use ratatui::text::Span;

use super::overlay::draw_input;
use super::paint::{Canvas, row_of};
use super::theme::Piece;
use crate::app::Model;
use crate::app::help::{Help, HelpRow};
use crate::lesson::{display_width, truncated};

/// Columns for the keys, before what they do.
const KEYS_WIDTH: usize = 22;

pub(super) fn draw(model: &Model, help: &Help, canvas: &mut Canvas<'_>) {
    let area = model.overlay_area();
    canvas.clear(area, Piece::Popup);
    canvas.bordered(area, "Keys", "what applies here", true);
    let first = row_of(area.inside_border(), 0);
    draw_input(&help.search, help.typing, "search", first, canvas);
    let rows = help.rows(&model.keymap);
    let inside = model.overlay_rows_area();
    let visible = rows.iter().skip(help.top).take(usize::from(inside.height));
    for (index, row) in visible.enumerate() {
        draw_row(row, row_of(inside.padded(1), index), canvas);
    }
    let bar = crate::app::geometry::Area {
        x: inside.x + inside.width,
        width: 1,
        ..inside
    };
    canvas.scroll_bar(bar, help.top, usize::from(inside.height), rows.len());
}

fn draw_row(row: &HelpRow, place: crate::app::geometry::Area, canvas: &mut Canvas<'_>) {
    match row {
        HelpRow::Title(title) => canvas.text(place.x, place.y, place.width, title, Piece::Accent),
        HelpRow::Blank => {}
        HelpRow::NothingFound => {
            canvas.text(
                place.x,
                place.y,
                place.width,
                "No key does that here.",
                Piece::Dim,
            );
        }
        HelpRow::Binding { keys, title, .. } => {
            let keys_width = KEYS_WIDTH.min(usize::from(place.width) * 2 / 5);
            let mut spans: Vec<Span<'_>> = Vec::new();
            let mut used = 0;
            for key in keys {
                let width = display_width(key) + 2;
                if used + width > keys_width {
                    break;
                }
                spans.push(canvas.span(key.clone(), Piece::FooterKey));
                spans.push(Span::raw("  "));
                used += width;
            }
            spans.push(Span::raw(" ".repeat(keys_width - used)));
            let room = usize::from(place.width) - keys_width;
            spans.push(canvas.span(truncated(title, room), Piece::Text));
            canvas.line(place.x, place.y, place.width, spans);
        }
    }
}
