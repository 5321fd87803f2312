//! The outline that a format reads from a folder: a course as it is written, before anything is decided about it.

use super::number;
use super::page::{LineMap, Page};
use super::reading::plain_title;
use crate::domain::{Cents, Diagnostic, Difficulty, LessonKind, Location, Minutes, Slug};
use crate::lesson::Source;

/// A course as its files say it.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// None where something that a course needs is missing or wrong, which is in the problems then.
    pub(super) course: Option<CourseOutline>,
    /// The modules, in order.
    pub(super) modules: Vec<ModuleOutline>,
    /// Files that became no part of the course; a warning each, unless a lesson shows them.
    pub(super) left_out: Vec<(String, Diagnostic)>,
    /// The addresses of its files on the web.
    pub(super) site: Site,
    /// The file that was read first, where that isn't the one that the format was told by.
    pub(super) table: Option<String>,
}

/// The website that a course's files make, as far as its files say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Site {
    /// The folder of its pages, where site-absolute links start; empty for the course's own.
    pub(super) root: String,
    /// Folders whose files stand at the site's top.
    pub(super) assets: Vec<String>,
    /// Its address, with a slash at the end: `https://doc.rust-lang.org/book/`.
    pub(super) address: Option<String>,
    /// The path that its site-absolute links begin with, where that isn't the slash alone: `/base/`.
    pub(super) base: Option<String>,
    /// A beginning of links and the folder of the course that it stands for.
    pub(super) alias: Option<(&'static str, String)>,
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
#[derive(Debug, Clone, Hash)]
pub(super) struct LessonOutline {
    /// Its file, relative to the course's folder: its identity where it declares no id, and what links name.
    pub(super) path: String,
    /// The file on disk, where the path names a part of it.
    pub(super) file: Option<String>,
    /// Its entry in a table of contents, where that has a line.
    pub(super) listed_at: Option<Location>,
    /// Other paths by which links of the course name it, as published: `intro.html`. Such links are rewritten.
    pub(super) aliases: Vec<String>,
    pub(super) id: Option<Declared>,
    /// Its title as declared; else its first heading of the first level is, else `name`.
    pub(super) title: Option<String>,
    /// A title made of its file's name.
    pub(super) name: String,
    pub(super) kind: Option<LessonKind>,
    pub(super) minutes: Option<Minutes>,
    /// Where they are declared, where that is known.
    pub(super) minutes_at: Option<Location>,
    pub(super) video: Option<String>,
    pub(super) resource: Option<String>,
    pub(super) objectives: Vec<String>,
    /// Whether its author says that it isn't to be shown yet.
    pub(super) draft: bool,
    /// Whether its file can't be read any more, and this is what it was before.
    pub(super) behind: bool,
    /// Its text, with `\n` at line ends. Whatever keeps the lesson shares it: a course has megabytes of them.
    pub(super) markdown: Source,
    /// Its text's lines in its file.
    pub(super) lines: LineMap,
}

impl LessonOutline {
    /// A lesson of which nothing is known but its file.
    pub(super) fn new(path: String) -> LessonOutline {
        LessonOutline {
            name: number::title_of(&path),
            path,
            file: None,
            listed_at: None,
            aliases: Vec::new(),
            id: None,
            title: None,
            kind: None,
            minutes: None,
            minutes_at: None,
            video: None,
            resource: None,
            objectives: Vec::new(),
            draft: false,
            behind: false,
            markdown: Source::default(),
            lines: LineMap::default(),
        }
    }

    /// Its title as far as it is known before its text is parsed: declared, or its first heading.
    pub(super) fn heading(&self) -> Option<String> {
        let written = || {
            let mut lines = self.markdown.lines();
            let heading = lines.find_map(|line| line.strip_prefix("# "))?;
            Some(plain_title(heading)).filter(|title| !title.is_empty())
        };
        self.title.clone().or_else(written)
    }

    /// The same with its text.
    pub(super) fn with(mut self, page: Page) -> LessonOutline {
        let (text, lines) = page.finish();
        (self.markdown, self.lines) = (text.into(), lines);
        self
    }
}

/// An id that its author declared, and where.
#[derive(Debug, Clone, Hash)]
pub(super) struct Declared {
    pub(super) id: String,
    pub(super) place: Location,
}
