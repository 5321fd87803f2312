//! The help screen: keys that apply where it was opened.

use ratatui::text::Span;

use super::overlay::draw_input;
use super::paint::{Canvas, row_of};
use super::theme::Piece;
use crate::app::Model;
use crate::app::help::{Help, HelpRow, keys_width};
use crate::lesson::display_width;

pub(super) fn draw(model: &Model, help: &Help, canvas: &mut Canvas<'_>) {
    let area = model.overlay_area();
    canvas.clear(area, Piece::Popup);
    canvas.bordered(area, "Keys", "what applies here", true);
    let first = row_of(area.inside_border(), 0);
    draw_input(&help.search, help.typing, "search", first, canvas);
    let inside = model.overlay_rows_area();
    let rows = help.rows(&model.keymap, inside.padded(1).width);
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
        HelpRow::More(title) => {
            let column = u16::try_from(keys_width(place.width.into())).unwrap_or_default();
            let (_, beside) = place.split_left(column);
            canvas.text(beside.x, beside.y, beside.width, title, Piece::Text);
        }
        HelpRow::Binding { keys, title } => {
            let keys_width = keys_width(place.width.into());
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
            spans.push(canvas.span(title, Piece::Text));
            canvas.line(place.x, place.y, place.width, spans);
        }
    }
}
