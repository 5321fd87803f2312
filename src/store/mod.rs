//! SQLite on the learner's machine: catalog, log, projections. Nothing here knows the screen or the clock.
//!
//! The log is what happened; projections are what it adds up to, moved in the same transaction by one SQL text
//! (`sql/project.sql`) that serves a single record and a rebuild alike. The catalog is what courses say and can
//! be loaded again; progress hangs on ids and outlives it.
//!
//! One file a profile; one connection writes, a few read. A **record** is a fact about what a learner did: immutable,
//! with an id of its own. Progress, enrollments and positions are **projections** of the records, and rebuilding them
//! from the log gives the same. Opening never destroys: a damaged file is set aside and its records carried over
//! (`salvage`).
//!
//! An answer that is handed in is an `attempt`, a review a `recall`. What is due is computed from them when somebody
//! asks (`review`), because only Rust knows FSRS; `stale_cards` names the cards whose records changed,
//! `lessons_to_read` the lessons whose cards did.

mod arriving;
mod binding;
mod catalog;
mod columns;
mod course;
mod edited;
mod error;
mod fetched;
mod fingerprint;
mod image;
mod known;
mod lease;
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
mod pace;
mod past;
mod position;
mod projection;
mod pulled;
mod receipts;
mod record_states;
mod refused;
mod remove;
mod removed_lessons;
mod review;
mod round;
mod salvage;
mod search;
mod snapshot;
mod source;
mod standing;
mod state;
mod study;
mod submission;
mod swap;
mod text;
mod tree;

pub use arriving::ArrivedBody;
pub use binding::{Account, Binding};
pub use course::CourseChange;
pub use edited::EditedCourse;
pub use error::StoreError;
pub use fingerprint::Fingerprint;
pub use image::LessonImages;
pub use lease::{LEASE, Lease};
pub use listing::{AvailableCourse, ListedCourse};
pub use log::Appended;
pub use manifest::ManifestChange;
pub use meta::PreviousExit;
pub use open::Store;
pub use outbox::Waiting;
pub use past::Past;
pub use pulled::{End, Page, Taken};
pub use record_states::{Fate, Fates, NotTaken, RecordFate};
pub use review::{Due, OwnCard, PlaceOfLesson, ReviewDay};
pub use salvage::{Salvage, set_aside_damaged};
pub use snapshot::{News, SnapshotChange};
pub use standing::Standing;
pub use state::State;
pub use study::{Sealed, new_record_id};
