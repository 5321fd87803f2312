//! A previewed folder as the screen takes it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::app::preview::{AboutLesson, Folder, Problem};
use crate::content::SeenCourse;
use crate::domain::{CourseId, Diagnostic, LessonId};

/// The state when the course could be shown last.
#[derive(Default)]
pub(super) struct Known {
    root: PathBuf,
    /// The file of the lesson to begin with.
    first: Option<PathBuf>,
    course: Option<CourseId>,
    lessons: HashMap<LessonId, AboutLesson>,
}

impl Known {
    /// Nothing but where it is, and the file of the lesson to begin with.
    pub(super) fn of(root: PathBuf, first: Option<PathBuf>) -> Known {
        Known {
            root,
            first,
            ..Known::default()
        }
    }

    /// The folder with the course that is shown.
    pub(super) fn follow(&mut self, seen: &SeenCourse, problems: Vec<Diagnostic>) -> Folder {
        self.course = Some(seen.tree.course.id.clone());
        let lessons = seen.about.iter().map(|(id, about)| {
            let about = AboutLesson {
                file: about.file.clone(),
                lines: about.lines.clone(),
                words: about.words,
                draft: about.draft,
                is_behind: about.behind,
                ..AboutLesson::default()
            };
            (id.clone(), about)
        });
        self.lessons = lessons.collect();
        self.folder(problems, false)
    }

    /// The folder whose course is shown as it was before.
    pub(super) fn behind(&mut self, problems: Vec<Diagnostic>) -> Folder {
        let is_behind = self.course.is_some();
        self.folder(problems, is_behind)
    }

    fn folder(&mut self, problems: Vec<Diagnostic>, is_behind: bool) -> Folder {
        let places = Places::of(&self.lessons);
        let problems: Vec<Problem> = problems
            .into_iter()
            .map(|said| Problem {
                lesson: places.lesson_of(&said).cloned(),
                said,
            })
            .collect();
        let first = self.first.as_deref();
        let first = first.and_then(|file| places.lesson_at(file, 1).cloned());
        let mut lessons = self.lessons.clone();
        for about in lessons.values_mut() {
            about.problems = Default::default();
        }
        for problem in &problems {
            let about = problem.lesson.as_ref().and_then(|id| lessons.get_mut(id));
            if let Some(about) = about {
                about.problems.add(&problem.said);
            }
        }
        Folder {
            root: self.root.clone(),
            course: self.course.clone(),
            first,
            problems,
            lessons,
            is_behind,
        }
    }
}

/// The lessons in each file, by the lines at which they begin.
struct Places<'l>(HashMap<&'l Path, Vec<(usize, &'l LessonId)>>);

impl<'l> Places<'l> {
    fn of(lessons: &'l HashMap<LessonId, AboutLesson>) -> Places<'l> {
        let mut places: HashMap<&Path, Vec<(usize, &LessonId)>> = HashMap::new();
        for (id, about) in lessons {
            let in_file = places.entry(about.file.as_path()).or_default();
            in_file.push((about.lines.in_file(1), id));
        }
        places.values_mut().for_each(|lessons| lessons.sort());
        Places(places)
    }

    fn lesson_of(&self, problem: &Diagnostic) -> Option<&'l LessonId> {
        let line = problem.place.line_and_column().map_or(1, |(line, _)| line);
        self.lesson_at(problem.place.path()?, line)
    }

    /// The lesson at a line of a file; the first one where the line is above it.
    fn lesson_at(&self, file: &Path, line: usize) -> Option<&'l LessonId> {
        let lessons = self.0.get(file)?;
        let at = lessons.iter().rev().find(|(begin, _)| *begin <= line);
        at.or(lessons.first()).map(|(_, id)| *id)
    }
}
