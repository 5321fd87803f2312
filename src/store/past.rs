//! Records made in a course before the academy was known to have it: sent only if the learner says so.

use super::columns::{number, seconds};
use super::error::At;
use super::{Store, StoreError};
use crate::domain::Seconds;

/// How much there is of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Past {
    /// Records.
    pub records: usize,
    /// The time that they hold.
    pub seconds: Seconds,
}

impl Store {
    /// The past that the learner wasn't asked about yet.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn past(&self) -> Result<Past, StoreError> {
        const PAST: &str = "
            SELECT count(*), coalesce(sum(r.seconds), 0)
            FROM academy_courses a
            JOIN records r ON r.course_id = a.course_id
            WHERE a.past = '' AND r.row <= a.known_row AND r.era IS NULL";
        let (records, studied): (i64, i64) = sqlx::query_as(PAST)
            .fetch_one(&self.readers)
            .await
            .at(self.path())?;
        let past = number(records).and_then(|records| {
            let seconds = seconds(studied)?;
            Ok(Past { records, seconds })
        });
        past.at(self.path())
    }

    /// Keeps the learner's answer for the courses that it wasn't given for yet. What is kept here can be sent later.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn answer_past(&self, send: bool) -> Result<(), StoreError> {
        sqlx::query("UPDATE academy_courses SET past = $1 WHERE past = ''")
            .bind(if send { "send" } else { "keep" })
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }

    /// Sends what was kept here after all.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn send_kept_past(&self) -> Result<(), StoreError> {
        sqlx::query("UPDATE academy_courses SET past = 'send' WHERE past <> 'send'")
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }
}
