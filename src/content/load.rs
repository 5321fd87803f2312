//! A folder becomes a course, or a list of its problems.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use include_dir::Dir;

use super::options::{Options, Repository};
use super::reading::Reading;
use super::report::Report;
use super::source::Source;
use super::{build, format, identity, own_outline};
use crate::domain::{Course, CourseTree, Diagnostic, LessonId, Severity};

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
    known_as: BTreeMap<LessonId, Vec<String>>,
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
            (
                outline,
                "an outline of your own",
                "it was asked for".to_owned(),
            )
        }
        None => {
            let chosen = options.format.as_deref();
            let (format, found) = format::of(source, chosen).map_err(|problem| vec![*problem])?;
            ((format.read)(&mut reading), format.name, found)
        }
    };
    let mut problems = reading.problems;
    let is_ours = format == format::NATIVE;
    let built = build::build(source, options, &reading.made, outline, &mut problems);
    if !is_ours {
        // Whoever imports can't mend a quiz of somebody else: it is shown as text, and ids are nobody's business.
        problems.retain(|problem| !problem.has_code("quiz-no-id"));
        problems
            .iter_mut()
            .filter(|problem| is_of_quiz(problem))
            .for_each(|problem| {
                problem.severity = Severity::Warning;
            });
    }
    problems.sort_by(|a, b| {
        a.place
            .path()
            .cmp(&b.place.path())
            .then(a.place.cmp(&b.place))
    });
    match built {
        Some(mut built) if !problems.iter().any(Diagnostic::is_error) => {
            if let Some(repository) = &options.repository {
                say_source(&mut built.tree.course, repository);
            }
            let loaded = Loaded {
                revision: identity::revision(&built.tree),
                tree: built.tree,
                warnings: problems,
                report: Report {
                    format,
                    because,
                    ..built.report
                },
                known_as: built.known_as,
            };
            Ok(loaded)
        }
        _ => Err(problems),
    }
}

fn is_of_quiz(problem: &Diagnostic) -> bool {
    problem.code.is_some_and(|code| code.starts_with("quiz-"))
}

/// Adds to a course's description where it comes from.
fn say_source(course: &mut Course, repository: &Repository) {
    let Repository {
        address, commit, ..
    } = repository;
    let commit = commit.get(..12).unwrap_or(commit);
    let licence = course.license.as_deref().unwrap_or("none");
    let source = format!("Source: <{address}>, commit `{commit}`. Licence: {licence}.");
    course.description = format!("{}\n\n{source}", course.description)
        .trim()
        .to_owned();
}

impl Loaded {
    /// The paths that each lesson may be known by from another time: its own, and those that it had before; none where
    /// its author gave it an id.
    pub fn known_as(&self) -> &BTreeMap<LessonId, Vec<String>> {
        &self.known_as
    }

    /// The same course with other ids of some lessons.
    pub fn with_ids(mut self, ids: &HashMap<LessonId, LessonId>) -> Loaded {
        if ids.is_empty() {
            return self;
        }
        for module in &mut self.tree.modules {
            for lesson in &mut module.lessons {
                if let Some(id) = ids.get(&lesson.head.id) {
                    lesson.head.id = id.clone();
                }
            }
        }
        self.revision = identity::revision(&self.tree);
        self
    }
}
