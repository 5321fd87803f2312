//! `lyceum db seed`.

use clap::Args;
use sqlx::PgConnection;

use crate::academy::seed::{check_empty, seed};
use crate::cli::output::{Failure, Output};

/// Options of `lyceum db seed`.
#[derive(Debug, Args)]
pub(super) struct Seed {
    /// Seed even if the database holds other people or courses; the sample data has an admin
    #[arg(long)]
    into_existing: bool,
}

impl Seed {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        if !self.into_existing {
            check_empty(connection).await?;
        }
        let report = seed(connection).await?;
        for slug in &report.created {
            out.line(format!("course {slug}: new"))?;
        }
        for slug in &report.present {
            out.line(format!("course {slug}: was there"))?;
        }
        out.line(format!(
            "{} new accounts, {} new records",
            report.accounts, report.records
        ))
    }
}
