//! Study time: spans become rows that are still open, and rows become records.
//!
//! Two windows on one profile never count the same second twice: the profile knows up to where on the boot's
//! monotonic clock time has been counted, and every span is clipped to it in its own transaction.

use chrono::{NaiveDate, TimeDelta};
use sqlx::SqliteConnection;
use uuid::{Builder, Uuid};

use super::columns::{column, instant, micros, number};
use super::error::{At, Failure};
use super::{Store, StoreError, log, place};
use crate::domain::{
    BootInstant, CourseId, DeviceId, Fact, LessonId, Record, RecordId, Seconds, StudySpan,
    Timestamp, WindowId,
};

/// How long a window may be silent before another one takes it for dead. The app checkpoints every 15 s.
const SILENCE_MILLIS: u64 = 60_000;
/// How far the clock may be ahead of a span that only arrived late; further ahead, the clock is wrong.
const LATE_MILLIS: u64 = 600_000;
/// The longest span: a local day, the hour of a clock change included.
const LONGEST_SPAN_MILLIS: u64 = 25 * 3_600_000;
const ROW_MILLIS: u64 = Seconds::MAX_PER_RECORD.0 * 1000;

/// The records that a window's open rows became.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sealed {
    /// The time that was open; none where it was less than a second.
    pub study: Option<Record>,
    /// The place that was open.
    pub position: Option<Record>,
}

impl Store {
    /// Counts a span of study, as far as no window counted it before, and says how many whole seconds the
    /// time shown grew by. Parts of a second are kept and count as soon as they make a whole one.
    ///
    /// The window's open row becomes a record first where it is of another lesson, day or device, and whenever
    /// it reaches 300 s.
    ///
    /// # Errors
    /// `Invalid` for a span that ends before it begins, or is longer than a day.
    pub async fn checkpoint(&self, span: &StudySpan) -> Result<Seconds, StoreError> {
        let checkpoint = async {
            let mut write = self.write().await?;
            let counted = count(&mut write, span).await?;
            write.commit().await?;
            Ok::<_, Failure>(counted)
        };
        checkpoint.await.at(self.path())
    }

    /// Makes records of what a window has open: when it pauses, leaves the lesson, or ends. A window may go on
    /// afterwards, also when another one sealed it.
    pub async fn seal(&self, window: WindowId) -> Result<Sealed, StoreError> {
        let seal = async {
            let mut write = self.write().await?;
            let sealed = seal(&mut write, window).await?;
            write.commit().await?;
            Ok::<_, Failure>(sealed)
        };
        seal.await.at(self.path())
    }

    /// Makes records of what windows left open that died: those of another boot, and those that have been silent
    /// for a minute. Says how many windows there were.
    pub async fn seal_abandoned(&self, now: &BootInstant) -> Result<usize, StoreError> {
        let seal_all = async {
            let mut write = self.write().await?;
            let windows = abandoned(&mut write, now).await?;
            for &window in &windows {
                seal(&mut write, WindowId(window)).await?;
            }
            write.commit().await?;
            Ok::<_, Failure>(windows.len())
        };
        seal_all.await.at(self.path())
    }
}

async fn seal(write: &mut SqliteConnection, window: WindowId) -> Result<Sealed, Failure> {
    let study = match OpenRow::of(write, window).await? {
        Some(row) => row.seal(write).await?,
        None => None,
    };
    let position = place::seal(write, window).await?;
    Ok(Sealed { study, position })
}

/// The records that all open rows would become, without changing anything.
pub(super) async fn open_records(read: &mut SqliteConnection) -> Result<Vec<Record>, sqlx::Error> {
    let windows: Vec<Uuid> = sqlx::query_scalar("SELECT window_id FROM open_study")
        .fetch_all(&mut *read)
        .await?;
    let mut records = Vec::new();
    for window in windows {
        let row = OpenRow::of(read, WindowId(window)).await?;
        records.extend(row.and_then(OpenRow::into_record));
    }
    Ok(records)
}

async fn abandoned(
    write: &mut SqliteConnection,
    now: &BootInstant,
) -> Result<Vec<Uuid>, sqlx::Error> {
    const ABANDONED: &str = "
        SELECT window_id
        FROM (
            SELECT window_id, boot, checkpoint_at FROM open_study
            UNION ALL
            SELECT window_id, boot, checkpoint_at FROM open_positions
        )
        GROUP BY window_id
        HAVING max(CASE WHEN boot = $1 THEN checkpoint_at END) IS NULL
            OR abs(max(CASE WHEN boot = $1 THEN checkpoint_at END) - $2) > $3";
    sqlx::query_scalar(ABANDONED)
        .bind(&now.boot)
        .bind(column(now.millis))
        .bind(column(SILENCE_MILLIS))
        .fetch_all(write)
        .await
}

async fn count(write: &mut SqliteConnection, span: &StudySpan) -> Result<Seconds, Failure> {
    check(span)?;
    let mut left = advance_clock(write, span).await?;
    let mut grown = Seconds(0);
    let mut row = OpenRow::of(write, span.window).await?;
    if let Some(other) = row.take_if(|row| !row.continues_with(span)) {
        other.seal(write).await?;
    }
    let mut begins = span.to_millis - span.from_millis - left;
    while left > 0 {
        let mut open = match row.take() {
            Some(open) => open,
            None => {
                let open = OpenRow::begin(span, begins);
                left += take_carried(write).await?;
                open
            }
        };
        let before = open.seconds();
        let taken = left.min(ROW_MILLIS - open.millis);
        open.millis += taken;
        left -= taken;
        begins += taken;
        grown += Seconds(open.seconds().0 - before.0);
        open.save(write, span).await?;
        if open.millis == ROW_MILLIS {
            open.seal(write).await?;
        }
    }
    if let Some(unchanged) = row {
        unchanged.save(write, span).await?;
    }
    Ok(grown)
}

fn check(span: &StudySpan) -> Result<(), StoreError> {
    match span.to_millis.checked_sub(span.from_millis) {
        Some(millis) if millis <= LONGEST_SPAN_MILLIS => Ok(()),
        _ => Err(StoreError::Invalid {
            reason: format!(
                "a span of study from {} to {} ms is not one of a day",
                span.from_millis, span.to_millis
            ),
        }),
    }
}

/// Moves the profile's clock over the span and says how many milliseconds of it nobody counted before.
async fn advance_clock(write: &mut SqliteConnection, span: &StudySpan) -> Result<u64, Failure> {
    const LOAD: &str = "SELECT boot, counted_until FROM study_clock";
    const MOVE: &str = "
        INSERT INTO study_clock (id, boot, counted_until, carried) VALUES (1, $1, $2, 0)
        ON CONFLICT DO UPDATE SET boot = excluded.boot, counted_until = excluded.counted_until";
    let clock: Option<(String, i64)> = sqlx::query_as(LOAD).fetch_optional(&mut *write).await?;
    let until = match clock {
        Some((boot, until)) if boot == span.boot => number(until)?,
        _ => 0,
    };
    let (counted, until) = clip(span, until);
    sqlx::query(MOVE)
        .bind(&span.boot)
        .bind(column(until))
        .execute(write)
        .await?;
    Ok(counted)
}

/// What of the span lies behind `until`, and where the clock stands then.
fn clip(span: &StudySpan, until: u64) -> (u64, u64) {
    if until > span.to_millis.saturating_add(LATE_MILLIS) {
        // A wrong clock would block counting for as long as it is ahead. The span may have been counted, so it
        // is given up; the next one counts.
        return (0, span.to_millis);
    }
    let from = span.from_millis.max(until);
    (
        span.to_millis.saturating_sub(from),
        span.to_millis.max(until),
    )
}

async fn take_carried(write: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let carried: Option<i64> = sqlx::query_scalar("SELECT carried FROM study_clock")
        .fetch_optional(&mut *write)
        .await?;
    sqlx::query("UPDATE study_clock SET carried = 0")
        .execute(write)
        .await?;
    number(carried.unwrap_or(0))
}

/// A window's time that is not a record yet. It has the id that its record will have, so sealing it again after
/// a restored backup is no second record.
struct OpenRow {
    window: WindowId,
    record: RecordId,
    device: DeviceId,
    course: CourseId,
    lesson: LessonId,
    started_at: Timestamp,
    local_date: NaiveDate,
    millis: u64,
}

impl OpenRow {
    async fn of(
        write: &mut SqliteConnection,
        window: WindowId,
    ) -> Result<Option<OpenRow>, sqlx::Error> {
        const LOAD: &str = "
            SELECT record_id, device, course_id, lesson_id, started_at, local_date, millis
            FROM open_study
            WHERE window_id = $1";
        type Columns = (Uuid, Uuid, String, String, i64, NaiveDate, i64);
        let found: Option<Columns> = sqlx::query_as(LOAD)
            .bind(window.0)
            .fetch_optional(write)
            .await?;
        let Some((record, device, course, lesson, started_at, local_date, millis)) = found else {
            return Ok(None);
        };
        Ok(Some(OpenRow {
            window,
            record: RecordId(record),
            device: DeviceId(device),
            course: CourseId::new(course),
            lesson: LessonId::new(lesson),
            started_at: instant(started_at)?,
            local_date,
            millis: number::<u64>(millis)?.min(ROW_MILLIS),
        }))
    }

    /// A row that begins `offset` milliseconds into the span.
    fn begin(span: &StudySpan, offset: u64) -> OpenRow {
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

    fn continues_with(&self, span: &StudySpan) -> bool {
        self.lesson == span.lesson
            && self.course == span.course
            && self.local_date == span.local_date
            && self.device == span.device
    }

    fn seconds(&self) -> Seconds {
        Seconds(self.millis / 1000)
    }

    async fn save(
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
    async fn seal(self, write: &mut SqliteConnection) -> Result<Option<Record>, Failure> {
        sqlx::query("DELETE FROM open_study WHERE window_id = $1")
            .bind(self.window.0)
            .execute(&mut *write)
            .await?;
        sqlx::query("UPDATE study_clock SET carried = carried + $1")
            .bind(column(self.millis % 1000))
            .execute(&mut *write)
            .await?;
        match self.into_record() {
            Some(record) => log::append_once(write, record).await,
            None => Ok(None),
        }
    }

    /// What the row says; none where it is less than a second.
    fn into_record(self) -> Option<Record> {
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
pub(super) fn new_record_id(at: Timestamp) -> RecordId {
    let millis = u64::try_from(at.utc().timestamp_millis()).unwrap_or(0);
    // The version and variant bits of a v4 are not random: take the ten bytes without them.
    let [a, b, c, d, e, f, _, g, _, h, i, j, ..] = Uuid::new_v4().into_bytes();
    let random = [a, b, c, d, e, f, g, h, i, j];
    RecordId(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
