//! How wide code is, before it is laid out.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::TAB;
use crate::domain::display_width;
use crate::domain::sanitize::{self, Stretch};
use crate::domain::width::grapheme_width;
use crate::lesson::block::Code;
use crate::lesson::layout::leaf::Page;

/// A longer block isn't measured, and counts as too wide for the page: bytes.
const MAX_MEASURED: usize = 64 * 1024;

/// Whether any line of a code block takes more than `width` cells with the one that is free in front.
pub(super) fn is_too_wide(page: &Page<'_>, whole: &Code, width: usize) -> bool {
    let (document, blocks) = (
        page.document,
        whole.blocks.0 as usize..whole.blocks.1 as usize,
    );
    let parts = document.parsed().blocks.get(blocks).unwrap_or_default();
    let (mut measured, mut cells) = (0, 0);
    for piece in parts.iter().flat_map(|part| document.pieces(part)) {
        let text = document.text(piece.text);
        measured += text.len();
        for (number, part) in text.split('\n').enumerate() {
            let before = if number == 0 { cells } else { 0 };
            cells = cells_with(before, part);
            if cells >= width {
                return true;
            }
        }
        if measured > MAX_MEASURED {
            return true;
        }
    }
    false
}

/// The cells of a line of code with another part of it, which is drawn by itself.
fn cells_with(before: usize, part: &str) -> usize {
    if part.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return before + part.len();
    }
    sanitize::parts(part).fold(before, |cells, shown| match shown {
        Stretch::Clean(from, to) => {
            let graphemes = part.get(from..to).unwrap_or_default().graphemes(true);
            graphemes.fold(cells, |cells, grapheme| match grapheme {
                "\t" => cells + TAB - cells % TAB,
                _ => cells + grapheme_width(grapheme),
            })
        }
        Stretch::Mark(from, to, _) | Stretch::Break(from, to) => {
            cells + display_width(&mark_of(part, from..to))
        }
        Stretch::Dropped => cells,
    })
}

/// The mark that stands in code for what has no shape: it would be copied unseen.
pub(super) fn mark_of(text: &str, range: Range<usize>) -> String {
    let mut mark = String::new();
    for c in text.get(range).unwrap_or_default().chars() {
        sanitize::push_mark(&mut mark, c);
    }
    mark
}
