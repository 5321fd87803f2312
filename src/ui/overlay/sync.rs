//! How the profile stands with its academy.

use super::OverlayPainter;
use crate::app::frame::geometry::Area;
use crate::app::overlay::Draws;
use crate::app::overlay::sync::Sync;
use crate::app::overlay::sync::rows::{NAME, Row};
use crate::app::request::sync::Wants;
use crate::ui::paint::row_of;
use crate::ui::theme::Piece;
use crate::ui::widget::input_line;

impl Draws<Sync> for OverlayPainter<'_, '_> {
    fn draw(&mut self, overlay: &Sync) {
        let &mut OverlayPainter {
            model,
            ref mut canvas,
            area,
            rows,
        } = self;
        let (_, word) = model.shared.sync.word();
        canvas.bordered(area, "Sync", &word, true);
        if let Some(input) = &overlay.input {
            let wants = model.shared.sync.sign_in().map(|sign_in| sign_in.wants);
            let placeholder = match wants {
                Some(Wants::Passphrase) => "passphrase of your encrypted file",
                _ => "password of your database login",
            };
            let row = row_of(area.inside_border(), 0);
            input_line::draw(input, true, placeholder, row, canvas);
        }
        let all = Sync::rows_of(&model.shared, rows.width);
        let shown = all.iter().skip(overlay.top).take(rows.height.into());
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
        canvas.scroll_bar(edge, overlay.top, rows.height.into(), all.len());
    }
}
