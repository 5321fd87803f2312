//! How wide code is, before it is laid out.

use unicode_segmentation::UnicodeSegmentation;

use super::TAB;
use crate::domain::width::grapheme_width;
use crate::domain::{display_width, sanitize};
use crate::lesson::block::Code;
use crate::lesson::layout::leaf::Page;
use crate::lesson::layout::wrap::MAY_BREAK;

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
    let shown = sanitize::sanitize(part);
    // Code shows as marks what sentences don't show at all.
    let marks = part.matches(MAY_BREAK).count()
        - shown
            .matches("⟨U+200B⟩")
            .count()
            .min(part.matches(MAY_BREAK).count());
    let before = before + marks * display_width("⟨U+200B⟩");
    let graphemes = shown.graphemes(true);
    graphemes.fold(before, |cells, grapheme| match grapheme {
        "\t" => cells + TAB - cells % TAB,
        _ => cells + grapheme_width(grapheme),
    })
}
