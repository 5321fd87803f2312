//! The log: what a learner did, one immutable record each, in the order of arrival.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value};
use sqlx::sqlite::SqliteArguments;
use sqlx::types::Json;
use sqlx::{Sqlite, SqliteConnection};
use uuid::Uuid;

use super::columns::{instant, micros};
use super::error::{At, Failure, garbage};
use super::receipts::StoredColumns;
use super::{Store, StoreError, projection, refused};
use crate::domain::{
    DeviceId, Fact, RawRecord, Record, RecordId, Refused, Seconds, Stored, Timestamp,
};

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

    /// Writes a record of any kind into the log, also of one that this program doesn't know.
    ///
    /// # Errors
    /// `Conflict` where the log has another record with the same id.
    pub async fn append_raw_record(&self, record: &RawRecord) -> Result<Appended, StoreError> {
        let append = async {
            let mut write = self.write().await?;
            let appended = append_raw(&mut write, record).await?;
            projection::advance(&mut write).await?;
            write.commit().await?;
            Ok::<_, Failure>(appended)
        };
        append.await.at(self.path())
    }

    /// The log, oldest arrival first, without records of kinds that this program doesn't know.
    pub async fn records(&self) -> Result<Vec<Record>, StoreError> {
        let raw = self.raw_records().await?;
        Ok(raw.iter().filter_map(RawRecord::known).collect())
    }

    /// The whole log, oldest arrival first.
    pub async fn raw_records(&self) -> Result<Vec<RawRecord>, StoreError> {
        let rows: Vec<RecordRow> = sqlx::query_as(ALL)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        rows.into_iter()
            .map(RecordRow::raw)
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

/// Writes the record of a sealed row, unless the log has that id: a restored backup or a copy may hold the open row of a
/// record that came back from elsewhere. Its time must not count twice; where it says something else it is set aside.
pub(super) async fn append_once(
    write: &mut SqliteConnection,
    record: Record,
) -> Result<Option<Record>, Failure> {
    let raw = RawRecord::try_from(&record).map_err(garbage)?;
    if let Some(here) = find(write, record.id).await? {
        tracing::warn!(record = %record.id, "an open row was in the log already");
        if here != raw {
            refused::keep(write, &raw, Refused::Conflict).await?;
        }
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
    let raw = RawRecord::try_from(&as_stored(record)).map_err(garbage)?;
    append_raw(write, &raw).await
}

/// Writes one record of any kind and leaves the projections behind.
pub(super) async fn append_raw(
    write: &mut SqliteConnection,
    raw: &RawRecord,
) -> Result<Appended, Failure> {
    match find(write, raw.id).await? {
        None => {
            insert(write, raw).await?;
            Ok(Appended::New)
        }
        Some(here) if here == *raw => Ok(Appended::Identical),
        Some(_) => Err(StoreError::Conflict { record: raw.id }.into()),
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

/// The record with that id.
pub(super) async fn find(
    write: &mut SqliteConnection,
    id: RecordId,
) -> Result<Option<RawRecord>, sqlx::Error> {
    const FIND: &str = "
        SELECT row, id, device, kind, course_id, lesson_id, payload, occurred_at, local_date
        FROM records
        WHERE id = $1";
    let row: Option<RecordRow> = sqlx::query_as(FIND)
        .bind(id.0)
        .fetch_optional(write)
        .await?;
    row.map(RecordRow::raw).transpose()
}

/// The records that the log has of these.
pub(super) async fn find_all(
    write: &mut SqliteConnection,
    ids: &[Uuid],
) -> Result<HashMap<RecordId, RawRecord>, sqlx::Error> {
    const FIND: &str = "
        SELECT row, id, device, kind, course_id, lesson_id, payload, occurred_at, local_date
        FROM records
        WHERE id IN (SELECT unhex(value, '-') FROM json_each($1))";
    let rows: Vec<RecordRow> = sqlx::query_as(FIND)
        .bind(Json(ids))
        .fetch_all(write)
        .await?;
    let records = rows.into_iter().map(RecordRow::raw);
    records
        .map(|raw| raw.map(|raw| (raw.id, raw)))
        .collect::<Result<_, _>>()
}

/// Writes a record that was made here and that the log doesn't have.
pub(super) async fn insert(
    write: &mut SqliteConnection,
    raw: &RawRecord,
) -> Result<(), sqlx::Error> {
    const INSERT: &str = "
        INSERT INTO records (id, device, kind, course_id, lesson_id, payload, occurred_at, local_date)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    bind(sqlx::query(INSERT), raw).execute(write).await?;
    Ok(())
}

/// Writes records of other devices that the log doesn't have. Their time and their enrollments show with the academy's
/// snapshot, which contains them.
///
/// # Errors
/// A unique violation where the log has another record at such a place: the academy went back in time.
pub(super) async fn insert_pulled(
    write: &mut SqliteConnection,
    era: i64,
    pulled: &[(&RawRecord, &Stored)],
) -> Result<(), sqlx::Error> {
    const INSERT: &str = "
        INSERT INTO records (
            id, device, kind, course_id, lesson_id, payload, occurred_at, local_date,
            era, seq, effective_at, counted, flags, is_right, replayed
        )
        SELECT unhex(value ->> 'id', '-'), unhex(value ->> 'device', '-'), value ->> 'kind', value ->> 'course_id',
            value ->> 'lesson_id', value ->> 'payload', value ->> 'occurred_at', value ->> 'local_date',
            $1, value ->> 'seq', value ->> 'effective_at', value ->> 'counted', value ->> 'flags', value ->> 'is_right', 0
        FROM json_each($2)";
    #[derive(Serialize)]
    struct Pulled {
        #[serde(flatten)]
        record: Columns,
        #[serde(flatten)]
        stored: StoredColumns,
    }
    let rows = pulled.iter().map(|(raw, stored)| Pulled {
        record: Columns::of(raw),
        stored: StoredColumns::of(stored),
    });
    sqlx::query(INSERT)
        .bind(era)
        .bind(Json(rows.collect::<Vec<_>>()))
        .execute(write)
        .await?;
    Ok(())
}

/// A record in columns. Course and lesson have columns of their own.
#[derive(Debug, Serialize, sqlx::FromRow)]
struct Columns {
    id: Uuid,
    device: Uuid,
    kind: String,
    course_id: String,
    lesson_id: Option<String>,
    payload: String,
    occurred_at: i64,
    local_date: NaiveDate,
}

impl Columns {
    fn of(raw: &RawRecord) -> Columns {
        let mut payload = raw.payload.clone();
        let course = raw.course().map(|course| course.as_str().to_owned());
        if course.is_some() {
            payload.remove("course");
        }
        let lesson = raw.lesson().map(|lesson| lesson.as_str().to_owned());
        if lesson.is_some() {
            payload.remove("lesson");
        }
        Columns {
            id: raw.id.0,
            device: raw.device.0,
            kind: raw.kind.clone(),
            course_id: course.unwrap_or_default(),
            lesson_id: lesson,
            payload: Value::Object(payload).to_string(),
            occurred_at: micros(raw.occurred_at),
            local_date: raw.local_date,
        }
    }
}

pub(super) type Query<'q> = sqlx::query::Query<'q, Sqlite, SqliteArguments>;

/// Binds a record to the first eight parameters.
pub(super) fn bind<'q>(query: Query<'q>, raw: &RawRecord) -> Query<'q> {
    let columns = Columns::of(raw);
    query
        .bind(columns.id)
        .bind(columns.device)
        .bind(columns.kind)
        .bind(columns.course_id)
        .bind(columns.lesson_id)
        .bind(columns.payload)
        .bind(columns.occurred_at)
        .bind(columns.local_date)
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct RecordRow {
    pub(super) row: i64,
    #[sqlx(flatten)]
    columns: Columns,
}

impl RecordRow {
    pub(super) fn raw(self) -> Result<RawRecord, sqlx::Error> {
        let columns = self.columns;
        let mut payload: Map<String, Value> =
            serde_json::from_str(&columns.payload).map_err(garbage)?;
        if !columns.course_id.is_empty() {
            payload.insert("course".into(), columns.course_id.into());
        }
        if let Some(lesson) = columns.lesson_id {
            payload.insert("lesson".into(), lesson.into());
        }
        Ok(RawRecord {
            id: RecordId(columns.id),
            device: DeviceId(columns.device),
            occurred_at: instant(columns.occurred_at)?,
            local_date: columns.local_date,
            kind: columns.kind,
            payload,
        })
    }
}
