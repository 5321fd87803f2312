//! `lyceum db health`.

use clap::Args;
use sqlx::PgConnection;

use crate::academy::health::{self, IndexHealth, TableHealth, look};
use crate::cli::output::{Failure, Output};

/// Options of `lyceum db health`.
#[derive(Debug, Args)]
pub(super) struct Health {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Health {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let health = look(connection).await?;
        if self.json {
            out.json(&health)?;
        } else {
            print(&health, out)?;
        }
        if health.problems.is_empty() {
            Ok(())
        } else {
            Err(Failure::said(health.problems.join("\nlyceum: ")))
        }
    }
}

fn print(health: &health::Health, out: &mut Output) -> Result<(), Failure> {
    out.line(&health.server)?;
    out.line(format!(
        "{}, {} of {} connections, {} migrations applied, {} pending",
        size(health.bytes),
        health.connections,
        health.max_connections,
        health.migrations_applied,
        health.migrations_pending.len()
    ))?;
    print_tables(&health.tables, out)?;
    print_indexes(&health.indexes, out)?;
    for standby in &health.standbys {
        out.line(format!(
            "\nstandby {}: {}, {} behind",
            standby.name,
            standby.state,
            size(standby.bytes_behind)
        ))?;
    }
    if let Some(seconds) = health.seconds_behind {
        out.line(format!("\nthis is a standby, {seconds:.0} s behind"))?;
    }
    for advice in &health.advice {
        out.line(format!("\n{advice}"))?;
    }
    Ok(())
}

// Names come last: they are of any length.

fn print_tables(tables: &[TableHealth], out: &mut Output) -> Result<(), Failure> {
    if !tables.is_empty() {
        out.line(format!("\n{:>9}{:>10}{:>8}  table", "size", "rows", "dead"))?;
    }
    for table in tables {
        out.line(format!(
            "{:>9}{:>10}{:>8}  {}",
            size(table.bytes),
            table.rows,
            table.dead_rows,
            table.name
        ))?;
    }
    Ok(())
}

fn print_indexes(indexes: &[IndexHealth], out: &mut Output) -> Result<(), Failure> {
    if !indexes.is_empty() {
        out.line(format!("\n{:>9}{:>10}  index", "size", "scans"))?;
    }
    for index in indexes {
        out.line(format!(
            "{:>9}{:>10}  {}",
            size(index.bytes),
            index.scans,
            index.name
        ))?;
    }
    Ok(())
}

fn size(bytes: i64) -> String {
    match bytes {
        0..=9_999 => format!("{bytes} B"),
        10_000..=9_999_999 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
