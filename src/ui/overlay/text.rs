//! A text that scrolls, under a title.

use super::OverlayPainter;
use crate::app::overlay::Draws;
use crate::app::overlay::text::Text;
use crate::ui::widget::text::draw;

impl Draws<Text> for OverlayPainter<'_, '_> {
    fn draw(&mut self, text: &Text) {
        let &mut OverlayPainter {
            ref mut canvas,
            area,
            rows,
            ..
        } = self;
        canvas.bordered(area, &text.title, "", true);
        draw(&text.view, rows, canvas);
    }
}
