//! Tags of templates in pages (Liquid of Jekyll, shortcodes of Hugo): comments go, others are left out and said.

use crate::content::page::Page;
use crate::content::reading::Reading;

/// The page without them.
pub(in crate::content) fn read(reading: &mut Reading<'_>, path: &str, page: Page) -> Page {
    let mut in_comment = false;
    page.replaced(|line, lines| {
        if line.is_code {
            return lines.push(line);
        }
        let mut text = String::new();
        let mut rest = line.text.as_str();
        let mut dropped = None;
        while let Some((start, open, close)) = next(rest) {
            let (before, tag) = rest.split_at(start);
            if !in_comment {
                text.push_str(before);
            }
            let inside = tag.get(open.len()..).unwrap_or_default();
            let Some((inside, after)) = inside.split_once(close) else {
                rest = "";
                break;
            };
            match inside.trim_matches(['-', ' ']) {
                "comment" => in_comment = true,
                "endcomment" => in_comment = false,
                "raw" | "endraw" => {}
                word if !in_comment => dropped = Some(word.to_owned()),
                _ => {}
            }
            rest = after;
        }
        if !in_comment {
            text.push_str(rest);
        }
        if let Some(tag) = dropped {
            reading.dropped(
                path,
                &line,
                &format!("the tag `{tag}` of the site's templates"),
            );
        }
        let is_gone = text.trim().is_empty() && !line.text.trim().is_empty();
        let is_hidden = in_comment && text.is_empty();
        if !is_gone && !is_hidden {
            lines.push(line.instead(text));
        }
    })
}

/// The place of the next tag, and its marks.
fn next(text: &str) -> Option<(usize, &'static str, &'static str)> {
    let marks = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")];
    let found = marks
        .iter()
        .filter_map(|(open, close)| Some((text.find(open)?, *open, *close)));
    found.min_by_key(|(at, open, _)| (*at, std::cmp::Reverse(open.len())))
}
