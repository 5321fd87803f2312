//! Books of Jupyter Book: `_toc.yml` of its first version, `myst.yml` of its second.

use serde_json::Value;

use super::chapters::{Chapter, Part, modules};
use super::dialect;
use super::format::Detected;
use super::labels;
use super::mkdocs::beside_if_alone;
use super::outline::{LessonOutline, Outline, Site};
use super::reading::{Front, Reading, plain_title};
use super::source::Source;
use super::walk;
use crate::domain::path_in_course;

const TABLES: [&str; 5] = [
    "_toc.yml",
    "myst.yml",
    "book/_toc.yml",
    "docs/_toc.yml",
    "content/_toc.yml",
];

/// Whether there is a table of contents.
pub(super) fn detect(source: &Source) -> Detected {
    match TABLES.iter().find(|file| source.has(file)) {
        Some(file) => Detected::Yes((*file).to_owned()),
        None => Detected::No("_toc.yml or myst.yml".to_owned()),
    }
}

/// Reads the book.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let table = TABLES
        .iter()
        .find(|file| reading.source.has(file))
        .copied()
        .unwrap_or_default();
    let folder = table.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(contents) = reading.yaml(table) else {
        return Outline::default();
    };
    let config = match folder.is_empty() {
        true => "_config.yml".to_owned(),
        false => format!("{folder}/_config.yml"),
    };
    let about = match reading.source.has(&config) {
        true => reading.yaml(&config),
        false => contents.get("project").cloned(),
    };
    let about = Front(
        about
            .and_then(|about| about.as_object().cloned())
            .unwrap_or_default(),
    );
    let mut course = reading.course(about.text("title"));
    course.license = about.text("license");
    let files = Files {
        source: reading.source,
        table,
    };
    let parts = files.parts(&contents);
    let mut modules = modules(parts, &course.title, |chapter| {
        page(reading, table, chapter)
    });
    labels::link(&mut modules);
    Outline {
        course: Some(course),
        modules,
        site: Site {
            root: folder.to_owned(),
            ..Site::default()
        },
        ..Outline::default()
    }
}

struct Files<'s> {
    source: &'s Source,
    table: &'s str,
}

impl Files<'_> {
    fn parts(&self, contents: &Value) -> Vec<Part> {
        let root = contents.get("root").and_then(Value::as_str);
        let mut parts = Vec::new();
        if let Some(root) = root {
            parts.push(Part {
                title: None,
                chapters: vec![Chapter {
                    beside: true,
                    ..self.file(root)
                }],
            });
        }
        let declared = contents.get("parts").and_then(Value::as_array);
        for part in declared.into_iter().flatten() {
            parts.push(Part {
                title: part.get("caption").and_then(Value::as_str).map(plain_title),
                chapters: self.below(part),
            });
        }
        let lists = [contents.pointer("/project/toc"), Some(contents)];
        for list in lists.into_iter().flatten().filter(|list| list.is_array()) {
            parts.push(Part {
                title: None,
                chapters: self.list(list).into_iter().map(beside_if_alone).collect(),
            });
        }
        if declared.is_none() {
            let chapters = self.below(contents);
            parts.push(Part {
                title: None,
                chapters,
            });
        }
        parts.retain(|part| !part.chapters.is_empty());
        parts
    }

    /// The entries below one, whichever of their names they have.
    fn below(&self, entry: &Value) -> Vec<Chapter> {
        let lists = ["chapters", "sections", "children"]
            .iter()
            .filter_map(|key| entry.get(key));
        lists.flat_map(|list| self.list(list)).collect()
    }

    fn list(&self, list: &Value) -> Vec<Chapter> {
        let entries = list.as_array().into_iter().flatten();
        let chapters = |entry: &Value| match entry.get("glob").and_then(Value::as_str) {
            Some(pattern) => self.matching(pattern),
            None => self.chapter(entry).into_iter().collect(),
        };
        entries.flat_map(chapters).collect()
    }

    fn chapter(&self, entry: &Value) -> Option<Chapter> {
        let text = |key: &str| entry.get(key).and_then(Value::as_str);
        if text("url").is_some() {
            return None;
        }
        let below = self.below(entry);
        let mut chapter = text("file").map(|file| self.file(file)).unwrap_or_default();
        chapter.title = text("title").map(plain_title);
        let is_empty = chapter.page.is_none() && below.is_empty();
        chapter.chapters = below;
        (!is_empty).then_some(chapter)
    }

    /// The pages whose paths match a pattern, with their endings or without.
    fn matching(&self, pattern: &str) -> Vec<Chapter> {
        let Some(pattern) = path_in_course(self.table, pattern) else {
            return Vec::new();
        };
        let matches = |path: &String| {
            let stem = path
                .rsplit_once('.')
                .map_or(path.as_str(), |(stem, _)| stem);
            dialect::is_page(path) && (is_match(&pattern, stem) || is_match(&pattern, path))
        };
        let pages = walk::files(self.source, "").into_iter().filter(matches);
        let chapter = |path| Chapter {
            page: Some(path),
            ..Chapter::default()
        };
        pages.map(chapter).collect()
    }

    /// The page of a file, which may be named without its ending.
    fn file(&self, file: &str) -> Chapter {
        let path = path_in_course(self.table, file).unwrap_or_default();
        let named = std::iter::once(path.clone());
        let mut endings = named.chain(
            dialect::PAGES
                .iter()
                .map(|ending| format!("{path}.{ending}")),
        );
        let found = endings.find(|path| dialect::is_page(path) && self.source.has(path));
        Chapter {
            page: Some(found.unwrap_or_else(|| format!("{path}.md"))),
            ..Chapter::default()
        }
    }
}

/// Whether a path matches a pattern: `*` is any text without a slash, `?` a character.
fn is_match(pattern: &str, path: &str) -> bool {
    let mut signs = pattern.chars();
    match signs.next() {
        None => path.is_empty(),
        Some('*') => {
            let end = path.find('/').unwrap_or(path.len());
            let mut ends = (0..=end).filter_map(|at| path.get(at..));
            ends.any(|path| is_match(signs.as_str(), path))
        }
        Some(sign) => {
            let mut chars = path.chars();
            let first = chars.next();
            let fits = first == Some(sign) || sign == '?' && first.is_some_and(|c| c != '/');
            fits && is_match(signs.as_str(), chars.as_str())
        }
    }
}

fn page(reading: &mut Reading<'_>, table: &str, chapter: &Chapter) -> Option<LessonOutline> {
    let Some(path) = chapter.page.as_deref() else {
        reading.draft(table, 1, chapter.title.as_deref().unwrap_or_default());
        return None;
    };
    let (mut lesson, _) = dialect::lesson(reading, path)?;
    lesson.title = chapter.title.clone().or(lesson.title);
    Some(lesson)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stays_in_its_folder() {
        for (pattern, path, fits) in [
            ("chap/g*", "chap/game.md", true),
            ("chap/*", "chap/a/b.md", false),
            ("a?.md", "ab.md", true),
            ("*", "ä", true),
            ("a*b*c", "aXbYc", true),
            ("a*b", "abc", false),
        ] {
            assert_eq!(is_match(pattern, path), fits, "{pattern} {path}");
        }
    }
}
