//! Records that the academy never takes: set aside, kept and shown, counted for nothing.

use sqlx::SqliteConnection;

use super::log;
use crate::domain::{RawRecord, RecordId, Refused};

/// Keeps a record that isn't in the log.
pub(super) async fn keep(
    write: &mut SqliteConnection,
    raw: &RawRecord,
    code: Refused,
) -> Result<(), sqlx::Error> {
    const KEEP: &str = "
        INSERT INTO refused (
            id, device, kind, course_id, lesson_id, payload, occurred_at, local_date, code
        ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    log::bind(sqlx::query(KEEP), raw)
        .bind(code.as_str())
        .execute(write)
        .await?;
    Ok(())
}

/// Takes a record out of the log; the caller refreshes the projections.
pub(super) async fn set_aside(
    write: &mut SqliteConnection,
    record: RecordId,
    code: Refused,
) -> Result<(), sqlx::Error> {
    if let Some(raw) = log::find(write, record).await? {
        keep(write, &raw, code).await?;
        sqlx::query("DELETE FROM records WHERE id = $1")
            .bind(record.0)
            .execute(write)
            .await?;
    }
    Ok(())
}
