//! SQLite on the learner's machine: catalog, log, projections. Nothing here knows the screen or the clock.
//!
//! The log is what happened; projections are what it adds up to, moved in the same transaction by one SQL text
//! (`sql/project.sql`) that serves a single record and a rebuild alike. The catalog is what courses say and can
//! be loaded again; progress hangs on ids and outlives it.

mod catalog;
mod columns;
mod course;
mod error;
mod image;
mod left_behind;
mod lesson;
mod log;
mod meta;
mod modules;
mod open;
mod order;
mod outline;
mod place;
mod projection;
mod salvage;
mod search;
mod seen;
mod setting;
mod study;
mod tree;

pub use course::CourseChange;
pub use error::StoreError;
pub use image::LessonImages;
pub use left_behind::{Carried, LeftBehind};
pub use log::Appended;
pub use meta::PreviousExit;
pub use open::Store;
pub use salvage::{Salvage, set_aside_damaged};
pub use seen::Seen;
pub use setting::Setting;
pub use study::{Sealed, new_record_id};
