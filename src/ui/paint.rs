//! Puts text and boxes on the screen's cells.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use crate::app::frame::geometry::Area;
use crate::app::widget::scroll_bar::ScrollBar;
use crate::domain::sanitize_line;
use crate::lesson::{display_width, truncated};
use crate::ui::theme::{Piece, Theme};

/// The screen's cells, and the theme that they are painted in.
pub(in crate::ui) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
}

/// What a row of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Row {
    /// The keys act on it.
    Selected,
    /// One is there, while the keys act on another.
    Here,
    Other,
}

impl Row {
    pub(in crate::ui) fn selected_if(selected: bool) -> Self {
        if selected { Row::Selected } else { Row::Other }
    }

    /// A row in a list that has the keys or not, of which one row is selected and one is where one is.
    pub(in crate::ui) fn of(has_keys: bool, is_selected: bool, is_here: bool) -> Self {
        match (has_keys, is_selected, is_here) {
            (true, true, _) | (false, _, true) => Row::Selected,
            (true, false, true) => Row::Here,
            _ => Row::Other,
        }
    }

    /// The piece that ordinary text of the row is.
    pub(in crate::ui) fn piece(self) -> Piece {
        match self {
            Row::Selected => Piece::Selected,
            Row::Here => Piece::Accent,
            Row::Other => Piece::Text,
        }
    }
}

impl<'a> Canvas<'a> {
    pub(in crate::ui) fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buffer, theme }
    }

    pub(in crate::ui) fn theme(&self) -> &'a Theme {
        self.theme
    }

    pub(in crate::ui) fn style(&self, piece: Piece) -> Style {
        self.theme.style(piece)
    }

    pub(in crate::ui) fn fill(&mut self, area: Rect, piece: Piece) {
        let style = self.style(piece);
        self.buffer.set_style(area, style);
    }

    /// One cell, where it is on the screen.
    pub(in crate::ui) fn cell(&mut self, x: u16, y: u16) -> Option<&mut Cell> {
        self.buffer.cell_mut((x, y))
    }

    /// Styles cells over what is there.
    pub(in crate::ui) fn tint(&mut self, area: Area, style: Style) {
        self.buffer
            .set_style(rect(area).intersection(self.buffer.area), style);
    }

    /// Colours a row and puts the bar before it, where it is the selected one; a thin one, where it is where one is.
    pub(in crate::ui) fn begin_row(&mut self, place: Area, row: Row) {
        let bar = match row {
            Row::Selected => "▌",
            Row::Here => "▏",
            Row::Other => return,
        };
        if row == Row::Selected {
            self.tint(place, self.style(Piece::Selected));
        }
        self.text(place.x, place.y, 1, bar, Piece::SelectedMarker);
    }

    /// A span in the style of a piece, in a row that may be the selected one.
    pub(in crate::ui) fn row_span(
        &self,
        text: impl Into<String>,
        piece: Piece,
        row: Row,
    ) -> Span<'static> {
        Span::styled(clean(text.into()), self.row_style(piece, row))
    }

    pub(in crate::ui) fn row_style(&self, piece: Piece, row: Row) -> Style {
        match row {
            Row::Selected => self.theme.on_selected(piece),
            Row::Here | Row::Other => self.theme.style(piece),
        }
    }

    /// A span in the style of a piece.
    pub(in crate::ui) fn span(&self, text: impl Into<String>, piece: Piece) -> Span<'static> {
        Span::styled(clean(text.into()), self.style(piece))
    }

    /// One line of spans from a cell on, cut at `width`.
    pub(in crate::ui) fn line(&mut self, x: u16, y: u16, width: u16, spans: Vec<Span<'_>>) {
        if self.buffer.area.contains((x, y).into()) {
            let (end, _) = self.buffer.set_line(x, y, &Line::from(spans), width);
            self.color_second_cells(x..end, y);
        }
    }

    /// Where a terminal may take a sign with an emoji selector for narrow, ratatui writes its second cell by itself:
    /// in the colours of the first, not in the terminal's own.
    fn color_second_cells(&mut self, columns: Range<u16>, y: u16) {
        for x in columns {
            let Some(cell) = self.buffer.cell((x, y)) else {
                continue;
            };
            if cell.symbol().contains('\u{FE0F}') && display_width(cell.symbol()) == 2 {
                let style = cell.style();
                if let Some(second) = self.buffer.cell_mut((x + 1, y)) {
                    second.set_style(style);
                }
            }
        }
    }

    /// One text in one style, with `…` where it is cut.
    pub(in crate::ui) fn text(&mut self, x: u16, y: u16, width: u16, text: &str, piece: Piece) {
        let span = self.span(truncated(text, usize::from(width)), piece);
        self.line(x, y, width, vec![span]);
    }

    /// One text that ends at the right edge of the area.
    pub(in crate::ui) fn text_at_right(&mut self, row: Area, text: &str, piece: Piece) {
        let width = u16::try_from(display_width(text))
            .unwrap_or(u16::MAX)
            .min(row.width);
        self.text(row.x + row.width - width, row.y, width, text, piece);
    }

    /// Lines that were laid out elsewhere, as many as fit.
    pub(in crate::ui) fn lines(&mut self, area: Area, lines: &[Line<'_>]) {
        for (y, line) in (area.y..area.y + area.height).zip(lines) {
            // The terminal may have shrunk since the model heard of its size.
            if self.buffer.area.contains((area.x, y).into()) {
                let (end, _) = self.buffer.set_line(area.x, y, line, area.width);
                self.color_second_cells(area.x..end, y);
            }
        }
    }

    /// A box with a title and, at its right, a remark.
    pub(in crate::ui) fn bordered(&mut self, area: Area, title: &str, remark: &str, focused: bool) {
        let border = self.style(if focused {
            Piece::BorderFocused
        } else {
            Piece::Border
        });
        let room = usize::from(area.width).saturating_sub(6);
        let remark_width = display_width(remark);
        let title = truncated(title, room.saturating_sub(remark_width));
        let mut block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(border);
        if !title.is_empty() {
            let style = self.style(if focused {
                Piece::TitleFocused
            } else {
                Piece::Title
            });
            block = block.title_top(Line::styled(format!(" {title} "), style));
        }
        if !remark.is_empty() && remark_width < room {
            let style = self.style(Piece::Dim);
            block = block.title_top(Line::styled(format!(" {remark} "), style).right_aligned());
        }
        block.render(rect(area).intersection(self.buffer.area), self.buffer);
    }

    /// Clears what is below an overlay.
    pub(in crate::ui) fn clear(&mut self, area: Area, piece: Piece) {
        let area = rect(area).intersection(self.buffer.area);
        Clear.render(area, self.buffer);
        self.fill(area, piece);
    }

    /// A scroll bar in one column: `above` of `total` are above the screen, which shows `shown`.
    pub(in crate::ui) fn scroll_bar(
        &mut self,
        column: Area,
        above: usize,
        shown: usize,
        total: usize,
    ) {
        let bar = ScrollBar {
            above,
            shown,
            total,
        };
        let Some(thumb) = bar.thumb(column.height) else {
            return;
        };
        for row in 0..column.height {
            let y = column.y + row;
            let (sign, piece) = if thumb.contains(&row) {
                ("┃", Piece::ScrollThumb)
            } else {
                ("│", Piece::ScrollTrack)
            };
            self.text(column.x, y, 1, sign, piece);
        }
    }
}

/// Titles and the like come from courses: nothing in them may act on the terminal or mislead.
fn clean(text: String) -> String {
    match sanitize_line(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(clean) => clean,
    }
}

/// The area as the terminal library names it.
pub(in crate::ui) fn rect(area: Area) -> Rect {
    Rect {
        x: area.x,
        y: area.y,
        width: area.width,
        height: area.height,
    }
}

/// The row of an area, from 0.
pub(in crate::ui) fn row_of(area: Area, row: usize) -> Area {
    let y = area
        .y
        .saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
    Area {
        y,
        height: 1,
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::ColorDepth;

    #[test]
    fn the_second_cell_of_an_emoji_has_the_colours_of_the_first() {
        let theme = Theme::load("lamplight", None, &|_| None, ColorDepth::True).unwrap();
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 2));
        let mut canvas = Canvas::new(&mut buffer, &theme);
        canvas.text(0, 0, 10, "a❤️b", Piece::Selected);
        let line = Line::styled("✈️", theme.style(Piece::Selected));
        canvas.lines(
            Area {
                x: 0,
                y: 1,
                width: 10,
                height: 1,
            },
            &[line],
        );
        let background = theme.style(Piece::Selected).bg;
        assert!(background.is_some());
        for place in [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1)] {
            assert_eq!(
                buffer.cell(place).map(|cell| cell.bg),
                background,
                "{place:?}"
            );
        }
    }
}
