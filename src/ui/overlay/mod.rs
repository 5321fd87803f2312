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
use crate::app::{Model, Overlay};

/// Draws whatever overlay it is: one file for each.
struct OverlayPainter<'p, 'c> {
    model: &'p Model,
    canvas: &'p mut Canvas<'c>,
    /// Where it is, border included.
    area: Area,
    /// Where its rows are.
    rows: Area,
}

pub(super) fn draw(overlay: &Overlay, model: &Model, canvas: &mut Canvas<'_>) {
    let area = overlay.area(&model.shared);
    canvas.clear(area, Piece::Popup);
    overlay.draw_with(&mut OverlayPainter {
        model,
        canvas,
        area,
        rows: overlay.rows(&model.shared),
    });
}
