//! The one line that a newcomer needs.

use crate::app::{Model, Pane};
use crate::keymap::Action;
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;

/// One line for somebody who is new here; none for everybody else.
pub(in crate::ui) fn line(model: &Model) -> Option<String> {
    if !model.catalog.courses.is_untouched() || model.catalog.courses.selected().is_none() {
        return None;
    }
    let layers = model.layers();
    let key = |action| {
        let keys = model.shared.keymap.keys_for(action, &layers);
        keys.first().map(|keys| keys.pretty())
    };
    let (begin, help) = (key(Action::Continue)?, key(Action::Help)?);
    Some(format!("New here? {begin} to start · {help} for help"))
}

/// On a narrow screen there are no details beside the list that could say it: it stands in the list's last line.
pub(in crate::ui) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let alone = model.uncovered() == Some(Pane::Catalog);
    if !alone || model.catalog.areas(&model.shared).details.is_some() {
        return;
    }
    if let Some(line) = line(model) {
        let inside = model.shared.bands.body.inside_border().padded(1);
        let y = inside.y + inside.height.saturating_sub(1);
        canvas.text(inside.x, y, inside.width, &line, Piece::Accent);
    }
}
