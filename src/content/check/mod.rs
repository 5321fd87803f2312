//! Checks a course: all its problems, and advice.

mod mend;
mod pages;
mod together;

use super::build::{Built, Kept};
use super::load::read;
use super::options::{Options, Purpose};
use super::report::Report;
use super::source::Source;
use crate::domain::{CourseTree, Diagnostic};
pub use mend::{Mended, mended, with_ends_of};
pub use pages::explanation;
pub use together::duplicates;

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The course as far as it can be read, in spite of errors; none where its own metadata can't be.
    pub tree: Option<CourseTree>,
    /// Everything that is wrong, by file and place.
    pub problems: Vec<Diagnostic>,
    /// The result in numbers.
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

/// Checks a course as its files are now.
pub fn check(source: &Source, options: &Options) -> Checked {
    let read = read(source, options, Purpose::Check, &mut Kept::default());
    let report = read.built.as_ref().map(|built| built.report.clone());
    Checked {
        report: report.unwrap_or_default(),
        tree: read.built.and_then(Built::finish),
        problems: read.problems,
    }
}
