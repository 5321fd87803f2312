//! The line on a terminal that is too small for more.

use crate::app::{Model, Size};
use crate::lesson::display_width;
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;

pub(in crate::ui) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let Size { columns, rows } = model.shared.size;
    let Size {
        columns: least_columns,
        rows: least_rows,
    } = Size::SMALLEST;
    let text = format!("Terminal too small: Lyceum needs {least_columns}×{least_rows}");
    let short = format!("needs {least_columns}×{least_rows}");
    let text = if display_width(&text) <= usize::from(columns) {
        text
    } else {
        short
    };
    let width = u16::try_from(display_width(&text))
        .unwrap_or(columns)
        .min(columns);
    canvas.text((columns - width) / 2, rows / 2, width, &text, Piece::Text);
}
