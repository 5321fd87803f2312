//! The native format: a folder with a `course.toml`, and numbered folders of numbered lessons.
//!
//! ```text
//! course.toml                          id, slug, title, description, language, license, difficulty, price,
//!                                      objectives, prerequisites
//! modules/01-first-steps/module.toml   id, title, description
//! modules/01-first-steps/02-tokens.md  front matter (YAML): id, title, kind, minutes, video, resource,
//!                                      objectives, draft, path; then Markdown
//! ```

mod course;
mod lesson;
mod missing_id;
mod module;
mod named;
mod numbered;
mod write;

pub use named::{CourseName, course_name};
pub use write::{WriteError, Written, write};

use super::format::Detected;
use super::identity;
use super::outline::Outline;
use super::reading::{Reading, has_keys};
use super::source::Source;
use crate::domain::CourseId;

/// Whether there is a `course.toml`.
pub(super) fn detect(source: &Source) -> Detected {
    match source.has(course::FILE) {
        true => Detected::Yes(course::FILE.to_owned()),
        false => Detected::No(course::FILE.to_owned()),
    }
}

/// The text of the lesson in a file; none where its keys can't be read.
pub(super) fn text(reading: &mut Reading<'_>, path: &str) -> Option<String> {
    let lesson = lesson::read(reading, None, path, path)?;
    has_keys(&reading.problems).then(|| lesson.markdown.to_string())
}

/// Reads the folder; the files of a course whose `course.toml` is wrong are checked all the same.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let course = course::read(reading);
    let id = course.as_ref().map(|course| match &course.id {
        Some(id) => CourseId::new(id.clone()),
        None => identity::of_course(&course.slug),
    });
    let mut outline = Outline {
        course,
        ..Outline::default()
    };
    module::read_all(reading, id.as_ref(), &mut outline);
    outline
}
