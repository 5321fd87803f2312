//! Signing in at the academy's server.

use ratatui::style::{Color, Style, Stylize as _};
use ratatui::text::Line;

use super::{Paint, Popup};
use crate::app::frame::geometry::Area;
use crate::app::overlay::sign_in::rows::Row;
use crate::app::overlay::sign_in::{Passphrase, SignIn, Stage};
use crate::ui::paint::{Canvas, Row as Look, row_of};
use crate::ui::theme::Piece;
use crate::ui::widget::input_line;

/// Columns that the text needs beside a QR code.
const TEXT: u16 = 30;

impl Paint for SignIn {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { area, rows, .. } = popup;
        canvas.bordered(area, "Sign in", "", true);
        if let Some(input) = &self.input {
            let placeholder = match self.stage {
                Stage::Code(_) => "the code, such as ABCD-EFGH",
                Stage::Passphrase(Passphrase::Known) => "passphrase of your encrypted file",
                Stage::Passphrase(_) => "new passphrase",
                _ => "you@example.org",
            };
            let row = row_of(area.inside_border(), 0);
            input_line::draw(input, true, placeholder, row, canvas);
        }
        let rows = draw_qr(self, rows, canvas);
        let all = self.rows_of(rows.width);
        for (index, row) in all.iter().take(rows.height.into()).enumerate() {
            draw_row(self, row, row_of(rows, index), canvas);
        }
    }
}

fn draw_row(overlay: &SignIn, row: &Row, place: Area, canvas: &mut Canvas<'_>) {
    let spans = match row {
        Row::Blank => return,
        Row::Text(text) => vec![canvas.span(text, Piece::Text)],
        Row::Dim(text) => vec![canvas.span(text, Piece::Dim)],
        Row::Problem(text) => vec![canvas.span(text, Piece::Warning)],
        Row::Large(text) => vec![canvas.span(format!("   {text}"), Piece::Accent).bold()],
        Row::Way(number, name) => {
            let selected =
                matches!(&overlay.stage, Stage::Choose(cursor) if cursor.selected == *number);
            let look = Look::selected_if(selected);
            canvas.begin_row(place, look);
            let name = canvas.row_span(name.clone(), look.piece(), look);
            return canvas.line(
                place.x + 2,
                place.y,
                place.width.saturating_sub(2),
                vec![name],
            );
        }
    };
    canvas.line(place.x, place.y, place.width, spans);
}

/// Draws the QR code of a provider's page, where there is room for all of it; gives the room for the text.
fn draw_qr(overlay: &SignIn, rows: Area, canvas: &mut Canvas<'_>) -> Area {
    let Stage::Provider(at) = &overlay.stage else {
        return rows;
    };
    let Some(place) = qr_area(&at.qr, rows) else {
        return rows;
    };
    // Black on white in every theme: a phone reads nothing else for sure.
    let style = Style::new()
        .fg(Color::Rgb(0, 0, 0))
        .bg(Color::Rgb(255, 255, 255));
    let lines: Vec<Line<'_>> = at
        .qr
        .iter()
        .map(|line| Line::styled(line.as_str(), style))
        .collect();
    canvas.lines(place, &lines);
    Area {
        width: rows.width - place.width - 2,
        ..rows
    }
}

fn qr_area(qr: &[String], rows: Area) -> Option<Area> {
    let width = u16::try_from(qr.first()?.chars().count()).ok()?;
    let height = u16::try_from(qr.len()).ok()?;
    if width + TEXT > rows.width || height > rows.height {
        return None;
    }
    Some(Area {
        x: rows.x + rows.width - width,
        y: rows.y,
        width,
        height,
    })
}
