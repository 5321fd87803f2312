//! The formats of courses, in the order in which they are tried. A new one is a row here and a folder beside
//! `native`.

use super::native;
use super::outline::Outline;
use super::source::{Source, error};
use crate::domain::Diagnostic;

/// A way to keep a course in a folder.
pub(super) struct Format {
    /// Its name, for a person.
    pub(super) name: &'static str,
    /// Whether a folder is in this format.
    pub(super) detect: fn(&Source) -> Detected,
    /// Reads a folder of this format into an outline and nothing else; what is wrong is added to the problems.
    pub(super) read: fn(&Source, &mut Vec<Diagnostic>) -> Outline,
}

/// Whether a folder is in a format, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Detected {
    /// It is: what was found, `course.toml` say.
    Yes(&'static str),
    /// It isn't: what was looked for.
    No(&'static str),
}

/// Every format; the first that fits a folder reads it.
const FORMATS: &[Format] = &[Format {
    name: "Lyceum",
    detect: native::detect,
    read: native::read,
}];

/// The format of a folder; where none fits, a problem that says what each looked for.
pub(super) fn of(source: &Source) -> Result<&'static Format, Diagnostic> {
    let mut reasons = Vec::new();
    for format in FORMATS {
        match (format.detect)(source) {
            Detected::Yes(found) => {
                tracing::debug!(format = format.name, found, "the format of a course");
                return Ok(format);
            }
            Detected::No(wanted) => reasons.push(format!("{}: {wanted}", format.name)),
        }
    }
    let message = format!(
        "this folder is not a course in a format that Lyceum knows ({})",
        reasons.join("; ")
    );
    Err(error(source.shown(""), "no-course", message))
}
