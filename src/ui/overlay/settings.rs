//! The settings.

use super::{Paint, Popup};
use crate::app::frame::geometry::Area;
use crate::app::overlay::settings::SettingsList;
use crate::app::settings::SettingKey;
use crate::lesson::{truncated, truncated_start};
use crate::ui::paint::{Canvas, Row, row_of};
use crate::ui::theme::Piece;

/// Columns for the names.
const NAMES: u16 = 18;

impl Paint for SettingsList {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { model, area, rows } = popup;
        let settings = &model.shared.settings;
        canvas.bordered(area, "Settings", "", true);
        let keys = SettingKey::ALL.iter().enumerate().skip(self.cursor.top);
        for (index, key) in keys.take(rows.height.into()) {
            let place = row_of(rows, index - self.cursor.top);
            let look = Row::selected_if(index == self.cursor.selected);
            canvas.begin_row(place, look);
            let name = canvas.row_span(key.title(), look.piece(), look);
            canvas.line(place.x + 1, place.y, NAMES, vec![name]);
            let shown = settings.shown(*key);
            let (value, piece) = match (settings.fixed_by(*key), look) {
                (Some(by), _) => (format!("  {shown} ({by})"), Piece::Dim),
                (None, Row::Selected) => (format!("‹ {shown} ›"), Piece::Accent),
                (None, _) => (format!("  {shown}"), Piece::Text),
            };
            let room = place.width.saturating_sub(NAMES + 1);
            let value = canvas.row_span(truncated(&value, room.into()), piece, look);
            canvas.line(place.x + NAMES + 1, place.y, room, vec![value]);
        }
        let edge = Area {
            x: rows.x + rows.width,
            width: 1,
            ..rows
        };
        let count = SettingKey::ALL.len();
        canvas.scroll_bar(edge, self.cursor.top, rows.height.into(), count);
        let below = area.inside_border().padded(1);
        let last = below.y + below.height.saturating_sub(1);
        let about = self.selected().about();
        canvas.text(
            below.x,
            last.saturating_sub(1),
            below.width,
            about,
            Piece::Dim,
        );
        let file = truncated_start(&settings.file, below.width.into());
        canvas.text(below.x, last, below.width, &file, Piece::Dim);
    }
}
