//! Draws the model. Reads `app`; never the store or the runtime.

mod bar;
mod catalog;
mod cells;
mod course;
mod details;
mod frame;
mod help;
mod markdown;
mod overlay;
mod paint;
mod picture;
mod progress;
mod reader;
mod text;
pub mod theme;
mod web_links;

use ratatui::Frame;

use crate::app::{Model, Overlay, Pane};
pub use web_links::{WebLink, web_links};

use paint::Canvas;
use theme::{Piece, Theme};

/// What draws the model: [`draw`], or what a test puts in its place.
pub type View = fn(&Model, &Theme, &mut Frame<'_>);

/// Draws the whole screen. What it costs depends on the size of the screen, never on the length of a lesson or
/// of the catalog.
pub fn draw(model: &Model, theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    let mut canvas = Canvas::new(frame.buffer_mut(), theme);
    canvas.fill(area, Piece::Background);
    if model.size.is_too_small() {
        frame::draw_too_small(model, &mut canvas);
        return;
    }
    match model.pane {
        Pane::Catalog => catalog::draw(model, &mut canvas),
        Pane::Course => course::draw(model, &mut canvas),
        Pane::Lesson => reader::draw(model, &mut canvas),
        Pane::Progress => progress::draw(model, &mut canvas),
    }
    match &model.overlay {
        Some(Overlay::Help(help)) => help::draw(model, help, &mut canvas),
        Some(Overlay::Text(title, view)) => overlay::draw_text(model, title, view, &mut canvas),
        Some(Overlay::Contents(contents)) => overlay::draw_contents(model, contents, &mut canvas),
        Some(Overlay::Find(find)) => overlay::draw_find(model, find, &mut canvas),
        Some(Overlay::Bookmarks(cursor)) => overlay::draw_bookmarks(model, *cursor, &mut canvas),
        Some(Overlay::Confirm(address)) => overlay::draw_question(model, address, &mut canvas),
        None => {}
    }
    frame::draw_header(model, &mut canvas);
    frame::draw_newcomers_line(model, &mut canvas);
    frame::draw_footer(model, &mut canvas);
    picture::sharpen(model, &mut canvas);
    if let Some(caret) = canvas.caret() {
        frame.set_cursor_position(caret);
    }
}
