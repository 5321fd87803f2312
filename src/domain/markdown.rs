//! The Markdown of a lesson.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A lesson's Markdown. A clone is the same text: a course has megabytes of it. A `String` is taken as it is, so that a
/// long one isn't there twice for a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, utoipa::ToSchema)]
#[schema(value_type = String)]
pub struct Markdown(Arc<String>);

impl Deref for Markdown {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Markdown {
    fn from(text: String) -> Self {
        Markdown(Arc::new(text))
    }
}

impl From<&str> for Markdown {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Serialize for Markdown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Markdown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Markdown::from)
    }
}
