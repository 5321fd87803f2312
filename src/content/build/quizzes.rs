//! What is wrong with the quizzes and cards of lessons.

use super::lesson::Draft;
use super::places::Places;
use crate::content::source::Source;
use crate::domain::{Diagnostic, LessonKind, Severity};
use crate::lesson::quiz::Paper;

/// Looks at the quizzes of every lesson.
pub(super) fn check<'d>(
    source: &Source,
    lessons: impl Iterator<Item = &'d Draft>,
    problems: &mut Vec<Diagnostic>,
) {
    for lesson in lessons {
        let whole = lesson.head.kind == LessonKind::Quiz;
        let Some(paper) = Paper::of(&lesson.text, whole, 0) else {
            continue;
        };
        let mut places = Places::of(source, lesson);
        for problem in paper.problems {
            let severity = match problem.is_error {
                true => Severity::Error,
                false => Severity::Warning,
            };
            places.tell(
                severity,
                problem.at,
                problem.code,
                problem.message,
                problems,
            );
        }
        places.finish(problems);
    }
}
