//! Identifiers. A course, module or lesson has a text id that the platform chose; what a learner did has a UUID.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The identifier as the platform writes it (a CUID or a UUID); any text is taken as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The identifier's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

text_id!(
    /// Identifies a course. Two courses are one only if their ids are equal, whatever their slugs say.
    CourseId
);
text_id!(
    /// Identifies a module of a course.
    ModuleId
);
text_id!(
    /// Identifies a lesson. Progress hangs on it, so it survives moves and new titles.
    LessonId
);
uuid_id!(
    /// Identifies a record: a UUIDv7, so records sort by the time of their making on one device.
    RecordId
);
uuid_id!(
    /// One installation. A label: nothing depends on its being unique.
    DeviceId
);
