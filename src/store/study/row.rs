//! A window's time that is not a record yet.

use chrono::{NaiveDate, TimeDelta};
use sqlx::SqliteConnection;
use uuid::{Builder, Uuid};

use super::clock;
use crate::domain::{
    CourseId, DeviceId, Fact, LessonId, Record, RecordId, Seconds, StudySpan, Timestamp, WindowId,
};
use crate::store::columns::{column, instant, micros, number};
use crate::store::error::Failure;
use crate::store::log;

const FULL_MILLIS: u64 = Seconds::MAX_PER_RECORD.0 * 1000;

/// Time that grows until it is sealed. It has the id that its record will have, so that sealing it again after a
/// restored backup makes no second record.
pub(super) struct OpenRow {
    window: WindowId,
    record: RecordId,
    device: DeviceId,
    course: CourseId,
    lesson: LessonId,
    started_at: Timestamp,
    local_date: NaiveDate,
    millis: u64,
}

#[derive(sqlx::FromRow)]
struct Columns {
    record_id: Uuid,
    device: Uuid,
    course_id: String,
    lesson_id: String,
    started_at: i64,
    local_date: NaiveDate,
    millis: i64,
}

impl OpenRow {
    /// The row that a window has open.
    pub(super) async fn of(
        read: &mut SqliteConnection,
        window: WindowId,
    ) -> Result<Option<OpenRow>, sqlx::Error> {
        const LOAD: &str = "
            SELECT record_id, device, course_id, lesson_id, started_at, local_date, millis
            FROM open_study
            WHERE window_id = $1";
        let found: Option<Columns> = sqlx::query_as(LOAD)
            .bind(window.0)
            .fetch_optional(read)
            .await?;
        found
            .map(|columns| {
                Ok(OpenRow {
                    window,
                    record: RecordId(columns.record_id),
                    device: DeviceId(columns.device),
                    course: CourseId::new(columns.course_id),
                    lesson: LessonId::new(columns.lesson_id),
                    started_at: instant(columns.started_at)?,
                    local_date: columns.local_date,
                    millis: number::<u64>(columns.millis)?.min(FULL_MILLIS),
                })
            })
            .transpose()
    }

    /// An empty row that begins `left` milliseconds before the end of the span.
    pub(super) fn begin(span: &StudySpan, left: u64) -> OpenRow {
        let offset = (span.to_millis - span.from_millis).saturating_sub(left);
        let started_at = i64::try_from(offset)
            .ok()
            .and_then(TimeDelta::try_milliseconds)
            .and_then(|offset| span.started_at.utc().checked_add_signed(offset))
            .map_or(span.started_at, Timestamp::new);
        OpenRow {
            window: span.window,
            record: new_record_id(started_at),
            device: span.device,
            course: span.course.clone(),
            lesson: span.lesson.clone(),
            started_at,
            local_date: span.local_date,
            millis: 0,
        }
    }

    /// Whether the span's time belongs into this row.
    pub(super) fn continues_with(&self, span: &StudySpan) -> bool {
        self.lesson == span.lesson
            && self.course == span.course
            && self.local_date == span.local_date
            && self.device == span.device
    }

    /// The seconds that count as studied already.
    pub(super) fn seconds(&self) -> Seconds {
        Seconds(self.millis / 1000)
    }

    /// Takes as much of `millis` as fits, and says how much that was.
    pub(super) fn fill(&mut self, millis: u64) -> u64 {
        let taken = millis.min(FULL_MILLIS - self.millis);
        self.millis += taken;
        taken
    }

    pub(super) fn is_full(&self) -> bool {
        self.millis == FULL_MILLIS
    }

    /// Writes the row; the span's end is the window's last sign of life.
    pub(super) async fn save(
        &self,
        write: &mut SqliteConnection,
        span: &StudySpan,
    ) -> Result<(), sqlx::Error> {
        const SAVE: &str = "
            INSERT INTO open_study (
                window_id, record_id, device, course_id, lesson_id, started_at, local_date,
                millis, boot, checkpoint_at
            ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (window_id) DO UPDATE SET
                millis = excluded.millis, boot = excluded.boot, checkpoint_at = excluded.checkpoint_at";
        sqlx::query(SAVE)
            .bind(self.window.0)
            .bind(self.record.0)
            .bind(self.device.0)
            .bind(self.course.as_str())
            .bind(self.lesson.as_str())
            .bind(micros(self.started_at))
            .bind(self.local_date)
            .bind(column(self.millis))
            .bind(&span.boot)
            .bind(column(span.to_millis))
            .execute(write)
            .await?;
        Ok(())
    }

    /// Makes the row a record; what is less than a second is carried to whatever row begins next.
    pub(super) async fn seal(
        self,
        write: &mut SqliteConnection,
    ) -> Result<Option<Record>, Failure> {
        sqlx::query("DELETE FROM open_study WHERE window_id = $1")
            .bind(self.window.0)
            .execute(&mut *write)
            .await?;
        clock::carry(write, self.millis % 1000).await?;
        match self.into_record() {
            Some(record) => log::append_once(write, record).await,
            None => Ok(None),
        }
    }

    /// The record that the row makes; none below a second.
    pub(super) fn into_record(self) -> Option<Record> {
        let seconds = self.seconds();
        (seconds > Seconds(0)).then_some(Record {
            id: self.record,
            device: self.device,
            occurred_at: self.started_at,
            local_date: self.local_date,
            fact: Fact::Study {
                seconds,
                course: self.course,
                lesson: self.lesson,
            },
        })
    }
}

/// A UUIDv7 for a record of that moment.
pub fn new_record_id(at: Timestamp) -> RecordId {
    let millis = u64::try_from(at.utc().timestamp_millis()).unwrap_or(0);
    // The version and variant bits of a v4 are not random: take ten bytes without them.
    let [a, b, c, d, e, f, _, g, _, h, i, j, ..] = Uuid::new_v4().into_bytes();
    let random = [a, b, c, d, e, f, g, h, i, j];
    RecordId(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
