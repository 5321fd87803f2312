//! What the academy has for a learner: the log since a place, and what it adds up to.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{EnrollmentState, Flag, Place};
use crate::domain::{CourseId, LessonId, Position, Record, Seconds, Timestamp};

/// One page of a learner's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull {
    /// The academy that answers.
    pub instance: Uuid,
    /// The academy's clock.
    pub server_time: Timestamp,
    /// The end of the log.
    pub head: Place,
    /// The records after the place that was asked for, in order.
    pub records: Vec<LoggedRecord>,
    /// What everything up to `head` adds up to; only on the page that reaches the head.
    pub snapshot: Option<Snapshot>,
}

/// A record with its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedRecord {
    /// Its number.
    pub seq: u64,
    /// The seconds that it added, for a study record.
    pub counted: Option<Seconds>,
    /// What was noticed.
    pub flags: Vec<Flag>,
    /// The record, as its device made it.
    pub record: Record,
}

/// What the platform's tables say of a learner; the web application writes them too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Progress per lesson.
    pub progress: Vec<ProgressState>,
    /// Enrollments.
    pub enrollments: Vec<EnrollmentState>,
    /// Certificates.
    pub certificates: Vec<CertificateState>,
    /// Where the learner left each lesson.
    pub positions: Vec<PositionState>,
}

/// Progress in one lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressState {
    /// The course.
    pub course: CourseId,
    /// The lesson; none for time that belongs to the course as a whole.
    pub lesson: Option<LessonId>,
    /// Time studied.
    pub seconds: Seconds,
    /// Whether it is complete.
    pub completed: bool,
    /// Since when, where that is known.
    pub completed_at: Option<Timestamp>,
}

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateState {
    /// The course that it certifies.
    pub course: CourseId,
    /// Its number, by which anybody can have it verified.
    pub number: String,
    /// When it was issued.
    pub issued_at: Option<Timestamp>,
    /// Where it can be verified.
    pub url: Option<String>,
}

/// Where a learner left a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionState {
    /// The course.
    pub course: CourseId,
    /// The lesson.
    pub lesson: LessonId,
    /// Where in its text.
    pub position: Position,
    /// When.
    pub at: Timestamp,
}
