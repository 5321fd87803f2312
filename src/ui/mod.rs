//! Draws the model. Reads `app`; never the store or the runtime.

mod cells;
mod frame;
pub mod gallery;
mod overlay;
mod paint;
mod screen;
pub mod theme;
mod widget;

use ratatui::Frame;

use crate::app::Model;
use gallery::Gallery;
use paint::Canvas;
pub use screen::lesson::web_links::{WebLink, web_links};
use theme::{Piece, Theme};

/// The function that draws the model: [`draw`], or a test's stand-in.
pub type View = fn(&Model, &Gallery, &Theme, &mut Frame<'_>);

/// Draws the whole screen. What it costs depends on the size of the screen, never on the length of a lesson or
/// of the catalog.
pub fn draw(model: &Model, gallery: &Gallery, theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    let mut canvas = Canvas::new(frame.buffer_mut(), theme);
    canvas.fill(area, Piece::Background);
    if model.shared.size.is_too_small() {
        return frame::too_small::draw(model, &mut canvas);
    }
    if model.is_beginning() {
        // The catalog is another screen than the one that was asked for.
        return frame::header::draw(model, &mut canvas);
    }
    screen::draw(model, gallery, &mut canvas);
    if let Some(overlay) = &model.overlay {
        canvas.hide_caret();
        overlay::draw(overlay, model, &mut canvas);
    }
    frame::header::draw(model, &mut canvas);
    frame::newcomers::draw(model, &mut canvas);
    frame::footer::draw(model, &mut canvas);
    screen::sharpen(model, gallery, &mut canvas);
    if let Some(caret) = canvas.caret() {
        frame.set_cursor_position(caret);
    }
}
