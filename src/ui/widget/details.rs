//! The details of a course, beside a list. They don't scroll; the key `about` shows them in full.

use ratatui::text::{Line, Span};

use crate::app::frame::geometry::Area;
use crate::domain::{Course, CourseSummary, Difficulty, Minutes, Origin};
use crate::lesson::display_width;
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;
use crate::ui::widget::markdown::{markdown_lines, text_lines};

/// `Beginner · 6 modules · 24 lessons · 5 h`; without the modules, then the difficulty, where it is narrow.
pub(in crate::ui) fn course_facts(course: &CourseSummary, width: u16) -> String {
    let mut facts = vec![
        difficulty(course.course.difficulty).to_owned(),
        counted(course.modules, "module"),
        counted(course.lessons, "lesson"),
        about_time(course.minutes),
    ];
    match course.origin {
        Origin::Bundled => {}
        Origin::Folder => facts.push("imported".to_owned()),
        Origin::Remote if course.archived => facts.push("archived".to_owned()),
        Origin::Remote => facts.push(course.course.price.to_string()),
    }
    for gives_way in [1, 0] {
        if display_width(&facts.join(" · ")) > usize::from(width) {
            facts.remove(gives_way);
        }
    }
    facts.join(" · ")
}

pub(in crate::ui) fn difficulty(difficulty: Difficulty) -> &'static str {
    match difficulty {
        Difficulty::Beginner => "Beginner",
        Difficulty::Intermediate => "Intermediate",
        Difficulty::Advanced => "Advanced",
        Difficulty::Expert => "Expert",
    }
}

/// `1 module`, `6 modules`.
pub(in crate::ui) fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// A declared duration.
pub(in crate::ui) fn about_time(minutes: Minutes) -> String {
    minutes.to_string()
}

/// Description, objectives and prerequisites, as much as fits; the last line says where there is more.
pub(in crate::ui) fn draw_course(course: &Course, area: Area, hint: &str, canvas: &mut Canvas<'_>) {
    let mut lines = Vec::new();
    if !hint.is_empty() {
        lines.extend(text_lines(hint, Piece::Accent, area.width, canvas));
        lines.push(Line::default());
    }
    lines.extend(markdown_lines(&course.description, area.width, canvas));
    lines.extend(list(
        "You will learn",
        &course.objectives,
        area.width,
        canvas,
    ));
    lines.extend(list(
        "Prerequisites",
        &course.prerequisites,
        area.width,
        canvas,
    ));
    draw_what_fits(&lines, area, canvas);
}

/// Lines as far as there is room; the last row then says that there is more.
pub(in crate::ui) fn draw_what_fits(lines: &[Line<'_>], area: Area, canvas: &mut Canvas<'_>) {
    canvas.lines(area, lines);
    if lines.len() > usize::from(area.height) && area.height > 1 {
        let last = Area {
            y: area.y + area.height - 1,
            height: 1,
            ..area
        };
        canvas.clear(last, Piece::Background);
        canvas.text(last.x, last.y, last.width, "…", Piece::Dim);
    }
}

/// A list under a title; nothing where it is empty.
pub(in crate::ui) fn list(
    title: &str,
    items: &[String],
    width: u16,
    canvas: &Canvas<'_>,
) -> Vec<Line<'static>> {
    if items.is_empty() {
        return Vec::new();
    }
    let title = Line::from(Span::styled(title.to_owned(), canvas.style(Piece::Accent)));
    let markdown: String = items.iter().map(|item| format!("- {item}\n")).collect();
    let mut lines = vec![Line::default(), title];
    lines.extend(markdown_lines(&markdown, width, canvas));
    lines
}
