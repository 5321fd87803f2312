//! A damaged file is set aside, and what can be read of it carried over into a new one.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

use super::error::{At, Failure, from_io, is_corrupt};
use super::log::{self, RecordRow};
use super::{Store, StoreError, meta, projection, study};
use crate::domain::{Record, Timestamp};

/// What became of a damaged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvage {
    /// Where the damaged file is now; nothing deletes it.
    pub set_aside: PathBuf,
    /// How many records were carried over.
    pub records: usize,
    /// Whether the log could be read to its end without a gap.
    pub complete: bool,
}

/// Renames a damaged store (with what SQLite keeps beside it) to `NAME.damaged-TIME`, starts a new one at `path`
/// and carries over every record that can still be read, the device and the settings. Courses are not carried
/// over: they are loaded again.
///
/// No store may be open on the file.
///
/// # Errors
/// Where the file can't be renamed, or the new one not written. The damaged file is kept in any case.
pub async fn set_aside_damaged(path: &Path, now: Timestamp) -> Result<Salvage, StoreError> {
    let set_aside = set_aside(path, now).map_err(|error| from_io(path, error))?;
    let readable = Readable::of(&set_aside).await;
    let store = Store::open(path).await?;
    let carried = carry_over(&store, &readable).await.at(path);
    store.close().await;
    Ok(Salvage {
        set_aside,
        records: carried?,
        complete: readable.complete,
    })
}

fn set_aside(path: &Path, now: Timestamp) -> std::io::Result<PathBuf> {
    let mark = now.utc().format(".damaged-%Y%m%dT%H%M%S%6fZ").to_string();
    let aside = beside(path, &mark);
    std::fs::rename(path, &aside)?;
    for suffix in ["-wal", "-shm"] {
        match std::fs::rename(beside(path, suffix), beside(&aside, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// What a damaged file still says.
#[derive(Debug, Default)]
struct Readable {
    records: Vec<Acknowledged>,
    meta: Vec<(String, String)>,
    complete: bool,
}

/// A record with what the remote said of it.
#[derive(Debug)]
struct Acknowledged {
    record: Record,
    seq: Option<i64>,
    held_code: Option<String>,
    refused_code: Option<String>,
}

impl Acknowledged {
    fn not_yet(record: Record) -> Self {
        Acknowledged {
            record,
            seq: None,
            held_code: None,
            refused_code: None,
        }
    }
}

#[derive(Debug, sqlx::FromRow)]
struct AcknowledgedRow {
    #[sqlx(flatten)]
    record: RecordRow,
    seq: Option<i64>,
    held_code: Option<String>,
    refused_code: Option<String>,
}

impl AcknowledgedRow {
    fn acknowledged(self) -> Option<Acknowledged> {
        let record = self.record.record().ok()?;
        log::check(&record).ok()?;
        Some(Acknowledged {
            record,
            seq: self.seq,
            held_code: self.held_code,
            refused_code: self.refused_code,
        })
    }
}

impl Readable {
    async fn of(path: &Path) -> Readable {
        let options = SqliteConnectOptions::new().filename(path).read_only(true);
        let mut readable = Readable::default();
        let Ok(mut damaged) = options.connect().await else {
            return readable;
        };
        readable.complete = readable.read_log(&mut damaged).await;
        let open = study::open_records(&mut damaged).await.unwrap_or_default();
        readable
            .records
            .extend(open.into_iter().map(Acknowledged::not_yet));
        readable.meta = sqlx::query_as("SELECT key, value FROM meta WHERE key <> 'exit'")
            .fetch_all(&mut damaged)
            .await
            .unwrap_or_default();
        readable
    }

    /// Reads on behind every place that can't be read, in growing steps; true where there was none.
    async fn read_log(&mut self, damaged: &mut SqliteConnection) -> bool {
        const FARTHEST_STEP: i64 = 1 << 40;
        let mut complete = true;
        let mut after = 0_i64;
        let mut step = 1_i64;
        while step < FARTHEST_STEP {
            let known = self.records.len();
            match self.read_after(damaged, &mut after, &mut complete).await {
                Ok(()) => return complete,
                Err(error) if !is_a_damaged_place(&error) => return false,
                Err(_) if self.records.len() > known => step = 1,
                Err(_) => step *= 2,
            }
            complete = false;
            after = after.saturating_add(step);
        }
        false
    }

    async fn read_after(
        &mut self,
        damaged: &mut SqliteConnection,
        after: &mut i64,
        complete: &mut bool,
    ) -> Result<(), sqlx::Error> {
        const READ: &str = "
            SELECT row, id, device, kind, course_id, lesson_id, payload, occurred_at, local_date,
                   seq, held_code, refused_code
            FROM records
            WHERE row > $1
            ORDER BY row";
        let mut rows = sqlx::query_as::<_, AcknowledgedRow>(READ)
            .bind(*after)
            .fetch(damaged);
        while let Some(row) = rows.try_next().await? {
            *after = row.record.row;
            match row.acknowledged() {
                Some(record) => self.records.push(record),
                None => *complete = false,
            }
        }
        Ok(())
    }
}

/// Whether what lies behind may still be readable.
fn is_a_damaged_place(error: &sqlx::Error) -> bool {
    matches!(
        error,
        sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. }
    ) || is_corrupt(error)
}

async fn carry_over(store: &Store, readable: &Readable) -> Result<usize, Failure> {
    let mut write = store.write().await?;
    for (key, value) in &readable.meta {
        meta::set(&mut *write, key, value).await?;
    }
    let mut carried = 0;
    for found in &readable.records {
        match log::append_one(&mut write, &found.record).await {
            Ok(_) => {
                acknowledge(&mut write, found).await?;
                carried += 1;
            }
            // Only damage makes two rows with one id: the first stands.
            Err(Failure::Refused(StoreError::Conflict { .. })) => {}
            Err(other) => return Err(other),
        }
    }
    projection::advance(&mut write).await?;
    write.commit().await?;
    Ok(carried)
}

async fn acknowledge(
    write: &mut SqliteConnection,
    found: &Acknowledged,
) -> Result<(), sqlx::Error> {
    const ACKNOWLEDGE: &str = "
        UPDATE OR IGNORE records SET seq = $2, held_code = $3, refused_code = $4 WHERE id = $1";
    sqlx::query(ACKNOWLEDGE)
        .bind(found.record.id.0)
        .bind(found.seq)
        .bind(&found.held_code)
        .bind(&found.refused_code)
        .execute(write)
        .await?;
    Ok(())
}
