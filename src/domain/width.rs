//! How many terminal cells a text takes: one rule for layout, columns, cursors and carets.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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

/// The cells of one grapheme: as many as any terminal takes for its letters, since those that find less room than they
/// take lose letters.
///
/// Emoji take two cells in the terminals that know them.
pub fn grapheme_width(grapheme: &str) -> usize {
    match grapheme.len() {
        1 => 1,
        _ if grapheme.chars().any(is_pictorial) => grapheme.width(),
        _ => grapheme.chars().map(char_width).sum(),
    }
}

/// Whether every terminal takes as many cells for a grapheme as [`grapheme_width`] says.
///
/// They disagree on letters of several code points and on emoji: some put each code point into cells of its own, some
/// are of a time when the emoji didn't exist yet.
pub fn is_width_agreed(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => match char_width(c) {
            1 => u32::from(c) < 0x1F000,
            2 => is_ideographic(c),
            _ => false,
        },
        _ => false,
    }
}

/// The cells of a character by itself, as terminals count.
fn char_width(c: char) -> usize {
    match c {
        _ if is_spacing_sign(c) => 1,
        _ => c.width().unwrap_or(1),
    }
}

/// Parts of emoji: pictures, skin tones, flags, keycaps, and what asks for a picture.
fn is_pictorial(c: char) -> bool {
    matches!(
        c,
        '\u{1F000}'..='\u{1FAFF}' | '\u{FE0E}' | '\u{FE0F}' | '\u{20E3}'
    )
}

/// Chinese, Japanese and Korean writing, which is two cells wide everywhere.
fn is_ideographic(c: char) -> bool {
    matches!(
        c,
        '\u{1100}'..='\u{115F}'
            | '\u{2E80}'..='\u{A4CF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE6F}'
            | '\u{FF00}'..='\u{FFE6}'
            | '\u{20000}'..='\u{3FFFD}'
    )
}

/// Signs that Unicode counts to the grapheme before them (`Grapheme_Extend`), though they stand beside it in a cell of
/// their own (category `Mc`): vowels of Indian and other scripts; and halfwidth sound marks, which terminals draw so.
fn is_spacing_sign(c: char) -> bool {
    matches!(
        u32::from(c),
        0x09BE
            | 0x09D7
            | 0x0B3E
            | 0x0B57
            | 0x0BBE
            | 0x0BD7
            | 0x0CC0
            | 0x0CC2
            | 0x0CC7
            | 0x0CC8
            | 0x0CCA
            | 0x0CCB
            | 0x0CD5
            | 0x0CD6
            | 0x0D3E
            | 0x0D57
            | 0x0DCF
            | 0x0DDF
            | 0x1715
            | 0x1734
            | 0x1B35
            | 0x1B3B
            | 0x1B3D
            | 0x1B43
            | 0x1B44
            | 0x1BAA
            | 0x1BF2
            | 0x1BF3
            | 0xA953
            | 0xA9C0
            | 0xFF9E
            | 0xFF9F
            | 0x111C0
            | 0x11235
            | 0x1133E
            | 0x1134D
            | 0x11357
            | 0x114B0
            | 0x114BD
            | 0x115AF
            | 0x116B6
            | 0x11930
            | 0x1193D
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As measured in xterm, alacritty, foot and tmux, which keep letters only where they have that room.
    #[test]
    fn letters_of_several_code_points_have_the_room_that_terminals_take() {
        for (letters, cells) in [
            ("ខ្ញុំ", 2),
            ("ម្ម", 2),
            ("রে", 2),
            ("প্রো", 3),
            ("ভা", 2),
            ("യാ", 2),
            ("ಸೋ", 2),
            ("மி", 2),
            ("का", 2),
            ("ﾊﾞ", 2),
            ("กำ", 2),
            ("e\u{301}", 1),
        ] {
            assert_eq!(display_width(letters), cells, "{letters}");
            assert!(display_width(letters) >= letters.width(), "{letters}");
        }
    }

    #[test]
    fn emoji_take_two_cells_however_many_code_points_they_are() {
        for emoji in ["❤️", "1️⃣", "👩‍👩‍👧", "👍🏽", "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "😀"]
        {
            assert_eq!(display_width(emoji), 2, "{emoji}");
            assert!(!is_width_agreed(emoji), "{emoji}");
        }
    }

    #[test]
    fn terminals_agree_on_plain_letters_and_ideographs() {
        for agreed in ["a", "é", "│", "…", "я", "漢", "한", "ｱ", "▀"] {
            assert!(is_width_agreed(agreed), "{agreed}");
        }
        for disputed in ["e\u{301}", "का", "⌚", "ម្ម", "\u{301}"] {
            assert!(!is_width_agreed(disputed), "{disputed}");
        }
    }
}
