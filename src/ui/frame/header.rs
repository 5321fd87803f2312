//! Draws the top line; `app/frame/header.rs` decides what is in it, and what fits.

use crate::app::Model;
use crate::app::frame::header::{CRUMB_SEPARATOR, Header, STATUS_SEPARATOR};
use crate::app::frame::tone::Tone;
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;

pub(in crate::ui) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let Header {
        crumbs,
        status_x,
        status,
    } = model.header();
    let row = model.shared.bands.header;
    if row.height == 0 {
        return;
    }
    let last = crumbs.len().saturating_sub(1);
    for (index, crumb) in crumbs.iter().enumerate() {
        let piece = match crumb.pane == model.pane {
            _ if index == last => Piece::BreadcrumbCurrent,
            true => Piece::Dim,
            false => Piece::Breadcrumb,
        };
        let mut spans = vec![canvas.span(crumb.text.clone(), piece)];
        if index < last {
            spans.push(canvas.span(CRUMB_SEPARATOR, Piece::Dim));
        }
        canvas.line(crumb.x, row.y, row.width.saturating_sub(crumb.x), spans);
    }
    let mut spans = Vec::new();
    for (tone, text) in status {
        if !spans.is_empty() {
            spans.push(canvas.span(STATUS_SEPARATOR, Piece::Dim));
        }
        spans.push(canvas.span(text, tone_piece(tone)));
    }
    canvas.line(status_x, row.y, row.width.saturating_sub(status_x), spans);
}

fn tone_piece(tone: Tone) -> Piece {
    match tone {
        Tone::Plain => Piece::Dim,
        Tone::Counting => Piece::Counting,
        Tone::Paused => Piece::Paused,
        Tone::Warning => Piece::Warning,
    }
}
