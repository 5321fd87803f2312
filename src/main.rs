//! Parses the command line and runs the command.

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use lyceum::cli::db::DbArgs;

/// Learn in the terminal
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run an academy's database
    Db(DbArgs),
}

fn main() -> ExitCode {
    // TLS needs a provider; it is there already only if this ran twice.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let outcome = match Cli::parse().command {
        Command::Db(args) => args.run(),
    };
    outcome.unwrap_or_else(|error| {
        // Nothing is left to do where even this can't be written.
        let _ = writeln!(std::io::stderr(), "lyceum: {error:#}");
        ExitCode::FAILURE
    })
}
