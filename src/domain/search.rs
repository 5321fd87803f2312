//! Hits of a search over courses and lessons.

use std::ops::Range;

use serde::Serialize;

use super::{CourseId, LessonId, LessonNumber};

/// A lesson that contains every word searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The lesson's course.
    pub course: CourseId,
    /// The lesson.
    pub lesson: LessonId,
    /// The lesson's number.
    pub number: LessonNumber,
    /// The course's title.
    pub course_title: String,
    /// The lesson's title.
    pub lesson_title: String,
    /// The passage that fits best.
    pub snippet: Snippet,
}

/// A passage of a lesson's source text, at most some twenty words long.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// The passage.
    pub text: String,
    /// The words in it that were searched for, as ascending byte ranges of `text`; none where only a title fits.
    pub marks: Vec<Range<usize>>,
}
