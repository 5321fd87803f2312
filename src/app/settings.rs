//! Settings of the configuration and the command line.

use super::image::ImageMode;
use crate::domain::{LessonNumber, Slug};

/// The configuration, as far as it is about the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The greatest width of text, in columns.
    pub measure: u16,
    /// Reading speed in words per minute, where the learner set it; else it is measured.
    pub words_per_minute: Option<u32>,
    /// Whether code is coloured.
    pub highlight: bool,
    /// How images are shown; none where they are not.
    pub images: Option<ImageMode>,
}

/// Where the command line says to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The course to open.
    pub course: Slug,
    /// The lesson to open in it; else its outline opens.
    pub lesson: Option<LessonNumber>,
}
