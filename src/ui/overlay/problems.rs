//! The problems in a previewed course's files.

use std::path::Path;

use super::{Paint, Popup};
use crate::app::overlay::problems::Problems;
use crate::app::preview::Problem;
use crate::domain::diagnostic::{Code, shown_path};
use crate::domain::{Location, sanitize_line};
use crate::lesson::{display_width, truncated, truncated_start, wrap};
use crate::ui::paint::{Canvas, row_of};
use crate::ui::theme::Piece;
use crate::ui::widget::two_rows::on_screen;

impl Paint for Problems {
    fn paint(&self, popup: &Popup<'_>, canvas: &mut Canvas<'_>) {
        let &Popup { model, area, rows } = popup;
        let problems = Problems::all(&model.shared);
        let preview = model.shared.preview.as_ref();
        let root = preview.map_or(Path::new(""), |preview| preview.folder.root.as_path());
        let counts = preview.map(|preview| preview.folder.counts().signs());
        canvas.bordered(area, "Problems", &counts.unwrap_or_default(), true);
        if problems.is_empty() {
            let none = "No problems.";
            return canvas.text(rows.x + 1, rows.y, rows.width, none, Piece::Dim);
        }
        let (shown, below) = Problems::split(rows);
        for (_, problem, place) in on_screen(problems.iter(), self.cursor, shown) {
            let look = place.look;
            let (sign, piece) = sign(problem);
            let code = problem.said.code.map_or("", Code::name);
            let room = place.title_width().saturating_sub(4 + display_width(code));
            let spans = vec![
                canvas.row_span(format!("{sign} "), piece, look),
                canvas.row_span(
                    truncated_start(&place_of(problem, root), room),
                    look.piece(),
                    look,
                ),
                canvas.row_span(format!("  {code}"), Piece::Dim, look),
            ];
            place.title(spans, canvas);
            place.remark(&problem.said.message, canvas);
        }
        if let Some(problem) = self.selected(&model.shared).filter(|_| below.height > 0) {
            for (row, line) in about(problem, usize::from(below.width.saturating_sub(2)))
                .iter()
                .take(usize::from(below.height))
                .enumerate()
            {
                let place = row_of(below, row);
                canvas.text(place.x + 1, place.y, place.width - 2, line, Piece::Text);
            }
        }
    }
}

fn sign(problem: &Problem) -> (&'static str, Piece) {
    match problem.said.is_error() {
        true => ("✗", Piece::Error),
        false => ("!", Piece::Warning),
    }
}

/// Where a problem is in the course's folder. Where there is little room, the end of it says most.
fn place_of(problem: &Problem, root: &Path) -> String {
    let path = problem.said.place.path().unwrap_or(Path::new(""));
    let inside = path.strip_prefix(root).ok();
    let inside = inside.filter(|inside| *inside != Path::new(""));
    let path = shown_path(inside.unwrap_or(path));
    match problem.said.place.line_and_column() {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path,
    }
}

/// The line of a problem, and all that is said of it.
fn about(problem: &Problem, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if let Location::Line(at) = &problem.said.place
        && !at.text.is_empty()
    {
        lines.push(truncated(&format!("{} │ {}", at.line, at.text), width));
    }
    let mut said = problem.said.message.clone();
    if let Some(hint) = &problem.said.hint {
        said = format!("{said} ({hint})");
    }
    let said = sanitize_line(&said);
    let wrapped = wrap(&said, width).into_iter();
    lines.extend(wrapped.filter_map(|range| Some(said.get(range)?.to_owned())));
    lines
}
