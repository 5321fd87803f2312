//! The sync screen.

use super::{Paint, Popup};
use crate::app::frame::geometry::Area;
use crate::app::overlay::sync::Sync;
use crate::app::overlay::sync::rows::{NAME, Row};
use crate::app::request::sync::Wants;
use crate::ui::paint::{Canvas, row_of};
use crate::ui::theme::Piece;
use crate::ui::widget::input_line;

impl Paint for Sync {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { model, area, rows } = popup;
        let word = model.shared.sync.word().map(|(_, word)| word);
        canvas.bordered(area, "Sync", &word.unwrap_or_default(), true);
        if let Some(input) = &self.input {
            let wants = model.shared.sync.sign_in().map(|sign_in| sign_in.wants);
            let placeholder = match wants {
                Some(Wants::Passphrase) => "passphrase of your encrypted file",
                _ => "password of your database login",
            };
            let row = row_of(area.inside_border(), 0);
            input_line::draw(input, true, placeholder, row, canvas);
        }
        let all = Sync::rows_of(&model.shared, rows.width);
        let shown = all.iter().skip(self.top).take(rows.height.into());
        for (index, row) in shown.enumerate() {
            let place = row_of(rows, index);
            let spans = match row {
                Row::Blank => continue,
                Row::Title(text) => vec![canvas.span(text, Piece::Accent)],
                Row::Asked(text) => vec![canvas.span(text, Piece::Warning)],
                Row::Text(text) => vec![canvas.span(text, Piece::Text)],
                Row::Figure(name, value) => vec![
                    canvas.span(format!("{name:<NAME$}"), Piece::Dim),
                    canvas.span(value, Piece::Text),
                ],
            };
            canvas.line(place.x, place.y, place.width, spans);
        }
        let edge = Area {
            x: rows.x + rows.width + 1,
            width: 1,
            ..rows
        };
        canvas.scroll_bar(edge, self.top, rows.height.into(), all.len());
    }
}
