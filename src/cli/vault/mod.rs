//! `lyceum vault`: where the credential of each academy is, and keeping it elsewhere.

mod list;
pub(super) mod unlock;
mod use_place;

use clap::{Args, Subcommand};

use super::environment::Environment;
use super::output::{Failure, Output};

/// Arguments of `vault`; without a command it shows the vault.
#[derive(Debug, Args)]
pub(super) struct VaultArgs {
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    command: Option<VaultCommand>,
}

/// One of the vault's commands.
#[derive(Debug, Subcommand)]
enum VaultCommand {
    /// Move this profile's credentials to another place
    Use(use_place::Use),
}

impl VaultArgs {
    pub(super) async fn run(
        self,
        environment: &Environment,
        output: &mut Output,
    ) -> Result<(), Failure> {
        match self.command {
            None => list::run(environment, self.json, output).await,
            Some(VaultCommand::Use(command)) => command.run(environment, output).await,
        }
    }
}
