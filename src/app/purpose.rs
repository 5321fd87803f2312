//! What an answer is for, once it comes.

use std::sync::Arc;

use super::clock::Subject;
use super::effect::Write;
use super::picture::Grid;
use crate::domain::{CourseId, LessonId, LessonNumber, ModuleId, Outline, Position};

/// What a request was made for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Purpose {
    /// To begin where the learner's choices say.
    Preferences,
    /// To know the bookmarks.
    Bookmarks,
    /// To show the courses.
    Catalog,
    /// To show study time.
    Calendar,
    /// To show how far each course is.
    Joined,
    /// To show a course's outline, with that module selected where there is one.
    ShowOutline(Option<ModuleId>),
    /// To show newer figures of a course that may be on screen.
    RefreshOutline(CourseId),
    /// To find the lesson that is to be opened.
    FindLesson(Which, Landing),
    /// To open a lesson of this outline.
    OpenLesson(Arc<Outline>, LessonNumber, Landing),
    /// To show the text of the lesson that is open as it is now.
    ReloadLesson(LessonId),
    /// To colour a code block of the lesson that is open.
    Highlight(LessonId, usize),
    /// To show an image of the lesson that is open, in that size.
    Picture(LessonId, usize, Grid),
    /// To mark what a search found in the lesson that is open.
    Find(LessonId),
    /// To show what a search across all courses found.
    FindEverywhere,
    /// To have code on the clipboard, of so many lines.
    Copy(usize),
    /// To join a course.
    Enroll(CourseId),
    /// To mark a lesson as done, and perhaps go on to the next.
    Complete(Subject, AndThen),
    /// To take the mark back.
    Reopen(Subject),
    /// To keep what must not be lost: it is tried again where it fails.
    Keep(Box<Write>),
    /// To keep what the learner chose.
    Choose,
}

impl Purpose {
    /// True for what only somebody who waits at the present screen wants.
    pub(super) fn is_navigation(&self) -> bool {
        matches!(
            self,
            Purpose::ShowOutline(_) | Purpose::FindLesson(..) | Purpose::OpenLesson(..)
        )
    }
}

/// Which lesson of a course is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    /// The one to be read next.
    Next,
    /// The one with that number.
    Number(LessonNumber),
    /// The one with that id.
    Lesson(LessonId),
}

/// Where in a lesson to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Landing {
    /// Where the learner left it; one that was read to its end and completed at its beginning.
    Kept,
    /// At its beginning.
    Beginning,
    /// At the heading with that anchor.
    Heading(String),
    /// At that place.
    At(Position),
    /// At the first place with these words, which are marked.
    Search(String),
}

/// What follows a completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AndThen {
    /// The next lesson opens.
    GoOn,
    /// The screen stays.
    Stay,
}
