//! Lesson lines on the screen's cells: roles become styles, code gets its background.

use std::borrow::Cow;

use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::frame::geometry::Area;
use crate::app::widget::text_view::TextView;
use crate::lesson::{Line, Role, TextStyle, display_width};
use crate::ui::paint::{Canvas, row_of};

/// How text is set on the screen.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui) struct Setting {
    /// Rows that a line takes.
    pub(in crate::ui) line_height: u16,
}

impl Default for Setting {
    fn default() -> Self {
        Setting { line_height: 1 }
    }
}

/// Draws the lines that are on screen, from the top of the area. Where a line takes more rows than one, what goes on
/// in the next line goes on through the free rows too.
pub(in crate::ui) fn draw(view: &TextView, area: Area, setting: Setting, canvas: &mut Canvas<'_>) {
    let line_height = usize::from(setting.line_height);
    let mut lines = view
        .on_screen()
        .map(|(_, line)| shown(view, line))
        .peekable();
    let mut first = 0;
    while let Some(line) = lines.next() {
        draw_line(&line, row_of(area, first), canvas);
        let below = lines.peek().unwrap_or(&line);
        for row in (first + 1..first + line_height).take_while(|row| *row < area.height.into()) {
            draw_between(&line, below, row_of(area, row), canvas);
        }
        first += line_height;
    }
}

fn shown<'a>(view: &TextView, line: &'a Line) -> Cow<'a, Line> {
    match line.scrolls {
        true => Cow::Owned(view.window(line)),
        false => Cow::Borrowed(line),
    }
}

/// A free row between two lines: backgrounds and bars that both have.
fn draw_between(above: &Line, below: &Line, row: Area, canvas: &mut Canvas<'_>) {
    if above.fill == below.fill && above.indent == below.indent {
        draw_fill(above, row, canvas);
    }
    let others = bars(below);
    let columns = usize::from(row.width);
    for bar in bars(above).into_iter().filter(|bar| others.contains(bar)) {
        let (column, sign, role) = bar;
        if let Some(x) = u16::try_from(column).ok().filter(|_| column < columns) {
            let style = canvas.theme().text(TextStyle::from(role));
            let sign = Span::styled(sign, style);
            canvas.line(row.x.saturating_add(x), row.y, 1, vec![sign]);
        }
    }
}

/// The vertical bars in a line, of quotes and between a table's columns: where, which, of what.
fn bars(line: &Line) -> Vec<(usize, &'static str, Role)> {
    let mut bars = Vec::new();
    let mut column = 0;
    for (number, run) in line.runs.iter().enumerate() {
        let (is_prefix, role) = (number < line.prefix, run.style.role);
        for grapheme in run.text.graphemes(true) {
            match grapheme {
                "▎" if is_prefix => bars.push((column, "▎", role)),
                "│" | "┼" | "┿" if role == Role::TableBorder => {
                    bars.push((column, "│", role));
                }
                _ => {}
            }
            column += display_width(grapheme);
        }
    }
    bars
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
}
