//! The learner's choices and bookmarks.

use super::Ask;
use crate::app::bookmark::{Bookmark, BookmarkChange};
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

/// Reads the bookmarks, the oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadBookmarks;

impl Ask for ReadBookmarks {
    type Answer = Vec<Bookmark>;
}

/// Sets or removes a bookmark; all of them come back, those of other windows too.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeBookmarks(pub BookmarkChange);

impl Ask for ChangeBookmarks {
    type Answer = Vec<Bookmark>;
}
