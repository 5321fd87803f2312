//! `lyceum db migrate`.

use std::collections::BTreeMap;
use std::time::Duration;

use clap::Args;
use sqlx::PgConnection;

use crate::academy::migrate::drift::Difference;
use crate::academy::migrate::{Before, MigrateReport, Migration, migrate, missing_privileges};
use crate::cli::output::{Failure, Output};

/// Options of `lyceum db migrate`.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    /// Print the SQL that a role with more privileges must run first, and change nothing
    #[arg(long, conflicts_with = "enforce")]
    print_sql: bool,
    /// Refuse from now on to publish a course without complete content, whoever publishes it
    #[arg(long)]
    enforce: bool,
    /// How long to wait for locks that others hold, such as 90s, 10m, 1h; never more than 200 ms at a time
    #[arg(long, value_name = "TIME", default_value = "1m", value_parser = time)]
    patience: Duration,
    /// Allow a second academy in this cluster; its operators get power over both
    #[arg(long)]
    shared_cluster: bool,
}

/// `90s`, `10m`, `1h`; a bare number is seconds.
fn time(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "" | "s" => Some(1),
        "m" => Some(60),
        "h" => Some(3600),
        _ => None,
    };
    let seconds = digits.parse::<u64>().ok().zip(unit);
    seconds
        .and_then(|(number, unit)| number.checked_mul(unit))
        .map(Duration::from_secs)
        .ok_or_else(|| "write a number with s, m or h, such as 90s or 10m".to_owned())
}

impl Migrate {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        if self.print_sql {
            return print_sql(&missing_privileges(connection).await?, out);
        }
        let report = migrate(
            connection,
            &Migration {
                enforce: self.enforce,
                shared_cluster: self.shared_cluster,
                patience: self.patience,
            },
        )
        .await?;
        print(&report, out)
    }
}

fn print_sql(statements: &[String], out: &mut Output) -> Result<(), Failure> {
    if statements.is_empty() {
        return out.line("-- This login has all the privileges that a migration needs.");
    }
    for statement in statements {
        out.line(statement)?;
    }
    Ok(())
}

fn print(report: &MigrateReport, out: &mut Output) -> Result<(), Failure> {
    let opening = match report.before {
        Before::Empty => "The database was empty: the platform's tables are made.",
        Before::Platform => {
            "The platform's tables are adopted: every row and every owner is as before."
        }
        Before::Academy if report.applied.is_empty() && report.renewed.is_empty() => {
            "The academy's schema is up to date."
        }
        Before::Academy => "The academy's schema is brought up to date.",
    };
    out.line(opening)?;
    for migration in &report.applied {
        out.line(format!("  applied {migration}"))?;
    }
    if report.before == Before::Academy {
        for file in &report.renewed {
            out.line(format!("  applied {file}"))?;
        }
    }
    for rule in &report.rules.added {
        out.line(format!("  rule {rule} holds from now on"))?;
    }
    for broken in &report.rules.broken {
        out.line(format!(
            "\nNot added, because rows break it: {} ({}).\n  Rows: {}\n  Mend them and migrate again:\n  {}",
            broken.rule.says,
            broken.rule.name,
            broken.rows.join(", "),
            broken.rule.mend
        ))?;
    }
    match (report.differences.len(), report.before) {
        (0, _) => Ok(()),
        (many, Before::Academy) => out.line(format!(
            "The platform's tables differ from their documentation in {many} places that Lyceum\n\
             can work with; `lyceum db doctor` lists them."
        )),
        _ => {
            out.line(
                "\nThe platform's tables differ from their documentation. Lyceum works with it:",
            )?;
            for (how, places) in by_kind(&report.differences) {
                out.line(format!("  {how}"))?;
                for line in lines_of(&places) {
                    out.line(format!("      {line}"))?;
                }
            }
            out.line("`lyceum db doctor` has the statements that mend this.")
        }
    }
}

/// Hundreds of columns differ in a handful of ways: each way with its places.
fn by_kind(differences: &[Difference]) -> BTreeMap<&str, Vec<&str>> {
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for difference in differences {
        kinds
            .entry(&difference.how)
            .or_default()
            .push(&difference.what);
    }
    kinds
}

/// Names in lines of at most 72 columns.
fn lines_of(names: &[&str]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if line.len() + 2 + name.len() <= 72 => {
                line.push_str(", ");
                line.push_str(name);
            }
            Some(line) => {
                line.push(',');
                lines.push((*name).to_owned());
            }
            None => lines.push((*name).to_owned()),
        }
    }
    lines
}
