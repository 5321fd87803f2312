//! The Catalog screen: the list of courses, and what the selected one is about.

use ratatui::text::Span;

use crate::app::Model;
use crate::app::frame::geometry::Area;
use crate::domain::{CourseSummary, Mark, Percent};
use crate::lesson::{display_width, truncated};
use crate::ui::frame::newcomers;
use crate::ui::paint::{Canvas, Row, row_of};
use crate::ui::theme::Piece;
use crate::ui::widget::bar::bar;
use crate::ui::widget::details::{course_facts, draw_course};
use crate::ui::widget::input_line;

pub(in crate::ui) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let areas = model.catalog.areas(&model.shared);
    let (all, shown) = model.catalog.courses.counts();
    let remark = if all == shown {
        format!("{all}")
    } else {
        format!("{shown} of {all}")
    };
    canvas.bordered(areas.list, "Courses", &remark, true);
    draw_filter(model, areas.list.inside_border(), canvas);
    draw_rows(model, canvas);
    if let Some(area) = areas.details {
        draw_details(model, area, canvas);
    }
}

fn draw_filter(model: &Model, inside: Area, canvas: &mut Canvas<'_>) {
    let catalog = &model.catalog.courses;
    let row = row_of(inside, 0);
    input_line::draw(&catalog.filter, catalog.typing, "filter", row, canvas);
    let sort = format!("{} ", model.shared.preferences.sort.label());
    let used = display_width(catalog.filter.text()) + 12;
    if used + display_width(&sort) < usize::from(inside.width) {
        canvas.text_at_right(row, &sort, Piece::Dim);
    }
}

fn draw_rows(model: &Model, canvas: &mut Canvas<'_>) {
    let area = model.catalog.in_list(&model.shared).rows;
    let catalog = &model.catalog.courses;
    if catalog.counts().1 == 0 {
        let texts = match (catalog.loaded, catalog.counts().0) {
            (false, _) => ["Loading …", ""],
            (true, 0) => ["No courses yet.", "`lyceum import DIR` adds one."],
            (true, _) => ["No courses match.", "esc clears the filter."],
        };
        for (row, text) in texts.into_iter().enumerate() {
            let row = row_of(area.padded(1), row + 1);
            canvas.text(row.x, row.y, row.width, text, Piece::Dim);
        }
        return;
    }
    let visible = catalog
        .rows()
        .enumerate()
        .skip(catalog.cursor.top)
        .take(usize::from(area.height));
    for (index, course) in visible {
        let place = row_of(area, index - catalog.cursor.top);
        let row = Row::selected_if(index == catalog.cursor.selected);
        draw_row(course, place, row, canvas);
    }
    let bar = Area {
        x: area.x + area.width,
        width: 1,
        ..area
    };
    canvas.scroll_bar(
        bar,
        catalog.cursor.top,
        usize::from(area.height),
        catalog.counts().1,
    );
}

/// `▌AI Foundations      ██████░  62%`
fn draw_row(course: &CourseSummary, place: Area, row: Row, canvas: &mut Canvas<'_>) {
    canvas.begin_row(place, row);
    let width_of = |spans: &[Span<'_>]| spans.iter().map(Span::width).sum::<usize>();
    let room = |spans: &[Span<'_>]| usize::from(place.width).saturating_sub(width_of(spans) + 3);
    // The title goes before the bar.
    let mut progress = progress_spans(course, true, row, canvas);
    if display_width(&course.course.title) > room(&progress) {
        progress = progress_spans(course, false, row, canvas);
    }
    let (room, progress_width) = (room(&progress), width_of(&progress));
    let title = canvas.row_span(truncated(&course.course.title, room), row.piece(), row);
    canvas.line(place.x + 1, place.y, place.width, vec![title]);
    let width = u16::try_from(progress_width).unwrap_or(place.width);
    let x = place.x + place.width.saturating_sub(width + 1);
    canvas.line(x, place.y, width, progress);
}

fn progress_spans(
    course: &CourseSummary,
    with_bar: bool,
    row: Row,
    canvas: &Canvas<'_>,
) -> Vec<Span<'static>> {
    match (course.mark(), course.percent()) {
        (Mark::New, _) => vec![canvas.row_span("new", Piece::New, row)],
        (Mark::Done, _) => vec![canvas.row_span("✓ done", Piece::Done, row)],
        (Mark::Begun, percent) => {
            let mut spans = Vec::new();
            if with_bar {
                spans.extend(bar(canvas, row, u64::from(percent.value()), 100, 7));
            }
            let percent = match with_bar {
                true => format!("{:>4}", percent.to_string()),
                false => percent.to_string(),
            };
            spans.push(canvas.row_span(percent, Piece::Begun, row));
            spans
        }
    }
}

fn draw_details(model: &Model, area: Area, canvas: &mut Canvas<'_>) {
    let Some(course) = model.catalog.courses.selected() else {
        canvas.bordered(area, "", "", false);
        return;
    };
    canvas.bordered(area, &course.course.title, "", false);
    let inside = area.inside_border().padded(1);
    let facts = course_facts(course, inside.width);
    let (top, rest) = inside.split_top(1);
    canvas.text(top.x, top.y, top.width, &facts, Piece::Dim);
    let resume = resume_line(model, inside.width.into());
    let lines = [progress_line(course), resume];
    let mut rest = rest;
    for line in lines.into_iter().flatten() {
        let (row, below) = rest.split_top(1);
        canvas.text(row.x, row.y, row.width, &line, Piece::Begun);
        rest = below;
    }
    let hint = newcomers::line(model).unwrap_or_default();
    draw_course(&course.course, rest.split_top(1).1, &hint, canvas);
}

/// `Resume: 1.3 Where models fail, 62%`; a long title gives way.
fn resume_line(model: &Model, width: usize) -> Option<String> {
    let (number, lesson) = model.catalog.to_resume()?;
    let (before, after) = match lesson.progress.mark() {
        Mark::New => (format!("Next: {number} "), String::new()),
        _ => (format!("Resume: {number} "), format!(", {}", lesson.read)),
    };
    let taken = display_width(&before) + display_width(&after);
    let title = truncated(&lesson.head.title, width.saturating_sub(taken));
    Some(format!("{before}{title}{after}"))
}

fn progress_line(course: &CourseSummary) -> Option<String> {
    let studied = course.seconds;
    match (course.mark(), course.percent()) {
        (Mark::New, _) => None,
        (_, Percent::FULL) => Some(format!("✓ complete · {studied} studied")),
        _ => Some(format!(
            "{} of {} lessons done · {studied} studied",
            course.lessons_done, course.lessons
        )),
    }
}
