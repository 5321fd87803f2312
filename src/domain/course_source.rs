//! Where an imported course came from.

use serde::{Deserialize, Serialize};

/// Where a course came from, and the choices that it was read with: enough to import it again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseSource {
    /// A path, or an address of a repository.
    pub address: String,
    /// The commit of the repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The format, where it was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The language, where it was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The path of an outline of one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<String>,
    /// The name, where it was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
}
