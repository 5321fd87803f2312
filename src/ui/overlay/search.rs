//! The search in all courses.

use std::ops::Range;

use ratatui::text::Span;

use super::{Paint, Popup};
use crate::app::overlay::search::CourseSearch;
use crate::domain::{SearchHit, Snippet};
use crate::lesson::{display_width, one_line, truncated};
use crate::ui::paint::{Canvas, row_of};
use crate::ui::theme::Piece;
use crate::ui::widget::input_line;
use crate::ui::widget::two_rows::{ItemPlace, on_screen};

impl Paint for CourseSearch {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { area, rows, .. } = popup;
        let remark = match self.hits.len() {
            0 => String::new(),
            count if self.more => format!("{count}+ lessons"),
            1 => "1 lesson".to_owned(),
            count => format!("{count} lessons"),
        };
        canvas.bordered(area, "Search all courses", &remark, true);
        let first = row_of(area.inside_border(), 0);
        input_line::draw(&self.input, true, "type to search", first, canvas);
        if self.answered && self.hits.is_empty() && !self.input.is_empty() {
            canvas.text(
                rows.x + 1,
                rows.y,
                rows.width,
                "No lessons contain all these words.",
                Piece::Dim,
            );
        }
        for (_, hit, place) in on_screen(self.hits.iter(), self.cursor, rows) {
            draw_hit(hit, place, canvas);
        }
    }
}

fn draw_hit(hit: &SearchHit, place: ItemPlace, canvas: &mut Canvas<'_>) {
    let look = place.look;
    let title = format!("{} {}", hit.number, hit.lesson_title);
    let title = truncated(&title, place.title_width() * 2 / 3);
    let room = place
        .title_width()
        .saturating_sub(display_width(&title) + 2);
    let course = truncated(&hit.course_title, room);
    let spans = vec![
        canvas.row_span(title, look.piece(), look),
        canvas.row_span(format!("  {course}"), Piece::Dim, look),
    ];
    place.title(spans, canvas);
    let spans = snippet_spans(&hit.snippet, place.details_width(), canvas);
    place.details(spans, canvas);
}

/// A passage on one line, from where the first word that was found is seen in `width` columns.
fn snippet_spans(snippet: &Snippet, width: usize, canvas: &Canvas<'_>) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut at = 0;
    let part = |range: Range<usize>| one_line(snippet.text.get(range).unwrap_or_default());
    let mut room = width;
    for mark in &snippet.marks {
        let (before, found) = (part(at..mark.start), part(mark.clone()));
        let before = match at {
            0 => lead(before, width.saturating_sub(display_width(&found))),
            _ => before,
        };
        let columns = display_width(&before) + display_width(&found);
        // What follows may need a column for the sign that it goes on.
        if columns >= room {
            break;
        }
        spans.push(canvas.span(before, Piece::Dim));
        spans.push(canvas.span(found, Piece::Match));
        (at, room) = (mark.end, room - columns);
    }
    let rest = tail(&part(at..snippet.text.len()), room);
    spans.push(canvas.span(rest, Piece::Dim));
    spans
}

/// The text behind a word in so many columns: whole words.
fn tail(after: &str, room: usize) -> String {
    if display_width(after) <= room {
        return after.to_owned();
    }
    let cut = truncated(after, room);
    match cut.rsplit_once(' ') {
        Some((words, _)) => format!("{words}…"),
        None => String::new(),
    }
}

/// The text before a word, where `room` columns are left beside the word: whole words, as leave half of them free.
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
