//! Links to labels, as MyST has them: a label is known in the whole book, and a link without words has the words of its
//! target.

use std::collections::BTreeMap;

use super::outline::{LessonOutline, ModuleOutline};
use super::page::{Line, Page};
use super::reading::plain_title;

/// A place that a label names.
struct Place {
    lesson: String,
    title: Option<String>,
}

/// The labels of a book, and its pages by path.
struct Book {
    labels: BTreeMap<String, Place>,
    titles: BTreeMap<String, String>,
}

/// Makes links to labels links to their lessons, and gives links without words those of their targets.
pub(super) fn link(modules: &mut [ModuleOutline]) {
    let mut book = Book {
        labels: BTreeMap::new(),
        titles: BTreeMap::new(),
    };
    let lessons = modules.iter().flat_map(|module| &module.lessons);
    lessons.for_each(|lesson| book.add(lesson));
    for lesson in modules.iter_mut().flat_map(|module| &mut module.lessons) {
        let page = Page::new(&lesson.markdown, 0);
        let path = lesson.path.clone();
        let page = page.map_text(|line| book.linked(&path, &line.text));
        lesson.markdown = page.finish().0.into();
    }
}

impl Book {
    fn add(&mut self, lesson: &LessonOutline) {
        let title = lesson.heading().unwrap_or_else(|| lesson.name.clone());
        self.titles.insert(lesson.path.clone(), title);
        let page = Page::new(&lesson.markdown, 0);
        for (label, title) in page.lines.iter().filter_map(label) {
            let place = Place {
                lesson: lesson.path.clone(),
                title,
            };
            self.labels.entry(label).or_insert(place);
        }
    }

    /// The line with other links; none where it stays.
    fn linked(&self, lesson: &str, line: &str) -> Option<String> {
        if !line.contains("](") {
            return None;
        }
        let mut text = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("](") {
            let (Some(open), Some((address, behind))) = (before.rfind('['), after.split_once(')'))
            else {
                text.push_str(&format!("{before}]("));
                rest = after;
                continue;
            };
            let words = before.get(open + 1..).unwrap_or_default();
            text.push_str(before.get(..open).unwrap_or_default());
            text.push_str(&match self.link(lesson, words, address) {
                Some(link) => link,
                None => format!("[{words}]({address})"),
            });
            rest = behind;
        }
        Some(text + rest)
    }

    fn link(&self, lesson: &str, words: &str, address: &str) -> Option<String> {
        let label = address.trim_start_matches('#');
        if let Some(place) = self.labels.get(label) {
            let has_words = !words.is_empty() && words != label;
            let title = place.title.as_deref().unwrap_or(label);
            let words = if has_words { words } else { title };
            return Some(match place.lesson == lesson {
                true => format!("[{words}](#{label})"),
                false => format!("[{words}](/{}#{label})", place.lesson),
            });
        }
        let is_unknown = address.starts_with('#') && words == label;
        if is_unknown {
            return Some(words.to_owned());
        }
        let page = crate::domain::path_in_course(lesson, address).filter(|_| words.is_empty())?;
        let named = [page.clone(), format!("{page}.md"), format!("{page}.ipynb")];
        let title = named.iter().find_map(|path| self.titles.get(path))?;
        Some(format!("[{title}]({address})"))
    }
}

/// The label that a line has, with the title of its heading.
fn label(line: &Line) -> Option<(String, Option<String>)> {
    let text = line.text.trim();
    if line.is_code {
        return None;
    }
    if let Some(rest) = text.strip_prefix("<a id=\"") {
        return Some((rest.split('"').next()?.to_owned(), None));
    }
    let (heading, label) = text.strip_suffix('}')?.rsplit_once("{#")?;
    let title = heading
        .starts_with('#')
        .then(|| heading.trim_start_matches('#'))?;
    Some((label.to_owned(), Some(plain_title(title))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::chapters::module;

    #[test]
    fn labels_lead_to_their_lessons_and_lend_their_words() {
        let lesson = |path: &str, markdown: &str| LessonOutline {
            markdown: markdown.into(),
            ..LessonOutline::new(path.to_owned())
        };
        let a = lesson(
            "a.md",
            "# A {#start}\n\n## Own {#own}\n\n[](own) [b](#part) [part](#part) [](part) [](b.md) [x](#x) [y](#z)\n",
        );
        let b = lesson(
            "b.md",
            "# Bee\n\n## The part {#part}\n\n[](start) [](#fig)\n<a id=\"fig\"></a>![](f.png)\n",
        );
        let mut modules: Vec<_> = module("M".into(), vec![a, b]).into_iter().collect();
        link(&mut modules);
        let lessons = &modules[0].lessons;
        assert_eq!(
            lessons[0].markdown.lines().last().unwrap(),
            "[Own](#own) [b](/b.md#part) [The part](/b.md#part) [The part](/b.md#part) [Bee](b.md) x [y](#z)"
        );
        assert!(lessons[1].markdown.contains("[A](/a.md#start) [fig](#fig)"));
    }
}
