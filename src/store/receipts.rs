//! Taking in what the academy says of pushed records.

use serde::Serialize;
use serde_json::Value;
use sqlx::SqliteConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::columns::{column, micros};
use super::error::At;
use super::pace::Steps;
use super::pulled::Taken;
use super::{Store, StoreError, binding, refused};
use crate::domain::receipt::{LogPlace, Outcome};
use crate::domain::{Held, Receipt, RecordId, Stored};

impl Store {
    /// Takes in the answer to a batch that was pushed in that era, a few receipts at a time; `head` is the end of the log
    /// by then.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn take_receipts(
        &self,
        era: i64,
        receipts: &[Receipt],
        head: LogPlace,
    ) -> Result<Taken, StoreError> {
        let take = async {
            for receipts in Steps::over(receipts) {
                let taken = self.take_receipts_at_once(era, receipts).await?;
                if taken != Taken::Yes {
                    return Ok(taken);
                }
            }
            self.settle().await?;
            let mut write = self.write_repeatable().await?;
            if !binding::is_era(&mut write, era).await? {
                return Ok(Taken::Elsewhere);
            }
            binding::see(&mut write, head).await?;
            write.commit().await?;
            Ok::<_, sqlx::Error>(Taken::Yes)
        };
        take.await.at(self.path())
    }

    async fn take_receipts_at_once(
        &self,
        era: i64,
        receipts: &[Receipt],
    ) -> Result<Taken, sqlx::Error> {
        let mut write = self.write_repeatable().await?;
        if !binding::is_era(&mut write, era).await? {
            return Ok(Taken::Elsewhere);
        }
        match take(&mut write, era, receipts).await {
            Err(error) if is_taken(&error) => return Ok(Taken::WentBack),
            taken => taken?,
        }
        write.commit().await?;
        Ok(Taken::Yes)
    }

    /// Holds a record that the academy failed at, until the learner asks to try again.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn hold_failed(&self, record: RecordId) -> Result<(), StoreError> {
        let mut write = self.write().await.at(self.path())?;
        hold(&mut write, record, Held::Failed)
            .await
            .at(self.path())?;
        write.commit().await.at(self.path())
    }
}

async fn take(
    write: &mut SqliteConnection,
    era: i64,
    receipts: &[Receipt],
) -> Result<(), sqlx::Error> {
    let mut stored = Vec::new();
    for receipt in receipts {
        match &receipt.outcome {
            Outcome::Applied(made) | Outcome::Duplicate(made) => {
                stored.push((receipt.record, made));
            }
            Outcome::Held { code } => hold(write, receipt.record, *code).await?,
            Outcome::Refused { code } => refused::set_aside(write, receipt.record, *code).await?,
        }
    }
    acknowledge(write, era, &stored).await
}

async fn hold(
    write: &mut SqliteConnection,
    record: RecordId,
    code: Held,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE records SET held_code = $2, retry = 0 WHERE id = $1")
        .bind(record.0)
        .bind(code.as_str())
        .execute(write)
        .await?;
    Ok(())
}

pub(super) const ACKNOWLEDGE: &str = "
    UPDATE records SET
        era = $1, seq = made.seq, effective_at = made.effective_at, counted = made.counted, flags = made.flags,
        is_right = made.is_right, held_code = NULL, retry = 0
    FROM (
        SELECT unhex(value ->> 'id', '-') AS id, value ->> 'seq' AS seq, value ->> 'effective_at' AS effective_at,
            value ->> 'counted' AS counted, value ->> 'flags' AS flags, value ->> 'is_right' AS is_right
        FROM json_each($2)
    ) AS made
    WHERE records.id = made.id
        AND (records.era, records.seq, records.effective_at, records.counted, records.flags, records.is_right,
             records.held_code, records.retry)
            IS NOT ($1, made.seq, made.effective_at, made.counted, made.flags, made.is_right, NULL, 0)";

/// Writes down what was made of records of the log, where that differs.
///
/// # Errors
/// A unique violation where the log has another record at such a place: the academy went back in time.
pub(super) async fn acknowledge(
    write: &mut SqliteConnection,
    era: i64,
    stored: &[(RecordId, &Stored)],
) -> Result<(), sqlx::Error> {
    #[derive(Serialize)]
    struct Acknowledged {
        id: Uuid,
        #[serde(flatten)]
        stored: StoredColumns,
    }
    let rows = stored.iter().map(|(record, stored)| Acknowledged {
        id: record.0,
        stored: StoredColumns::of(stored),
    });
    sqlx::query(ACKNOWLEDGE)
        .bind(era)
        .bind(Json(rows.collect::<Vec<_>>()))
        .execute(write)
        .await?;
    Ok(())
}

/// What was made of a record, in columns.
#[derive(Debug, Serialize)]
pub(super) struct StoredColumns {
    seq: i64,
    effective_at: i64,
    counted: Option<i64>,
    flags: Option<String>,
    is_right: Option<bool>,
}

impl StoredColumns {
    pub(super) fn of(stored: &Stored) -> StoredColumns {
        let flags = stored.flags.iter().map(|flag| Value::from(flag.as_str()));
        StoredColumns {
            seq: column(stored.seq),
            effective_at: micros(stored.effective_at),
            counted: stored.counted.map(|seconds| column(seconds.0)),
            flags: (!stored.flags.is_empty()).then(|| Value::from_iter(flags).to_string()),
            is_right: stored.right,
        }
    }
}

/// Whether a place in the log is another record's.
pub(super) fn is_taken(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}
