//! The state of each record: sent, waiting and why, refused and why.

use serde::Serialize;

use super::columns::{instant, number};
use super::error::At;
use super::log::RecordRow;
use super::{Store, StoreError};
use crate::domain::{Held, RawRecord, Refused, Timestamp};

/// How many records there are of each fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Fates {
    /// The academy has them.
    pub sent: i64,
    /// They go with the next sync.
    pub to_send: i64,
    /// The academy doesn't take them yet.
    pub held: i64,
    /// The academy never takes them.
    pub refused: i64,
    /// They were learned before the academy was known to have the course, and stay here.
    pub kept: i64,
    /// They are of courses that the academy doesn't have.
    pub local: i64,
}

/// A record's fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "fate", content = "code", rename_all = "snake_case")]
pub enum Fate {
    /// The academy has it, under this number.
    Sent(u64),
    /// It goes with the next sync.
    ToSend,
    /// The academy doesn't take it yet.
    Held(Held),
    /// The academy never takes it.
    Refused(Refused),
    /// It was learned before the academy was known to have the course, and stays here.
    Kept,
    /// It is of a course that the academy doesn't have.
    Local,
}

/// A record with its fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordFate {
    /// The record.
    #[serde(flatten)]
    pub record: RawRecord,
    /// Its fate.
    #[serde(flatten)]
    pub fate: Fate,
    /// Its corrected time, if the academy has it.
    pub effective_at: Option<Timestamp>,
}

/// Records of one course that the academy doesn't take for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTaken {
    /// Held or refused.
    pub fate: Fate,
    /// The course's title, or its id where nobody knows that; none for records of no course.
    pub course: Option<String>,
    /// How many.
    pub records: usize,
}

#[derive(sqlx::FromRow)]
struct NotTakenRow {
    fate: String,
    code: Option<String>,
    course: Option<String>,
    records: i64,
}

impl NotTakenRow {
    fn group(self) -> Result<NotTaken, sqlx::Error> {
        let code = self.code.unwrap_or_default();
        let fate = match self.fate.as_str() {
            "held" => Fate::Held(Held::of(&code)),
            _ => Fate::Refused(Refused::of(&code)),
        };
        Ok(NotTaken {
            fate,
            course: self.course,
            records: number(self.records)?,
        })
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    record: RecordRow,
    fate: String,
    code: Option<String>,
    seq: Option<i64>,
    effective_at: Option<i64>,
}

impl Row {
    fn fate(self) -> Result<RecordFate, sqlx::Error> {
        let code = self.code.unwrap_or_default();
        let fate = match self.fate.as_str() {
            "sent" => Fate::Sent(self.seq.map(number).transpose()?.unwrap_or(0)),
            "to_send" => Fate::ToSend,
            "held" => Fate::Held(Held::of(&code)),
            "refused" => Fate::Refused(Refused::of(&code)),
            "kept" => Fate::Kept,
            _ => Fate::Local,
        };
        Ok(RecordFate {
            fate,
            effective_at: self.effective_at.map(instant).transpose()?,
            record: self.record.raw()?,
        })
    }
}

impl Store {
    /// How many records there are of each fate.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn fates(&self) -> Result<Fates, StoreError> {
        const COUNT: &str = "
            SELECT coalesce(sum(fate = 'sent'), 0) AS sent, coalesce(sum(fate = 'to_send'), 0) AS to_send,
                coalesce(sum(fate = 'held'), 0) AS held, coalesce(sum(fate = 'refused'), 0) AS refused,
                coalesce(sum(fate = 'kept'), 0) AS kept, coalesce(sum(fate = 'local'), 0) AS local
            FROM fates";
        sqlx::query_as(COUNT)
            .fetch_one(&self.readers)
            .await
            .at(self.path())
    }

    /// How many records the academy doesn't take, by the reason and the course.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn not_taken(&self) -> Result<Vec<NotTaken>, StoreError> {
        const NOT_TAKEN: &str = "
            SELECT f.fate, f.code, count(*) AS records,
                coalesce(c.title, nullif(a.title, ''), f.course_id) AS course
            FROM fates f
            LEFT JOIN courses c ON c.id = f.course_id
            LEFT JOIN academy_courses a ON a.course_id = f.course_id
            WHERE f.fate IN ('held', 'refused')
            GROUP BY f.fate, f.code, f.course_id
            ORDER BY f.fate, records DESC, course";
        let rows: Vec<NotTakenRow> = sqlx::query_as(NOT_TAKEN)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        let rows = rows.into_iter().map(NotTakenRow::group);
        rows.collect::<Result<_, _>>().at(self.path())
    }

    /// Every record with its fate, in the order of the log; those that were refused last.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn record_fates(&self) -> Result<Vec<RecordFate>, StoreError> {
        const ALL: &str = "
            SELECT row, id, device, kind, course_id, lesson_id, payload, occurred_at, local_date,
                   fate, code, seq, effective_at
            FROM fates
            ORDER BY fate = 'refused', row";
        let rows: Vec<Row> = sqlx::query_as(ALL)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        rows.into_iter()
            .map(Row::fate)
            .collect::<Result<_, _>>()
            .at(self.path())
    }
}
