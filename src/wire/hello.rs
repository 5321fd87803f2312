//! The first call: who the caller is, what is spoken, and what has changed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::LogPlace;
use crate::domain::Timestamp;

/// The protocols that one side speaks, from the oldest to the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Protocols {
    /// The oldest.
    pub oldest: u32,
    /// The newest.
    pub newest: u32,
}

impl Protocols {
    /// The newest that both speak.
    ///
    /// ```
    /// use lyceum::wire::Protocols;
    /// let ours = Protocols { oldest: 1, newest: 2 };
    /// assert_eq!(ours.common(Protocols { oldest: 2, newest: 5 }), Some(2));
    /// assert_eq!(ours.common(Protocols { oldest: 3, newest: 5 }), None);
    /// ```
    pub fn common(self, other: Protocols) -> Option<u32> {
        let newest = self.newest.min(other.newest);
        (newest >= self.oldest.max(other.oldest)).then_some(newest)
    }
}

/// The academy's answer to a client that introduces itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Hello {
    /// The protocols that the academy speaks.
    pub protocols: Protocols,
    /// The kinds of records that it knows.
    pub kinds: Vec<String>,
    /// Which academy this is.
    pub instance: Uuid,
    /// The academy's clock.
    pub server_time: Timestamp,
    /// Who is calling.
    pub user: User,
    /// The end of the caller's log.
    pub head: LogPlace,
    /// A digest of the caller's manifest.
    pub catalog: String,
    /// A digest of the caller's snapshot.
    pub snapshot: String,
    /// The most records that a batch may hold.
    pub max_records: usize,
    /// The most bytes that a batch may have.
    pub max_bytes: usize,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct User {
    /// Its id, as the platform writes it.
    pub id: String,
    /// Its address.
    pub email: String,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Its role, which decides its permissions.
    pub role: Role,
}

/// An account's role (platform schema, `user_role`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Learns.
    Student,
    /// Publishes courses too.
    Instructor,
    /// Sees and publishes every course, and appoints editors.
    Admin,
}
