//! The difference between snapshots: only that is written, so that the screen never waits for a sync.

use std::collections::HashMap;
use std::hash::Hash;

use sqlx::{FromRow, SqliteConnection};

use super::columns::{column, micros};
use super::error::At;
use super::{Store, StoreError};
use crate::domain::{
    CertificateState, CourseId, EnrollmentState, EnrollmentStatus, LessonId, ProgressState,
    Snapshot,
};

/// The rows that a snapshot adds, changes and removes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SnapshotChange {
    progress: Difference<ProgressRow>,
    enrollments: Difference<EnrollmentRow>,
    certificates: Difference<CertificateRow>,
    /// The changes worth a sentence.
    pub news: Vec<News>,
}

/// Something that happened at the academy, worth a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The learner is enrolled now: bought, or joined elsewhere.
    Enrolled(CourseId),
    /// The enrollment is suspended.
    Suspended(CourseId),
    /// A suspension was lifted, or a refund taken back.
    Active(CourseId),
    /// The enrollment was refunded.
    Refunded(CourseId),
    /// There is a certificate.
    Certified(CourseId),
    /// The academy took a course back that is here; it stays readable.
    Archived(CourseId),
    /// A course that was taken back is there again.
    Returned(CourseId),
}

impl News {
    /// The course that it is about.
    pub fn course(&self) -> &CourseId {
        let (News::Enrolled(course)
        | News::Suspended(course)
        | News::Active(course)
        | News::Refunded(course)
        | News::Certified(course)
        | News::Archived(course)
        | News::Returned(course)) = self;
        course
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Difference<R: Row> {
    put: Vec<R>,
    gone: Vec<R::Key>,
}

impl<R: Row> Default for Difference<R> {
    fn default() -> Self {
        Difference {
            put: Vec::new(),
            gone: Vec::new(),
        }
    }
}

trait Row: PartialEq {
    type Key: Hash + Eq + Clone + std::fmt::Debug;

    fn key(&self) -> Self::Key;
}

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
struct ProgressRow {
    course_id: String,
    lesson_id: String,
    seconds: i64,
    web_at: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
struct EnrollmentRow {
    course_id: String,
    status: String,
    percent: i64,
    enrolled_at: Option<i64>,
    completed_at: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
struct CertificateRow {
    number: String,
    course_id: String,
    issued_at: Option<i64>,
    url: Option<String>,
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
fn difference<R: Row>(before: Vec<R>, now: Vec<R>) -> Difference<R> {
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

impl Store {
    /// Returns the changes that a new snapshot makes. Needs no write access, so that nobody waits.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn compare_snapshot(&self, new: &Snapshot) -> Result<SnapshotChange, StoreError> {
        const PROGRESS: &str =
            "SELECT course_id, lesson_id, seconds, web_at FROM snapshot_progress";
        const ENROLLMENTS: &str = "
            SELECT course_id, status, percent, enrolled_at, completed_at FROM snapshot_enrollments";
        const CERTIFICATES: &str =
            "SELECT number, course_id, issued_at, url FROM snapshot_certificates";
        let enrollments = self.rows(ENROLLMENTS).await?;
        let certificates = self.rows(CERTIFICATES).await?;
        let news = news(&enrollments, &certificates, new);
        Ok(SnapshotChange {
            progress: difference(
                self.rows(PROGRESS).await?,
                new.progress.iter().map(ProgressRow::from).collect(),
            ),
            enrollments: difference(
                enrollments,
                new.enrollments.iter().map(EnrollmentRow::from).collect(),
            ),
            certificates: difference(
                certificates,
                new.certificates.iter().map(CertificateRow::from).collect(),
            ),
            news,
        })
    }

    async fn rows<R>(&self, sql: &'static str) -> Result<Vec<R>, StoreError>
    where
        R: for<'r> FromRow<'r, sqlx::sqlite::SqliteRow> + Send + Unpin,
    {
        sqlx::query_as(sql)
            .fetch_all(&self.readers)
            .await
            .at(self.path())
    }
}

fn news(
    enrollments: &[EnrollmentRow],
    certificates: &[CertificateRow],
    new: &Snapshot,
) -> Vec<News> {
    let before = |course: &CourseId| {
        enrollments
            .iter()
            .find(|row| row.course_id == course.as_str())
            .and_then(|row| row.status.parse().ok())
    };
    let of_enrollments = new.enrollments.iter().filter_map(|state| {
        use EnrollmentStatus::{Active, Completed, Refunded, Suspended};
        let course = state.course.clone();
        match (before(&course), state.status) {
            (was, now) if was == Some(now) => None,
            (None, Active | Completed) => Some(News::Enrolled(course)),
            (_, Suspended) => Some(News::Suspended(course)),
            (_, Refunded) => Some(News::Refunded(course)),
            (Some(Suspended | Refunded), Active | Completed) => Some(News::Active(course)),
            _ => None,
        }
    });
    let of_certificates = new.certificates.iter().filter(|state| {
        let mut known = certificates.iter();
        !known.any(|row| row.number == state.number)
    });
    let certified = of_certificates.map(|state| News::Certified(state.course.clone()));
    of_enrollments.chain(certified).collect()
}

/// Writes the rows that differ. Records that were held for a course whose enrollment changed are pushed again.
pub(super) async fn write(
    write: &mut SqliteConnection,
    change: &SnapshotChange,
) -> Result<(), sqlx::Error> {
    const PUT_PROGRESS: &str = "
        INSERT INTO snapshot_progress (course_id, lesson_id, seconds, web_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO UPDATE SET seconds = excluded.seconds, web_at = excluded.web_at";
    for row in &change.progress.put {
        sqlx::query(PUT_PROGRESS)
            .bind(&row.course_id)
            .bind(&row.lesson_id)
            .bind(row.seconds)
            .bind(row.web_at)
            .execute(&mut *write)
            .await?;
    }
    for (course, lesson) in &change.progress.gone {
        sqlx::query("DELETE FROM snapshot_progress WHERE course_id = $1 AND lesson_id = $2")
            .bind(course)
            .bind(lesson)
            .execute(&mut *write)
            .await?;
    }
    write_enrollments(write, &change.enrollments).await?;
    write_certificates(write, &change.certificates).await
}

async fn write_enrollments(
    write: &mut SqliteConnection,
    change: &Difference<EnrollmentRow>,
) -> Result<(), sqlx::Error> {
    const PUT: &str = "
        INSERT INTO snapshot_enrollments (course_id, status, percent, enrolled_at, completed_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO UPDATE SET status = excluded.status, percent = excluded.percent,
            enrolled_at = excluded.enrolled_at, completed_at = excluded.completed_at";
    const RETRY: &str =
        "UPDATE records SET retry = 1 WHERE course_id = $1 AND held_code IS NOT NULL";
    for row in &change.put {
        sqlx::query(PUT)
            .bind(&row.course_id)
            .bind(&row.status)
            .bind(row.percent)
            .bind(row.enrolled_at)
            .bind(row.completed_at)
            .execute(&mut *write)
            .await?;
        sqlx::query(RETRY)
            .bind(&row.course_id)
            .execute(&mut *write)
            .await?;
    }
    for course in &change.gone {
        sqlx::query("DELETE FROM snapshot_enrollments WHERE course_id = $1")
            .bind(course)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}

async fn write_certificates(
    write: &mut SqliteConnection,
    change: &Difference<CertificateRow>,
) -> Result<(), sqlx::Error> {
    const PUT: &str = "
        INSERT INTO snapshot_certificates (number, course_id, issued_at, url) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO UPDATE SET
            course_id = excluded.course_id, issued_at = excluded.issued_at, url = excluded.url";
    for row in &change.put {
        sqlx::query(PUT)
            .bind(&row.number)
            .bind(&row.course_id)
            .bind(row.issued_at)
            .bind(&row.url)
            .execute(&mut *write)
            .await?;
    }
    for number in &change.gone {
        sqlx::query("DELETE FROM snapshot_certificates WHERE number = $1")
            .bind(number)
            .execute(&mut *write)
            .await?;
    }
    Ok(())
}
