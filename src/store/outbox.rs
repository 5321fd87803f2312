//! The records that the academy should have and doesn't: the part of the log that is pushed next.

use super::columns::{instant, seconds};
use super::error::At;
use super::log::RecordRow;
use super::{Store, StoreError};
use crate::domain::{RawRecord, Seconds, Timestamp};

/// A record that waits to be pushed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The record.
    pub record: RawRecord,
    /// Its corrected time, if an academy had it before.
    pub effective_at: Option<Timestamp>,
    /// The seconds that it added there.
    pub counted: Option<Seconds>,
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    #[sqlx(flatten)]
    record: RecordRow,
    effective_at: Option<i64>,
    counted: Option<i64>,
}

impl WaitingRow {
    fn waiting(self) -> Result<Waiting, sqlx::Error> {
        Ok(Waiting {
            effective_at: self.effective_at.map(instant).transpose()?,
            counted: self.counted.map(seconds).transpose()?,
            record: self.record.raw()?,
        })
    }
}

impl Store {
    /// At most `limit` records that are pushed next, the oldest first.
    ///
    /// Pushed are records of courses that the academy names or ever named: what was learned since, and what was
    /// learned before if the learner said so; and everything that it had once.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn outbox(&self, limit: u32) -> Result<Vec<Waiting>, StoreError> {
        // Both are null where no academy has a record, and the index has those in the order of the log: what comes behind
        // the limit isn't read.
        const OUTBOX: &str = "
            SELECT r.row, r.id, r.device, r.kind, r.course_id, r.lesson_id, r.payload, r.occurred_at,
                   r.local_date, r.effective_at, r.counted
            FROM records r
            JOIN academy_courses a ON a.course_id = r.course_id
            WHERE r.row IN (
                SELECT row FROM (
                    SELECT r.row
                    FROM records r
                    JOIN academy_courses a ON a.course_id = r.course_id
                    WHERE r.era IS NULL AND r.seq IS NULL
                        AND (r.held_code IS NULL OR r.retry = 1)
                        AND (r.row > a.known_row OR a.past = 'send')
                    ORDER BY r.row
                    LIMIT $1
                )
                UNION ALL
                SELECT row FROM records
                WHERE era < (SELECT era FROM remote) AND (held_code IS NULL OR retry = 1)
            )
            ORDER BY r.row
            LIMIT $1";
        let rows: Vec<WaitingRow> = sqlx::query_as(OUTBOX)
            .bind(limit)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        rows.into_iter()
            .map(WaitingRow::waiting)
            .collect::<Result<_, _>>()
            .at(self.path())
    }

    /// Pushes every held record again with the next sync: the learner asks.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn retry_held(&self) -> Result<(), StoreError> {
        sqlx::query("UPDATE records SET retry = 1 WHERE held_code IS NOT NULL AND retry = 0")
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }

    /// Pushes the records again that were held because the academy didn't know their kind, now that it knows these.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn retry_kinds(&self, kinds: &[String]) -> Result<(), StoreError> {
        const RETRY: &str = "
            UPDATE records SET retry = 1
            WHERE held_code = 'unsupported' AND retry = 0 AND kind IN (SELECT value FROM json_each($1))";
        sqlx::query(RETRY)
            .bind(sqlx::types::Json(kinds))
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }
}
