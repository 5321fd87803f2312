//! Draws the bottom line; `app/frame/footer.rs` decides what is in it, and what fits.

use crate::app::frame::footer::{FOOTER_X, Footer};
use crate::app::widget::input_line::CARET;
use crate::app::{Level, Model};
use crate::lesson::display_width;
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;

pub(in crate::ui) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let Footer {
        prompt,
        said,
        items,
        right,
    } = model.footer();
    let row = model.shared.bands.footer;
    if row.height == 0 {
        return;
    }
    if let Some(said) = said {
        let piece = match said.level {
            Level::Information | Level::News => Piece::Notice,
            Level::Warning => Piece::Warning,
            Level::Error => Piece::Error,
        };
        let x = model.said_x(prompt.as_deref());
        canvas.text(x, row.y, row.width.saturating_sub(x), &said.text, piece);
    }
    if let Some(prompt) = prompt {
        canvas.text(FOOTER_X, row.y, row.width, &prompt, Piece::Input);
        if let Some(typed) = prompt.strip_suffix(CARET) {
            let typed = u16::try_from(display_width(typed)).unwrap_or(row.width);
            canvas.put_caret(FOOTER_X.saturating_add(typed), row.y);
        }
    }
    for item in items {
        let spans = vec![
            canvas.span(item.keys, Piece::FooterKey),
            canvas.span(format!(" {}", item.label), Piece::FooterText),
        ];
        canvas.line(item.x, row.y, row.width.saturating_sub(item.x), spans);
    }
    canvas.text_at_right(row, &right, Piece::FooterText);
}
