//! The keys that apply where the help was opened.

use ratatui::text::Span;

use super::{Paint, Popup};
use crate::app::frame::geometry::Area;
use crate::app::overlay::help::{Help, HelpRow, keys_width};
use crate::lesson::display_width;
use crate::ui::paint::{Canvas, row_of};
use crate::ui::theme::Piece;
use crate::ui::widget::input_line;

impl Paint for Help {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { model, area, rows } = popup;
        canvas.bordered(area, "Keys", "for this screen", true);
        let first = row_of(area.inside_border(), 0);
        input_line::draw(&self.search, self.typing, "search", first, canvas);
        let inside = rows;
        let rows = self.lines(&model.shared.keymap, inside.padded(1).width);
        let visible = rows.iter().skip(self.top).take(usize::from(inside.height));
        for (index, row) in visible.enumerate() {
            draw_row(row, row_of(inside.padded(1), index), canvas);
        }
        let bar = Area {
            x: inside.x + inside.width,
            width: 1,
            ..inside
        };
        canvas.scroll_bar(bar, self.top, usize::from(inside.height), rows.len());
    }
}

fn draw_row(row: &HelpRow, place: Area, canvas: &mut Canvas<'_>) {
    match row {
        HelpRow::Title(title) => canvas.text(place.x, place.y, place.width, title, Piece::Accent),
        HelpRow::Blank => {}
        HelpRow::NothingFound => {
            canvas.text(place.x, place.y, place.width, "No keys match.", Piece::Dim);
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
