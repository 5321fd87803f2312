//! A course as the catalog lists it: metadata, size, and how far the learner is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::course::{UnknownWord, words};
use super::{Course, Mark, Minutes, Percent, Seconds, Timestamp};

/// The source of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Shipped with the program.
    Bundled,
    /// Imported from a folder.
    Folder,
    /// Fetched from the academy.
    Remote,
}

words!(Origin, "bundled, folder or remote", {
    Bundled => "bundled",
    Folder => "folder",
    Remote => "remote",
});

/// One line of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CourseSummary {
    /// The metadata.
    #[serde(flatten)]
    pub course: Course,
    /// Its source.
    pub origin: Origin,
    /// Whether it came from the academy, and isn't there any more.
    pub archived: bool,
    /// The time that all its lessons take.
    pub minutes: Minutes,
    /// How many modules it has.
    pub modules: usize,
    /// How many lessons it has.
    pub lessons: usize,
    /// How many of them are complete.
    pub lessons_done: usize,
    /// Time studied in it, lessons included that it no longer has.
    pub seconds: Seconds,
    /// When the learner joined.
    pub enrolled_at: Option<Timestamp>,
    /// When something of it was last read.
    pub last_read: Option<Timestamp>,
}

impl CourseSummary {
    /// How much of it is complete.
    pub fn percent(&self) -> Percent {
        Percent::of(self.lessons_done, self.lessons)
    }

    /// The mark for the whole course.
    pub fn mark(&self) -> Mark {
        match self.percent() {
            Percent::FULL => Mark::Done,
            _ if self.enrolled_at.is_some() || self.lessons_done > 0 => Mark::Begun,
            _ => Mark::New,
        }
    }
}
