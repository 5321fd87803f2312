//! The learner's bookmarks.

use super::Ask;
use crate::app::bookmark::{Bookmark, BookmarkChange};

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
