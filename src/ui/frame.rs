//! The top line, the bottom line, and the one line that a newcomer needs.

use super::paint::Canvas;
use super::theme::Piece;
use crate::app::footer::{CARET, FOOTER_X, Footer};
use crate::app::geometry::Size;
use crate::app::header::{CRUMB_SEPARATOR, Header, STATUS_SEPARATOR, Tone};
use crate::app::{Level, Model, Pane};
use crate::keymap::Action;
use crate::lesson::display_width;

pub(super) fn draw_header(model: &Model, canvas: &mut Canvas<'_>) {
    let Header {
        crumbs,
        status_x,
        status,
    } = model.header();
    let row = model.bands().header;
    if row.height == 0 {
        return;
    }
    let last = crumbs.len().saturating_sub(1);
    for (index, crumb) in crumbs.iter().enumerate() {
        let piece = match crumb.pane == model.pane {
            _ if index == last => Piece::BreadcrumbCurrent,
            true => Piece::Dim,
            false => Piece::Breadcrumb,
        };
        let mut spans = vec![canvas.span(crumb.text.clone(), piece)];
        if index < last {
            spans.push(canvas.span(CRUMB_SEPARATOR, Piece::Dim));
        }
        canvas.line(crumb.x, row.y, row.width.saturating_sub(crumb.x), spans);
    }
    let mut spans = Vec::new();
    for (tone, text) in status {
        if !spans.is_empty() {
            spans.push(canvas.span(STATUS_SEPARATOR, Piece::Dim));
        }
        spans.push(canvas.span(text, tone_piece(tone)));
    }
    canvas.line(status_x, row.y, row.width.saturating_sub(status_x), spans);
}

fn tone_piece(tone: Tone) -> Piece {
    match tone {
        Tone::Plain => Piece::Dim,
        Tone::Counting => Piece::Counting,
        Tone::Paused => Piece::Paused,
        Tone::Warning => Piece::Warning,
    }
}

pub(super) fn draw_footer(model: &Model, canvas: &mut Canvas<'_>) {
    let Footer { said, items, right } = model.footer();
    let row = model.bands().footer;
    if row.height == 0 {
        return;
    }
    if let Some(said) = said {
        let piece = match said.level {
            Level::Information => Piece::Notice,
            Level::Warning => Piece::Warning,
            Level::Error => Piece::Error,
        };
        canvas.text(FOOTER_X, row.y, row.width, &said.text, piece);
    }
    for item in items {
        let spans = vec![
            canvas.span(item.keys, Piece::FooterKey),
            canvas.span(format!(" {}", item.label), Piece::FooterText),
        ];
        canvas.line(item.x, row.y, row.width.saturating_sub(item.x), spans);
    }
    canvas.text_at_right(row, &right, Piece::FooterText);
    if let Some((_, rest)) = right.rsplit_once(CARET) {
        let behind = display_width(CARET) + display_width(rest);
        let behind = u16::try_from(behind).unwrap_or(row.width);
        canvas.put_caret((row.x + row.width).saturating_sub(behind), row.y);
    }
}

/// What somebody who is new needs to know, in one line; none for everybody else.
pub(super) fn newcomers_line(model: &Model) -> Option<String> {
    if !model.catalog.is_untouched() || model.catalog.selected().is_none() {
        return None;
    }
    let layers = model.layers();
    let key = |action| {
        let keys = model.keymap.keys_for(action, &layers);
        keys.first().map(|keys| keys.pretty())
    };
    let (begin, help) = (key(Action::Continue)?, key(Action::Help)?);
    Some(format!("New here? {begin} begins · {help} for all keys"))
}

/// On a narrow screen there are no details beside the list that could say it: it stands in the list's last line.
pub(super) fn draw_newcomers_line(model: &Model, canvas: &mut Canvas<'_>) {
    let alone = model.pane == Pane::Catalog && model.overlay.is_none();
    if !alone || model.list_and_details().details.is_some() {
        return;
    }
    if let Some(line) = newcomers_line(model) {
        let inside = model.bands().body.inside_border().padded(1);
        let y = inside.y + inside.height.saturating_sub(1);
        canvas.text(inside.x, y, inside.width, &line, Piece::Accent);
    }
}

pub(super) fn draw_too_small(model: &Model, canvas: &mut Canvas<'_>) {
    let Size { columns, rows } = model.size;
    let Size {
        columns: least_columns,
        rows: least_rows,
    } = Size::SMALLEST;
    let text = format!("Lyceum needs a little more room: {least_columns}×{least_rows}, please.");
    let short = format!("{least_columns}×{least_rows}, please");
    let text = if display_width(&text) <= usize::from(columns) {
        text
    } else {
        short
    };
    let width = u16::try_from(display_width(&text))
        .unwrap_or(columns)
        .min(columns);
    canvas.text((columns - width) / 2, rows / 2, width, &text, Piece::Text);
}
