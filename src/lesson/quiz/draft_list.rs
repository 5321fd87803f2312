//! A list of a question as it is written: its items, their boxes and remarks.

use std::ops::Range;

/// A list. Ranges are bytes of the lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DraftList {
    pub(super) range: Range<usize>,
    pub(super) numbered: bool,
    pub(super) items: Vec<DraftItem>,
}

/// An item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DraftItem {
    /// From the start of its line to its last line's end, without blank lines.
    pub(super) range: Range<usize>,
    /// Where the sign in its box stands, and whether it is marked.
    pub(super) mark: Option<(usize, bool)>,
    pub(super) feedback: Vec<Range<usize>>,
}

impl DraftList {
    pub(super) fn new(range: Range<usize>, numbered: bool) -> DraftList {
        DraftList {
            range,
            numbered,
            items: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, markdown: &str, item: Range<usize>) {
        let before = markdown.get(..item.start).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        // Another item of the same line keeps its own start.
        let is_indent = |text: &str| text.trim().is_empty();
        let start = match markdown.get(start..item.start).is_some_and(is_indent) {
            true => start,
            false => item.start,
        };
        let text = markdown.get(item.clone()).unwrap_or_default();
        self.items.push(DraftItem {
            range: start..item.start + text.trim_end().len(),
            mark: mark(text).map(|(at, marked)| (item.start + at, marked)),
            feedback: Vec::new(),
        });
    }

    pub(super) fn add_feedback(&mut self, quote: Range<usize>) {
        if let Some(item) = self.items.last_mut() {
            item.feedback.push(quote);
        }
    }

    /// Whether every item has a box.
    pub(super) fn has_boxes(&self) -> bool {
        !self.items.is_empty() && self.items.iter().all(|item| item.mark.is_some())
    }

    /// The items that are marked, counted from 0.
    pub(super) fn marked(&self) -> Vec<u16> {
        let marked = |item: &DraftItem| item.mark.is_some_and(|(_, marked)| marked);
        let items = self.items.iter().zip(0u16..);
        items
            .filter(|(item, _)| marked(item))
            .map(|(_, at)| at)
            .collect()
    }
}

/// The box that an item's text begins with, behind its bullet.
fn mark(item: &str) -> Option<(usize, bool)> {
    let bullet = item.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = bullet
        .strip_prefix(['-', '*', '+', '.', ')'])?
        .trim_start_matches([' ', '\t']);
    let rest = behind.strip_prefix('[')?;
    let marked = match rest.as_bytes().first()? {
        b' ' => false,
        b'x' | b'X' => true,
        _ => return None,
    };
    let closed = rest.get(1..)?.strip_prefix(']')?;
    let ends = closed.is_empty() || closed.starts_with(char::is_whitespace);
    ends.then_some((item.len() - rest.len(), marked))
}
