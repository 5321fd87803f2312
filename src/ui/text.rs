//! Lesson lines on the screen's cells: roles become styles, code gets its background.

use ratatui::text::Span;

use super::paint::{Canvas, row_of};
use crate::app::TextView;
use crate::app::geometry::Area;
use crate::lesson::{Line, TextStyle};

/// Draws the lines that are on screen, from the top of the area; what is wider than it, from column `offset` on.
pub(super) fn draw(view: &TextView, area: Area, offset: usize, canvas: &mut Canvas<'_>) {
    let visible = view.layout().visible(view.top(), usize::from(area.height));
    for (row, (_, line)) in visible.enumerate() {
        let row = row_of(area, row);
        if line.scrolls {
            draw_line(&line.window(offset, usize::from(area.width)), row, canvas);
        } else {
            draw_line(line, row, canvas);
        }
    }
}

fn draw_line(line: &Line, row: Area, canvas: &mut Canvas<'_>) {
    if let Some(fill) = line.fill {
        let style = canvas.theme().text(TextStyle::from(fill));
        canvas.tint(row, style);
    }
    let spans: Vec<Span<'_>> = line
        .runs
        .iter()
        .map(|run| Span::styled(run.text.as_str(), canvas.theme().text(run.style)))
        .collect();
    canvas.line(row.x, row.y, row.width, spans);
}
