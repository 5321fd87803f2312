//! `lyceum db backup`, `lyceum db restore` and `lyceum db identify`.

use std::path::PathBuf;

use clap::Args;
use sqlx::PgConnection;

use crate::academy::{DatabaseUrl, backup};
use crate::cli::output::{Failure, Output};

/// Options of `lyceum db backup`.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file to write; it must not exist yet
    file: PathBuf,
}

impl Backup {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        url: &DatabaseUrl,
        out: &mut Output,
    ) -> Result<(), Failure> {
        backup::back_up(connection, url, &self.file).await?;
        out.line(format!(
            "{} holds the whole database as it was just now.",
            self.file.display()
        ))
    }
}

/// Options of `lyceum db restore`.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// A file that `lyceum db backup` wrote
    file: PathBuf,
    /// Sign every device out; otherwise devices that were signed out since the backup are signed in again until their tokens expire
    #[arg(long)]
    sign_out: bool,
}

impl Restore {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        url: &DatabaseUrl,
        out: &mut Output,
    ) -> Result<(), Failure> {
        backup::restore(connection, url, &self.file).await?;
        out.line(
            "The academy is restored, as the same one: what learners did since is pushed again.",
        )?;
        if self.sign_out {
            signed_out(backup::sign_everybody_out(connection).await?, out)?;
        }
        out.line("If the one that it was copied from goes on: lyceum db identify --new")?;
        out.line(
            "`lyceum db doctor` lists what this cluster lacks: logins, rights on the database.",
        )
    }
}

/// Options of `lyceum db identify`.
#[derive(Debug, Args)]
pub(super) struct Identify {
    /// Give it a new identity; people and servers then need new logins
    #[arg(long, required = true)]
    new: bool,
}

impl Identify {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let identified = backup::identify(connection).await?;
        out.line(format!(
            "This database is an academy of its own now: {}.",
            identified.instance
        ))?;
        signed_out(identified.devices, out)?;
        match identified.forgotten {
            0 => Ok(()),
            1 => out.line("One login is forgotten here: grant it again."),
            many => out.line(format!(
                "{many} logins are forgotten here: grant them again."
            )),
        }
    }
}

fn signed_out(devices: u64, out: &mut Output) -> Result<(), Failure> {
    match devices {
        0 => Ok(()),
        1 => out.line("One device is signed out."),
        many => out.line(format!("{many} devices are signed out.")),
    }
}
