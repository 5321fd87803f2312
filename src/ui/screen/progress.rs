//! The Progress screen: study days at the left, courses at the right, or below where it is narrow.

use ratatui::text::Span;

use crate::app::Model;
use crate::app::frame::geometry::Area;
use crate::app::screen::progress::row::Row;
use crate::app::screen::progress::rows::column_area;
use crate::domain::{Percent, Seconds};
use crate::lesson::{display_width, truncated};
use crate::ui::paint::{self, Canvas, row_of};
use crate::ui::theme::Piece;
use crate::ui::widget::bar::bar;
use crate::ui::widget::mark::mark_sign;

pub(in crate::ui) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    canvas.bordered(model.shared.bands.body, "Progress", "", true);
    let area = model.progress.rows_area(&model.shared);
    let page = model.progress.page(&model.shared);
    let count = page.columns.len();
    let selected = page.selected(&model.progress.list);
    for (index, rows) in page.columns.iter().enumerate() {
        let column = column_area(area, index, count);
        let selected = selected.filter(|_| index + 1 == count);
        draw_column(rows, model.progress.list.top, selected, column, canvas);
    }
    let edge = Area {
        x: area.x + area.width + 1,
        width: 1,
        ..area
    };
    canvas.scroll_bar(
        edge,
        model.progress.list.top,
        usize::from(area.height),
        page.rows(),
    );
}

fn draw_column(
    rows: &[Row],
    top: usize,
    selected: Option<usize>,
    area: Area,
    canvas: &mut Canvas<'_>,
) {
    let shown = rows.iter().enumerate().skip(top);
    for (index, row) in shown.take(usize::from(area.height)) {
        let look = paint::Row::selected_if(selected == Some(index));
        let place = row_of(area, index - top);
        // The bar of the selected row stands in the margin.
        let margin = Area {
            x: place.x.saturating_sub(1),
            width: place.width + 2,
            ..place
        };
        canvas.begin_row(margin, look);
        draw_row(row, place, look, canvas);
    }
}

fn draw_row(row: &Row, place: Area, look: paint::Row, canvas: &mut Canvas<'_>) {
    match row {
        Row::Blank => {}
        Row::Title(title) => canvas.text(place.x, place.y, place.width, title, Piece::Accent),
        Row::Remark(text) => canvas.text(place.x, place.y, place.width, text, Piece::Dim),
        Row::Figure(name, value) => {
            let spans = vec![
                canvas.span(format!("{name:<8}"), Piece::Dim),
                canvas.span(value, Piece::Text),
            ];
            canvas.line(place.x, place.y, place.width, spans);
        }
        Row::Months(months) => draw_months(months, place, canvas),
        Row::Weekday(name, levels) => {
            let mut spans = vec![canvas.span(format!("{name}  "), Piece::Dim)];
            spans.extend(levels.iter().map(|level| match level {
                Some(level) => day_span(level.0, canvas),
                None => Span::raw("  "),
            }));
            canvas.line(place.x, place.y, place.width, spans);
        }
        Row::Day {
            label,
            seconds,
            most,
        } => draw_day(label, *seconds, *most, place, canvas),
        Row::Course {
            title,
            done,
            total,
            seconds,
        } => {
            draw_course(title, (*done, *total), *seconds, place, look, canvas);
        }
        Row::Quiz {
            title,
            is_all_right,
            result,
        } => {
            let piece = if *is_all_right {
                Piece::Done
            } else {
                Piece::Begun
            };
            let width = u16::try_from(display_width(result)).unwrap_or(u16::MAX);
            let room = usize::from(place.width.saturating_sub(width + 2));
            canvas.text(
                place.x,
                place.y,
                place.width,
                &truncated(title, room),
                Piece::Text,
            );
            let x = place.x + place.width.saturating_sub(width);
            let result = canvas.span(result, piece);
            canvas.line(x, place.y, width, vec![result]);
        }
        Row::Module {
            title,
            mark,
            done,
            total,
        } => {
            let (sign, piece) = mark_sign(*mark);
            let right = format!("{done}/{total}");
            let room = usize::from(place.width).saturating_sub(right.len() + 7);
            let spans = vec![
                canvas.row_span(format!("  {sign} "), piece, look),
                canvas.row_span(truncated(title, room), look.piece(), look),
            ];
            canvas.line(place.x, place.y, place.width, spans);
            let width = u16::try_from(right.len()).unwrap_or(place.width);
            let right = canvas.row_span(right, Piece::Dim, look);
            let x = place.x + place.width.saturating_sub(width);
            canvas.line(x, place.y, width, vec![right]);
        }
    }
}

/// A shape and a colour say the same, so that the calendar can be read without colours.
fn day_span(level: u8, canvas: &Canvas<'_>) -> Span<'static> {
    let sign = ["· ", "░ ", "▒ ", "▓ ", "█ "];
    let level = usize::from(level).min(4);
    canvas.span(sign[level], Piece::CALENDAR[level])
}

fn draw_months(months: &[(usize, String)], place: Area, canvas: &mut Canvas<'_>) {
    for (week, name) in months {
        let x = place.x + 5 + u16::try_from(week * 2).unwrap_or(u16::MAX);
        let room = (place.x + place.width).saturating_sub(x);
        if room >= 3 {
            canvas.text(x, place.y, room, name, Piece::Dim);
        }
    }
}

fn draw_day(label: &str, seconds: Seconds, most: Seconds, place: Area, canvas: &mut Canvas<'_>) {
    let width = place.width.saturating_sub(11 + 12).min(30);
    let mut spans = vec![canvas.span(format!("{label:<11}"), Piece::Dim)];
    if seconds > Seconds(0) {
        spans.extend(bar(canvas, paint::Row::Other, seconds.0, most.0, width));
        spans.push(canvas.span(format!("  {seconds}"), Piece::Text));
    }
    canvas.line(place.x, place.y, place.width, spans);
}

fn draw_course(
    title: &str,
    (done, total): (usize, usize),
    seconds: Seconds,
    place: Area,
    look: paint::Row,
    canvas: &mut Canvas<'_>,
) {
    let percent = Percent::of(done, total);
    let piece = if percent == Percent::FULL {
        Piece::Done
    } else {
        Piece::Begun
    };
    let bar_width: u16 = if place.width >= 60 { 16 } else { 8 };
    let right = format!(" {percent:>4} · {seconds}", percent = percent.to_string());
    let right_width = u16::try_from(display_width(&right)).unwrap_or(u16::MAX) + bar_width;
    let room = usize::from(place.width.saturating_sub(right_width + 2));
    let title = canvas.row_span(truncated(title, room), Piece::TitleFocused, look);
    canvas.line(place.x, place.y, place.width, vec![title]);
    let mut spans = bar(canvas, look, done as u64, total as u64, bar_width);
    spans.push(canvas.row_span(right, piece, look));
    let x = place.x + place.width.saturating_sub(right_width);
    canvas.line(x, place.y, right_width, spans);
}
