//! Reads as much of a damaged file as possible.

use std::path::Path;

use futures_util::TryStreamExt;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::domain::{RawRecord, Record, Refused};
use crate::store::Account;
use crate::store::error::is_corrupt;
use crate::store::log::{self, RecordRow};
use crate::store::study;
use crate::store::tree::{self, StoredCourse};

/// The readable content of a damaged file.
#[derive(Debug, Default)]
pub(super) struct Readable {
    /// Each with its row.
    pub(super) records: Vec<(i64, RawRecord)>,
    /// Those that the academy never takes, and why.
    pub(super) refused: Vec<(RawRecord, Refused)>,
    pub(super) meta: Vec<(String, String)>,
    /// The account that the profile is bound to, and the courses of its academy.
    pub(super) account: Option<Account>,
    pub(super) academy_courses: Vec<AcademyCourse>,
    /// Whether the log has no gap.
    pub(super) complete: bool,
    /// All but the bundled ones.
    pub(super) courses: Vec<StoredCourse>,
    /// The titles of the courses that can't be read whole.
    pub(super) lost_courses: Vec<String>,
}

/// The learner's decisions about a course of the academy. The rest of it comes back with a sync.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct AcademyCourse {
    pub(super) course_id: String,
    /// The end of the log when the academy named it first.
    pub(super) known_row: i64,
    pub(super) past: String,
    pub(super) wanted: Option<i64>,
}

/// A record that can be read; nothing is known of what the academy made of it: that comes back with a sync.
fn readable(row: RecordRow) -> Option<RawRecord> {
    let raw = row.raw().ok()?;
    match raw.known() {
        Some(record) => log::check(&record).ok().map(|()| raw),
        None => Some(raw),
    }
}

fn raw(record: &Record) -> Option<RawRecord> {
    RawRecord::try_from(record).ok()
}

impl Readable {
    /// Everything that can be read, and nothing changed.
    pub(super) async fn of(path: &Path) -> Readable {
        let options = SqliteConnectOptions::new().filename(path).read_only(true);
        let mut readable = Readable::default();
        let Ok(mut damaged) = options.connect().await else {
            return readable;
        };
        readable.complete = readable.read_log(&mut damaged).await;
        let open = study::open_records(&mut damaged).await.unwrap_or_default();
        let open = open.iter().filter_map(raw);
        readable
            .records
            .extend(open.map(|record| (i64::MAX, record)));
        readable.refused = read_refused(&mut damaged).await;
        readable.meta = sqlx::query_as("SELECT key, value FROM meta WHERE key <> 'exit'")
            .fetch_all(&mut damaged)
            .await
            .unwrap_or_default();
        readable.read_academy(&mut damaged).await;
        readable.read_courses(&mut damaged).await;
        if let Err(error) = damaged.close().await {
            tracing::debug!(%error, "the damaged file was not closed well");
        }
        readable
    }

    /// Both or neither: without the courses nobody knows what may be sent.
    async fn read_academy(&mut self, damaged: &mut SqliteConnection) {
        const ACCOUNT: &str = "SELECT instance, user_id AS user, email FROM remote";
        const COURSES: &str = "SELECT course_id, known_row, past, wanted FROM academy_courses";
        let account = sqlx::query_as(ACCOUNT).fetch_optional(&mut *damaged).await;
        let courses = sqlx::query_as(COURSES).fetch_all(damaged).await;
        if let (Ok(account), Ok(courses)) = (account, courses) {
            self.account = account;
            self.academy_courses = courses;
        }
    }

    async fn read_courses(&mut self, damaged: &mut SqliteConnection) {
        let courses: Vec<(String, String)> =
            sqlx::query_as("SELECT id, title FROM courses WHERE origin <> 'bundled' ORDER BY row")
                .fetch_all(&mut *damaged)
                .await
                .unwrap_or_default();
        for (id, title) in courses {
            match tree::read(damaged, &id).await {
                Ok(kept) => self.courses.push(kept),
                Err(_) => self.lost_courses.push(title),
            }
        }
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
            SELECT row, id, device, kind, course_id, lesson_id, payload, occurred_at, local_date
            FROM records
            WHERE row > $1
            ORDER BY row";
        let mut rows = sqlx::query_as::<_, RecordRow>(READ)
            .bind(*after)
            .fetch(damaged);
        while let Some(row) = rows.try_next().await? {
            *after = row.row;
            match readable(row) {
                Some(record) => self.records.push((*after, record)),
                None => *complete = false,
            }
        }
        Ok(())
    }
}

#[derive(sqlx::FromRow)]
struct RefusedRow {
    #[sqlx(flatten)]
    record: RecordRow,
    code: String,
}

/// The refused records that can be read.
async fn read_refused(damaged: &mut SqliteConnection) -> Vec<(RawRecord, Refused)> {
    const READ: &str = "
        SELECT row, id, device, kind, course_id, lesson_id, payload, occurred_at, local_date, code
        FROM refused
        ORDER BY row";
    let mut refused = Vec::new();
    let mut rows = sqlx::query_as::<_, RefusedRow>(READ).fetch(damaged);
    while let Ok(Some(row)) = rows.try_next().await {
        let code = Refused::of(&row.code);
        refused.extend(row.record.raw().ok().map(|record| (record, code)));
    }
    refused
}

/// Whether what lies behind may still be readable.
fn is_a_damaged_place(error: &sqlx::Error) -> bool {
    matches!(
        error,
        sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. }
    ) || is_corrupt(error)
}
