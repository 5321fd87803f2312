//! The ids of modules and lessons: declared or made, and each taken once.

use std::collections::HashSet;

use super::unique::Unique;
use crate::content::identity;
use crate::content::outline::{Declared, LessonOutline, ModuleOutline};
use crate::content::source::{Source, warning};
use crate::domain::diagnostic::Code;
use crate::domain::{CourseId, Diagnostic, Location, ModuleId};

/// The ids that are taken in a course.
pub(super) struct Ids<'c> {
    source: &'c Source,
    course: &'c CourseId,
    modules: Unique<String>,
    lessons: Unique<String>,
    /// The files of lessons without an id of their own.
    paths: HashSet<String>,
}

/// A lesson as it is written, with its id.
#[derive(Debug, Hash)]
pub(super) struct Named {
    pub(super) id: String,
    /// The paths that it may be known by from another time: its own, and those that it had; none where its author gave
    /// it an id.
    pub(super) known_as: Vec<String>,
    pub(super) outline: LessonOutline,
}

impl<'c> Ids<'c> {
    pub(super) fn new(source: &'c Source, course: &'c CourseId) -> Ids<'c> {
        Ids {
            source,
            course,
            modules: Unique::default(),
            lessons: Unique::default(),
            paths: HashSet::new(),
        }
    }

    /// The ids of a module and of its lessons, which are taken out of it; a module without any is a warning.
    pub(super) fn module(
        &mut self,
        outline: &mut ModuleOutline,
        problems: &mut Vec<Diagnostic>,
    ) -> (ModuleId, Vec<Named>) {
        let path = &outline.path;
        let id = self.claimed(Kind::Module, outline.id.take(), path, problems);
        if outline.lessons.is_empty() && !self.has_error_in(path, problems) {
            let message = "the module has no lesson and is left out";
            let shown = self.source.shown(path);
            problems.push(warning(shown, Code::EmptyModule, message));
        }
        let lessons = std::mem::take(&mut outline.lessons).into_iter();
        let lessons = lessons.filter_map(|lesson| self.lesson(lesson, problems));
        (ModuleId::new(id), lessons.collect())
    }

    /// A lesson with its id; none where its page is in the course already.
    fn lesson(
        &mut self,
        mut outline: LessonOutline,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Named> {
        if outline.id.is_none() && self.is_here(&outline.path, problems) {
            return None;
        }
        let declared = outline.id.take();
        let known_as = match declared {
            Some(_) => Vec::new(),
            None => known_as(&outline),
        };
        let id = self.claimed(Kind::Lesson, declared, &outline.path, problems);
        Some(Named {
            id,
            known_as,
            outline,
        })
    }

    /// Whether a page is in the course already, which is a warning; a table of contents may name one twice.
    fn is_here(&mut self, path: &str, problems: &mut Vec<Diagnostic>) -> bool {
        let is_here = !self.paths.insert(path.to_owned());
        if is_here {
            let message = "left out here: the page is in the course already";
            let shown = self.source.shown(path);
            problems.push(warning(shown, Code::DuplicatePage, message));
        }
        is_here
    }

    /// The id of a module or lesson, declared or made; one that is taken already is a problem.
    fn claimed(
        &mut self,
        kind: Kind,
        declared: Option<Declared>,
        path: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> String {
        let (id, place) = match declared {
            Some(Declared { id, place }) => (id, place),
            None => {
                let id = identity::of_part(self.course, path);
                (id, Location::File(self.source.shown(path)))
            }
        };
        let taken = match kind {
            Kind::Module => &mut self.modules,
            Kind::Lesson => &mut self.lessons,
        };
        if let Some(other) = taken.claim(id.clone(), path) {
            let message = format!("the id `{id}` is the id of {other} already");
            problems.push(Diagnostic::new(place, message).with_code(Code::DuplicateId));
        }
        id
    }

    /// Whether something in a folder is wrong, so that it isn't just empty.
    fn has_error_in(&self, folder: &str, problems: &[Diagnostic]) -> bool {
        let folder = self.source.shown(folder);
        let inside = |problem: &Diagnostic| {
            let path = problem.place.path();
            path.is_some_and(|path| path.starts_with(&folder))
        };
        let mut errors = problems.iter().filter(|problem| problem.is_error());
        errors.any(inside)
    }
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Module,
    Lesson,
}

/// The path of a lesson, and those that it had before; a page is published as HTML.
fn known_as(lesson: &LessonOutline) -> Vec<String> {
    let before = lesson
        .aliases
        .iter()
        .map(|alias| match alias.strip_suffix(".html") {
            Some(stem) => format!("{stem}.md"),
            None => alias.clone(),
        });
    std::iter::once(lesson.path.clone()).chain(before).collect()
}
