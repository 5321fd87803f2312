//! The audit log: who changed what, and how long that is kept.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};

use super::AcademyError;

/// Which lines are wanted; all of them where nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Changes by this person or login, or to this person: an email address, an account's id or a login.
    pub who: Option<String>,
    /// Of this table.
    pub table: Option<String>,
    /// The row with this key.
    pub row: Option<String>,
    /// From this moment on.
    pub since: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
    /// The latest so many.
    pub limit: i64,
}

/// A line of the log.
#[derive(Debug, Serialize, FromRow)]
pub struct Line {
    /// When.
    pub at: DateTime<Utc>,
    /// The database login.
    pub login: String,
    /// The account on whose behalf, by its address or else its id, where the login tells.
    pub caller: Option<String>,
    /// The table.
    pub table_name: String,
    /// INSERT, UPDATE, DELETE or TRUNCATE.
    pub operation: String,
    /// How many rows the line stands for.
    pub row_count: i64,
    /// The row's key, where it is one.
    pub row_key: Option<String>,
    /// The account whose row it is, by its address or else its id.
    pub subject: Option<String>,
    /// The columns that changed.
    pub columns: Option<Vec<String>>,
    /// Old and new values of those whose history is kept.
    pub changed_values: Option<serde_json::Value>,
}

const LINES: &str = "
    with wanted as (
        select id, email from public.users where lower(email) = lower($1) or id = $1
    ), latest as (
        select * from lyceum.audit_log a
         where ($1::text is null or a.login::text = $1 or a.caller = $1 or a.subject = $1
                or a.caller in (select id from wanted) or a.subject in (select id from wanted))
           and ($2::text is null or a.table_name = $2)
           and ($3::text is null or a.row_key = $3)
           and ($4::timestamptz is null or a.at >= $4)
           and ($5::timestamptz is null or a.at < $5)
         order by a.id desc limit $6)
    select l.at, l.login::text, coalesce(caller.email, l.caller) as caller, l.table_name, l.operation, l.row_count,
           l.row_key, coalesce(subject.email, l.subject) as subject, l.columns, l.changed_values
      from latest l
      left join public.users caller on caller.id = l.caller
      left join public.users subject on subject.id = l.subject
     order by l.id";

/// The lines that pass the filter, oldest first.
///
/// # Errors
/// [`AcademyError::NotMigrated`] where there is no academy; where the login may not read the log.
pub async fn lines(
    connection: &mut PgConnection,
    filter: &Filter,
) -> Result<Vec<Line>, AcademyError> {
    let lines = sqlx::query_as(LINES)
        .bind(&filter.who)
        .bind(&filter.table)
        .bind(&filter.row)
        .bind(filter.since)
        .bind(filter.until)
        .bind(filter.limit)
        .fetch_all(connection)
        .await?;
    Ok(lines)
}

/// The lines past their retention period.
#[derive(Debug, Serialize, FromRow)]
pub struct Outdated {
    /// How many lines.
    pub lines: i64,
    /// The oldest of them.
    pub oldest: Option<DateTime<Utc>>,
}

/// Counts the lines that are older than so many days.
///
/// # Errors
/// As [`lines`].
pub async fn outdated(connection: &mut PgConnection, days: i32) -> Result<Outdated, AcademyError> {
    let outdated = sqlx::query_as(
        "select count(*) as lines, min(at) as oldest from lyceum.audit_log where at < now() - make_interval(days => $1)",
    )
    .bind(days)
    .fetch_one(connection)
    .await?;
    Ok(outdated)
}

/// Deletes the lines that are older than so many days, 10,000 at a time, and returns how many there were.
///
/// # Errors
/// As [`lines`].
pub async fn forget(connection: &mut PgConnection, days: i32) -> Result<u64, AcademyError> {
    let mut forgotten = 0;
    loop {
        let gone = sqlx::query(
            "delete from lyceum.audit_log where id in (
                 select id from lyceum.audit_log where at < now() - make_interval(days => $1) limit 10000)",
        )
        .bind(days)
        .execute(&mut *connection)
        .await?
        .rows_affected();
        forgotten += gone;
        if gone == 0 {
            return Ok(forgotten);
        }
    }
}
