//! Takes in a page of the academy's log, and at its end the snapshot.

use sqlx::{Sqlite, SqliteConnection, Transaction};
use uuid::Uuid;

use super::columns::column;
use super::error::{At, Failure};
use super::pace::Steps;
use super::receipts::{acknowledge, is_taken};
use super::snapshot::SnapshotChange;
use super::{Store, StoreError, binding, log, projection, refused};
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
    /// Another program went on from there: nothing more was changed.
    Elsewhere,
    /// The log has another record at a place that the answer names: the academy went back in time, and nothing was
    /// changed from there on.
    WentBack,
}

impl Store {
    /// Takes in a page, at the cursor that it was asked with only: its records a few at a time, then the state at its end.
    ///
    /// A record of another device shows with the snapshot that contains it. Where the log has the id of a pulled record
    /// with other content, the academy's stands, and ours is set aside.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn take_page(&self, page: &Page<'_>) -> Result<Taken, StoreError> {
        let take = async {
            let mut cursor = page.after;
            for records in Steps::over(page.records) {
                let taken = self.take_records_at_once(page.era, cursor, records).await?;
                if taken != Taken::Yes {
                    return Ok(taken);
                }
                cursor = records.last().map_or(cursor, place);
            }
            let taken = match &page.end {
                Some(end) => self.swap(page.era, cursor, end).await?,
                None => Taken::Yes,
            };
            self.settle().await?;
            Ok::<_, Failure>(taken)
        };
        take.await.at(self.path())
    }

    async fn take_records_at_once(
        &self,
        era: i64,
        cursor: LogPlace,
        records: &[(RawRecord, Stored)],
    ) -> Result<Taken, Failure> {
        let Some(mut write) = self.write_at(era, cursor).await? else {
            return Ok(Taken::Elsewhere);
        };
        match take_records(&mut write, era, records).await {
            Err(Failure::Sql(error)) if is_taken(&error) => return Ok(Taken::WentBack),
            taken => taken?,
        }
        projection::advance(&mut write).await?;
        write.commit().await?;
        Ok(Taken::Yes)
    }

    /// A transaction of a pull that is at its cursor still; none where another program went on.
    pub(super) async fn write_at(
        &self,
        era: i64,
        cursor: LogPlace,
    ) -> Result<Option<Transaction<'static, Sqlite>>, sqlx::Error> {
        let mut write = self.write_repeatable().await?;
        let is_there = is_at(&mut write, era, cursor).await?;
        Ok(is_there.then_some(write))
    }
}

fn place((record, stored): &(RawRecord, Stored)) -> LogPlace {
    LogPlace {
        seq: stored.seq,
        record: Some(record.id),
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

async fn take_records(
    write: &mut SqliteConnection,
    era: i64,
    records: &[(RawRecord, Stored)],
) -> Result<(), Failure> {
    let ids: Vec<Uuid> = records.iter().map(|(raw, _)| raw.id.0).collect();
    let here = log::find_all(write, &ids).await?;
    let (mut known, mut new) = (Vec::new(), Vec::new());
    for (raw, stored) in records {
        match here.get(&raw.id) {
            Some(here) if here == raw => known.push((raw.id, stored)),
            Some(_) => {
                refused::set_aside(write, raw.id, Refused::Conflict).await?;
                new.push((raw, stored));
            }
            None => new.push((raw, stored)),
        }
    }
    log::insert_pulled(write, era, &new).await?;
    acknowledge(write, era, &known).await?;
    go_on(write, records).await?;
    Ok(())
}

/// Moves the cursor behind these records.
async fn go_on(
    write: &mut SqliteConnection,
    records: &[(RawRecord, Stored)],
) -> Result<(), sqlx::Error> {
    let Some(cursor) = records.last().map(place) else {
        return Ok(());
    };
    sqlx::query("UPDATE remote SET cursor_seq = $1, cursor_record = $2")
        .bind(column(cursor.seq))
        .bind(cursor.record.map(|record| record.0))
        .execute(&mut *write)
        .await?;
    binding::see(write, cursor).await
}
