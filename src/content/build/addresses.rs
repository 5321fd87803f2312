//! The addresses in a lesson's Markdown, of links and images, in HTML too: found where they are written, and changed
//! without touching anything else.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// What is linked: images are looked for elsewhere than pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Link,
    Image,
}

/// The Markdown with other addresses in its links and images, and how many there are.
pub(super) fn rewritten(
    markdown: &str,
    address: impl Fn(Kind, &str) -> Option<String>,
) -> (Cow<'_, str>, usize) {
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let change = |kind: Kind, range: Range<usize>, written: &str| {
        let new = address(kind, written)?;
        let link = markdown.get(range.clone()).unwrap_or_default();
        let start = range.start + destination(link, written)?;
        Some((start..start + written.len(), new))
    };
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    for (_, definition) in parser.reference_definitions().iter() {
        changes.extend(change(
            Kind::Link,
            definition.span.clone(),
            &definition.dest,
        ));
    }
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                changes.extend(change(Kind::Link, range, &dest_url));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                changes.extend(change(Kind::Image, range, &dest_url));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let html = markdown.get(range.clone()).unwrap_or_default();
                for (kind, within) in addresses(html) {
                    let written = html.get(within.clone()).unwrap_or_default();
                    let start = range.start + within.start;
                    changes.extend(
                        address(kind, written).map(|new| (start..start + written.len(), new)),
                    );
                }
            }
            _ => {}
        }
    }
    if changes.is_empty() {
        return (Cow::Borrowed(markdown), 0);
    }
    changes.sort_by_key(|(range, _)| range.start);
    changes.dedup_by_key(|(range, _)| range.start);
    let mut text = String::with_capacity(markdown.len());
    let mut done = 0;
    let count = changes.len();
    for (range, new) in changes {
        text.push_str(markdown.get(done..range.start).unwrap_or_default());
        text.push_str(&new);
        done = range.end.max(done);
    }
    text.push_str(markdown.get(done..).unwrap_or_default());
    (Cow::Owned(text), count)
}

/// The addresses in a piece of HTML, without their quotes: `<a href="…">`, `<img src="…">`.
fn addresses(html: &str) -> impl Iterator<Item = (Kind, Range<usize>)> {
    [("href", Kind::Link), ("src", Kind::Image)]
        .into_iter()
        .flat_map(move |(name, kind)| {
            html.match_indices(name).filter_map(move |(at, _)| {
                let before = html.get(..at)?.chars().next_back();
                let is_own = before.is_none_or(char::is_whitespace);
                let behind = html
                    .get(at + name.len()..)?
                    .trim_start()
                    .strip_prefix('=')?;
                let behind = behind.trim_start();
                let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                let value = behind.get(1..)?;
                let start = html.len() - value.len();
                let end = start + value.find(quote)?;
                is_own.then_some((kind, start..end))
            })
        })
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
        let (text, count) = rewritten(
            "<p align=\"center\">\n<a data-href=\"c.html\" href=\"a.html\">A</a> <img src='b.png'\n  alt=\"b\"></p>\n\nSee <a href = \"b.html\">b.html</a>, `<a href=\"a.html\">`.\n",
            address,
        );
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
        let (text, count) = rewritten(
            "[a.html](a.html 'a.html') and [b][], <https://c.org>\n\n`[a](a.html)`\n\n[b]: b.html#x\n",
            address,
        );
        assert_eq!(
            text,
            "[a.html](a.md 'a.html') and [b][], <https://c.org>\n\n`[a](a.html)`\n\n[b]: b.md#x\n"
        );
        assert_eq!(count, 2);
    }
}
