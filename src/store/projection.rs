//! Moving the projections over the log, and building them anew.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::columns::{column, instant, seconds};
use super::error::{At, Failure};
use super::pace::Pace;
use super::{Store, StoreError, meta};
use crate::domain::{Fact, StudyCalendar, Timestamp};

const PROJECT: &str = include_str!("sql/project.sql");
const REFRESH: &str = include_str!("sql/refresh.sql");

/// Takes in every record that the projections don't contain yet.
pub(super) async fn advance(write: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query(PROJECT).execute(write).await?;
    Ok(())
}

/// Study time by day, of the log and of the windows that are open; and when its first and its last study began.
const CALENDAR: &str = "
    SELECT local_date, sum(seconds), min(first_at), max(last_at)
    FROM (
        SELECT local_date, seconds, first_at, last_at FROM study_days
        UNION ALL
        SELECT local_date, millis / 1000, started_at, started_at FROM open_study
    )
    GROUP BY local_date
    HAVING sum(seconds) > 0
    ORDER BY local_date";

impl Store {
    /// Makes anew what changes of the snapshot or of records left wrong, a few lessons and courses at a time. Until then
    /// they show the figures of before.
    pub(super) async fn settle(&self) -> Result<(), sqlx::Error> {
        let mut pace = Pace::new();
        while self.is_unsettled().await? {
            self.refresh(pace.next()).await?;
        }
        Ok(())
    }

    async fn is_unsettled(&self) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM stale)")
            .fetch_one(&self.writer)
            .await
    }

    async fn refresh(&self, most: usize) -> Result<(), sqlx::Error> {
        const NOW: &str = "INSERT INTO stale_now SELECT what, id FROM stale LIMIT $1";
        let mut write = self.write_repeatable().await?;
        sqlx::query(NOW)
            .bind(column(most))
            .execute(&mut *write)
            .await?;
        sqlx::query(REFRESH).execute(&mut *write).await?;
        write.commit().await
    }

    /// Time studied per local date.
    pub async fn calendar(&self) -> Result<StudyCalendar, StoreError> {
        let rows: Vec<(NaiveDate, i64, i64, i64)> = sqlx::query_as(CALENDAR)
            .fetch_all(&self.readers)
            .await
            .at(self.path())?;
        let calendar = || {
            let mut calendar = StudyCalendar::default();
            let mut before: Option<(NaiveDate, Timestamp)> = None;
            for (date, studied, first, last) in rows {
                calendar.add(date, seconds(studied)?);
                if let Some(before) = before {
                    calendar.join(before, (date, instant(first)?));
                }
                before = Some((date, instant(last)?));
            }
            Ok::<_, sqlx::Error>(calendar)
        };
        calendar().at(self.path())
    }

    /// Drops the projections and replays the log over the remote's snapshot. It changes nothing that is shown
    /// unless a projection was damaged.
    pub async fn rebuild(&self) -> Result<(), StoreError> {
        const RESET: &str = include_str!("sql/reset.sql");
        let rebuild = async {
            let mut write = self.write().await?;
            sqlx::raw_sql(RESET).execute(&mut *write).await?;
            advance(&mut write).await?;
            write.commit().await?;
            Ok::<_, Failure>(())
        };
        rebuild.await.at(self.path())
    }

    /// Takes in the records of kinds that the program that was here before kept without knowing them.
    pub(super) async fn learn_kinds(&self) -> Result<(), StoreError> {
        const KNOWN: &str = "kinds";
        let now = Fact::KINDS.join(" ");
        let before = meta::get(&self.writer, KNOWN).await.at(self.path())?;
        if before.as_deref() == Some(now.as_str()) {
            return Ok(());
        }
        if before.is_some() {
            self.rebuild().await?;
        }
        meta::set(&self.writer, KNOWN, &now).await.at(self.path())
    }

    /// Reads the whole file and says whether it is sound.
    ///
    /// # Errors
    /// `Damaged` with the first thing that is wrong.
    pub async fn quick_check(&self) -> Result<(), StoreError> {
        let said: String = sqlx::query_scalar("PRAGMA quick_check(1)")
            .fetch_one(&self.readers)
            .await
            .at(self.path())?;
        match said.as_str() {
            "ok" => Ok(()),
            _ => Err(StoreError::Damaged {
                path: self.path().to_owned(),
                reason: said,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::receipts::ACKNOWLEDGE;

    /// The tables that a statement reads from one end to the other.
    async fn scans(store: &Store, statement: &str) -> Vec<String> {
        let explain = format!("EXPLAIN QUERY PLAN {statement}");
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(explain))
            .fetch_all(&store.writer)
            .await
            .unwrap();
        let scanned = |(.., step): (i64, i64, i64, String)| {
            let table = step.strip_prefix("SCAN ")?.split(' ').next()?;
            Some(table.to_owned())
        };
        plan.into_iter().filter_map(scanned).collect()
    }

    #[tokio::test]
    async fn a_step_reads_only_what_it_makes_right_however_long_the_log_is() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("lyceum.db")).await.unwrap();
        for text in [PROJECT, REFRESH, ACKNOWLEDGE] {
            let lines = text.lines().filter(|line| !line.starts_with("--"));
            let text = lines.collect::<Vec<_>>().join("\n");
            for statement in text.split(';').filter(|text| !text.trim().is_empty()) {
                for scan in scans(&store, statement).await {
                    let grows = ["records", "r", "completions", "c", "snapshot_progress"];
                    assert!(!grows.contains(&scan.as_str()), "{scan}: {statement}");
                }
            }
        }
    }
}
