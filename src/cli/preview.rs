//! `lyceum preview`: the reader on a course's folder, which follows its files.

use std::path::{Path, PathBuf};

use super::course_files::folder_around;
use super::environment::Environment;
use super::output::Failure;
use super::start;
use crate::content::{self, LiveCourse, Options, Source, is_course};
use crate::domain::diagnostic::shown_path;
use crate::runtime::{PreviewedFolder, Shelf};
use crate::ui::View;

/// The arguments of `lyceum preview`.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct PreviewArgs {
    /// The course's folder, or the file of a lesson to begin with
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// Format of the course [default: detected]
    #[arg(long, value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(content::format_words()))]
    pub(super) format: Option<String>,
    /// Language to show where there are several, such as en or zh-CN
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// Poll for changes, where the system doesn't report them
    #[arg(long)]
    pub(super) poll: bool,
}

pub(super) async fn run(
    environment: &Environment,
    args: &PreviewArgs,
    view: View,
) -> Result<(), Failure> {
    start::needs_terminal("`lyceum import PATH --dry-run` says what would be in the course")?;
    let (folder, first) = place(&args.path)?;
    let source = Source::folder(&folder).map_err(|problem| Failure::said(problem.to_string()))?;
    let options = Options {
        format: args.format.clone(),
        language: args.language.clone(),
        ..Options::of(&source)
    };
    let shelf = Shelf::Folder(Box::new(PreviewedFolder {
        course: LiveCourse::new(&folder, options),
        first,
        polls: args.poll,
    }));
    start::read(environment, shelf, None, view).await
}

/// The course's folder, also where a folder in it is named; and the lesson's file where one is: its course is the nearest
/// folder around it that is one.
fn place(path: &Path) -> Result<(PathBuf, Option<PathBuf>), Failure> {
    if path.is_dir() {
        let around = folder_around(path);
        return Ok((around.unwrap_or_else(|| path.to_owned()), None));
    }
    let unreadable = |error| Failure::said(format!("{}: {error}", shown_path(path)));
    let file = std::path::absolute(path).map_err(unreadable)?;
    std::fs::metadata(&file).map_err(unreadable)?;
    let mut around = file.ancestors().skip(1);
    match around.find(|folder| is_course(folder)) {
        Some(folder) => Ok((folder.to_owned(), Some(file))),
        None => {
            let path = shown_path(path);
            Err(Failure::said(format!(
                "{path} is in no course's folder: name the folder"
            )))
        }
    }
}
