//! A folder becomes a course, or a list of its problems.

use std::path::Path;

use include_dir::Dir;

use super::options::Options;
use super::reading::Reading;
use super::report::Report;
use super::source::{Source, error};
use super::{build, format, identity, own_outline};
use crate::domain::{CourseTree, Diagnostic};

/// A course that was read from files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The course, ready for the store.
    pub tree: CourseTree,
    /// Problems that don't stand in its way: what was left out or guessed.
    pub warnings: Vec<Diagnostic>,
    /// Equal for equal courses only.
    pub revision: String,
    /// What was found, in numbers.
    pub report: Report,
}

/// Reads the course in a folder, in whichever format it is.
///
/// A lesson's body is everything below its front matter, a first heading included even where the title was taken
/// from it; line ends become `\n`.
///
/// # Errors
/// Every problem of the course, warnings included, by file and line. At least one of them is an error.
pub fn load(folder: &Path) -> Result<Loaded, Vec<Diagnostic>> {
    let source = Source::folder(folder).map_err(|problem| vec![problem])?;
    load_source(&source, &Options::of(&source))
}

/// Reads a course whose files are embedded in the program.
///
/// # Errors
/// As for [`load`].
pub fn load_embedded(folder: &'static Dir<'static>) -> Result<Loaded, Vec<Diagnostic>> {
    let source = Source::embedded(folder);
    load_source(&source, &Options::of(&source))
}

/// Reads a course, with the choices that its files don't make.
///
/// # Errors
/// As for [`load`].
pub fn load_source(source: &Source, options: &Options) -> Result<Loaded, Vec<Diagnostic>> {
    let mut reading = Reading::new(source, options);
    let (outline, format, because) = match &options.outline {
        Some(text) => {
            let outline = own_outline::read(&mut reading, text);
            (outline, "an outline of your own", "it was asked for".to_owned())
        }
        None => {
            let chosen = options.format.as_deref();
            let (format, found) = format::of(source, chosen).map_err(|problem| vec![*problem])?;
            ((format.read)(&mut reading), format.name, found)
        }
    };
    let mut problems = reading.problems;
    let tree = build::build(source, &reading.made, outline, &mut problems);
    problems.sort_by(|a, b| {
        a.place
            .path()
            .cmp(&b.place.path())
            .then(a.place.cmp(&b.place))
    });
    match tree {
        Some((tree, report)) if !problems.iter().any(Diagnostic::is_error) => {
            let report = Report {
                format,
                because,
                ..report
            };
            finish(source, tree, problems, report)
        }
        _ => Err(problems),
    }
}

fn finish(
    source: &Source,
    tree: CourseTree,
    warnings: Vec<Diagnostic>,
    report: Report,
) -> Result<Loaded, Vec<Diagnostic>> {
    match identity::revision(&tree) {
        Ok(revision) => Ok(Loaded {
            tree,
            warnings,
            revision,
            report,
        }),
        Err(failed) => Err(vec![error(
            source.shown(""),
            "revision",
            failed.to_string(),
        )]),
    }
}
