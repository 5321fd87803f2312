//! Items of a list on two rows each: a title, and details below it.

use ratatui::text::Span;

use crate::app::frame::geometry::Area;
use crate::app::widget::list::{ListCursor, TWO_ROWS};
use crate::lesson::{display_width, truncated};
use crate::ui::paint::{Canvas, Row, row_of};
use crate::ui::theme::Piece;

/// The place of an item, inside of its margins, and how it looks.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui) struct ItemPlace {
    row: Area,
    below: Area,
    pub(in crate::ui) look: Row,
}

impl ItemPlace {
    /// The columns for the title.
    pub(in crate::ui) fn title_width(&self) -> usize {
        self.row.width.saturating_sub(2).into()
    }

    /// The columns for the details.
    pub(in crate::ui) fn details_width(&self) -> usize {
        self.below.width.saturating_sub(4).into()
    }

    /// Draws the title, and the bar before a selected item.
    pub(in crate::ui) fn title(&self, spans: Vec<Span<'_>>, canvas: &mut Canvas<'_>) {
        canvas.begin_row(self.row, self.look);
        canvas.begin_row(self.below, self.look);
        let width = self.row.width.saturating_sub(2);
        canvas.line(self.row.x + 1, self.row.y, width, spans);
    }

    /// Draws something at the right end of the title's row.
    pub(in crate::ui) fn at_end(&self, span: Span<'_>, canvas: &mut Canvas<'_>) {
        let width = u16::try_from(display_width(&span.content)).unwrap_or(self.row.width);
        let x = self.row.x + self.row.width.saturating_sub(width + 1);
        canvas.line(x, self.row.y, width, vec![span]);
    }

    /// Draws a text as the details, cut with an ellipsis where it is too long.
    pub(in crate::ui) fn remark(&self, text: &str, canvas: &mut Canvas<'_>) {
        let text = truncated(text, self.details_width());
        let span = canvas.row_span(text, Piece::Dim, self.look);
        self.details(vec![span], canvas);
    }

    /// Draws the details.
    pub(in crate::ui) fn details(&self, spans: Vec<Span<'_>>, canvas: &mut Canvas<'_>) {
        let width = self.below.width.saturating_sub(4);
        canvas.line(self.below.x + 3, self.below.y, width, spans);
    }
}

/// The items on screen, each with its number in the list and its place.
pub(in crate::ui) fn on_screen<T>(
    items: impl Iterator<Item = T>,
    cursor: ListCursor,
    rows: Area,
) -> impl Iterator<Item = (usize, T, ItemPlace)> {
    let shown = items.enumerate().skip(cursor.top);
    let shown = shown.take(usize::from(rows.height) / TWO_ROWS);
    shown.map(move |(index, item)| {
        let top = (index - cursor.top) * TWO_ROWS;
        let place = ItemPlace {
            row: row_of(rows, top),
            below: row_of(rows, top + 1),
            look: Row::selected_if(index == cursor.selected),
        };
        (index, item, place)
    })
}
