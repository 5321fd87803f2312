//! Courses as a client keeps them: listed by the manifest, outlined, and fetched lesson by lesson.

use serde::{Deserialize, Serialize};

use super::{Access, CatalogEntry, CourseHead};
use crate::domain::{LessonId, LessonKind, Minutes, ModuleId};

/// A course's metadata, with the revision that it is of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// Its revision, as the manifest has it.
    pub revision: String,
    /// The course.
    #[serde(flatten)]
    pub entry: CatalogEntry,
}

/// A course's modules and lessons in order, without the lessons' bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseOutline {
    /// Its revision, as the manifest has it.
    pub revision: String,
    /// What the caller gets of it.
    pub access: Access,
    /// Whether everybody sees it.
    pub published: bool,
    /// The metadata.
    pub course: CourseHead,
    /// The modules, in order.
    pub modules: Vec<OutlinedModule>,
}

/// A module of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlinedModule {
    /// Stable identity.
    pub id: ModuleId,
    /// Its title.
    pub title: String,
    /// Markdown; may be empty.
    pub description: String,
    /// Whether learners see it.
    pub published: bool,
    /// The lessons, in order.
    pub lessons: Vec<OutlinedLesson>,
}

/// A lesson of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of `domain::Lesson`")]
pub struct OutlinedLesson {
    pub id: LessonId,
    pub title: String,
    pub kind: LessonKind,
    pub minutes: Minutes,
    pub minutes_estimated: bool,
    pub objectives: Vec<String>,
    pub path: String,
    /// A digest of the lesson's body, compared for equality only; none without the right to the body.
    pub digest: Option<String>,
    /// The length of its content in bytes.
    pub bytes: u64,
}

/// The bodies of some of the lessons that were asked for, in the order of the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bodies {
    /// The bodies; empty only where none of the lessons is there any more.
    pub bodies: Vec<LessonBody>,
}

/// A lesson's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonBody {
    /// The lesson.
    pub lesson: LessonId,
    /// The digest, as the outline has it.
    pub digest: String,
    /// Markdown.
    pub content: String,
    /// A video to watch, an http or https address.
    pub video_url: Option<String>,
    /// Additional material, an http or https address.
    pub resource_url: Option<String>,
}
