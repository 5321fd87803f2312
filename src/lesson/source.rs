//! The Markdown of a lesson: shared, never copied.

use std::ops::Deref;
use std::sync::Arc;

/// The Markdown of a lesson. A clone is the same text: an excerpt of a long lesson and the whole, which takes its
/// place, hold it once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source(Arc<Box<str>>);

impl Deref for Source {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Source {
    fn from(text: String) -> Self {
        Source(Arc::new(text.into_boxed_str()))
    }
}

impl From<&String> for Source {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<&str> for Source {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&Source> for Source {
    fn from(source: &Source) -> Self {
        source.clone()
    }
}
