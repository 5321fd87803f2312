//! How well something was known.

use serde::{Deserialize, Serialize};

/// A rating, as FSRS has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Not known.
    Again,
    /// Known with effort.
    Hard,
    /// Known.
    Good,
    /// Known at once.
    Easy,
}

impl Rating {
    /// Every rating, from the worst.
    pub const ALL: [Rating; 4] = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];

    /// The rating of an answer that was graded.
    pub fn of_answer(right: bool) -> Rating {
        match right {
            true => Rating::Good,
            false => Rating::Again,
        }
    }

    /// Its number, 1 to 4.
    pub fn number(self) -> u32 {
        self as u32 + 1
    }

    /// Its word for a person.
    pub fn word(self) -> &'static str {
        match self {
            Rating::Again => "again",
            Rating::Hard => "hard",
            Rating::Good => "good",
            Rating::Easy => "easy",
        }
    }
}
