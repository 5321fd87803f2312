//! An outline of one's own over any folder, in the syntax of `SUMMARY.md`.

use super::chapters::modules;
use super::dialect;
use super::options::OwnOutline;
use super::outline::Outline;
use super::reading::Reading;
use super::summary::{self, Parts};

/// Reads the pages that the outline names; its paths start from the folder.
pub(super) fn read(reading: &mut Reading<'_>, outline: &OwnOutline) -> Outline {
    // A path of its own, wherever the course's folder is.
    let table = std::path::absolute(&outline.path).unwrap_or_else(|_| outline.path.clone());
    let table = table.to_string_lossy();
    let text = &outline.text;
    let parts = summary::read(text, "", Parts::Any);
    let title = text.lines().find_map(|line| line.strip_prefix("# "));
    let title = title.filter(|title| !matches!(title.trim(), "Summary" | "Table of Contents"));
    let course = reading.course(title.map(str::to_owned));
    let modules = modules(parts, &course.title, |chapter| {
        let path = reading.page_of(&table, chapter)?;
        let (mut lesson, _) = dialect::lesson(reading, &path)?;
        lesson.listed_at = Some(reading.place(&table, chapter.line, &lesson.name));
        lesson.title = chapter.title.clone().or(lesson.title);
        Some(lesson)
    });
    Outline {
        course: Some(course),
        modules,
        ..Outline::default()
    }
}
