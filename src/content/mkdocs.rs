//! Sites of MkDocs: `mkdocs.yml`, with its navigation or without.

use serde_json::Value;

use super::chapters::{Chapter, Part, modules};
use super::dialect::indented;
use super::format::Detected;
use super::number::{is_index, title_of};
use super::outline::{LessonOutline, Outline, Site};
use super::reading::{Front, Reading, plain_title};
use super::source::Source;
use super::walk;
use crate::domain::diagnostic::Code;
use crate::domain::path_in_course;

const FILES: [&str; 2] = ["mkdocs.yml", "mkdocs.yaml"];

/// Whether there is an `mkdocs.yml`.
pub(super) fn detect(source: &Source) -> Detected {
    match FILES.iter().find(|file| source.has(file)) {
        Some(file) => Detected::Yes((*file).to_owned()),
        None => Detected::No(FILES[0].to_owned()),
    }
}

/// Reads the site in the order of its navigation, or of its folders where it has none.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let config = config(reading);
    let docs = config.text("docs_dir").unwrap_or_else(|| "docs".to_owned());
    let docs = path_in_course("", &docs).unwrap_or_default();
    let mut course = reading.course(config.text("site_name"));
    course.description = config.text("site_description").unwrap_or_default();
    let chapters = match config.0.get("nav").and_then(Value::as_array) {
        Some(nav) => nav
            .iter()
            .filter_map(|entry| chapter(entry, &docs))
            .collect(),
        None => folder_chapters(reading.source, &docs),
    };
    let chapters = chapters.into_iter().map(beside_if_alone).collect();
    let roots = [
        docs.clone(),
        String::new(),
        "snippets".to_owned(),
        "includes".to_owned(),
    ];
    let part = Part {
        title: None,
        chapters,
    };
    let modules = modules(vec![part], &course.title, |chapter| {
        page(reading, &roots, chapter)
    });
    Outline {
        course: Some(course),
        modules,
        left_out: Vec::new(),
        site: Site {
            root: docs,
            address: config.text("site_url"),
            ..Site::default()
        },
    }
}

/// The configuration; tags that name Python's functions are no text of ours.
fn config(reading: &mut Reading<'_>) -> Front {
    let Some(file) = FILES.iter().find(|file| reading.source.has(file)) else {
        return Front::default();
    };
    let Some(text) = reading.manifest(file) else {
        return Front::default();
    };
    let mut plain = String::new();
    for line in text.as_str().lines() {
        let words: Vec<&str> = line.split(' ').filter(|word| !is_tag(word)).collect();
        plain.push_str(&words.join(" "));
        plain.push('\n');
    }
    match serde_saphyr::from_str::<Value>(&plain) {
        Ok(Value::Object(config)) => Front(config),
        Ok(_) => Front::default(),
        Err(failed) => {
            let message = format!("this is not YAML: {failed}");
            let line = message.lines().next().unwrap_or_default().to_owned();
            reading.problems.push(text.file_error(Code::Yaml, line));
            Front::default()
        }
    }
}

fn is_tag(word: &str) -> bool {
    word.starts_with("!!python/") || matches!(word, "!ENV" | "!relative")
}

/// An entry of the navigation: a path, or a title with a path or with other entries.
fn chapter(entry: &Value, docs: &str) -> Option<Chapter> {
    let page = |path: &str| {
        let is_page = !path.contains("://") && super::dialect::is_page(path);
        is_page
            .then(|| path_in_course(&format!("{docs}/x"), path))
            .flatten()
    };
    match entry {
        Value::String(path) => Some(Chapter {
            page: Some(page(path)?),
            ..Chapter::default()
        }),
        Value::Object(object) => {
            let (title, value) = object.iter().next()?;
            let (page, below) = match value {
                Value::String(path) => (Some(page(path)?), Vec::new()),
                Value::Array(below) => (
                    None,
                    below
                        .iter()
                        .filter_map(|entry| chapter(entry, docs))
                        .collect(),
                ),
                _ => return None,
            };
            let is_empty = page.is_none() && below.is_empty();
            (!is_empty).then(|| Chapter {
                title: Some(plain_title(title)),
                page,
                chapters: below,
                ..Chapter::default()
            })
        }
        _ => None,
    }
}

/// The chapters that a folder's files and folders make, its own page first.
pub(super) fn folder_chapters(source: &Source, folder: &str) -> Vec<Chapter> {
    let above = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    let mut chapters: Vec<Chapter> = Vec::new();
    let files = walk::files(source, folder).into_iter();
    let mut pages: Vec<String> = files
        .filter(|path| super::dialect::is_page(path) && !walk::is_translation(path))
        .collect();
    pages.sort_by_key(|path| {
        let inside = path.strip_prefix(&above).unwrap_or(path);
        !is_index(inside) || inside.contains('/')
    });
    for path in pages {
        let inside = path.strip_prefix(&above).unwrap_or(&path);
        let folders: Vec<&str> = inside.split('/').collect();
        let page = Chapter {
            page: Some(path.clone()),
            ..Chapter::default()
        };
        place(
            &mut chapters,
            folders.split_last().map_or(&[], |(_, above)| above),
            page,
        );
    }
    chapters
}

/// Puts a page below the chapters of its folders.
fn place(chapters: &mut Vec<Chapter>, folders: &[&str], page: Chapter) {
    let Some((folder, rest)) = folders.split_first() else {
        return chapters.push(page);
    };
    let title = Some(title_of(folder));
    let is_it = |chapter: &Chapter| chapter.page.is_none() && chapter.title == title;
    if !chapters.last().is_some_and(is_it) {
        chapters.push(Chapter {
            title,
            ..Chapter::default()
        });
    }
    if let Some(chapter) = chapters.last_mut() {
        place(&mut chapter.chapters, rest, page);
    }
}

/// A page alone at the top stands beside the sections.
pub(super) fn beside_if_alone(chapter: Chapter) -> Chapter {
    Chapter {
        beside: chapter.chapters.is_empty(),
        ..chapter
    }
}

fn page(reading: &mut Reading<'_>, roots: &[String], chapter: &Chapter) -> Option<LessonOutline> {
    let path = chapter.page.as_deref()?;
    let (lesson, _) = if path.ends_with(".ipynb") {
        super::dialect::lesson(reading, path)?
    } else {
        let written = reading.page(path)?;
        let page = indented::read(reading, path, roots, written.page);
        let mut lesson = LessonOutline::new(path.to_owned());
        lesson.title.clone_from(&chapter.title);
        (lesson.declared(&written.front).with(page), written.front)
    };
    Some(LessonOutline {
        title: chapter.title.clone().or(lesson.title.clone()),
        ..lesson
    })
}
