//! A line that is being typed, at the top of an overlay or a list.

use crate::app::frame::geometry::Area;
use crate::app::widget::input_line::{CARET, InputLine};
use crate::lesson::{display_width, truncated_start};
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;

/// Draws the line, or what to type where nothing is.
pub(in crate::ui) fn draw(
    input: &InputLine,
    typing: bool,
    placeholder: &str,
    row: Area,
    canvas: &mut Canvas<'_>,
) {
    // Beside the sign before it and the cursor.
    let room = usize::from(row.width.saturating_sub(4));
    let piece = match input.is_proposed() && typing {
        true => Piece::Selected,
        false => Piece::Input,
    };
    let typed = canvas.span(truncated_start(&input.shown(), room), piece);
    let sign = format!(" {} ", input.sign());
    let signed = display_width(&sign);
    let spans = match (typing, input.is_empty()) {
        (true, true) => vec![
            canvas.span(sign, Piece::Accent),
            canvas.span(CARET, Piece::Accent),
            canvas.span(placeholder, Piece::Dim),
        ],
        (true, false) => {
            vec![
                canvas.span(sign, Piece::Accent),
                typed,
                canvas.span(CARET, Piece::Accent),
            ]
        }
        (false, true) => vec![canvas.span(sign + placeholder, Piece::Dim)],
        (false, false) => vec![canvas.span(sign, Piece::Dim), typed],
    };
    canvas.line(row.x, row.y, row.width, spans);
    if typing {
        let shown = signed + display_width(&truncated_start(&input.shown(), room));
        let behind = u16::try_from(shown).unwrap_or(row.width);
        canvas.put_caret(row.x.saturating_add(behind), row.y);
    }
}
