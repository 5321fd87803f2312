//! The findings of the checks of some courses, and the exit status that they mean.

use serde::Serialize;

use crate::cli::counted;
use crate::cli::output::{Failure, Output};
use crate::content::Checked;
use crate::domain::diagnostic::Severity;
use crate::domain::{Diagnostic, sanitize_line};

/// All that was found.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// Each course in the order in which it was named.
    courses: Vec<Course>,
    /// Everything that is wrong, course by course, by file and place.
    pub(super) problems: Vec<Diagnostic>,
}

/// A course that was checked.
#[derive(Debug, Serialize)]
struct Course {
    /// As it was named.
    path: String,
    /// The format that it was read in; none where it couldn't be read.
    format: Option<&'static str>,
    lessons: usize,
}

impl Report {
    /// Whether the course of that name was checked already: two files of one may have been named.
    pub(super) fn has(&self, path: &str) -> bool {
        self.courses.iter().any(|course| course.path == path)
    }

    pub(super) fn add(&mut self, path: &str, checked: &Checked) {
        let format = checked.report.format;
        self.courses.push(Course {
            path: path.to_owned(),
            format: (!format.is_empty()).then_some(format),
            lessons: checked.report.lessons.values().sum(),
        });
        self.problems.extend(checked.problems.iter().cloned());
    }

    /// The report for a person.
    pub(super) fn say(&self, output: &mut Output) -> Result<(), Failure> {
        for problem in &self.problems {
            output.line(problem)?;
        }
        if !self.problems.is_empty() {
            output.line("")?;
        }
        output.line(self.summary())?;
        if let Some(problem) = self.problems.iter().find_map(|problem| problem.code) {
            output.line(format!(
                "`lyceum check --explain {problem}` explains a kind of problem"
            ))?;
        }
        Ok(())
    }

    fn summary(&self) -> String {
        let names: Vec<&str> = self
            .courses
            .iter()
            .map(|course| course.path.as_str())
            .collect();
        let names = sanitize_line(&names.join(", ")).into_owned();
        let lessons = self.courses.iter().map(|course| course.lessons).sum();
        let lessons = counted(lessons, "lesson");
        if self.problems.is_empty() {
            return format!("{names}: {lessons}, no problems");
        }
        let warnings = self.count(Severity::Warning);
        let errors = self.count(Severity::Error);
        let mut said = format!(
            "{names}: {lessons}, {}, {}",
            counted(errors, "error"),
            counted(warnings, "warning")
        );
        let mended = self.problems.iter().filter(|p| p.fix.is_some()).count();
        if mended > 0 {
            said = format!("{said}; `--fix` mends {mended} of them");
        }
        said
    }

    fn count(&self, severity: Severity) -> usize {
        let problems = self.problems.iter();
        problems
            .filter(|problem| problem.severity == severity)
            .count()
    }

    /// The exit status: 0 clean, 1 problems, 2 where something couldn't be checked at all.
    pub(super) fn outcome(&self, strict: bool) -> Result<(), Failure> {
        let problems = || self.problems.iter();
        if self.courses.iter().any(|course| course.format.is_none()) {
            return Err(Failure::Told(2));
        }
        match strict && !self.problems.is_empty() || problems().any(Diagnostic::is_error) {
            true => Err(Failure::Told(1)),
            false => Ok(()),
        }
    }
}
