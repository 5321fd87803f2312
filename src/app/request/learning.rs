//! Joining a course and marking a lesson: each becomes a record at once.

use super::Ask;
use crate::app::lesson_ref::LessonRef;
use crate::domain::quiz::NotPassed;
use crate::domain::{CourseId, Moment, RecordId};

/// Joins a course.
#[derive(Debug, Clone, PartialEq)]
pub struct JoinCourse {
    /// The course.
    pub course: CourseId,
    /// The time.
    pub at: Moment,
}

impl Ask for JoinCourse {
    type Answer = ();
}

/// Marks a lesson as done; the answer says why it isn't where it has to be passed first.
#[derive(Debug, Clone, PartialEq)]
pub struct CompleteLesson {
    /// The lesson.
    pub lesson: LessonRef,
    /// The time.
    pub at: Moment,
}

impl Ask for CompleteLesson {
    type Answer = Result<(), NotPassed>;
}

/// Takes the mark of a lesson back.
#[derive(Debug, Clone, PartialEq)]
pub struct ReopenLesson {
    /// The lesson.
    pub lesson: LessonRef,
    /// The completion that this undoes.
    pub completion: RecordId,
    /// The time.
    pub at: Moment,
}

impl Ask for ReopenLesson {
    type Answer = ();
}
