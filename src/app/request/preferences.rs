//! The learner's preferences.

use super::Ask;
use crate::app::preferences::Preferences;

/// Reads what the learner chose in earlier sittings.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadPreferences;

impl Ask for ReadPreferences {
    type Answer = Preferences;
}

/// Keeps what the learner chose.
#[derive(Debug, Clone, PartialEq)]
pub struct SavePreferences(pub Preferences);

impl Ask for SavePreferences {
    type Answer = ();
}
