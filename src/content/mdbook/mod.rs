//! Books as mdBook and GitBook have them: `SUMMARY.md`, with a `book.toml` or without.
//!
//! Preprocessors never run: what their directives stand for is left out, shown as text, or kept as written, and said.

mod book;
mod code;
mod directive;
mod include;
mod math;
mod question;
mod template;

use super::chapters::{Chapter, modules};
use super::format::Detected;
use super::outline::{LessonOutline, Outline, Site};
use super::page::Page;
use super::reading::Reading;
use super::source::Source;
use super::summary::{self, Parts};
use book::Book;

/// Whether there is a summary where a book has one.
pub(super) fn detect(source: &Source) -> Detected {
    let found = book::SUMMARIES.iter().find(|path| source.has(path));
    match found {
        _ if source.has(book::FILE) => Detected::Yes(book::FILE.to_owned()),
        Some(path) => Detected::Yes((*path).to_owned()),
        None => Detected::No(format!("{} or SUMMARY.md", book::FILE)),
    }
}

/// Reads the book.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let book = Book::read(reading);
    let Some(contents) = reading.manifest(&book.summary) else {
        return Outline::default();
    };
    let begin = match book.is_mdbook {
        true => Parts::First,
        false => Parts::Any,
    };
    let parts = summary::read(contents.as_str(), &book.summary, begin);
    let mut course = reading.course(book.title.clone());
    course.description = book.description.clone().unwrap_or_default();
    course.language = course.language.or(book.language.clone());
    let modules = modules(parts, &course.title, |chapter| {
        page(reading, &book, chapter)
    });
    Outline {
        course: Some(course),
        modules,
        site: Site {
            root: book.folder,
            address: book.address,
            ..Site::default()
        },
        ..Outline::default()
    }
}

/// The text of the page in a file.
pub(super) fn text(reading: &mut Reading<'_>, path: &str) -> Option<String> {
    let book = Book::read(reading);
    let written = reading.page(path)?;
    let (text, _) = resolved(reading, &book, path, written.page).finish();
    Some(text)
}

/// A chapter's page; a chapter without one isn't written yet.
fn page(reading: &mut Reading<'_>, book: &Book, chapter: &Chapter) -> Option<LessonOutline> {
    let path = &reading.page_of(&book.summary, chapter)?;
    let written = reading.page(path)?;
    let mut lesson = LessonOutline::new(path.clone());
    lesson.listed_at = Some(reading.place(
        &book.summary,
        chapter.line,
        chapter.title.as_deref().unwrap_or_default(),
    ));
    lesson.title = chapter.title.as_deref().map(super::reading::plain_title);
    lesson.aliases = book.redirects_to(path);
    let page = resolved(reading, book, path, written.page);
    Some(lesson.declared(&written.front).with(page))
}

/// A page without what only mdBook knows: its directives, formulas and hidden lines.
fn resolved(reading: &mut Reading<'_>, book: &Book, path: &str, page: Page) -> Page {
    let page = directive::resolve(reading, path, page);
    let page = match book.has_mathjax {
        true => math::read(page),
        false => page,
    };
    code::with_hidden_lines(page, &book.hidden)
}
