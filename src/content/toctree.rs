//! Courses with a `_toctree.yml` for each language and pages in MDX, as Hugging Face has them.

use serde_json::Value;

use super::chapters::{Chapter, Part, modules};
use super::dialect::mdx;
use super::format::Detected;
use super::outline::{LessonOutline, Outline, Site};
use super::page::Page;
use super::reading::{Reading, plain_title};
use super::source::{Source, warning};
use super::walk;
use crate::domain::diagnostic::Code;
use crate::domain::{LessonKind, path_in_course};

const FILE: &str = "_toctree.yml";
/// The deepest folder of a course's tables, from the course's own.
const DEEPEST: usize = 3;

/// Whether there is a table of contents in any folder.
pub(super) fn detect(source: &Source) -> Detected {
    match tables(source).first() {
        Some(path) => Detected::Yes(path.clone()),
        None => Detected::No(FILE.to_owned()),
    }
}

fn tables(source: &Source) -> Vec<String> {
    let files = walk::files(source, "").into_iter();
    let is_table = |path: &String| {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        file == FILE && folder.matches('/').count() < DEEPEST
    };
    files.filter(is_table).collect()
}

/// Reads the language that is wanted, English where none is, else the first.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let tables = tables(reading.source);
    let language = |path: &str| {
        let folder = path.rsplit('/').nth(1).unwrap_or_default();
        folder.replace('_', "-")
    };
    let wanted = reading.options.language.as_deref().unwrap_or("en");
    let exact = tables
        .iter()
        .find(|path| language(path).eq_ignore_ascii_case(wanted));
    let Some(table) = exact.or(tables.first()) else {
        return Outline::default();
    };
    if exact.is_none() && reading.options.language.is_some() {
        let languages: Vec<String> = tables.iter().map(|path| language(path)).collect();
        let message = format!(
            "there is no language `{wanted}`, but {}",
            languages.join(", ")
        );
        let shown = reading.source.shown(table);
        reading
            .problems
            .push(warning(shown, Code::LeftOut, message));
    }
    let root = table.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut course = reading.course(None);
    course.language = Some(language(table)).filter(|tag| (2..=8).contains(&tag.len()));
    let Some(contents) = reading.yaml(table) else {
        return Outline::default();
    };
    let parts = contents
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| part(entry, table));
    let modules = modules(parts.collect(), &course.title, |chapter| {
        page(reading, table, chapter)
    });
    Outline {
        course: Some(course),
        modules,
        site: Site {
            root: root.to_owned(),
            ..Site::default()
        },
        table: Some(table.clone()),
        ..Outline::default()
    }
}

fn part(entry: &Value, table: &str) -> Part {
    let chapter = chapter(entry, table);
    match chapter.page.is_some() {
        true => Part {
            title: None,
            chapters: vec![Chapter {
                beside: true,
                ..chapter
            }],
        },
        false => Part {
            title: chapter.title,
            chapters: chapter.chapters,
        },
    }
}

fn chapter(entry: &Value, table: &str) -> Chapter {
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let below = entry.get("sections").and_then(Value::as_array);
    Chapter {
        title: text("title").map(plain_title),
        page: text("local").and_then(|local| path_in_course(table, local)),
        chapters: below
            .into_iter()
            .flatten()
            .map(|entry| chapter(entry, table))
            .collect(),
        ..Chapter::default()
    }
}

fn page(reading: &mut Reading<'_>, table: &str, chapter: &Chapter) -> Option<LessonOutline> {
    let title = chapter.title.as_deref().unwrap_or_default();
    let Some(local) = &chapter.page else {
        reading.draft(table, chapter.line, title);
        return None;
    };
    let endings = ["mdx", "md"].map(|ending| format!("{local}.{ending}"));
    let path = endings
        .iter()
        .find(|path| reading.source.has(path))
        .unwrap_or(&endings[0]);
    let written = reading.page(path)?;
    let mut lesson = LessonOutline::new(path.clone());
    lesson.title.clone_from(&chapter.title);
    let page = mdx::read(reading, &mut lesson, &written.page);
    lesson.kind = is_quiz(&page).then_some(LessonKind::Quiz);
    Some(lesson.declared(&written.front).with(page))
}

/// Whether a page is a quiz and nothing else: below its title no heading stands outside of the quiz.
fn is_quiz(page: &Page) -> bool {
    let (mut inside, mut questions) = (false, 0);
    for line in page.lines.iter().filter(|line| !line.is_code) {
        match line.text.as_str() {
            "<!-- quiz -->" => inside = true,
            "<!-- /quiz -->" => inside = false,
            text if text.starts_with("##") && !inside => return false,
            text if text.starts_with("##") => questions += 1,
            _ => {}
        }
    }
    questions > 0
}
