//! Boxes between lines of colons, `::: tip` … `:::`, as lessons have them.

use crate::content::page::{Line, Page};
use crate::content::reading::Reading;

/// The word behind the colons of a line that opens a box; an empty one closes it.
pub(in crate::content) fn fence(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix(":::")?;
    let rest = rest.trim_start_matches(':').trim_end_matches(':').trim();
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | '{'));
    Some(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default())
}

/// The page without the boxes of one word, which are said to be left out.
pub(in crate::content) fn without(
    reading: &mut Reading<'_>,
    path: &str,
    word: &str,
    page: Page,
) -> Page {
    let mut depth = 0_usize;
    let mut gone_from = None;
    let dropped = format!("a box for the {word}");
    page.replaced(|line, lines| {
        let fence = fence(&line.text).filter(|_| !line.is_code);
        match fence {
            Some("") => {
                depth = depth.saturating_sub(1);
                if gone_from == Some(depth) {
                    gone_from = None;
                    return;
                }
            }
            Some(opened) => {
                if opened == word && gone_from.is_none() {
                    gone_from = Some(depth);
                    reading.dropped(path, &line, &dropped);
                }
                depth += 1;
            }
            None => {}
        }
        if gone_from.is_none() {
            lines.push(line);
        }
    })
}

/// The items of the list in the first box of one word.
pub(in crate::content) fn items(word: &str, page: &Page) -> Vec<String> {
    let is_open = |line: &&Line| fence(&line.text) == Some(word);
    let Some(start) = page.lines.iter().position(|line| is_open(&line)) else {
        return Vec::new();
    };
    let inside = page.lines.iter().skip(start + 1);
    let inside = inside.take_while(|line| fence(&line.text).is_none());
    let mut items: Vec<String> = Vec::new();
    for line in inside {
        let text = line.text.trim();
        match text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")) {
            Some(item) => items.push(item.trim().to_owned()),
            None if text.is_empty() => {}
            None => {
                if let Some(item) = items.last_mut() {
                    *item = format!("{item} {text}");
                }
            }
        }
    }
    items
}
