//! A setting's value together with where it came from.

use serde::{Serialize, Serializer};
use std::fmt;

use super::Place;

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
    /// The person: in a flag, in the environment or in a line of a file.
    Said(Place),
    /// Nobody said anything.
    Default,
}

impl Source {
    /// Where the person said it.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Source::Said(place) => Some(place),
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
            Source::Said(Place::Flag(_)) => f.write_str("command line"),
            Source::Said(Place::Variable(name)) => write!(f, "environment: {name}"),
            Source::Said(Place::Line { path, line, .. }) => {
                write!(f, "{}:{line}", path.display())
            }
            Source::Said(Place::File(path)) => write!(f, "{}", path.display()),
            Source::Default => f.write_str("default"),
        }
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
