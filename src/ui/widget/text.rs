//! Lesson lines on the screen's cells: roles become styles, code gets its background.

use std::borrow::Cow;

use ratatui::text::Span;

use crate::app::frame::geometry::Area;
use crate::app::widget::input_line::CARET;
use crate::app::widget::scroll_bar::ScrollBar;
use crate::app::widget::text_view::TextView;
use crate::lesson::{Line, Role, TextStyle, display_width};
use crate::ui::paint::{Canvas, row_of};

/// Draws the lines that are on screen, from the top of the area.
pub(in crate::ui) fn draw(view: &TextView, area: Area, canvas: &mut Canvas<'_>) {
    for (row, (_, line)) in view.on_screen().enumerate() {
        draw_line(&shown(view, line), row_of(area, row), canvas);
    }
}

/// Draws how much of the text is above and on the screen.
pub(in crate::ui) fn draw_scroll_bar(view: &TextView, column: Area, canvas: &mut Canvas<'_>) {
    if let Some(bar) = ScrollBar::of(view) {
        canvas.scroll_bar(column, bar.above, bar.shown, bar.total);
    }
}

fn shown<'a>(view: &TextView, line: &'a Line) -> Cow<'a, Line> {
    match line.scrolls {
        true => Cow::Owned(view.window(line)),
        false => Cow::Borrowed(line),
    }
}

fn draw_fill(line: &Line, row: Area, canvas: &mut Canvas<'_>) {
    if let Some(fill) = line.fill {
        let style = canvas.theme().text(TextStyle::from(fill));
        let indent = u16::try_from(line.indent).unwrap_or(row.width);
        canvas.tint(row.split_left(indent).1, style);
    }
}

fn draw_line(line: &Line, row: Area, canvas: &mut Canvas<'_>) {
    draw_fill(line, row, canvas);
    let spans: Vec<Span<'_>> = line
        .runs
        .iter()
        .map(|run| Span::styled(run.text.as_str(), canvas.theme().text(run.style)))
        .collect();
    canvas.line(row.x, row.y, row.width, spans);
    if let Some(typed) = typed_before_caret(line) {
        canvas.put_caret(row.x.saturating_add(typed), row.y);
    }
}

/// The columns before the caret, where a line is typed into: a blank of a question.
fn typed_before_caret(line: &Line) -> Option<u16> {
    let mut columns = 0;
    for run in &line.runs {
        let is_typed = run.style.role == Role::Important && run.text.ends_with(CARET);
        columns += display_width(&run.text);
        if is_typed {
            return u16::try_from(columns - 1).ok();
        }
    }
    None
}
