//! A course as its author wrote it: metadata, modules, lessons with their bodies.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Cents, CourseId, CourseImage, Lesson, LessonNumber, Minutes, ModuleId, Slug};

/// How much a course expects of its learner (platform schema, `difficulty_enum`).
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the platform's and say it")]
pub enum Difficulty {
    #[default]
    Beginner,
    Intermediate,
    Advanced,
    Expert,
}

/// A text that is none of the words that are allowed in its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not one of {allowed}")]
pub struct UnknownWord {
    /// The text as written.
    pub found: String,
    /// The words that are allowed, for a person: `a, b or c`.
    pub allowed: &'static str,
}

macro_rules! words {
    ($name:ident, $allowed:literal, { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word as files and lists write it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok($name::$variant),)+
                    _ => Err(UnknownWord { found: text.to_owned(), allowed: $allowed }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

words!(Difficulty, "beginner, intermediate, advanced or expert", {
    Beginner => "beginner",
    Intermediate => "intermediate",
    Advanced => "advanced",
    Expert => "expert",
});

/// A course's metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Course {
    /// Stable identity.
    pub id: CourseId,
    /// URL-safe name, unique per origin.
    pub slug: Slug,
    /// At most 200 characters (platform schema, Courses).
    pub title: String,
    /// Markdown, a few paragraphs at most.
    pub description: String,
    /// Its difficulty.
    pub difficulty: Difficulty,
    /// In cents; 0 is free.
    pub price: Cents,
    /// BCP 47 language tag, `en` where none is given.
    pub language: String,
    /// SPDX expression, where the author gave one.
    pub license: Option<String>,
    /// The abilities that the learner gains, one sentence each.
    pub objectives: Vec<String>,
    /// The knowledge that it builds on, one sentence each.
    pub prerequisites: Vec<String>,
}

/// A course with everything in it, as an import makes it and the store takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseTree {
    /// The metadata.
    pub course: Course,
    /// The modules, in order.
    pub modules: Vec<Module>,
    /// The images that its lessons show, by path; their bytes are nothing for a text format.
    #[serde(skip)]
    pub images: Vec<CourseImage>,
}

/// A part of a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    /// Stable identity.
    pub id: ModuleId,
    /// At most 200 characters.
    pub title: String,
    /// Markdown; may be empty.
    pub description: String,
    /// The lessons, in order.
    pub lessons: Vec<Lesson>,
}

impl CourseTree {
    /// A course whose lessons are numbered by their places in it.
    pub fn new(course: Course, mut modules: Vec<Module>, images: Vec<CourseImage>) -> CourseTree {
        for (module_index, module) in modules.iter_mut().enumerate() {
            for (index, lesson) in module.lessons.iter_mut().enumerate() {
                lesson.head.number = LessonNumber::at(module_index, index);
            }
        }
        CourseTree {
            course,
            modules,
            images,
        }
    }

    /// Every lesson, in reading order.
    pub fn lessons(&self) -> impl Iterator<Item = &Lesson> {
        self.modules.iter().flat_map(|module| &module.lessons)
    }

    /// The time that all lessons take together.
    pub fn minutes(&self) -> Minutes {
        self.lessons().map(|lesson| lesson.head.minutes).sum()
    }
}
