//! A course whose files are being edited: read again whenever they changed, as far as it can be built.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::build::{AboutLesson, Built, Kept};
use super::format::{self, ReadText};
use super::load::read;
use super::options::{Drafts, Options, Purpose};
use super::reading::Reading;
use super::source::Source;
use crate::domain::{CourseTree, Diagnostic, LessonId};

/// A course's folder and what is remembered of its files.
pub struct LiveCourse {
    folder: PathBuf,
    options: Options,
    kept: Kept,
}

/// The folder as it is now.
#[derive(Debug)]
pub struct FolderState {
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
    /// The remarks on its lessons for their author.
    pub about: HashMap<LessonId, AboutLesson>,
    /// The lessons that are a page each and nothing else, by the path in the folder.
    pub pages: HashMap<PathBuf, LessonId>,
    /// How such a page is read.
    pub page: Option<PageReader>,
}

/// Reads the text of a page before anything else of its course is looked at.
#[derive(Debug, Clone, Copy)]
pub struct PageReader(ReadText);

impl PageReader {
    /// The text of a page as its file is now; none where it can't be read.
    pub fn text(self, folder: &Path, path: &Path) -> Option<String> {
        let source = Source::folder(folder).ok()?;
        let options = Options::of(&source);
        let mut reading = Reading::new(&source, &options, Purpose::Study);
        (self.0)(&mut reading, path.to_str()?)
    }
}

impl LiveCourse {
    /// The course in a folder, which isn't read yet.
    pub fn new(folder: &Path, options: Options) -> LiveCourse {
        LiveCourse {
            folder: folder.to_owned(),
            options,
            kept: Kept::for_later(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads the folder as it is now; files and lessons that haven't changed are neither read nor parsed again.
    pub fn read(&mut self, drafts: Drafts) -> FolderState {
        let source = match Source::folder(&self.folder) {
            Ok(source) => source,
            Err(problem) => return FolderState::broken(vec![problem]),
        };
        self.options.drafts = drafts;
        let read = read(&source, &self.options, Purpose::Check, &mut self.kept);
        FolderState {
            course: read.built.and_then(|built| SeenCourse::of(built, &source)),
            problems: read.problems,
        }
    }
}

impl FolderState {
    fn broken(problems: Vec<Diagnostic>) -> FolderState {
        FolderState {
            course: None,
            problems,
        }
    }
}

impl SeenCourse {
    fn of(built: Built, source: &Source) -> Option<SeenCourse> {
        let about = built.about(source);
        let page = format::text_in(built.report.format).map(PageReader);
        let tree = built.finish()?;
        let lessons = tree.lessons().filter(|_| page.is_some());
        let pages = lessons.map(|lesson| (lesson.head.path.clone().into(), lesson.head.id.clone()));
        Some(SeenCourse {
            pages: pages.collect(),
            page,
            about,
            tree,
        })
    }
}
