//! What crosses between a client and its academy: records and receipts, snapshots, courses, the protocol's
//! version. The same forms for a client that talks to the database and for one that talks to a server.

use serde::{Deserialize, Serialize};

use crate::domain::RecordId;

mod course;
mod hello;
mod pull;
mod push;

pub use course::{
    Access, CatalogEntry, CatalogFilter, CatalogPage, CourseHead, EnrollmentState, ManifestEntry,
    PublishOptions, Published, RemoteCourse, RemoteLesson, RemoteModule,
};
pub use hello::{Hello, Role, User};
pub use pull::{CertificateState, LoggedRecord, PositionState, ProgressState, Pull, Snapshot};
pub use push::{Batch, Flag, Held, Outcome, PushAnswer, Receipt, Refused};

/// The version that this program speaks.
pub const PROTOCOL: i32 = 1;

/// A place in a learner's log: the last record that was seen, and its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its number; 0 before the first.
    pub seq: u64,
    /// Its id. Another one at this number means that the database went back in time.
    pub record: Option<RecordId>,
}
