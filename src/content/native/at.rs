//! A warning at a place of a lesson's text.

use crate::content::problem::{Problem, Severity};
use crate::content::source::Source;
use crate::domain::Lesson;

/// The warning at a byte of the lesson's content.
pub(super) fn warning_at(
    source: &Source,
    lesson: &Lesson,
    byte: usize,
    code: &'static str,
    message: String,
) -> Problem {
    let before = lesson.content.get(..byte).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let rest = lesson.content.get(start..).unwrap_or_default();
    Problem {
        severity: Severity::Warning,
        path: source.shown(&lesson.path),
        line: lines_above(source, lesson) + before.matches('\n').count() + 1,
        column: before.get(start..).unwrap_or_default().chars().count() + 1,
        code,
        message,
        source_line: rest.lines().next().map(str::to_owned),
    }
}

/// The lines of front matter: what the file has more than the content.
fn lines_above(source: &Source, lesson: &Lesson) -> usize {
    let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
    let file = source.read(&lesson.path, Lesson::MAX_BYTES);
    let whole = file.map_or(0, |bytes| lines(&bytes));
    whole.saturating_sub(lines(lesson.content.as_bytes()))
}
