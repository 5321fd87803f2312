//! Dialects of Markdown that course systems have, each turned into the Markdown that lessons are written in. What has no
//! counterpart is left out, and said.

pub(super) mod boxes;
pub(super) mod indented;
pub(super) mod js;
pub(super) mod liquid;
pub(super) mod material;
pub(super) mod mdx;
pub(super) mod myst;
pub(super) mod notebook;
pub(super) mod quarto;
mod snippet;

use super::outline::LessonOutline;
use super::reading::{Front, Reading};

/// The endings of pages that can be read.
pub(super) const PAGES: [&str; 6] = ["md", "mdx", "qmd", "Rmd", "ipynb", "markdown"];

/// Whether a file is a page that can be read.
pub(super) fn is_page(path: &str) -> bool {
    let ending = ending(path);
    PAGES.iter().any(|page| page.eq_ignore_ascii_case(&ending))
}

/// Whether a file is a page of Markdown and nothing more.
pub(super) fn is_markdown(path: &str) -> bool {
    matches!(ending(path).as_str(), "md" | "markdown")
}

/// The ending of a file's name in small letters.
fn ending(path: &str) -> String {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    ending.unwrap_or_default().to_ascii_lowercase()
}

/// The text of the lesson in a file.
pub(super) fn text(reading: &mut Reading<'_>, path: &str) -> Option<String> {
    lesson(reading, path).map(|(lesson, _)| lesson.markdown.to_string())
}

/// The lesson in a file of any dialect that its name tells, and its front matter.
pub(super) fn lesson(reading: &mut Reading<'_>, path: &str) -> Option<(LessonOutline, Front)> {
    let lesson = LessonOutline::new(path.to_owned());
    let ending = ending(path);
    if ending == "ipynb" {
        let page = notebook::read(reading, path)?;
        return Some((lesson.with(page), Front::default()));
    }
    let written = reading.page(path)?;
    let mut lesson = lesson.declared(&written.front);
    let page = match ending.as_str() {
        "mdx" => mdx::read(reading, &mut lesson, &written.page),
        "qmd" | "rmd" => quarto::read(reading, &mut lesson, written.page),
        _ => myst::read(reading, path, written.page),
    };
    Some((lesson.with(page), written.front))
}
