//! Bars that show a share, to an eighth of a cell.

use ratatui::text::Span;

use crate::ui::paint::{Canvas, Row};
use crate::ui::theme::Piece;

/// A bar of `width` cells of which `done` of `total` are full.
pub(in crate::ui) fn bar(
    canvas: &Canvas<'_>,
    row: Row,
    done: u64,
    total: u64,
    width: u16,
) -> Vec<Span<'static>> {
    let width = usize::from(width);
    let eighths = match total {
        0 => 0,
        _ => usize::try_from(done.min(total) * 8 * width as u64 / total).unwrap_or(0),
    };
    // Something is seen as soon as there is something.
    let eighths = if done > 0 { eighths.max(1) } else { 0 };
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    let full = "█".repeat(eighths / 8);
    let empty = width - (eighths / 8) - usize::from(!part.is_empty());
    let full_style = canvas.row_style(Piece::BarFull, row);
    let empty_style = canvas.row_style(Piece::BarEmpty, row);
    vec![
        Span::styled(full, full_style),
        Span::styled(part, empty_style.patch(full_style)),
        Span::styled("░".repeat(empty), empty_style),
    ]
}
