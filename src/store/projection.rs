//! Moving the projections over the log, and building them anew.

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::columns::{instant, seconds};
use super::error::{At, Failure};
use super::{Store, StoreError, meta};
use crate::domain::{Fact, StudyCalendar, Timestamp};

/// Takes in every record that the projections don't contain yet.
pub(super) async fn advance(write: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    const PROJECT: &str = include_str!("sql/project.sql");
    sqlx::raw_sql(PROJECT).execute(write).await?;
    Ok(())
}

/// Makes anew what a change of the snapshot or of records left wrong. Called after [`advance`].
pub(super) async fn refresh(write: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    const REFRESH: &str = include_str!("sql/refresh.sql");
    sqlx::raw_sql(REFRESH).execute(write).await?;
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
