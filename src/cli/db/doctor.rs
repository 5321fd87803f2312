//! `lyceum db doctor`.

use clap::Args;
use sqlx::PgConnection;

use crate::academy::doctor::{Finding, examine};
use crate::cli::output::{Failure, Output};

/// Options of `lyceum db doctor`.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let findings = examine(connection).await?;
        if self.json {
            out.json(&findings)?;
        } else {
            for finding in &findings {
                print(finding, out)?;
            }
        }
        match findings.len() {
            0 if self.json => Ok(()),
            0 => out.line("No problems found."),
            1 => Err(Failure::said("1 finding")),
            many => Err(Failure::said(format!("{many} findings"))),
        }
    }
}

/// The finding as an SQL comment, so that the output can be looked through, cut down and run.
fn print(finding: &Finding, out: &mut Output) -> Result<(), Failure> {
    out.line(format!("-- {}: {}", finding.check, finding.what))?;
    match &finding.mend {
        Some(statement) => out.line(statement),
        None => Ok(()),
    }
}
