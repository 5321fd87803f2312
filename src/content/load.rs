//! Loads a course from a folder, or lists its problems.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use include_dir::Dir;

use super::build::{self, Building, Built, Kept};
use super::options::{Options, Purpose, Repository};
use super::outline::Outline;
use super::reading::Reading;
use super::report::Report;
use super::source::{Source, error};
use super::{advice, format, identity, own_outline, readme, walk};
use crate::domain::diagnostic::{Code, shown_path};
use crate::domain::{Course, CourseTree, Diagnostic, LessonId};

/// A course that was read from files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The course, ready for the store.
    pub tree: CourseTree,
    /// Problems that don't stand in its way: what was left out or guessed.
    pub warnings: Vec<Diagnostic>,
    /// Equal for equal courses only.
    pub revision: String,
    /// The result in numbers.
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

/// Reads a course to be studied, with the choices that its files don't make.
///
/// # Errors
/// As for [`load`].
pub fn load_source(source: &Source, options: &Options) -> Result<Loaded, Vec<Diagnostic>> {
    load_for(source, options, Purpose::Study)
}

/// Reads a course for a purpose.
///
/// # Errors
/// As for [`load`].
pub fn load_for(
    source: &Source,
    options: &Options,
    purpose: Purpose,
) -> Result<Loaded, Vec<Diagnostic>> {
    let read = read(source, options, purpose, &mut Kept::default());
    if read.problems.iter().any(Diagnostic::is_error) {
        return Err(read.problems);
    }
    let Some(built) = read.built else {
        return Err(read.problems);
    };
    let known_as = built.known_as();
    let report = built.report.clone();
    let Some(mut tree) = built.finish() else {
        return Err(read.problems);
    };
    if let Some(repository) = &options.repository {
        say_source(&mut tree.course, repository);
    }
    Ok(Loaded {
        revision: identity::revision(&tree),
        tree,
        warnings: read.problems,
        report,
        known_as,
    })
}

/// A course as far as it can be built, and everything that is wrong with it, by file and place.
pub(super) struct Read {
    /// None where the files aren't a course at all.
    pub(super) built: Option<Built>,
    pub(super) problems: Vec<Diagnostic>,
}

/// Reads a course for a purpose; lessons that are kept from before aren't parsed anew.
pub(super) fn read(source: &Source, options: &Options, purpose: Purpose, kept: &mut Kept) -> Read {
    let mut reading = Reading::new(source, options, purpose);
    reading.memo = kept.memo.as_mut();
    let (outline, format, because) = match outline(&mut reading) {
        Ok(outlined) => outlined,
        Err(problem) => {
            return Read {
                built: None,
                problems: vec![*problem],
            };
        }
    };
    let because = outline.table.clone().unwrap_or(because);
    let Reading {
        mut problems, made, ..
    } = reading;
    problems.extend(source.refused());
    let is_empty = outline.modules.is_empty() && !problems.iter().any(Diagnostic::is_error);
    if is_empty && format != format::NATIVE {
        let message = format!("there is nothing to learn in it, read as {format}: {because}");
        problems.push(error(source.shown(""), Code::EmptyCourse, message));
    }
    let of = Building {
        source,
        options,
        purpose,
        made: &made,
    };
    let mut built = build::build(&of, outline, kept, &mut problems);
    if purpose == Purpose::Check {
        advice::alike(source, &mut problems);
    }
    built.report.format = format;
    built.report.because = because;
    if format != format::NATIVE {
        let unlisted = walk::unlisted(source);
        problems.extend(unlisted.into_iter().map(Diagnostic::as_warning));
        problems = as_imported(problems);
    }
    problems.sort_by(|a, b| {
        a.place
            .path()
            .cmp(&b.place.path())
            .then(a.place.cmp(&b.place))
    });
    Read {
        built: Some(built),
        problems,
    }
}

/// The outline of a folder, the name of its format, and why it is that one.
fn outline(reading: &mut Reading<'_>) -> Result<(Outline, &'static str, String), Box<Diagnostic>> {
    let options = reading.options;
    if let Some(own) = &options.outline {
        let outline = own_outline::read(reading, own);
        let because = shown_path(&own.path);
        return Ok((outline, "an outline of your own", because));
    }
    if let Some(page) = &options.page {
        let outline = readme::read(reading);
        let because = format!("{page}, the only file that was named");
        return Ok((outline, "one Markdown file", because));
    }
    let chosen = options.format.as_deref();
    let (format, found) = format::of(reading.source, chosen)?;
    Ok(((format.read)(reading), format.name, found))
}

/// The problems of a course that somebody else wrote for another program: a quiz that can't be asked and a NUL byte are
/// shown as text, ids are nobody's business, and nothing is written into its files.
fn as_imported(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let problems = problems.into_iter();
    let problems = problems.filter(|problem| !problem.has_code(Code::QuizNoId));
    let is_shown = |code: Code| code.is_of_quiz() || code == Code::Nul;
    let softer = |problem: Diagnostic| match problem.code.is_some_and(is_shown) {
        true => problem.as_warning(),
        false => problem,
    };
    problems
        .map(|problem| Diagnostic {
            fix: None,
            ..softer(problem)
        })
        .collect()
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
    /// Whether the course declares no id, so that its name is its identity.
    pub fn is_known_by_name(&self) -> bool {
        let course = &self.tree.course;
        course.id == identity::of_course(&course.slug)
    }

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
