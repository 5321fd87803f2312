//! A sync's progress messages, its questions and its report.

use crate::domain::{CourseId, Seconds};
use crate::store::{Account, News};

/// How far a sync is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Records went to the academy.
    Pushed {
        /// So many.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// Records came from the academy.
    Pulled {
        /// Up to this place of the log.
        done: u64,
        /// Of so many.
        of: u64,
    },
    /// The catalog came.
    Listed {
        /// So many courses in this sync.
        done: usize,
    },
    /// Lessons came.
    Fetched {
        /// The course's title.
        title: String,
        /// So many lessons.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// All lessons of a course are here.
    Here(CourseId),
    /// Something happened at the academy.
    News(News),
}

/// A question that only the learner can answer. Nothing that depends on it happens until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Shall what was learned before be sent to the account?
    SendPast {
        /// How many records.
        records: usize,
        /// The time that they hold.
        seconds: Seconds,
    },
    /// Another academy answers: shall everything be sent to that one?
    OtherAcademy {
        /// The academy and account that the profile belongs to.
        bound: Account,
        /// The one that answers.
        found: Account,
    },
    /// The account was made again under the same address: is it still yours?
    AccountAgain {
        /// The account that answers.
        found: Account,
    },
    /// The academy's catalog lost most of its courses: is that right?
    CatalogLoss {
        /// So many.
        gone: usize,
        /// Of so many.
        of: usize,
    },
}

/// The result of a sync.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Records that the academy has now, of those that were pushed.
    pub pushed: usize,
    /// Records that came from it.
    pub pulled: usize,
    /// Courses whose metadata came.
    pub listed: usize,
    /// Courses whose lessons are here now.
    pub fetched: Vec<CourseId>,
    /// Courses whose lessons can't be put in, and why.
    pub not_fetched: Vec<(CourseId, String)>,
    /// News from the academy.
    pub news: Vec<News>,
    /// The questions for the learner.
    pub questions: Vec<Question>,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
}
