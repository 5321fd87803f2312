//! The table of contents of a book or a site, and the modules that it makes.
//!
//! Lyceum has two levels. A part is a module; one of many chapters is split at those that have pages below them. Without
//! parts each chapter with pages below it is a module, its own page first. Deeper pages follow in order.

use super::outline::{LessonOutline, ModuleOutline};

/// The most lessons of a part that stays one module.
const MAX_OF_A_PART: usize = 25;

/// An entry of a table of contents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Chapter {
    /// None where the page gives it.
    pub(super) title: Option<String>,
    /// Its page; none for a chapter that only holds others, or that isn't written yet.
    pub(super) page: Option<String>,
    /// The address of what is no page of the course: on the web, or outside of its folder.
    pub(super) elsewhere: Option<String>,
    /// Its line in the file that the contents stand in, from 1; 0 where there is none.
    pub(super) line: usize,
    /// Whether it stands beside the numbered chapters, as a preface does.
    pub(super) beside: bool,
    pub(super) chapters: Vec<Chapter>,
}

/// Chapters under one heading of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) title: Option<String>,
    pub(super) chapters: Vec<Chapter>,
}

/// The modules of a table of contents. `lesson` reads a chapter's page; none where there is nothing to read.
pub(super) fn modules(
    parts: Vec<Part>,
    course: &str,
    mut lesson: impl FnMut(&Chapter) -> Option<LessonOutline>,
) -> Vec<ModuleOutline> {
    let mut modules = Vec::new();
    for part in parts {
        let nodes = part.chapters.into_iter();
        let nodes: Vec<Read> = nodes
            .map(|chapter| Read::of(chapter, &mut lesson))
            .collect();
        let lessons: usize = nodes.iter().map(|node| node.lessons.len()).sum();
        let is_flat = nodes
            .iter()
            .all(|node| !node.has_pages_below && !node.beside);
        match part.title {
            Some(title) if lessons <= MAX_OF_A_PART || is_flat => {
                let lessons = nodes.into_iter().flat_map(|node| node.lessons);
                modules.extend(module(title, lessons.collect()));
            }
            None if is_flat => {
                let lessons = nodes.into_iter().flat_map(|node| node.lessons);
                modules.extend(module(course.to_owned(), lessons.collect()));
            }
            title => split(nodes, title.as_deref(), &mut modules),
        }
    }
    modules
}

/// A chapter whose pages are read.
struct Read {
    title: String,
    lessons: Vec<LessonOutline>,
    has_pages_below: bool,
    beside: bool,
}

impl Read {
    fn of(chapter: Chapter, lesson: &mut impl FnMut(&Chapter) -> Option<LessonOutline>) -> Read {
        let mut lessons = Vec::new();
        let beside = chapter.beside;
        let title = chapter.title.clone();
        let has_pages_below = !chapter.chapters.is_empty();
        collect(chapter, lesson, &mut lessons);
        let name = || {
            let first = lessons.first();
            first.map(|first| first.heading().unwrap_or_else(|| first.name.clone()))
        };
        Read {
            title: title.or_else(name).unwrap_or_default(),
            has_pages_below,
            beside,
            lessons,
        }
    }
}

fn collect(
    chapter: Chapter,
    lesson: &mut impl FnMut(&Chapter) -> Option<LessonOutline>,
    lessons: &mut Vec<LessonOutline>,
) {
    if chapter.page.is_some() || chapter.chapters.is_empty() {
        lessons.extend(lesson(&chapter));
    }
    for below in chapter.chapters {
        collect(below, lesson, lessons);
    }
}

/// Each chapter becomes a module; chapters without pages below them that follow each other become one, where they stand
/// beside the others or belong to a part.
fn split(nodes: Vec<Read>, part: Option<&str>, modules: &mut Vec<ModuleOutline>) {
    let mut run: Option<(String, Vec<LessonOutline>)> = None;
    for node in nodes {
        let joins = !node.has_pages_below && (node.beside || part.is_some());
        if joins {
            match &mut run {
                Some((title, lessons)) => {
                    // One alone has its own title.
                    if let Some(part) = part {
                        part.clone_into(title);
                    }
                    lessons.extend(node.lessons);
                }
                None => run = Some((node.title, node.lessons)),
            }
            continue;
        }
        if let Some((title, lessons)) = run.take() {
            modules.extend(module(title, lessons));
        }
        modules.extend(module(node.title, node.lessons));
    }
    if let Some((title, lessons)) = run {
        modules.extend(module(title, lessons));
    }
}

/// A module of some lessons; none without any. Its identity is that of its first lesson.
pub(super) fn module(title: String, lessons: Vec<LessonOutline>) -> Option<ModuleOutline> {
    let first = lessons.first()?;
    Some(ModuleOutline {
        path: format!("{}/", first.path),
        id: None,
        title,
        description: String::new(),
        lessons,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapter(name: &str, chapters: Vec<Chapter>) -> Chapter {
        Chapter {
            title: Some(name.to_owned()),
            page: Some(format!("{name}.md")),
            chapters,
            ..Chapter::default()
        }
    }

    fn said(parts: Vec<Part>) -> Vec<String> {
        let lesson = |chapter: &Chapter| Some(LessonOutline::new(chapter.page.clone()?));
        let said = |module: ModuleOutline| {
            let lessons = module.lessons.iter().map(|lesson| lesson.path.as_str());
            format!(
                "{}: {}",
                module.title,
                lessons.collect::<Vec<_>>().join(" ")
            )
        };
        modules(parts, "C", lesson).into_iter().map(said).collect()
    }

    fn part(title: Option<&str>, chapters: Vec<Chapter>) -> Part {
        Part {
            title: title.map(str::to_owned),
            chapters,
        }
    }

    #[test]
    fn chapters_are_modules_where_there_are_no_parts() {
        let preface = Chapter {
            beside: true,
            ..chapter("p", Vec::new())
        };
        let chapters = vec![
            preface.clone(),
            Chapter {
                title: Some("q".into()),
                page: Some("q.md".into()),
                ..preface
            },
            chapter("a", vec![chapter("b", vec![chapter("c", Vec::new())])]),
            chapter("d", Vec::new()),
        ];
        let modules = said(vec![part(None, chapters)]);
        assert_eq!(modules, ["p: p.md q.md", "a: a.md b.md c.md", "d: d.md"]);
    }

    #[test]
    fn a_long_part_is_split_at_its_chapters() {
        let below = |count: usize| (0..count).map(|n| chapter(&n.to_string(), Vec::new()));
        let short = part(Some("P"), vec![chapter("a", below(3).collect())]);
        assert_eq!(said(vec![short]), ["P: a.md 0.md 1.md 2.md"]);
        let long = part(
            Some("P"),
            vec![
                chapter("x", Vec::new()),
                chapter("a", below(25).collect()),
                chapter("y", Vec::new()),
                chapter("z", Vec::new()),
            ],
        );
        let modules = said(vec![long]);
        let titles: Vec<&str> = modules.iter().filter_map(|m| m.split(':').next()).collect();
        assert_eq!(titles, ["x", "a", "P"]);
    }

    #[test]
    fn a_flat_table_is_one_module() {
        let flat = vec![chapter("a", Vec::new()), chapter("b", Vec::new())];
        assert_eq!(said(vec![part(None, flat)]), ["C: a.md b.md"]);
    }
}
