//! The name of a profile: one learner's store.

use std::fmt;
use std::str::FromStr;

use super::value::is_plain_name;

/// The name of one learner's local store.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Profile(String);

/// A text that can't be a profile's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` can't be a profile's name: use 1 to 64 letters, digits, - and _")]
pub struct InvalidProfile(pub String);

impl Profile {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Profile {
    fn default() -> Self {
        Profile("default".to_owned())
    }
}

impl FromStr for Profile {
    type Err = InvalidProfile;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_plain_name(text) {
            Ok(Profile(text.to_owned()))
        } else {
            Err(InvalidProfile(text.to_owned()))
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
