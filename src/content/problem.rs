//! What is wrong with a course's files, where, and how it is said.

use std::fmt;

use serde::Serialize;

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
    /// The line, where there is one to show.
    pub source_line: Option<String>,
}

/// The widest source line that is shown whole.
const WIDEST: usize = 160;

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
        write!(f, "{path}:{line}:{column}: {severity}[{code}]: {message}")?;
        match source_line {
            Some(source) => write_source(f, *line, *column, source),
            None => Ok(()),
        }
    }
}

fn write_source(
    f: &mut fmt::Formatter<'_>,
    line: usize,
    column: usize,
    source: &str,
) -> fmt::Result {
    // What a file says is shown, never obeyed by the terminal; a tab is one column here.
    let visible = |c: char| match c {
        '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    let shown: String = source.chars().take(WIDEST).map(visible).collect();
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    write!(f, "\n {number} | {shown}")?;
    if column <= WIDEST {
        let indent = " ".repeat(column.saturating_sub(1));
        write!(f, "\n {margin} | {indent}^")?;
    }
    Ok(())
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

    #[test]
    fn what_a_file_says_can_not_move_the_cursor() {
        let said = problem(1, Some("a\u{1b}[2Jb\tc")).to_string();
        assert!(said.contains("a\u{fffd}[2Jb c"), "{said}");
        let long = problem(5000, Some(&"x".repeat(6000))).to_string();
        assert!(long.len() < 300);
    }
}
