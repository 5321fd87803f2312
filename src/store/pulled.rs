//! Takes in a page of the academy's log, and at its end the snapshot.

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::columns::column;
use super::error::{At, Failure};
use super::receipts::{acknowledge, is_taken};
use super::snapshot::SnapshotChange;
use super::{Store, StoreError, binding, log, projection, refused, snapshot};
use crate::domain::receipt::LogPlace;
use crate::domain::{RawRecord, Refused, Stored};

/// A page of the academy's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<'p> {
    /// The era that it is of.
    pub era: i64,
    /// The cursor that it was asked with.
    pub after: LogPlace,
    /// The records after it, in order.
    pub records: &'p [(RawRecord, Stored)],
    /// The state at the end of the log, if the page reaches it.
    pub end: Option<End<'p>>,
}

/// The state after every record up to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End<'p> {
    /// The place.
    pub head: LogPlace,
    /// The snapshot's digest.
    pub digest: &'p str,
    /// The difference from the previous snapshot.
    pub change: &'p SnapshotChange,
}

/// Whether an answer of the academy was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was.
    Yes,
    /// Another program went on from there before: nothing was changed.
    Elsewhere,
    /// The log has another record at a place that the answer names: the academy went back in time, and nothing was
    /// changed.
    WentBack,
}

impl Store {
    /// Takes in a page, at the cursor that it was asked with only.
    ///
    /// A record of another device shows with the snapshot that contains it. Where the log has the id of a pulled record
    /// with other content, the academy's stands, and ours is set aside.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn take_page(&self, page: &Page<'_>) -> Result<Taken, StoreError> {
        let take = async {
            let mut write = self.write().await?;
            if !is_at(&mut write, page.era, page.after).await? {
                return Ok(Taken::Elsewhere);
            }
            match take_records(&mut write, page).await {
                Err(Failure::Sql(error)) if is_taken(&error) => return Ok(Taken::WentBack),
                taken => taken?,
            }
            projection::advance(&mut write).await?;
            if let Some(end) = &page.end {
                swap(&mut write, page.era, end).await?;
            }
            projection::refresh(&mut write).await?;
            write.commit().await?;
            Ok::<_, Failure>(Taken::Yes)
        };
        take.await.at(self.path())
    }
}

async fn is_at(
    write: &mut SqliteConnection,
    era: i64,
    cursor: LogPlace,
) -> Result<bool, sqlx::Error> {
    let at: Option<(i64, i64, Option<Uuid>)> =
        sqlx::query_as("SELECT era, cursor_seq, cursor_record FROM remote")
            .fetch_optional(write)
            .await?;
    let asked = (
        era,
        column(cursor.seq),
        cursor.record.map(|record| record.0),
    );
    Ok(at == Some(asked))
}

async fn take_records(write: &mut SqliteConnection, page: &Page<'_>) -> Result<(), Failure> {
    for (raw, stored) in page.records {
        take_record(write, page.era, raw, stored).await?;
    }
    let Some((last, stored)) = page.records.last() else {
        return Ok(());
    };
    let cursor = LogPlace {
        seq: stored.seq,
        record: Some(last.id),
    };
    sqlx::query("UPDATE remote SET cursor_seq = $1, cursor_record = $2")
        .bind(column(cursor.seq))
        .bind(last.id.0)
        .execute(&mut *write)
        .await?;
    binding::see(write, cursor).await?;
    Ok(())
}

async fn take_record(
    write: &mut SqliteConnection,
    era: i64,
    raw: &RawRecord,
    stored: &Stored,
) -> Result<(), Failure> {
    let here = log::find(write, raw.id).await?;
    if here.as_ref() == Some(raw) {
        return Ok(acknowledge(write, era, raw.id, stored).await?);
    }
    if here.is_some() {
        refused::set_aside(write, raw.id, Refused::Conflict).await?;
    }
    Ok(log::insert_pulled(write, raw, era, stored).await?)
}

/// Puts a new snapshot in the place of the one before, together with the records that it contains.
async fn swap(write: &mut SqliteConnection, era: i64, end: &End<'_>) -> Result<(), sqlx::Error> {
    // The plus keeps the planner from reading the whole era.
    const CONTAINED: &str = "
        UPDATE records SET replayed = 0 WHERE replayed = 1 AND +era = $1 AND seq <= $2";
    const LOST: &str = "
        UPDATE records SET replayed = 1 WHERE replayed = 0 AND (era IS NOT $1 OR seq > $2)";
    const HEAD: &str = "
        UPDATE remote SET head_seq = $2, head_record = $3, snapshot = $4, shown_era = $1";
    let shown: i64 = sqlx::query_scalar("SELECT shown_era FROM remote")
        .fetch_one(&mut *write)
        .await?;
    snapshot::write(write, end.change).await?;
    let lost = (shown != era).then_some(LOST);
    for sql in [Some(CONTAINED), lost].into_iter().flatten() {
        sqlx::query(sql)
            .bind(era)
            .bind(column(end.head.seq))
            .execute(&mut *write)
            .await?;
    }
    sqlx::query(HEAD)
        .bind(era)
        .bind(column(end.head.seq))
        .bind(end.head.record.map(|record| record.0))
        .bind(end.digest)
        .execute(&mut *write)
        .await?;
    Ok(())
}
