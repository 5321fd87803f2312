//! `lyceum db audit` and `lyceum db retention`.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::Args;
use sqlx::PgConnection;

use crate::academy::audit::{self, Filter, Line};
use crate::cli::output::{Failure, Output};

/// Options of `lyceum db audit`.
#[derive(Debug, Args)]
pub(super) struct Audit {
    /// What this person or login did, or what was done to this person: an address, an account's id or a login
    #[arg(long, value_name = "EMAIL|LOGIN")]
    who: Option<String>,
    /// Of this table, such as users, courses, db_logins or course_editors
    #[arg(long, value_name = "TABLE")]
    table: Option<String>,
    /// Of the row with this id
    #[arg(long, value_name = "ID")]
    row: Option<String>,
    /// From this day or moment on (UTC), such as 2026-11-30 or 2026-11-30T15:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<DateTime<Utc>>,
    /// Before this day or moment
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<DateTime<Utc>>,
    /// Maximum number of lines; the latest are shown
    #[arg(long, value_name = "LINES", default_value = "100", value_parser = clap::value_parser!(i64).range(1..))]
    limit: i64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    let day = text.parse::<NaiveDate>();
    let moment = text.parse::<DateTime<Utc>>();
    day.map(|day| day.and_time(NaiveTime::MIN).and_utc())
        .or(moment)
        .map_err(|_| {
            "write a day such as 2026-11-30 or a moment such as 2026-11-30T15:00:00Z".to_owned()
        })
}

impl Audit {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let filter = Filter {
            who: self.who,
            table: self.table,
            row: self.row,
            since: self.since,
            until: self.until,
            limit: self.limit,
        };
        let lines = audit::lines(connection, &filter).await?;
        if self.json {
            return out.json(&lines);
        }
        for line in &lines {
            out.line(sentence(line))?;
        }
        Ok(())
    }
}

/// `2026-11-30 15:02:11  web_app  UPDATE users u1 (of ada@example.org): role  {"old": …}`
fn sentence(line: &Line) -> String {
    let mut text = format!("{}  {}", line.at.format("%Y-%m-%d %H:%M:%S"), line.login);
    if let Some(caller) = &line.caller {
        text.push_str(&format!(" for {caller}"));
    }
    text.push_str(&format!("  {} {}", line.operation, line.table_name));
    if line.row_count > 1 {
        text.push_str(&format!(" {} rows", line.row_count));
    }
    if let Some(key) = &line.row_key {
        text.push_str(&format!(" {key}"));
    }
    if let Some(subject) = &line.subject {
        text.push_str(&format!(" (of {subject})"));
    }
    if let Some(columns) = &line.columns {
        text.push_str(&format!(": {}", columns.join(", ")));
    }
    if let Some(values) = &line.changed_values {
        text.push_str(&format!("  {values}"));
    }
    text
}

/// Options of `lyceum db retention`.
#[derive(Debug, Args)]
pub(super) struct Retention {
    /// Number of days to keep entries of the audit log
    #[arg(long, value_name = "DAYS", default_value = "400", value_parser = clap::value_parser!(i32).range(1..=36500))]
    days: i32,
    /// Count what would be deleted, and delete nothing
    #[arg(long)]
    dry_run: bool,
}

impl Retention {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let days = self.days;
        if self.dry_run {
            let outdated = audit::outdated(connection, days).await?;
            let since = outdated.oldest.map_or_else(String::new, |oldest| {
                format!(", the oldest of {}", oldest.format("%Y-%m-%d"))
            });
            return out.line(format!(
                "{} lines of the audit log are older than {days} days{since}. Nothing was deleted.",
                outdated.lines
            ));
        }
        let forgotten = audit::forget(connection, days).await?;
        out.line(format!(
            "Deleted {forgotten} lines of the audit log that were older than {days} days."
        ))
    }
}
