//! The profile's clock: up to where on the boot's monotonic clock time has been counted, by whatever window.

use sqlx::SqliteConnection;

use crate::domain::StudySpan;
use crate::store::columns::{column, number};

/// How far the clock may be ahead of a span that only arrived late; further ahead, the clock is wrong.
const LATE_MILLIS: u64 = 600_000;

/// Moves the clock over the span and says how many milliseconds at its end nobody counted before.
pub(super) async fn advance(
    write: &mut SqliteConnection,
    span: &StudySpan,
) -> Result<u64, sqlx::Error> {
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

/// The part of the span behind `until`, and the clock's new value.
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

/// Keeps the part of a second that a row could not put into its record.
pub(super) async fn carry(write: &mut SqliteConnection, millis: u64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE study_clock SET carried = carried + $1")
        .bind(column(millis))
        .execute(write)
        .await?;
    Ok(())
}

/// Milliseconds left over from earlier rows, for the row that begins.
pub(super) async fn take_carried(write: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let carried: Option<i64> = sqlx::query_scalar("SELECT carried FROM study_clock")
        .fetch_optional(&mut *write)
        .await?;
    sqlx::query("UPDATE study_clock SET carried = 0")
        .execute(write)
        .await?;
    number(carried.unwrap_or(0))
}
