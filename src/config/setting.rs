//! A setting's value together with where it came from.

use serde::{Serialize, Serializer};
use std::fmt;

use crate::domain::diagnostic::shown_path;
use crate::domain::{LinePlace, Place};

/// A value, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// What holds.
    pub value: T,
    /// Who said so.
    pub source: Source,
    /// Where something else was said that is wrong, so it doesn't count.
    pub ignored: Vec<Place>,
}

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// An option of the command line, without its dashes.
    Flag(String),
    /// An environment variable.
    Variable(String),
    /// A line of the file.
    Line(LinePlace),
    /// Nobody said anything.
    Default,
}

impl Source {
    /// Where the person said it.
    pub fn place(&self) -> Option<Place> {
        match self {
            Source::Flag(name) => Some(Place::Flag(name.clone())),
            Source::Variable(name) => Some(Place::Variable(name.clone())),
            Source::Line(place) => Some(Place::Line(place.clone())),
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
    /// Where it came from.
    pub source: Source,
    /// Where something was said that is wrong: a problem each.
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
