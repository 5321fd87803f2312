//! What lies over a pane: a text under a title, the lesson's headings, a search, a question.

use std::ops::Range;

use ratatui::text::Span;

use super::paint::{Canvas, Row, row_of};
use super::reader::draw_heading;
use super::text::{self, Setting};
use super::theme::Piece;
use crate::app::contents::Contents;
use crate::app::find::{Find, ROWS_PER_HIT};
use crate::app::geometry::Area;
use crate::app::list::ListCursor;
use crate::app::{InputLine, Model, TextView};
use crate::domain::{SearchHit, Snippet};
use crate::lesson::{Target, display_width, one_line, truncated, truncated_start};

pub(super) fn draw_text(model: &Model, title: &str, view: &TextView, canvas: &mut Canvas<'_>) {
    let area = model.overlay_area();
    canvas.clear(area, Piece::Popup);
    canvas.bordered(area, title, "", true);
    text::draw(view, model.overlay_rows_area(), Setting::default(), canvas);
}

/// A line that is being typed, at the top of an overlay or list.
pub(super) fn draw_input(
    input: &InputLine,
    typing: bool,
    placeholder: &str,
    row: Area,
    canvas: &mut Canvas<'_>,
) {
    // Beside the sign before it and the cursor.
    let room = usize::from(row.width.saturating_sub(4));
    let typed = canvas.span(truncated_start(input.text(), room), Piece::Input);
    let spans = match (typing, input.is_empty()) {
        (true, true) => vec![
            canvas.span(" / ", Piece::Accent),
            canvas.span("▏", Piece::Accent),
            canvas.span(placeholder, Piece::Dim),
        ],
        (true, false) => {
            vec![
                canvas.span(" / ", Piece::Accent),
                typed,
                canvas.span("▏", Piece::Accent),
            ]
        }
        (false, true) => vec![canvas.span(format!(" / {placeholder}"), Piece::Dim)],
        (false, false) => vec![canvas.span(" / ", Piece::Dim), typed],
    };
    canvas.line(row.x, row.y, row.width, spans);
    if typing {
        let shown = display_width(" / ") + display_width(&truncated_start(input.text(), room));
        let behind = u16::try_from(shown).unwrap_or(row.width);
        canvas.put_caret(row.x.saturating_add(behind), row.y);
    }
}

pub(super) fn draw_contents(model: &Model, contents: &Contents, canvas: &mut Canvas<'_>) {
    let area = model.overlay_area();
    canvas.clear(area, Piece::Popup);
    canvas.bordered(area, "On this page", "", true);
    let first = row_of(area.inside_border(), 0);
    draw_input(
        &contents.filter,
        true,
        "a few letters of a heading",
        first,
        canvas,
    );
    let Some(reader) = &model.reader else { return };
    let rows = model.overlay_rows_area();
    let shown = contents.shown.iter().enumerate().skip(contents.cursor.top);
    for (row, heading) in shown.take(usize::from(rows.height)) {
        let place = row_of(rows, row - contents.cursor.top);
        draw_heading(
            model,
            reader,
            *heading,
            Row::selected_if(row == contents.cursor.selected),
            place,
            canvas,
        );
    }
    if contents.shown.is_empty() {
        canvas.text(
            rows.x + 1,
            rows.y,
            rows.width,
            "No heading matches.",
            Piece::Dim,
        );
    }
}

pub(super) fn draw_find(model: &Model, find: &Find, canvas: &mut Canvas<'_>) {
    let area = model.overlay_area();
    canvas.clear(area, Piece::Popup);
    let remark = match find.hits.len() {
        0 => String::new(),
        count if find.more => format!("{count}+ lessons"),
        1 => "1 lesson".to_owned(),
        count => format!("{count} lessons"),
    };
    canvas.bordered(area, "Search in all courses", &remark, true);
    let first = row_of(area.inside_border(), 0);
    draw_input(&find.input, true, "words of a lesson", first, canvas);
    let rows = model.overlay_rows_area();
    if find.answered && find.hits.is_empty() && !find.input.is_empty() {
        canvas.text(
            rows.x + 1,
            rows.y,
            rows.width,
            "No lesson has all these words.",
            Piece::Dim,
        );
    }
    let on_screen = usize::from(rows.height) / ROWS_PER_HIT;
    let shown = find
        .hits
        .iter()
        .enumerate()
        .skip(find.cursor.top)
        .take(on_screen);
    for (index, hit) in shown {
        let top = (index - find.cursor.top) * ROWS_PER_HIT;
        draw_hit(
            hit,
            Row::selected_if(index == find.cursor.selected),
            row_of(rows, top),
            canvas,
        );
    }
}

fn draw_hit(hit: &SearchHit, look: Row, row: Area, canvas: &mut Canvas<'_>) {
    let below = Area {
        y: row.y + 1,
        ..row
    };
    canvas.begin_row(row, look);
    canvas.begin_row(below, look);
    let title = format!("{} {}", hit.number, hit.lesson_title);
    let title = truncated(&title, usize::from(row.width) * 2 / 3);
    let spans = vec![
        canvas.row_span(title, look.piece(), look),
        canvas.row_span(format!("  {}", hit.course_title), Piece::Dim, look),
    ];
    canvas.line(row.x + 1, row.y, row.width.saturating_sub(2), spans);
    let width = below.width.saturating_sub(4);
    let spans = snippet_spans(&hit.snippet, usize::from(width), canvas);
    canvas.line(below.x + 3, below.y, width, spans);
}

/// A passage on one line, from where the first word that was found is seen in `width` columns.
fn snippet_spans(snippet: &Snippet, width: usize, canvas: &Canvas<'_>) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut at = 0;
    let part = |range: Range<usize>| one_line(snippet.text.get(range).unwrap_or_default());
    for mark in &snippet.marks {
        let (before, found) = (part(at..mark.start), part(mark.clone()));
        let before = match at {
            0 => lead(before, width.saturating_sub(display_width(&found))),
            _ => before,
        };
        spans.push(canvas.span(before, Piece::Dim));
        spans.push(canvas.span(found, Piece::Match));
        at = mark.end;
    }
    spans.push(canvas.span(part(at..snippet.text.len()), Piece::Dim));
    spans
}

/// What stands before a word, where `room` columns are left beside the word: whole words, as leave half of them free.
fn lead(before: String, room: usize) -> String {
    if display_width(&before) <= room / 2 {
        return before;
    }
    let starts = before.match_indices(' ').map(|(at, _)| &before[at + 1..]);
    let mut rests = starts.filter(|rest| display_width(rest) < room / 2);
    rests
        .next()
        .map_or_else(String::new, |rest| format!("…{rest}"))
}

pub(super) fn draw_bookmarks(model: &Model, cursor: ListCursor, canvas: &mut Canvas<'_>) {
    let area = model.overlay_area();
    canvas.clear(area, Piece::Popup);
    let count = model.bookmarks.len();
    canvas.bordered(area, "Bookmarks", &count.to_string(), true);
    let rows = model.overlay_rows_area();
    let on_screen = usize::from(rows.height) / ROWS_PER_HIT;
    let marks = model.bookmarks_newest_first().enumerate();
    let with_course = model.bookmarks_of_several_courses();
    for (index, mark) in marks.skip(cursor.top).take(on_screen) {
        let place = row_of(rows, (index - cursor.top) * ROWS_PER_HIT);
        let below = row_of(rows, (index - cursor.top) * ROWS_PER_HIT + 1);
        let look = Row::selected_if(index == cursor.selected);
        canvas.begin_row(place, look);
        canvas.begin_row(below, look);
        let title = truncated(&mark.title, usize::from(place.width) * 2 / 3);
        let mut spans = vec![canvas.row_span(title, look.piece(), look)];
        if with_course {
            let course = format!("  {}", mark.course_title);
            spans.push(canvas.row_span(course, Piece::Dim, look));
        }
        canvas.line(place.x + 1, place.y, place.width.saturating_sub(2), spans);
        let excerpt = canvas.row_span(mark.excerpt.clone(), Piece::Dim, look);
        canvas.line(
            below.x + 3,
            below.y,
            below.width.saturating_sub(4),
            vec![excerpt],
        );
    }
}

pub(super) fn draw_question(model: &Model, address: &str, canvas: &mut Canvas<'_>) {
    let area = model.overlay_area();
    canvas.clear(area, Piece::Popup);
    canvas.bordered(area, "Open outside of Lyceum?", "", true);
    let inside = area.inside_border().padded(1);
    canvas.text(inside.x, inside.y + 1, inside.width, address, Piece::Accent);
    let program = match Target::parse(address) {
        Target::Mail(_) => "mail program",
        _ => "browser",
    };
    let answers = format!("y opens it in your {program} · n stays here");
    canvas.text(inside.x, inside.y + 3, inside.width, &answers, Piece::Dim);
}
