//! The difference between snapshots: only that is written, so that the screen never waits for a sync.

mod rows;
mod write;

use sqlx::FromRow;

use super::error::At;
use super::{Store, StoreError};
use crate::domain::{CourseId, EnrollmentStatus, Snapshot};
use rows::{CertificateRow, Difference, EnrollmentRow, ProgressRow, difference};
pub(super) use write::{put_enrollments, write_progress, write_the_rest};

/// The rows that a snapshot adds, changes and removes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SnapshotChange {
    /// In the order of lessons.
    progress: Difference<ProgressRow>,
    enrollments: Difference<EnrollmentRow>,
    certificates: Difference<CertificateRow>,
    /// The changes worth a sentence.
    pub news: Vec<News>,
}

impl SnapshotChange {
    /// The lessons whose progress it changes; '' for time of a course as a whole.
    pub(super) fn lessons(&self) -> impl Iterator<Item = &str> {
        let put = self.progress.put.iter().map(|row| row.lesson_id.as_str());
        put.chain(self.progress.gone.iter().map(|(_, lesson)| lesson.as_str()))
    }

    /// The enrollments that it adds and changes.
    pub(super) fn enrollments(&self) -> &[EnrollmentRow] {
        &self.enrollments.put
    }
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
        let mut progress = difference(
            self.rows(PROGRESS).await?,
            new.progress.iter().map(ProgressRow::from).collect(),
        );
        progress.put.sort_by(|a, b| a.lesson_id.cmp(&b.lesson_id));
        progress.gone.sort_by(|(_, a), (_, b)| a.cmp(b));
        Ok(SnapshotChange {
            progress,
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
