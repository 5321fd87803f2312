//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::db::DbArgs;
use super::serve::ServeArgs;
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

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List your courses
    Courses {
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Those that the academy has, as of the last sync
        #[arg(long)]
        available: bool,
    },
    /// Show study days and how far each course is
    Progress {
        /// Print JSON
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
    /// Bring what you learned to the academy, and what is new from there
    Sync(SyncArgs),
    /// Say which academy this is, and who you are there
    Whoami,
    /// Bring the lessons of one of the academy's courses here, to read them without a network
    Fetch {
        /// The course's slug, as `lyceum courses --available` lists it
        course: String,
    },
    /// Remove a course's lessons from this machine; what you learned stays
    Remove {
        /// The course's slug
        course: Slug,
        /// Don't ask
        #[arg(long)]
        yes: bool,
    },
    /// Show where the credential of each academy is kept, or keep it elsewhere
    Vault(VaultArgs),
    /// Run an academy's sync server, for everyone who shouldn't hold a database password
    Serve(ServeArgs),
    /// Run an academy's database
    Db(DbArgs),
    /// Show and check the configuration
    Config {
        #[command(subcommand)]
        what: ConfigCommand,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// How to sync.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct SyncArgs {
    /// Say of each record what became of it, and why
    #[arg(long)]
    pub(super) explain: bool,
    /// As JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Answer every question with yes: send what was learned before, also to another academy than before
    #[arg(long)]
    pub(super) yes: bool,
}

/// The arguments of `lyceum read`.
#[derive(Debug, clap::Args)]
pub(super) struct ReadArgs {
    /// The course's slug
    pub(super) course: Slug,
    /// The lesson's number, such as 2.3; the whole course where none is given
    pub(super) lesson: Option<LessonNumber>,
    /// Maximum text width in columns [default: the terminal's width, at most the measure]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,
    /// Colours and styles: always, never, or only on a terminal
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
    /// Show the answers, hints and explanations of quizzes
    #[arg(long)]
    pub(super) with_answers: bool,
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
    /// Print the paths of all files
    Path {
        /// Print JSON
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
