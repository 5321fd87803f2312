//! `lyceum db`: what the operator of an academy does to its database.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use sqlx::PgConnection;

use crate::academy::DatabaseUrl;

mod editor;
mod grant;
mod migrate;

/// The operator's commands.
#[derive(Debug, Args)]
pub struct DbArgs {
    /// The database: postgres://USER@HOST/DATABASE, without a password (PGPASSWORD or ~/.pgpass has it)
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
pub enum DbCommand {
    /// Create the academy's schema, adopt the web application's, or bring ours up to date
    Migrate(migrate::Migrate),
    /// Give somebody a database login of their own
    Grant(grant::Grant),
    /// Take somebody's database login away
    Revoke(grant::Revoke),
    /// Say who may see a course's drafts and publish it
    #[command(subcommand)]
    Editor(editor::Editor),
}

impl DbArgs {
    /// Runs the command and says what it did. The exit status is 1 where it found something amiss, 2 where
    /// the database isn't named as it should be.
    ///
    /// # Errors
    /// What kept the command from doing its work.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let Some(url) = self.url else {
            return wrong_usage("name the database with --url or LYCEUM_DATABASE_URL");
        };
        let url: DatabaseUrl = match url.parse() {
            Ok(url) => url,
            Err(refusal) => return wrong_usage(&refusal.to_string()),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(self.command.run(&url, &mut io::stdout().lock()))
    }
}

impl DbCommand {
    async fn run(self, url: &DatabaseUrl, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        let mut connection: PgConnection = url.connect().await?;
        match self {
            DbCommand::Migrate(command) => command.run(&mut connection, out).await,
            DbCommand::Grant(command) => command.run(&mut connection, url, out).await,
            DbCommand::Revoke(command) => command.run(&mut connection, out).await,
            DbCommand::Editor(command) => command.run(&mut connection, out).await,
        }
    }
}

fn wrong_usage(message: &str) -> anyhow::Result<ExitCode> {
    writeln!(io::stderr(), "lyceum db: {message}")?;
    Ok(ExitCode::from(2))
}
