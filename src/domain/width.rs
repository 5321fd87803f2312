//! The width of text in terminal cells: one rule for layout, columns, cursors and carets.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The cells that `text` takes on a terminal, counted grapheme by grapheme as ratatui places them.
///
/// ```
/// use lyceum::domain::display_width;
/// assert_eq!(display_width("abc"), 3);
/// assert_eq!(display_width("漢字"), 4);
/// assert_eq!(display_width("👩‍👩‍👧"), 2);
/// assert_eq!(display_width("e\u{301}"), 1);
/// ```
pub fn display_width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// The cells of one grapheme. Halfwidth sound marks take a cell of their own, as terminals draw them.
pub fn grapheme_width(grapheme: &str) -> usize {
    match grapheme.len() {
        1 => 1,
        _ => grapheme.width() + sound_marks(grapheme),
    }
}

fn sound_marks(grapheme: &str) -> usize {
    grapheme
        .chars()
        .filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}'))
        .count()
}
