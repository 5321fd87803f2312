//! What is wrong in something a person wrote, where it stands, and what to do about it.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

/// One thing that is wrong in a file, a variable or a flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do about it, where that isn't plain.
    pub hint: Option<String>,
}

/// Where a problem is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// A place in a text file.
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// The line's text as far as it is shown, controls made visible.
        text: String,
    },
    /// A whole file.
    File(PathBuf),
    /// An environment variable.
    Variable(String),
    /// An option of the command line, without its dashes.
    Flag(String),
}

impl Problem {
    /// A problem without a hint.
    pub fn new(place: Place, message: impl Into<String>) -> Problem {
        Problem {
            place,
            message: message.into(),
            hint: None,
        }
    }

    /// The problem with a hint, where there is one.
    pub fn with_hint(self, hint: Option<String>) -> Problem {
        Problem { hint, ..self }
    }

    /// The problem with the name that was probably meant, where one is close to what was written.
    pub fn with_meant(self, written: &str, known: impl Iterator<Item = &'static str>) -> Problem {
        let hint = closest(written, known).map(|name| format!("did you mean `{name}`?"));
        self.with_hint(hint)
    }
}

/// `keymap.toml:3:7: unknown action `quti` (did you mean `quit`?)`, and below it the line itself with a caret
/// under the place.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        match &self.place {
            Place::Line {
                line, column, text, ..
            } if !text.is_empty() => write_line(f, *line, *column, text),
            _ => Ok(()),
        }
    }
}

fn write_line(f: &mut fmt::Formatter<'_>, line: usize, column: usize, text: &str) -> fmt::Result {
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    write!(f, "\n {number} | {text}")?;
    if column <= Place::WIDEST {
        let indent = " ".repeat(column.saturating_sub(1));
        write!(f, "\n {margin} | {indent}^")?;
    }
    Ok(())
}

impl Place {
    /// The longest part of a line that is shown, in characters.
    pub const WIDEST: usize = 160;
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line {
                path, line, column, ..
            } => write!(f, "{}:{line}:{column}", path.display()),
            Place::File(path) => write!(f, "{}", path.display()),
            Place::Variable(name) => f.write_str(name),
            Place::Flag(name) => write!(f, "--{name}"),
        }
    }
}

/// The known name that is closest to what was written, where one is close enough to have been meant.
pub fn closest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const CLOSE_ENOUGH: f64 = 0.6;
    // A name that long was not mistyped; and the comparison takes the product of both lengths.
    const LONGEST: usize = 40;
    if written.len() > LONGEST {
        return None;
    }
    let written = written.to_lowercase();
    known
        .map(|name| (strsim::normalized_damerau_levenshtein(&written, name), name))
        .filter(|(similarity, _)| *similarity >= CLOSE_ENOUGH)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}
