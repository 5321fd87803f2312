//! A course that is checked: everything that is wrong with it, and what could be better.

mod mend;
mod pages;
mod together;

use super::build::{Built, Kept};
use super::load::{Read, read};
use super::options::{Options, Purpose};
use super::report::Report;
use super::source::Source;
use crate::domain::{CourseTree, Diagnostic, Lesson};
pub use mend::{Mended, mended};
pub use pages::explanation;
pub use together::duplicates;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The course as far as it can be read, in spite of errors; none where its own metadata can't be.
    pub tree: Option<CourseTree>,
    /// Everything that is wrong, by file and place.
    pub problems: Vec<Diagnostic>,
    /// What was found, in numbers.
    pub report: Report,
}

impl Checked {
    /// The files couldn't be had at all.
    pub fn failed(problem: Diagnostic) -> Checked {
        Checked {
            tree: None,
            problems: vec![problem],
            report: Report::default(),
        }
    }
}

/// A lesson that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedLesson {
    /// The lesson.
    pub lesson: Lesson,
    /// The problems of its file, by place.
    pub problems: Vec<Diagnostic>,
}

/// Checks a course once.
pub fn check(source: &Source, options: &Options) -> Checked {
    checked(read(source, options, Purpose::Check, &mut Kept::default()))
}

/// Checks a course again and again while it is written: only lessons that changed are parsed.
pub struct Checker {
    options: Options,
    kept: Kept,
}

impl Checker {
    /// A checker that has seen nothing yet.
    pub fn new(options: Options) -> Checker {
        Checker {
            options,
            kept: Kept::for_later(),
        }
    }

    /// Everything that is wrong with the course as its files are now.
    pub fn check(&mut self, source: &Source) -> Checked {
        checked(self.read(source))
    }

    /// One lesson as its file is now, by its path in the course's folder; none where the course has no such lesson.
    pub fn lesson(&mut self, source: &Source, path: &str) -> Option<CheckedLesson> {
        let read = self.read(source);
        let lesson = read.built.as_ref().and_then(|built| built.lesson(path))?;
        let file = source.shown(path);
        let is_here = |problem: &Diagnostic| problem.place.path() == Some(&file);
        Some(CheckedLesson {
            lesson,
            problems: read.problems.into_iter().filter(is_here).collect(),
        })
    }

    fn read(&mut self, source: &Source) -> Read {
        read(source, &self.options, Purpose::Check, &mut self.kept)
    }
}

fn checked(read: Read) -> Checked {
    let report = read.built.as_ref().map(|built| built.report.clone());
    Checked {
        report: report.unwrap_or_default(),
        tree: read.built.and_then(Built::finish),
        problems: read.problems,
    }
}
