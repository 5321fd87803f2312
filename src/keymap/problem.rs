//! What is wrong in something a person wrote, where it stands, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::domain::mistake::{Excerpt, closest};
use crate::domain::{sanitize, sanitize_line};

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
    Line(LinePlace),
    /// A whole file.
    File(PathBuf),
    /// An environment variable.
    Variable(String),
    /// An option of the command line, without its dashes.
    Flag(String),
}

/// A place in a text file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinePlace {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line's text, as far as it is shown.
    pub text: String,
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
        write!(f, "{}: {}", self.place, sanitize(&self.message))?;
        if let Some(hint) = &self.hint {
            write!(f, " ({})", sanitize(hint))?;
        }
        match &self.place {
            Place::Line(at) if !at.text.is_empty() => Excerpt {
                line: at.line,
                column: at.column,
                part: &at.text,
            }
            .fmt(f),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line(LinePlace {
                path, line, column, ..
            }) => write!(f, "{}:{line}:{column}", shown(path)),
            Place::File(path) => f.write_str(&shown(path)),
            Place::Variable(name) => f.write_str(name),
            Place::Flag(name) => write!(f, "--{name}"),
        }
    }
}

/// A path as it may be shown: a file's name can hold any character.
pub(crate) fn shown(path: &Path) -> String {
    sanitize_line(&path.to_string_lossy()).into_owned()
}
