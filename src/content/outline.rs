//! The outline that a format reads from a folder: a course as it is written, before anything is decided about it.

use crate::domain::{Cents, Diagnostic, Difficulty, LessonKind, Location, Minutes, Slug};

/// A course as its files say it.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// None where something that a course needs is missing or wrong, which is in the problems then.
    pub(super) course: Option<CourseOutline>,
    /// The modules, in order.
    pub(super) modules: Vec<ModuleOutline>,
    /// Files that became no part of the course; a warning each, unless a lesson shows them.
    pub(super) left_out: Vec<(String, Diagnostic)>,
}

/// A course's metadata as it is written.
#[derive(Debug)]
pub(super) struct CourseOutline {
    pub(super) id: Option<String>,
    pub(super) slug: Slug,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) difficulty: Difficulty,
    pub(super) price: Cents,
    /// BCP 47; none is English.
    pub(super) language: Option<String>,
    pub(super) license: Option<String>,
    pub(super) objectives: Vec<String>,
    pub(super) prerequisites: Vec<String>,
}

/// A module as it is written.
#[derive(Debug)]
pub(super) struct ModuleOutline {
    /// Its folder or file, relative to the course's folder: its identity where it declares no id.
    pub(super) path: String,
    pub(super) id: Option<Declared>,
    pub(super) title: String,
    pub(super) description: String,
    /// The lessons, in order; a module without any is left out.
    pub(super) lessons: Vec<LessonOutline>,
}

/// A lesson as it is written.
#[derive(Debug)]
pub(super) struct LessonOutline {
    /// Its file, relative to the course's folder: its identity where it declares no id, and what links name.
    pub(super) path: String,
    /// Other paths by which links of the course name it, as published: `intro.html`. Such links are rewritten.
    pub(super) aliases: Vec<String>,
    pub(super) id: Option<Declared>,
    /// Its title as declared; else its first heading of the first level is, else `name`.
    pub(super) title: Option<String>,
    /// A title made of its file's name.
    pub(super) name: String,
    pub(super) kind: Option<LessonKind>,
    pub(super) minutes: Option<Minutes>,
    pub(super) video: Option<String>,
    pub(super) resource: Option<String>,
    pub(super) objectives: Vec<String>,
    /// Its text, with `\n` at line ends.
    pub(super) markdown: String,
    /// The lines of its file above the text.
    pub(super) lines_above: usize,
}

/// An id that its author declared, and where.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) id: String,
    pub(super) place: Location,
}
