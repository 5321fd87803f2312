//! The first answer of an academy: who the caller is and what is spoken.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Place;
use crate::domain::Timestamp;

/// The academy's answer to a client that introduces itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The protocol's version, [`super::PROTOCOL`].
    pub protocol: i32,
    /// Which academy this is.
    pub instance: Uuid,
    /// The academy's clock.
    pub server_time: Timestamp,
    /// Who is calling.
    pub user: User,
    /// The end of the caller's log.
    pub head: Place,
    /// The most records that a batch may hold.
    pub max_records: usize,
    /// The most bytes that a batch may have.
    pub max_bytes: usize,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Its id, as the platform writes it.
    pub id: String,
    /// Its address.
    pub email: String,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// What it may do.
    pub role: Role,
}

/// What an account may do (platform schema, `user_role`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Learns.
    Student,
    /// Publishes courses too.
    Instructor,
    /// Sees and publishes every course, and appoints editors.
    Admin,
}
