//! The log: what a learner did, one immutable record each, in the order of arrival.

use chrono::NaiveDate;
use serde_json::{Map, Value};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::columns::{instant, micros};
use super::error::{At, Failure, garbage};
use super::{Store, StoreError, projection};
use crate::domain::{DeviceId, Fact, LessonId, Record, RecordId, Seconds, Timestamp};

/// The outcome of appending a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// The log has it now.
    New,
    /// The log had it, word for word.
    Identical,
}

impl Store {
    /// Writes a record into the log and moves the projections, in one transaction.
    ///
    /// # Errors
    /// `Conflict` where the log has another record with the same id; `Invalid` for a study record that isn't
    /// 1 to 300 seconds long.
    pub async fn append(&self, record: &Record) -> Result<Appended, StoreError> {
        let appended = self.append_all(std::slice::from_ref(record)).await?;
        Ok(appended.first().copied().unwrap_or(Appended::Identical))
    }

    /// Writes records into the log, all or none; the answers are in their order.
    ///
    /// # Errors
    /// As for [`Store::append`], of the first record that has one.
    pub async fn append_all(&self, records: &[Record]) -> Result<Vec<Appended>, StoreError> {
        let append = async {
            let mut write = self.write().await?;
            let appended = append(&mut write, records).await?;
            write.commit().await?;
            Ok::<_, Failure>(appended)
        };
        append.await.at(self.path())
    }

    /// The whole log, oldest arrival first.
    pub async fn records(&self) -> Result<Vec<Record>, StoreError> {
        let rows: Vec<RecordRow> = sqlx::query_as(ALL)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        rows.into_iter()
            .map(RecordRow::record)
            .collect::<Result<_, _>>()
            .at(self.path())
    }
}

const ALL: &str = "
    SELECT row, id, device, kind, course_id, lesson_id, payload, occurred_at, local_date
    FROM records
    ORDER BY row";

/// Writes records inside a transaction of the caller, and moves the projections over them.
pub(super) async fn append(
    write: &mut SqliteConnection,
    records: &[Record],
) -> Result<Vec<Appended>, Failure> {
    let mut appended = Vec::with_capacity(records.len());
    for record in records {
        appended.push(append_one(write, record).await?);
    }
    if appended.contains(&Appended::New) {
        projection::advance(write).await?;
    }
    Ok(appended)
}

/// Writes the record of a sealed row, unless the log has that id: a restored backup may hold the open row of a
/// record that came back from elsewhere, and its time must not count twice.
pub(super) async fn append_once(
    write: &mut SqliteConnection,
    record: Record,
) -> Result<Option<Record>, Failure> {
    if find(write, record.id).await?.is_some() {
        tracing::warn!(record = %record.id, "an open row was in the log already");
        return Ok(None);
    }
    append(write, std::slice::from_ref(&record)).await?;
    Ok(Some(record))
}

/// Writes one record and leaves the projections behind: the caller advances them.
pub(super) async fn append_one(
    write: &mut SqliteConnection,
    record: &Record,
) -> Result<Appended, Failure> {
    check(record)?;
    match find(write, record.id).await? {
        None => {
            insert(write, record).await?;
            Ok(Appended::New)
        }
        Some(here) if here == as_stored(record) => Ok(Appended::Identical),
        Some(_) => Err(StoreError::Conflict { record: record.id }.into()),
    }
}

/// Whether the record keeps the rules of the log.
pub(super) fn check(record: &Record) -> Result<(), StoreError> {
    match record.fact {
        Fact::Study { seconds, .. }
            if !(Seconds(1)..=Seconds::MAX_PER_RECORD).contains(&seconds) =>
        {
            Err(StoreError::Invalid {
                reason: format!(
                    "record {} says {} seconds of study; a record has 1 to {}",
                    record.id,
                    seconds.0,
                    Seconds::MAX_PER_RECORD.0
                ),
            })
        }
        _ => Ok(()),
    }
}

/// The record with its instant cut to what a column keeps.
fn as_stored(record: &Record) -> Record {
    Record {
        occurred_at: Timestamp::new(record.occurred_at.utc()),
        ..record.clone()
    }
}

async fn find(write: &mut SqliteConnection, id: RecordId) -> Result<Option<Record>, sqlx::Error> {
    const FIND: &str = "
        SELECT row, id, device, kind, course_id, lesson_id, payload, occurred_at, local_date
        FROM records
        WHERE id = $1";
    let row: Option<RecordRow> = sqlx::query_as(FIND)
        .bind(id.0)
        .fetch_optional(write)
        .await?;
    row.map(RecordRow::record).transpose()
}

async fn insert(write: &mut SqliteConnection, record: &Record) -> Result<(), sqlx::Error> {
    const INSERT: &str = "
        INSERT INTO records (
            id, device, kind, course_id, lesson_id, payload, occurred_at, local_date
        ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (kind, payload) = to_columns(&record.fact)?;
    sqlx::query(INSERT)
        .bind(record.id.0)
        .bind(record.device.0)
        .bind(kind)
        .bind(record.fact.course().as_str())
        .bind(record.fact.lesson().map(LessonId::as_str))
        .bind(payload)
        .bind(micros(record.occurred_at))
        .bind(record.local_date)
        .execute(write)
        .await?;
    Ok(())
}

/// A fact's kind, and what it says beside its course and lesson, which have columns of their own.
fn to_columns(fact: &Fact) -> Result<(String, String), sqlx::Error> {
    let odd = || garbage("a fact is not written as `kind` and `payload`");
    let written = serde_json::to_value(fact).map_err(garbage)?;
    let kind = written
        .get("kind")
        .and_then(Value::as_str)
        .ok_or_else(odd)?;
    let mut payload = written
        .get("payload")
        .and_then(Value::as_object)
        .cloned()
        .ok_or_else(odd)?;
    payload.remove("course");
    payload.remove("lesson");
    Ok((kind.to_owned(), Value::Object(payload).to_string()))
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct RecordRow {
    pub(super) row: i64,
    id: Uuid,
    device: Uuid,
    kind: String,
    course_id: String,
    lesson_id: Option<String>,
    payload: String,
    occurred_at: i64,
    local_date: NaiveDate,
}

impl RecordRow {
    pub(super) fn record(self) -> Result<Record, sqlx::Error> {
        Ok(Record {
            id: RecordId(self.id),
            device: DeviceId(self.device),
            occurred_at: instant(self.occurred_at)?,
            local_date: self.local_date,
            fact: self.fact()?,
        })
    }

    fn fact(self) -> Result<Fact, sqlx::Error> {
        let mut payload: Map<String, Value> =
            serde_json::from_str(&self.payload).map_err(garbage)?;
        payload.insert("course".into(), self.course_id.into());
        if let Some(lesson) = self.lesson_id {
            payload.insert("lesson".into(), lesson.into());
        }
        let mut written = Map::new();
        written.insert("kind".into(), self.kind.into());
        written.insert("payload".into(), payload.into());
        serde_json::from_value(written.into()).map_err(garbage)
    }
}
