//! The structure of a previewed course.

use super::OverlayPainter;
use crate::app::overlay::Draws;
use crate::app::overlay::structure::{Figures, ROWS_PER_MODULE, Structure};
use crate::lesson::{display_width, truncated};
use crate::ui::paint::{Row, row_of};
use crate::ui::theme::Piece;

impl Draws<Structure> for OverlayPainter<'_, '_> {
    fn draw(&mut self, list: &Structure) {
        let &mut OverlayPainter {
            model,
            ref mut canvas,
            area,
            rows,
        } = self;
        let Some(preview) = &model.shared.preview else {
            return;
        };
        let lessons = list.outline.lessons().map(|(_, lesson)| lesson);
        let whole = Figures::of(lessons, preview);
        let remark = match area.width {
            0..60 => whole.problems.signs(),
            _ => whole.said(),
        };
        canvas.bordered(area, "Structure", &remark, true);
        let on_screen = usize::from(rows.height) / ROWS_PER_MODULE;
        let modules = list.modules().iter().enumerate();
        for (index, module) in modules.skip(list.cursor.top).take(on_screen) {
            let top = (index - list.cursor.top) * ROWS_PER_MODULE;
            let (first, second) = (row_of(rows, top), row_of(rows, top + 1));
            let look = Row::selected_if(index == list.cursor.selected);
            canvas.begin_row(first, look);
            canvas.begin_row(second, look);
            let figures = Figures::of(module.lessons.iter(), preview);
            let signs = figures.problems.signs();
            let room = usize::from(first.width).saturating_sub(display_width(&signs) + 4);
            let title = truncated(&format!("{} {}", index + 1, module.title), room);
            let title = canvas.row_span(title, look.piece(), look);
            canvas.line(
                first.x + 1,
                first.y,
                first.width.saturating_sub(2),
                vec![title],
            );
            if !signs.is_empty() {
                let piece = match figures.problems.errors {
                    0 => Piece::Warning,
                    _ => Piece::Error,
                };
                let width = u16::try_from(display_width(&signs)).unwrap_or_default();
                let x = first.x + first.width.saturating_sub(width + 1);
                let span = canvas.row_span(signs, piece, look);
                canvas.line(x, first.y, width, vec![span]);
            }
            let said = format!("{} · {}", figures.said(), figures.kinds());
            let said = canvas.row_span(said, Piece::Dim, look);
            canvas.line(
                second.x + 3,
                second.y,
                second.width.saturating_sub(4),
                vec![said],
            );
        }
    }
}
