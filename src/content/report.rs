//! The figures of a course that was read. What was dropped or changed is in the warnings, each with its place.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{LessonKind, Minutes};

/// The figures of a folder that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The format that it was read in.
    pub format: &'static str,
    /// Why it was that one.
    pub because: String,
    /// How many modules it has.
    pub modules: usize,
    /// How many lessons of each kind.
    pub lessons: BTreeMap<LessonKind, usize>,
    /// The words of all lessons.
    pub words: usize,
    /// The minutes that their author declared.
    pub minutes_declared: Minutes,
    /// The minutes that were estimated.
    pub minutes_estimated: Minutes,
    /// How many images its lessons show.
    pub images: usize,
    /// How many links and paths of images were rewritten.
    pub links_rewritten: usize,
    /// How many links lead nowhere.
    pub links_broken: usize,
}
