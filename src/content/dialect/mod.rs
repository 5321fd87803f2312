//! Dialects of Markdown that course systems have, each turned into the Markdown that lessons are written in. What has no
//! counterpart is left out, and said.

pub(super) mod boxes;
pub(super) mod indented;
pub(super) mod js;
pub(super) mod liquid;
pub(super) mod mdx;
pub(super) mod myst;
pub(super) mod notebook;
pub(super) mod quarto;

use super::outline::LessonOutline;
use super::reading::{Front, Reading};

/// The endings of pages that can be read.
pub(super) const PAGES: [&str; 6] = ["md", "mdx", "qmd", "Rmd", "ipynb", "markdown"];

/// Whether a file is a page that can be read.
pub(super) fn is_page(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| PAGES.contains(&ending))
}

/// The lesson in a file of any dialect that its name tells, and its front matter.
pub(super) fn lesson(reading: &mut Reading<'_>, path: &str) -> Option<(LessonOutline, Front)> {
    let lesson = LessonOutline::new(path.to_owned());
    if path.ends_with(".ipynb") {
        let page = notebook::read(reading, path)?;
        return Some((lesson.with(page), Front::default()));
    }
    let written = reading.page(path)?;
    let mut lesson = lesson.declared(&written.front);
    let page = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("mdx") => mdx::read(reading, &mut lesson, &written.page),
        Some("qmd" | "Rmd") => quarto::read(reading, &mut lesson, written.page),
        _ => myst::read(reading, path, written.page),
    };
    Some((lesson.with(page), written.front))
}
