//! A course whose files are being edited: read again whenever they changed, as far as it can be built.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::build::{AboutLesson, Built, Kept};
use super::load::read;
use super::options::{Drafts, Options, Purpose};
use super::reading::Reading;
use super::source::Source;
use super::{format, native};
use crate::domain::{CourseTree, Diagnostic, LessonId};

/// A course's folder and what is remembered of its files.
pub struct LiveCourse {
    folder: PathBuf,
    options: Options,
    kept: Kept,
    /// The lessons that are a file each and nothing else, by the path in the folder.
    of_one_file: HashMap<String, LessonId>,
}

/// What the folder has now.
#[derive(Debug)]
pub struct Seen {
    /// The course; none where too little of it is right to make one.
    pub course: Option<SeenCourse>,
    /// Every problem, by file and line.
    pub problems: Vec<Diagnostic>,
}

/// The course in a folder.
#[derive(Debug)]
pub struct SeenCourse {
    /// The course, ready for the store.
    pub tree: CourseTree,
    /// What is said of its lessons to their author.
    pub about: HashMap<LessonId, AboutLesson>,
}

impl LiveCourse {
    /// The course in a folder, which isn't read yet.
    pub fn new(folder: &Path, options: Options) -> LiveCourse {
        LiveCourse {
            folder: folder.to_owned(),
            options,
            kept: Kept::for_later(),
            of_one_file: HashMap::new(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads the folder as it is now; files and lessons that haven't changed are neither read nor parsed again.
    pub fn read(&mut self, drafts: Drafts) -> Seen {
        let source = match Source::folder(&self.folder) {
            Ok(source) => source,
            Err(problem) => return Seen::broken(vec![problem]),
        };
        self.options.drafts = drafts;
        let read = read(&source, &self.options, Purpose::Check, &mut self.kept);
        let is_native = |built: &Built| built.report.format == format::NATIVE;
        let native = read.built.as_ref().is_some_and(is_native);
        let course = read.built.and_then(|built| SeenCourse::of(built, &source));
        if let Some(course) = &course {
            let lessons = course.tree.lessons().filter(|_| native);
            let lessons = lessons.map(|lesson| (lesson.head.path.clone(), lesson.head.id.clone()));
            self.of_one_file = lessons.collect();
        }
        Seen {
            course,
            problems: read.problems,
        }
    }

    /// The lesson in a file of the folder and its text as it is now, before anything else is looked at; none where a lesson
    /// isn't just a file, or can't be read.
    pub fn text_of(&self, file: &Path) -> Option<(LessonId, String)> {
        let path = file.to_str()?;
        let lesson = self.of_one_file.get(path)?;
        let source = Source::folder(&self.folder).ok()?;
        let mut reading = Reading::new(&source, &self.options, Purpose::Study);
        let text = native::text(&mut reading, path)?;
        Some((lesson.clone(), text))
    }
}

impl Seen {
    fn broken(problems: Vec<Diagnostic>) -> Seen {
        Seen {
            course: None,
            problems,
        }
    }
}

impl SeenCourse {
    fn of(built: Built, source: &Source) -> Option<SeenCourse> {
        let about = built.about(source);
        let tree = built.finish()?;
        Some(SeenCourse { tree, about })
    }
}
