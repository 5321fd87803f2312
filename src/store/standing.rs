//! Every completion of a lesson that stands: what a reopening names.

use uuid::Uuid;

use super::columns::instant;
use super::error::At;
use super::{Store, StoreError};
use crate::domain::{LessonId, RecordId, Timestamp};

/// The completions of a lesson that stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The records, the earliest first.
    pub records: Vec<RecordId>,
    /// The web application's, by its time.
    pub web: Option<Timestamp>,
}

impl Store {
    /// Returns the completions of a lesson that stand; empty if it isn't complete.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn standing(&self, lesson: &LessonId) -> Result<Standing, StoreError> {
        const STANDING: &str =
            "SELECT record, at FROM standing WHERE lesson_id = $1 ORDER BY at, record";
        let rows: Vec<(Uuid, i64)> = sqlx::query_as(STANDING)
            .bind(lesson.as_str())
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        let mut standing = Standing::default();
        for (record, at) in rows {
            match record {
                record if record.is_nil() => standing.web = Some(instant(at).at(self.path())?),
                record => standing.records.push(RecordId(record)),
            }
        }
        Ok(standing)
    }
}
