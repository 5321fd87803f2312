//! `lyceum config`: every setting with its source, a check of all files, and where they are.

use std::path::PathBuf;

use clap::Subcommand;
use serde::Serialize;

use super::environment::Environment;
use super::output::{Failure, Output};

/// The subcommands of `lyceum config`.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum ConfigCommand {
    /// Show every setting, its value and where it comes from
    Show {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Check the configuration, the keys and the themes
    Check,
    /// Print the paths of Lyceum's files
    Path {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(
    environment: &Environment,
    what: ConfigCommand,
    output: &mut Output,
) -> Result<(), Failure> {
    match what {
        ConfigCommand::Show { json } => show(environment, json, output),
        ConfigCommand::Check => check(environment, output),
        ConfigCommand::Path { json } => path(environment, json, output),
    }
}

fn show(environment: &Environment, json: bool, output: &mut Output) -> Result<(), Failure> {
    let described = environment.config.describe();
    if json {
        return output.json(&described);
    }
    for setting in described {
        let assignment = format!("{} = {}", setting.key, setting.value);
        output.line(format!("{assignment:<32}  {}", setting.source))?;
        for place in setting.ignored {
            output.line(format!("{:<32}  ! {place} is invalid and ignored", ""))?;
        }
        if setting.key == "theme" && !environment.theme().1.is_empty() {
            output.line(format!("{:<32}  ! using lamplight instead", ""))?;
        }
    }
    Ok(())
}

fn check(environment: &Environment, output: &mut Output) -> Result<(), Failure> {
    let mut problems = environment.problems.clone();
    problems.extend(environment.keymap().1);
    problems.extend(environment.theme().1);
    if problems.is_empty() {
        return output.line("No problems in the configuration, the keys or the theme.");
    }
    for problem in &problems {
        output.line(problem)?;
    }
    let count = problems.len();
    let noun = if count == 1 { "problem" } else { "problems" };
    Err(Failure::said(format!("{count} {noun}")))
}

/// The paths of the program's files.
#[derive(Serialize)]
struct Files {
    config: PathBuf,
    keymap: PathBuf,
    themes: PathBuf,
    store: PathBuf,
    log: PathBuf,
}

fn path(environment: &Environment, json: bool, output: &mut Output) -> Result<(), Failure> {
    let paths = &environment.paths;
    let files = Files {
        config: paths.config_file(),
        keymap: paths.keymap_file(),
        themes: paths.themes_dir(),
        store: paths.database(),
        log: paths.log_file(),
    };
    if json {
        return output.json(&files);
    }
    let Files {
        config,
        keymap,
        themes,
        store,
        log,
    } = files;
    let named = [
        ("config", config),
        ("keymap", keymap),
        ("themes", themes),
        ("store", store),
        ("log", log),
    ];
    for (name, path) in named {
        output.line(format!("{name:<8}{}", path.display()))?;
    }
    Ok(())
}
