//! A lesson's text, its colours, its images, and searches in it.

use std::sync::Arc;

use super::Ask;
use crate::app::image::{Grid, ImageMode, RenderingId, Unshown};
use crate::domain::{CourseId, LessonEntry, Position};
use crate::lesson::{Document, Highlight as Colours, Match};

/// Reads and parses a lesson's text, under its title; none where the lesson is gone.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadLesson {
    /// The lesson.
    pub lesson: Box<LessonEntry>,
    /// How much of it.
    pub extent: Extent,
}

/// How much of a lesson is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// At least what the first frame shows, at the position or else at the beginning.
    FirstFrame(Option<Position>),
}

impl Ask for ReadLesson {
    type Answer = Option<Arc<Document>>;
}

/// Colours a code block; none where its language is unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Highlight {
    /// The language, as the block names it.
    pub language: String,
    /// The code.
    pub code: String,
}

impl Ask for Highlight {
    type Answer = Option<Arc<Colours>>;
}

/// Makes an image of a course ready for the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderImage {
    /// The course.
    pub course: CourseId,
    /// The image's file in the course's folder.
    pub path: String,
    /// The cells that it takes.
    pub grid: Grid,
    /// How images are shown.
    pub mode: ImageMode,
}

impl Ask for RenderImage {
    type Answer = Result<RenderingId, Unshown>;
}

/// Finds a text in a lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchLesson {
    /// The lesson's text.
    pub document: Arc<Document>,
    /// The text to find.
    pub query: String,
}

impl Ask for SearchLesson {
    type Answer = Vec<Match>;
}
