//! The learner's state at the academy: the sum of the log and the web application's own writes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::course::{UnknownWord, words};
use super::{Completion, CourseId, LessonId, Position, Seconds, Timestamp};

/// The learner's state in the platform's tables; the web application writes them too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ProgressState {
    /// The course.
    pub course: CourseId,
    /// The lesson; none for time that belongs to the course as a whole.
    pub lesson: Option<LessonId>,
    /// Time studied.
    pub seconds: Seconds,
    /// Whether it is complete: a record stands, or the web application says so.
    pub completed: bool,
    /// The date that is shown, where it is complete: the earliest of what stands, not before the enrollment.
    pub completed_at: Option<Timestamp>,
    /// The records that stand for the completion, each with its `effective_at`; the earliest first.
    #[serde(default)]
    pub completions: Vec<Completion>,
    /// When the web application completed it, where no record of the learner's did and no reopening undid it: the
    /// column as it stands, or 1970-01-01T00:00:00Z where that is empty. A reopening names it by this time.
    #[serde(default)]
    pub web_completed_at: Option<Timestamp>,
}

/// The status of an enrollment, which decides what it allows (platform schema, `enrollment_status`).
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
#[serde(rename_all = "lowercase")]
pub enum EnrollmentStatus {
    /// Everything.
    Active,
    /// Everything; the course was completed once.
    Completed,
    /// Nothing new for now.
    Suspended,
    /// Nothing new.
    Refunded,
}

words!(EnrollmentStatus, "active, completed, suspended or refunded", {
    Active => "active",
    Completed => "completed",
    Suspended => "suspended",
    Refunded => "refunded",
});

/// An enrollment, as the academy has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EnrollmentState {
    /// The course.
    pub course: CourseId,
    /// Its status, which decides what it allows.
    pub status: EnrollmentStatus,
    /// How much is complete, 0 to 100, rounded down.
    pub percent: u8,
    /// Since when.
    pub enrolled_at: Option<Timestamp>,
    /// When the course was completed.
    pub completed_at: Option<Timestamp>,
}

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
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
