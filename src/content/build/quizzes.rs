//! What is wrong with the quizzes and cards of lessons.

use super::lesson::Draft;
use super::places::Places;
use crate::content::source::Source;
use crate::domain::{Diagnostic, Severity};

/// Looks at the quizzes of every lesson.
pub(super) fn check<'d>(
    source: &Source,
    lessons: impl Iterator<Item = &'d Draft>,
    problems: &mut Vec<Diagnostic>,
) {
    for lesson in lessons {
        let mut places = Places::of(source, lesson);
        for problem in &lesson.quizzes {
            let severity = match problem.is_error {
                true => Severity::Error,
                false => Severity::Warning,
            };
            places.tell(
                severity,
                problem.at,
                problem.code,
                problem.message.clone(),
                problems,
            );
        }
        places.finish(problems);
    }
}
