//! A course's outline as a list, on the Course screen or beside a lesson.

use ratatui::text::Span;

use super::input_line;
use super::mark::mark_sign;
use crate::app::frame::geometry::Area;
use crate::app::preview::{Counts, Preview};
use crate::app::widget::outline::{OutlineList, OutlineRow};
use crate::domain::quiz::QuizResult;
use crate::domain::{LessonEntry, LessonKind};
use crate::lesson::{display_width, truncated};
use crate::ui::paint::{Canvas, Row, row_of};
use crate::ui::theme::Piece;

/// The line of the filter, and what is said below it where nothing passes.
pub(in crate::ui) fn draw_filter(view: &OutlineList, inside: Area, canvas: &mut Canvas<'_>) {
    if view.shows_filter() {
        let row = row_of(inside, 0);
        input_line::draw(&view.filter, view.typing, "filter lessons", row, canvas);
    }
    if view.passing() == Some(0) {
        let row = row_of(inside.padded(1), 1);
        canvas.text(row.x, row.y, row.width, "No lessons match.", Piece::Dim);
    }
}

/// The rows of an outline that are on screen, each with the look that it is given by its place and what it is.
pub(in crate::ui) fn draw_rows(
    view: &OutlineList,
    area: Area,
    look: impl Fn(usize, &OutlineRow<'_>) -> Row,
    preview: Option<&Preview>,
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
        let remark = preview.and_then(|preview| Remark::of(&row, preview));
        draw_outline_row(row, place, look, remark, canvas);
    }
    let bar = Area {
        x: area.x + area.width,
        width: 1,
        ..area
    };
    canvas.scroll_bar(bar, top, usize::from(area.height), view.rows().count());
}

/// The remark of a preview on a row.
struct Remark {
    text: String,
    piece: Piece,
}

impl Remark {
    fn of(row: &OutlineRow<'_>, preview: &Preview) -> Option<Remark> {
        let about = |lesson: &LessonEntry| preview.about(&lesson.head.id);
        let (problems, is_draft) = match row {
            OutlineRow::Module(_, module, _) => {
                let of_lessons = module.lessons.iter().filter_map(about);
                (Counts::sum(of_lessons.map(|about| about.problems)), false)
            }
            OutlineRow::Lesson(_, lesson) => {
                let about = about(lesson)?;
                (about.problems, about.draft)
            }
        };
        let draft = is_draft.then(|| "draft".to_owned());
        let signs = Some(problems.signs()).filter(|signs| !signs.is_empty());
        let parts: Vec<String> = signs.into_iter().chain(draft).collect();
        (!parts.is_empty()).then(|| Remark {
            text: parts.join(" "),
            piece: match problems {
                Counts { errors: 1.., .. } => Piece::Error,
                Counts { warnings: 1.., .. } => Piece::Warning,
                _ => Piece::Dim,
            },
        })
    }
}

fn draw_outline_row(
    row: OutlineRow<'_>,
    place: Area,
    look: Row,
    remark: Option<Remark>,
    canvas: &mut Canvas<'_>,
) {
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
            format!("{} {}", number.lesson, lesson.head.title),
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
    let remark_width = remark
        .as_ref()
        .map_or(0, |remark| display_width(&remark.text) + 1);
    let right_width = display_width(&right) + 2 + remark_width;
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
    if let Some(Remark { text, piece }) = remark {
        let width = u16::try_from(remark_width).unwrap_or(place.width);
        let remark = canvas.row_span(text, piece, look);
        canvas.line(x.saturating_sub(width), place.y, width, vec![remark]);
    }
}

/// How long it takes, with the kind where it isn't a text, and the best result of a quiz.
fn length(lesson: &LessonEntry) -> String {
    let LessonEntry { head, result, .. } = lesson;
    let result = result.map(|QuizResult { right, of }| format!("{right}/{of}"));
    let kind = (head.kind != LessonKind::Text).then(|| head.kind.to_string());
    let parts = result.into_iter().chain(kind).chain([head.length()]);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
