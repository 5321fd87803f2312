//! The academy's data for a learner: the log since a place, and what it adds up to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{LogPlace, Snapshot, Stored};
use crate::domain::{RawRecord, Timestamp};

/// A client's request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PullRequest {
    /// The client's cursor: the last record that it has; none for the beginning.
    pub after: Option<LogPlace>,
    /// The most records that the page shall have, at most [`super::PAGE`].
    pub size: usize,
    /// The digest of the snapshot that it has.
    pub snapshot: Option<String>,
}

/// One page of a learner's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Pull {
    /// The academy that answers.
    pub instance: Uuid,
    /// The academy's clock.
    pub server_time: Timestamp,
    /// The end of the log.
    pub head: LogPlace,
    /// The records after the place that was asked for, in order.
    pub records: Vec<LoggedRecord>,
    /// The digest of what everything up to `head` adds up to; only on the page that reaches the head.
    pub digest: Option<String>,
    /// The snapshot itself, if its digest differs from the one in the request.
    pub snapshot: Option<Snapshot>,
}

/// A record with what was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LoggedRecord {
    /// The outcome that was stored for it.
    #[serde(flatten)]
    pub stored: Stored,
    /// The record, as its device made it.
    pub record: RawRecord,
}
