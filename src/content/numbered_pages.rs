//! Numbered pages at any depth without a manifest, as most courses on code hosts have them: files or folders, Markdown
//! or notebooks, a root README as the first page.

use std::collections::BTreeSet;

use super::chapters::module;
use super::dialect;
use super::format::Detected;
use super::number::{is_index, is_numbered, title_of};
use super::outline::{LessonOutline, ModuleOutline, Outline};
use super::reading::Reading;
use super::source::{Source, warning};
use super::walk;
use crate::domain::diagnostic::Code;

/// The fewest numbered pages of such a course.
const FEWEST: usize = 2;

/// Whether there are numbered pages, or pages in numbered folders.
pub(super) fn detect(source: &Source) -> Detected {
    let pages = pages(source);
    match pages.iter().filter(|path| has_number(path)).count() {
        count if count >= FEWEST => {
            Detected::Yes(format!("{count} pages with numbers in their paths"))
        }
        _ => Detected::No("Markdown files or notebooks whose names begin with numbers".to_owned()),
    }
}

fn pages(source: &Source) -> Vec<String> {
    let files = walk::files(source, "").into_iter();
    files
        .filter(|path| dialect::is_page(path) && !walk::is_translation(path))
        .collect()
}

fn has_number(path: &str) -> bool {
    path.split('/').any(is_numbered)
}

/// Reads the pages: a module for each folder at the top, and one for the pages that are in none.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let pages = pages(reading.source);
    // Beside numbered pages in one folder others are notes, except its own page.
    let folder = |path: &str| {
        path.rsplit_once('/')
            .map_or(String::new(), |(folder, _)| folder.to_owned())
    };
    let file = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let numbered: BTreeSet<String> = pages
        .iter()
        .filter(|path| is_numbered(&file(path)))
        .map(|path| folder(path))
        .collect();
    let mut outline = Outline::default();
    let mut groups: Vec<(String, Vec<LessonOutline>)> = Vec::new();
    let mut course_title = None;
    for path in pages {
        let name = file(&path);
        let counts = is_numbered(&name)
            || is_index(&name) && (has_number(&path) || folder(&path).is_empty());
        let in_numbered_folder = has_number(&folder(&path)) && !numbered.contains(&folder(&path));
        if !counts && !in_numbered_folder {
            let message = "left out: its name doesn't begin with a number, as others do";
            let stray = warning(reading.source.shown(&path), Code::LeftOut, message);
            outline.left_out.push((path, stray));
            continue;
        }
        let Some((lesson, _)) = dialect::lesson(reading, &path) else {
            continue;
        };
        if path == name && is_index(&name) {
            course_title = lesson.heading();
        }
        let top = path
            .split_once('/')
            .map_or(String::new(), |(top, _)| top.to_owned());
        match groups.last_mut().filter(|(last, _)| *last == top) {
            Some((_, lessons)) if is_index(&name) => {
                lessons.insert(own_place(lessons, &path), lesson);
            }
            Some((_, lessons)) => lessons.push(lesson),
            None => groups.push((top, vec![lesson])),
        }
    }
    let course = reading.course(course_title);
    let title = |top: &str, lessons: &[LessonOutline]| match lessons.first() {
        _ if top.is_empty() => course.title.clone(),
        Some(own) if own.path.matches('/').count() == 1 && is_index(&file(&own.path)) => {
            own.heading().unwrap_or_else(|| title_of(top))
        }
        _ => title_of(top),
    };
    let modules = groups
        .into_iter()
        .filter_map(|(top, lessons)| module(title(&top, &lessons), lessons));
    outline.modules = modules.collect::<Vec<ModuleOutline>>();
    outline.course = Some(course);
    outline
}

/// Before the first page of its own folder.
fn own_place(lessons: &[LessonOutline], path: &str) -> usize {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let inside = |lesson: &LessonOutline| {
        folder.is_empty()
            || lesson
                .path
                .strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    lessons.iter().position(inside).unwrap_or(lessons.len())
}
