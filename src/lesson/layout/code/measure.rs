//! How wide code is, before it is laid out.

use unicode_segmentation::UnicodeSegmentation;

use super::TAB;
use crate::domain::sanitize;
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
    let mut code = String::new();
    for piece in parts.iter().flat_map(|part| document.pieces(part)) {
        code.push_str(document.text(piece.text));
        if code.len() > MAX_MEASURED {
            return true;
        }
    }
    code.lines().any(|line| cells_of(line) >= width)
}

/// The cells of a line of code.
fn cells_of(line: &str) -> usize {
    if line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return line.len();
    }
    let shown = sanitize::sanitize(line);
    let graphemes = shown.graphemes(true);
    graphemes.fold(0, |cells, grapheme| match grapheme {
        "\t" => cells + TAB - cells % TAB,
        _ => cells + grapheme_width(grapheme),
    })
}
