//! A course on its way to the academy: what is large is uploaded before, and named by its digest.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{OutlinedImage, PublishOptions};
use crate::domain::quiz::{QuestionKey, Withheld};
use crate::domain::{
    Course, CourseTree, Lesson, LessonHead, LessonId, Module, ModuleId, digest_of,
};

/// A course to publish, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Publication {
    /// The course.
    pub course: GivenCourse,
    /// How.
    pub options: PublishOptions,
}

/// A course, whose texts and images were uploaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GivenCourse {
    /// The metadata.
    pub course: Course,
    /// The modules, in order.
    pub modules: Vec<GivenModule>,
    /// The images that its lessons show.
    #[serde(default)]
    pub images: Vec<OutlinedImage>,
}

/// A module of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GivenModule {
    /// Stable identity.
    pub id: ModuleId,
    /// At most 200 characters.
    pub title: String,
    /// Markdown; may be empty.
    pub description: String,
    /// The lessons, in order.
    pub lessons: Vec<GivenLesson>,
}

/// A lesson of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GivenLesson {
    /// All but its body.
    #[serde(flatten)]
    pub head: LessonHead,
    /// The SHA-256 of its body as its author wrote it, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub content_digest: String,
    /// The part that learners don't get, where it has graded questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<GivenKey>,
}

/// The key of a lesson with graded questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GivenKey {
    /// The SHA-256 of the body as learners get it, in hexadecimal.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub public_digest: String,
    /// The right answers.
    pub questions: Vec<QuestionKey>,
}

impl From<&CourseTree> for GivenCourse {
    fn from(tree: &CourseTree) -> Self {
        GivenCourse {
            course: tree.course.clone(),
            modules: tree.modules.iter().map(GivenModule::from).collect(),
            images: tree.images.iter().map(OutlinedImage::from).collect(),
        }
    }
}

impl From<&Module> for GivenModule {
    fn from(module: &Module) -> Self {
        GivenModule {
            id: module.id.clone(),
            title: module.title.clone(),
            description: module.description.clone(),
            lessons: module.lessons.iter().map(GivenLesson::from).collect(),
        }
    }
}

impl From<&Lesson> for GivenLesson {
    fn from(lesson: &Lesson) -> Self {
        GivenLesson {
            head: lesson.head.clone(),
            content_digest: digest_of(lesson.body.markdown().as_bytes()),
            key: lesson.withheld.as_ref().map(GivenKey::from),
        }
    }
}

impl From<&Withheld> for GivenKey {
    fn from(withheld: &Withheld) -> Self {
        GivenKey {
            public_digest: digest_of(withheld.public.as_bytes()),
            questions: withheld.questions.clone(),
        }
    }
}

/// How many people learn in a course, as its editors may know it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Learners {
    /// How many are enrolled.
    pub enrolled: u64,
    /// How many began or completed each lesson; lessons that nobody began are left out.
    #[schema(value_type = BTreeMap<String, u64>)]
    pub lessons: BTreeMap<LessonId, u64>,
}

/// A course to take back, as its author looked at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Unpublish {
    /// The revision that the author looked at.
    pub base: String,
}
