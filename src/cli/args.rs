//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::db::DbArgs;
use super::vault::VaultArgs;
use crate::config::{Flags, Profile};
use crate::domain::{LessonNumber, Slug};

/// A learning client for the terminal: courses, a lesson reader, honest progress.
///
/// Without a command it opens the reader. Everything works offline; what you do is kept on this machine.
#[derive(Debug, Parser)]
#[command(name = "lyceum", version, args_conflicts_with_subcommands = false)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) start: StartArgs,

    #[command(flatten)]
    pub(super) settings: SettingArgs,

    /// Use another learner's store on this machine
    #[arg(long, global = true, value_name = "NAME", env = "LYCEUM_PROFILE")]
    pub(super) profile: Option<Profile>,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Where the reader begins.
#[derive(Debug, clap::Args)]
pub(super) struct StartArgs {
    /// Open this course
    #[arg(long, value_name = "SLUG")]
    pub(super) course: Option<Slug>,

    /// Open this lesson of the course, such as 2.3
    #[arg(long, value_name = "N.M", requires = "course")]
    pub(super) lesson: Option<LessonNumber>,
}

/// Settings for this run; the configuration file has the same under the same names.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Settings")]
pub(super) struct SettingArgs {
    /// How everything looks: lamplight, paper, terminal, contrast, or one of your own
    #[arg(long, global = true, value_name = "NAME")]
    theme: Option<String>,

    /// The widest that text is set, 60 to 120 columns
    #[arg(long, global = true, value_name = "COLUMNS")]
    measure: Option<String>,

    /// Your reading speed
    #[arg(long, global = true, value_name = "NUMBER")]
    words_per_minute: Option<String>,

    /// Whether the mouse is used
    #[arg(long, global = true, value_name = "true|false")]
    mouse: Option<String>,

    /// Whether code is coloured
    #[arg(long, global = true, value_name = "true|false")]
    highlight: Option<String>,

    /// How images are shown: auto, kitty, sixel, iterm2, halfblocks or off
    #[arg(long, global = true, value_name = "WAY")]
    images: Option<String>,

    /// How much the log file says: off, error, warn, info, debug or trace
    #[arg(long, global = true, value_name = "LEVEL")]
    log: Option<String>,
}

impl SettingArgs {
    /// The settings as the configuration takes them.
    pub(super) fn flags(&self) -> Flags {
        Flags {
            theme: self.theme.clone(),
            measure: self.measure.clone(),
            words_per_minute: self.words_per_minute.clone(),
            mouse: self.mouse.clone(),
            highlight: self.highlight.clone(),
            images: self.images.clone(),
            log: self.log.clone(),
            ..Flags::default()
        }
    }
}

/// What to do instead of reading.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the courses that are here
    Courses {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Show study days and how far each course is
    Progress {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a lesson, or a whole course, as text
    Read(ReadArgs),
    /// Mark a lesson as done
    Complete {
        /// The course's slug
        course: Slug,
        /// The lesson's number, such as 2.3
        lesson: LessonNumber,
    },
    /// Add a course from a folder, or update it
    Import {
        /// The folder with course.toml in it
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Show where the credential of each academy is kept, or keep it elsewhere
    Vault(VaultArgs),
    /// Run an academy's database
    Db(DbArgs),
    /// Show and check the configuration
    Config {
        #[command(subcommand)]
        what: ConfigCommand,
    },
    /// Print what makes your shell complete Lyceum's commands
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What to print.
#[derive(Debug, clap::Args)]
pub(super) struct ReadArgs {
    /// The course's slug
    pub(super) course: Slug,
    /// The lesson's number, such as 2.3; the whole course where none is given
    pub(super) lesson: Option<LessonNumber>,
    /// The widest that text is set, in columns; the terminal's width, at most the measure, where none is given
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,
    /// Colours and styles: always, never, or only on a terminal
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
}

/// When to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum When {
    /// On a terminal.
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// What to do with the configuration.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum ConfigCommand {
    /// Show every setting, its value and where it comes from
    Show {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Check the configuration, the keys and the themes
    Check,
    /// Print where the files are
    Path {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }
}
