//! Opening and closing the file: one connection that writes, a few that read.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Executor, Sqlite, Transaction};

use super::error::{At, from_io, from_migration};
use super::{StoreError, meta};

static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a writer waits for another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How many readers may work at once.
const READERS: u32 = 3;
/// After how many pages in the log beside the file a write brings them into it: what arrives does so before, beside the
/// writer.
const LOG_PAGES: &str = "8000";
/// After how many steps of what arrives it does so: a learner's write reaches the disk beside that, so it is a few MB.
const STEPS: usize = 16;
/// The pages that each of them keeps, in KiB below zero: the system keeps them too, and a long lesson is read once.
const READERS_CACHE: &str = "-256";

/// One learner's profile on disk. Cloning it is cheap; all clones are one store.
///
/// After a call returned `Ok`, its changes are on disk, whether or not [`Store::close`] is ever called.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) writer: SqlitePool,
    pub(super) readers: SqlitePool,
    /// Whether this store began a session, whose end is worth a mark.
    pub(super) in_session: Arc<AtomicBool>,
    /// The steps that were written of what arrives.
    steps: Arc<AtomicUsize>,
    path: Arc<PathBuf>,
}

impl Store {
    /// Opens the store, creating folder and file and bringing its schema up to date.
    ///
    /// # Errors
    /// `NotWritable` for a file or folder that can't be written, `Damaged` where the file is no database,
    /// `Newer` where a later version of the program wrote it, `Full` and `Busy` as they say.
    pub async fn open(path: &Path) -> Result<Store, StoreError> {
        make_writable(path).map_err(|error| from_io(path, error))?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("wal_autocheckpoint", LOG_PAGES)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let lock = lock_beside(path)
            .await
            .map_err(|error| from_io(path, error))?;
        let writer = writing().connect_with(options.clone()).await.at(path)?;
        let migrated = MIGRATOR.run(&writer).await;
        migrated.map_err(|error| from_migration(path, error))?;
        // Closing the file lets the next window in, also where this one gave up before.
        drop(lock);
        // Readers connect when they are first needed: a start pays for one connection only.
        let reading = options
            .pragma("query_only", "on")
            .pragma("cache_size", READERS_CACHE);
        let readers = pool(READERS).connect_lazy_with(reading);
        let path = Arc::new(path.to_owned());
        let store = Store {
            writer,
            readers,
            in_session: Arc::default(),
            steps: Arc::default(),
            path,
        };
        store.learn_kinds().await?;
        store.settle().await.at(&store.path)?;
        Ok(store)
    }

    /// The store's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets go of the file; a session that was started is marked as ended well.
    pub async fn close(&self) {
        if self.in_session.load(Ordering::Relaxed) {
            self.mark_clean_exit().await;
        }
        self.readers.close().await;
        self.writer.close().await;
    }

    /// A mark that could not be written costs a check of the file at the next start, nothing else.
    async fn mark_clean_exit(&self) {
        if let Err(error) = meta::mark_exit(&self.writer, meta::CLEAN).await {
            tracing::warn!(path = %self.path.display(), %error, "the store was closed without its mark");
        }
    }

    /// A transaction that holds the write lock from its start: what it reads can't change before it writes.
    pub(super) async fn write(&self) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        self.begin("BEGIN IMMEDIATE").await
    }

    /// The same for a step of what can be made or fetched again. It is written without waiting for the disk: a power cut
    /// takes back what came last together with the place up to which it came.
    pub(super) async fn write_repeatable(
        &self,
    ) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        let steps = self.steps.fetch_add(1, Ordering::Relaxed);
        if steps % STEPS == STEPS - 1 {
            self.shorten_log().await;
        }
        self.begin("PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE")
            .await
    }

    async fn begin(&self, how: &'static str) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        match self.writer.begin_with(how).await {
            // After a full disk SQLite has rolled back by itself, and sqlx counts the transaction for ever: this
            // connection writes nothing more. A new one does.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                self.writer.begin_with(how).await
            }
            begun => begun,
        }
    }

    /// Brings what was written into the file itself, beside the writer: a write that had to do it would wait for the disk.
    async fn shorten_log(&self) {
        let done = self.readers.execute("PRAGMA wal_checkpoint(PASSIVE)").await;
        if let Err(error) = done {
            tracing::debug!(%error, "the log beside the store stays as long as it is");
        }
    }
}

/// The connection that writes. Between two transactions it is as careful as a learner's writes need it, whatever the one
/// before was content with.
fn writing() -> SqlitePoolOptions {
    pool(1).after_release(|connection, _| {
        Box::pin(async move {
            connection.execute("PRAGMA synchronous = FULL").await?;
            Ok(true)
        })
    })
}

/// A pool without timers: an idle program has nothing to wake up for.
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

/// SQLite opens a file that it can't write without a word, and fails at the first change: ask before.
fn make_writable(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    match std::fs::metadata(path) {
        Ok(file) if file.permissions().readonly() => Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is marked read-only",
        )),
        Ok(_) => OpenOptions::new().append(true).open(path).map(drop),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Waits for the file beside the store that says who opens it. Only one window at a time does: making a file and
/// changing its schema at the same moment fails in more than one way.
async fn lock_beside(path: &Path) -> io::Result<File> {
    const PAUSE: Duration = Duration::from_millis(5);
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = OpenOptions::new().create(true).append(true).open(name)?;
    let mut waited = Duration::ZERO;
    // Who holds it for longer than a writer may is stuck: then SQLite's own locks have to do.
    while matches!(file.try_lock(), Err(TryLockError::WouldBlock)) && waited < BUSY_TIMEOUT {
        tokio::time::sleep(PAUSE).await;
        waited += PAUSE;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use sqlx::SqliteConnection;

    use super::*;
    use crate::store::State;

    /// A disk that is full at `pages` pages, as far as the store can tell.
    async fn fill(store: &Store, pages: u32) {
        let limit = format!("PRAGMA max_page_count = {pages}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(limit))
            .execute(&store.writer)
            .await
            .unwrap();
    }

    #[tokio::test]
    async fn what_does_not_fit_is_said_and_nothing_of_it_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
        let order: State<String> = State::named("order");
        store.set_state(&order, &"title".into()).await.unwrap();
        fill(&store, 1).await;
        let large = "x".repeat(1_000_000);
        let error = store.set_state(&order, &large).await.unwrap_err();
        assert!(matches!(error, StoreError::Full { .. }), "{error}");
        assert!(error.to_string().contains("the disk is full"), "{error}");
        let kept = store.state(&order).await.unwrap();
        assert_eq!(kept.as_deref(), Some("title"));
        fill(&store, u32::MAX - 1).await;
        store.set_state(&order, &large).await.unwrap();
    }

    #[tokio::test]
    async fn what_a_learner_writes_is_on_disk_whatever_was_written_before() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
        let carefulness = async |write: &mut SqliteConnection| {
            let level: i64 = sqlx::query_scalar("PRAGMA synchronous")
                .fetch_one(write)
                .await
                .unwrap();
            level
        };
        const NORMAL: i64 = 1;
        const FULL: i64 = 2;
        let mut write = store.write_repeatable().await.unwrap();
        assert_eq!(carefulness(&mut write).await, NORMAL);
        write.commit().await.unwrap();
        assert_eq!(carefulness(&mut store.write().await.unwrap()).await, FULL);
        drop(store.write_repeatable().await.unwrap());
        let mut writer = store.writer.acquire().await.unwrap();
        assert_eq!(carefulness(&mut writer).await, FULL);
    }

    #[tokio::test]
    async fn once_there_is_room_again_the_store_writes_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
        fill(&store, 1).await;
        let mut write = store.write().await.unwrap();
        let large = "x".repeat(1_000_000);
        meta::set(&mut *write, "large", &large).await.unwrap_err();
        drop(write);
        store.device().await.unwrap();
    }
}
