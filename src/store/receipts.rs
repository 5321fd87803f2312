//! Taking in what the academy says of pushed records.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::columns::{column, micros};
use super::error::At;
use super::log::Query;
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
        for receipt in receipts {
            match take(&mut write, era, receipt).await {
                Err(error) if is_taken(&error) => return Ok(Taken::WentBack),
                taken => taken?,
            }
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
    receipt: &Receipt,
) -> Result<(), sqlx::Error> {
    match &receipt.outcome {
        Outcome::Applied(stored) | Outcome::Duplicate(stored) => {
            acknowledge(write, era, receipt.record, stored).await
        }
        Outcome::Held { code } => hold(write, receipt.record, *code).await,
        Outcome::Refused { code } => refused::set_aside(write, receipt.record, *code).await,
    }
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

/// Writes down what was made of a record of the log.
///
/// # Errors
/// A unique violation where the log has another record at that place: the academy went back in time.
pub(super) async fn acknowledge(
    write: &mut SqliteConnection,
    era: i64,
    record: RecordId,
    stored: &Stored,
) -> Result<(), sqlx::Error> {
    const ACKNOWLEDGE: &str = "
        UPDATE records SET
            era = $2, seq = $3, effective_at = $4, counted = $5, flags = $6, is_right = $7, held_code = NULL, retry = 0
        WHERE id = $1
            AND (era, seq, effective_at, counted, flags, is_right, held_code, retry)
                IS NOT ($2, $3, $4, $5, $6, $7, NULL, 0)";
    let query = sqlx::query(ACKNOWLEDGE).bind(record.0);
    bind(query, era, stored).execute(write).await?;
    Ok(())
}

/// Binds what was made of a record: its era and number, its time, the seconds that counted, what was noticed.
pub(super) fn bind<'q>(query: Query<'q>, era: i64, stored: &Stored) -> Query<'q> {
    query
        .bind(era)
        .bind(column(stored.seq))
        .bind(micros(stored.effective_at))
        .bind(stored.counted.map(|seconds| column(seconds.0)))
        .bind((!stored.flags.is_empty()).then_some(Json(stored.flags.clone())))
        .bind(stored.right)
}

/// Whether a place in the log is another record's.
pub(super) fn is_taken(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}
