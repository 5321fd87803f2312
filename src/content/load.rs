//! A folder becomes a course, or a list of its problems.

use std::path::Path;

use include_dir::Dir;

use super::source::{Source, error};
use super::{build, format, identity};
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
    load_from(&source)
}

/// Reads a course whose files are embedded in the program.
///
/// # Errors
/// As for [`load`].
pub fn load_embedded(folder: &'static Dir<'static>) -> Result<Loaded, Vec<Diagnostic>> {
    load_from(&Source::Embedded(folder))
}

pub(super) fn load_from(source: &Source) -> Result<Loaded, Vec<Diagnostic>> {
    let format = format::of(source).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let outline = (format.read)(source, &mut problems);
    let tree = build::build(source, outline, &mut problems);
    problems.sort_by(|a, b| {
        a.place
            .path()
            .cmp(&b.place.path())
            .then(a.place.cmp(&b.place))
    });
    match tree {
        Some(tree) if !problems.iter().any(Diagnostic::is_error) => finish(source, tree, problems),
        _ => Err(problems),
    }
}

fn finish(
    source: &Source,
    tree: CourseTree,
    warnings: Vec<Diagnostic>,
) -> Result<Loaded, Vec<Diagnostic>> {
    match identity::revision(&tree) {
        Ok(revision) => Ok(Loaded {
            tree,
            warnings,
            revision,
        }),
        Err(failed) => Err(vec![error(
            source.shown(""),
            "revision",
            failed.to_string(),
        )]),
    }
}
