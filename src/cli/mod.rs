//! The commands, one file each; the only place that prints to stdout.

mod academy;
mod args;
mod available;
mod check;
mod complete;
mod config;
mod counted;
mod course_files;
mod courses;
mod credential;
mod db;
mod devices;
mod doctor;
mod environment;
mod explain_records;
mod export;
mod fetch;
mod import;
mod lesson_changes;
mod logging;
mod login;
mod logout;
mod man;
mod named;
mod new;
mod output;
mod preview;
mod progress;
mod prompt;
mod publish;
mod question;
mod quoted;
mod read;
mod remove;
mod renames;
mod review;
mod serve;
mod shell_completions;
mod sign_in_desk;
mod start;
mod sync;
mod token;
mod update;
mod vault;
mod whoami;

use std::process::ExitCode;

use crate::ui::View;
use args::{Args, Command};
use config::ConfigCommand;
use counted::counted;
use environment::Environment;
use output::{Failure, Output};

/// Runs the program: 0 done, 1 failed, 2 wrong usage, 3 done but for what somebody else has to do. `view` draws the reader's screen.
pub fn main(view: View) -> ExitCode {
    let args = match args::parse() {
        Ok(args) => args,
        Err(error) => return output::explain(&error),
    };
    let mut output = Output::new();
    match run(args, view, &mut output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => output.fail(&failure),
    }
}

fn run(args: Args, view: View, output: &mut Output) -> Result<(), Failure> {
    let environment = Environment::new(&args)?;
    match args.command {
        Some(Command::Serve(_)) => logging::to_stderr(&environment),
        _ => logging::to_file(&environment),
    }
    if !says_problems_itself(args.command.as_ref()) {
        for problem in environment.problems.iter().chain(&environment.theme().1) {
            output.warn(problem);
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Failure::other)?;
    let done = runtime.block_on(dispatch(args, view, &environment, output));
    // A lesson that is still being parsed must not hold the shell's prompt back.
    runtime.shutdown_background();
    done
}

/// The reader has notices for what is wrong in the configuration, and the check is about nothing else.
fn says_problems_itself(command: Option<&Command>) -> bool {
    matches!(
        command,
        None | Some(Command::Preview(_))
            | Some(Command::Config {
                what: ConfigCommand::Check
            })
    )
}

async fn dispatch(
    args: Args,
    view: View,
    environment: &Environment,
    output: &mut Output,
) -> Result<(), Failure> {
    match args.command {
        None => start::run(environment, args.start, view).await,
        Some(Command::Courses {
            json,
            available: true,
        }) => available::run(environment, json, output).await,
        Some(Command::Courses { json, .. }) => courses::run(environment, json, output).await,
        Some(Command::Progress { json }) => progress::run(environment, json, output).await,
        Some(Command::Read(read)) => read::run(environment, read, output).await,
        Some(Command::Review { fit: true }) => review::fit(environment, output).await,
        Some(Command::Review { fit: false }) => review::run(environment, output).await,
        Some(Command::Complete { course, lesson }) => {
            complete::run(environment, &course, lesson, output).await
        }
        Some(Command::Import(args)) => import::run(environment, &args, output).await,
        Some(Command::Preview(args)) => preview::run(environment, &args, view).await,
        Some(Command::Update(args)) => update::run(environment, &args, output).await,
        Some(Command::Publish(args)) => publish::run(environment, &args, output).await,
        Some(Command::Export(args)) => export::run(environment, &args, output).await,
        Some(Command::Check(args)) => check::run(&args, output),
        Some(Command::New(args)) => new::run(&args, output),
        Some(Command::Sync(args)) => sync::run(environment, args, output).await,
        Some(Command::Login(args)) => login::run(environment, args, output).await,
        Some(Command::Logout) => logout::run(environment, output).await,
        Some(Command::Devices(args)) => devices::run(environment, args, output).await,
        Some(Command::Whoami) => whoami::run(environment, output).await,
        Some(Command::Fetch { course }) => fetch::run(environment, &course, output).await,
        Some(Command::Remove { course, yes }) => {
            remove::run(environment, &course, yes, output).await
        }
        Some(Command::Vault(vault)) => vault.run(environment, output).await,
        Some(Command::Serve(args)) => serve::run(environment, args, output).await,
        Some(Command::Db(db)) => db.run(environment, output).await,
        Some(Command::Doctor) => doctor::run(environment, output).await,
        Some(Command::Man { dir }) => man::run(dir.as_deref(), output),
        Some(Command::Config { what }) => config::run(environment, what, output),
        Some(Command::Completions { shell }) => shell_completions::run(shell, output),
    }
}
