//! SQLite on the learner's machine: catalog, log, projections. Nothing here knows the screen or the clock.
//!
//! The log is what happened; projections are what it adds up to, moved in the same transaction by one SQL text
//! (`sql/project.sql`) that serves a single record and a rebuild alike. The catalog is what courses say and can
//! be loaded again; progress hangs on ids and outlives it.

mod binding;
mod catalog;
mod columns;
mod course;
mod error;
mod fates;
mod fetched;
mod fetched_image;
mod image;
mod lease;
mod left_behind;
mod lesson;
mod listing;
mod log;
mod manifest;
mod meta;
mod modules;
mod open;
mod order;
mod outbox;
mod outline;
mod past;
mod position;
mod projection;
mod pulled;
mod receipts;
mod refused;
mod remove;
mod salvage;
mod search;
mod seen;
mod snapshot;
mod standing;
mod state;
mod study;
mod tree;

pub use binding::{Account, Binding};
pub use course::CourseChange;
pub use error::StoreError;
pub use fates::{Fate, Fates, RecordFate};
pub use fetched::FetchedBody;
pub use image::LessonImages;
pub use lease::{LEASE, Lease};
pub use left_behind::{Carried, LeftBehind};
pub use listing::{AvailableCourse, ListedCourse};
pub use log::Appended;
pub use manifest::ManifestChange;
pub use meta::PreviousExit;
pub use open::Store;
pub use outbox::Waiting;
pub use past::Past;
pub use pulled::{End, Page, Taken};
pub use salvage::{Salvage, set_aside_damaged};
pub use seen::Seen;
pub use snapshot::{News, SnapshotChange};
pub use standing::Standing;
pub use state::State;
pub use study::{Sealed, new_record_id};
