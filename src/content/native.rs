//! The native format: a folder with a `course.toml`, and numbered folders of numbered lessons.

mod at;
mod course;
mod images;
mod lesson;
mod links;
mod measure;
mod module;
mod unique;

use std::path::Path;

use include_dir::Dir;

use super::identity;
use super::problem::{Problem, Severity};
use super::source::{Source, error};
use crate::domain::CourseTree;

/// A course that was read from files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The course, ready for the store.
    pub tree: CourseTree,
    /// What was left out or guessed.
    pub warnings: Vec<Problem>,
    /// Equal for equal courses only.
    pub revision: String,
}

/// Reads the course in a folder.
///
/// A lesson's `content` is everything below its front matter, a first heading included even where the title was
/// taken from it; line ends become `\n`.
///
/// # Errors
/// Every problem of the course, warnings included, by file and line. At least one of them is an error.
pub fn load(folder: &Path) -> Result<Loaded, Vec<Problem>> {
    let source = Source::folder(folder).map_err(|problem| vec![problem])?;
    load_from(&source)
}

/// Reads a course whose files are embedded in the program.
///
/// # Errors
/// As for [`load`].
pub fn load_embedded(folder: &'static Dir<'static>) -> Result<Loaded, Vec<Problem>> {
    load_from(&Source::Embedded(folder))
}

pub(super) fn load_from(source: &Source) -> Result<Loaded, Vec<Problem>> {
    let mut problems = Vec::new();
    let course = course::read(source, &mut problems);
    let course_id = course.as_ref().map(|course| &course.id);
    let modules = module::read_all(source, course_id, &mut problems);
    if modules.is_empty()
        && !problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    {
        let path = source.shown("modules");
        let message = "the course has no lesson: write one as modules/01-first/01-first.md";
        problems.push(error(path, "empty", message));
    }
    let images = images::read(source, &modules, &mut problems);
    links::check(source, &modules, &mut problems);
    // A file beside the lessons that one of them shows is no stray file.
    let is_shown = |path: &str| images.iter().any(|image| source.shown(&image.path) == path);
    problems.retain(|problem| problem.code != module::LEFT_OUT || !is_shown(&problem.path));
    problems.sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
    let failed = problems.iter().any(|p| p.severity == Severity::Error);
    match course {
        Some(course) if !failed => {
            finish(source, CourseTree::new(course, modules, images), problems)
        }
        _ => Err(problems),
    }
}

fn finish(
    source: &Source,
    tree: CourseTree,
    warnings: Vec<Problem>,
) -> Result<Loaded, Vec<Problem>> {
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
