//! The right to sync this profile: of several programs one has it, and loses it when it is silent.

use std::time::Duration;

use uuid::Uuid;

use super::columns::{column, micros};
use super::error::At;
use super::{Store, StoreError};
use crate::domain::Timestamp;

/// How long the right lasts after it was last taken.
pub const LEASE: Duration = Duration::from_secs(30);

impl Store {
    /// Takes the right to sync for a while, or keeps it: true where it is the holder's now. A right that lasts longer
    /// than any is given for comes from a clock that was ahead, and doesn't count.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn take_lease(&self, holder: Uuid, now: Timestamp) -> Result<bool, StoreError> {
        const TAKE: &str = "
            INSERT INTO sync_lease (id, holder, until) VALUES (1, $1, $3)
            ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE holder = excluded.holder OR until <= $2 OR until > $3";
        let lease = column(LEASE.as_micros());
        let taken = sqlx::query(TAKE)
            .bind(holder)
            .bind(micros(now))
            .bind(micros(now).saturating_add(lease))
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(taken.rows_affected() > 0)
    }

    /// Gives the right back.
    ///
    /// # Errors
    /// The store can't be written.
    pub async fn release_lease(&self, holder: Uuid) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sync_lease WHERE holder = $1")
            .bind(holder)
            .execute(&self.writer)
            .await
            .at(self.path())?;
        Ok(())
    }
}
