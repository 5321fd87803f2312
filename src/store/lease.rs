//! The right to sync this profile: of several programs one has it, and loses it when it dies or is silent.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::path::Path;
use std::time::Duration;

use uuid::Uuid;

use super::columns::{column, micros};
use super::error::At;
use super::{Store, StoreError};
use crate::domain::Timestamp;

/// How long the right lasts after it was last taken.
pub const LEASE: Duration = Duration::from_secs(30);

/// The right to sync, until this is dropped or silent for too long.
#[derive(Debug)]
pub struct Lease {
    holder: Uuid,
    /// Locked while the program lives; none where it took the right from one that lives and is silent.
    _alive: Option<File>,
}

impl Store {
    /// Takes the right to sync: from nobody, from a program that died, or from one that was silent for too long.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn take_lease(
        &self,
        holder: Uuid,
        now: Timestamp,
    ) -> Result<Option<Lease>, StoreError> {
        let alive = lock(self.path());
        let taken = self.hold_lease(holder, now, alive.is_some()).await?;
        Ok(taken.then_some(Lease {
            holder,
            _alive: alive,
        }))
    }

    /// Keeps the right for another while; false where another program took it.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn renew_lease(&self, lease: &Lease, now: Timestamp) -> Result<bool, StoreError> {
        self.hold_lease(lease.holder, now, false).await
    }

    /// Gives the right back.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn release_lease(&self, lease: Lease) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sync_lease WHERE holder = $1")
            .bind(lease.holder)
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }

    /// A right that lasts longer than any is given for comes from a clock that was ahead, and doesn't count.
    async fn hold_lease(
        &self,
        holder: Uuid,
        now: Timestamp,
        nobody_lives: bool,
    ) -> Result<bool, StoreError> {
        const HOLD: &str = "
            INSERT INTO sync_lease (id, holder, until) VALUES (1, $1, $3)
            ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE holder = excluded.holder OR until <= $2 OR until > $3 OR $4";
        let lease = column(LEASE.as_micros());
        let hold = async {
            let mut write = self.write_repeatable().await?;
            let held = sqlx::query(HOLD)
                .bind(holder)
                .bind(micros(now))
                .bind(micros(now).saturating_add(lease))
                .bind(nobody_lives)
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            Ok::<_, sqlx::Error>(held.rows_affected() > 0)
        };
        hold.await.at(self.path())
    }
}

/// The file beside the store whose lock the system takes back when its holder dies; none where somebody has it, or
/// where files can't be locked: then the time alone decides.
fn lock(path: &Path) -> Option<File> {
    let mut name = OsString::from(path);
    name.push(".sync");
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(name)
        .ok()?;
    file.try_lock().is_ok().then_some(file)
}
