//! `lyceum db migrate`.

use clap::Args;
use sqlx::PgConnection;

use crate::academy::migrate::{Before, MigrateReport, migrate, missing_privileges};
use crate::cli::output::{Failure, Output};

/// Options of `lyceum db migrate`.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    /// Change nothing: print the statements that somebody with more rights must run first
    #[arg(long, conflicts_with = "enforce")]
    print_sql: bool,
    /// From now on refuse to publish a course without complete content, whoever does it
    #[arg(long)]
    enforce: bool,
}

impl Migrate {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        if self.print_sql {
            let statements = missing_privileges(connection).await?;
            if statements.is_empty() {
                out.line("-- this login has all the privileges that a migration needs")?;
            }
            for statement in statements {
                out.line(statement)?;
            }
            return Ok(());
        }
        let report = migrate(connection, self.enforce).await?;
        print(&report, out)?;
        Ok(())
    }
}

fn print(report: &MigrateReport, out: &mut Output) -> Result<(), Failure> {
    let opening = match report.before {
        Before::Empty => "The database was empty: the platform's tables are made.",
        Before::Platform => {
            "The platform's tables are adopted: every row and every owner is as before."
        }
        Before::Academy if report.applied.is_empty() => "The academy's schema is up to date.",
        Before::Academy => "The academy's schema is brought up to date.",
    };
    out.line(opening)?;
    for migration in &report.applied {
        out.line(format!("  applied {migration}"))?;
    }
    for rule in &report.rules.added {
        out.line(format!("  rule {rule} holds from now on"))?;
    }
    for broken in &report.rules.broken {
        out.line(format!("\nNot added, because rows break it: {} ({}).\n  Rows: {}\n  Mend them and migrate again: {}",
            broken.rule.says,
            broken.rule.name,
            broken.rows.join(", "),
            broken.rule.mend))?;
    }
    if !report.differences.is_empty() {
        out.line("\nThe platform's tables differ from their documentation. Lyceum works with it:")?;
        for difference in &report.differences {
            out.line(format!("  {difference}"))?;
        }
        out.line("`lyceum db doctor` has the statements that mend this.")?;
    }
    Ok(())
}
