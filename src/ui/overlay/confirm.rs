//! The question whether to open an address outside.

use super::{Paint, Popup};
use crate::app::overlay::confirm::Confirm;
use crate::lesson::Target;
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;

impl Paint for Confirm {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { area, .. } = popup;
        let program = match Target::parse(&self.address) {
            Target::Mail(_) => "mail program",
            _ => "browser",
        };
        canvas.bordered(area, &format!("Open in your {program}?"), "", true);
        let inside = area.inside_border().padded(1);
        canvas.text(
            inside.x,
            inside.y + 1,
            inside.width,
            &self.address,
            Piece::Accent,
        );
        canvas.text(
            inside.x,
            inside.y + 3,
            inside.width,
            "y opens it · n cancels",
            Piece::Dim,
        );
    }
}
