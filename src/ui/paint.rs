//! Puts text and boxes on the screen's cells.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::cells::set_line;
use crate::app::frame::geometry::Area;
use crate::app::widget::scroll_bar::ScrollBar;
use crate::domain::sanitize_line;
use crate::lesson::{display_width, truncated};
use crate::ui::theme::{Piece, Theme};

/// The screen's cells, and the theme that they are painted in.
pub(in crate::ui) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    caret: Option<Position>,
}

/// The state of a list row.
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

    /// A row of a list that has the keys or not, with one selected row and one for the place on the screen.
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
        Self {
            buffer,
            theme,
            caret: None,
        }
    }

    /// Where text is typed, so that the terminal's cursor stands there: input methods and screen readers look for it.
    pub(in crate::ui) fn caret(&self) -> Option<Position> {
        self.caret
    }

    pub(in crate::ui) fn put_caret(&mut self, x: u16, y: u16) {
        let place = Position::new(x, y);
        self.caret = self.buffer.area.contains(place).then_some(place);
    }

    /// Something lies over where text is typed.
    pub(in crate::ui) fn hide_caret(&mut self) {
        self.caret = None;
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

    /// Colours the selected row and puts a bar before it; a thin bar before the row of the current place.
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
            set_line(self.buffer, x, y, &Line::from(spans), width);
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
                set_line(self.buffer, area.x, y, line, area.width);
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
        let block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(border);
        block.render(rect(area).intersection(self.buffer.area), self.buffer);
        let inside = row_of(area, 0).padded(1);
        if !title.is_empty() {
            let piece = if focused {
                Piece::TitleFocused
            } else {
                Piece::Title
            };
            self.text(
                inside.x,
                inside.y,
                inside.width,
                &format!(" {title} "),
                piece,
            );
        }
        if !remark.is_empty() && remark_width < room {
            self.text_at_right(inside, &format!(" {remark} "), Piece::Dim);
        }
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
