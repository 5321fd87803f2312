//! Courses as files: the native format, its checks, and the ids that it gives.
//!
//! ```text
//! course.toml                          id, slug, title, description, language, license, difficulty, price,
//!                                      objectives, prerequisites
//! modules/01-first-steps/module.toml   id, title, description
//! modules/01-first-steps/02-tokens.md  front matter (YAML): id, title, kind, minutes, video, resource,
//!                                      objectives, draft; then Markdown
//! ```
//!
//! Nothing of a course is executed, no path leaves its directory, and a check reports every problem at once.

mod bundled;
mod fields;
mod identity;
pub mod native;
mod number;
mod problem;
mod source;
mod text;

pub use bundled::bundled;
pub use native::Loaded;
pub use problem::{Problem, Severity};
