//! A row of the Progress screen.

use crate::domain::{Mark, Seconds};

/// A row of the pane.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// Nothing.
    Blank,
    /// A section's title.
    Title(&'static str),
    /// A name and its value.
    Figure(&'static str, String),
    /// The names of months above the calendar's columns: (column of the week, name).
    Months(Vec<(usize, String)>),
    /// One weekday of the calendar, a level a week from the oldest; none for days to come.
    Weekday(&'static str, Vec<Option<Level>>),
    /// A day's time, as a share of the busiest day shown.
    Day {
        /// The date for a person, `Mon 23 Nov`.
        label: String,
        /// Time studied on it.
        seconds: Seconds,
        /// The time of a full bar: the busiest day's, half an hour at least.
        most: Seconds,
    },
    /// How much of a course is complete.
    Course {
        /// Its title.
        title: String,
        /// Complete lessons.
        done: usize,
        /// All lessons.
        total: usize,
        /// Time studied in it.
        seconds: Seconds,
    },
    /// How much of a module is complete.
    Module {
        /// Its number and title.
        title: String,
        /// Its mark.
        mark: Mark,
        /// Complete lessons.
        done: usize,
        /// All lessons.
        total: usize,
    },
    /// The questions of a lesson that were answered.
    Quiz {
        /// The lesson's title.
        title: String,
        /// Whether each was answered right at least once.
        is_all_right: bool,
        /// How that came out, for a person.
        result: String,
    },
    /// A line for a person.
    Remark(&'static str),
}

impl Row {
    /// Whether it leads to a course.
    pub fn opens(&self) -> bool {
        matches!(self, Row::Course { .. } | Row::Module { .. })
    }
}

/// How much was studied on a day, from 0 for nothing to 4 for an hour or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level(pub u8);

impl Level {
    /// The level of a day's time: some, 10, 30, 60 minutes.
    pub fn of(seconds: Seconds) -> Level {
        Level(match seconds.0 {
            0 => 0,
            1..600 => 1,
            600..1800 => 2,
            1800..3600 => 3,
            _ => 4,
        })
    }
}
