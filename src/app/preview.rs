//! A preview of a course: the problems in its files, its drafts, and whether it is shown as learners see it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{CourseId, Diagnostic, LessonId, LineMap};

/// The preview of a course's folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preview {
    /// The folder as it is now.
    pub folder: Arc<Folder>,
    /// Whether what learners wouldn't see is hidden.
    pub as_learner: bool,
}

/// A course's folder, as its author sees it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folder {
    /// Where it is; the paths of its files begin with it.
    pub root: PathBuf,
    /// The course that is shown; none where there was none yet that could be.
    pub course: Option<CourseId>,
    /// The lesson to begin with, where one was asked for.
    pub first: Option<LessonId>,
    /// Every problem, by file and line.
    pub problems: Vec<Problem>,
    /// The remarks on each lesson.
    pub lessons: HashMap<LessonId, AboutLesson>,
    /// Whether the course is shown as it was before: as it is now, it can't be.
    pub is_behind: bool,
}

/// A problem in a course's files.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The problem and its place.
    pub said: Diagnostic,
    /// The lesson in whose file it is.
    pub lesson: Option<LessonId>,
}

/// The remarks on a lesson for its author.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AboutLesson {
    /// Its file.
    pub file: PathBuf,
    /// Its text's lines in the file.
    pub lines: LineMap,
    /// The words of its text.
    pub words: usize,
    /// Whether it isn't to be shown to learners yet.
    pub draft: bool,
    /// Whether its file can't be read, and it is shown as it was before.
    pub is_behind: bool,
    /// The problems in its file.
    pub problems: Counts,
}

/// How many problems there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that keep the course from being published.
    pub errors: usize,
    /// The others.
    pub warnings: usize,
}

impl Counts {
    /// True where there is none.
    pub fn is_empty(self) -> bool {
        self == Counts::default()
    }

    /// Counts one more.
    pub fn add(&mut self, problem: &Diagnostic) {
        match problem.is_error() {
            true => self.errors += 1,
            false => self.warnings += 1,
        }
    }

    /// The counts of several together.
    pub fn sum(all: impl Iterator<Item = Counts>) -> Counts {
        all.fold(Counts::default(), |sum, counts| Counts {
            errors: sum.errors + counts.errors,
            warnings: sum.warnings + counts.warnings,
        })
    }

    /// The counts with the signs of errors and warnings; empty where there is none.
    pub fn signs(self) -> String {
        let parts = [("✗", self.errors), ("!", self.warnings)];
        let parts = parts.iter().filter(|(_, count)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(sign, count)| format!("{sign}{count}"))
            .collect();
        parts.join(" ")
    }
}

impl Folder {
    /// All problems.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.problems
            .iter()
            .for_each(|problem| counts.add(&problem.said));
        counts
    }
}

impl Preview {
    /// The remarks on a lesson; none in a learner's view.
    pub fn about(&self, lesson: &LessonId) -> Option<&AboutLesson> {
        let about = self.folder.lessons.get(lesson);
        about.filter(|_| !self.as_learner)
    }
}
