//! A setting's value together with where it came from.

use std::fmt;
use std::path::PathBuf;

use serde::{Serialize, Serializer};

/// A value, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// What holds.
    pub value: T,
    /// Who said so.
    pub source: Source,
}

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// An option of the command line.
    Flag,
    /// The environment variable of that name.
    Environment(String),
    /// A line of a file, from 1.
    File(PathBuf, usize),
    /// Nobody said anything.
    Default,
}

/// One line of `lyceum config show`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Described {
    /// The setting's name in the file.
    pub key: &'static str,
    /// Its value as the file would write it, without quotes.
    pub value: String,
    /// Where it came from.
    pub source: Source,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Flag => f.write_str("command line"),
            Source::Environment(name) => write!(f, "environment: {name}"),
            Source::File(path, line) => write!(f, "{}:{line}", path.display()),
            Source::Default => f.write_str("default"),
        }
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
