//! A lesson by the ids that records name it with.

use crate::domain::{CourseId, LessonId};

/// A lesson of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonRef {
    /// The course.
    pub course: CourseId,
    /// The lesson.
    pub lesson: LessonId,
}
