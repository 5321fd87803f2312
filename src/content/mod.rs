//! Courses as files. A [format](format) reads a folder into an outline; what holds for every course comes after it,
//! once: ids, titles, durations, links, images, checks ([`build`](build)).
//!
//! Nothing of a course is executed, no path leaves its directory, and a check reports every problem at once.

mod build;
mod bundled;
mod fields;
mod format;
mod identity;
mod load;
mod native;
mod number;
mod outline;
mod source;
mod text;

pub use bundled::bundled;
pub use load::{Loaded, load, load_embedded};
