//! The profile's own data: its device, and how the last session ended.

use std::sync::atomic::Ordering;

use sqlx::{Executor, Sqlite};
use uuid::Uuid;

use super::error::{At, garbage};
use super::{Store, StoreError};
use crate::domain::DeviceId;

const DEVICE: &str = "device";
const EXIT: &str = "exit";
pub(super) const CLEAN: &str = "clean";
const RUNNING: &str = "running";

/// How often courses changed.
pub(super) const COURSE_CHANGES: &str = "course_changes";

/// How the session before this one ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreviousExit {
    /// It closed the store, or there was none.
    Clean,
    /// It died, or another window is still open: the file should be checked.
    Unclean,
}

impl Store {
    /// The device of this store: made at the first call, the same ever after.
    pub async fn device(&self) -> Result<DeviceId, StoreError> {
        if let Some(text) = get(&self.readers, DEVICE).await.at(self.path())? {
            return device(&text).at(self.path());
        }
        // Another window may be making it at this moment: the first one stands.
        const MAKE: &str = "
            INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = value
            RETURNING value";
        let made: String = sqlx::query_scalar(MAKE)
            .bind(DEVICE)
            .bind(Uuid::new_v4().to_string())
            .fetch_one(&self.writer)
            .await
            .at(self.path())?;
        device(&made).at(self.path())
    }

    /// Marks a session as running until [`Store::close`], and says how the one before ended.
    pub async fn start_session(&self) -> Result<PreviousExit, StoreError> {
        let previous = get(&self.readers, EXIT).await.at(self.path())?;
        mark_exit(&self.writer, RUNNING).await.at(self.path())?;
        self.in_session.store(true, Ordering::Relaxed);
        Ok(match previous.as_deref() {
            None | Some(CLEAN) => PreviousExit::Clean,
            Some(_) => PreviousExit::Unclean,
        })
    }
}

fn device(text: &str) -> Result<DeviceId, sqlx::Error> {
    Uuid::parse_str(text).map(DeviceId).map_err(garbage)
}

pub(super) async fn mark_exit(
    to: impl Executor<'_, Database = Sqlite>,
    how: &str,
) -> Result<(), sqlx::Error> {
    set(to, EXIT, how).await
}

pub(super) async fn get(
    from: impl Executor<'_, Database = Sqlite>,
    key: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT value FROM meta WHERE key = $1")
        .bind(key)
        .fetch_optional(from)
        .await
}

pub(super) async fn set(
    to: impl Executor<'_, Database = Sqlite>,
    key: &str,
    value: &str,
) -> Result<(), sqlx::Error> {
    const SET: &str = "
        INSERT INTO meta (key, value) VALUES ($1, $2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value";
    sqlx::query(SET).bind(key).bind(value).execute(to).await?;
    Ok(())
}

/// Counts one more of something.
pub(super) async fn count(
    to: impl Executor<'_, Database = Sqlite>,
    key: &str,
) -> Result<(), sqlx::Error> {
    const COUNT: &str = "
        INSERT INTO meta (key, value) VALUES ($1, '1')
        ON CONFLICT (key) DO UPDATE SET value = value + 1";
    sqlx::query(COUNT).bind(key).execute(to).await?;
    Ok(())
}
