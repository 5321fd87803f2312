//! What is wrong with a course's files, where, and how it is said.

use std::fmt;

use serde::Serialize;

use crate::domain::mistake::Excerpt;
use crate::domain::{sanitize, sanitize_line};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The course can't be taken like this.
    Error,
    /// The course can be taken; something of it is left out or guessed.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

/// One problem with one place.
///
/// It prints as `file:line:column: error[code]: message`, and where a line is to blame, that line with a caret
/// under the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The file or folder, as the caller named the course's folder.
    pub path: String,
    /// The line from 1; 1 where the whole file is meant.
    pub line: usize,
    /// The column from 1, in characters.
    pub column: usize,
    /// A short name that stays the same when the message is reworded.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
    /// The part of the line around the place, where there is one to show.
    pub source_line: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem {
            severity,
            path,
            line,
            column,
            code,
            message,
            source_line,
        } = self;
        let (path, message) = (sanitize_line(path), sanitize(message));
        write!(f, "{path}:{line}:{column}: {severity}[{code}]: {message}")?;
        match source_line {
            Some(part) => Excerpt {
                line: *line,
                column: *column,
                part,
            }
            .fmt(f),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(column: usize, source_line: Option<&str>) -> Problem {
        Problem {
            severity: Severity::Error,
            path: "course.toml".into(),
            line: 12,
            column,
            code: "slug",
            message: "no slug".into(),
            source_line: source_line.map(Into::into),
        }
    }

    #[test]
    fn a_caret_stands_under_the_place() {
        assert_eq!(
            problem(8, Some("slug = \"A\"")).to_string(),
            "course.toml:12:8: error[slug]: no slug\n 12 | slug = \"A\"\n    |        ^"
        );
    }

    #[test]
    fn a_problem_of_a_whole_file_is_one_line() {
        assert_eq!(
            problem(1, None).to_string(),
            "course.toml:12:1: error[slug]: no slug"
        );
    }
}
