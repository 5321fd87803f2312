//! Sites of MkDocs: `mkdocs.yml`, with its navigation or without.

use serde_json::Value;

use super::chapters::{Chapter, Part, modules};
use super::dialect::{indented, material};
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
        Some(nav) => Nav {
            source: reading.source,
            docs: &docs,
        }
        .chapters(nav),
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
        site: Site {
            root: docs,
            address: config.text("site_url"),
            ..Site::default()
        },
        ..Outline::default()
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

/// The navigation of a site.
struct Nav<'n> {
    source: &'n Source,
    /// The folder of its pages.
    docs: &'n str,
}

impl Nav<'_> {
    fn chapters(&self, entries: &[Value]) -> Vec<Chapter> {
        let chapters = entries.iter().filter_map(|entry| self.chapter(entry));
        chapters.collect()
    }

    /// An entry: a path, or a title with a path or with other entries.
    fn chapter(&self, entry: &Value) -> Option<Chapter> {
        match entry {
            Value::String(path) => Some(self.named(path)),
            Value::Object(object) => {
                let (title, value) = object.iter().next()?;
                let chapter = match value {
                    Value::String(path) => self.named(path),
                    Value::Array(below) => Chapter {
                        chapters: self.chapters(below),
                        ..Chapter::default()
                    },
                    _ => return None,
                };
                let is_empty = chapter.page.is_none()
                    && chapter.elsewhere.is_none()
                    && chapter.chapters.is_empty();
                (!is_empty).then(|| Chapter {
                    title: Some(plain_title(title)),
                    ..chapter
                })
            }
            _ => None,
        }
    }

    /// The chapter that a path names: a page, all pages of a folder, or something that is no part of the course.
    fn named(&self, path: &str) -> Chapter {
        let inside = path_in_course(&format!("{}/x", self.docs), path);
        let inside = inside.filter(|_| !path.contains("://"));
        match inside {
            Some(page) if super::dialect::is_page(&page) => Chapter {
                page: Some(page),
                ..Chapter::default()
            },
            Some(folder) if !self.source.list(&folder, &mut Vec::new()).is_empty() => Chapter {
                title: Some(title_of(&folder)),
                chapters: folder_chapters(self.source, &folder),
                ..Chapter::default()
            },
            _ => Chapter {
                elsewhere: Some(path.to_owned()),
                ..Chapter::default()
            },
        }
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
    let file = FILES.iter().find(|file| reading.source.has(file));
    let path = &reading.page_of(file.copied().unwrap_or_default(), chapter)?;
    let (lesson, _) = if path.ends_with(".ipynb") {
        super::dialect::lesson(reading, path)?
    } else {
        let written = reading.page(path)?;
        let page = indented::read(reading, path, roots, written.page);
        let page = material::read(page);
        let mut lesson = LessonOutline::new(path.to_owned());
        lesson.title.clone_from(&chapter.title);
        (lesson.declared(&written.front).with(page), written.front)
    };
    Some(LessonOutline {
        title: chapter.title.clone().or(lesson.title.clone()),
        ..lesson
    })
}
