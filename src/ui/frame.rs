//! The top line, the bottom line, and what the program says above it.

use ratatui::text::Span;

use super::paint::Canvas;
use super::theme::Piece;
use crate::app::footer::Footer;
use crate::app::geometry::{Area, Size};
use crate::app::header::{CRUMB_SEPARATOR, Header, STATUS_SEPARATOR, Tone};
use crate::app::{Level, Model, Notice, Pane};
use crate::keymap::Action;
use crate::lesson::{display_width, truncated};

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
        let piece = if index == last {
            Piece::BreadcrumbCurrent
        } else {
            Piece::Breadcrumb
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
    let Footer { items, right } = model.footer();
    let row = model.bands().footer;
    if row.height == 0 {
        return;
    }
    for item in items {
        let spans = vec![
            canvas.span(item.keys, Piece::FooterKey),
            canvas.span(format!(" {}", item.label), Piece::FooterText),
        ];
        canvas.line(item.x, row.y, row.width.saturating_sub(item.x), spans);
    }
    canvas.text_at_right(row, &right, Piece::FooterText);
}

/// The notice on screen, on the last line of the body; or the one line that a newcomer needs.
pub(super) fn draw_notice(model: &Model, canvas: &mut Canvas<'_>) {
    let body = model.bands().body;
    let row = Area {
        y: body.y + body.height.saturating_sub(1),
        height: 1,
        ..body
    };
    let Some(notice) = model.notices.current() else {
        return draw_newcomers_line(model, row, canvas);
    };
    let (mark, piece) = match notice.level {
        Level::Information => ("·", Piece::Notice),
        Level::Warning => ("!", Piece::Warning),
        Level::Error => ("✗", Piece::Error),
    };
    let room_beside = |hints: &str| usize::from(row.width).saturating_sub(display_width(hints) + 8);
    let all = notice_hints(model, notice, true);
    let hints = if display_width(&notice.summary) <= room_beside(&all) {
        all
    } else {
        notice_hints(model, notice, false)
    };
    let room = room_beside(&hints);
    let text = format!(" {mark} {} ", truncated(&notice.summary, room));
    let spans: Vec<Span<'_>> = vec![
        canvas.span(text, piece),
        canvas.span(
            if hints.is_empty() {
                String::new()
            } else {
                format!("{hints} ")
            },
            Piece::Dim,
        ),
    ];
    let width = spans.iter().map(Span::width).sum::<usize>();
    let width = u16::try_from(width).unwrap_or(row.width).min(row.width);
    canvas.clear(row, Piece::Popup);
    canvas.line(row.x + (row.width - width) / 2, row.y, width, spans);
}

/// The keys for a notice; where there is little room, only the one that shows all of it.
fn notice_hints(model: &Model, notice: &Notice, roomy: bool) -> String {
    let mut hints = Vec::new();
    if notice.detail.is_some() {
        hints.extend(hint(model, Action::NoticeDetail));
    }
    if notice.level > Level::Information && (roomy || notice.detail.is_none()) {
        hints.extend(hint(model, Action::DismissNotice));
    }
    if model.notices.behind() > 0 {
        hints.push(format!("+{}", model.notices.behind()));
    }
    hints.join("  ")
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

/// On a narrow screen there are no details beside the list that could say it.
fn draw_newcomers_line(model: &Model, row: Area, canvas: &mut Canvas<'_>) {
    let alone = model.pane == Pane::Catalog && model.overlay.is_none();
    if !alone || model.list_and_details().details.is_some() {
        return;
    }
    if let Some(line) = newcomers_line(model) {
        let inside = Area {
            y: row.y.saturating_sub(1),
            ..row
        };
        let inside = inside.padded(2);
        canvas.text(inside.x, inside.y, inside.width, &line, Piece::Accent);
    }
}

fn hint(model: &Model, action: Action) -> Option<String> {
    let layers = model.layers();
    let keys = model
        .keymap
        .keys_for(action, &layers)
        .into_iter()
        .next()?
        .pretty();
    Some(format!("{keys} {}", action.info().footer?))
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
