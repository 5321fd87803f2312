//! The Course pane: modules and lessons with their marks, and what the selected one is about.

use chrono::FixedOffset;
use ratatui::text::{Line, Span};

use super::details::{counted, draw_course, draw_what_fits, list};
use super::markdown::{markdown_lines, text_lines};
use super::overlay::draw_input;
use super::paint::{Canvas, Row, row_of};
use super::theme::Piece;
use crate::app::Model;
use crate::app::course::{CourseView, OutlineRow};
use crate::app::geometry::Area;
use crate::domain::{LessonEntry, LessonKind, Mark, ModuleEntry, Seconds};
use crate::lesson::{display_width, truncated};

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let areas = model.list_and_details();
    let Some(view) = &model.course else {
        canvas.bordered(areas.list, "Course", "", true);
        return;
    };
    canvas.bordered(areas.list, &view.outline.course.title, &remark(view), true);
    draw_filter(view, areas.list.inside_border(), canvas);
    let look = |index, _: &OutlineRow<'_>| Row::selected_if(index == view.cursor.selected);
    draw_rows(view, model.list_rows_area(), look, canvas);
    if let Some(area) = areas.details {
        draw_details(view, area, *model.local.offset(), canvas);
    }
}

/// How much is done; or, while lessons are filtered, how many there are.
fn remark(view: &CourseView) -> String {
    let (done, total) = view.outline.done_of_total();
    match view.passing() {
        Some(passing) => format!("{passing} of {total}"),
        None => format!("{done}/{total} · {}", view.outline.percent()),
    }
}

/// The line of the filter, and what is said below it where nothing passes.
pub(super) fn draw_filter(view: &CourseView, inside: Area, canvas: &mut Canvas<'_>) {
    if view.shows_filter() {
        let row = row_of(inside, 0);
        draw_input(
            &view.filter,
            view.typing,
            "a few letters of a lesson",
            row,
            canvas,
        );
    }
    if view.passing() == Some(0) {
        let row = row_of(inside.padded(1), 1);
        canvas.text(row.x, row.y, row.width, "No lesson matches.", Piece::Dim);
    }
}

/// The rows of an outline that are on screen, each with the look that it is given by its place and what it is.
pub(super) fn draw_rows(
    view: &CourseView,
    area: Area,
    look: impl Fn(usize, &OutlineRow<'_>) -> Row,
    canvas: &mut Canvas<'_>,
) {
    let top = view.cursor.top;
    for (index, row) in view
        .rows()
        .enumerate()
        .skip(top)
        .take(usize::from(area.height))
    {
        let place = row_of(area, index - top);
        let look = look(index, &row);
        draw_outline_row(row, place, look, canvas);
    }
    let bar = Area {
        x: area.x + area.width,
        width: 1,
        ..area
    };
    canvas.scroll_bar(bar, top, usize::from(area.height), view.rows().count());
}

fn draw_outline_row(row: OutlineRow<'_>, place: Area, look: Row, canvas: &mut Canvas<'_>) {
    canvas.begin_row(place, look);
    let (mark, title, right, indent) = match row {
        OutlineRow::Module(number, module, folded) => {
            let (done, total) = module.done_of_total();
            let fold = if folded { "▸" } else { "▾" };
            (
                module.mark(),
                format!("{number} {}", module.title),
                format!("{done}/{total} {fold}"),
                "",
            )
        }
        OutlineRow::Lesson(number, lesson) => (
            lesson.progress.mark(),
            format!("{} {}", number.lesson, lesson.title),
            length(lesson),
            "  ",
        ),
    };
    let is_module = matches!(row, OutlineRow::Module(..));
    let piece = if is_module {
        Piece::TitleFocused
    } else {
        look.piece()
    };
    let right_width = display_width(&right) + 2;
    let room = usize::from(place.width).saturating_sub(indent.len() + 3 + right_width);
    let (sign, sign_piece) = mark_sign(mark);
    let spans: Vec<Span<'_>> = vec![
        Span::raw(indent),
        canvas.row_span(format!("{sign} "), sign_piece, look),
        canvas.row_span(truncated(&title, room), piece, look),
    ];
    canvas.line(place.x + 1, place.y, place.width, spans);
    let width = u16::try_from(display_width(&right)).unwrap_or(place.width);
    let x = place.x + place.width.saturating_sub(width + 1);
    let right = canvas.row_span(right, Piece::Dim, look);
    canvas.line(x, place.y, width, vec![right]);
}

/// The sign and style of a mark: a shape and a colour say the same.
pub(super) fn mark_sign(mark: Mark) -> (&'static str, Piece) {
    match mark {
        Mark::New => ("○", Piece::Dim),
        Mark::Begun => ("◐", Piece::Begun),
        Mark::Done => ("✓", Piece::Done),
    }
}

/// How long it takes, with the kind where it isn't a text.
fn length(lesson: &LessonEntry) -> String {
    match lesson.kind {
        LessonKind::Text => lesson.length(),
        kind => format!("{kind} {}", lesson.length()),
    }
}

fn draw_details(view: &CourseView, area: Area, zone: FixedOffset, canvas: &mut Canvas<'_>) {
    match view.selected() {
        Some(OutlineRow::Module(number, module, _)) => {
            canvas.bordered(area, &format!("{number} {}", module.title), "", false);
            draw_module(module, area.inside_border().padded(1), canvas);
        }
        Some(OutlineRow::Lesson(number, lesson)) => {
            canvas.bordered(area, &format!("{number} {}", lesson.title), "", false);
            let module = view.outline.modules.get(number.module - 1);
            draw_lesson(lesson, module, zone, area.inside_border().padded(1), canvas);
        }
        None => {
            canvas.bordered(area, &view.outline.course.title, "", false);
            draw_course(
                &view.outline.course,
                area.inside_border().padded(1),
                "",
                canvas,
            );
        }
    }
}

fn draw_module(module: &ModuleEntry, area: Area, canvas: &mut Canvas<'_>) {
    let (done, total) = module.done_of_total();
    let facts = format!(
        "{} · {} · {done} done",
        counted(total, "lesson"),
        module.minutes()
    );
    let mut lines = text_lines(&facts, Piece::Dim, area.width, canvas);
    lines.push(Line::default());
    lines.extend(markdown_lines(&module.description, area.width, canvas));
    draw_what_fits(&lines, area, canvas);
}

fn draw_lesson(
    lesson: &LessonEntry,
    module: Option<&ModuleEntry>,
    zone: FixedOffset,
    area: Area,
    canvas: &mut Canvas<'_>,
) {
    let facts = format!("{} · {}", lesson.kind.title(), lesson.length());
    let mut lines = text_lines(&facts, Piece::Dim, area.width, canvas);
    let (sign, piece) = mark_sign(lesson.progress.mark());
    let studied = lesson.progress.seconds;
    let state = match lesson.progress.completion {
        Some(completion) => {
            let date = completion.at.utc().with_timezone(&zone).format("%e %B %Y");
            format!("{sign} completed on {}", date.to_string().trim())
        }
        None if lesson.progress.mark() == Mark::Begun => format!("{sign} begun"),
        None => format!("{sign} not read yet"),
    };
    lines.extend(text_lines(&state, piece, area.width, canvas));
    if studied > Seconds(0) {
        let studied = format!("{studied} studied");
        lines.extend(text_lines(&studied, Piece::Dim, area.width, canvas));
    }
    lines.extend(list(
        "You will learn",
        &lesson.objectives,
        area.width,
        canvas,
    ));
    if let Some(module) = module {
        lines.push(Line::default());
        let title = format!("Module: {}", module.title);
        lines.extend(text_lines(&title, Piece::Accent, area.width, canvas));
        lines.extend(markdown_lines(&module.description, area.width, canvas));
    }
    draw_what_fits(&lines, area, canvas);
}
