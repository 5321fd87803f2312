//! The course that a folder's `course.toml` names, whatever else of its files is wrong.

use std::fmt;
use std::path::Path;

use super::course;
use crate::content::fields::Fields;
use crate::content::source::Source;
use crate::domain::{CourseId, Slug};

/// How a course is named: by one of them at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseName {
    /// Its id, where it declares one.
    pub id: Option<CourseId>,
    /// Its slug.
    pub slug: Option<Slug>,
}

/// The course of a folder; none where its `course.toml` has neither an id nor a slug that can be read.
pub fn course_name(folder: &Path) -> Option<CourseName> {
    let source = Source::folder(folder).ok()?;
    let text = source.text(course::FILE, course::MAX_BYTES).ok()?;
    let mut fields = Fields::toml(&text);
    let name = CourseName {
        id: fields.id().map(|id| CourseId::new(id.value)),
        slug: fields.parsed("slug"),
    };
    (name.id.is_some() || name.slug.is_some()).then_some(name)
}

impl fmt::Display for CourseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.slug, &self.id) {
            (Some(slug), _) => slug.fmt(f),
            (None, Some(id)) => id.fmt(f),
            (None, None) => Ok(()),
        }
    }
}
