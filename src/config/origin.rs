//! A setting's value together with where it came from.

use serde::{Serialize, Serializer};
use std::fmt;

use crate::domain::diagnostic::shown_path;
use crate::domain::{LinePlace, Location};

/// A value, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value that applies.
    pub value: T,
    /// The source of the value.
    pub source: Source,
    /// Places with a value that is wrong and ignored.
    pub ignored: Vec<Location>,
}

/// The source of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// An option of the command line, without its dashes.
    Flag(String),
    /// An environment variable.
    Variable(String),
    /// A line of the file.
    Line(LinePlace),
    /// Set nowhere.
    Default,
}

impl Source {
    /// The place where it was set; none for a default.
    pub fn place(&self) -> Option<Location> {
        match self {
            Source::Flag(name) => Some(Location::Flag(name.clone())),
            Source::Variable(name) => Some(Location::Variable(name.clone())),
            Source::Line(place) => Some(Location::Line(place.clone())),
            Source::Default => None,
        }
    }
}

/// One line of `lyceum config show`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Described {
    /// The setting's name in the file.
    pub key: &'static str,
    /// Its value as the file would write it, without quotes.
    pub value: String,
    /// The source of the value.
    pub source: Source,
    /// Places with a value that is wrong and ignored.
    pub ignored: Vec<String>,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Flag(_) => f.write_str("command line"),
            Source::Variable(name) => write!(f, "environment: {name}"),
            Source::Line(LinePlace { path, line, .. }) => write!(f, "{}:{line}", shown_path(path)),
            Source::Default => f.write_str("default"),
        }
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
