//! Books and sites of Quarto: `_quarto.yml`.

use serde_json::Value;

use super::chapters::{Chapter, Part, modules};
use super::dialect;
use super::format::Detected;
use super::mkdocs::{beside_if_alone, folder_chapters};
use super::outline::{LessonOutline, Outline};
use super::reading::{Front, Reading, plain_title};
use super::source::Source;
use crate::domain::path_in_course;

const FILES: [&str; 2] = ["_quarto.yml", "_quarto.yaml"];

/// Whether there is a project of Quarto.
pub(super) fn detect(source: &Source) -> Detected {
    match FILES.iter().find(|file| source.has(file)) {
        Some(file) => Detected::Yes((*file).to_owned()),
        None => Detected::No(FILES[0].to_owned()),
    }
}

/// Reads a book's chapters, or a site's sidebar, or all pages where there is neither.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let file = FILES
        .iter()
        .find(|file| reading.source.has(file))
        .copied()
        .unwrap_or_default();
    let Some(config) = reading.yaml(file) else {
        return Outline::default();
    };
    let section = |key: &str| {
        let section = config.get(key).and_then(Value::as_object);
        Front(section.cloned().unwrap_or_default())
    };
    let (book, website) = (section("book"), section("website"));
    let mut course = reading.course(book.text("title").or(website.text("title")));
    course.description = book
        .text("description")
        .or(website.text("description"))
        .unwrap_or_default();
    course.license = book.text("license");
    course.language = course.language.or(config
        .get("lang")
        .and_then(Value::as_str)
        .map(str::to_owned));
    let mut chapters = Vec::new();
    for key in ["chapters", "appendices"] {
        chapters.extend(list(book.0.get(key)));
    }
    if chapters.is_empty() {
        chapters = sidebar(website.0.get("sidebar"));
    }
    if chapters.is_empty() {
        chapters = folder_chapters(reading.source, "");
    }
    let part = Part {
        title: None,
        chapters: chapters.into_iter().map(beside_if_alone).collect(),
    };
    let modules = modules(vec![part], &course.title, |chapter| page(reading, chapter));
    Outline {
        course: Some(course),
        modules,
        ..Outline::default()
    }
}

/// A site has one sidebar or several.
fn sidebar(sidebar: Option<&Value>) -> Vec<Chapter> {
    match sidebar {
        Some(Value::Array(several)) => several
            .iter()
            .flat_map(|one| self::sidebar(Some(one)))
            .collect(),
        Some(one) => list(one.get("contents")),
        None => Vec::new(),
    }
}

fn list(entries: Option<&Value>) -> Vec<Chapter> {
    let entries = entries.and_then(Value::as_array).into_iter().flatten();
    entries.filter_map(chapter).collect()
}

/// A path, or a part or section with others, or a file with its title.
fn chapter(entry: &Value) -> Option<Chapter> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let page = |path: &str| {
        let is_page = !path.contains("://") && dialect::is_page(path);
        is_page.then(|| path_in_course("", path)).flatten()
    };
    if let Some(path) = entry.as_str() {
        return Some(Chapter {
            page: Some(page(path)?),
            ..Chapter::default()
        });
    }
    let heading = text("part").or(text("section"));
    let own = heading
        .and_then(page)
        .or_else(|| text("href").or(text("file")).and_then(page));
    let below = ["chapters", "contents"]
        .iter()
        .flat_map(|key| list(entry.get(key)));
    let below: Vec<Chapter> = below.collect();
    let title = text("text").or(heading.filter(|heading| page(heading).is_none()));
    let is_empty = own.is_none() && below.is_empty();
    (!is_empty).then(|| Chapter {
        title: title.map(plain_title),
        page: own,
        chapters: below,
        ..Chapter::default()
    })
}

fn page(reading: &mut Reading<'_>, chapter: &Chapter) -> Option<LessonOutline> {
    let (mut lesson, front) = dialect::lesson(reading, chapter.page.as_deref()?)?;
    lesson.title = chapter.title.clone().or(lesson.title);
    lesson.draft = front.flag("draft") == Some(true);
    Some(lesson)
}
