//! A text that scrolls, under a title.

use super::{Paint, Popup};
use crate::app::overlay::text::Text;
use crate::ui::paint::Canvas;
use crate::ui::widget::text::draw;

impl Paint for Text {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { area, rows, .. } = popup;
        canvas.bordered(area, &self.title, "", true);
        draw(&self.view, rows, canvas);
    }
}
