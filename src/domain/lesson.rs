//! A lesson: its head, which lists and outlines show, and its body, which the reader shows.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::course::{UnknownWord, words};
use super::quiz::Withheld;
use super::{LessonId, Markdown, Minutes};

/// The kind of a lesson (platform schema, `lesson_type_enum`).
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
pub enum LessonKind {
    #[default]
    Text,
    Video,
    Interactive,
    Assignment,
    Quiz,
}

words!(LessonKind, "text, video, interactive, assignment or quiz", {
    Text => "text",
    Video => "video",
    Interactive => "interactive",
    Assignment => "assignment",
    Quiz => "quiz",
});

impl LessonKind {
    /// The word at the beginning of a line.
    pub fn title(self) -> &'static str {
        match self {
            LessonKind::Text => "Text",
            LessonKind::Video => "Video",
            LessonKind::Interactive => "Interactive",
            LessonKind::Assignment => "Assignment",
            LessonKind::Quiz => "Quiz",
        }
    }
}

/// A lesson's number as people write it: module and lesson, both from 1, `2.3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LessonNumber {
    /// The module's place in the course, from 1.
    pub module: usize,
    /// The lesson's place in the module, from 1.
    pub lesson: usize,
}

impl LessonNumber {
    /// The number of a lesson by the indexes of module and lesson, both from 0.
    pub fn at(module: usize, lesson: usize) -> LessonNumber {
        LessonNumber {
            module: module + 1,
            lesson: lesson + 1,
        }
    }
}

/// The first lesson of a course, `1.1`: the number until a lesson gets its place in an outline.
impl Default for LessonNumber {
    fn default() -> Self {
        LessonNumber::at(0, 0)
    }
}

/// A text that is not a lesson number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a lesson number: write module and lesson with a dot, such as 2.3")]
pub struct InvalidLessonNumber(pub String);

impl FromStr for LessonNumber {
    type Err = InvalidLessonNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidLessonNumber(text.to_owned());
        let (module, lesson) = text.split_once('.').ok_or_else(invalid)?;
        let from_one = |number: &str| number.parse().ok().filter(|number| *number > 0);
        match (from_one(module), from_one(lesson)) {
            (Some(module), Some(lesson)) => Ok(Self { module, lesson }),
            _ => Err(invalid()),
        }
    }
}

impl fmt::Display for LessonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.module, self.lesson)
    }
}

/// A lesson without its body.
///
/// In JSON three of its fields have the names of the platform's columns.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LessonHead {
    /// Stable identity; progress hangs on it.
    pub id: LessonId,
    /// Its place in the course. Never written: [`CourseTree::new`](super::CourseTree::new) and
    /// [`Outline::new`](super::Outline::new) give it.
    #[serde(skip)]
    pub number: LessonNumber,
    /// At most 200 characters.
    pub title: String,
    /// Its kind.
    pub kind: LessonKind,
    /// How long it takes.
    pub minutes: Minutes,
    /// True where `minutes` was counted from the text and not declared by the author.
    #[serde(rename = "minutes_estimated")]
    pub estimated: bool,
    /// A video to watch, an http or https address.
    #[serde(rename = "video_url")]
    pub video: Option<String>,
    /// Additional material, an http or https address.
    #[serde(rename = "resource_url")]
    pub resource: Option<String>,
    /// The abilities a learner gains: one sentence each, with inline Markdown.
    pub objectives: Vec<String>,
    /// The file it came from, relative to the course's folder with `/`; links between lessons name it.
    pub path: String,
}

impl LessonHead {
    /// How long it takes, for a person: `8 min`, or `~8 min` where that was counted from the text. Empty where nobody
    /// knows: the text beside a video says nothing of the video.
    pub fn length(&self) -> String {
        match (self.kind, self.estimated) {
            (LessonKind::Video, true) => String::new(),
            (_, true) => format!("~{}", self.minutes),
            (_, false) => self.minutes.to_string(),
        }
    }

    /// Its kind and how long it takes, such as `Text · 8 min`.
    pub fn facts(&self) -> String {
        let facts = [self.kind.title().to_owned(), self.length()];
        let known: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        known.join(" · ")
    }
}

/// The part of a lesson that the reader shows below its head.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Body {
    /// Markdown, front matter removed.
    Text(#[schema(inline)] Markdown),
}

impl Body {
    /// The Markdown that the body is written in.
    pub fn markdown(&self) -> &str {
        match self {
            Body::Text(markdown) => markdown,
        }
    }

    /// The same, taken out.
    pub fn into_markdown(self) -> Markdown {
        match self {
            Body::Text(markdown) => markdown,
        }
    }
}

/// A lesson with its body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The part that lists show.
    #[serde(flatten)]
    pub head: LessonHead,
    /// The part that the reader shows.
    #[serde(rename = "content")]
    pub body: Body,
    /// The part that an academy keeps back, where it has graded questions.
    #[serde(rename = "key", default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
}

impl Lesson {
    /// A lesson of which nothing is kept back.
    pub fn new(head: LessonHead, body: Body) -> Lesson {
        Lesson {
            head,
            body,
            withheld: None,
        }
    }

    /// The texts that publishing it sends: as its author wrote it, and as learners get it where that differs.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let public = self
            .withheld
            .iter()
            .map(|withheld| withheld.public.as_str());
        [self.body.markdown()].into_iter().chain(public)
    }

    /// The largest lesson that is taken, in bytes (design 15).
    pub const MAX_BYTES: usize = 32 * 1024 * 1024;

    /// The most text of a lesson that an academy takes, in bytes.
    pub const MAX_PUBLISHED: usize = 8 * 1024 * 1024;
}
