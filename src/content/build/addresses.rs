//! The addresses in a lesson's Markdown, of links and images, in HTML too: found where they are written, and changed
//! without touching anything else.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use unicase::UniCase;

/// The kind of a link's target: images are looked for elsewhere than pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::content) enum Kind {
    Link,
    Image,
}

/// The addresses of the links and images in a text, in their order.
#[derive(Debug)]
pub(in crate::content) struct Addresses {
    all: Vec<Address>,
    /// The definitions that links by reference lead to: where each link begins, and its definition.
    references: HashMap<usize, Range<usize>>,
}

#[derive(Debug)]
struct Address {
    kind: Kind,
    /// The bytes of what it is a part of: a link, a definition, a piece of HTML.
    element: Range<usize>,
    /// Its bytes in the text.
    range: Range<usize>,
    written: String,
}

impl Addresses {
    pub(in crate::content) fn of(markdown: &str) -> Addresses {
        let mut found: Vec<Address> = Vec::new();
        let mut html = Vec::new();
        let mut references = HashMap::new();
        let mut add = |kind: Kind, range: Range<usize>, written: &str| {
            let link = markdown.get(range.clone()).unwrap_or_default();
            if let Some(start) = destination(link, written).map(|within| range.start + within) {
                found.push(Address {
                    kind,
                    element: range,
                    range: start..start + written.len(),
                    written: written.to_owned(),
                });
            }
        };
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        let parser = Parser::new_ext(markdown, options);
        let mut definitions = HashMap::new();
        for (label, definition) in parser.reference_definitions().iter() {
            add(Kind::Link, definition.span.clone(), &definition.dest);
            definitions.insert(UniCase::new(label.to_owned()), definition.span.clone());
        }
        for (event, range) in parser.into_offset_iter() {
            let kind = match &event {
                Event::Start(Tag::Image { .. }) => Kind::Image,
                _ => Kind::Link,
            };
            match event {
                Event::Start(
                    Tag::Link {
                        link_type: LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut,
                        id,
                        ..
                    }
                    | Tag::Image {
                        link_type: LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut,
                        id,
                        ..
                    },
                ) => {
                    let definition = definitions.get(&UniCase::new(id.to_string()));
                    references.extend(definition.map(|span| (range.start, span.clone())));
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    add(kind, range, &dest_url);
                }
                Event::Html(_) | Event::InlineHtml(_) => html.push(range),
                _ => {}
            }
        }
        found.extend(html.into_iter().flat_map(|range| in_html(markdown, &range)));
        found.sort_by_key(|address| address.range.start);
        found.dedup_by_key(|address| address.range.start);
        Addresses {
            all: found,
            references,
        }
    }

    /// Where the address of a link or image is written that begins at a byte, and what is written there. One in HTML begins
    /// within a piece of it.
    pub(super) fn of_element(&self, begin: usize) -> Option<(usize, &str)> {
        let definition = self.references.get(&begin);
        let begins = |address: &&Address| match definition {
            Some(definition) => address.element == *definition,
            None => address.element.start == begin,
        };
        let in_html =
            |address: &&Address| address.element.contains(&begin) && address.range.start > begin;
        let mut all = self.all.iter();
        let found = all.clone().find(begins).or_else(|| all.find(in_html))?;
        Some((found.range.start, &found.written))
    }

    /// The text that they are in, with other addresses where there are some, and how many there are.
    pub(in crate::content) fn rewritten<'m>(
        &self,
        markdown: &'m str,
        other: impl Fn(Kind, &str) -> Option<String>,
    ) -> (Cow<'m, str>, usize) {
        let (mut text, mut done, mut count) = (String::new(), 0, 0);
        for Address {
            kind,
            range,
            written,
            ..
        } in &self.all
        {
            if let Some(new) = other(*kind, written) {
                text.push_str(markdown.get(done..range.start).unwrap_or_default());
                text.push_str(&new);
                done = range.end.max(done);
                count += 1;
            }
        }
        if count == 0 {
            return (Cow::Borrowed(markdown), 0);
        }
        text.push_str(markdown.get(done..).unwrap_or_default());
        (Cow::Owned(text), count)
    }
}

/// The addresses in a piece of HTML, without their quotes: `<a href="…">`, `<img src="…">`.
fn in_html(markdown: &str, piece: &Range<usize>) -> Vec<Address> {
    let html = markdown.get(piece.clone()).unwrap_or_default();
    let mut found = Vec::new();
    for (name, kind) in [("href", Kind::Link), ("src", Kind::Image)] {
        let values = html
            .match_indices(name)
            .filter_map(|(at, _)| value(html, at, name));
        found.extend(values.map(|range| Address {
            kind,
            element: piece.clone(),
            written: html.get(range.clone()).unwrap_or_default().to_owned(),
            range: piece.start + range.start..piece.start + range.end,
        }));
    }
    found
}

/// The range of the value of an attribute whose name stands at a byte; none where that is a part of another word.
fn value(html: &str, at: usize, name: &str) -> Option<Range<usize>> {
    let before = html.get(..at)?.chars().next_back();
    before.is_none_or(char::is_whitespace).then_some(())?;
    let behind = html.get(at + name.len()..)?.trim_start();
    let behind = behind.strip_prefix('=')?.trim_start();
    let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = behind.get(1..)?;
    let start = html.len() - value.len();
    Some(start..start + value.find(quote)?)
}

/// The offset of the address in a link or definition: it follows the last `]` that is followed by it.
fn destination(link: &str, written: &str) -> Option<usize> {
    let mut behind = link.rmatch_indices(']').map(|(bracket, _)| {
        let rest = link.get(bracket + 1..).unwrap_or_default();
        rest.trim_start_matches(['(', ':', '<', ' ', '\t', '\n'])
    });
    let found = behind.find(|rest| rest.starts_with(written))?;
    Some(link.len() - found.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_html_change_as_well() {
        let address = |kind, written: &str| match kind {
            Kind::Link => written
                .strip_suffix(".html")
                .map(|stem| format!("{stem}.md")),
            Kind::Image => Some(format!("/x/{written}")),
        };
        let markdown = "<p align=\"center\">\n<a data-href=\"c.html\" href=\"a.html\">A</a> <img src='b.png'\n  alt=\"b\"></p>\n\nSee <a href = \"b.html\">b.html</a>, `<a href=\"a.html\">`.\n";
        let (text, count) = Addresses::of(markdown).rewritten(markdown, address);
        assert_eq!(
            text,
            "<p align=\"center\">\n<a data-href=\"c.html\" href=\"a.md\">A</a> <img src='/x/b.png'\n  alt=\"b\"></p>\n\nSee <a href = \"b.md\">b.html</a>, `<a href=\"a.html\">`.\n"
        );
        assert_eq!(count, 3);
    }

    #[test]
    fn addresses_change_and_nothing_else() {
        let address =
            |_, written: &str| Some(written.replace(".html", ".md")).filter(|new| new != written);
        let markdown = "[a.html](a.html 'a.html') and [b][], <https://c.org>\n\n`[a](a.html)`\n\n[b]: b.html#x\n";
        let (text, count) = Addresses::of(markdown).rewritten(markdown, address);
        assert_eq!(
            text,
            "[a.html](a.md 'a.html') and [b][], <https://c.org>\n\n`[a](a.html)`\n\n[b]: b.md#x\n"
        );
        assert_eq!(count, 2);
    }
}
