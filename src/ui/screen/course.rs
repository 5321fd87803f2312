//! The Course screen: modules and lessons with their marks, and what the selected one is about.

use chrono::FixedOffset;
use ratatui::text::Line;

use crate::app::Model;
use crate::app::frame::geometry::Area;
use crate::app::widget::outline::{OutlineList, OutlineRow};
use crate::domain::quiz::QuizResult;
use crate::domain::{LessonEntry, Mark, ModuleEntry, Seconds};
use crate::ui::paint::{Canvas, Row};
use crate::ui::theme::Piece;
use crate::ui::widget::details::{counted, draw_course, draw_what_fits, list};
use crate::ui::widget::mark::mark_sign;
use crate::ui::widget::markdown::{markdown_lines, text_lines};
use crate::ui::widget::outline::{draw_filter, draw_rows};

pub(in crate::ui) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let areas = model.course.areas(&model.shared);
    let Some(view) = &model.course.list else {
        canvas.bordered(areas.list, "Course", "", true);
        return;
    };
    canvas.bordered(areas.list, &view.outline.course.title, &remark(view), true);
    draw_filter(view, areas.list.inside_border(), canvas);
    let look = |index, _: &OutlineRow<'_>| Row::selected_if(index == view.cursor.selected);
    let rows = model.course.in_list(&model.shared).rows;
    draw_rows(view, rows, look, model.shared.preview.as_ref(), canvas);
    if let Some(area) = areas.details {
        draw_details(view, area, *model.shared.local.offset(), canvas);
    }
}

/// How much is done; or, while lessons are filtered, how many there are.
fn remark(view: &OutlineList) -> String {
    let (done, total) = view.outline.done_of_total();
    match view.passing() {
        Some(passing) => format!("{passing} of {total}"),
        None => format!("{done}/{total} · {}", view.outline.percent()),
    }
}

fn draw_details(view: &OutlineList, area: Area, zone: FixedOffset, canvas: &mut Canvas<'_>) {
    match view.selected() {
        Some(OutlineRow::Module(number, module, _)) => {
            canvas.bordered(area, &format!("{number} {}", module.title), "", false);
            draw_module(module, area.inside_border().padded(1), canvas);
        }
        Some(OutlineRow::Lesson(number, lesson)) => {
            canvas.bordered(area, &format!("{number} {}", lesson.head.title), "", false);
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
    let mut lines = text_lines(&lesson.head.facts(), Piece::Dim, area.width, canvas);
    let (sign, piece) = mark_sign(lesson.progress.mark());
    let studied = lesson.progress.seconds;
    let state = match lesson.progress.completion {
        Some(completion) => {
            let date = completion.at.utc().with_timezone(&zone).format("%e %B %Y");
            format!("{sign} completed on {}", date.to_string().trim())
        }
        None if lesson.progress.mark() == Mark::Begun => {
            format!("{sign} started, {} read", lesson.read)
        }
        None => format!("{sign} not started"),
    };
    lines.extend(text_lines(&state, piece, area.width, canvas));
    if let Some(QuizResult { right, of }) = lesson.result {
        let piece = if right == of {
            Piece::Done
        } else {
            Piece::Begun
        };
        let best = format!("{right} of {of} right");
        lines.extend(text_lines(&best, piece, area.width, canvas));
    }
    if studied > Seconds(0) {
        let studied = format!("{studied} studied");
        lines.extend(text_lines(&studied, Piece::Dim, area.width, canvas));
    }
    lines.extend(list(
        "You will learn",
        &lesson.head.objectives,
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
