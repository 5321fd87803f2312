//! The rows of a snapshot, and the difference between two sets of them.

use std::collections::HashMap;
use std::hash::Hash;

use sqlx::FromRow;

use crate::domain::{CertificateState, EnrollmentState, LessonId, ProgressState};
use crate::store::columns::{column, micros};

/// The rows to write, and the keys of those that are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference<R: Row> {
    pub(super) put: Vec<R>,
    pub(super) gone: Vec<R::Key>,
}

impl<R: Row> Default for Difference<R> {
    fn default() -> Self {
        Difference {
            put: Vec::new(),
            gone: Vec::new(),
        }
    }
}

pub(super) trait Row: PartialEq {
    type Key: Hash + Eq + Clone + std::fmt::Debug;

    fn key(&self) -> Self::Key;
}

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct ProgressRow {
    pub(super) course_id: String,
    pub(super) lesson_id: String,
    pub(super) seconds: i64,
    pub(super) web_at: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(in crate::store) struct EnrollmentRow {
    pub(super) course_id: String,
    pub(super) status: String,
    pub(super) percent: i64,
    pub(super) enrolled_at: Option<i64>,
    pub(super) completed_at: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct CertificateRow {
    pub(super) number: String,
    pub(super) course_id: String,
    pub(super) issued_at: Option<i64>,
    pub(super) url: Option<String>,
}

impl Row for ProgressRow {
    type Key = (String, String);

    fn key(&self) -> Self::Key {
        (self.course_id.clone(), self.lesson_id.clone())
    }
}

impl Row for EnrollmentRow {
    type Key = String;

    fn key(&self) -> String {
        self.course_id.clone()
    }
}

impl Row for CertificateRow {
    type Key = String;

    fn key(&self) -> String {
        self.number.clone()
    }
}

impl From<&ProgressState> for ProgressRow {
    fn from(state: &ProgressState) -> Self {
        let lesson = state.lesson.as_ref().map_or("", LessonId::as_str);
        ProgressRow {
            course_id: state.course.as_str().to_owned(),
            lesson_id: lesson.to_owned(),
            seconds: column(state.seconds.0),
            web_at: state.web_completed_at.map(micros),
        }
    }
}

impl From<&EnrollmentState> for EnrollmentRow {
    fn from(state: &EnrollmentState) -> Self {
        EnrollmentRow {
            course_id: state.course.as_str().to_owned(),
            status: state.status.as_str().to_owned(),
            percent: state.percent.into(),
            enrolled_at: state.enrolled_at.map(micros),
            completed_at: state.completed_at.map(micros),
        }
    }
}

impl From<&CertificateState> for CertificateRow {
    fn from(state: &CertificateState) -> Self {
        CertificateRow {
            number: state.number.clone(),
            course_id: state.course.as_str().to_owned(),
            issued_at: state.issued_at.map(micros),
            url: state.url.clone(),
        }
    }
}

/// Compares what is there with what shall be.
pub(super) fn difference<R: Row>(before: Vec<R>, now: Vec<R>) -> Difference<R> {
    let mut before: HashMap<R::Key, R> = before.into_iter().map(|row| (row.key(), row)).collect();
    let mut put = Vec::new();
    for row in now {
        if before.remove(&row.key()).as_ref() != Some(&row) {
            put.push(row);
        }
    }
    Difference {
        put,
        gone: before.into_keys().collect(),
    }
}
