//! Records: immutable facts about what a learner did, each with its own id. All progress is their sum.

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use serde::{Deserialize, Serialize};

use super::quiz::{Answer, QuestionId, Revision, Typed};
use super::review::Rating;
use super::{CourseId, DeviceId, LessonId, RecordId, Seconds, TaskId};

/// An instant in UTC with microseconds, which is what SQLite and PostgreSQL both keep.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// The instant, cut to microseconds.
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(
            at.with_nanosecond(at.nanosecond() / 1000 * 1000)
                .unwrap_or(at),
        )
    }

    /// The instant.
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }
}

/// One immutable thing that a learner did: a learning record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// UUIDv7.
    pub id: RecordId,
    /// The device it was made on; only a label.
    pub device: DeviceId,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// The learner's own date at that moment: days and streaks count by it.
    pub local_date: NaiveDate,
    /// The fact itself.
    #[serde(flatten)]
    pub fact: Fact,
}

/// A fact about a learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "payload", rename_all = "snake_case")]
pub enum Fact {
    /// The learner joined a course.
    Enroll {
        /// The course joined.
        course: CourseId,
    },
    /// The learner studied a lesson for a while.
    Study {
        /// The lesson's course.
        course: CourseId,
        /// The lesson studied.
        lesson: LessonId,
        /// For how long, 1 to [`Seconds::MAX_PER_RECORD`].
        seconds: Seconds,
    },
    /// The learner declared a lesson done.
    Complete {
        /// The lesson's course.
        course: CourseId,
        /// The lesson completed.
        lesson: LessonId,
    },
    /// The learner took a completion back.
    Reopen {
        /// The lesson's course.
        course: CourseId,
        /// The lesson reopened.
        lesson: LessonId,
        /// The completions that this undoes: all that stood, as far as the device knew. Others stand.
        completions: Vec<RecordId>,
        /// The completion by the web application that this undoes, by its time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        web: Option<Timestamp>,
    },
    /// The learner left a lesson at this place.
    Position {
        /// The lesson's course.
        course: CourseId,
        /// The lesson left.
        lesson: LessonId,
        /// The place in its text.
        position: Position,
    },
    /// The learner answered a question.
    Attempt {
        /// The lesson's course.
        course: CourseId,
        /// The lesson of the question.
        lesson: LessonId,
        /// The question.
        question: QuestionId,
        /// The version of it that was answered.
        revision: Revision,
        /// The answer.
        answer: Answer,
        /// Whether it was right.
        right: bool,
        /// How long it took.
        seconds: u32,
    },
    /// The learner answered a question that the academy grades.
    Submission {
        /// The lesson's course.
        course: CourseId,
        /// The lesson of the question.
        lesson: LessonId,
        /// The question.
        question: QuestionId,
        /// The version of it that was answered.
        revision: Revision,
        /// The answer.
        answer: Answer,
        /// The forms of its texts, in their order.
        typed: Vec<Typed>,
        /// How long it took.
        seconds: u32,
    },
    /// The learner reviewed a question or card.
    Recall {
        /// The lesson's course.
        course: CourseId,
        /// The lesson of the question.
        lesson: LessonId,
        /// The question or card.
        question: QuestionId,
        /// How well it was known.
        rating: Rating,
        /// How long it took.
        seconds: u32,
    },
    /// The learner took a review back.
    Undo {
        /// The lesson's course.
        course: CourseId,
        /// The lesson of the question.
        lesson: LessonId,
        /// The question or card.
        question: QuestionId,
        /// The review that counts no more.
        recall: RecordId,
    },
    /// The learner ticked a task of a lesson, or took the tick away.
    Tick {
        /// The lesson's course.
        course: CourseId,
        /// The lesson of the task.
        lesson: LessonId,
        /// The task.
        task: TaskId,
        /// Whether it is done now.
        done: bool,
    },
    /// The learner made a card. Its review goes by the record's id.
    Card {
        /// The lesson's course.
        course: CourseId,
        /// The lesson that it was made in.
        lesson: LessonId,
        /// The question: one line of Markdown.
        front: String,
        /// The answer: Markdown.
        back: String,
    },
    /// The learner threw a card of theirs away, for good.
    Discard {
        /// The lesson's course.
        course: CourseId,
        /// The lesson that it was made in.
        lesson: LessonId,
        /// The record that made it.
        card: RecordId,
    },
    /// The rules of memory were fitted to the learner's history. The latest ones count, whichever course they name.
    Fit {
        /// A course that was reviewed.
        course: CourseId,
        /// The 21 numbers of FSRS-6, in ten-thousandths.
        parameters: Vec<u32>,
    },
}

impl Fact {
    /// The kinds that this program knows.
    pub const KINDS: [&'static str; 13] = [
        "enroll",
        "study",
        "complete",
        "reopen",
        "position",
        "attempt",
        "submission",
        "recall",
        "undo",
        "tick",
        "card",
        "discard",
        "fit",
    ];

    /// The course that the fact is about.
    pub fn course(&self) -> &CourseId {
        match self {
            Fact::Enroll { course }
            | Fact::Study { course, .. }
            | Fact::Complete { course, .. }
            | Fact::Reopen { course, .. }
            | Fact::Position { course, .. }
            | Fact::Attempt { course, .. }
            | Fact::Submission { course, .. }
            | Fact::Recall { course, .. }
            | Fact::Undo { course, .. }
            | Fact::Tick { course, .. }
            | Fact::Card { course, .. }
            | Fact::Discard { course, .. }
            | Fact::Fit { course, .. } => course,
        }
    }

    /// The lesson that the fact is about; none where it is about the course as a whole.
    pub fn lesson(&self) -> Option<&LessonId> {
        match self {
            Fact::Enroll { .. } | Fact::Fit { .. } => None,
            Fact::Study { lesson, .. }
            | Fact::Complete { lesson, .. }
            | Fact::Reopen { lesson, .. }
            | Fact::Position { lesson, .. }
            | Fact::Attempt { lesson, .. }
            | Fact::Submission { lesson, .. }
            | Fact::Recall { lesson, .. }
            | Fact::Undo { lesson, .. }
            | Fact::Tick { lesson, .. }
            | Fact::Card { lesson, .. }
            | Fact::Discard { lesson, .. } => Some(lesson),
        }
    }
}

/// A place in a lesson's text that survives another width and an edited text.
///
/// The block is looked up by index first; where its digest no longer matches, the nearest block with the same
/// digest is taken, and failing that the block at the same index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Position {
    /// The index of the block at the top of the screen.
    pub block: u32,
    /// A digest of that block's source text.
    pub digest: u32,
    /// How far into the block's source the top line starts, in bytes.
    pub offset: u32,
}
