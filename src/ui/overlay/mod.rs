//! Draws overlays: one file for each.

mod available;
mod bookmarks;
mod confirm;
mod contents;
mod help;
mod problems;
mod search;
mod settings;
mod sign_in;
mod structure;
mod sync;
mod text;

use super::paint::Canvas;
use super::theme::Piece;
use crate::app::frame::geometry::Area;
use crate::app::overlay::Draws;
use crate::app::{Model, Overlay};

/// An overlay that can be drawn: each in a file of its own.
trait Paint {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>);
}

/// The place of an overlay, and the model behind it.
struct Popup<'p> {
    model: &'p Model,
    /// The whole, border included.
    area: Area,
    /// The rows inside.
    rows: Area,
}

struct Painter<'p, 'c> {
    popup: Popup<'p>,
    canvas: &'p mut Canvas<'c>,
}

impl<P: Paint> Draws<P> for Painter<'_, '_> {
    fn draw(&mut self, overlay: &P) {
        overlay.paint(&self.popup, self.canvas);
    }
}

pub(super) fn draw(overlay: &Overlay, model: &Model, canvas: &mut Canvas<'_>) {
    let area = overlay.area(&model.shared);
    let rows = overlay.rows(&model.shared);
    canvas.clear(area, Piece::Popup);
    let popup = Popup { model, area, rows };
    overlay.draw_with(&mut Painter { popup, canvas });
}
