//! Study time, and the place in a lesson.

use chrono::NaiveDate;

use super::Ask;
use crate::app::lesson_ref::LessonRef;
use crate::domain::{Moment, Percent, Position, Seconds, StudyCalendar};

/// Reads the time studied per day.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadCalendar;

impl Ask for ReadCalendar {
    type Answer = StudyCalendar;
}

/// Keeps what must not be lost while somebody reads.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveStudy {
    /// A stretch of reading, on the boot's monotonic clock in milliseconds.
    Stretch {
        /// The lesson.
        lesson: LessonRef,
        /// The stretch's beginning.
        from: u64,
        /// The stretch's end.
        to: u64,
        /// The beginning on the wall clock.
        begun: Moment,
    },
    /// Reading stopped: the stretches so far become a record.
    Seal,
    /// The learner's place in a lesson.
    Position {
        /// The lesson.
        lesson: LessonRef,
        /// The place in its text.
        position: Position,
        /// The first byte of that place's block in the text.
        start: usize,
        /// How much of the lesson was read there.
        read: Percent,
        /// The time.
        at: Moment,
    },
}

/// Study time that counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The local date that it counts for.
    pub date: NaiveDate,
    /// How much.
    pub seconds: Seconds,
}

impl Ask for SaveStudy {
    /// None where it was no stretch.
    type Answer = Option<Counted>;
}
