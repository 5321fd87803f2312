//! `lyceum db`: what the operator of an academy does to its database.

use clap::{Args, Subcommand};

use super::environment::Environment;
use super::output::{Failure, Output};
use crate::academy::DatabaseUrl;
use crate::academy::connect::InvalidDatabaseUrl;
use crate::sync::Http;

mod audit;
mod backup;
mod doctor;
mod editor;
mod grant;
mod health;
mod migrate;
mod seed;
mod through_server;

/// The operator's commands.
#[derive(Debug, Args)]
pub(super) struct DbArgs {
    /// The database: postgres://USER@HOST/DATABASE, without a password (PGPASSWORD or ~/.pgpass has it); for grant, revoke
    /// and editor also the academy's server, https://HOST, where an admin is signed in
    #[arg(
        long,
        global = true,
        env = "LYCEUM_DATABASE_URL",
        hide_env_values = true
    )]
    url: Option<String>,
    #[command(subcommand)]
    command: DbCommand,
}

/// One of the operator's commands.
#[derive(Debug, Subcommand)]
enum DbCommand {
    /// Create the academy's schema, beside the web application's tables if they are there, or update it
    Migrate(migrate::Migrate),
    /// Add the bundled courses, three sample courses, and sample people with progress
    Seed(seed::Seed),
    /// Check the database for problems, and print the SQL that fixes them
    Doctor(doctor::Doctor),
    /// Show versions, sizes, index use, dead rows, replication, and waiting sessions
    Health(health::Health),
    /// Give a person or a sync server a database login
    Grant(grant::Grant),
    /// Remove a person's or a sync server's database login
    Revoke(grant::Revoke),
    /// Change who may see a course's drafts and publish it
    #[command(subcommand)]
    Editor(editor::Editor),
    /// Show who changed what: courses, accounts, payments, logins, editors
    Audit(audit::Audit),
    /// Delete old entries of the audit log
    Retention(audit::Retention),
    /// Back up the whole database to a file
    Backup(backup::Backup),
    /// Restore a backup into an empty database
    Restore(backup::Restore),
    /// Make a restored copy an academy of its own
    Identify(backup::Identify),
}

impl DbArgs {
    pub(super) async fn run(
        self,
        environment: &Environment,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let url = self.url.filter(|url| !url.is_empty());
        let url = url.ok_or_else(|| {
            Failure::usage("name the database with --url or in LYCEUM_DATABASE_URL")
        })?;
        if url.starts_with("https://") || url.starts_with("http://") {
            let server = through_server::server(&url, environment, output).await?;
            return self.command.run_through(&server, output).await;
        }
        let url: DatabaseUrl = url
            .parse()
            .map_err(|refusal: InvalidDatabaseUrl| Failure::usage(refusal.to_string()))?;
        let mut connection = url.connect().await?;
        match self.command {
            DbCommand::Migrate(command) => command.run(&mut connection, output).await,
            DbCommand::Seed(command) => command.run(&mut connection, output).await,
            DbCommand::Doctor(command) => command.run(&mut connection, output).await,
            DbCommand::Health(command) => command.run(&mut connection, output).await,
            DbCommand::Grant(command) => command.run(&mut connection, &url, output).await,
            DbCommand::Revoke(command) => command.run(&mut connection, output).await,
            DbCommand::Editor(command) => command.run(&mut connection, output).await,
            DbCommand::Audit(command) => command.run(&mut connection, output).await,
            DbCommand::Retention(command) => command.run(&mut connection, output).await,
            DbCommand::Backup(command) => command.run(&mut connection, &url, output).await,
            DbCommand::Restore(command) => command.run(&mut connection, &url, output).await,
            DbCommand::Identify(command) => command.run(&mut connection, output).await,
        }
    }
}

impl DbCommand {
    async fn run_through(self, server: &Http, output: &mut Output) -> Result<(), Failure> {
        match self {
            DbCommand::Grant(command) => command.run_through(server, output).await,
            DbCommand::Revoke(command) => command.run_through(server, output).await,
            DbCommand::Editor(command) => command.run_through(server, output).await,
            _ => Err(Failure::usage(
                "a server takes grant, revoke and editor; for the rest name the database, as postgres://USER@HOST/DATABASE",
            )),
        }
    }
}
