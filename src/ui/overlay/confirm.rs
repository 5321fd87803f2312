//! The question whether to open an address outside.

use super::OverlayPainter;
use crate::app::overlay::Draws;
use crate::app::overlay::confirm::Confirm;
use crate::lesson::Target;
use crate::ui::theme::Piece;

impl Draws<Confirm> for OverlayPainter<'_, '_> {
    fn draw(&mut self, question: &Confirm) {
        let &mut OverlayPainter {
            ref mut canvas,
            area,
            ..
        } = self;
        let program = match Target::parse(&question.address) {
            Target::Mail(_) => "mail program",
            _ => "browser",
        };
        canvas.bordered(area, &format!("Open in your {program}?"), "", true);
        let inside = area.inside_border().padded(1);
        canvas.text(
            inside.x,
            inside.y + 1,
            inside.width,
            &question.address,
            Piece::Accent,
        );
        canvas.text(
            inside.x,
            inside.y + 3,
            inside.width,
            "y opens it · n cancels",
            Piece::Dim,
        );
    }
}
