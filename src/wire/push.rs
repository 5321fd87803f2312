//! Records on their way to the academy, and its answer.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{LogPlace, Receipt};
use crate::domain::{DeviceId, RawRecord, Seconds, Timestamp};

/// Records that are pushed in one go: at most [`super::MAX_RECORDS`], and [`super::MAX_BYTES`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Batch {
    /// The academy that the records are kept for.
    pub instance: Uuid,
    /// The device that pushes.
    pub device: DeviceId,
    /// The highest place that the device ever saw; none while it pushes its whole log again.
    pub base: Option<LogPlace>,
    /// The device's clock, by which the academy sees how wrong it is.
    pub sent_at: Timestamp,
    /// The records, oldest first.
    pub records: Vec<Pushed>,
}

/// A record that is pushed, with what is known to have been made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Pushed {
    /// The record.
    pub record: RawRecord,
    /// Its corrected time; none for a record that was never acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_at: Option<Timestamp>,
    /// The seconds that it added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Seconds>,
}

/// The academy's answer to a batch: one receipt per record, in the batch's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PushAnswer {
    /// The academy that answers.
    pub instance: Uuid,
    /// The academy's clock.
    pub server_time: Timestamp,
    /// The end of the learner's log now.
    pub head: LogPlace,
    /// The outcome of each record.
    pub receipts: Vec<Receipt>,
}
