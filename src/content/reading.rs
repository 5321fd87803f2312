//! A folder while a format reads it: its files, the choices that were made for it, and the problems found so far.

use std::collections::BTreeMap;

use serde_json::Value;

use super::chapters::Chapter;
pub(super) use super::foreign_front_matter::Front;
use super::options::{Options, Purpose};
use super::outline::{CourseOutline, LessonOutline};
use super::page::{Line, Page};
use super::page_cache::Memo;
use super::source::{Source, warning};
use super::text::Text;
use crate::domain::diagnostic::{Code, shown_part};
use crate::domain::{
    Cents, CourseId, Diagnostic, Difficulty, Lesson, LinePlace, Location, Minutes,
};
use crate::lesson::Document;

/// The largest manifest, in bytes.
const MAX_MANIFEST: usize = 4 * 1024 * 1024;

/// A folder that is read.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) source: &'a Source,
    pub(super) options: &'a Options,
    pub(super) purpose: Purpose,
    pub(super) problems: Vec<Diagnostic>,
    /// Images that stand in no file of their own, by the paths that lessons show them under.
    pub(super) made: BTreeMap<String, Vec<u8>>,
    /// The pages that were made of the same files before.
    pub(super) memo: Option<&'a mut Memo>,
}

/// A page as its file has it: what its front matter says, and its Markdown.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) front: Front,
    pub(super) page: Page,
}

impl<'a> Reading<'a> {
    pub(super) fn new(source: &'a Source, options: &'a Options, purpose: Purpose) -> Reading<'a> {
        Reading {
            source,
            options,
            purpose,
            problems: Vec::new(),
            made: BTreeMap::new(),
            memo: None,
        }
    }

    /// The lesson that `read` makes of a file of a course, and of nothing else; where the file hasn't changed, or can't be
    /// read any more, as it was made then.
    pub(super) fn lesson_of_file(
        &mut self,
        path: &str,
        course: Option<&CourseId>,
        read: impl FnOnce(&mut Self) -> Option<LessonOutline>,
    ) -> Option<LessonOutline> {
        let file = self
            .memo
            .as_ref()
            .and_then(|_| self.source.file_version(path));
        let Some(version) = file.map(|file| (file, course.cloned())) else {
            return read(self);
        };
        let kept = self
            .memo
            .as_ref()
            .and_then(|memo| memo.page(path, &version));
        if let Some((lesson, problems)) = kept {
            self.problems.extend(problems);
            return lesson;
        }
        let before = std::mem::take(&mut self.problems);
        let read = read(self);
        let found = std::mem::replace(&mut self.problems, before);
        let lesson = match read.is_some() && has_keys(&found) {
            true => read,
            false => self
                .memo
                .as_ref()
                .and_then(|memo| memo.page_before(path))
                .or(read),
        };
        if let Some(memo) = &mut self.memo {
            memo.keep_page(path, version, lesson.as_ref(), &found);
        }
        self.problems.extend(found);
        lesson
    }

    /// A text file; where it can't be read, a warning, and the course goes on without it.
    pub(super) fn text(&mut self, path: &str, limit: usize) -> Option<Text> {
        if !self.source.has(path) {
            let message = "left out: there is no such file";
            let missing = warning(self.source.shown(path), Code::NoFile, message);
            self.problems.push(missing);
            return None;
        }
        match self.source.read(path, limit) {
            Ok(bytes) => {
                let (text, problem) = Text::decode_anyhow(self.source.shown(path), &bytes);
                self.problems.extend(problem.map(Diagnostic::as_warning));
                Some(text)
            }
            Err(problem) => {
                let message = format!("left out: {}", problem.message);
                let problem = Diagnostic { message, ..problem };
                self.problems.push(problem.as_warning());
                None
            }
        }
    }

    /// A lesson's text.
    pub(super) fn lesson_text(&mut self, path: &str) -> Option<Text> {
        self.text(path, Lesson::MAX_BYTES)
    }

    /// A page of Markdown with its front matter.
    pub(super) fn page(&mut self, path: &str) -> Option<Written> {
        let text = self.lesson_text(path)?;
        let (front, end) = Front::of(&text);
        let above = text.slice(0..end).matches('\n').count();
        let front = front.unwrap_or_else(|language| {
            let message = format!("the front matter is not {language} and is ignored");
            let problem = text.error(Code::FrontMatter, 0, message);
            self.problems.push(problem.as_warning());
            Front::default()
        });
        let markdown = text.slice(end..text.as_str().len());
        Some(Written {
            front,
            page: Page::new(markdown, above),
        })
    }

    /// A manifest in YAML; where it can't be read, an error.
    pub(super) fn yaml(&mut self, path: &str) -> Option<Value> {
        let text = self.manifest(path)?;
        let parsed = serde_saphyr::from_str::<Value>(text.as_str());
        parsed
            .map_err(|failed| {
                let message = format!("this is not YAML: {}", first_line(&failed.to_string()));
                self.problems.push(text.file_error(Code::Yaml, message));
            })
            .ok()
    }

    /// A manifest's text; where it can't be read, an error.
    pub(super) fn manifest(&mut self, path: &str) -> Option<Text> {
        let read = self.source.text(path, MAX_MANIFEST);
        read.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// Warns of something at a line of a page.
    pub(super) fn at(&mut self, path: &str, line: &Line, code: Code, message: impl Into<String>) {
        let place = Location::Line(LinePlace {
            path: self.source.shown(path),
            line: line.number,
            column: 1,
            text: shown_part(line.text.trim_end(), 1).into(),
        });
        self.problems
            .push(Diagnostic::new(place, message).with_code(code).as_warning());
    }

    /// Says that something of a page isn't shown.
    pub(super) fn dropped(&mut self, path: &str, line: &Line, what: &str) {
        self.at(path, line, Code::Dropped, format!("left out: {what}"));
    }

    /// Says that a page isn't written yet, or isn't published.
    pub(super) fn draft(&mut self, path: &str, line: usize, title: &str) {
        let message = "left out: the lesson is a draft";
        self.listed(path, line, title, Code::Draft, message);
    }

    /// Warns of an entry in the file that a table of contents stands in.
    pub(super) fn listed(
        &mut self,
        path: &str,
        line: usize,
        entry: &str,
        code: Code,
        message: impl Into<String>,
    ) {
        let place = self.place(path, line, entry);
        let problem = Diagnostic::new(place, message).with_code(code);
        self.problems.push(problem.as_warning());
    }

    /// The place of an entry in the file that a table of contents stands in; the whole file where its line isn't known.
    pub(super) fn place(&self, path: &str, line: usize, entry: &str) -> Location {
        let path = self.source.shown(path);
        match line {
            0 => Location::File(path),
            line => Location::Line(LinePlace {
                path,
                line,
                column: 1,
                text: shown_part(entry, 1).into(),
            }),
        }
    }

    /// The page that an entry of a table of contents names; where there is none the entry is said, at its line.
    pub(super) fn page_of(&mut self, table: &str, chapter: &Chapter) -> Option<String> {
        let entry = chapter.title.as_deref().unwrap_or_default();
        let line = chapter.line;
        match (&chapter.page, &chapter.elsewhere) {
            (Some(path), _) if self.source.has(path) => return Some(path.clone()),
            (Some(path), _) => {
                let message = format!("left out: there is no file `{path}`");
                self.listed(table, line, entry, Code::NoFile, message);
            }
            (None, Some(address)) => {
                let message = match address.contains("://") {
                    true => format!("left out: `{address}` is a page on the web"),
                    false => format!("left out: `{address}` is no page of the course's folder"),
                };
                self.listed(table, line, entry, Code::OutsideLink, message);
            }
            (None, None) => self.draft(table, line, entry),
        }
        None
    }

    /// The metadata of a course that declares no slug and no difficulty: its name is that of its folder.
    pub(super) fn course(&self, title: Option<String>) -> CourseOutline {
        let slug = self.options.slug.clone();
        CourseOutline {
            id: None,
            title: title
                .map(|title| plain_title(&title))
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| super::number::title_of(slug.as_str())),
            slug,
            description: String::new(),
            difficulty: Difficulty::default(),
            price: Cents(0),
            language: self.options.language.clone(),
            license: None,
            objectives: Vec::new(),
            prerequisites: Vec::new(),
        }
    }
}

impl LessonOutline {
    /// The lesson with what a front matter declares in most formats.
    pub(super) fn declared(mut self, front: &Front) -> LessonOutline {
        let title = front.text("title").map(|title| plain_title(&title));
        self.title = self.title.or(title.filter(|title| !title.is_empty()));
        self.minutes = self
            .minutes
            .or(front.minutes("minutes").filter(|n| *n > 0).map(Minutes));
        self
    }
}

/// A title that may be written in Markdown, as a line of text within the bounds of a title.
pub(super) fn plain_title(markdown: &str) -> String {
    const MAX: usize = 200;
    let line: String = markdown
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let document = Document::parse(format!("# {}", line.trim()));
    let plain = document
        .headings()
        .first()
        .map(|heading| heading.title.clone());
    let plain = plain.unwrap_or(line);
    match plain.char_indices().nth(MAX) {
        None => plain,
        Some(_) => plain.chars().take(MAX - 1).chain(['…']).collect(),
    }
}

/// Whether the keys of a page could be read, as far as its problems tell; without them it may be anything.
pub(super) fn has_keys(problems: &[Diagnostic]) -> bool {
    let unread = |problem: &Diagnostic| problem.has_code(Code::Yaml);
    !problems.iter().any(unread)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
