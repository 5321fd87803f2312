//! Wishes of a screen or an overlay to the rest of the program.

use super::effect::FilePlace;
use super::lesson_ref::LessonRef;
use super::request::sync::Typed;
use crate::domain::{CourseId, LessonId, LessonNumber, ModuleId, Position, RecordId};

/// Something that reaches beyond the screen or overlay that wants it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wish {
    /// Open a course's outline, with a module selected where one is named.
    OpenCourse(CourseId, Option<ModuleId>),
    /// Open a lesson.
    OpenLesson(LessonWish),
    /// Open a lesson, with a way back to this place.
    JumpToLesson(LessonWish),
    /// Open the lesson to be read next, in the course on screen.
    Continue,
    /// Go to a heading of the lesson that is open, by its number.
    GoToHeading(usize),
    /// Mark a lesson as done.
    Complete(LessonRef, AfterCompletion),
    /// Mark the lesson that is open as done, and open the next one.
    CompleteOpenLesson,
    /// Take back the mark of a lesson that is done by this record; none where it isn't done.
    Reopen(LessonRef, Option<RecordId>),
    /// Enroll in a course of the academy: its lessons come with the sync.
    Enroll(CourseId),
    /// Sign in at the academy's server.
    SignIn,
    /// Somebody is signed in, as the sentence says.
    SignedIn(String),
    /// Sync now: what is held too.
    SyncNow,
    /// Answer the question of the sync that was asked first.
    AnswerSync(bool),
    /// Sync with the secret that was typed.
    SyncWith(Typed),
    /// Look at the bookmarks anew: they changed.
    FollowBookmarks,
    /// Close the lesson that is open: all of it can't be read.
    CloseLesson,
    /// Open a file in the editor.
    Edit(FilePlace),
    /// Fit everything on screen again: how it looks changed.
    Fit,
}

/// A lesson to open.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LessonWish {
    /// The course.
    pub(super) course: CourseId,
    /// The lesson of it.
    pub(super) lesson: LessonChoice,
    /// Where to begin.
    pub(super) begin: Begin,
}

/// The lesson of a course that is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LessonChoice {
    /// The one to resume.
    ToResume,
    /// The one with that number.
    Number(LessonNumber),
    /// The one with that id.
    Id(LessonId),
}

/// Where a lesson begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Begin {
    /// Where the learner left it; at its beginning where it is done and was left at its end.
    Left,
    /// At its beginning.
    Top,
    /// At the heading with that anchor.
    Heading(String),
    /// At that place.
    Position(Position),
    /// At a line of its text, from 1.
    Line(usize),
    /// At the first place with these words, which are marked.
    Words(String),
}

/// The step after a lesson is marked as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AfterCompletion {
    /// The next lesson opens.
    OpenNext,
    /// The screen stays.
    Stay,
}
