//! An outline of one's own over any folder, in the syntax of `SUMMARY.md`.

use super::chapters::modules;
use super::dialect;
use super::outline::Outline;
use super::reading::Reading;
use super::summary::{self, Parts};

/// Reads the pages that the outline names; its paths start from the folder.
pub(super) fn read(reading: &mut Reading<'_>, text: &str) -> Outline {
    let parts = summary::read(text, "", Parts::Any);
    let title = text.lines().find_map(|line| line.strip_prefix("# "));
    let title = title.filter(|title| !matches!(title.trim(), "Summary" | "Table of Contents"));
    let course = reading.course(title.map(str::to_owned));
    let modules = modules(parts, &course.title, |chapter| {
        let path = chapter.page.as_deref()?;
        let (mut lesson, _) = dialect::lesson(reading, path)?;
        lesson.title = chapter.title.clone().or(lesson.title);
        Some(lesson)
    });
    Outline {
        course: Some(course),
        modules,
        ..Outline::default()
    }
}
