//! Cuts text to a number of terminal cells.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::domain::width::{display_width, grapheme_width};

/// The most cells that one character takes: a Khmer sign. Text that is split needs as many.
pub(super) const WIDEST: usize = 3;

/// The longest start of `text` that fits into `cells`, on a grapheme boundary; and its cells.
///
/// At least one grapheme is taken, so that splitting always moves on; one that is wider than `cells` (scripts
/// that join letters without end) is split between its characters.
pub(super) fn fitting_start(text: &str, cells: usize) -> (usize, usize) {
    let (mut end, mut taken) = (0, 0);
    for grapheme in text.graphemes(true) {
        let width = grapheme_width(grapheme);
        if taken + width > cells {
            return if end > 0 {
                (end, taken)
            } else {
                fitting_characters(grapheme, cells)
            };
        }
        end += grapheme.len();
        taken += width;
    }
    (end, taken)
}

/// The shortest start of `text` that takes at least `cells`, on a grapheme boundary; and its cells.
pub(super) fn start_through(text: &str, cells: usize) -> (usize, usize) {
    let (mut end, mut taken) = (0, 0);
    for grapheme in text.graphemes(true) {
        if taken >= cells {
            break;
        }
        end += grapheme.len();
        taken += grapheme_width(grapheme);
    }
    (end, taken)
}

/// The longest start of a grapheme that fits into `cells`; one character at least.
fn fitting_characters(grapheme: &str, cells: usize) -> (usize, usize) {
    let (mut end, mut taken) = (0, 0);
    for (at, c) in grapheme.char_indices() {
        let next = at + c.len_utf8();
        let width = grapheme.get(..next).map_or(0, display_width);
        if width > cells && end > 0 {
            break;
        }
        (end, taken) = (next, width);
    }
    (end, taken)
}

/// `text` cut to `cells`, with an ellipsis where something was cut.
pub fn truncated(text: &str, cells: usize) -> String {
    if display_width(text) <= cells {
        return text.to_owned();
    }
    if cells == 0 {
        return String::new();
    }
    let mut kept = String::new();
    let mut taken = 0;
    for grapheme in text.graphemes(true) {
        taken += grapheme_width(grapheme);
        if taken > cells - 1 {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.push('…');
    kept
}

/// The end of `text` in `cells`, with an ellipsis where something before it was cut.
pub fn truncated_start(text: &str, cells: usize) -> Cow<'_, str> {
    if display_width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let Some(room) = cells.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut taken = 0;
    let end = text
        .grapheme_indices(true)
        .rev()
        .take_while(|(_, grapheme)| {
            taken += grapheme_width(grapheme);
            taken <= room
        });
    let start = end.last().map_or(text.len(), |(start, _)| start);
    Cow::Owned(format!("…{}", &text[start..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_that_fits_never_splits_a_grapheme() {
        assert_eq!(fitting_start("漢字", 3), (3, 2));
        assert_eq!(fitting_start("👩‍👩‍👧x", 2).1, 2);
        assert_eq!(fitting_start("漢", 1), (3, 2));
    }

    #[test]
    fn a_grapheme_without_end_is_split_all_the_same() {
        let jamo = "\u{1100}".repeat(50);
        let (bytes, cells) = fitting_start(&jamo, 20);
        assert!(bytes > 0 && bytes < jamo.len() && cells <= 20);
    }

    #[test]
    fn a_cut_text_says_so_and_keeps_its_cells() {
        assert_eq!(truncated("lesson", 6), "lesson");
        assert_eq!(truncated("lessons", 6), "lesso…");
        assert_eq!(truncated("漢字漢", 4), "漢…");
        assert_eq!(truncated("x", 0), "");
    }
}
