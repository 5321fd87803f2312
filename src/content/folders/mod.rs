//! Numbered folders, each with a README.md, as Microsoft's curricula have them; with assignments, and quizzes in JSON.

mod quiz_json;

use super::chapters::module;
use super::dialect;
use super::format::Detected;
use super::number::{is_index, is_numbered, title_of};
use super::outline::{LessonOutline, ModuleOutline, Outline};
use super::reading::Reading;
use super::source::Source;
use super::walk;
use crate::domain::LessonKind;
use quiz_json::Quizzes;

/// The fewest numbered folders of such a course.
const FEWEST: usize = 2;

/// Whether there are numbered folders with a README.md.
pub(super) fn detect(source: &Source) -> Detected {
    let folders = numbered_folders(source, "");
    let with_page = folders
        .iter()
        .filter(|folder| readme(source, folder).is_some());
    match with_page.count() {
        count if count >= FEWEST => {
            Detected::Yes(format!("{count} numbered folders with a README.md"))
        }
        _ => Detected::No("numbered folders with a README.md".to_owned()),
    }
}

/// The text of the lesson in a file, with its quiz.
pub(super) fn text(reading: &mut Reading<'_>, path: &str) -> Option<String> {
    let quizzes = Quizzes::find(reading);
    lesson(reading, &quizzes, path).map(|lesson| lesson.markdown.to_string())
}

/// Reads each numbered folder as a module, the root README as the first page.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let quizzes = Quizzes::find(reading);
    let first = readme(reading.source, "").and_then(|path| lesson(reading, &quizzes, &path));
    let mut course = reading.course(first.as_ref().and_then(LessonOutline::heading));
    let mut modules: Vec<ModuleOutline> = Vec::new();
    modules.extend(first.and_then(|first| module(course.title.clone(), vec![first])));
    for folder in numbered_folders(reading.source, "") {
        let mut lessons = Vec::new();
        collect(reading, &quizzes, &folder, &mut lessons);
        let title = lessons
            .first()
            .and_then(LessonOutline::heading)
            .unwrap_or_else(|| title_of(&folder));
        modules.extend(module(title, lessons));
    }
    course.language.get_or_insert_with(|| "en".to_owned());
    Outline {
        course: Some(course),
        modules,
        ..Outline::default()
    }
}

/// The folder's own page, then those of its numbered folders, its other pages, and the assignment.
fn collect(
    reading: &mut Reading<'_>,
    quizzes: &Quizzes,
    folder: &str,
    lessons: &mut Vec<LessonOutline>,
) {
    let own = readme(reading.source, folder);
    lessons.extend(own.as_ref().and_then(|path| lesson(reading, quizzes, path)));
    for below in numbered_folders(reading.source, folder) {
        collect(reading, quizzes, &below, lessons);
    }
    let mut pages: Vec<String> = walk::files(reading.source, folder)
        .into_iter()
        .filter(|path| {
            path.rsplit_once('/')
                .is_some_and(|(above, _)| above == folder)
        })
        .filter(|path| {
            dialect::is_page(path) && Some(path) != own.as_ref() && !walk::is_translation(path)
        })
        .collect();
    pages.sort_by_key(|path| is_assignment(path));
    for path in pages {
        lessons.extend(lesson(reading, quizzes, &path));
    }
}

fn lesson(reading: &mut Reading<'_>, quizzes: &Quizzes, path: &str) -> Option<LessonOutline> {
    let (mut lesson, _) = dialect::lesson(reading, path)?;
    if is_assignment(path) {
        lesson.kind = Some(LessonKind::Assignment);
    }
    quizzes.add_to(&mut lesson);
    Some(lesson)
}

fn is_assignment(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    file.starts_with("assignment.")
}

fn readme(source: &Source, folder: &str) -> Option<String> {
    let entries = source.list(folder, &mut Vec::new());
    let is_page = |name: &str| is_index(name) && dialect::is_page(name);
    let found = entries
        .into_iter()
        .find(|entry| !entry.is_folder && is_page(&entry.name))?;
    Some(joined(folder, &found.name))
}

fn numbered_folders(source: &Source, folder: &str) -> Vec<String> {
    let order = crate::domain::collation::Collation::new();
    let mut entries = source.list(folder, &mut Vec::new());
    entries.retain(|entry| entry.is_folder && is_numbered(&entry.name));
    entries.sort_by_cached_key(|entry| order.key(&entry.name));
    entries
        .into_iter()
        .map(|entry| joined(folder, &entry.name))
        .collect()
}

fn joined(folder: &str, name: &str) -> String {
    match folder.is_empty() {
        true => name.to_owned(),
        false => format!("{folder}/{name}"),
    }
}
