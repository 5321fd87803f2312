//! Bookmarks: places that a learner wants to find again, in any course.

use serde::{Deserialize, Serialize};

use crate::domain::{CourseId, LessonId, Position};

/// A place to be found again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The lesson's course.
    pub course: CourseId,
    /// The lesson.
    pub lesson: LessonId,
    /// The course's title when the bookmark was set; empty in those of a version that didn't keep it.
    #[serde(default)]
    pub course_title: String,
    /// Number and title of the lesson when the bookmark was set.
    pub title: String,
    /// The place in its text.
    pub position: Position,
    /// The heading and the beginning of the text there, to recognise it by.
    pub excerpt: String,
}

/// A change to the list of bookmarks as it is by then: another window may have changed it meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub enum BookmarkChange {
    /// A bookmark is set.
    Set(Bookmark),
    /// A bookmark is removed.
    Remove(Bookmark),
}

/// More bookmarks than anybody looks through; the oldest goes.
const MOST: usize = 500;

impl BookmarkChange {
    /// Makes the change in a list, the oldest first; where that is full, the oldest goes.
    pub fn apply(self, bookmarks: &mut Vec<Bookmark>) {
        match self {
            BookmarkChange::Set(bookmark) => {
                if bookmarks.len() == MOST {
                    bookmarks.remove(0);
                }
                bookmarks.push(bookmark);
            }
            BookmarkChange::Remove(bookmark) => bookmarks.retain(|kept| *kept != bookmark),
        }
    }
}
