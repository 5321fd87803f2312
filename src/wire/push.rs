//! Records on their way to the academy, and what it says of each.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Place;
use crate::domain::{DeviceId, Record, RecordId, Seconds, Timestamp};

/// Records that are pushed in one go: at most 200, and 256 KiB.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The academy that the records are kept for.
    pub instance: Uuid,
    /// The device that pushes.
    pub device: DeviceId,
    /// The last head that the device saw; none while it pushes its whole log again.
    pub base: Option<Place>,
    /// The device's clock, by which the academy sees how wrong it is.
    pub sent_at: Timestamp,
    /// The records, oldest first.
    pub records: Vec<Record>,
}

/// The academy's answer to a batch: one receipt per record, in the batch's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushAnswer {
    /// The academy that answers.
    pub instance: Uuid,
    /// The academy's clock.
    pub server_time: Timestamp,
    /// The end of the learner's log now.
    pub head: Place,
    /// What became of each record.
    pub receipts: Vec<Receipt>,
}

/// What became of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The record.
    pub record: RecordId,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What can become of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It was stored and took effect.
    Applied {
        /// Its number in the learner's log.
        seq: u64,
        /// The seconds that it added to the learner's time, for a study record.
        #[serde(default)]
        counted: Option<Seconds>,
        /// What was noticed.
        #[serde(default)]
        flags: Vec<Flag>,
    },
    /// It had been stored before, and nothing happened now.
    Duplicate {
        /// Its number in the learner's log.
        seq: u64,
    },
    /// It isn't stored and may be later.
    Held {
        /// What stands against it.
        code: Held,
    },
    /// It isn't stored and never will be.
    Refused {
        /// Why.
        code: Refused,
    },
}

/// What was noticed about a record that was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// The device's clock was wrong by more than five minutes; the record's effects got the corrected time.
    Clock,
    /// It claimed more than 300 seconds; the excess isn't counted.
    TooLong,
    /// The day has 86,400 seconds; the excess isn't counted.
    DayFull,
}

/// Why a record is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// The course must be paid for.
    PaymentRequired,
    /// The learner isn't enrolled.
    NotEnrolled,
    /// The enrollment is suspended.
    Suspended,
    /// The course or lesson isn't published any more.
    ContentGone,
}

/// Why a record is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// A record with this id and other content is there already.
    Conflict,
    /// It isn't a record.
    Malformed,
    /// It is larger than 16 KiB.
    TooLarge,
}
