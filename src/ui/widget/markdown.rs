//! Short texts that don't scroll (descriptions, tips), drawn by tui-markdown in the look of our lessons.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use tui_markdown::{Options, StyleSheet, from_str_with_options};

use crate::domain::sanitize;
use crate::lesson::{Role, TextStyle, display_width, truncated};
use crate::ui::paint::Canvas;
use crate::ui::theme::{Piece, Theme};

/// More of a short text than any screen shows; a longer one is cut, so that a frame's cost stays bounded.
const MOST_BYTES: usize = 6_000;

/// The text as lines of at most `width` columns.
pub(in crate::ui) fn markdown_lines(
    markdown: &str,
    width: u16,
    canvas: &Canvas<'_>,
) -> Vec<Line<'static>> {
    let theme = canvas.theme();
    let clean = sanitize(shortened(markdown));
    let text = from_str_with_options(&clean, &Options::new(LessonLook(theme.clone())));
    let base = theme.text(TextStyle::default());
    let bullet = theme.text(TextStyle::from(Role::ListMarker));
    text.lines
        .into_iter()
        .map(|line| with_bullet(line, bullet))
        .flat_map(|line| wrap(&line, usize::from(width), base.patch(text.style)))
        .collect()
}

/// A text in the style of a piece, as lines of at most `width` columns.
pub(in crate::ui) fn text_lines(
    text: &str,
    piece: Piece,
    width: u16,
    canvas: &Canvas<'_>,
) -> Vec<Line<'static>> {
    let line = Line::from(canvas.span(text, piece));
    wrap(&line, usize::from(width), Style::default())
}

/// tui-markdown marks an item of a list with a dash, in a span of its own; lessons have a bullet.
fn with_bullet(mut line: Line<'_>, style: Style) -> Line<'_> {
    if let Some(marker) = line.spans.first_mut()
        && let Some(indent) = marker.content.strip_suffix("- ")
        && indent.trim().is_empty()
    {
        *marker = Span::styled(format!("{indent}• "), style);
    }
    line
}

fn shortened(markdown: &str) -> &str {
    let end = (0..=MOST_BYTES.min(markdown.len()))
        .rev()
        .find(|at| markdown.is_char_boundary(*at));
    &markdown[..end.unwrap_or_default()]
}

/// The theme of the lessons as tui-markdown asks for it.
#[derive(Clone)]
struct LessonLook(Theme);

impl LessonLook {
    fn role(&self, role: Role) -> Style {
        self.0.text(TextStyle::from(role))
    }
}

impl StyleSheet for LessonLook {
    fn heading(&self, _level: u8) -> Style {
        self.role(Role::Heading3)
    }

    fn heading_marker(&self, _level: u8) -> &str {
        ""
    }

    fn code(&self) -> Style {
        self.role(Role::Code)
    }

    fn link(&self) -> Style {
        self.role(Role::Link)
    }

    fn blockquote(&self) -> Style {
        self.role(Role::Quote)
    }
}

/// Wraps a line at spaces; a word that is wider than a line is cut. What follows the first line of a list item hangs below its text.
fn wrap(line: &Line<'_>, width: usize, base: Style) -> Vec<Line<'static>> {
    let base = base.patch(line.style);
    let hang = hanging_indent(line);
    let mut lines = Vec::new();
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for span in &line.spans {
        for word in span.content.split_inclusive(' ') {
            let room = width.saturating_sub(hang);
            let cells = display_width(word.trim_end());
            if used + cells > width && used > hang {
                lines.push(Line::from(std::mem::take(&mut spans)));
                spans.push(Span::raw(" ".repeat(hang)));
                used = hang;
            }
            let word = match cells > room {
                true => truncated(word, room),
                false => word.to_owned(),
            };
            used += display_width(&word);
            spans.push(Span::styled(word, base.patch(span.style)));
        }
    }
    lines.push(Line::from(spans));
    lines
}

fn hanging_indent(line: &Line<'_>) -> usize {
    let text: String = line
        .spans
        .iter()
        .map(|span| span.content.as_ref())
        .collect();
    let spaces = text.len() - text.trim_start().len();
    let marker = text
        .trim_start()
        .split_inclusive(' ')
        .next()
        .unwrap_or_default();
    let is_marker = marker == "• " || marker.ends_with(". ") && marker.len() < 5;
    if is_marker {
        spaces + display_width(marker)
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_its_area_and_what_is_cut_says_so() {
        let text = "completed on 28 November 2026, see pneumonoultramicroscopic things";
        let lines = wrap(&Line::from(text), 16, Style::default());
        let lines: Vec<String> = lines
            .iter()
            .map(|line| line.to_string().trim_end().to_owned())
            .collect();
        let expected = [
            "completed on 28",
            "November 2026,",
            "see",
            "pneumonoultrami…",
            "things",
        ];
        assert_eq!(lines, expected);
    }
}
