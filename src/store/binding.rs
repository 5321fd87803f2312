//! Which account of which academy the profile is bound to, and how far it is there.

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::columns::{column, instant, micros, number};
use super::error::At;
use super::pace::Pace;
use super::{Store, StoreError};
use crate::domain::receipt::LogPlace;
use crate::domain::{RecordId, Timestamp};

/// An account of an academy.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Account {
    /// The academy.
    pub instance: Uuid,
    /// The account's id there.
    pub user: String,
    /// Its address.
    pub email: String,
}

/// The state of a profile at its academy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Whose profile it is.
    pub account: Account,
    /// Which of the academy's lives the next two places are of: a new one begins when it goes back in time.
    pub era: i64,
    /// The last record that was pulled.
    pub cursor: LogPlace,
    /// The highest place that was ever seen.
    pub highest: LogPlace,
    /// The digest of the snapshot.
    pub snapshot: String,
    /// The digest of the manifest that was taken in.
    pub catalog: String,
    /// When a sync last came to its end.
    pub synced_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    instance: Uuid,
    user_id: String,
    email: String,
    era: i64,
    cursor_seq: i64,
    cursor_record: Option<Uuid>,
    highest_seq: i64,
    highest_record: Option<Uuid>,
    snapshot: String,
    catalog: String,
    synced_at: Option<i64>,
}

impl Row {
    fn binding(self) -> Result<Binding, sqlx::Error> {
        Ok(Binding {
            account: Account {
                instance: self.instance,
                user: self.user_id,
                email: self.email,
            },
            era: self.era,
            cursor: place(self.cursor_seq, self.cursor_record)?,
            highest: place(self.highest_seq, self.highest_record)?,
            snapshot: self.snapshot,
            catalog: self.catalog,
            synced_at: self.synced_at.map(instant).transpose()?,
        })
    }
}

fn place(seq: i64, record: Option<Uuid>) -> Result<LogPlace, sqlx::Error> {
    Ok(LogPlace {
        seq: number(seq)?,
        record: record.map(RecordId),
    })
}

impl Store {
    /// The state of the profile at its academy; none before it was bound to one.
    ///
    /// # Errors
    /// The store can't be read.
    pub async fn binding(&self) -> Result<Option<Binding>, StoreError> {
        const BINDING: &str = "
            SELECT instance, user_id, email, era, cursor_seq, cursor_record,
                   highest_seq, highest_record, snapshot, catalog, synced_at
            FROM remote";
        let row: Option<Row> = sqlx::query_as(BINDING)
            .fetch_optional(&self.readers)
            .await
            .at(self.path())?;
        row.map(Row::binding).transpose().at(self.path())
    }

    /// Binds the profile to an account. Where it was bound to another, the whole log will be pushed to this one, and
    /// what is shown stays until that is done.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn bind(&self, account: &Account) -> Result<(), StoreError> {
        const HELD: &str = "UPDATE records SET retry = 1 WHERE held_code IS NOT NULL";
        let bind = async {
            self.forget_catalog().await?;
            let mut write = self.write().await?;
            bind_to(&mut write, account).await?;
            sqlx::query(HELD).execute(&mut *write).await?;
            begin_era(&mut write).await?;
            write.commit().await
        };
        bind.await.at(self.path())
    }

    /// Forgets the catalog of an academy, some courses at a time. Where it is interrupted, the next sync with that academy
    /// reads the catalog again.
    async fn forget_catalog(&self) -> Result<(), sqlx::Error> {
        const FORGET: &str = "
            DELETE FROM academy_courses
            WHERE course_id IN (SELECT course_id FROM academy_courses LIMIT $1)";
        let mut pace = Pace::new();
        loop {
            let most = pace.next();
            let mut write = self.write_repeatable().await?;
            sqlx::query("UPDATE remote SET catalog = '' WHERE catalog <> ''")
                .execute(&mut *write)
                .await?;
            let forgotten = sqlx::query(FORGET)
                .bind(column(most))
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            if forgotten.rows_affected() == 0 {
                return Ok(());
            }
        }
    }

    /// The academy went back in time: everything is pushed again. Nothing happens where another program has seen
    /// that already, and `era` is over.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn push_again(&self, era: i64) -> Result<(), StoreError> {
        let again = async {
            let mut write = self.write().await?;
            if is_era(&mut write, era).await? {
                begin_era(&mut write).await?;
            }
            write.commit().await
        };
        again.await.at(self.path())
    }

    /// Marks the end of a sync.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn mark_synced(&self, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE remote SET synced_at = $1")
            .bind(micros(at))
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }
}

/// Binds the store to an account, in place of the one that it was bound to.
pub(super) async fn bind_to(
    write: &mut SqliteConnection,
    account: &Account,
) -> Result<(), sqlx::Error> {
    const BIND: &str = "
        INSERT INTO remote (id, instance, user_id, email, era, shown_era) VALUES (1, $1, $2, $3, 1, 1)
        ON CONFLICT (id) DO UPDATE SET
            instance = excluded.instance, user_id = excluded.user_id, email = excluded.email, synced_at = NULL";
    sqlx::query(BIND)
        .bind(account.instance)
        .bind(&account.user)
        .bind(&account.email)
        .execute(write)
        .await?;
    Ok(())
}

async fn begin_era(write: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    const BEGIN: &str = "
        UPDATE remote SET
            era = era + 1, cursor_seq = 0, cursor_record = NULL, highest_seq = 0, highest_record = NULL,
            snapshot = '', catalog = ''";
    sqlx::query(BEGIN).execute(write).await?;
    Ok(())
}

/// Whether the academy is still in the life that an answer is of.
pub(super) async fn is_era(write: &mut SqliteConnection, era: i64) -> Result<bool, sqlx::Error> {
    let now: Option<i64> = sqlx::query_scalar("SELECT era FROM remote")
        .fetch_optional(write)
        .await?;
    Ok(now == Some(era))
}

/// Remembers a place, where it is higher than any before.
pub(super) async fn see(write: &mut SqliteConnection, place: LogPlace) -> Result<(), sqlx::Error> {
    const SEE: &str = "
        UPDATE remote SET highest_seq = $1, highest_record = $2 WHERE highest_seq < $1";
    sqlx::query(SEE)
        .bind(column(place.seq))
        .bind(place.record.map(|record| record.0))
        .execute(write)
        .await?;
    Ok(())
}
