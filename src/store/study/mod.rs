//! Study time: spans become rows that are still open, and rows become records.
//!
//! Two windows on one profile never count the same second twice: the profile knows up to where on the boot's
//! monotonic clock time has been counted, and every span is clipped to it in its own transaction.

mod clock;
mod row;

use sqlx::SqliteConnection;
use uuid::Uuid;

use self::row::OpenRow;
use super::columns::column;
use super::error::{At, Failure};
use super::{Store, StoreError, position};
use crate::domain::{BootInstant, Record, Seconds, StudySpan, WindowId};

pub use self::row::new_record_id;

/// How long a window may be silent before another one takes it for dead. The app writes every 10 s.
const SILENCE_MILLIS: u64 = 60_000;
/// The longest span: a local day, the hour of a clock change included.
const LONGEST_SPAN_MILLIS: u64 = 25 * 3_600_000;

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
    let position = position::seal(write, window).await?;
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
    let mut left = clock::advance(write, span).await?;
    let mut row = OpenRow::of(write, span.window).await?;
    if let Some(other) = row.take_if(|row| !row.continues_with(span)) {
        other.seal(write).await?;
    }
    if left == 0 {
        return still_open(write, row, span).await;
    }
    let mut grown = Seconds(0);
    while left > 0 {
        let mut open = match row.take() {
            Some(open) => open,
            None => {
                let open = OpenRow::begin(span, left);
                left += clock::take_carried(write).await?;
                open
            }
        };
        let before = open.seconds();
        left -= open.fill(left);
        grown += Seconds(open.seconds().0 - before.0);
        if open.is_full() {
            open.seal(write).await?;
        } else {
            open.save(write, span).await?;
        }
    }
    Ok(grown)
}

/// Nothing new was counted, but the window lives.
async fn still_open(
    write: &mut SqliteConnection,
    row: Option<OpenRow>,
    span: &StudySpan,
) -> Result<Seconds, Failure> {
    if let Some(row) = row {
        row.save(write, span).await?;
    }
    Ok(Seconds(0))
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
