//! The question whether to open an address outside.

use super::{Paint, Popup};
use crate::app::overlay::confirm::Confirm;
use crate::keymap::{Action, Layer};
use crate::lesson::Target;
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;

impl Paint for Confirm {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { model, area, .. } = popup;
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
        let key = |action| {
            let keys = model.shared.keymap.keys_for(action, &[Layer::Confirm]);
            keys.first().map(|keys| keys.pretty()).unwrap_or_default()
        };
        let keys = format!(
            "{} open · {} cancel",
            key(Action::Accept),
            key(Action::Cancel)
        );
        canvas.text(inside.x, inside.y + 3, inside.width, &keys, Piece::Dim);
    }
}
