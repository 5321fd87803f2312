//! The command line.

use std::path::PathBuf;

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::check::CheckArgs;
use super::config::ConfigCommand;
use super::db::DbArgs;
use super::devices::DevicesArgs;
use super::environment::is_dumb_terminal;
use super::export::ExportArgs;
use super::import::ImportArgs;
use super::login::LoginArgs;
use super::new::NewArgs;
use super::preview::PreviewArgs;
use super::publish::PublishArgs;
use super::read::ReadArgs;
use super::serve::ServeArgs;
use super::sync::SyncArgs;
use super::update::UpdateArgs;
use super::vault::VaultArgs;
use crate::config::{Flags, Profile};
use crate::domain::{LessonNumber, Slug};

/// Learn in your terminal: courses, a lesson reader, and progress you can trust.
///
/// Without a command, lyceum opens the reader. Everything works offline; your progress stays on this machine.
#[derive(Debug, Parser)]
#[command(name = "lyceum", version, args_conflicts_with_subcommands = false)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) start: StartArgs,

    #[command(flatten)]
    pub(super) settings: SettingArgs,

    /// Use another learner's profile
    #[arg(
        long,
        global = true,
        help_heading = "Settings",
        value_name = "NAME",
        env = "LYCEUM_PROFILE"
    )]
    pub(super) profile: Option<Profile>,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// The place where the reader starts.
#[derive(Debug, clap::Args)]
pub(super) struct StartArgs {
    /// Open this course
    #[arg(long, value_name = "SLUG")]
    pub(super) course: Option<Slug>,

    /// Open this lesson of the course, such as 2.3
    #[arg(long, value_name = "N.M", requires = "course")]
    pub(super) lesson: Option<LessonNumber>,
}

/// Settings for this run; the configuration file has the same names.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Settings")]
pub(super) struct SettingArgs {
    /// Theme: lamplight, paper, terminal, contrast, or your own
    #[arg(long, global = true, value_name = "NAME")]
    theme: Option<String>,

    /// Maximum text width, 60 to 120 columns
    #[arg(long, global = true, value_name = "COLUMNS")]
    measure: Option<String>,

    /// Line spacing: single or double
    #[arg(long, global = true, value_name = "SPACING")]
    spacing: Option<String>,

    /// Your reading speed in words per minute
    #[arg(long, global = true, value_name = "NUMBER")]
    words_per_minute: Option<String>,

    /// Maximum number of questions to review per day
    #[arg(long, global = true, value_name = "NUMBER")]
    reviews_per_day: Option<String>,

    /// Use the mouse
    #[arg(long, global = true, value_name = "true|false")]
    mouse: Option<String>,

    /// Highlight code
    #[arg(long, global = true, value_name = "true|false")]
    highlight: Option<String>,

    /// Show images: auto, kitty, sixel, iterm2, halfblocks or off
    #[arg(long, global = true, value_name = "WAY")]
    images: Option<String>,

    /// Log level: off, error, warn, info, debug or trace
    #[arg(long, global = true, value_name = "LEVEL")]
    log: Option<String>,
}

impl SettingArgs {
    /// The settings as the configuration takes them.
    pub(super) fn flags(&self) -> Flags {
        Flags {
            theme: self.theme.clone(),
            measure: self.measure.clone(),
            spacing: self.spacing.clone(),
            words_per_minute: self.words_per_minute.clone(),
            reviews_per_day: self.reviews_per_day.clone(),
            mouse: self.mouse.clone(),
            highlight: self.highlight.clone(),
            images: self.images.clone(),
            log: self.log.clone(),
            ..Flags::default()
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List your courses
    Courses {
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// List the academy's courses, as of the last sync
        #[arg(long)]
        available: bool,
    },
    /// Show study time and progress in each course
    Progress {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a lesson, or a whole course, as text
    Read(ReadArgs),
    /// Review what is due, question by question, as plain text
    Review {
        /// Fit the schedule to what you have remembered and forgotten so far
        #[arg(long)]
        fit: bool,
    },
    /// Mark a lesson done
    Complete {
        /// The course's slug
        course: Slug,
        /// The lesson's number, such as 2.3
        lesson: LessonNumber,
    },
    /// Add a course from a folder, an archive or a repository, or bring it up to date
    Import(ImportArgs),
    /// Show a course as learners will see it, while you edit its files
    Preview(PreviewArgs),
    /// Import courses again from their sources
    Update(UpdateArgs),
    /// Publish a course at the academy (instructors)
    Publish(PublishArgs),
    /// Write a course as a folder of files, or questions and cards for Anki
    Export(ExportArgs),
    /// Check a course you are writing, and list every problem
    Check(CheckArgs),
    /// Create a course, a module or a lesson
    New(NewArgs),
    /// Sync your progress with the academy
    Sync(SyncArgs),
    /// Sign in at an academy
    Login(LoginArgs),
    /// Sign this device out; your progress is kept
    Logout,
    /// List the devices signed in to your account, or sign one out
    Devices(DevicesArgs),
    /// Show the academy and your account there
    Whoami,
    /// Download a course of the academy to read it offline
    Fetch {
        /// The course's slug, as `lyceum courses --available` lists it
        course: String,
    },
    /// Remove a course's lessons from this machine; your progress is kept
    Remove {
        /// The course's slug
        course: Slug,
        /// Don't ask
        #[arg(long)]
        yes: bool,
    },
    /// Show or change where credentials are kept
    Vault(VaultArgs),
    /// Run an academy's sync server
    Serve(ServeArgs),
    /// Manage an academy's database
    Db(DbArgs),
    /// Show and check the configuration
    Config {
        #[command(subcommand)]
        what: ConfigCommand,
    },
    /// Print information about this machine for a bug report
    Doctor,
    /// Print the manual page
    Man {
        /// Write a page for each command into this folder instead
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// The command line of this run.
pub(super) fn parse() -> Result<Args, clap::Error> {
    let matches = command().try_get_matches()?;
    Args::from_arg_matches(&matches)
}

/// The command line, where only the program's own help lists the settings: they would fill every command's.
pub(super) fn command() -> clap::Command {
    let color = match is_dumb_terminal() {
        true => ColorChoice::Never,
        false => ColorChoice::Auto,
    };
    let mut command = Args::command().color(color);
    command.build();
    hide_settings(command)
}

/// The same for manual pages, which need none about `help`.
pub(super) fn manual() -> clap::Command {
    let mut command = without_help(Args::command());
    command.build();
    hide_settings(command)
}

fn without_help(command: clap::Command) -> clap::Command {
    let command = command.disable_help_subcommand(true);
    names(&command).into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, without_help)
    })
}

fn names(command: &clap::Command) -> Vec<String> {
    let commands = command.get_subcommands();
    commands.map(|c| c.get_name().to_owned()).collect()
}

fn hide_settings(command: clap::Command) -> clap::Command {
    names(&command).into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |inner| {
            let is_setting = |arg: &clap::Arg| arg.is_global_set();
            let inner = inner.mut_args(|arg| {
                if is_setting(&arg) {
                    arg.hide(true)
                } else {
                    arg
                }
            });
            hide_settings(inner)
                .after_help("`lyceum --help` lists the settings, which every command takes.")
        })
    })
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }
}
