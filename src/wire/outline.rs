//! Courses as a client keeps them: listed by the manifest, outlined, and fetched lesson by lesson.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Access, CatalogEntry, CourseHead};
use crate::domain::{CourseImage, LessonHead, LessonId, ModuleId};

/// A course's metadata, with the revision that it is of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Listing {
    /// Its revision, as the manifest has it.
    pub revision: String,
    /// The course.
    #[serde(flatten)]
    pub entry: CatalogEntry,
}

/// A course's modules and lessons in order, without the lessons' bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CourseOutline {
    /// Its revision, as the manifest has it.
    pub revision: String,
    /// The caller's access to it.
    pub access: Access,
    /// Whether everybody sees it.
    pub published: bool,
    /// The metadata.
    pub course: CourseHead,
    /// The modules, in order.
    pub modules: Vec<OutlinedModule>,
    /// The images that its lessons show; none without the right to the lessons' bodies.
    #[serde(default)]
    pub images: Vec<OutlinedImage>,
}

/// An image of a course, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutlinedImage {
    /// The file, relative to the course's folder with `/`.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub digest: String,
    /// From left to right, in pixels.
    pub width: u32,
    /// From top to bottom, in pixels.
    pub height: u32,
}

impl From<&CourseImage> for OutlinedImage {
    fn from(image: &CourseImage) -> Self {
        OutlinedImage {
            path: image.path.clone(),
            digest: image.digest(),
            width: image.size.width,
            height: image.size.height,
        }
    }
}

/// A module of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OutlinedLesson {
    /// All but its body; without addresses where the caller has no right to the body.
    #[serde(flatten)]
    pub head: LessonHead,
    /// The SHA-256 of the lesson's body in hexadecimal; none without the right to the body.
    pub digest: Option<String>,
    /// The length of its content in bytes.
    pub bytes: u64,
}

/// The bodies of some of the lessons that were asked for, in the order of the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bodies {
    /// The bodies; empty only where none of the lessons is there any more.
    pub bodies: Vec<LessonBody>,
}

/// A lesson's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LessonBody {
    /// The lesson.
    pub lesson: LessonId,
    /// The digest, as the outline has it.
    pub digest: String,
    /// Markdown.
    pub content: String,
}
