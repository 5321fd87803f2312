//! Lesson lines on the screen's cells: roles become styles, code gets its background.

use ratatui::text::Span;

use super::paint::{Canvas, row_of};
use crate::app::TextView;
use crate::app::geometry::Area;
use crate::lesson::{Line, TextStyle};

/// How text is set on the screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Rows that a line takes.
    pub(super) line_height: u16,
}

impl Default for Setting {
    fn default() -> Self {
        Setting { line_height: 1 }
    }
}

/// Draws the lines that are on screen, from the top of the area.
pub(super) fn draw(view: &TextView, area: Area, setting: Setting, canvas: &mut Canvas<'_>) {
    let Setting { line_height } = setting;
    for (row, (_, line)) in view.on_screen().enumerate() {
        let row = row_of(area, row * usize::from(line_height));
        if line.scrolls {
            draw_line(&view.window(line), row, canvas);
        } else {
            draw_line(line, row, canvas);
        }
    }
}

fn draw_line(line: &Line, row: Area, canvas: &mut Canvas<'_>) {
    if let Some(fill) = line.fill {
        let style = canvas.theme().text(TextStyle::from(fill));
        let indent = u16::try_from(line.indent).unwrap_or(row.width);
        canvas.tint(row.split_left(indent).1, style);
    }
    let spans: Vec<Span<'_>> = line
        .runs
        .iter()
        .map(|run| Span::styled(run.text.as_str(), canvas.theme().text(run.style)))
        .collect();
    canvas.line(row.x, row.y, row.width, spans);
}
