//! Links that name a lesson by a path it has elsewhere (`intro.html` where the book is published) are rewritten to
//! its path in the course.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::content::outline::Outline;
use crate::domain::path_in_course;

/// Rewrites the links of all lessons.
pub(super) fn links(outline: &mut Outline) {
    let lessons = || outline.modules.iter().flat_map(|module| &module.lessons);
    let aliases: HashMap<String, String> = lessons()
        .flat_map(|lesson| {
            let alias = |alias: &String| (alias.clone(), lesson.path.clone());
            lesson.aliases.iter().map(alias)
        })
        .collect();
    if aliases.is_empty() {
        return;
    }
    for module in &mut outline.modules {
        for lesson in &mut module.lessons {
            let path = |address: &str| {
                let (path, heading) = address.split_once('#').unwrap_or((address, ""));
                let path = aliases.get(&path_in_course(&lesson.path, path)?)?;
                let mark = if heading.is_empty() { "" } else { "#" };
                Some(format!("/{path}{mark}{heading}"))
            };
            lesson.markdown = rewritten(&lesson.markdown, path);
        }
    }
}

/// The Markdown with other addresses in its links, where there are such.
fn rewritten(markdown: &str, address: impl Fn(&str) -> Option<String>) -> String {
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let mut change = |range: Range<usize>, written: &str| {
        let Some(new) = address(written) else { return };
        let link = markdown.get(range.clone()).unwrap_or_default();
        if let Some(start) = destination(link, written).map(|within| range.start + within) {
            changes.push((start..start + written.len(), new));
        }
    };
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    for (_, definition) in parser.reference_definitions().iter() {
        change(definition.span.clone(), &definition.dest);
    }
    for (event, range) in parser.into_offset_iter() {
        if let Event::Start(Tag::Link { dest_url, .. }) = event {
            change(range, &dest_url);
        }
    }
    changes.sort_by_key(|(range, _)| range.start);
    changes.dedup_by_key(|(range, _)| range.start);
    let mut text = String::with_capacity(markdown.len());
    let mut done = 0;
    for (range, new) in changes {
        text.push_str(markdown.get(done..range.start).unwrap_or_default());
        text.push_str(&new);
        done = range.end;
    }
    text.push_str(markdown.get(done..).unwrap_or_default());
    text
}

/// Where the address of a link or definition stands in it: behind its last bracket that something follows.
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
    fn addresses_change_and_nothing_else() {
        let address =
            |written: &str| Some(written.replace(".html", ".md")).filter(|new| new != written);
        assert_eq!(
            rewritten(
                "[a.html](a.html 'a.html') and [b][], <https://c.org>\n\n`[a](a.html)`\n\n[b]: b.html#x\n",
                address
            ),
            "[a.html](a.md 'a.html') and [b][], <https://c.org>\n\n`[a](a.html)`\n\n[b]: b.md#x\n"
        );
    }
}
