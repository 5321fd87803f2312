//! What update asks the world for, as plain data: questions that are answered, and writes.

use std::sync::Arc;

use chrono::NaiveDate;

use super::bookmarks::{Bookmark, BookmarkChange};
use super::clock::Subject;
use super::notice::Notice;
use super::picture::{Grid, ImageMode, Picture, Unshown};
use super::preferences::Preferences;
use super::request::RequestId;
use crate::domain::{
    CourseId, CourseSummary, LessonEntry, Outline, Position, RecordId, SearchHit, Seconds,
    StudyCalendar, Timestamp,
};
use crate::lesson::{Document, Highlight, Match};

/// Something that the runtime carries out.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Find something out; the answer comes back with the same id.
    Ask {
        /// Comes back with the answer.
        request: RequestId,
        /// What to find out.
        question: Question,
    },
    /// Write something down; writes happen in the order in which they were asked for.
    Write {
        /// Comes back with the outcome.
        request: RequestId,
        /// What to write down.
        write: Write,
    },
    /// Hand the terminal back and stop until the shell continues the program.
    Suspend,
    /// Clear the screen and draw all of it.
    Redraw,
    /// Leave, once everything asked for before is written down.
    Quit,
    /// Put a text on the clipboard; where it went comes back with the same id.
    Copy {
        /// Comes back with the outcome.
        request: RequestId,
        /// What to put there.
        text: String,
    },
    /// Open an address outside; the learner was asked.
    OpenOutside(String),
    /// Put a line into the log file.
    Trace(String),
}

/// Something to find out.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// What the learner chose in earlier sittings.
    Preferences,
    /// The places that the learner wants to find again.
    Bookmarks,
    /// All courses.
    Catalog,
    /// A course's outline.
    Outline(CourseId),
    /// A lesson's text, parsed, under its title.
    Lesson(Box<LessonEntry>),
    /// The same for its first frame: of a long lesson perhaps only the part around the place.
    Opening {
        /// The lesson.
        lesson: Box<LessonEntry>,
        /// The place where it is opened; none is its beginning.
        position: Option<Position>,
    },
    /// Time studied per day.
    Calendar,
    /// The outlines of all courses that the learner joined.
    Joined,
    /// The colours of a code block.
    Highlight {
        /// The language, as the block names it.
        language: String,
        /// The code.
        code: String,
    },
    /// An image of a course, made for the screen.
    Picture {
        /// The course.
        course: CourseId,
        /// The image's file in the course's folder.
        path: String,
        /// The cells that it takes.
        grid: Grid,
        /// How images are shown.
        mode: ImageMode,
    },
    /// Where a text stands in a lesson.
    Find {
        /// The lesson's text.
        document: Arc<Document>,
        /// What is looked for.
        query: String,
    },
    /// The lessons of all courses that contain some words.
    Search(String),
}

/// A moment as a record needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The instant.
    pub at: Timestamp,
    /// The learner's local date at it.
    pub local_date: NaiveDate,
}

/// Where a text was copied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopiedTo {
    /// The system's clipboard, and the terminal's as far as it has one.
    System,
    /// The terminal's alone: it doesn't say whether it has one.
    Terminal,
}

/// Something to write down.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// The learner joins a course.
    Enroll {
        /// The course.
        course: CourseId,
        /// When.
        stamp: Stamp,
    },
    /// The learner declares a lesson done.
    Complete {
        /// The lesson.
        subject: Subject,
        /// When.
        stamp: Stamp,
    },
    /// The learner takes a completion back.
    Reopen {
        /// The lesson.
        subject: Subject,
        /// The completion that this undoes.
        completion: RecordId,
        /// When.
        stamp: Stamp,
    },
    /// A stretch of reading, on the boot's monotonic clock in milliseconds.
    Study {
        /// What was read.
        subject: Subject,
        /// When it began.
        from: u64,
        /// When it ended.
        to: u64,
        /// When it began, on the wall.
        stamp: Stamp,
    },
    /// Reading stopped: the stretches so far become a record.
    SealStudy,
    /// Where the learner is in a lesson.
    Position {
        /// The lesson.
        subject: Subject,
        /// Where in its text.
        position: Position,
        /// Where that position's block starts in the text, in bytes.
        start: usize,
        /// When.
        stamp: Stamp,
    },
    /// What the learner chose.
    Preferences(Preferences),
    /// A bookmark that is set or taken away; all of them come back.
    Bookmark(BookmarkChange),
}

/// What came of a question or a write.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// What the learner chose in earlier sittings.
    Preferences(Preferences),
    /// The places that the learner wants to find again.
    Bookmarks(Vec<Bookmark>),
    /// All courses.
    Catalog(Arc<[CourseSummary]>),
    /// A course's outline; none where the course is gone.
    Outline(Option<Arc<Outline>>),
    /// A lesson's text; none where the lesson is gone.
    Lesson(Option<Arc<Document>>),
    /// Time studied per day.
    Calendar(StudyCalendar),
    /// The outlines of all courses that the learner joined.
    Joined(Vec<Arc<Outline>>),
    /// A code block's colours; none where its language is unknown.
    Highlight(Option<Arc<Highlight>>),
    /// An image for the screen, or why there is none.
    Picture(Result<Arc<Picture>, Unshown>),
    /// Where a text stands in a lesson.
    Matches(Vec<Match>),
    /// The lessons that contain some words, the best first.
    Hits(Arc<[SearchHit]>),
    /// A text is on a clipboard.
    Copied(CopiedTo),
    /// It is written down.
    Written,
    /// A stretch is written down, and this much of it counted.
    Counted {
        /// The local date that it counts for.
        date: NaiveDate,
        /// How much.
        seconds: Seconds,
    },
    /// It could not be done.
    Failed(Notice),
}
