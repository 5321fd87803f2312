//! The fingerprint of the store, by which the program notices changes by other processes.

use super::error::At;
use super::{Store, StoreError, meta};

/// The state of the store at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Fingerprint {
    /// SQLite's mark of commits by other processes.
    others: i64,
    /// How often courses changed.
    courses: i64,
    /// The last row of the log.
    record: i64,
}

impl Fingerprint {
    /// True where another process has changed courses or added records since. What this one wrote is no news to it,
    /// and neither is the other one's study before it becomes a record.
    pub fn is_news_after(&self, before: &Fingerprint) -> bool {
        self.others != before.others
            && (self.courses, self.record) != (before.courses, before.record)
    }
}

impl Store {
    /// The fingerprint now: a question that costs the same however much there is.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn fingerprint(&self) -> Result<Fingerprint, StoreError> {
        const FINGERPRINT: &str = "
            SELECT data_version AS others,
                coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = $1), 0) AS courses,
                coalesce((SELECT max(row) FROM records), 0) AS record
            FROM pragma_data_version";
        // Only the connection that writes doesn't take our own commits for another's.
        sqlx::query_as(FINGERPRINT)
            .bind(meta::COURSE_CHANGES)
            .fetch_one(&self.writer)
            .await
            .at(self.path())
    }
}
