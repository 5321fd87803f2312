//! A moment as a record needs it: the instant, and the learner's date at it.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::Timestamp;

/// An instant with the learner's local date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// The learner's local date at it.
    pub local_date: NaiveDate,
}

impl From<DateTime<FixedOffset>> for Moment {
    fn from(local: DateTime<FixedOffset>) -> Self {
        Moment {
            at: Timestamp::new(local.to_utc()),
            local_date: local.date_naive(),
        }
    }
}
