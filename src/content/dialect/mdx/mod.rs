//! MDX: Markdown with imports and components. Boxes, tabs, questions and videos have counterparts; of other components
//! only the text between their tags stays.

mod component;
mod plain;
mod question;
mod statement;
mod tag;

use std::collections::{BTreeMap, BTreeSet};

use crate::content::outline::LessonOutline;
use crate::content::page::{Line, Page};
use crate::content::reading::Reading;
use component::Component;
use tag::{Tag, is_component};

/// The most lines of a component's tag.
const MAX_TAG: usize = 500;
/// The partials that may hold each other.
const MAX_DEPTH: usize = 4;

/// The page in plain Markdown; a video goes to its lesson.
pub(in crate::content) fn read(
    reading: &mut Reading<'_>,
    lesson: &mut LessonOutline,
    page: &Page,
) -> Page {
    let mut reader = Reader {
        reading,
        lesson,
        imports: BTreeMap::new(),
        said: BTreeSet::new(),
        out: Vec::new(),
        depth: 0,
    };
    reader.lines(&page.lines);
    Page::of(reader.out)
}

struct Reader<'r, 's> {
    reading: &'r mut Reading<'s>,
    lesson: &'r mut LessonOutline,
    /// The files that names stand for.
    imports: BTreeMap<String, String>,
    /// The components that were said to be left out.
    said: BTreeSet<String>,
    out: Vec<Line>,
    depth: usize,
}

impl Reader<'_, '_> {
    fn lines(&mut self, lines: &[Line]) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += 1;
            if line.is_code {
                self.out.push(line.clone());
                continue;
            }
            let text = line.text.trim();
            let here = lines.get(at - 1..).unwrap_or_default();
            if let Some(length) = self.statement(here) {
                at += length - 1;
                continue;
            }
            if text.starts_with('<') {
                let taken = self.tags(here);
                if taken > 0 {
                    at += taken - 1;
                    continue;
                }
            }
            let text = plain::text(&line.text);
            self.text(line, &text);
        }
    }

    /// Takes a line of text with the tags in it: those of boxes and tabs end the line, others go.
    fn text(&mut self, line: &Line, text: &str) {
        let mut kept = String::new();
        let mut rest = text;
        while let Some((before, tag, after)) = tag::next(rest) {
            kept.push_str(before);
            rest = after;
            if Component::of(&tag).is_some() || self.imports.contains_key(tag.name) {
                self.push_text(line, std::mem::take(&mut kept));
                self.component(line, &tag);
            } else {
                self.say_left_out(line, &tag);
            }
        }
        kept.push_str(rest);
        self.push_text(line, kept);
    }

    fn push_text(&mut self, line: &Line, text: String) {
        let is_gone = text.trim().is_empty() && !line.text.trim().is_empty();
        if !is_gone {
            self.out.push(line.instead(text));
        }
    }

    fn blank(&mut self, line: &Line) {
        self.out.push(line.instead(""));
    }

    fn say_left_out(&mut self, line: &Line, tag: &Tag<'_>) {
        if !tag.closes && self.said.insert(tag.name.to_owned()) {
            let what = format!(
                "the component `<{}>`; text between its tags stays",
                tag.name
            );
            self.reading.dropped(&self.lesson.path, line, &what);
        }
    }

    /// Takes the tag that a line begins with, and the text behind it on its line; gives the lines, 0 where it is none of
    /// a component.
    fn tags(&mut self, lines: &[Line]) -> usize {
        let Some(first) = lines
            .first()
            .filter(|line| is_component(line.text.trim_start()))
        else {
            return 0;
        };
        let mut text = String::new();
        for line in lines.iter().take(MAX_TAG) {
            text.push_str(match text.is_empty() {
                true => line.text.trim_start(),
                false => &line.text,
            });
            text.push('\n');
        }
        let Some((tag, length)) = Tag::parse(&text) else {
            return 0;
        };
        let (text, mut length) = (text.as_str(), length);
        match tag.name {
            "CodeBlock" if !tag.closes && !tag.is_empty => {
                length += self.code_block(first, &tag, text.get(length..).unwrap_or_default());
            }
            _ => self.component(first, &tag),
        }
        let taken = text.get(..length).unwrap_or_default().matches('\n').count() + 1;
        let behind = text.get(length..).unwrap_or_default().lines().next();
        let behind = behind.unwrap_or_default().trim();
        if !behind.is_empty() {
            self.lines(&[first.instead(behind)]);
        }
        taken
    }

    /// The text of a page that another holds.
    fn partial(&mut self, line: &Line, name: &str) {
        let Some(path) = self.imports.get(name).cloned() else {
            return;
        };
        if self.depth >= MAX_DEPTH {
            return self
                .reading
                .dropped(&self.lesson.path, line, "a partial that holds itself");
        }
        if path.ends_with(".md") || path.ends_with(".mdx") {
            if let Some(written) = self.reading.page(&path) {
                self.depth += 1;
                let lines = written.page.lines.iter().map(|text| Line {
                    number: line.number,
                    ..text.clone()
                });
                self.lines(&lines.collect::<Vec<_>>());
                self.depth -= 1;
            }
        } else {
            let what = format!("the component `<{name}>`");
            self.reading.dropped(&self.lesson.path, line, &what);
        }
    }
}
