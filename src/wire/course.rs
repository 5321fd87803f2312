//! Courses as an academy lists, hands out and takes them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::{
    Body, Cents, Course, CourseId, CourseTree, Difficulty, EnrollmentState, InvalidSlug, Lesson,
    LessonHead, Minutes, Module, ModuleId, Slug,
};

/// A filter of the catalog; all conditions that are set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct CatalogFilter {
    /// Only courses of this difficulty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// Free of charge.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub free: bool,
    /// Featured by the academy.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub featured: bool,
    /// Only courses that the caller is enrolled in, whatever the enrollment's state.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub enrolled: bool,
    /// Only the course with this slug.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// With this text in title or description, upper and lower case alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A page of the catalog, in the order of the slugs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CatalogPage {
    /// The courses.
    pub courses: Vec<CatalogEntry>,
    /// The slug to continue after; none on the last page.
    pub next: Option<String>,
}

/// A course in the academy's catalog.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CatalogEntry {
    /// The metadata.
    #[serde(flatten)]
    pub course: CourseHead,
    /// Whether everybody sees it; drafts are listed to their editors.
    pub published: bool,
    /// Whether the academy features it.
    pub featured: bool,
    /// The caller's access.
    pub access: Access,
    /// The time that all of it takes.
    pub minutes: Minutes,
    /// How many modules are published.
    pub modules: usize,
    /// How many lessons they have.
    pub lessons: usize,
    /// The mean of its reviews, 1.0 to 5.0.
    pub rating: Option<f32>,
    /// How many reviews it has.
    pub reviews: usize,
    /// The caller's enrollment.
    pub enrollment: Option<EnrollmentState>,
}

/// A caller's access to a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Titles only: it must be paid for, or the enrollment is suspended or refunded.
    Outline,
    /// The lessons' text too.
    Full,
    /// Drafts too, and it may be published.
    Edit,
}

/// A course's revision, as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ManifestEntry {
    /// The course.
    pub course: CourseId,
    /// Compared for equality only. It changes with the course, and with what the caller gets of it.
    pub revision: String,
}

/// A course's metadata. The web application's slugs are looser than ours, so it isn't a [`Course`] yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the fields are those of `domain::Course`")]
pub struct CourseHead {
    pub id: CourseId,
    pub slug: String,
    pub title: String,
    pub description: String,
    pub difficulty: Difficulty,
    pub price: Cents,
    pub language: String,
    pub license: Option<String>,
    pub objectives: Vec<String>,
    pub prerequisites: Vec<String>,
}

/// A course that was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RemoteCourse {
    /// Its revision, as the manifest has it.
    pub revision: String,
    /// The caller's access.
    pub access: Access,
    /// Whether everybody sees it.
    pub published: bool,
    /// The metadata.
    pub course: CourseHead,
    /// The modules, in order.
    pub modules: Vec<RemoteModule>,
}

/// A module that was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RemoteModule {
    /// Stable identity.
    pub id: ModuleId,
    /// Its title.
    pub title: String,
    /// Markdown; may be empty.
    pub description: String,
    /// Whether learners see it.
    pub published: bool,
    /// The lessons, in order.
    pub lessons: Vec<RemoteLesson>,
}

/// A lesson that was fetched. Without the right to its text, body and addresses are absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RemoteLesson {
    /// The part that lists show.
    #[serde(flatten)]
    pub head: LessonHead,
    /// The part that the reader shows.
    #[serde(rename = "content")]
    pub body: Option<Body>,
}

/// How a course is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishOptions {
    /// The revision that the author started from; none for a new course.
    pub base: Option<String>,
    /// Whether everybody shall see it. False keeps a draft a draft and never hides what is published.
    pub publish: bool,
    /// Only says whether the course would be taken, and changes nothing. Texts and images need not be there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dry_run: bool,
}

/// The outcome of publishing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Published {
    /// The course.
    pub course: CourseId,
    /// Whether it is new to the academy.
    pub created: bool,
    /// Whether everybody sees it now.
    pub published: bool,
    /// Its revision now.
    pub revision: String,
}

impl TryFrom<CourseHead> for Course {
    type Error = InvalidSlug;

    fn try_from(head: CourseHead) -> Result<Self, InvalidSlug> {
        Ok(Course {
            slug: local_slug(&head.slug)?,
            id: head.id,
            title: head.title,
            description: head.description,
            difficulty: head.difficulty,
            price: head.price,
            language: head.language,
            license: head.license,
            objectives: head.objectives,
            prerequisites: head.prerequisites,
        })
    }
}

/// The slug, brought to our form where the web application's isn't: a label, never an identity.
fn local_slug(theirs: &str) -> Result<Slug, InvalidSlug> {
    if let Ok(slug) = theirs.parse() {
        return Ok(slug);
    }
    let lower = theirs.to_ascii_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let joined: String = words.join("-").chars().take(Slug::MAX_LENGTH).collect();
    let trimmed = joined.trim_end_matches('-').parse();
    trimmed.or_else(|_| "course".parse())
}

impl RemoteCourse {
    /// The course with its text; none where the caller may not have that.
    pub fn into_tree(self) -> Option<CourseTree> {
        let modules = self.modules.into_iter().map(RemoteModule::into_module);
        let modules = modules.collect::<Option<_>>()?;
        let course = self.course.try_into().ok()?;
        Some(CourseTree::new(course, modules, Vec::new()))
    }
}

impl RemoteModule {
    fn into_module(self) -> Option<Module> {
        let lessons = self.lessons.into_iter().map(RemoteLesson::into_lesson);
        Some(Module {
            id: self.id,
            title: self.title,
            description: self.description,
            lessons: lessons.collect::<Option<_>>()?,
        })
    }
}

impl RemoteLesson {
    fn into_lesson(self) -> Option<Lesson> {
        Some(Lesson::new(self.head, self.body?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_of_the_webs_becomes_one_of_ours() {
        for (theirs, ours) in [
            ("applied-ai", "applied-ai"),
            ("Applied_AI.v2~", "applied-ai-v2"),
            ("--", "course"),
        ] {
            assert_eq!(local_slug(theirs).unwrap().as_str(), ours);
        }
    }
}
