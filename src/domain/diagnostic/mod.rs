//! Diagnostics: a mistake in something that a person wrote, its place, and the remedy. One form for
//! courses, keys, themes and settings.

mod closest;
mod code;
mod finding;
mod source_line;

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{sanitize, sanitize_line};
pub use closest::closest;
pub use code::Code;
pub use finding::Finding;
use source_line::Excerpt;
pub use source_line::shown_part;

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing can be done with it until it is fixed.
    Error,
    /// It can be used; a part of it is ignored or guessed.
    Warning,
}

/// One mistake in a file, a variable or a flag.
///
/// It prints as `keymap.toml:3:7: unknown action `quti` (did you mean `quit`?)`, with `error[code]` before the
/// message where it has a code, and below it the line itself with a caret under the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The kind of problem; none in files of settings.
    pub code: Option<Code>,
    /// The place of the mistake.
    pub place: Location,
    /// The mistake, in a sentence.
    pub message: String,
    /// The remedy, unless it is obvious.
    pub hint: Option<Box<str>>,
    /// The fix that a program can make, where that is sure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Box<Fix>>,
}

/// A change that mends a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// The text that stands at the place of the mistake; empty where only something is missing.
    pub old: String,
    /// The text that is to stand there instead.
    pub new: String,
}

/// The place of a mistake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Location {
    /// An option of the command line, without its dashes.
    Flag(String),
    /// An environment variable.
    Variable(String),
    /// A whole file or folder.
    File(PathBuf),
    /// A place in a text file.
    Line(LinePlace),
}

/// A place in a text file. Places are ordered by file, line and column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct LinePlace {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The part of the line around the place that is shown.
    pub text: Box<str>,
}

impl Diagnostic {
    /// An error without code, hint and fix.
    pub fn new(place: Location, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code: None,
            place,
            message: message.into(),
            hint: None,
            fix: None,
        }
    }

    /// The same with a code, and as bad as that is.
    pub fn with_code(self, code: Code) -> Diagnostic {
        Diagnostic {
            severity: code.severity(),
            code: Some(code),
            ..self
        }
    }

    /// The same with a fix: `old` stands at its place, and `new` should.
    pub fn with_fix(self, old: impl Into<String>, new: impl Into<String>) -> Diagnostic {
        let (old, new) = (old.into(), new.into());
        Diagnostic {
            fix: Some(Box::new(Fix { old, new })),
            ..self
        }
    }

    /// The same as a warning.
    pub fn as_warning(self) -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            ..self
        }
    }

    /// The same with a hint, where there is one.
    pub fn with_hint(self, hint: Option<String>) -> Diagnostic {
        Diagnostic {
            hint: hint.map(String::into_boxed_str),
            ..self
        }
    }

    /// The same with the name that was probably meant, where one is close to what was written.
    pub fn with_meant<'k>(self, written: &str, known: impl Iterator<Item = &'k str>) -> Diagnostic {
        let hint = closest(written, known).map(|name| format!("did you mean `{name}`?"));
        self.with_hint(hint)
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it has that code.
    pub fn has_code(&self, code: Code) -> bool {
        self.code == Some(code)
    }
}

impl Location {
    /// The file; none for what isn't in one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Location::Line(at) => Some(&at.path),
            Location::File(path) => Some(path),
            Location::Variable(_) | Location::Flag(_) => None,
        }
    }

    /// Line and column, both from 1; none where no line is to blame.
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        match self {
            Location::Line(at) => Some((at.line, at.column)),
            Location::File(_) | Location::Variable(_) | Location::Flag(_) => None,
        }
    }
}

impl LinePlace {
    /// The place of a byte of a file's text; one behind the end is the end. A byte order mark takes no column.
    pub fn of(path: &Path, text: &str, byte: usize) -> LinePlace {
        let (before, after) = text.split_at(text.floor_char_boundary(byte));
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = after
            .find('\n')
            .map_or(text.len(), |end| before.len() + end);
        let shown = |part: Option<&'_ str>| {
            part.unwrap_or_default()
                .trim_start_matches('\u{feff}')
                .to_owned()
        };
        let column = shown(before.get(line_start..)).chars().count() + 1;
        let line = shown(text.get(line_start..line_end));
        LinePlace {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column,
            text: shown_part(line.trim_end(), column).into(),
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if let Some(code) = self.code {
            write!(f, "{}[{code}]: ", self.severity)?;
        }
        write!(f, "{}", sanitize(&self.message))?;
        if let Some(hint) = &self.hint {
            write!(f, " ({})", sanitize(hint))?;
        }
        match &self.place {
            Location::Line(at) if !at.text.is_empty() => Excerpt {
                line: at.line,
                column: at.column,
                part: &at.text,
            }
            .fmt(f),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Line(LinePlace {
                path, line, column, ..
            }) => write!(f, "{}:{line}:{column}", shown_path(path)),
            Location::File(path) => f.write_str(&shown_path(path)),
            Location::Variable(name) => f.write_str(name),
            Location::Flag(name) => write!(f, "--{name}"),
        }
    }
}

/// A path as it may be shown: a file's name can hold any character.
pub fn shown_path(path: &Path) -> String {
    sanitize_line(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, byte: usize) -> LinePlace {
        LinePlace::of(Path::new("a.md"), text, byte)
    }

    #[test]
    fn a_place_is_line_and_column_in_characters() {
        let place = at("eins\r\nzwölf ü\r\n", "eins\r\nzwölf ".len());
        assert_eq!((place.line, place.column), (2, 7));
        assert_eq!(&*place.text, "zwölf ü");
        let end = at("one\n", 99);
        assert_eq!((end.line, end.column), (2, 1));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}them = 1\nmeasure = 2\n";
        let key = at(text, 3);
        assert_eq!((key.line, key.column, &*key.text), (1, 1, "them = 1"));
        assert_eq!(at(text, 10).column, 8);
        assert_eq!((at(text, 12).line, at(text, 12).column), (2, 1));
    }

    #[test]
    fn a_caret_stands_under_the_place() {
        let place = Location::Line(LinePlace {
            path: "course.toml".into(),
            line: 12,
            column: 8,
            text: "slug = \"A\"".into(),
        });
        let said = Diagnostic::new(place, "no slug").with_code(Code::WrongValue);
        assert_eq!(
            said.to_string(),
            "course.toml:12:8: error[wrong-value]: no slug\n 12 | slug = \"A\"\n    |        ^"
        );
    }

    #[test]
    fn a_whole_file_has_no_line() {
        let said = Diagnostic::new(Location::File("a\u{1b}[2J".into()), "unreadable");
        assert_eq!(said.to_string(), "a␛[2J: unreadable");
        let warning = said.with_code(Code::Unreadable).as_warning();
        assert_eq!(
            warning.to_string(),
            "a␛[2J: warning[unreadable]: unreadable"
        );
    }
}
