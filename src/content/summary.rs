//! Reads the contents of a book as `SUMMARY.md` has them: for mdBook, GitBook and outlines of one's own.
//!
//! A heading begins a part, items of lists are chapters with their pages below them, links outside of lists stand beside
//! the chapters. A link without an address is a chapter that isn't written yet.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::chapters::{Chapter, Part};
use crate::domain::path_in_course;

/// The deepest heading that begins a part: mdBook takes `#` alone, GitBook and people take others as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    First,
    Any,
}

/// The deepest level of chapters; what is below it stands beside the last one.
const MAX_DEPTH: usize = 32;

/// Reads the contents; `from` is the path of their file, which links start from. The first heading is a title where
/// nothing stands above it.
pub(super) fn read(text: &str, from: &str, begin: Parts) -> Vec<Part> {
    let events = Parser::new_ext(text, Options::empty()).into_offset_iter();
    let mut summary = Summary {
        from,
        lines: Lines {
            text,
            at: 0,
            line: 1,
        },
        begin,
        parts: vec![Part::default()],
        has_title: false,
    };
    summary.blocks(&mut events.peekable());
    let is_full = |part: &Part| !part.chapters.is_empty();
    summary.parts.retain(is_full);
    summary.parts
}

struct Summary<'t> {
    from: &'t str,
    lines: Lines<'t>,
    begin: Parts,
    parts: Vec<Part>,
    has_title: bool,
}

type Offset<'e> = (Event<'e>, Range<usize>);

impl Summary<'_> {
    fn blocks<'e>(&mut self, events: &mut Peekable<impl Iterator<Item = Offset<'e>>>) {
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    let title = text_until(events, |end| matches!(end, TagEnd::Heading(_)));
                    self.heading(level, title);
                }
                Event::Start(Tag::List(_)) => {
                    let chapters = self.list(events, 0);
                    self.has_title = true;
                    // What stands beside the chapters and follows them is no part of theirs.
                    let last = self.parts.last().map(|part| &part.chapters);
                    let follows = last.is_some_and(|all| all.iter().any(|c| !c.beside));
                    if follows && last.and_then(|all| all.last()).is_some_and(|c| c.beside) {
                        self.parts.push(Part::default());
                    }
                    self.push(chapters);
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let mut chapter = self.link(&dest_url, range, events);
                    chapter.beside = true;
                    self.has_title = true;
                    let last = self.parts.last();
                    let is_titled = last.is_some_and(|part| {
                        part.title.is_some() && part.chapters.iter().any(|c| !c.beside)
                    });
                    if is_titled {
                        self.parts.push(Part::default());
                    }
                    self.push(vec![chapter]);
                }
                _ => {}
            }
        }
    }

    fn push(&mut self, chapters: Vec<Chapter>) {
        if let Some(part) = self.parts.last_mut() {
            part.chapters.extend(chapters);
        }
    }

    fn heading(&mut self, level: HeadingLevel, title: String) {
        let is_title = level == HeadingLevel::H1 && !self.has_title;
        let is_part = level == HeadingLevel::H1 || self.begin == Parts::Any;
        self.has_title = true;
        if !is_title && is_part {
            self.parts.push(Part {
                title: Some(title).filter(|title| !title.is_empty()),
                chapters: Vec::new(),
            });
        }
    }

    /// The items of a list, up to its end.
    fn list<'e>(
        &mut self,
        events: &mut Peekable<impl Iterator<Item = Offset<'e>>>,
        depth: usize,
    ) -> Vec<Chapter> {
        let mut chapters: Vec<Chapter> = Vec::new();
        let mut deeper = 0_usize;
        while let Some((event, range)) = events.next() {
            match event {
                Event::End(TagEnd::List(_)) if deeper > 0 => deeper -= 1,
                Event::End(TagEnd::List(_)) => break,
                Event::Start(Tag::Item) => chapters.push(Chapter {
                    line: self.lines.of(range.start),
                    ..Chapter::default()
                }),
                Event::Start(Tag::List(_)) if depth >= MAX_DEPTH => deeper += 1,
                Event::Start(Tag::List(_)) => {
                    let below = self.list(events, depth + 1);
                    if let Some(chapter) = chapters.last_mut() {
                        chapter.chapters.extend(below);
                    }
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let link = self.link(&dest_url, range, events);
                    if let Some(chapter) = chapters.last_mut().filter(|c| c.page.is_none()) {
                        (chapter.title, chapter.page) = (link.title, link.page);
                        chapter.elsewhere = link.elsewhere;
                    }
                }
                // A chapter without a page of its own.
                Event::Text(text) | Event::Code(text) => {
                    let chapter = chapters.last_mut();
                    if let Some(chapter) =
                        chapter.filter(|c| c.page.is_none() && c.chapters.is_empty())
                    {
                        chapter.title.get_or_insert_default().push_str(&text);
                    }
                }
                _ => {}
            }
        }
        chapters
    }

    fn link<'e>(
        &mut self,
        address: &str,
        range: Range<usize>,
        events: &mut Peekable<impl Iterator<Item = Offset<'e>>>,
    ) -> Chapter {
        let title = text_until(events, |end| matches!(end, TagEnd::Link));
        let path = address.split(['#', '?']).next().unwrap_or_default();
        let path = percent_decoded(path);
        let is_file = !path.is_empty() && !path.contains("://");
        let page = is_file.then(|| path_in_course(self.from, &path)).flatten();
        let is_elsewhere = page.is_none() && !path.is_empty();
        Chapter {
            title: Some(title).filter(|title| !title.is_empty()),
            page,
            elsewhere: is_elsewhere.then(|| address.to_owned()),
            line: self.lines.of(range.start),
            ..Chapter::default()
        }
    }
}

/// The text up to an end, as a title shows it.
fn text_until<'e>(
    events: &mut Peekable<impl Iterator<Item = Offset<'e>>>,
    is_end: impl Fn(&TagEnd) -> bool,
) -> String {
    let mut title = String::new();
    for (event, _) in events {
        match event {
            Event::End(end) if is_end(&end) => break,
            Event::Text(text) | Event::Code(text) => title.push_str(&text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            _ => {}
        }
    }
    title.trim().to_owned()
}

/// A path whose characters may be written as `%20`.
pub(super) fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (byte, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(decoded)) => {
                bytes.push(decoded);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// Counts lines, from one place to a later one.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, byte: usize) -> usize {
        if let Some(between) = self.text.get(self.at..byte) {
            self.line += between.matches('\n').count();
            self.at = byte;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use super::*;

    /// Title, depth, path and part of each chapter, as mdBook's outline has them.
    fn said(parts: &[Part]) -> Vec<String> {
        fn chapters(all: &[Chapter], depth: usize, part: Option<&str>, said: &mut Vec<String>) {
            for chapter in all {
                let (title, path) = (chapter.title.as_deref(), chapter.page.as_deref());
                said.push(format!("{depth} {title:?} {path:?} {part:?}"));
                chapters(&chapter.chapters, depth + 1, part, said);
            }
        }
        let mut said = Vec::new();
        for part in parts {
            chapters(&part.chapters, 1, part.title.as_deref(), &mut said);
        }
        said
    }

    #[test]
    #[expect(
        clippy::disallowed_macros,
        reason = "a test says what it can't look at"
    )]
    fn fixture_books_have_the_outlines_that_mdbook_makes_of_them() {
        let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/fixtures");
        if !fs::exists(fixtures).unwrap() {
            eprintln!("no {fixtures}: real books are looked at where they are present");
            return;
        }
        for book in [
            "mdbook-async-book",
            "mdbook-quiz-rust-book",
            "mdbook-rust-by-example",
        ] {
            let summary = fs::read_to_string(format!("{fixtures}/{book}/src/SUMMARY.md")).unwrap();
            let outline = fs::read_to_string(format!("{fixtures}/outlines/{book}.json")).unwrap();
            let outline: Vec<Value> = serde_json::from_str(&outline).unwrap();
            let chapters = outline.iter().filter(|entry| entry["kind"] == "chapter");
            let expected: Vec<String> = chapters
                .map(|chapter| {
                    let text = |key: &str| chapter[key].as_str();
                    let (title, path, part) = (text("title"), text("source_path"), text("part"));
                    format!("{} {title:?} {path:?} {part:?}", chapter["depth"])
                })
                .collect();
            assert!(expected.len() > 30);
            assert_eq!(
                said(&read(&summary, "SUMMARY.md", Parts::First)),
                expected,
                "{book}"
            );
        }
    }

    #[test]
    fn items_without_links_hold_others() {
        let parts = read(
            "# Summary\n\n* [Start](README.md)\n\n## Basics\n\n* First things\n  * [A `b`](x/a%20b.md)\n  * [Later]()\n",
            "docs/SUMMARY.md",
            Parts::Any,
        );
        assert_eq!(
            said(&parts),
            [
                "1 Some(\"Start\") Some(\"docs/README.md\") None",
                "1 Some(\"First things\") None Some(\"Basics\")",
                "2 Some(\"A b\") Some(\"docs/x/a b.md\") Some(\"Basics\")",
                "2 Some(\"Later\") None Some(\"Basics\")",
            ]
        );
        assert_eq!(parts[1].chapters[0].chapters[1].line, 9);
    }

    #[test]
    fn no_list_is_too_deep() {
        let text = format!("{}[a](a.md)\n", "- ".repeat(100_000));
        assert_eq!(read(&text, "SUMMARY.md", Parts::Any).len(), 1);
    }

    #[test]
    fn no_address_leaves_the_course() {
        let parts = read(
            "- [a](../../x.md)\n- [b](https://x.org/y.md)\n",
            "SUMMARY.md",
            Parts::Any,
        );
        assert_eq!(
            said(&parts),
            ["1 Some(\"a\") None None", "1 Some(\"b\") None None"]
        );
    }
}
